"""Annotations and form fields made part of their page, in memory: what they show is text, and may cover some.

PDFium lays them over the page as one form, drawn after all that the page draws itself (`FPDFPage_Flatten`), so that
text under a typed-over note is found covered, and what the note says is read, in the same way as all other text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ita_extract.reading.page import Box
from ita_extract.reading.pdfium import ffi, lib

# FPDF_ANNOT_*: what shows nothing of its own on the page, if the file does not say how it looks
_SILENT = frozenset({2, 16, 17, 18, 19, 21, 22, 23, 25, 26})  # links, pop-ups, files, media, printers' marks
_STAMP, _POPUP, _WIDGET = 13, 16, 20
_HIDDEN = 2  # FPDF_ANNOT_FLAG_HIDDEN
_DISPLAY = 0  # FLAT_NORMALDISPLAY
_ANNOTATIONS = 1  # FPDF_ANNOT
_BGRX = 3  # FPDFBitmap_BGRx
_LONGEST = 4000  # characters of a text that are read


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation of a page: whether it is a form field or a stamp, what it says, and its box.

    `box` lies in the page's own space, origin bottom left. `is_drawn` tells that it has an appearance; what other
    programs draw without one (a polygon, a field whose value a script filled in) is not seen here.
    """

    is_field: bool
    is_stamp: bool
    is_drawn: bool
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class LaidIn:
    """What became part of a page: its annotations, and the place of the object that holds those that are drawn."""

    annotations: tuple[Annotation, ...] = ()
    form: int = -1

    @property
    def drawn(self) -> list[Annotation]:
        """Return the annotations that have an appearance, in the order in which they are drawn."""
        return [annotation for annotation in self.annotations if annotation.is_drawn]


def lay_in(page: Any) -> LaidIn:
    """Make a page's annotations part of it; it must be loaded anew where there are any.

    Links, closed pop-ups and what is hidden change nothing, and keep their place.
    """
    count = lib.FPDFPage_GetAnnotCount(page)
    if count <= 0 or not any(_speaks(item) for item in _items(page, count)):
        return LaidIn()
    _make_appearances(page)
    found = [_annotation(item) for item in _items(page, count) if _speaks(item)]
    position = lib.FPDFPage_CountObjects(page)
    lib.FPDFPage_Flatten(page, _DISPLAY)
    return LaidIn(tuple(found), position)


def _items(page: Any, count: int) -> Iterator[Any]:
    """Give the annotations of a page one after the other; each is closed before the next."""
    for index in range(count):
        item = lib.FPDFPage_GetAnnot(page, index)
        if item == ffi.NULL:
            continue
        try:
            yield item
        finally:
            lib.FPDFPage_CloseAnnot(item)


def _speaks(item: Any) -> bool:
    """Whether an annotation can change what its page shows."""
    kind = lib.FPDFAnnot_GetSubtype(item)
    if kind == _POPUP or lib.FPDFAnnot_GetFlags(item) & _HIDDEN:
        return False
    return kind not in _SILENT or bool(lib.FPDFAnnot_HasKey(item, b"AP"))


def _make_appearances(page: Any) -> None:
    """Let PDFium make the appearances that it draws where a file has none: it does so when it draws a page."""
    memory = ffi.new("char[]", 4)
    bitmap = lib.FPDFBitmap_CreateEx(1, 1, _BGRX, memory, 4)
    try:
        lib.FPDF_RenderPageBitmap(bitmap, page, 0, 0, 1, 1, 0, _ANNOTATIONS)
    finally:
        lib.FPDFBitmap_Destroy(bitmap)


def _annotation(item: Any) -> Annotation:
    rect = ffi.new("FS_RECTF*")
    lib.FPDFAnnot_GetRect(item, rect)
    kind = lib.FPDFAnnot_GetSubtype(item)
    is_field = kind == _WIDGET
    return Annotation(
        is_field,
        kind == _STAMP,
        bool(lib.FPDFAnnot_HasKey(item, b"AP")),
        _string(item, b"V" if is_field else b"Contents"),
        Box(
            min(rect.left, rect.right),
            min(rect.top, rect.bottom),
            max(rect.left, rect.right),
            max(rect.top, rect.bottom),
        ),
    )


def _string(item: Any, key: bytes) -> str:
    length = lib.FPDFAnnot_GetStringValue(item, key, ffi.NULL, 0)
    if not 2 < length <= 2 * _LONGEST:
        return ""
    buffer = ffi.new("unsigned short[]", length // 2)
    lib.FPDFAnnot_GetStringValue(item, key, buffer, length)
    return bytes(ffi.buffer(buffer, length - 2)).decode("utf-16-le", "replace")
