"""What became of the measures of a year gone by: the table of a report on carrying them out (O26, O43).

A share that was done (`ทำได้ 100 %`, `ร้อยละ 78.57`) and figures of what was done are no scores.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ita_extract.layout.reasons import reason
from ita_extract.layout.span import Span
from ita_extract.model import MeasureResult, ReviewReason
from ita_extract.numbers.ledger import Ledger
from ita_extract.tables.measure_columns import Role, measure_roles
from ita_extract.tables.stitching import StitchedRow, StitchedTable
from ita_extract.tables.typed import TypedTable, results_typed
from ita_extract.thai.letters import toneless

_RESULT = re.compile(
    toneless(
        r"^(?:สรุป)?ผล(?:การ)?(?:ดำเนิน|ปฏิบัติ|ขับเคลื่อน)|^ผล$|ผลที่ได้|ผลสำเร็จ|ความก้าวหน้า|^สถานะ|ร้อยละ(?:ที่|ของ)?(?:ดำเนิน|ความสำเร็จ|ผล)"
    )
)
_TITLE = re.compile(toneless(r"^(?:ชื่อ)?(?:มาตรการ|โครงการ|กิจกรรม|แนวทาง|รายการ|การดำเนินการตามมาตรการ)"))
_NUMBER = re.compile(r"^(?:มาตรการที่)?\(?(?P<number>\d{1,2})(?:[.)](?!\d)|$)")


@dataclass(frozen=True)
class ResultTable:
    """The rows of tables of results, doubts, the other cells of the rows, which may tell scores, and the typing."""

    rows: tuple[MeasureResult, ...]
    doubts: tuple[ReviewReason, ...]
    texts: tuple[Span, ...]
    typed: tuple[TypedTable, ...] = ()


@dataclass(frozen=True)
class _Columns:
    title: int
    results: tuple[int, ...]
    number: int | None


def is_results_table(table: StitchedTable) -> bool:
    """Whether a table has a column of measures and one of what became of them."""
    return bool(table.rows) and _columns(_headed(table)) is not None


def _headed(table: StitchedTable) -> StitchedTable:
    """Return a table with headings: those in its first row where it was stitched without any."""
    if table.headings:
        return table
    head, *rows = table.rows
    headings = tuple(head.key(column) for column in range(len(head.cells)))
    return replace(table, headings=headings, heading_rows=(head,), rows=tuple(rows))


def _columns(table: StitchedTable) -> _Columns | None:
    headings = [toneless(heading) for heading in table.headings]
    roles = measure_roles(list(table.headings)) or {}
    titles = [column for column, role in roles.items() if role == Role.TITLE]
    titles += [column for column, heading in enumerate(headings) if _TITLE.search(heading)]
    results = tuple(column for column, heading in enumerate(headings) if _RESULT.search(heading))
    numbers = [column for column, role in roles.items() if role == Role.NUMBER]
    title = next((column for column in titles if column not in results), None)
    if title is None or not results:
        return None
    return _Columns(title, results, numbers[0] if numbers else None)


def read_measure_results(
    tables: Sequence[StitchedTable], fiscal_year: int | None, ledger: Ledger
) -> ResultTable:
    """Read tables of what became of measures; `fiscal_year` (B.E.) is that in which they were carried out."""
    rows: list[MeasureResult] = []
    doubts: list[ReviewReason] = []
    texts: list[Span] = []
    typed: list[TypedTable] = []
    for table in map(_headed, tables):
        columns = _columns(table)
        assert columns is not None
        typed.append(results_typed(table, columns.title, columns.results, columns.number))
        for cells in _joined(table, columns):
            title = cells[columns.title]
            results = [cells[column] for column in columns.results if cells[column]]
            if not title or not results:
                slug = "measure-without-result" if title else "measure-without-title"
                doubts.append(reason(slug, at=_first(cells)))
                continue
            rows.append(_row(len(rows) + 1, title, results, fiscal_year, cells, ledger))
            texts += [cell for column, cell in enumerate(cells) if cell and column not in columns.results]
            for cell in results:
                ledger.excuse(cell, "measure-result", "tables", table.headings[columns.results[0]])
    return ResultTable(tuple(rows), tuple(doubts), tuple(texts), tuple(typed))


def _joined(table: StitchedTable, columns: _Columns) -> list[list[Span]]:
    """Return the cells of each measure; a row without a title goes on with the one before, over a page end as well."""
    found: list[list[Span]] = []
    for row in table.rows:
        cells = [cell or Span() for cell in row.cells]
        if found and (not cells[columns.title] or _goes_on(row, columns)):
            found[-1] = [Span.join([old, new]) for old, new in zip(found[-1], cells, strict=True)]
        else:
            found.append(cells)
    return found


def _goes_on(row: StitchedRow, columns: _Columns) -> bool:
    """Whether the first row of a page is the rest of the row before: it has no number where the rows have one."""
    return row.opens_part and columns.number is not None and not row.key(columns.number)


def _row(
    number: int, title: Span, results: list[Span], fiscal_year: int | None, cells: list[Span], ledger: Ledger
) -> MeasureResult:
    for cell in cells:
        ledger.take(cell, "measure_results", number)
    match = _NUMBER.match(title.key)
    name = title.cut(match.end()) if match and len(title.key) > match.end() else title
    return MeasureResult(
        measure=number,
        title=name.text,
        result=" · ".join(cell.text for cell in results),
        fiscal_year=fiscal_year,
        pages=tuple(sorted({page for cell in cells for page in cell.pages})),
        **title.evidence(),
    )


def _first(cells: list[Span]) -> Span | None:
    return next((cell for cell in cells if cell), None)
