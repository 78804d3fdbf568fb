"""Lines to headings, paragraphs and list items, by geometry alone: indents, gaps, short lines, size, markers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from statistics import median

from ita_extract.layout.blocks import Heading, ListItem, Paragraph, Text
from ita_extract.layout.lines import Line
from ita_extract.layout.span import Span
from ita_extract.thai.letters import BULLETS

# in a key: `1.`, `1)`, `(1)`, `1.1`, `ก.`, bullets; a decimal score is no marker
_MARKER = re.compile(
    r"\(?(?:\d{1,2}(?:\.\d{1,2}){0,2}[.)]+(?!\d)|(?:[1-9]|1\d)\.(?:[1-9]|1\d)(?:\.\d{1,2})?(?=[^\d.]))|"
    r"\(?[ก-ฮ][.)](?![ก-ฮ]\.)|"
    rf"[{BULLETS}](?!\d)"
)
_SHORT = 0.2  # share of the text's width that a paragraph's last line leaves empty
_GAP = 1.55  # of the usual distance between lines
_LARGER = 1.12  # of the usual size


def text_blocks(text: Span, lines: list[Line], starts: list[int], tables: frozenset[int]) -> list[Text]:
    """Cut running text into blocks; `starts` are the places of its lines, `tables` those before which tables stand."""
    if not lines:
        return []
    page_edges = _edges(lines)
    pitches = _pitches(lines)
    usual = Counter(round(line.size, 1) for line in lines).most_common(1)[0][0]
    begins = [
        index
        for index, line in enumerate(lines)
        if index == 0
        or starts[index] in tables
        or _begins(lines[index - 1], line, page_edges, pitches)
        or _MARKER.match(text.key, starts[index])
    ]
    char_places = [0]
    for line in lines:
        char_places.append(char_places[-1] + len(line.chars))
    blocks: list[Text] = []
    indents: list[float] = []
    for first, stop in pairwise([*begins, len(lines)]):
        here = slice(char_places[first], char_places[stop])
        span = Span(text.chars[here], text.breaks[here])
        start = starts[first]
        end = starts[stop] if stop < len(lines) else len(text.key)
        marker = _MARKER.match(text.key, start)
        size = median(line.size for line in lines[first:stop])
        if marker is not None:
            x0 = lines[first].box.x0
            indents = [*(indent for indent in indents if indent < x0 - 4), x0]
            blocks.append(ListItem(span, start, end, marker.group(), len(indents) - 1))
        elif size > _LARGER * usual and stop - first <= 3:
            blocks.append(Heading(span, start, end, 1 if size > 1.3 * usual else 2))
            indents = []
        else:
            blocks.append(Paragraph(span, start, end))
    return blocks


def _edges(lines: list[Line]) -> dict[int, tuple[float, float]]:
    """Return the left and right end of the running text on each page, in points."""
    edges: dict[int, tuple[float, float]] = {}
    for line in lines:
        left, right = edges.get(line.page, (line.box.x0, line.box.x1))
        edges[line.page] = (min(left, line.box.x0), max(right, line.box.x1))
    return edges


def _pitches(lines: list[Line]) -> dict[int, float]:
    """Return the usual distance between two lines of each page, in points."""
    found: dict[int, list[float]] = defaultdict(list)
    for upper, lower in pairwise(lines):
        distance = lower.baseline - upper.baseline
        if upper.page == lower.page and 0 < distance < 4 * lower.size:
            found[lower.page].append(distance)
    return {page: median(distances) for page, distances in found.items()}


def _begins(
    before: Line, line: Line, edges: dict[int, tuple[float, float]], pitches: dict[int, float]
) -> bool:
    """Whether a line begins a paragraph behind the one before it."""
    left, right = edges[before.page]
    short = before.box.x1 < right - _SHORT * (right - left)
    if short or abs(line.size - before.size) > 0.1 * before.size:
        return True
    here, _ = edges[line.page]
    indented = line.box.x0 > here + 0.8 * line.size and before.box.x0 < line.box.x0 - 0.8 * line.size
    if line.page != before.page:
        return line.box.x0 > here + 0.8 * line.size
    return indented or line.baseline - before.baseline > _GAP * pitches.get(line.page, line.size * 2)
