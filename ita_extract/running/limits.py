"""What one document may cost, and the checks that can be made before it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ita_extract.errors import TooLargeError, UnreadableFileError
from ita_extract.messages import N_
from ita_extract.messages.both import Both, both
from ita_extract.reading.unfolding import unfolds_beyond

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The most that one document may take; each is far above what a real report needs.

    Time is wall time without a sleep of the machine; that of a page holds for each step with it (its text, its
    picture, its layout), and what is over costs that page alone. Memory is what the reading process and those it
    started hold in RAM. A stream is one compressed part of the PDF (a page's content, a picture, a font).
    """

    seconds: float = 600
    page_seconds: float = 30
    memory_mb: int = 2048
    pages: int = 2000
    file_mb: int = 512
    stream_mb: int = 256

    def check_file(self, path: Path) -> None:
        """Raise TooLargeError for too many bytes, UnreadableFileError if it is gone; nothing is read."""
        try:
            self.check_size(path.stat().st_size)
        except OSError as error:
            raise UnreadableFileError(
                both("The file cannot be read: {why}.", why=error.strerror or error)
            ) from error

    def check_streams(self, data: bytes) -> None:
        """Raise TooLargeError for a PDF with a stream that unfolds beyond the limit."""
        if unfolds_beyond(data, self.stream_mb * MEGABYTE):
            raise TooLargeError(
                both("A stream of the file unfolds to more than {stream_mb} MB.", stream_mb=self.stream_mb),
                hint=_SMALL_BOMB,
            )

    def check_size(self, size: int) -> None:
        """Raise TooLargeError for too many bytes."""
        if size > self.file_mb * MEGABYTE:
            raise TooLargeError(
                both("The file has more than {file_mb} MB.", file_mb=self.file_mb), hint=_raise("--max-size")
            )

    def check_pages(self, count: int) -> None:
        """Raise TooLargeError for a document of too many pages."""
        if count > self.pages:
            raise TooLargeError(
                both("The file has {count} pages; {pages} are allowed.", count=count, pages=self.pages),
                hint=_raise("--max-pages"),
            )


_SMALL_BOMB = N_("No report needs that: the file is damaged, or made to choke its reader.")


def _raise(option: str) -> Both:
    return both("If it is a real report, split it, or raise {option} and add --retry-failed.", option=option)
