"""The rows of a table that are headings: known by their words."""

from __future__ import annotations

import re

from ita_extract.language.item_codes import CODES, ITEM_WORD, LETTERED
from ita_extract.layout.tables import Cell, Table
from ita_extract.tables.advice_roles import is_advice_head
from ita_extract.tables.measure_columns import measure_roles

_SCORED = re.compile(r"คะแนน|ร้อยละ|ผลการประเมิน|score|ปี(?:งบประมาณ)?(?:พ\.ศ\.)?25\d\d|ผลประเมิน")
_ENTRY = re.compile(
    r"\(?\d{1,2}[.)]\D|\d{1,3}\.\d{1,2}(?:คะแนน|%)?$"
)  # 1.มาตรการ…, 91.00: an entry, no heading
_CODED = re.compile(rf"\(?{ITEM_WORD}*\(?(?={LETTERED}){CODES}\)?[:.]*")
_LONGEST_HEADING, _FEWEST_COLUMNS = 40, 3
_NAMED = re.compile(r"ตัวชี้วัด|เครื่องมือ|แบบวัด|แบบประเมิน|ปีงบประมาณ|รายการ|ประเด็น|^ปี|ด้าน")


def row_keys(row: tuple[Cell | None, ...]) -> tuple[str, ...]:
    """Return the key of each cell of a row, empty where none begins."""
    return tuple(cell.span.key if cell else "" for cell in row)


def heading_keys(table: Table) -> tuple[tuple[str, ...], ...]:
    """Return the keys of the rows that are headings: as few as name the columns.

    A row under them in which cells of the headings go on (None) names the columns below one wide heading
    (`ระยะเวลา` over ไตรมาส 1-4) and belongs to them; there the wide heading's words are repeated.
    """
    for count in (1, 2, 3):
        if count > len(table.rows):
            break
        keys = [row_keys(row) for row in table.rows[:count]]
        if any(_ENTRY.match(cell) for cell in keys[-1]):
            break
        merged = ["".join(parts) for parts in zip(*keys, strict=True)]
        alone = count == len(table.rows)  # a page may end behind the headings
        known = measure_roles(merged) is not None or is_advice_head(merged) or _heads_items(keys, table)
        if known or (_is_score_head(merged) and not alone):
            if count + 1 < len(table.rows) and _names_parts(table.rows[count - 1], table.rows[count]):
                keys.append(_with_wide(keys[-1], table.rows[count - 1], row_keys(table.rows[count])))
            return tuple(keys)
    return ()


def _heads_items(keys: list[tuple[str, ...]], table: Table) -> bool:
    """Whether a row of short words stands over rows that each hold an item code in one column, whatever the words."""
    head, below = keys[0], [row_keys(row) for row in table.rows[1:]]
    if len(keys) > 1 or not below or len(head) < _FEWEST_COLUMNS or not all(head):
        return False
    if any(len(word) > _LONGEST_HEADING or any(map(str.isdigit, word)) for word in head):
        return False
    columns = ([row[column] for row in below if row[column]] for column in range(len(head)))
    return any(
        2 * len(cells) > len(below) and all(_CODED.fullmatch(cell) for cell in cells) for cells in columns
    )


def _names_parts(head: tuple[Cell | None, ...], row: tuple[Cell | None, ...]) -> bool:
    """Whether a row holds cells only where the heading row above has none of its own, save one wide heading."""
    under = [column for column, cell in enumerate(row) if cell is not None and cell.lines]
    spanned = [column for column in under if head[column] is None]
    if any(_ENTRY.match(key) for key in row_keys(row)):
        return False  # `IIT` over two columns beside its score
    return len(under) >= 2 and len(under) - len(spanned) <= 2 and any(cell is None for cell in row)


def _with_wide(
    head: tuple[str, ...], cells: tuple[Cell | None, ...], parts: tuple[str, ...]
) -> tuple[str, ...]:
    """Repeat a wide heading's words over the columns below it that have a part of their own."""
    named = []
    wide = ""
    for text, cell, part in zip(head, cells, parts, strict=True):
        if cell is not None:
            wide = text
        named.append(wide + part if cell is None and part else part)
    return tuple(named)


def _is_score_head(headings: list[str]) -> bool:
    """Whether headings are those of a table of scores: words for what is scored and for the score, no figures."""
    words = [heading for heading in headings if heading]
    if len(words) < 2 or any(heading.replace(".", "").isdigit() for heading in words):
        return False
    scored = any(_SCORED.search(heading) for heading in words)
    named = any(_NAMED.search(heading) for heading in words)
    return scored and named and all(len(heading) < 60 for heading in words)
