"""The table of measures for the next fiscal year: its rows made whole over page ends, its columns by heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ita_extract.language.lists import split_numbered, without_number
from ita_extract.language.periods import COUNTED, read_period
from ita_extract.language.units import split_units
from ita_extract.language.vocabulary import BULLET, FISCAL_YEAR
from ita_extract.layout.reasons import reason
from ita_extract.layout.span import Span
from ita_extract.model import Measure, MeasureStep, ReviewReason
from ita_extract.numbers.ledger import Ledger
from ita_extract.prose.scores import indicator_numbers
from ita_extract.rulebook.year import YearRules
from ita_extract.tables.measure_columns import Role, measure_roles
from ita_extract.tables.row_subjects import indicator_by_name
from ita_extract.tables.stitching import StitchedRow, StitchedTable

_ROW_NUMBER = re.compile(r"\(?(?P<number>\d{1,2})[.)]?")
_TITLE_NUMBER = re.compile(r"(?:มาตรการที่)?\(?(?P<number>\d{1,2})(?:[.):](?!\d)|(?=[^\d.,])|$)")
_INDICATORS = re.compile(
    r"ตัวชี้วัด(?:ย่อย)?(?:ที่)?(?::|ได้แก่)?"
    r"(?P<numbers>\d{1,2}(?:\.\d)?(?:(?:,|และที่|และตัวชี้วัดที่|และ|,ตัวชี้วัดที่|-|ถึง| )+\d{1,2}(?:\.\d)?)*)(?!\d)"
)
_CARRIED_OUT = re.compile(r"ผลการดำเนิน(?:การ|งาน)(?:ตาม)?(?:มาตรการ|แผน)|(?:ติดตาม|รายงาน)ผล|ปีที่ผ่านมา|ที่ผ่านมา")
# a year is written, so days were meant
_UNREAD_YEAR = re.compile(r"(?<!\d)(?:25)?[67]\d(?![\d.])(?!วัน)")
_FIRST_STEP = re.compile(rf"\(?1[.)]|{BULLET}")
_NAMED = re.compile(r"ตัวชี้วัด(?:ที่\d+|ด้าน|:)?(?P<name>(?:การ|คุณภาพ|ประสิทธิภาพ)[^\d]{4,40})")


@dataclass
class _Draft:
    """A measure in the making: the passages of each of its columns, part by part."""

    number: int | None
    cells: dict[Role, list[Span]] = field(default_factory=dict)
    pages: set[int] = field(default_factory=set)
    group: Span = field(default_factory=Span)  # the wide row it stands under

    def take(self, role: Role, cell: Span, goes_on: bool) -> None:
        """Add a cell; one that goes on is the rest of the cell before, cut by a page end."""
        held = self.cells.setdefault(role, [])
        if goes_on and held:
            held[-1] = Span.join([held[-1], cell])
        else:
            held.append(cell)
        self.pages.update(cell.pages)

    def text(self, role: Role) -> Span:
        return Span.join(self.cells.get(role, []))

    @property
    def first(self) -> Span:
        """Return the cell that was taken first."""
        return next((cell for cells in self.cells.values() for cell in cells if cell), Span())


@dataclass
class MeasureTable:
    """What was read from a measure table: its rows, its steps, and what no column or rule took."""

    measures: list[Measure] = field(default_factory=list)
    steps: list[MeasureStep] = field(default_factory=list)
    doubts: list[ReviewReason] = field(default_factory=list)


def is_measure_table(table: StitchedTable) -> bool:
    """Whether a table's headings are those of a table of measures."""
    return measure_roles(list(table.headings)) is not None


