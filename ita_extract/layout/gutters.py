"""Tables without rules: columns found from the gutters that no line crosses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ita_extract.layout.lines import Line
from ita_extract.layout.tables import Cell, Table
from ita_extract.reading.page import Box, union
from ita_extract.thai.chars import Char

_GUTTER = 0.8  # em; the least width of a gap that can part two columns
_LEAST = 0.2  # em; what must remain of a gutter beside every line
_NUMBERED = re.compile(r"\(?[0-9๐-๙]{1,2}(?:[.)]|$|(?= ))|[0-9๐-๙]{4}$|(?:ปี|พ\.ศ\.)")
FIGURE = re.compile(r"[0-9๐-๙]{1,3}(?:\.[0-9๐-๙]{1,2})?\s*(?:คะแนน|%)?|[-–—]")
_SCORE = re.compile(r"[0-9๐-๙]{1,3}\.[0-9๐-๙]{2}(?:คะแนน|%)?")
_STACKED = 3.5  # em from a label to its figure, which may be set larger
_FLUSH = 1.5  # points
_APART = 2.0  # em; the gaps between columns of which one may hold a heading and a cell alone
_WIDE = 1.25  # em; gaps of justified Thai prose that stood below each other had up to 1.1
Interval = tuple[float, float]


def segments(line: Line) -> list[tuple[Char, ...]]:
    """Cut a line where it has gaps wide enough to part columns."""
    chars, limit = line.chars, _GUTTER * line.size
    if max([right.x0 - left.x1 for left, right in pairwise(chars)], default=0.0) <= limit:
        return [chars]  # nearly all lines
    pieces: list[tuple[Char, ...]] = []
    start = 0
    right = line.chars[0].x1
    for index, char in enumerate(line.chars):
        if index and char.x0 - right > _GUTTER * line.size:
            pieces.append(line.chars[start:index])
            start = index
        right = max(right, char.x1)
    pieces.append(line.chars[start:])
    return pieces


class Stretch(NamedTuple):
    """Lines of a page that are set in columns: `start` to `stop`, the first `heads` of them headings over the rest.

    `stacked` tells that they are figures over or under their labels, each line a row.
    """

    start: int
    stop: int
    heads: int
    separators: list[float]
    stacked: bool = False


def find_unruled(lines: list[Line]) -> list[Stretch]:
    """Return the stretches of a page's lines that are set in columns, with the middles of their gutters.

    A stretch begins at a line of three or more segments and goes on while two or more common gutters remain; it
    needs three lines, two of them with three segments. Headings stand centred over columns that are set
    flush left, so the gutters are taken from the lines below them where that carries further.
    """
    cut = [segments(line) for line in lines]
    found: list[Stretch] = []
    at = start = 0
    while at < len(lines):  # figures over their labels first: a gap in the prose above may run through them
        stacked = _stacked(lines, cut, at)
        if stacked is None:
            at += 1
            continue
        found += [*_stretches(lines, cut, start, at), stacked]
        at = start = stacked.stop
    return [*found, *_stretches(lines, cut, start, len(lines))]


def _stretches(
    lines: list[Line], cut: list[list[tuple[Char, ...]]], start: int, stop: int
) -> Iterator[Stretch]:
    """Yield the stretches of columns between two lines."""
    lines, cut = lines[:stop], cut[:stop]
    at = start
    while at < stop:
        if len(cut[at]) < 3:
            at += 1
            continue
        tries = [_stretch(lines, cut, at, heads) for heads in range(5) if at + heads < len(lines)]
        best = max((each for each in tries if each), key=lambda each: (each.stop, -each.heads), default=None)
        if best is None:
            at += 1
            continue
        yield best
        at = best.stop


def _stretch(lines: list[Line], cut: list[list[tuple[Char, ...]]], start: int, heads: int) -> Stretch | None:
    """Follow the gutters of the line below `heads` headings as far down as two of them go."""
    first = start + heads
    if len(cut[first]) < 3:
        return None
    gutters = _gaps(lines[first], cut[first])
    stop = first + 1
    while stop < len(lines) and lines[stop].page == lines[first].page:
        narrowed = _narrow(gutters, lines[stop])
        if len(narrowed) < 2:
            break
        gutters = narrowed
        stop += 1
    if stop - start < 3 or sum(len(pieces) > 2 for pieces in cut[start:stop]) < 2:
        return None
    return Stretch(start, stop, heads, [_separator(gutter, cut[first:stop]) for gutter in gutters])


def _stacked(lines: list[Line], cut: list[list[tuple[Char, ...]]], at: int) -> Stretch | None:
    """Return two lines that are labels and their figures, each centred over or under its own: cards, gauges."""
    if at + 1 >= len(lines) or len(cut[at]) < 2 or len(cut[at]) != len(cut[at + 1]):
        return None
    upper, lower = lines[at], lines[at + 1]
    near = 0 < lower.baseline - upper.baseline < _STACKED * max(upper.size, lower.size)
    if upper.page != lower.page or not near:
        return None
    figures = [all(_SCORE.fullmatch(_written(piece)) for piece in cut[row]) for row in (at, at + 1)]
    if figures[0] == figures[1]:
        return None
    middles = [(piece[0].x0 + piece[-1].x1) / 2 for piece in cut[at]]
    if not _is_aligned_with(cut[at + 1], middles, upper.size):
        return None
    gaps = [
        (max(pair[0][-1].x1 for pair in pairs), min(pair[1][0].x0 for pair in pairs))
        for pairs in zip(pairwise(cut[at]), pairwise(cut[at + 1]), strict=True)
    ]
    if any(right - left < _GUTTER * upper.size for left, right in gaps):
        return None
    beside = [cut[row] for row in (at - 1, at + 2) if 0 <= row < len(lines) and lines[row].page == lower.page]
    if any(_is_aligned_with(pieces, middles, upper.size) for pieces in beside):
        return None  # more than two lines in columns: a table, or cards with labels of two lines
    return Stretch(at, at + 2, 0, [(left + right) / 2 for left, right in gaps], stacked=True)


def _is_aligned_with(pieces: list[tuple[Char, ...]], middles: list[float], most: float) -> bool:
    """Whether the pieces of a line are centred at some middles."""
    return len(pieces) == len(middles) and all(
        abs((piece[0].x0 + piece[-1].x1) / 2 - middle) <= most
        for piece, middle in zip(pieces, middles, strict=True)
    )


def _written(piece: tuple[Char, ...]) -> str:
    return "".join(char.text for char in piece)


def _separator(gutter: Interval, cut: list[list[tuple[Char, ...]]]) -> float:
    """Return where a gutter parts two columns: its middle, or just before a column that is set flush left.

    The text of the left column may come close to one that is set flush left, on this page or the next.
    """
    left, right = gutter
    starts = [piece[0].x0 for pieces in cut for piece in pieces[1:] if left - 1 < piece[0].x0 < right + 40]
    flush = sum(abs(start - right) < 1.5 for start in starts)
    return right - 0.75 if starts and flush * 5 > 3 * len(starts) else (left + right) / 2


def _gaps(line: Line, pieces: list[tuple[Char, ...]]) -> list[Interval]:
    return [(max(c.x1 for c in left), min(c.x0 for c in right)) for left, right in pairwise(pieces)]


def _narrow(gutters: list[Interval], line: Line) -> list[Interval]:
    """Return what remains of some gutters beside a further line."""
    remaining: list[Interval] = []
    least = _LEAST * line.size
    for left, right in gutters:
        free = [(left, right)]
        for char in line.chars:
            free = [part for low, high in free for part in without(low, high, char.x0, char.x1)]
        wide = [part for part in free if part[1] - part[0] >= least]
        if wide:
            remaining.append(max(wide, key=lambda part: part[1] - part[0]))
    return remaining


def without(low: float, high: float, x0: float, x1: float) -> list[Interval]:
    """Return what remains of an interval without another."""
    if x1 <= low or x0 >= high:
        return [(low, high)]
    return [part for part in ((low, min(high, x0)), (max(low, x1), high)) if part[1] > part[0]]


def crosses(line: Line, separators: list[float]) -> bool:
    """Whether a line runs over one of the separators between columns."""
    return any(char.x0 < x - 0.5 and char.x1 > x + 0.5 for char in line.chars for x in separators) or any(
        left.x1 - 0.5 <= x <= right.x0 + 0.5 and right.x0 - left.x1 < _LEAST * line.size
        for left, right in pairwise(line.chars)
        for x in separators
    )


def as_rows(lines: list[Line], separators: list[float]) -> Table:
    """Make a table of lines in columns, each line a row."""
    columns = list(pairwise([float("-inf"), *separators, float("inf")]))
    rows = tuple(
        tuple(_cell([part] if (part := _part(line, low, high)) else []) for low, high in columns)
        for line in lines
    )
    return Table(lines[0].page, union([line.box for line in lines]), rows, ruled=False)


def as_table(lines: list[Line], separators: list[float], heads: int = 0) -> Table:
    """Make a table of lines in columns, the first `heads` of them headings.

    A row begins where the first column begins with a number, and behind a gap wider than the usual one between
    lines; in a table of figures each line is a row.
    """
    columns = list(pairwise([float("-inf"), *separators, float("inf")]))
    cut = [_head_parts(line, columns) for line in lines[:heads]]
    cut += [[_part(line, low, high) for low, high in columns] for line in lines[heads:]]
    pitches = [lower.baseline - upper.baseline for upper, lower in pairwise(lines)]
    usual = median(pitches) if pitches else 0.0
    figures = _is_table_of_figures(cut[heads:])
    groups: list[list[list[Line | None]]] = []
    for index, parts in enumerate(cut):
        gap = index > 0 and pitches[index - 1] > 1.45 * usual
        numbered = parts[0] is not None and _NUMBERED.match(parts[0].text) is not None
        if not groups or index == heads or (index > heads and (figures or gap or numbered)):
            groups.append([])
        groups[-1].append(parts)
    rows = tuple(
        tuple(_cell([line for line in column if line is not None]) for column in zip(*group, strict=True))
        for group in groups
    )
    return Table(lines[0].page, union([line.box for line in lines]), rows, ruled=False)


def _head_parts(line: Line, columns: list[Interval]) -> list[Line | None]:
    """Give each segment of a heading line to the column over which its middle stands."""
    parts: list[list[int]] = [[] for _ in columns]
    start = 0
    for piece in segments(line):
        middle = (piece[0].x0 + piece[-1].x1) / 2
        column = next(index for index, (low, high) in enumerate(columns) if low <= middle < high)
        parts[column].extend(range(start, start + len(piece)))
        start += len(piece)
    return [line.only(part) if part else None for part in parts]


def stands_in_columns(body: list[Line], separators: list[float], table: Table) -> bool:
    """Whether lines cut at some separators are columns, and not prose whose gaps happen to stand below each other.

    Each column holds three parts or more, set flush left, flush right or centred, and a gap is wider than those of
    justified prose; or a column holds figures. Of four columns that stand far apart, some may hold two parts: a
    heading and a cell (the months of one measure whose steps fill three lines).
    """
    if _has_figures(table):
        return True
    gaps = [_usual_gap(body, separator) for separator in separators]
    least = 2 if len(gaps) >= 3 and min(gaps) >= _APART else 3
    aligned = all(_is_aligned(body, low, high, least) for low, high in pairwise([*separators, float("inf")]))
    return aligned and max(gaps) >= _WIDE


def _is_aligned(lines: list[Line], low: float, high: float, least: int) -> bool:
    parts = [part for line in lines if (part := _part(line, low, high)) is not None]
    if len(parts) < least:
        return False
    edges = (
        [part.box.x0 for part in parts],
        [part.box.x1 for part in parts],
        [(part.box.x0 + part.box.x1) / 2 for part in parts],
    )
    return any(_most_at_once(edge) * 2 >= len(parts) for edge in edges)


def _usual_gap(lines: list[Line], separator: float) -> float:
    """Return the usual width of the gap at a separator, in em; 0 where no line has text on both sides."""
    gaps = []
    for line in lines:
        left, right = cut_line(line, separator)
        if left is not None and right is not None:
            gaps.append((right.box.x0 - left.box.x1) / line.size)
    return median(gaps) if gaps else 0.0


def _most_at_once(edges: list[float]) -> int:
    """Return how many of some x stand within 1.5 points of one of them."""
    return max(sum(abs(other - edge) <= _FLUSH for other in edges) for edge in edges)


def _has_figures(table: Table) -> bool:
    """Whether a column of a table holds a figure in most rows below the first."""
    body = table.rows[1:]
    columns = zip(*body, strict=True)
    return len(body) >= 3 and any(
        sum(
            cell is not None and len(cell.lines) == 1 and FIGURE.fullmatch(cell.lines[0].text) is not None
            for cell in column
        )
        > 0.6 * len(body)
        for column in columns
    )


def _is_table_of_figures(cut: list[list[Line | None]]) -> bool:
    """Whether a column holds a figure in most lines."""
    return any(
        sum(part is not None and FIGURE.fullmatch(part.text) is not None for part in column) > 0.6 * len(cut)
        for column in zip(*cut, strict=True)
    )


def _part(line: Line, low: float, high: float) -> Line | None:
    """Return the part of a line that stands in a column."""
    inside = [offset for offset, item in enumerate(line.chars) if low <= (item.x0 + item.x1) / 2 < high]
    return line.only(inside) if inside else None


def cut_line(line: Line, x: float) -> tuple[Line | None, Line | None]:
    """Return the parts of a line on the left and on the right of an x."""
    return _part(line, float("-inf"), x), _part(line, x, float("inf"))


def _cell(lines: list[Line]) -> Cell:
    box = union([line.box for line in lines]) if lines else Box(0.0, 0.0, 0.0, 0.0)
    return Cell(box, tuple(lines))
