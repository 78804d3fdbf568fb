"""A picture inside a page to the lines of text in it: anywhere, dark on light or light on colour."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ita_extract.reading.page import Box
from ita_extract.reading.pictured import PicturedChar, PicturedLine
from ita_extract.reading.scans.picture import Gray, Mask
from ita_extract.reading.scans.reader import ReadChar, read_lines
from ita_extract.reading.scans.ruling import find_rules
from ita_extract.reading.scans.strips import ABOVE, BELOW

_LOWEST, _HIGHEST, _WIDEST = 2.6, 50.0, 60.0  # points: what may be a letter
_CONTRAST = 22  # levels between ink and what lies around it
_LINK = 0.55  # letter heights on each side; pieces whose reaches meet are one line
_MOST_LINES = 400  # a picture with more is a photograph, or a page of prose
_FLAT = 0.12  # share of the commonest colour: drawings have a ground, photographs none
_LIKELY = 0.8  # of a second look: it is made under harder conditions than the first
_BREAK = 0.62  # letter heights without ink inside a figure: a digit was lost between
_ROOM = 0.6  # letter heights to each side of a digit's middle
_DIGITS = frozenset("0123456789๐๑๒๓๔๕๖๗๘๙.")


class _Parts(NamedTuple):
    """Parts of ink: x0, top, x1, bottom by number (0 is the ground), and the picture of numbers."""

    boxes: NDArray[np.int64]
    labels: NDArray[np.int32]


class _Piece(NamedTuple):
    """A piece of a line in pixels.

    `letters` are the ends of its letters, `inks` the boxes of its parts, `touched` the columns in which something
    that was painted over touches its letters: one that lies there may have lost a part.
    """

    strip: Gray
    left: int
    right: int
    letters: Box
    inks: NDArray[np.int64]
    touched: NDArray[np.int64]


def read_picture(pixels: Any, dots: float, origin: tuple[float, float]) -> list[PicturedLine]:
    """Read the lines in a picture.

    `pixels` are blue, green, red; `dots` is pixels per point; `origin` is the place of its upper left corner in
    layout space, in points. A figure that comes out otherwise in a second look has no character that is sure.
    """
    colour = np.ascontiguousarray(np.asarray(pixels)[:, :, :3])
    if not _is_drawn(colour):
        return []
    pieces = [piece for plane in _planes(colour) for piece in _pieces(plane, dots)]
    if len(pieces) > _MOST_LINES:
        return []
    read = read_lines([piece.strip for piece in pieces])
    kept = _without_doubles(pieces, read)
    again = [index for index in kept if any(char.text in _DIGITS for char in read[index])]
    for looks in (_softened, _smaller):
        for index, other in zip(
            again, read_lines([looks(pieces[index].strip) for index in again]), strict=True
        ):
            read[index] = _agreed(read[index], other)
    return [
        _line(pieces[index], read[index], dots, origin)
        for index in kept
        if read[index] and not _is_speck(read[index])
    ]


def _is_speck(chars: list[ReadChar]) -> bool:
    """Whether a piece is what is left of a rule or a frame: one or two characters of which the reader is unsure."""
    return len(chars) <= 2 and min(char.sure for char in chars) < _LIKELY


def _is_drawn(colour: NDArray[np.uint8]) -> bool:
    """Whether one colour, to an eighth, covers as much of a picture as a ground does."""
    small = cv2.resize(colour, (96, 96), interpolation=cv2.INTER_NEAREST)
    codes = (small.reshape(-1, 3).astype(np.int64) // 32) @ np.array([64, 8, 1])
    return bool(np.bincount(codes).max() >= _FLAT * len(codes))


def _planes(colour: NDArray[np.uint8]) -> list[Gray]:
    """Return the picture as grey in which text is dark: colours dark, colours as bright as they are, white dark."""
    low = np.ascontiguousarray(colour.min(axis=2))
    return [
        low,
        np.asarray(cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY), np.uint8),
        np.asarray(255 - low, np.uint8),
    ]


def _pieces(plane: Gray, dots: float) -> list[_Piece]:
    reach = round(11 * dots) | 1
    smooth = cv2.GaussianBlur(plane, (3, 3), 0)
    ink = cv2.adaptiveThreshold(
        smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, reach, _CONTRAST
    )
    drawn = np.asarray(ink, np.uint8)
    _, of_rules = find_rules(drawn, dots)
    ink = np.where(of_rules > 0, 0, drawn).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    boxes = np.stack(
        [stats[:, 0], stats[:, 1], stats[:, 0] + stats[:, 2], stats[:, 1] + stats[:, 3]], axis=1
    ).astype(np.int64)
    parts = _Parts(boxes, np.asarray(labels, np.int32))
    widths, heights = stats[:, 2] / dots, stats[:, 3] / dots
    solid = stats[:, 4] / np.maximum(1, stats[:, 2] * stats[:, 3])
    letter = (heights >= _LOWEST) & (heights <= _HIGHEST) & (widths >= 0.5) & (widths <= _WIDEST)
    letter &= ~((solid > 0.85) & (widths > 7))  # a swatch of a legend, a low bar
    letter[0] = False
    if not 0 < letter.sum() < 6000:
        return []
    chosen = np.flatnonzero(letter)
    found = []
    marks: set[int] = set()
    # the highest letters first: what stands over or under them as a mark is no line of its own
    for group in sorted(
        _groups(boxes, chosen, plane.shape), key=lambda entry: -float(np.median(heights[entry]))
    ):
        if marks.issuperset(group.tolist()):
            continue
        cut = _cut(plane, drawn, parts, group)
        if cut is not None:
            found.append(cut[0])
            marks.update(cut[1])
    return found


def _groups(
    boxes: NDArray[np.int64], chosen: NDArray[np.int64], shape: tuple[int, ...]
) -> list[NDArray[np.int64]]:
    """Join letters that stand beside each other: each reaches to its sides by part of its height."""
    reaches = np.zeros(shape[:2], np.uint8)
    for x0, top, x1, bottom in boxes[chosen]:
        side, inset = round(_LINK * (bottom - top)), round(0.2 * (bottom - top))
        reaches[top + inset : bottom - inset, max(0, x0 - side) : x1 + side] = 255
    _, labels = cv2.connectedComponents(reaches, connectivity=8)
    middles = (boxes[chosen, 1] + boxes[chosen, 3]) // 2
    owners = labels[middles, (boxes[chosen, 0] + boxes[chosen, 2]) // 2]
    return [chosen[owners == owner] for owner in np.unique(owners) if owner]


def _cut(plane: Gray, drawn: Mask, parts: _Parts, group: NDArray[np.int64]) -> tuple[_Piece, set[int]] | None:
    """Cut a line's strip out; what belongs to no letter or mark of it is painted over with paper.

    `drawn` is all ink of the plane, rules among it. Returns the marks besides the piece.
    """
    boxes = parts.boxes[group]
    heights = boxes[:, 3] - boxes[:, 1]
    high = heights >= 0.6 * np.percentile(heights, 75)
    top, foot = float(np.median(boxes[high, 1])), float(np.median(boxes[high, 3]))
    height = foot - top
    if height < 4:
        return None
    pad = max(2, round(0.3 * height))
    left, right = max(0, int(boxes[:, 0].min()) - pad), min(plane.shape[1], int(boxes[:, 2].max()) + pad)
    upper, lower = round(top - ABOVE * height), round(foot + BELOW * height)
    y0, y1 = max(0, upper), min(plane.shape[0], lower)
    seen, labels = plane[y0:y1, left:right], parts.labels[y0:y1, left:right]
    near = np.unique(labels)
    near = np.setdiff1d(near[near > 0], group)
    others = parts.boxes[near]
    # marks and points are no letters of the group; they stand over, under and between its letters
    low = others[:, 3] - others[:, 1] < 0.75 * height
    stacked = (others[:, 3] - others[:, 1] < 1.2 * height) & (others[:, 3] < top + 0.3 * height)
    inside = (others[:, 0] >= left) & (others[:, 2] <= right) & (others[:, 1] >= upper - 0.1 * height)
    marks = near[
        (low | stacked) & inside & (others[:, 2] - others[:, 0] < 1.5 * height) & (others[:, 3] <= lower)
    ]
    own = np.union1d(group, marks)
    letters: Mask = np.where(np.isin(labels, own), 255, 0).astype(np.uint8)
    mask = np.asarray(cv2.dilate(letters, np.ones((5, 5), np.uint8)), np.uint8)
    beside = cv2.dilate(letters, np.ones((3, 3), np.uint8)) > 0
    touched = left + np.flatnonzero((beside & (letters == 0) & (drawn[y0:y1, left:right] > 0)).any(axis=0))
    ground = seen[(labels == 0) & (mask == 0)] if ((labels == 0) & (mask == 0)).any() else seen
    paper = int(np.median(ground))
    strip = np.full((lower - upper, right - left), paper, np.uint8)
    strip[y0 - upper : y1 - upper] = np.where(mask > 0, seen, paper)
    box = Box(float(boxes[:, 0].min()), top, float(boxes[:, 2].max()), foot)
    piece = _Piece(strip, left, right, box, parts.boxes[own], touched)
    return piece, {int(number) for number in marks}


def _without_doubles(pieces: list[_Piece], read: list[list[ReadChar]]) -> list[int]:
    """Of pieces that lie on each other in different planes, keep those that the reader is surest of."""
    worth = [
        float(np.mean([char.sure for char in chars])) * min(3, len(chars)) if chars else 0.0 for chars in read
    ]
    kept: list[int] = []
    for index in sorted(range(len(pieces)), key=lambda index: (-worth[index], index)):
        if worth[index] and not any(
            _overlap(pieces[index].letters, pieces[other].letters) > 0.3 for other in kept
        ):
            kept.append(index)
    return sorted(kept, key=lambda index: (pieces[index].letters.top, pieces[index].letters.x0))


def _overlap(first: Box, other: Box) -> float:
    """Return the share of the smaller of two boxes that they have in common."""
    width = min(first.x1, other.x1) - max(first.x0, other.x0)
    height = min(first.bottom, other.bottom) - max(first.top, other.top)
    if width <= 0 or height <= 0:
        return 0.0
    smaller = min((box.x1 - box.x0) * (box.bottom - box.top) for box in (first, other))
    return width * height / max(1.0, smaller)


def _softened(strip: Gray) -> Gray:
    return np.asarray(cv2.GaussianBlur(strip, (0, 0), max(0.6, strip.shape[0] / 60)), np.uint8)


def _smaller(strip: Gray) -> Gray:
    more = max(1, round(0.06 * strip.shape[0]))
    return np.asarray(
        cv2.copyMakeBorder(strip, more, more, 2 * more, 2 * more, cv2.BORDER_REPLICATE), np.uint8
    )


def _agreed(first: list[ReadChar], second: list[ReadChar]) -> list[ReadChar]:
    """Take the sureness from figures that a second look reads otherwise, or only guesses.

    A line may hold the numbers of ten labels: each figure is held by its own place in the line.
    """
    from rapidfuzz.distance import Levenshtein

    confirmed = [char.text not in _DIGITS for char in first]
    texts = [char.text for char in first], [char.text for char in second]
    for block in Levenshtein.opcodes(*texts):
        if block.tag == "equal":
            for position, other in zip(
                range(block.src_start, block.src_end), second[block.dest_start : block.dest_end], strict=True
            ):
                confirmed[position] |= other.sure >= _LIKELY
        elif block.tag == "insert" and any(
            char.text in _DIGITS for char in second[block.dest_start : block.dest_end]
        ):
            # a figure is longer in the second look
            for position in (block.src_start - 1, block.src_start):
                if 0 <= position < len(first) and first[position].text in _DIGITS:
                    confirmed[position] = False
    result = list(first)
    for start, stop in _figures(first):
        if not all(confirmed[start:stop]):
            result[start:stop] = [char._replace(sure=0.0) for char in first[start:stop]]
    return result


def _figures(chars: list[ReadChar]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a line in which digits and points stand side by side."""
    for is_figure, group in groupby(range(len(chars)), key=lambda position: chars[position].text in _DIGITS):
        places = list(group)
        if is_figure:
            yield places[0], places[-1] + 1