def read_measures(
    tables: list[StitchedTable], rules: YearRules, table_year: int | None, text: Span, ledger: Ledger
) -> tuple[MeasureTable, list[tuple[Span, bool]]]:
    """Read all measure tables of a document.

    Returns the measures, and the cells in which scores may be mentioned.
    """
    result = MeasureTable()
    texts: list[tuple[Span, bool]] = []
    for table in tables:
        roles = measure_roles(list(table.headings))
        if roles is None:
            continue
        for column, heading in enumerate(table.headings):
            if column not in roles and any(row.key(column) for row in table.rows):
                result.doubts.append(
                    reason("unmatched-column", heading or "(no heading)", at=_first_of(table, column))
                )
        above = _above(table, text)
        drafts = _drafts(table, roles, result.doubts)
        texts.extend((wide, False) for row in table.rows if (wide := _wide_cell(table, row)) is not None)
        written = [draft.number for draft in drafts if draft.number is not None]
        if len(set(written)) < len(written):
            detail = f"a number stands twice in {', '.join(map(str, written))}"
            result.doubts.append(reason("measure-numbers", detail, at=drafts[0].first))
        for draft in drafts:
            _finish(draft, rules, table_year, result, above)
            if result.measures:
                for cells in draft.cells.values():
                    for cell in cells:
                        ledger.take(cell, "measures", len(result.measures))
            texts.extend(
                (draft.text(role), role == Role.TITLE)
                for role in (Role.TITLE, Role.INDICATOR, Role.ANALYSIS, Role.STEPS, Role.MONITORING)
            )
    numbers = [measure.measure for measure in result.measures]
    if numbers != list(range(1, len(numbers) + 1)):
        detail = f"the measures are numbered {', '.join(map(str, numbers))}"
        result.doubts.append(reason("measure-numbers", detail, at=next(iter(result.measures), None)))
    return result, [(text, title) for text, title in texts if text]


def _first_of(table: StitchedTable, column: int) -> Span:
    """Return the first text of a column."""
    return next((cell for row in table.rows if (cell := row.cells[column])), Span())


def _words(row: StitchedRow) -> Span:
    return next((cell for cell in row.cells if cell), Span())


def is_of_a_past_year(table: StitchedTable, text: Span, year: int | None) -> bool:
    """Whether the lines above a measure table say that it tells what became of the measures of a year gone by."""
    above = text.key[max(0, table.place - 250) : table.place]
    years = [int(match["year"]) for match in FISCAL_YEAR.finditer(above)]
    told = _CARRIED_OUT.search(above) is not None
    return told and year is not None and bool(years) and max(years) <= year


def _above(table: StitchedTable, text: Span) -> Span:
    """Return the line that stands right above a table: `ตารางที่ 2 มาตรการตามตัวชี้วัดที่ 8`."""
    start = next(
        (
            place
            for place in range(table.place - 1, max(-1, table.place - 120), -1)
            if text.starts_line(place)
        ),
        None,
    )
    line = text.cut(start, table.place) if start is not None else Span()
    return line if re.search(r"ตาราง|มาตรการ|^ด้าน|แนวทาง", line.key) else Span()


def _drafts(table: StitchedTable, roles: dict[int, Role], doubts: list[ReviewReason]) -> list[_Draft]:
    """Join the rows of a table into measures."""
    groups: dict[int, Span] = {}
    rows: list[StitchedRow] = []
    for row in table.rows:
        wide = _wide_cell(table, row)
        if wide is None:
            rows.append(row)
        else:
            groups[len(rows)] = wide
    if not rows:
        return []
    table = replace(table, rows=tuple(rows))
    group = Span()
    numbers = [_number_of(row, roles) for row in table.rows]
    numbered = _is_numbered(numbers, table, roles)
    drafts: list[_Draft] = []
    expected = 1
    for index, (row, number) in enumerate(zip(table.rows, numbers, strict=True)):
        group = groups.get(index, group)
        begins = (
            number is not None and (number == expected or not drafts or _brings_own(row, roles))
            if numbered
            else _begins(row, roles, bool(drafts))
        )
        if begins or not drafts:
            if not drafts and not begins:
                doubts.append(reason("measure-without-beginning", at=_words(row)))
            drafts.append(_Draft(number, group=group))
            expected = (number or expected) + 1
        for column, cell in enumerate(row.cells):
            role = roles.get(column)
            if role is not None and cell:
                drafts[-1].take(role, cell, goes_on=row.opens_part and not begins)
    _share_merged(table, roles, drafts)
    return drafts


def _wide_cell(table: StitchedTable, row: StitchedRow) -> Span | None:
    """Return the text of a row that is one cell over the whole width: a group's name, a sum or a note, no measure."""
    first, others = row.cells[0], row.cells[1:]
    return (
        first
        if table.ruled and first and len(others) >= 2 and not any(cell is not None for cell in others)
        else None
    )


