"""Rosters: announcements that list many organisations with IIT, EIT, OIT, total and level.

A table is one by its headings (the three instruments) and its rows (five organisations or more); the other columns
are known by what stands in them, for headings of scans are the worst read. Each row is proved by its own sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from ita_extract.layout.document import PageLayout
from ita_extract.layout.lines import Line
from ita_extract.layout.passage import Passage
from ita_extract.layout.tables import Table
from ita_extract.model import RosterScore
from ita_extract.parsing.cover import choose_fiscal_year
from ita_extract.parsing.flow import build_flow
from ita_extract.parsing.vocabulary import RATING_LETTERS, RATING_WORDS
from ita_extract.rulebook.year import rules_for
from ita_extract.thai.digits import parse_score

_FEWEST = 5  # organisations; a report may compare itself with a neighbour or two
_INSTRUMENTS = ("IIT", "EIT", "OIT")
_INDICATORS = 5  # named ones; an announcement may name the one or other that was weak
_TWO_DECIMALS = re.compile(r"(?<![\d.])\d{1,3}\.\d{2}(?![\d.])")
_TOTAL = re.compile(r"รวม|เฉลี่ย|ผลคะแนน|คะแนนita|ภาพรวม")
_WHOLE = re.compile(r"\d{1,4}\.?")
_COMMA = re.compile(r"(?<=\d),(?=\d\d$)")
_NAME = re.compile(r"[ก-ฮ].*[ก-ฮ].*[ก-ฮ]")
# the first cells of tables that list something other than organisations
_NO_NAME = re.compile(
    r"^(?:ปี|พ\.?ศ|ตัวชี้วัด|ประเด็น|ข้อ|คะแนน|รวม|เฉลี่ย|ค่าเฉลี่ย|ส่วนที่|แบบ|กอง|ฝ่าย|งาน|สำนักปลัด|หน่วยตรวจสอบ)"
)
_WEIGHTED_TOLERANCE = Decimal("0.005")  # the total is rounded
_RATINGS = (*RATING_WORDS, *RATING_LETTERS, "ไม่ผ่าน")


@dataclass(frozen=True)
class Roster:
    """The rows of an announcement, its fiscal year (B.E.), and what is in doubt."""

    rows: tuple[RosterScore, ...]
    fiscal_year: int | None
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class _Columns:
    """Which column holds what; None for what a roster does not have."""

    name: int
    IIT: int
    EIT: int
    OIT: int
    total: int | None
    rank: int | None
    rating: int | None

    @property
    def scores(self) -> tuple[int, int, int]:
        """Return the columns of the three instruments."""
        return self.IIT, self.EIT, self.OIT

    @property
    def read(self) -> set[int | None]:
        """Return the columns that are read."""
        return {self.name, self.IIT, self.EIT, self.OIT, self.total, self.rank, self.rating}


Cells = tuple[Passage, ...]


def read_roster(pages: list[PageLayout]) -> Roster | None:
    """Read a document as a roster; None for a document that is none."""
    tables = list(_tables(pages))
    # nearly every document ends here: the rest builds the document's flow, which costs a twentieth of its reading
    if not any(_heading_rows([_passages(row) for row in table.rows[:4]]) for table in tables):
        return None
    rows: list[RosterScore] = []
    doubts: list[str] = []
    year = choose_fiscal_year(build_flow(pages))
    if _is_report("".join(page.key for page in pages), year):
        return None
    if year is None:
        doubts.append("missing-fiscal-year: no year stands with the title")
    columns: _Columns | None = None
    width = 0
    for table in tables:
        body = [_passages(row) for row in table.rows]
        head = _heading_rows(body)
        if head:
            own = _columns(body, head)
            if (
                own is not None
                and columns is not None
                and table.width == width
                and own.scores == columns.scores
            ):
                own = columns  # a last page of dashes tells less than the pages before it
            columns, width = own, table.width
        elif table.width != width:
            columns = None
        if columns is None:
            if any(_scores_in(cells) for cells in body):
                doubts.append(
                    f"roster-unread-table: page {table.page}: a table of scores without known headings"
                )
            continue
        for cells in body[head:]:
            row = _row(cells, columns, year)
            if row is not None:
                rows.append(row)
            elif any(cells):
                doubts.append(
                    f"roster-unread-row: page {table.page}: {' | '.join(cell.text for cell in cells if cell)}"
                )
            left = [cell.text for number, cell in enumerate(cells) if cell and number not in columns.read]
            if left and row is not None and any(parse_score(text) is not None for text in left):
                doubts.append(f"roster-unread-cell: page {table.page}: {' | '.join(left)}")
    if len(rows) < _FEWEST or len({row.organization_written for row in rows}) < _FEWEST:
        return None
    doubts.extend(
        f"roster-unread-line: page {line.page}: {line.text[:60]}"
        for page in pages
        for line in page.blocks
        if isinstance(line, Line)
        and len(_TWO_DECIMALS.findall(Passage.of_lines([line]).key)) >= len(_INSTRUMENTS)
    )
    if columns is not None and columns.rating is not None:
        doubts.extend(
            f"roster-row-unproved: page {row.page}: {row.organization_written[:60]}: no level"
            for row in rows
            if row.rating is None
        )
    doubts.extend(_doubts(rows))
    return Roster(tuple(rows), year, tuple(doubts))


def _is_report(key: str, year: int | None) -> bool:
    """Whether a document names the indicators one by one, as reports do and rosters do not.

    A report may compare its departments or its neighbours in a table that has all that a roster has.
    """
    names = {"".join(one.name.split()).lower() for one in rules_for(year).indicators.list}
    return sum(name in key for name in names) >= _INDICATORS


def _scores_in(cells: Cells) -> bool:
    """Whether a row holds as many scores as a roster's."""
    return sum(_value(cell) is not None and "." in cell.key for cell in cells) >= len(_INSTRUMENTS)


