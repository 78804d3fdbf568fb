"""Scores in running text: each number that is a score, and what it is the score of.

A number is read with what stands around it. Differences (เพิ่มขึ้น 1.52 คะแนน), full marks (จากคะแนนเต็ม 100), targets,
ranges, ranks and counts are no scores; what looks like a score and has no subject is left over, never guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache

from ita_extract.language.indicators import indicator_numbers
from ita_extract.language.vocabulary import EIT_PART, INSTRUMENT_NAMES, YEAR, as_level
from ita_extract.layout.span import Span
from ita_extract.numbers.slips import mended
from ita_extract.prose.roles import (
    LEVEL_BEHIND,
    UNIT_AFTER,
    YEAR_BEHIND,
    Neighbourhood,
    Slip,
    is_broken,
    judge,
)
from ita_extract.rulebook.year import rules_for
from ita_extract.thai.letters import tone_tolerant

OVERALL = "overall"

_UNIT_BEFORE = re.compile(
    r"(?:คะแนน|คะแนนรวม|คะแนนเฉลี่ย|คะแนนเฉลี่ยรวม|คะแนนเต็ม|ร้อยละ|ได้|ได้รับ|เท่ากับ|จำนวน|อยู่ที่|ที่|คือ|เป็น|score|:|=|\(|\")+$"
)
_YEAR_FORM = re.compile(r"25\d\d|20\d\d|\d{5,}|\d{1,3}(?:,\d{3})+")
_ENDS_REACH = re.compile(r"ประเด็น|พบว่า|ดังนั้น|ข้อเท็จจริง")
_CONCLUSION = re.compile(r"(?:โดย)?สรุป|ผลการประเมิน(?:ใน|โดย)?ภาพรวม|(?:ใน|โดย)?ภาพรวม|กล่าวโดยสรุป|รวมทุกตัวชี้วัด")
_SENTENCE = 25  # characters of a paragraph before a score in which nothing is named
# `คะแนนของตัวชี้วัดที่ 7 ในแบบวัด EIT ส่วนที่ 1 คือ …`: neither the instrument's nor its part's
_OF_INDICATOR = re.compile(
    r"(?:คะแนน|ผล)ของตัวชี้วัด(?:ที่)?(?:\d{1,2}(?!\d)|นี้)[^\d]{0,45}?(?:ใน|ของ|จาก)(?:แบบวัด|เครื่องมือ|\()*(?:eit)?[()\s]*$"
)
_IN_AN_INDICATOR = re.compile(r"ใน(?:ตัวชี้วัด|ข้อ)(?:นี้|ดังกล่าว)(?:แบบวัด|เครื่องมือ|,|\()*(?:eit)?[()\s]*$")
_INSTRUMENTS = ("IIT", "EIT", "EIT-1", "EIT-2", "OIT")
# the next of the bodies that are compared
_AND_ANOTHER = re.compile(
    r"(?:คะแนน|%)?(?:,|และ|กับ|ส่วน)*(?:เทศบาล|องค์การบริหารส่วน|อบต\.|อบจ\.|ทต\.|ทม\.|ทน\.)"
)
_TAKEN_ON = re.compile(r"\d(?:คะแนน|%)?(?:มา)?เป็น$")
# what stands between the words for others and an instrument, and between the scores that they have in each
_LISTS = re.compile(r"(?:คะแนน|%|,|;|:|=|และ|คือ|ของ|ได้แก่|ดังนี้|แบบวัด|แบบตรวจ|เครื่องมือ|\(|\)| )*")
# `นำผลปี 2567 มาปรับปรุง`, `เพิ่มขึ้นจากปี 2567 เป็น 96.47`: what follows is of this year
_YEAR_DONE = re.compile(r"(?:มา|ไป)(?:ปรับ|ใช้|วิเคราะห์|กำหนด|พัฒนา|สู่|เป็น|ดำเนิน)|เป็น")

# how far the word for an item, a sub-indicator or a provincial mean reaches: `i6 ได้ 90.12 คะแนน`
_REACH_OF_LIST = 100  # characters from one indicator of a list to the next, and to `ตามลำดับ`
_REACH_OF_OTHERS = 50
_REACH_OF_TARGETS = 150  # เป้าหมายปี 2569 คือ แบบวัด IIT 99.00 คะแนน EIT 97.00 คะแนน OIT 100.00 คะแนน
_NAMED = "|".join(f"(?P<{name}_name>{pattern.pattern})" for name, pattern in INSTRUMENT_NAMES.items())
_TOKEN = tone_tolerant(
    r"(?P<sub>ตัวชี้วัดย่อย(?:ที่)?(?:\d{1,2}(?:\.\d)?)?)"
    r"|(?P<indicator>(?:(?<!ราย)ตัวชี้วัด|ตัวชี้วัดที่)(?::|ที่)?"
    r"(?P<numbers>\d{1,2}(?:(?:,|และที่|และ|-|ถึง| )+(?:ตัวชี้วัดที่)?\d{1,2}(?!\.\d))*))(?![\d.]*\d)"
    r"|(?<![a-z])(?P<item>(?:ข้อ)?[ieo]\d{1,2}|ข้อ(?:คำถาม)?(?:นี้|เดียวกัน|ดังกล่าว))(?![\d.])"
    r"|(?<![a-z])(?P<instrument>iit|eit|oit)(?!(?!part)[a-z])"
    rf"|{_NAMED}"
    rf"|(?P<eit_part>{EIT_PART.pattern})"
    r"|(?P<overall>ในภาพรวม|โดยภาพรวม|(?:ผลการประเมิน|คะแนน)โดยรวม|คะแนนภาพรวม|ภาพรวม(?:ของ|หน่วยงาน|คะแนน)|คะแนนรวม(?:ทั้ง[^\d\s]{0,6}|ทุก[^\d\s]{0,10})?|รวมทั้งสิ้น|คะแนนเฉลี่ยรวม|ผลการประเมินรวม|ผลคะแนนita|คะแนนita|คะแนนผลการประเมิน|ผลการประเมิน(?:ita)?ย้อนหลัง)"
    r"|(?P<foreign>คะแนนเต็ม(?:ตาม|ถ่วง)น้ำหนัก|(?:สัดส่วน|น้ำหนัก)(?:คะแนน|น้ำหนัก|ตาม|ของ|ราย|แต่ละ|แบบวัด|เครื่องมือ|:)*(?=\D{0,20}30(?:\.00)?(?![\d.])\D{0,20}30(?:\.00)?(?![\d.])\D{0,20}40(?:\.00)?(?![\d.]))|ค่าเฉลี่ย(?:ของ|ระดับ|รวม)*(?:ประเทศ|จังหวัด|ภาค|อำเภอ|อปท\.?|องค์กรปกครอง[^\d\s]{0,24})|(?:คะแนนเฉลี่ย|เฉลี่ย)(?:ของ|ระดับ)(?:ประเทศ|จังหวัด|ภาค|อำเภอ)|(?:ค่า|คะแนน)?เฉลี่ย[^\d]{0,40}?(?:ทั้ง|ทั่ว|ระดับ|ใน)(?:ประเทศ|จังหวัด|ภาค)|ระดับประเทศ|หน่วยงาน(?:อื่น|ข้างเคียง|ใกล้เคียง|เพื่อนบ้าน)|(?:ซึ่ง|ที่)(?:อยู่|มีพื้นที่)*(?:ใกล้เคียง|ข้างเคียง|ติดกัน)|(?:อปท\.?|องค์กรปกครองส่วนท้องถิ่น)(?:ใน|ทั้ง)(?:จังหวัด|ประเทศ|อำเภอ|ภาค))"
    rf"|(?P<year>{YEAR}|ปี(?:งบประมาณ)?(?:พ\.ศ\.)?[56]\d(?![\d.])|ปี(?:งบประมาณ)?(?:ที่ผ่านมา|ที่แล้ว|ก่อน(?:หน้า)?)|ปีที่ล่วงมาแล้ว|จากเดิม|ปีนี้|ปีปัจจุบัน|ปีงบประมาณนี้)"
    r"|(?P<target>(?<!บรรลุ)(?<!ตาม)เป้าหมาย(?=\D{0,40}25\d\d))"
    r"|(?P<number>\d[\d,]*(?:\.\d+)*)"
)


def _indicator_names(fiscal_year: int | None) -> dict[str, int]:
    """Return the indicators of a year by their official names and the accepted variants."""
    listed = rules_for(fiscal_year).indicators.list
    return {name: entry.number for entry in listed for name in (entry.name, *entry.other_names)}


@cache
def _tokens(names: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of what counts, with the names of the year's indicators where a score follows them."""
    listed = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    words = r"(?:ที่|ได้|มี|ผล|คะแนน|ร้อยละ|เท่ากับ|อยู่|รวม|เฉลี่ย|จำนวน|:|=|\(|-)*"
    behind = rf"(?={words}(?:\d{{1,3}}(?:\.\d|คะแนน)|\d{{2,3}}(?![\d.])))"
    return re.compile(rf"(?P<named>{listed}){behind}|{_TOKEN.pattern}")


