"""Words that claim a place among the scores: the highest, the lowest, full marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ita_extract.checking.case import Case, StatedScore
from ita_extract.checking.hits import Evidence, Hit
from ita_extract.checking.naming import figure
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.model import Severity, Subject

FULL = Decimal(100)

SUPERLATIVE = enter(
    Rule(
        slug="superlative-mismatch",
        scope=Scope.DOCUMENT,
        severity=Severity.ERROR,
        title=Message("คำว่าสูงสุด ต่ำสุด หรือเต็ม ไม่ตรงกับคะแนน", "“Highest”, “lowest” or “full marks” is not true"),
        formula="ได้คะแนนสูงสุด only of the highest of the ten indicators, ต่ำสุด only of the lowest, "
        "คะแนนเต็ม and เต็มร้อย only of 100.00",
        tolerance="none; several indicators may share the highest score",
        messages={
            "": Message(
                "หน้า {page} ว่าตัวชี้วัดที่ {number} ได้คะแนน{claim} แต่คะแนนคือ "
                "{found} (หน้า {other_page}) ส่วนคะแนน{claim}คือ {expected}",
                "Page {page} says of indicator {number} “{claim_en}”; its score is "
                "{found} (page {other_page}), and the "
                "score of that kind is {expected}.",
            )
        },
        example="มาตรการรักษาระดับความโปร่งใสเต็มร้อย ครอบคลุมตัวชี้วัดที่ ๒ ซึ่งได้ ๙๙.๑๕",
    )
)
_FULL = re.compile(r"เต็มร้อย|เต็ม100|(?<!จาก)คะแนนเต็ม")
_CLAIM = re.compile(
    r"(?:ได้(?:รับ)?(?:ผล)?คะแนน(?:เฉลี่ย)?(?P<rank>สูงสุด|สูงที่สุด|ต่ำสุด|ต่ำที่สุด|น้อยที่สุด)|ได้(?:รับ)?คะแนน(?P<full>เต็ม)(?!\d))"
)
_NUMBER = re.compile(r"ตัวชี้วัด(?:ที่)?(?P<numbers>\d{1,2}(?:(?:,|และ|และที่| )+\d{1,2})*)(?![\d.])")
_BEFORE, _AFTER = 400, 40
_ENGLISH = {"เต็ม": "full marks", "สูงสุด": "the highest score", "ต่ำสุด": "the lowest score"}


def _hit(case: Case, number: int, claim: str, row: Evidence) -> Hit | None:
    """Return the hit of a claim about an indicator, or None where it is true or cannot be judged."""
    scores = case.indicators
    about: StatedScore | None = scores.get(number)
    if about is None or (claim != "เต็ม" and len(scores) < 10):
        return None
    values = [one.score for one in scores.values()]
    best = {"เต็ม": FULL, "สูงสุด": max(values), "ต่ำสุด": min(values)}[claim]
    if about.score == best:
        return None
    return Hit(
        Subject.of_indicator(number),
        {
            "number": number, "claim": claim, "claim_en": _ENGLISH[claim], "found": figure(about.score),
            "expected": figure(best),
            "page": row.page, "other_page": about.row.page,
        },
        (row, about.row),
        expected=figure(best),
        found=figure(about.score),
    )  # fmt: skip


@SUPERLATIVE.check
def full_marks_of_measures(case: Case) -> Iterator[Hit]:
    """Find measures that speak of full marks and cover an indicator without them."""
    for row in case.report.measures:
        text = re.sub(r"\s", "", f"{row.title} {row.analysis}")
        if not _FULL.search(text):
            continue
        for number in row.indicators:
            hit = _hit(case, number, "เต็ม", row)
            if hit is not None:
                yield hit


@SUPERLATIVE.check_text
def claims_in_prose(case: Case) -> Iterator[Hit]:
    """Find claims of the sentences; the indicator is the one named last before, or right behind คือ."""
    assert case.text is not None
    key = case.text.key
    for match in case.text.finditer(_CLAIM):
        word = match["rank"] or match["full"]
        claim = "ต่ำสุด" if word.startswith(("ต่ำ", "น้อย")) else "สูงสุด" if word.startswith("สูง") else "เต็ม"
        if re.match(r"(?:3|สาม)?(?:อันดับ|ลำดับ)|จาก|ของ(?:แต่ละ|ทุก|เครื่องมือ|แบบวัด|ด้าน)", key[match.end() :]):
            continue
        numbers = _about(key, match)
        for number in numbers:
            hit = _hit(case, number, claim, case.text.spot(*match.span()))
            if hit is not None:
                yield hit


def _about(key: str, match: re.Match[str]) -> list[int]:
    """Return the indicators of which a claim is made."""
    behind = re.compile(rf"(?:คือ|ได้แก่|:)?{_NUMBER.pattern}").match(key, match.end(), match.end() + _AFTER)
    said_of_many = key[: match.start()].endswith(("ตัวชี้วัดที่", "ตัวชี้วัด", "ที่"))
    if said_of_many:
        return _numbers(behind["numbers"]) if behind else []
    named = list(_NUMBER.finditer(key, max(0, match.start() - _BEFORE), match.start()))
    return _numbers(named[-1]["numbers"]) if named else []


def _numbers(text: str) -> list[int]:
    return [number for number in map(int, re.findall(r"\d+", text)) if 1 <= number <= 10]
