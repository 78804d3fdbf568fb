"""The tables of a page: the grid as it was laid out, and the typing of the whole table that it is a part of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ita_extract.extracting import Reading
from ita_extract.inspecting.seen import SeenColumn, SeenTable
from ita_extract.layout.blocks import TableBlock
from ita_extract.layout.pages import PageLayout
from ita_extract.layout.span import Span
from ita_extract.layout.tables import Cell, Table
from ita_extract.reading.page import Box, Sheet, union
from ita_extract.tables.typed import UNKNOWN, TypedColumn, TypedTable, Why

_LEAST_WIDTH = 1.0  # points


@dataclass(frozen=True)
class PlacedTable:
    """A table as it stands on one page, and its typing; `number` counts the typed tables from 1.

    `drawn` is None for what was read as a table from running text: measures listed without any cells.
    """

    number: int
    layout: PageLayout
    drawn: Table | None
    typed: TypedTable

    @property
    def page(self) -> int:
        """Return the number of its page."""
        return self.layout.number


def placed_tables(reading: Reading) -> list[PlacedTable]:
    """Return all tables, page by page, each with the typing of the table that holds its chars.

    A table whose chars no typing holds was laid out and asked for by no reader; it comes with a typing that says so.
    """
    pages = {page.number: page for page in reading.pages}
    typed = list(reading.made.tables)
    holder = {id(char): index for index, table in enumerate(typed) for char in _chars_of(table)}
    found: list[PlacedTable] = []
    numbers: dict[int, int] = {}  # of the typed tables, in the order in which they stand in the document
    for block in reading.made.laid.blocks:
        if not isinstance(block, TableBlock):
            continue
        index = next(
            (holder[id(char)] for char in _chars_of_drawn(block.table) if id(char) in holder), len(typed)
        )
        if index == len(typed):
            typed.append(_untyped(block.table))
        number = numbers.setdefault(index, len(numbers) + 1)
        found.append(PlacedTable(number, pages[block.table.page], block.table, typed[index]))
    for index, table in enumerate(typed):
        if index not in numbers:
            numbers[index] = len(numbers) + 1
            on = sorted({page for span in _spans(table.rows) for page in span.pages})
            found.extend(PlacedTable(numbers[index], pages[page], None, table) for page in on)
    return found


def _untyped(table: Table) -> TypedTable:
    columns = tuple(TypedColumn(number, "", UNKNOWN, Why.NOTHING) for number in range(table.width))
    rows = tuple(tuple(cell.span if cell is not None else None for cell in row) for row in table.rows)
    return TypedTable(None, "", "not-asked-for", columns, rows, table.ruled, is_read=False)


def seen_table(table: PlacedTable, order: int, most: int) -> SeenTable:
    """Return a table as it is shown, with so many cells at most; `order` counts the tables of its page from 1."""
    typed, sheet = table.typed, table.layout.sheet
    anchor = f"p{table.page}-t{order}"
    areas = list(_areas(table))
    columns = tuple(
        SeenColumn(
            anchor=f"{anchor}-c{column.number + 1}",
            number=column.number + 1,
            heading=column.heading,
            meaning=column.meaning,
            why=column.why,
            others=tuple(map(str, column.others)),
            support="" if column.margin is None else f"{column.fitting}/{column.filled}",
            margin="" if column.margin is None else f"{column.margin:+.2f}",
            box=area,
        )
        for column, area in zip(typed.columns, areas, strict=True)
    )
    grid = tuple(_grid(table))
    return SeenTable(
        anchor=anchor,
        number=table.number,
        reader=typed.reader or "",
        kind=typed.kind,
        form=typed.form,
        orientation=_orientation(table),
        is_read=typed.is_read,
        ruled=typed.ruled,
        row_count=len(typed.rows),
        pages=tuple(sorted({number for span in _spans(typed.rows) for number in span.pages})),
        columns=columns,
        box=sheet.shown(table.drawn.box) if table.drawn is not None else union([box for box, _ in grid]),
        grid=grid[:most],
    )


def _orientation(table: PlacedTable) -> str:
    """Return how the columns of the typing lie on the page."""
    if table.drawn is None:
        return "running text"
    if table.typed.turned:
        return "lying: its columns are the rows drawn"
    return "upright" if table.drawn.width == len(table.typed.columns) else "cards: its columns are rows drawn"


def _areas(table: PlacedTable) -> Iterator[Box | None]:
    """Yield where each column of the typing stands on the page, None for those without anything there."""
    typed, sheet = table.typed, table.layout.sheet
    drawn = table.drawn
    for column in typed.columns:
        if drawn is not None and not typed.turned and drawn.width == len(typed.columns):
            yield _shown_stripe(drawn, column.number, sheet)
        elif typed.turned:
            rows = typed.rows[column.number : column.number + 1]
            yield _around(_spans(rows), table.page)
        else:
            cells = [row[column.number : column.number + 1] for row in typed.rows]
            yield _around(_spans(cells), table.page)


def _shown_stripe(table: Table, column: int, sheet: Sheet) -> Box:
    """Return the stripe of a column of a grid: from where its own cells begin to where the next column does."""
    starts = _column_starts(table)
    x0 = starts[column]
    x1 = next((start for start in starts[column + 1 :] if start > x0 + _LEAST_WIDTH), table.box.x1)
    return sheet.shown(Box(x0, table.box.top, max(x1, x0 + _LEAST_WIDTH), table.box.bottom))


def _column_starts(table: Table) -> list[float]:
    """Return where each column begins; one in which no cell does begins where the one before it does."""
    starts: list[float] = []
    for cells in zip(*table.rows, strict=True):
        own = min((cell.box.x0 for cell in cells if cell is not None and _has_room(cell)), default=None)
        starts.append(own if own is not None else starts[-1] if starts else table.box.x0)
    return starts


def _has_room(cell: Cell) -> bool:
    """Whether a cell stands anywhere; of a table without rules an empty one does not."""
    return cell.box.x1 > cell.box.x0


def _around(spans: Iterable[Span], page: int) -> Box | None:
    boxes = [span.boxes[page] for span in spans if page in span.boxes]
    return union(boxes) if boxes else None


def _grid(table: PlacedTable) -> Iterator[tuple[Box, bool]]:
    """Yield the cells of a table on its page, and whether they are headings."""
    sheet = table.layout.sheet
    if table.drawn is None:
        for span in _spans(table.typed.rows):
            if table.page in span.boxes:
                yield span.boxes[table.page], False
        return
    told = {column.heading for column in table.typed.columns if column.heading}
    for row in table.drawn.rows:
        for cell in row:
            if cell is not None and _has_room(cell):
                key = cell.span.key
                yield sheet.shown(cell.box), bool(key) and any(key in heading for heading in told)


def _spans(rows: Iterable[Sequence[Span | None]]) -> Iterator[Span]:
    for row in rows:
        for span in row:
            if span:
                yield span


def _chars_of(table: TypedTable) -> Iterator[object]:
    for span in _spans(table.rows):
        yield from span.chars


def _chars_of_drawn(table: Table) -> Iterator[object]:
    for row in table.rows:
        for cell in row:
            if cell is not None and cell.lines:
                yield from cell.span.chars
