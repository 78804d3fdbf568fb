"""Edges to the cells of ruled tables, as pdfplumber finds them, in time that grows with what is drawn.

pdfplumber (0.11) compares every vertical edge with every horizontal one, every crossing with all others, every cell
with all cells left: 10,000 cells took seven seconds. Here crossings are looked up by their rows and columns. The rules
are the same, and tests/test_cells.py holds the results equal.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ita_extract.reading.page import Box

_NEAR = 3.0  # points by which an edge may miss the one that it crosses: pdfplumber's default
Point = tuple[float, float]  # x, top


class Edge(NamedTuple):
    """A straight edge, level or upright, in layout space."""

    x0: float
    top: float
    x1: float
    bottom: float


class _Crossing(NamedTuple):
    """The edges that meet in a point, by their places."""

    upright: set[int]
    level: set[int]


def find_cells(level: Sequence[Edge], upright: Sequence[Edge]) -> list[Box]:
    """Return the smallest cell below and right of each crossing of two edges, by their left and upper ends."""
    crossings = _crossings(level, upright)
    grid = _Grid(crossings)
    return [cell for point in sorted(crossings) if (cell := grid.smallest_cell(point)) is not None]


def group_cells(cells: Sequence[Box]) -> list[list[Box]]:
    """Return the cells of each table: those that share a corner, in the order of the tables' upper left cells."""
    at: dict[Point, list[int]] = defaultdict(list)
    for number, cell in enumerate(cells):
        for corner in _corners(cell):
            at[corner].append(number)
    tables: list[list[Box]] = []
    seen = [False] * len(cells)
    for first in range(len(cells)):
        if seen[first]:
            continue
        seen[first] = True
        waiting, table = [first], []
        while waiting:
            cell = cells[waiting.pop()]
            table.append(cell)
            for corner in _corners(cell):
                for other in at.pop(corner, ()):
                    if not seen[other]:
                        seen[other] = True
                        waiting.append(other)
        tables.append(table)
    return sorted(tables, key=lambda table: min((cell.top, cell.x0) for cell in table))


def rows_of(cells: Iterable[Box]) -> tuple[tuple[Box | None, ...], ...]:
    """Return a table's cells by rows, None where none begins in a column."""
    by_offset = {(cell.top, cell.x0): cell for cell in sorted(cells, key=lambda cell: (cell.top, cell.x0))}
    columns = sorted({x0 for _, x0 in by_offset})
    return tuple(
        tuple(by_offset.get((top, x0)) for x0 in columns) for top in sorted({top for top, _ in by_offset})
    )


def _corners(cell: Box) -> tuple[Point, Point, Point, Point]:
    x0, top, x1, bottom = cell
    return (x0, top), (x0, bottom), (x1, top), (x1, bottom)


def _crossings(level: Sequence[Edge], upright: Sequence[Edge]) -> dict[Point, _Crossing]:
    """Return where edges cross or nearly do; those of one row or column do not overlap, for they were joined."""
    rows: dict[float, list[int]] = defaultdict(list)
    for position in sorted(range(len(level)), key=lambda position: level[position].x0):
        rows[level[position].top].append(position)
    tops = sorted(rows)
    ends = {top: [level[position].x1 + _NEAR for position in places] for top, places in rows.items()}
    found: dict[Point, _Crossing] = {}
    for number, edge in enumerate(upright):
        first, last = bisect_left(tops, edge.top - _NEAR), bisect_right(tops, edge.bottom + _NEAR)
        for top in tops[first:last]:
            places = rows[top]
            for at in range(bisect_left(ends[top], edge.x0), len(places)):
                if level[places[at]].x0 - _NEAR > edge.x0:
                    break
                crossing = found.setdefault((edge.x0, top), _Crossing(set(), set()))
                crossing.upright.add(number)
                crossing.level.add(places[at])
    return found


class _Remembered:
    """Numbers that are asked for when they are needed, and once: the first of them will do for most cells."""

    def __init__(self, source: Iterator[float]) -> None:
        self._source, self._known = source, list[float]()

    def __iter__(self) -> Iterator[float]:
        yield from self._known
        for number in self._source:
            self._known.append(number)
            yield number


class _Grid:
    """Crossings by their rows and columns."""

    def __init__(self, crossings: dict[Point, _Crossing]) -> None:
        self._crossings = crossings
        self._columns: dict[float, list[float]] = defaultdict(list)
        self._rows: dict[float, list[float]] = defaultdict(list)
        for x, top in sorted(crossings):
            self._columns[x].append(top)
        for x, top in sorted(crossings, key=lambda point: (point[1], point[0])):
            self._rows[top].append(x)

    def smallest_cell(self, point: Point) -> Box | None:
        """Return the cell whose upper left corner is a crossing: the lowest it may be, then the narrowest."""
        x, top = point
        if not self._reaches_right(point):
            return None
        rights = _Remembered(right for right in self._right(point) if self._reaches_down((right, top)))
        for bottom in self._below(point):
            if not self._reaches_right((x, bottom)):
                continue
            for right in rights:
                corner = (right, bottom)
                if (
                    corner in self._crossings
                    and self._is_joined_down(corner, (right, top))
                    and self._is_joined_across(corner, (x, bottom))
                ):
                    return Box(x, top, right, bottom)
        return None

    def _below(self, point: Point) -> Iterable[float]:
        """Give the crossings below that an edge joins to one: they are the next ones, without a gap."""
        tops = self._columns[point[0]]
        for at in range(bisect_right(tops, point[1]), len(tops)):
            if not self._is_joined_down(point, (point[0], tops[at])):
                return
            yield tops[at]

    def _right(self, point: Point) -> Iterable[float]:
        xs = self._rows[point[1]]
        for at in range(bisect_right(xs, point[0]), len(xs)):
            if not self._is_joined_across(point, (xs[at], point[1])):
                return
            yield xs[at]

    def _reaches_down(self, point: Point) -> bool:
        return next(iter(self._below(point)), None) is not None

    def _reaches_right(self, point: Point) -> bool:
        return next(iter(self._right(point)), None) is not None

    def _is_joined_down(self, first: Point, other: Point) -> bool:
        return not self._crossings[first].upright.isdisjoint(self._crossings[other].upright)

    def _is_joined_across(self, first: Point, other: Point) -> bool:
        return not self._crossings[first].level.isdisjoint(self._crossings[other].level)
