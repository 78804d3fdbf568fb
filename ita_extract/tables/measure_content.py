"""Columns of a measure table under words that nobody knows, by what stands in their cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ita_extract.language.lists import split_numbered
from ita_extract.layout.span import Span
from ita_extract.rulebook.year import YearRules
from ita_extract.tables.measure_columns import Role
from ita_extract.tables.row_subjects import WHOLE_NUMBER, named_indicator
from ita_extract.tables.stitching import StitchedTable

_UNIT = re.compile(
    r"[-•]?(?:\d[.)])?(?:กอง|สำนัก|ฝ่าย|หน่วยตรวจสอบ|หน่วยงานตรวจสอบ|งาน(?:นิติการ|บริหาร|ตรวจสอบ|แผน)|ปลัด|ทุก(?:กอง|ส่วน|สำนัก|ฝ่าย))"
)
MOST = 0.7  # share of the cells that show what their column holds
_SHORTEST_TITLE, _LONGEST_TITLE = 8, 120  # characters in the mean


@dataclass(frozen=True)
class ShownRole:
    """What the cells of a column show it to hold: in `fitting` of its `filled` cells."""

    role: Role
    fitting: int
    filled: int


def content_roles(table: StitchedTable, roles: dict[int, Role], rules: YearRules) -> dict[int, ShownRole]:
    """Return roles for columns that their headings do not tell, of those that no other column has.

    Row numbers, units, indicators and lists of steps show themselves; a title is what stands left of the steps, where
    nothing else can be one.
    """
    taken = set(roles.values())
    found: dict[int, ShownRole] = {}
    unknown = {
        column: cells
        for column in range(len(table.headings))
        if column not in roles and (cells := [cell for row in table.rows if (cell := row.cells[column])])
    }
    for column, cells in list(unknown.items()):
        if [cell.key.rstrip(".") for cell in cells] == [str(number) for number in range(1, len(cells) + 1)]:
            del unknown[column]  # the rows counted
            if Role.NUMBER not in taken:
                found[column] = ShownRole(Role.NUMBER, len(cells), len(cells))
                taken.add(Role.NUMBER)
    telling: tuple[tuple[Role, Callable[[Span], bool]], ...] = (
        (Role.RESPONSIBLE, lambda cell: _UNIT.match(cell.key) is not None),
        (Role.INDICATOR, lambda cell: _names_indicator(cell, rules)),
        (Role.STEPS, lambda cell: len(split_numbered(cell)[1]) > 1),
    )
    for role, shows in telling:
        if role in taken:
            continue
        counts = {column: sum(map(shows, cells)) for column, cells in unknown.items()}
        fitting = [column for column, count in counts.items() if count >= MOST * len(unknown[column])]
        if len(fitting) == 1:
            column = fitting[0]
            found[column] = ShownRole(role, counts[column], len(unknown.pop(column)))
            taken.add(role)
    titles = [column for column, cells in unknown.items() if _is_title(cells, len(table.rows))]
    if Role.TITLE not in taken and len(titles) == 1:
        found[titles[0]] = ShownRole(Role.TITLE, len(unknown[titles[0]]), len(table.rows))
    return found


def _names_indicator(cell: Span, rules: YearRules) -> bool:
    named = named_indicator(cell.key, rules)
    by_name = named is not None and (
        named[2] or "ตัวชี้วัด" in cell.key
    )  # never `1. มาตรการ…`, a number and words
    return by_name or WHOLE_NUMBER.fullmatch(cell.key) is not None


def _is_title(cells: list[Span], rows: int) -> bool:
    """Whether cells may be titles: one for nearly each row, of a sentence's length, none twice."""
    keys = [cell.key for cell in cells]
    mean = sum(map(len, keys)) / len(keys)
    alone = len(set(keys)) == len(keys) and len(keys) >= MOST * rows
    return alone and _SHORTEST_TITLE <= mean <= _LONGEST_TITLE
