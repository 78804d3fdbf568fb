"""Blocks of running text, told by geometry alone: headings, paragraphs, list items with their depth."""

from __future__ import annotations

from dataclasses import replace

import pytest
from spans import HEIGHT, LEADING, LEFT, SIZE, TOP, in_columns, line, page_of

from ita_extract.layout.blocks import Heading, ListItem, Paragraph, TableBlock, Text
from ita_extract.layout.document import Document, document_of
from ita_extract.layout.lines import Line
from ita_extract.layout.tables import Table

FULL = "ข้อความที่เต็มบรรทัดจากขอบซ้ายไปจนสุดขอบขวาของหน้ากระดาษ"
INDENT = LEFT + 2 * SIZE


def document(*contents: list[Line] | list[Line | Table]) -> Document:
    return document_of([page_of(number, blocks) for number, blocks in enumerate(contents, 1)])


def at(row: int, text: str, *, x: float = LEFT, page: int = 1) -> Line:
    """A line of the page, by its row."""
    return line(text, x=x, baseline=TOP + LEADING * row, page=page)


def larger(entry: Line, factor: float) -> Line:
    return replace(entry, size=entry.size * factor)


def blocks(*contents: list[Line]) -> list[Text]:
    return document(*contents).text_blocks


def kinds(found: list[Text]) -> list[tuple[str, str]]:
    return [(type(entry).__name__, entry.span.text) for entry in found]


def test_lines_that_run_on_are_one_paragraph() -> None:
    (found,) = blocks([at(row, FULL) for row in range(4)])
    assert isinstance(found, Paragraph)
    assert found.span.key == FULL * 4


def test_a_line_that_stops_short_ends_a_paragraph() -> None:
    found = blocks([at(0, FULL), at(1, "สั้น"), at(2, FULL), at(3, FULL)])
    assert kinds(found) == [("Paragraph", FULL + "สั้น"), ("Paragraph", FULL * 2)]


def test_an_indented_line_begins_a_paragraph() -> None:
    wide = FULL[4:]
    found = blocks([at(0, FULL), at(1, FULL), at(2, wide, x=INDENT), at(3, FULL)])
    assert kinds(found) == [("Paragraph", FULL * 2), ("Paragraph", wide + FULL)]


def test_a_wide_gap_between_lines_begins_a_paragraph() -> None:
    found = blocks([at(0, FULL), at(1, FULL), at(2, FULL), at(4, FULL), at(5, FULL)])
    assert kinds(found) == [("Paragraph", FULL * 3), ("Paragraph", FULL * 2)]


def test_a_table_between_two_lines_parts_them() -> None:
    rows = [
        in_columns((LEFT, "กก"), (250.0, "ขข"), (430.0, f"9{row}.00"), baseline=TOP + LEADING * (2 + row))
        for row in range(4)
    ]
    found = document([at(0, FULL), at(1, FULL), *rows, at(6, FULL), at(7, FULL)])
    assert kinds(found.text_blocks) == [("Paragraph", FULL * 2), ("Paragraph", FULL * 2)]
    assert [type(block) for block in found.blocks] == [Paragraph, TableBlock, Paragraph]


@pytest.mark.parametrize(("factor", "level"), [(1.5, 1), (1.2, 2)])
def test_a_larger_line_is_a_heading_of_its_level(factor: float, level: int) -> None:
    found = blocks([at(0, FULL), at(1, FULL), larger(at(2, "หัวเรื่อง"), factor), at(3, FULL), at(4, FULL)])
    assert kinds(found) == [("Paragraph", FULL * 2), ("Heading", "หัวเรื่อง"), ("Paragraph", FULL * 2)]
    assert isinstance(found[1], Heading)
    assert found[1].level == level


def test_larger_lines_that_run_on_over_more_than_three_are_a_paragraph() -> None:
    large = [larger(at(row, FULL), 1.5) for row in range(4)]
    found = blocks([*large, *(at(row, FULL) for row in range(4, 10))])
    assert [type(entry) for entry in found] == [Paragraph, Paragraph]