@dataclass(frozen=True)
class ScoreFound:
    """A score in text: its subject, its value, the words that write it, the year where it is not the report's."""

    subject: str
    score: Decimal
    value: Span
    offset: int
    year: int | None
    label: Span
    level: str | None = None  # the level that stands right behind it


@dataclass
class _Context:
    """What the words so far speak of."""

    subjects: list[str] = field(default_factory=list)
    used: int = 0
    offset: int = 0
    label_start: int = 0
    year: int | None = None
    year_offset: int = -1000
    year_reach: int = 120
    target_until: int = -1  # up to here scores are aims for a year to come
    apart_until: int = -1  # up to here a score is that of an item, a sub-indicator or somebody else
    apart_cue: str = ""  # the words that say so
    apart_offset: int = 0  # where they end
    apart_lists: bool = False  # whether its scores are listed by instrument
    apart_is_compared: bool = False  # whether the report's own score is held against it
    used_at: int = -1  # where the last score was given to them
    slip_until: int = -1  # up to here figures belong to a slip that was seen
    given: list[ScoreFound] = field(default_factory=list)  # the scores that they were given

    def set_apart(self, start: int, cue: str = "", *, lists: bool = False, compared: bool = False) -> None:
        """Leave the scores behind a place to somebody else, by words that end there (empty: those before)."""
        self.apart_until, self.apart_offset = start + _REACH_OF_OTHERS, start
        self.apart_cue = cue or self.apart_cue
        self.apart_lists, self.apart_is_compared = lists, compared

    def speak_of(self, subjects: list[str], offset: int) -> None:
        if offset - self.year_offset > 45:
            self.year = None
        self.apart_until = -1
        self.subjects, self.used, self.offset, self.label_start = subjects, 0, offset, offset
        self.given = []


