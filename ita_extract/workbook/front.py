"""The first sheet: one row an organisation and year, its doubtful cells coloured, with the reason as a comment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ita_extract.messages import _, ngettext, spoken
from ita_extract.model import NOTES, Subject
from ita_extract.rulebook.year import known_years, rules_for
from ita_extract.workbook.cell_values import Cell, cell_of
from ita_extract.workbook.headings import LINK
from ita_extract.workbook.reasons import GUESSED, Why
from ita_extract.workbook.sheet import Sheet
from ita_extract.workbook.styles import Look, Mark
from ita_extract.writing.parquet_tables import parquet_path
from ita_extract.writing.sql_tables import literal
from ita_extract.writing.wide_columns import NAME as WIDE
from ita_extract.writing.wide_columns import SCORE_COLUMNS
from ita_extract.writing.wide_view import SCORE_DOUBTS

if TYPE_CHECKING:
    import duckdb

# In the order in which people read it.
ORDER = (
    *(
        "organization_type",
        "organization_name",
        "district",
        "province",
        "fiscal_year",
        "overall_score",
        "rating",
    ),
    *("IIT", "EIT", "EIT_1", "EIT_2", "OIT", *(f"indicator_{number}" for number in range(1, 11))),
    *("errors", "warnings", "status", LINK, "review_reasons", "doubtful", "scores_proven", "documents"),
    *("other_documents", "document_kind", "agency_kind", "organization_id", "organization_lineage"),
    *("organization_key", "document_id", "source"),
)
FROZEN = 2
PRINTED = ORDER.index("status") + 1
# The cell of a reason that is about no score; all others go to the status.
_CELLS = {
    "doubtful-name": "organization_name",
    "missing-organization": "organization_name",
    "several-organizations": "organization_name",
    "other-organization": "organization_name",
    "organization-in-picture": "organization_name",
    "organization-elsewhere": "organization_name",
    "unlisted-organization": "organization_name",
    "doubtful-class": "organization_type",
    "doubtful-district": "district",
    "missing-district": "district",
    "doubtful-province": "province",
    "missing-province": "province",
    "doubtful-year": "fiscal_year",
    "missing-fiscal-year": "fiscal_year",
    "missing-rating": "rating",
    "several-ratings": "rating",
    "missing-overall-score": "overall_score",
    "several-overall-scores": "overall_score",
    "two-versions": "documents",
}
_OF_INDICATORS = "missing-indicators"  # of each whose cell is empty
_MOST_LINKS = 65_000  # Excel takes 65,530 in a sheet
_MOST_COMMENTS = (
    20_000  # in a sheet; more make spreadsheets slow to open. The colour stays, and the words in the row
)
_MOST_LINES = 8
Comments = Mapping[str, Mapping[str, tuple[str, ...]]]  # by document_id and column: the lines of its comment


@dataclass(frozen=True)
class Front:
    """What became of the first sheet: rows, documents passed over, and links and comments that it could not take."""

    rows: int
    passed_over: int
    without_link: int
    without_comment: int
    cut: int


def write_front(sheet: Sheet, output: Path, connection: duckdb.DuckDBPyConnection) -> Front:
    """Write the wide rows of an output folder, in the order of the Thai dictionary; `connection` is its ita.duckdb."""
    import pyarrow.parquet as pq

    doubts, errors = _doubts(connection), _errors(connection)
    sheet.head(ORDER, _head_comments())
    links = comments = dropped = without_link = passed_over = 0
    for values in _in_thai_order(pq.read_table(parquet_path(output, WIDE)).to_pylist()):
        passed_over += values["documents"] - 1
        document_id = values["document_id"]
        why = _placed(doubts.get(document_id, ()), values)
        marks = [Mark.DOUBT if name in why else Mark.NONE for name in ORDER]
        told = errors.get(document_id, ())
        if values["errors"]:
            marks[ORDER.index("errors")] = Mark.ERROR
        row = sheet.row([_cell(name, values) for name in ORDER], marks)
        if links < _MOST_LINKS:
            sheet.link(row, ORDER.index(LINK), f"review/{document_id}.html", _("open"))
            links += 1
        else:
            without_link += 1
        lines = {ORDER.index(name): [entry.words for entry in found] for name, found in why.items()}
        if told:
            lines[ORDER.index("errors")] = list(told)
        for column, found in sorted(lines.items()):
            if comments < _MOST_COMMENTS:
                sheet.comment(row, column, _joined(found))
                comments += 1
            else:
                dropped += 1
    return Front(sheet.rows, passed_over, without_link, dropped, sheet.cut)


def statuses() -> Mapping[str, str]:
    """Return what a status means, in words."""
    return {
        "ok": _("Read, nothing in doubt"),
        "review": _("Read, needs a look"),
        "not_ita": _("No ITA report"),
        "failed": _("Could not be read"),
    }


def _cell(name: str, values: Mapping[str, Any]) -> Cell:
    if name == LINK:
        return Cell(None, Look.LINK)
    if name == "status":
        return cell_of(statuses()[values["status"]])
    return cell_of(values[name])


def _placed(doubts: Sequence[tuple[str | None, Why]], values: Mapping[str, Any]) -> dict[str, list[Why]]:
    """Return the reasons by the column to which they belong, each once."""
    found: dict[str, list[Why]] = defaultdict(list)
    for subject, why in doubts:
        if why.slug == _OF_INDICATORS and subject is None:
            empty = [name for name in ORDER if name.startswith("indicator_") and values[name] is None]
            names = empty or ["status"]
        elif subject is not None:
            names = [SCORE_COLUMNS[Subject(subject)]]
        else:
            names = [_CELLS.get(why.slug, "status")]
        for name in names:
            if why not in found[name]:
                found[name].append(why)
    if values["status"] == "review":  # whatever the reason is about
        found["status"] = list(dict.fromkeys(why for _subject, why in doubts))
    for name, entries in found.items():  # a reason that says more than "guessed" goes before it
        found[name] = [entry for entry in entries if entry != Why(GUESSED)] or entries
    return dict(found)


def _doubts(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[str | None, Why]]]:
    """Return what is in doubt in each document: the score (None: no single score), and why."""
    notes = ", ".join(map(literal, sorted(NOTES)))
    of_scores = SCORE_DOUBTS.replace("{s}", "main")
    rows = connection.execute(
        f"""
        WITH doubts AS ({of_scores})
        SELECT document_id, subject, slug, page, detail FROM (
          SELECT d.document_id, d.subject, coalesce(r.slug, {literal(GUESSED)}) AS slug, r.page,
            coalesce(r.detail, '') AS detail, coalesce(r.row_number, 0) AS place
          FROM doubts d LEFT JOIN review_reasons r
            ON r.document_id = d.document_id AND r.row_number = d.row_number
          UNION ALL
          SELECT r.document_id, NULL, r.slug, r.page, r.detail, r.row_number
          FROM review_reasons r ANTI JOIN (SELECT document_id, row_number FROM doubts WHERE row_number IS NOT NULL) d
            ON r.document_id = d.document_id AND r.row_number = d.row_number
          WHERE r.slug NOT IN ({notes})
        ) every_reason
        ORDER BY document_id, place, subject
        """
    ).fetchall()
    found: dict[str, list[tuple[str | None, Why]]] = defaultdict(list)
    for document_id, subject, slug, page, detail in rows:
        found[document_id].append((subject, Why(slug, page, detail)))
    return found


def _errors(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Return what each document gets wrong, in the language of the run."""
    rows = connection.execute(
        f"SELECT document_id, message_{spoken()} FROM findings WHERE severity = 'error' "
        "ORDER BY document_id, row_number"
    ).fetchall()
    found: dict[str, list[str]] = defaultdict(list)
    for document_id, message in rows:
        found[document_id].append(message)
    return found


