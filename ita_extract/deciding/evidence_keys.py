"""What a decision hangs on: a hash of what stood there, so that it is found again in a later reading of the file.

A key holds the words as they were read and what they were taken for, neither the page, nor the row's number, nor what
was made of the words: pages shift, rows are added, a newer version reads more. What names no words (no score was found)
holds the hash of the file: it was looked for in all of it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from functools import cached_property

from ita_extract.evidence import EvidenceRow
from ita_extract.model import TABLES, Finding, Report, ReviewReason, rows

# what a row was taken for, beside its table; the words of the others tell them apart
_IDENTITY = {
    "instrument_scores": ("instrument", "part"),
    "indicator_scores": ("indicator",),
    "score_mentions": ("subject",),
    "score_history": ("subject", "fiscal_year"),
    "organization_mentions": ("kind",),
}
WITHOUT_KEYS = frozenset(
    {"documents", "findings", "finding_evidence", "review_reasons", "numbers", "decisions"}
)
_LENGTH = 20  # hex digits
_PAGES = re.compile(r"(?:[Pp]ages?|[Oo]n page) \d+(?:(?:, | and | to |[-–])\d+)*")
_TOKENS = re.compile(r"“[^”]*”|[A-Za-z]*\d[\w.]*|[\u0e00-\u0e7f]+")


class EvidenceKeys:
    """The keys of everything in one report about which a person may decide."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._sha256 = report.document.sha256

    @cached_property
    def _rows(self) -> dict[tuple[str, int], str]:
        found: dict[tuple[str, int], str] = {}
        seen: Counter[tuple[str, ...]] = Counter()
        for table in TABLES:
            if table in WITHOUT_KEYS:
                continue
            for number, row in enumerate(rows(self._report, table), start=1):
                if isinstance(row, EvidenceRow):
                    words = (table, *_identity(table, row), _plain(row.raw))
                    seen[words] += 1  # the same words twice are two places
                    found[table, number] = _hash("row", *words, str(seen[words]))
        return found

    def of_row(self, table: str, number: int) -> str:
        """Return the key of a row with evidence, by its table and number (from 1). Raises KeyError for another."""
        return self._rows[table, number]

    def of_reason(self, reason: ReviewReason, part: str = "") -> str:
        """Return the key of a review reason; `part` tells apart what it asks for (indicators that are missing)."""
        return _hash(*self._words_of(reason), part, str(self._turn_of(reason)))

    def _words_of(self, reason: ReviewReason) -> tuple[str, ...]:
        raw = _plain(reason.raw)
        where = ("file", self._sha256) if reason.page is None or not raw else ("reason", raw)
        return (*where, reason.slug, str(reason.subject), *_tokens(reason.detail))

    def _turn_of(self, reason: ReviewReason) -> int:
        """Return which of the report's reasons in the same words it is, from 1: two unread pages are two questions."""
        places = self._reasons.get(self._words_of(reason), [])
        place = _place(reason)
        return places.index(place) + 1 if place in places else len(places) + 1

    @cached_property
    def _reasons(self) -> dict[tuple[str, ...], list[tuple[object, ...]]]:
        found: dict[tuple[str, ...], list[tuple[object, ...]]] = {}
        for reason in self._report.review_reasons:
            places = found.setdefault(self._words_of(reason), [])
            if (place := _place(reason)) not in places:
                places.append(place)
        return found

    def of_finding(self, finding: Finding) -> str:
        """Return the key of a finding: its rule, its subject, and the values that it compares."""
        values = (finding.expected or "", finding.found or "", finding.other_document_id or "")
        tokens = () if any(values) else _tokens(finding.message_en)
        return _hash("finding", finding.rule, finding.subject, *values, *tokens)


def _place(reason: ReviewReason) -> tuple[object, ...]:
    return (reason.page, reason.x0, reason.top)


def _identity(table: str, row: EvidenceRow) -> tuple[str, ...]:
    return tuple(str(getattr(row, name)) for name in _IDENTITY.get(table, ()))


def _tokens(detail: str) -> tuple[str, ...]:
    """Return the figures and names of a sentence without its pages and its words, which a later version may change."""
    return tuple(sorted(_plain(token).rstrip(".") for token in _TOKENS.findall(_PAGES.sub("", detail))))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def _hash(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
