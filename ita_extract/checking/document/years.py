"""The two years of a report: the one that it analyses and the one that its measures are for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ita_extract.checking.case import Case
from ita_extract.checking.hits import Hit
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.model import Measure, Severity

FISCAL_YEAR = enter(
    Rule(
        slug="fiscal-year-mismatch",
        scope=Scope.DOCUMENT,
        severity=Severity.ERROR,
        title=Message("ปีงบประมาณในหัวข้อไม่ตรงกับปกรายงาน", "A heading or section speaks of another fiscal year"),
        formula="year in titles (การวิเคราะห์ผลการประเมิน … YYYY) and before an indicator's number "
        "(ประจำปีงบประมาณ YYYY ตัวชี้วัดที่ N) = year of the report",
        tolerance="none; titles of measures and of earlier results have years of their own",
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
_SECTION = re.compile(rf"{_YEAR}(?=ตัวชี้วัดที่\d)")
_TITLE = re.compile(rf"(?:รายงาน)?การวิเคราะห์ผลการประเมิน[^0-9]{{0,120}}?{_YEAR}(?!\d)")
_OTHER_MATTER = re.compile(r"มาตรการ|ตาราง|การนำผล|แผน|ย้อนหลัง|เปรียบเทียบ|กับปี|ปีที่ผ่านมา")


@FISCAL_YEAR.check_text
def years_of_sections(case: Case) -> Iterator[Hit]:
    """Find titles and openings of sections that name another year than the report's."""
    assert case.text is not None
    if case.year is None:
        return
    places = list(case.text.finditer(_SECTION))
    places += [match for match in case.text.finditer(_TITLE) if case.text.starts_line(match.start())]
    for match in places:
        year = int(match["year"])
        before = case.text.key[max(0, match.start() - 60) : match.start()] + match.group()
        if year == case.year or _OTHER_MATTER.search(before):
            continue
        spot = case.text.spot(match.start("year"), match.end("year"))
        yield Hit(
            "document",
            {"page": spot.page, "found": year, "expected": case.year, "words": match.group()[-60:]},
            (spot,),
            expected=str(case.year),
            found=str(year),
        )


MEASURE_YEAR = enter(
    Rule(
        slug="measure-year-mismatch",
        scope=Scope.DOCUMENT,
        severity=Severity.WARNING,
        title=Message("ปีของมาตรการไม่ใช่ปีของรายงานหรือปีถัดไป", "Measures are for a year that does not follow"),
        formula="fiscal year of each measure ∈ {report year, report year + 1}, and one for all measures",
        tolerance="none",
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
def years_of_measures(case: Case) -> Iterator[Hit]:
    """Find measures for a year that is neither the report's nor the next, or that the others are not for."""
    if case.year is None:
        return
    by_year: dict[int, list[Measure]] = defaultdict(list)
    for row in case.report.measures:
        if row.fiscal_year is not None:
            by_year[row.fiscal_year].append(row)
    if not by_year:
        return
    usual = max(by_year, key=lambda year: (len(by_year[year]), year))
    for year, rows in by_year.items():
        near = case.year <= year <= case.year + 1
        if near and year == usual:
            continue
        expected = usual if near else case.year + 1
        for row in rows:
            yield Hit(
                f"measure-{row.measure}",
                {
                    "number": row.measure, "found": year, "page": row.page, "year": case.year, "expected": expected,
                },
                (row,),
                expected=str(expected),
                found=str(year),
                variant="mixed" if near else "",
            )  # fmt: skip
