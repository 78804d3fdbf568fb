"""Rules to grids: the cells of ruled tables, those left open at a page end among them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ita_extract.reading.grids import find_grids
from ita_extract.reading.page import Box, PageContent, Rule, Sheet

XS = (60.0, 100.0, 300.0, 420.0, 540.0)
YS = (100.0, 130.0, 180.0, 260.0)


def level(y: float, x0: float = XS[0], x1: float = XS[-1]) -> Rule:
    return Rule(x0, y, x1, y)


def upright(x: float, top: float = YS[0], bottom: float = YS[-1]) -> Rule:
    return Rule(x, top, x, bottom)


def page(*rules: Rule) -> PageContent:
    return PageContent(Sheet(1, 595.0, 842.0), [], list(rules), [], [])


def shape(rules: list[Rule]) -> list[tuple[int, int]]:
    """Rows and columns of each grid."""
    return [(len(grid.rows), len(grid.rows[0])) for grid in find_grids(page(*rules))]


FULL = [*(level(y) for y in YS), *(upright(x) for x in XS)]


def test_a_full_grid_has_all_its_cells() -> None:
    (grid,) = find_grids(page(*FULL))
    assert grid.box == Box(XS[0], YS[0], XS[-1], YS[-1])
    assert grid.rows == tuple(
        tuple(Box(x0, top, x1, bottom) for x0, x1 in pairwise(XS)) for top, bottom in pairwise(YS)
    )


def test_a_row_cut_by_the_page_end_is_closed() -> None:
    """Chromium draws no rule there: the row once was lost with all its text."""
    assert shape([rule for rule in FULL if rule != level(YS[-1])]) == [(3, 4)]
    (grid,) = find_grids(page(*(rule for rule in FULL if rule != level(YS[-1]))))
    assert grid.box.bottom == YS[-1]


def test_a_row_that_goes_on_from_the_page_before_is_closed() -> None:
    assert shape([rule for rule in FULL if rule != level(YS[0])]) == [(3, 4)]


def test_a_table_open_at_both_ends_is_closed() -> None:
    assert shape([rule for rule in FULL if rule not in (level(YS[0]), level(YS[-1]))]) == [(3, 4)]


def test_a_page_that_one_row_fills_is_closed_at_both_ends() -> None:
    assert shape([upright(x) for x in XS]) == [(1, 4)]


def test_ends_that_miss_each_other_by_a_little_make_one_end() -> None:
    rules = [level(y) for y in YS[:-1]] + [
        upright(x, YS[0], YS[-1] + 0.7 * index) for index, x in enumerate(XS[:4])
    ]
    assert shape(rules) == [(3, 3)]


def test_one_or_two_lone_rules_make_no_table() -> None:
    assert shape([upright(XS[0]), upright(XS[1]), level(YS[0]), level(400.0)]) == []
    assert shape([]) == []


def test_underlines_are_no_table() -> None:
    assert shape([level(y, 100, 200) for y in (100, 130, 160, 190, 220)]) == []


def test_a_frame_around_text_has_one_cell_and_is_no_table() -> None:
    assert shape([level(100), level(700), upright(XS[0], 100, 700), upright(XS[-1], 100, 700)]) == []


def test_a_merged_cell_stands_where_it_begins() -> None:
    rules = [*(level(y) for y in (*YS[:2], YS[3])), level(YS[2], XS[1]), *(upright(x) for x in XS)]
    (grid,) = find_grids(page(*rules))
    first = [row[0] for row in grid.rows]
    assert first == [Box(60, 100, 100, 130), Box(60, 130, 100, 260), None]


def test_two_tables_are_two_grids_from_top_to_bottom() -> None:
    below = [Rule(entry.x0, entry.top + 300, entry.x1, entry.bottom + 300) for entry in FULL]
    found = find_grids(page(*below, *FULL))
    assert [grid.box.top for grid in found] == [100.0, 400.0]


@pytest.mark.parametrize("gap", [0.5, 2.0])
def test_rules_drawn_cell_by_cell_make_the_same_grid(gap: float) -> None:
    sides = [
        rule
        for top, bottom in pairwise(YS)
        for x0, x1 in pairwise(XS)
        for rule in (
            Rule(x0, top, x1 - gap, top), Rule(x0, bottom, x1 - gap, bottom),
            Rule(x0, top, x0, bottom), Rule(x1 - gap, top, x1 - gap, bottom),
        )
    ]  # fmt: skip
    assert shape(sides) == [(3, 4)]


@given(
    st.lists(st.integers(20, 80), min_size=2, max_size=6),
    st.lists(st.integers(15, 90), min_size=1, max_size=6),
    st.sampled_from(["none", "top", "bottom", "both"]),
)
def test_any_grid_open_at_any_end_keeps_its_cells(widths: list[int], heights: list[int], opened: str) -> None:
    xs = [40.0 + sum(widths[:index]) for index in range(len(widths) + 1)]
    ys = [90.0 + sum(heights[:index]) for index in range(len(heights) + 1)]
    rules = [
        level(y, xs[0], xs[-1])
        for y in ys
        if not (y == ys[0] and opened in ("top", "both"))
        and not (y == ys[-1] and opened in ("bottom", "both"))
    ]
    rules += [upright(x, ys[0], ys[-1]) for x in xs]
    assume(opened != "both" or len(heights) > 1)  # uprights alone are no grid
    assert shape(rules) == [(len(heights), len(widths))]
