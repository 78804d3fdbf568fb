"""A second report in one file: another body's, or the same body's of another year, glued behind the first.

Its values would be merged with the first one's, or taken for contradictions of it. So the first report ends where the
second begins; that one is not read, and a person is asked to split the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ita_extract.assembling.document_kinds import holds_title
from ita_extract.assembling.fates import fate_rows
from ita_extract.assembling.identity import Identity, read_identity
from ita_extract.assembling.pages import lost_text
from ita_extract.language.agencies import names_of
from ita_extract.language.vocabulary import TITLE
from ita_extract.language.years import YearRole, year_mentions
from ita_extract.layout.document import Document, document_of
from ita_extract.layout.lines import Line
from ita_extract.layout.pages import PageLayout
from ita_extract.model import Report, ReviewReason
from ita_extract.numbers.ledger import Ledger
from ita_extract.outline.bodies import Body
from ita_extract.outline.cover import are_same, titled_body
from ita_extract.tables.roster import read_roster
from ita_extract.tables.roster_totals import read_totals

ANOTHER_REPORT = "another-report"
_SCORE = re.compile(r"(?<![\d.])\d{2,3}\.\d{2}(?!\d)")
_COVER_LINES, _COVER_LENGTH = 16, 700  # lines and letters of a page that is a cover and no more
_HEAD_LINES = 4  # lines that may hold the title of a report without a cover
_LEAD = 12  # letters that may stand before a title: a number, `ผลการ`
_WHOLE = 10  # scores of a report that tells all its indicators
_MOST = 12  # pages that are looked at as the beginning of another report


@dataclass(frozen=True)
class AnotherReport:
    """The pages from which another report begins, and whose it is as far as its title tells."""

    pages: tuple[PageLayout, ...]
    body: str | None
    year: int | None

    @property
    def reason(self) -> ReviewReason:
        """Return why a person should look at the file."""
        first, last = self.pages[0].number, self.pages[-1].number
        where = f"page {first} holds" if first == last else f"pages {first} to {last} hold"
        whose = f" of {self.body}" if self.body else ""
        when = f" of fiscal year {self.year}" if self.year else ""
        detail = f"{where} another report{whose}{when}; it was not read, split the file"
        return ReviewReason(slug=ANOTHER_REPORT, detail=detail, page=first)


def added_to(report: Report, another: AnotherReport) -> Report:
    """Return a report that names another one behind it, with the numbers of that one, which are none of its values."""
    laid = document_of(list(another.pages))
    ledger = Ledger.of(laid)
    for entry in ledger.entries:
        ledger.excuse(entry.number.span, ANOTHER_REPORT, "assembling", another.body or "")
    rows = (*report.numbers, *fate_rows(ledger, {}))
    return report.model_copy(update={"numbers": rows}).with_reasons(
        (another.reason, *lost_text(another.pages, laid))
    )


@dataclass(frozen=True)
class _Opening:
    """What the top of a page says that may begin a report: whose, and of which year's results."""

    body: Body | None
    year: int | None
    is_cover: bool


def split_reports(pages: list[PageLayout]) -> tuple[list[PageLayout], AnotherReport | None]:
    """Return the pages of the first report of a file, and the other one behind it; None where there is none."""
    own: Identity | None = None
    first = next((index for index, page in enumerate(pages) if page.key), len(pages))
    for index in list(_candidates(pages, first + 1))[:_MOST]:
        before, rest = pages[:index], pages[index:]
        opening = _opening(pages[index])
        if opening is None or not _tells_results(before) or not _tells_results(rest):
            continue
        own = own or read_identity(before, document_of(before))
        if (_is_of_another(opening, own, rest) or _is_of_another_year(opening, own, rest)) and not _is_roster(
            pages
        ):
            body = opening.body.written.text if opening.body is not None else None
            return before, AnotherReport(tuple(rest), body, opening.year)
    return pages, None


def _candidates(pages: Sequence[PageLayout], start: int) -> Iterator[int]:
    for index in range(start, len(pages)):
        if holds_title(pages[index].key[:_COVER_LENGTH]):
            yield index


def _is_roster(pages: list[PageLayout]) -> bool:
    laid = document_of(pages)
    return (read_roster(pages, laid) or read_totals(pages, laid)) is not None


def _opening(page: PageLayout) -> _Opening | None:
    """Return what a page begins as a report; None where its top holds no title of one."""
    laid = document_of([page])
    is_cover = (
        len(page.lines) <= _COVER_LINES and len(page.key) <= _COVER_LENGTH and not _SCORE.search(page.key)
    )
    stop = len(laid.text.key)
    if not is_cover:
        stop = min(stop, laid.starts[_HEAD_LINES] if len(laid.starts) > _HEAD_LINES else stop)
    if not is_cover and not _begins_with_title(laid, stop):
        return None
    titled = [
        mention.year
        for mention in year_mentions(laid)
        if mention.role == YearRole.TITLE and mention.offset < max(stop, 1)
    ]
    return _Opening(titled_body(laid, stop, page.number), titled[0] if titled else None, is_cover)


def _begins_with_title(laid: Document, stop: int) -> bool:
    """Whether a page begins with the title of a report."""
    first = TITLE.search(laid.text.key, 0, stop)
    return first is not None and first.start() <= _LEAD


def _tells_results(pages: Sequence[PageLayout]) -> bool:
    """Whether pages hold scores, or a table, as a report of results or of measures does and a letter does not."""
    return any(
        _SCORE.search(page.key) is not None or any(not isinstance(block, Line) for block in page.blocks)
        for page in pages
    )


def _is_of_another(opening: _Opening, own: Identity, rest: Sequence[PageLayout]) -> bool:
    """Whether a title names another body than the report's own, and what follows is about that one."""
    body, organization = opening.body, own.organization
    if body is None:
        return False
    if organization.type is None or organization.name is None:
        return opening.is_cover
    if are_same(body, organization.type, organization.name):
        return False
    if organization.parent is not None and (
        body.plain == (organization.parent.type, organization.parent.name)
    ):
        return False
    mine = _count(rest, organization.type, organization.name)
    theirs = _count(rest, body.agency.name, body.name)
    return theirs > mine if opening.is_cover else mine == 0 and theirs > 1


def _is_of_another_year(opening: _Opening, own: Identity, rest: Sequence[PageLayout]) -> bool:
    """Whether a title is of the results of another year, and what follows tells these as a report does."""
    if opening.year is None or own.fiscal_year is None or opening.year == own.fiscal_year:
        return False
    stated = [
        mention.year for mention in year_mentions(document_of(list(rest))) if mention.role == YearRole.RESULTS
    ]
    if own.fiscal_year in stated and stated.count(own.fiscal_year) >= stated.count(opening.year):
        return False
    scores = sum(len(_SCORE.findall(page.key)) for page in rest)
    if opening.is_cover:
        return scores > 0
    return opening.body is not None and scores >= _WHOLE and own.fiscal_year not in stated


def _count(pages: Sequence[PageLayout], kind: str, name: str) -> int:
    key = "".join(page.key for page in pages)
    return sum(key.count(written) for written in names_of(kind, name))
