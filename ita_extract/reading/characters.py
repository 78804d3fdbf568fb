"""A page's characters in the order of the objects that draw them, in the page's own space.

PDFium sorts the characters of a page and adds spaces where glyphs stand apart (55-126 of them a document, inside
words); here they are put back into drawing order, and what was generated is dropped.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any, NamedTuple

from ita_extract.reading.objects import PageObjects
from ita_extract.reading.page import Glyph, Kind
from ita_extract.reading.pdfium import ffi, lib
from ita_extract.reading.runs import Run, RunReader

# Thai marks: sara and tone marks of U+0E31-0E4E, and the private-use ones of legacy Thai fonts (U+F701-F71A).
MARKS = frozenset(
    [0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F), *range(0xF701, 0xF70F), *range(0xF710, 0xF71B)]
)


_LETTERS = [chr(code) for code in range(0x0E80)]  # chr() costs a call a glyph


class RawChar(NamedTuple):
    """A character of a run that does not stand upright, in the page's own space (origin bottom left)."""

    code: int
    x: float
    y: float
    left: float
    bottom: float
    right: float
    top: float
    ink: tuple[float, float, float, float] | None  # left, right, bottom, top; only for marks
    kind: Kind


class Piece(NamedTuple):
    """What one text object draws in one go: glyphs in layout space where it stands upright, else raw characters."""

    run: Run
    glyphs: list[Glyph]
    chars: list[RawChar]


class PageCharacters(NamedTuple):
    """A page's characters in drawing order, the runs that they belong to with their lengths, and its fonts.

    `items` are the text objects of the runs.
    """

    pieces: list[Piece]
    runs: list[Run]
    items: list[Any]
    counts: list[int]
    fonts: list[str]


def read_characters(page: Any, objects: PageObjects, left: float, top: float) -> PageCharacters:
    """Return a page's characters; `left` and `top` are ends of the page box in its own space."""
    text_page = lib.FPDFText_LoadPage(page)
    try:
        return _read_text_page(text_page, objects, left, top)
    finally:
        lib.FPDFText_ClosePage(text_page)


