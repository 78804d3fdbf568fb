"""What became of measures: rows of a report on carrying them out, whose shares and figures are no scores."""

from __future__ import annotations

from spans import PAGE_END, pages

from ita_extract.assembling.report import Source, assemble
from ita_extract.model import Report

COVER = (
    "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน\nประจำปีงบประมาณ พ.ศ. 2568\n"
    f"เทศบาลตำบลปัว\nอำเภอปัว จังหวัดน่าน{PAGE_END}"
    "เมื่อปีงบประมาณ พ.ศ. 2567 เทศบาลตำบลปัวเข้ารับการประเมิน ITA ได้คะแนนรวม 92.52 คะแนน\n"
)


def read(*rows: list[str], head: list[str]) -> Report:
    return assemble(Source("a.pdf", "0" * 64, 1), pages(COVER, [head, *rows]), lambda: [])


def test_a_row_tells_what_became_of_a_measure() -> None:
    report = read(
        ["1. จัดหมวดเมนูเว็บไซต์", "ปรับโครงเมนู ได้ 22 จาก 28 ข้อ", "แล้วเสร็จ", "78.57", "สำนักปลัด"],
        ["2. อบรมการสื่อสาร", "คะแนนหลังอบรมเฉลี่ย 86.50", "ทำได้ 100 %", "100", "กองคลัง"],
        head=["มาตรการ", "ผลการดำเนินการ", "สถานะ", "ร้อยละที่ดำเนินการ", "ผู้รับผิดชอบ"],
    )
    assert [(row.measure, row.title, row.fiscal_year) for row in report.measure_results] == [
        (1, "จัดหมวดเมนูเว็บไซต์", 2568),
        (2, "อบรมการสื่อสาร", 2568),
    ]
    assert report.measure_results[0].result == "ปรับโครงเมนู ได้ 22 จาก 28 ข้อ · แล้วเสร็จ · 78.57"
    assert report.measures == ()
    assert [str(row.score) for row in report.score_mentions] == ["92.52"]
    assert not [
        reason for reason in report.review_reasons if reason.slug in ("unassigned-score", "missing-measures")
    ]


def test_a_row_without_a_result_is_doubted() -> None:
    report = read(
        ["1", "จัดหมวดเมนู", "แล้วเสร็จ"], ["2", "อบรม", ""], head=["ที่", "มาตรการ/โครงการ", "ผลการดำเนินงาน"]
    )
    assert [row.title for row in report.measure_results] == ["จัดหมวดเมนู"]
    assert "measure-without-result" in [reason.slug for reason in report.review_reasons]


def test_an_analysis_has_measures_and_no_results_of_them() -> None:
    report = assemble(
        Source("a.pdf", "0" * 64, 1),
        pages(
            COVER.replace("รายงานผลการดำเนินการเพื่อส่งเสริม", "การวิเคราะห์ผลการประเมิน"),
            [
                ["มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "รายงานผล"],
                ["1. จัดหมวดเมนู", "1. ปรับเมนู", "สำนักปลัด", "ธ.ค. 2568"],
            ],
        ),
        lambda: [],
    )
    assert report.measure_results == ()
