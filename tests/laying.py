"""The fixtures laid out, each once in a test process, and ways to change a lay-out before it is assembled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TypeVar

from ita_extract.assembling.report import Source, assemble
from ita_extract.layout.lines import Line
from ita_extract.layout.pages import PageLayout, lay_out
from ita_extract.layout.span import Break, key_of_lines
from ita_extract.layout.tables import Table
from ita_extract.model import Report, Status
from ita_extract.numbers.ledger import TOKEN
from ita_extract.reading.opening import open_pdf
from ita_extract.reading.page import Box, Kind
from ita_extract.thai.chars import Char
from ita_extract.thai.letters import MARKS

FIXTURES = Path(__file__).parent.parent / "fixtures"
REPORTS = tuple(path.stem for path in sorted(FIXTURES.glob("256?-*.pdf")))
ROSTERS = tuple(f"rosters/{path.stem}" for path in sorted(FIXTURES.glob("rosters/*.pdf")))
VALUES = (
    "instrument_scores", "indicator_scores", "score_mentions", "score_history", "recommendations", "guidelines",
    "measures", "measure_steps", "measure_results", "roster_scores",
)  # fmt: skip
_OF_THE_DOCUMENT = ("fiscal_year", "organization_type", "organization_name", "overall_score", "rating")
_EVIDENCE = {"page", "x0", "top", "x1", "bottom", "raw", "text_source", "confidence", "pages"}
_COUNTED = {"recommendation", "measure"}  # running numbers: what stands behind a lost row is counted anew
Pages = tuple[PageLayout, ...]
Item = TypeVar("Item")


@dataclass(frozen=True)
class Laid:
    """A fixture laid out: what its file is, and its pages."""

    name: str
    source: Source
    pages: Pages


@cache
def laid(name: str) -> Laid:
    """Return a fixture laid out; `name` is its path inside fixtures/ without the suffix."""
    with open_pdf(FIXTURES / f"{name}.pdf") as pdf:
        pages = tuple(lay_out(list(pdf.pages())))
        return Laid(name, Source(name, pdf.sha256, pdf.page_count, pdf.rebuilt, pdf.damaged), pages)


def assembled(entry: Laid, pages: Sequence[PageLayout], *, page_count: int | None = None) -> Report:
    """Return the report that some pages give in place of a fixture's own."""
    source = entry.source if page_count is None else replace(entry.source, page_count=page_count)
    return assemble(source, list(pages), lambda: [])


@cache
def whole(name: str) -> Report:
    """Return the report of a fixture as it is."""
    return assembled(laid(name), laid(name).pages)


# What a report says


def values(report: Report, rewrite: Callable[[str], str] = str) -> Counter[tuple[str, ...]]:
    """Return the values of a report, how often it has each; not where they stand. Texts are rewritten first."""

    def written(value: object) -> str:
        return rewrite("".join(str(value).split()))

    found: Counter[tuple[str, ...]] = Counter(
        (name, written(getattr(report.document, name))) for name in _OF_THE_DOCUMENT
    )
    for table in VALUES:
        for row in getattr(report, table):
            fields = row.model_dump(exclude=_EVIDENCE | (_COUNTED & set(type(row).model_fields)))
            found[(table, *(f"{key}={written(value)}" for key, value in fields.items()))] += 1
    return found


def changed(report: Report, name: str, rewrite: Callable[[str], str] = str) -> list[tuple[str, ...]]:
    """Return the values of a fixture that a report of its changed pages has lost or exchanged for others."""
    return sorted((values(whole(name), rewrite) - values(report, rewrite)).elements())


def is_told(report: Report) -> bool:
    """Whether a report says that something is to be looked at."""
    return report.document.status == Status.REVIEW


# Where a line stands, and the pages with another in its place


class Home(Enum):
    """What holds a line."""

    TEXT = "text"
    CELL = "cell"
    PAGE_NUMBER = "page number"
    RUNNING_HEAD = "running head"


@dataclass(frozen=True)
class Place:
    """Where a line stands: its page (from 0), what holds it, and its indexes there (block, row, column, line)."""

    page: int
    home: Home
    at: tuple[int, ...]


def places(pages: Sequence[PageLayout]) -> Iterator[Place]:
    """Return the places of all lines."""
    for number, page in enumerate(pages):
        for block, entry in enumerate(page.blocks):
            if isinstance(entry, Line):
                yield Place(number, Home.TEXT, (block,))
            else:
                for row, cells in enumerate(entry.rows):
                    for column, cell in enumerate(cells):
                        for line in range(len(cell.lines) if cell else 0):
                            yield Place(number, Home.CELL, (block, row, column, line))
        yield from (Place(number, Home.PAGE_NUMBER, (at,)) for at in range(len(page.page_numbers)))
        yield from (Place(number, Home.RUNNING_HEAD, (at,)) for at in range(len(page.running_heads)))


