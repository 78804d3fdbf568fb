"""The rows of a table that are headings: known by their words."""

from __future__ import annotations

from ita_extract.layout.passage import Passage
from ita_extract.layout.tables import Cell, Table
from ita_extract.parsing.columns import measure_roles


def row_keys(row: tuple[Cell | None, ...]) -> tuple[str, ...]:
    """Return the key of each cell of a row, empty where none begins."""
    return tuple(Passage.of_lines(cell.lines).key if cell else "" for cell in row)


def heading_keys(table: Table) -> tuple[tuple[str, ...], ...]:
    """Return the keys of the rows that are headings: as few as name the columns."""
    for count in (1, 2, 3):
        if count < len(table.rows):
            keys = [row_keys(row) for row in table.rows[:count]]
            merged = ["".join(parts) for parts in zip(*keys, strict=True)]
            if measure_roles(merged) is not None or _is_score_head(merged):
                return tuple(keys)
    return ()


def _is_score_head(headings: list[str]) -> bool:
    """Whether headings are those of a table of scores: words for what is scored and for the score, no figures."""
    words = [heading for heading in headings if heading]
    if len(words) < 2 or any(heading.replace(".", "").isdigit() for heading in words):
        return False
    scored = any("คะแนน" in heading or "ร้อยละ" in heading or "ผลการประเมิน" in heading for heading in words)
    named = any(
        word in heading
        for heading in words
        for word in ("ตัวชี้วัด", "เครื่องมือ", "แบบวัด", "ปีงบประมาณ", "รายการ", "ประเด็น", "ปี")
    )
    return scored and named and all(len(heading) < 60 for heading in words)
