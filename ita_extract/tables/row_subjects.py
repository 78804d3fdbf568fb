"""What a row or a column of a table of scores is about: an indicator, an instrument, a part of EIT, the whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ita_extract.language.indicators import indicator_by_name, instrument_in
from ita_extract.language.vocabulary import RATING_WORDS
from ita_extract.layout.span import Span
from ita_extract.model import Subject
from ita_extract.rulebook.year import YearRules
from ita_extract.tables.meaning import DASH, SCORE_CELL, Column, Meaning
from ita_extract.thai.letters import tone_tolerant

_EIT_PART_CELL = tone_tolerant(r"(?:ส่วนที่|part|ตอนที่)[12]")
TOTAL = tone_tolerant(r"(?:ผลการประเมิน|ผล|ค่า)?(?:ใน|โดย)?(?:คะแนน)?(?:รวม|เฉลี่ย|ภาพรวม|สรุป|ita).{0,40}")
WHOLE_NUMBER = tone_tolerant(r"(?:ตัวชี้วัด(?:ที่)?)?(10|[1-9])\.?")
_BEFORE_NAME = tone_tolerant(r"^ตัวชี้วัด(?:ที่|:)?")
LEVEL = re.compile(rf"(?:ระดับ)?(?P<level>{'|'.join(RATING_WORDS)}|aa|[a-f])")
_WORDED_NUMBER = tone_tolerant(r"ตัวชี้วัด(?:ที่)?(10|[1-9])\.?")
_NAMED_INDICATOR = tone_tolerant(
    r"(?:ตัวชี้วัด(?:ที่)?|ตชว\.?)?(?P<number>\d{1,2})(?:[.):\-]|(?=[^\d.]))(?P<name>.*)"
)
Cells = Sequence[Span | None]


@dataclass(frozen=True)
class RowSubject:
    """What a row is about, with the words that say so (none where a number alone does)."""

    subject: Subject
    label: Span


@dataclass
class _Clues:
    """What the cells of the rows say, by the rows' places: numbers, names that are sure, other labels, instruments."""

    numbers: dict[int, int] = field(default_factory=dict)
    names: dict[int, tuple[int, Span]] = field(default_factory=dict)
    labels: dict[int, Span] = field(default_factory=dict)
    others: dict[int, RowSubject] = field(default_factory=dict)

    def take_number(self, index: int, cell: Span) -> bool:
        """Note a cell that is nothing but the number of an indicator; returns whether it is one."""
        number = WHOLE_NUMBER.fullmatch(cell.key)
        if number is not None:
            self.numbers.setdefault(index, int(number[1]))
        return number is not None

    def take_name(self, index: int, cell: Span, number: int, begin: int, sure: bool) -> None:
        """Note a cell that names an indicator, by its name or by a number before other words."""
        label = cell.cut(begin) if begin else cell
        if sure:
            self.names.setdefault(index, (number, label))
        else:
            self.numbers.setdefault(index, number)
            if self.numbers[index] == number:
                self.labels[index] = (
                    label  # it says more than a cell beside it: `OIT 93.75 คะแนน | ตัวชี้วัดที่ 9 …`
                )

    def take_instrument(self, index: int, subject: Subject, cell: Span) -> None:
        """Note a cell that names an instrument; beside `EIT` a part says more, and it says more than a mean."""
        if index in self.others and self.others[index].subject in (Subject.EIT, Subject.OVERALL):
            del self.others[index]  # `คะแนนเฉลี่ย | IIT | 94.91` is no total
        self.others.setdefault(index, RowSubject(subject, cell))


