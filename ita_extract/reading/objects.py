"""A page's objects in drawing order: text with its ActualText spans, paths, pictures; forms are opened.

PDFium repeats the text of an ActualText span when the objects of a line are not in x order (Chromium's files gave
คุคุณ for คุณ), so the spans are taken out of the page in memory before its text is loaded.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ita_extract.reading.pdfium import (
    FORM_OBJECT,
    IMAGE_OBJECT,
    PATH_OBJECT,
    SHADING_OBJECT,
    TEXT_OBJECT,
    ffi,
    lib,
)

_ACTUAL_TEXT = b"ActualText"
_OPTIONAL = "OC".encode("utf-16-le")  # name of the marks of optional content (ISO 32000-1, 14.11.2)
_BLOB = 4096
# What text may not hold: PostgreSQL stores no U+0000, and no page prints the others.
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), "�") | dict.fromkeys((9, 10, 13), " ")
_SHAPES = frozenset({PATH_OBJECT, IMAGE_OBJECT, SHADING_OBJECT})
_DEEPEST = 20  # forms in forms
# one pair for all calls: a Chromium page has hundreds of spans, and PDFium is used by one thread at a time anyway
_BUFFER, _LENGTH = ffi.new("char[]", _BLOB), ffi.new("unsigned long*")

Matrix = tuple[float, float, float, float, float, float]


class Shape(NamedTuple):
    """A path, picture or shading: the matrix of its forms, and how many text objects are drawn before it."""

    item: Any
    kind: int  # FPDF_PAGEOBJ_*
    holder: Matrix | None
    order: int


class PageObjects(NamedTuple):
    """The objects of a page in drawing order; forms are opened, each path with the matrix of its forms.

    `inside` holds the text objects in forms and in optional content, which may be switched off as a whole, each with
    the places of the forms that hold it, the page's own first.
    """

    text_order: dict[
        Any, int
    ]  # text object -> its place (PDFium's pointers are equal where their addresses are)
    spans: dict[Any, Any]  # text object -> the mark that is its ActualText span
    span_texts: dict[Any, str]
    paths: list[tuple[Any, Matrix | None]]
    pictures: list[tuple[Any, Matrix | None]]
    shapes: list[Shape]
    inside: dict[Any, tuple[int, ...]]


def walk_objects(page: Any) -> PageObjects:
    """Collect a page's objects and take the ActualText spans out of it (in memory, the file is not touched)."""
    found = PageObjects({}, {}, {}, [], [], [], {})
    _walk(lib.FPDFPage_CountObjects, lib.FPDFPage_GetObject, page, None, found, ())
    return found


def _walk(
    count: Any, get: Any, holder: Any, matrix: Matrix | None, found: PageObjects, within: tuple[int, ...]
) -> None:
    """Collect what a page or a form holds; `within` are the places of the forms that hold it, the page's own first."""
    kind_of = lib.FPDFPageObj_GetType
    for index in range(count(holder)):
        item = get(holder, index)
        kind = kind_of(item)
        if kind == TEXT_OBJECT:
            found.text_order[item] = len(found.text_order)
            if within:
                found.inside[item] = within
            marks = lib.FPDFPageObj_CountMarks(item)
            if marks:
                _take_spans(item, marks, found, within)
        elif kind in _SHAPES:
            found.shapes.append(Shape(item, kind, matrix, len(found.text_order)))
            if kind == PATH_OBJECT:
                found.paths.append((item, matrix))
            elif kind == IMAGE_OBJECT:
                found.pictures.append((item, matrix))
        elif kind == FORM_OBJECT and len(within) < _DEEPEST:
            inner = object_matrix(item)
            inner = inner if matrix is None else multiply(inner, matrix)
            forms = (*within, index)
            _walk(lib.FPDFFormObj_CountObjects, lib.FPDFFormObj_GetObject, item, inner, found, forms)


def _take_spans(item: Any, marks: int, found: PageObjects, within: tuple[int, ...]) -> None:
    buffer, length = _BUFFER, _LENGTH
    for index in range(marks):
        mark = lib.FPDFPageObj_GetMark(item, index)
        if (
            lib.FPDFPageObjMark_GetName(mark, buffer, _BLOB, length)
            and ffi.buffer(buffer, 4)[:] == _OPTIONAL
            and length[0] == 6
        ):
            found.inside[item] = within
        if mark in found.span_texts:
            found.spans[item] = mark
            continue
        if lib.FPDFPageObjMark_GetParamBlobValue(mark, _ACTUAL_TEXT, buffer, _BLOB, length):
            if 0 < length[0] <= _BLOB:
                found.span_texts[mark] = _pdf_string(ffi.buffer(buffer, length[0])[:])
                found.spans[item] = mark
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
    return text.rstrip("\0").translate(_CONTROLS)


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
