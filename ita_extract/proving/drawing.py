"""Outlines of figures drawn as a line, as the line reader was trained to see them: dark on light, room for marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ita_extract.reading.outlines import Segment, segments_of
from ita_extract.reading.pdfium import BEZIER_TO, MOVE_TO
from ita_extract.reading.scans.picture import Gray
from ita_extract.reading.scans.strips import ABOVE, BELOW

_BEFORE, _BEHIND, _BETWEEN = 0.5, 0.3, 0.18  # letter heights beside the line, and between its figures
_STEPS = 6  # pieces of a curve
_WIDEST = 4.0  # letter heights; what is wider is no figure
_LEAST, _MOST = 1e-3, 1e6  # units of an outline, whichever its font has; what is lower or higher is no figure
_FINE = 4  # bits behind the point of a pixel

Points = NDArray[np.float64]


def draw_line(outlines: Sequence[bytes], height: int) -> Gray | None:
    """Draw outlines side by side, `height` pixels high; None where they have no extent that could be read."""
    figures = [_contours(segments_of(outline)) for outline in outlines]
    if not all(figures):
        return None
    corners = [np.concatenate(figure) for figure in figures]
    foot = float(np.median([points[:, 1].min() for points in corners]))
    letter = float(np.median([points[:, 1].max() - points[:, 1].min() for points in corners]))
    if not (_LEAST < letter < _MOST and all(np.isfinite(points).all() for points in corners)):
        return None
    scale = height / letter
    polygons = []
    left = _BEFORE * letter
    for figure, points in zip(figures, corners, strict=True):
        start, width = points[:, 0].min(), min(float(np.ptp(points[:, 0])), _WIDEST * letter)
        for contour in figure:
            x = (contour[:, 0] - start + left) * scale
            y = ((1 + ABOVE) * letter - (contour[:, 1] - foot)) * scale
            placed = np.stack([x, y], axis=1) * (1 << _FINE)
            polygons.append(np.round(np.clip(placed, -1e6, 1e6)).astype(np.int32))
        left += width + _BETWEEN * letter
    size = (round((1 + ABOVE + BELOW) * height), round((left + _BEHIND * letter) * scale))
    picture = np.full(size, 255, np.uint8)
    cv2.fillPoly(picture, polygons, 0, cv2.LINE_AA, _FINE)
    return picture


def _contours(segments: Sequence[Segment]) -> list[Points]:
    """Return the closed lines of an outline, curves (cubic, as PDFium gives them) in pieces."""
    return [np.array(points) for points in _lines(segments) if len(points) > 2]


def _lines(segments: Sequence[Segment]) -> Iterator[list[tuple[float, float]]]:
    points: list[tuple[float, float]] = []
    curve: list[tuple[float, float]] = []
    for kind, x, y in segments:
        if kind == MOVE_TO:
            yield points
            points, curve = [(x, y)], []
        elif kind == BEZIER_TO and points:
            curve.append((x, y))
            if len(curve) == 3:
                points += _curve(points[-1], *curve)
                curve = []
        else:
            points.append((x, y))
    yield points


def _curve(
    start: tuple[float, float],
    bent: tuple[float, float],
    drawn: tuple[float, float],
    end: tuple[float, float],
) -> Iterator[tuple[float, float]]:
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3
        yield (
            a * start[0] + b * bent[0] + c * drawn[0] + d * end[0],
            a * start[1] + b * bent[1] + c * drawn[1] + d * end[1],
        )
