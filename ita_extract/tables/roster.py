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

from ita_extract.language.vocabulary import ORGANIZATION_TYPES
from ita_extract.layout.document import PageLayout
from ita_extract.layout.flow import build_flow
from ita_extract.layout.lines import Line
from ita_extract.layout.span import Span
from ita_extract.layout.tables import Table
from ita_extract.model import RosterScore
from ita_extract.numbers.readings import possible_scores
from ita_extract.outline.cover import choose_fiscal_year
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
from ita_extract.tables.roster_sums import Scores, adds_up, singled_out
from ita_extract.thai.digits import parse_score

_FEWEST = 5  # organisations; a report may compare itself with a neighbour or two
_LISTED = 3  # organisations, or scores, from which a page that speaks of ITA may be a list
_INDICATORS = 5  # named ones; an announcement may name the one or other that was weak
_TWO_DECIMALS = re.compile(r"(?<![\d.])\d{1,3}\.\d{2}(?![\d.])")
_SPEAKS_OF_ITA = re.compile(r"(?<![a-z])ita(?![a-z])|คุณธรรมและ?ความโปร่งใส")
_AREA_ROW = re.compile(r"^(?:จังหวัด|อำเภอ|ภาค|ประเทศ|ทั้ง|ระดับ)")  # the mean of an area, among its organisations
_COMMA = re.compile(r"(?<=\d),(?=\d\d$)")
# the first cells of tables that list something other than organisations
_NO_ORGANIZATION = re.compile(
    r"^(?:ปี|พ\.?ศ|ตัวชี้วัด|ประเด็น|ข้อ|คะแนน|รวม|เฉลี่ย|ค่าเฉลี่ย|ส่วนที่|แบบ|กอง|ฝ่าย|งาน|ภาพรวม|ผลรวม|สรุป|จำนวน|หมายเหตุ|สำนักปลัด|หน่วยตรวจสอบ)"
)
_NUMBERED = re.compile(r"(\d{1,4})[.)]*(?=[ก-ฮเ-ไ])")  # a rank in the cell of the name


@dataclass(frozen=True)
class Roster:
    """The rows of an announcement, its fiscal year (B.E.), and what is in doubt."""

    rows: tuple[RosterScore, ...]
    fiscal_year: int | None
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class _LastRow:
    """The row that was read last, which a page end may have cut."""

    page: int
    cells: Cells


def read_roster(pages: list[PageLayout]) -> Roster | None:
    """Read a document as a roster; None for a document that is none."""
    tables = list(_tables(pages))
    # nearly every document ends here: the rest builds the document's flow, which costs a twentieth of its reading
    if not any(heading_rows([_spans(row) for row in table.rows[:4]]) for table in tables):
        return None
    rows: list[RosterScore] = []
    doubts: list[str] = []
    year = choose_fiscal_year(build_flow(pages))
    if _is_report("".join(page.key for page in pages), year):
        return None
    if year is None:
        doubts.append("missing-fiscal-year: no year stands with the title")
    columns: Columns | None = None
    width = 0
    last: _LastRow | None = None
    for table in tables:
        body = [_spans(row) for row in table.rows]
        head = heading_rows(body)
        if head:
            own = find_columns(body, head)
            if own and columns and table.width == width and columns.tells_more_than(own):
                own = columns
            columns, width = own, table.width
        elif table.width != width:
            columns = None
        if columns is None:
            if any(_scores_in(cells) for cells in body):
                doubts.append(
                    f"roster-unread-table: page {table.page}: a table of scores without known headings"
                )
            continue
        for number, cells in enumerate(body[head:]):
            if (
                number == 0
                and last is not None
                and last.page == table.page - 1
                and _goes_on(last.cells, cells, columns)
            ):
                whole = _row(_joined(last.cells, cells), columns, year, doubts)
                assert whole is not None  # it was a row without its rest
                rows[-1] = whole
                continue
            row = _row(cells, columns, year, doubts)
            if row is not None:
                rows.append(row)
            elif any(cells):
                doubts.append(
                    f"roster-unread-row: page {table.page}: {' | '.join(cell.text for cell in cells if cell)}"
                )
            left = [cell.text for number, cell in enumerate(cells) if cell and number not in columns.read]
            if left and row is not None and any(parse_score(text) is not None for text in left):
                doubts.append(f"roster-unread-cell: page {table.page}: {' | '.join(left)}")
            last = _LastRow(table.page, cells) if row is not None else None
    areas = [row for row in rows if _AREA_ROW.match(row.organization_written)]
    if len(areas) < len(rows) / 2:  # else the roster is one of areas
        doubts.extend(f"roster-unread-row: page {row.page}: {row.raw[:80]}" for row in areas)
        rows = [row for row in rows if row not in areas]
    if len(rows) < _FEWEST or len({row.organization_written for row in rows}) < _FEWEST:
        return None
    doubts.extend(
        f"roster-unread-line: page {line.page}: {line.text[:60]}"
        for page in pages
        for line in page.blocks
        if isinstance(line, Line)
        and len(_TWO_DECIMALS.findall(Span.of_lines([line]).key)) >= len(INSTRUMENTS)
    )
    if columns is not None and columns.rating is not None:
        doubts.extend(
            f"roster-row-unproved: page {row.page}: {row.organization_written[:60]}: no level"
            for row in rows
            if row.rating is None
        )
    doubts.extend(_doubts(rows))
    return Roster(tuple(rows), year, tuple(doubts))


