"""The words of a report as rules search them: one key for all pages, with the way back to page and line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ita_extract.checking.clauses import clause_before
from ita_extract.evidence import Located
from ita_extract.layout.lines import Line
from ita_extract.layout.pages import PageLayout
from ita_extract.layout.tables import Table
from ita_extract.reading.page import Box

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_SHORT = 0.12  # of the width of a page's text: by how much the last line of a paragraph ends before others
_LARGER = 1.08  # times the size of the line above: a heading
# `…งานที่จะทำต่อในปีถัดไป⏎1. ผลการประเมิน…`: the line above may be full; not a list below its lead
_NUMBERED = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})?[.)]|\(\d{1,2}\))[ก-ฮเ-ไ]|\d{1,2}\.\d{1,2}(?:ตัวชี้วัด|การ|ผล|มาตรการ|แนวทาง|บท|สรุป|ข้อเสนอ)"
)
_MARKED = re.compile(r"[^ก-๎a-z\d]|\d{1,2}(?:\.\d{1,2})*[.)]")  # its further lines are indented, too
_INDENT = 1.5  # of the size: the first line of a paragraph, against the line above at the margin
_LEADS_ON = re.compile(r"(?:ดังนี้|ต่อไปนี้|ได้แก่|คือ|และ|หรือ|ดังต่อไปนี้|:)$")
_NEAR = 0.6  # points: a row's left edge is rounded


def key_of(words: str) -> str:
    """Return words as they stand in a key: no spaces, Arabic digits, small letters."""
    return re.sub(r"\s", "", words).translate(_DIGITS).lower()


class Spot(NamedTuple):
    """Where words stand (page from 1, box in points), what stands there, and how surely it was read."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    raw: str
    text_source: str
    confidence: float


