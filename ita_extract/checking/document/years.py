"""The two years of a report: the one that it analyses and the one that its measures are for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from ita_extract.checking.case import Case
from ita_extract.checking.clauses import is_not_of_now
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.checking.text import key_of
from ita_extract.checking.violations import Violation
from ita_extract.model import Measure, Severity

FISCAL_YEAR = enter(
    Rule(
        slug="fiscal-year-mismatch",
        scope=Scope.DOCUMENT,
        severity=Severity.ERROR,
        title=Message("ปีงบประมาณในหัวข้อไม่ตรงกับปกรายงาน", "A heading or section speaks of another fiscal year"),
        formula="year in titles (การวิเคราะห์ผลการประเมิน … YYYY) and before an indicator's number "
        "(ประจำปีงบประมาณ YYYY ตัวชี้วัดที่ N) = year of the report",
        tolerance="none; titles of measures and of earlier results have years of their own; a year before an indicator "
        "is judged where the score behind it is that of the report's own year; a date (ภายในปี 2569) is none",
        messages={
            "": Message(
                "หน้า {page} เขียนปี {found} (“{words}”) แต่รายงานนี้เป็นของปี {expected}",
                "Page {page} speaks of {found} (“{words}”); the report is for {expected}.",
            )
        },
        example="ผลการประเมินฯ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ ตัวชี้วัดที่ ๓ ในรายงานปี ๒๕๖๘",
    )
)
_YEAR = r"(?:ปีงบประมาณ|ในงบประมาณ|ประจำปี|ปี)(?:พ\.?ศ\.*)?(?P<year>25\d\d)"
_SECTION = re.compile(rf"{_YEAR}(?=ตัวชี้วัดที่(?P<number>\d{{1,2}})(?![\d.])(?P<behind>.{{0,90}}))")
_TITLE = re.compile(rf"(?:รายงาน)?การวิเคราะห์ผลการประเมิน[^0-9]{{0,120}}?{_YEAR}(?!\d)")
_OTHER_MATTER = re.compile(
    r"มาตรการ|ตาราง|การนำผล|แผน|ย้อนหลัง|เปรียบเทียบ|กับปี|ปีที่ผ่านมา|ตาม(?:ที่)?รายงาน|อ้างอิง|จากรายงาน|ฉบับ"
)
_GONE = re.compile(r"เคย(?:ได้|มี|อยู่).{0,24}$")
_DATED = re.compile(
    r"(?:ภายใน|จนถึง|ถึง|ตั้งแต่|นับแต่|ก่อน|หลัง|เริ่ม(?:ใน)?|ณ)$"
)  # `เพิ่มขึ้นอย่างน้อยร้อยละ 3.00 ภายในปี 2569`
_NEAR_BEFORE = 40  # characters of the key
_SCORE = re.compile(r"\d{1,3}\.\d+")


@FISCAL_YEAR.check_text
def years_of_sections(case: Case) -> Iterator[Violation]:
    """Find titles and openings of sections that name another year than the report's."""
    assert case.text is not None
    if case.year is None:
        return
    places = [match for match in case.text.finditer(_SECTION) if _opens_this_section(case, match)]
    places += [match for match in case.text.finditer(_TITLE) if case.text.starts_line(match.start())]
    for match in places:
        year = int(match["year"])
        begins = max(match.start() - 60, case.text.paragraph_start(match.start()))
        before = case.text.key[begins : match.start()] + match.group()
        if (
            year == case.year
            or _OTHER_MATTER.search(before)
            or is_not_of_now(case.text.clause_before(match.start()), None)
        ):
            continue
        spot = case.text.spot(match.start("year"), match.end("year"))
        yield Violation(
            "document",
            {"page": spot.page, "found": year, "expected": case.year, "words": match.group()[-60:]},
            (spot,),
            expected=str(case.year),
            found=str(year),
        )


def _opens_this_section(case: Case, match: re.Match[str]) -> bool:
    """Whether a year stands before an indicator with the score that it has in the report's own year.

    `ปีงบประมาณ พ.ศ. 2567 ตัวชี้วัดที่ 1 ได้คะแนน 88.00` quotes an earlier year; a column of a table may end in a year, too.
    """
    assert case.text is not None
    stated, score = case.indicators.get(int(match["number"])), _SCORE.search(match["behind"])
    if stated is None or score is None or case.text.is_tabular(match.start()):
        return False
    begins = case.text.paragraph_start(match.start())
    if _DATED.search(case.text.key, begins, match.start()):
        return False
    if case.text.paragraph_start(match.end()) > match.start() and is_not_of_now(
        case.text.key[begins : match.start()], None
    ):
        return (
            False  # the year ends a sentence about an aim or another body, and the indicator opens the next
        )
    if is_not_of_now(case.text.clause_before(match.start()), None) or _GONE.search(
        case.text.key, max(0, match.start() - _NEAR_BEFORE), match.start()
    ):
        return False  # จากที่เคยได้ 95.69 คะแนน ในปี 2563⏎ตัวชี้วัดที่ 4 …
    return Decimal(score.group()) == stated.score