@dataclass(frozen=True)
class NumberSeen:
    """A number that is no score of a subject: its words, why (empty: not said), and the cue."""

    value: Span
    reason: str
    cue: str


@dataclass
class ProseScores:
    """What became of the numbers of a stretch of text: scores, numbers excused, and those that look like scores.

    `slips` are scores of the report's year that a slip breaks, as they may be meant; their numbers are left.
    """

    found: list[ScoreFound] = field(default_factory=list)
    excused: list[NumberSeen] = field(default_factory=list)
    left: list[NumberSeen] = field(default_factory=list)
    slips: list[ScoreFound] = field(default_factory=list)

    def excuse(self, words: Span, reason: str, cue: str) -> None:
        """Note a number that is no score."""
        if reason:
            self.excused.append(NumberSeen(words, reason, cue))

    def leave(self, words: Span, reason: str) -> None:
        """Note a number that looks like a score and was given to nobody."""
        self.left.append(NumberSeen(words, reason, ""))


def find_scores(
    text: Span, start: int, stop: int, *, default: str | None, fiscal_year: int | None
) -> ProseScores:
    """Return the scores between two places of a span, and what became of its other numbers.

    `default` is what a score is about while nothing else has been named: `overall` in a summary, the indicator in
    its section, None elsewhere.
    """
    result = ProseScores()
    context = _Context([default] if default else [], offset=start, label_start=start)
    tokens = _tokens(frozenset(_indicator_names(fiscal_year)))
    year_taken = start  # up to here a year has been taken by the score before it
    for match in text.finditer(tokens, start, stop):
        if match["number"] is None:
            if match["year"] and match.start() < year_taken:
                continue
            before, used, given = context.subjects, context.used, context.given
            _note(match, text, context, default, fiscal_year)
            if context.subjects is not before:
                _close_list(before, used, given, text, result)
            continue
        behind = YEAR_BEHIND.match(text.key, match.end(), stop)
        if (
            behind is not None
            and context.year is not None
            and match.start() - context.year_offset < context.year_reach
            and not _parted(text, context.year_offset, match.start())
        ):
            behind = None  # `ปี 2568 ได้ 96.47 คะแนน ในปี 2567 …`
        if behind is not None and _parted(
            text, match.start(), behind.start("year" if behind["year"] else "gone")
        ):
            behind = None  # `OIT … 95 คะแนน`, and below it `ในปีที่ผ่านมา หน่วยงานได้ …`
        if behind is not None and "." in match["number"]:
            year_taken = behind.end()
        _take_number(match, behind, text, start, context, default, fiscal_year, result)
    _close_list(context.subjects, context.used, context.given, text, result)
    return result


