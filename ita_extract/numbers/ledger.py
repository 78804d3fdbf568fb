"""The account of a document's numbers: each is claimed by a row, excused with a reason and a cue, or unresolved.

`Ledger.of` enters every number-like token of every block before any reader runs. Readers claim what they read and
excuse what is no value; a number has one fate, and a second claim is kept apart as a fault of the reader. What a
text row holds (a recommendation, a step, a cell) is taken: its numbers are part of the row, but for those that are
written like scores, for a score in a text is a mention that a reader must have seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from ita_extract.layout.blocks import Furniture, Role, Rotated, TableBlock
from ita_extract.layout.document import Document
from ita_extract.layout.span import Span
from ita_extract.layout.tables import Table
from ita_extract.model import Fate

TOKEN = re.compile(r"\d+(?:[.,]\d+)*")


class Home(StrEnum):
    """The kind of block that holds a number."""

    TEXT = "text"
    CELL = "cell"
    FURNITURE = "furniture"
    ROTATED = "rotated"


@dataclass(frozen=True, eq=False)
class Number:
    """A number-like token: its chars, how it is written in Arabic digits, and the text around it.

    `start` and `stop` are its places in the key of `context`; `role` is that of furniture.
    """

    span: Span
    written: str
    context: Span
    start: int
    stop: int
    home: Home
    role: Role | None = None

    @property
    def before(self) -> str:
        """Return up to 60 characters of the key before it."""
        return self.context.key[max(0, self.start - 60) : self.start]

    @property
    def after(self) -> str:
        """Return up to 40 characters of the key behind it."""
        return self.context.key[self.stop : self.stop + 40]


@dataclass(frozen=True)
class RowKey:
    """A row that numbers are claimed for: its table, and an object that stands for the row until it is numbered."""

    table: str
    row: object


@dataclass
class Entry:
    """A number and its fate so far; the first claim and the first excuse count."""

    number: Number
    claim: RowKey | None = None
    reason: str = ""
    rule: str = ""
    cue: str = ""
    taken: RowKey | None = None
    again: list[RowKey] = field(default_factory=list)

    @property
    def fate(self) -> Fate:
        """Return what became of the number."""
        if self.claim is not None:
            return Fate.CLAIMED
        return Fate.EXCUSED if self.reason and self.rule else Fate.UNRESOLVED


class SecondClaimError(RuntimeError):
    """Two readers claimed one number: a defect of the reader, raised in tests, a reason for review in production."""


class Ledger:
    """All numbers of a document with their fates."""

    strict = False  # whether a second claim raises

    def __init__(self, numbers: Iterable[Number]) -> None:
        """Enter numbers; each char belongs to one of them at most."""
        self.entries = [Entry(number) for number in numbers]
        self._of_char = {id(char): entry for entry in self.entries for char in entry.number.span.chars}
        self._owner: dict[int, RowKey] = {}

    @classmethod
    def of(cls, document: Document) -> Ledger:
        """Enter all number-like tokens of all blocks of a document."""
        return cls(_numbers(document))

    def entries_in(self, span: Span) -> list[Entry]:
        """Return the numbers that have a char in a span, in its order."""
        found = {
            id(entry): entry for char in span.chars if (entry := self._of_char.get(id(char))) is not None
        }
        return list(found.values())

    def claim(self, span: Span, table: str, row: object) -> None:
        """Claim the numbers of a span for a row; a number that another row has claimed is noted as claimed again."""
        key = RowKey(table, row)
        for entry in self.entries_in(span):
            if entry.claim is None:
                entry.claim = key
            elif entry.claim != key:
                if self.strict:
                    raise SecondClaimError(f"{entry.number.written}: {entry.claim}, then {key}")
                entry.again.append(key)

    def excuse(self, span: Span, reason: str, rule: str, cue: str) -> None:
        """Excuse the numbers of a span that have no fate yet."""
        for entry in self.entries_in(span):
            if entry.fate == Fate.UNRESOLVED and not entry.reason:
                entry.reason, entry.rule, entry.cue = reason, rule, cue

    def leave(self, span: Span, reason: str, cue: str = "") -> None:
        """Leave the numbers of a span unresolved, with a reason: a reader saw them and could not say what they are."""
        for entry in self.entries_in(span):
            if entry.claim is None:
                entry.reason, entry.rule, entry.cue = reason, "", cue

    def take(self, span: Span, table: str, row: object) -> None:
        """Note that a text belongs to a row: its chars have an owner, its plain numbers go with it."""
        key = RowKey(table, row)
        owner, of_char = self._owner, self._of_char
        for char in span.chars:
            char_id = id(char)
            owner.setdefault(char_id, key)
            entry = of_char.get(char_id)
            if entry is not None and entry.taken is None:
                entry.taken = key

    def owned(self, span: Span) -> float:
        """Return the share of a span's chars that belong to a row, 0-1; 1 for an empty one."""
        if not span.chars:
            return 1.0
        return sum(id(char) in self._owner for char in span.chars) / len(span.chars)

    def owners(self, span: Span) -> list[RowKey]:
        """Return the rows that took chars of a span, each once, in its order."""
        return list(
            dict.fromkeys(key for char in span.chars if (key := self._owner.get(id(char))) is not None)
        )

    def open(self) -> Iterator[Entry]:
        """Return the numbers without a fate."""
        return (entry for entry in self.entries if entry.fate == Fate.UNRESOLVED)


def _numbers(document: Document) -> Iterator[Number]:
    yield from numbers_of(document.text, Home.TEXT)
    for block in document.blocks:
        if isinstance(block, TableBlock):
            for cell in _cells(block.table):
                yield from numbers_of(cell, Home.CELL)
        elif isinstance(block, Furniture):
            yield from numbers_of(block.span, Home.FURNITURE, block.role)
        elif isinstance(block, Rotated):
            yield from numbers_of(block.span, Home.ROTATED)


def numbers_of(context: Span, home: Home, role: Role | None = None) -> Iterator[Number]:
    """Return the number-like tokens of a text."""
    for match in TOKEN.finditer(context.key):
        span = context.cut(match.start(), match.end())
        yield Number(span, match.group(), context, match.start(), match.end(), home, role)


def _cells(table: Table) -> Iterator[Span]:
    for row in table.rows:
        for cell in row:
            if cell is not None and cell.lines:
                yield cell.span
