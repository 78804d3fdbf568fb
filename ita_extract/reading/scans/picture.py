"""A page as a picture: rendered within a bound of pixels, stood upright, ink apart from paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]  # 0 black, 255 white
Mask = NDArray[np.uint8]  # 255 ink, 0 paper

# many documents are read at the same time, each in a process of its own
cv2.setNumThreads(1)

LONG_SIDE = 841.89  # points of A4's long side


@dataclass(frozen=True)
class PagePicture:
    """A page's picture and the way back to the page.

    `dots` is pixels per point of layout space (whose long side is A4's), `slant` the degrees by which the picture
    was turned (clockwise) to stand upright and `quarter` the quarter turns (clockwise) before that.
    """

    gray: Gray
    ink: Mask
    dots: float
    slant: float
    quarter: int = 0


def ink_of(gray: Gray) -> Mask:
    """Part ink from paper by a threshold that follows the light: highlighter and grey edges stay paper."""
    reach = max(15, gray.shape[1] // 60) | 1
    smooth = cv2.GaussianBlur(gray, (3, 3), 0)
    local = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, reach, 12)
    darkest, paper = (int(level) for level in np.percentile(smooth, (0.5, 60)))
    # inside a stroke wider than the reach the neighbourhood is dark as well
    return np.where((local > 0) | (smooth < darkest + 0.25 * (paper - darkest)), 255, 0).astype(np.uint8)


def stand_upright(gray: Gray, dots: float, quarter: int = 0) -> PagePicture:
    """Turn a picture by the small angle at which its lines of text lie level."""
    slant = _slant(ink_of(gray))
    if abs(slant) > 0.05:
        gray = _turned(gray, slant)
    return PagePicture(gray, ink_of(gray), dots, slant, quarter)


def _turned(gray: Gray, degrees: float) -> Gray:
    rows, columns = gray.shape
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), degrees, 1.0)
    paper = int(np.percentile(gray, 75))
    return np.asarray(
        cv2.warpAffine(gray, turn, (columns, rows), flags=cv2.INTER_LINEAR, borderValue=paper), np.uint8
    )


def _slant(ink: Mask) -> float:
    """Return the degrees of turning at which the rows of ink differ most from each other (Postl's measure)."""
    scale = min(1.0, 700 / max(ink.shape))
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    dark: Mask = np.where(small > 60, 255, 0).astype(np.uint8)
    # feeders and flatbeds turn a sheet by a degree or two
    best = _sharpest(dark, [0.5 * step for step in range(-8, 9)])
    best = _sharpest(dark, [best + 0.1 * step for step in range(-4, 5)])
    return round(float(best), 2)


def _sharpest(small: Mask, angles: list[float]) -> float:
    rows, columns = small.shape

    def sharpness(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), float(angle), 1.0)
        profile = cv2.warpAffine(small, turn, (columns, rows)).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(profile)).sum())

    # of angles that are alike the smallest is taken: a page of nothing must not be turned
    return float(max(angles, key=lambda angle: (sharpness(angle), -abs(angle))))


def to_gray(rendered: Any) -> Gray:
    """Return a rendered bitmap (grey, or colour) as grey."""
    pixels = np.asarray(rendered)
    if pixels.ndim == 3 and pixels.shape[2] == 1:
        return np.ascontiguousarray(pixels[:, :, 0])
    if pixels.ndim == 3:
        return np.asarray(cv2.cvtColor(pixels[:, :, :3], cv2.COLOR_BGR2GRAY), np.uint8)
    return np.ascontiguousarray(pixels)
