"""Item codes as they are written to normal codes: i2, e4, o10, 9.1.

Officials write them in Latin letters with Thai digits (`i๒`), with a zero for the letter o (`๐๑๐`, `019`), without
a letter (`ข้อ ๑๐`), with look-alike letters of other scripts, in capitals, with spaces and with leading zeros.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ita_extract.rulebook.year import YearRules

# In a span's key (lower case, Arabic digits, no spaces). Letters that stand for o: Latin, Greek, Cyrillic,
# Thai zero and the sign ๏; ไอ, อี, โอ are the letters' names in Thai.
_LETTERS = {
    "i": "i", "ι": "i", "і": "i", "|": "i", "l": "i", "iit": "i", "ไอ": "i",
    "e": "e", "е": "e", "ε": "e", "eit": "e", "อี": "e",
    "o": "o", "ο": "o", "о": "o", "๏": "o", "oit": "o", "โอ": "o",
}  # fmt: skip
_WORD = "|".join(sorted(map(re.escape, _LETTERS), key=len, reverse=True))

# One code: 9.1, i2, O-10, OIT ข้อ 6, o010, 019, 10
SINGLE_CODE = rf"(?:(?:9|10)\.[1-9](?!\d)|(?:{_WORD})(?:ข้อที่|ข้อ|\.|-|_)?\d{{1,3}}|\d{{1,3}})(?!\d|\.\d)"
_CODE = re.compile(
    rf"(?P<sub>(?:9|10)\.[1-9])|(?P<letter>{_WORD})(?:ข้อที่|ข้อ|\.|-|_)?(?P<number>\d{{1,3}})|(?P<bare>\d{{1,3}})"
)

_INSTRUMENT_LETTER = {"IIT": "i", "EIT": "e", "OIT": "o"}


@dataclass(frozen=True, slots=True)
class ItemCode:
    """A code that was read: normal, or None where it can be no code of that year."""

    code: str | None
    written: str


def normal_code(written: str, rules: YearRules, indicator: int | None) -> ItemCode:
    """Normalise one code from a span's key, in the section of an indicator (None: outside of all).

    A bare number takes its letter from the section when it lies in that indicator's range, and a leading zero is
    a letter o when the rest is an o-item of the year; i-codes whose letter was read as 1 are not guessed.
    """
    match = _CODE.fullmatch(written)
    if match is None:
        return ItemCode(None, written)
    if match["sub"]:
        return ItemCode(match["sub"] if rules.is_sub_indicator(match["sub"]) else None, written)
    if match["letter"]:
        code = f"{_LETTERS[match['letter']]}{int(match['number'])}"
        return ItemCode(code, written)
    return ItemCode(_from_digits(match["bare"], rules, indicator), written)


def _from_digits(digits: str, rules: YearRules, indicator: int | None) -> str | None:
    if digits.startswith("0"):
        rest = digits.lstrip("0")
        code = f"o{rest}"
        return code if rest and rules.is_item(code) else None
    if indicator is None:
        return None
    code = f"{_INSTRUMENT_LETTER[rules.indicator(indicator).instrument]}{int(digits)}"
    if not rules.is_item(code):
        return None
    home = rules.item_indicator(code)
    return code if home is None or home == indicator else None
