"""The rows of the list -> the data of its page, from which a script draws the rows that are in sight."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from ita_extract.messages.statuses import STATUS_WORDS
from ita_extract.model import Status
from ita_extract.review.listing import ListedDocument
from ita_extract.review.values import NOTHING

# What a row holds, in this order; index.js reads it by these names. Words that many rows share stand in lists
# beside them, and a row has their number.
COLUMNS = (
    *(
        "id",
        "name",
        "district",
        "province",
        "kind",
        "year",
        "status",
        "overall",
        "level",
        "iit",
        "eit",
        "oit",
    ),
    *("doubts", "decided", "reasons", "errors", "warnings", "notes", "rules", "source"),
)


def index_json(documents: Sequence[ListedDocument]) -> str:
    """Return the rows as JSON, in the order given; no letter in it can end the element of HTML that holds it."""
    provinces = _numbered(row.province for row in documents)
    kinds = _numbered(row.organization_type for row in documents)
    levels = _numbered(row.rating for row in documents)
    rules = _numbered(rule for row in documents for rule in row.rules)
    statuses = list(Status)
    rows = [
        [
            row.document_id,
            row.name,
            row.district,
            provinces[row.province],
            kinds[row.organization_type],
            _text(row.fiscal_year),
            statuses.index(row.status),
            _text(row.overall_score),
            levels[row.rating],
            _text(row.IIT),
            _text(row.EIT),
            _text(row.OIT),
            row.doubts,
            row.decided,
            row.reasons,
            row.errors,
            row.warnings,
            row.notes,
            [rules[rule] for rule in row.rules],
            row.source,
        ]
        for row in documents
    ]
    data = {
        "columns": COLUMNS,
        "provinces": list(provinces),
        "kinds": list(kinds),
        "levels": list(levels),
        "rules": list(rules),
        "statuses": [
            {"slug": status, "en": STATUS_WORDS[status].en, "th": STATUS_WORDS[status].th}
            for status in statuses
        ],
        "rows": rows,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _numbered(words: Iterable[str]) -> dict[str, int]:
    """Return each word once with its number, in the order of letters."""
    return {word: number for number, word in enumerate(sorted(set(words)))}


def _text(shown: str) -> str:
    return "" if shown == NOTHING else shown
