"""The last sheet: what the workbook holds, what it leaves out, and what its colours mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ita_extract.messages import _, ngettext
from ita_extract.workbook.front import Front, statuses
from ita_extract.workbook.styles import Look, Mark, Styles
from ita_extract.workbook.table_sheets import Written
from ita_extract.writing.star_views import CANDIDATES
from ita_extract.writing.wide_columns import NAME as WIDE

if TYPE_CHECKING:
    import duckdb
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (34, 24, 14, 60)


def write_notes(
    sheet: Worksheet,
    styles: Styles,
    connection: duckdb.DuckDBPyConnection,
    tabs: Mapping[str, str],
    front: Front,
    tables: Sequence[Written],
) -> None:
    """Write the sheet. Each document is accounted for, and each row that is not in the workbook."""
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, _("About this workbook"), styles.title)
    at = 2
    for text in _texts():
        sheet.merge_range(at, 0, at, len(_WIDTHS) - 1, text, styles.plain)
        sheet.set_row(at, 32)
        at += 1
    for mark, text in (
        (Mark.DOUBT, _("in doubt: look before you use it")),
        (Mark.ERROR, _("errors of the report")),
    ):
        sheet.write_string(at, 0, text, styles.cells[Look.TEXT, mark])
        at += 1
    at += 1
    for column, text in enumerate((_("Documents"), "", _("Count"))):
        sheet.write_string(at, column, text, styles.heading)
    for name, count in _account(connection, front):
        at += 1
        sheet.merge_range(at, 0, at, 1, name, styles.plain)
        sheet.write_number(at, 2, count, styles.cells[Look.PLAIN, Mark.NONE])
    at += 2
    for column, text in enumerate((_("Sheet"), _("Table"), _("Rows"), _("What is not here"))):
        sheet.write_string(at, column, text, styles.heading)
    for table, rows, missing in _sheets(front, tables):
        at += 1
        sheet.write_string(at, 0, tabs[table], styles.plain)
        sheet.write_string(at, 1, table, styles.plain)
        sheet.write_number(at, 2, rows, styles.cells[Look.PLAIN, Mark.NONE])
        if missing:
            sheet.write_string(at, 3, missing, styles.notice)


def _texts() -> tuple[str, ...]:
    return (
        _(
            "First sheet: one row an organisation and fiscal year. The other sheets are the tables of csv/, row by "
            "row. Under each heading stands the name of the column in csv/ and in the databases."
        ),
        _(
            "It is made anew by each run, and a workbook that somebody has changed is kept beside it under another "
            "name. Notes belong into a copy."
        ),
        _("Columns that are folded away hold the box on the page, in points: + above them shows them."),
    )


def _account(connection: duckdb.DuckDBPyConnection, front: Front) -> list[tuple[str, int]]:
    """Return all documents of the folder by what became of them; the parts give the whole."""
    counts: dict[str, int] = dict(
        connection.execute("SELECT status, count(*) FROM documents GROUP BY status").fetchall()
    )
    lists = connection.execute(
        f"SELECT count(*) FROM documents d WHERE d.status IN ('ok', 'review') AND NOT ({CANDIDATES.format(s='main')})"
    ).fetchall()[0][0]
    words = statuses()
    parts = [
        (_("have a row in the first sheet"), front.rows),
        (_("passed over for another document of that organisation and year"), front.passed_over),
        (_("lists of many organisations, in a sheet of their own"), int(lists)),
        (words["not_ita"], counts.get("not_ita", 0)),
        (words["failed"], counts.get("failed", 0)),
    ]
    return [*parts, (_("all documents"), sum(counts.values()))]


def _sheets(front: Front, tables: Sequence[Written]) -> list[tuple[str, int, str]]:
    lines = [(WIDE, front.rows, " ".join(_not_in_front(front)))]
    for entry in tables:
        missing = [entry.too_many, _cut(entry.cut) if entry.cut else ""]
        lines.append((entry.table, entry.shown, " ".join(filter(None, missing))))
    return lines


def _not_in_front(front: Front) -> list[str]:
    missing: list[str] = []
    if front.without_link:
        missing.append(
            _("{count} rows have no link: a sheet takes no more.").format(count=front.without_link)
        )
    if front.without_comment:
        missing.append(
            _("{count} cells have their colour alone: a sheet takes no more comments.").format(
                count=front.without_comment
            )
        )
    if front.cut:
        missing.append(_cut(front.cut))
    return missing


def _cut(count: int) -> str:
    words = ngettext(
        "{count} text is longer than a cell can be; it ends with … and is whole in the CSV.",
        "{count} texts are longer than a cell can be; they end with … and are whole in the CSV.",
        count,
    )
    return words.format(count=count)
