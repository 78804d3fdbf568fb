"""A card's spots -> cuts of pages: what a person looks at, at most four lines high."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ita_extract.reading.page import Box
from ita_extract.review.doubts import Doubt, Spot

_LINES = 3.4  # times as high as a line's box: four lines of running text, whose boxes overlap
_SIDE_BY_SIDE = 2.2  # times as high as the lowest: numbers in one row, or in two
_MOST_HIGH = 0.13  # of the page: four lines, where nothing tells how high a line is
_HEAD = 24.0  # points that any cut may be high
_NEAR = 60.0  # points between two words that one cut shows
_NARROW = 150.0  # points; what is narrower is a number or a name, and what it belongs to stands before it
_BEFORE, _BEHIND, _ABOUT = 420.0, 90.0, 4.0  # points around it
_BEFORE_SIDE, _BEHIND_SIDE = 260.0, 60.0  # the same where two stand side by side
_MARGIN = 14.0  # points beside a line
_LINE_OVER, _LINE_UNDER = 1.1, 0.3  # lines over and under a number: its sentence begins there
_MOST_OVER, _MOST_UNDER = 26.0, 8.0  # points: a cell of many lines is no number


@dataclass(frozen=True)
class Cut:
    """A stretch of a page (from 1) with the spots in it; `box` (points) may reach over the page's edges.

    Without a box it is the whole page.
    """

    page: int
    box: Box | None
    spots: tuple[Spot, ...]


def cuts_of(doubt: Doubt) -> tuple[Cut, ...]:
    """Return what to show of a card, in the order of its spots: neighbouring lines in one cut."""
    return _cuts_around(doubt.spots)


def side_of(spot: Spot) -> Cut:
    """Return a cut that stands beside another: half as wide."""
    return _cut([spot], _BEFORE_SIDE, _BEHIND_SIDE)


def _cuts_around(spots: Iterable[Spot]) -> tuple[Cut, ...]:
    whole: list[Cut] = []
    open_cuts: list[list[Spot]] = []
    for spot in spots:
        if spot.box is None:
            whole.append(Cut(spot.page, None, (spot,)))
            continue
        for others in reversed(open_cuts):
            if _fits(others, spot):
                others.append(spot)
                break
        else:
            open_cuts.append([spot])
    return (*map(_cut, open_cuts), *whole)


def within(box: Box, page: Box) -> Box:
    """Return a cut's box as far as it lies on its page and is not too high."""
    top, x0 = max(0.0, min(box.top, page.bottom - 2)), max(0.0, min(box.x0, page.x1 - 2))
    bottom = min(page.bottom, box.bottom, top + max(_MOST_HIGH * page.bottom, _HEAD))
    return Box(x0, top, max(x0 + 2, min(page.x1, box.x1)), max(top + 2, bottom))


def _fits(others: list[Spot], spot: Spot) -> bool:
    """Whether a spot may join others: same page, side by side or beneath, and all of them four lines at most."""
    boxes = [other.box for other in others if other.box] + ([spot.box] if spot.box else [])
    around = _around(boxes)
    heights = [box.bottom - box.top for box in boxes]
    lines = all(
        entry.marks for entry in (*others, spot)
    )  # else one may be a paragraph, of which a cut shows the head
    most = _LINES * max(heights) if lines else _SIDE_BY_SIDE * min(heights)
    beside = spot.box is not None and any(
        spot.box.x0 < other.x1 + _NEAR and other.x0 < spot.box.x1 + _NEAR for other in boxes[:-1]
    )
    return others[0].page == spot.page and beside and around.bottom - around.top <= most


def _cut(spots: list[Spot], before: float = _BEFORE, behind: float = _BEHIND) -> Cut:
    around = _around([spot.box for spot in spots if spot.box])
    figures = any(not spot.marks or any(letter.isdigit() for letter in spot.text) for spot in spots)
    narrow = around.x1 - around.x0 < _NARROW and figures
    if not narrow:
        before = behind = _MARGIN
    line = min(spot.box.bottom - spot.box.top for spot in spots if spot.box) if narrow else 0.0
    over, under = min(_LINE_OVER * line, _MOST_OVER), min(_LINE_UNDER * line, _MOST_UNDER)
    box = Box(
        around.x0 - before, around.top - over - _ABOUT, around.x1 + behind, around.bottom + under + _ABOUT
    )
    return Cut(spots[0].page, box, tuple(spots))


def _around(boxes: list[Box]) -> Box:
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )
