"""What an inspection shows: plain words and boxes, small enough to leave the process that read the file.

Boxes are PDF points on the page as it is shown, origin top left; pages count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass

from ita_extract.model import Document, Fate
from ita_extract.reading.page import Box
from ita_extract.review.picturing import Picture


@dataclass(frozen=True)
class SeenBlock:
    """A block, or its part on this page: its kind, how it begins, and the rows that took text of it."""

    anchor: str
    number: int
    kind: str
    detail: str
    box: Box
    words: str
    taken_by: tuple[str, ...]


@dataclass(frozen=True)
class SeenPart:
    """A part of the report's outline on this page: the summary, a section of an indicator, what is between them."""

    label: str
    box: Box


@dataclass(frozen=True)
class SeenColumn:
    """A column: its number from 1, its heading, meaning, the test that told it, what came next and how clear it was.

    Where cells decide, `support` says how many of them speak for the meaning (`9/10`), and `margin` by how much their
    share is over what the test needs; else both are "". `box` is None where the column has nothing on this page.
    """

    anchor: str
    number: int
    heading: str
    meaning: str
    why: str
    others: tuple[str, ...]
    support: str
    margin: str
    box: Box | None


@dataclass(frozen=True)
class SeenTable:
    """A table on this page, and how the whole of it was typed: `number` counts the typed tables of the document.

    `reader` is "" where no reader took it, `grid` the boxes of its cells, those of headings marked.
    """

    anchor: str
    number: int
    reader: str
    kind: str
    form: str
    orientation: str
    is_read: bool
    ruled: bool
    row_count: int
    pages: tuple[int, ...]
    columns: tuple[SeenColumn, ...]
    box: Box
    grid: tuple[tuple[Box, bool], ...]

    @property
    def title(self) -> str:
        """Return number, reader, kind and form in one line."""
        told = " · ".join(filter(None, (self.reader or "no reader", self.kind, self.form)))
        return f"T{self.number} {told}"


@dataclass(frozen=True)
class SeenNumber:
    """A number and its fate, as the report's table `numbers` has it; `number` is its row there, from 1.

    `row` says which row claims it. `where` is the block or the cell that holds it, `before` and `after` are the text
    around it, `reasons` the anchors of the review reasons that stand at its place.
    """

    anchor: str
    number: int
    box: Box
    value: str
    raw: str
    fate: Fate
    reason: str
    rule: str
    cue: str
    row: str
    where: str
    before: str
    after: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class SeenValue:
    """A number that a row of a reason's subject claims: its anchor, its value, its page."""

    anchor: str
    value: str
    page: int


@dataclass(frozen=True)
class SeenReason:
    """A review reason, numbered from 1 in the document; a note asks for no review. `page` is None for the file.

    `values` are the numbers that were taken for its subject, wherever they stand: one of them may be the wrong one.
    """

    anchor: str
    number: int
    slug: str
    is_note: bool
    subject: str
    detail: str
    raw: str
    row: str
    page: int | None
    box: Box | None
    meaning_th: str
    meaning_en: str
    look: str
    values: tuple[SeenValue, ...]


@dataclass(frozen=True)
class SeenRow:
    """A row of the report that was read here: `name` as `measures 7`, what it is called, and what stood in its box."""

    anchor: str
    name: str
    called: str
    box: Box
    raw: str


@dataclass(frozen=True)
class SeenPage:
    """All that was seen on a page; `width` and `height` in points, `trouble` says why its text is not fit.

    Of blocks, cells, numbers and rows a page of a hostile file may have more than a browser can bear: `cut` counts
    those that are left out.
    """

    number: int
    width: float
    height: float
    text_source: str
    trouble: str
    blocks: tuple[SeenBlock, ...]
    parts: tuple[SeenPart, ...]
    tables: tuple[SeenTable, ...]
    numbers: tuple[SeenNumber, ...]
    reasons: tuple[SeenReason, ...]
    rows: tuple[SeenRow, ...]
    cut: int = 0

    def of_fate(self, fate: str) -> tuple[SeenNumber, ...]:
        """Return its numbers of one fate."""
        return tuple(number for number in self.numbers if number.fate == fate)


@dataclass(frozen=True)
class PageSummary:
    """A line of the list of all pages: what stands on it, counted."""

    number: int
    shown: bool
    blocks: int
    tables: tuple[str, ...]
    fates: dict[Fate, int]
    reasons: int


@dataclass(frozen=True)
class Inspection:
    """What was seen of a file: its document, all reasons, a line for each page, and the pages that are shown.

    `sections` are the indicators whose sections the outline found, in order; None where no outline was asked for. Where
    the numbers were not entered (`is_accounted`), the file was taken for no report and no reader was asked.
    `left_out` are pages that hold something and are not shown, `absent` pages that were asked for and do not exist.
    `pictures` are those of the pages shown, as far as they can be drawn; `trouble` says why they cannot.
    """

    document: Document
    is_accounted: bool
    sections: tuple[int, ...] | None
    reasons: tuple[SeenReason, ...]
    summaries: tuple[PageSummary, ...]
    pages: tuple[SeenPage, ...]
    left_out: tuple[int, ...]
    absent: tuple[int, ...]
    pictures: dict[int, Picture]
    trouble: str = ""
