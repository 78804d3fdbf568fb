"""Tables of scores: the ten indicators, the instruments, earlier years; whatever the order of rows and columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from ita_extract.language.vocabulary import YEAR
from ita_extract.layout.span import Span
from ita_extract.model import Subject
from ita_extract.rulebook.year import YearRules
from ita_extract.tables.meaning import (
    DASH,
    EXCUSING,
    Column,
    Meaning,
    is_score_like,
    number_of,
    score_of,
    type_columns,
)
from ita_extract.tables.row_subjects import (
    LEVEL,
    ONE_NUMBER,
    TOTAL,
    Cells,
    RowSubject,
    row_subjects,
    subject_of_heading,
)
from ita_extract.tables.scope import TableScope, column_of_bodies
from ita_extract.tables.stitching import StitchedTable
from ita_extract.thai.digits import parse_score
from ita_extract.thai.letters import tone_tolerant, toneless

_YEAR_CELL = tone_tolerant(rf"(?:ปี|ปีงบประมาณ|งบประมาณ|ประจำปี|ประจำปีงบประมาณ|พ\.?ศ\.?|ita)*(?P<year>{YEAR})")
_PAST_HEAD = tone_tolerant(r"ปี(?:งบประมาณ)?(?:ที่ผ่านมา|ที่แล้ว|ก่อน)|ครั้งก่อน|ครั้งที่ผ่านมา|เดิม$")
_RATING_ROW = re.compile(r"(?:ระดับ|ผล(?:การ)?ประเมิน(?:ระดับ|อยู่ใน|$)|rating)")
_ORDINAL = frozenset({Meaning.ROW_NUMBER, Meaning.INDICATOR_NUMBER, Meaning.RANK, Meaning.LEVEL})
_INTEGER = re.compile(r"(?<![\d.,])\d{1,4}(?![\d,]|\.\d)")
_SCORE_FORM = re.compile(r"\d\.\d{2}")
_CARD = re.compile(
    r"(?P<label>.*[^\d.].*?)(?:ได้)?(?:คะแนน|ร้อยละ|ได้|เท่ากับ|:|=)*(?P<number>(?<![\d.])\d{1,3}\.\d{2})(?:คะแนน|%)?"
)
_FEWEST_CARDS = 2
_SUBJECT_WORDS = tone_tolerant(r"ตัวชี้วัด|แบบวัด|(?<![a-z])[ieo]it(?![a-z])")
_MOSTLY = 0.8  # share of the cells of a row
_SCORED_ROW = tone_tolerant(r"คะแนน|ร้อยละ|ผล|ปี|score|%")
_DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}")


class TableKind(StrEnum):
    """What a table of scores is about."""

    INDICATORS = "indicators"
    INSTRUMENTS = "instruments"
    HISTORY = "history"


@dataclass(frozen=True)
class TableScore:
    """One score of a table: subject, value, the cell that holds it, the words that name the subject."""

    subject: Subject
    score: Decimal | None
    cell: Span
    label: Span
    year: int | None = None
    rating: str | None = None


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
    """What was read from a table of scores, what its other numbers are, and what was not read."""

    kind: TableKind
    scores: list[TableScore] = field(default_factory=list)
    unused: list[Span] = field(default_factory=list)
    excused: list[CellExcused] = field(default_factory=list)
    doubts: list[TableDoubt] = field(default_factory=list)
    unmatched: list[TableDoubt] = field(default_factory=list)
    rating: str | None = None

    def excuse_others(self, columns: Sequence[Column], rows: Sequence[Cells]) -> None:
        """Excuse the numbers of columns without scores, and of rows; name the columns that have no meaning."""
        for column in columns:
            cells = [cell for row in rows if (cell := row[column.number]) and score_of(cell) is not None]
            if column.meaning == Meaning.UNKNOWN and not all(
                ONE_NUMBER.fullmatch(cell.key) for cell in cells
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
                elif ONE_NUMBER.fullmatch(cell.key):
                    self.excused.append(CellExcused(cell, "row-number", column.heading))


def read_score_table(
    table: StitchedTable, rules: YearRules, fiscal_year: int | None, scope: TableScope | None = None
) -> ScoreTable | None:
    """Read a table of scores, or return None for a table that is none."""
    scope = scope or TableScope()
    cards = _cards(table, rules)
    if cards is not None:
        return cards
    heads, rows = _upright(*_canonical(table), table, rules)
    if _is_sideways(rows):
        return _by_column([cell.key if cell else "" for cell in rows[0]], rows[0], rows[1:], rules)
    heads, rows = _folded(heads, rows)
    columns = type_columns(heads, rows)
    scored = [column for column in columns if column.meaning == Meaning.SCORE]
    if not scored:
        return None
    if scope.is_foreign and not any(
        row.subject != Subject.OVERALL for row in row_subjects(columns, rows, rules).values()
    ):
        return _of_others(rows, scope.title)
    bodies = column_of_bodies(heads)
    if bodies is not None and len({cell.key for row in rows if (cell := row[bodies])}) > 1:
        return _by_body(bodies, heads, rows, rules, scope)
    alone = _overall_alone(columns, scored, rows, fiscal_year)
    if alone is not None:
        return alone
    years = _year_rows(rows, scored)
    if len(years) >= 2 and len(years) * 2 > len(rows):
        result = _history_by_row(columns, scored, rows, years, rules)
    else:
        subjects = row_subjects(columns, rows, rules)
        if not subjects:
            return _by_column(heads, (None,) * len(heads), rows, rules)
        result = _by_row(scored, rows, subjects, fiscal_year, rules)
    result.excuse_others(columns, rows)
    result.unused.extend(cell for row in rows for cell in row if cell and _DECIMAL_COMMA.fullmatch(cell.key))
    _drop_doubled(result)
    return result if result.scores or result.doubts else None


def _cards(table: StitchedTable, rules: YearRules) -> ScoreTable | None:
    """Read a table each of whose cells with a figure holds a label as well: `IIT 84.95 | EIT 85.56 | OIT 80.88`."""
    result = ScoreTable(TableKind.INSTRUMENTS)
    for row in (*table.heading_rows, *table.rows):
        for cell in row.cells:
            if not cell or not _SCORE_FORM.search(cell.key):
                continue
            match = _CARD.fullmatch(cell.key)
            label = cell.cut(*match.span("label")) if match else Span()
            subject = subject_of_heading(label.key, rules) if label else None
            score = parse_score(match["number"]) if match else None
            if match is None or subject is None or score is None:
                return None
            result.scores.append(TableScore(subject, score, cell.span(match, "number"), label))
    if len(result.scores) < _FEWEST_CARDS or len({entry.subject for entry in result.scores}) < len(
        result.scores
    ):
        return None
    result.kind = _kind_of(RowSubject(entry.subject, entry.label) for entry in result.scores)
    return result


def _canonical(table: StitchedTable) -> tuple[list[str], list[Cells]]:
    """Return the keys of a table's headings, and its rows.

    Where no headings were recognised by their words, the rows above the first figures are taken for headings.
    """
    rows: list[Cells] = [row.cells for row in table.rows]
    if table.headings:
        return list(table.headings), rows
    head: Cells = ()
    while len(rows) > 1 and not any(score_of(cell) is not None for cell in rows[0]):
        head = rows.pop(0)
    if not head and table.heading_rows:
        head = table.heading_rows[-1].cells
    return [cell.key if cell else "" for cell in head] or [""] * len(rows[0]), rows


def _upright(
    heads: list[str], rows: list[Cells], table: StitchedTable, rules: YearRules
) -> tuple[list[str], list[Cells]]:
    """Set a table upright whose headings stand on the left and whose subjects stand side by side above the scores.

    `ตัวชี้วัดที่ | 1 | 2 | …` over `ชื่อตัวชี้วัด | …` over `คะแนน | 91.02 | 89.77 | …`.
    """
    lying: list[Cells] = [*(row.cells for row in table.heading_rows), *(row.cells for row in table.rows)]
    if len(lying) < 2 or len(lying[0]) < 4 or not all(row[0] for row in lying):
        return heads, rows
    subjects = [cell for cell in lying[0][1:] if cell]
    named = sum(subject_of_heading(cell.key, rules) is not None for cell in subjects)
    scored = [row for row in lying[1:] if _is_row_of_scores(row)]
    if len(subjects) < 3 or named < _MOSTLY * len(subjects) or not scored:
        return heads, rows
    if any(row[0] and not _SCORED_ROW.search(row[0].key) for row in scored):
        return heads, rows
    keys = [row[0].key if row[0] else "" for row in lying]
    return keys, [tuple(column) for column in zip(*(row[1:] for row in lying), strict=True)]


def _is_row_of_scores(row: Cells) -> bool:
    cells = [cell for cell in row[1:] if cell]
    return len(cells) >= 3 and sum(is_score_like(cell) for cell in cells) >= _MOSTLY * len(cells)


def _folded(heads: list[str], rows: list[Cells]) -> tuple[list[str], list[Cells]]:
    """Set the right half of a table below its left half where both have the same headings (1-5 left, 6-10 right)."""
    half = len(heads) // 2
    compared = [toneless(head) for head in heads]
    if len(heads) < 4 or compared[:half] != compared[half:] or not all(heads):
        return heads, rows
    halves: list[Cells] = [*(row[:half] for row in rows), *(row[half:] for row in rows)]
    return heads[:half], [row for row in halves if any(row)]


def _is_sideways(rows: Sequence[Cells]) -> bool:
    """Whether the first row numbers the indicators from left to right and scores stand below."""
    if len(rows) < 2:
        return False
    numbers = [cell.key for cell in rows[0] if cell and ONE_NUMBER.fullmatch(cell.key)]
    below = sum("." in cell.key for cell in rows[1] if cell)
    return len(numbers) >= 5 and len(set(numbers)) == len(numbers) and below >= len(numbers) - 2


def _by_row(
    scored: Sequence[Column],
    rows: Sequence[Cells],
    subjects: dict[int, RowSubject],
    fiscal_year: int | None,
    rules: YearRules,
) -> ScoreTable:
    """Read a table in which each row has a subject of its own."""
    result = ScoreTable(_kind_of(subjects.values()))
    merged = {column.number for column in scored if _is_merged_mean(column, scored, rows, subjects)}
    alone = _alone(scored, rows, rules)
    for index, row in enumerate(rows):
        for column in scored:
            cell = row[column.number]
            score = score_of(cell)
            if cell is None or score is None:
                continue
            subject = subjects.get(index)
            if subject is None:
                if is_score_like(cell):
                    result.unused.append(cell)
                continue
            own = alone.get(column.number)
            if own is not None:
                subject = RowSubject(own, Span())
                if own == Subject.OVERALL:
                    result.rating = _level_in(row)
            elif column.number in merged and subject.subject.indicator is not None:
                subject = _instrument_of(subject.subject.indicator, row, rules)
            year = _column_year(column.heading, fiscal_year)
            result.scores.append(
                TableScore(subject.subject, score, number_of(cell), subject.label, year, _level_in(row))
            )
    result.rating = result.rating or _rating_in(rows, subjects)
    return result


def _alone(scored: Sequence[Column], rows: Sequence[Cells], rules: YearRules) -> dict[int, Subject]:
    """Return the columns that hold one merged cell under a heading that names its subject: `คะแนนรวม` beside a list."""
    if len(scored) < 2:
        return {}
    single = (
        column
        for column in scored
        if len(rows) > 1 and sum(row[column.number] is not None for row in rows) == 1
    )
    named = ((column.number, subject_of_heading(column.heading, rules)) for column in single)
    return {number: subject for number, subject in named if subject is not None}


def _is_merged_mean(
    column: Column, scored: Sequence[Column], rows: Sequence[Cells], subjects: dict[int, RowSubject]
) -> bool:
    """Whether a column holds the means of instruments in cells that are merged over the rows of their indicators."""
    of_indicators = [index for index, row in subjects.items() if row.subject.indicator is not None]
    filled = [index for index in of_indicators if rows[index][column.number]]
    others = [other.number for other in scored if other.number != column.number]
    return (
        1 <= len(filled) <= 3 < len(of_indicators)
        and all(rows[index][column.number] is None for index in of_indicators if index not in filled)
        and any(all(rows[index][other] for index in of_indicators) for other in others)
    )


def _instrument_of(indicator: int, row: Cells, rules: YearRules) -> RowSubject:
    """Return the instrument of an indicator, with the cell of its row that names it."""
    subject = Subject(rules.indicator(indicator).instrument)
    label = next((cell for cell in row if cell and subject.value.lower() in cell.key), Span())
    return RowSubject(subject, label)


def _kind_of(subjects: Iterable[RowSubject]) -> TableKind:
    indicators = sum(row.subject.indicator is not None for row in subjects)
    return TableKind.INDICATORS if indicators >= 2 else TableKind.INSTRUMENTS


def _column_year(head: str, fiscal_year: int | None) -> int | None:
    """Return the year of a column where it is another than the report's."""
    match = re.search(rf"{YEAR}|(?<=ปี)[56]\d(?!\d)", head)
    if match is None:
        return fiscal_year - 1 if fiscal_year and _PAST_HEAD.search(head) else None
    year = int(match.group())
    year += 2500 if year < 100 else 543 if year < 2400 else 0
    return year if year != fiscal_year else None


