"""Measures set as cards: a table of two columns for each, headings on the left, made a row of one table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ita_extract.layout.span import Span
from ita_extract.tables.measure_columns import measure_roles
from ita_extract.tables.stitching import StitchedRow, StitchedTable

_COUNTED = re.compile(r"(?:ที่)?\d{1,2}[.):]?$")  # มาตรการที่ 2: the heading and the number of the measure


def with_cards(tables: Sequence[StitchedTable]) -> list[StitchedTable]:
    """Return tables with the cards of measures joined: cards with the same headings are rows of one table."""
    joined: list[StitchedTable] = []
    last_is_card = False
    for table in tables:
        cards = _as_rows(table)
        if not cards:
            joined.append(table)
        for card in cards:
            if last_is_card and joined[-1].headings == card.headings:
                joined[-1] = replace(joined[-1], rows=(*joined[-1].rows, *card.rows))
            else:
                joined.append(card)
            last_is_card = True
        last_is_card = bool(cards)
    return joined


def _as_rows(table: StitchedTable) -> list[StitchedTable]:
    """Return the cards of a table, each as a table of one row; none for a table that holds something else.

    One table may hold several: a new one begins where the first heading stands again (มาตรการที่ 1, มาตรการที่ 2).
    """
    rows = (*table.heading_rows, *table.rows)
    if not rows or len(rows[0].cells) != 2 or not all(row.cells[0] for row in rows):
        return []
    groups: list[list[StitchedRow]] = []
    for row in rows:
        if not groups or _heading(row) == _heading(groups[0][0]):
            groups.append([])
        groups[-1].append(row)
    cards = [_as_row(group, table) for group in groups]
    return [card for card in cards if card is not None] if all(cards) else []


def _heading(row: StitchedRow) -> str:
    return _COUNTED.sub("", row.key(0))


def _as_row(rows: Sequence[StitchedRow], table: StitchedTable) -> StitchedTable | None:
    """Return one card as a table of one row, or None where its headings are not those of a measure."""
    headings = tuple(_heading(row) for row in rows)
    if measure_roles(list(headings)) is None:
        return None
    cells = tuple(row.cells[1] or Span() for row in rows)
    return StitchedTable(headings, (), (StitchedRow(cells, rows[0].page, False),), table.offset, table.ruled)
