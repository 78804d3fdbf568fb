"""Lines, spans, tables and documents out of strings, for tests of the parser that need no PDF.

Every letter with its marks is a char of half an em on A4; a new line of a text is a line of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from ita_extract.layout.document import Document, document_of
from ita_extract.layout.lines import Line
from ita_extract.layout.pages import Block, PageLayout
from ita_extract.layout.span import Break, Span
from ita_extract.layout.tables import Cell, Table
from ita_extract.reading.page import Box, Kind, Sheet
from ita_extract.tables.stitching import StitchedTable, stitch
from ita_extract.thai.chars import Char
from ita_extract.thai.clusters import Cluster
from ita_extract.thai.letters import MARKS
from ita_extract.thai.quality import TextQuality

WIDTH, HEIGHT = 595.0, 842.0
SIZE = 16.0
LETTER, SPACE = 0.5 * SIZE, 0.25 * SIZE
LEFT, TOP, LEADING = 72.0, 130.0, 22.0
PAGE_END = "\f"

Row = Sequence[str | None]


@cache
def sheet(number: int = 1) -> Sheet:
    """A page of A4; the same object for the same number, as the reader gives it."""
    return Sheet(number, WIDTH, HEIGHT)


def line(text: str, *, x: float = LEFT, baseline: float = TOP, page: int = 1) -> Line:
    """A line; a space at its end is one that the stream had behind its last word."""
    return in_columns((x, text), baseline=baseline, page=page)


def in_columns(*pieces: tuple[float, str], baseline: float = TOP, page: int = 1) -> Line:
    """A line of pieces, each with the place where it begins."""
    chars: list[Char] = []
    breaks: list[int] = []
    for start, text in pieces:
        x = start
        gap = Break.SPACE
        for letter in text:
            if letter == " ":
                gap = Break.SPACE
                x += SPACE
            elif letter in MARKS and chars and not gap:
                whole = chars[-1].text + letter
                chars[-1] = chars[-1]._replace(text=whole, raw=whole)
            else:
                chars.append(_char(letter, x, baseline, page))
                breaks.append(gap)
                gap = Break.NONE
                x += LETTER
    breaks[0] = Break.LINE
    box = Box(chars[0].x0, chars[0].top, chars[-1].x1, chars[0].bottom)
    return Line(tuple(chars), tuple(breaks), box, baseline, SIZE, pieces[-1][1].endswith(" "))


def _char(letter: str, x: float, baseline: float, page: int) -> Char:
    top, bottom = baseline - 0.8 * SIZE, baseline + 0.25 * SIZE
    return Char(letter, letter, x, top, x + LETTER, bottom, baseline, SIZE, 0, Kind.BASE, sheet(page))


def clusters(text: str, *, x: float = LEFT, baseline: float = TOP, page: int = 1) -> list[Cluster]:
    """The chars of a line as they are before anything is mended, without its spaces: they are gaps."""
    return [Cluster(*char[:11]) for char in line(text, x=x, baseline=baseline, page=page).chars]


def lines(text: str, *, x: float = LEFT, top: float = TOP, page: int = 1) -> list[Line]:
    """The lines of a text, one below the other."""
    return [
        line(row, x=x, baseline=top + index * LEADING, page=page)
        for index, row in enumerate(text.split("\n"))
        if row.strip()
    ]


def span(text: str, *, page: int = 1) -> Span:
    """A text as the parser gets it; a page end begins the next page."""
    return Span.of_lines(
        entry for number, part in enumerate(text.split(PAGE_END), page) for entry in lines(part, page=number)
    )


def table(rows: Sequence[Row], *, page: int = 1, top: float = TOP, ruled: bool = True) -> Table:
    """A table over the width of the page: None where no cell begins, "" for an empty one."""
    width = (WIDTH - 2 * LEFT) / len(rows[0])
    edges = [LEFT + column * width for column in range(len(rows[0]))]
    made = []
    y = top
    for row in rows:
        height = LEADING * max(1 + (cell or "").count("\n") for cell in row)
        made.append(
            tuple(
                cell if cell is None else _cell(cell, Box(x, y, x + width, y + height), page)
                for x, cell in zip(edges, row, strict=True)
            )
        )
        y += height
    return Table(page, Box(LEFT, top, WIDTH - LEFT, y), tuple(made), ruled)


def _cell(text: str, box: Box, page: int) -> Cell:
    return Cell(box, tuple(lines(text, x=box.x0 + 4, top=box.top + 0.8 * SIZE, page=page)))


def pages(*parts: str | Sequence[Row]) -> list[PageLayout]:
    """Pages laid out: texts are lines, lists of rows are ruled tables, PAGE_END in a text begins a page."""
    made: list[list[Block]] = [[]]
    y = TOP
    for part in parts:
        if not isinstance(part, str):
            made[-1].append(table(part, page=len(made), top=y))
            y = made[-1][-1].box.bottom + LEADING
            continue
        for number, text in enumerate(part.split(PAGE_END)):
            if number:
                made.append([])
                y = TOP
            new = lines(text, top=y, page=len(made))
            made[-1].extend(new)
            y += LEADING * len(new)
    return [page_of(number, blocks) for number, blocks in enumerate(made, 1)]


def page_of(number: int, blocks: Sequence[Block]) -> PageLayout:
    """A page of some lines and tables, with nothing of the paper's own."""
    page = PageLayout(sheet(number), tuple(blocks), (), (), TextQuality(1.0))
    return replace(page, char_count=sum(len(entry.chars) for entry in page.lines))


def flow(*parts: str | Sequence[Row]) -> Document:
    """A document of parts as `pages` takes them."""
    return document_of(pages(*parts))


def stitched(*parts: str | Sequence[Row]) -> list[StitchedTable]:
    """The tables of a document made whole."""
    return stitch(flow(*parts))


def one_table(rows: Sequence[Row]) -> StitchedTable:
    """A table that stands alone."""
    (found,) = stitched(rows)
    return found


def texts(spans: Iterable[Span]) -> list[str]:
    """The spans as they read."""
    return [entry.text for entry in spans]
