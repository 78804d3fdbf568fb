"""Page objects to glyphs: the characters of a page in stream order, with ActualText honoured.

Three habits of PDFium are undone here (each with its example in docs/decisions/0002-pdfium-reads.md):
it repeats the text of an ActualText span when the objects of a line are not in x order, so the spans are taken
out of the page in memory before its text is loaded; it adds spaces where glyphs stand apart, which are dropped;
it sorts characters, so they are put back into the order of the objects that draw them.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from ita_extract.reading.page import Glyph, Kind
from ita_extract.reading.pdfium import FORM_OBJECT, IMAGE_OBJECT, PATH_OBJECT, TEXT_OBJECT, address, ffi, lib

# Thai marks: sara and tone marks of U+0E31-0E4E, and the private-use ones of legacy Thai fonts (U+F701-F71A).
MARKS = frozenset(
    [0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F), *range(0xF701, 0xF70F), *range(0xF710, 0xF71B)]
)
_SARA_AM = 0x0E33
_ACTUAL_TEXT = b"ActualText"
_BLOB = 4096
_INVISIBLE = 3  # FPDF_TEXTRENDERMODE_INVISIBLE
_NO_ADVANCE = 0.08  # em; Chromium's marks without a character advance by up to 0.06

Matrix = tuple[float, float, float, float, float, float]


class PageObjects(NamedTuple):
    """The objects of a page in drawing order; forms are opened, each path with the matrix of its forms."""

    text_order: dict[int, int]  # address of a text object -> its place
    spans: dict[int, int]  # address of a text object -> key of its ActualText span
    span_texts: dict[int, str]
    paths: list[tuple[Any, Matrix | None]]
    pictures: list[tuple[Any, Matrix | None]]


class RawChar(NamedTuple):
    """A character in the page's own space (origin bottom left, before any rotation)."""

    code: int
    x: float
    y: float
    left: float
    bottom: float
    right: float
    top: float
    ink: tuple[float, float, float, float] | None  # left, right, bottom, top; only for marks
    kind: Kind
    run: int


class Run(NamedTuple):
    """Characters drawn by one text object: what is the same for all of them."""

    span: int | None
    size: float
    quarter: int  # quarter turns that make the text run to the right; -1: slanted
    font: int
    hidden: bool  # lies outside of its clip path: drawn, and never seen
    invisible: bool  # set in render mode 3: the text that a scanner's software laid over its picture


def walk_objects(page: Any) -> PageObjects:
    """Collect a page's objects and take the ActualText spans out of it (in memory, the file is not touched)."""
    found = PageObjects({}, {}, {}, [], [])
    _walk(lib.FPDFPage_CountObjects, lib.FPDFPage_GetObject, page, None, found, 0)
    return found


def _walk(count: Any, get: Any, holder: Any, matrix: Matrix | None, found: PageObjects, depth: int) -> None:
    kind_of = lib.FPDFPageObj_GetType
    for index in range(count(holder)):
        item = get(holder, index)
        kind = kind_of(item)
        if kind == TEXT_OBJECT:
            key = address(item)
            found.text_order[key] = len(found.text_order)
            if lib.FPDFPageObj_CountMarks(item):
                _take_spans(item, key, found)
        elif kind == PATH_OBJECT:
            found.paths.append((item, matrix))
        elif kind == IMAGE_OBJECT:
            found.pictures.append((item, matrix))
        elif kind == FORM_OBJECT and depth < 20:
            inner = object_matrix(item)
            inner = inner if matrix is None else multiply(inner, matrix)
            _walk(lib.FPDFFormObj_CountObjects, lib.FPDFFormObj_GetObject, item, inner, found, depth + 1)


