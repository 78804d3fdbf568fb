"""A page's picture to page content: glyphs and rules as a digital page has them, with doubts where there are any."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from ita_extract.reading.grids import find_grids
from ita_extract.reading.page import Box, Doubt, Glyph, Kind, PageContent, Rule, Sheet
from ita_extract.reading.scans.picture import LONG_SIDE, Gray, PagePicture, stand_upright
from ita_extract.reading.scans.reader import ReadChar, read_lines
from ita_extract.reading.scans.ruling import find_rules
from ita_extract.reading.scans.strips import Strip, find_strips

_UPPER = frozenset("ัิีึื็่้๊๋์ํ๎")
_LOWER = frozenset("ฺุู")
SURE = 0.99  # characters less sure than this count as guessed (docs/scans.md: how often those are wrong)
_EM = 2.2  # letter heights; what a font's size is to its letters without marks
_WORD = 0.5  # ems; letters that stand closer are of one text
_FONT = "read from a picture"


def read_page(gray: Gray, number: int, long_side: float) -> PageContent:
    """Read a page's picture (grey, as the page is shown) into page content; `long_side` is the page's, in points.

    The picture is turned upright: by quarters where its lines read better so, and by the scanner's small angle.
    """
    dots, scale = max(gray.shape) / LONG_SIDE, long_side / LONG_SIDE
    content, sure = _read_upright(stand_upright(gray, dots), number, scale)
    if sure >= 0.7:
        return content
    # few pages lie on their side: the others are not read four times
    best = (sure, content)
    for quarter in (1, 3, 2):
        turned = stand_upright(np.ascontiguousarray(np.rot90(gray, -quarter)), dots, quarter)
        content, sure = _read_upright(turned, number, scale)
        if sure > best[0] + 0.1:
            best = (sure, content)
    return best[1]


def _read_upright(picture: PagePicture, number: int, scale: float) -> tuple[PageContent, float]:
    dots = picture.dots
    rules, of_rules = find_rules(picture.ink, dots)
    rows, columns = picture.gray.shape
    sheet = Sheet(number, columns / dots, rows / dots, picture.quarter, picture.slant, scale, "ocr")
    drawn = [Rule(*(side / dots for side in rule)) for rule in rules]
    empty = PageContent(sheet, [], drawn, [], [_FONT])
    cells = [
        Box(*(side * dots for side in cell))
        for grid in find_grids(empty)
        for row in grid.rows
        for cell in row
        if cell is not None
    ]
    cells.sort(key=lambda cell: (cell.x1 - cell.x0) * (cell.bottom - cell.top))
    ink = np.where(of_rules > 0, 0, picture.ink).astype(np.uint8)
    clean = np.where(of_rules > 0, np.uint8(np.percentile(picture.gray, 75)), picture.gray)
    found = find_strips(clean.astype(np.uint8), ink, cells, dots)
    strips = found.strips
    read = read_lines([strip.picture for strip in strips])
    glyphs = [_dot(leader, found.letter, dots) for leader in found.leaders]
    doubts: list[Doubt] = []
    for strip, chars in zip(strips, read, strict=True):
        made = _glyphs(strip, chars, dots)
        glyphs.extend(made)
        doubts.extend(
            Doubt(glyph.mid, glyph.baseline, char.others)
            for glyph, char in zip(made, chars, strict=True)
            if char.sure < SURE
        )
    sureness = [char.sure for chars in read for char in chars]
    content = PageContent(sheet, glyphs, drawn, [], [_FONT], doubts=tuple(doubts))
    return content, float(np.mean(sureness)) if sureness else 1.0


def _dot(leader: Box, letter: float, dots: float) -> Glyph:
    """Give a dot of a table of contents as a glyph: entries are known by such dots."""
    size = _EM * letter / dots
    x0, x1, foot = leader.x0 / dots, leader.x1 / dots, leader.bottom / dots
    return Glyph(".", Kind.BASE, x0, foot - 0.2 * size, x1, foot, foot, size, (x0 + x1) / 2, 0.0, 0)


def _ink_between(strip: Strip, dots: float) -> Callable[[float, float], tuple[float, float]]:
    """Return what narrows a stretch of a line (points) to the ink in it: gutters of tables are narrow."""
    first, last = (max(0, round(side - strip.box.top)) for side in (strip.top, strip.foot))
    letters = strip.picture[first:last]
    paper = float(np.percentile(strip.picture, 85))
    inked = np.flatnonzero((letters < paper - 60).any(axis=0))

    def between(left: float, right: float) -> tuple[float, float]:
        low, high = np.searchsorted(inked, ((left * dots - strip.box.x0), (right * dots - strip.box.x0)))
        if low == high:
            return left, right
        return (inked[low] + strip.box.x0) / dots, (inked[high - 1] + 1 + strip.box.x0) / dots

    return between


def _glyphs(strip: Strip, chars: list[ReadChar], dots: float) -> list[Glyph]:
    """Give the characters of a line boxes: each base reaches to the middle between it and its neighbours."""
    width = strip.box.x1 - strip.box.x0
    x_of = [(strip.box.x0 + char.x * width) / dots for char in chars]
    baseline = strip.foot / dots
    letter = (strip.foot - strip.top) / dots
    size = _EM * letter
    bases = [index for index, char in enumerate(chars) if char.text not in _UPPER and char.text not in _LOWER]
    made: list[Glyph] = []
    edges = {}
    inked = _ink_between(strip, dots)
    for position, index in enumerate(bases):
        left = (x_of[bases[position - 1]] + x_of[index]) / 2 if position else x_of[index] - 0.3 * size
        right = (
            (x_of[index] + x_of[bases[position + 1]]) / 2
            if position + 1 < len(bases)
            else x_of[index] + 0.3 * size
        )
        edges[index] = inked(max(left, x_of[index] - 0.6 * size), min(right, x_of[index] + 0.6 * size))
    for before, after in pairwise(bases):
        end, start = edges[before][1], edges[after][0]
        if " " in (chars[before].text, chars[after].text):
            continue
        if 0 < start - end < _WORD * size:  # the reader saw no space: the layout shall see none (`93. 71`)
            edges[before] = (edges[before][0], (end + start) / 2)
            edges[after] = ((end + start) / 2, edges[after][1])
    base = None
    for index, char in enumerate(chars):
        top, bottom = baseline - 1.7 * letter, baseline + 0.5 * letter
        if index in edges:
            base = index
            x0, x1 = edges[index]
            kind = Kind.SPACE if char.text == " " else Kind.BASE
            glyph = Glyph(char.text, kind, x0, top, x1, bottom, baseline, size, (x0 + x1) / 2, 0.0, 0)
        else:
            x = (edges[base][0] + edges[base][1]) / 2 if base is not None else x_of[index]
            rise = 1.4 * letter if char.text in _UPPER else -0.25 * letter
            glyph = Glyph(char.text, Kind.MARK, x, top, x, bottom, baseline, size, x, rise, 0)
        made.append(glyph)
    return made
