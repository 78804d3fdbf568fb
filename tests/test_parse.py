"""Laid-out pages to a report: which mention counts, and what is left for a person to look at."""

from __future__ import annotations

from decimal import Decimal

import pytest
from spans import PAGE_END, Row, pages

from ita_extract.assembling.report import Source, assemble
from ita_extract.assembling.subject_matter import speaks_of_ita
from ita_extract.layout.pages import PageLayout
from ita_extract.model import Fate, Report, Section, Status
from ita_extract.rulebook.year import rules_for

NAMES = [one.name for one in rules_for(2568).indicators.list]
SCORES = ["98.29", "99.15", "100.00", "97.95", "100.00", "96.22", "96.12", "95.17", "90.00", "100.00"]
COVER = (
    "การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA)\n"
    "ประจำปีงบประมาณ พ.ศ. ๒๕๖๘\nเทศบาลตำบลทุ่งผึ้ง\nอำเภอแจ้ห่ม จังหวัดลำปาง\n"
)
SUMMARY = (
    "เทศบาลตำบลทุ่งผึ้ง คะแนน ๙๖.๔๗ คะแนน ระดับ ผ่านดีเยี่ยม\n"
    "- แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT) คะแนนรวม ๙๙.๐๘ คะแนน\n"
    "- แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT) ส่วนที่ ๑ คะแนนรวม ๙๕.๓๗ คะแนน\n"
    "- แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT) ส่วนที่ ๒ คะแนนรวม ๙๖.๓๐ คะแนน\n"
    "- แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) คะแนนรวม ๙๕ คะแนน\n"
)
TABLE: list[Row] = [
    ["ตัวชี้วัดที่", "รายละเอียดตัวชี้วัด", "คะแนน"],
    *([str(number), name, score] for number, (name, score) in enumerate(zip(NAMES, SCORES, strict=True), 1)),
]
SECTIONS = "\n".join(
    f"ตัวชี้วัดที่ {number} {name}\nตัวชี้วัดที่ {number} {name} ได้คะแนน {score} คะแนน"
    for number, (name, score) in enumerate(zip(NAMES, SCORES, strict=True), 1)
)
FACTS = "\nข้อเท็จจริงพบว่า มีผลคะแนนในตัวชี้วัดที่ ๑๐ ได้คะแนน ๑๐๐.๐๐ คะแนน ดังนี้\n๑. จัดทำแผน"
MEASURES: list[Row] = [
    ["มาตรการ", "ผลการวิเคราะห์", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ"],
    ["๑. มาตรการ", "ตัวชี้วัดที่ ๙ ได้คะแนน ๙๐.๐๐ คะแนน", "๑. จัดทำ", "ตลอดปี", "กองคลัง"],
]
TITLE = "\nตารางแสดงผลการนำผลการวิเคราะห์ไปสู่การปรับปรุง ประจำปีงบประมาณ พ.ศ. ๒๕๖๙"


def report_of(laid: list[PageLayout]) -> Report:
    return assemble(Source("one.pdf", "0" * 64, len(laid)), laid, lambda: ())


def stated(report: Report) -> list[tuple[str, int | None, str]]:
    return [
        (entry.slug, entry.page, entry.detail) for entry in report.review_reasons if entry.asks_for_review
    ]


def read(
    *,
    summary: str = SUMMARY,
    table: list[Row] | str = TABLE,
    sections: str = SECTIONS + FACTS,
    measures: list[Row] | str = MEASURES,
    more: tuple[str | list[Row], ...] = (),
) -> Report:
    return report_of(pages(COVER, PAGE_END, summary, table, *more, PAGE_END, sections + TITLE, measures))


def test_a_whole_report_leaves_nothing_in_doubt() -> None:
    tables = read()
    document = tables.document
    assert tables.review_reasons == ()
    assert document.status is Status.OK
    assert {fate.fate for fate in tables.numbers} == {Fate.CLAIMED, Fate.EXCUSED}
    assert (document.fiscal_year, document.overall_score, document.rating) == (
        2568,
        Decimal("96.47"),
        "ผ่านดีเยี่ยม",
    )
    assert (document.organization_name, document.district) == ("ทุ่งผึ้ง", "แจ้ห่ม")
    assert [str(row.score) for row in tables.indicator_scores] == SCORES
    assert [row.name for row in tables.indicator_scores] == NAMES
    assert [(row.instrument, row.part, str(row.score)) for row in tables.instrument_scores] == [
        ("IIT", None, "99.08"), ("EIT", 1, "95.37"), ("EIT", 2, "96.30"), ("OIT", None, "95.00"),
    ]  # fmt: skip
    assert [(row.indicator, row.step, row.text) for row in tables.guidelines] == [(10, 1, "จัดทำแผน")]
    assert tables.measures[0].fiscal_year == 2569


def test_every_mention_knows_its_section() -> None:
    tables = read()
    found = [(row.subject, str(row.score), row.section) for row in tables.score_mentions]
    ten = {f"indicator-{number}": score for number, score in enumerate(SCORES, 1)}
    for section in (Section.INDICATOR_TABLE, Section.NARRATIVE):
        assert {subject: score for subject, score, where in found if where == section} == ten
    assert ("indicator-10", "100.00", Section.FACTS) in found
    assert ("indicator-9", "90.00", Section.MEASURES) in found
    assert ("overall", "96.47", Section.SUMMARY) in found
    assert len(found) == 5 + 10 + 10 + 1 + 1
    places = [(row.page, row.top, row.x0) for row in tables.score_mentions]
    assert places == sorted(places)


def test_a_cover_of_frames_behind_a_covering_letter() -> None:
    """The sender of the letter, and where it sits, are not whose results follow."""
    letter = "ที่ สร ๐๐๒๓/ว ๑๒๓๔\nที่ว่าการอำเภอเมืองสุรินทร์\nเรื่อง ส่งผลการประเมิน\nเรียน นายกเทศมนตรีตำบลทุ่งผึ้ง\nจึงเรียนมาเพื่อทราบ"
    frame: list[Row] = [["การวิเคราะห์ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๘"], ["เทศบาลตำบลทุ่งผึ้ง"]]
    report = report_of(pages(letter + PAGE_END, frame, PAGE_END + SUMMARY, TABLE))
    assert (report.document.organization_type, report.document.organization_name) == ("เทศบาลตำบล", "ทุ่งผึ้ง")


def test_two_overall_scores_are_told() -> None:
    report = read(more=("ผลการประเมินในภาพรวม ได้คะแนน 96.74 คะแนน",))
    assert stated(report) == [("several-overall-scores", 2, "overall: 96.47, 96.74")]
    assert report.document.overall_score == Decimal("96.47")


def test_a_number_that_no_row_names_is_told() -> None:
    report = read(table=[*TABLE, ["", "อื่น", "77.70"]])
    assert stated(report) == [("unused-number", 2, "[77.70]")]


def test_two_values_for_one_indicator_are_told_and_neither_is_taken() -> None:
    report = read(table=[[*row, "คะแนนรวม" if index == 0 else "50.00"] for index, row in enumerate(TABLE)])
    assert ("two-values-in-table", 2, "indicator-1: 50.00, 98.29") in stated(report)
    assert report.indicator_scores == ()


def test_a_table_of_numbers_that_nobody_reads_is_told() -> None:
    report = read(more=([["สี", "ค่า"], ["แดง", "45.10"], ["เขียว", "54.90"]],))
    assert ("unread-table", 2, "2 numbers such as 45.10") in stated(report)


def test_indicators_that_the_summary_alone_tells_are_read_from_it() -> None:
    told_in_prose = "".join(
        f"ตัวชี้วัดที่ {number} {name} มีคะแนน {score} คะแนน\n"
        for number, (name, score) in enumerate(zip(NAMES, SCORES, strict=True), 1)
    )
    report = read(summary=SUMMARY + told_in_prose, table="")
    assert [str(row.score) for row in report.indicator_scores] == SCORES
    assert [row.name_written for row in report.indicator_scores] == NAMES
    assert stated(report) == []


def test_a_score_of_nobody_is_told() -> None:
    report = read(measures="ได้คะแนน 91.25 คะแนน")
    (where,) = [entry for entry in report.review_reasons if entry.slug == "unassigned-score"]
    assert (where.page, where.raw) == (3, "91.25")
    assert "[91.25]" in where.detail


def test_the_first_table_of_the_ten_counts_and_a_later_one_is_a_mention() -> None:
    other: list[Row] = [TABLE[0], *([*row[:2], "88.00"] for row in TABLE[1:])]
    tables = read(more=(other,))
    assert [str(row.score) for row in tables.indicator_scores] == SCORES
    mentions = [
        row
        for row in tables.score_mentions
        if row.subject == "indicator-1" and row.section == Section.INDICATOR_TABLE
    ]
    assert [str(row.score) for row in mentions] == ["98.29", "88.00"]
    assert tables.document.overall_score == Decimal("96.47")


def test_years_gone_by_are_history_and_never_this_years_score() -> None:
    past: list[Row] = [["ปีงบประมาณ", "คะแนน", "ระดับ"], ["๒๕๖๖", "๘๘.๐๐", "ผ่าน"], ["๒๕๖๗", "๙๐.๐๐", "ผ่านดี"]]
    tables = read(more=("ผลการประเมินในภาพรวมย้อนหลัง", past))
    assert (tables.document.overall_score, tables.document.rating) == (Decimal("96.47"), "ผ่านดีเยี่ยม")
    assert stated(tables) == []
    assert [(row.fiscal_year, str(row.score), row.rating) for row in tables.score_history] == [
        (2566, "88.00", "ผ่าน"),
        (2567, "90.00", "ผ่านดี"),
    ]


@pytest.mark.parametrize(
    ("sentence", "rating"),
    [
        ("ได้คะแนน 96.47 คะแนน อยู่ในระดับ ผ่านดี", "ผ่านดี"),
        ("ได้คะแนน 96.47 คะแนน อยู่ในระดับผ่าน", "ผ่าน"),
        ("ได้คะแนน 96.47 คะแนน ระดับ AA", "AA"),
        ("ได้คะแนน 96.47 คะแนน โดยมีผลการประเมินระดับ A", "A"),
        ("ได้คะแนน 96.47 คะแนน ระดับต้องปรับปรุงโดยด่วน", "ต้องปรับปรุงโดยด่วน"),
        ('จัดอยู่ในระดับ "ผ่านดี" มีผลคะแนนที่ 96.47 คะแนน', "ผ่านดี"),
        ("ได้คะแนน 96.47 คะแนน อยู่ในเกณฑ์ : ผ่านดี", "ผ่านดี"),
        ("ได้คะแนน 96.47 คะแนน ระดับ ผ่านดีเยี่ยม ส่วนปี 2567 ได้คะแนน 90.00 คะแนน ระดับ ผ่าน", "ผ่านดีเยี่ยม"),
        ("ปี 2567 ได้คะแนน 90.00 คะแนน ระดับ ผ่าน ปี 2568 ได้คะแนน 96.47 คะแนน ระดับ ผ่านดีเยี่ยม", "ผ่านดีเยี่ยม"),
        ("ได้คะแนน 96.47 คะแนน (ผ่านดี)", "ผ่านดี"),
        ("ทำได้คะแนน 96.47 คะแนนในปีนี้ ติดอยู่ในกลุ่ม A", "A"),
        ("ได้คะแนน 96.47 คะแนน ประชาสัมพันธ์ผ่านช่องทางออนไลน์", None),
        ("ได้คะแนน 96.47 คะแนนในปีนี้ ติดอยู่ในกลุ่มหน่วยงานนำร่อง", None),
    ],
)
def test_the_level_of_the_overall_score(sentence: str, rating: str | None) -> None:
    """ผ่าน means "through", too, and stands in ผ่านดี and ผ่านดีเยี่ยม."""
    report = read(summary="\n".join([f"เทศบาลตำบลทุ่งผึ้ง {sentence}", *SUMMARY.split("\n")[1:]]))
    assert report.document.rating == rating
    assert report.document.overall_score == Decimal("96.47")


def test_a_report_without_the_section_of_any_indicator_is_told() -> None:
    report = read(sections="ไม่มีหัวข้อที่รู้จัก ข้อ i2 ประเด็น ก ดังนั้น ข")
    assert report.recommendations == ()
    assert [slug for slug, _, _ in stated(report)] == ["missing-sections"]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["เครื่องมือ", "จำนวน", "ร้อยละ"],
            ["IIT", "30", "83.33"],
            ["EIT", "50", "92.10"],
            ["OIT", "1", "100.00"],
        ],
        [["กลุ่ม", "จำนวน (คน)", "ร้อยละ"], ["IIT", "30", "83.33"], ["EIT ส่วนที่ 1", "50", "92.10"]],
    ],
)
def test_shares_of_respondents_are_no_scores_of_the_instruments(rows: list[Row]) -> None:
    report = read(more=(rows,))
    assert [str(row.score) for row in report.instrument_scores] == ["99.08", "95.37", "96.30", "95.00"]
    assert stated(report) == []
    shares = {"83.33", "92.10"}
    assert {number.reason for number in report.numbers if number.value in shares} == {"share"}


