"""A reading -> what of it is shown: which pages, and all that the readers saw on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from ita_extract.extracting import Reading
from ita_extract.inspecting.blocks import (
    TABLE,
    Part,
    PlacedBlock,
    page_box,
    parts_of,
    placed_blocks,
    seen_block,
    seen_parts,
)
from ita_extract.inspecting.numbers import seen_numbers, seen_reasons, seen_rows, wheres
from ita_extract.inspecting.seen import Inspection, PageSummary, SeenNumber, SeenPage, SeenReason, SeenRow
from ita_extract.inspecting.tables import PlacedTable, placed_tables, seen_table
from ita_extract.layout.pages import PageLayout
from ita_extract.model import Fate

Item = TypeVar("Item", PlacedBlock, PlacedTable)
MOST_PAGES = 12  # that are shown where none is asked for
MOST_ITEMS, MOST_TABLES = 2000, 60  # of a page: an announcement of 40 bodies has 320 numbers


@dataclass
class _Everything:
    """All that was seen, by page."""

    blocks: dict[int, list[PlacedBlock]]
    tables: dict[int, list[PlacedTable]]
    numbers: dict[int, list[SeenNumber]]
    reasons: dict[int, list[SeenReason]]
    rows: dict[int, list[SeenRow]]
    parts: tuple[Part, ...]

    def is_worth(self, page: int) -> bool:
        """Whether a page bears a value, a number that is to be looked at, or a reason."""
        told = any(number.fate != Fate.EXCUSED for number in self.numbers.get(page, ()))
        return told or bool(self.rows.get(page)) or bool(self.reasons.get(page))

    def rank(self, page: int) -> tuple[bool, bool, int]:
        """Return the key by which pages are chosen: those with reasons for review, then those with claimed numbers."""
        asking = any(not reason.is_note for reason in self.reasons.get(page, ()))
        claimed = any(number.fate == Fate.CLAIMED for number in self.numbers.get(page, ()))
        return not asking, not claimed, page


def gather(reading: Reading, asked_for: Sequence[int] = ()) -> Inspection:
    """Return what was seen: of the pages asked for, else of those that bear values, MOST_PAGES at most.

    The pictures of the pages are added by who draws them.
    """
    made, report = reading.made, reading.report
    every = [*reading.pages, *reading.others]
    blocks = list(placed_blocks(reading))
    tables = placed_tables(reading)
    parts = parts_of(made.parts, made.laid.text)
    reasons = seen_reasons(report)
    seen = _Everything(
        _by_page(blocks),
        _by_page(tables),
        seen_numbers(report, made.ledger, wheres(blocks, tables, parts, made.laid.text), reasons),
        defaultdict(list),
        seen_rows(report),
        parts,
    )
    for reason in reasons:
        if reason.page is not None:
            seen.reasons[reason.page].append(reason)
    numbers = [page.number for page in every]
    worth = [number for number in numbers if seen.is_worth(number)] or numbers
    chosen = sorted(sorted(worth, key=seen.rank)[:MOST_PAGES])
    if asked_for:
        chosen = [number for number in sorted(set(asked_for)) if number in numbers]
    return Inspection(
        document=report.document,
        is_accounted=made.ledger is not None,
        sections=tuple(section.indicator for section in made.parts.sections) if made.parts else None,
        reasons=tuple(reasons),
        summaries=tuple(_summary(page.number, seen, page.number in chosen) for page in every),
        pages=tuple(_seen_page(page, reading, seen) for page in every if page.number in chosen),
        left_out=() if asked_for else tuple(number for number in worth if number not in chosen),
        absent=tuple(sorted(set(asked_for) - set(numbers))),
        pictures={},
    )


def _by_page(items: Sequence[Item]) -> dict[int, list[Item]]:
    found: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        found[item.page].append(item)
    return found


def _seen_page(page: PageLayout, reading: Reading, seen: _Everything) -> SeenPage:
    made = reading.made
    box = page_box(page)
    is_own = page in reading.pages
    blocks, numbers = seen.blocks.get(page.number, []), seen.numbers.get(page.number, [])
    tables, rows = seen.tables.get(page.number, []), seen.rows.get(page.number, [])
    return SeenPage(
        number=page.number,
        width=box.x1,
        height=box.bottom,
        text_source=page.sheet.text_source,
        trouble=_trouble(page, is_own),
        blocks=tuple(seen_block(block, made.ledger) for block in blocks[:MOST_ITEMS]),
        parts=seen_parts(seen.parts, made.laid.text, page.number) if is_own else (),
        tables=tuple(
            seen_table(table, order, MOST_ITEMS) for order, table in enumerate(tables[:MOST_TABLES], start=1)
        ),
        numbers=tuple(numbers[:MOST_ITEMS]),
        reasons=tuple(seen.reasons.get(page.number, ())),
        rows=tuple(rows[:MOST_ITEMS]),
        cut=sum(max(0, len(items) - MOST_ITEMS) for items in (blocks, numbers, rows))
        + max(0, len(tables) - MOST_TABLES),
    )


def _trouble(page: PageLayout, is_own: bool) -> str:
    """Return what is wrong with a page as a whole."""
    if not is_own:
        return "it belongs to another report behind this one, which was not read"
    return "" if page.quality.fit else f"its text is not fit: {'; '.join(page.quality.reasons)}"


def _summary(page: int, seen: _Everything, shown: bool) -> PageSummary:
    blocks = seen.blocks.get(page, [])
    return PageSummary(
        number=page,
        shown=shown,
        blocks=sum(block.kind != TABLE for block in blocks),
        tables=tuple(
            f"T{table.number} {table.typed.reader or 'no reader'}" for table in seen.tables.get(page, ())
        ),
        fates={fate: sum(number.fate == fate for number in seen.numbers.get(page, ())) for fate in Fate},
        reasons=sum(not reason.is_note for reason in seen.reasons.get(page, ())),
    )
