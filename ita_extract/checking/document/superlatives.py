"""Words that claim a place among the scores: the highest, the lowest, full marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ita_extract.checking.case import Case, StatedScore
from ita_extract.checking.clauses import indicator_pattern, is_not_of_now
from ita_extract.checking.naming import figure
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.checking.violations import Evidence, Violation
from ita_extract.model import Instrument, Severity, Subject

FULL = Decimal(100)

SUPERLATIVE = enter(
    Rule(
        slug="superlative-mismatch",
        scope=Scope.DOCUMENT,
        severity=Severity.ERROR,
        title=Message("คำว่าสูงสุด ต่ำสุด หรือเต็ม ไม่ตรงกับคะแนน", "“Highest”, “lowest” or “full marks” is not true"),
        formula="ได้คะแนนสูงสุด or มีคะแนนสูงสุด only of the highest of the ten indicators (of an instrument's, where "
        "the sentence names it), ต่ำสุด only of the lowest, คะแนนเต็ม and เต็มร้อย only of 100.00",
        tolerance="none; several indicators may share the highest score; not judged: claims over years, of items, of "
        "the first three, of an aim, and those that do not stand beside their indicator",
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
_AIMED = re.compile(r"(?:มุ่ง|เพื่อ|สู่|ยกระดับ|พัฒนา|เพิ่ม|เป้า|ให้|ไม่|จะ|คาด)[^ ]{0,30}$")  # `ยกระดับสู่คะแนนเต็มร้อย`
_RANK = r"(?:ได้(?:รับ)?|มี)(?:ผล)?(?:คะแนน)(?:เฉลี่ย)?(?P<rank>สูง(?:ที่)?สุด|มากที่สุด|ต่ำ(?:ที่)?สุด|น้อยที่สุด)"
_SCOPE = r"(?:(?:ของ|ใน|จาก)?(?:แบบวัด|เครื่องมือ|กลุ่ม|ด้าน)*\(?(?P<within>iit|eit|oit)\)?)?"
_NAMED_BEHIND = re.compile(rf"ตัวชี้วัด(?:ที่)?{_RANK}{_SCOPE}(?:ใน(?:ปี|ครั้ง)นี้)?(?:คือ|ได้แก่|เป็น|:)+")
_CLAIMED = re.compile(rf"(?:{_RANK}|ได้(?:รับ)?คะแนน(?P<full>เต็ม)(?!\d{2})){_SCOPE}")
_GOES_ON = re.compile(
    r"$|[\d(,/:;]|คะแนน|ควร|แสดง|และ|ตัวชี้วัด|ที่ร้อยละ|เท่ากับ|คือ|ซึ่ง|จึง|ผู้ตรวจ|ไม่มี|หาก|สะท้อน|ข้อเท็จจริง|ผลการประเมิน"
)
_JOINED = re.compile(r"(?:ได้|มี|ผล|คะแนน|รวม|เฉลี่ย|เท่ากับ|ร้อยละ|ที่|ซึ่ง|เป็น|[\d.()%, ])*")
_BETWEEN = re.compile(r"(?:(?:ได้|คะแนน|ร้อยละ|เท่ากับ|ที่|[\d.()%, ])*(?:,|และ|กับ|รวมถึง)?)*")
_MEMBERS = re.compile(r"ตัวชี้วัด(?:ที่)?(?P<numbers>\d{1,2}(?:(?:,|และที่|และ| )+\d{1,2})+)(?![\d.])")
_OTHER_SCOPE = re.compile(
    r"(?:iit|eit|oit|แบบวัด|เครื่องมือ|กลุ่ม|ด้าน|ย้อนหลัง|รอบ|ข้อคำถาม|รายข้อ|จังหวัด|อำเภอ|ประเทศ|ทั้งหมด\d)"
)
_INSTRUMENT = re.compile(r"(?<![a-z])(?:iit|eit|oit)(?![a-z])")
_BEFORE = 90
_ENGLISH = {"เต็ม": "full marks", "สูงสุด": "the highest score", "ต่ำสุด": "the lowest score"}


def _hit(case: Case, number: int, claim: str, row: Evidence, within: str = "") -> Violation | None:
    """Return the violation of a claim about an indicator, or None where it is true or cannot be judged."""
    scores = case.indicators
    about: StatedScore | None = scores.get(number)
    instruments: dict[str, Instrument] = {"iit": "IIT", "eit": "EIT", "oit": "OIT"}
    among = case.rules.members(instruments[within]) if within else tuple(range(1, 11))
    if about is None or (claim != "เต็ม" and not set(among) <= set(scores)) or number not in among:
        return None
    values = [scores[entry].score for entry in among if entry in scores]
    best = {"เต็ม": FULL, "สูงสุด": max(values), "ต่ำสุด": min(values)}[claim]
    if about.score == best:
        return None
    return Violation(
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
def full_marks_of_measures(case: Case) -> Iterator[Violation]:
    """Find measures that speak of full marks and cover an indicator without them."""
    for row in case.report.measures:
        text = re.sub(r"\s", "", f"{row.title} {row.analysis}")
        if not any(
            not _AIMED.search(text[max(0, entry.start() - 40) : entry.start()])
            for entry in _FULL.finditer(text)
        ):
            continue
        for number in row.indicators:
            violation = _hit(case, number, "เต็ม", row)
            if violation is not None:
                yield violation


@SUPERLATIVE.check_text
def claims_in_prose(case: Case) -> Iterator[Violation]:
    """Find claims of the sentences: `ตัวชี้วัดที่มีคะแนนสูงสุด คือ ตัวชี้วัดที่ 3`, `ตัวชี้วัดที่ 3 … ได้คะแนนสูงสุด`."""
    assert case.text is not None
    key = case.text.key
    for match in case.text.finditer(_NAMED_BEHIND):
        within = _scope(case, match)
        if within is None:
            continue
        for number, stop in _named_behind(case, match.end()):
            violation = _hit(case, number, _claim(match["rank"]), case.text.spot(match.start(), stop), within)
            if violation is not None:
                yield violation
    for match in case.text.finditer(_CLAIMED):
        if key[: match.start()].endswith(("ตัวชี้วัดที่", "ตัวชี้วัด")) or not (
            _GOES_ON.match(key, match.end()) or case.text.paragraph_start(match.end()) == match.end()
        ):
            continue
        start, numbers = _named_before(case, match.start())
        within = _scope(case, match, start)
        for number in numbers if within is not None else ():
            claim = "เต็ม" if match["full"] else _claim(match["rank"])
            violation = _hit(case, number, claim, case.text.spot(*match.span()), within or "")
            if violation is not None:
                yield violation


def _claim(word: str) -> str:
    return "ต่ำสุด" if word.startswith(("ต่ำ", "น้อย")) else "สูงสุด"


def _scope(case: Case, match: re.Match[str], start: int | None = None) -> str | None:
    """Return the instrument within which a claim is made, "" for all ten; None where that is not known."""
    assert case.text is not None
    clause = case.text.clause_before(match.start() if start is None else start)
    if is_not_of_now(clause, case.year):
        return None
    if match["within"]:
        return str(match["within"])
    named: set[str] = set(_INSTRUMENT.findall(clause[-30:]))
    if len(named) == 1:
        return named.pop()
    return None if _OTHER_SCOPE.search(clause[-30:]) else ""


def _named_behind(case: Case, offset: int) -> Iterator[tuple[int, int]]:
    """Yield the indicators that are listed from a place on, with where each one ends."""
    assert case.text is not None
    pattern, key = indicator_pattern(case.rules), case.text.key
    first = True
    while entry := pattern.match(key, offset):
        if not first and case.text.starts_line(offset):
            return  # a heading below the sentence
        yield int(entry.lastgroup[1:]) if entry.lastgroup else 0, entry.end()
        between = _BETWEEN.match(key, entry.end())
        offset, first = between.end() if between else entry.end(), False


def _named_before(case: Case, offset: int) -> tuple[int, list[int]]:
    """Return the indicators that a claim right behind them is made of, and where they begin."""
    assert case.text is not None
    begins = max(0, offset - _BEFORE)
    before = case.text.key[begins:offset]
    lists = [entry for entry in _MEMBERS.finditer(before) if _JOINED.fullmatch(before[entry.end() :])]
    if lists:
        numbers = [int(number) for number in re.findall(r"\d+", lists[-1]["numbers"])]
        return begins + lists[-1].start(), [number for number in numbers if 1 <= number <= 10]
    named = [
        entry
        for entry in indicator_pattern(case.rules).finditer(before)
        if _JOINED.fullmatch(before[entry.end() :])
    ]
    if not named or not named[-1].lastgroup:
        return offset, []
    return begins + named[-1].start(), [int(named[-1].lastgroup[1:])]
