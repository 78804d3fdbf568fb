"""The table of measures for the next fiscal year: its rows made whole over page ends, its columns by heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ita_extract.language.indicators import indicator_by_name, indicator_numbers
from ita_extract.language.lists import is_marked_inside, split_numbered, without_number
from ita_extract.language.periods import COUNTED, SHORT_MONTHS, Period, months_of, read_period
from ita_extract.language.units import NEW_UNIT, split_units
from ita_extract.language.vocabulary import FISCAL_YEAR
from ita_extract.layout.reasons import reason
from ita_extract.layout.span import Span
from ita_extract.model import Measure, MeasureStep, ReviewReason
from ita_extract.numbers.ledger import Ledger
from ita_extract.rulebook.year import YearRules
from ita_extract.tables.measure_columns import MONTHS, QUARTERS, Role, measure_roles, possible_roles
from ita_extract.tables.measure_content import content_roles
from ita_extract.tables.measure_rows import Draft, RowReader, wide_cell
from ita_extract.tables.stitching import StitchedTable
from ita_extract.tables.typed import TypedTable, measures_typed

_INDICATORS = re.compile(
    r"(?:ตัวชี้วัด|ตชว\.?)(?:ย่อย)?(?:ที่)?(?::|ได้แก่)?"
    r"(?P<numbers>\d{1,2}(?:\.\d)?(?:(?:,|และที่|และตัวชี้วัดที่|และ|,ตัวชี้วัดที่|(?:-|ถึง)(?:ตัวชี้วัดที่)?| )+\d{1,2}(?:\.\d)?)*)(?!\d)"
)
# `ต่ำกว่าตัวชี้วัดที่ 2 ซึ่งได้ …`, `ยกเว้นตัวชี้วัดที่ 5`, `ตัวชี้วัดที่ 3 ของแผนพัฒนาท้องถิ่น`: not what a measure is for
_BY_THE_WAY = re.compile(
    r"(?:ต่ำกว่า|สูงกว่า|น้อยกว่า|มากกว่า|เทียบกับ|รองจาก|ถัดจาก|ยกเว้น|นอกจาก|นอกเหนือจาก|สืบเนื่องจาก|ต่อเนื่องจาก)(?:คะแนน(?:ของ)?|ของ|แบบวัด|เครื่องมือ|\()*$"
)
# `ทุกตัวชี้วัดของ IIT`, `แบบวัด IIT ทั้ง 5 ตัวชี้วัด`
_OF_INSTRUMENT = re.compile(
    r"ทุกตัวชี้วัด(?:ของ|ใน|ตาม|ภายใต้)*(?:แบบวัด|แบบตรวจ|เครื่องมือ)?\(?(?P<of>iit|eit|oit)(?![a-z])"
    r"|(?<![a-z])(?P<all>iit|eit|oit)\)?(?:ทั้ง\d{1,2}|ทุก)ตัวชี้วัด"
)
_OF_OTHERS = re.compile(r"ของ(?:แผน|ยุทธศาสตร์|โครงการ)")
_CARRIED_OUT = re.compile(r"ผลการดำเนิน(?:การ|งาน)(?:ตาม)?(?:มาตรการ|แผน)|(?:ติดตาม|รายงาน)ผล|ปีที่ผ่านมา|ที่ผ่านมา")
_TITLE_LENGTH = 8  # characters from which two equal titles are no chance
_SHORT = 0.4  # share of a cell's width that the last line of an entry leaves empty
# a year is written, so days were meant
_UNREAD_YEAR = re.compile(r"(?<!\d)(?:25)?[67]\d(?![\d.])(?!วัน)")
_NAMED = re.compile(r"ตัวชี้วัด(?:ที่\d+|ด้าน|:)?(?P<name>(?:การ|คุณภาพ|ประสิทธิภาพ)[^\d]{4,40})")


@dataclass
class MeasureTable:
    """What was read from measure tables: rows, steps, what no column or rule took, and how each table was typed."""

    measures: list[Measure] = field(default_factory=list)
    steps: list[MeasureStep] = field(default_factory=list)
    doubts: list[ReviewReason] = field(default_factory=list)
    typed: list[TypedTable] = field(default_factory=list)


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
    whole = _without_repeats(tables)
    for table in tables:
        roles = measure_roles(list(table.headings))
        if roles is None:
            continue
        if table not in whole:
            result.typed.append(measures_typed(table, roles, {}, is_read=False))
            cells = [cell for row in table.rows for cell in row.cells if cell]
            result.doubts.append(reason("measures-twice", cells[0].text, at=cells[0]))
            for cell in cells:
                ledger.take(cell, "measures", 1)
            continue
        by_content = content_roles(table, roles, rules)
        result.typed.append(measures_typed(table, roles, by_content))
        roles = dict(sorted((roles | {column: shown.role for column, shown in by_content.items()}).items()))
        for column, heading in enumerate(table.headings):
            unread = column not in roles and any(row.key(column) for row in table.rows)
            if unread or _is_of_several(heading):
                result.doubts.append(
                    reason("unmatched-column", heading or "(no heading)", at=_first_of(table, column))
                )
        above = _above(table, text)
        reader = RowReader(table, roles)
        drafts = reader.drafts()
        result.doubts.extend(reader.reasons)
        texts.extend((wide, False) for row in table.rows if (wide := wide_cell(table, row)) is not None)
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


def _is_of_several(heading: str) -> bool:
    """Whether a heading is that of several columns in one: `งบ ผู้รับผิดชอบ กิจกรรมที่ดำเนินการ`, without rules."""
    found = set(possible_roles(heading))
    return Role.RESPONSIBLE in found and bool(found & {Role.TITLE, Role.STEPS, Role.BUDGET, Role.TARGET})


def _without_repeats(tables: list[StitchedTable]) -> list[StitchedTable]:
    """Return tables without those that list the measures of another again, with fewer columns or behind it."""
    kept: list[StitchedTable] = []
    for table in sorted(tables, key=lambda table: (-len(table.headings), table.offset)):
        titles = _titles(table)
        if not any(titles and len(titles & _titles(other)) * 10 >= 7 * len(titles) for other in kept):
            kept.append(table)
    return kept


def _titles(table: StitchedTable) -> set[str]:
    """Return the titles of a table's rows, as keys without their numbers."""
    roles = measure_roles(list(table.headings)) or {}
    column = next((column for column, role in roles.items() if role == Role.TITLE), None)
    if column is None:
        return set()
    cells = (row.cells[column] for row in table.rows)
    return {key for cell in cells if cell and len(key := without_number(cell)[1].key) >= _TITLE_LENGTH}


