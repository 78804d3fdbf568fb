"""Everything that can go wrong, as one family: a slug for programs, an exit code, a next step for people."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells its caller; a public contract."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    SOME_FAILED = 3
    NO_INPUT = 4
    OUTPUT_UNWRITABLE = 5
    DEFECT = 70
    INTERRUPTED = 130


class ItaExtractError(Exception):
    """The base of all errors that this program raises on purpose.

    `slug` names the error for programs (it is the `error_code` of a failed document), `hint` tells a person
    what to do next, `retryable` says whether the same command may succeed later without a change.
    """

    slug = "error"
    exit_code = ExitCode.DEFECT
    hint = ""
    retryable = False

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if hint is not None:
            self.hint = hint


class UsageError(ItaExtractError):
    """The command line or the configuration is wrong."""

    slug = "usage"
    exit_code = ExitCode.USAGE
    hint = "See: ita-extract --help"


class NoInputError(ItaExtractError):
    """No file matched what was asked for."""

    slug = "no_input"
    exit_code = ExitCode.NO_INPUT
    hint = "Name PDF files, folders that hold some, or a glob such as 'reports/*.pdf'."


class OutputError(ItaExtractError):
    """The output folder cannot be written."""

    slug = "output_unwritable"
    exit_code = ExitCode.OUTPUT_UNWRITABLE
    hint = "Choose another folder with --output, or make this one writable."
    retryable = True


class DocumentError(ItaExtractError):
    """One document cannot be read; all others go on."""

    slug = "unreadable"
    exit_code = ExitCode.SOME_FAILED


class EmptyFileError(DocumentError):
    """The file has no bytes."""

    slug = "empty"
    hint = "Download the file again; this copy holds nothing."


class NotPdfError(DocumentError):
    """The bytes are no PDF, whatever the name says."""

    slug = "not_pdf"
    hint = "Open the file in a browser: web pages and pictures are often saved under a .pdf name."


class EncryptedError(DocumentError):
    """The file opens only with a password."""

    slug = "encrypted"
    hint = "Save a copy without a password, for instance: qpdf --decrypt --password=... in.pdf out.pdf"


class DamagedError(DocumentError):
    """The file is a PDF, but neither reading nor rebuilding it gives a page."""

    slug = "damaged"
    hint = "Download the file again, or print it to a new PDF from a viewer that still shows it."


class UnreadableFileError(DocumentError):
    """The operating system would not give the bytes."""

    slug = "io"
    hint = "Check that the file is still there and that you may read it."
    retryable = True
