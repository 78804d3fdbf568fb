"""A part of a page as the line reader was trained to see lines: only what stands in its box."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ita_extract.reading.opening import PagePart
from ita_extract.reading.page import Box, union
from ita_extract.reading.scans.picture import Gray
from ita_extract.reading.scans.strips import ABOVE, BELOW

_BESIDE = 0.4  # letter heights at each end
ROOM = 6.0  # points around a place that are drawn with it
_INK = 0.35  # of the contrast between ground and ink
_FAINTEST = 40  # levels between ground and ink; less is no ink
_TALL = 1.25  # heights of the box; what is taller is a rule or a frame
_LETTER = 0.55  # of the tallest part; what is higher is a letter, less a point or a mark
_MARKS = 0.3  # heights of the box above it, in which tones stand
_EDGE = 0.5  # points by which a box may cut what it holds


def area(boxes: Sequence[Box]) -> Box:
    """Return the part of a page that must be drawn to see some places."""
    around = union(list(boxes))
    return Box(
        max(0.0, around.x0 - ROOM), max(0.0, around.top - ROOM), around.x1 + ROOM, around.bottom + ROOM
    )


def cut(part: PagePart, box: Box, turn: int, *, with_marks: bool = False) -> Gray | None:
    """Return the line that stands in a box of the page as shown; None where there is no ink.

    `turn` is the number of quarter turns (clockwise) that set it upright; `with_marks` takes what hangs over the box
    too. Dark on light comes out, whatever the page has, and nothing of what stands beside, over or under it.
    """
    dots, (left, top) = part.dots, part.corner
    rows, columns = part.gray.shape
    x0, x1 = (round((side - left) * dots) for side in (box.x0 - ROOM / 2, box.x1 + ROOM / 2))
    y0, y1 = (round((side - top) * dots) for side in (box.top - ROOM / 2, box.bottom + ROOM / 2))
    x0, y0 = max(0, x0), max(0, y0)
    window = part.gray[y0 : min(rows, y1), x0 : min(columns, x1)]
    if min(window.shape, default=0) < 4:
        return None
    corner = ((box.x0 - left) * dots - x0, (box.top - top) * dots - y0)
    inside = Box(*corner, corner[0] + (box.x1 - box.x0) * dots, corner[1] + (box.bottom - box.top) * dots)
    window, inside = _upright(window, inside, turn)
    return _line(window, inside, _EDGE * dots, _MARKS * (inside.bottom - inside.top) if with_marks else 0.0)


def _upright(window: Gray, inside: Box, turn: int) -> tuple[Gray, Box]:
    for _ in range(turn % 4):  # np.rot90 by -1 is a quarter turn clockwise
        height = window.shape[0]
        window = np.ascontiguousarray(np.rot90(window, -1))
        inside = Box(height - inside.bottom, inside.x0, height - inside.top, inside.x1)
    return window, inside


def _line(window: Gray, inside: Box, edge: float, above: float) -> Gray | None:
    core = window[
        max(0, round(inside.top)) : max(1, round(inside.bottom)),
        max(0, round(inside.x0)) : max(1, round(inside.x1)),
    ]
    if not core.size:
        return None
    apart = np.abs(window.astype(np.int16) - int(np.median(core)))
    contrast = int(apart[_slices(inside, window.shape)].max(initial=0))
    if contrast < _FAINTEST:
        return None
    ink = (apart > _INK * contrast).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    chosen = _within(np.asarray(stats, np.int32), inside, edge, above)
    if not len(chosen):
        return None
    tops, heights = stats[chosen, cv2.CC_STAT_TOP], stats[chosen, cv2.CC_STAT_HEIGHT]
    letters = heights >= _LETTER * heights.max()
    letter = float(np.median(heights[letters]))
    top, foot = float(np.median(tops[letters])), float(np.median((tops + heights)[letters]))
    lefts = stats[chosen, cv2.CC_STAT_LEFT]
    start, stop = int(lefts.min()), int((lefts + stats[chosen, cv2.CC_STAT_WIDTH]).max())
    seen = cv2.dilate(np.isin(labels, chosen).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    light = 255 - np.clip(apart * (255.0 / contrast), 0, 255)
    picture = np.where(seen, light, 255).astype(np.uint8)
    first, last = round(top - ABOVE * letter), round(foot + BELOW * letter)
    beside = round(_BESIDE * letter)
    canvas = np.full((last - first, stop - start + 2 * beside), 255, np.uint8)
    above, below = max(0, first), min(picture.shape[0], last)
    canvas[above - first : below - first, beside : beside + stop - start] = picture[above:below, start:stop]
    return canvas


def _slices(box: Box, shape: tuple[int, ...]) -> tuple[slice, slice]:
    return (
        slice(max(0, round(box.top)), min(shape[0], round(box.bottom))),
        slice(max(0, round(box.x0)), min(shape[1], round(box.x1))),
    )


def _within(stats: NDArray[np.int32], inside: Box, edge: float, above: float) -> NDArray[np.intp]:
    """Return the parts of ink whose middle lies in a box and that are no rule or frame around it."""
    lefts, tops = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    widths, heights = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    x, y = lefts + widths / 2, tops + heights / 2
    fits = (x > inside.x0 - edge) & (x < inside.x1 + edge) & (y > inside.top - above) & (y < inside.bottom)
    fits &= (heights < _TALL * (inside.bottom - inside.top)) & (widths < inside.x1 - inside.x0 + 2 * edge)
    fits[0] = False  # the ground
    return np.flatnonzero(fits)
