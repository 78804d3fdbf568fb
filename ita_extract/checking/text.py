"""The words of a report as rules search them: one key for all pages, with the way back to page and line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ita_extract.layout.lines import Line
from ita_extract.layout.pages import PageLayout


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


@dataclass(frozen=True)
class DocumentText:
    """All lines of a report in the order of its pages; `key` has no spaces, Arabic digits, small letters."""

    key: str
    starts: tuple[int, ...]
    lines: tuple[Line, ...]

    def finditer(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Search the key."""
        return pattern.finditer(self.key)

    def starts_line(self, place: int) -> bool:
        """Whether a line begins at a place of the key."""
        return bool(self.starts) and self.starts[self._line_at(place)] == place

    def ends_line(self, place: int) -> bool:
        """Whether a line ends before a place of the key."""
        return place == len(self.key) or self.starts_line(place) or self.key[place - 1 : place] == " "

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

    def _line_at(self, place: int) -> int:
        return max(0, bisect_right(self.starts, place) - 1)


def text_of(pages: Iterable[PageLayout]) -> DocumentText:
    """Return the words of laid-out pages, table cells among them; page numbers and running heads are left out."""
    key: list[str] = []
    starts: list[int] = []
    lines: list[Line] = []
    place = 0
    for page in pages:
        for line in page.lines:
            part = line.span.key
            if not part:
                continue
            if key and key[-1][-1].isdigit() and part[0].isdigit():
                part = " " + part  # the ends of two lines are not one number
                starts.append(place + 1)
            else:
                starts.append(place)
            lines.append(line)
            key.append(part)
            place += len(part)
    return DocumentText("".join(key), tuple(starts), tuple(lines))
