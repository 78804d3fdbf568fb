"""Rosters with one score a row: rank, organisation, total and level, in one list or in lists side by side.

No sum proves such a row. The order does: ranks that count up and totals that go down with them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

from ita_extract.language.vocabulary import ORGANIZATION_TYPES
from ita_extract.language.years import choose_fiscal_year
from ita_extract.layout.document import Document
from ita_extract.layout.pages import PageLayout
from ita_extract.layout.reasons import reason
from ita_extract.layout.span import Span
from ita_extract.layout.tables import Table
from ita_extract.model import ReviewReason, RosterScore
from ita_extract.tables.meaning import is_score_like, number_of, score_of
from ita_extract.tables.roster import SPEAKS_OF_ITA, Roster, is_report, spans_of, tables_of
from ita_extract.tables.roster_columns import RATINGS, Cells
from ita_extract.tables.scope import column_of_bodies
from ita_extract.tables.typed import TypedTable, roster_typed

_FEWEST = 5  # organisations
_MOSTLY = 0.8  # share of a column's cells


@dataclass(frozen=True)
class _Columns:
    """The columns of one list of a table; None for what it does not have."""

    name: int
    total: int
    rank: int | None
    rating: int | None

    @property
    def read(self) -> list[int]:
        """Return the columns that are read, from left to right."""
        found = (self.rank, self.name, self.total, self.rating)
        return sorted(number for number in found if number is not None)

    @property
    def named(self) -> dict[int, str]:
        """Return what each column holds, by its number."""
        return {
            column: field.name for field in fields(self) if (column := getattr(self, field.name)) is not None
        }


def read_totals(pages: list[PageLayout], document: Document) -> Roster | None:
    """Read a document as a roster of totals; None for a document that is none."""
    if not any(SPEAKS_OF_ITA.search(page.key) for page in pages):
        return None
    year = choose_fiscal_year(document)
    if is_report("".join(page.key for page in pages), year):
        return None
    rows: list[RosterScore] = []
    cells: list[Cells] = []
    doubts: list[ReviewReason] = []
    lists: list[_Columns] = []
    typed: list[TypedTable] = []
    width = 0
    for table in tables_of(pages):
        head, body = _parted(table)
        if head is not None:
            lists, width = _lists(head, body), len(head)
        named = {column: name for entry in lists for column, name in entry.named.items()}
        above = [head] if head is not None else []
        typed.append(
            roster_typed(
                [*above, *body], len(above), named if width == table.width else {}, ruled=table.ruled
            )
        )
        if not lists or width != table.width:
            doubts.extend(_unread(body))
            continue
        for columns in lists:
            for row in body:
                read = _row(row, columns)
                if read is not None:
                    rows.append(read)
                    cells.append(tuple(row[number] for number in columns.read))
                elif any(row[column] for column in (columns.name, columns.total)):
                    text = " | ".join(cell.text for cell in row if cell)
                    doubts.append(reason("roster-unread-row", text, at=Span.join(row)))
    if len({row.organization_written for row in rows}) < _FEWEST:
        return None
    if year is None:
        doubts.append(reason("missing-fiscal-year", "no year stands with the title"))
    doubts.extend(_out_of_order(rows))
    return Roster(tuple(rows), tuple(cells), year, tuple(doubts), tuple(typed))


def _parted(table: Table) -> tuple[Cells | None, list[Cells]]:
    """Return the row of headings of a table (None without one), and its other rows."""
    body = [spans_of(row) for row in table.rows]
    heads = [
        number
        for number, row in enumerate(body[:3])
        if column_of_bodies([cell.key for cell in row]) is not None
    ]
    return (body[heads[0]], body[heads[0] + 1 :]) if heads else (None, body)


def _lists(head: Cells, body: Sequence[Cells]) -> list[_Columns]:
    """Return the lists that stand side by side, one for each column of organisations.

    None where a list has no score, or more than one.
    """
    names = [number for number, cell in enumerate(head) if column_of_bodies([cell.key]) is not None]
    if not names or not all(_share(body, number, _is_body) for number in names):
        return []
    lists = []
    for index, name in enumerate(names):
        before = names[index - 1] + 1 if index else 0
        stop = names[index + 1] if index + 1 < len(names) else len(head)
        totals = [number for number in range(name + 1, stop) if _share(body, number, is_score_like)]
        if len(totals) != 1:
            return []
        ranks = [number for number in range(before, name) if _share(body, number, _is_rank)]
        ratings = [number for number in range(name + 1, stop) if _share(body, number, _is_rating)]
        lists.append(_Columns(name, totals[0], ranks[-1] if ranks else None, ratings[0] if ratings else None))
    return lists


def _share(body: Sequence[Cells], column: int, test: Callable[[Span], bool]) -> bool:
    """Whether most cells of a column, and some, pass a test."""
    filled = [cell for row in body if (cell := row[column])]
    return bool(filled) and sum(map(test, filled)) >= _MOSTLY * len(filled)


def _is_body(cell: Span) -> bool:
    return cell.key.startswith(tuple(ORGANIZATION_TYPES))


def _is_rank(cell: Span) -> bool:
    return cell.key.rstrip(".").isdecimal()


def _is_rating(cell: Span) -> bool:
    return cell.key in RATINGS


def _row(row: Cells, columns: _Columns) -> RosterScore | None:
    name, total = row[columns.name], row[columns.total]
    score = score_of(total) if total else None
    if not name or score is None:
        return None
    rank = row[columns.rank].key.rstrip(".") if columns.rank is not None else ""
    rating = row[columns.rating].text if columns.rating is not None and row[columns.rating] else None
    return RosterScore(
        rank=int(rank) if rank.isdecimal() else None,
        organization_written=name.text,
        total=score,
        rating=rating,
        **Span.join(row[number] for number in columns.read).evidence(),
    )


def _unread(body: Sequence[Cells]) -> list[ReviewReason]:
    first = next((number_of(cell) for row in body for cell in row if cell and is_score_like(cell)), None)
    return (
        [reason("roster-unread-table", "a table of scores without known headings", at=first)] if first else []
    )


def _out_of_order(rows: Sequence[RosterScore]) -> list[ReviewReason]:
    """Name the rows whose rank does not follow, or whose total is above the one before it."""
    doubts = []
    for number, (before, after) in enumerate(pairwise(rows), start=2):
        follows = (
            after.rank in (before.rank, (before.rank or 0) + 1, number) if before.rank is not None else True
        )
        falls = before.total is None or after.total is None or after.total <= before.total
        if not follows or (after.rank is not None and not falls):
            detail = f"{after.rank} with {after.total} stands behind {before.rank} with {before.total}"
            doubts.append(reason("roster-rank-gap", detail, at=after, table="roster_scores", row=number))
    if rows[0].rank is None:
        doubts.append(
            reason(
                "roster-row-unproved", "no rank proves the totals", at=rows[0], table="roster_scores", row=1
            )
        )
    return doubts
