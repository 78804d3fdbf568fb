"""Rows between which no rule is drawn, parted: all ten indicators in one cell, all recommendations in another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ita_extract.layout.tables import Cell, Table
from ita_extract.reading.page import Box

Row = tuple[Cell | None, ...]

_FEWEST_LINES = 3  # two lines of one cell are more often a wrapped text than two rows
FEWEST_COLUMNS = 3
LEVEL = 2.0  # points between baselines that are one
_SAME_SIZE = 0.1  # share of its size by which text may differ in a column
_WIDER = 1.15  # times the leading: the padding of two rows lies between them
SCORE_LINE = re.compile(r"(?:คะแนน|ร้อยละ)?\d{1,3}\.\d{1,2}(?:คะแนน|%)?")


def with_rows_parted(table: Table) -> Table:
    """Return a table with its rows parted, as if all its rules were drawn."""
    rows = tuple(part for row in table.rows for part in parted(row))
    return table if len(rows) == len(table.rows) else Table(table.page, table.box, rows, table.ruled)


def parted(row: Row) -> list[Row]:
    """Part a row into those that its lines make; one that is a row by itself stays."""
    filled = [cell for cell in row if cell is not None and cell.lines]
    if len(filled) < 2 or max(len(cell.lines) for cell in filled) < _FEWEST_LINES:
        return [row]
    starts = _line_by_line(filled) or _spaced_rows(filled)
    return cut(row, starts) if starts else [row]


def cut(row: Row, starts: Sequence[float]) -> list[Row]:
    """Cut a row into parts that begin at baselines, in points; the first takes what is above."""
    return list(zip(*(_cut(cell, starts) for cell in row), strict=True))


def _line_by_line(cells: Sequence[Cell]) -> list[float]:
    """Return the baselines of lines that stand side by side in all cells, one of which holds nothing but figures."""
    first = cells[0].lines
    level = all(
        len(cell.lines) == len(first)
        and all(abs(x.baseline - y.baseline) <= LEVEL for x, y in zip(cell.lines, first, strict=True))
        for cell in cells
    )
    if not level or not any(
        all(SCORE_LINE.fullmatch(line.span.key) for line in cell.lines) for cell in cells
    ):
        return []
    return [line.baseline for line in first]


def _spaced_rows(cells: Sequence[Cell]) -> list[float]:
    """Return the baselines at which a line begins in every cell, in most of them below a wide gap."""
    gaps = sorted(
        after.baseline - before.baseline for cell in cells for before, after in pairwise(cell.lines)
    )
    leading = gaps[len(gaps) // 4] if gaps else 0.0  # cells of one line have only the gaps between rows
    top = min(cell.lines[0].baseline for cell in cells)
    aligned = all(cell.lines[0].baseline - top <= LEVEL for cell in cells)
    if len(cells) < FEWEST_COLUMNS or leading <= 0 or not aligned:
        return []
    starts = [
        line.baseline for line in cells[0].lines[1:] if _begins_row(cells, line.baseline, _WIDER * leading)
    ]
    return [top, *starts] if starts else []


def _begins_row(cells: Sequence[Cell], baseline: float, gap: float) -> bool:
    wide = 0
    for cell in cells:
        pairs = (
            (before, after)
            for before, after in pairwise(cell.lines)
            if abs(after.baseline - baseline) <= LEVEL
        )
        pair = next(pairs, None)
        if pair is None or abs(pair[0].size - pair[1].size) > _SAME_SIZE * pair[1].size:
            return False  # a label, and its score set larger
        wide += pair[1].baseline - pair[0].baseline > gap
    return 2 * wide > len(cells)


def _cut(cell: Cell | None, starts: Sequence[float]) -> list[Cell | None]:
    """Cut a cell into parts, each with the lines from one baseline up to the next."""
    if cell is None:
        return [None] * len(starts)
    tops = [cell.box.top, *(start - LEVEL for start in starts[1:]), cell.box.bottom]
    return [
        Cell(
            Box(cell.box.x0, tops[index], cell.box.x1, tops[index + 1]),
            tuple(
                line
                for line in cell.lines
                if (index == 0 or line.baseline >= start - LEVEL)
                and (index + 1 == len(starts) or line.baseline < starts[index + 1] - LEVEL)
            ),
        )
        for index, start in enumerate(starts)
    ]
