"""The ruled lines of a table in a picture, and the picture without them."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from ita_extract.reading.page import Rule
from ita_extract.reading.scans.picture import Mask

_SHORTEST = 18.0  # points
_SURE = 40.0  # points; the stems of ไ and ใ in headings are up to 20 long: a shorter upright must meet rules
_THICKEST = 4.0  # points
_GAP = 3.0  # points that a scanner may lose inside a rule


class _Line(NamedTuple):
    """A rule (pixels) and the mask of its own pixels, whose upper left corner lies at x, y."""

    rule: Rule
    x: int
    y: int
    mask: Mask


def find_rules(ink: Mask, dots: float) -> tuple[list[Rule], Mask]:
    """Return the rules (in pixels) and a mask of the pixels that belong to them."""
    level = _straight(ink, dots, level=True)
    upright = [
        line
        for line in _straight(ink, dots, level=False)
        if line.rule.bottom - line.rule.top > _SURE * dots
        or _meets(line.rule, [other.rule for other in level], 3 * dots)
    ]
    of_rules = np.zeros_like(ink)
    for _, x, y, mask in [*level, *upright]:
        height, width = mask.shape
        part = of_rules[y : y + height, x : x + width]
        np.maximum(part, mask, out=part)
    return [line.rule for line in [*level, *upright]], of_rules


def _meets(rule: Rule, level: list[Rule], near: float) -> bool:
    """Whether an upright rule begins and ends at level ones."""
    return all(
        any(abs(other.top - end) < near and other.x0 - near < rule.x0 < other.x1 + near for other in level)
        for end in (rule.top, rule.bottom)
    )


def _straight(ink: Mask, dots: float, *, level: bool) -> list[_Line]:
    """Return the straight lines of one direction, each with the mask of its own pixels."""
    shortest, gap = round(_SHORTEST * dots), max(2, round(_GAP * dots))

    def bar(length: int) -> Mask:
        return np.ones((1, length) if level else (length, 1), np.uint8)

    # a rule of a sheet that lies half a degree askew steps one pixel up every hundred: let it be two pixels high
    thick = cv2.dilate(ink, np.ones((3, 1) if level else (1, 3), np.uint8))
    lines = cv2.morphologyEx(thick, cv2.MORPH_OPEN, bar(shortest))
    lines = cv2.morphologyEx(lines, cv2.MORPH_CLOSE, bar(gap))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    found = []
    for number in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[number])
        length, across = (width, height) if level else (height, width)
        if area / length > _THICKEST * dots or across > max(0.06 * length, 2.5 * _THICKEST * dots):
            continue  # a filled cell or a picture
        rule = (
            Rule(x, y + height / 2, x + width, y + height / 2)
            if level
            else Rule(x + width / 2, y, x + width / 2, y + height)
        )
        part = labels[y : y + height, x : x + width] == number
        found.append(_Line(rule, x, y, np.where(part, 255, 0).astype(np.uint8)))
    return found