_NAMES_A_YEAR = re.compile(r"(?<!\d)(?:25)?[67]\d(?!\d)")
_OCTOBER = 10  # a fiscal year begins
MEASURE_YEAR = enter(
    Rule(
        slug="measure-year-mismatch",
        scope=Scope.DOCUMENT,
        severity=Severity.WARNING,
        title=Message("ปีของมาตรการไม่ใช่ปีของรายงานหรือปีถัดไป", "Measures are for a year that does not follow"),
        formula="fiscal year of each measure (that of the days it names, where they lie before the results) ∈ "
        "{report year, report year + 1}, and one for all measures",
        tolerance="a period that names several years is judged by all of them: a plan of 2566-2570 goes on in 2569, "
        "and one that ends by 2570 is for the years before, too",
        messages={
            "": Message(
                "มาตรการที่ {number} เป็นของปี {found} (หน้า {page}) แต่รายงานวิเคราะห์ปี {year} จึงควรเป็นปี {expected}",
                "Measure {number} is for {found} (page {page}); the report analyses {year}, so {expected} is due.",
            ),
            "mixed": Message(
                "มาตรการที่ {number} เป็นของปี {found} (หน้า {page}) แต่มาตรการอื่นเป็นของปี {expected}",
                "Measure {number} is for {found} (page {page}); the other measures are for {expected}.",
            ),
        },
        example="ตลอดปีงบประมาณ ๒๕๖๗ ในมาตรการของรายงานปี ๒๕๖๘",
    )
)


@MEASURE_YEAR.check
def years_of_measures(case: Case) -> Iterator[Violation]:
    """Find measures for a year that is neither the report's nor the next, or that the others are not for."""
    if case.year is None:
        return
    by_year: dict[int, list[Measure]] = defaultdict(list)
    for row in case.report.measures:
        year = _year_of(row, case.year)
        if year is not None:
            by_year[year].append(row)
    if not by_year:
        return
    usual = max(by_year, key=lambda year: (len(by_year[year]), year))
    for year, rows in by_year.items():
        near = case.year <= year <= case.year + 1
        if near and year == usual:
            continue
        expected = usual if near else case.year + 1
        for row in rows:
            if _plans_for(row, case.year, case.year + 1):
                continue
            yield Violation(
                f"measure-{row.measure}",
                {
                    "number": row.measure, "found": year, "page": row.page, "year": case.year, "expected": expected,
                },
                (row,),
                expected=str(expected),
                found=str(year),
                variant="mixed" if near else "",
            )  # fmt: skip


def _year_of(row: Measure, results: int) -> int | None:
    """Return the fiscal year of a measure; that of the days it names, where they lie before the year of the results.

    `ตุลาคม 2566 - กันยายน 2567` in the table for 2569 was copied from an older report.
    """
    last = row.period_end
    if last is None or not _NAMES_A_YEAR.search(key_of(row.period)):
        return row.fiscal_year
    named = last.year + 543 + (last.month >= _OCTOBER)
    return named if named < results else row.fiscal_year


def _plans_for(row: Measure, *years: int) -> bool:
    """Whether a measure's period names several years, and one of those asked for is among them or between them.

    One that is to be done by a later year is for those before it, too: `ภายในปี 2570`.
    """
    period = key_of(row.period)
    named = sorted({int(year) for year in re.findall(r"25\d\d", period)})
    spans = [
        (int(first), int(last))
        for first, last in re.findall(
            r"(25\d\d)(?:[-–—~]|ถึง)(?:ปี(?:งบประมาณ)?)?(?:พ\.?ศ\.?)?(25\d\d)", period
        )
    ]
    spans += [(min(years), int(last)) for last in re.findall(r"ภายใน[^\d]{0,20}(25\d\d)", period)]
    several = len(named) > 1 and any(year in years for year in named)
    return several or any(first <= year <= last for first, last in spans for year in years)
