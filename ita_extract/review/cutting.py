"""A card's spots -> cuts of pages: what a person looks at, at most four lines high."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ita_extract.reading.page import Box
from ita_extract.review.doubts import Doubt, Spot

_LINES = 4.3  # lines that a cut may be high: four, and what stands over and under them
_MOST_HIGH = 0.13  # of the page: four lines, where nothing tells how high a line is
_NEAR = 60.0  # points between two words that one cut shows
_NARROW = 150.0  # points; what is narrower is a number or a name, and what it belongs to stands before it
_BEFORE, _BEHIND, _ABOUT = 170.0, 60.0, 7.0  # points around it


@dataclass(frozen=True)
class Cut:
    """A stretch of a page (from 1) with the spots in it; `box` (points) may reach over the page's edges.

    Without a box it is the whole page.
    """

    page: int
    box: Box | None
    spots: tuple[Spot, ...]


def cuts_of(doubt: Doubt) -> tuple[Cut, ...]:
    """Return what to show of a card, in the order of its pages: neighbouring lines in one cut."""
    return cuts_around(doubt.spots)


def cuts_around(spots: Iterable[Spot]) -> tuple[Cut, ...]:
    """Return the cuts that show some spots."""
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
    return tuple(sorted((*whole, *map(_cut, open_cuts)), key=lambda cut: (cut.page, cut.box or ())))


def within(box: Box, page: Box) -> Box:
    """Return a cut's box as far as it lies on its page and is not too high."""
    top, x0 = max(0.0, min(box.top, page.bottom - 2)), max(0.0, min(box.x0, page.x1 - 2))
    bottom = min(page.bottom, box.bottom, top + max(_MOST_HIGH * page.bottom, 4 * _ABOUT))
    return Box(x0, top, max(x0 + 2, min(page.x1, box.x1)), max(top + 2, bottom))


def _fits(others: list[Spot], spot: Spot) -> bool:
    """Whether a spot may join others: same page, side by side or beneath, and all of them four lines at most."""
    boxes = [other.box for other in others if other.box] + ([spot.box] if spot.box else [])
    around = _around(boxes)
    line = (
        max(box.bottom - box.top for box in boxes)
        if spot.marks
        else min(box.bottom - box.top for box in boxes)
    )
    beside = spot.box is not None and any(
        spot.box.x0 < other.x1 + _NEAR and other.x0 < spot.box.x1 + _NEAR for other in boxes[:-1]
    )
    return others[0].page == spot.page and beside and around.bottom - around.top <= _LINES * line


def _cut(spots: list[Spot]) -> Cut:
    around = _around([spot.box for spot in spots if spot.box])
    narrow = around.x1 - around.x0 < _NARROW
    before, behind = (_BEFORE, _BEHIND) if narrow else (2 * _ABOUT, 2 * _ABOUT)
    box = Box(around.x0 - before, around.top - _ABOUT, around.x1 + behind, around.bottom + _ABOUT)
    return Cut(spots[0].page, box, tuple(spots))


def _around(boxes: list[Box]) -> Box:
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )
