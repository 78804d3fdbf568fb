"""One value of a row -> the text of one CSV cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Any

from ita_extract.writing.spreadsheet_text import is_taken_for_something_else

LIST_SEPARATOR = ";"
_SCORE_DIGITS = 2


def cell(value: Any) -> str:
    """Return a value as CSV text.

    None is empty, a score has two digits (more only where it has more), a date is ISO 8601, lists are
    joined by ';'. A ';' inside a member is written as ',', so that the number of members stays right; the
    JSON has it as it was. Raises TypeError for a type that no column has.
    """
    form = _FORMS.get(type(value))
    if form is not None:
        return form(value)
    if isinstance(value, Enum):
        return str(value.value)
    raise TypeError(f"no CSV form for {type(value).__name__}")


def harmless(text: str) -> str:
    """Return the text of a cell so that no spreadsheet takes it for a formula, a date or another number.

    An apostrophe goes before it, as people write it there. A plain number (89.50, -1) stays.
    """
    return "'" + text if is_taken_for_something_else(text) else text


def _text(value: str) -> str:
    """Return a text with one kind of line end: some readers of CSV, and Python's own writer before 3.13, need it."""
    return value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value


def _list(value: tuple[Any, ...]) -> str:
    return LIST_SEPARATOR.join(cell(member).replace(LIST_SEPARATOR, ",") for member in value)


def _score(value: Decimal) -> str:
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_SCORE_DIGITS:
        return format(value.normalize(), "f")
    return format(value, f".{_SCORE_DIGITS}f")


_FORMS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _nothing: "",
    bool: lambda value: "true" if value else "false",
    str: _text,
    Decimal: _score,
    int: repr,
    float: repr,
    dt.date: dt.date.isoformat,
    tuple: _list,
}
