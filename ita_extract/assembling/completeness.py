"""What every report has and this one seems to lack, what contradicts itself, and what no reader took."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ita_extract.assembling.consensus import SUM_TOLERANCE, sums_of
from ita_extract.assembling.identity import Identity
from ita_extract.assembling.scores import Scores
from ita_extract.language.item_codes import LETTERED_CODE, URGES
from ita_extract.layout.blocks import ListItem
from ita_extract.layout.document import Document
from ita_extract.layout.reasons import reason
from ita_extract.layout.span import Span
from ita_extract.model import DocumentKind, Measure, MeasureResult, ReviewReason, Section, Subject
from ita_extract.outline.recommendation_segments import names_item, speaks_of_items
from ita_extract.outline.sections import Outline
from ita_extract.rulebook.year import YearRules
from ita_extract.tables.measures import is_measure_table
from ita_extract.tables.stitching import StitchedTable

_ITEM_CELL = re.compile(r"(?:ข้อ)?[ieo]\d{1,2}(?:(?:,|และ|กับ|/| )+(?:ข้อ)?[ieo]\d{1,2})*")
_SCORE_CELL = re.compile(r"\d{2,3}\.\d{1,2}%?")
_TWO_DECIMALS = re.compile(r"\d{2,3}\.\d{2}")
_LETTER_ITEM = re.compile(LETTERED_CODE.replace("ieo", "ie"))  # of OIT a law or a list may speak
_MOST = Decimal(100)
_LONGEST_HEADING = 60  # characters
_WITHOUT_RESULTS = (DocumentKind.MEASURES, DocumentKind.CARRYING_OUT)
_INSTRUMENTS = (Subject.IIT, Subject.EIT, Subject.OIT)


def missing_parts(
    identity: Identity, rating: str | None, scores: Scores, measures: Sequence[Measure | MeasureResult]
) -> Iterator[ReviewReason]:
    """Name what every report has and this one seems to lack: missing in the report, or missed by the reader.

    Measures and reports on carrying them out need not tell results, announcements of results no measures.
    """
    kind = identity.kind
    tells_results = kind not in _WITHOUT_RESULTS or bool(scores.indicators)
    if identity.fiscal_year is None:
        yield reason("missing-fiscal-year", "no year stands with the title")
    if identity.organization.name is None:
        yield reason(
            "missing-organization", "no body of a known class is named as the one that the document is about"
        )
    if scores.overall is None and tells_results:
        yield reason("missing-overall-score", "no overall score was found", subject=Subject.OVERALL)
    if rating is None and tells_results:
        yield reason("missing-rating", "no level was found", subject=Subject.OVERALL)
    absent = [str(number) for number in range(1, 11) if number not in scores.indicators]
    if absent and tells_results:
        yield reason("missing-indicators", f"the table of indicators has no row for {', '.join(absent)}")
    found = {subject.instrument for subject in scores.labels if subject.part is None}
    for subject in _INSTRUMENTS:
        partly = any(label.instrument == subject.instrument for label in scores.labels)
        if subject.instrument not in found and not partly and kind not in _WITHOUT_RESULTS:
            yield reason("missing-instrument", f"no score of {subject} was found", subject=subject)
    if not measures and kind != DocumentKind.ANNOUNCEMENT:
        yield reason("missing-measures", "no table of measures was found")


def contradictions(scores: Scores) -> Iterator[ReviewReason]:
    """Name the subjects that have two values this year: the report contradicts itself, or one is no score of theirs."""
    values: dict[Subject, set[Decimal]] = defaultdict(set)
    for row in scores.mentions:
        if row.section != Section.HISTORY:
            values[row.subject].add(row.score)
    for subject, found in values.items():
        if len(found) > 1:
            slug = "several-overall-scores" if subject == Subject.OVERALL else "contradicted-score"
            first = next(row for row in scores.mentions if row.subject == subject)
            written = ", ".join(map(str, sorted(found)))
            yield reason(slug, f"{subject}: {written}", at=first, subject=subject)


def odd_scores(scores: Scores) -> Iterator[ReviewReason]:
    """Name the scores that no report can have: above 100, or with more than two decimals."""
    for row in scores.mentions:
        exponent = row.score.as_tuple().exponent
        if row.score > _MOST or (isinstance(exponent, int) and exponent < -2):
            yield reason("odd-score", f"{row.subject}: {row.score}", at=row, subject=row.subject)


def against_the_sums(scores: Scores, rules: YearRules) -> Iterator[ReviewReason]:
    """Name scores that the sums contradict where a number that was excused would fulfil them.

    `ค่าเฉลี่ยเลขคณิต 94.06 คะแนน คะแนนถ่วงน้ำหนัก 93.85 คะแนน`: the instruments give 93.85, so the choice may be wrong.
    """
    values: dict[str, Decimal] = {}
    for row in scores.mentions:
        if row.section != Section.HISTORY:
            values.setdefault(row.subject, row.score)
    values |= {f"indicator-{number}": row.score for number, row in scores.indicators.items()}
    excused = {
        entry.number.written: entry.number
        for entry in scores.ledger.entries
        if entry.claim is None
        and entry.rule in ("prose", "tables")
        and _TWO_DECIMALS.fullmatch(entry.number.written)
    }
    for total in sums_of(rules):
        if total.whole not in values or not set(total.parts) <= set(values):
            continue
        expected = total.expected(values)
        if abs(values[total.whole] - expected) <= SUM_TOLERANCE:
            continue
        for written, number in excused.items():
            if abs(Decimal(written) - expected) <= SUM_TOLERANCE:
                subject = Subject(total.whole)
                detail = f"{subject}: {values[total.whole]} was taken, the sums speak for {written}"
                yield reason("narrow-margin", detail, at=number.span, subject=subject)


def items_elsewhere(
    document: Document, parts: Outline, tables: list[StitchedTable]
) -> Iterator[ReviewReason]:
    """Name the places where the assessor's items stand outside the sections: recommendations that were not read."""
    stretches = [(0, parts.summary_stop), *parts.between(len(document.text.key))] if parts.sections else []
    for start, stop in stretches:
        where = document.text.cut(start, stop)
        if speaks_of_items(where):
            yield reason("items-outside-sections", f"pages {where.pages[0]} to {where.pages[-1]}", at=where)
        for block in document.text_blocks:
            if not start <= block.start < stop:
                continue
            named = isinstance(block, ListItem) and names_item(block.span)
            if named or _advises_on_an_item(block.span):
                yield reason("items-outside-sections", block.span.text, at=block.span)
    for table in tables:
        cell = next(
            (cell for row in table.rows for cell in row.cells if cell and _ITEM_CELL.fullmatch(cell.key)),
            None,
        )
        if cell is not None and not is_measure_table(table):
            yield reason("items-in-table", cell.text, at=cell)


def _advises_on_an_item(text: Span) -> bool:
    """Whether a line of a text names an item of IIT or EIT and says what should be done: a table without any rules."""
    return _LETTER_ITEM.search(text.key) is not None and URGES.search(text.key) is not None


def unread_headings(table: StitchedTable) -> Iterator[ReviewReason]:
    """Name a table without rows whose headings are too long for some: its rows may have been taken for them."""
    if not table.rows and any(len(heading) > _LONGEST_HEADING for heading in table.headings):
        first = next((cell for row in table.heading_rows for cell in row.cells if cell), None)
        yield reason("unread-table", first.text if first else max(table.headings, key=len), at=first)


def unread_table(table: StitchedTable) -> Iterator[ReviewReason]:
    """Name a table that nobody read when it holds numbers that look like scores."""
    numbers = [cell for row in table.rows for cell in row.cells if cell and _SCORE_CELL.fullmatch(cell.key)]
    if len(numbers) >= 2:
        yield reason("unread-table", f"{len(numbers)} numbers such as {numbers[0].text}", at=numbers[0])