def _tables(pages: list[PageLayout]) -> Iterator[Table]:
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Table):
                yield block


def _passages(row: tuple[object, ...]) -> Cells:
    return tuple(Passage.of_lines(getattr(cell, "lines", ())) for cell in row)


def _heading_rows(body: list[Cells]) -> int:
    """Return how many rows stand above the first organisation; 0 where no row names the three instruments."""
    for number, cells in enumerate(body[:4]):
        if all(_column_of(cells, name) is not None for name in _INSTRUMENTS):
            return number + 1
    return 0


def _column_of(cells: Cells, instrument: str) -> int | None:
    """Return the column headed by an instrument: `IIT`, `คะแนน IIT`, `IIT (30)`."""
    name = instrument.lower()
    for number, cell in enumerate(cells):
        others = [other.lower() for other in _INSTRUMENTS if other != instrument]
        if name in cell.key and len(cell.key) < 30 and not any(other in cell.key for other in others):
            return number
    return None


def _columns(body: list[Cells], head: int) -> _Columns | None:
    """Find the columns of a table whose headings end at a row."""
    named = {name: _column_of(body[head - 1], name) for name in _INSTRUMENTS}
    scores = [column for column in named.values() if column is not None]
    if len(set(scores)) < len(_INSTRUMENTS):
        return None
    rows = body[head:]
    width = len(body[head - 1])
    free = [column for column in range(width) if column not in scores]

    def share(column: int, test: re.Pattern[str]) -> float:
        filled = [cells[column].key for cells in rows if cells[column]]
        return sum(test.search(key) is not None for key in filled) / max(1, len(rows))

    headings = ["".join(cells[column].key for cells in body[:head]) for column in range(width)]
    names = [column for column in free if share(column, _NAME) > 0.5 and column < min(scores)]
    if not names:
        return None
    organization = max(names, key=lambda column: len({cells[column].key for cells in rows}))
    numbers = [column for column in free if column > max(scores) and _mostly_scores(rows, column)]
    totals = [column for column in numbers if _TOTAL.search(headings[column])] or numbers[:1]
    ranks = [
        column
        for column in free
        if column < organization and share(column, re.compile(rf"^{_WHOLE.pattern}$")) > 0.5
    ]
    ratings = [
        column
        for column in free
        if column > max(scores) and column not in totals and _mostly_ratings(rows, column)
    ]
    IIT, EIT, OIT = scores
    return _Columns(
        organization, IIT, EIT, OIT,
        totals[0] if totals else None, ranks[0] if ranks else None, ratings[0] if ratings else None,
    )  # fmt: skip


