"""The limits and the pulse, laid around the opening of PDFs for as long as files are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ita_extract import extracting
from ita_extract.reading.opening import PdfFile
from ita_extract.reading.page import PageContent
from ita_extract.running.limits import Limits

Beat = Callable[[int], None]  # told the number of each page before it is read
_DOOR = "open_pdf"
_Open = Callable[[Path], AbstractContextManager[PdfFile]]


@contextmanager
def guarded_reading(limits: Limits, beat: Beat) -> Iterator[None]:
    """Let the extractor open no PDF of too many pages, and tell each page that it begins.

    The extractor itself knows nothing of runs; it finds the guarded door under the name of the plain one.
    """
    names = vars(extracting)
    plain: _Open = names[_DOOR]
    names[_DOOR] = _guarded(plain, limits, beat)
    try:
        yield
    finally:
        names[_DOOR] = plain


def _guarded(plain: _Open, limits: Limits, beat: Beat) -> _Open:
    @contextmanager
    def open_pdf(path: Path) -> Iterator[PdfFile]:
        with plain(path) as pdf:
            limits.check_pages(pdf.page_count)
            yield _WatchedPdf(
                pdf.path, pdf.sha256, pdf.page_count, pdf.rebuilt, pdf.damaged, pdf._document, beat
            )

    return open_pdf


@dataclass(frozen=True)
class _WatchedPdf(PdfFile):
    """An open PDF that tells of each page before it is read."""

    beat: Beat

    def page(self, number: int) -> PageContent:
        """Read one page, counted from 1."""
        self.beat(number)
        return super().page(number)

    def scanned(self, number: int) -> PageContent:
        """Read one page, counted from 1, from its picture."""
        self.beat(number)
        return super().scanned(number)
