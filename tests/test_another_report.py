"""A second report in one file is named, never merged; what only looks like one splits nothing. All is made up."""

from __future__ import annotations

import pytest
from spans import PAGE_END, pages

from ita_extract.assembling.another_report import ANOTHER_REPORT, split_reports
from ita_extract.assembling.report import Source, assemble
from ita_extract.checking.examining import with_findings
from ita_extract.layout.pages import PageLayout
from ita_extract.model import Report, Severity, Status
from ita_extract.organizations.identify import identify

TITLE = "การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน (ITA)\nประจำปีงบประมาณ พ.ศ. {}\n"
NONG_BO = ("องค์การบริหารส่วนตำบลหนองบ่อ", "อำเภอเมืองอุบลราชธานี จังหวัดอุบลราชธานี")
MUEANG_NOI = ("องค์การบริหารส่วนตำบลเมืองน้อย", "อำเภอกันทรารมย์ จังหวัดศรีสะเกษ")
MEASURES = [
    ["มาตรการ", "ขั้นตอน/วิธีการปฏิบัติ", "ระยะเวลาดำเนินการ", "ผู้รับผิดชอบ"],
    ["1. จัดทำคู่มือ", "1. ประชุมคณะทำงาน", "ตลอดปีงบประมาณ", "สำนักปลัด"],
]


def cover(body: tuple[str, str], year: int = 2567) -> str:
    return TITLE.format(year) + "\n".join(body) + PAGE_END


def results(body: tuple[str, str], year: int = 2567, total: str = "92.10") -> str:
    name, where = body
    return (
        f"{name} {where} มีผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. {year} คะแนนรวม {total} คะแนน ระดับ ผ่านดี\n"
        "- แบบวัด IIT ได้ 93.00 คะแนน\n- แบบวัด EIT ได้ 91.00 คะแนน\n- แบบวัด OIT ได้ 92.25 คะแนน\n"
        f"ข้อเท็จจริงพบว่า {name}ได้คะแนนตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ 92.00 คะแนน\n"
    )


OWN_MEASURES = (
    "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน\nประจำปีงบประมาณ พ.ศ. 2568\n"
    + "\n".join(NONG_BO)
    + f"{PAGE_END}ได้คะแนน 92.00 คะแนน"
)
EXAMPLE = (
    "ภาคผนวก\nตัวอย่างมาตรการส่งเสริมคุณธรรมและความโปร่งใส\nเทศบาลตำบลอุโมงค์\n"
    f"{NONG_BO[0]} นำมาใช้ ตัวชี้วัดที่ 1 ได้ 92.00 คะแนน"
)
PAST = (
    "ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ พ.ศ. 2566\n"
    f"{NONG_BO[0]} ได้คะแนนรวม 90.11 คะแนน ระดับ ผ่านดี"
)


def report(*parts: str | list[list[str]]) -> Report:
    laid: list[PageLayout] = pages(*parts)
    own, another = split_reports(laid)
    made = assemble(Source("a.pdf", "0" * 64, len(laid), another=another), own, lambda: [])
    return with_findings(identify(made, None, own), own, None)


def stated(entry: Report) -> list[int | None]:
    return [reason.page for reason in entry.review_reasons if reason.slug == ANOTHER_REPORT]


def test_the_report_of_another_body_behind_ones_own_is_named_and_not_read() -> None:
    entry = report(
        cover(NONG_BO) + results(NONG_BO) + PAGE_END + cover(MUEANG_NOI), results(MUEANG_NOI, total="88.40")
    )
    assert stated(entry) == [3]
    assert (entry.document.organization_name, str(entry.document.overall_score)) == ("หนองบ่อ", "92.10")
    assert entry.document.status == Status.REVIEW
    assert not [found for found in entry.findings if found.severity == Severity.ERROR]
    [left] = [row for row in entry.numbers if row.value == "88.40"]
    assert (left.fate, left.reason, left.page) == ("excused", ANOTHER_REPORT, 4)


def test_the_report_of_another_year_behind_ones_own_is_named_and_not_read() -> None:
    entry = report(
        cover(NONG_BO, 2568) + results(NONG_BO, 2568) + PAGE_END + cover(NONG_BO),
        results(NONG_BO, total="88.40"),
    )
    assert stated(entry) == [3]
    assert (entry.document.fiscal_year, str(entry.document.overall_score)) == (2568, "92.10")
    assert not entry.score_history


def test_another_bodys_measures_without_scores_are_a_second_report() -> None:
    title = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน\nประจำปีงบประมาณ พ.ศ. 2568\n" + "\n".join(MUEANG_NOI)
    entry = report(cover(NONG_BO) + results(NONG_BO) + PAGE_END + title + PAGE_END, MEASURES)
    assert stated(entry) == [3]
    assert not entry.measures


def test_a_second_report_needs_no_cover() -> None:
    title = f"ผลการวิเคราะห์ ITA {MUEANG_NOI[0]} ปีงบประมาณ พ.ศ. 2567\n"
    entry = report(cover(NONG_BO) + results(NONG_BO) + PAGE_END + title, results(MUEANG_NOI))
    assert stated(entry) == [3]


@pytest.mark.parametrize(
    "behind",
    [
        cover(NONG_BO) + "ได้คะแนนตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ 92.00 คะแนน",
        OWN_MEASURES,
        EXAMPLE,
        PAST,
        TITLE.format(2567) + "จัดทำโดย\nมหาวิทยาลัยราชภัฏอุบลราชธานี",
    ],
    ids=["cover again", "own measures", "example of a neighbour", "a year gone by", "who made it"],
)  # fmt: skip
def test_what_belongs_to_the_report_is_no_second_one(behind: str) -> None:
    assert stated(report(cover(NONG_BO) + results(NONG_BO) + PAGE_END + behind)) == []


def test_a_letter_before_a_report_is_no_report() -> None:
    letter = (
        "ที่ อบ 0023.8/ว 112 ที่ว่าการอำเภอเมืองอุบลราชธานี\nเรื่อง รายงานผลการประเมินคุณธรรมและความโปร่งใส (ITA)\n"
        "เรียน นายกองค์การบริหารส่วนตำบลหนองบ่อ\nจึงขอให้ส่งรายงานภายในกำหนด" + PAGE_END
    )
    entry = report(letter + cover(NONG_BO) + results(NONG_BO))
    assert stated(entry) == []
    assert entry.document.whole_name == NONG_BO[0]