def _lies_in(box: Box, row: Located) -> bool:
    """Whether the middle of a char lies in the box of a row."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return row.x0 - _NEAR < x < row.x1 + _NEAR and row.top - _NEAR < y < row.bottom + _NEAR


@dataclass(frozen=True)
class DocumentText:
    """All lines of a report in the order of its pages; `key` has no spaces, Arabic digits, small letters."""

    key: str
    starts: tuple[int, ...]
    lines: tuple[Line, ...]
    tabular: frozenset[int] = frozenset()  # the lines, by their index, that stand in cells of tables

    def finditer(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Search the key."""
        return pattern.finditer(self.key)

    def starts_line(self, offset: int) -> bool:
        """Whether a line begins at a place of the key."""
        return bool(self.starts) and self.starts[self._line_at(offset)] == offset

    def ends_line(self, offset: int) -> bool:
        """Whether a line ends before a place of the key."""
        return offset == len(self.key) or self.starts_line(offset) or self.key[offset - 1 : offset] == " "

    def line_stop(self, offset: int) -> int:
        """Return where the line that holds a place of the key ends."""
        index = self._line_at(offset) + 1
        stop = self.starts[index] if index < len(self.starts) else len(self.key)
        return stop - self.key.startswith(" ", stop - 1)

    def spot(self, start: int, stop: int) -> Spot:
        """Return where the words between two places stand: page and box of their lines on it, the doubt of all."""
        first, last = self._line_at(start), self._line_at(max(start, stop - 1))
        lines = self.lines[first : last + 1]
        evidence = [line.span.evidence() for line in lines]
        first_page = [row for row in evidence if row["page"] == evidence[0]["page"]]
        return Spot(
            page=evidence[0]["page"],
            x0=min(row["x0"] for row in first_page),
            top=min(row["top"] for row in first_page),
            x1=max(row["x1"] for row in first_page),
            bottom=max(row["bottom"] for row in first_page),
            raw=" ".join(row["raw"] for row in evidence),
            text_source="ocr" if any(row["text_source"] == "ocr" for row in evidence) else "text",
            confidence=min(row["confidence"] for row in evidence),
        )

    def place_of(self, row: Located) -> int | None:
        """Return where in the key a row begins that was read from these words; None where it is not among them."""
        first = row.raw.translate(_DIGITS)[:1].lower()
        found: list[tuple[float, int]] = []
        for index in self._lines_on.get(row.page, ()):
            line = self.lines[index]
            shown = line.chars[0].sheet.shown(line.box)
            if shown.top > row.bottom or shown.bottom < row.top:
                continue
            offset = self.starts[index]
            for char, length in zip(line.chars, line.span.key_lengths, strict=True):
                box = char.sheet.shown(Box(char.x0, char.top, char.x1, char.bottom))
                # its first char lies inside, whichever way the page is turned
                if _lies_in(box, row):
                    if char.text.translate(_DIGITS)[:1].lower() == first:
                        apart = abs(box.top + box.bottom - row.top - row.bottom)
                        found.append((apart, offset + self.key.startswith(" ", offset)))
                    break
                offset += length
        return min(found)[1] if found else None

    def page_at(self, offset: int) -> int:
        """Return the page, from 1, of a place of the key."""
        return self.lines[self._line_at(offset)].page

    def is_tabular(self, offset: int) -> bool:
        """Whether a place of the key stands in a cell of a table with rules."""
        return self._line_at(offset) in self.tabular

    @cached_property
    def _lines_on(self) -> dict[int, list[int]]:
        on: dict[int, list[int]] = defaultdict(list)
        for index, line in enumerate(self.lines):
            on[line.page].append(index)
        return dict(on)

    def paragraph_start(self, offset: int) -> int:
        """Return where the paragraph begins that holds a place of the key: below a line that stops short, or smaller.

        What is said above it is another matter: `…ให้ได้ตามแผน⏎ตัวชี้วัดที่ 5 การแก้ไขปัญหาการทุจริต (97.32 คะแนน)`.
        """
        if not self.starts:
            return 0
        return self.starts[self._openings[bisect_right(self._openings, self._line_at(offset)) - 1]]

    def paragraph_stop(self, offset: int) -> int:
        """Return where the paragraph ends that holds a place of the key."""
        behind = bisect_right(self._openings, self._line_at(offset))
        return self.starts[self._openings[behind]] if behind < len(self._openings) else len(self.key)

    def clause_before(self, offset: int) -> str:
        """Return the words before a place of the key, in its paragraph, from the score before them on."""
        return clause_before(self.key, offset, self.paragraph_start(offset))

    @cached_property
    def _openings(self) -> list[int]:
        """Return the numbers of the lines that open a paragraph; the first always does."""
        return [index for index in range(len(self.lines)) if index == 0 or self._opens_paragraph(index)]

    def _opens_paragraph(self, index: int) -> bool:
        line, above = self.lines[index], self.lines[index - 1]
        if (index in self.tabular) != (index - 1 in self.tabular) or line.size > above.size * _LARGER:
            return True
        if _NUMBERED.match(line.span.key) and not _LEADS_ON.search(above.span.key):
            return True
        left, right = self._widths[above.page]
        above_indent, indent = above.box.x0 - left, self._indent(index)
        further = indent > above_indent + _INDENT * line.size and above_indent < line.size
        # one line of its own, and below it the first of a paragraph whose next is at the margin
        again = indent > _INDENT * line.size and self._indent(index + 1) < line.size < above_indent
        if (further or again) and not _MARKED.match(above.span.key):
            return True
        right = max(right, self._widths[line.page][1])  # the lines of a cover are short
        return above.box.x1 < right - _SHORT * (right - left)

    def _indent(self, index: int) -> float:
        """Return by how much a line begins to the right of its page's margin, in points; 0 behind the last line."""
        if index >= len(self.lines):
            return 0.0
        line = self.lines[index]
        return line.box.x0 - self._widths[line.page][0]

    @cached_property
    def _widths(self) -> dict[int, tuple[float, float]]:
        """Return where the lines of each page begin and end, at the outermost."""
        boxes: dict[int, list[Box]] = defaultdict(list)
        for line in self.lines:
            boxes[line.page].append(line.box)
        return {
            page: (min(entry.x0 for entry in found), max(entry.x1 for entry in found))
            for page, found in boxes.items()
        }

    def _line_at(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)


def _lines_in_cells(page: PageLayout) -> frozenset[int]:
    """Return the identities of the lines that stand in cells of tables with rules."""
    tables = (block for block in page.blocks if isinstance(block, Table))
    return frozenset(
        id(line) for table in tables for row in table.rows for cell in row if cell for line in cell.lines
    )


def text_of(pages: Iterable[PageLayout]) -> DocumentText:
    """Return the words of laid-out pages, table cells among them; page numbers and running heads are left out."""
    key: list[str] = []
    starts: list[int] = []
    lines: list[Line] = []
    tabular: set[int] = set()
    offset = 0
    for page in pages:
        cells = _lines_in_cells(page)
        for line in page.lines:
            part = line.span.key
            if not part:
                continue
            if key and key[-1][-1].isdigit() and part[0].isdigit():
                part = " " + part  # the ends of two lines are not one number
                starts.append(offset + 1)
            else:
                starts.append(offset)
            if id(line) in cells:
                tabular.add(len(lines))
            lines.append(line)
            key.append(part)
            offset += len(part)
    return DocumentText("".join(key), tuple(starts), tuple(lines), frozenset(tabular))
