"""One value of the gold, held against one value of the report."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import BaseModel

DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
CONTAINS = "_contains"


class GoldError(ValueError):
    """The gold asks for something that cannot be scored."""


class Outcome(StrEnum):
    """How one value came out."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSING = "missing"
    EXTRA = "extra"


class Point(NamedTuple):
    """One value; `key` names its row, `field` its column; `expected` and `found` are for people."""

    table: str
    key: str
    field: str
    outcome: Outcome
    expected: str
    found: str


def plain(text: str) -> str:
    """Return the text without white space and with Arabic digits; nothing else is made equal."""
    return "".join(text.split()).translate(DIGITS)


def shown(value: Any) -> str:
    """Return a value as people are to see it; lists in brackets, nothing as a dash."""
    if value is None:
        return "–"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(str(part) for part in value) + "]"
    return str(value)


def is_empty(value: Any) -> bool:
    """Return whether a value says nothing: null, an empty text or an empty list."""
    return value is None or (isinstance(value, str | list | tuple) and len(value) == 0)


def same_value(expected: Any, found: Any) -> bool:
    """Return whether the report's value is the gold's; the gold's type says how they are compared.

    Numbers by value, lists without regard to order (but with repeats), texts and dates by `plain`.
    """
    if is_empty(expected) or is_empty(found):
        return is_empty(expected) and is_empty(found)
    if isinstance(expected, list | tuple):
        if not isinstance(found, list | tuple):
            return False
        return sorted(plain(str(part)) for part in expected) == sorted(plain(str(part)) for part in found)
    if isinstance(expected, int | float | Decimal) and not isinstance(expected, bool):
        if not isinstance(found, int | float | Decimal) or isinstance(found, bool):
            return False
        return Decimal(str(expected)) == Decimal(str(found))
    if isinstance(found, list | tuple):
        return False
    if isinstance(found, dt.date):
        found = found.isoformat()
    return plain(str(expected)) == plain(str(found))


def judge(expected: Any, found: Any) -> Outcome:
    """Return the outcome of one value; a value where the gold has none is wrong, not extra."""
    if same_value(expected, found):
        return Outcome.RIGHT
    return Outcome.MISSING if is_empty(found) else Outcome.WRONG


def judge_contained(expected: Any, found: Any) -> Outcome:
    """Return the outcome of a text that must contain another.

    Raises GoldError where the text to be contained is empty: every text would pass.
    """
    if not isinstance(expected, str) or not plain(expected):
        raise GoldError("a '…_contains' without text proves nothing")
    if is_empty(found):
        return Outcome.MISSING
    return Outcome.RIGHT if plain(expected) in plain(str(found)) else Outcome.WRONG


def field_of(row: BaseModel | None, name: str) -> Any:
    """Return a column of a row; nothing where there is no row."""
    return None if row is None else getattr(row, name)


def field_point(table: str, key: str, name: str, expected: Any, row: BaseModel | None) -> Point:
    """Return the point of one gold entry, `NAME` or `NAME_contains`; no row at all means missing."""
    contained = name.endswith(CONTAINS)
    found = field_of(row, name.removesuffix(CONTAINS))
    outcome = judge_contained(expected, found) if contained else judge(expected, found)
    if row is None:
        outcome = Outcome.MISSING
    return Point(table, key, name, outcome, shown(expected), shown(found))