def unread_roster(pages: list[PageLayout]) -> tuple[str, ...]:
    """Return a doubt for a document that lists organisations with ITA scores in a form that is not read as a roster.

    Without it such a document would be called no ITA document.
    """
    if not any(_SPEAKS_OF_ITA.search(page.key) for page in pages):
        return ()
    key = "".join(page.key for page in pages)
    instruments = all(name.lower() in key for name in INSTRUMENTS)
    found: dict[int, int] = {}
    for page in pages:
        kinds = sum(page.key.count(kind) for kind in ORGANIZATION_TYPES)
        # rows may be broken in many ways, so that only the page as a whole is counted; in its own key scores touch
        scores = sum(len(_TWO_DECIMALS.findall(Span.of_lines([line]).key)) for line in page.lines)
        if scores >= _LISTED and (kinds >= _LISTED or instruments):
            found[page.number] = scores
    return tuple(
        f"roster-unread: page {page}: {scores} scores stand beside organisations in a form that is not read"
        for page, scores in found.items()
    )


def _is_report(key: str, year: int | None) -> bool:
    """Whether a document names the indicators one by one, as reports do and rosters do not.

    A report may compare its departments or its neighbours in a table that has all that a roster has.
    """
    names = {"".join(one.name.split()).lower() for one in rules_for(year).indicators.list}
    return sum(name in key for name in names) >= _INDICATORS


def _scores_in(cells: Cells) -> bool:
    """Whether a row holds as many scores as a roster's."""
    return sum(_value(cell) is not None and "." in cell.key for cell in cells) >= len(INSTRUMENTS)


def _tables(pages: list[PageLayout]) -> Iterator[Table]:
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Table):
                yield block


def _spans(row: tuple[object, ...]) -> Cells:
    return tuple(Span.of_lines(getattr(cell, "lines", ())) for cell in row)


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


def _row(cells: Cells, columns: Columns, year: int | None, told: list[str]) -> RosterScore | None:
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
    proved = None if unread else adds_up(values, total, year)
    whole = [*score_cells, total_cell]
    if not proved and total_cell and any(item.others for cell in whole for item in cell.chars):
        decided = singled_out([possible_scores(cell) for cell in whole], (*values, total), year)
        if decided is not None:
            told.append(_settled(name, (*values, total), decided))
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


def _settled(name: Span, read: Scores, decided: Scores) -> str:
    """Tell that a row's sum decided between the readings of doubtful digits."""
    changed = [f"{new} for {old}" for old, new in zip(read, decided, strict=True) if old != new]
    return f"settled-score: page {name.pages[0]}: {name.text[:60]}: the row's sum decides for {', '.join(changed)}"


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
        for place, (before, after) in enumerate(pairwise(rows), start=2):
            # behind two equal ones the next rank is one more, or its place in the list
            if before.rank is None or after.rank not in (before.rank, before.rank + 1, place):
                yield f"roster-rank-gap: page {after.page}: {after.rank} stands behind {before.rank}"