def _take_spans(item: Any, key: int, found: PageObjects) -> None:
    buffer, length = ffi.new("char[]", _BLOB), ffi.new("unsigned long*")
    for index in range(lib.FPDFPageObj_CountMarks(item)):
        mark = lib.FPDFPageObj_GetMark(item, index)
        span = address(mark)
        if span in found.span_texts:
            found.spans[key] = span
            continue
        if lib.FPDFPageObjMark_GetParamBlobValue(mark, _ACTUAL_TEXT, buffer, _BLOB, length):
            if 0 < length[0] <= _BLOB:
                found.span_texts[span] = _pdf_string(ffi.buffer(buffer, length[0])[:])
                found.spans[key] = span
            lib.FPDFPageObjMark_RemoveParam(item, mark, _ACTUAL_TEXT)


def _pdf_string(data: bytes) -> str:
    """Decode a PDF text string (PDF 32000-1, 7.9.2.2)."""
    if data[:2] == b"\xfe\xff":
        text = data[2:].decode("utf-16-be", "replace")
    elif data[:2] == b"\xff\xfe":
        text = data[2:].decode("utf-16-le", "replace")
    elif data[:3] == b"\xef\xbb\xbf":
        text = data[3:].decode("utf-8", "replace")
    else:
        text = data.decode("latin-1")
    return text.rstrip("\0")


