"""A good report in its parts, and a copy of it with one thing changed."""

from __future__ import annotations

import copy as copying
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from benchmarks.drawing.blocks import KEEP, Block, Cell, Para, Part, Sheet, Table
from benchmarks.drawing.report import Drawn
from benchmarks.drawing.style import Draft


@dataclass(frozen=True)
class PageChange:
    """What is done to the pages once they are printed; `share` (0-1) says where."""

    way: str  # removed, doubled, swapped, reversed
    share: float


@dataclass(frozen=True)
class Copy:
    """A report by roles (cover, overall, instruments, indicators, advice, measures …) and its right answers."""

    name: str
    title: str
    parts: tuple[tuple[str, Part], ...]
    sheet: Sheet
    gold: dict[str, Any]
    draft: Draft  # what was drawn; never changed
    pages: PageChange | None = None

    def part(self, role: str) -> Part:
        """Return the part of a role; an empty one where the report has none."""
        return dict(self.parts).get(role, Part(role))

    def blocks(self, role: str) -> list[Block]:
        """Return the blocks of a role."""
        return list(self.part(role).blocks)

    def with_blocks(self, role: str, blocks: list[Block]) -> Copy:
        """Return the report with other blocks for a role."""
        parts = tuple(
            (name, replace(part, blocks=blocks) if name == role else part) for name, part in self.parts
        )
        return replace(self, parts=parts)

    def with_block(self, role: str, at: int, *blocks: Block) -> Copy:
        """Return the report with a block of a role replaced by others."""
        every = self.blocks(role)
        every[at : at + 1] = blocks
        return self.with_blocks(role, every)

    def with_gold(self, change: Callable[[dict[str, Any]], None]) -> Copy:
        """Return the report with changed right answers."""
        gold = copying.deepcopy(self.gold)
        change(gold)
        return replace(self, gold=gold)

    def tables(self, role: str) -> Iterator[tuple[int, Table]]:
        """Yield the tables of a role with their number among its blocks."""
        for at, block in enumerate(self.blocks(role)):
            if isinstance(block, Table):
                yield at, block


class Change(NamedTuple):
    """A changed copy, and what was changed, in words."""

    copy: Copy
    what: str


Kind = Callable[[Copy, random.Random], Change | None]


def copy_of(drawn: Drawn) -> Copy:
    """Return a drawn report as a copy without any change."""
    gold = {name: value for name, value in drawn.draft.gold.items() if name != "drawn"}
    return Copy(drawn.name, drawn.title, drawn.parts, drawn.sheet, gold, drawn.draft)


def paras(block: Block) -> list[Para]:
    """Return the paragraphs of a block in reading order, those of cells included."""
    if isinstance(block, Para):
        return [block]
    if isinstance(block, Table):
        return [para for row in (*block.head, *block.rows) for cell in row for para in cell.paras]
    return []


def with_paras(block: Block, made: list[Para]) -> Block:
    """Return the block with other paragraphs, as many as it has."""
    left = iter(made)

    def row(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(replace(cell, paras=tuple(next(left) for _ in cell.paras)) for cell in cells)

    if isinstance(block, Para):
        return next(left)
    if isinstance(block, Table):
        head = tuple(row(cells) for cells in block.head)
        return replace(block, head=head, rows=tuple(row(cells) for cells in block.rows))
    return block


def with_text(block: Block, number: int, text: str) -> Block:
    """Return the block with another text for one of its paragraphs."""
    made = paras(block)
    made[number] = replace(made[number], text=text)
    return with_paras(block, made)


def is_even(table: Table) -> bool:
    """Return whether every row has the same number of cells and none spans."""
    rows = [*table.head, *table.rows]
    spans = any(cell.rows > 1 or cell.columns > 1 for row in rows for cell in row)
    return not spans and all(len(row) == len(table.widths) for row in rows)


def cell_text(cell: Cell) -> str:
    """Return the text of a cell."""
    return " ".join(para.text for para in cell.paras)


def is_heading(block: Block) -> bool:
    """Return whether a block is the heading of a chapter."""
    return isinstance(block, Para) and block.level == 1


def renumbered(copy: Copy) -> Copy:
    """Return the report with its chapters counted anew, as their writer would have."""
    number = 0
    for role, part in copy.parts:
        blocks = list(part.blocks)
        for at, block in enumerate(blocks):
            if isinstance(block, Para) and is_heading(block) and role not in ("appendix", "contents"):
                number += 1
                blocks[at] = replace(block, text=_prefix(copy, number) + title_of(copy, block))
        copy = copy.with_blocks(role, blocks)
    return copy


def _prefix(copy: Copy, number: int) -> str:
    style = copy.draft.style
    return style.number(style.heading(number, "").text, "heads").translate(KEEP)


def title_of(copy: Copy, heading: Para) -> str:
    """Return a chapter's title without what stands before it."""
    prefixes = [_prefix(copy, number) for number in range(1, 16)]
    fitting = [prefix for prefix in prefixes if prefix and heading.text.startswith(prefix)]
    return heading.text[len(max(fitting, key=len, default="")) :]