def _line(piece: _Piece, chars: list[ReadChar], dots: float, origin: tuple[float, float]) -> PicturedLine:
    width = piece.right - piece.left
    places = [piece.left + char.x * width for char in chars]
    height = piece.letters.bottom - piece.letters.top
    holes = _holes(piece.inks, _BREAK * height)
    made = []
    for index, char in enumerate(chars):
        x0 = (places[index - 1] + places[index]) / 2 if index else piece.letters.x0
        x1 = (places[index] + places[index + 1]) / 2 if index + 1 < len(chars) else piece.letters.x1
        if char.text in _DIGITS:  # no digit is wider; beyond the last one may stand the edge of a bar
            x0, x1 = max(x0, places[index] - _ROOM * height), min(x1, places[index] + _ROOM * height)
        sure = char.sure
        if char.text in _DIGITS and index and chars[index - 1].text in _DIGITS:
            # a digit that was taken for something else and painted over leaves a hole
            start, stop = places[index - 1] - 0.3 * height, places[index] + 0.3 * height
            sure = 0.0 if any(start < x0 and x1 < stop for x0, x1 in holes) else sure
        if char.text in _DIGITS:
            if ((piece.touched >= x0 - 1) & (piece.touched <= x1 + 1)).any():
                sure = 0.0
            x0, x1 = _ink_edge(piece.inks, x0, x1, places[index])
        made.append(PicturedChar(char.text, origin[0] + x0 / dots, origin[0] + x1 / dots, sure))
    box = piece.letters
    return PicturedLine(
        tuple(made),
        Box(
            origin[0] + box.x0 / dots,
            origin[1] + box.top / dots,
            origin[0] + box.x1 / dots,
            origin[1] + box.bottom / dots,
        ),
    )


def _holes(inks: NDArray[np.int64], widest: float) -> list[tuple[int, int]]:
    """Return the stretches without ink that are wider than between two digits of one figure."""
    holes = []
    reached: int | None = None
    for x0, x1 in sorted((int(x0), int(x1)) for x0, _, x1, _ in inks):
        if reached is not None and x0 - reached > widest:
            holes.append((reached, x0))
        reached = max(x1, reached or 0)
    return holes


def _ink_edge(inks: NDArray[np.int64], x0: float, x1: float, position: float) -> tuple[float, float]:
    """Return the left and right end of the part of ink on which a character stands, within its room."""
    for left, _, right, _ in inks:
        if left - 1 <= position <= right + 1:
            return max(x0, float(left)), min(x1, float(right))
    return x0, x1