def _mostly_scores(rows: list[Cells], column: int) -> bool:
    return sum(parse_score(cells[column].text) is not None for cells in rows if cells[column]) > 0.5 * len(
        rows
    )


def _mostly_ratings(rows: list[Cells], column: int) -> bool:
    keys = [cells[column].key for cells in rows if cells[column]]
    return sum(any(key.startswith(word) for word in _RATINGS) for key in keys) > 0.4 * len(rows)


def _row(cells: Cells, columns: _Columns, year: int | None) -> RosterScore | None:
    """Read a row; None for one without an organisation or without any place for its scores."""
    name = cells[columns.name]
    if not name or not _NAME.search(name.key) or _NO_NAME.search(name.key):
        return None
    values = [_value(cells[column]) for column in columns.scores]
    total = _value(cells[columns.total]) if columns.total is not None else None
    unread = any(
        value is None and not _is_dash(cells[column])
        for value, column in zip(values, columns.scores, strict=True)
    )
    rank = cells[columns.rank].key.rstrip(".") if columns.rank is not None else ""
    rating = _rating(cells[columns.rating]) if columns.rating is not None else ""
    used = sorted(number for number in columns.read if number is not None)
    return RosterScore(
        rank=int(rank) if rank.isdecimal() else None,
        organization_written=name.text,
        IIT=values[0],
        EIT=values[1],
        OIT=values[2],
        total=total,
        rating=rating or None,
        row_sum_ok=_adds_up([] if unread else [value for value in values if value is not None], total, year),
        **Passage.join(cells[number] for number in used).evidence(),
    )


def _rating(cell: Passage) -> str:
    """Return a level as written, without what a pen or a speck left beside it."""
    words = sorted((word for word in _RATINGS if cell.key.startswith(word)), key=len)
    rest = cell.key[len(words[-1]) :] if words else ""
    return (
        cell.cut(0, len(words[-1])).text
        if words and len(rest) < 3 and not re.search(r"[ก-ฮ]", rest)
        else cell.text
    )


def _value(cell: Passage) -> Decimal | None:
    """Return a score; None for a dash, an empty cell, and what cannot be read as one.

    `40,00` is a score in a roster: a speck makes a comma of a scanned point, and the row's sum tells a wrong one.
    """
    return parse_score(_COMMA.sub(".", cell.key)) if cell else None


def _is_dash(cell: Passage) -> bool:
    """Whether a cell says that there is no score."""
    return bool(cell) and not cell.key.strip("-.")


def _adds_up(values: list[Decimal], total: Decimal | None, year: int | None) -> bool | None:
    """Whether the scores of a row give its total; None if there is nothing to compare.

    They are parts of the total (a printed dash is no part), or three scores of a hundred that the year's weights join.
    """
    if total is None or not values:
        return None
    if sum(values, Decimal(0)) == total:  # exactly: a digit read wrong may be off by one
        return True
    if len(values) < len(_INSTRUMENTS) or year is None:
        return False
    weights = rules_for(year).weights.values
    iit, eit, oit = values
    weighted = weights["IIT"] * iit + weights["EIT"] * eit + weights["OIT"] * oit
    return abs(weighted - total) <= _WEIGHTED_TOLERANCE


def _doubts(rows: list[RosterScore]) -> Iterator[str]:
    """Name the rows that do not prove themselves."""
    for row in rows:
        where = f"page {row.page}: {row.organization_written[:60]}"
        if row.row_sum_ok is False:
            yield f"roster-row-sum: {where}: {row.IIT} + {row.EIT} + {row.OIT} is not {row.total}"
        elif row.row_sum_ok is None:
            yield f"roster-row-unproved: {where}: a score or the total is missing or could not be read"
    for before, after in pairwise(rows):
        if before.rank is not None and before.rank == after.rank and before.total != after.total:
            yield f"roster-rank-gap: page {after.page}: {after.rank} stands twice with different totals"
    ranks = [row.rank for row in rows]
    if ranks[0] not in (None, 1):
        yield f"roster-rank-gap: page {rows[0].page}: the first rank is {ranks[0]}"
    if any(rank is not None for rank in ranks):
        for before, after in pairwise(rows):
            if before.rank is None or after.rank is None or after.rank - before.rank not in (0, 1):
                yield f"roster-rank-gap: page {after.page}: {after.rank} stands behind {before.rank}"
