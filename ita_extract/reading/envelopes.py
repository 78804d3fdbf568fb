"""What a PDF is beside its pages: an envelope for other files, or the shell of an XFA form that only Adobe shows."""

from __future__ import annotations

from typing import Any, NamedTuple

from ita_extract.reading.pdfium import ffi, lib

_XFA = (2, 3)  # FORMTYPE_XFA_FULL, FORMTYPE_XFA_FOREGROUND
_MOST = 20  # names that are given
_LONGEST = 255  # UTF-16 units of a name


class Envelope(NamedTuple):
    """The names of the files attached to a PDF, and whether it is an XFA form (its pages are made by a program)."""

    attached: tuple[str, ...] = ()
    is_xfa: bool = False


def envelope_of(document: Any) -> Envelope:
    """Return what an open document (PDFium's handle) holds beside its pages."""
    count = lib.FPDFDoc_GetAttachmentCount(document)
    names = [_name(lib.FPDFDoc_GetAttachment(document, index)) for index in range(min(count, _MOST))]
    return Envelope(tuple(name for name in names if name), lib.FPDF_GetFormType(document) in _XFA)


def _name(attachment: Any) -> str:
    if attachment == ffi.NULL:
        return ""
    length = min(lib.FPDFAttachment_GetName(attachment, ffi.NULL, 0), 2 * _LONGEST)
    if length <= 2:
        return ""
    buffer = ffi.new("unsigned short[]", _LONGEST + 1)
    if lib.FPDFAttachment_GetName(attachment, buffer, 2 * (_LONGEST + 1)) > 2 * (_LONGEST + 1):
        return "?"
    text = bytes(ffi.buffer(buffer, length - 2)).decode("utf-16-le", "replace")
    return "".join(letter if letter.isprintable() else "�" for letter in text)
