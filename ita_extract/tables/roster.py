"""Rosters: announcements that list many organisations with IIT, EIT, OIT, total and level.

A table is one by its headings (the three instruments) and its rows (five organisations or more); the other columns
are known by what stands in them, for headings of scans are the worst read. Each row is proved by its own sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from ita_extract.language.vocabulary import ORGANIZATION_TYPES
from ita_extract.language.years import choose_fiscal_year
from ita_extract.layout.document import Document
from ita_extract.layout.lines import Line
from ita_extract.layout.pages import PageLayout
from ita_extract.layout.reasons import reason
from ita_extract.layout.span import Span
from ita_extract.layout.tables import Cell, Table
from ita_extract.model import ReviewReason, RosterScore
from ita_extract.numbers.readings import possible_scores
from ita_extract.rulebook.year import rules_for
from ita_extract.tables.roster_columns import (
    INSTRUMENTS,
    NAME,
    RATINGS,
    Cells,
    Columns,
    find_columns,
    heading_rows,
    is_dash,
)
from ita_extract.tables.roster_sums import UNROUNDED, Scores, adds_up, singled_out
from ita_extract.tables.typed import TypedTable, roster_typed
from ita_extract.thai.chars import Char
from ita_extract.thai.digits import parse_score

_FEWEST = 5  # organisations; a report may compare itself with a neighbour or two
_LISTED = 3  # organisations, or scores, from which a page that speaks of ITA may be a list
_INDICATORS = 5  # named ones; an announcement may name the one or other that was weak
_TWO_DECIMALS = re.compile(r"(?<![\d.])\d{1,3}\.\d{2}(?![\d.])")
SPEAKS_OF_ITA = re.compile(r"(?<![a-z])ita(?![a-z])|คุณธรรมและ?ความโปร่งใส")
_AREA_ROW = re.compile(r"^(?:จังหวัด|อำเภอ|ภาค|ประเทศ|ทั้ง|ระดับ)")  # the mean of an area, among its organisations
_COMMA = re.compile(r"(?<=\d),(?=\d\d$)")
# the first cells of tables that list something other than organisations
_NO_ORGANIZATION = re.compile(
    r"^(?:ปี|พ\.?ศ|ตัวชี้วัด|ประเด็น|ข้อ|คะแนน|รวม|เฉลี่ย|ค่าเฉลี่ย|ส่วนที่|แบบ|กอง|ฝ่าย|งาน|ภาพรวม|ผลรวม|สรุป|จำนวน|หมายเหตุ|สำนักปลัด|หน่วยตรวจสอบ)"
)
_NUMBERED = re.compile(r"(\d{1,4})[.)]*(?=[ก-ฮเ-ไ])")  # a rank in the cell of the name


@dataclass(frozen=True)
class Roster:
    """The rows of an announcement, its fiscal year (B.E.), what is in doubt, and how its tables were typed."""

    rows: tuple[RosterScore, ...]
    cells: tuple[Cells, ...]
    fiscal_year: int | None
    doubts: tuple[ReviewReason, ...]
    typed: tuple[TypedTable, ...] = ()


@dataclass(frozen=True)
class _LastRow:
    """The row that was read last, which a page end may have cut."""

    page: int
    cells: Cells


@dataclass
class _Reader:
    """Reads the tables of a roster one after the other; columns are carried on to tables without headings."""

    year: int | None
    rows: list[RosterScore] = field(default_factory=list)
    cells: list[Cells] = field(default_factory=list)
    doubts: list[ReviewReason] = field(default_factory=list)
    columns: Columns | None = None
    width: int = 0
    last: _LastRow | None = None
    typed: list[TypedTable] = field(default_factory=list)

    def read(self, table: Table) -> None:
        """Read a table's rows."""
        body = [spans_of(row) for row in table.rows]
        head = heading_rows(body)
        self._settle_columns(table, body, head)
        named = self.columns.named if self.columns else {}
        self.typed.append(roster_typed(body, head, named, ruled=table.ruled))
        if self.columns is None:
            if any(_scores_in(cells) for cells in body):
                first = next(cell for cells in body for cell in cells if cell)
                words = "a table of scores without known headings"
                self.doubts.append(reason("roster-unread-table", words, at=first))
            return
        for number, cells in enumerate(body[head:]):
            self._read_row(cells, self.columns, table.page, opens_page=number == 0)

    def _settle_columns(self, table: Table, body: list[Cells], head: int) -> None:
        if head:
            own = find_columns(body, head)
            if own and self.columns and table.width == self.width and self.columns.tells_more_than(own):
                own = self.columns
            self.columns, self.width = own, table.width
        elif table.width != self.width:
            self.columns = None

    def _read_row(self, cells: Cells, columns: Columns, page: int, *, opens_page: bool) -> None:
        last = self.last
        if opens_page and last is not None and last.page == page - 1 and _goes_on(last.cells, cells, columns):
            self.cells[-1] = _joined(last.cells, cells)
            whole = _row(self.cells[-1], columns, self.year, self.doubts)
            assert whole is not None  # it was a row without its rest
            self.rows[-1] = whole
            return
        row = _row(cells, columns, self.year, self.doubts)
        if row is not None:
            self.rows.append(row)
            self.cells.append(cells)
        elif any(cells):
            text = " | ".join(cell.text for cell in cells if cell)
            self.doubts.append(reason("roster-unread-row", text, at=Span.join(cells)))
        left = [cell for number, cell in enumerate(cells) if cell and number not in columns.read]
        if left and row is not None and any(parse_score(cell.text) is not None for cell in left):
            text = " | ".join(cell.text for cell in left)
            number = len(self.rows)
            self.doubts.append(
                reason("roster-unread-cell", text, at=left[0], table="roster_scores", row=number)
            )
        self.last = _LastRow(page, cells) if row is not None else None

    def without_areas(self) -> None:
        """Take out the means of areas that stand among the organisations, unless the roster is one of areas."""
        areas = [number for number, row in enumerate(self.rows) if _AREA_ROW.match(row.organization_written)]
        if len(areas) >= len(self.rows) / 2:
            return
        for number in reversed(areas):
            row = self.rows.pop(number)
            del self.cells[number]
            self.doubts.append(reason("roster-unread-row", row.raw, at=row))


