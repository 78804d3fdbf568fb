"""What is the same for all characters that one text object draws: size, direction, font, whether it is seen."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from ita_extract.reading.pdfium import ffi, lib

_UNPAINTED = (3, 7)  # FPDF_TEXTRENDERMODE_INVISIBLE and _CLIP


class Run(NamedTuple):
    """Characters drawn by one text object: what is the same for all of them."""

    span: Any | None
    size: float
    quarter: int  # quarter turns that make the text run to the right; -1: slanted
    font: int
    invisible: bool  # set in a render mode that paints nothing, as scanners' software does over a picture
    baseline: float  # y of the origin of its text
    slant: float = 0.0  # angle (radians, anticlockwise) at which slanted text runs, else 0
    mode: int = 0  # FPDF_TEXTRENDERMODE_*


class RunReader:
    """Reads the runs of one page; fonts are numbered in the order in which they are met."""

    def __init__(self, text_page: Any) -> None:
        self._text_page = text_page
        self._matrix = ffi.new("FS_MATRIX*")
        self._name = ffi.new("char[]", 128)
        self._fonts: dict[str, int] = {}
        self._font_of: dict[Any, int] = {}

    @property
    def fonts(self) -> list[str]:
        """Return the names of the fonts met so far."""
        return list(self._fonts)

    def read(self, index: int, item: Any, span: Any | None) -> Run:
        """Return the run of a text object whose first character has this index."""
        matrix = self._matrix
        lib.FPDFText_GetMatrix(self._text_page, index, matrix)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        scale = (c * c + d * d) ** 0.5 or 1.0
        size = lib.FPDFText_GetFontSize(self._text_page, index) * scale
        if b == 0 and a > 0:
            quarter = 0
        elif abs(b) > 0.2 * abs(a) and abs(a) > 0.2 * abs(b):
            quarter = -1
        elif abs(a) >= abs(b):
            quarter = 0 if a >= 0 else 2
        else:
            quarter = 1 if b > 0 else 3
        slant = math.atan2(b, a) if quarter == -1 else 0.0
        mode = lib.FPDFTextObj_GetTextRenderMode(item)
        return Run(span, size, quarter, self._font(item), mode in _UNPAINTED, matrix.f, slant, mode)

    def _font(self, item: Any) -> int:
        font = lib.FPDFTextObj_GetFont(item)
        if font == ffi.NULL:
            return self._fonts.setdefault("", len(self._fonts))
        number = self._font_of.get(font)
        if number is None:
            self._name[0] = b"\0"
            lib.FPDFFont_GetBaseFontName(font, self._name, 128)
            name = ffi.string(self._name).decode("utf-8", "replace")
            number = self._font_of[font] = self._fonts.setdefault(name, len(self._fonts))
        return number
