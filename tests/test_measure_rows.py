"""Rows of a measures table made whole: what a page end cuts, whatever column it cuts, is one measure again."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from spans import PAGE_END, Row, stitched, texts

from ita_extract.tables.measure_columns import Role, measure_roles
from ita_extract.tables.measure_rows import Draft, RowReader, wide_cell

HEAD: Row = ["มาตรการ", "ตัวชี้วัดที่เกี่ยวข้อง", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ"]
ONE: Row = ["โครงการหนึ่ง", "ตัวชี้วัดที่ 1", "1. จัดทำ\n2. เผยแพร่", "ตลอดปี", "สำนักปลัด"]
TWO: Row = ["โครงการสอง", "ตัวชี้วัดที่ 2", "1. ทบทวน\n2. ติดตาม", "ตลอดปี", "กองคลัง"]
NUMBERED = [[f"{number}. {row[0]}", *row[1:]] for number, row in enumerate((ONE, TWO), 1)]


def reader(*parts: Sequence[Row], head: Row = HEAD) -> RowReader:
    """The reader of a table that lies over as many pages as there are parts."""
    pages: list[str | list[Row]] = []
    for number, rows in enumerate(parts):
        pages.extend([PAGE_END] if number else [])
        pages.append([head, *rows])
    (table,) = stitched(*pages)
    roles = measure_roles(list(table.headings))
    assert roles is not None
    return RowReader(table, roles)


def read(*parts: Sequence[Row], head: Row = HEAD) -> list[Draft]:
    made = reader(*parts, head=head)
    drafts = made.drafts()
    assert made.reasons == []
    return drafts


def column(drafts: list[Draft], role: Role) -> list[str]:
    return [draft.text(role).text for draft in drafts]


def test_each_row_of_a_table_is_a_measure() -> None:
    for rows in ([ONE, TWO], NUMBERED):
        drafts = read(rows)
        assert column(drafts, Role.TITLE) == [row[0] for row in rows]
        assert column(drafts, Role.PERIOD) == ["ตลอดปี", "ตลอดปี"]
    assert [draft.number for draft in read(NUMBERED)] == [1, 2]


def test_a_table_over_two_pages_is_read_row_by_row() -> None:
    for rows in ([ONE, TWO], NUMBERED):
        drafts = read([rows[0]], [rows[1]])
        assert column(drafts, Role.TITLE) == [row[0] for row in rows]
        assert [sorted(draft.pages) for draft in drafts] == [[1], [2]]


CUT = {
    "its steps alone": ("", "", "3. ติดตาม", "", ""),
    "its steps within one": ("", "", "ต่อเนื่องทุกเดือน", "", ""),
    "its title and steps": ("ต่อ", "", "3. ติดตาม", "", ""),
    "its title beside no period and unit": ("ต่อ", "", "", "", ""),
}


@pytest.mark.parametrize("rest", CUT.values(), ids=CUT)
@pytest.mark.parametrize("numbered", [True, False], ids=["numbered", "unnumbered"])
def test_the_rest_of_a_row_behind_a_page_end_belongs_to_its_measure(rest: Row, numbered: bool) -> None:
    entry, two = NUMBERED if numbered else (ONE, TWO)
    drafts = read([entry], [rest, two])
    assert len(drafts) == 2
    assert column(drafts, Role.TITLE)[0] == f"{entry[0]}{rest[0]}"
    assert column(drafts, Role.STEPS)[0].endswith(rest[2] or "เผยแพร่")
    assert drafts[0].pages == {1, 2}


def test_a_cell_that_the_page_end_cut_goes_on_as_one() -> None:
    (draft,) = read([["1. หนึ่ง", "", "1. จัดทำแผนให้แก่", "ตลอดปี", "กองคลัง"]], [["", "", "บุคลากร", "", ""]])
    assert texts(draft.cells[Role.STEPS]) == ["1. จัดทำแผนให้แก่บุคลากร"]


def test_rows_under_one_title_are_cells_of_their_own() -> None:
    (draft,) = read([[*ONE[:2], "จัดทำ", *ONE[3:]], [None, None, "เผยแพร่", None, None]])
    assert texts(draft.cells[Role.STEPS]) == ["จัดทำ", "เผยแพร่"]


def test_steps_that_begin_without_a_marker_where_all_others_have_one_go_on() -> None:
    drafts = read([ONE], [["โครงการต่อ", "ตัวชี้วัดที่ 1", "อย่างต่อเนื่อง", "ตลอดปี", "สำนักปลัด"], TWO])
    assert column(drafts, Role.TITLE) == ["โครงการหนึ่งโครงการต่อ", "โครงการสอง"]
    assert column(drafts, Role.STEPS)[0] == "1. จัดทำ 2. เผยแพร่อย่างต่อเนื่อง"


def test_an_indicator_without_the_word_that_all_others_begin_with_goes_on() -> None:
    drafts = read([ONE], [["สู่ความโปร่งใส", "การใช้งบประมาณ", "1. สรุป", "ตลอดปี", "สำนักปลัด"], TWO])
    assert column(drafts, Role.INDICATOR) == ["ตัวชี้วัดที่ 1การใช้งบประมาณ", "ตัวชี้วัดที่ 2"]


def test_a_period_that_only_with_the_one_before_is_that_of_the_others_goes_on() -> None:
    whole = "ตลอดปีงบประมาณ 2569"
    entry, rest = [*ONE[:3], "ตลอด", ONE[4]], ["ต่อ", "ตัวชี้วัดที่ 1", "3. ก", "ปีงบประมาณ 2569", "ข"]
    others = [[*row[:3], whole, row[4]] for row in (TWO, TWO)]
    drafts = read([entry], [rest, *others])
    assert column(drafts, Role.PERIOD) == [whole] * 3


def test_a_row_behind_a_page_end_with_all_its_cells_is_a_measure() -> None:
    drafts = read([ONE], [TWO])
    assert len(drafts) == 2
    (cut,) = read([ONE], [["ต่อ", "ตัวชี้วัดที่ 1", "", "", ""]])
    assert cut.text(Role.TITLE).text == "โครงการหนึ่งต่อ"


def test_the_first_steps_of_a_measure_may_stand_before_the_page_end_and_its_title_behind_it() -> None:
    """Word sets a title in the middle of its cell's height."""
    ahead: Row = ["", "", "1. ทบทวน", "", ""]
    behind: Row = ["2. โครงการสอง", "ตัวชี้วัดที่ 2", "แล้วรายงาน", "ตลอดปี", "กองคลัง"]
    drafts = read([NUMBERED[0], ahead], [behind])
    assert column(drafts, Role.TITLE) == ["1. โครงการหนึ่ง", "2. โครงการสอง"]
    assert column(drafts, Role.STEPS)[1] == "1. ทบทวนแล้วรายงาน"
    assert drafts[1].pages == {1, 2}


