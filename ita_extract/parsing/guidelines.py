"""The organisation's own guidance: the numbered steps after ข้อเท็จจริงพบว่า."""

from __future__ import annotations

from ita_extract.model import Guideline
from ita_extract.parsing.flow import Flow
from ita_extract.parsing.numbering import split_numbered
from ita_extract.parsing.sections import IndicatorSection


def read_guidelines(flow: Flow, sections: tuple[IndicatorSection, ...]) -> list[Guideline]:
    """Return the guidance of all sections, step by step."""
    rows: list[Guideline] = []
    for section in sections:
        if section.facts >= section.stop:
            continue
        _, steps = split_numbered(flow.text.cut(section.facts, section.stop))
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
    return rows
