"""Pages set in two columns: the left one is read before the right one."""

from __future__ import annotations

import pytest
from spans import HEIGHT, LEADING, TOP, WIDTH, in_columns, line

from ita_extract.layout.lines import Line
from ita_extract.layout.two_columns import (
    figures_behind_labels,
    gutter_of_text,
    read_columns,
    side_by_side,
)

LEFT, RIGHT = 60.0, 320.0
WORDS = "ข้อความที่เต็มคอลัมน์หนึ่งๆ"


def page(count: int = 10, right: float = RIGHT, text: str = WORDS) -> list[Line]:
    return [
        in_columns((LEFT, f"ซ{index}{text}"), (right, f"ข{index}{text}"), baseline=TOP + LEADING * index)
        for index in range(count)
    ]


def firsts(lines: list[Line]) -> list[str]:
    return [entry.text[:2] for entry in lines]


def test_the_left_column_comes_first() -> None:
    lines = page()
    gutter = gutter_of_text(lines, WIDTH)
    assert gutter is not None
    assert max(entry.chars[0].x0 for entry in lines) < gutter < RIGHT
    assert firsts(read_columns(lines, gutter)) == [f"{side}{index}" for side in "ซข" for index in range(10)]


def test_five_lines_that_are_parted_are_enough() -> None:
    assert gutter_of_text(page(5), WIDTH) is not None


def test_no_letter_is_lost() -> None:
    lines = page()
    gutter = gutter_of_text(lines, WIDTH)
    assert gutter is not None
    kept = [id(item) for column in read_columns(lines, gutter) for item in column.chars]
    assert sorted(kept) == sorted(id(item) for column in lines for item in column.chars)


def test_a_heading_over_both_columns_parts_them() -> None:
    across = line("หัวข้อที่พาดผ่านทั้งสองคอลัมน์จากซ้ายไปจนถึงขวาของหน้ากระดาษ", x=LEFT, baseline=TOP + LEADING * 5 - 8)
    lines = sorted([*page(), across], key=lambda entry: entry.baseline)
    gutter = gutter_of_text(lines, WIDTH)
    assert gutter is not None
    ordered = firsts(read_columns(lines, gutter))
    assert ordered[:5] == [f"ซ{index}" for index in range(5)]
    assert ordered[10] == "หั"
    assert ordered[11:16] == [f"ซ{index}" for index in range(5, 10)]


@pytest.mark.parametrize(
    "lines",
    [
        page(4),
        [line(WORDS * 2, baseline=TOP + LEADING * index) for index in range(20)],
        page(text=""),
        [
            in_columns((LEFT, WORDS), (RIGHT + 9.0 * index, WORDS[:6]), baseline=TOP + LEADING * index)
            for index in range(12)
        ],
        [],
    ],
    ids=["few lines", "one column", "names and figures", "gaps of justified prose", "nothing"],
)
def test_other_pages_are_set_in_one(lines: list[Line]) -> None:
    assert all(entry.baseline < HEIGHT for entry in lines)
    assert gutter_of_text(lines, WIDTH) is None


def test_boxes_with_baselines_of_their_own_are_read_box_by_box() -> None:
    left = [line(text, x=60, baseline=TOP + 30 * n) for n, text in enumerate(("91.58", "คะแนน", "ระดับ ผ่านดี"))]
    right = [line(f"ข{n}{WORDS}", x=RIGHT, baseline=TOP + 10 + 30 * n) for n in range(3)]
    mixed = sorted([*left, *right], key=lambda rest: rest.baseline)
    assert [rest.text for rest in side_by_side(mixed)] == [rest.text for rest in (*left, *right)]


def test_figures_beside_their_labels_stay_with_them() -> None:
    labels = [line(f"ตัวชี้วัดที่ {n}", x=60, baseline=TOP + 30 * n) for n in range(1, 4)]
    figures = [line(f"9{n}.00", x=RIGHT, baseline=TOP + 30 * n + 4) for n in range(1, 4)]
    mixed = [entry for pair in zip(labels, figures, strict=True) for entry in pair]
    assert side_by_side(mixed) == mixed


def test_a_figure_beside_a_label_of_two_lines_stands_behind_it() -> None:
    label, figure, rest = (
        line("ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของ", x=60, baseline=TOP),
        line("84.40", x=RIGHT + 100, baseline=TOP + 9),
        line("ราชการ", x=60, baseline=TOP + 18),
    )
    assert figures_behind_labels([label, figure, rest]) == [label, rest, figure]
    far = line("ราชการ", x=60, baseline=TOP + 80)
    assert figures_behind_labels([label, figure, far]) == [label, figure, far]