def read_roster(pages: list[PageLayout], document: Document) -> Roster | None:
    """Read a document as a roster; None for a document that is none."""
    tables = list(tables_of(pages))
    if not any(heading_rows([spans_of(row) for row in table.rows[:4]]) for table in tables):
        return None
    year = choose_fiscal_year(document)
    if is_report("".join(page.key for page in pages), year):
        return None
    reader = _Reader(year)
    if year is None:
        reader.doubts.append(reason("missing-fiscal-year", "no year stands with the title"))
    for table in tables:
        reader.read(table)
    reader.without_areas()
    rows, columns = reader.rows, reader.columns
    if len(rows) < _FEWEST or len({row.organization_written for row in rows}) < _FEWEST:
        return None
    reader.doubts.extend(
        reason("roster-unread-line", line.text, at=line.span)
        for page in pages
        for line in page.blocks
        if isinstance(line, Line) and len(_TWO_DECIMALS.findall(line.span.key)) >= len(INSTRUMENTS)
    )
    if columns is not None and columns.rating is not None:
        reader.doubts.extend(
            reason(
                "roster-row-unproved",
                f"{row.organization_written}: no level",
                at=row,
                table="roster_scores",
                row=number,
            )
            for number, row in enumerate(rows, start=1)
            if row.rating is None
        )
    reader.doubts.extend(_doubts(rows))
    return Roster(tuple(rows), tuple(reader.cells), year, tuple(reader.doubts), tuple(reader.typed))


def unread_roster(pages: list[PageLayout]) -> tuple[ReviewReason, ...]:
    """Return a doubt for a document that lists organisations with ITA scores in a form that is not read as a roster.

    Without it such a document would be called no ITA document.
    """
    if not any(SPEAKS_OF_ITA.search(page.key) for page in pages):
        return ()
    key = "".join(page.key for page in pages)
    instruments = all(name.lower() in key for name in INSTRUMENTS)
    found: dict[int, tuple[int, Span]] = {}
    for page in pages:
        kinds = sum(page.key.count(kind) for kind in ORGANIZATION_TYPES)
        # rows may be broken in many ways, so that only the page as a whole is counted; in its own key scores touch
        scored = [line for line in page.lines if _TWO_DECIMALS.search(line.span.key)]
        scores = sum(len(_TWO_DECIMALS.findall(line.span.key)) for line in scored)
        if scores >= _LISTED and (kinds >= _LISTED or instruments):
            found[page.number] = scores, scored[0].span
    return tuple(
        reason(
            "roster-unread",
            f"{scores} scores stand beside organisations in a form that is not read",
            at=first,
        )
        for scores, first in found.values()
    )


def is_report(key: str, year: int | None) -> bool:
    """Whether a document names the indicators one by one, as reports do and rosters do not.

    A report may compare its departments or its neighbours in a table that has all that a roster has.
    """
    names = {"".join(entry.name.split()).lower() for entry in rules_for(year).indicators.list}
    return sum(name in key for name in names) >= _INDICATORS


def _scores_in(cells: Cells) -> bool:
    """Whether a row holds as many scores as a roster's."""
    return sum(_value(cell) is not None and "." in cell.key for cell in cells) >= len(INSTRUMENTS)


def tables_of(pages: list[PageLayout]) -> Iterator[Table]:
    """Yield the tables of all pages in order."""
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Table):
                yield block


def spans_of(row: tuple[Cell | None, ...]) -> Cells:
    """Return the texts of a row, empty where no cell begins."""
    return tuple(cell.span if cell is not None else Span() for cell in row)