def _number_of(row: StitchedRow, roles: dict[int, Role]) -> int | None:
    """Return the number that a row's number cell or title begins with."""
    for column, role in roles.items():
        if role == Role.NUMBER:
            match = _ROW_NUMBER.fullmatch(row.key(column))
            return (int(match["number"]) or None) if match else None  # ๐ is an ๑ or an ๘ that was read badly
    for column, role in roles.items():
        if role in (Role.TITLE, Role.INDICATOR) and row.key(column):
            match = _TITLE_NUMBER.match(row.key(column))
            if match and role == Role.TITLE:
                return int(match["number"]) or None
    return None


def _is_numbered(numbers: list[int | None], table: StitchedTable, roles: dict[int, Role]) -> bool:
    """Whether the table's entries count 1, 2, 3 …: then a row without the next number continues the one before."""
    counted = [number for number in numbers if number is not None]
    in_turn = 0
    for number in counted:
        in_turn += number == in_turn + 1
    titled = sum(_begins(row, roles, True) for row in table.rows)
    return in_turn >= 1 and counted[:1] == [1] and in_turn * 2 > titled


def _begins(row: StitchedRow, roles: dict[int, Role], has_before: bool) -> bool:
    """Whether a row of an unnumbered table begins a measure.

    On the first row of a page, a title beside an empty period and unit is the rest of a row that the page end cut.
    """
    lead = [column for column, role in roles.items() if role == Role.TITLE]
    lead = lead or [column for column, role in roles.items() if role in (Role.INDICATOR, Role.STEPS)]
    if not any(row.key(column) for column in lead):
        return False
    if not has_before:
        return True
    if row.opens_part and _goes_on(row, roles):
        return False
    tail = [column for column, role in roles.items() if role in (Role.PERIOD, Role.RESPONSIBLE)]
    if row.opens_part and tail and not any(row.key(column) for column in tail):
        return any(row.cells[column] is None for column in tail)
    return True


def _goes_on(row: StitchedRow, roles: dict[int, Role]) -> bool:
    """Whether a page's first row is the rest of one: no number or indicator of its own, and steps from the middle."""
    heads = [column for column, role in roles.items() if role in (Role.NUMBER, Role.INDICATOR)]
    steps = next((row.key(column) for column, role in roles.items() if role == Role.STEPS), "")
    return any(not row.key(column) for column in heads) and bool(steps) and not _FIRST_STEP.match(steps)


def _brings_own(row: StitchedRow, roles: dict[int, Role]) -> bool:
    """Whether a row whose number is not the next one is a measure all the same: it has cells that measures have.

    A row that a page end cut has a number too where its title goes on with its steps, but no period or unit.
    """
    if not any(row.key(column) for column, role in roles.items() if role in (Role.TITLE, Role.INDICATOR)):
        return False
    tail = (Role.PERIOD, Role.RESPONSIBLE) if row.opens_part else (Role.PERIOD, Role.RESPONSIBLE, Role.STEPS)
    return any(row.key(column) for column, role in roles.items() if role in tail)


def _share_merged(table: StitchedTable, roles: dict[int, Role], drafts: list[_Draft]) -> None:
    """Give measures under one merged cell (a period for all of them, say) what stands in it.

    Only where no cell begins (None) is a cell merged; an empty cell is empty.
    """
    if not table.ruled:
        return
    merged = {
        role
        for column, role in roles.items()
        if role in (Role.PERIOD, Role.RESPONSIBLE, Role.INDICATOR)
        and any(row.cells[column] is None for row in table.rows)
    }
    for role in merged:
        held: list[Span] = []
        for draft in drafts:
            if role in draft.cells:
                held = draft.cells[role]
            elif held:
                draft.cells[role] = held


