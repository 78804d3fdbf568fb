"""What the figures of each font look like: the outlines that PDFium draws for them, noted while pages are read.

A map from glyphs to text that exchanges two figures leaves no sign in the text; the outline that is drawn for what the
file calls 3 is then that of an 8. An outline is as long as its contour, and a document has few fonts: noting them costs
a hundredth of reading the page.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from typing import Any, NamedTuple

from ita_extract.reading.characters import PageCharacters
from ita_extract.reading.page import Kind
from ita_extract.reading.pdfium import ffi, lib

ARABIC, THAI = "0123456789", "๐๑๒๓๔๕๖๗๘๙"
GRADES = "ABCDEF"  # levels of some years are letters
_WANTED = frozenset(ARABIC + THAI + GRADES)
_EM = 1000.0  # size at which an outline is asked for
_MOST_SEGMENTS = 2000  # of one figure; a font made to harm has more
_MOST_FONTS = 400  # of a document; what further ones draw is noted as not looked at
_SEGMENT = struct.Struct("<Bff")


class Segment(NamedTuple):
    """A piece of an outline: its kind (FPDF_SEGMENT_*) and the point that it leads to, in units of its font."""

    kind: int
    x: float
    y: float


class FontFigures(NamedTuple):
    """A font of a document: the pages (from 1) on which it draws figures, and the outline of each of them.

    An outline is packed segments (`segments_of`): equal shapes are equal bytes. `shapeless` are figures that it draws
    in another way, as pictures or by drawing commands (Type 3), or of fonts that are not followed.
    """

    name: str
    pages: frozenset[int]
    outlines: dict[str, bytes]
    shapeless: frozenset[str]


def segments_of(outline: bytes) -> list[Segment]:
    """Return the segments of an outline in order."""
    return [Segment(*parts) for parts in _SEGMENT.iter_unpack(outline)]


class FontOutlines:
    """Notes what the fonts of an open document draw; close it before the document."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._numbers: dict[Any, int] = {}
        self._pages: defaultdict[int, set[int]] = defaultdict(set)
        self._outlines: defaultdict[int, dict[str, bytes | None]] = defaultdict(dict)
        self._keepers: list[Any] = []
        self._others = FontFigures("other fonts", frozenset(), {}, frozenset())
        self._names: list[str] = []
        self._x, self._y = ffi.new("float*"), ffi.new("float*")

    def note(self, page: int, characters: PageCharacters) -> None:
        """Note the figures of a page while it is open."""
        handles = {
            id(run): lib.FPDFTextObj_GetFont(item)
            for run, item in zip(characters.runs, characters.items, strict=True)
        }
        drawn: defaultdict[Any, set[str]] = defaultdict(set)
        for run, glyphs, chars in characters.pieces:
            if run.span is not None:
                continue  # its text is not what its glyphs are called
            found = drawn[handles[id(run)]]
            found.update([glyph[0] for glyph in glyphs if glyph[0] in _WANTED and glyph[1] == Kind.BASE])
            found.update([chr(char.code) for char in chars if char.kind == Kind.BASE])
        for font, texts in drawn.items():
            wanted = texts & _WANTED
            if not wanted or font == ffi.NULL:
                continue
            number = self._number(font)
            if number is None:
                pages, shapeless = self._others.pages | {page}, self._others.shapeless | wanted
                self._others = self._others._replace(pages=pages, shapeless=shapeless)
                continue
            self._pages[number].add(page)
            known = self._outlines[number]
            for text in wanted - known.keys():
                known[text] = self._outline(font, text)

    def fonts(self) -> list[FontFigures]:
        """Return the fonts that draw figures, in the order in which they were met."""
        followed = [
            FontFigures(
                self._names[number],
                frozenset(pages),
                {text: outline for text, outline in self._outlines[number].items() if outline},
                frozenset(text for text, outline in self._outlines[number].items() if not outline),
            )
            for number, pages in self._pages.items()
        ]
        return [*followed, self._others] if self._others.pages else followed

    def close(self) -> None:
        """Let the fonts go."""
        for keeper in self._keepers:
            lib.FPDFPageObj_Destroy(keeper)
        self._keepers.clear()

    def _number(self, font: Any) -> int | None:
        number = self._numbers.get(font)
        if number is None and len(self._numbers) < _MOST_FONTS:
            # an object that keeps the font: else another one may come to lie at its address when its page is closed
            keeper = lib.FPDFPageObj_CreateTextObj(self._document, font, 1.0)
            if keeper == ffi.NULL:
                return None
            self._keepers.append(keeper)
            number = self._numbers[font] = len(self._numbers)
            name = ffi.new("char[]", 128)
            lib.FPDFFont_GetBaseFontName(font, name, 128)
            self._names.append(ffi.string(name).decode("utf-8", "replace"))
        return number

    def _outline(self, font: Any, text: str) -> bytes | None:
        path = lib.FPDFFont_GetGlyphPath(font, ord(text), _EM)
        if path == ffi.NULL:
            return None
        count = lib.FPDFGlyphPath_CountGlyphSegments(path)
        if not 0 < count <= _MOST_SEGMENTS:
            return None
        x, y = self._x, self._y
        packed = bytearray()
        for index in range(count):
            segment = lib.FPDFGlyphPath_GetGlyphPathSegment(path, index)
            lib.FPDFPathSegment_GetPoint(segment, x, y)
            packed += _SEGMENT.pack(max(0, lib.FPDFPathSegment_GetType(segment)), x[0], y[0])
        return bytes(packed)
