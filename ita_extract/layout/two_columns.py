"""Pages set in two columns of running text: read down the left one, then down the right one."""

from __future__ import annotations

from collections import Counter
from statistics import median

from ita_extract.layout.gutters import cut_line, segments
from ita_extract.layout.lines import Line

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


def _runs_across(line: Line, gutter: float) -> bool:
    """Whether a line goes on over the gutter with no more than a space there."""
    before = [item.x1 for item in line.chars if item.x1 <= gutter]
    after = [item.x0 for item in line.chars if item.x0 >= gutter]
    return bool(before and after) and min(after) - max(before) < 0.5 * line.size
