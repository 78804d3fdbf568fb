"""Tables ruled or shaded in part, whole: the rows above, between and below their boxes that keep to their columns.

A style shades the headings alone, or every second row, and draws no rule; the other rows are lines like any text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ita_extract.layout.lines import Line
from ita_extract.layout.row_parts import FEWEST_COLUMNS, LEVEL, SCORE_LINE, Row, cut, parted
from ita_extract.layout.tables import Cell, Table
from ita_extract.reading.page import Box

_SAME_EDGE = 3.0  # points by which columns of one table may differ
_FLUSH = 5.0  # points by which texts of a column may begin, or have their middle, apart
_FOLLOWS = 2.4  # em from a box or a line to the next line of the table
_HEAD, _FOOT = 0.06, 0.92  # shares of a page's height


@dataclass
class _Run:
    """Lines that keep to the columns of a table, in order, each cut at the columns (None: nothing stands there)."""

    lines: list[Line] = field(default_factory=list)
    pieces: list[list[Line | None]] = field(default_factory=list)

    def rows(self, edges: Sequence[float]) -> list[Row]:
        """Return the rows that the lines make; none where that is not clear."""
        fullest = max((sum(piece is not None for piece in pieces) for pieces in self.pieces), default=0)
        if fullest < FEWEST_COLUMNS:
            return []  # `ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่`, a heading below the table
        top, bottom = (min(x.box.top for x in self.lines), max(x.box.bottom for x in self.lines))
        columns = [[piece for piece in column if piece] for column in zip(*self.pieces, strict=True)]
        whole: Row = tuple(
            Cell(Box(x0, top, x1, bottom), tuple(column))
            for x0, x1, column in zip(edges, edges[1:], columns, strict=False)
        )
        rows = parted(whole)
        if len(rows) > 1:
            return rows
        filled = [column for column in columns if column]
        figures = next(
            (column for column in filled if all(SCORE_LINE.fullmatch(x.span.key) for x in column)), []
        )
        if figures and figures[0].baseline - self.lines[0].baseline <= LEVEL:
            return cut(whole, [line.baseline for line in figures])  # a label may run on below its figure
        full = [
            line.baseline
            for line in self.lines
            if all(any(abs(x.baseline - line.baseline) <= LEVEL for x in column) for column in filled)
        ]
        if len(full) == len(self.lines) > 1:
            return cut(whole, full)  # a row for each line
        return [whole] if len(full) <= 1 else []


def grown(tables: Iterable[Table], lines: Sequence[Line], height: float) -> tuple[list[Table], list[Line]]:
    """Return a page's tables with the rows that stand at them without rules, and the lines that are left.

    Rules between several rows stand round all of them: only a row alone, shaded or ruled, may be part of a table.
    `height` is the page's, in points: what stands at its edges is the paper's own.
    """
    taken: set[int] = set()
    result: list[Table] = []
    waiting = sorted(tables, key=lambda table: table.box.top)
    for index, table in enumerate(waiting):
        edges = _edges(table)
        if edges is None or len(table.rows) > 1:
            result.append(table)
            continue
        over = max((other.box.bottom for other in waiting[:index]), default=0.0)
        below = min((other.box.top for other in waiting[index + 1 :]), default=float("inf"))
        over, below = max(over, _HEAD * height), min(below, _FOOT * height)
        free = [line for line in lines if id(line) not in taken and over <= line.baseline < below]
        whole = _whole(table, edges, free, taken)
        if result and _goes_on(result[-1], whole, lines, taken):
            whole = _joined(result.pop(), whole)
        result.append(whole)
    return result, [line for line in lines if id(line) not in taken]


def _whole(table: Table, edges: Sequence[float], lines: Sequence[Line], taken: set[int]) -> Table:
    """Return a table with the rows right above and below it; what they take is noted."""
    above = _run(
        [line for line in reversed(lines) if line.baseline < table.box.top], table, edges, table.box.top
    )
    above.lines.reverse()
    above.pieces.reverse()
    table = _with(table, above, edges, taken, above=True)
    under = [line for line in lines if line.baseline > table.box.bottom]
    return _with(table, _run(under, table, edges, table.box.bottom), edges, taken, above=False)


def _edges(table: Table) -> list[float] | None:
    """Return where the columns of a table begin, and where the last one ends; None for too few, or merged ones."""
    whole = next((row for row in table.rows if all(cell is not None for cell in row)), None)
    if table.width < FEWEST_COLUMNS or not table.ruled or whole is None:
        return None
    boxes = [cell.box for cell in whole if cell is not None]
    return [*(box.x0 for box in boxes), boxes[-1].x1]


def _run(lines: Iterable[Line], table: Table, edges: Sequence[float], y: float) -> _Run:
    """Return the lines next to a table that keep to its columns: the first in two of them, set like its cells."""
    run = _Run()
    starts = [
        [line.box for row in table.rows if (cell := row[column]) for line in cell.lines]
        for column in range(table.width)
    ]
    for line in lines:
        distance = min(abs(line.box.top - y), abs(line.baseline - y), abs(line.box.bottom - y))
        pieces = _cut(line, edges) if distance <= _FOLLOWS * line.size else None
        if pieces is None:
            break
        set_alike = [
            piece is None or not boxes or any(_alike(piece.box, box) for box in boxes)
            for piece, boxes in zip(pieces, starts, strict=True)
        ]
        filled = [column for column, piece in enumerate(pieces) if piece]
        fitting = sum(set_alike[column] for column in filled)
        if (len(filled) < 2 and not run.lines) or fitting < min(2, len(filled)):
            break
        run.lines.append(line)
        run.pieces.append(pieces)
        for column in filled:
            piece = pieces[column]
            if piece:
                starts[column].append(piece.box)
        y = line.baseline
    return run


def _alike(first: Box, second: Box) -> bool:
    """Whether two texts of a column begin, end or have their middle at the same x."""
    return (
        abs(first.x0 - second.x0) <= _FLUSH
        or abs(first.x1 - second.x1) <= _FLUSH
        or abs(first.x0 + first.x1 - second.x0 - second.x1) <= 2 * _FLUSH
    )


def _cut(line: Line, edges: Sequence[float]) -> list[Line | None] | None:
    """Cut a line at the columns of a table; None where a word crosses one, or it stands outside."""
    if line.box.x0 < edges[0] - _SAME_EDGE or line.box.x1 > edges[-1] + _SAME_EDGE:
        return None
    places: list[list[int]] = [[] for _ in edges[1:]]
    last = -1
    for offset, char in enumerate(line.chars):
        middle = (char.x0 + char.x1) / 2
        column = max(0, min(len(places) - 1, sum(edge <= middle for edge in edges) - 1))
        if offset and column != last and not (column > last and line.breaks[offset]):
            return None
        places[column].append(offset)
        last = column
    return [line.only(found) if found else None for found in places]


def _with(table: Table, run: _Run, edges: Sequence[float], taken: set[int], *, above: bool) -> Table:
    rows = run.rows(edges)
    if not rows:
        return table
    taken.update(id(line) for line in run.lines)
    top = min(table.box.top, *(line.box.top for line in run.lines))
    bottom = max(table.box.bottom, *(line.box.bottom for line in run.lines))
    whole = (*rows, *table.rows) if above else (*table.rows, *rows)
    return Table(table.page, Box(table.box.x0, top, table.box.x1, bottom), tuple(whole), table.ruled)


def _goes_on(before: Table, table: Table, lines: Sequence[Line], taken: set[int]) -> bool:
    """Whether a table goes on another with the same columns, and no line stands between the two."""
    first, second = _edges(before), _edges(table)
    if first is None or second is None or len(first) != len(second):
        return False
    same = all(abs(x - y) <= _SAME_EDGE for x, y in zip(first, second, strict=True))
    between = any(
        before.box.bottom < line.baseline < table.box.top and id(line) not in taken for line in lines
    )
    size = max((line.size for row in table.rows for cell in row if cell for line in cell.lines), default=0.0)
    return same and not between and table.box.top - before.box.bottom <= _FOLLOWS * size


def _joined(before: Table, table: Table) -> Table:
    box = Box(before.box.x0, before.box.top, before.box.x1, table.box.bottom)
    return Table(before.page, box, before.rows + table.rows, before.ruled)
