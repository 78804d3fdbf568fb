"""Lines of text in a picture: bands of letters, each with the marks that belong to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ita_extract.reading.page import Box
from ita_extract.reading.scans.picture import Gray, Mask

ABOVE, BELOW = 1.15, 0.6  # letter heights of room for the marks above and below the letters of a line
_FEET = 0.4  # letter heights; tones of a tightly set line reach between the feet of the letters above
_PART_GAP = 3.0  # letter heights; pieces of a line that stand further apart are read one by one


@dataclass(frozen=True)
class Strip:
    """A piece of a line: its picture, and where the picture lies on the page (pixels).

    `top` and `foot` are the upper and lower end of its letters (without marks), so `foot` is its baseline.
    """

    picture: Gray
    box: Box
    top: float
    foot: float


@dataclass(frozen=True)
class _Parts:
    """Connected parts of ink: x0, top, x1, bottom by number, and the picture of numbers."""

    boxes: NDArray[np.int64]
    labels: NDArray[np.int32]


@dataclass(frozen=True)
class Found:
    """What was found on a page: pieces of lines, and the dots that lead from headings to their page numbers."""

    strips: list[Strip]
    leaders: list[Box]
    letter: float  # pixels; height of the letters (without marks) that most of the page is set in


def find_strips(gray: Gray, ink: Mask, areas: list[Box], dots: float) -> Found:
    """Find the pieces of lines in each area (cells of tables, then the page around them), top to bottom."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    boxes = np.stack(
        [stats[:, 0], stats[:, 1], stats[:, 0] + stats[:, 2], stats[:, 1] + stats[:, 3]], axis=1
    ).astype(np.int64)
    parts = _Parts(boxes, np.asarray(labels, np.int32))
    heights = boxes[:, 3] - boxes[:, 1]
    widths = boxes[:, 2] - boxes[:, 0]
    real = (heights >= 0.8 * dots) & (widths >= 0.5 * dots) & (heights < 60 * dots) & (widths < 200 * dots)
    real[0] = False
    usual = _usual_height(heights[real], dots)
    leaders = _leaders(boxes, real, usual)
    if len(leaders):
        real[leaders] = False
        dotted = cv2.dilate(np.isin(labels, leaders).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
        gray = np.where(dotted, np.uint8(np.percentile(gray, 75)), gray).astype(np.uint8)
    owner = np.full(count, -1)
    mid_x, mid_y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    for number, area in enumerate(areas):
        inside = (mid_x >= area.x0) & (mid_x < area.x1) & (mid_y >= area.top) & (mid_y < area.bottom)
        owner[inside & (owner < 0)] = number
    strips: list[Strip] = []
    for number in range(len(areas) + 1):
        chosen = np.flatnonzero(real & (owner == (number if number < len(areas) else -1)))
        if len(chosen):
            near = chosen
            if number < len(areas):  # a tight row's tones reach over its rule into the cell above
                column = areas[number]
                near = np.flatnonzero((mid_x >= column.x0) & (mid_x < column.x1))
            strips.extend(_strips_of(gray, parts, chosen, near, usual))
    return Found(strips, [Box(*map(float, boxes[part])) for part in leaders], usual)


def _leaders(boxes: NDArray[np.int64], real: NDArray[np.bool_], usual: float) -> NDArray[np.int64]:
    """Return the dots that lead from a heading to its page number: six or more in a row, alike and evenly set.

    They say nothing, and a reader of letters sees figures in them (`....` as ๘.๑๑).
    """
    widths, heights = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    small = np.flatnonzero(real & (widths < 0.35 * usual) & (heights < 0.35 * usual))
    small = small[np.argsort(boxes[small, 0], kind="stable")]
    rows: list[list[int]] = []  # each goes on from left to right
    near, reach = 0.2 * usual, 1.2 * usual
    at_level: defaultdict[int, list[int]] = defaultdict(
        list
    )  # rows that may go on, by the level of their last dot
    middles = (boxes[:, 1] + boxes[:, 3]) / 2
    for part in small.tolist():
        middle, level = middles[part], int(middles[part] // near)
        beside: list[int] = []
        for band in (level - 1, level, level + 1):
            at_level[band] = [
                row for row in at_level[band] if boxes[part, 0] - boxes[rows[row][-1], 0] < reach
            ]
            beside += [row for row in at_level[band] if abs(middles[rows[row][-1]] - middle) < near]
        number = min(beside, default=len(rows))
        if beside:
            at_level[int(middles[rows[number][-1]] // near)].remove(number)
            rows[number].append(part)
        else:
            rows.append([part])
        at_level[level].append(number)
    found = []
    for row in rows:
        pitch = np.diff(boxes[row, 0])
        if len(row) >= 6 and np.percentile(pitch, 80) < 1.5 * np.percentile(pitch, 20) + 1:
            found.extend(row)
    return np.array(found, np.int64)


def _usual_height(heights: NDArray[np.int64], dots: float) -> float:
    """Return the height of the letters (without marks) that most of a page is set in, in pixels."""
    letters = heights[(heights > 3 * dots) & (heights < 16 * dots)]
    return float(np.median(letters)) if len(letters) else 6 * dots


def _strips_of(
    gray: Gray, parts: _Parts, chosen: NDArray[np.int64], near: NDArray[np.int64], usual: float
) -> list[Strip]:
    """Return the strips of some parts; `near` are those that may be seen in them."""
    boxes = parts.boxes[chosen]
    heights = boxes[:, 3] - boxes[:, 1]
    local = heights[(heights > 0.5 * usual) & (heights < 3.5 * usual)]
    height = float(np.median(local)) if len(local) else usual
    bands = _bands(boxes, height)
    if not bands:
        return []
    line_of, also_of = _lines_of_parts(boxes, bands)
    strips = []
    for number, (top, foot) in enumerate(bands):
        mine = np.flatnonzero(line_of == number)
        for piece in _pieces(boxes, mine, foot - top):
            if (boxes[piece, 3] <= top).all() or (boxes[piece, 1] >= foot).all():
                continue  # marks of a neighbouring line, and nothing that could carry them here
            reach = (boxes[:, 2] > boxes[piece, 0].min()) & (boxes[:, 0] < boxes[piece, 2].max())
            shared = np.flatnonzero((also_of == number) & reach)
            strip = _cut(gray, parts, near, chosen[np.concatenate([piece, shared])], bands, number)
            if strip is not None:
                strips.append(strip)
    return strips


def _bands(boxes: NDArray[np.int64], height: float) -> list[tuple[float, float]]:
    """Return the upper and lower end of the letters of each line.

    Only parts as high as letters are counted, each by its width: marks lie between the lines and would fill them.
    """
    heights = boxes[:, 3] - boxes[:, 1]
    letters = boxes[(heights > 0.55 * height) & (heights < 2.4 * height)]
    if not len(letters):  # a dash alone in its cell, a row of dots: it stands in the middle of its line
        middle = float((boxes[:, 1].min() + boxes[:, 3].max()) / 2)
        return [(middle - 0.6 * height, middle + 0.4 * height)]
    bands = [
        band if band[1] - band[0] > 0.8 * height else _as_letters_stand(band, letters, height)
        for band in _full_bands(letters, height)
    ]
    rest = _outside(letters, bands, height)
    while len(rest):
        # the last line of a paragraph may be a word: beside full lines it shows only when these are taken away
        found = [_as_letters_stand(band, rest, height) for band in _full_bands(rest, height)]
        # marks, and those grown together with marks of the next line, are lower than letters or stand close to some
        fresh = [
            band
            for band in found
            if band[1] - band[0] > 0.75 * height and all(_gap(band, other) >= 0.4 * height for other in bands)
        ]
        bands.extend(fresh)
        rest = _outside(rest, fresh, height) if fresh else rest[:0]
    return sorted(bands)


def _outside(
    letters: NDArray[np.int64], bands: list[tuple[float, float]], height: float
) -> NDArray[np.int64]:
    """Return the letters that stand in none of some bands."""
    lower, upper = (np.array([band[side] for band in bands]) for side in (0, 1))
    shared = np.minimum(letters[:, 3:4], upper) - np.maximum(letters[:, 1:2], lower)
    rest: NDArray[np.int64] = letters[shared.max(axis=1) < 0.3 * height]
    return rest


def _as_letters_stand(
    band: tuple[float, float], letters: NDArray[np.int64], height: float
) -> tuple[float, float]:
    """Return a band as the letters in it stand: its edges may show only their middles."""
    inside = np.minimum(letters[:, 3], band[1]) - np.maximum(letters[:, 1], band[0]) > 0
    tall = inside & (letters[:, 3] - letters[:, 1] > 0.7 * height)
    near = tall if tall.any() else inside
    # of few letters one may be a ไ or a ฐ, which reach further
    return float(np.percentile(letters[near, 1], 75)), float(np.percentile(letters[near, 3], 25))


def _gap(first: tuple[float, float], other: tuple[float, float]) -> float:
    return max(first[0], other[0]) - min(first[1], other[1])


def _full_bands(letters: NDArray[np.int64], height: float) -> list[tuple[float, float]]:
    """Return the bands in which letters stand, but for those of few letters beside fuller ones."""
    low = int(letters[:, 1].min())
    profile = np.zeros(int(letters[:, 3].max()) - low + 1)
    for x0, top, x1, bottom in letters:
        profile[top - low : bottom - low] += x1 - x0
    span, reach = max(3, round(height)) | 1, max(3, round(2.2 * height)) | 1
    column = profile.reshape(-1, 1).astype(np.float32)
    level = cv2.blur(column, (1, span), borderType=cv2.BORDER_CONSTANT)
    # what is half as full as the fullest row near it belongs to a line
    fullest = cv2.dilate(level, np.ones((reach, 1), np.uint8)).ravel()
    full = profile > 0.42 * np.maximum(fullest, 1e-6)
    bands: list[tuple[float, float]] = []
    start: int | None = None
    for position in range(len(full) + 1):
        on = position < len(full) and bool(full[position])
        if on and start is None:
            start = position
        elif not on and start is not None:
            bands.append((float(start + low), float(position + low)))
            start = None
    merged: list[tuple[float, float]] = []
    for band in bands:
        if merged and band[0] - merged[-1][1] < 0.25 * height and band[1] - merged[-1][0] < 1.7 * height:
            merged[-1] = (merged[-1][0], band[1])
        else:
            merged.append(band)
    strong = [band for band in merged if band[1] - band[0] > 0.4 * height] or merged[:1]
    return _without_marks(strong, profile, low, height)


def _without_marks(
    bands: list[tuple[float, float]], profile: NDArray[np.float64], low: int, height: float
) -> list[tuple[float, float]]:
    """Leave out bands of high marks: they stand closer to their letters than any line does, and hold less ink."""
    kept: list[tuple[float, float]] = []
    for band in bands:
        if kept and _gap(band, kept[-1]) < 0.4 * height:
            inks = [
                float(profile[round(entry[0]) - low : round(entry[1]) - low].sum())
                for entry in (kept[-1], band)
            ]
            if inks[1] > inks[0]:
                kept[-1] = band
        else:
            kept.append(band)
    return kept


def _lines_of_parts(
    boxes: NDArray[np.int64], bands: list[tuple[float, float]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give each part of ink the line that it belongs to, and another that may own it as well (-1: none).

    Letters belong to the line that they overlap, marks between two lines to the nearer one. That says only how far
    a line reaches: what stands between two lines is shown in both, for in tightly set Thai the lower vowels of one
    line and the tones of the next stand at one height, and the reader tells them by their form.
    """
    tops, feet = np.array([band[0] for band in bands]), np.array([band[1] for band in bands])
    overlap = np.minimum(boxes[:, 3:4], feet) - np.maximum(boxes[:, 1:2], tops)
    height = float(np.median(feet - tops))
    nearest = overlap.argmax(axis=1)
    away = -overlap.max(axis=1)
    result = np.where(away < ABOVE * height, nearest, -1)
    also = np.full(len(boxes), -1)
    _share_high_tones(boxes, result, also, bands, height)
    return result, also


def _share_high_tones(
    boxes: NDArray[np.int64],
    lines: NDArray[np.int64],
    also: NDArray[np.int64],
    bands: list[tuple[float, float]],
    height: float,
) -> None:
    """Let tones that stand between the letters of the line above be seen in the line below as well."""
    small = (boxes[:, 3] - boxes[:, 1] < 0.5 * height) & (also < 0) & (lines >= 0) & (lines < len(bands) - 1)
    for part in np.flatnonzero(small):
        line = int(lines[part])
        low = (boxes[part, 1] + boxes[part, 3]) / 2 > bands[line][1] - 0.5 * height
        if low and bands[line + 1][0] - boxes[part, 3] < 0.9 * height:
            also[part] = line + 1


def _pieces(boxes: NDArray[np.int64], mine: NDArray[np.int64], height: float) -> list[NDArray[np.int64]]:
    """Cut a line where it is empty for several letters."""
    if not len(mine):
        return []
    order = mine[np.argsort(boxes[mine, 0])]
    pieces, start, right = [], 0, float(boxes[order[0], 2])
    for position in range(1, len(order)):
        if boxes[order[position], 0] - right > _PART_GAP * height:
            pieces.append(order[start:position])
            start = position
        right = max(right, float(boxes[order[position], 2]))
    pieces.append(order[start:])
    return pieces


def _cut(
    gray: Gray,
    parts: _Parts,
    near: NDArray[np.int64],
    numbers: NDArray[np.int64],
    bands: list[tuple[float, float]],
    line: int,
) -> Strip | None:
    """Cut out a piece of a line; the letters of the lines above and below are painted over with paper."""
    top, foot = bands[line]
    height = foot - top
    boxes = parts.boxes[numbers]
    x0, x1 = int(boxes[:, 0].min()), int(boxes[:, 2].max())
    if (boxes[:, 3] - boxes[:, 1]).max() < 0.12 * height and x1 - x0 < 0.2 * height:
        return None  # a speck
    pad = max(2, round(0.25 * height))
    left, right = max(0, x0 - pad), min(gray.shape[1], x1 + pad)
    upper, lower = round(top - ABOVE * height), round(foot + BELOW * height)
    y0, y1 = max(0, upper), min(gray.shape[0], lower)
    if y1 <= y0 or right <= left:
        return None
    seen = gray[y0:y1, left:right]
    labels = parts.labels[y0:y1, left:right]
    others = np.zeros(y1 - y0, bool)
    for other, feet in ((line - 1, _FEET * height), (line + 1, 0)):
        if 0 <= other < len(bands):
            others[max(0, round(bands[other][0]) - y0) : max(0, round(bands[other][1] - feet) + 1 - y0)] = (
                True
            )
    # parts that stand in the next column or cell, at the height of this line, are not of it either
    beyond = (labels > 0) & ~np.isin(labels, near)
    foreign = ((labels > 0) & ~np.isin(labels, numbers) & others[:, None]) | beyond
    foreign = cv2.dilate(foreign.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    foreign &= ~(cv2.dilate(np.isin(labels, numbers).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0)
    paper = int(np.percentile(seen, 85))
    cut = np.full((lower - upper, right - left), paper, np.uint8)
    cut[y0 - upper : y1 - upper] = np.where(foreign, paper, seen)
    return Strip(cut, Box(left, upper, right, lower), top, foot)