def _take_number(
    match: re.Match[str],
    behind: re.Match[str] | None,
    text: Span,
    start: int,
    context: _Context,
    default: str | None,
    fiscal_year: int | None,
    result: ProseScores,
) -> None:
    """Give a number to the subject spoken of, or say what it is instead."""
    digits = match["number"].rstrip(",")
    words = text.span(match, "number")
    offset = match.start("number")
    if offset < context.slip_until:
        result.leave(words, "split-score")
        return
    near = Neighbourhood(text, digits, offset, offset + len(digits), behind is not None)
    verdict = judge(near)
    slip = is_broken(text, offset, near.stop)
    misspelt = verdict.reason == "no-score-form" and near.scored and not _YEAR_FORM.fullmatch(digits)
    if misspelt or (
        slip and (near.scored or verdict.value is not None or UNIT_AFTER.match(text.key, slip.stop))
    ):
        result.leave(words, "split-score")
        written = slip or Slip(digits, offset, near.stop)  # 88,92 or 8892 is whole, and misspelt
        if match.start() >= max(context.apart_until, context.target_until):
            _take_slip(match, written, text, context, default, fiscal_year, result)
        context.slip_until = written.stop
        return
    if verdict.value is None:
        if match.start() >= context.apart_until:
            context.year = None  # `เพิ่มขึ้นจากปีก่อน 1.52 คะแนน` has said what it had to say of that year
        result.excuse(words, verdict.reason, verdict.cue)
        return
    if match.start() < max(context.apart_until, context.target_until):
        if _ENDS_REACH.search(text.key, context.apart_offset, match.start()):
            result.leave(words, "no-subject")  # `ข้อ o16 ประเด็น … 87.05`: that item's score stood nearer
            return
        reason = "of-others" if match.start() < context.apart_until else "target"
        result.excuse(words, reason, context.apart_cue)
        # `… และเทศบาลตำบลโคกตะเคียนได้ …`
        goes_on = context.apart_lists or _AND_ANOTHER.match(text.key, match.end())
        if reason == "of-others" and goes_on:
            context.set_apart(match.end(), lists=context.apart_lists, compared=context.apart_is_compared)
        return
    subject = _subject_of(match, text, context, default, result)
    if subject is None:
        result.leave(words, "no-subject")
        return
    year = _year_at(match.start(), context, fiscal_year)
    if behind is not None:
        year = _year_of(behind["year"] or behind["gone"], fiscal_year)
    elif _TAKEN_ON.search(text.key, max(start, match.start() - 20), match.start()):
        year = context.year = None  # `ปี 2567 ได้ 93.30 คะแนน เป็น 96.47`
    if year is not None and fiscal_year is not None and year >= fiscal_year:
        year = None  # `96.47 คะแนน ในปี 2568`
    label = text.cut(context.label_start, _label_end(text.key, context.label_start, match.start()))
    level = LEVEL_BEHIND.match(text.key, match.end())
    named = level and (level["rating"] or level["plain"])
    rating = as_level(named) if named else None
    context.given.append(ScoreFound(subject, verdict.value, words, match.start(), year, label, rating))
    result.found.append(context.given[-1])


