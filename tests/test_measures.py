"""The table of measures: rows made whole over page ends, numbers, steps, periods, units, indicators."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from spans import PAGE_END, Row, flow, span, stitched

from ita_extract.model import Measure
from ita_extract.numbers.ledger import Ledger
from ita_extract.rulebook.year import rules_for
from ita_extract.tables.measures import MeasureTable, _numbers_in, is_measure_table, read_measures
from ita_extract.tables.stitching import stitch

HEAD: Row = ["มาตรการ/โครงการ/กิจกรรม", "ผลการวิเคราะห์ตัวชี้วัด", "ขั้นตอน/วิธีการปฏิบัติ", "ช่วงระยะเวลา", "ผู้รับผิดชอบ"]
FIRST: Row = [
    "๑.มาตรการส่งเสริมการเปิดเผยข้อมูล",
    "ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่",
    "๑. จัดทำแผน ๒. เผยแพร่",
    "ตลอด ปีงบประมาณ พ.ศ.๒๕๖๙",
    "สำนักปลัด, กองคลัง",
]
SECOND: Row = ["๒. มาตรการรักษาระดับ", "ตัวชี้วัดที่ ๖,๗,๘", "๑.ทบทวน\n๒.ติดตาม", "ตลอดปีงบประมาณ ๒๕๖๙", "กองช่าง"]


def read(*parts: Any) -> MeasureTable:
    document = flow(*parts)
    ledger = Ledger.of(document)
    return read_measures(stitch(document), rules_for(2568), 2569, document.text, ledger)[0]


def stated(found: MeasureTable) -> list[tuple[str, int | None, str]]:
    return [(doubt.slug, doubt.page, doubt.detail) for doubt in found.doubts]


def steps(found: MeasureTable) -> list[tuple[int, int, str]]:
    return [(row.measure, row.step, row.text) for row in found.steps]


def titles(found: MeasureTable) -> list[tuple[int, str]]:
    return [(row.measure, row.title) for row in found.measures]


def test_a_row_with_all_that_it_says() -> None:
    found = read([HEAD, FIRST, SECOND])
    assert found.doubts == []
    entry, two = found.measures
    assert isinstance(entry, Measure)
    assert (entry.measure, entry.title) == (1, "มาตรการส่งเสริมการเปิดเผยข้อมูล")
    assert (entry.indicators, entry.analysis) == ((1,), "ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่")
    assert (entry.period, entry.fiscal_year) == ("ตลอด ปีงบประมาณ พ.ศ.๒๕๖๙", 2569)
    assert (entry.period_start, entry.period_end) == (dt.date(2025, 10, 1), dt.date(2026, 9, 30))
    assert entry.responsible == ("สำนักปลัด", "กองคลัง")
    assert (entry.page, entry.pages, entry.raw) == (1, (1,), "มาตรการส่งเสริมการเปิดเผยข้อมูล")
    assert (two.measure, two.indicators) == (2, (6, 7, 8))
    assert steps(found) == [(1, 1, "จัดทำแผน"), (1, 2, "เผยแพร่"), (2, 1, "ทบทวน"), (2, 2, "ติดตาม")]


def test_a_row_goes_on_over_the_page_end_with_empty_first_cells() -> None:
    """Lines 161-166 of the seed: only the steps go on, the sentence is cut in a word."""
    cut: Row = [*FIRST[:2], "๑. จัดทำแผนให้แก่บุคลากร", *FIRST[3:]]
    rest: Row = ["", "", "ภายในหน่วยงาน\n๒. เผยแพร่", "", ""]
    found = read([HEAD, cut], PAGE_END, [HEAD, rest, SECOND])
    assert found.doubts == []
    assert titles(found) == [(1, "มาตรการส่งเสริมการเปิดเผยข้อมูล"), (2, "มาตรการรักษาระดับ")]
    assert steps(found)[:2] == [(1, 1, "จัดทำแผนให้แก่บุคลากรภายในหน่วยงาน"), (1, 2, "เผยแพร่")]
    assert found.measures[0].pages == (1, 2)
    assert [row.pages for row in found.steps[:2]] == [(1, 2), (2,)]


@pytest.mark.parametrize("repeated", [True, False], ids=["heads repeated", "heads once"])
def test_headings_may_be_repeated_or_not(repeated: bool) -> None:
    found = read([HEAD, FIRST], PAGE_END, [HEAD, SECOND] if repeated else [SECOND, ["", "", "๓.สรุป", "", ""]])
    assert titles(found) == titles(read([HEAD, FIRST, SECOND]))
    assert found.doubts == []


def test_a_title_cut_by_the_page_end_is_one_title() -> None:
    first: Row = ["๑. มาตรการส่งเสริมการ", *FIRST[1:]]
    rest: Row = ["เปิดเผยข้อมูล", "", "๓. ติดตาม", "", ""]
    found = read([HEAD, first], PAGE_END, [HEAD, rest, SECOND])
    assert titles(found)[0] == (1, "มาตรการส่งเสริมการเปิดเผยข้อมูล")
    assert len(found.measures) == 2
    assert [row.step for row in found.steps] == [1, 2, 3, 1, 2]


@pytest.mark.parametrize("order", [(4, 3, 2, 1, 0), (2, 0, 4, 1, 3), (1, 0, 2, 4, 3)])
def test_columns_in_any_order(order: tuple[int, ...]) -> None:
    rows = [[row[column] for column in order] for row in (HEAD, FIRST, SECOND)]
    found, usual = read(rows), read([HEAD, FIRST, SECOND])
    strip = {"page", "x0", "top", "x1", "bottom"}
    assert [row.model_dump(exclude=strip) for row in found.measures] == [
        row.model_dump(exclude=strip) for row in usual.measures
    ]
    assert steps(found) == steps(usual)


def test_numbers_in_a_column_of_their_own() -> None:
    head: Row = ["ที่", "มาตรการ", "วิธีดำเนินการ", "ระยะเวลา", "ผู้รับผิดชอบ"]
    found = read(
        [
            head,
            ["1", "มาตรการหนึ่ง", "- จัดทำ\n- เผยแพร่", "ไตรมาส 1-2", "สำนักปลัด"],
            ["2.", "มาตรการสอง", "ดำเนินการตามแผน", "ไตรมาส 3", "กองคลัง"],
            ["", "", "แล้วรายงานผล", "", ""],
        ]
    )
    assert titles(found) == [(1, "มาตรการหนึ่ง"), (2, "มาตรการสอง")]
    assert steps(found)[:2] == [(1, 1, "จัดทำ"), (1, 2, "เผยแพร่")]
    assert found.measures[0].period_end == dt.date(2026, 3, 31)
    assert found.doubts == []


def test_measures_without_numbers_begin_at_their_titles() -> None:
    found = read(
        [
            HEAD,
            ["มาตรการหนึ่ง", "ตัวชี้วัดที่ ๙", "จัดทำแผน", "ตลอดปี", "สำนักปลัด"],
            ["มาตรการสอง", "ตัวชี้วัดที่ ๑๐", "เผยแพร่", "ตลอดปี", "กองคลัง"],
        ]
    )
    assert titles(found) == [(1, "มาตรการหนึ่ง"), (2, "มาตรการสอง")]
    assert [row.indicators for row in found.measures] == [(9,), (10,)]
    assert steps(found) == [(1, 1, "จัดทำแผน"), (2, 1, "เผยแพร่")]


def test_a_merged_period_counts_for_all_its_rows_and_an_empty_one_for_none() -> None:
    merged = read([HEAD, FIRST, [*SECOND[:3], None, SECOND[4]]])
    assert [row.period for row in merged.measures] == [FIRST[3], FIRST[3]]
    empty = read([HEAD, FIRST, [*SECOND[:3], "", SECOND[4]]])
    assert [row.period for row in empty.measures] == [FIRST[3], ""]
    assert empty.measures[1].period_start is None


def test_rows_under_one_merged_title_are_steps_of_one_measure() -> None:
    found = read([HEAD, [*FIRST[:2], "จัดทำแผน", *FIRST[3:]], [None, None, "เผยแพร่", None, None], SECOND])
    assert len(found.measures) == 2
    assert steps(found)[:2] == [(1, 1, "จัดทำแผน"), (1, 2, "เผยแพร่")]


def test_a_measure_and_its_steps_in_one_cell() -> None:
    found = read(
        [
            ["ตัวชี้วัด", "มาตรการ", "ระยะเวลา", "ผู้รับผิดชอบ"],
            ["ตัวชี้วัดที่ 9", "มาตรการเปิดเผยข้อมูล\n1) จัดทำ\n2) เผยแพร่", "ตลอดปี", "สำนักปลัด"],
        ]
    )
    assert titles(found) == [(1, "มาตรการเปิดเผยข้อมูล")]
    assert steps(found) == [(1, 1, "จัดทำ"), (1, 2, "เผยแพร่")]
    assert found.measures[0].indicators == (9,)


def test_the_form_of_2569_has_its_indicator_in_a_column() -> None:
    found = read(
        [
            ["ตัวชี้วัดที่เลือก", "มาตรการที่กำหนด", "ผู้รับผิดชอบ", "ระยะเวลาดำเนินการ", "ผลการดำเนินการ"],
            ["ตัวชี้วัดที่ ๔ การใช้ทรัพย์สินของราชการ", "มาตรการควบคุม", "กองคลัง", "ภายใน มีนาคม 2569", "รายงานทุกเดือน"],
            ["ประสิทธิภาพการสื่อสาร", "มาตรการสื่อสาร", "สำนักปลัด", "ตลอดปี", ""],
        ]
    )
    assert [row.indicators for row in found.measures] == [(4,), (7,)]
    assert found.measures[0].monitoring == "รายงานทุกเดือน"
    assert (found.measures[0].period_start, found.measures[0].period_end) == (None, dt.date(2026, 3, 31))


@pytest.mark.parametrize(
    ("analysis", "indicators"),
    [
        ("ตัวชี้วัดที่ ๒,๓,๕,๑๐", (2, 3, 5, 10)),
        ("ตัวชี้วัดที่ ๖,๗,๘ คะแนน ๙๖.๒๒, ๙๖.๑๒, ๙๕.๑๗", (6, 7, 8)),
        ("ตัวชี้วัดที่ 1 และ 2", (1, 2)),
        ("ตัวชี้วัดที่ 6-8", (6, 7, 8)),
        ("ตัวชี้วัดที่ 1 ตัวชี้วัดที่ 4", (1, 4)),
        ("ตัวชี้วัดย่อย ๙.๒ การบริหารงาน", (9,)),
        ("ตัวชี้วัดการใช้ทรัพย์สินของราชการ", (4,)),
        ("ผลคะแนน 98.29 คะแนน", ()),
    ],
)
def test_indicators_named_in_the_analysis(analysis: str, indicators: tuple[int, ...]) -> None:
    found = read([HEAD, ["๑.มาตรการหนึ่ง", analysis, *FIRST[2:]], SECOND])
    assert found.measures[0].indicators == indicators


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("ตารางที่ 2 มาตรการตามตัวชี้วัดที่ 8", (8,)),
        ("มาตรการยกระดับตัวชี้วัดที่ ๖ และ ๗", (6, 7)),
        ("เมื่อพิจารณาตัวชี้วัดที่ 8 แล้ว", ()),
    ],
)
def test_the_line_above_a_table_may_name_its_indicators(line: str, indicators: tuple[int, ...]) -> None:
    found = read(f"บทนำ\n{line}", [HEAD, ["๑.มาตรการหนึ่ง", "ผลคะแนนต่ำ", *FIRST[2:]]])
    assert found.measures[0].indicators == indicators
    assert read(f"บทนำ\n{line}", [HEAD, FIRST]).measures[0].indicators == (1,)


def test_the_name_of_an_indicator_in_a_title_counts_where_no_number_does() -> None:
    found = read([HEAD, [FIRST[0], "ผลคะแนนต่ำ", *FIRST[2:]]])
    assert found.measures[0].indicators == (9,)
    numbered = read("บทนำ\nตารางที่ 2 มาตรการตามตัวชี้วัดที่ 8", [HEAD, [FIRST[0], "ผลคะแนนต่ำ", *FIRST[2:]]])
    assert numbered.measures[0].indicators == (8,)


def test_a_number_of_two_levels_is_cut_from_a_title() -> None:
    found = read([HEAD, ["๑.๑ มาตรการหนึ่ง", *FIRST[1:]], ["๑.๒ มาตรการสอง", *SECOND[1:]]])
    assert titles(found) == [(1, "มาตรการหนึ่ง"), (2, "มาตรการสอง")]


def test_a_column_that_nobody_reads_is_told() -> None:
    found = read([[*HEAD, "สถานที่"], [*FIRST, "ห้องประชุม"]])
    assert stated(found) == [("unmatched-column", 1, "สถานที่")]
    assert found.doubts[0].raw == "ห้องประชุม"


def test_numbers_with_a_gap_are_told() -> None:
    found = read([HEAD, FIRST, ["๓. มาตรการสาม", *SECOND[1:]]])
    assert titles(found) == [(1, "มาตรการส่งเสริมการเปิดเผยข้อมูล"), (3, "มาตรการสาม")]
    assert stated(found) == [("measure-numbers", 1, "the measures are numbered 1, 3")]


@pytest.mark.parametrize(
    ("numbers", "measures"),
    [
        ([1, 2, 4], [1, 2, 4]),
        ([1, 2, 4, 3, 5], [1, 2, 4, 3, 5]),
        ([1, 2, 2], [1, 2, 3]),
        ([1, 2, 3, 3, 4], [1, 2, 3, 4, 5]),
        ([1, 2, 3, 1], [1, 2, 3, 4]),
    ],
    ids=["skipped", "out of turn", "doubled", "doubled inside", "begun again"],
)
@pytest.mark.parametrize("own", [False, True], ids=["in the title", "in a column"])
def test_a_row_with_a_wrong_number_is_a_measure_of_its_own_and_told(
    numbers: list[int], measures: list[int], own: bool
) -> None:
    """Such a row once ran into the measure before it; doubled numbers are no keys, so these count anew."""
    head = ["มาตรการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ"]
    rest = ["๑. จัดทำ", "ตลอดปี", "กองคลัง"]
    if own:
        table = [["ที่", *head], *([str(number), "มาตรการ", *rest] for number in numbers)]
    else:
        table = [head, *([f"{number}. มาตรการ", *rest] for number in numbers)]
    found = read(table)
    assert titles(found) == [(measure, "มาตรการ") for measure in measures]
    assert steps(found) == [(measure, 1, "จัดทำ") for measure in measures]
    assert [doubt.slug for doubt in found.doubts] == ["measure-numbers"]
    assert ", ".join(map(str, numbers)) in found.doubts[0].detail


def test_text_before_the_steps_is_told_unless_it_leads_to_them() -> None:
    found = read([HEAD, [*FIRST[:2], "ให้ทุกกองร่วมมือ ๑. จัดทำ", *FIRST[3:]]])
    assert stated(found) == [("text-before-steps", 1, "ให้ทุกกองร่วมมือ")]
    assert (found.doubts[0].table, found.doubts[0].row) == ("measures", 1)
    assert read([HEAD, [*FIRST[:2], "ดำเนินการดังนี้ ๑. จัดทำ", *FIRST[3:]]]).doubts == []


def test_steps_may_hold_decimals_years_and_codes() -> None:
    found = read(
        [HEAD, [*FIRST[:2], "๑. ยกระดับจาก ๙๘.๒๙ ตามตัวชี้วัด ๙.๑\n๒. ภายในปี พ.ศ.๒๕๖๙ ข้อ ๓ ของแผน", *FIRST[3:]]]
    )
    assert steps(found) == [(1, 1, "ยกระดับจาก ๙๘.๒๙ ตามตัวชี้วัด ๙.๑"), (1, 2, "ภายในปี พ.ศ.๒๕๖๙ ข้อ ๓ ของแผน")]


def test_other_tables_are_left_alone() -> None:
    tables = stitched([["ตัวชี้วัดที่", "รายละเอียดตัวชี้วัด", "คะแนน"], ["1", "การปฏิบัติหน้าที่", "98.29"]])
    assert not is_measure_table(tables[0])
    assert read_measures(tables, rules_for(2568), 2569, span(""), Ledger(())) == (MeasureTable(), [])


def test_a_row_over_the_whole_width_names_a_group() -> None:
    group: Row = ["ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ", None, None, None, None]
    total: Row = ["รวมทั้งสิ้น 2 มาตรการ", None, None, None, None]
    plain: Row = ["๒. มาตรการ", "", "๑. จัดทำ", "ตลอดปี", "กองช่าง"]
    found = read([HEAD, FIRST, group, plain, total])
    assert titles(found) == [(1, "มาตรการส่งเสริมการเปิดเผยข้อมูล"), (2, "มาตรการ")]
    assert [measure.indicators for measure in found.measures] == [(1,), (4,)]
    assert found.doubts == []


def test_a_period_with_a_year_that_is_not_understood_is_told() -> None:
    found = read([HEAD, [*FIRST[:3], "เดือนเว้นเดือน 2569", FIRST[4]]])
    assert stated(found) == [("unread-period", 1, "measure 1: เดือนเว้นเดือน 2569")]
    assert (found.doubts[0].table, found.doubts[0].row) == ("measures", 1)


def test_units_in_the_column_of_periods_are_told() -> None:
    """Two columns without rules may be read as one: `ตลอด สำนักปีงบประมาณปลัด`."""
    head: Row = ["มาตรการ", "ขั้นตอน", "ระยะเวลา"]
    found = read([head, ["๑. มาตรการหนึ่ง", "๑. จัดทำแผน ๒. เผยแพร่", "ตลอด สำนักปีงบประมาณปลัด ๒๕๖๙"]])
    assert [slug for slug, _, _ in stated(found)] == ["unmatched-column"]


def test_a_list_in_a_title_without_a_period_is_told() -> None:
    """A heading that nobody knows over an unruled column let the steps slip into the title."""
    head: Row = ["มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ"]
    row: Row = ["๑. มาตรการหนึ่ง\n๑. จัดทำแผน\n๒. เผยแพร่", "ตลอดปีงบประมาณ", "สำนักปลัด"]
    assert "unread-list" in [slug for slug, _, _ in stated(read([head, row]))]


def test_a_step_that_holds_a_number_of_another_list_is_told() -> None:
    row: Row = ["๑. มาตรการหนึ่ง", "ตัวชี้วัดที่ ๑", "๑. จัดทำแผน\n๒. เผยแพร่\n(๗) อบรม", "ตลอดปี", "สำนักปลัด"]
    assert "unread-list" in [slug for slug, _, _ in stated(read([HEAD, row]))]


@pytest.mark.parametrize(
    ("column", "words"), [(0, "ภารกิจ"), (2, "งานย่อย"), (4, "คนรับเรื่อง"), (0, "สิ่งที่ตั้งใจ"), (4, "ใครทำ")]
)
def test_a_column_under_words_that_nobody_knows_is_known_by_what_it_holds(column: int, words: str) -> None:
    """Units, lists of steps and titles show themselves; the other headings tell that the table is one of measures."""
    third: Row = ["๓. กิจกรรมเปิดบ้าน", "ตัวชี้วัดที่ ๙", "๑. เปิดเว็บไซต์\n๒. ตรวจลิงก์", "ไตรมาส ๒", "กองคลัง"]
    head = [words if number == column else word for number, word in enumerate(HEAD)]
    if column == 4:
        head[0] = "มาตรการ"
    found = read([head, FIRST, SECOND, third])
    expected = read([HEAD, FIRST, SECOND, third])
    assert found.doubts == []
    assert titles(found) == titles(expected)
    assert steps(found) == steps(expected)
    assert [row.responsible for row in found.measures] == [row.responsible for row in expected.measures]


def test_a_column_that_counts_the_rows_names_no_indicators() -> None:
    rows: list[Row] = [["แถว", *HEAD], ["1", *FIRST], ["2", *SECOND]]
    found = read(rows)
    assert [row.indicators for row in found.measures] == [
        row.indicators for row in read([HEAD, FIRST, SECOND]).measures
    ]


@pytest.mark.parametrize("text", ["ตัวชี้วัดที่ 6 ยกเว้น IIT ทั้ง 5 ตัวชี้วัด", "ตัวชี้วัดที่ 6 ต่ำกว่าแบบวัด IIT ทุกตัวชี้วัด"])
def test_indicators_of_an_instrument_that_is_only_compared_are_none_of_the_measure(text: str) -> None:
    assert _numbers_in(span(text), rules_for(2568)) == [6]
