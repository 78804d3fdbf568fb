"""One file to one report: read, mend, lay out, parse, check."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from ita_extract import __version__
from ita_extract.assembling.report import Parsed, may_speak_of_ita, parse, speaks_of_ita
from ita_extract.checking.examining import with_findings
from ita_extract.errors import OcrMissingError
from ita_extract.layout.document import PageLayout, lay_out
from ita_extract.model import Document, EvidenceRow, Report, Status
from ita_extract.organizations.identify import identify
from ita_extract.organizations.official import ListFile, load_gazetteer
from ita_extract.pictures.scores import read_pictures
from ita_extract.reading.opening import PdfFile, open_pdf
from ita_extract.reading.page import PageContent
from ita_extract.reading.pictured import ReadPicture, large_pictures
from ita_extract.reading.scans import can_read_pictures
from ita_extract.tables.roster import read_roster, unread_roster

Ocr = Literal["auto", "always", "never"]


class PageText(NamedTuple):
    """A page's text as it reads after mending, and how far it can be trusted."""

    number: int
    text: str
    fit: bool
    quality: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Source:
    name: str
    pdf: PdfFile


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
        report = _report(_Source(source or path.name, pdf), pages, pictures)
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


def _report(source: _Source, pages: list[PageLayout], pictures: _PicturesOf) -> Report:
    unfit = [
        f"unfit-text: page {page.number}: {'; '.join(page.quality.reasons)}"
        for page in pages
        if not page.quality.fit
    ]
    if source.pdf.rebuilt:
        unfit.insert(0, "rebuilt-file: its cross-references were broken; pages may be missing at its end")
    if source.pdf.damaged:
        unfit.append(
            f"damaged-file: {source.pdf.damaged} content stream(s) break off; parts of pages may be missing"
        )
    roster = read_roster(pages)
    if roster is not None:
        reasons = (
            *unfit,
            *_scan_reasons(pages),
            *roster.doubts,
            *_guessed([("roster_scores", row) for row in roster.rows]),
        )
        status = Status.REVIEW if reasons else Status.OK
        document = _document(source, pages, status, None, reasons)
        document = document.model_copy(update={"fiscal_year": roster.fiscal_year})
        return Report(document=document, roster_scores=roster.rows)
    if not speaks_of_ita(pages):
        if may_speak_of_ita(pages):
            unfit.append(
                "maybe-a-report: read from pictures, and some words of an ITA report were found, but not all"
            )
        # a page that could not be read, or that is missing, may be the one that tells
        reasons = (*unfit, *unread_roster(pages))
        status = Status.REVIEW if reasons else Status.NOT_ITA
        return Report(document=_document(source, pages, status, None, reasons))
    parsed = parse(pages)
    told = read_pictures(pictures.read(), pages, parsed)
    parsed = told.added_to(parsed)
    reasons = (
        *unfit,
        *_scan_reasons(pages),
        *_incomplete(parsed),
        *parsed.doubts,
        *told.doubts,
        *_guessed(_rows_of(parsed)),
    )
    status = Status.REVIEW if reasons else Status.OK
    document = _document(source, pages, status, parsed, reasons)
    assert parsed.tables is not None
    return Report(document=document, **{name: getattr(parsed.tables, name) for name in _PARSED_TABLES})


_PARSED_TABLES = (
    "instrument_scores", "indicator_scores", "score_mentions", "score_history", "recommendations", "guidelines",
    "measures", "measure_steps", "organization_mentions",
)  # fmt: skip


def _document(
    source: _Source, pages: list[PageLayout], status: Status, parsed: Parsed | None, reasons: tuple[str, ...]
) -> Document:
    organization = parsed.organization if parsed else None
    return Document(
        document_id=source.pdf.sha256[:16],
        source=source.name,
        sha256=source.pdf.sha256,
        page_count=source.pdf.page_count,
        fiscal_year=parsed.fiscal_year if parsed else None,
        organization_type=organization.type if organization else None,
        organization_name=organization.name if organization else None,
        organization_written=organization.written if organization else None,
        district=organization.district if organization else None,
        province=organization.province if organization else None,
        overall_score=parsed.overall_score if parsed else None,
        rating=parsed.rating if parsed else None,
        text_source=_text_source(pages),
        status=status,
        review_reasons=reasons,
        extractor_version=__version__,
    )


def _scan_reasons(pages: list[PageLayout]) -> tuple[str, ...]:
    """Ask a person to compare what was read from pictures: a letter may be wrong that the reader was sure of."""
    scanned = [page.number for page in pages if page.sheet.text_source == "ocr"]
    if not scanned:
        return ()
    return (f"read-from-pictures: {_ranges(scanned)} read from pictures; compare the values with the pages",)


def _text_source(pages: list[PageLayout]) -> Literal["text", "ocr", "mixed"] | None:
    """Return where a document's text comes from; None without text."""
    sources = {page.sheet.text_source for page in pages if page.blocks}
    if len(sources) == 2:
        return "mixed"
    return "ocr" if "ocr" in sources else "text" if sources else None


def _ranges(numbers: list[int]) -> str:
    """Return page numbers in words: `page 3`, `pages 1-4, 6`."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    told = ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}-{part[-1]}" for part in parts)
    return f"page {told}" if len(numbers) == 1 else f"pages {told}"


def _rows_of(parsed: Parsed) -> list[tuple[str, EvidenceRow]]:
    """Return all rows that were read from the pages, each with its table's name."""
    assert parsed.tables is not None
    return [(name, row) for name in _PARSED_TABLES for row in getattr(parsed.tables, name)]


def _guessed(rows: list[tuple[str, EvidenceRow]]) -> list[str]:
    """Name the values that rest on a guess or hold a character that could not be read: a few, and how many."""
    doubtful = [(name, row) for name, row in rows if row.confidence < 1]
    reasons = [f"guessed-characters: page {row.page}: {name}: {row.raw[:60]}" for name, row in doubtful[:5]]
    if len(doubtful) > len(reasons):
        reasons.append(f"guessed-characters: {len(doubtful) - len(reasons)} more values")
    return reasons


def _incomplete(parsed: Parsed) -> list[str]:
    """Name what every report has and this one seems to lack: missing in the report, or missed by the reader."""
    tables = parsed.tables
    assert tables is not None
    reasons = []
    if parsed.fiscal_year is None:
        reasons.append("missing-fiscal-year: no year stands with the title")
    if parsed.organization.name is None:
        reasons.append("missing-organization: no organisation of a known class is named")
    if parsed.overall_score is None:
        reasons.append("missing-overall-score: no overall score was found")
    if parsed.rating is None:
        reasons.append("missing-rating: no level was found")
    found = {row.indicator for row in tables.indicator_scores}
    if len(found) < 10:
        absent = ", ".join(str(number) for number in range(1, 11) if number not in found)
        reasons.append(f"missing-indicators: the table of indicators has no row for {absent}")
    instruments = {row.instrument for row in tables.instrument_scores}
    reasons.extend(
        f"missing-instrument: no score of {name} was found"
        for name in ("IIT", "EIT", "OIT")
        if name not in instruments
    )
    if not tables.measures:
        reasons.append("missing-measures: no table of measures was found")
    return reasons
