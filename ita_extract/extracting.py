"""One file to one report: read, mend, lay out, parse, check."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from ita_extract.assembling.report import Source, assemble
from ita_extract.checking.examining import with_findings
from ita_extract.errors import OcrMissingError
from ita_extract.layout.pages import PageLayout, lay_out
from ita_extract.model import Report
from ita_extract.organizations.identify import identify
from ita_extract.organizations.official import ListFile, load_gazetteer
from ita_extract.reading.opening import PdfFile, open_pdf
from ita_extract.reading.page import PageContent
from ita_extract.reading.pictured import ReadPicture, large_pictures
from ita_extract.reading.scans import can_read_pictures

Ocr = Literal["auto", "always", "never"]


class PageText(NamedTuple):
    """A page's text as it reads after mending, and how far it can be trusted."""

    number: int
    text: str
    fit: bool
    quality: float
    reasons: tuple[str, ...]


def extract(
    path: Path | str,
    *,
    source: str | None = None,
    gazetteer: Path | str | ListFile | None = None,
    ocr: Ocr = "auto",
) -> Report:
    """Read one PDF into a report.

    `source` is the name that the report gives the file (its own name where none is given), `gazetteer` a CSV list of
    organisations with their codes, `ocr` which pages are read from their pictures: those that need it, all, or none.
    Raises a DocumentError (EmptyFileError, NotPdfError, EncryptedError, DamagedError,
    UnreadableFileError, OcrMissingError) for a file that cannot be read, UsageError for a gazetteer that cannot.
    """
    path = Path(path)
    names = load_gazetteer(gazetteer) if gazetteer else None
    with _collector_paused(), open_pdf(path) as pdf:
        pages, contents = _laid_out(pdf, ocr)
        pictures = _PicturesOf(pdf, pages, contents if ocr != "never" else [])
        facts = Source(source or path.name, pdf.sha256, pdf.page_count, pdf.rebuilt, pdf.damaged)
        report = assemble(facts, pages, pictures.read)
        return with_findings(identify(report, names, pages), pages, names)


def _laid_out(pdf: PdfFile, ocr: Ocr) -> tuple[list[PageLayout], list[PageContent]]:
    """Read and lay out all pages, from their pictures where the text that the file gives is unfit.

    Returns the pages, and the contents of those that hold pictures: the others need not be kept.
    Raises OcrMissingError if no page can be read without what is not installed.
    """
    contents = list(pdf.pages())
    pages = lay_out(contents)
    wanted = {page.number for page in pages if ocr == "always" or not page.quality.fit}
    if not wanted or ocr == "never":
        return pages, _with_pictures(contents)
    if not can_read_pictures():
        if len(wanted) == len(pages):
            raise OcrMissingError(
                f"{pdf.path.name} holds pictures of its pages; what reads them is not installed."
            )
        return pages, _with_pictures(contents)
    for index, content in enumerate(contents):
        if content.sheet.number in wanted:
            scanned = pdf.scanned(content.sheet.number)
            if scanned.glyphs:  # else a picture in which nothing was read: the page stays unfit
                contents[index] = scanned
    return lay_out(contents), _with_pictures(contents)


def _with_pictures(contents: list[PageContent]) -> list[PageContent]:
    return [content for content in contents if content.pictures]


@dataclass(frozen=True)
class _PicturesOf:
    """The pictures inside the digital pages of a file."""

    pdf: PdfFile
    pages: list[PageLayout]
    contents: list[PageContent]

    def read(self) -> list[ReadPicture]:
        """Read those that are large enough to hold results; none without what reads pictures."""
        fit = {page.number for page in self.pages if page.quality.fit}
        large = [
            (content.sheet, box)
            for content in self.contents
            if content.sheet.number in fit and content.sheet.text_source == "text"
            for box in large_pictures(content)
        ]
        if not large or not can_read_pictures():
            return []
        return [self.pdf.pictured(sheet, box) for sheet, box in large]


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause Python's cycle collector: a report makes 100,000 objects and no cycles, and looking costs a fifth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def page_texts(path: Path | str, *, ocr: Ocr = "auto") -> list[PageText]:
    """Return the mended text of each page; `ocr` is as for `extract`, and it raises as that does."""
    with open_pdf(Path(path)) as pdf:
        return [
            PageText(
                page.number,
                "\n".join(line.text for line in [*page.furniture, *page.lines]),
                page.quality.fit,
                page.quality.score,
                page.quality.reasons,
            )
            for page in _laid_out(pdf, ocr)[0]
        ]
