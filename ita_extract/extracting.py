"""One file to one report: read, mend, lay out, parse, check."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from ita_extract.assembling.another_report import split_reports
from ita_extract.assembling.report import Assembled, Source, assemble_all
from ita_extract.checking.examining import with_findings
from ita_extract.errors import DocumentError, OcrMissingError
from ita_extract.layout.pages import PageLayout, lay_out
from ita_extract.messages import N_
from ita_extract.model import Report
from ita_extract.organizations.identify import identify
from ita_extract.organizations.official import ListFile, load_gazetteer
from ita_extract.proving.prove import Proving, prove
from ita_extract.reading.attempts import Attempts
from ita_extract.reading.opening import PdfFile, open_pdf
from ita_extract.reading.page import PageContent
from ita_extract.reading.pictured import ReadPicture
from ita_extract.reading.scans import can_read_pictures
from ita_extract.thai.quality import TextQuality

Ocr = Literal["auto", "always", "never"]


class PageText(NamedTuple):
    """A page's text as it reads after mending, and how far it can be trusted."""

    number: int
    text: str
    fit: bool
    quality: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """A report with all that it was read from: the very objects of the readers, for those who look into them.

    `pages` are those of the report, `others` those of another report behind it, which was not read.
    """

    report: Report
    pages: tuple[PageLayout, ...]
    others: tuple[PageLayout, ...]
    made: Assembled


def extract(
    path: Path | str,
    *,
    source: str | None = None,
    gazetteer: Path | str | ListFile | None = None,
    ocr: Ocr = "auto",
    proof: Proving = "auto",
) -> Report:
    """Read one PDF into a report.

    `source` is the name that the report gives the file (its own name where none is given), `gazetteer` a CSV list of
    organisations with their codes, `ocr` which pages are read from their pictures: those that need it, all, or none;
    `proof` whether the ink of values is read beside their text: where there is a sign of doubt, always, or never.
    Raises a DocumentError (EmptyFileError, NotPdfError, EncryptedError, DamagedError,
    UnreadableFileError, OcrMissingError) for a file that cannot be read, UsageError for a gazetteer that cannot.
    """
    return read(path, source=source, gazetteer=gazetteer, ocr=ocr, proof=proof).report


def read(
    path: Path | str,
    *,
    source: str | None = None,
    gazetteer: Path | str | ListFile | None = None,
    ocr: Ocr = "auto",
    proof: Proving = "auto",
) -> Reading:
    """Read one PDF as `extract` does, and return with its report what the readers saw; raises as that does."""
    path = Path(path)
    names = load_gazetteer(gazetteer) if gazetteer else None
    with _collector_paused(), _file_named(path), open_pdf(path, with_outlines=proof != "never") as pdf:
        attempts = Attempts()
        pages, another = split_reports(_laid_out(pdf, ocr, attempts))
        facts = Source(
            source or path.name,
            pdf.sha256,
            pdf.page_count,
            pdf.rebuilt,
            pdf.damaged,
            file_date=pdf.own_date,
            faults=attempts,
            exchanged=pdf.map_signs.exchanged,
            envelope=pdf.envelope,
            another=another,
        )
        made = assemble_all(
            facts, pages, lambda: _pictures_of(pdf, pages, attempts) if ocr != "never" else []
        )
        report = prove(made.report, pages, pdf, proof, attempts)
        report = with_findings(identify(report, names, pages), pages, names)
        return Reading(report, tuple(pages), another.pages if another else (), made)


@contextmanager
def _file_named(path: Path) -> Iterator[None]:
    """Name the file in the traceback of its error, whose message names none: where it is shown, its file is."""
    try:
        yield
    except DocumentError as error:
        error.add_note(f"in the file {path}")
        raise


def _laid_out(pdf: PdfFile, ocr: Ocr, attempts: Attempts) -> list[PageLayout]:
    """Read and lay out all pages, from their pictures where the text that the file gives is unfit.

    Raises OcrMissingError if no page can be read without what is not installed, and the DocumentError of the first
    page where none can be read at all.
    """

    def rescan(number: int, quality: TextQuality) -> PageContent | None:
        if ocr == "never" or (quality.fit and ocr != "always") or not can_read_pictures():
            return None
        scanned = attempts.make(number, partial(pdf.scanned, number), part="its picture")
        return (
            scanned if scanned and scanned.glyphs else None
        )  # else nothing was read in it: the page stays unfit

    contents = (attempts.make(number, partial(pdf.page, number)) for number in range(1, pdf.page_count + 1))
    pages = lay_out(contents, rescan, attempts)
    attempts.check_some_read([page.number for page in pages if page.blocks or page.quality.fit])
    wanted = ocr == "always" or (ocr == "auto" and not any(page.quality.fit for page in pages))
    if pages and wanted and not can_read_pictures():
        raise OcrMissingError(N_("The file holds pictures of its pages; what reads them is not installed."))
    return pages


def _pictures_of(pdf: PdfFile, pages: list[PageLayout], attempts: Attempts) -> list[ReadPicture]:
    """Read the large pictures inside the digital pages; none without what reads pictures."""
    large = [
        (page.sheet, box)
        for page in pages
        if page.quality.fit and page.sheet.text_source == "text"
        for box in page.pictures
    ]
    if not large or not can_read_pictures():
        return []
    read = (
        attempts.make(sheet.number, partial(pdf.pictured, sheet, box), part="a picture on it")
        for sheet, box in large
    )
    return [picture for picture in read if picture is not None]


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
            for page in _laid_out(pdf, ocr, Attempts())
        ]
