"""The organisation's own guidance: the numbered steps after ข้อเท็จจริงพบว่า."""

from __future__ import annotations

import re

from ita_extract.language.lists import ANNOUNCED, Step, end_of_paragraph, is_marked_inside, split_numbered
from ita_extract.language.vocabulary import GUIDANCE_HEADING
from ita_extract.layout.document import Document
from ita_extract.layout.reasons import reason
from ita_extract.layout.span import Span
from ita_extract.model import Guideline, ReviewReason, Subject
from ita_extract.numbers.ledger import Ledger
from ita_extract.outline.numbered_headings import NumberedHeadings, numbered_headings
from ita_extract.outline.sections import IndicatorSection

_FEW_WORDS = 10  # characters
_TABLED = re.compile(r"คะแนน|ตัวชี้วัด|มาตรการ|ตาราง|ผลการประเมิน|เครื่องมือ|แบบวัด")


def _subject(section: IndicatorSection) -> Subject:
    return Subject.of_indicator(section.indicator)


def _is_headed(document: Document, section: IndicatorSection, guidance: Span) -> bool:
    """Whether more than a few words stand under a heading for guidance (`แนวทางปฏิบัติของหน่วยงาน :`)."""
    line = document.line_key(document.line_at(section.facts))
    return GUIDANCE_HEADING.fullmatch(line) is not None and len(guidance.key) > len(line) + _FEW_WORDS


def _without_markers(document: Document, section: IndicatorSection) -> list[Step]:
    """Return the paragraphs behind `… ดังนี้` as steps: their markers may be drawn, or there are none."""
    blocks = [block for block in document.text_blocks if section.facts <= block.start < section.stop]
    announced = next((n for n, block in enumerate(blocks) if ANNOUNCED.search(block.span.key[-14:])), None)
    if announced is None:
        return []
    return [Step(number, block.span) for number, block in enumerate(blocks[announced + 1 :], start=1)]


def _leads_to_table(document: Document, step: Span, stop: int) -> bool:
    """Whether a step may be the heading of the table behind it: it announces one, or names what such tables hold."""
    if ANNOUNCED.search(step.key[-14:]):
        return True
    return _TABLED.search(step.key) is not None and any(table.offset == stop for table in document.tables)


def read_guidelines(
    document: Document, sections: tuple[IndicatorSection, ...], ledger: Ledger
) -> tuple[list[Guideline], list[ReviewReason]]:
    """Return the guidance of all sections, step by step, and what may be no part of it (as review reasons)."""
    rows: list[Guideline] = []
    doubts: list[ReviewReason] = []
    headings = numbered_headings(document, sections[0].start) if sections else NumberedHeadings()
    for section in sections:
        if section.facts >= section.stop:
            continue
        stop = section.stop
        before, steps = split_numbered(document.text.cut(section.facts, stop))
        if not steps:
            steps = _without_markers(document, section)
            if steps:
                rest = steps[0].text
                doubts.append(reason("unread-list", rest.text, at=rest, subject=_subject(section)))
            elif ANNOUNCED.search(before.key) or _is_headed(document, section, before):
                doubts.append(reason("unread-list", before.text, at=before, subject=_subject(section)))
        if steps:
            begin = stop - len(steps[-1].text.key)
            line = document.starts[document.line_at(begin)]
            end, sure = end_of_paragraph(document.text, line, stop)
            if sure:
                steps[-1] = Step(steps[-1].number, document.text.cut(begin, end))
            else:
                rest = document.text.cut(end, stop)
                doubts.append(reason("text-behind-guidance", rest.text, at=rest))
            last = steps[-1].text
            if line in headings.contested and _leads_to_table(document, last, end):
                doubts.append(reason("text-behind-guidance", last.text, at=last))
        for step in steps:
            if not step.text:
                continue
            if is_marked_inside(step.text):
                doubts.append(reason("unread-list", step.text.text, at=step.text, subject=_subject(section)))
            rows.append(
                Guideline(
                    indicator=section.indicator,
                    step=step.number,
                    text=step.text.text,
                    pages=step.text.pages,
                    **step.text.evidence(),
                )
            )
            ledger.take(step.text, "guidelines", len(rows))
    return rows, doubts
