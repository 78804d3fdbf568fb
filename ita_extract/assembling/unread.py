"""Blocks that no reader took: in a section of an indicator they are advice or guidance that would be lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal

from ita_extract.language.indicators import indicator_by_name, instrument_in
from ita_extract.language.lists import ANNOUNCED, ANY_MARKER
from ita_extract.language.vocabulary import (
    CLOSING,
    FACTS_OPENING,
    GUIDANCE_HEADING,
    SECTION_OPENING,
    SUB_INDICATOR,
)
from ita_extract.layout.blocks import Heading, ListItem, Paragraph, TableBlock, Text
from ita_extract.layout.document import Document
from ita_extract.layout.reasons import reason
from ita_extract.layout.span import Span
from ita_extract.model import Guideline, Recommendation, ReviewReason, Subject
from ita_extract.numbers.ledger import Ledger
from ita_extract.outline.numbered_headings import numbered_headings
from ita_extract.outline.recommendation_segments import PART_HEADING
from ita_extract.outline.sections import IndicatorSection, Outline
from ita_extract.reading.page import Box
from ita_extract.rulebook.year import YearRules
from ita_extract.tables.stitching import StitchedTable

_SCORES = "score_mentions"
_OWNED = 0.5  # share of a block's chars that must belong to rows
_MARKED_IN_WORDS = re.compile(r"(?:ขั้นตอน|ขั้น|ข้อ|ประการ)ที่\d{1,2}(?!\d)")
_LONGEST_LABEL = 80  # letters of an instrument's name with its part
_LEVEL_BOUND = re.compile(r"(?:ต่ำกว่า|ไม่ต่ำกว่า|ตั้งแต่|มากกว่า)?\d{2,3}(?:\.\d+)?(?:คะแนน|%)?(?:ขึ้นไป|-|ถึง)")
_MARKER = re.compile(r"^\(?(?:\d{1,2}(?:\.\d{1,2})?|[ก-ฮ])[.)]*")
_ASSESSORS_PART = re.compile(r"ข้อเสนอแนะ(?:ใน)?(?:ของ|จาก|การ|ที่)*(?:คณะ)?(?:ผู้(?:ตรวจ)?ประเมิน|พัฒนา|ปรับปรุง)?:?")
_NOTE = re.compile(r"\*{1,3}(?:ข้อมูลจาก|ที่มา|หมายเหตุ)")
_LONGEST_NAME = 60  # characters
_FEW_WORDS = 40  # characters
# what stands around the name of an indicator in a heading: its number, its score
_AROUND_NAME = re.compile(
    r"^(?:\(?\d{1,2}[.)]+)?(?:ตัวชี้วัด(?:ที่)?(?:\d{1,2})?[:.)]?)?"
    r"|\(?(?:ได้|มี|คะแนน|ร้อยละ|:|=)*\d{1,3}(?:\.\d{1,2})?(?:คะแนน|%)?\)?$"
)
_HEAD = 20  # chars with which a block begins
_SAME_EDGE = 2.0  # points
_CENTRED = 0.02  # share of a page's width, twice the distance of two middles
_FEWEST_SECTIONS = 3  # that make a run
_COLUMNS, _WORDY = (
    3,
    40,
)  # a table of so many columns, and of cells with so many letters, holds more than a list


def unread_blocks(
    document: Document, parts: Outline, tables: list[StitchedTable], ledger: Ledger, rules: YearRules
) -> Iterator[ReviewReason]:
    """Name the list items of the sections that belong to nothing that was read, and tables of text of that kind."""
    headings = numbered_headings(document, parts.sections[0].start).sure if parts.sections else frozenset()
    for block in document.text_blocks:
        section = _section_of(block.start, parts)
        listed = isinstance(block, ListItem) or _MARKED_IN_WORDS.match(block.span.key) is not None
        if section is None or isinstance(block, Heading) or not listed or block.start in headings:
            continue
        if not _is_taken(block.span, ledger) and not _is_heading(block.span):
            subject = Subject.of_indicator(section.indicator)
            yield reason("unread-block", block.span.text, at=block.span, subject=subject)
    yield from _lists_between(document, parts, headings, ledger, rules)
    yield from _rests_of_cells(document, ledger)
    for table in tables:
        cells = [cell for row in table.rows for cell in row.cells if cell]
        wordy = [cell for cell in cells if len(cell.key) >= _WORDY and not _is_label(cell)]
        if not wordy or len(table.rows[0].cells) < _COLUMNS:
            continue
        if not any(_is_taken(cell, ledger) for cell in cells):
            yield reason("unread-table", wordy[0].text, at=wordy[0])
            continue
        if not any(ledger.owned(cell) >= _OWNED for cell in cells if cell):
            continue  # of a table of scores the words are no more than labels
        for column in zip(*(row.cells for row in table.rows), strict=True):
            said = [cell for cell in column if cell and len(cell.key) >= _WORDY and not _is_label(cell)]
            if 2 * len(said) > len(table.rows) and not any(_is_taken(cell, ledger) for cell in said):
                yield reason("unread-table", said[0].text, at=said[0])


def _rests_of_cells(document: Document, ledger: Ledger) -> Iterator[ReviewReason]:
    """Name what stands over a table where one of its columns stands, when the page before ends with a table.

    Where no rule is drawn around it, the rest of a cell that a page end cuts is a line of text by itself.
    """
    above: TableBlock | None = None
    between: list[Text] = []
    for block in document.blocks:
        if isinstance(block, TableBlock):
            if above is not None and block.table.page == above.table.page + 1:
                columns = [cell.box for row in block.table.rows for cell in row[1:] if cell]
                for text in between:
                    if _fits(text.span, columns) and not _is_taken(text.span, ledger):
                        yield reason("unread-block", text.span.text, at=text.span)
            above, between = block, []
        elif isinstance(block, Paragraph | ListItem):
            between.append(block)


def _fits(text: Span, columns: Sequence[Box]) -> bool:
    """Whether a text stands between the edges of a column; titles in the middle of the page do not count."""
    left, right = min(char.x0 for char in text.chars), max(char.x1 for char in text.chars)
    middle = abs(left + right - text.chars[0].sheet.width) < _CENTRED * text.chars[0].sheet.width
    return not middle and any(box.x0 - _SAME_EDGE < left and right < box.x1 + _SAME_EDGE for box in columns)


def _lists_between(
    document: Document, parts: Outline, headings: frozenset[int], ledger: Ledger, rules: YearRules
) -> Iterator[ReviewReason]:
    """Name lists outside the sections that nobody read.

    They stand between two sections, under a heading for guidance, or under the name of an indicator (and a line of a
    few words, whatever they are).
    """
    first = parts.sections[0].start if parts.sections else 0
    last = parts.sections[-1].stop if parts.sections else 0
    heads = {section.start for section in parts.sections} | headings
    above = ""
    indicated = False
    for block in document.text_blocks:
        key = block.span.key
        listed = isinstance(block, ListItem) or ANY_MARKER.match(key) is not None
        if _names_indicator(block, rules):
            indicated = True
            above = key
            continue
        if not listed or block.start in heads:
            above = key
            indicated &= len(key) <= _FEW_WORDS
            continue
        guided = (
            GUIDANCE_HEADING.fullmatch(above) or ("แนวทาง" in above and ANNOUNCED.search(above)) or indicated
        )
        open_ = _section_of(block.start, parts) is None and (first < block.start < last or guided)
        if open_ and not _is_taken(block.span, ledger) and not CLOSING.match(key) and not _NOTE.match(key):
            yield reason("unread-block", block.span.text, at=block.span)


def _names_indicator(block: Text, rules: YearRules) -> bool:
    """Whether a block is the name of an indicator and nothing else, but for its number and its score."""
    key = block.span.key
    return len(key) <= _LONGEST_NAME and indicator_by_name(_AROUND_NAME.sub("", key), rules) is not None


def doubtful_sections(
    document: Document,
    parts: Outline,
    recommendations: Sequence[Recommendation],
    guidelines: Sequence[Guideline],
    scored: Mapping[int, Decimal],
) -> Iterator[ReviewReason]:
    """Name sections that may hold another one, whose heading nobody knew, and sections that are missing.

    A section with two openings of guidance, or with a sentence that opens on another indicator, holds two. Reports that
    have sections for indicators without advice have one for each; where some are missing, a page may be. Those that
    choose have those of the lowest scores: where sections are missing in one stretch, and some of them score less than
    some that are there, a page may be lost.
    """
    for section in parts.sections:
        subject = Subject.of_indicator(section.indicator)
        openings = list(document.text.finditer(FACTS_OPENING, section.start, section.stop))
        others = [
            match
            for match in document.text.finditer(SECTION_OPENING, section.start, section.stop)
            if int(match["number"]) != section.indicator and document.text.starts_line(match.start())
        ]
        if len(openings) > 1 or others:
            at = document.text.span((openings[1:] or others)[0])
            yield reason("doubtful-section", at.text, at=at, subject=subject)
    present = {section.indicator for section in parts.sections}
    advised = {row.indicator for row in recommendations} | {row.indicator for row in guidelines}
    run = present | advised
    absent = sorted(set(range(1, 11)) - run)
    if absent and ((len(present) > 1 and present - advised) or _is_broken_off(run, absent, scored)):
        yield reason("missing-sections", f"no section of indicator {', '.join(map(str, absent))} was found")


def _is_broken_off(present: Set[int | None], absent: Sequence[int], scored: Mapping[int, Decimal]) -> bool:
    """Whether the sections that are missing follow each other, and their scores do not say why they are missing."""
    if len(present) < _FEWEST_SECTIONS or absent[-1] - absent[0] + 1 > len(absent):
        return False
    known = [scored[number] for number in present if number is not None and number in scored]
    return any(number in scored and scored[number] < max(known, default=Decimal(0)) for number in absent)


def _section_of(offset: int, parts: Outline) -> IndicatorSection | None:
    """Return the section that holds a place behind its heading."""
    return next((section for section in parts.sections if section.start < offset < section.stop), None)


def _is_taken(span: Span, ledger: Ledger) -> bool:
    """Whether a text belongs to a row, or holds a score that was read."""
    head = Span(span.chars[:_HEAD], span.breaks[:_HEAD])  # `(1) ประเด็น … ข้อเท็จจริงพบว่า …` in one paragraph
    if ledger.owned(span) >= _OWNED or ledger.owned(head) >= _OWNED:
        return True
    return any(entry.claim is not None and entry.claim.table == _SCORES for entry in ledger.entries_in(span))


def _is_label(cell: Span) -> bool:
    """Whether a cell only names an instrument, or says what a level takes: the tables of the method."""
    return (instrument_in(cell.key) is not None and len(cell.key) < _LONGEST_LABEL) or bool(
        _LEVEL_BOUND.match(cell.key)
    )


def _is_heading(span: Span) -> bool:
    """Whether a list item is a heading (of a sub-indicator, of a part of EIT or of the report), or a note."""
    match = SUB_INDICATOR.match(span.key)
    named = match is not None and (match["word"] or match["title"])
    words = _MARKER.sub("", span.key)
    part = GUIDANCE_HEADING.fullmatch(words) or _ASSESSORS_PART.fullmatch(words) or _NOTE.match(span.key)
    return bool(named or part) or PART_HEADING.match(span.key) is not None or len(span.key) < 4