def row_subjects(columns: Sequence[Column], rows: Sequence[Cells], rules: YearRules) -> dict[int, RowSubject]:
    """Return what each row is about.

    A column headed `ตัวชี้วัดที่` numbers indicators. One headed `ที่` may number indicators or ranks: where names
    contradict it twice, the names decide.
    """
    clues = _Clues()
    headed = any(column.meaning == Meaning.INDICATOR_NUMBER for column in columns)
    worded = any(cell and _WORDED_NUMBER.fullmatch(cell.key) for row in rows for cell in row)
    numbered_surely = headed or worded
    counting = {Meaning.INDICATOR_NUMBER} if numbered_surely else {Meaning.ROW_NUMBER}
    for index, row in enumerate(rows):
        for column, cell in zip(columns, row, strict=True):
            counts = column.meaning in counting or not column.heading
            if cell and _WORDED_NUMBER.fullmatch(cell.key):
                clues.take_number(index, cell)
            elif cell and not (counts and clues.take_number(index, cell)):
                _read_cell(clues, index, column, cell, rows, rules)
    if not numbered_surely and clues.numbers and len(clues.names) * 2 < len(clues.numbers):
        clues.numbers, clues.labels = {}, {}  # `ข้อที่ 1 … 10`: numbered rows that bear no indicator's name
    totals = [index for index, other in clues.others.items() if other.subject == Subject.OVERALL]
    if len(totals) > 1:  # a total for each group: which of them is the whole is not said
        for index in totals:
            del clues.others[index]
    against = sum(
        index in clues.numbers and clues.numbers[index] != number
        for index, (number, _) in clues.names.items()
    )
    trust_numbers = numbered_surely or against < 2
    found: dict[int, RowSubject] = {}
    for index in range(len(rows)):
        subject = _settle_row(clues, index, trust_numbers=trust_numbers)
        if subject is not None:
            found[index] = subject
    return found


def _read_cell(
    clues: _Clues, index: int, column: Column, cell: Span, rows: Sequence[Cells], rules: YearRules
) -> None:
    key = cell.key
    if SCORE_CELL.fullmatch(key) or DASH.fullmatch(key) or LEVEL.fullmatch(key):
        return
    named = named_indicator(key, rules)
    if named is not None:
        clues.take_name(index, cell, *named)
        return
    instrument = instrument_in(key)
    if instrument is not None:
        clues.take_instrument(index, instrument, cell)
    elif _EIT_PART_CELL.fullmatch(key) and _stands_under_eit(rows, index, column.number):
        clues.others[index] = RowSubject(Subject(f"EIT-{key[-1]}"), cell)
    elif TOTAL.fullmatch(key):
        clues.others.setdefault(index, RowSubject(Subject.OVERALL, cell))
    else:
        clues.labels.setdefault(index, cell)


def _settle_row(clues: _Clues, index: int, *, trust_numbers: bool) -> RowSubject | None:
    """Return what a row is about by all its clues."""
    own = clues.numbers.get(index) if trust_numbers else None
    chosen = own if own is not None or index not in clues.names else clues.names[index][0]
    only_other = index in clues.others and index not in clues.names and index not in clues.numbers
    if chosen is None or not 1 <= chosen <= 10 or only_other:
        return clues.others.get(index)
    label = clues.names[index][1] if index in clues.names else clues.labels.get(index)
    if label is None and index in clues.others:
        return clues.others[index]
    return RowSubject(Subject.of_indicator(chosen), label or Span())


def _stands_under_eit(rows: Sequence[Cells], index: int, column: int) -> bool:
    """Whether the cell left of a cell, or the merged one that reaches down to it, names EIT."""
    for row in reversed(rows[: index + 1]):
        left = [cell for cell in row[:column] if cell is not None]
        if left:
            return any(cell and instrument_in(cell.key) == Subject.EIT for cell in left)
    return False


def subject_of_heading(key: str, rules: YearRules) -> Subject | None:
    """Return what the heading of a column is about: an instrument, an indicator by number or name, the whole."""
    instrument = instrument_in(key)
    if instrument is not None:
        return instrument
    number = WHOLE_NUMBER.fullmatch(key)
    named = indicator_by_name(re.sub(r"^\d*\.?", "", _BEFORE_NAME.sub("", key)), rules)
    if number is not None or named is not None:
        return Subject.of_indicator(int(number[1]) if number is not None else named or 0)
    return Subject.OVERALL if TOTAL.fullmatch(key) else None


def named_indicator(key: str, rules: YearRules) -> tuple[int, int, bool] | None:
    """Return the indicator that a label names, where its name begins, and whether the name itself says so."""
    match = _NAMED_INDICATOR.fullmatch(key)
    name, begin = (match["name"], match.start("name")) if match else (_BEFORE_NAME.sub("", key), 0)
    if match is None:
        begin = len(key) - len(name)
    number = indicator_by_name(name, rules)
    if number is not None:
        return number, begin, True
    if match is not None and 1 <= int(match["number"]) <= 10 and match["name"]:
        return int(match["number"]), begin, False
    return None
