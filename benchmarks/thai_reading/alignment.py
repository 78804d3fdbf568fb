"""Where a line stands in a text, and how far from it the text is there: exact semi-global edit distance.

The distance of a line to a text is the least Levenshtein distance of the line to any substring of the text
(the empty one included, so it is never more than the line's length).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Nearest(NamedTuple):
    """The substring `text[start:end]` nearest to a line, and its distance."""

    distance: int
    start: int
    end: int


def codes(text: str) -> NDArray[np.int64]:
    """Return the code points of a text."""
    return np.fromiter(map(ord, text), dtype=np.int64, count=len(text))


def last_row(line: str, text: str, *, free_start: bool) -> NDArray[np.int64]:
    """Return the distance of the whole line to the best text ending at each position, 0 to len(text).

    With `free_start` the text may begin anywhere, else at its first character. One row at a time; the
    dependence inside a row (insertion after insertion) is a running minimum once the slope is taken off.
    """
    letters, positions = codes(text), np.arange(len(text) + 1, dtype=np.int64)
    row = np.zeros_like(positions) if free_start else positions.copy()
    for letter in map(ord, line):
        best = row + 1  # the line's letter is not in the text
        np.minimum(best[1:], row[:-1] + (letters != letter), out=best[1:])
        row = np.minimum.accumulate(best - positions) + positions
    return row


def least_distance(line: str, text: str) -> int:
    """Return the least number of edits between the line and any substring of the text."""
    if line in text:
        return 0
    return int(last_row(line, text, free_start=True).min())


def nearest(line: str, text: str) -> Nearest:
    """Return the nearest substring itself, for people to look at."""
    ends = last_row(line, text, free_start=True)
    end = int(ends.argmin())
    starts = last_row(line[::-1], text[:end][::-1], free_start=False)
    return Nearest(int(ends[end]), end - int(starts.argmin()), end)
