"""Clusters to lines: what stands on one baseline, from left to right, with the spaces that the page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ita_extract.layout.span import Break, Span
from ita_extract.reading.page import Box, Kind, union
from ita_extract.thai.chars import Char, freeze
from ita_extract.thai.clusters import Cluster
from ita_extract.thai.fonts import FontUse
from ita_extract.thai.mending import mend_line

_WORD_GAP = (
    0.15  # em; a wider gap is seen as a space (Chromium leaves out space glyphs, some 0.2-0.25 em wide)
)


@dataclass(frozen=True)
class Line:
    """One line of text in layout space. `ends_in_space` tells that the stream had a space after its last word."""

    chars: tuple[Char, ...]
    breaks: tuple[int, ...]
    box: Box
    baseline: float
    size: float
    ends_in_space: bool

    @property
    def page(self) -> int:
        """Return the number of the page that holds the line."""
        return self.chars[0].sheet.number

    @property
    def text(self) -> str:
        """Return the line as it reads."""
        return self.span.text

    @cached_property
    def span(self) -> Span:
        """Return the line as a span."""
        return Span(self.chars, self.breaks)

    def only(self, places: Sequence[int]) -> Line:
        """Return some of its chars, by their places in ascending order, as a line of their own."""
        chars = tuple([self.chars[offset] for offset in places])
        box = union([Box(item.x0, item.top, item.x1, item.bottom) for item in chars])
        breaks = (Break.LINE, *[self.breaks[offset] for offset in places[1:]])
        return Line(chars, breaks, box, self.baseline, self.size, self.ends_in_space)


def build_lines(clusters: list[Cluster], uses: list[FontUse]) -> list[Line]:
    """Return the lines that some clusters of one page make, from top to bottom; the clusters are mended."""
    lines = []
    for row in _rows(clusters):
        row.sort(key=lambda item: item.x0)
        line = _finish(mend_line(_without_copies(row), uses))
        if line is not None:
            lines.append(line)
    return lines


def _rows(clusters: list[Cluster]) -> list[list[Cluster]]:
    """Group clusters by baseline; a group holds what lies within 0.45 em of its first."""
    rows: list[list[Cluster]] = []
    current: list[Cluster] = []
    start = size = 0.0
    for cluster in sorted(clusters, key=lambda item: item.baseline):
        if current and cluster.baseline - start <= 0.45 * min(cluster.size, size):
            current.append(cluster)
            continue
        current = [cluster]
        rows.append(current)
        start, size = cluster.baseline, cluster.size
    return rows


def _without_copies(row: list[Cluster]) -> list[Cluster]:
    """Drop what is drawn twice in the same place (bold by double drawing); `11` and `กก` stand a letter apart."""
    kept: list[Cluster] = []
    last = float("-inf")
    for cluster in row:
        x0 = cluster.x0
        width, least = cluster.x1 - x0, 0.2 * cluster.size
        near = 0.3 * (width if width > least else least)
        if x0 - last >= near:
            kept.append(cluster)  # nothing before it is near enough
            last = x0
            continue
        for other in kept[-3:]:
            if (
                other.text[0] == cluster.text[0]
                and x0 - other.x0 < near
                and abs(cluster.baseline - other.baseline) < 0.1 * cluster.size
            ):
                if other.text != cluster.text or cluster.ghost or cluster.blanks:
                    other.take_over(cluster)
                cluster.copied = True
                break
        else:
            kept.append(cluster)
            last = x0
    return kept


def _finish(row: list[Cluster]) -> Line | None:
    """Turn gaps and space characters into breaks, and leave the space characters out."""
    printed: list[Cluster] = []
    after_space: set[int] = set()
    space = Kind.SPACE
    for item in row:
        if item.kind == space:
            after_space.add(len(printed))
        else:
            printed.append(item)
    if not printed:
        return None
    gaps = [right.x0 - left.x1 for left, right in pairwise(printed)]
    size = printed[0].size
    usual = _usual_gap(printed, gaps) or 0.0
    spaced = usual > 0.12 * size
    added = max(usual, 0.0)
    right = printed[0].x1
    breaks: list[int] = [Break.LINE]
    for index in range(1, len(printed)):
        item = printed[index]
        gap = gaps[index - 1] if printed[index - 1].x1 >= right else item.x0 - right
        right = item.x1 if item.x1 > right else right
        if spaced:
            # spacing is added behind each glyph, those of the marks among them
            parted = gap > (len(printed[index - 1].raw) + 0.7) * usual + 0.1 * size
        else:
            parted = index in after_space or (
                gap > _WORD_GAP * item.size
                and gap > _WORD_GAP * item.size + added * len(printed[index - 1].raw)
            )
        breaks.append(Break.SPACE if parted else Break.NONE)
    top, bottom = min([item.top for item in printed]), max([item.bottom for item in printed])
    box = Box(min([item.x0 for item in printed]), top, right, bottom)
    chars = freeze(printed)
    return Line(chars, tuple(breaks), box, printed[0].baseline, size, row[-1].kind == Kind.SPACE)


def _usual_gap(printed: list[Cluster], gaps: list[float]) -> float | None:
    """Return the usual gap between the letters of a line of Thai; that of a letter-spaced line is wide.

    None for a line that is short or mostly not Thai: figures in the columns of a table stand apart too.
    """
    if len(printed) < 5:
        return None
    thai = sum(["\u0e00" < item.text < "\u0e5d" for item in printed])
    if thai <= 0.7 * len(printed):
        return None
    usual = sorted(gaps)[len(gaps) // 2]
    return usual if usual < 1.5 * printed[0].size else None
