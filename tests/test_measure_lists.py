"""Measures set as running text: a title and lines that each begin with a heading and a colon."""

from __future__ import annotations

from spans import flow

from ita_extract.tables.measure_columns import Role, measure_roles
from ita_extract.tables.measure_lists import measure_lists

FIRST = (
    "1. มาตรการดูแลวัสดุ\nระยะเวลาดำเนินการ : ตลอดปีงบประมาณ 2569\nขั้นตอนการดำเนินงาน :\n1) ตรวจนับ\n2) รายงาน\n"
    "ผู้รับผิดชอบ : กองคลัง"
)
SECOND = "2. โครงการข่าวทันใจ\nระยะเวลาดำเนินการ : ไตรมาสที่ 1\nขั้นตอนการดำเนินงาน : 1. แต่งตั้ง 2. เผยแพร่\nผู้รับผิดชอบ : กองช่าง"


def test_each_measure_is_a_row_with_its_lines_as_cells() -> None:
    (table,) = measure_lists(flow(f"{FIRST}\n{SECOND}"))
    roles = measure_roles(list(table.headings))
    assert roles is not None
    assert set(roles.values()) == {Role.TITLE, Role.PERIOD, Role.STEPS, Role.RESPONSIBLE}
    column = {role: number for number, role in roles.items()}
    rows = [
        [row.key(column[role]) for role in (Role.TITLE, Role.STEPS, Role.RESPONSIBLE)] for row in table.rows
    ]
    assert rows == [
        ["1.มาตรการดูแลวัสดุ", "1)ตรวจนับ2)รายงาน", "กองคลัง"],
        ["2.โครงการข่าวทันใจ", "1.แต่งตั้ง2.เผยแพร่", "กองช่าง"],
    ]


def test_lines_with_colons_without_a_title_are_no_measures() -> None:
    assert measure_lists(flow("ผู้รับผิดชอบ : กองคลัง\nระยะเวลา : หนึ่งปี\nงบประมาณ : -")) == []


def test_one_measure_of_few_lines_is_none() -> None:
    assert measure_lists(flow("มาตรการที่ 1 ดูแลวัสดุ\nระยะเวลา : ตลอดปี\nผู้รับผิดชอบ : กองคลัง")) == []