def object_matrix(item: Any) -> Matrix:
    """Return the matrix that takes an object's own space into that of the page or form that holds it."""
    matrix = ffi.new("FS_MATRIX*")
    lib.FPDFPageObj_GetMatrix(item, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies `first`, then `then`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def read_characters(
    page: Any, objects: PageObjects, bottom: float, top: float
) -> tuple[list[RawChar], list[Run], list[str]]:
    """Return a page's characters in drawing order, the runs that they belong to, and the names of its fonts.

    `bottom` and `top` are the ends of the page box in its own space.
    """
    text_page = lib.FPDFText_LoadPage(page)
    try:
        edge = 0.18 * (top - bottom)
        return _read_text_page(text_page, objects, (bottom + edge, top - edge))
    finally:
        lib.FPDFText_ClosePage(text_page)


def _read_text_page(
    text_page: Any, objects: PageObjects, band: tuple[float, float]
) -> tuple[list[RawChar], list[Run], list[str]]:
    code_of, origin_of, loose_of = (
        lib.FPDFText_GetUnicode,
        lib.FPDFText_GetCharOrigin,
        lib.FPDFText_GetLooseCharBox,
    )
    object_of, ink_of = lib.FPDFText_GetTextObject, lib.FPDFText_GetCharBox
    numbers, loose = ffi.new("double[4]"), ffi.new("FS_RECTF*")
    n0, n1, n2, n3 = numbers, numbers + 1, numbers + 2, numbers + 3
    null, order = ffi.NULL, objects.text_order
    pieces: list[tuple[int, list[RawChar]]] = []
    runs: list[Run] = []
    fonts: dict[str, int] = {}
    run_of: dict[int, int] = {}
    chars: list[RawChar] = []
    last, run, size, in_order = null, -1, 0.0, True
    for index in range(lib.FPDFText_CountChars(text_page)):
        item = object_of(text_page, index)
        if item == null:
            continue  # a line end that PDFium adds
        if item != last:
            last = item
            key = address(item)
            place = order.get(key, -1)
            if key not in run_of:
                run_of[key] = len(runs)
                runs.append(_run_of(text_page, index, item, objects.spans.get(key), fonts, band))
            run = run_of[key]
            size = runs[run].size
            chars = []
            if pieces and place < pieces[-1][0]:
                in_order = False
            pieces.append((place, chars))
        code = code_of(text_page, index)
        kind = Kind.BASE
        ink: tuple[float, float, float, float] | None = None
        origin_of(text_page, index, n0, n1)
        x, y = numbers[0], numbers[1]
        loose_of(text_page, index, loose)
        if code in MARKS:
            kind = Kind.MARK
            if ink_of(text_page, index, n0, n1, n2, n3) and numbers[1] > numbers[0]:
                ink = (numbers[0], numbers[1], numbers[2], numbers[3])
        elif code == 0x20:
            if lib.FPDFText_IsGenerated(text_page, index) == 1:
                continue
            advance = (
                max(abs(loose.right - x), abs(loose.top - y)) if runs[run].quarter % 2 else loose.right - x
            )
            kind = Kind.GHOST if advance < 0.06 * size else Kind.SPACE
        elif code == 0xA0:
            kind = Kind.SPACE
        elif not (0x0E00 < code < 0x0E5C or 0x30 <= code <= 0x39):
            code, kind = _settle_code(text_page, index, code)
            if kind == Kind.BASE and code in (0x200B, 0x200C, 0x200D, 0xFEFF, 0xAD):
                continue  # zero-width: says where a line may break, prints nothing
        chars.append(RawChar(code, x, y, loose.left, loose.bottom, loose.right, loose.top, ink, kind, run))
    if not in_order:
        pieces.sort(key=lambda piece: piece[0])
    return [char for _, chars in pieces for char in chars], runs, list(fonts)


def _settle_code(text_page: Any, index: int, code: int) -> tuple[int, Kind]:
    """Tell a line-end hyphen from a glyph without a character: PDFium gives U+FFFE or U+0002 for both."""
    if code in (0xFFFE, 0x02):
        if lib.FPDFText_IsHyphen(text_page, index) == 1:
            return 0x2D, Kind.BASE
        return 0xFFFD, Kind.UNMAPPED
    if code in (0, 0xFFFD) or code < 0x20:
        return 0xFFFD, Kind.UNMAPPED
    if lib.FPDFText_HasUnicodeMapError(text_page, index) == 1:
        # the code of the glyph is kept: some files number tone marks and digits in an order that can be told
        return code, Kind.UNMAPPED
    return code, Kind.BASE


def _run_of(
    text_page: Any, index: int, item: Any, span: int | None, fonts: dict[str, int], band: tuple[float, float]
) -> Run:
    matrix = ffi.new("FS_MATRIX*")
    lib.FPDFText_GetMatrix(text_page, index, matrix)
    a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
    scale = (c * c + d * d) ** 0.5 or 1.0
    size = lib.FPDFText_GetFontSize(text_page, index) * scale
    if abs(b) > 0.2 * abs(a) and abs(a) > 0.2 * abs(b):
        quarter = -1
    elif abs(a) >= abs(b):
        quarter = 0 if a >= 0 else 2
    else:
        quarter = 1 if b > 0 else 3
    origin = ffi.new("double[2]")
    lib.FPDFText_GetCharOrigin(text_page, index, origin, origin + 1)
    x, y = origin[0], origin[1]
    # only near the ends of the page, where page breaks leave such things: the question costs a call a corner
    hidden = not (band[0] < y < band[1]) and _is_clipped(item, x, y, size)
    name = ffi.new("char[]", 128)
    font = lib.FPDFTextObj_GetFont(item)
    if font != ffi.NULL:
        lib.FPDFFont_GetBaseFontName(font, name, 128)
    key = ffi.string(name).decode("utf-8", "replace")
    invisible = lib.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE
    return Run(span, size, quarter, fonts.setdefault(key, len(fonts)), hidden, invisible)


def _is_clipped(item: Any, x: float, y: float, size: float) -> bool:
    """Whether a text object's origin lies outside of the box of its clip path.

    Chromium paints the tall letters and marks of the next page's first line below the page's own text.
    """
    clip = lib.FPDFPageObj_GetClipPath(item)
    point_x, point_y = ffi.new("float*"), ffi.new("float*")
    for index in range(lib.FPDFClipPath_CountPaths(clip)):
        xs, ys = [], []
        for corner in range(lib.FPDFClipPath_CountPathSegments(clip, index)):
            segment = lib.FPDFClipPath_GetPathSegment(clip, index, corner)
            lib.FPDFPathSegment_GetPoint(segment, point_x, point_y)
            xs.append(point_x[0])
            ys.append(point_y[0])
        if xs and not (
            min(xs) - size <= x <= max(xs) + size and min(ys) - 0.4 * size <= y <= max(ys) + 0.4 * size
        ):
            return True
    return False


def invisible_share(chars: list[RawChar], runs: list[Run]) -> float:
    """Return the share of a page's characters that are set invisibly, 0-1."""
    return sum(runs[char.run].invisible for char in chars) / len(chars) if chars else 0.0


def main_quarter(chars: list[RawChar], runs: list[Run]) -> int | None:
    """Return the quarter turns that set most of the text upright, or None for a page without text."""
    counts = Counter(runs[char.run].quarter for char in chars)
    counts.pop(-1, None)
    return counts.most_common(1)[0][0] if counts else None


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


def place_glyphs(
    chars: list[RawChar], runs: list[Run], objects: PageObjects, placer: Placer, quarter: int
) -> tuple[list[Glyph], int, str]:
    """Set characters into layout space, spans replaced by their ActualText.

    Returns the glyphs, the number of slanted characters left out, and the text that runs in other directions.
    """
    glyphs: list[Glyph] = []
    slanted, turned = 0, []
    span: int | None = None
    held: list[Glyph] = []
    for char in chars:
        run = runs[char.run]
        if run.hidden:
            continue
        if run.quarter != quarter:
            if run.quarter == -1:
                slanted += 1
            else:
                turned.append(chr(char.code))
            continue
        glyph = _place(char, run, placer)
        if run.span != span:
            if span is not None:
                glyphs.extend(_span_glyphs(held, objects.span_texts[span]))
                held = []
            span = run.span
        if span is None:
            glyphs.append(glyph)
        else:
            held.append(glyph)
    if span is not None:
        glyphs.extend(_span_glyphs(held, objects.span_texts[span]))
    return glyphs, slanted, "".join(turned)


def _place(char: RawChar, run: Run, placer: Placer) -> Glyph:
    x0, top, x1, bottom = placer.box(char.left, char.bottom, char.right, char.top)
    x, baseline = placer.point(char.x, char.y)
    if char.ink is None:
        mid, rise = (x0 + x1) / 2, 0.0
    else:
        left, right, low, high = char.ink
        ix0, itop, ix1, ibottom = placer.box(left, low, right, high)
        mid, rise = (ix0 + ix1) / 2, baseline - (itop + ibottom) / 2
    if char.kind != Kind.MARK:
        x0 = min(x0, x) if x0 < x - 0.5 * run.size else x
        x1 = max(x1, x0)
    return Glyph(chr(char.code), char.kind, x0, top, x1, bottom, baseline, run.size, mid, rise, run.font)


def _span_glyphs(held: list[Glyph], text: str) -> list[Glyph]:
    """Give a span's ActualText the places of the glyphs that draw it.

    A span of marks alone whose text has a base is what Chromium paints of the next page's first line: dropped.
    """
    bases = [
        glyph for glyph in held if glyph.kind != Kind.MARK and glyph.x1 - glyph.x0 > _NO_ADVANCE * glyph.size
    ]
    letters = [letter for letter in text if letter not in "\u200b\u200c\u200d\ufeff\u00ad"]
    if not letters:
        return []
    only_marks = not bases
    if only_marks:
        if ord(letters[0]) not in MARKS:
            return []
        bases = held[:1]
    advancing = [index for index, letter in enumerate(letters) if ord(letter) not in MARKS]
    marks = [glyph for glyph in held if glyph.kind == Kind.MARK]
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
            kind = Kind.SPACE if letter in " \u00a0" else Kind.BASE
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


__all__ = [
    "MARKS",
    "PageObjects",
    "Placer",
    "main_quarter",
    "place_glyphs",
    "read_characters",
    "walk_objects",
]
