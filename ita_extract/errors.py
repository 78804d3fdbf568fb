"""Everything that can go wrong, as one family: a slug for programs, an exit code, a next step for people."""

from __future__ import annotations

from enum import IntEnum

from ita_extract.messages import N_, _
from ita_extract.messages.both import Both


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
    Data files hold `message` and `hint`, which are English; people are shown `said` and `said_hint`.
    """

    slug = "error"
    exit_code = ExitCode.DEFECT
    hint = ""
    retryable = False

    def __init__(self, message: str | Both, *, hint: str | Both | None = None) -> None:
        self.message = _ended(message.en if isinstance(message, Both) else message)
        super().__init__(self.message)
        self._message = message
        if hint is not None:
            self.hint = hint.en if isinstance(hint, Both) else hint
        self._hint = hint

    @property
    def said(self) -> str:
        """Return what went wrong in the language of this run."""
        return _ended(_said(self._message))

    @property
    def said_hint(self) -> str:
        """Return what to do next in the language of this run."""
        return _said(self.hint if self._hint is None else self._hint)


def _ended(text: str) -> str:
    """Return a sentence with one full stop, where the words of a library that end it bring their own."""
    return text[:-1] if text.endswith("..") and not text.endswith("...") else text


def _said(text: str | Both) -> str:
    return str(text) if isinstance(text, Both) else _(text)


class UsageError(ItaExtractError):
    """The command line or the configuration is wrong."""

    slug = "usage"
    exit_code = ExitCode.USAGE
    hint = N_("See: ita-extract --help")


class MissingExtraError(UsageError):
    """What was asked for needs libraries that are installed only on demand; the hint is the command."""

    slug = "missing_extra"


class RemoteAccessError(ItaExtractError):
    """A store of files refuses to be listed, or does not answer."""

    slug = "remote_access"
    exit_code = ExitCode.USAGE
    hint = N_("Look at the address, the credentials in your environment, and the network; see docs/bulk.md.")
    retryable = True


class NoInputError(ItaExtractError):
    """No file matched what was asked for."""

    slug = "no_input"
    exit_code = ExitCode.NO_INPUT
    hint = N_("Name PDF files, folders that hold some, or a glob such as 'reports/*.pdf'.")


class OutputError(ItaExtractError):
    """The output folder cannot be written."""

    slug = "output_unwritable"
    exit_code = ExitCode.OUTPUT_UNWRITABLE
    hint = N_("Choose another folder with --output, or make this one writable.")
    retryable = True


class DocumentError(ItaExtractError):
    """One document cannot be read; all others go on. `page` is the one that it happened with, counted from 1."""

    slug = "unreadable"
    exit_code = ExitCode.SOME_FAILED

    def __init__(
        self, message: str | Both, *, hint: str | Both | None = None, page: int | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.page = page


class EmptyFileError(DocumentError):
    """The file has no bytes, or no pages."""

    slug = "empty"
    hint = N_("Download the file again; this copy holds nothing.")


class NotPdfError(DocumentError):
    """The bytes are no PDF, whatever the name says."""

    slug = "not_pdf"
    hint = N_("Open the file in a browser: web pages and pictures are often saved under a .pdf name.")


class EncryptedError(DocumentError):
    """The file opens only with a password."""

    slug = "encrypted"
    hint = N_("Save a copy without a password, for instance: qpdf --decrypt --password=... in.pdf out.pdf")


class DamagedError(DocumentError):
    """The file is a PDF, but neither reading nor rebuilding it gives a page."""

    slug = "damaged"
    hint = N_("Download the file again, or print it to a new PDF from a viewer that still shows it.")


class OcrMissingError(DocumentError):
    """Every page is a picture, and what reads pictures is not installed."""

    slug = "ocr_missing"
    hint = N_(
        "Install what reads pictures, then run again with --retry-failed: pip install 'ita-extract[ocr]'. "
        "`ita-extract doctor` tells what is missing."
    )
    retryable = True


class UnreadableFileError(DocumentError):
    """The operating system would not give the bytes."""

    slug = "io"
    hint = N_("Check that the file is still there and that you may read it.")
    retryable = True


class TooLargeError(DocumentError):
    """The file asks for more than a document may: bytes, pages, or what its streams unfold to."""

    slug = "too_large"
    hint = N_("If the file is a real report, split it, or raise the limit that the message names.")


class DocumentTimeoutError(DocumentError):
    """Reading took longer than a document, or a page, may."""

    slug = "timeout"
    hint = N_("Read it again with --retry-failed and a longer --timeout, or on a machine with less to do.")


class OutOfMemoryError(DocumentError):
    """Reading took more memory than a document may."""

    slug = "out_of_memory"
    hint = N_("Read it again with --retry-failed and a larger --memory, or with fewer --workers.")


class CrashedError(DocumentError):
    """The process that read the file died, and died each time when it was done anew."""

    slug = "crashed"
    hint = N_("Print the file to a new PDF from a viewer that shows it; please report it with the file.")


class LockedError(OutputError):
    """Another run is writing to the same output folder."""

    slug = "output_locked"
    hint = N_("Wait until it ends, or choose another folder with --output.")


class WorkerStartError(ItaExtractError):
    """The processes that read files die before they read anything."""

    slug = "worker_start"
    hint = N_(
        "In a program of your own, call run() under `if __name__ == '__main__':`. Else see what the system "
        "lacks with --workers 0, which reads in one process."
    )
