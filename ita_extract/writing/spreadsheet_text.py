"""Which texts a spreadsheet takes for something else when it opens a CSV, or when a cell is edited.

What Excel and LibreOffice take: formulas (= + - @), numbers with their signs, units and exponents (00123, 1E5, 96.40 %,
(5), ๙๖.๔), dates and times (1-2, 3/4, ๑-๒, 10.30 น., 5 มี.ค. 2568, SEPT2), truth values, and error values (#N/A). A
plain number as a spreadsheet itself would write it is no danger: it comes out as it went in.
"""

from __future__ import annotations

import calendar
import re

from ita_extract.language.periods import MONTHS

# Asian settings accept the full-width signs too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Not 0123, not 5., no plus, and no more than the fifteen digits that a spreadsheet keeps.
_PLAIN = re.compile(r"-?(?=[0-9.]{1,16}$)(?:0|[1-9][0-9]{0,14})(?:\.[0-9]+)?")
_DIGIT = re.compile(r"\d")
_OTHERS = frozenset({"true", "false"})
_ERROR = re.compile(r"#[A-Z0-9/_!?]+")
_THAI_MONTHS = [
    name for written in MONTHS for name in (written, written.rstrip("."), written.replace(".", ""))
]
_ENGLISH_MONTHS = [*calendar.month_name[1:], *calendar.month_abbr[1:], "Sept"]
_DAYS = [*calendar.day_name, *calendar.day_abbr]
# what may stand around the digits of a number, a date or a time: each longer word before one that it begins with
_WORDS = "|".join(
    re.escape(word.casefold())
    for word in sorted(
        {*_THAI_MONTHS, *_ENGLISH_MONTHS, *_DAYS, "พ.ศ.", "ค.ศ.", "น.", "บาท"},
        key=len,
        reverse=True,
    )
)
# a letter has to follow a digit (1E5, 1 a, 2025-01-31T02:30Z): e4 is an item, d12e345 a document_id
_LETTERS = r"(?:(?<=\d)(?:[ed](?=[+-]?\d)|t(?=\d)|z$)|(?<=[\d\s])[ap]m?(?![a-z]))"
_READABLE = re.compile(rf"(?:[\d\s.,:/%+()\[\]$€£¥฿‰'’′\"^*_–−‐‑－＋．，：／％-]|{_LETTERS}|{_WORDS})++")


def is_taken_for_something_else(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula, a number of other digits, a date, a time or a value."""
    if not text:
        return False
    if _PLAIN.fullmatch(text):
        return False
    if text.startswith(FORMULA_STARTS):
        return True
    bare = text.strip().casefold()
    if bare.startswith(FORMULA_STARTS) or bare in _OTHERS or _ERROR.fullmatch(bare.upper()):
        return True
    return _DIGIT.search(bare) is not None and _READABLE.fullmatch(bare) is not None
