"""Figures over which something else is drawn: a new total over an old one, a text layer under another.

Lines are made of what stands on one baseline, so 88.22 under 89.22 would be read as 898.22, which stands nowhere.
A page has a thousand glyphs and hardly ever such a thing: what is drawn in one go from left to right cannot lie over
itself, so stretches are compared first, and glyphs only where two stretches meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple

from ita_extract.reading.page import Glyph, Kind

_DIGITS = frozenset("0123456789๐๑๒๓๔๕๖๗๘๙")
_FIGURES = _DIGITS | {".", ","}
_ONE_LINE = 0.3  # em; baselines that lie nearer are one
_WIDEST = 0.6  # em; digits are narrower, whatever advance a font gives them
_MOST = 16  # bases that begin in one place and are compared: more lie there only in files made to harm

_BASELINE = itemgetter(Glyph._fields.index("baseline"))
_X0 = itemgetter(Glyph._fields.index("x0"))


class _Stretch(NamedTuple):
    """Glyphs drawn one after the other on one baseline, from left to right."""

    baseline: float
    x0: float
    x1: float
    size: float
    start: int  # the place of its first glyph in the stream
    glyphs: list[Glyph]


def overlapping(glyphs: Sequence[Glyph]) -> frozenset[int]:
    """Return the places of the digits, points and commas that lie over or under a base with another text.

    Two lie over each other where they share more than half of the narrower one's advance box and begin less than
    half a digit apart: where a font has wrong widths, each digit reaches into the next, but begins behind it. Copies
    of one letter (bold by double drawing) do not count.
    """
    found: set[int] = set()
    for stretches in _meeting(sorted(_stretches(glyphs))):
        found.update(_overlapping(stretches))
    return frozenset(found)


def _stretches(glyphs: Sequence[Glyph]) -> Iterator[_Stretch]:
    start = 0
    for baseline, group in groupby(glyphs, _BASELINE):
        held = list(group)
        begins = list(map(_X0, held))
        cuts = []
        if begins != sorted(begins):
            # marks may go back a little behind their letter
            back = _ONE_LINE * held[0].size
            cuts = [at for at, (one, other) in enumerate(pairwise(begins), 1) if other < one - back]
        for first, stop in pairwise((0, *cuts, len(held))):
            part = held[first:stop] if cuts else held
            yield _Stretch(baseline, part[0].x0, part[-1].x1, part[0].size, start + first, part)
        start += len(held)


def _meeting(stretches: Iterable[_Stretch]) -> Iterator[list[_Stretch]]:
    """Give the groups of stretches of one line that reach into each other; they come sorted by baseline."""
    line: list[_Stretch] = []
    for stretch in stretches:
        if line and stretch.baseline - line[-1].baseline > _ONE_LINE * min(stretch.size, line[-1].size):
            if len(line) > 1:
                yield from _side_by_side(line)
            line = []
        line.append(stretch)
    if len(line) > 1:
        yield from _side_by_side(line)


def _side_by_side(line: list[_Stretch]) -> Iterator[list[_Stretch]]:
    line.sort(key=attrgetter("x0"))
    held = line[:1]
    right = held[0].x1
    for stretch in line[1:]:
        if stretch.x0 >= right:
            if len(held) > 1:
                yield held
            held = []
        held.append(stretch)
        right = max(right, stretch.x1)
    if len(held) > 1:
        yield held


def _overlapping(stretches: list[_Stretch]) -> Iterator[int]:
    """Give the places of the figures that lie over or under a base of another stretch."""
    bases = [
        (glyph, stretch.start, stretch.start + place)
        for stretch in stretches
        for place, glyph in enumerate(stretch.glyphs)
        if glyph.kind == Kind.BASE
    ]
    bases.sort(key=lambda item: item[0].x0)
    for at, (one, stretch, place) in enumerate(bases):
        for other, other_stretch, other_place in bases[at + 1 : at + 1 + _MOST]:
            if other.x0 - one.x0 > _WIDEST * max(one.size, other.size):
                break
            if stretch != other_stretch and _lie_over(one, other):
                pair = ((place, one), (other_place, other))
                yield from (number for number, glyph in pair if glyph.text in _FIGURES)


def _lie_over(one: Glyph, other: Glyph) -> bool:
    if one.text == other.text or not (one.text in _FIGURES or other.text in _FIGURES):
        return False
    narrow, wide = sorted((one.x1 - one.x0, other.x1 - other.x0))
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    digits = [item.x1 - item.x0 for item in (one, other) if item.text in _DIGITS]
    width = min([*digits, _WIDEST * max(one.size, other.size)]) if digits else wide
    return (
        shared > 0.5 * narrow > 0
        and abs(one.x0 - other.x0) < 0.5 * width
        and abs(one.baseline - other.baseline) <= _ONE_LINE * min(one.size, other.size)
    )