def test_two_values_for_an_instrument_are_told() -> None:
    other: list[Row] = [["เครื่องมือ", "คะแนน"], ["IIT", "99.72"], ["OIT", "95.00"]]
    assert stated(read(more=(other,))) == [("contradicted-score", 2, "IIT: 99.08, 99.72")]


def test_weighted_scores_are_none() -> None:
    weighted: list[Row] = [["เครื่องมือ", "น้ำหนัก", "คะแนน"], ["IIT", "30", "29.72"], ["OIT", "40", "38.00"]]
    report = read(more=(weighted,))
    assert str(next(row.score for row in report.instrument_scores if row.instrument == "IIT")) == "99.08"
    assert stated(report) == []
    assert {number.reason for number in report.numbers if number.value in ("29.72", "38.00")} == {"weighted"}


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        (COVER + SUMMARY + SECTIONS, True),
        (COVER, False),
        (COVER + "1. การปฏิบัติหน้าที่\n2. การใช้งบประมาณ\n8. การปรับปรุงการทำงาน", True),  # in a table of measures
        ("ประกาศงบประมาณรายจ่ายประจำปี ตัวชี้วัดความสำเร็จ การเปิดเผยข้อมูล", False),
        ("", False),
    ],
)
def test_what_speaks_of_ita(text: str, speaks: bool) -> None:
    assert speaks_of_ita(pages(text)) is speaks


