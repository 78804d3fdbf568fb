"""Claims to a report, made once: tables, the fate of each number, the document's facts, and the status."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ita_extract import __version__
from ita_extract.assembling.another_report import AnotherReport, added_to
from ita_extract.assembling.concealed import concealed_text, hidden_whole
from ita_extract.assembling.consensus import place_of
from ita_extract.assembling.document_kinds import is_around_the_ita, is_of_the_old_method
from ita_extract.assembling.envelopes import enveloped
from ita_extract.assembling.fates import close, fate_rows, reasons_of
from ita_extract.assembling.identity import Identity, read_identity
from ita_extract.assembling.pages import lost_text, missing_pages, repeated_pages
from ita_extract.assembling.pictured_name import with_pictured_name
from ita_extract.assembling.reading import Claims, read_claims
from ita_extract.assembling.subject_matter import may_speak_of_ita, speaks_of_ita
from ita_extract.assembling.written import with_sources
from ita_extract.evidence import EvidenceRow
from ita_extract.language.years import choose_fiscal_year
from ita_extract.layout.document import Document as Laid
from ita_extract.layout.document import document_of
from ita_extract.layout.pages import PageLayout
from ita_extract.layout.reasons import reason
from ita_extract.messages import N_
from ita_extract.model import (
    Document,
    DocumentKind,
    NumberFate,
    Report,
    ReviewReason,
    ScoreMention,
    Status,
    document_id_of,
)
from ita_extract.numbers.ledger import Ledger
from ita_extract.outline.names import mention_rows
from ita_extract.outline.sections import Outline
from ita_extract.pictures.scores import read_pictures
from ita_extract.reading.attempts import PageFault
from ita_extract.reading.envelopes import Envelope
from ita_extract.reading.pictured import ReadPicture
from ita_extract.tables.roster import Roster, read_roster, unread_roster
from ita_extract.tables.roster_totals import read_totals
from ita_extract.tables.typed import TypedTable

# Data holds these in English; where they are shown they are said again (messages/retelling.py).
_FROM_PICTURE = N_("page {pages} read from pictures; compare the values with the pages")
_FROM_PICTURES = N_("pages {pages} read from pictures; compare the values with the pages")
_MORE_VALUES = N_("{count} more values")
_ROSTER_VALUE = re.compile(r"[\d.,]+\.?")  # a rank or a score; what a name or a level holds is no value
_READ_TABLES = (
    "instrument_scores", "indicator_scores", "score_mentions", "score_history", "recommendations", "guidelines",
    "measures", "measure_steps", "measure_results", "organization_mentions", "roster_scores",
)  # fmt: skip


_BARE = Envelope()


@dataclass(frozen=True)
class Source:
    """The file that a report is made of: its name, its hash, its pages, and how far it is whole.

    `faults` may grow until the last picture is read; `exchanged` are characters whose names contradict their fonts.
    `another` is a report that stands behind this one in the file.
    """

    name: str
    sha256: str
    page_count: int
    rebuilt: bool = False
    damaged: int = 0
    file_date: str | None = None
    faults: Iterable[PageFault] = ()
    exchanged: str = ""
    envelope: Envelope = _BARE
    another: AnotherReport | None = None


@dataclass(frozen=True)
class Assembled:
    """A report, and what it was made of: the blocks, the account of the numbers, the parts, the tables as typed.

    `ledger` and `parts` are None for documents whose numbers and sections no reader asked for; `pictures` are those
    inside the pages that were read.
    """

    report: Report
    laid: Laid
    ledger: Ledger | None = None
    parts: Outline | None = None
    tables: tuple[TypedTable, ...] = ()
    pictures: tuple[ReadPicture, ...] = ()


def assemble(
    source: Source, pages: list[PageLayout], pictures: Callable[[], Sequence[ReadPicture]]
) -> Report:
    """Make the report of a document; as `assemble_all`, without what it was made of."""
    return assemble_all(source, pages, pictures).report


def assemble_all(
    source: Source, pages: list[PageLayout], pictures: Callable[[], Sequence[ReadPicture]]
) -> Assembled:
    """Make the report of a document; its status follows from its reasons. `pictures` reads those inside its pages.

    The pages of another report in the file (`source.another`) are not among `pages`: it is named, not read.
    """
    made = _assemble(source, pages, pictures)
    report = with_sources(made.report, pages)
    return replace(made, report=report if source.another is None else added_to(report, source.another))


def _assemble(
    source: Source, pages: list[PageLayout], pictures: Callable[[], Sequence[ReadPicture]]
) -> Assembled:
    laid = document_of(pages)
    roster = read_roster(pages, laid) or read_totals(pages, laid)
    if roster is not None:
        return _of_roster(source, pages, laid, roster)
    if is_of_the_old_method(pages):
        return _of_old_method(source, pages, laid)
    if not speaks_of_ita(pages) and not is_around_the_ita(pages):
        listed = unread_roster(pages)
        reasons = [*_file_reasons(source, pages), *listed, *hidden_whole(pages)]
        if may_speak_of_ita(pages):
            words = "read from pictures, and some words of an ITA report were found, but not all"
            reasons.append(reason("maybe-a-report", words))
        # a page that could not be read, or that is missing, may be the one that tells
        status = Status.OK if reasons else Status.NOT_ITA
        document = _document(source, pages, status, None)
        reasons += enveloped(source.envelope)  # they change no status: what the pages hold is no report
        known = document.model_copy(update=_known_unread(status, listed, laid))
        return Assembled(Report(document=known).with_reasons(reasons), laid)
    claims = read_claims(pages, laid)
    pictured = pictures()  # first, for a picture may have a fault
    report = with_pictured_name(_of_claims(source, pages, claims), pictured)
    report = read_pictures(pictured, pages, report).added_to(report).with_reasons(lost_text(pages, laid))
    return Assembled(report, laid, claims.ledger, claims.parts, claims.tables, tuple(pictured))


def _known_unread(status: Status, listed: Sequence[ReviewReason], laid: Laid) -> dict[str, object]:
    """Return what is known of a document that was not read: that it is none, or a roster of which year."""
    if listed:
        return {"document_kind": DocumentKind.ROSTER, "fiscal_year": choose_fiscal_year(laid)}
    return {"document_kind": DocumentKind.NOT_ITA} if status == Status.NOT_ITA else {}


def _of_old_method(source: Source, pages: list[PageLayout], laid: Laid) -> Assembled:
    """Return whose results they are and of which year; what five indices tell is no score of an indicator."""
    identity = replace(read_identity(pages, laid), kind=DocumentKind.OLD_METHOD)
    ledger = Ledger.of(laid)
    close(ledger)
    words = "results of the method before 2562, whose indices are not read"
    report = Report(
        document=_document(source, pages, Status.OK, identity),
        organization_mentions=mention_rows(identity.mentions),
        numbers=fate_rows(ledger, {}),
    )
    reasons = (
        *_file_reasons(source, pages),
        *_scan_reasons(pages),
        reason("old-method", words),
        *identity.reasons,
        *reasons_of(ledger),
    )
    return Assembled(report.with_reasons(reasons), laid, ledger)


def _of_claims(source: Source, pages: list[PageLayout], claims: Claims) -> Report:
    mentions = sorted(claims.scores.mentions, key=_on_the_page)
    close(claims.ledger)
    document = _document(source, pages, Status.OK, claims.identity)
    report = Report(
        document=document.model_copy(
            update={"overall_score": claims.scores.overall, "rating": claims.rating}
        ),
        instrument_scores=tuple(claims.scores.instrument_rows()),
        indicator_scores=tuple(row for _, row in sorted(claims.scores.indicators.items())),
        score_mentions=tuple(mentions),
        score_history=tuple(claims.scores.history),
        recommendations=tuple(claims.recommendations),
        guidelines=tuple(claims.guidelines),
        measures=tuple(claims.measures.measures),
        measure_steps=tuple(claims.measures.steps),
        measure_results=claims.measure_results,
        organization_mentions=mention_rows(claims.identity.mentions),
        numbers=_numbers(claims.ledger, mentions),
    )
    return report.with_reasons(
        (
            *_file_reasons(source, pages),
            *concealed_text(pages),
            *_scan_reasons(pages),
            *claims.reasons,
            *reasons_of(claims.ledger),
            *guessed(report),
        )
    )


def _numbers(ledger: Ledger, mentions: list[ScoreMention]) -> tuple[NumberFate, ...]:
    rows: dict[object, int] = {}
    for number, row in enumerate(mentions, start=1):
        rows.setdefault(place_of(row), number)
    return fate_rows(ledger, rows)


def _on_the_page(row: EvidenceRow) -> tuple[int, float, float]:
    return row.page, row.top, row.x0


def _of_roster(source: Source, pages: list[PageLayout], laid: Laid, roster: Roster) -> Assembled:
    ledger = Ledger.of(laid)
    for number, cells in enumerate(roster.cells, start=1):
        for cell in cells:
            if _ROSTER_VALUE.fullmatch(cell.key):
                ledger.claim(cell, "roster_scores", number)
            ledger.take(cell, "roster_scores", number)
    close(ledger)
    document = _document(source, pages, Status.OK, None)
    report = Report(
        document=document.model_copy(
            update={"fiscal_year": roster.fiscal_year, "document_kind": DocumentKind.ROSTER}
        ),
        roster_scores=roster.rows,
        numbers=fate_rows(ledger, {}),
    )
    reasons = (
        *_file_reasons(source, pages),
        *concealed_text(pages),
        *_scan_reasons(pages),
        *roster.doubts,
        *reasons_of(ledger),
        *guessed(report),
        *lost_text(pages, laid),
    )
    return Assembled(report.with_reasons(reasons), laid, ledger, tables=roster.typed)


def _document(source: Source, pages: list[PageLayout], status: Status, identity: Identity | None) -> Document:
    organization = identity.organization if identity else None
    return Document(
        document_id=document_id_of(source.sha256),
        source=source.name,
        sha256=source.sha256,
        page_count=source.page_count,
        fiscal_year=identity.fiscal_year if identity else None,
        organization_type=organization.type if organization else None,
        organization_name=organization.name if organization else None,
        agency_kind=organization.kind if organization else None,
        parent_organization=organization.parent_name if organization else None,
        organization_written=organization.written if organization else None,
        district=organization.district if organization else None,
        province=organization.province if organization else None,
        document_kind=identity.kind if identity else None,
        document_date=identity.version.date if identity else None,
        draft=identity.version.draft if identity else False,
        file_date=source.file_date,
        text_source=_text_source(pages),
        status=status,
        extractor_version=__version__,
    )


def _file_reasons(source: Source, pages: list[PageLayout]) -> list[ReviewReason]:
    """Name what is wrong with the file, and the pages that cannot be read as they are."""
    reasons = []
    pages = [*pages, *source.another.pages] if source.another else pages
    if source.rebuilt:
        words = "its cross-references were broken; pages may be missing at its end"
        reasons.append(reason("rebuilt-file", words))
    faults = list(source.faults)
    unread = {fault.page for fault in faults if not fault.part}
    reasons.extend(
        ReviewReason(slug="unread-page", detail=fault.words, page=fault.page)
        for fault in faults
        if not fault.part or fault.page not in unread
    )
    reasons.extend(
        ReviewReason(slug="unfit-text", detail="; ".join(page.quality.reasons), page=page.number)
        for page in pages
        if not page.quality.fit and page.number not in unread
    )
    reasons.extend(
        ReviewReason(slug="overlapping-text", detail=f"{page.overlapped} figures overlap", page=page.number)
        for page in pages
        if page.overlapped
    )
    reasons.extend(
        ReviewReason(slug="odd-characters", detail="; ".join(page.odd), page=page.number)
        for page in pages
        if page.odd
    )
    if source.exchanged:
        words = f"a font gives {' '.join(source.exchanged)} to glyphs in the place of others"
        reasons.append(reason("exchanged-characters", words))
    reasons.extend(missing_pages(pages, source.page_count))
    reasons.extend(repeated_pages(pages))
    if source.damaged:
        words = f"{source.damaged} content stream(s) break off; parts of pages may be missing"
        reasons.append(reason("damaged-file", words))
    return reasons


def _scan_reasons(pages: list[PageLayout]) -> Iterator[ReviewReason]:
    """Ask a person to compare what was read from pictures: a letter may be wrong that the reader was sure of."""
    scanned = [page.number for page in pages if page.sheet.text_source == "ocr"]
    if scanned:
        words = _FROM_PICTURE if len(scanned) == 1 else _FROM_PICTURES
        words = words.format(pages=_ranges(scanned).partition(" ")[2])
        yield reason("read-from-pictures", words)


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
    listed = ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}-{part[-1]}" for part in parts)
    return f"page {listed}" if len(numbers) == 1 else f"pages {listed}"


def guessed(report: Report) -> Iterable[ReviewReason]:
    """Name the values that rest on a guess or hold a character that could not be read: a few, and how many.

    What a person looked at is no guess any more.
    """
    doubtful = [
        (table, number, row)
        for table in _READ_TABLES
        for number, row in enumerate(getattr(report, table), start=1)
        if row.confidence < 1 and row.decided_by is None
    ]
    for table, number, row in doubtful[:5]:
        yield reason("guessed-characters", f"{table}: {row.raw[:60]}", at=row, table=table, row=number)
    if len(doubtful) > 5:
        yield reason("guessed-characters", _MORE_VALUES.format(count=len(doubtful) - 5))
