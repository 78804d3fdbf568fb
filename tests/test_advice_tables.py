"""Recommendations in tables and cards: a row for each item, whatever the order of the columns."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from spans import PAGE_END, Row, flow

from ita_extract.model import Recommendation
from ita_extract.numbers.ledger import Ledger
from ita_extract.rulebook.year import rules_for
from ita_extract.tables.advice_columns import judge_advice_table
from ita_extract.tables.advice_tables import AdviceRead, read_advice_tables
from ita_extract.tables.stitching import stitch

R = rules_for(2568)
HEAD: Row = ["ตัวชี้วัด", "ประเด็นที่พบ", "ข้อเสนอแนะ"]
FIRST: Row = ["ตัวชี้วัดที่ 2", "(i4) คนไม่รู้แผน", "หน่วยงานควรติดประกาศ (อ้างอิง o8)"]
SECOND: Row = ["ตัวชี้วัดที่ 8", "(e8) บริการไม่สะดวก", "ควรเปิดระบบออนไลน์"]


def read(*parts: Any, known: list[Recommendation] | None = None) -> AdviceRead:
    document = flow(*parts)
    tables = [drafts for table in stitch(document) if (drafts := judge_advice_table(table).drafts)]
    return read_advice_tables(tables, known or [], [], R, Ledger.of(document))


def rows_of(read: AdviceRead) -> list[tuple[int | None, tuple[str, ...], str]]:
    return [(row.indicator, row.items, row.issue) for row in read.recommendations]


def slugs(read: AdviceRead) -> list[str]:
    return [reason.slug for reason in read.reasons]


BOTH = [(2, ("i4",), "คนไม่รู้แผน"), (8, ("e8",), "บริการไม่สะดวก")]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_columns_in_any_order(order: tuple[int, ...]) -> None:
    found = read([[row[column] for column in order] for row in (HEAD, FIRST, SECOND)])
    assert rows_of(found) == BOTH
    assert found.recommendations[0].references == ("o8",)
    assert slugs(found) == []


def test_items_in_a_column_of_their_own() -> None:
    rows = [
        ["รหัสข้อ", "ประเด็น", "ข้อเสนอแนะ"],
        ["i4", "คนไม่รู้แผน", "ควรติดประกาศ"],
        ["E 8", "บริการไม่สะดวก", "ควรแก้"],
    ]
    assert rows_of(read(rows)) == [(2, ("i4",), "คนไม่รู้แผน"), (8, ("e8",), "บริการไม่สะดวก")]


def test_a_merged_cell_is_of_all_rows_beside_it() -> None:
    third: Row = [None, "i5 เบิกจ่ายช้า", "ควรเร่งรัด"]
    assert rows_of(read([HEAD, FIRST, third]))[1] == (2, ("i5",), "เบิกจ่ายช้า")


def test_a_row_that_a_page_end_cuts_is_one() -> None:
    rest: Row = ["", "ของหน่วยงาน", "ทุกเดือน (อ้างอิง o9)"]
    found = read([HEAD, FIRST], PAGE_END, [HEAD, rest, SECOND])
    assert [(row.indicator, row.items) for row in found.recommendations] == [(2, ("i4",)), (8, ("e8",))]
    assert found.recommendations[0].references == ("o8", "o9")
    assert found.recommendations[0].pages == (1, 2)


def test_cards_with_their_headings_on_the_left() -> None:
    card = [
        ["ตัวชี้วัดที่ 4", "คะแนน 97.60"],
        ["ข้อคำถาม", "ข้อ i10"],
        ["ประเด็น", "ไม่รู้ขั้นตอน"],
        ["ข้อเสนอแนะ", "ควรทำแบบฟอร์ม (อ้างอิง o8)"],
    ]
    found = read(card)
    assert rows_of(found) == [(4, ("i10",), "ไม่รู้ขั้นตอน")]
    assert found.recommendations[0].references == ("o8",)


def test_a_row_over_the_rows_of_an_indicator() -> None:
    rows: list[Row] = [
        ["ข้อ", "ประเด็น", "ข้อเสนอแนะ"],
        ["ตัวชี้วัดที่ 2 การใช้งบประมาณ", None, None],
        ["i4", "คนไม่รู้แผน", "ควรติดประกาศ"],
    ]
    assert rows_of(read(rows)) == [(2, ("i4",), "คนไม่รู้แผน")]


def test_what_the_text_has_said_is_not_said_again() -> None:
    known = read([HEAD, FIRST]).recommendations
    assert rows_of(read([HEAD, FIRST, SECOND], known=known)) == [BOTH[1]]


def test_a_row_without_item_or_advice_is_a_reason() -> None:
    rows: list[Row] = [HEAD, FIRST, SECOND, ["ตัวชี้วัดที่ 3", "ไม่เป็นธรรม", ""]]
    assert slugs(read(rows)) == ["recommendation-without-item", "recommendation-without-advice"]


def test_the_organisations_own_column_is_guidance() -> None:
    rows = [[*HEAD, "แนวทางการดำเนินการของหน่วยงาน"], [*FIRST, "1. ทำแผน\n2. ติดประกาศ"]]
    found = read(rows)
    assert [(row.indicator, row.step, row.text) for row in found.guidelines] == [
        (2, 1, "ทำแผน"),
        (2, 2, "ติดประกาศ"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["ตัวชี้วัดที่", "ชื่อตัวชี้วัด", "คะแนน"], ["1", "การปฏิบัติหน้าที่", "98.29"]],
        [["มาตรการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ"], ["จัดทำแผน", "1. ทำ", "ต.ค. 68", "กองคลัง"]],
        [["ด้าน", "ประเด็น", "ข้อเสนอแนะ"], ["ถนน", "ชำรุด", "ควรซ่อม"]],
    ],
)
def test_other_tables_are_none(rows: list[Row]) -> None:
    assert read(rows).recommendations == []


def test_columns_under_words_that_nobody_knows_are_known_by_what_they_hold() -> None:
    """A column of items tells a table of recommendations, and what urges is the advice."""
    rows: list[Row] = [
        ["เรื่องที่", "สิ่งนำเสนอ", "ตัวชี้วัด", "ความเป็นจริง"],
        ["i4", "ควรติดประกาศแผนทุกไตรมาส", "ตัวชี้วัดที่ 2", "คนส่วนมากไม่รู้แผนการใช้จ่าย"],
        ["e8", "เสนอให้เปิดระบบออนไลน์", "ตัวชี้วัดที่ 8", "ผู้มาติดต่อไม่สะดวกเดินทาง"],
    ]
    found = read(rows)
    assert rows_of(found) == [
        (2, ("i4",), "คนส่วนมากไม่รู้แผนการใช้จ่าย"),
        (8, ("e8",), "ผู้มาติดต่อไม่สะดวกเดินทาง"),
    ]
    assert [row.advice for row in found.recommendations] == ["ควรติดประกาศแผนทุกไตรมาส", "เสนอให้เปิดระบบออนไลน์"]


def test_a_column_of_references_is_none_of_items() -> None:
    head: Row = [*HEAD, "ข้อมูลอ้างอิง"]
    found = read([head, [*FIRST, "o2"], [*SECOND, "o3"]])
    assert rows_of(found) == BOTH
    assert [row.references for row in found.recommendations] == [("o8", "o2"), ("o3",)]


def test_recommendations_without_any_item_by_their_headings_and_indicators() -> None:
    found = read([HEAD, ["ตัวชี้วัดที่ 2", "คนไม่รู้แผน", "ควรติดประกาศ"], ["ตัวชี้วัดที่ 8", "ไม่สะดวก", "ควรแก้"]])
    assert rows_of(found) == [(2, (), "คนไม่รู้แผน"), (8, (), "ไม่สะดวก")]
    assert slugs(found) == ["recommendation-without-item"] * 2


def test_of_two_columns_of_codes_the_other_refers() -> None:
    head: Row = ["ข้อคำถาม", "ประเด็นที่พบ", "ข้อเสนอแนะ", "โยงไปที่"]
    rows: list[Row] = [["i4", "คนไม่รู้แผน", "ควรติดประกาศ", "o10, o11"], ["e8", "ไม่สะดวก", "ควรแก้", "o25"]]
    found = read([head, *rows])
    assert [(row.items, row.references) for row in found.recommendations] == [
        (("i4",), ("o10", "o11")),
        (("e8",), ("o25",)),
    ]


def test_an_item_under_the_merged_cell_of_another_indicator_is_a_doubt() -> None:
    found = read([HEAD, ["ตัวชี้วัดที่ 2", "(i4) คนไม่รู้แผน", "ควรติดประกาศ"], [None, "(i14) ไม่เฝ้าระวัง", "ควรจัดลำดับ"]])
    assert slugs(found) == ["items-outside-sections"]


def test_a_code_that_a_narrow_column_breaks_is_a_doubt() -> None:
    rows: list[Row] = [
        ["รหัสข้อ", "ประเด็น", "ข้อเสนอแนะ"],
        ["o3\n0", "ไม่เผยแพร่ข้อมูล", "ควรเผยแพร่"],
        ["e8", "ไม่สะดวก", "ควรแก้"],
    ]
    assert "unread-item" in slugs(read(rows))


def test_a_column_of_lists_under_any_words_is_the_guidance() -> None:
    head: Row = ["ข้อ", "ประเด็นที่ต้องพัฒนา", "ตัวชี้วัด", "เราจะทำอย่างไร", "ข้อเสนอแนะของผู้ประเมิน"]
    rows: list[Row] = [
        ["i4", "คนไม่รู้แผน", "ตัวชี้วัดที่ 2", "• จัดทำแผน\n• ติดประกาศ", "หน่วยงานควรติดประกาศ"],
        ["e8", "บริการไม่สะดวก", "ตัวชี้วัดที่ 8", "• เปิดระบบ\n• ติดตามผล\n• รายงาน", "ควรเปิดระบบออนไลน์"],
    ]
    assert [(row.indicator, row.step) for row in read([head, *rows]).guidelines] == [
        *((2, 1), (2, 2)),
        *((8, 1), (8, 2), (8, 3)),
    ]
