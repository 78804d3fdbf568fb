"""The assessor's recommendations: item by item, what is wanting, what is advised, and what the advice refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ita_extract.language.item_codes import (
    CODES,
    LETTER_CODE,
    LETTERED,
    codes_in,
    references_in,
    referring,
    split_advice,
)
from ita_extract.language.lists import announces_bullets, entries_at_lines
from ita_extract.language.vocabulary import EIT_PART, SUB_INDICATOR, THEREFORE
from ita_extract.layout.document import Document
from ita_extract.layout.reasons import reason
from ita_extract.layout.span import Span
from ita_extract.model import Recommendation, ReviewReason, Subject
from ita_extract.numbers.ledger import Ledger
from ita_extract.outline.recommendation_segments import (
    PART_HEADING,
    Segment,
    is_denied,
    segments_of,
    sub_headings,
)
from ita_extract.outline.sections import IndicatorSection
from ita_extract.rulebook.year import YearRules
from ita_extract.thai.items import normal_code

_CODE_INSIDE = re.compile(
    rf"(?:ข้อคำถามที่|ข้อคำถาม|ข้อที่|ข้อ)(?P<codes>{CODES})|\((?P<bracketed>(?={LETTERED}){CODES})\)"
)
_STRAY_CODE = re.compile(
    r"(?<![a-z])[ioe]-?\d{1,2}(?!\d)(?!(?:[^ก-ฮ]|และ|ข้อ){0,12}(?:ได้|มี|ผล)*(?:คะแนน|ร้อยละ|\d+\.\d))"
    r"|(?<=ข้อ)0\d{2}(?!\d)"  # `(1) สาระ การบริหารเงิน ข้อ 020 รายงานผล…`: no recommendation for want of ประเด็น
)
_LETTERED_ENTRY = re.compile(r"\(?[กข][.)](?![ก-ฮ]\.)")
_PAST = re.compile(r"ปี(?:ที่ผ่านมา|ที่แล้ว|ก่อน)[^.]{0,40}$|ครั้งก่อน[^.]{0,40}$")
_BEFORE_PAST = 60  # characters before a recommendation in which such words are looked for
_ASKED = re.compile(r"ประเด็น|คำถาม")


def read_recommendations(
    document: Document, sections: tuple[IndicatorSection, ...], rules: YearRules, ledger: Ledger
) -> tuple[list[Recommendation], list[ReviewReason]]:
    """Return the recommendations of all sections in order, and what was left over (as review reasons)."""
    rows: list[Recommendation] = []
    doubts: list[ReviewReason] = []
    for section in sections:
        segments = segments_of(document.text, section, rules)
        doubts.extend(_unread_items(document.text, section, segments))
        for segment in segments:
            row = _row(document.text, segment, section, rules, len(rows) + 1)
            rows.append(row)
            ledger.take(document.text.cut(segment.start, segment.stop), "recommendations", len(rows))
            doubts.extend(_doubts_of(document.text, segment, row, len(rows), rules))
            if not row.items:
                doubts.append(
                    reason(
                        "recommendation-without-item",
                        f"indicator {section.indicator}: {row.issue}",
                        at=row,
                        subject=Subject.of_indicator(section.indicator),
                        table="recommendations",
                        row=len(rows),
                    )
                )
    doubts.extend(_strangers(rows, rules))
    return rows, doubts


def _strangers(rows: list[Recommendation], rules: YearRules) -> Iterator[ReviewReason]:
    """Name sections most of whose items belong to other indicators: a summary of all items may follow the last one."""
    sections: dict[int | None, list[Recommendation]] = {}
    for row in rows:
        sections.setdefault(row.indicator, []).append(row)
    for indicator, members in sections.items():
        homes = [{rules.item_indicator(code) for code in row.items} - {None} for row in members]
        strange = [row for row, home in zip(members, homes, strict=True) if home and indicator not in home]
        if len(strange) > 1 and len(strange) * 2 > len(members):
            codes = ", ".join(code for row in strange for code in row.items)
            yield reason("items-outside-sections", f"indicator {indicator}: {codes}", at=strange[0])


def _doubts_of(
    text: Span, segment: Segment, row: Recommendation, number: int, rules: YearRules
) -> Iterator[ReviewReason]:
    """Name what makes it doubtful that a recommendation is one, and is one only."""
    whole = text.cut(segment.start, segment.stop)

    def doubt(slug: str, detail: str, at: Span) -> ReviewReason:
        return reason(slug, detail, at=at, table="recommendations", row=number)

    if (
        not row.advice and row.instrument != "OIT"
    ):  # of the data to publish, what is missing is all that is said
        yield doubt("recommendation-without-advice", row.issue, whole)
    lettered = [match for match in whole.finditer(_LETTERED_ENTRY) if whole.starts_line(match.start())]
    if len(entries_at_lines(whole)) > 1 or len(lettered) > 1 or announces_bullets(whole):
        yield doubt("unread-list", whole.text, whole)  # guidance under words that nobody knows
    past = _PAST.search(text.key, max(0, segment.start - _BEFORE_PAST), segment.start)
    if past is not None:
        yield doubt("recommendation-of-the-past", past.group(), text.span(past))
    known = {*row.items, *row.references, *(code.lower() for code in row.references_unresolved)}
    inside = text.finditer(LETTER_CODE, segment.body, segment.stop)
    for match in inside:
        code = normal_code(match.group(), rules, row.indicator).code
        if code is not None and code not in known and "." not in code:
            yield doubt("unread-item", match.group(), text.span(match))


def _unread_items(text: Span, section: IndicatorSection, segments: list[Segment]) -> list[ReviewReason]:
    """Name the items that a section's assessor part speaks of outside its recommendations and references."""
    subject = Subject.of_indicator(section.indicator)
    segmented = [(segment.start, segment.stop) for segment in segments]
    references = referring(text, section.start, section.facts)
    taken = [*segmented, *references]
    spoken = [match.span() for match in text.finditer(_STRAY_CODE, section.start, section.facts)]
    unread = [
        reason(
            "unread-item",
            f"indicator {section.indicator}: {text.key[first:last]}",
            at=text.cut(first, last),
            subject=subject,
        )
        for places, known in ((spoken, taken), (references, segmented))
        for first, last in places
        if not any(start <= first < stop for start, stop in known)
        and not is_denied(text, section.start, first)
    ]
    therefore = THEREFORE.search(text.key, section.start, section.facts)
    if therefore and not segments and not unread and _ASKED.search(text.key, section.start, section.facts):
        detail = f"indicator {section.indicator}"
        unread.append(reason("unread-advice", detail, at=text.span(therefore), subject=subject))
    return unread


