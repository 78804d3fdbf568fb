"""Bytes that are no PDF -> the error that calls them what they are, with what to do about it."""

from __future__ import annotations

from ita_extract.errors import NotPdfError
from ita_extract.messages import N_
from ita_extract.messages.both import both

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # Office before 2007, and Office files under a password
_HEAD = 1024  # bytes within which a file says what it is

_SAVE_AS_PDF = N_(
    "Open it in the program that made it, save it as PDF (“Save as” or “Export”), and read that."
)
_OPEN_SITE = N_(
    "It may be an error page of the site: open the address in a browser, and download the report again."
)
_SCAN_AGAIN = N_("Put the pictures of all pages into one PDF, and read that.")
_UNPACK = N_("Unpack it, and read the PDF files that it holds.")

# Names that stand as they are in the packed file, with what the file is called.
_IN_ZIP = (
    (b"word/document.xml", N_("The file is a Word document, no PDF.")),
    (b"xl/workbook.xml", N_("The file is an Excel workbook, no PDF.")),
    (b"xl/workbook.bin", N_("The file is an Excel workbook, no PDF.")),
    (b"ppt/presentation.xml", N_("The file is a PowerPoint presentation, no PDF.")),
    (b"opendocument.text", N_("The file is an OpenDocument text, no PDF.")),
    (b"opendocument.spreadsheet", N_("The file is an OpenDocument spreadsheet, no PDF.")),
    (b"opendocument.presentation", N_("The file is an OpenDocument presentation, no PDF.")),
)
# Names of streams of an OLE file, in UTF-16.
_IN_OLE = (
    ("EncryptedPackage", N_("The file is an Office document under a password, no PDF.")),
    ("WordDocument", N_("The file is a Word document (.doc), no PDF.")),
    ("Workbook", N_("The file is an Excel workbook (.xls), no PDF.")),
    ("Book", N_("The file is an Excel workbook (.xls), no PDF.")),
    ("PowerPoint Document", N_("The file is a PowerPoint presentation (.ppt), no PDF.")),
)
_BEGINNINGS = (
    (b"{\\rtf", N_("The file is a Word document (.rtf), no PDF."), _SAVE_AS_PDF),
    (b"\xff\xd8\xff", N_("The file is a picture (JPEG), no PDF."), _SCAN_AGAIN),
    (b"\x89PNG", N_("The file is a picture (PNG), no PDF."), _SCAN_AGAIN),
    (b"II*\x00", N_("The file is a picture (TIFF), no PDF."), _SCAN_AGAIN),
    (b"MM\x00*", N_("The file is a picture (TIFF), no PDF."), _SCAN_AGAIN),
    (b"Rar!", N_("The file is an archive (RAR), no PDF."), _UNPACK),
    (b"7z\xbc\xaf", N_("The file is an archive (7z), no PDF."), _UNPACK),
)
_PAGE_MARKS = (b"<!doctype html", b"<html", b"<head", b"<body")


def no_pdf(data: bytes) -> NotPdfError:
    """Return the error for the bytes of a file that is no PDF: it is called what it is, where that is known."""
    if data.startswith(_ZIP):
        for name, message in _IN_ZIP:
            if name in data:
                return NotPdfError(message, hint=_SAVE_AS_PDF)
        return NotPdfError(N_("The file is an archive (ZIP), no PDF."), hint=_UNPACK)
    if data.startswith(_OLE):
        for stream, message in _IN_OLE:
            if stream.encode("utf-16-le") in data:
                return NotPdfError(message, hint=_SAVE_AS_PDF)
    for beginning, message, hint in _BEGINNINGS:
        if data.startswith(beginning):
            return NotPdfError(message, hint=hint)
    if any(mark in data[:_HEAD].lower() for mark in _PAGE_MARKS):
        return NotPdfError(N_("The file is a web page, no PDF."), hint=_OPEN_SITE)
    return NotPdfError(both("The file is no PDF: it begins with {beginning!r}.", beginning=data[:12]))