def _level_in(row: Cells) -> str | None:
    for cell in row:
        match = LEVEL.fullmatch(cell.key) if cell else None
        if match is not None:
            return match["level"].upper() if match["level"].isascii() else match["level"]
    return None


def _rating_in(rows: Sequence[Cells], subjects: dict[int, RowSubject]) -> str | None:
    """Return the level of the whole: in a row of its own (`ระดับผลการประเมิน | ผ่าน`), or beside the overall score."""
    for index, row in enumerate(rows):
        own = any(_RATING_ROW.match(cell.key) for cell in row if cell)
        level = _level_in(row)
        of_all = index in subjects and subjects[index].subject == Subject.OVERALL
        if level and (own or of_all):
            return level
    return None


def _year_rows(rows: Sequence[Cells], scored: Sequence[Column]) -> dict[int, int]:
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


def _history_by_row(
    columns: Sequence[Column],
    scored: Sequence[Column],
    rows: Sequence[Cells],
    years: dict[int, int],
    rules: YearRules,
) -> ScoreTable:
    """Read a table with a row for each year; a column is what its heading names, the only other is the whole."""
    result = ScoreTable(TableKind.HISTORY)
    subjects = {column.number: subject_of_heading(column.heading, rules) for column in scored}
    unnamed = [number for number, subject in subjects.items() if subject is None]
    if len(unnamed) == 1 and Subject.OVERALL not in subjects.values():
        subjects[unnamed[0]] = Subject.OVERALL
    for index, row in enumerate(rows):
        for column in scored:
            cell = row[column.number]
            if not cell:
                continue
            score, subject = score_of(cell), subjects[column.number]
            if index not in years or subject is None or (score is None and not DASH.fullmatch(cell.key)):
                if score is not None or index in years:
                    result.unused.append(cell)
                continue
            rating = _level_in(row) if subject == Subject.OVERALL else None
            value = number_of(cell) if score is not None else cell
            result.scores.append(TableScore(subject, score, value, cell, years[index], rating))
    return result