def _row(
    text: Span, segment: Segment, section: IndicatorSection, rules: YearRules, number: int
) -> Recommendation:
    issue, advice = split_advice(text.cut(segment.body, segment.stop))
    items = _items(text, segment, issue, rules, section.indicator)
    references, unresolved = references_in(advice if advice else issue, rules, bare=bool(advice))
    whole = text.cut(segment.start, segment.stop)
    instrument = rules.indicator(section.indicator).instrument
    return Recommendation(
        recommendation=number,
        indicator=section.indicator,
        sub_indicator=_sub_indicator(text, segment, section, rules),
        instrument=instrument,
        part=_part(text, segment, section) if instrument == "EIT" else None,
        items=tuple(items),
        issue=issue.text,
        advice=advice.text,
        references=tuple(references),
        references_unresolved=tuple(unresolved),
        pages=whole.pages,
        **whole.evidence(),
    )


def _items(text: Span, segment: Segment, issue: Span, rules: YearRules, indicator: int) -> list[str]:
    """Return the item codes of a recommendation; ranges (i12-i14) are written out."""
    where = text.cut(*segment.codes) if segment.codes else None
    if where is None:
        match = _CODE_INSIDE.search(issue.key)
        if match is None:
            return []
        where = issue.span(match, "codes" if match["codes"] else "bracketed")
    return list(dict.fromkeys(code for code, _ in codes_in(where, rules, indicator) if code))


def _part(text: Span, segment: Segment, section: IndicatorSection) -> int | None:
    """Return the EIT part whose heading stands last before a recommendation in its section."""
    part = None
    for match in text.finditer(PART_HEADING, section.start, segment.start):
        found = EIT_PART.search(text.key, match.start(), min(match.end() + 20, segment.start))
        if found is not None:
            part = 1 if found["public"] else 2 if found["survey"] else int(found["part"])
    return part


def _sub_indicator(text: Span, segment: Segment, section: IndicatorSection, rules: YearRules) -> str | None:
    """Return the sub-indicator that is named last before a recommendation in its section."""
    headed = [(offset, code) for offset, code in sub_headings(text, section, segment.body, rules)]
    named = [
        (match.start(), match["code"])
        for match in text.finditer(SUB_INDICATOR, section.start, segment.body)
        if match["word"]
    ]
    code = max([*headed, *named], default=(0, None))[1]
    return code if code and code.startswith(f"{section.indicator}.") else None
