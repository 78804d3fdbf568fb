"""A table as its reader took it: which reader, how the table lies, and what each column means and why.

Readers make these as they type, for those who look over their shoulder; no value is made from them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ita_extract.layout.span import Span
from ita_extract.tables.advice_columns import AdviceTable
from ita_extract.tables.advice_roles import AdviceRole, possible_advice_roles
from ita_extract.tables.meaning import Column, Meaning
from ita_extract.tables.measure_columns import Role, measure_roles, possible_roles
from ita_extract.tables.measure_content import MOST, ShownRole
from ita_extract.tables.row_subjects import WHOLE_NUMBER
from ita_extract.tables.score_rows import JudgedTable, TableForm
from ita_extract.tables.stitching import StitchedTable

UNKNOWN = "unknown"
LABEL_AND_SCORE = "label-and-score"  # of cards
_HALF = 0.5  # share of the cells of a column that hold scores: more than it makes a column of them
Cells = Sequence[Span | None]


class TableReader(StrEnum):
    """Which reader took a table."""

    SCORES = "scores"
    MEASURES = "measures"
    MEASURE_RESULTS = "measure-results"
    ADVICE = "recommendations"
    ROSTER = "roster"


class Why(StrEnum):
    """Which test decided what a column means."""

    HEADING = "heading"
    CONTENT = "content"
    FORM = "form"  # the shape of the whole table says it: cards, numbers from left to right
    CARRIED = "carried"  # from the table before it, whose columns it continues
    NOTHING = "nothing"


@dataclass(frozen=True)
class TypedColumn:
    """A column: its number from 0, its heading as a key, what it means, which test said so, and what came next.

    `fitting` of its `filled` cells speak for the meaning where cells are counted; `needed` is the share (0-1) that the
    test asks for, None where it asks for none.
    """

    number: int
    heading: str
    meaning: str
    why: Why
    others: tuple[str, ...] = ()
    fitting: int = 0
    filled: int = 0
    needed: float | None = None

    @property
    def margin(self) -> float | None:
        """Return by how much the share of its cells is over what was needed (-1 to 1); None where none was."""
        return self.fitting / self.filled - self.needed if self.needed is not None and self.filled else None


@dataclass(frozen=True)
class TypedTable:
    """A table, over all its pages, as its reader took it; `reader` is None where none did.

    `kind` is what a table of scores is about, `form` how it was read. `turned` tells that the columns of the typing
    are the rows as drawn. `rows` are its cells, headings among them; nothing was made of a table that is not `is_read`.
    """

    reader: TableReader | None
    kind: str
    form: str
    columns: tuple[TypedColumn, ...]
    rows: tuple[Cells, ...]
    ruled: bool
    is_read: bool = True
    turned: bool = False


def scores_typed(table: StitchedTable, judged: JudgedTable) -> TypedTable:
    """Return a table of scores, or one in which their reader found none."""
    rows = _rows(table)
    width = len(rows[0]) if rows else 0
    drawn = len(rows) if judged.turned else width
    columns = tuple(_of_scores(column) for column in judged.columns)
    if len(columns) * 2 == drawn:  # the right half was set below the left one
        columns += tuple(replace(column, number=column.number + drawn // 2) for column in columns)
    if not columns:
        columns = tuple(_of_form(table, rows, number, judged.form) for number in range(width))
    read = judged.read
    return TypedTable(
        TableReader.SCORES if read is not None else None,
        read.kind if read is not None else "",
        judged.form,
        columns,
        rows,
        table.ruled,
        is_read=read is not None,
        turned=judged.turned,
    )


def _of_form(table: StitchedTable, rows: Sequence[Cells], number: int, form: TableForm) -> TypedColumn:
    """Return a column of cards, or of a table whose first row numbers the indicators from left to right."""
    first = rows[0][number]
    meaning = LABEL_AND_SCORE
    if form == TableForm.SIDEWAYS:
        meaning = Meaning.SCORE if first and WHOLE_NUMBER.fullmatch(first.key) else Meaning.WORDS
    heading = table.headings[number] if number < len(table.headings) else first.key if first else ""
    return TypedColumn(number, heading, meaning, Why.FORM)


def _of_scores(column: Column) -> TypedColumn:
    by_cells = column.why == Why.CONTENT and column.meaning == Meaning.SCORE
    return TypedColumn(
        column.number,
        column.heading,
        column.meaning,
        Why(column.why),
        tuple(column.others),
        column.fitting,
        column.filled,
        _HALF if by_cells else None,
    )


def headings_typed(table: StitchedTable) -> TypedTable:
    """Return a table that has no rows below its headings, which no reader of scores is asked about."""
    columns = tuple(
        TypedColumn(number, heading, UNKNOWN, Why.NOTHING) for number, heading in enumerate(table.headings)
    )
    return TypedTable(None, "", "headings-alone", columns, _rows(table), table.ruled, is_read=False)


def measures_typed(
    table: StitchedTable,
    by_heading: Mapping[int, Role],
    by_content: Mapping[int, ShownRole],
    *,
    is_read: bool = True,
) -> TypedTable:
    """Return a table of measures; one that is not read tells the measures of another again, or of a year gone by."""
    columns = []
    for number, heading in enumerate(table.headings):
        possible = possible_roles(heading)
        shown = by_content.get(number)
        if shown is not None:
            columns.append(
                TypedColumn(
                    number, heading, shown.role, Why.CONTENT, (), shown.fitting, shown.filled, MOST
                )
            )  # fmt: skip
            continue
        role = by_heading.get(number)
        others = tuple(other for other in possible if other != role)
        why = Why.HEADING if role else Why.NOTHING
        columns.append(TypedColumn(number, heading, role or UNKNOWN, why, others))
    rows = _rows(table)
    return TypedTable(TableReader.MEASURES, "", "rows", tuple(columns), rows, table.ruled, is_read)


def results_typed(table: StitchedTable, title: int, results: Sequence[int], number: int | None) -> TypedTable:
    """Return a table of what became of measures, whose columns of titles, results and numbers are known."""
    known = {title: "title", **dict.fromkeys(results, "result")}
    if number is not None:
        known.setdefault(number, "number")
    roles = measure_roles(list(table.headings)) or {}
    columns = tuple(
        TypedColumn(
            column, heading, known.get(column, UNKNOWN), Why.HEADING if column in known else Why.NOTHING,
            (roles[column],) if column in roles and roles[column] != known.get(column) else (),
        )
        for column, heading in enumerate(table.headings)
    )  # fmt: skip
    return TypedTable(TableReader.MEASURE_RESULTS, "", "rows", columns, _rows(table), table.ruled)


def advice_typed(table: StitchedTable, judged: AdviceTable) -> TypedTable:
    """Return a table of recommendations, in columns or as cards."""
    rows = _rows(table)
    if not judged.roles:
        columns = tuple(
            TypedColumn(number, "", meaning, Why.FORM)
            for number, meaning in enumerate(("heading", "words"))
        )  # fmt: skip
        return TypedTable(TableReader.ADVICE, "", "cards", columns, rows, table.ruled)
    columns = tuple(
        TypedColumn(
            number,
            heading,
            role or UNKNOWN,
            Why(judged.told_by[number]) if role else Why.NOTHING,
            _others_of_advice(heading, role),
        )
        for number, heading in enumerate(table.headings)
        for role in (judged.roles.get(number),)
    )
    return TypedTable(TableReader.ADVICE, "", "rows", columns, rows, table.ruled)


def _others_of_advice(heading: str, role: AdviceRole | None) -> tuple[str, ...]:
    return tuple(other for other in possible_advice_roles(heading) if other != role)


def roster_typed(body: Sequence[Cells], head: int, named: Mapping[int, str], *, ruled: bool) -> TypedTable:
    """Return one table of a roster; `head` rows of it are headings, without any its columns are those before it."""
    width = len(body[0]) if body else 0
    columns = tuple(
        TypedColumn(
            number,
            "".join(cell.key for row in body[:head] if (cell := row[number])),
            named.get(number, UNKNOWN),
            Why.NOTHING if number not in named else _why_of_roster(named[number]) if head else Why.CARRIED,
        )
        for number in range(width)
    )
    return TypedTable(TableReader.ROSTER, "", "rows", columns, tuple(body), ruled, is_read=bool(named))


def _why_of_roster(name: str) -> Why:
    """Return which test names a column of a roster: instruments are known by heading, the others by their cells."""
    return Why.HEADING if name.isupper() else Why.CONTENT


def _rows(table: StitchedTable) -> tuple[Cells, ...]:
    return tuple(row.cells for row in (*table.heading_rows, *table.rows))
