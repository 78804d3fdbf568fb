"""Tables cut by page ends, made whole: which tables continue which, without their repeated headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from ita_extract.language.vocabulary import FISCAL_YEAR
from ita_extract.layout.document import Document, PlacedTable
from ita_extract.layout.span import Span
from ita_extract.layout.tables import Table
from ita_extract.tables.heads import heading_keys, row_keys
from ita_extract.thai.letters import toneless

_TOUCHING = 5  # points between two tables on one page that are one
_SAME_EDGE = 5  # points by which the columns of two parts may differ
# between two parts on a page: `(ต่อ)`, the name of an instrument
_GOES_ON = re.compile(
    r"\(?(?:ตาราง)?(?:\(?ต่อ\)?|(?:เครื่องมือ|แบบวัด[ก-๙]{0,60}|แบบตรวจ[ก-๙]{0,60})?\(?[ieo]it\)?)\)?:?"
)
_FEW_LETTERS = 20  # of the last words of a heading
_MOST_BETWEEN = 3  # lines that may stand between the parts of a table
_MOST_EMPTY = (
    1  # pages without text that may lie between them: Chromium leaves one behind a row that is too tall
)
_ALIKE, _SOMEWHAT = 0.9, 0.6  # of headings that a scan made different: all together, and each
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True)
class StitchedRow:
    """A row as it stands on one page: a span for each column, None where no cell begins.

    `opens_part` tells that it is the first row of the table on its page (its headings left out).
    """

    cells: tuple[Span | None, ...]
    page: int
    opens_part: bool

    def key(self, column: int) -> str:
        """Return the key of a cell, empty for none."""
        cell = self.cells[column]
        return cell.key if cell else ""


@dataclass(frozen=True)
class StitchedTable:
    """A table over all its pages: its headings, its rows in order, and where it begins in the document."""

    headings: tuple[str, ...]
    heading_rows: tuple[StitchedRow, ...]
    rows: tuple[StitchedRow, ...]
    offset: int
    ruled: bool

    @property
    def page(self) -> int:
        """Return the page on which the table begins."""
        return (self.heading_rows or self.rows)[0].page


def stitch(document: Document) -> list[StitchedTable]:
    """Join tables that continue over a page end.

    A table goes on where the next page has one of as many columns in the same places that brings no other headings
    of its own, and where between the two stands no more than what a page end brings: a catchword (`/๓. มาตรการ…`), a
    note, a letter that ran out of its cell.
    """
    groups: list[list[PlacedTable]] = []
    for placed in document.tables:
        if groups and _continues(groups[-1], placed, document):
            groups[-1].append(placed)
        else:
            groups.append([placed])
    return [_whole(group) for group in groups]


def _continues(group: list[PlacedTable], placed: PlacedTable, document: Document) -> bool:
    before = group[-1]
    table, last = placed.table, before.table
    if last.width != table.width:
        return False
    if table.page == last.page:
        near = placed.offset == before.offset and table.box.top - last.box.bottom <= _TOUCHING
        if not near and _is_headless_rest(document, before, placed):
            return True
        return near and abs(last.box.x0 - table.box.x0) < 6 and abs(last.box.x1 - table.box.x1) < 6
    empty_between = placed.offset == before.offset and table.page <= last.page + _MOST_EMPTY + 1
    if table.page != last.page + 1 and not empty_between:
        return False
    if placed.offset != before.offset:
        apart = not (last.ruled and table.ruled and _same_columns(last, table))
        if apart or _parts(document, before.offset, placed.offset):
            return False
    head, other = _headings(group), heading_keys(table)
    if (
        not head and other
    ):  # a page end may have parted the headings from the first row, and repeated them behind it
        return last.ruled and table.ruled and _same_columns(last, table) and placed.opens_page
    return not other or _same(head, other) or _repeats(head, table)


def _is_headless_rest(document: Document, before: PlacedTable, placed: PlacedTable) -> bool:
    """Whether a table without headings goes on with the one above it on its page, behind a word or two: `(ต่อ)`."""
    between = document.text.key[before.offset : placed.offset]
    return (
        before.table.ruled
        and placed.table.ruled
        and _GOES_ON.fullmatch(between) is not None
        and not heading_keys(placed.table)
        and _same_columns(before.table, placed.table)
    )


def _is_rest_of_headings(head: tuple[tuple[str, ...], ...], table: Table) -> bool:
    """Whether a table begins with what a page end cut off one of its headings: `มาตรการ/โครงการ/` | `กิจกรรม`."""
    keys = row_keys(table.rows[0])
    filled = [column for column, key in enumerate(keys) if key]
    if len(table.rows) < 2 or len(filled) != 1 or not head:
        return False
    above = "".join(row[filled[0]] for row in head)
    return above.endswith("/") and len(keys[filled[0]]) <= _FEW_LETTERS


def _headings(group: list[PlacedTable]) -> tuple[tuple[str, ...], ...]:
    """Return the headings of the first part that has some."""
    return next((head for placed in group if (head := heading_keys(placed.table))), ())


def _same_columns(first: Table, second: Table) -> bool:
    """Whether the columns of two ruled tables begin at the same places."""
    return all(abs(x - y) < _SAME_EDGE for x, y in zip(_edges(first), _edges(second), strict=True))


def _edges(table: Table) -> list[float]:
    """Return where the columns of a table begin, in points; where none does, the table's own edge."""
    columns = zip(*table.rows, strict=True)
    return [
        min((cell.box.x0 for cell in column if cell is not None), default=table.box.x0) for column in columns
    ]


