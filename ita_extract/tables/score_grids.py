"""The cells of a table of scores set upright: its headings, and a row for each subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ita_extract.language.indicators import instrument_in
from ita_extract.layout.span import Span
from ita_extract.rulebook.year import YearRules
from ita_extract.tables.meaning import (
    is_score_like,
    score_of,
)
from ita_extract.tables.row_subjects import (
    WHOLE_NUMBER,
    Cells,
    subject_of_heading,
)
from ita_extract.tables.stitching import StitchedRow, StitchedTable
from ita_extract.thai.letters import tone_tolerant, toneless

_BRACKET = re.compile(r"\([^()]{2,30}\)")
_WORDS = re.compile(r"[^\d]+")
_MOSTLY = 0.8  # share of the cells of a row
_SCORED_ROW = tone_tolerant(r"คะแนน|ร้อยละ|ผล|ปี|score|%")


def canonical(table: StitchedTable) -> tuple[list[str], list[Cells]]:
    """Return the keys of a table's headings, and its rows.

    Where no headings were recognised by their words, the rows above the first figures are taken for headings.
    """
    rows = _with_tails(_without_repeats(table.rows))
    if table.headings:
        return list(table.headings), rows
    head: Cells = ()
    while len(rows) > 1 and not any(score_of(cell) is not None for cell in rows[0]):
        head = rows.pop(0)
    if not head and table.heading_rows:
        head = table.heading_rows[-1].cells
    return [cell.key if cell else "" for cell in head] or [""] * len(rows[0]), rows


def _without_repeats(rows: Sequence[StitchedRow]) -> list[StitchedRow]:
    """Leave out headings that nobody knew as such where they are repeated on the next page."""
    kept: list[StitchedRow] = []
    opens = False
    first = [cell.key if cell else "" for cell in rows[0].cells] if rows else []
    for row in rows:
        if kept and row.opens_part and [cell.key if cell else "" for cell in row.cells] == first:
            opens = True
            continue
        kept.append(replace(row, opens_part=True) if opens else row)
        opens = False
    return kept


def _with_tails(rows: Sequence[StitchedRow]) -> list[Cells]:
    """Join to the row above what is the end of one of its cells.

    `(OIT)` below `Open Data … Assessment`, without rules; `ใช้ทรัพย์สินของราชการ` alone at the top of a page, below
    `4) การ` with its score.
    """
    whole: list[Cells] = []
    for row in rows:
        filled = [column for column, cell in enumerate(row.cells) if cell]
        head = whole[-1][filled[0]] if whole and len(filled) == 1 else None
        tail = row.cells[filled[0]] if head else None
        cut = tail and row.opens_part and _WORDS.fullmatch(tail.key) and not instrument_in(tail.key)
        if head and tail and (cut or _BRACKET.fullmatch(tail.key)):
            joined = Span.join((head, tail))
            whole[-1] = tuple(
                joined if column == filled[0] else cell for column, cell in enumerate(whole[-1])
            )
        else:
            whole.append(row.cells)
    return whole


def upright(
    heads: list[str], rows: list[Cells], table: StitchedTable, rules: YearRules
) -> tuple[list[str], list[Cells]]:
    """Set a table upright whose headings stand on the left and whose subjects stand side by side above the scores.

    `ตัวชี้วัดที่ | 1 | 2 | …` over `ชื่อตัวชี้วัด | …` over `คะแนน | 91.02 | 89.77 | …`.
    """
    lying: list[Cells] = [*(row.cells for row in table.heading_rows), *(row.cells for row in table.rows)]
    if len(lying) < 2 or len(lying[0]) < 4 or not all(row[0] for row in lying):
        return heads, rows
    subjects = [cell for cell in lying[0][1:] if cell]
    named = sum(subject_of_heading(cell.key, rules) is not None for cell in subjects)
    scored = [row for row in lying[1:] if _is_row_of_scores(row)]
    if len(subjects) < 3 or named < _MOSTLY * len(subjects) or not scored:
        return heads, rows
    if any(row[0] and not _SCORED_ROW.search(row[0].key) for row in scored):
        return heads, rows
    keys = [row[0].key if row[0] else "" for row in lying]
    return keys, [tuple(column) for column in zip(*(row[1:] for row in lying), strict=True)]


def _is_row_of_scores(row: Cells) -> bool:
    cells = [cell for cell in row[1:] if cell]
    valued = sum(score_of(cell) is not None for cell in cells)
    # whole numbers among them are scores as well: 100, 95
    decimal = 2 * sum(is_score_like(cell) for cell in cells) >= len(cells)
    return len(cells) >= 3 and valued >= _MOSTLY * len(cells) and decimal


def folded(heads: list[str], rows: list[Cells]) -> tuple[list[str], list[Cells]]:
    """Set the right half of a table below its left half where both have the same headings (1-5 left, 6-10 right)."""
    half = len(heads) // 2
    compared = [toneless(head) for head in heads]
    if len(heads) < 4 or compared[:half] != compared[half:] or not all(heads):
        return heads, rows
    halves: list[Cells] = [*(row[:half] for row in rows), *(row[half:] for row in rows)]
    return heads[:half], [row for row in halves if any(row)]


def is_sideways(rows: Sequence[Cells]) -> bool:
    """Whether the first row numbers the indicators from left to right and scores stand below."""
    if len(rows) < 2:
        return False
    numbers = [cell.key for cell in rows[0] if cell and WHOLE_NUMBER.fullmatch(cell.key)]
    below = sum("." in cell.key for cell in rows[1] if cell)
    return len(numbers) >= 5 and len(set(numbers)) == len(numbers) and below >= len(numbers) - 2
