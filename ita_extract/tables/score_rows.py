"""What is read from a table of scores, and what its rows and headings say of years and levels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from ita_extract.language.vocabulary import YEAR, as_level
from ita_extract.layout.span import Span
from ita_extract.model import Subject
from ita_extract.numbers.slips import mended_cell
from ita_extract.tables.meaning import (
    EXCUSING,
    Column,
    Meaning,
    score_of,
)
from ita_extract.tables.row_subjects import (
    LEVEL,
    WHOLE_NUMBER,
    Cells,
    RowSubject,
)
from ita_extract.thai.letters import tone_tolerant

_YEAR_CELL = tone_tolerant(rf"(?:ปี|ปีงบประมาณ|งบประมาณ|ประจำปี|ประจำปีงบประมาณ|พ\.?ศ\.?|ita)*(?P<year>{YEAR})")
_PAST_HEAD = tone_tolerant(r"ปี(?:งบประมาณ)?(?:ที่ผ่านมา|ที่แล้ว|ก่อน)|ครั้งก่อน|ครั้งที่ผ่านมา|เดิม$")
_ORDINAL = frozenset({Meaning.ROW_NUMBER, Meaning.INDICATOR_NUMBER, Meaning.RANK, Meaning.LEVEL})
_INTEGER = re.compile(r"(?<![\d.,])\d{1,4}(?![\d,]|\.\d)")


class TableKind(StrEnum):
    """What a table of scores is about."""

    INDICATORS = "indicators"
    INSTRUMENTS = "instruments"
    HISTORY = "history"


class TableForm(StrEnum):
    """How a table of scores lies: which of the ways to read it was taken."""

    CARDS = "cards"
    STACKED = "stacked-cards"
    SIDEWAYS = "sideways"
    BY_ROW = "by-row"
    BY_COLUMN = "by-column"
    BY_YEAR = "by-year"
    BY_BODY = "by-body"
    ALONE = "overall-alone"
    OTHERS = "of-others"
    NO_SCORE = "no-score"


@dataclass(frozen=True)
class TableScore:
    """One score of a table: subject, value, the cell that holds it, the words that name the subject.

    `weight` and `weighted` are the cells beside it with the weight and the score after it.
    """

    subject: Subject
    score: Decimal | None
    cell: Span
    label: Span
    year: int | None = None
    rating: str | None = None
    weight: Span | None = None
    weighted: Span | None = None


@dataclass(frozen=True)
class CellExcused:
    """A number of a cell that is no score of the report: why, and the heading that says so."""

    cell: Span
    reason: str
    cue: str


@dataclass(frozen=True)
class TableDoubt:
    """What is in doubt in a table, and a cell that shows it."""

    detail: str
    at: Span


@dataclass
class ScoreTable:
    """What was read from a table of scores, what its other numbers are, and what was not read.

    `slips` are scores that a slip breaks, as they may be meant.
    """

    kind: TableKind
    scores: list[TableScore] = field(default_factory=list)
    unused: list[Span] = field(default_factory=list)
    excused: list[CellExcused] = field(default_factory=list)
    doubts: list[TableDoubt] = field(default_factory=list)
    unmatched: list[TableDoubt] = field(default_factory=list)
    rating: str | None = None
    slips: list[TableScore] = field(default_factory=list)

    def note_slip(
        self, subject: Subject | None, cell: Span | None, label: Span, year: int | None = None
    ) -> None:
        """Note a cell without a score that holds one with a slip in it."""
        slip = mended_cell(cell)
        if slip is not None and subject is not None:
            score, figures = slip
            self.slips.append(TableScore(subject, score, figures, label, year))

    def excuse_others(self, columns: Sequence[Column], rows: Sequence[Cells]) -> None:
        """Excuse the numbers of columns without scores, and of rows; name the columns that have no meaning."""
        for column in columns:
            cells = [cell for row in rows if (cell := row[column.number]) and score_of(cell) is not None]
            if column.meaning == Meaning.UNKNOWN and not all(
                WHOLE_NUMBER.fullmatch(cell.key) for cell in cells
            ):
                self.unmatched.append(TableDoubt(column.heading or "(no heading)", cells[0]))
        for row in rows:
            for column, cell in zip(columns, row, strict=True):
                if not cell:
                    continue
                if column.meaning in _ORDINAL:  # `1 87.05`: only the number of the row
                    self.excused.extend(
                        CellExcused(cell.span(match), column.meaning, column.heading)
                        for match in cell.finditer(_INTEGER)
                    )
                elif column.meaning in EXCUSING:
                    self.excused.append(CellExcused(cell, column.meaning, column.heading))
                elif WHOLE_NUMBER.fullmatch(cell.key):
                    self.excused.append(CellExcused(cell, "row-number", column.heading))


@dataclass(frozen=True)
class JudgedTable:
    """A table as the reader of scores saw it: how it lies, what its columns mean, what it tells (None: no scores).

    `columns` are those of the table set upright; `turned` tells that these are its rows as drawn.
    """

    form: TableForm
    columns: tuple[Column, ...]
    read: ScoreTable | None
    turned: bool = False


def kind_of(subjects: Iterable[RowSubject]) -> TableKind:
    """Return what a table is about by its subjects: two indicators make it theirs."""
    indicators = sum(row.subject.indicator is not None for row in subjects)
    return TableKind.INDICATORS if indicators >= 2 else TableKind.INSTRUMENTS


def level_in(row: Cells) -> str | None:
    """Return the level that a cell of a row holds and nothing else: ผ่านดี, ระดับ A."""
    for cell in row:
        match = LEVEL.fullmatch(cell.key) if cell else None
        if match is not None:
            return as_level(match["level"])
    return None


def year_rows(rows: Sequence[Cells], scored: Sequence[Column]) -> dict[int, int]:
    """Return the rows that begin with a year, with that year."""
    columns = {column.number for column in scored}
    years: dict[int, int] = {}
    for index, row in enumerate(rows):
        for column, cell in enumerate(row):
            match = _YEAR_CELL.fullmatch(cell.key) if cell and column not in columns else None
            if match is not None:
                year = int(match["year"])
                years[index] = year + 543 if year < 2400 else year
                break
    return years


def column_year(head: str, fiscal_year: int | None) -> int | None:
    """Return the year of a column where it is another than the report's."""
    match = re.search(rf"{YEAR}|(?<=ปี)[56]\d(?!\d)", head)
    if match is None:
        return fiscal_year - 1 if fiscal_year and _PAST_HEAD.search(head) else None
    year = int(match.group())
    year += 2500 if year < 100 else 543 if year < 2400 else 0
    return year if year != fiscal_year else None
