"""What PDFium does not open, made anew by qpdf: broken cross-references, a lock that needs no key, a lost header.

qpdf is held to limits while it does so; they are the process's own, and put back afterwards.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

from ita_extract.reading.damage import content_streams

_UNPACKED = (
    1 << 28
)  # bytes that a stream which qpdf itself must read may take: cross-references, object streams
_ENCRYPT = re.compile(rb"/Encrypt(?![A-Za-z])")
_NO_NAME = b"/EncrypT"


class LockedPdfError(Exception):
    """The file opens only with a password."""


def rebuilt(data: bytes) -> bytes | None:
    """Return a PDF with cross-references made anew, and without encryption where no password is needed.

    None for one that cannot be rebuilt, or nothing (no bytes) for one without pages. Raises LockedPdfError.
    """
    import pikepdf

    out = io.BytesIO()
    try:
        with _limited(), pikepdf.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) == 0:
                return b""
            pdf.save(
                out,
                encryption=False,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
            )
    except pikepdf.PasswordError as error:
        raise LockedPdfError from error
    except (pikepdf.PdfError, ValueError, RuntimeError, OverflowError):
        return None
    return out.getvalue()


def is_encrypted(data: bytes) -> bool:
    """Tell whether a file says that it is encrypted."""
    return _ENCRYPT.search(data) is not None


def unlocked(data: bytes) -> bytes | None:
    """Return a file that says it is encrypted without its encryption; None where that takes a password.

    An empty owner's password opens as an empty user's does (PDFium tries only that). A file whose content streams
    unfold as they lie is not encrypted, whatever its trailer says.
    """
    try:
        plain = rebuilt(data)
    except LockedPdfError:
        plain = None
    if plain:
        return plain
    unnamed = _ENCRYPT.sub(_NO_NAME, data)
    streams = content_streams(unnamed)
    return unnamed if streams.whole > streams.damaged else None


@contextmanager
def _limited() -> Iterator[None]:
    from pikepdf import settings

    before = settings.set_qpdf_limits(
        flate_max_memory=_UNPACKED, run_length_max_memory=_UNPACKED, png_max_memory=_UNPACKED,
        tiff_max_memory=_UNPACKED, max_stream_filters=8,
    )  # fmt: skip
    try:
        yield
    finally:
        settings.set_qpdf_limits(**before)  # type: ignore[arg-type]  # it takes what it gave
