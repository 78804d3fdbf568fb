"""A document as a whole: its blocks, its running text as one span, and its tables with their places in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from ita_extract.layout.blocks import (
    Block,
    Furniture,
    Heading,
    ListItem,
    Paragraph,
    Role,
    Rotated,
    TableBlock,
    Text,
)
from ita_extract.layout.gutters import as_rows, as_table, crosses, find_unruled, stands_in_columns
from ita_extract.layout.lines import Line
from ita_extract.layout.pages import PageLayout
from ita_extract.layout.paragraphs import text_blocks
from ita_extract.layout.span import Span
from ita_extract.layout.tables import Table


@dataclass(frozen=True)
class PlacedTable:
    """A table and where it stands: the place in the text's key before which it comes.

    `opens_page` and `closes_page` tell that no running text stands above or below it on its page.
    """

    table: Table
    offset: int
    opens_page: bool
    closes_page: bool


@dataclass(frozen=True)
class Document:
    """The running text of all pages in order, the place at which each line begins, the tables, and the blocks."""

    text: Span
    lines: tuple[Line, ...]
    starts: tuple[int, ...]
    tables: tuple[PlacedTable, ...]
    blocks: tuple[Block, ...]

    def page_end(self, page: int) -> int:
        """Return where in the key the text of a page (from 1) ends: where that of a later one begins."""
        index = bisect_right(self._pages, page)
        return self.starts[index] if index < len(self.starts) else len(self.text.key)

    @cached_property
    def _pages(self) -> list[int]:
        """Return the page of each line, or a later one before it: lines of pages in order never run back."""
        return list(accumulate((line.page for line in self.lines), max))

    def line_at(self, offset: int) -> int:
        """Return the index of the line that holds a place of the key."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def line_key(self, index: int) -> str:
        """Return the key of one line."""
        stop = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text.key)
        return self.text.key[self.starts[index] : stop].strip()

    @property
    def text_blocks(self) -> list[Text]:
        """Return the blocks of running text, in order."""
        return [block for block in self.blocks if isinstance(block, Heading | Paragraph | ListItem)]


def document_of(pages: list[PageLayout]) -> Document:
    """Order a document's lines and tables; stretches of lines set in columns become tables without rules."""
    lines: list[Line] = []
    tables: list[tuple[Table, int, bool, bool]] = []
    open_columns: list[float] | None = None
    for page in pages:
        blocks, open_columns = _with_unruled(list(page.blocks), open_columns)
        for index, block in enumerate(blocks):
            if isinstance(block, Line):
                lines.append(block)
            else:
                above = any(isinstance(other, Line) for other in blocks[:index])
                below = any(isinstance(other, Line) for other in blocks[index + 1 :])
                tables.append((block, len(lines), not above, not below))
    text = Span.of_lines(lines)
    starts = _starts(text, lines)
    placed = tuple(
        PlacedTable(table, starts[line] if line < len(starts) else len(text.key), opens, closes)
        for table, line, opens, closes in tables
    )
    return Document(text, tuple(lines), tuple(starts), placed, _blocks(pages, text, lines, starts, placed))


def _blocks(
    pages: list[PageLayout], text: Span, lines: list[Line], starts: list[int], tables: tuple[PlacedTable, ...]
) -> tuple[Block, ...]:
    """Return all blocks in reading order; what belongs to the paper comes last."""
    running = text_blocks(text, lines, starts, frozenset(table.offset for table in tables))
    # a table comes before the text that begins at its place
    keyed: list[tuple[int, int, Block]] = [
        *((placed.offset, 0, TableBlock(placed.table, placed.offset)) for placed in tables),
        *((block.start, 1, block) for block in running),
    ]
    ordered = [block for _, _, block in sorted(keyed, key=lambda entry: entry[:2])]
    for page in pages:
        ordered.extend(Furniture(line.span, Role.PAGE_NUMBER) for line in page.page_numbers)
        ordered.extend(Furniture(line.span, Role.RUNNING_HEAD) for line in page.running_heads)
        ordered.extend(Rotated.of(line, page.sheet) for line in page.rotated)
    return tuple(ordered)


def _starts(text: Span, lines: list[Line]) -> list[int]:
    """Return where in the key each line begins."""
    places = list(accumulate(text.key_lengths, initial=0))
    firsts = accumulate((len(line.chars) for line in lines), initial=0)
    return [places[first] for first, _ in zip(firsts, lines, strict=False)]


def _with_unruled(
    blocks: list[Line | Table], carried: list[float] | None
) -> tuple[list[Line | Table], list[float] | None]:
    """Replace lines in columns by tables; `carried` are the columns of an unruled table that ended the page before."""
    result: list[Line | Table] = []
    run: list[Line] = []
    open_columns: list[float] | None = None

    def flush(last: bool) -> None:
        nonlocal run, open_columns
        if not run:
            return
        first = not result
        head = 0
        if first and carried:
            while head < len(run) and not crosses(run[head], carried):
                head += 1
            if head:
                result.append(as_table(run[:head], carried))
                open_columns = carried if last and head == len(run) else None
        rest = run[head:]
        at = 0
        for stretch in find_unruled(rest):
            lines = rest[stretch.start : stretch.stop]
            if stretch.stacked:
                table = as_rows(lines, stretch.separators)
            else:
                table = as_table(lines, stretch.separators, stretch.heads)
                if not stands_in_columns(lines[stretch.heads :], stretch.separators, table):
                    continue
            result.extend(rest[at : stretch.start])
            result.append(table)
            at = stretch.stop
            goes_on = last and at == len(rest) and not stretch.stacked
            open_columns = stretch.separators if goes_on else None
        result.extend(rest[at:])
        run = []

    for block in blocks:
        if isinstance(block, Line):
            run.append(block)
        else:
            flush(last=False)
            result.append(block)
    flush(last=True)
    return result, open_columns