def _of_others(rows: Sequence[Cells], cue: str) -> ScoreTable:
    """Return a table all of whose numbers are of another assessment or of other bodies."""
    result = ScoreTable(TableKind.INSTRUMENTS)
    result.excused.extend(CellExcused(cell, "of-others", cue) for row in rows for cell in row if cell)
    return result


def _by_body(
    column: int, heads: Sequence[str], rows: Sequence[Cells], rules: YearRules, scope: TableScope
) -> ScoreTable | None:
    """Read a table that compares bodies: only the row of the report's own one tells its scores."""
    own = scope.own_row(column, rows)
    if own is None:
        return None
    others = [row for index, row in enumerate(rows) if index != own]
    result = _of_others(others, heads[column])
    blank = [None if index == column else cell for index, cell in enumerate(rows[own])]
    read = _by_column(heads, (None,) * len(heads), [blank], rules)
    if read is not None:
        result.scores, result.unused, result.kind = read.scores, read.unused, read.kind
        result.excused.extend(read.excused)
    if own_number := next((cell for cell in blank if cell and ONE_NUMBER.fullmatch(cell.key)), None):
        result.excused.append(CellExcused(own_number, Meaning.RANK, heads[column]))
    return result


def _overall_alone(
    columns: Sequence[Column], scored: Sequence[Column], rows: Sequence[Cells], fiscal_year: int | None
) -> ScoreTable | None:
    """Read a table of one row with the overall score and its level: `ผลคะแนนในภาพรวม | ระดับ | อันดับ`."""
    if len(rows) != 1 or len(scored) != 1:
        return None
    row, column = rows[0], scored[0]
    level = any(other.meaning == Meaning.LEVEL for other in columns) and _level_in(row)
    cell = row[column.number]
    score = score_of(cell)
    if cell is None or score is None or not (level or TOTAL.fullmatch(column.heading)):
        return None
    if any(other and _SUBJECT_WORDS.search(other.key) for other in row):
        return None
    year = next(iter(_year_rows(rows, scored).values()), None)
    result = ScoreTable(TableKind.INSTRUMENTS)
    past = year if year != fiscal_year else None
    result.scores.append(TableScore(Subject.OVERALL, score, number_of(cell), Span(), past, level or None))
    result.rating = None if past else level or None
    result.excuse_others(columns, rows)
    return result


