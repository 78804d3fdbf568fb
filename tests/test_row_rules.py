"""Tables with rules between their rows only: the columns come from the joints of the rules, or from the gaps."""

from __future__ import annotations

from itertools import pairwise

from spans import HEIGHT, clusters

from ita_extract.layout.row_rules import column_rules
from ita_extract.reading.page import Rule
from ita_extract.thai.clusters import Cluster

EDGES = (72.0, 120.0, 300.0, 523.0)
LEVELS = (120.0, 160.0, 240.0, 300.0)


def pieces(y: float, edges: tuple[float, ...] = EDGES) -> list[Rule]:
    """The lower borders of the cells of one row, each drawn by itself."""
    return [Rule(left, y, right, y) for left, right in pairwise(edges)]


def whole(y: float) -> Rule:
    return Rule(EDGES[0], y, EDGES[-1], y)


def row(y: float) -> list[Cluster]:
    """A word in each column."""
    return [item for x in (76, 124, 304) for item in clusters("คำ", x=x, baseline=y)]


def xs(rules: list[Rule]) -> set[float]:
    return {rule.x0 for rule in rules if rule.x0 == rule.x1}


def heights(rules: list[Rule], x: float) -> tuple[float, float]:
    own = [rule for rule in rules if rule.x0 == rule.x1 == x]
    return min(rule.top for rule in own), max(rule.bottom for rule in own)


ROWS = [item for y in (150, 200, 280) for item in row(y)]


def test_columns_part_where_the_pieces_of_a_rule_meet() -> None:
    rules = [rule for y in LEVELS for rule in pieces(y)]
    added = column_rules(rules, ROWS)
    assert xs(added) == set(EDGES)
    assert heights(added, EDGES[1]) == (LEVELS[0], LEVELS[-1])


def test_columns_part_at_the_gaps_that_run_through_rules_in_one_piece() -> None:
    added = column_rules([whole(y) for y in LEVELS], ROWS)
    assert len(xs(added)) == 4
    assert {EDGES[0], EDGES[-1]} < xs(added)


def test_a_heading_underlined_in_pieces_is_no_table() -> None:
    assert column_rules(pieces(150, (72, 120, 160, 230)), row(148)) == []


def test_lines_around_prose_are_no_table() -> None:
    prose = [item for y in (150, 200, 280) for item in clusters("ก" * 55, x=74, baseline=y)]
    assert column_rules([whole(y) for y in LEVELS], prose) == []


def test_a_title_between_two_tables_of_one_width_parts_them() -> None:
    rules = [rule for y in (120, 160, 300, 340) for rule in pieces(y)]
    title = clusters("ก" * 50, x=80, baseline=230)
    added = column_rules(rules, [*row(150), *title, *row(330)])
    assert heights(added, EDGES[1]) == (120, 340)
    assert not any(rule.top < 230 < rule.bottom for rule in added)


def test_a_row_that_the_page_end_cuts_reaches_to_the_end_of_the_text() -> None:
    below = [item for y in range(320, int(HEIGHT) - 60, 22) for item in row(y)]
    added = column_rules([rule for y in LEVELS for rule in pieces(y)], [*ROWS, *below])
    assert heights(added, EDGES[1])[1] > HEIGHT - 90
    assert any(rule.top == rule.bottom > HEIGHT - 90 for rule in added)


def test_text_behind_a_table_that_runs_over_its_columns_is_no_row() -> None:
    below = [item for y in range(320, int(HEIGHT) - 60, 22) for item in clusters("ก" * 50, x=76, baseline=y)]
    added = column_rules([rule for y in LEVELS for rule in pieces(y)], [*ROWS, *below])
    assert heights(added, EDGES[1])[1] == LEVELS[-1]


def test_a_row_that_began_on_the_page_before_reaches_up_to_the_first_line() -> None:
    above = [item for y in range(40, 130, 20) for item in row(y)]
    added = column_rules(
        [rule for y in (140, 200, 260) for rule in pieces(y)], [*above, *row(180), *row(240)]
    )
    assert heights(added, EDGES[1])[0] < 40


def test_a_merged_cell_keeps_its_text_whole() -> None:
    rules = [*pieces(120), *pieces(160, (72, 523)), *pieces(240)]
    wide = clusters("ก" * 40, x=76, baseline=150)
    added = column_rules(rules, [*wide, *row(220)])
    assert not any(rule.top < 150 < rule.bottom for rule in added if rule.x0 == EDGES[1])
    assert any(rule.top < 200 < rule.bottom for rule in added if rule.x0 == EDGES[1])


def test_headings_with_all_sides_drawn_go_on_in_rows_without() -> None:
    sides = [Rule(x, 80, x, 120) for x in EDGES]
    rules = [*sides, *pieces(80), *(rule for y in LEVELS for rule in pieces(y))]
    added = column_rules(rules, [*row(100), *ROWS])
    assert heights(added, EDGES[1]) == (LEVELS[0], LEVELS[-1])
