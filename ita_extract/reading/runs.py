"""What is the same for all characters that one text object draws: size, direction, font, whether it is seen."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from ita_extract.reading.pdfium import ffi, lib

# one pair for all calls: PDFium is used by one thread at a time anyway
_POINT_X, _POINT_Y = ffi.new("float*"), ffi.new("float*")
_INVISIBLE = 3  # FPDF_TEXTRENDERMODE_INVISIBLE


class Run(NamedTuple):
    """Characters drawn by one text object: what is the same for all of them."""

    span: Any | None
    size: float
    quarter: int  # quarter turns that make the text run to the right; -1: slanted
    font: int
    hidden: bool  # lies outside of its clip path: drawn, and never seen
    invisible: bool  # set in render mode 3: the text that a scanner's software laid over its picture
    baseline: float  # y of the origin of its text
    slant: float = 0.0  # angle (radians, anticlockwise) at which slanted text runs, else 0


class RunReader:
    """Reads the runs of one page; fonts are numbered in the order in which they are met.

    `band` holds the ends of the page's middle in its own space: only outside of it are clip paths asked for, for
    page breaks leave such things there, and the question costs a call a corner. A page without pictures is no scan,
    so that its text is not asked whether it can be seen: Chromium's pages have a run for each letter.
    """

    def __init__(self, text_page: Any, band: tuple[float, float], *, has_pictures: bool) -> None:
        self._text_page, self._band, self._has_pictures = text_page, band, has_pictures
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
        x, y = matrix.e, matrix.f
        hidden = not (self._band[0] < y < self._band[1]) and _is_clipped(item, x, y, size)
        invisible = self._has_pictures and lib.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE
        return Run(span, size, quarter, self._font(item), hidden, invisible, y, slant)

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


def _is_clipped(item: Any, x: float, y: float, size: float) -> bool:
    """Whether a text object's origin lies outside of the box of its clip path.

    Chromium paints the tall letters and marks of the next page's first line below the page's own text.
    """
    clip = lib.FPDFPageObj_GetClipPath(item)
    point_x, point_y = _POINT_X, _POINT_Y
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