def _take_slip(
    match: re.Match[str],
    slip: Slip,
    text: Span,
    context: _Context,
    default: str | None,
    fiscal_year: int | None,
    result: ProseScores,
) -> None:
    """Note the score of the report's year that a slip may be meant to be, with its subject."""
    score = mended(slip.written)
    subject = _subject_of(match, text, context, default, result)
    if score is None or subject is None or _year_at(match.start(), context, fiscal_year) is not None:
        return
    label = text.cut(context.label_start, _label_end(text.key, context.label_start, slip.start))
    words = text.cut(slip.start, slip.stop)
    result.slips.append(ScoreFound(subject, score, words, slip.start, None, label))


def _year_at(offset: int, context: _Context, fiscal_year: int | None) -> int | None:
    """Return the year gone by that the words before a place speak of."""
    year = context.year if offset - context.year_offset < context.year_reach else None
    return None if year is None or (fiscal_year is not None and year >= fiscal_year) else year


def _close_list(
    subjects: list[str], used: int, given: list[ScoreFound], text: Span, result: ProseScores
) -> None:
    """Settle a list of indicators that had fewer scores than members.

    One score for all of them is each one's (`ตัวชี้วัดที่ 3, 5 และ 10 ได้ 100.00 คะแนน`); a mean is no one's, and of
    two scores for three indicators it is not said whose they are. A slip among them was given to nobody: what is left
    is no list.
    """
    if len(subjects) < 2 or not 0 < used < len(subjects) or not given:
        return
    last = given[-1]
    before = text.key[max(0, last.offset - 20) : last.offset]
    if used == len(given) == 1 and not before.rstrip("ได้รวม").endswith("เฉลี่ย"):
        result.found.extend(replace(last, subject=subject) for subject in subjects[1:])
        return
    for found in given:
        result.leave(found.value, "no-subject")
        result.found.remove(found)


def _note(
    match: re.Match[str], text: Span, context: _Context, default: str | None, fiscal_year: int | None
) -> None:
    """Take in a word that says what is spoken of."""
    offset, key = match.start(), text.key
    if match["year"]:
        context.year = None if _YEAR_DONE.match(key, match.end()) else _year_of(match["year"], fiscal_year)
        context.year_offset = offset
        context.year_reach = 120 if re.search(r"\d", match["year"]) else 45
    elif match["target"]:
        aimed = re.search(r"25\d\d", key[offset : offset + 60])
        if aimed is not None and fiscal_year is not None and int(aimed.group()) > fiscal_year:
            context.target_until, context.apart_cue = offset + _REACH_OF_TARGETS, match.group()
            context.apart_offset = match.end()
    elif match["sub"] or match["foreign"] or match["item"]:
        compared = key[:offset].endswith(("กว่า", "เท่ากับ", "กับ"))
        context.set_apart(match.end(), match.group(), compared=compared)
    elif match["indicator"]:
        numbers = indicator_numbers(match["numbers"])
        bracketed = key[offset - 1 : offset] == "(" and key[match.end() : match.end() + 1] == ")"
        if len(numbers) > 1 and bracketed and context.subjects[:1] and context.subjects[0] in _INSTRUMENTS:
            return  # `IIT (ตัวชี้วัดที่ 1-5) ได้ 99.08`: its members
        subjects = [f"indicator-{number}" for number in numbers]
        if _goes_on_in_turn(key, context, offset, match.end()):
            subjects = [*context.subjects, *subjects]
        context.speak_of(subjects, offset)
    elif match["named"]:
        subject = f"indicator-{_indicator_names(fiscal_year)[match['named']]}"
        if subject not in context.subjects[context.used :] and default in (OVERALL, None):
            context.speak_of([subject], offset)
    elif match["instrument"] or match["eit_part"]:
        _note_instrument(match, key, context, offset)
    elif match["overall"]:
        # `… (OIT) ร้อยละ 40` in one paragraph, `เทศบาล… ได้คะแนนรวม 81.80` in the next
        anew = key[:offset].endswith(("ได้", "มี")) and _parted(text, context.offset, offset)
        if context.used_at > context.year_offset and _parted(text, context.year_offset, offset):
            context.year = (
                None  # `ปี 2567 ได้ 90.00 คะแนน` has its score, and below it `เทศบาล… ได้คะแนนรวม 92.81`
            )
        spent = context.used >= len(context.subjects) or anew
        strong = any(word in match["overall"] for word in ("ภาพรวม", "โดยรวม", "ทั้ง", "ita", "ย้อนหลัง"))
        if (default in (OVERALL, None) and (spent or (strong and default == OVERALL))) or (
            default not in (OVERALL, None) and _concludes(text, context.offset, offset)
        ):
            context.speak_of([OVERALL], offset)
    else:
        name = next(name for name in INSTRUMENT_NAMES if match[f"{name}_name"])
        # `…ภายใน (EIT)`: the abbreviation decides, the long name is where it stands
        start = key.rfind("แบบ", max(0, offset - 30), offset)
        context.speak_of([name], offset)
        if start >= 0:
            context.label_start = start


