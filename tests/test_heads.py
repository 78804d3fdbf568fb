"""Which rows of a table are its headings."""

from __future__ import annotations

import pytest
from spans import Row, table

from ita_extract.tables.heads import heading_keys

MEASURES: Row = ["มาตรการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ"]
ENTRY: Row = ["๑. มาตรการเปิดเผยข้อมูล", "จัดทำแผน", "ตลอดปี", "สำนักปลัด"]


def keys(*rows: Row) -> tuple[tuple[str, ...], ...]:
    return heading_keys(table(rows))


def test_one_row_of_headings() -> None:
    assert keys(MEASURES, ENTRY) == (("มาตรการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ"),)


def test_a_title_over_the_headings_belongs_to_them() -> None:
    assert len(keys(["ตารางมาตรการ", None, None, None], MEASURES, ENTRY)) == 2


def test_headings_in_two_rows_are_read_together() -> None:
    rows = keys(["มาตรการ", "การ", None, None], [None, "ดำเนินการ", "ระยะเวลา", "ผู้รับผิดชอบ"], ENTRY)
    merged = ["".join(parts) for parts in zip(*rows, strict=True)]
    assert merged == ["มาตรการ", "การดำเนินการ", "ระยะเวลา", "ผู้รับผิดชอบ"]


def test_a_wide_heading_is_repeated_over_its_columns() -> None:
    first: Row = ["มาตรการ", "ระยะเวลา", None, "ผู้รับผิดชอบ"]
    below: Row = [None, "ไตรมาส 1", "ไตรมาส 2", None]
    assert keys(first, below, ENTRY) == (
        ("มาตรการ", "ระยะเวลา", "", "ผู้รับผิดชอบ"),
        ("", "ไตรมาส1", "ระยะเวลาไตรมาส2", ""),
    )


def test_an_entry_is_no_heading() -> None:
    assert keys(ENTRY, ["๒. มาตรการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ"]) == ()


def test_headings_of_measures_are_known_though_the_page_ends_behind_them() -> None:
    assert keys(MEASURES) == (tuple(MEASURES),)


def test_headings_of_scores_with_no_row_below_them_are_none() -> None:
    assert keys(["ตัวชี้วัดที่", "รายละเอียดตัวชี้วัด", "คะแนน"]) == ()


@pytest.mark.parametrize(
    "head",
    [
        ["ตัวชี้วัดที่", "รายละเอียดตัวชี้วัด", "คะแนน"],
        ["ที่", "ตัวชี้วัด", "ร้อยละ"],
        ["เครื่องมือ", "", "ผลการประเมิน"],
        ["ปีงบประมาณ", "คะแนน", "ระดับ"],
        ["รายการประเมิน", "คะแนนเต็ม", "คะแนนที่ได้"],
    ],
)
def test_headings_of_tables_of_scores(head: Row) -> None:
    assert len(keys(head, ["1", "การปฏิบัติหน้าที่", "98.29"])) == 1


def test_figures_are_no_headings() -> None:
    assert keys(["ตัวชี้วัดที่ 1", "คะแนน", "98.29"], ["ตัวชี้วัดที่ 2", "คะแนน", "99.15"]) == ()