def _first_of(table: StitchedTable, column: int) -> Span:
    """Return the first text of a column."""
    return next((cell for row in table.rows if (cell := row.cells[column])), Span())


def is_of_a_past_year(table: StitchedTable, text: Span, year: int | None, after: int = 0) -> bool:
    """Whether the lines above a measure table say that it tells what became of the measures of a year gone by.

    `after` is the place of the table before it: what stands above that one is not said of this one.
    """
    above = text.key[max(0, after, table.offset - 250) : table.offset]
    years = [int(match["year"]) for match in FISCAL_YEAR.finditer(above)]
    carried_out = _CARRIED_OUT.search(above) is not None
    return carried_out and year is not None and bool(years) and max(years) <= year


def _above(table: StitchedTable, text: Span) -> Span:
    """Return the line that stands right above a table: `ตารางที่ 2 มาตรการตามตัวชี้วัดที่ 8`."""
    start = next(
        (
            offset
            for offset in range(table.offset - 1, max(-1, table.offset - 120), -1)
            if text.starts_line(offset)
        ),
        None,
    )
    line = text.cut(start, table.offset) if start is not None else Span()
    return line if re.search(r"ตาราง|มาตรการ|^ด้าน|แนวทาง", line.key) else Span()


def _finish(
    draft: Draft, rules: YearRules, table_year: int | None, result: MeasureTable, above: Span
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
        if any(_holds_several(text) for _, text in step_texts):
            result.doubts.append(
                reason("unread-list", before.text, at=before, table="measures", row=expected)
            )
    else:
        step_texts = [(step.number, step.text) for step in steps if step.text]
        if before and not before.key.endswith(("ดังนี้", "ดังนี้:", ":")):
            result.doubts.append(
                reason("text-before-steps", before.text, at=before, table="measures", row=expected)
            )
    inside = next((text for _, text in step_texts if is_marked_inside(text)), None)
    if inside is not None:
        result.doubts.append(reason("unread-list", inside.text, at=inside, table="measures", row=expected))
    if not title:
        title = step_texts[0][1] if step_texts else draft.text(Role.INDICATOR)
    if not title:
        result.doubts.append(reason("measure-without-title", f"measure {number}", at=draft.first))
        return
    period_text = draft.text(Role.PERIOD)
    written, period = _period_of(draft, table_year)
    if (
        period.start is None
        and period.end is None
        and _UNREAD_YEAR.search(period_text.key)
        and not COUNTED.search(period_text.key)
    ):
        detail = f"measure {number}: {period_text.text}"
        result.doubts.append(reason("unread-period", detail, at=period_text, table="measures", row=expected))
    if not written and len(split_numbered(title)[1]) > 1:  # a column not known let the steps slip to the left
        result.doubts.append(reason("unread-list", title.text, at=title, table="measures", row=expected))
    units = draft.text(Role.RESPONSIBLE)
    if not units and NEW_UNIT.search(period_text.key):  # two columns without rules were read as one
        detail = f"measure {number}: {period_text.text}"
        result.doubts.append(
            reason("unmatched-column", detail, at=period_text, table="measures", row=expected)
        )
    analysis = draft.text(Role.ANALYSIS) or draft.text(Role.INDICATOR)
    monitoring = draft.text(Role.MONITORING) or draft.text(Role.TARGET)
    result.measures.append(
        Measure(
            measure=number,
            title=title.text,
            indicators=tuple(
                _indicators(draft, rules)
                or _numbers_in(draft.group, rules)
                or _numbers_in(above, rules)
                or _names_in(draft.text(Role.ANALYSIS).key + draft.text(Role.TITLE).key, rules)
            ),
            analysis=analysis.text,
            period=written,
            period_start=period.start,
            period_end=period.end,
            fiscal_year=period.fiscal_year,
            responsible=split_units(units),
            monitoring=monitoring.text,
            target=draft.text(Role.TARGET).text,
            budget=draft.text(Role.BUDGET).text,
            remark=draft.text(Role.REMARK).text,
            pages=tuple(sorted(draft.pages)),
            **title.evidence(),
        )
    )
    result.steps.extend(
        MeasureStep(measure=number, step=step, text=text.text, pages=text.pages, **text.evidence())
        for step, text in step_texts
    )


def _period_of(draft: Draft, table_year: int | None) -> tuple[str, Period]:
    """Return when a measure is carried out, as written and read: in words, or by ticks under quarters or months."""
    text = draft.text(Role.PERIOD)
    months = [number for number, role in enumerate(MONTHS, start=1) if draft.text(role)]
    quarters = [number for number, role in enumerate(QUARTERS, start=1) if draft.text(role)]
    if text or not (months or quarters):
        return text.text, read_period(text.key, table_year)
    if months:
        ends = dict.fromkeys(SHORT_MONTHS[number - 1] for number in (months[0], months[-1]))
        return " - ".join(ends), months_of(months[0], months[-1], table_year)
    written = ", ".join(f"ไตรมาส {number}" for number in quarters)
    return written, read_period(f"ไตรมาส{quarters[0]}-{quarters[-1]}", table_year)


def _holds_several(step: Span) -> bool:
    """Whether a step without a marker may be several: lines of it end short of their cell."""
    return any(offset and step.stops_short(offset, _SHORT) for offset in step.line_places)


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


def _indicators(draft: Draft, rules: YearRules) -> list[int]:
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
        entry.number
        for entry in rules.indicators.list
        if any(name in key for name in (entry.name, *entry.other_names))
    ]


def _is_by_the_way(span: Span, match: re.Match[str]) -> bool:
    """Whether indicators are only compared with or left out, or are those of a plan."""
    before = span.key[max(0, match.start() - 24) : match.start()]
    return bool(_BY_THE_WAY.search(before) or _OF_OTHERS.match(span.key, match.end()))


def _numbers_in(span: Span, rules: YearRules) -> list[int]:
    found: list[int] = []
    for match in span.finditer(_INDICATORS):
        if _is_by_the_way(span, match):
            continue
        numbers = re.sub(r"\.\d", "", match["numbers"].replace("ตัวชี้วัดที่", ""))
        found.extend(indicator_numbers(numbers))
    for match in span.finditer(_OF_INSTRUMENT):
        if not _is_by_the_way(span, match):
            found.extend(rules.members((match["of"] or match["all"]).upper()))
    for match in span.finditer(_NAMED):
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