def line_at(pages: Sequence[PageLayout], position: Place) -> Line:
    """Return the line that stands at a place."""
    page = pages[position.page]
    if position.home is Home.PAGE_NUMBER:
        return page.page_numbers[position.at[0]]
    if position.home is Home.RUNNING_HEAD:
        return page.running_heads[position.at[0]]
    block = page.blocks[position.at[0]]
    if isinstance(block, Line):
        return block
    _, row, column, line = position.at
    cell = block.rows[row][column]
    assert cell is not None
    return cell.lines[line]


def with_lines(pages: Sequence[PageLayout], position: Place, *lines: Line) -> Pages:
    """Return the pages with other lines in place of one; with none it is dropped."""
    page = pages[position.page]
    at = position.at[0]
    if position.home is Home.PAGE_NUMBER:
        return _with_page(
            pages, position.page, replace(page, page_numbers=_spliced(page.page_numbers, at, lines))
        )
    if position.home is Home.RUNNING_HEAD:
        return _with_page(
            pages, position.page, replace(page, running_heads=_spliced(page.running_heads, at, lines))
        )
    block = page.blocks[at]
    if isinstance(block, Line):
        return with_blocks(pages, position.page, at, *lines)
    _, row, column, index = position.at
    cell = block.rows[row][column]
    assert cell is not None
    new = replace(cell, lines=_spliced(cell.lines, index, lines))
    cells = _spliced(block.rows[row], column, (new,))
    return with_blocks(pages, position.page, at, replace(block, rows=_spliced(block.rows, row, (cells,))))


def with_blocks(pages: Sequence[PageLayout], page: int, at: int, *blocks: Line | Table) -> Pages:
    """Return the pages with other blocks in place of one."""
    return _with_page(pages, page, replace(pages[page], blocks=_spliced(pages[page].blocks, at, blocks)))


def without_row(pages: Sequence[PageLayout], page: int, at: int, row: int) -> Pages:
    """Return the pages without a row of a table."""
    table = pages[page].blocks[at]
    assert isinstance(table, Table)
    rows = _spliced(table.rows, row, ())
    return with_blocks(pages, page, at, *([replace(table, rows=rows)] if rows else []))


def tables_of(pages: Sequence[PageLayout]) -> Iterator[tuple[int, int, Table]]:
    """Return all tables with rules, each with its page (from 0) and its index there."""
    for number, page in enumerate(pages):
        for at, block in enumerate(page.blocks):
            if isinstance(block, Table):
                yield number, at, block


def _with_page(pages: Sequence[PageLayout], at: int, page: PageLayout) -> Pages:
    return (*pages[:at], recounted(page), *pages[at + 1 :])


def recounted(page: PageLayout) -> PageLayout:
    """A page as if its file had what now stands on it."""
    lines = (*page.lines, *page.furniture)
    return replace(page, char_count=sum(len(line.chars) for line in lines))


def as_counted(pages: Sequence[PageLayout], before: Sequence[PageLayout]) -> Pages:
    """Pages that lost something behind the laying out: they still know how many chars they had."""
    counts = {page.number: page.char_count for page in before}
    return tuple(replace(page, char_count=counts[page.number]) for page in pages)


def _spliced(items: Sequence[Item], at: int, new: Sequence[Item]) -> tuple[Item, ...]:
    return (*items[:at], *new, *items[at + 1 :])


# Lines changed letter by letter


def letters(text: str) -> list[str]:
    """Return a text's letters with their marks; spaces are left out."""
    found: list[str] = []
    for letter in "".join(text.split()):
        if letter in MARKS and found:
            found[-1] += letter
        else:
            found.append(letter)
    return found


def numbers_in(line: Line) -> list[tuple[int, int]]:
    """Return the places, among a line's chars, of its numbers."""
    span = line.span
    found = []
    for match in TOKEN.finditer(span.key):
        chars = {id(char) for char in span.cut(match.start(), match.end()).chars}
        held = [index for index, char in enumerate(line.chars) if id(char) in chars]
        found.append((held[0], held[-1] + 1))
    return found


