"""One value of a row -> one cell of a sheet: text as text, numbers as numbers, dates as dates."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from ita_extract.messages import _
from ita_extract.workbook.styles import Look, Mark, Styles
from ita_extract.writing.cells import cell

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST_CHARACTERS = 32_767  # of a cell; Excel counts UTF-16 units
_SHOWN_WHOLE = 255
_FIRST_DAY = dt.date(1900, 3, 1)  # before it Excel counts a day that never was, and none before 1900
_EXACT_DIGITS = 15
# XML has no place for these; a person sees that something stood there
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Cell:
    """What is written: a number, a date, a truth value or a text, and how it looks; `cut` where a text was too long."""

    value: float | int | bool | dt.date | str | None
    look: Look
    cut: bool = False


def cell_of(value: Any) -> Cell:
    """Return the cell for a value of a row: a list is joined as in the CSV, a score has its digits.

    A number that a spreadsheet cannot hold exactly, and a date before 1 March 1900, are written as text.
    """
    if value is None:
        return Cell(None, Look.PLAIN)
    if isinstance(value, bool):
        return Cell(value, Look.PLAIN)
    if isinstance(value, Decimal):
        return _score(value)
    if isinstance(value, int):
        return Cell(value, Look.PLAIN) if len(str(abs(value))) <= _EXACT_DIGITS else _text(str(value))
    if isinstance(value, float):
        return Cell(value, Look.PLAIN)
    if isinstance(value, dt.date):
        return Cell(value, Look.DATE) if value >= _FIRST_DAY else _text(value.isoformat())
    if isinstance(value, list):
        value = tuple(value)
    return _text(value.value if isinstance(value, Enum) else cell(value))


def write_cell(
    sheet: Worksheet, row: int, column: int, entry: Cell, styles: Styles, mark: Mark = Mark.NONE
) -> None:
    """Write a cell; an empty one only where it is marked."""
    style = styles.cells[entry.look, mark]
    value = entry.value
    if value is None or value == "":
        if mark is not Mark.NONE:
            sheet.write_blank(row, column, None, style)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)


def width_of(entry: Cell) -> int:
    """Return how many letters wide a cell is; marks over and under Thai letters take no room."""
    value = entry.value
    if isinstance(value, str):
        return sum(unicodedata.category(letter) != "Mn" for letter in value[:60])
    return 0 if value is None else 10 if entry.look is Look.DATE else len(f"{value}") + 1


def written_text(text: str) -> str:
    """Return a text as a sheet can hold it: a character that XML cannot hold is shown by its picture, or by �."""
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    if _UNWRITABLE.search(text):
        text = _UNWRITABLE.sub(lambda found: _picture(found[0]), text)
    # the library takes what begins and ends so for markup of its own, and writes it as it is
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _picture(character: str) -> str:
    return chr(0x2400 + ord(character)) if ord(character) < 0x20 else "\ufffd"


def _score(value: Decimal) -> Cell:
    exact = value.normalize()
    if len(exact.as_tuple().digits) > _EXACT_DIGITS:
        return _text(cell(value))
    return Cell(float(value), Look.SCORE if exact == exact.quantize(Decimal("0.01")) else Look.LONG_SCORE)


def _text(text: str) -> Cell:
    text = written_text(text)
    if len(text) <= _SHOWN_WHOLE:
        return Cell(text, Look.TEXT)
    if len(text) * 2 <= MOST_CHARACTERS or _units(text) <= MOST_CHARACTERS:
        return Cell(text, Look.LONG_TEXT)
    notice = _(" … [cut here: a cell holds no more; the whole text is in the CSV]")
    kept = text.encode("utf-16-le")[: 2 * (MOST_CHARACTERS - len(notice))].decode("utf-16-le", "ignore")
    return Cell(kept + notice, Look.LONG_TEXT, cut=True)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
