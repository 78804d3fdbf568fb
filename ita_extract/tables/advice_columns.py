"""What the columns of a table of recommendations hold, by heading and by content, and its rows made whole."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from ita_extract.language.item_codes import BETWEEN, CODES, ITEM_WORD, LETTERED, URGES
from ita_extract.language.lists import split_numbered, without_number
from ita_extract.layout.span import Span
from ita_extract.tables.advice_roles import AdviceRole, role_of
from ita_extract.tables.measure_columns import measure_roles
from ita_extract.tables.stitching import StitchedRow, StitchedTable
from ita_extract.thai.letters import tone_tolerant

# `(i4) …`, `ข้อ I07, I08 …`, `O 24`, `i2 : …` at the beginning of a cell, and `ข้อ 4 …`, whose letter its indicator tells
ITEM_HEAD = re.compile(
    rf"(?:\(?{ITEM_WORD}*\(?(?P<codes>(?={LETTERED}|0\d){CODES})|{ITEM_WORD}+(?P<bare>\d{{1,2}}(?!\d|\.\d)(?:{BETWEEN}\d{{1,2}}(?!\d|\.\d))*))"
    r"\)?[:.\-–]*(?:ประเด็น(?:ที่|คือ|:|ว่า)?|เรื่อง)?"
)
_BARE = re.compile(rf"\d{{1,2}}(?:{BETWEEN}\d{{1,2}})*")
_ASKS = re.compile(r"ข้อ|รหัส|คำถาม")
_NAMES_INDICATOR = tone_tolerant(r"(?:\d{1,2}[.)])?ตัวชี้วัด(?:ที่)?(?:10|[1-9])(?![\d.])")
_SHORTEST_TEXT = 12  # characters in the mean: a sentence, no name
_TELLING = (AdviceRole.INDICATOR, AdviceRole.ISSUE, AdviceRole.ADVICE)
_FEWEST_CODED = 0.5  # share of the rows that begin with an item's code


@dataclass
class AdviceDraft:
    """A recommendation in the making: the spans of each of its columns, part by part."""

    cells: dict[AdviceRole, list[Span]] = field(default_factory=dict)
    inherited: dict[AdviceRole, Span] = field(default_factory=dict)

    def take(self, role: AdviceRole, cell: Span) -> None:
        """Add a cell, or the rest of one that a page end cut."""
        self.cells.setdefault(role, []).append(cell)

    def own(self, role: AdviceRole) -> Span:
        """Return what stands in a column of the row itself."""
        return Span.join(self.cells.get(role, []))

    def text(self, role: AdviceRole) -> Span:
        """Return what stands in a column, or in the merged cell above that reaches down to the row."""
        return self.own(role) or self.inherited.get(role, Span())

    @property
    def whole(self) -> Span:
        """Return all cells of the row."""
        return Span.join(span for spans in self.cells.values() for span in spans)

    @property
    def coded(self) -> bool:
        """Whether an item's code begins one of its cells."""
        if _BARE.fullmatch(self.own(AdviceRole.ITEM).key):
            return True
        named = bool(self.text(AdviceRole.INDICATOR))
        heads = (
            ITEM_HEAD.match(self.own(role).key)
            for role in (AdviceRole.ITEM, AdviceRole.ISSUE, AdviceRole.ADVICE)
        )
        return any(head is not None and (head["codes"] or named) for head in heads)


@dataclass(frozen=True)
class AdviceTable:
    """A table of recommendations: its rows, and what its columns hold (none for cards), as told by which test."""

    drafts: tuple[AdviceDraft, ...]
    roles: dict[int, AdviceRole]
    told_by: dict[int, str]


def judge_advice_table(table: StitchedTable) -> AdviceTable:
    """Read a table as one of recommendations; it has no rows where it holds something else."""
    roles, told_by = _roles_of_columns(table)
    drafts = list(_joined(table.rows, roles)) if roles else []
    if not drafts:
        drafts, roles, told_by = _of_cards(table), {}, {}
    return AdviceTable(tuple(drafts) if _are_known(table, drafts) else (), roles, told_by)


def _are_known(table: StitchedTable, drafts: list[AdviceDraft]) -> bool:
    """Whether rows are recommendations: each with an issue or an advice, and items or indicators that say so."""
    coded = sum(draft.coded for draft in drafts)
    worded = all(draft.own(AdviceRole.ISSUE) or draft.own(AdviceRole.ADVICE) for draft in drafts)
    # without any code, the words of three headings and the indicators tell as much
    whole = all(draft.text(role) for draft in drafts for role in _TELLING) and table.headings
    named = whole and all(_NAMES_INDICATOR.match(draft.text(AdviceRole.INDICATOR).key) for draft in drafts)
    known = (coded and coded >= _FEWEST_CODED * len(drafts)) or named
    return bool(worded and known)


def _roles_of_columns(table: StitchedTable) -> tuple[dict[int, AdviceRole], dict[int, str]]:
    """Return what each column holds and which test told so; nothing where they are none of recommendations."""
    head, rows = table.headings, table.rows
    if not head or not rows or measure_roles(list(head)) is not None:
        return {}, {}
    roles = {column: role for column, heading in enumerate(head) if (role := role_of(heading)) is not None}
    told_by = dict.fromkeys(roles, "heading")
    named = any(
        2 * sum(_begins_with_item(cell) for cell in cells) > len(cells)
        for column, role in roles.items()
        if role in (AdviceRole.ISSUE, AdviceRole.ADVICE)
        and (cells := [cell for row in rows if (cell := row.cells[column])])
    )
    for column in _coded_columns(head, rows, roles):
        told_by[column] = "content"
        if named and roles.get(column) != AdviceRole.ITEM:
            roles[column] = AdviceRole.REFERENCE  # `ข้อ I6 งานที่มอบหมาย… | O2`
            continue
        again = AdviceRole.ITEM in roles.values() and roles.get(column) != AdviceRole.ITEM
        roles[column] = (
            AdviceRole.REFERENCE if again else AdviceRole.ITEM
        )  # the items of a row stand left of others
    by_content = _by_content(rows, roles, len(head))
    if AdviceRole.GUIDANCE not in {*roles.values(), *by_content.values()}:
        by_content |= _listing(rows, roles.keys() | by_content.keys(), len(head))
    roles |= by_content
    told_by |= dict.fromkeys(by_content, "content")
    found = set(roles.values())
    if not {AdviceRole.ISSUE, AdviceRole.ADVICE} & found or len(roles) < 2:
        return {}, {}
    if AdviceRole.SCORE in found and AdviceRole.ADVICE not in found:
        return {}, {}  # `ข้อ | ประเด็นการประเมิน | คะแนน`: the indicators and their scores
    return roles, told_by


def _begins_with_item(cell: Span) -> bool:
    match = ITEM_HEAD.match(cell.key)
    return match is not None and match["codes"] is not None and match.end() < len(cell.key)


def _coded_columns(
    head: Sequence[str], rows: Sequence[StitchedRow], roles: dict[int, AdviceRole]
) -> list[int]:
    """Return the columns that hold nothing but codes, those first whose heading asks for the item."""
    found = []
    for column in range(len(head)):
        cells = [cell for row in rows if (cell := row.cells[column])]
        bare = _ASKS.search(head[column]) is not None
        referred = roles.get(column) == AdviceRole.REFERENCE
        if cells and not referred and 2 * sum(_is_code(cell, bare=bare) for cell in cells) > len(cells):
            found.append(column)
    return sorted(found, key=lambda column: (roles.get(column) != AdviceRole.ITEM, column))


