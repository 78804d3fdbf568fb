"""What every report has: ten indicators, a section for each, both parts of EIT."""

from __future__ import annotations

from collections.abc import Iterator

from ita_extract.checking.case import Case
from ita_extract.checking.hits import Hit
from ita_extract.checking.naming import Named, figure, subject_name
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.model import Section, Severity, Subject

MISSING_INDICATOR = enter(
    Rule(
        slug="missing-indicator",
        scope=Scope.DOCUMENT,
        severity=Severity.WARNING,
        title=Message("ตารางไม่มีตัวชี้วัดครบสิบตัว", "An indicator has no score in the table"),
        formula="the table of indicators has a row for each of 1-10",
        tolerance="not judged where no indicator at all has a row: then the table is a picture, or was not found",
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


@MISSING_INDICATOR.check
def missing_indicators(case: Case) -> Iterator[Hit]:
    """Find indicators without a row in the table."""
    rows = case.report.indicator_scores
    found = {row.indicator for row in rows}
    for number in range(1, 11) if rows else ():
        if number not in found:
            name = case.rules.indicator(number).name
            yield Hit(
                Subject.of_indicator(number),
                {"page": rows[0].page, "number": number, "name": name},
                pages=tuple(sorted({row.page for row in rows})),
                expected=name,
                bases=(case.basis("indicators"),),
            )


MISSING_SECTION = enter(
    Rule(
        slug="missing-section",
        scope=Scope.DOCUMENT,
        severity=Severity.WARNING,
        title=Message("ไม่มีหัวข้อวิเคราะห์ของตัวชี้วัด", "An indicator has no section"),
        formula="where at least five indicators have a section (a score, recommendation or guidance in the narrative), "
        "all ten have one",
        tolerance="a report without sections (measures alone) is not judged",
        messages={
            "": Message(
                "มีหัวข้อวิเคราะห์ของตัวชี้วัดที่ {others} แต่ไม่มีของตัวชี้วัดที่ {number} {name}",
                "Indicators {others} have sections; indicator {number}, {name}, has none.",
            )
        },
        example="มีหัวข้อตัวชี้วัดที่ ๑-๖ และ ๘-๑๐ แต่ไม่มีหัวข้อตัวชี้วัดที่ ๗",
    )
)


@MISSING_SECTION.check
def missing_sections(case: Case) -> Iterator[Hit]:
    """Find indicators of which the analysis says nothing, though it treats the others."""
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
        yield Hit(
            Subject.of_indicator(number),
            {
                "number": number, "name": case.rules.indicator(number).name,
                "others": ", ".join(str(other) for other in sorted(found)),
            },
            pages=tuple(pages),
            expected=case.rules.indicator(number).name,
        )  # fmt: skip


MISSING_PART = enter(
    Rule(
        slug="missing-eit-part",
        scope=Scope.DOCUMENT,
        severity=Severity.WARNING,
        title=Message("ขาด EIT ส่วนใดส่วนหนึ่ง", "One part of EIT is missing"),
        formula="from 2566 both parts of EIT have a score; where recommendations name one part under a heading, "
        "the other has a heading, too (note)",
        tolerance="a report that gives EIT as one figure is told so in the finding",
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


@MISSING_PART.check
def missing_parts(case: Case) -> Iterator[Hit]:
    """Find scores of one part of EIT without the other, and EIT without parts."""
    one, two, whole = (case.scores.get(name) for name in (Subject.EIT_1, Subject.EIT_2, Subject.EIT))
    present = one or two or whole
    if not case.rules.eit_parts.reported_separately or present is None or (one and two):
        return
    subject = Subject.EIT if not (one or two) else Subject.EIT_2 if one else Subject.EIT_1
    expected = subject_name(subject) if one or two else Named("EIT ส่วนที่ 1 และ 2", "EIT parts 1 and 2")
    found = subject_name(present.subject)
    yield Hit(
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
def missing_part_of_recommendations(case: Case) -> Iterator[Hit]:
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
    yield Hit(
        other.subject,
        {
            "found_th": found.th, "found_en": found.en, "page": parted[0].page, "expected_th": expected.th,
            "expected_en": expected.en, "score": figure(other.score), "other_page": other.row.page,
        },
        (parted[0], other.row),
        severity=Severity.NOTE,
        variant="recommendations",
    )  # fmt: skip
