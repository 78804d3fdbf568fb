"""Columns of the measure table, by what their headings say."""

from __future__ import annotations

from itertools import permutations

import pytest
from spans import span

from ita_extract.tables.measure_columns import QUARTERS, Role, measure_roles, possible_roles

SEED = {
    "มาตรการ/โครงการ/ กิจกรรม": Role.TITLE,
    "ผลการวิเคราะห์ตัวชี้วัดตาม หลักเกณฑ์การประเมิน ITA": Role.ANALYSIS,
    "ขั้นตอน/วิธีการปฏิบัติ": Role.STEPS,
    "ช่วง ระยะเวลาใน การ ดำเนินการ": Role.PERIOD,
    "ผู้ รับผิดชอบ": Role.RESPONSIBLE,
}
FORM_2569 = {
    "ตัวชี้วัดที่เลือก": Role.INDICATOR,
    "มาตรการที่กำหนด": Role.TITLE,
    "ผู้รับผิดชอบ": Role.RESPONSIBLE,
    "ระยะเวลาดำเนินการ": Role.PERIOD,
    "ผลการดำเนินการ": Role.MONITORING,
}
FULL = {
    "ที่": Role.NUMBER,
    "ประเด็นที่ต้องพัฒนา/แก้ไข": Role.ANALYSIS,
    "มาตรการ/แนวทาง": Role.TITLE,
    "วิธีดำเนินการ": Role.STEPS,
    "ระยะเวลา": Role.PERIOD,
    "ผู้รับผิดชอบ": Role.RESPONSIBLE,
    "การกำกับติดตาม": Role.MONITORING,
    "ตัวชี้วัดความสำเร็จ": Role.TARGET,
    "งบประมาณ": Role.BUDGET,
    "หมายเหตุ": Role.REMARK,
}


def roles(*headings: str) -> dict[int, Role] | None:
    return measure_roles([span(entry).key for entry in headings])


@pytest.mark.parametrize("heads", [SEED, FORM_2569, FULL], ids=["seed", "form of 2569", "all"])
def test_every_column_gets_its_role(heads: dict[str, Role]) -> None:
    assert roles(*heads) == dict(enumerate(heads.values()))


@pytest.mark.parametrize("heads", [SEED, FORM_2569], ids=["seed", "form of 2569"])
def test_the_order_of_columns_does_not_matter(heads: dict[str, Role]) -> None:
    for order in permutations(heads):
        assert roles(*order) == {position: heads[head] for position, head in enumerate(order)}


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("ลำดับที่", Role.NUMBER), ("ลำดับ", Role.NUMBER), ("ข้อ", Role.NUMBER),
        ("หน่วยงานที่รับผิดชอบ", Role.RESPONSIBLE), ("ส่วนราชการผู้รับผิดชอบ", Role.RESPONSIBLE),
        ("ผู้รับผิดชอบดำเนินการ", Role.RESPONSIBLE), ("เจ้าภาพหลัก", Role.RESPONSIBLE),
        ("กำหนดแล้วเสร็จ", Role.PERIOD), ("ห้วงเวลา", Role.PERIOD), ("ระยะเวลาดำเนินการ", Role.PERIOD),
        ("การรายงานผล", Role.MONITORING), ("การติดตามผล", Role.MONITORING),
        ("ค่าเป้าหมาย", Role.TARGET), ("ผลที่คาดว่าจะได้รับ", Role.TARGET),
        ("งบประมาณ (บาท)", Role.BUDGET),
        ("ขั้นตอนการดำเนินงาน", Role.STEPS), ("แนวทางการดำเนินการ", Role.STEPS),
        ("ตัวชี้วัด", Role.INDICATOR), ("ตัวชี้วัดที่เกี่ยวข้อง", Role.INDICATOR), ("ตัวชี้วัด ITA", Role.INDICATOR),
        ("ประเด็นที่ต้องแก้ไข", Role.ANALYSIS), ("ปัญหา/จุดอ่อน", Role.ANALYSIS), ("ข้อบกพร่อง", Role.ANALYSIS),
        ("มาตรการ", Role.TITLE), ("โครงการ", Role.TITLE), ("กิจกรรม", Role.TITLE),
    ],
)  # fmt: skip
def test_the_first_meaning_of_a_heading(heading: str, role: Role) -> None:
    assert possible_roles(span(heading).key)[0] == role


def test_a_success_indicator_is_no_indicator_of_ita() -> None:
    assert possible_roles("ตัวชี้วัดความสำเร็จ")[0] == Role.TARGET
    assert roles("มาตรการ", "ตัวชี้วัดความสำเร็จ", "ผู้รับผิดชอบ") == {
        0: Role.TITLE,
        1: Role.TARGET,
        2: Role.RESPONSIBLE,
    }


def test_a_heading_with_one_meaning_comes_before_one_with_several() -> None:
    found = roles("กิจกรรม/วิธีการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ")
    assert found == {0: Role.TITLE, 1: Role.STEPS, 2: Role.PERIOD, 3: Role.RESPONSIBLE}


def test_each_role_goes_to_one_column() -> None:
    found = roles("มาตรการ", "ระยะเวลา", "ระยะเวลา", "ผู้รับผิดชอบ")
    assert found == {0: Role.TITLE, 1: Role.PERIOD, 3: Role.RESPONSIBLE}


@pytest.mark.parametrize(
    "headings",
    [
        ("ตัวชี้วัดที่", "รายละเอียดตัวชี้วัด", "คะแนน"),
        ("ปีงบประมาณ", "คะแนน", "ระดับ"),
        ("เครื่องมือ", "คะแนน"),
        ("มาตรการ", "ผู้รับผิดชอบ"),
        ("มาตรการ", "ขั้นตอน", "หมายเหตุ"),
        ("ระยะเวลา", "ผู้รับผิดชอบ", "งบประมาณ"),
        ("", "", ""),
        (),
        ("ดำเนินการจัดทำแผนและมาตรการ" * 4, "ระยะเวลา", "ผู้รับผิดชอบ"),
    ],
)
def test_other_tables_are_no_measure_tables(headings: tuple[str, ...]) -> None:
    assert roles(*headings) is None


def test_a_heading_that_lost_its_tones_keeps_its_role() -> None:
    for heading in ("ขันตอนการดำเนินงาน", "ผูรับผิดชอบ", "ขันตอน/วิธีการปฏิบัติ"):
        assert possible_roles(heading) == possible_roles(
            {"ขันตอนการดำเนินงาน": "ขั้นตอนการดำเนินงาน", "ผูรับผิดชอบ": "ผู้รับผิดชอบ"}.get(heading, "ขั้นตอน/วิธีการปฏิบัติ")
        )
        assert possible_roles(heading)


@pytest.mark.parametrize(
    "style", ["ไตรมาสที่ {}", "กำหนดเวลา Q{}", "ระยะเวลา (ไตรมาส) {}", "ระยะเวลาดำเนินการ {}", "Q{}"]
)
def test_columns_of_quarters_by_their_number(style: str) -> None:
    heads = ["มาตรการ", "ขั้นตอน", *(style.format(number) for number in range(1, 5)), "ผู้รับผิดชอบ"]
    roles = measure_roles([span(head).key for head in heads])
    assert roles is not None
    assert [roles[column] for column in range(2, 6)] == list(QUARTERS)