def _finish(
    draft: _Draft, rules: YearRules, table_year: int | None, result: MeasureTable, above: Span
) -> None:
    expected = len(result.measures) + 1
    number, title = draft.number, draft.text(Role.TITLE)
    own, bare = without_number(title)
    if own is None or number is None or own == number:
        title = bare
        number = number if number is not None else own
    bare = title
    if number is not None and _next_inside(draft.text(Role.TITLE), number + 1):
        detail = f"the title of measure {number} holds the number {number + 1}"
        result.doubts.append(reason("measure-numbers", detail, at=title, table="measures", row=expected))
    if number == 0:
        result.doubts.append(reason("measure-numbers", "a measure is numbered 0", at=draft.first))
    if not number or any(measure.measure == number for measure in result.measures):
        number = expected
    steps_text = draft.text(Role.STEPS)
    if not steps_text:  # a measure and its steps in one cell
        title, _ = split_numbered(title)
        steps_text = bare.cut(len(title.key)) if len(title.key) < len(bare.key) else Span()
        title = title or bare
    before, steps = split_numbered(steps_text)
    if not steps and before:
        # without numbers each cell is a step of its own (rows under one merged title)
        step_texts = list(enumerate(draft.cells.get(Role.STEPS) or [before], start=1))
    else:
        step_texts = [(step.number, step.text) for step in steps if step.text]
        if before and not before.key.endswith(("ดังนี้", "ดังนี้:", ":")):
            result.doubts.append(
                reason("text-before-steps", before.text, at=before, table="measures", row=expected)
            )
    if not title:
        title = step_texts[0][1] if step_texts else draft.text(Role.INDICATOR)
    if not title:
        result.doubts.append(reason("measure-without-title", f"measure {number}", at=draft.first))
        return
    period_text = draft.text(Role.PERIOD)
    period = read_period(period_text.key, table_year)
    if (
        period.start is None
        and period.end is None
        and _UNREAD_YEAR.search(period_text.key)
        and not COUNTED.search(period_text.key)
    ):
        detail = f"measure {number}: {period_text.text}"
        result.doubts.append(reason("unread-period", detail, at=period_text, table="measures", row=expected))
    analysis = draft.text(Role.ANALYSIS) or draft.text(Role.INDICATOR)
    monitoring = draft.text(Role.MONITORING) or draft.text(Role.TARGET)
    result.measures.append(
        Measure(
            measure=number,
            title=title.text,
            indicators=tuple(
                _indicators(draft, rules) or _numbers_in(draft.group, rules) or _numbers_in(above, rules)
            ),
            analysis=analysis.text,
            period=period_text.text,
            period_start=period.start,
            period_end=period.end,
            fiscal_year=period.fiscal_year,
            responsible=split_units(draft.text(Role.RESPONSIBLE)),
            monitoring=monitoring.text,
            pages=tuple(sorted(draft.pages)),
            **title.evidence(),
        )
    )
    result.steps.extend(
        MeasureStep(measure=number, step=step, text=text.text, pages=text.pages, **text.evidence())
        for step, text in step_texts
    )


def _next_inside(title: Span, number: int) -> bool:
    """Whether a line of a title begins with the number of the next measure: two measures in one row."""
    return (
        any(
            title.starts_line(match.start())
            for match in title.finditer(re.compile(rf"{number}[.)](?!\d)"))
            if match.start()
        )
        and not title.key.startswith(("1.", "1)"))
        and not re.search(r"(?<!\d)1[.)](?!\d)", title.key)
    )


def _indicators(draft: _Draft, rules: YearRules) -> list[int]:
    """Return the indicators that a measure names: in a column of their own, else in its title and analysis."""
    own = draft.text(Role.INDICATOR)
    found: list[int] = []
    if own:
        found = _numbers_in(own, rules)
        if not found:
            found = indicator_numbers(own.key) if re.fullmatch(r"\d[\d, และถึง-]*", own.key) else []
        if not found:
            named = indicator_by_name(own.key, rules)
            found = [named] if named else _names_in(own.key, rules)
    if found:
        return found
    for role in (Role.TITLE, Role.ANALYSIS):
        found.extend(_numbers_in(draft.text(role), rules))
    if not found:
        found.extend(_numbers_in(draft.text(Role.STEPS), rules))
    return sorted(dict.fromkeys(found))


def _names_in(key: str, rules: YearRules) -> list[int]:
    """Return the indicators whose names a cell lists."""
    return [
        one.number
        for one in rules.indicators.list
        if any(name in key for name in (one.name, *one.other_names))
    ]


def _numbers_in(passage: Span, rules: YearRules) -> list[int]:
    found: list[int] = []
    for match in passage.finditer(_INDICATORS):
        numbers = re.sub(r"\.\d", "", match["numbers"].replace("ตัวชี้วัดที่", ""))
        found.extend(indicator_numbers(numbers))
    for match in passage.finditer(_NAMED):
        for length in range(len(match["name"]), 8, -1):
            number = next(
                (
                    i.number
                    for i in rules.indicators.list
                    if match["name"][:length] in (i.name, *i.other_names)
                ),
                None,
            )
            if number is not None:
                found.append(number)
                break
    return sorted(dict.fromkeys(found))
