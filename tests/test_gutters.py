"""Tables without rules: columns from the gutters that no line crosses."""

from __future__ import annotations

import pytest
from spans import LEADING, LETTER, TOP, in_columns, line

from ita_extract.layout.gutters import as_table, crosses, find_unruled, segments, stands_in_columns
from ita_extract.layout.lines import Line
from ita_extract.layout.tables import Table

X = (72.0, 130.0, 430.0)
SCORES = [
    ("ที่", "รายละเอียดตัวชี้วัด", "คะแนน"),
    ("1", "การปฏิบัติหน้าที่", "98.29"),
    ("2", "การใช้งบประมาณ", "99.15"),
    ("3", "การใช้อำนาจ", "100.00"),
]
PROSE = "ข้อความต่อเนื่องที่เขียนเต็มบรรทัดโดยไม่มีช่องว่างกว้าง"


def rows(
    *cells: tuple[str, ...], xs: tuple[float, ...] = X, top: float = TOP, leading: float = LEADING
) -> list[Line]:
    return [
        in_columns(
            *((x, cell) for x, cell in zip(xs, row, strict=True) if cell), baseline=top + leading * index
        )
        for index, row in enumerate(cells)
    ]


def texts(table: Table) -> list[list[str]]:
    return [
        [" ".join(entry.text for entry in cell.lines) if cell else "" for cell in row] for row in table.rows
    ]


def only_table(lines: list[Line]) -> Table:
    (stretch,) = find_unruled(lines)
    return as_table(lines[stretch.start : stretch.stop], stretch.separators, stretch.heads)


def test_a_line_is_cut_at_wide_gaps_alone() -> None:
    (entry,) = rows(("1", "การใช้ งบประมาณ", "98.29"))
    assert ["".join(item.text for item in piece) for piece in segments(entry)] == [
        "1",
        "การใช้งบประมาณ",
        "98.29",
    ]
    assert len(segments(line(PROSE))) == 1


def test_columns_of_scores_are_a_table() -> None:
    table = only_table(rows(*SCORES))
    assert texts(table) == [list(row) for row in SCORES]
    assert not table.ruled


def stand_in_columns(lines: list[Line]) -> bool:
    (stretch,) = find_unruled(lines)
    assert (stretch.start, stretch.stop) == (0, len(lines))
    table = as_table(lines, stretch.separators, stretch.heads)
    return stands_in_columns(lines[stretch.heads :], stretch.separators, table)


def test_a_column_of_figures_makes_columns_of_ragged_words() -> None:
    ragged = [
        in_columns(
            (72.0 + 3 * index, f"ก{'ข' * index}"),
            (150.0 + 5 * index, "ค" * (2 * index + 1)),
            (430.0, f"9{index}.00"),
            baseline=TOP + LEADING * index,
        )
        for index in range(5)
    ]
    assert stand_in_columns(ragged)


def test_prose_above_and_below_stays_outside() -> None:
    lines = [line(PROSE, baseline=80), *rows(*SCORES), line(PROSE, baseline=300)]
    (stretch,) = find_unruled(lines)
    assert (stretch.start, stretch.stop) == (1, 5)


def test_prose_alone_has_no_table() -> None:
    lines = [line(PROSE, baseline=TOP + LEADING * index) for index in range(6)]
    assert find_unruled(lines) == []


def test_three_lines_and_two_with_three_columns_are_needed() -> None:
    assert find_unruled(rows(*SCORES[:2])) == []
    assert len(find_unruled(rows(*SCORES[:3]))) == 1


def test_headings_centred_over_columns_that_are_set_flush_left() -> None:
    head = in_columns((74.0, "ที่"), (250.0, "มาตรการ"), (430.0, "คะแนน"), baseline=TOP)
    body = rows(*SCORES[1:], top=TOP + LEADING)
    body[0] = in_columns(
        (72.0, "1"), (130.0, "การปฏิบัติหน้าที่ตามมาตรฐานที่กำหนดไว้"), (430.0, "98.29"), baseline=TOP + LEADING
    )
    table = only_table([head, *body])
    assert texts(table)[0] == ["ที่", "มาตรการ", "คะแนน"]
    assert texts(table)[1] == ["1", "การปฏิบัติหน้าที่ตามมาตรฐานที่กำหนดไว้", "98.29"]


