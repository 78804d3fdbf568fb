"""The organisation's own guidance: the numbered steps after ข้อเท็จจริงพบว่า."""

from __future__ import annotations

from ita_extract.language.lists import Step, end_of_paragraph, split_numbered
from ita_extract.layout.flow import Document
from ita_extract.layout.reasons import reason
from ita_extract.model import Guideline, ReviewReason
from ita_extract.numbers.ledger import Ledger
from ita_extract.outline.sections import IndicatorSection


def read_guidelines(
    document: Document, sections: tuple[IndicatorSection, ...], ledger: Ledger
) -> tuple[list[Guideline], list[ReviewReason]]:
    """Return the guidance of all sections, step by step, and what may be no part of it (as review reasons)."""
    rows: list[Guideline] = []
    doubts: list[ReviewReason] = []
    for section in sections:
        if section.facts >= section.stop:
            continue
        stop = section.stop
        _, steps = split_numbered(document.text.cut(section.facts, stop))
        if steps:
            begin = stop - len(steps[-1].text.key)
            line = document.starts[document.line_at(begin)]
            end, sure = end_of_paragraph(document.text, line, stop)
            if sure:
                steps[-1] = Step(steps[-1].number, document.text.cut(begin, end))
            else:
                rest = document.text.cut(end, stop)
                doubts.append(reason("text-behind-guidance", rest.text, at=rest))
        for step in steps:
            if not step.text:
                continue
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
