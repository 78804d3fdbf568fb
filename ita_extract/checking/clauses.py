"""Clauses: the words before a statement, and what they make of it; how the year's indicators are named.

The words are data, `language/lexicon/statements.toml`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ita_extract.language.lexicon_files import read_lexicon
from ita_extract.rulebook.year import YearRules

_CLAUSE = 60  # characters of the key that are looked at before a subject
_SCORE = re.compile(r"\d{1,3}(?:\.\d+)?(?:คะแนน|%)|\d{1,3}\.\d+")
_OF_THE_NUMBER = re.compile(
    r"^(?:จาก|กว่า|เมื่อ|เทียบกับ|ของ|ใน)*ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?(?:25\d\d|ที่ผ่านมา|ที่แล้ว|ก่อน(?:หน้า)?)"
)
_LISTED = r"คะแนน|%|,|;|/|และ|ส่วน(?!ที่)|แบบ(?:วัด|ตรวจ)|เครื่องมือ|\(|\)| "
_LISTED_ON = re.compile(rf"(?:{_LISTED})*")
# what stands between two scores of a list
_NEXT_OF_LIST = re.compile(rf"(?:{_LISTED}|iit|eit|oit|ส่วนที่\d|ตัวชี้วัด(?:ที่)?:?\d{{1,2}}|ได้|เท่ากับ|คือ|=|:|-)*")
_OF_LIST = re.compile(r"(?:และ|,|ส่วน|แบบ(?:วัด|ตรวจ)|เครื่องมือ)*(?:iit|eit|oit|ส่วนที่\d|ตัวชี้วัด(?:ที่)?:?\d)")
_OPENED = re.compile(r"ดังนี้|ต่อไปนี้|ดังกล่าว")
_YEAR = re.compile(r"25\d\d")


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, tuple[str, ...]]:
    return {name: tuple(entries) for name, entries in read_lexicon("statements").items()}


def phrases(name: str) -> tuple[str, ...]:
    """Return the patterns of a list of the lexicon of statements. Raises KeyError for one that it does not have."""
    return _lexicon()[name]


@cache
def any_of(name: str) -> re.Pattern[str]:
    """Return one pattern of all those of a list of the lexicon of statements."""
    return re.compile("|".join(phrases(name)))


def indicator_pattern(rules: YearRules) -> re.Pattern[str]:
    """Return what names an indicator, by number or by name; the group `nN` tells which."""
    return _indicator_pattern(
        tuple((entry.number, entry.name, *entry.other_names) for entry in rules.indicators.list)
    )


@lru_cache(maxsize=16)
def _indicator_pattern(indicators: tuple[tuple[int | str, ...], ...]) -> re.Pattern[str]:
    parts = []
    for number, *names in reversed(indicators):
        listed = "|".join(re.escape(str(name)) for name in sorted(names, key=lambda name: -len(str(name))))
        parts.append(rf"(?P<n{number}>ตัวชี้วัด(?:ที่)?:?{number}(?![\d.])[.:)\-]*(?:{listed})?|{listed})")
    return re.compile("|".join(parts))


def clause_before(key: str, offset: int, start: int = 0) -> str:
    """Return the words before a place of a key, from `start` or the score before them on."""
    offset = _start_of_list(key, offset, start)
    clause = key[max(start, offset - _CLAUSE) : offset]
    numbers = list(_SCORE.finditer(clause))
    if numbers:  # `เพิ่มขึ้น 3.65 คะแนน จากปีที่ผ่านมา เครื่องมือ IIT ได้ …`: that year belongs to the number before it
        clause = _OF_THE_NUMBER.sub("", clause[numbers[-1].end() :])
    return _OPENED.split(clause)[-1]


def _start_of_list(key: str, offset: int, start: int) -> int:
    """Return where the first score of the list stands in which a subject is the next: what leads to it leads to all.

    `จังหวัดมีค่าเฉลี่ย IIT 88.10 คะแนน EIT 87.20 คะแนน และ OIT …`, `คะแนนเต็มตามน้ำหนัก IIT 30.00 EIT 30.00 OIT 40.00`.
    """
    if not _OF_LIST.match(key, offset):
        return offset
    begins = max(start, offset - 3 * _CLAUSE)
    numbers = list(_SCORE.finditer(key, begins, offset))
    between = _LISTED_ON
    for number in reversed(numbers):
        if not between.fullmatch(key, number.end(), offset) or key[: number.start()].endswith("เต็ม"):
            break
        offset, between = number.start(), _NEXT_OF_LIST
    return offset


def is_aim(clause: str) -> bool:
    """Whether words before a subject make what is said of it an aim or a condition."""
    return any_of("aims").search(clause) is not None


def is_not_of_itself(clause: str) -> bool:
    """Whether words before a subject make what is said of it an aim, a condition, a threshold, or another body's."""
    return is_aim(clause) or any_of("not_own").search(clause) is not None


def is_not_of_now(clause: str, fiscal_year: int | None) -> bool:
    """Whether words before a subject make what is said of it an aim, a condition, a mean, or another year's."""
    years = [int(match.group()) for match in _YEAR.finditer(clause)]
    return (
        is_not_of_itself(clause)
        or any_of("not_now").search(clause) is not None
        or bool(years and fiscal_year not in (None, years[-1]))
    )
