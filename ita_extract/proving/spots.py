"""The places of a report whose ink is read: those of its scores, its year and its level, each once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ita_extract.evidence import EvidenceRow, Located
from ita_extract.layout.pages import PageLayout
from ita_extract.model import Report, ScoreRow
from ita_extract.reading.page import Box

# In this order a reason names the row of a place: a table's own row before the mention of the same number.
TABLES = ("instrument_scores", "indicator_scores", "score_history", "score_mentions")
_FACTS = 3  # places of the year, and of the level, that are read
_NUMBER = re.compile(r"[\d๐-๙]{1,3}(?:[.,][\d๐-๙]{1,3})?")
_WORDS = re.compile(r"[ก-๛]{3,}")


@dataclass(frozen=True)
class RowAt:
    """A row of the report: its table and its number in it, from 1."""

    table: str
    number: int
    row: ScoreRow


@dataclass(frozen=True)
class Spot:
    """A box on a page as shown with what the text says there; `rows` are those that hold it, none for a fact."""

    at: Located
    expected: str
    rows: tuple[RowAt, ...] = ()
    is_level: bool = False

    @property
    def box(self) -> Box:
        """Return its box."""
        return Box(self.at.x0, self.at.top, self.at.x1, self.at.bottom)


def score_spots(report: Report) -> list[Spot]:
    """Return the places of all scores that the text layer, an annotation or a form field gave."""
    found: dict[tuple[int, float, float, str], list[RowAt]] = {}
    for table in TABLES:
        for number, row in enumerate(getattr(report, table), start=1):
            if row.text_source != "ocr" and row.score is not None and _NUMBER.fullmatch(row.raw):
                key = (row.page, round(row.x0, 1), round(row.top, 1), row.raw)
                found.setdefault(key, []).append(RowAt(table, number, row))
    return [Spot(rows[0].row, rows[0].row.raw, tuple(rows)) for rows in found.values()]


def fact_spots(report: Report, pages: Sequence[PageLayout]) -> Iterator[Spot]:
    """Give the first places of the year and of the level, which have no rows of their own."""
    year, level = report.document.fiscal_year, report.document.rating
    if year is not None:
        years = [row for row in report.numbers if row.value == str(year) and row.text_source != "ocr"]
        for fate in years[:_FACTS]:
            yield Spot(fate, fate.raw)
    if level and _WORDS.fullmatch(level):
        yield from _level_spots(level, pages)


def _level_spots(level: str, pages: Sequence[PageLayout]) -> Iterator[Spot]:
    pattern = re.compile(re.escape(level) + r"(?![ก-๛])")
    left = _FACTS
    for page in pages:
        for line in page.lines if page.sheet.text_source == "text" and level in page.key else ():
            match = pattern.search(line.span.key)
            if match is None:
                continue
            yield Spot(EvidenceRow(**line.span.span(match).evidence()), level, is_level=True)
            left -= 1
            if not left:
                return
