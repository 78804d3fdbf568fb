"""Tables of scores: the ten indicators, the instruments, earlier years; whatever the order of rows and columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

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
    TOTAL,
    WHOLE_NUMBER,
    Cells,
    RowSubject,
    row_subjects,
    subject_of_heading,
)
from ita_extract.tables.scope import TableScope, column_of_bodies
from ita_extract.tables.score_cards import card_of, read_cards, read_stacked
from ita_extract.tables.score_grids import canonical, folded, is_sideways, upright
from ita_extract.tables.score_rows import (
    CellExcused,
    JudgedTable,
    ScoreTable,
    TableDoubt,
    TableForm,
    TableKind,
    TableScore,
    column_year,
    kind_of,
    level_in,
    year_rows,
)
from ita_extract.tables.stitching import StitchedTable
from ita_extract.thai.letters import tone_tolerant

_RATING_ROW = re.compile(r"(?:ระดับ|ผล(?:การ)?ประเมิน(?:ระดับ|อยู่ใน|$)|rating)")
_DIGIT = re.compile(r"\d")
_WEIGHING = (Meaning.WEIGHT, Meaning.WEIGHTED)
_SUBJECT_WORDS = tone_tolerant(r"ตัวชี้วัด|แบบวัด|(?<![a-z])[ieo]it(?![a-z])")
_DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}")


def judge_score_table(
    table: StitchedTable, rules: YearRules, fiscal_year: int | None, scope: TableScope | None = None
) -> JudgedTable:
    """Read a table as one of scores, and tell how it was taken, also where nothing was read."""
    scope = scope or TableScope()
    for form, read in ((TableForm.CARDS, read_cards), (TableForm.STACKED, read_stacked)):
        cards = read(table, rules)
        if cards is not None:
            return JudgedTable(form, (), cards)
    heads, rows = canonical(table)
    if is_sideways(rows):
        keys = [cell.key if cell else "" for cell in rows[0]]
        return JudgedTable(TableForm.SIDEWAYS, (), _by_column(keys, rows[0], rows[1:], rules))
    drawn = heads
    heads, rows = upright(heads, rows, table, rules)
    turned = heads is not drawn
    heads, rows = folded(heads, rows)
    columns = type_columns(heads, rows)
    form, result = _read_upright(columns, heads, rows, rules, fiscal_year, scope)
    return JudgedTable(form, tuple(columns), result, turned)


def _read_upright(
    columns: Sequence[Column],
    heads: Sequence[str],
    rows: Sequence[Cells],
    rules: YearRules,
    fiscal_year: int | None,
    scope: TableScope,
) -> tuple[TableForm, ScoreTable | None]:
    """Read the rows of a table whose columns have their meanings."""
    scored = [column for column in columns if column.meaning == Meaning.SCORE]
    if not scored:
        return TableForm.NO_SCORE, _of_no_score(columns, rows)
    if scope.is_foreign and not any(
        row.subject != Subject.OVERALL for row in row_subjects(columns, rows, rules).values()
    ):
        return TableForm.OTHERS, _of_others(rows, scope.title)
    bodies = column_of_bodies(heads)
    if bodies is not None and len({cell.key for row in rows if (cell := row[bodies])}) > 1:
        return TableForm.BY_BODY, _by_body(bodies, heads, rows, rules, scope)
    alone = overall_alone(columns, scored, rows, fiscal_year)
    if alone is not None:
        return TableForm.ALONE, alone
    form = TableForm.BY_ROW
    years = year_rows(rows, scored)
    if len(years) >= 2 and len(years) * 2 > len(rows):
        form = TableForm.BY_YEAR
        result = _history_by_row(columns, scored, rows, years, rules)
        result.rating = next(
            (s.rating for s in result.scores if s.year == fiscal_year and s.subject == Subject.OVERALL), None
        )
    else:
        subjects = row_subjects(columns, rows, rules)
        others = [index for index, row in enumerate(rows) if _is_of_others(row, subjects.get(index), scope)]
        subjects = {index: subject for index, subject in subjects.items() if index not in others}
        if not subjects:
            return TableForm.BY_COLUMN, _by_column(heads, (None,) * len(heads), rows, rules)
        own = [row for index, row in enumerate(rows) if index not in others]
        result = _by_row(columns, rows, subjects, fiscal_year, rules)
        result.scores.extend(_beside(columns, own, rules))
        apart = {id(cell) for index in others for cell in rows[index] if cell}
        result.unused = [cell for cell in result.unused if id(cell) not in apart]
        for index in others:
            label = next((cell.key for cell in rows[index] if cell and not is_score_like(cell)), "")
            result.excused.extend(_of_others([rows[index]], label).excused)
    result.excuse_others(columns, rows)
    result.unused.extend(cell for row in rows for cell in row if cell and _DECIMAL_COMMA.fullmatch(cell.key))
    _drop_doubled(result)
    return form, result if result.scores or result.doubts or result.slips else None


def _is_of_others(row: Cells, subject: RowSubject | None, scope: TableScope) -> bool:
    """Whether a row without an indicator of its own is of others; a table of targets may stand beside the scores."""
    of_all = subject is None or subject.subject == Subject.OVERALL
    return of_all and scope.is_row_of_others(row)


def _by_row(
    columns: Sequence[Column],
    rows: Sequence[Cells],
    subjects: dict[int, RowSubject],
    fiscal_year: int | None,
    rules: YearRules,
) -> ScoreTable:
    """Read a table in which each row has a subject of its own."""
    result = ScoreTable(kind_of(subjects.values()))
    scored = [column for column in columns if column.meaning == Meaning.SCORE]
    merged = {column.number for column in scored if _is_merged_mean(column, scored, rows, subjects)}
    alone = _alone(scored, rows, rules)
    for index, row in enumerate(rows):
        for column in scored:
            cell = row[column.number]
            score = score_of(cell)
            subject = subjects.get(index)
            if cell is None or score is None:
                if subject is not None:
                    year = column_year(column.heading, fiscal_year)
                    result.note_slip(subject.subject, cell, subject.label, year)
                continue
            if subject is None:
                if is_score_like(cell):
                    result.unused.append(cell)
                continue
            own = alone.get(column.number)
            if own is not None:
                subject = RowSubject(own, Span())
                if own == Subject.OVERALL:
                    result.rating = level_in(row)
            elif column.number in merged and subject.subject.indicator is not None:
                subject = _instrument_of(subject.subject.indicator, row, rules)
            year = column_year(column.heading, fiscal_year)
            weight, weighted = (_beside_of(columns, row, meaning) for meaning in _WEIGHING)
            result.scores.append(
                TableScore(
                    subject.subject,
                    score,
                    number_of(cell),
                    subject.label,
                    year,
                    level_in(row),
                    weight,
                    weighted,
                )
            )
    result.rating = result.rating or _rating_in(rows, subjects)
    return result


def _beside_of(columns: Sequence[Column], row: Cells, meaning: Meaning) -> Span | None:
    """Return the figure of a row under the only column with a meaning."""
    of_it = [column.number for column in columns if column.meaning == meaning]
    cell = row[of_it[0]] if len(of_it) == 1 else None
    return number_of(cell) if cell and score_of(cell) is not None else None


def _beside(columns: Sequence[Column], rows: Sequence[Cells], rules: YearRules) -> Iterator[TableScore]:
    """Yield the scores of instruments that stand in the cells that name them: `IIT 94.11 คะแนน` beside indicators."""
    for column in columns:
        if column.meaning in (Meaning.SCORE, *EXCUSING):
            continue
        for row in rows:
            cell = row[column.number]
            card = card_of(cell, rules) if cell else None
            if card is not None and card.subject.indicator is None:
                yield card


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


def _rating_in(rows: Sequence[Cells], subjects: dict[int, RowSubject]) -> str | None:
    """Return the level of the whole: in a row of its own (`ระดับผลการประเมิน | ผ่าน`), or beside the overall score."""
    for index, row in enumerate(rows):
        own = any(_RATING_ROW.match(cell.key) for cell in row if cell)
        level = level_in(row)
        of_all = index in subjects and subjects[index].subject == Subject.OVERALL
        if level and (own or of_all):
            return level
    return None


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
            if score is None and index in years:
                result.note_slip(subject, cell, cell, years[index])
            if index not in years or subject is None or (score is None and not DASH.fullmatch(cell.key)):
                if score is not None or index in years:
                    result.unused.append(cell)
                continue
            rating = level_in(row) if subject == Subject.OVERALL else None
            value = number_of(cell) if score is not None else cell
            result.scores.append(TableScore(subject, score, value, cell, years[index], rating))
    return result


def _of_no_score(columns: Sequence[Column], rows: Sequence[Cells]) -> ScoreTable | None:
    """Read a table whose numbers are all of other things: respondents, weights, the bounds of levels."""
    numbered = [
        column
        for column in columns
        if column.meaning != Meaning.WORDS
        and any(_DIGIT.search(cell.key) for row in rows if (cell := row[column.number]))
    ]
    if not numbered or any(column.meaning not in EXCUSING for column in numbered):
        return None
    result = ScoreTable(TableKind.INSTRUMENTS)
    result.excuse_others(columns, rows)
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
    figures = [cell for cell in blank if cell and is_score_like(cell)]
    if read is not None:
        result.scores, result.unused, result.kind = read.scores, read.unused, read.kind
        result.excused.extend(read.excused)
    elif len(figures) == 1 and (score := score_of(figures[0])) is not None:
        result.scores.append(TableScore(Subject.OVERALL, score, number_of(figures[0]), Span()))
    if own_number := next((cell for cell in blank if cell and WHOLE_NUMBER.fullmatch(cell.key)), None):
        result.excused.append(CellExcused(own_number, Meaning.RANK, heads[column]))
    return result


def overall_alone(
    columns: Sequence[Column], scored: Sequence[Column], rows: Sequence[Cells], fiscal_year: int | None
) -> ScoreTable | None:
    """Read a table of one row with the overall score and its level: `ผลคะแนนในภาพรวม | ระดับ | อันดับ`."""
    if len(rows) != 1 or len(scored) != 1:
        return None
    row, column = rows[0], scored[0]
    level = level_in(row)
    cell = row[column.number]
    score = score_of(cell)
    if cell is None or score is None or not (level or TOTAL.fullmatch(column.heading)):
        return None
    if any(other and _SUBJECT_WORDS.search(other.key) for other in row):
        return None
    year = next(iter(year_rows(rows, scored).values()), None)
    result = ScoreTable(TableKind.INSTRUMENTS)
    past = year if year != fiscal_year else None
    result.scores.append(TableScore(Subject.OVERALL, score, number_of(cell), Span(), past, level))
    result.rating = None if past else level
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
            subject = subjects.get(column)
            if cell is None or score is None:
                result.note_slip(subject, cell, head_cells[column] or Span())
                continue
            if subject is None or counts[subject] > 1 or len(scored) > 1:
                if is_score_like(cell):
                    result.unused.append(cell)
                continue
            label = head_cells[column] or Span()
            result.scores.append(
                TableScore(subject, score, number_of(cell), label if not label.key.isdigit() else Span())
            )
    for head in head_cells:
        if head and WHOLE_NUMBER.fullmatch(head.key):
            result.excused.append(CellExcused(head, "row-number", head.key))
    return result if result.scores or result.slips else None


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