def _in_thai_order(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows by province, district, class and name as a Thai dictionary has them, then by year."""
    from pythainlp.util import collate

    by = ("province", "district", "organization_type", "organization_name")
    words = collate({row[name] for row in rows for name in by if row[name]})
    rank = {word: number for number, word in enumerate(words)}
    return sorted(
        rows,
        key=lambda row: (
            *(rank.get(row[name], len(rank)) for name in by),
            row["organization_key"],
            row["fiscal_year"] or 9999,
            row["document_id"],
        ),
    )


def _joined(lines: list[str]) -> str:
    more = len(lines) - _MOST_LINES
    shown = [f"• {line}" for line in lines[:_MOST_LINES]]
    if more > 0:
        shown.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
    return "\n".join(shown)


def _head_comments() -> dict[str, str]:
    """Return what stands behind the headings that need a word: what the indicators are called, year by year."""
    comments = {
        LINK: _(
            "The page is made by: ita-extract review OUTPUT. Keep the workbook beside the folder review/."
        ),
        "EIT": _("As printed. Many reports print the parts of EIT alone."),
        "errors": _(
            "What the report gets wrong, by itself or against the rules of its year; the sheet of findings has all."
        ),
        "documents": _("More than 1: the others are drafts, older versions or reports of another kind."),
        "doubtful": _("Yellow cells: the comment says why."),
    }
    for number in range(1, 11):
        lines: list[str] = []
        for year in sorted(known_years(), reverse=True):
            names = {entry.number: entry.name for entry in rules_for(year).indicators.list}
            if name := names.get(number):
                lines.append(f"{year}: {name}")
        comments[f"indicator_{number}"] = "\n".join(lines)
    return comments