def test_an_empty_document_parses_to_nothing() -> None:
    report = report_of(pages("ข้อความ"))
    document = report.document
    assert document.status is Status.NOT_ITA
    assert (document.fiscal_year, document.overall_score, document.rating, document.organization_name) == (
        None,
    ) * 4
    assert report.review_reasons == ()


def test_the_row_of_the_reports_own_year_in_a_table_of_years_is_its_result() -> None:
    years: list[Row] = [
        ["ปีงบประมาณ", "คะแนน", "ระดับ"],
        ["2568", "96.47", "ผ่านดีเยี่ยม"],
        ["2567", "93.30", "ผ่านดี"],
    ]
    report = read(summary="\n".join(SUMMARY.splitlines()[1:]), more=(years,))
    assert report.document.overall_score == Decimal("96.47")
    assert report.document.rating == "ผ่านดีเยี่ยม"


def test_the_score_of_an_instrument_in_the_cell_that_names_it() -> None:
    """`IIT 99.08 คะแนน` merged beside its five indicators."""
    first = {1: "IIT 99.08 คะแนน", 6: "EIT 95.84 คะแนน", 9: "OIT 95.00 คะแนน"}
    rows: list[Row] = [
        ["เครื่องมือ", "ตัวชี้วัดที่", "รายการตัวชี้วัด", "คะแนน"],
        *(
            [first.get(number), str(number), name, score]
            for number, (name, score) in enumerate(zip(NAMES, SCORES, strict=True), 1)
        ),
    ]
    report = read(summary=SUMMARY.splitlines()[0] + "\n", table=rows)
    assert {row.instrument: str(row.score) for row in report.instrument_scores} == {
        "IIT": "99.08",
        "EIT": "95.84",
        "OIT": "95.00",
    }
    assert report.document.status is Status.OK


def test_last_years_whole_below_the_instruments_is_history() -> None:
    report = read(summary=SUMMARY + "ในปีที่ผ่านมา (พ.ศ. 2567) หน่วยงานได้ 95.04 คะแนน\n")
    assert [(row.subject, row.fiscal_year, str(row.score)) for row in report.score_history] == [
        ("overall", 2567, "95.04")
    ]
    assert stated(report) == []