def _goes_on(above: Cells, cells: Cells, columns: Columns) -> bool:
    """Whether the first row of a page is what a page end cut off the row before: the rest of its name or level.

    Told only where rows have ranks: without them it may be an organisation without scores.
    """
    if columns.rank is None or len(above) != len(cells):
        return False
    starts_anew = cells[columns.name].key.startswith(tuple(ORGANIZATION_TYPES))
    alone = (columns.rank, *columns.scores, *(() if columns.total is None else (columns.total,)))
    return any(cells) and not starts_anew and not any(cells[column] for column in alone)


def _joined(above: Cells, below: Cells) -> Cells:
    return tuple(Span.join(parts) for parts in zip(above, below, strict=True))


def _row(cells: Cells, columns: Columns, year: int | None, doubts: list[ReviewReason]) -> RosterScore | None:
    """Read a row, and tell what its sum settled; None for one without an organisation or any place for its scores."""
    name = cells[columns.name]
    if not name or not NAME.search(name.key) or _NO_ORGANIZATION.search(name.key):
        return None
    rank = cells[columns.rank].key.rstrip(".") if columns.rank is not None else ""
    numbered = _NUMBERED.match(name.key) if columns.rank is None else None
    if numbered:
        rank, name = numbered[1], name.cut(numbered.end())
    score_cells = [cells[column] for column in columns.scores]
    values: Scores = tuple(_value(cell) for cell in score_cells)
    total_cell = cells[columns.total] if columns.total is not None else Span()
    total = _value(total_cell)
    unread = any(value is None and not is_dash(cell) for value, cell in zip(values, score_cells, strict=True))
    whole = [*score_cells, total_cell]
    sure = all(_is_sure(item) for cell in whole for item in cell.chars)
    proved = None if unread else adds_up(values, total, year, UNROUNDED if sure else Decimal(0))
    if not proved and total_cell and any(item.others for cell in whole for item in cell.chars):
        decided = singled_out([possible_scores(cell) for cell in whole], (*values, total), year)
        if decided is not None:
            doubts.append(_settled(name, (*values, total), decided))
            *scores, total = decided
            values, proved = tuple(scores), True
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
        row_sum_ok=proved,
        **Span.join(cells[number] for number in used).evidence(),
    )


def _is_sure(item: Char) -> bool:
    """Whether a char was read from a text layer and needed no guess."""
    return not item.guesses and not item.others and item.sheet.text_source == "text"


def _settled(name: Span, read: Scores, decided: Scores) -> ReviewReason:
    """Tell that a row's sum decided between the readings of doubtful digits."""
    changed = [f"{new} for {old}" for old, new in zip(read, decided, strict=True) if old != new]
    detail = f"{name.text[:60]}: the row's sum decides for {', '.join(changed)}"
    return reason("settled-score", detail, at=name, table="roster_scores")


def _rating(cell: Span) -> str:
    """Return a level as written, without what a pen or a speck left beside it."""
    words = sorted((word for word in RATINGS if cell.key.startswith(word)), key=len)
    rest = cell.key[len(words[-1]) :] if words else ""
    return (
        cell.cut(0, len(words[-1])).text
        if words and len(rest) < 3 and not re.search(r"[ก-ฮ]", rest)
        else cell.text
    )


def _value(cell: Span) -> Decimal | None:
    """Return a score; None for a dash, an empty cell, and what cannot be read as one.

    `40,00` is a score in a roster: a speck makes a comma of a scanned point, and the row's sum tells a wrong one.
    """
    return parse_score(_COMMA.sub(".", cell.key)) if cell else None


def _doubts(rows: list[RosterScore]) -> Iterator[ReviewReason]:
    """Name the rows that do not prove themselves."""

    def of(slug: str, number: int, detail: str) -> ReviewReason:
        return reason(slug, detail, at=rows[number - 1], table="roster_scores", row=number)

    for number, row in enumerate(rows, start=1):
        name = row.organization_written[:60]
        if row.row_sum_ok is False:
            yield of(
                "roster-row-sum", number, f"{name}: {row.IIT} + {row.EIT} + {row.OIT} is not {row.total}"
            )
        elif row.row_sum_ok is None:
            yield of(
                "roster-row-unproved", number, f"{name}: a score or the total is missing or could not be read"
            )
    for number, (before, after) in enumerate(pairwise(rows), start=2):
        if before.rank is not None and before.rank == after.rank and before.total != after.total:
            yield of("roster-rank-gap", number, f"{after.rank} stands twice with different totals")
    ranks = [row.rank for row in rows]
    if ranks[0] not in (None, 1):
        yield of("roster-rank-gap", 1, f"the first rank is {ranks[0]}")
    if any(rank is not None for rank in ranks):
        for number, (before, after) in enumerate(pairwise(rows), start=2):
            # behind two equal ones the next rank is one more, or its place in the list
            if before.rank is None or after.rank not in (before.rank, before.rank + 1, number):
                yield of("roster-rank-gap", number, f"{after.rank} stands behind {before.rank}")
