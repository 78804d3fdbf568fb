"""How messages name subjects and sections, in Thai and English."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ita_extract.model import Section, Subject


class Named(NamedTuple):
    """A thing's name in both languages."""

    th: str
    en: str


_SECTIONS = {
    Section.SUMMARY: Named("สรุปผล", "summary"),
    Section.INDICATOR_TABLE: Named("ตารางตัวชี้วัด", "indicator table"),
    Section.NARRATIVE: Named("คำบรรยาย", "narrative"),
    Section.FACTS: Named("ข้อเท็จจริง", "facts"),
    Section.MEASURES: Named("ตารางมาตรการ", "measures"),
    Section.HISTORY: Named("ผลย้อนหลัง", "earlier years"),
    Section.IMAGE: Named("ภาพ", "picture"),
}


def subject_name(subject: Subject) -> Named:
    """Return what the whole, an instrument, a part of EIT or an indicator is called in a sentence."""
    if subject is Subject.OVERALL:
        return Named("คะแนนรวม", "the overall score")
    if subject.indicator is not None:
        return Named(f"ตัวชี้วัดที่ {subject.indicator}", f"indicator {subject.indicator}")
    if subject.part is not None:
        return Named(f"{subject.instrument} ส่วนที่ {subject.part}", f"{subject.instrument} part {subject.part}")
    return Named(subject.value, subject.value)


def section_name(section: Section) -> Named:
    """Return what a part of a report is called in a sentence."""
    return _SECTIONS[section]


def figure(value: Decimal) -> str:
    """Return a score as it is printed: two decimals, more only where it has more."""
    cents = value.quantize(Decimal("0.01"))
    return str(cents if cents == value else value.normalize())


def computed(value: Decimal) -> str:
    """Return a computed score with four decimals at most, so that a tie before rounding shows."""
    return figure(value.quantize(Decimal("0.0001")))
