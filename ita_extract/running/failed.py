"""A file that could not be read -> a report that says so."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from ita_extract import __version__
from ita_extract.errors import ItaExtractError, OutOfMemoryError, TooLargeError
from ita_extract.messages import N_
from ita_extract.model import Document, Report, Status, document_id_of
from ita_extract.reading.watching import watcher
from ita_extract.writing.printing import harmless_line

DEFECT = "defect"
IO = "io"
_LONGEST_MESSAGE = 500
_UNREAD = N_("The document_id is made from the name of the file, since its bytes were not read.")
_NO_MEMORY = N_("Reading the file took more memory than there is.")
_REFUSED = N_("The system would not give the file: {why}.")
_DEFECT = N_("A defect in ita_extract stopped this file: {name}: {error}.")
_REPORT_IT = N_("Please report it with the file; --verbose shows where it happened.")
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{4,}")


def failed_report(path: Path, source: str, error: BaseException, *, known: str | None = None) -> Report:
    """Return the report of a file that could not be read: its document alone, status failed.

    `error_code` is the error's slug, `error_message` its words and the next step. Where the system does not
    even give the bytes, or they are too many to look at (`known` is the SHA-256 of a file that was looked at), the
    document is known by the SHA-256 of its source name, and the message says so.
    """
    code, message = _explain(error)
    try:
        sha256 = None if known is None and isinstance(error, TooLargeError) else sha256_of_file(path)
    except OSError:
        sha256 = None
    if sha256 is None:
        sha256 = sha256_of_name(source)
        message += f" {_UNREAD}"
    document = Document(
        document_id=document_id_of(sha256),
        source=source,
        sha256=sha256,
        status=Status.FAILED,
        error_code=code,
        error_message=_tidy(message, path, source),
        extractor_version=__version__,
    )
    return Report(document=document)


def sha256_of_file(path: Path) -> str:
    """Return the SHA-256 of a file, hex. Raises OSError."""
    with watcher().file(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sha256_of_name(source: str) -> str:
    """Return what stands for the SHA-256 of a file whose bytes cannot be read, hex."""
    return hashlib.sha256(source.encode()).hexdigest()


def _explain(error: BaseException) -> tuple[str, str]:
    if isinstance(error, ItaExtractError):
        return error.slug, f"{error.message} {error.hint}".strip()
    if isinstance(error, MemoryError):
        return (
            OutOfMemoryError.slug,
            f"{_NO_MEMORY} {OutOfMemoryError.hint}",
        )
    if isinstance(error, OSError):
        return IO, _REFUSED.format(why=error.strerror or error)
    return DEFECT, (
        _DEFECT.format(name=type(error).__name__, error=error)[:_LONGEST_MESSAGE].removesuffix(".")
        + f". {_REPORT_IT}"
    )


def _tidy(message: str, path: Path, source: str) -> str:
    """Return a message fit for a data file: one line, without paths, memory addresses and what terminals obey."""
    for written in sorted({str(path), str(path.absolute()), str(path.resolve())}, key=len, reverse=True):
        message = message.replace(written, source)
    message = _ADDRESS.sub("0x…", message)
    return harmless_line(" ".join(message.split()))