def _parts(document: Document, start: int, stop: int) -> bool:
    """Whether the text between two tables is more than what a page end brings: a title, or several lines."""
    lines = [
        document.line_key(index) for index, offset in enumerate(document.starts) if start <= offset < stop
    ]
    return len(lines) > _MOST_BETWEEN or any(FISCAL_YEAR.search(line) for line in lines)


def _same(entry: tuple[tuple[str, ...], ...], other: tuple[tuple[str, ...], ...]) -> bool:
    """Whether headings are the same ones, but for a letter here and there that a scan changed; figures never are."""
    if entry == other:
        return True
    if len(entry) != len(other):
        return False
    pairs = [pair for rows in zip(entry, other, strict=True) for pair in zip(*rows, strict=True)]
    if any(_DIGITS.findall(first) != _DIGITS.findall(second) for first, second in pairs):
        return False
    # as a whole, for one letter is much of a short heading (ลดับ for ลำดับ); and no heading may be quite another
    likes = [_likeness(first, second) for first, second in pairs]
    return min(likes) >= _SOMEWHAT and _likeness(*map("".join, zip(*pairs, strict=True))) >= _ALIKE


def _likeness(first: str, other: str) -> float:
    return float(Indel.normalized_similarity(toneless(first), toneless(other)))


def _repeats(head: tuple[tuple[str, ...], ...], table: Table) -> bool:
    """Whether a table without rules begins with the headings, run together with the text below them."""
    if table.ruled or not head:
        return False
    first = row_keys(table.rows[0])
    merged = ["".join(parts) for parts in zip(*head, strict=True)]
    return all(cell.startswith(heading) for cell, heading in zip(first, merged, strict=True))


def _whole(group: list[PlacedTable]) -> StitchedTable:
    head = _headings(group)
    heading_rows: list[StitchedRow] = []
    rows: list[StitchedRow] = []
    rest: tuple[str, ...] = ()
    for number, placed in enumerate(group):
        table = placed.table
        own = heading_keys(table)
        repeated = number > 0 and own != head and _repeats(head, table)
        skip = len(own) if own and (number == 0 or (_same(own, head) and not repeated)) else 0
        if number == 1 and not rows and not own and _is_rest_of_headings(head, table):
            rest, skip = row_keys(table.rows[0]), 1
        for index, row in enumerate(table.rows):
            cells = tuple(None if cell is None else cell.span for cell in row)
            if repeated and index == 0:
                cells = tuple(
                    cell and cell.cut(sum(len(part[column]) for part in head))
                    for column, cell in enumerate(cells)
                )
            stitched = StitchedRow(cells, table.page, index == skip)
            if index < skip:
                if len(heading_rows) < len(head):
                    heading_rows.append(stitched)
            elif any(cells):
                rows.append(stitched)
    if rest and head:
        head = (*head, rest)
    headings = tuple("".join(parts) for parts in zip(*head, strict=True)) if head else ()
    return StitchedTable(headings, tuple(heading_rows), tuple(rows), group[0].offset, group[0].table.ruled)