def test_a_last_row_with_later_steps_stays_with_the_measure_before() -> None:
    drafts = read([NUMBERED[0], ["", "", "3. สรุป", "", ""]], [NUMBERED[1]])
    assert column(drafts, Role.STEPS)[0].endswith("3. สรุป")
    assert drafts[0].pages == {1}


def test_a_number_that_is_not_the_next_one_is_a_measure_where_it_brings_its_own() -> None:
    rows = [NUMBERED[0], ["4. โครงการสี่", *TWO[1:]], ["1) จัดทำ", "", "", "", ""]]
    drafts = read(rows)
    assert [draft.number for draft in drafts] == [1, 4]
    assert column(drafts, Role.TITLE)[1] == "4. โครงการสี่1) จัดทำ"


def test_numbers_in_a_column_of_their_own_count_and_a_nought_does_not() -> None:
    head: Row = ["ที่", *HEAD]
    drafts = read([["1", *ONE], ["๐", *TWO]], head=head)
    assert [draft.number for draft in drafts] == [1, None]


def test_a_table_that_begins_in_the_middle_of_a_measure_is_told() -> None:
    made = reader([["", "", "2. เผยแพร่", "", "กองคลัง"], TWO])
    drafts = made.drafts()
    assert [reason.slug for reason in made.reasons] == ["measure-without-beginning"]
    assert made.reasons[0].raw == "2. เผยแพร่"
    assert column(drafts, Role.STEPS)[0] == "2. เผยแพร่"


def test_a_merged_cell_is_shared_and_an_empty_one_is_not() -> None:
    merged = read([ONE, [*TWO[:3], None, TWO[4]]])
    assert column(merged, Role.PERIOD) == ["ตลอดปี", "ตลอดปี"]
    empty = read([ONE, [*TWO[:3], "", TWO[4]]])
    assert column(empty, Role.PERIOD) == ["ตลอดปี", ""]


def test_a_row_of_one_wide_cell_names_the_group_of_those_below_it() -> None:
    group: Row = ["ด้านการใช้งบประมาณ", None, None, None, None]
    drafts = read([ONE, group, TWO])
    assert [draft.group.text for draft in drafts] == ["", "ด้านการใช้งบประมาณ"]
    assert column(drafts, Role.TITLE) == ["โครงการหนึ่ง", "โครงการสอง"]


def test_only_a_row_of_one_cell_over_the_whole_width_is_wide() -> None:
    (table,) = stitched([HEAD, ["ก", None, None, None, None], ["ข", "", None, None, None], ONE])
    assert [wide.text if (wide := wide_cell(table, row)) else None for row in table.rows] == ["ก", None, None]


def test_a_table_of_groups_alone_has_no_measures() -> None:
    assert read([["ด้านหนึ่ง", None, None, None, None]]) == []


def test_steps_that_count_on_behind_a_page_end_are_of_the_same_measure() -> None:
    """Whatever else stands in the row: the end of its title, and of the name of the unit."""
    head: Row = ["มาตรการ", "ผู้รับผิดชอบ", "ขั้นตอน", "ไตรมาส 1", "ไตรมาส 2"]
    first: Row = ["โครงการจัดการความเสี่ยง", "กองสาธารณสุ", "1) ระบุ\n2) ให้คะแนน", "/", ""]
    rest: Row = ["สินบน", "ขและสิ่งแวดล้อม", "3) วางวิธี\n4) ทดสอบ", "", ""]
    (draft,) = read([first], [rest], head=head)
    assert draft.text(Role.TITLE).text == "โครงการจัดการความเสี่ยงสินบน"
    assert draft.text(Role.RESPONSIBLE).text == "กองสาธารณสุขและสิ่งแวดล้อม"
