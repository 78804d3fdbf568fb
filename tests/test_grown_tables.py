"""Tables ruled or shaded in part: the rows that stand at them as plain lines, and text that is none of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from spans import HEIGHT, LEADING, LEFT, SIZE, TOP, Row, in_columns, line, table

from ita_extract.layout.grown_tables import grown
from ita_extract.layout.lines import Line
from ita_extract.layout.tables import Table

COLUMNS = (LEFT, LEFT + (595 - 2 * LEFT) / 3, LEFT + 2 * (595 - 2 * LEFT) / 3)
HEAD: list[Row] = [["ที่", "กิจกรรม", "สถานะ"]]


def row(*cells: str, baseline: float) -> Line:
    pieces = [(x + 4, text) for x, text in zip(COLUMNS, cells, strict=False) if text]
    return in_columns(*pieces, baseline=baseline)


def texts(found: Table) -> list[list[str]]:
    return [[cell.span.text if cell else "" for cell in cells] for cells in found.rows]


def below(head: Table, *rows: Sequence[str], leading: float = LEADING) -> list[Line]:
    first = head.box.bottom + 0.8 * SIZE + 2
    return [row(*cells, baseline=first + number * leading) for number, cells in enumerate(rows)]


def test_rows_of_one_line_under_shaded_headings() -> None:
    head = table(HEAD, top=TOP)
    (found,), left = grown([head], below(head, ("1", "อบรม", "แล้ว"), ("2", "จัดทำ", "กำลังทำ")), HEIGHT)
    assert texts(found) == [["ที่", "กิจกรรม", "สถานะ"], ["1", "อบรม", "แล้ว"], ["2", "จัดทำ", "กำลังทำ"]]
    assert left == []


def test_rows_of_several_lines_are_parted_by_the_wider_gap_between_them() -> None:
    head = table(HEAD, top=TOP)
    y = head.box.bottom + 0.8 * SIZE + 2
    lines = [
        row("1", "อบรม", "แล้ว", baseline=y),
        row("", "พนักงาน", "เสร็จ", baseline=y + LEADING),
        row("2", "จัดทำ", "กำลังทำ", baseline=y + 2 * LEADING + 8),
        row("", "เพจ", "", baseline=y + 3 * LEADING + 8),
        row("3", "ติดตาม", "ยัง", baseline=y + 4 * LEADING + 16),
    ]
    (found,), left = grown([head], lines, HEIGHT)
    assert [cells[1] for cells in texts(found)] == ["กิจกรรม", "อบรมพนักงาน", "จัดทำเพจ", "ติดตาม"]
    assert left == []


def test_every_second_row_is_shaded() -> None:
    first, second = (
        table([["1", "อบรม", "แล้ว"]], top=TOP),
        table([["3", "ติดตาม", "ยัง"]], top=TOP + 2 * LEADING),
    )
    middle = row("2", "จัดทำ", "กำลังทำ", baseline=TOP + LEADING + 0.8 * SIZE)
    (found,), left = grown([first, second], [middle], HEIGHT)
    assert [cells[0] for cells in texts(found)] == ["1", "2", "3"]
    assert left == []


@pytest.mark.parametrize(
    "text",
    ["หมายเหตุ ผลคะแนนของปีนี้", "ทั้งนี้ หน่วยงานได้ดำเนินการตามมาตรการครบถ้วนทุกข้อในปีที่ผ่านมา", "ที่มา : สำนักงาน ป.ป.ช."],
)
def test_a_paragraph_below_a_table_is_none_of_its_rows(text: str) -> None:
    whole = table([*HEAD, ["1", "อบรม", "แล้ว"]], top=TOP)
    note = line(text, x=LEFT + 4, baseline=whole.box.bottom + SIZE)
    assert grown([whole], [note], HEIGHT) == ([whole], [note])


def test_rows_whose_ends_are_not_clear_stay_lines() -> None:
    """Two rows, or one whose cells all go on: nothing tells."""
    head = table(HEAD, top=TOP)
    lines = below(head, ("1", "อบรม", "แล้ว"), ("2", "จัดทำ", "กำลังทำ"), ("", "เพจ", ""))
    assert grown([head], lines, HEIGHT) == ([head], lines)
