"""Drawn paths to rules: the straight edges from which tables are found."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from ita_extract.reading.objects import Matrix, multiply, object_matrix
from ita_extract.reading.page import Box, Rule
from ita_extract.reading.pdfium import BEZIER_TO, MOVE_TO, ffi, lib
from ita_extract.reading.placing import Placer

Point = tuple[float, float]


def read_rules(paths: list[tuple[Any, Matrix | None]], placer: Placer) -> list[Rule]:
    """Return the horizontal and vertical edges of all painted paths, in layout space."""
    rules: list[Rule] = []
    page_area = placer.width * placer.height
    for path, holder in paths:
        for outline in _outlines(path, holder, placer):
            box = _rectangle(outline)
            if box is None:
                rules.extend(_straight_edges(outline))
            elif (box.x1 - box.x0) * (box.bottom - box.top) < 0.9 * page_area:  # a larger one is the paper
                rules.extend(_sides(box))
    return rules


def _outlines(path: Any, holder: Matrix | None, placer: Placer) -> list[list[Point]]:
    """Return the subpaths of a painted path that consist of straight segments."""
    fill, stroke = ffi.new("int*"), ffi.new("int*")
    if not lib.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill[0] or stroke[0]):
        return []
    count = lib.FPDFPath_CountSegments(path)
    if count < 2 or count > 2000:  # a drawing, no table
        return []
    matrix = object_matrix(path)
    a, b, c, d, e, f = matrix if holder is None else multiply(matrix, holder)
    x, y = ffi.new("float*"), ffi.new("float*")
    outlines: list[list[Point]] = []
    current: list[Point] = []
    curved = False
    for index in range(count):
        segment = lib.FPDFPath_GetPathSegment(path, index)
        kind = lib.FPDFPathSegment_GetType(segment)
        lib.FPDFPathSegment_GetPoint(segment, x, y)
        point = placer.point(x[0] * a + y[0] * c + e, x[0] * b + y[0] * d + f)
        if kind == MOVE_TO:
            if current and not curved:
                outlines.append(current)
            current, curved = [point], False
        else:
            current.append(point)
            curved = curved or kind == BEZIER_TO
        if lib.FPDFPathSegment_GetClose(segment):
            current.append(current[0])
    if current and not curved:
        outlines.append(current)
    return outlines


def _rectangle(points: list[Point]) -> Box | None:
    """Return the box of an outline that is an upright rectangle."""
    corners = [
        point for index, point in enumerate(points) if index == 0 or not _same(point, points[index - 1])
    ]
    if len(corners) > 1 and _same(corners[0], corners[-1]):
        corners.pop()
    if len(corners) != 4:
        return None
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    near = 0.05
    flat = abs(ay - by) < near and abs(bx - cx) < near and abs(cy - dy) < near and abs(dx - ax) < near
    steep = abs(ax - bx) < near and abs(by - cy) < near and abs(cx - dx) < near and abs(dy - ay) < near
    if not (flat or steep):
        return None
    return Box(min(ax, cx), min(ay, cy), max(ax, cx), max(ay, cy))


def _same(first: Point, other: Point) -> bool:
    return abs(first[0] - other[0]) < 0.01 and abs(first[1] - other[1]) < 0.01


def _sides(box: Box) -> list[Rule]:
    """Return a rectangle's edges: one for a thin bar (a rule drawn as a rectangle), else four."""
    if box.bottom - box.top < 2.5:
        middle = (box.top + box.bottom) / 2
        return [Rule(box.x0, middle, box.x1, middle)]
    if box.x1 - box.x0 < 2.5:
        middle = (box.x0 + box.x1) / 2
        return [Rule(middle, box.top, middle, box.bottom)]
    return [
        Rule(box.x0, box.top, box.x1, box.top),
        Rule(box.x0, box.bottom, box.x1, box.bottom),
        Rule(box.x0, box.top, box.x0, box.bottom),
        Rule(box.x1, box.top, box.x1, box.bottom),
    ]


def _straight_edges(points: list[Point]) -> list[Rule]:
    edges = []
    for (ax, ay), (bx, by) in pairwise(points):
        if abs(ax - bx) < 0.05 or abs(ay - by) < 0.05:
            edges.append(Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
    return edges


def read_pictures(pictures: list[tuple[Any, Matrix | None]], placer: Placer) -> list[Box]:
    """Return the boxes of all pictures, in layout space, cut to the page."""
    left, bottom, right, top = (ffi.new("float*") for _ in range(4))
    boxes = []
    for picture, holder in pictures:
        if not lib.FPDFPageObj_GetBounds(picture, left, bottom, right, top):
            continue
        corners = [(left[0], bottom[0]), (right[0], top[0])]
        if holder is not None:
            a, b, c, d, e, f = holder
            corners = [(x * a + y * c + e, x * b + y * d + f) for x, y in corners]
        (xa, ya), (xb, yb) = corners
        x0, y0, x1, y1 = placer.box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
        box = Box(max(0.0, x0), max(0.0, y0), min(placer.width, x1), min(placer.height, y1))
        if box.x1 > box.x0 and box.bottom > box.top:
            boxes.append(box)
    return boxes
