"""A document as a whole: its text and the places of its lines and tables."""

from __future__ import annotations

from spans import PAGE_END, TOP, flow, in_columns, line, page_of, table

from ita_extract.layout.document import Document, document_of
from ita_extract.layout.lines import Line
from ita_extract.layout.tables import Table

TABLE = [["ตัวชี้วัดที่", "รายละเอียด", "คะแนน"], ["1", "การปฏิบัติหน้าที่", "98.29"]]


def of_pages(*blocks: list[Line | Table]) -> Document:
    return document_of([page_of(number, page) for number, page in enumerate(blocks, 1)])


def unruled(page: int, *rows: tuple[str, str, str], top: float = TOP) -> list[Line | Table]:
    places = (72.0, 150.0, 450.0)
    return [
        in_columns(
            *((x, cell) for x, cell in zip(places, row, strict=True) if cell),
            baseline=top + 22 * index,
            page=page,
        )
        for index, row in enumerate(rows)
    ]


def test_lines_know_their_places_and_pages() -> None:
    document = flow(f"หัวเรื่อง ๑\nบรรทัดสอง{PAGE_END}หน้าสอง")
    assert document.text.key == "หัวเรื่อง1บรรทัดสองหน้าสอง"
    assert [document.line_key(index) for index in range(3)] == ["หัวเรื่อง1", "บรรทัดสอง", "หน้าสอง"]
    for index, start in enumerate(document.starts):
        assert document.line_at(start) == index
        assert document.text.starts_line(start)
    assert [document.lines[document.line_at(start)].page for start in document.starts] == [1, 1, 2]
    assert document.line_at(len(document.text.key)) == 2


def test_a_number_at_a_line_end_keeps_apart_from_one_at_the_next_beginning() -> None:
    document = flow("ได้ 98.29\n99.15 คะแนน")
    assert document.text.key == "ได้98.29 99.15คะแนน"
    assert document.line_key(1) == "99.15คะแนน"
    assert document.text.starts_line(document.starts[1])


def test_tables_stand_between_the_lines() -> None:
    document = flow("ก่อน", TABLE, "หลัง", PAGE_END, TABLE)
    first, second = document.tables
    assert document.text.key == "ก่อนหลัง"
    assert (first.offset, first.opens_page, first.closes_page) == (len("ก่อน"), False, False)
    assert (second.offset, second.opens_page, second.closes_page) == (len("ก่อนหลัง"), True, True)


def test_an_empty_document() -> None:
    document = of_pages([])
    assert (document.text.key, document.lines, document.tables) == ("", (), ())
    assert document.line_at(0) == 0


def test_lines_in_columns_become_a_table_without_rules() -> None:
    rows = unruled(
        1, ("ตัวชี้วัดที่", "รายละเอียด", "คะแนน"), ("1", "การปฏิบัติหน้าที่", "98.29"), ("2", "การใช้งบประมาณ", "99.15"),
        ("3", "การใช้อำนาจ", "100.00"),
    )  # fmt: skip
    document = of_pages(
        [line("ก่อน", baseline=100), *rows, line("หลังตารางเป็นข้อความยาวต่อเนื่องกันไปจนสุดบรรทัด", baseline=300)]
    )
    (placed,) = document.tables
    assert not placed.table.ruled
    assert [[cell.lines[0].text for cell in row if cell] for row in placed.table.rows][1] == [
        "1", "การปฏิบัติหน้าที่", "98.29",
    ]  # fmt: skip
    assert document.text.key.startswith("ก่อนหลังตาราง")


def test_flush_columns_without_headings_or_figures_are_a_table() -> None:
    rows = unruled(1, ("ลงชื่อ", "ตำแหน่ง", "วันที่"), ("นายก", "ปลัด", "วันนี้"), ("พยาน", "รองปลัด", "เมื่อวาน"))
    (placed,) = of_pages(rows).tables
    assert placed.table.width == 3
    assert not placed.table.ruled


def test_columns_without_figures_that_hold_fewer_than_three_parts_stay_text() -> None:
    rows = unruled(1, ("ลงชื่อ", "ตำแหน่ง", "วันที่"), ("นายก", "ปลัด", "วันนี้"), ("พยาน", "รองปลัด", ""))
    document = of_pages(rows)
    assert document.tables == ()
    assert "นายกปลัดวันนี้" in document.text.key


def test_columns_under_known_headings_are_a_table_though_one_holds_two_parts() -> None:
    places = (72.0, 200.0, 380.0, 470.0)
    rows = [
        ("มาตรการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ"),
        ("๑. มาตรการ", "๑. จัดทำแผน", "ตลอดปี", "สำนักปลัด"),
        ("เปิดเผย", "๒. เผยแพร่", "", ""),
        ("ข้อมูล", "๓. ติดตาม", "", ""),
    ]
    lines = [
        in_columns(
            *((x, cell) for x, cell in zip(places, row, strict=True) if cell), baseline=TOP + 22 * index
        )
        for index, row in enumerate(rows)
    ]
    (placed,) = of_pages(lines).tables
    assert [[len(cell.lines) for cell in row if cell] for row in placed.table.rows] == [
        [1, 1, 1, 1],
        [3, 3, 1, 1],
    ]


def test_scores_with_their_unit_are_rows_of_a_table() -> None:
    names = ("ตัวชี้วัดที่ 1", "ตัวชี้วัดที่ 2", "ตัวชี้วัดที่ 3")
    body = [(name, "ผล", f"9{number}.15 คะแนน") for number, name in enumerate(names)]
    (placed,) = of_pages(unruled(1, ("ตัวชี้วัด", "รายละเอียด", "คะแนนที่ได้"), *body)).tables
    assert [len(row) for row in placed.table.rows] == [3] * 4


def test_the_columns_of_an_unruled_table_are_carried_to_the_next_page() -> None:
    first = unruled(
        1, ("ตัวชี้วัดที่", "รายละเอียด", "คะแนน"), ("1", "ก", "98.29"), ("2", "ข", "99.15"), ("3", "ค", "90.00")
    )
    second = unruled(2, ("4", "ง", "97.95"), ("5", "จ", "100.00"))
    document = of_pages(first, second)
    assert [entry.table.page for entry in document.tables] == [1, 2]
    assert [entry.table.width for entry in document.tables] == [3, 3]
    assert document.text.key == ""


def test_a_ruled_table_of_one_page_does_not_lend_its_columns() -> None:
    document = of_pages([table(TABLE)], unruled(2, ("4", "ง", "97.95")))
    assert len(document.tables) == 1
    assert document.text.key == "4ง97.95"