def _by_column(
    heads: Sequence[str], head_cells: Cells, rows: Sequence[Cells], rules: YearRules
) -> ScoreTable | None:
    """Read a table in which each column is an instrument or an indicator, with one row of scores."""
    subjects = {
        column: subject
        for column, head in enumerate(heads)
        if head and (subject := subject_of_heading(head, rules)) is not None
    }
    if len(subjects) < 2:
        return None
    counts = Counter(subjects.values())
    indicators = sum(subject.indicator is not None for subject in subjects.values())
    result = ScoreTable(TableKind.INDICATORS if indicators >= 3 else TableKind.INSTRUMENTS)
    scored = [
        row for row in rows if any(score_of(cell) is not None and is_score_like(cell) for cell in row if cell)
    ]
    for row in rows:
        for column, cell in enumerate(row):
            score = score_of(cell)
            if cell is None or score is None:
                continue
            subject = subjects.get(column)
            if subject is None or counts[subject] > 1 or len(scored) > 1:
                if is_score_like(cell):
                    result.unused.append(cell)
                continue
            label = head_cells[column] or Span()
            result.scores.append(
                TableScore(subject, score, number_of(cell), label if not label.key.isdigit() else Span())
            )
    for head in head_cells:
        if head and ONE_NUMBER.fullmatch(head.key):
            result.excused.append(CellExcused(head, "row-number", head.key))
    return result if result.scores else None


def _drop_doubled(result: ScoreTable) -> None:
    """Take out what a table says twice of one subject with different values: no guess which of them counts."""
    values: dict[tuple[Subject, int | None], set[Decimal | None]] = {}
    for entry in result.scores:
        values.setdefault((entry.subject, entry.year), set()).add(entry.score)
    for (subject, year), scores in values.items():
        if len(scores) > 1:
            written = ", ".join(
                str(score) for score in sorted(score for score in scores if score is not None)
            )
            doubled = [entry for entry in result.scores if (entry.subject, entry.year) == (subject, year)]
            of_year = f" of {year}" if year else ""
            result.doubts.append(TableDoubt(f"{subject}{of_year}: {written}", doubled[0].cell))
            result.unused.extend(entry.cell for entry in doubled if entry.score is not None)
            result.scores = [entry for entry in result.scores if entry not in doubled]
