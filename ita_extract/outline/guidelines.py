"""The organisation's own guidance: the numbered steps after ข้อเท็จจริงพบว่า."""

from __future__ import annotations

from ita_extract.language.lists import Step, end_of_paragraph, split_numbered
from ita_extract.layout.flow import Flow
from ita_extract.model import Guideline
from ita_extract.outline.sections import IndicatorSection


def read_guidelines(flow: Flow, sections: tuple[IndicatorSection, ...]) -> tuple[list[Guideline], list[str]]:
    """Return the guidance of all sections, step by step, and what may be no part of it (as review reasons)."""
    rows: list[Guideline] = []
    doubts: list[str] = []
    for section in sections:
        if section.facts >= section.stop:
            continue
        stop = section.stop
        _, steps = split_numbered(flow.text.cut(section.facts, stop))
        if steps:
            begin = stop - len(steps[-1].text.key)
            line = flow.starts[flow.line_at(begin)]
            end, sure = end_of_paragraph(flow.text, line, stop)
            if sure:
                steps[-1] = Step(steps[-1].number, flow.text.cut(begin, end))
            else:
                rest = flow.text.cut(end, stop)
                doubts.append(f"text-behind-guidance: page {rest.pages[0]}: {rest.text[:60]}")
        rows.extend(
            Guideline(
                indicator=section.indicator,
                step=step.number,
                text=step.text.text,
                pages=step.text.pages,
                **step.text.evidence(),
            )
            for step in steps
            if step.text
        )
    return rows, doubts