@pytest.mark.parametrize(
    "marker", ["๑.", "1)", "(1)", "๑.๑", "1.1.2", "ก.", "(ข)", "-", "•", "▪", "✓", "\uf0b7"]
)
def test_a_marker_makes_a_list_item(marker: str) -> None:
    found = blocks([at(0, FULL), at(1, f"{marker} {FULL}"), at(2, FULL)])
    assert [type(entry) for entry in found] == [Paragraph, ListItem]
    assert isinstance(found[1], ListItem)
    assert found[1].marker == found[1].span.key[: len(found[1].marker)]
    assert found[1].span.key.endswith(FULL * 2)


@pytest.mark.parametrize(
    "text", ["98.29 คะแนน", "๙๘.๒๙ คะแนน", "-5 องศา", "พ.ศ. 2568", "10 ตัวชี้วัด", "ก.พ. 2568"]
)
def test_a_number_or_an_abbreviation_makes_none(text: str) -> None:
    found = blocks([at(0, FULL), at(1, f"{text}{FULL}"[: len(FULL)]), at(2, FULL)])
    assert [type(entry) for entry in found] == [Paragraph]


def test_items_know_their_depth_by_their_indent() -> None:
    rows = [(0, "1. ก"), (1, "- ข"), (1, "- ค"), (2, "• ง"), (0, "2. จ"), (1, "- ฉ")]
    found = blocks([at(row, text, x=LEFT + 20 * depth) for row, (depth, text) in enumerate(rows)])
    assert [entry.depth for entry in found if isinstance(entry, ListItem)] == [depth for depth, _ in rows]


def test_a_heading_begins_the_depths_anew() -> None:
    rows = [at(0, "1. ก"), at(1, "- ข", x=INDENT), larger(at(2, "หัวเรื่อง"), 1.5), at(3, "- ค", x=INDENT)]
    found = blocks([*rows, *(at(row, FULL) for row in range(4, 8))])
    assert [entry.depth for entry in found if isinstance(entry, ListItem)] == [0, 1, 0]


def test_a_paragraph_goes_on_over_a_page_end() -> None:
    last = at(1, FULL)
    assert last.baseline < HEIGHT
    found = blocks([at(0, FULL), last], [at(0, FULL, page=2), at(1, "จบ", page=2)])
    (whole,) = found
    assert whole.span.pages == (1, 2)
    assert whole.span.key == FULL * 3 + "จบ"


@pytest.mark.parametrize(
    ("before", "x"), [("สั้น", LEFT), (FULL, INDENT)], ids=["a short last line", "an indented first line"]
)
def test_a_paragraph_does_not_go_on_over_a_page_end_where_one_begins(before: str, x: float) -> None:
    found = blocks([at(0, FULL), at(1, before)], [at(0, FULL[8:], x=x, page=2), at(1, FULL, page=2)])
    assert [entry.span.pages for entry in found] == [(1,), (2,)]


def test_a_list_item_goes_on_over_a_page_end() -> None:
    found = blocks([at(0, FULL), at(1, f"2) {FULL[3:]}")], [at(0, FULL, page=2), at(1, "3) จบ", page=2)])
    assert [(type(entry), entry.span.pages) for entry in found[1:]] == [(ListItem, (1, 2)), (ListItem, (2,))]


def test_blocks_cover_the_text_without_gap_or_overlap() -> None:
    found = document(
        [larger(at(0, "หัวเรื่อง"), 1.5), at(1, FULL), at(2, "1. ก 98.29"), at(3, "99.15 ข"), at(4, "2. ค")],
        [at(0, FULL, page=2), at(1, "- ง", page=2)],
    )
    text = found.text_blocks
    assert [entry.start for entry in text] == [0, *(entry.stop for entry in text[:-1])]
    assert text[-1].stop == len(found.text.key)
    assert [id(char) for entry in text for char in entry.span.chars] == [
        id(char) for char in found.text.chars
    ]


def test_no_lines_no_blocks() -> None:
    assert blocks([]) == []
