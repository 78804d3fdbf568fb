"""What a row of a table of scores is about: by number, by name, by instrument; and what the heading of a column is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from spans import span

from ita_extract.model import Subject
from ita_extract.rulebook.year import rules_for
from ita_extract.tables.meaning import type_columns
from ita_extract.tables.row_subjects import row_subjects, subject_of_heading

RULES = rules_for(2568)
NAMES = [one.name for one in RULES.indicators.list]
Row = Sequence[str | None]


def read(heads: Row, *rows: Row) -> dict[int, tuple[str, str]]:
    """The subjects and labels of rows, by their places."""
    cells = [[None if cell is None else span(cell) for cell in row] for row in rows]
    columns = type_columns([span(head or "").key for head in heads], cells)
    return {
        position: (entry.subject, entry.label.text)
        for position, entry in row_subjects(columns, cells, RULES).items()
    }


def subjects(heads: Row, *rows: Row) -> list[str | None]:
    found = read(heads, *rows)
    return [found[position][0] if position in found else None for position in range(len(rows))]


def test_a_column_of_numbers_of_indicators_decides() -> None:
    rows = [("3", "การปรับทัศนคติ", "98.29"), ("1", NAMES[1], "99.15"), ("10", NAMES[9], "90.00")]
    assert read(["ตัวชี้วัดที่", "ชื่อ", "คะแนน"], *rows) == {
        0: ("indicator-3", "การปรับทัศนคติ"),
        1: ("indicator-1", NAMES[1]),
        2: ("indicator-10", NAMES[9]),
    }


def test_names_decide_against_ranks() -> None:
    rows = [(str(rank), NAMES[position], "9.00") for rank, position in enumerate((4, 2, 0), 1)]
    assert subjects(["ลำดับ", "ตัวชี้วัด", "คะแนน"], *rows) == ["indicator-5", "indicator-3", "indicator-1"]


def test_one_name_against_its_number_is_a_slip_of_the_name() -> None:
    rows = [("1", NAMES[1], "98.29"), ("2", NAMES[1], "99.15"), ("3", NAMES[2], "97.00")]
    assert subjects(["ที่", "ตัวชี้วัด", "คะแนน"], *rows) == ["indicator-1", "indicator-2", "indicator-3"]


def test_numbered_rows_without_the_name_of_any_indicator_are_none() -> None:
    rows = [(str(number), f"ประเด็น{letter}", "98.29") for number, letter in enumerate("กขค", 1)]
    assert subjects(["ข้อที่", "ประเด็น", "คะแนน"], *rows) == [None, None, None]


@pytest.mark.parametrize(
    ("label", "subject", "shown"),
    [
        (f"ตัวชี้วัดที่ 4 {NAMES[3]}", "indicator-4", NAMES[3]),
        (f"4. {NAMES[3]}", "indicator-4", NAMES[3]),
        (NAMES[3], "indicator-4", NAMES[3]),
        (f"ตัวชี้วัด: {NAMES[3]}", "indicator-4", NAMES[3]),
        ("การใช้ทรัพย์สินของราชกาน", "indicator-4", "การใช้ทรัพย์สินของราชกาน"),
        ("ตชว. 4 อย่างอื่น", "indicator-4", "อย่างอื่น"),
    ],
)
def test_an_indicator_in_one_cell_by_its_name_or_its_number(label: str, subject: str, shown: str) -> None:
    rows = [(f"ตัวชี้วัดที่ 1 {NAMES[0]}", "98.29"), (label, "99.15")]
    assert read(["ตัวชี้วัด", "คะแนน"], *rows)[1] == (subject, shown)


@pytest.mark.parametrize("label", ["11. อย่างอื่น", "หมายเหตุ", "98.29", "-", "ผ่านดีเยี่ยม", "A"])
def test_other_cells_name_no_subject(label: str) -> None:
    assert subjects(["ตัวชี้วัด", "คะแนน"], (NAMES[0], "98.29"), (label, "99.15"))[1] is None


@pytest.mark.parametrize(
    ("label", "subject"),
    [
        ("IIT", "IIT"),
        ("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน", "IIT"),
        ("แบบวัดการเปิดเผยข้อมูลสาธารณะ", "OIT"),
        ("EIT (Survey)", "EIT-2"),
        ("คะแนนรวม", "overall"),
        ("ผลการประเมินในภาพรวม", "overall"),
        ("เฉลี่ย", "overall"),
    ],
)
def test_instruments_and_the_whole(label: str, subject: str) -> None:
    assert subjects(["เครื่องมือ", "คะแนน"], ("EIT", "91.00"), (label, "92.00"))[1] == subject


def test_a_part_under_its_instrument_is_its_part_and_elsewhere_nothing() -> None:
    heads = ["เครื่องมือ", "ส่วน", "คะแนน"]
    parts: list[Row] = [("EIT", "ส่วนที่ 1", "95.37"), (None, "ส่วนที่ 2", "96.30")]
    assert subjects(heads, ("IIT", "", "99.08"), *parts) == ["IIT", "EIT-1", "EIT-2"]
    assert subjects(heads, ("IIT", "ส่วนที่ 1", "99.08")) == ["IIT"]
    assert subjects(["ส่วน", "คะแนน"], ("ส่วนที่ 1", "95.37")) == [None]


def test_several_totals_are_none_of_the_whole() -> None:
    rows = [("IIT", "99.08"), ("คะแนนรวม", "99.08"), ("EIT", "95.84"), ("คะแนนรวม", "95.84")]
    assert subjects(["เครื่องมือ", "คะแนน"], *rows) == ["IIT", None, "EIT", None]


@pytest.mark.parametrize(
    ("heading", "subject"),
    [
        ("คะแนน IIT", "IIT"),
        ("EIT ส่วนที่ 2", "EIT-2"),
        ("ตัวชี้วัดที่ 7", "indicator-7"),
        ("10", "indicator-10"),
        (NAMES[6], "indicator-7"),
        (f"7.{NAMES[6]}", "indicator-7"),
        ("คะแนนรวม", "overall"),
        ("ภาพรวม", "overall"),
        ("หมายเหตุ", None),
        ("11", None),
        ("", None),
    ],
)
def test_the_subject_of_a_heading(heading: str, subject: str | None) -> None:
    found = subject_of_heading(span(heading).key, RULES)
    assert found == (None if subject is None else Subject(subject))
