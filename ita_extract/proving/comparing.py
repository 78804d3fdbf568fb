"""What was read in the picture of a place beside what the text says there: agreement, contradiction, or neither.

The reader is a reader of lines and may be wrong, and a needless doubt is a fault as well: only digits that it is sure
of, in two looks of different size, contradict the text. What it cannot read proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from ita_extract.language.vocabulary import RATING_WORDS
from ita_extract.reading.scans.reader import ReadChar
from ita_extract.thai.digits import to_arabic
from ita_extract.thai.letters import toneless

_SURE = 0.9  # of a digit that contradicts the text
_SURE_OF_ALL = 0.97  # of each character, where the number has another length
_NUMBER = re.compile(r"\d{1,3}\.\d{1,2}|\d{4}")


class Verdict(StrEnum):
    """What the ink of a place says of its text."""

    AGREES = "agrees"
    OTHER = "other"
    UNSURE = "unsure"


class Seen(NamedTuple):
    """A verdict and what was read."""

    verdict: Verdict
    text: str


def figures_of(text: str) -> str:
    """Return the digits and points of a number, in Arabic digits."""
    return "".join(to_arabic(letter) for letter in text if letter.isdigit() or letter == ".").strip(".")


def compare_number(expected: str, read: Sequence[ReadChar]) -> Seen:
    """Hold a number beside what was read of it in one look."""
    chars = [char for char in read if char.text.strip()]
    text = "".join(to_arabic(char.text) for char in chars)
    wanted = figures_of(expected)
    if _digits(figures_of(text)) == _digits(wanted) and _digits(wanted):
        return Seen(Verdict.AGREES, text)
    if not _NUMBER.fullmatch(text):
        return Seen(Verdict.UNSURE, text)
    if len(text) == len(wanted):
        differing = [
            char for char, letter in zip(chars, wanted, strict=True) if to_arabic(char.text) != letter
        ]
        firm = all(char.sure >= _SURE for char in differing)
    else:
        firm = all(char.sure >= _SURE_OF_ALL for char in chars)
    return Seen(Verdict.OTHER if firm else Verdict.UNSURE, text)


def compare_level(expected: str, read: Sequence[ReadChar]) -> Seen:
    """Hold the words of a level beside what was read of them in one look: only another level contradicts them."""
    text = "".join(char.text for char in read if char.text.strip())
    if toneless(text.casefold()) == toneless(expected.casefold()):
        return Seen(Verdict.AGREES, text)
    firm = text in RATING_WORDS and all(char.sure >= _SURE for char in read if char.text.strip())
    return Seen(Verdict.OTHER if firm else Verdict.UNSURE, text)


def together(first: Seen, second: Seen) -> Seen:
    """Join two looks: one that agrees is enough, to contradict both must read the same."""
    for look in (first, second):
        if look.verdict == Verdict.AGREES:
            return look
    if first == second:
        return first
    return Seen(Verdict.UNSURE, second.text)


def _digits(text: str) -> str:
    return text.replace(".", "")
