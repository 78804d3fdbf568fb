"""Tables cut by page ends are made whole: the same rows, wherever the cuts fall."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spans import PAGE_END, Row, flow, pages, stitched, table

from ita_extract.layout.document import Document, PlacedTable
from ita_extract.layout.span import Span
from ita_extract.layout.tables import Table
from ita_extract.tables.stitching import StitchedTable, stitch

HEAD: Row = ["มาตรการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ"]
CELL = st.sampled_from(["จัดทำแผน", "เผยแพร่", "", "ตลอดปี", "๑. ก ๒. ข"])
ROWS = st.lists(
    st.tuples(st.sampled_from(["๑. มาตรการ", "โครงการ", ""]), st.just("ขั้นตอนหนึ่ง"), CELL, CELL),
    min_size=1,
    max_size=8,
)


FIRST, REST = [HEAD, ["ก", "ข", "ค", "ง"]], [["จ", "ฉ", "ช", "ซ"], ["", "ฌ", "", ""]]


def placed(*tables: Table) -> Document:
    """A document of tables alone, with nothing between them."""
    return Document(Span(), (), (), tuple(PlacedTable(entry, 0, True, True) for entry in tables), ())


def texts(whole: StitchedTable) -> list[tuple[str | None, ...]]:
    return [tuple(None if cell is None else cell.text for cell in row.cells) for row in whole.rows]


@given(ROWS, st.lists(st.booleans(), min_size=8, max_size=8), st.booleans(), st.booleans())
def test_a_table_cut_anywhere_has_the_same_rows(
    rows: list[tuple[str, ...]], cuts: list[bool], repeated: bool, headed: bool
) -> None:
    head = [HEAD] if headed else []
    whole = stitched([*head, *rows])
    parts: list[list[Row]] = [[*head, rows[0]]]
    for row, cut in zip(rows[1:], cuts, strict=False):
        if cut:
            parts.append([*head] if repeated else [])
        parts[-1].append(row)
    document: list[str | list[Row]] = ["บทนำ"]
    for number, part in enumerate(parts):
        document.extend([PAGE_END] if number else [])
        document.append(part)
    (found,) = stitched(*document, "บทสรุป")
    assert found.headings == whole[0].headings == (tuple(HEAD) if headed else ())
    assert texts(found) == texts(whole[0])
    assert found.page == 1
    firsts = {
        page: [row.opens_part for row in found.rows if row.page == page] for page in range(1, len(parts) + 1)
    }
    assert all(flags[0] and not any(flags[1:]) for flags in firsts.values())
    assert [len(flags) for flags in firsts.values()] == [
        len(part) - (headed and (repeated or not number)) for number, part in enumerate(parts)
    ]


def test_what_a_page_end_brings_does_not_part_a_table() -> None:
    for between in ("/๓. มาตรการ…", "หมายเหตุ\nที่มา\nผู้จัดทำ"):
        (found,) = stitched(FIRST, between, PAGE_END, REST)
        assert len(found.rows) == 3


@pytest.mark.parametrize(
    "between",
    ["หนึ่ง\nสอง\nสาม\nสี่", "มาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๙"],
    ids=["more than three lines", "a title with its year"],
)
def test_text_between_two_tables_parts_them(between: str) -> None:
    found = stitched(FIRST, between, PAGE_END, REST)
    assert [len(entry.rows) for entry in found] == [1, 2]


def test_columns_in_other_places_part_two_tables_with_text_between_them() -> None:
    narrow = table(REST, page=2)
    moved = tuple(
        tuple(cell and replace(cell, box=cell.box._replace(x0=cell.box.x0 + 9)) for cell in row)
        for row in narrow.rows
    )
    above = flow(FIRST, "/ต่อ")
    for rows, count in ((narrow.rows, 1), (moved, 2)):
        second = PlacedTable(replace(narrow, rows=rows), len(above.text.key), True, True)
        document = replace(above, tables=(*above.tables, second))
        assert len(stitch(document)) == count


def test_other_headings_begin_another_table() -> None:
    scores: list[Row] = [["ตัวชี้วัดที่", "รายละเอียด", "คะแนน", "ระดับ"], ["1", "การปฏิบัติหน้าที่", "98.29", "-"]]
    found = stitched([HEAD, ["ก", "ข", "ค", "ง"]], PAGE_END, scores)
    assert [entry.headings[0] for entry in found] == ["มาตรการ", "ตัวชี้วัดที่"]


def test_another_number_of_columns_is_another_table() -> None:
    assert len(stitched([HEAD, ["ก", "ข", "ค", "ง"]], PAGE_END, [["จ", "ฉ", "ช"], ["ซ", "ฌ", "ญ"]])) == 2


def test_a_table_goes_on_over_one_empty_page_and_not_over_two() -> None:
    """Chromium leaves an empty page behind a row that is too tall."""
    for page, count in ((3, 1), (4, 2)):
        assert len(stitch(placed(table(FIRST), table(REST, page=page)))) == count


def test_two_tables_that_touch_on_one_page_are_one() -> None:
    first = table([HEAD, ["ก", "ข", "ค", "ง"]])
    touching = table([["จ", "ฉ", "ช", "ซ"], ["", "ฌ", "", ""]], top=first.box.bottom + 2)
    apart = table([["จ", "ฉ", "ช", "ซ"], ["", "ฌ", "", ""]], top=first.box.bottom + 30)
    for below, count in ((touching, 1), (apart, 2)):
        assert len(stitch(placed(first, below))) == count


def test_rows_without_text_are_left_out() -> None:
    (found,) = stitched([HEAD, ["ก", "ข", "ค", "ง"], ["", "", "", ""]])
    assert texts(found) == [("ก", "ข", "ค", "ง")]


def test_a_merged_cell_stays_none_and_an_empty_one_empty() -> None:
    (found,) = stitched([HEAD, ["ก", "ข", "ค", "ง"], ["จ", "", None, "ฉ"]])
    assert texts(found)[1] == ("จ", "", None, "ฉ")
    assert found.rows[1].key(2) == found.rows[1].key(1) == ""


def test_headings_run_together_with_a_row_of_an_unruled_table_are_cut_from_it() -> None:
    first = table([HEAD, ["ก", "ข", "ค", "ง"]], ruled=False)
    second = table(
        [["มาตรการ\nจ", "ขั้นตอน\nฉ", "ระยะเวลา", "ผู้รับผิดชอบ\nช"], ["ซ", "ฌ", "ญ", "ฎ"]], page=2, ruled=False
    )
    (found,) = stitch(placed(first, second))
    assert texts(found) == [("ก", "ข", "ค", "ง"), ("จ", "ฉ", "", "ช"), ("ซ", "ฌ", "ญ", "ฎ")]


def test_the_place_of_a_table_is_where_it_stands_in_the_text() -> None:
    document = flow("หัวเรื่อง", [HEAD, ["ก", "ข", "ค", "ง"]], "ท้ายเรื่อง")
    (found,) = stitch(document)
    assert document.text.key[found.offset :] == "ท้ายเรื่อง"
    assert len(pages("หัวเรื่อง", PAGE_END, "ท้ายเรื่อง")) == 2


def test_headings_that_a_scan_read_differently_on_the_next_page_are_the_same_headings() -> None:
    amiss = ["มาตรการ", "ขันตอน", "ระยะเวลา", "ผูรับผิดชอบ"]
    (found,) = stitched([HEAD, ["ก", "ข", "ค", "ง"]], PAGE_END, [amiss, ["จ", "ฉ", "ช", "ซ"]])
    assert texts(found) == [("ก", "ข", "ค", "ง"), ("จ", "ฉ", "ช", "ซ")]


def test_a_short_heading_that_lost_a_letter_is_the_same_heading() -> None:
    entry: list[Row] = [["ลำดับ", "ชื่อตัวชี้วัด", "คะแนนที่ได้"], ["1", "การปฏิบัติหน้าที่", "98.29"]]
    other: list[Row] = [["ลดับ", "ชื่อตัวชี้วัด", "คะแนนที่ได้"], ["7", "ประสิทธิภาพการสื่อสาร", "97.29"]]
    assert len(stitched(entry, PAGE_END, other)) == 1


def test_headings_with_other_figures_are_other_headings() -> None:
    entry: list[Row] = [["ตัวชี้วัด", "คะแนนปี2567", "ระดับปี2567"], ["1", "98.29", "-"]]
    other: list[Row] = [["ตัวชี้วัด", "คะแนนปี2568", "ระดับปี2568"], ["1", "97.29", "-"]]
    assert len(stitched(entry, PAGE_END, other)) == 2


@pytest.mark.parametrize(
    ("between", "tables"), [("(ต่อ)", 1), ("แบบวัด EIT", 1), ("อีกตารางหนึ่งเป็นของปีก่อน " * 4, 2)]
)
def test_a_table_parted_on_one_page_behind_a_word_is_one(between: str, tables: int) -> None:
    assert len(stitched("บทนำ", FIRST, between, REST)) == tables


def test_a_second_table_with_headings_of_its_own_is_another() -> None:
    assert len(stitched("บทนำ", FIRST, "(ต่อ)", FIRST)) == 2


def test_headings_that_a_page_end_cuts_are_whole() -> None:
    head: Row = ["มาตรการ/โครงการ/", "ผู้รับผิดชอบ", "ขั้นตอน", "ระยะเวลา"]
    data: list[Row] = [["กิจกรรม", "", "", ""], ["งดรับของขวัญ", "สำนักปลัด", "ประกาศนโยบาย", "ตลอดปี"]]
    (found,) = stitched("บทนำ", [head], PAGE_END, data)
    assert found.headings == ("มาตรการ/โครงการ/กิจกรรม", "ผู้รับผิดชอบ", "ขั้นตอน", "ระยะเวลา")
    assert [row.key(0) for row in found.rows] == ["งดรับของขวัญ"]


def test_a_first_row_that_is_filled_by_half_is_a_row() -> None:
    head: Row = ["มาตรการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ"]
    data: list[Row] = [["เผยแพร่ข้อมูล", "จัดทำเว็บ", "", ""], ["งดรับของขวัญ", "ประกาศ", "ตลอดปี", "สำนักปลัด"]]
    (found,) = stitched("บทนำ", [head], PAGE_END, data)
    assert [row.key(0) for row in found.rows] == ["เผยแพร่ข้อมูล", "งดรับของขวัญ"]


@pytest.mark.parametrize(
    "between", ["ผลการประเมิน LPA ปี 2567", "ผลการดำเนินงานตามมาตรการ ปีงบประมาณ พ.ศ. 2567", "ปีก่อน"]
)
def test_a_title_between_two_tables_parts_them(between: str) -> None:
    assert len(stitched("บทนำ", FIRST, between, REST)) == 2