def _note_instrument(match: re.Match[str], key: str, context: _Context, offset: int) -> None:
    """Take in an instrument or a part of one; inside what an indicator has there, it is no subject."""
    inside = context.used == 0 and _OF_INDICATOR.search(key, max(0, offset - 90), offset)
    inside = inside or _IN_AN_INDICATOR.search(key, max(0, offset - 40), offset)
    if match["instrument"] and not inside:
        of_others = context.apart_until > offset and _LISTS.fullmatch(key, context.apart_offset, offset)
        _speak_of_instrument(match["instrument"].upper(), key, context, offset)
        if of_others and not context.apart_is_compared:  # `คะแนนเฉลี่ยทั้งประเทศ: IIT = 65.82, EIT = 63.13`
            context.set_apart(match.end(), lists=True)
    elif inside:
        context.set_apart(match.end(), match.group())
    elif match["eit_part"]:
        _speak_of_part(match, context, offset)


def _goes_on_in_turn(key: str, context: _Context, offset: int, stop: int) -> bool:
    """Whether an indicator is the next of a list: `ตัวชี้วัดที่ 1 … และตัวชี้วัดที่ 3 … มีคะแนน 96.41 และ 95.72 ตามลำดับ`."""
    listed = context.used == 0 and context.subjects[:1] and context.subjects[0].startswith("indicator-")
    near = offset - context.offset < _REACH_OF_LIST and key[:offset].endswith(("และ", ","))
    return bool(listed) and near and "ตามลำดับ" in key[stop : stop + _REACH_OF_LIST]


def _year_of(written: str, fiscal_year: int | None) -> int | None:
    """Return the B.E. year that is meant: 2567, 2024, ปี 67, ปีที่ผ่านมา."""
    digits = re.sub(r"\D", "", written)
    if written.endswith(("นี้", "ปัจจุบัน")):
        return fiscal_year
    if not digits:
        return fiscal_year - 1 if fiscal_year is not None else None
    year = int(digits)
    if year < 100:
        return 2500 + year
    return year + 543 if year < 2400 else year


def _speak_of_part(match: re.Match[str], context: _Context, offset: int) -> None:
    """Take in `ส่วนที่ 1` behind EIT, or a name that only a part of EIT has."""
    part = "1" if match["public"] else "2" if match["survey"] else match["part"]
    if context.subjects and context.subjects[0].startswith("EIT") and offset - context.offset < 60:
        context.subjects, context.used = [f"EIT-{part}"], 0
    elif match["public"] or match["survey"]:
        context.speak_of([f"EIT-{part}"], offset)


