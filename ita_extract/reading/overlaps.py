"""Figures over which something else is drawn: a new total over an old one, a text layer under another.

Lines are made of what stands on one baseline, so 88.22 under 89.22 would be read as 898.22, which stands nowhere.
A page has a thousand glyphs and hardly ever such a thing: what is drawn in one go from left to right cannot lie over
itself, so stretches are compared first, and glyphs only where two stretches meet.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from operator import attrgetter
from typing import NamedTuple

from ita_extract.reading.page import Glyph, Kind
from ita_extract.reading.placing import KERN

_DIGITS = frozenset("0123456789๐๑๒๓๔๕๖๗๘๙")
_FIGURES = _DIGITS | {".", ","}
_SAME_LINE = 0.3  # em; baselines that lie nearer are one
_WIDEST = 0.5  # em; few digits are wider, whatever advance a font gives them
_MOST = 16  # bases that begin in one place and are compared: more lie there only in files made to harm


class _Stretch(NamedTuple):
    """Glyphs that are drawn one after the other on one baseline, from left to right."""

    baseline: float
    x0: float
    x1: float
    size: float
    start: int  # places in the stream
    stop: int


class _Meeting(NamedTuple):
    """Stretches of one line, and the ends of the part of it in which one lies over another."""

    stretches: list[_Stretch]
    x0: float
    x1: float


def overlapping(glyphs: Sequence[Glyph], starts: Sequence[int] | None = None) -> frozenset[int]:
    """Return the places of the digits, points and commas that lie over or under a base with another text.

    Two lie over each other where they share more than half of the narrower one's advance box and begin less than
    half a digit apart: where a font has wrong widths, each digit reaches into the next, but begins behind it. Copies
    of one letter (bold by double drawing) do not count. `starts` are the places where the drawing goes back or to
    another line, if they are known.
    """
    if starts is None:
        starts = _starts(glyphs)
    found: set[int] = set()
    for meeting in _meeting(sorted(_stretches(glyphs, starts))):
        found.update(_overlapping(glyphs, meeting))
    return frozenset(found)


def _starts(glyphs: Sequence[Glyph]) -> list[int]:
    cuts = (
        position
        for position, (entry, other) in enumerate(pairwise(glyphs), 1)
        if other.baseline != entry.baseline
        or (other.x0 < entry.x1 - KERN * entry.size and other.kind != Kind.MARK)
    )
    return [0, *cuts] if glyphs else []


def _stretches(glyphs: Sequence[Glyph], starts: Sequence[int]) -> Iterator[_Stretch]:
    """Give the stretches that begin at some places, those of marks alone left out."""
    for start, stop in pairwise((*starts, len(glyphs))):
        first, last = glyphs[start], glyphs[stop - 1]
        if first.kind == Kind.MARK:
            bases = (glyph for glyph in islice(glyphs, start, stop) if glyph.kind != Kind.MARK)
            first = next(bases, first)
            if first.kind == Kind.MARK:
                continue
        if last.kind == Kind.MARK:
            last = next(glyph for glyph in reversed(glyphs[start:stop]) if glyph.kind != Kind.MARK)
        yield _Stretch(first.baseline, first.x0, last.x1, first.size, start, stop)


def _meeting(stretches: Iterable[_Stretch]) -> Iterator[_Meeting]:
    """Give where stretches of one line reach into each other; they come sorted by baseline."""
    line: list[_Stretch] = []
    for stretch in stretches:
        if line and stretch.baseline - line[-1].baseline > _SAME_LINE * min(stretch.size, line[-1].size):
            if len(line) > 1:
                yield from _side_by_side(line)
            line = []
        line.append(stretch)
    if len(line) > 1:
        yield from _side_by_side(line)


def _side_by_side(line: list[_Stretch]) -> Iterator[_Meeting]:
    line.sort(key=attrgetter("x0"))
    crowd = line[:1]
    shared, until, right = math.inf, -math.inf, line[0].x1
    for stretch in line[1:]:
        if stretch.x0 >= right:
            if len(crowd) > 1:
                yield _Meeting(crowd, shared, until)
            crowd, shared, until = [], math.inf, -math.inf
        elif crowd:
            shared, until = min(shared, stretch.x0), max(until, min(right, stretch.x1))
        crowd.append(stretch)
        right = max(right, stretch.x1)
    if len(crowd) > 1:
        yield _Meeting(crowd, shared, until)


def _overlapping(glyphs: Sequence[Glyph], meeting: _Meeting) -> Iterator[int]:
    """Give the places of the figures that lie over or under a base of another stretch."""
    stretches, shared, until = meeting
    bases = [
        (glyph, stretch.start, position)
        for stretch in stretches
        for position, glyph in enumerate(glyphs[stretch.start : stretch.stop], stretch.start)
        if glyph.x0 < until and glyph.x1 > shared and glyph.kind == Kind.BASE
    ]
    if _FIGURES.isdisjoint([glyph.text for glyph, _, _ in bases]):
        return
    bases.sort(key=lambda item: item[0].x0)
    for at, (entry, stretch, position) in enumerate(bases):
        for other, other_stretch, other_offset in bases[at + 1 : at + 1 + _MOST]:
            if other.x0 - entry.x0 > _WIDEST * max(entry.size, other.size):
                break
            if stretch != other_stretch and _lie_over(entry, other):
                pair = ((position, entry), (other_offset, other))
                yield from (number for number, glyph in pair if glyph.text in _FIGURES)


def _lie_over(first: Glyph, other: Glyph) -> bool:
    if first.text == other.text or not (first.text in _FIGURES or other.text in _FIGURES):
        return False
    narrow, wide = sorted((first.x1 - first.x0, other.x1 - other.x0))
    shared = min(first.x1, other.x1) - max(first.x0, other.x0)
    digits = [item.x1 - item.x0 for item in (first, other) if item.text in _DIGITS]
    width = min([*digits, _WIDEST * max(first.size, other.size)]) if digits else wide
    return (
        shared > 0.5 * narrow > 0
        and abs(first.x0 - other.x0) < 0.5 * width
        and abs(first.baseline - other.baseline) <= _SAME_LINE * min(first.size, other.size)
    )