def _by_content(
    rows: Sequence[StitchedRow], roles: dict[int, AdviceRole], width: int
) -> dict[int, AdviceRole]:
    """Return what columns under unknown words hold, beside a column of items: the issue, and what should be done."""
    missing = [role for role in (AdviceRole.ISSUE, AdviceRole.ADVICE) if role not in roles.values()]
    texts: dict[int, list[Span]] = {
        column: cells
        for column in range(width)
        if column not in roles
        and (cells := [cell for row in rows if (cell := row.cells[column])])
        and sum(len(cell.key) for cell in cells) >= _SHORTEST_TEXT * len(cells)
    }
    if AdviceRole.ITEM not in roles.values() or len(texts) != len(missing):
        return {}
    asking = sorted(
        texts, key=lambda column: sum(URGES.search(cell.key) is not None for cell in texts[column])
    )
    return dict(zip(asking, missing, strict=True))


def _listing(rows: Sequence[StitchedRow], known: Collection[int], width: int) -> dict[int, AdviceRole]:
    """Return the only column under unknown words that holds lists: what the body will do, beside what it is advised."""
    found = [
        column
        for column in range(width)
        if column not in known
        and (cells := [cell for row in rows if (cell := row.cells[column])])
        and 2 * sum(len(split_numbered(cell)[1]) > 1 for cell in cells) > len(cells)
    ]
    return {found[0]: AdviceRole.GUIDANCE} if len(found) == 1 else {}


def _is_code(cell: Span, *, bare: bool = False) -> bool:
    if bare and _BARE.fullmatch(cell.key):
        return True
    match = ITEM_HEAD.match(cell.key)
    return match is not None and match.end() == len(cell.key)


def _joined(rows: Sequence[StitchedRow], roles: dict[int, AdviceRole]) -> Iterator[AdviceDraft]:
    """Join what a page end cut, and hand merged cells down to the rows beside them."""
    draft: AdviceDraft | None = None
    above: dict[AdviceRole, Span] = {}
    coded_before = False
    for row in rows:
        cells = [(roles[column], cell) for column, cell in enumerate(row.cells) if cell and column in roles]
        alone = [cell for cell in row.cells if cell]
        if len(alone) == 1 and len(row.cells) > 2 and _NAMES_INDICATOR.match(alone[0].key):
            above = {**above, AdviceRole.INDICATOR: alone[0]}  # a row over the rows of one indicator
            continue
        new = AdviceDraft(inherited=dict(above))
        for role, cell in cells:
            new.take(role, cell)
        goes_on = (
            draft is not None
            and not new.coded
            and (
                not (new.own(AdviceRole.ISSUE) or new.own(AdviceRole.ITEM))
                or (row.opens_part and coded_before)
            )
        )
        if goes_on and draft is not None:
            for role, cell in cells:
                draft.take(role, cell)
            continue
        if draft is not None:
            yield draft
        for role in (AdviceRole.INDICATOR, AdviceRole.INSTRUMENT):
            if new.own(role):
                above[role] = new.own(role)
        draft, coded_before = new, new.coded
    if draft is not None:
        yield draft


def _of_cards(table: StitchedTable) -> list[AdviceDraft]:
    """Read a table of two columns whose headings stand on the left; a row that names an indicator begins a card."""
    rows = (*table.heading_rows, *table.rows)
    if not rows or len(rows[0].cells) != 2:
        return []
    drafts: list[AdviceDraft] = []
    indicator, last = Span(), None
    for row in rows:
        left, right = row.cells
        if left and _NAMES_INDICATOR.match(left.key):
            if left.key != indicator.key:  # else the head of a card, repeated on the next page
                drafts.append(AdviceDraft())
                drafts[-1].take(AdviceRole.INDICATOR, left)
            if right:
                drafts[-1].take(AdviceRole.SCORE, right)
            indicator = left
            continue
        role = role_of(without_number(left)[1].key) if left else last
        if left and right and _is_code(right):
            role = AdviceRole.ITEM  # ข้อคำถาม | ข้อ i10
        if role is None or not drafts:
            return []
        if left and drafts[-1].own(role):
            drafts.append(AdviceDraft(inherited={AdviceRole.INDICATOR: indicator}))
        if right:
            drafts[-1].take(role, right)
        last = role
    return [draft for draft in drafts if draft.own(AdviceRole.ISSUE) or draft.own(AdviceRole.ADVICE)]
