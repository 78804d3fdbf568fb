"""Grids to tables: the lines that stand in each cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from ita_extract.layout.lines import Line, build_lines
from ita_extract.layout.span import Span
from ita_extract.reading.grids import Grid
from ita_extract.reading.page import Box
from ita_extract.thai.clusters import Cluster
from ita_extract.thai.fonts import FontUse


@dataclass(frozen=True)
class Cell:
    """A cell and its lines; a cell without text has no lines."""

    box: Box
    lines: tuple[Line, ...]

    @cached_property
    def span(self) -> Span:
        """Return the text of the cell, its lines joined."""
        return Span.of_lines(self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """A table on one page: rows from top to bottom, all of the same length; None where no cell begins.

    `ruled` tells that its cells come from drawn rules and not from the gaps between its columns.
    """

    page: int
    box: Box
    rows: tuple[tuple[Cell | None, ...], ...]
    ruled: bool = True

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.rows[0])


def fill_grid(
    grid: Grid, clusters: list[Cluster], uses: list[FontUse], page: int
) -> tuple[Table, list[Cluster]]:
    """Give a grid's cells the clusters that stand in them.

    Returns the table and the clusters that stand in none of its cells.
    """
    boxes = [
        (row, column, box) for row, cells in enumerate(grid.rows) for column, box in enumerate(cells) if box
    ]
    inside: dict[tuple[int, int], list[Cluster]] = {(row, column): [] for row, column, _ in boxes}
    outside: list[Cluster] = []
    x0, top, x1, bottom = grid.box
    bands = _Bands(boxes)
    last: tuple[int, int, Box] | None = None
    before: Cluster | None = None
    for cluster in clusters:
        x = (cluster.x0 + cluster.x1) / 2
        y = cluster.baseline - 0.3 * cluster.size
        goes_on = before is not None and _touches(before, cluster)
        before = cluster
        if goes_on and last is not None and last[2].top <= y < last[2].bottom:
            inside[last[0], last[1]].append(cluster)  # a word that runs over the edge of its cell
            continue
        if not (x0 <= x <= x1 and top <= y <= bottom):
            outside.append(cluster)
            last = None
            continue
        if last is None or not _holds(last[2], x, y):
            last = bands.holding(x, y)
        if last is None:
            outside.append(cluster)
        else:
            inside[last[0], last[1]].append(cluster)
    rows = tuple(
        tuple(
            None if box is None else Cell(box, tuple(build_lines(inside[row, column], uses)))
            for column, box in enumerate(cells)
        )
        for row, cells in enumerate(grid.rows)
    )
    # rows without text: what a page end leaves of the row before, or ruled lines to write on
    return Table(
        page, grid.box, tuple(row for row in rows if any(cell and cell.lines for cell in row)) or rows
    ), outside


class _Bands:
    """A grid's cells by the bands between their upper and lower edges."""

    def __init__(self, boxes: list[tuple[int, int, Box]]) -> None:
        self._edges = sorted({side for _, _, box in boxes for side in (box.top, box.bottom)})
        self._bands: list[list[tuple[int, int, Box]]] = [[] for _ in self._edges]
        for entry in boxes:
            first, last = (bisect_left(self._edges, side) for side in (entry[2].top, entry[2].bottom))
            for band in self._bands[first:last]:
                band.append(entry)

    def holding(self, x: float, y: float) -> tuple[int, int, Box] | None:
        """Return the first cell that holds a point."""
        at = bisect_right(self._edges, y) - 1
        return next((entry for entry in self._bands[at] if _holds(entry[2], x, y)), None) if at >= 0 else None


def _touches(before: Cluster, cluster: Cluster) -> bool:
    """Whether a cluster follows the one before it in the stream and on the page."""
    return (
        not before.is_space
        and abs(before.baseline - cluster.baseline) < 0.1 * cluster.size
        and -0.2 * cluster.size < cluster.x0 - before.x1 < 0.12 * cluster.size
    )


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x0 <= x < box.x1 and box.top <= y < box.bottom
