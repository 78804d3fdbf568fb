"""What every report has: ten indicators, a section for each, both parts of EIT."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ita_extract.checking.case import Case
from ita_extract.checking.naming import figure, subject_name
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.checking.violations import Violation
from ita_extract.language.indicators import indicator_numbers
from ita_extract.model import IndicatorScore, Section, Severity, Subject

_ROW = 60  # characters of the key: the longest row of a table of indicators
_SCORE = re.compile(r"\d{1,3}\.\d\d")
_LISTED = re.compile(r"ตัวชี้วัด(?:ที่)?(?P<numbers>\d{1,2}(?:(?:,|และที่|และ|-|ถึง| )+(?:ตัวชี้วัดที่)?\d{1,2})+)(?![\d.])")
_OTHERS = re.compile(r"ตัวชี้วัด(?:อื่น|ที่เหลือ|นอกจากนี้)[^\d]{0,12}?(?:ไม่มี|ได้|มีคะแนน|อยู่ใน)")  # treated as a group

MISSING_INDICATOR = enter(
    Rule(
        slug="missing-indicator",
        scope=Scope.DOCUMENT,
        severity=Severity.WARNING,
        title=Message("ตารางไม่มีตัวชี้วัดครบสิบตัว", "An indicator has no score in the table"),
        formula="the table of indicators has a row for each of 1-10",
        tolerance="judged where the rows before and behind the gap follow each other on the page; what was not found "
        "there, or where no indicator at all has a row, is a reason for review",
        messages={
            "": Message(
                "ตารางตัวชี้วัด (หน้า {page}) ไม่มีตัวชี้วัดที่ {number} {name}",
                "The table of indicators (page {page}) has no row for indicator {number}, {name}.",
            )
        },
        example="ตารางมีตัวชี้วัดที่ ๑-๘ และ ๑๐ แต่ไม่มีตัวชี้วัดที่ ๙",
        rests_on=("indicators",),
    )
)


@MISSING_INDICATOR.check_text
def missing_indicators(case: Case) -> Iterator[Violation]:
    """Find indicators without a row in the table, where the rows around the gap follow each other on the page."""
    rows = case.report.indicator_scores
    found = {row.indicator: row for row in reversed(rows)}
    for number in range(1, 11) if rows else ():
        if number not in found and not _has_unread_row(case, number, found):
            name = case.rules.indicator(number).name
            yield Violation(
                Subject.of_indicator(number),
                {"page": rows[0].page, "number": number, "name": name},
                pages=tuple(sorted({row.page for row in rows})),
                expected=name,
                bases=(case.basis("indicators"),),
            )


def _has_unread_row(case: Case, number: int, found: dict[int, IndicatorScore]) -> bool:
    """Whether there is something where the row of an indicator should be: then the reader missed it."""
    assert case.text is not None
    before = max((other for other in found if other < number), default=None)
    behind = min((other for other in found if other > number), default=None)
    start = case.text.place_of(found[before]) if before is not None else None
    stop = case.text.place_of(found[behind]) if behind is not None else None
    key = case.text.key
    if start is None and stop is None:
        return True
    if start is not None and stop is not None:
        between = key[start:stop]
        return (
            start >= stop
            or len(_SCORE.findall(between)) > 1
            or _names(case, number).search(between) is not None
        )
    if start is not None:  # the last ones are missing
        return _names(case, number).search(key, start, start + _ROW) is not None
    assert stop is not None
    return _names(case, number).search(key, max(0, stop - _ROW), stop) is not None


def _names(case: Case, number: int) -> re.Pattern[str]:
    entry = case.rules.indicator(number)
    names = "|".join(map(re.escape, (entry.name, *entry.other_names)))
    return re.compile(rf"{names}|ตัวชี้วัด(?:ที่)?{number}(?![\d.])")


MISSING_SECTION = enter(
    Rule(
        slug="missing-section",
        scope=Scope.DOCUMENT,
        severity=Severity.WARNING,
        title=Message("ไม่มีหัวข้อวิเคราะห์ของตัวชี้วัด", "An indicator has no section"),
        formula="where at least five indicators have a section (a score, recommendation or guidance in the narrative), "
        "all ten have one",
        tolerance="judged where those around the gap have one and no running text names the indicator; a report "
        "without sections (measures alone) is not judged",
        messages={
            "": Message(
                "มีหัวข้อวิเคราะห์ของตัวชี้วัดที่ {others} แต่ไม่มีของตัวชี้วัดที่ {number} {name}",
                "Indicators {others} have sections; indicator {number}, {name}, has none.",
            )
        },
        example="มีหัวข้อตัวชี้วัดที่ ๑-๖ และ ๘-๑๐ แต่ไม่มีหัวข้อตัวชี้วัดที่ ๗",
    )
)


@MISSING_SECTION.check_text
def missing_sections(case: Case) -> Iterator[Violation]:
    """Find indicators of which the analysis says nothing, though it treats those around them."""
    assert case.text is not None
    report = case.report
    found = {
        row.subject.indicator
        for row in report.score_mentions
        if row.section in (Section.NARRATIVE, Section.FACTS) and row.subject.indicator is not None
    }
    found |= {row.indicator for row in report.recommendations if row.indicator}
    found |= {row.indicator for row in report.guidelines}
    if len(found) < 5:
        return
    pages = sorted({row.page for row in report.score_mentions if row.section == Section.NARRATIVE})
    for number in sorted(set(range(1, 11)) - found):
        around = {other for other in (number - 1, number + 1) if 1 <= other <= 10}
        if not around <= found or _is_spoken_of(case, number):
            continue
        yield Violation(
            Subject.of_indicator(number),
            {
                "number": number, "name": case.rules.indicator(number).name,
                "others": ", ".join(str(other) for other in sorted(found)),
            },
            pages=tuple(pages),
            expected=case.rules.indicator(number).name,
        )  # fmt: skip


def _is_spoken_of(case: Case, number: int) -> bool:
    """Whether running text below the table of indicators names an indicator: alone, or among others.

    `สำหรับตัวชี้วัดที่ 3 … ตัวชี้วัดที่ 5 … ได้คะแนนเต็ม ไม่มีข้อเสนอแนะ`; or its section was not read as one.
    """
    assert case.text is not None
    key = case.text.key
    table = [
        offset for row in case.report.indicator_scores if (offset := case.text.place_of(row)) is not None
    ]
    plan = [offset for row in case.report.measures if (offset := case.text.place_of(row)) is not None]
    below, stop = max(table, default=-_ROW) + _ROW, min(plan, default=len(key))
    named = [match.start() for match in _names(case, number).finditer(key, below, stop)]
    for match in _LISTED.finditer(key, below, stop):
        named += [match.start()] if number in indicator_numbers(match["numbers"]) else []
    named += [match.start() for match in _OTHERS.finditer(key, below, stop)]
    return any(not case.text.is_tabular(offset) for offset in named)


_PARTS = {
    Subject.EIT_1: re.compile(r"ส่วนที่1(?!\d)|eitpublic|part1(?!\d)"),
    Subject.EIT_2: re.compile(r"ส่วนที่2(?!\d)|eitsurvey|part2(?!\d)"),
}

MISSING_PART = enter(
    Rule(
        slug="missing-eit-part",
        scope=Scope.DOCUMENT,
        severity=Severity.WARNING,
        title=Message("ขาด EIT ส่วนใดส่วนหนึ่ง", "One part of EIT is missing"),
        formula="from 2566 where one part of EIT has a score the other has one, too; where recommendations name one "
        "part under a heading, the other has a heading, too (note)",
        tolerance="a report that gives EIT as one figure is not judged, nor is one that names the other part anywhere",
        messages={
            "": Message(
                "มีคะแนน {found_th} (หน้า {page}) แต่ไม่มีคะแนน {expected_th}",
                "There is a score of {found_en} (page {page}) and none of {expected_en}.",
            ),
            "recommendations": Message(
                "ข้อเสนอแนะมีเฉพาะ {found_th} (หน้า {page}) ทั้งที่ {expected_th} มีคะแนน {score} (หน้า {other_page})",
                "Recommendations speak of {found_en} alone (page {page}); {expected_en} has the score {score} "
                "(page {other_page}).",
            ),
        },
        example="มีคะแนน EIT ส่วนที่ ๑ แต่ไม่มี EIT ส่วนที่ ๒",
        years=(2566, None),
        rests_on=("eit_parts",),
    )
)


@MISSING_PART.check_text
def missing_parts(case: Case) -> Iterator[Violation]:
    """Find scores of one part of EIT without the other, which no word of the report names."""
    assert case.text is not None
    entry, two = (case.scores.get(name) for name in (Subject.EIT_1, Subject.EIT_2))
    present = entry or two
    if not case.rules.eit_parts.reported_separately or present is None or (entry and two):
        return
    subject = Subject.EIT_2 if entry else Subject.EIT_1
    if _PARTS[subject].search(case.text.key):
        return  # it is there: the reader missed it
    expected = subject_name(subject)
    found = subject_name(present.subject)
    yield Violation(
        subject,
        {
            "found_th": found.th, "found_en": found.en, "page": present.row.page, "expected_th": expected.th,
            "expected_en": expected.en,
        },
        (present.row,),
        expected=expected.en,
        found=found.en,
        bases=(case.basis("eit_parts"),),
    )  # fmt: skip


@MISSING_PART.check
def missing_part_of_recommendations(case: Case) -> Iterator[Violation]:
    """Find recommendations that speak of one part of EIT alone, though the other scores no higher."""
    parted = [row for row in case.report.recommendations if row.instrument == "EIT" and row.part]
    named = {Subject.of_instrument("EIT", row.part) for row in parted}
    if len(named) != 1:
        return
    part = named.pop()
    other = case.scores.get(Subject.EIT_2 if part is Subject.EIT_1 else Subject.EIT_1)
    if other is None:
        return
    found, expected = subject_name(part), subject_name(other.subject)
    yield Violation(
        other.subject,
        {
            "found_th": found.th, "found_en": found.en, "page": parted[0].page, "expected_th": expected.th,
            "expected_en": expected.en, "score": figure(other.score), "other_page": other.row.page,
        },
        (parted[0], other.row),
        severity=Severity.NOTE,
        variant="recommendations",
    )  # fmt: skip
