"""Why a number is no value of the report, by what stands around it: years, dates, references, counts, addresses.

The entries are data (`language/lexicon/excuses.toml`); this module only tries them, the first that fits first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from ita_extract.language.lexicon_files import read_lexicon
from ita_extract.layout.blocks import Role
from ita_extract.model import Fate
from ita_extract.numbers.ledger import Entry, Home, Ledger, Number

RULE = "lexicon"
_SCORE_FORM = re.compile(r"\d{1,3}\.\d{2}")
# `ส่วนที่ 1 คะแนนรวม 92.42`: that unit belongs to the number behind it
_UNIT_AFTER = re.compile(r"\)?(?:คะแนน(?!เต็ม|(?:รวม|เฉลี่ย|ที่ได้|ได้|เท่ากับ|อยู่ที่|คือ|:|=)*\d)|%|เปอร์เซ็นต์)")
_UNIT_BEFORE = re.compile(r"(?:คะแนน(?:รวม|เฉลี่ย)?|ร้อยละ)(?:ได้|เท่ากับ|จำนวน|อยู่ที่|ที่|คือ|เป็น|:|=|\()*$")
_UNIT_OF_LAST = re.compile(r"\d(?:คะแนน|%)$")
_LEAST_WHOLE = 10  # whole numbers up to it are no scores
_SUB_INDICATOR = re.compile(r"(?:9|10)\.[1-9]")


@dataclass(frozen=True)
class _Excuse:
    reason: str
    number: re.Pattern[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    line: bool
    scores: bool

    def cue(self, number: Number) -> str | None:
        """Return the words that excuse a number, or None where they do not."""
        if not self.number.fullmatch(number.written):
            return None
        if self.line and not number.context.starts_line(number.start):
            return None
        before = self.before.search(number.before) if self.before else None
        after = self.after.match(number.after) if self.after else None
        if (self.before and before is None) or (self.after and after is None):
            return None
        return "".join((before.group() if before else "", number.written, after.group() if after else ""))


@cache
def _excuses() -> tuple[_Excuse, ...]:
    return tuple(_compiled(entry) for entry in read_lexicon("excuses")["excuse"])


def _compiled(entry: dict[str, Any]) -> _Excuse:
    before, after = entry.get("before"), entry.get("after")
    return _Excuse(
        reason=entry["reason"],
        number=re.compile(entry["number"]),
        before=re.compile(before) if before else None,
        after=re.compile(after) if after else None,
        line=entry.get("line", False),
        scores=entry.get("scores", False),
    )


def looks_like_a_score(number: Number) -> bool:
    """Whether a number is written as scores are: two decimals and at most 100, or with the unit of scores."""
    digits = number.written.replace(",", ".")
    if digits.count(".") > 1 or len(digits.partition(".")[0]) > 3 or float(digits) > 100:
        return False
    if _SCORE_FORM.fullmatch(number.written):
        return True
    if "," in number.written and not re.fullmatch(r"\d{2},\d{1,2}", number.written):
        return False  # `ตัวชี้วัดที่ 3,10`: a list
    if "." not in digits and float(digits) <= _LEAST_WHOLE:
        return False  # `คะแนน 2. แบบวัด…`: the number of an entry
    united = bool(_UNIT_AFTER.match(number.after)) or bool(
        _UNIT_BEFORE.search(number.before) and not _UNIT_OF_LAST.search(number.before)
    )
    return united and not (_SUB_INDICATOR.fullmatch(number.written) and "%" not in number.after)


def excuse_the_rest(ledger: Ledger) -> None:
    """Excuse the numbers that no reader took, by their surroundings; those of the paper by their block."""
    for entry in list(ledger.open()):
        if entry.reason:
            continue  # a reader saw it and left it
        number = entry.number
        score = looks_like_a_score(number)
        if number.home == Home.FURNITURE and not score:
            entry.reason, entry.rule, entry.cue = (
                number.role or Role.RUNNING_HEAD,
                "layout",
                number.context.key,
            )
            continue
        for excuse in _excuses():
            if score and not excuse.scores:
                continue
            cue = excuse.cue(number)
            if cue is not None:
                entry.reason, entry.rule, entry.cue = excuse.reason, RULE, cue
                break


def settle_taken(ledger: Ledger) -> None:
    """Claim for a text row the numbers that it holds, but for those that look like scores and were not read."""
    for entry in ledger.entries:
        if (
            entry.fate == Fate.UNRESOLVED
            and not entry.reason
            and entry.taken
            and not looks_like_a_score(entry.number)
        ):
            entry.claim = entry.taken


def unresolved_scores(ledger: Ledger) -> list[Entry]:
    """Return the numbers without a fate that look like scores, or that a reader left for doubt."""
    return [entry for entry in ledger.open() if entry.reason or looks_like_a_score(entry.number)]