def _read_text_page(  # noqa: C901
    text_page: Any, objects: PageObjects, west: float, head: float
) -> PageCharacters:
    code_of, origin_of, loose_of = (
        lib.FPDFText_GetUnicode,
        lib.FPDFText_GetCharOrigin,
        lib.FPDFText_GetLooseCharBox,
    )
    object_of, ink_of = lib.FPDFText_GetTextObject, lib.FPDFText_GetCharBox
    numbers, loose = ffi.new("double[4]"), ffi.new("FS_RECTF*")
    n0, n1, n2, n3 = numbers, numbers + 1, numbers + 2, numbers + 3
    null, order = ffi.NULL, objects.text_order
    placed: list[tuple[int, Piece]] = []
    reader = RunReader(text_page)
    runs: list[Run] = []
    run_of: dict[Any, int] = {}
    before = (0.0, 0.0, -2, 0)
    counts: list[int] = []
    piece = Piece(Run(None, 0.0, 0, 0, False, 0.0), [], [])
    add_glyph, add_char = piece.glyphs.append, piece.chars.append
    make, base, marked, letters = tuple.__new__, Kind.BASE, Kind.MARK, _LETTERS
    last, run, size, baseline, font, level, in_order = null, -1, 0.0, 0.0, 0, False, True
    for index in range(lib.FPDFText_CountChars(text_page)):
        item = object_of(text_page, index)
        if item == null:
            continue  # a line end that PDFium adds
        if item != last:
            last = item
            position = order.get(item, -1)
            if item not in run_of:
                run_of[item] = len(runs)
                runs.append(reader.read(index, item, objects.spans.get(item)))
                counts.append(0)
            run = run_of[item]
            _, size, quarter, font, _, y, _, _ = runs[run]
            level = quarter == 0
            baseline = head - y
            piece = Piece(runs[run], [], [])
            add_glyph, add_char = piece.glyphs.append, piece.chars.append
            if placed and position < placed[-1][0]:
                in_order = False
            placed.append((position, piece))
        code = code_of(text_page, index)
        loose_of(text_page, index, loose)
        counts[run] += 1
        if level and (
            0x0E01 <= code <= 0x0E30 or code == 0x0E32 or 0x0E40 <= code <= 0x0E46 or 0x30 <= code <= 0x39
        ):
            # most of a Thai page: letters whose box begins at their origin; the baseline is that of their object
            x0, x1 = loose.left - west, loose.right - west
            top, bottom, mid = head - loose.top, head - loose.bottom, (x0 + x1) / 2
            add_glyph(make(Glyph, (letters[code], base, x0, top, x1, bottom, baseline, size, mid, 0.0, font)))
            continue
        kind = base
        ink: tuple[float, float, float, float] | None = None
        origin_of(text_page, index, n0, n1)
        x, y = numbers[0], numbers[1]
        if code in MARKS:
            kind = marked
            if ink_of(text_page, index, n0, n1, n2, n3) and numbers[1] > numbers[0]:
                ink = (numbers[0], numbers[1], numbers[2], numbers[3])
        elif code == 0x20:
            if lib.FPDFText_IsGenerated(text_page, index) == 1:
                continue
            advance = loose.right - x if level else max(abs(loose.right - x), abs(loose.top - y))
            kind = Kind.GHOST if advance < 0.06 * size else Kind.SPACE
        elif code == 0xA0:
            kind = Kind.SPACE
        elif not (0x0E00 < code < 0x0E5C or 0x30 <= code <= 0x39):
            code, kind = _settle_code(text_page, index, code)
            if kind == base and code in (0x200B, 0x200C, 0x200D, 0xFEFF, 0xAD):
                continue  # zero-width: says where a line may break, prints nothing
        left = loose.left
        if kind == base and code < 0x0E00 and (x, y, index - 1) == before[:3]:
            # a ligature (`ffi` is one glyph): PDFium gives all its letters the same box
            nth = before[3] + 1
            before = (x, y, index, nth)
            x += 0.35 * nth * (loose.right - x)
            left = x
        else:
            before = (x, y, index, 0)
        if not level:
            add_char(make(RawChar, (code, x, y, left, loose.bottom, loose.right, loose.top, ink, kind)))
            continue
        x0, x1 = left - west, loose.right - west
        if ink is None:
            mid, rise = (x0 + x1) / 2, 0.0
        else:
            mid, rise = (ink[0] + ink[1]) / 2 - west, (ink[2] + ink[3]) / 2 - y
        if kind != marked:
            x -= west
            x0 = x0 if x0 < x - 0.5 * size else x
            x1 = x1 if x1 > x0 else x0
        letter = letters[code] if code < 0x0E80 else chr(code)
        top, bottom = head - loose.top, head - loose.bottom
        add_glyph(make(Glyph, (letter, kind, x0, top, x1, bottom, head - y, size, mid, rise, font)))
    if not in_order:
        placed.sort(key=lambda entry: entry[0])
    return PageCharacters([piece for _, piece in placed], runs, list(run_of), counts, reader.fonts)


def _settle_code(text_page: Any, index: int, code: int) -> tuple[int, Kind]:
    """Tell a line-end hyphen from a glyph without a character: PDFium gives U+FFFE or U+0002 for both.

    What some files count beyond the last character of Unicode is none.
    """
    if code in (0xFFFE, 0x02):
        if lib.FPDFText_IsHyphen(text_page, index) == 1:
            return 0x2D, Kind.BASE
        return 0xFFFD, Kind.UNMAPPED
    if code in (0, 0xFFFD) or code < 0x20 or code > sys.maxunicode:
        return 0xFFFD, Kind.UNMAPPED
    if 0xD800 <= code <= 0xDFFF:
        return _join_halves(text_page, index, code)
    if lib.FPDFText_HasUnicodeMapError(text_page, index) == 1:
        # the code of the glyph is kept: some files number tone marks and digits in an order that can be recognised
        return code, Kind.UNMAPPED
    return code, Kind.BASE


def _join_halves(text_page: Any, index: int, code: int) -> tuple[int, Kind]:
    """Make one character of a surrogate pair, which PDFium gives as two; the second half then prints nothing."""
    if code < 0xDC00:
        other = lib.FPDFText_GetUnicode(text_page, index + 1)
        if 0xDC00 <= other <= 0xDFFF:
            return 0x10000 + ((code - 0xD800) << 10) + (other - 0xDC00), Kind.BASE
    elif index and 0xD800 <= lib.FPDFText_GetUnicode(text_page, index - 1) < 0xDC00:
        return 0x200B, Kind.BASE
    return 0xFFFD, Kind.UNMAPPED


def main_quarter(page: PageCharacters) -> int | None:
    """Return the quarter turns that set most of the text upright, or None for a page without text."""
    counts: Counter[int] = Counter()
    for run, count in zip(page.runs, page.counts, strict=True):
        counts[run.quarter] += count
    counts.pop(-1, None)
    return counts.most_common(1)[0][0] if counts else None
