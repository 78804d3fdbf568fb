"""The numbers of a document with their fates, where they stand, the review reasons, and the rows that were read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ita_extract.inspecting.blocks import TABLE, Part, PlacedBlock
from ita_extract.inspecting.seen import SeenNumber, SeenReason, SeenRow, SeenValue
from ita_extract.inspecting.tables import PlacedTable
from ita_extract.layout.span import Span
from ita_extract.layout.tables import Table
from ita_extract.model import NumberFate, Report, Subject
from ita_extract.numbers.ledger import Entry, Ledger
from ita_extract.reading.page import Box
from ita_extract.review.reasons import in_words
from ita_extract.review.values import Value, values_of

_RAW = 200  # characters of a row's words that are repeated
_AROUND = 28  # characters of the text before and behind a number
Where = Mapping[int, str]  # of a char, by its id: the block or the cell that holds it


def wheres(
    blocks: Iterable[PlacedBlock], tables: Iterable[PlacedTable], parts: Iterable[Part], text: Span
) -> Where:
    """Return for each char which block (in which part of the outline), or which cell of which table, holds it."""
    found: dict[int, str] = {}
    for block in blocks:
        if block.kind != TABLE:
            found |= dict.fromkeys(map(id, block.span.chars), f"B{block.number} {block.kind}")
    for part in parts:
        for char in text.cut(part.start, part.stop).chars:
            found[id(char)] = f"{found.get(id(char), '')} in {part.label}"
    for table in tables:
        if table.drawn is not None:
            found |= _of_cells(table, table.drawn)
    return found


def _of_cells(table: PlacedTable, drawn: Table) -> dict[int, str]:
    meanings = {column.number: column.meaning for column in table.typed.columns}
    upright = not table.typed.turned and drawn.width == len(table.typed.columns)
    found: dict[int, str] = {}
    for row_number, row in enumerate(drawn.rows, start=1):
        for column, cell in enumerate(row):
            if cell is None or not cell.lines:
                continue
            meaning = f" ({meanings[column]})" if upright else ""
            words = f"T{table.number} row {row_number}, column {column + 1}{meaning}"
            found |= dict.fromkeys(map(id, cell.span.chars), words)
    return found


def seen_reasons(report: Report) -> list[SeenReason]:
    """Return all review reasons of a report in its order, those that ask for review first."""
    values = {(value.table, value.number): value for value in values_of(report)}
    taken = _taken_for(report, values)
    ordered = sorted(map(in_words, report.review_reasons), key=lambda reason: reason.is_note)
    found = []
    for number, reason in enumerate(ordered, start=1):
        row, meaning = reason.row, reason.meaning
        value = values.get((row.table or "", row.row or 0))
        spot = reason.spot
        page, box = (spot.page, spot.box) if spot is not None else (row.page, None)
        if spot is None and value is not None:  # the reason stands where its row does
            page, box = value.place.page, value.place.box
        found.append(
            SeenReason(
                anchor=f"r{number}",
                number=number,
                slug=reason.slug,
                is_note=reason.is_note,
                subject=row.subject.value if row.subject else "",
                detail=row.detail,
                raw=row.raw,
                row=_row_words(row.table, row.row, value),
                page=page,
                box=box,
                meaning_th=meaning.th if meaning else "",
                meaning_en=meaning.en if meaning else "",
                look=meaning.look if meaning else "",
                values=tuple(taken[row.subject]) if row.subject and box is not None else (),
            )
        )
    return found


def seen_rows(report: Report) -> dict[int, list[SeenRow]]:
    """Return the rows of the report by the page on which they begin, from top to bottom."""
    found: dict[int, list[SeenRow]] = defaultdict(list)
    for value in sorted(values_of(report), key=lambda value: (value.row.top, value.row.x0)):
        page = value.row.page
        found[page].append(
            SeenRow(
                f"p{page}-{value.anchor}",
                f"{value.table} {value.number}",
                value.name,
                value.place.box,
                value.row.raw[:_RAW],
            )
        )
    return found


def _taken_for(report: Report, values: Mapping[tuple[str, int], Value]) -> dict[Subject, list[SeenValue]]:
    """Return the numbers that mentions of a subject claim, in the order of the pages."""
    found: dict[Subject, list[SeenValue]] = defaultdict(list)
    for number, fate in enumerate(report.numbers, start=1):
        value = values.get((fate.table or "", fate.row or 0))
        if value is not None and value.subject is not None:
            found[value.subject].append(SeenValue(_anchor(fate, number), fate.value, fate.page))
    return found


def _anchor(fate: NumberFate, number: int) -> str:
    return f"p{fate.page}-n{number}"


def _row_words(table: str | None, row: int | None, value: Value | None) -> str:
    if table is None:
        return ""
    name = f" ({value.name})" if value is not None else ""
    return f"{table} {row}{name}" if row is not None else table


def seen_numbers(
    report: Report, ledger: Ledger | None, where: Where, reasons: Sequence[SeenReason]
) -> dict[int, list[SeenNumber]]:
    """Return the numbers of each page in the order of the report's table `numbers`.

    The first of them are those of the ledger, one for one; behind them stand those of another report in the file.
    """
    values = {(value.table, value.number): value for value in values_of(report)}
    pointing: dict[tuple[int, Box], list[str]] = defaultdict(list)
    for reason in reasons:
        if reason.page is not None and reason.box is not None:
            pointing[reason.page, reason.box].append(reason.anchor)
    entries: list[Entry] = ledger.entries if ledger is not None else []
    found: dict[int, list[SeenNumber]] = defaultdict(list)
    for index, fate in enumerate(report.numbers):
        entry = entries[index] if index < len(entries) else None
        box = Box(fate.x0, fate.top, fate.x1, fate.bottom)
        found[fate.page].append(
            SeenNumber(
                anchor=_anchor(fate, index + 1),
                number=index + 1,
                box=box,
                value=fate.value,
                raw=fate.raw,
                fate=fate.fate,
                reason=fate.reason,
                rule=fate.rule,
                cue=fate.cue,
                row=_row_of(fate, values),
                where=where.get(id(entry.number.span.chars[0]), entry.number.home) if entry else "",
                before=entry.number.before[-_AROUND:] if entry else "",
                after=entry.number.after[:_AROUND] if entry else "",
                reasons=tuple(pointing.get((fate.page, box), ())),
            )
        )
    return found


def _row_of(fate: NumberFate, values: Mapping[tuple[str, int], Value]) -> str:
    value = values.get((fate.table or "", fate.row or 0))
    return _row_words(fate.table, fate.row, value)