def test_a_numbered_row_of_several_lines_is_one_row() -> None:
    lines = rows(
        ("ที่", "มาตรการ", "ผู้รับผิดชอบ"),
        ("1.", "มาตรการเปิดเผย", "สำนักปลัด"),
        ("", "ข้อมูลสาธารณะ", ""),
        ("2.", "มาตรการสื่อสาร", "กองคลัง"),
        ("", "กับประชาชน", "กองช่าง"),
    )
    assert texts(only_table(lines)) == [
        ["ที่", "มาตรการ", "ผู้รับผิดชอบ"],
        ["1.", "มาตรการเปิดเผย ข้อมูลสาธารณะ", "สำนักปลัด"],
        ["2.", "มาตรการสื่อสาร กับประชาชน", "กองคลัง กองช่าง"],
    ]


def test_a_wide_gap_between_lines_parts_rows_without_numbers() -> None:
    body = [("มาตรการเปิดเผย", "จัดทำ", "สำนักปลัด"), ("ข้อมูล", "แผน", "กองคลัง")]
    lines = rows(*body, *body, xs=(72.0, 250.0, 430.0))
    apart = rows(*body, xs=(72.0, 250.0, 430.0), top=TOP + 2 * LEADING + 20)
    table = only_table(
        [*lines[:2], *apart, *rows(*body, xs=(72.0, 250.0, 430.0), top=TOP + 4 * LEADING + 40)]
    )
    assert [row[0] for row in texts(table)] == ["มาตรการเปิดเผย ข้อมูล"] * 3


def test_no_word_is_lost_or_doubled() -> None:
    lines = rows(*SCORES)
    kept = [
        id(item)
        for row in only_table(lines).rows
        for cell in row
        if cell
        for entry in cell.lines
        for item in entry.chars
    ]
    assert sorted(kept) == sorted(id(item) for entry in lines for item in entry.chars)


@pytest.mark.parametrize(("text", "over"), [("สั้น", False), (PROSE, True)])
def test_a_line_that_runs_over_a_separator_crosses_it(text: str, over: bool) -> None:
    assert crosses(line(text), [204.0]) is over


def test_a_line_crosses_a_separator_between_two_letters_that_touch() -> None:
    assert crosses(line(PROSE), [X[0] + 16 * LETTER])


WORDS = [("ก", "ขข", "ค"), ("งง", "จ", "ฉฉ"), ("ช", "ซซซ", "ฌ"), ("ญญ", "ฎ", "ฏฏฏ")]


def test_columns_of_words_that_are_flush_and_wide_apart_are_columns() -> None:
    assert stand_in_columns(rows(*WORDS))
    right = [
        in_columns(
            *((x - LETTER * len(cell), cell) for x, cell in zip((130.0, 250.0, 430.0), row, strict=True)),
            baseline=TOP + LEADING * index,
        )
        for index, row in enumerate(WORDS)
    ]
    assert stand_in_columns(right)


def test_words_whose_parts_begin_and_end_at_no_common_place_are_none() -> None:
    ragged = [
        in_columns(
            *(
                (x + 4 * index * (1 if number % 2 else -1), cell)
                for number, (x, cell) in enumerate(zip((110.0, 250.0, 400.0), row, strict=True))
            ),
            baseline=TOP + LEADING * index,
        )
        for index, row in enumerate((*WORDS, *WORDS))
    ]
    assert not stand_in_columns(ragged)


def test_words_with_gaps_no_wider_than_those_of_justified_prose_are_none() -> None:
    close = rows(*[("กก", "ขข", "คค")] * 5, xs=(72.0, 72.0 + 2 * LETTER + 15, 72.0 + 4 * LETTER + 30))
    assert not stand_in_columns(close)


def test_a_column_with_two_parts_alone_is_none() -> None:
    assert not stand_in_columns(rows(WORDS[0], WORDS[1], *((*row[:2], "") for row in WORDS[2:])))
