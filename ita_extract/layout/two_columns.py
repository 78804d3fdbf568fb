"""Pages set in two columns of running text: read down the left one, then down the right one."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from statistics import median

from ita_extract.layout.gutters import FIGURE, cut_line, segments, without
from ita_extract.layout.lines import Line

_LABEL_PITCH = 2.0  # em between two lines of a label
_BOX_GAP = 1.0  # em between two boxes
_FEWEST = 5  # lines that must be parted before a page counts as set in columns


def gutter_of_text(lines: list[Line], width: float) -> float | None:
    """Return the x of the gutter between two columns of running text, or None for a page set in one.

    The lines of such a page have two wide parts with one gap, the gaps lie above each other, and the right parts
    begin at one x. Justified prose has wide gaps too, but not there, and names and figures set apart are not wide.
    """
    parted = [(line, pieces) for line in lines if len(pieces := segments(line)) == 2]
    if len(parted) < _FEWEST:
        return None
    starts = Counter(round(pieces[1][0].x0) for _, pieces in parted)
    edge = starts.most_common(1)[0][0]
    flush = [pieces for _, pieces in parted if abs(pieces[1][0].x0 - edge) <= 1.5]
    if len(flush) < _FEWEST or 10 * len(flush) < 6 * len(parted):
        return None
    left = max(pieces[0][-1].x1 for pieces in flush)
    wide = min(
        median(pieces[0][-1].x1 - pieces[0][0].x0 for pieces in flush),
        median(pieces[1][-1].x1 - pieces[1][0].x0 for pieces in flush),
    )
    return (left + edge) / 2 if edge - left > 4 and wide > 0.25 * width else None


def read_columns(lines: list[Line], gutter: float) -> list[Line]:
    """Cut the lines that stand on both sides of a gutter, and order them: what crosses it parts the columns.

    A heading over both columns ends the stretch above it.
    """
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if any(item.x0 < gutter < item.x1 for item in line.chars) or _runs_across(line, gutter):
            ordered += [*left, *right, line]
            left, right = [], []
            continue
        for part, column in zip(cut_line(line, gutter), (left, right), strict=True):
            if part is not None:
                column.append(part)
    return [*ordered, *left, *right]


def side_by_side(lines: list[Line]) -> list[Line]:
    """Order lines that stand in two boxes beside each other: those of the left box first.

    A box of a slide and the lines beside it have baselines of their own, so that from top to bottom they alternate:
    `91.58` stood between the name of an instrument and its score. Each box has two lines or more, all on one side of
    a gap, and they change sides twice at least; few stand on one height by chance, and are cut. A column of figures
    is no box: each belongs to the label on its left.
    """
    ordered: list[Line] = []
    at = 0
    while at < len(lines):
        stop, gap = _beside(lines, at)
        if gap is None:
            ordered.append(lines[at])
            at += 1
            continue
        sides = [cut_line(line, gap) for line in lines[at:stop]]
        ordered += [left for left, _ in sides if left is not None]
        ordered += [right for _, right in sides if right is not None]
        at = stop
    return ordered


def figures_behind_labels(lines: list[Line]) -> list[Line]:
    """Set a figure that stands beside a label of two lines, at the height between them, behind the second.

    `ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของ⏎84.40⏎ราชการ`: the bar of a chart with its label on the left.
    """
    ordered = list(lines)
    for index in range(1, len(ordered) - 1):
        before, figure, behind = ordered[index - 1 : index + 2]
        left = max(before.box.x1, behind.box.x1) < figure.box.x0
        single_label = behind.baseline - before.baseline < _LABEL_PITCH * before.size
        between = before.baseline < figure.baseline < behind.baseline
        if left and single_label and between and FIGURE.fullmatch(figure.text):
            ordered[index], ordered[index + 1] = behind, figure
    return ordered


def _beside(lines: list[Line], start: int) -> tuple[int, float | None]:
    """Return where the lines end, from one on, that stand in two boxes, and the x between these; None for no boxes."""
    best: tuple[int, float | None] = (start, None)
    free: list[tuple[float, float]] = [(float("-inf"), float("inf"))]
    for stop in range(start + 1, len(lines) + 1):
        line = lines[stop - 1]
        pieces = segments(line)
        if len(pieces) > 2:
            break
        for piece in pieces:
            free = [part for low, high in free for part in without(low, high, piece[0].x0, piece[-1].x1)]
        inner = [
            part
            for part in free
            if part[1] - part[0] > _BOX_GAP * line.size and part[0] > -1e6 and part[1] < 1e6
        ]
        if stop - start >= 4 and inner:
            low, high = max(inner, key=lambda part: part[1] - part[0])
            gap = (low + high) / 2
            if _are_boxes(lines[start:stop], gap):
                best = (stop, gap)
    return best


def _are_boxes(lines: list[Line], gap: float) -> bool:
    """Whether lines on both sides of a gap are those of two boxes."""
    sides = [cut_line(line, gap) for line in lines]
    left = [side[0] for side in sides if side[0] is not None]
    right = [side[1] for side in sides if side[1] is not None]
    both = len(left) + len(right) - len(lines)
    if min(len(left), len(right)) < 2 or 3 * both > len(lines):
        return False
    if any(all(FIGURE.fullmatch(line.text) for line in column) for column in (left, right)):
        return False
    own = [side[0] is not None for side in sides if (side[0] is None) != (side[1] is None)]
    turns = sum(entry != other for entry, other in pairwise(own))
    overlap = min(left[-1].baseline, right[-1].baseline) - max(left[0].box.top, right[0].box.top)
    return turns >= 2 and overlap > 0


def _runs_across(line: Line, gutter: float) -> bool:
    """Whether a line goes on over the gutter with no more than a space there."""
    before = [item.x1 for item in line.chars if item.x1 <= gutter]
    after = [item.x0 for item in line.chars if item.x0 >= gutter]
    return bool(before and after) and min(after) - max(before) < 0.5 * line.size
