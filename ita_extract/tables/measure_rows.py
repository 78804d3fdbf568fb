"""The rows of a measures table made whole: which rows of a page belong to one measure, over page ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ita_extract.language.lists import ANY_MARKER
from ita_extract.language.vocabulary import BULLET
from ita_extract.layout.reasons import reason
from ita_extract.layout.span import Span
from ita_extract.model import ReviewReason
from ita_extract.tables.measure_columns import Role
from ita_extract.tables.stitching import StitchedRow, StitchedTable

_ROW_NUMBER = re.compile(r"\(?(?P<number>\d{1,2})[.)]?")
_TITLE_NUMBER = re.compile(r"(?:มาตรการที่)?\(?(?P<number>\d{1,2})(?:[.):](?!\d)|(?=[^\d.,])|$)")
_STEP_NUMBER = re.compile(r"(?<![\d.])\(?(?P<number>\d{1,2})[.)](?!\d)")
_FIRST_STEP = re.compile(rf"\(?1[.)]|{BULLET}")
_NAMES_INDICATOR = re.compile(r"ตัวชี้?วัด|\d")


@dataclass
class Draft:
    """A measure in the making: the spans of each of its columns, part by part."""

    number: int | None
    cells: dict[Role, list[Span]] = field(default_factory=dict)
    pages: set[int] = field(default_factory=set)
    group: Span = field(default_factory=Span)  # the wide row it stands under

    def take(self, role: Role, cell: Span, goes_on: bool) -> None:
        """Add a cell; one that goes on is the rest of the cell before, cut by a page end."""
        spans = self.cells.setdefault(role, [])
        if goes_on and spans:
            spans[-1] = Span.join([spans[-1], cell])
        else:
            spans.append(cell)
        self.pages.update(cell.pages)

    def text(self, role: Role) -> Span:
        """Return what stands in a column, its parts joined."""
        return Span.join(self.cells.get(role, []))

    @property
    def first(self) -> Span:
        """Return the cell that was taken first."""
        return next((cell for cells in self.cells.values() for cell in cells if cell), Span())


class RowReader:
    """Joins the rows of a table into measures; what is in doubt comes as reasons."""

    def __init__(self, table: StitchedTable, roles: dict[int, Role]) -> None:
        """Take a table and the roles of its columns."""
        self._roles = roles
        self._ruled = table.ruled
        self._groups: dict[int, Span] = {}
        self._rows: list[StitchedRow] = []
        for row in table.rows:
            wide = wide_cell(table, row)
            if wide is None:
                self._rows.append(row)
            else:
                self._groups[len(self._rows)] = wide
        self._inner = [row for row in self._rows if not row.opens_part] or self._rows
        self._marked = self._most(Role.STEPS, ANY_MARKER)
        self._named = self._most(Role.INDICATOR, _NAMES_INDICATOR)
        self._periods = {self._key(row, Role.PERIOD) for row in self._inner}
        self.reasons: list[ReviewReason] = []

    def drafts(self) -> list[Draft]:
        """Return the measures of the table, in order."""
        if not self._rows:
            return []
        group = Span()
        numbers = [_number_of(row, self._roles) for row in self._rows]
        numbered = self._is_numbered(numbers)
        drafts: list[Draft] = []
        ahead: StitchedRow | None = None
        expected = 1
        for index, (row, number) in enumerate(zip(self._rows, numbers, strict=True)):
            group = self._groups.get(index, group)
            if numbered:
                begins = number is not None and (
                    number == expected or not drafts or _brings_own(row, self._roles)
                )
            else:
                begins = self._begins(index, bool(drafts))
            if drafts and not begins and self._opens_the_next(index, numbers):
                ahead = row
                continue
            if begins or not drafts:
                if not drafts and not begins:
                    self.reasons.append(reason("measure-without-beginning", at=_words(row)))
                drafts.append(Draft(number, group=group))
                expected = (number or expected) + 1
            if ahead is not None:
                self._take(drafts[-1], ahead, goes_on=False)
            self._take(drafts[-1], row, goes_on=ahead is not None or (row.opens_part and not begins))
            ahead = None
        self._share_merged(drafts)
        return drafts

    def _take(self, draft: Draft, row: StitchedRow, *, goes_on: bool) -> None:
        for column, cell in enumerate(row.cells):
            role = self._roles.get(column)
            if role is not None and cell:
                draft.take(role, cell, goes_on)

    def _key(self, row: StitchedRow, role: Role) -> str:
        return next((row.key(column) for column, own in self._roles.items() if own == role), "")

    def _most(self, role: Role, pattern: re.Pattern[str]) -> bool:
        """Whether the cells of a column begin with a pattern, as a rule."""
        keys = [key for row in self._inner if (key := self._key(row, role))]
        return sum(pattern.match(key) is not None for key in keys) * 2 > len(keys)

    def _opens_the_next(self, index: int, numbers: Sequence[int | None]) -> bool:
        """Whether a page's last row is the upper part of the next measure, whose title stands on the next page.

        Word sets a title in the middle of its cell's height, so that it may stand behind the page end.
        """
        if index + 1 >= len(self._rows):
            return False
        row, following = self._rows[index], self._rows[index + 1]
        steps, behind = self._key(row, Role.STEPS), self._key(following, Role.STEPS)
        return (
            following.opens_part
            and not row.opens_part
            and numbers[index + 1] is not None
            and not self._key(row, Role.TITLE)
            and _FIRST_STEP.match(steps) is not None
            and ANY_MARKER.match(behind) is None
        )

    def _is_numbered(self, numbers: Sequence[int | None]) -> bool:
        """Whether the entries count 1, 2, 3 …: then a row without the next number continues the one before."""
        counted = [number for number in numbers if number is not None]
        in_turn = expected = 0
        for number in counted:
            if number in (expected + 1, 1):  # a second table may begin at 1 again
                in_turn += 1
                expected = number
        titled = sum(self._begins(index, True) for index in range(len(self._rows)))
        return in_turn >= 1 and counted[:1] == [1] and in_turn * 2 > titled

    def _begins(self, index: int, has_before: bool) -> bool:
        """Whether a row of an unnumbered table begins a measure.

        On the first row of a page, a title beside an empty period and unit is the rest of a row that the page end cut.
        """
        row, roles = self._rows[index], self._roles
        lead = [column for column, role in roles.items() if role == Role.TITLE]
        lead = lead or [column for column, role in roles.items() if role in (Role.INDICATOR, Role.STEPS)]
        if not any(row.key(column) for column in lead):
            return False
        if not has_before or not row.opens_part:
            return True
        if self._goes_on(row) or self._is_cut(index):
            return False
        tail = [column for column, role in roles.items() if role in (Role.PERIOD, Role.RESPONSIBLE)]
        if tail and not any(row.key(column) for column in tail):
            return any(row.cells[column] is None for column in tail)
        return True

    def _goes_on(self, row: StitchedRow) -> bool:
        """Whether a page's first row is the rest of one: no number or indicator of its own, steps from the middle."""
        heads = [column for column, role in self._roles.items() if role in (Role.NUMBER, Role.INDICATOR)]
        steps = self._key(row, Role.STEPS)
        return any(not row.key(column) for column in heads) and bool(steps) and not _FIRST_STEP.match(steps)

    def _is_cut(self, index: int) -> bool:
        """Whether the cells of a page's first row begin in the middle of what their columns hold.

        Steps without a marker where the others have one, or that count on those above them; an indicator without the
        word where the others begin with it; a period that only together with the one before gives what the other rows
        have: `ตลอด | ปีงบประมาณ พ.ศ. 2569`.
        """
        row = self._rows[index]
        steps, named = self._key(row, Role.STEPS), self._key(row, Role.INDICATOR)
        if self._marked and steps and ANY_MARKER.match(steps) is None:
            return True
        counted = _STEP_NUMBER.match(steps)
        if index and counted is not None and int(counted["number"]) > 1:
            last = list(_STEP_NUMBER.finditer(self._key(self._rows[index - 1], Role.STEPS)))
            if last and int(last[-1]["number"]) + 1 == int(counted["number"]):
                return True  # `1) … 2) …` above the page end, `3) …` below it
        if self._named and named and _NAMES_INDICATOR.match(named) is None:
            return True
        before, period = self._key(self._rows[index - 1], Role.PERIOD), self._key(row, Role.PERIOD)
        return (
            bool(index and before and period)
            and period not in self._periods
            and before + period in self._periods
        )

    def _share_merged(self, drafts: list[Draft]) -> None:
        """Give measures under one merged cell (a period for all of them, say) what stands in it.

        Only where no cell begins (None) is a cell merged; an empty cell is empty.
        """
        if not self._ruled:
            return
        merged = {
            role
            for column, role in self._roles.items()
            if role in (Role.PERIOD, Role.RESPONSIBLE, Role.INDICATOR, Role.ANALYSIS)
            and any(row.cells[column] is None for row in self._rows)
        }
        for role in merged:
            shared: list[Span] = []
            for draft in drafts:
                if role in draft.cells:
                    shared = draft.cells[role]
                elif shared:
                    draft.cells[role] = shared


def wide_cell(table: StitchedTable, row: StitchedRow) -> Span | None:
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


def _brings_own(row: StitchedRow, roles: dict[int, Role]) -> bool:
    """Whether a row whose number is not the next one is a measure all the same: it has cells that measures have.

    A row that a page end cut has a number too where its title goes on with its steps, but no period or unit.
    """
    if not any(row.key(column) for column, role in roles.items() if role in (Role.TITLE, Role.INDICATOR)):
        return False
    tail = (Role.PERIOD, Role.RESPONSIBLE) if row.opens_part else (Role.PERIOD, Role.RESPONSIBLE, Role.STEPS)
    return any(row.key(column) for column, role in roles.items() if role in tail)


def _words(row: StitchedRow) -> Span:
    return next((cell for cell in row.cells if cell), Span())
