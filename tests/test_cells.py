"""Cells of ruled tables are those that pdfplumber finds, in time that grows with what is drawn."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any, cast

import pytest
from pdfplumber.table import TableFinder

from ita_extract.reading.grids import _edge, close_open_ends, find_grids
from ita_extract.reading.opening import open_pdf
from ita_extract.reading.page import Box, PageContent, Rule, Sheet

FIXTURES = Path(__file__).parents[1] / "fixtures"


class Page:
    """As much of a pdfplumber page as its table finder asks for."""

    bbox, width, height, page_number = (0.0, 0.0, 595.0, 842.0), 595.0, 842.0, 1

    def __init__(self, rules: list[Rule]) -> None:
        self.edges = close_open_ends([_edge(rule) for rule in rules])


def by_pdfplumber(rules: list[Rule]) -> list[tuple[Box, Any]]:
    found = []
    for table in TableFinder(cast(Any, Page(rules))).tables:
        rows = tuple(tuple(None if cell is None else Box(*cell) for cell in row.cells) for row in table.rows)
        if sum(cell is not None for row in rows for cell in row) > 1:
            found.append((Box(*table.bbox), rows))
    return sorted(found, key=lambda grid: (grid[0].top, grid[0].x0))


def ours(rules: list[Rule]) -> list[tuple[Box, Any]]:
    grids = find_grids(PageContent(Sheet(1, 595.0, 842.0), [], rules, [], []))
    return [(grid.box, grid.rows) for grid in grids]


def drawn_at_random(choice: random.Random) -> list[Rule]:
    """Return rules near a lattice: whole tables, missing sides, doubled and short ones, ends that miss by a bit."""
    xs = sorted(choice.sample(range(40, 560, 4), choice.randrange(2, 9)))
    ys = sorted(choice.sample(range(40, 800, 4), choice.randrange(2, 12)))
    rules = []
    for _ in range(choice.randrange(4, 60)):
        jitter = choice.choice((0.0, 0.0, 0.5, 2.0, 3.0, 5.0))
        if choice.random() < 0.5:
            first, last = sorted((choice.choice(xs), choice.choice(xs)))
            y = choice.choice(ys) + choice.choice((0.0, jitter))
            rules.append(Rule(first - jitter, y, last + jitter, y))
        else:
            first, last = sorted((choice.choice(ys), choice.choice(ys)))
            x = choice.choice(xs) + choice.choice((0.0, jitter))
            rules.append(Rule(x, first + jitter, x, last - choice.choice((0.0, jitter))))
    return [rule for rule in rules if rule.x1 >= rule.x0 and rule.bottom >= rule.top]


def test_the_cells_of_rules_at_random_are_pdfplumbers() -> None:
    choice = random.Random(4)
    tables = 0
    for _ in range(400):
        rules = drawn_at_random(choice)
        expected = by_pdfplumber(rules)
        assert ours(rules) == expected
        tables += len(expected)
    assert tables > 100


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("256[58]*.pdf")), ids=lambda path: path.stem)
def test_the_cells_of_reports_are_pdfplumbers(path: Path) -> None:
    with open_pdf(path) as pdf:
        for page in pdf.pages():
            if len(page.rules) >= 4:
                assert ours(page.rules) == by_pdfplumber(page.rules)


def test_steps_that_touch_at_their_corners_are_no_table() -> None:
    steps = [
        rule
        for at in range(0, 4000, 10)
        for rule in (
            Rule(at, at, at + 10, at),
            Rule(at, at + 10, at + 10, at + 10),
            Rule(at, at, at, at + 10),
            Rule(at + 10, at, at + 10, at + 10),
        )
    ]
    assert ours(steps) == []
    assert len(ours(steps[:40])) == 1
