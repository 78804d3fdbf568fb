"""How messages name subjects and sections, in Thai and English."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ita_extract.model import Section


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


def subject_name(subject: str) -> Named:
    """Return what `overall`, `EIT-1` or `indicator-7` is called in a sentence."""
    if subject == "overall":
        return Named("คะแนนรวม", "the overall score")
    if subject.startswith("indicator-"):
        number = subject.removeprefix("indicator-")
        return Named(f"ตัวชี้วัดที่ {number}", f"indicator {number}")
    if subject.startswith("EIT-"):
        return Named(f"EIT ส่วนที่ {subject[-1]}", f"EIT part {subject[-1]}")
    return Named(subject, subject)


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