def exchanged(line: Line, start: int, stop: int, text: str) -> Line | None:
    """Return a line with a text over the boxes of some of its chars; None where nothing is left of it."""
    new = letters(text)
    if not new and stop - start == len(line.chars):
        return None
    old = line.chars[start:stop]
    chars = [_named(char, entry) for char, entry in zip(old, new, strict=False)]
    gaps: list[int] = list(line.breaks[start : start + len(chars)])
    if chars and len(new) > len(old):
        rest = new[len(old) - 1 :]  # they share the last box
        last = chars.pop()
        width = (last.x1 - last.x0) / len(rest)
        chars += [
            _named(last, entry)._replace(x0=last.x0 + at * width, x1=last.x0 + (at + 1) * width)
            for at, entry in enumerate(rest)
        ]
        gaps += [Break.NONE] * (len(rest) - 1)
    return _line(
        line,
        [*line.chars[:start], *chars, *line.chars[stop:]],
        [*line.breaks[:start], *gaps, *line.breaks[stop:]],
    )


def planted(line: Line, at: int, text: str) -> Line:
    """Return a line with a word of its own before the char at a place (behind the last one: at its end)."""
    model = line.chars[min(at, len(line.chars) - 1)]
    edge = model.x0 if at < len(line.chars) else model.x1
    chars = [
        _named(model, letter)._replace(
            x0=edge, x1=edge + 0.01
        )  # it takes no room: columns stay where they are
        for letter in letters(text)
    ]
    gaps = [Break.SPACE, *[Break.NONE] * (len(chars) - 1)]
    behind = list(line.breaks[at:])
    if behind:
        behind[0] = Break.SPACE
    return _line(line, [*line.chars[:at], *chars, *line.chars[at:]], [*line.breaks[:at], *gaps, *behind])


def below(line: Line, text: str) -> Line:
    """Return a line of its own that stands right below another, where that begins."""
    first = line.chars[0]
    width, drop = 0.5 * first.size, 0.6 * first.size
    chars = tuple(
        _named(first, entry)._replace(
            x0=first.x0 + at * width,
            x1=first.x0 + (at + 1) * width,
            top=first.top + drop,
            bottom=first.bottom + drop,
            baseline=first.baseline + drop,
        )
        for at, entry in enumerate(letters(text))
    )
    box = Box(chars[0].x0, chars[0].top, chars[-1].x1, chars[0].bottom)
    breaks = (Break.LINE, *[Break.NONE] * (len(chars) - 1))
    return Line(chars, breaks, box, chars[0].baseline, line.size, ends_in_space=True)


def _named(char: Char, text: str) -> Char:
    return char._replace(text=text, raw=text, kind=Kind.BASE, guesses=0, others="", surplus=0)


def _line(line: Line, chars: Sequence[Char], breaks: Sequence[int]) -> Line:
    return replace(line, chars=tuple(chars), breaks=(Break.LINE, *breaks[1:]))


def reworded(pages: Sequence[PageLayout], old: str, new: str) -> Pages:
    """Return the pages with a phrase written otherwise wherever it stands, also over line ends."""
    result = tuple(pages)
    wanted = "".join(old.split())
    written = letters(new)
    for run in reversed(list(_runs(pages))):
        lines = [line_at(result, position) for position in run]
        owners = [(line, at) for line, entry in enumerate(lines) for at in range(len(entry.chars))]
        keys = [char.text for line in lines for char in line.chars]
        starts = [0]
        for key in keys:
            starts.append(starts[-1] + len(key))
        text = "".join(keys)
        cuts: dict[int, list[tuple[int, int, list[str]]]] = {}
        position = text.find(wanted)
        while position >= 0:
            if position in starts and position + len(wanted) in starts:
                held = owners[starts.index(position) : starts.index(position + len(wanted))]
                rest = list(written)
                for line in sorted({line for line, _ in held}):
                    here = [at for of, at in held if of == line]
                    last = line == held[-1][0]
                    part, rest = (rest, []) if last else (rest[: len(here)], rest[len(here) :])
                    cuts.setdefault(line, []).append((here[0], here[-1] + 1, part))
            position = text.find(wanted, position + len(wanted))
        for line in sorted(cuts, reverse=True):
            entry: Line | None = lines[line]
            for start, stop, part in reversed(cuts[line]):
                assert entry is not None
                entry = exchanged(entry, start, stop, "".join(part))
            result = with_lines(result, run[line], *([entry] if entry else []))
    return result


def _runs(pages: Sequence[PageLayout]) -> Iterator[list[Place]]:
    """Return stretches of lines that follow each other: the running text, or a cell."""
    runs: dict[tuple[object, ...], list[Place]] = {}
    for position in places(pages):
        cell = (position.page, *position.at[:3]) if position.home is Home.CELL else ()
        runs.setdefault((position.home, *cell), []).append(position)
    yield from runs.values()


def speaks_of(pages: Sequence[PageLayout], phrase: str) -> bool:
    """Whether a phrase stands anywhere in the text or the tables of some pages."""
    return any("".join(phrase.split()) in key_of_lines(page.lines) for page in pages)
