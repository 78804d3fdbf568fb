"""Characters into layout space: turned upright, spans replaced by their ActualText."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from ita_extract.reading.characters import MARKS, PageCharacters, Piece, RawChar
from ita_extract.reading.objects import PageObjects
from ita_extract.reading.page import Box, Glyph, Kind, union
from ita_extract.reading.runs import Run

KERN = 0.15  # em; so far letters reach into each other that stand side by side
_PLAIN_SIZE = 16.0  # points, for a character whose size is beyond all measure
_WORD = 4  # consonants; fewer are a syllable
_NO_ADVANCE = 0.08  # em; Chromium's marks without a character advance by up to 0.06


class Placer:
    """Takes points from a page's own space to layout space: `quarter` turns clockwise, origin top left."""

    def __init__(self, left: float, bottom: float, width: float, height: float, quarter: int) -> None:
        self._left, self._bottom, self._w, self._h, self._quarter = left, bottom, width, height, quarter
        self.width, self.height = (height, width) if quarter % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Place one point."""
        x -= self._left
        y -= self._bottom
        if self._quarter == 0:
            return x, self._h - y
        if self._quarter == 1:
            return y, x
        if self._quarter == 2:
            return self._w - x, y
        return self._h - y, self._w - x

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Place a rectangle; returns x0, top, x1, bottom."""
        xa, ya = self.point(left, bottom)
        xb, yb = self.point(right, top)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    def upright(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """Place a rectangle that lies in the space of the page without any turn (origin top left)."""
        head = self._bottom + self._h
        return Box(*self.box(self._left + x0, head - bottom, self._left + x1, head - top))

    def turned(self, char: RawChar, run: Run) -> Glyph:
        """Place a character of a page turned by this placer's quarter."""
        x0, top, x1, bottom = self.box(char.left, char.bottom, char.right, char.top)
        x, baseline = self.point(char.x, char.y)
        if char.ink is None:
            mid, rise = (x0 + x1) / 2, 0.0
        else:
            left, right, low, high = char.ink
            ix0, itop, ix1, ibottom = self.box(left, low, right, high)
            mid, rise = (ix0 + ix1) / 2, baseline - (itop + ibottom) / 2
        if char.kind != Kind.MARK:
            x0 = x0 if x0 < x - 0.5 * run.size else x
            x1 = max(x1, x0)
        return Glyph(chr(char.code), char.kind, x0, top, x1, bottom, baseline, run.size, mid, rise, run.font)


class Placed(NamedTuple):
    """A page's glyphs in the order of drawing, what of it runs in other directions, and where it begins anew.

    `starts` are places in `glyphs`: from one to the next all text objects stand side by side on one baseline. `renamed`
    are the texts of spans that draw other figures than their ActualText says.
    """

    glyphs: list[Glyph]
    starts: list[int]
    rotated: list[Piece]
    renamed: list[tuple[str, Box]]


def place_glyphs(page: PageCharacters, objects: PageObjects, placer: Placer, quarter: int) -> Placed:
    """Set characters into layout space, spans replaced by their ActualText."""
    glyphs: list[Glyph] = []
    starts: list[int] = []
    rotated: list[Piece] = []
    span: Any | None = None
    inside: list[Glyph] = []
    renamed: list[tuple[str, Box]] = []
    baseline, reached = math.nan, 0.0

    def add(drawn: list[Glyph]) -> None:
        nonlocal baseline, reached
        if not drawn:
            return
        first, last = drawn[0], drawn[-1]
        if first[6] != baseline or (first[2] < reached and first[1] != Kind.MARK):
            starts.append(len(glyphs))
            baseline = first[6]
        reached = last[4] - KERN * last[7]
        glyphs.extend(drawn)

    def add_span() -> None:
        text = objects.span_texts[span]
        if inside and _contradicts(inside, text):
            renamed.append((text, union([Box(*glyph[2:6]) for glyph in inside])))
        add(span_glyphs(inside, text))

    for piece in page.pieces:
        run, upright, chars = piece
        if run.quarter != quarter:
            rotated.append(piece)
            continue
        if run.span != span:
            if span is not None:
                add_span()
                inside = []
            span = run.span
        drawn = upright if quarter == 0 else [placer.turned(char, run) for char in chars]
        if span is None:
            add(drawn)
        else:
            inside.extend(drawn)
    if span is not None:
        add_span()
    return Placed(glyphs, starts, rotated, renamed)


def _contradicts(inside: list[Glyph], text: str) -> bool:
    """Whether the characters that a span draws are others than its ActualText says: its figures, or its consonants.

    What the font does not name, and the private letters of old Thai fonts, say nothing; nor do the letters of single
    syllables, which Chromium puts into spans because their glyphs bear names of other characters.
    """
    drawn = "".join(glyph.text for glyph in inside)
    if any(glyph.kind == Kind.UNMAPPED for glyph in inside) or any(
        0xE000 <= ord(entry) <= 0xF8FF for entry in drawn
    ):
        return False
    figures = _figures(text)
    if figures:
        return figures != _figures(drawn)
    said, shown = _consonants(text), _consonants(drawn)
    return len(said) >= _WORD and said != shown


def _figures(text: str) -> str:
    return "".join(str(int(entry)) for entry in text if entry.isdecimal())


def _consonants(text: str) -> list[str]:
    return sorted(entry for entry in text if "ก" <= entry <= "ฮ" or (entry.isascii() and entry.isalpha()))


def cut_to_page(glyphs: list[Glyph], width: float, height: float) -> int:
    """Cut the boxes that are larger than the page, or no numbers, to the size of their font; return how many.

    Some builds of PDFium give boxes that are 800,000 points high for fonts with broken metrics.
    """
    most = max(width, height)
    odd = [
        position
        for position, glyph in enumerate(glyphs)
        if not (glyph.x1 - glyph.x0 <= most and glyph.bottom - glyph.top <= most and glyph.size <= most)
    ]
    for position in odd:
        glyph = glyphs[position]
        size = glyph.size if 0 < glyph.size <= most else _PLAIN_SIZE
        x0, baseline = _inside(glyph.x0, width), _inside(glyph.baseline, height)
        glyphs[position] = glyph._replace(
            x0=x0, x1=min(width, x0 + 0.5 * size), top=max(0.0, baseline - size),
            bottom=min(height, baseline + 0.3 * size), baseline=baseline, size=size,
            mid=min(width, x0 + 0.25 * size), rise=glyph.rise if abs(glyph.rise) <= size else 0.0,
        )  # fmt: skip
    return len(odd)


def _inside(value: float, most: float) -> float:
    return min(max(value, 0.0), most) if math.isfinite(value) else 0.0


def span_glyphs(inside: list[Glyph], text: str) -> list[Glyph]:
    """Give a span's ActualText the places of the glyphs that draw it.

    A span of marks alone whose text has a base is what Chromium paints of the next page's first line: dropped.
    """
    bases = [
        glyph
        for glyph in inside
        if glyph.kind != Kind.MARK and glyph.x1 - glyph.x0 > _NO_ADVANCE * glyph.size
    ]
    letters = [letter for letter in text if letter not in "\u200b\u200c\u200d\ufeff\u00ad"]
    if not letters:
        return []
    only_marks = not bases
    if only_marks:
        if not inside or ord(letters[0]) not in MARKS:
            return []
        bases = inside[:1]
    advancing = [index for index, letter in enumerate(letters) if ord(letter) not in MARKS]
    marks = [glyph for glyph in inside if glyph.kind == Kind.MARK]
    if not only_marks and len(advancing) != len(bases):
        bases = _spread(bases, max(1, len(advancing)))
    placed: list[Glyph] = []
    base = bases[0]
    following = iter(bases)
    for letter in letters:
        if ord(letter) in MARKS:
            drawn = next((mark for mark in marks if mark.text == letter), None)
            if drawn is None:
                # a raised mark that the font names otherwise: its box lies left of its origin, over its consonant
                drawn = base if only_marks else base._replace(mid=(base.x0 + base.x1) / 2, x0=base.x1)
            at = drawn
            placed.append(at._replace(text=letter, kind=Kind.MARK, font=base.font))
        else:
            base = next(following, base)
            kind = Kind.SPACE if letter in " \u00a0" else Kind.UNMAPPED if letter == "\ufffd" else Kind.BASE
            placed.append(base._replace(text=letter, kind=kind))
    return placed


def _spread(bases: list[Glyph], count: int) -> list[Glyph]:
    """Cut the stretch that some glyphs cover into equal parts."""
    x0, x1 = min(base.x0 for base in bases), max(base.x1 for base in bases)
    step = (x1 - x0) / count
    return [
        bases[0]._replace(x0=x0 + step * index, x1=x0 + step * (index + 1), mid=x0 + step * (index + 0.5))
        for index in range(count)
    ]
