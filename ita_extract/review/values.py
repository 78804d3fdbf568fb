"""A report's rows as people look at them: what a row is called, what was taken, where it stood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from string import Formatter
from typing import Any, NamedTuple

from ita_extract.categories import Section
from ita_extract.deciding.columns import CORRECTABLE
from ita_extract.evidence import EvidenceRow
from ita_extract.messages.both import Both, both
from ita_extract.model import TABLES, InstrumentScore, Report, Subject, columns, rows
from ita_extract.reading.page import Box

# What a row of each table is called; the words in braces are its columns.
_NAMES = {
    "instrument_scores": Both("{instrument}", "{instrument}"),
    "indicator_scores": both("indicator {indicator}"),
    "score_mentions": both("{subject}, in {section}"),
    "score_history": both("{subject} of {fiscal_year}"),
    "recommendations": both("recommendation {recommendation}"),
    "guidelines": both("indicator {indicator}, step {step}"),
    "measures": both("measure {measure}"),
    "measure_steps": both("measure {measure}, step {step}"),
    "measure_results": both("result of measure {measure}"),
    "roster_scores": both("rank {rank}"),
    "organization_mentions": both("name of the {kind}"),
}
# The closed lists in those columns: the data keeps its English names.
_WORDS = {
    "organization": Both("organization", "หน่วยงาน"),
    "district": Both("district", "อำเภอ"),
    "province": Both("province", "จังหวัด"),
    **{
        section.value: Both(section.value, thai)
        for section, thai in (
            (Section.SUMMARY, "ส่วนสรุปผล"),
            (Section.INDICATOR_TABLE, "ตารางตัวชี้วัด"),
            (Section.NARRATIVE, "เนื้อหา"),
            (Section.FACTS, "ข้อเท็จจริง"),
            (Section.MEASURES, "ตารางมาตรการ"),
            (Section.HISTORY, "ผลย้อนหลัง"),
            (Section.IMAGE, "ภาพ"),
        )
    },
    "overall": Both("overall", "คะแนนรวม"),
}
_WITHOUT_EVIDENCE = frozenset({"document_id", *EvidenceRow.model_fields}) - {"page"}
_TWO_DIGITS = Decimal("0.01")
NOTHING = "–"


class Place(NamedTuple):
    """A page, counted from 1, and a box on it in points, as evidence gives them."""

    page: int
    box: Box


@dataclass(frozen=True)
class Value:
    """A row that was read from a page, with its table and its number there, from 1."""

    table: str
    number: int
    row: EvidenceRow

    @property
    def anchor(self) -> str:
        """Return its name inside the page for people."""
        return f"{self.table}-{self.number}"

    @property
    def place(self) -> Place:
        """Return where it stood."""
        row = self.row
        return Place(row.page, Box(row.x0, row.top, row.x1, row.bottom))

    @property
    def name(self) -> str:
        """Return what the row is called, in English."""
        return self.title.en

    @property
    def title(self) -> Both:
        """Return what the row is called."""
        name = _NAMES[self.table]
        own = (shown(getattr(self.row, column)) for column in _named_in(name))
        words = [_WORDS.get(text) or Both(text, text) for text in own]
        filling = list(zip(_named_in(name), words, strict=True))
        name = Both(
            name.en.format(**{column: word.en for column, word in filling}),
            name.th.format(**{column: word.th for column, word in filling}),
        )
        if isinstance(self.row, InstrumentScore) and self.row.part:
            return both("{name}, part {part}", name=name, part=self.row.part)
        return name

    @property
    def subject(self) -> Subject | None:
        """Return whose score it is; None for what is no score."""
        return getattr(self.row, "subject", None)

    def taken(self) -> list[tuple[str, str]]:
        """Return what was taken from the words on the page, by column; empty columns are left out."""
        columns = ((column, shown(getattr(self.row, column))) for column in CORRECTABLE[self.table])
        return [(column, text) for column, text in columns if text != NOTHING]


@cache
def _named_in(name: Both) -> tuple[str, ...]:
    return tuple(column for _, column, _, _ in Formatter().parse(name.en) if column)


def values_of(report: Report) -> tuple[Value, ...]:
    """Return all rows with evidence, table by table; not the fates of numbers, which are no values of the report."""
    return tuple(
        Value(table, number, row)
        for table in TABLES
        if table in _NAMES
        for number, row in enumerate(rows(report, table), start=1)
        if isinstance(row, EvidenceRow)
    )


def columns_shown(table: str) -> tuple[str, ...]:
    """Return the columns of a table without its evidence, but for the page."""
    return tuple(column for column in columns(table) if column not in _WITHOUT_EVIDENCE)


def cells(row: Any, table: str) -> Iterator[str]:
    """Yield the cells of a row as people read them."""
    for column in columns_shown(table):
        yield shown(getattr(row, column))


def shown(value: Any) -> str:
    """Return a value as people read it: scores with two digits, lists with commas, a dash for nothing."""
    if value is None or value in ((), ""):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        exact = value == value.quantize(_TWO_DIGITS)
        return f"{value:.2f}" if exact else format(value.normalize(), "f")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ", ".join(shown(member) for member in value)
    return str(value)