def _speak_of_instrument(name: str, key: str, context: _Context, offset: int) -> None:
    near = offset - context.offset < 45 and context.used == 0 and context.subjects != [OVERALL]
    label_start = context.label_start if near and context.subjects else offset
    part = (
        context.subjects[0] if context.subjects and context.subjects[0].startswith("EIT-") and near else None
    )
    context.speak_of([part if part and name == "EIT" else name], offset)
    start = key.rfind("แบบ", max(0, offset - 60), offset)
    context.label_start = label_start if label_start < offset else (start if start >= 0 else offset)


def _subject_of(
    match: re.Match[str], text: Span, context: _Context, default: str | None, result: ProseScores
) -> str | None:
    """Return what a score is about; a list of indicators gives its members in turn."""
    start, key = match.start(), text.key
    known = any(entry.subject == OVERALL and entry.year is None for entry in (*result.found, *result.slips))
    # `ในปีที่ผ่านมา (พ.ศ. 2568) หน่วยงานได้ 97.04 คะแนน` below the instruments
    gone = start - context.year_offset < context.year_reach and context.year is not None
    if default == OVERALL and (gone or not known) and _opens_a_sentence(text, context, start):
        context.speak_of([OVERALL], start)
    # `ปี 2561 ได้ 90.95 คะแนน ปี 2562 ได้ 89.28 คะแนน …`: each year's score reaches on to the next
    since = context.used_at if context.year_offset > context.used_at > context.offset else context.offset
    if context.used < len(context.subjects):
        if start - context.offset > 400 and default is None:
            return None
        context.used += 1
        context.used_at = start
        return context.subjects[context.used - 1]
    before = key[max(0, start - 30) : start]
    if len(context.subjects) == 1 and start - since < 400 and _UNIT_BEFORE.search(before):
        if context.subjects != [default] and _is_new_paragraph(text, context.offset, start):
            return None
        context.used_at = start
        return context.subjects[0]
    if default is not None and context.subjects == [] and context.offset == 0:
        return default
    return None


def _opens_a_sentence(text: Span, context: _Context, start: int) -> bool:
    """Whether a score stands in a paragraph that names nothing before it, behind one that did.

    An introduction names the instruments; below it `เทศบาล… มีผลการประเมิน … ได้คะแนน 92.97` is of the whole.
    """
    if context.subjects == [OVERALL] or context.offset == 0:
        return False
    places = text.line_places
    between = places[bisect_right(places, context.offset) : bisect_right(places, start)]
    begins = [line for line in between if text.stops_short(line, 0.2)]
    return bool(begins) and start - begins[-1] >= _SENTENCE


def _parted(text: Span, offset: int, start: int) -> bool:
    """Whether a line between two places ends short: the year of a title is none of the sentence below it."""
    places = text.line_places
    between = places[bisect_right(places, offset) : bisect_right(places, start)]
    return any(text.stops_short(line, 0.2) for line in between)


def _concludes(text: Span, offset: int, start: int) -> bool:
    """Whether a paragraph that sums up began between two places: `สรุป เทศบาล… ได้คะแนนรวม 97.00 คะแนน`."""
    places = text.line_places
    between = places[bisect_right(places, offset) : bisect_right(places, start)]
    return bool(between) and _CONCLUSION.match(text.key, between[-1]) is not None


def _is_new_paragraph(text: Span, offset: int, start: int) -> bool:
    """Whether a paragraph begins between two places: a line that opens with a letter, below one that stops short."""
    places = text.line_places
    return any(
        "ก" <= text.key[line] <= "๎" and text.stops_short(line, 0.2) and text.is_indented_like(line, line)
        for line in places[bisect_right(places, offset) : bisect_right(places, start)]
    )


def _label_end(key: str, start: int, number: int) -> int:
    """Return where the words that name a subject end and those that give its score begin."""
    verb = re.compile(r"(?:มี)?(?:ผล)?(?:(?<!ส่วน)ได้|คะแนน|ร้อยละ|เท่ากับ|อยู่ที่|:|=)").search(key, start, number)
    return verb.start() if verb else number
