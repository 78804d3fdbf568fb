"""Tables without rules: columns found from the gutters that no line crosses."""

from __future__ import annotations

from itertools import pairwise

from ita_extract.layout.lines import Line
from ita_extract.layout.tables import Cell, Table
from ita_extract.reading.page import Box, union
from ita_extract.thai.clusters import Cluster

_GUTTER = 0.8  # em; the least width of a gap that can part two columns
Interval = tuple[float, float]


def segments(line: Line) -> list[tuple[Cluster, ...]]:
    """Cut a line where it has gaps wide enough to part columns."""
    pieces: list[tuple[Cluster, ...]] = []
    start = 0
    right = line.clusters[0].x1
    for index, cluster in enumerate(line.clusters):
        if index and cluster.x0 - right > _GUTTER * line.size:
            pieces.append(line.clusters[start:index])
            start = index
        right = max(right, cluster.x1)
    pieces.append(line.clusters[start:])
    return pieces


def find_unruled(lines: list[Line]) -> list[tuple[int, int, list[float]]]:
    """Return the stretches of a page's lines that are set in columns, with the middles of their gutters.

    A stretch begins at a line of three or more segments and goes on while two or more common gutters remain;
    it needs three lines, most of them with more than one segment.
    """
    found: list[tuple[int, int, list[float]]] = []
    cut = [segments(line) for line in lines]
    at = 0
    while at < len(lines):
        if len(cut[at]) < 3:
            at += 1
            continue
        gutters = _gaps(lines[at], cut[at])
        stop = at + 1
        while stop < len(lines) and lines[stop].page == lines[at].page:
            narrowed = _narrow(gutters, lines[stop])
            if len(narrowed) < 2:
                break
            gutters = narrowed
            stop += 1
        several = sum(len(pieces) > 1 for pieces in cut[at:stop])
        if stop - at >= 3 and several * 2 > stop - at:
            found.append((at, stop, [(left + right) / 2 for left, right in gutters]))
            at = stop
        else:
            at += 1
    return found


def _gaps(line: Line, pieces: list[tuple[Cluster, ...]]) -> list[Interval]:
    return [(max(c.x1 for c in left), min(c.x0 for c in right)) for left, right in pairwise(pieces)]


def _narrow(gutters: list[Interval], line: Line) -> list[Interval]:
    """Return what remains of some gutters beside a further line."""
    remaining: list[Interval] = []
    least = 0.35 * line.size
    for left, right in gutters:
        free = [(left, right)]
        for cluster in line.clusters:
            free = [part for low, high in free for part in _without(low, high, cluster.x0, cluster.x1)]
        wide = [part for part in free if part[1] - part[0] >= least]
        if wide:
            remaining.append(max(wide, key=lambda part: part[1] - part[0]))
    return remaining


def _without(low: float, high: float, x0: float, x1: float) -> list[Interval]:
    if x1 <= low or x0 >= high:
        return [(low, high)]
    return [part for part in ((low, min(high, x0)), (max(low, x1), high)) if part[1] > part[0]]


def crosses(line: Line, separators: list[float]) -> bool:
    """Whether a line runs over one of the separators between columns."""
    return any(cluster.x0 < x - 0.5 and cluster.x1 > x + 0.5 for cluster in line.clusters for x in separators) or any(
        left.x1 < x < right.x0 and right.x0 - left.x1 < 0.35 * line.size
        for left, right in pairwise(line.clusters)
        for x in separators
    )


def as_table(lines: list[Line], separators: list[float]) -> Table:
    """Make a table of lines in columns: each line is a row."""
    rows = tuple(tuple(_cell(line, low, high) for low, high in _columns(separators)) for line in lines)
    return Table(lines[0].page, union([line.box for line in lines]), rows, ruled=False)


def _columns(separators: list[float]) -> list[Interval]:
    edges = [float("-inf"), *separators, float("inf")]
    return list(pairwise(edges))


def _cell(line: Line, low: float, high: float) -> Cell:
    inside = tuple(cluster for cluster in line.clusters if low <= (cluster.x0 + cluster.x1) / 2 < high)
    if not inside:
        return Cell(Box(max(low, line.box.x0), line.box.top, min(high, line.box.x1), line.box.bottom), ())
    box = union([Box(c.x0, c.top, c.x1, c.bottom) for c in inside])
    inside[0].line_start = True
    return Cell(box, (Line(inside, box, line.baseline, line.size, line.ends_in_space),))
