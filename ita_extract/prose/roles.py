"""What a number in running text is by the words next to it: written as a score, or something else with its cue."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from ita_extract.language.vocabulary import RATING, YEAR
from ita_extract.layout.span import Span
from ita_extract.thai.digits import parse_score

_BEFORE, _AFTER, _SENTENCE = 48, 24, 100  # characters of the key that are looked at

SCORE_WORD_BEFORE = re.compile(
    r"(?:คะแนน(?:รวม|เฉลี่ย|เต็ม|ที่ได้|อยู่ที่)*|ร้อยละ|score)(?:ได้|เท่ากับ|จำนวน|อยู่ที่|ที่|คือ|เป็น|:|=|\()*$"
)
_GOT_BEFORE = re.compile(r"(?:ได้|ได้รับ|เท่ากับ|อยู่ที่|คือ|เป็น)$")
_UNIT_OF_LAST = re.compile(r"\d(?:คะแนน|%)$")
UNIT_AFTER = re.compile(r"\)?(?:คะแนน|%|เปอร์เซ็นต์)")
# shares of other things: respondents, satisfaction, spending
_SHARE = re.compile(
    r"(?:พึงพอใจ|เบิกจ่าย|ผู้ตอบ|ตอบแบบ|คิดเป็น|ผู้มีสิทธิ|กลุ่มตัวอย่าง|ดำเนินการ|แล้วเสร็จ|ก้าวหน้า)(?:(?!คะแนน|ได้|\d\.\d).)*ร้อยละ$"
)
# `ผลคะแนนรวมทุกเครื่องมือคิดเป็นร้อยละ 74.84`: a score in other words
_SCORE_AS_SHARE = re.compile(r"(?:ผลคะแนน|คะแนนรวม|คะแนนเฉลี่ย|คะแนนภาพรวม)[^\d]{0,25}คิดเป็นร้อยละ$")
_SHARE_AFTER = re.compile(r"%?(?:จากเดิม|ของ(?!หน่วยงาน|ตัวชี้วัด|คะแนน))")
# between one of these and the number stands no ได้ (`เพิ่มขึ้นจากปี 2567 ที่ได้ 95.00` is a score of 2567)
_DIFFERENCE = re.compile(
    r"(?:เพิ่มขึ้น|ลดลง|สูงขึ้น|ต่ำลง|สูงกว่า|ต่ำกว่า|มากกว่า|น้อยกว่า|ผลต่าง|แตกต่าง|ห่าง|ต่างกัน|ติดลบ|พัฒนาขึ้น|ลด\S{0,20}ลง)(?:(?!ได้|(?<!คิด)เป็น(?!จำนวน)|\d\.\d).)*$"
)
# `เพิ่มขึ้นจากปี 2566 ซึ่งได้ 88.64 คะแนน (ผ่านดี) เท่ากับ 3.46 คะแนน`
_CHANGE = re.compile(
    rf"(?:เพิ่มขึ้น|ลดลง|สูงขึ้น|ต่ำลง)จาก(?:ปี)?[^\d]{{0,20}}{YEAR}(?:ซึ่ง|ที่)(?:ได้|มี)[^\d]{{0,12}}\d{{1,3}}\.\d\d(?:คะแนน)?"
    r"(?:\([^)\d]{1,20}\))?(?:เป็นจำนวน|เท่ากับ|จำนวน|คิดเป็น|อีก|ถึง)+$"
)
# `มีคะแนนน้อยกว่าตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ อยู่ 18.33 คะแนน`: the name is long
_APART = re.compile(
    r"(?:สูง|ต่ำ|มาก|น้อย)กว่า(?:คะแนน|ผล|ของ)*ตัวชี้วัด(?:ที่)?\d{1,2}(?![\d.])(?:(?!ได้|มี|โดย|ซึ่ง|ส่วน)[^\d]){0,60}?(?:อยู่|ถึง|จำนวน|เป็นจำนวน|คิดเป็น|เพียง|เท่ากับ|ประมาณ|ราว)$"
)
_TARGET = re.compile(
    r"(?:(?<!ได้)(?<!ได้รับ)(?:จาก)?คะแนนเต็ม|(?<!คะแนน)เต็ม|เป้าหมาย|ไม่น้อยกว่า|ไม่ต่ำกว่า|ตั้งแต่|เกณฑ์ผ่าน|เกณฑ์|(?<!ถ่วง)น้ำหนัก|ขั้นต่ำ|ผ่านเกณฑ์ร้อยละ|(?<!ระดับ)ผ่าน)"
    r"(?:ที่|อยู่|คือ|ของ|การประเมิน|ไว้|ตั้ง|กำหนด|ตาม|ผ่าน|ค่า|ร้อยละ|จำนวน|คะแนน|เท่ากับ|:|=|\(|\d{4}|ปี|พ\.ศ\.)*$"
    r"|เกณฑ์(?:(?!ได้|\d\.\d).){0,40}กำหนด(?:ไว้|ที่|คือ|เป็น|ร้อยละ)*$"
    r"|(?:ตั้งเป้า|คาดว่า|คาดการณ์|คาดหมาย|จะ(?:ยกระดับ|เพิ่ม|พัฒนา|ปรับ))(?:(?!\d\.\d|\(\d|\d[.)](?!\d)).){0,60}$|(?<!ทำ)(?<!ผล)ให้(?:ได้|มี)(?:คะแนน|ผล|ร้อยละ|รวม|เฉลี่ย|จำนวน|ที่)*$"
)
_OR_MORE = re.compile(r"(?:คะแนน|%)?(?:ขึ้นไป|เป็นต้นไป)")  # ต้องมีผลคะแนน 85 คะแนนขึ้นไป
_SCORE_FORM = re.compile(r"\d{1,3}\.\d{2}")
_MEASURED = re.compile(r"(?:ล้าน|แสน|หมื่น|พัน)?(?:บาท|วัน(?!ที่)|เดือน(?!ละ)|ชั่วโมง|นาที|กิโล|เมตร|ตาราง|ไร่|ลิตร)")
_NUMBERED = re.compile(r"(?:หมวด|มาตรา|เลขที่|บทที่|(?<!คำ)(?<!ตอบ)(?<!แต่ละ)ข้อ|ข้อที่)$")
_TIME_AFTER = re.compile(r"(?:-[0-2]?\d[.:][0-5]\d)?(?:น\.|นาฬิกา)")
_FULL_MARK = re.compile(
    r"(?<!ได้คะแนน)(?<!ได้)เต็ม(?:(?!ได้|\d).){0,30}$|น้ำหนัก.{0,16}รวม(?:กัน|ทั้งหมด|ทั้งสิ้น)?(?:เป็น)?$"
)
_RANGE_AFTER, _RANGE_BEFORE = re.compile(r"(?:-|ถึง)\d"), re.compile(r"\d(?:-|ถึง)$")
_COUNT_BEFORE = re.compile(
    r"(?:ลำดับ|ลำดับที่|อันดับ|อันดับที่|ข้อ|ข้อที่|ข้อคำถาม|หมวด|มาตรา|เล่ม|หน้า|ครั้งที่|ฉบับที่|เลขที่|โทร\.?|โทรศัพท์|ไตรมาส|ไตรมาสที่|บทที่|"
    r"วันที่|ชั้น|หมู่|หมู่ที่|รอบ|จาก|[ieo]|ข้อที่\.)$"
)
_COUNT_AFTER = re.compile(
    r"(?:คน|ราย(?!เครื่อง)|แห่ง|ข้อ(?!เท็จจริง)|ตัวชี้วัด(?!ที่)|หน่วยงาน|องค์กร|วัน|บาท|เดือน|ชั่วโมง|ครั้ง|โครงการ|กิจกรรม|มาตรการ|รายการ|เครื่องมือ|ขึ้นไป|ลงมา|อันดับ|ลำดับ|ปี|ไตรมาส|แบบ|ด้าน)"
)
_TITLED = re.compile(r"คะแนน(?=[ก-ฮเ-ไ(])|ผล")
_LEAST_WHOLE = 10  # whole numbers up to it are no scores
_HEADED = re.compile(r"[ก-ฮเ-ไa-z(]")
LEVEL_BEHIND = re.compile(rf"(?:คะแนน|%|\(|อยู่|จัด|ใน|ได้|ผล|การประเมิน)*{RATING.pattern}")
# `จาก 93.30 คะแนน ในปี 2567 เป็น …`: the year behind a score is its own where no verb follows that takes it on
YEAR_BEHIND = re.compile(
    rf"(?:คะแนน|%)?(?:ใน|เมื่อ|ของ|\()(?:ปี)?(?:งบประมาณ)?(?:พ\.ศ\.)?(?P<year>{YEAR})\)?(?=เป็น|และ|,|เพิ่ม|ลด|เหลือ|มา|$)"
    r"|(?:คะแนน|%)?(?:ใน|เมื่อ|ของ|\()(?P<gone>ปี(?:ที่ผ่านมา|ที่แล้ว|ก่อน(?:หน้า)?))"
)

# A slip that breaks a score: `96. 48`, `9 6.48`, `96..48`, `96:48`, `96 จุด 48`, `89.4⏎4`.
_BROKEN_BEHIND = re.compile(r"(?: ?[.:;,·]{1,2} ?|จุด)\d{1,2}(?![\d.])|\.? \d{1,2}(?=คะแนน|%)")
_LETTER_BEHIND = re.compile(r"[a-z]{1,2}(?![a-z])|[^\s\d%().,:;/*\"](?=คะแนน|%)")  # 94.2S, 92.9ฅ คะแนน
_BROKEN_BEFORE = re.compile(r"(?:\d(?:[.:;·]{1,2} ?|จุด)|(?<![\d.])[1-9] )$")


class Verdict(NamedTuple):
    """What a number is: a score's value, or the reason why it is none, with the words that say so."""

    value: Decimal | None
    reason: str = ""
    cue: str = ""


@dataclass(frozen=True)
class Neighbourhood:
    """A number and the text on both sides of it, in the key; `of_a_year` where a year of its own stands behind it."""

    text: Span
    digits: str
    start: int
    stop: int
    of_a_year: bool

    @property
    def before(self) -> str:
        """Return what stands before the number."""
        return self.text.key[max(0, self.start - _BEFORE) : self.start]

    @property
    def after(self) -> str:
        """Return what stands behind the number."""
        return self.text.key[self.stop : self.stop + _AFTER]

    @property
    def scored_before(self) -> bool:
        """Whether a word for a score stands before it, and not the unit of the number before: `97.61 คะแนน 2.2`."""
        before = self.before
        return SCORE_WORD_BEFORE.search(before) is not None and not _UNIT_OF_LAST.search(before)

    @property
    def scored_after(self) -> bool:
        """Whether the unit of a score stands behind it."""
        return UNIT_AFTER.match(self.after) is not None

    @property
    def scored(self) -> bool:
        """Whether the words next to it say that it is a score."""
        return self.scored_before or self.scored_after


class Slip(NamedTuple):
    """The figures of a number that a slip parts, and where they begin and end in the key."""

    written: str
    start: int
    stop: int


def is_broken(text: Span, start: int, stop: int) -> Slip | None:
    """Return the slip that parts a number from further digits of it, or None: half a score is no score."""
    key = text.key
    behind = _BROKEN_BEHIND.match(key, stop)
    before = _BROKEN_BEFORE.search(key[max(0, start - 6) : start])
    digits = key[start:stop]
    if behind is not None:
        whole = "." not in digits and not text.starts_line(stop + 1)
        tenths = behind.group().startswith(" ") and re.fullmatch(r"\d{1,2}\.\d", digits)
        if whole or tenths:
            return Slip(digits + behind.group(), start, behind.end())
    letter = _LETTER_BEHIND.match(key, stop)
    if letter is not None and re.fullmatch(r"\d{1,3}\.\d?", digits):
        return Slip(digits + letter.group(), start, letter.end())
    if before is not None:
        half = r"\d\.\d{1,2}" if before.group().endswith(" ") else r"\d{1,2}"
        if re.fullmatch(half, digits):
            return Slip(before.group() + digits, start - len(before.group()), stop)
    return None


def judge(near: Neighbourhood) -> Verdict:
    """Say what a number is by the words next to it."""
    value = parse_score(near.digits)
    if value is None:
        return Verdict(None, "no-score-form", near.digits)
    for rule in _EXCUSES:
        verdict = rule(near)
        if verdict is not None:
            return verdict
    if "." not in near.digits:
        return _whole(near, value)
    return _decimal(near, value)


def _excused(reason: str, match: re.Match[str] | None) -> Verdict | None:
    return Verdict(None, reason, match.group()) if match is not None else None


def _time(near: Neighbourhood) -> Verdict | None:
    return _excused("time", _TIME_AFTER.match(near.after))


def _full_mark(near: Neighbourhood) -> Verdict | None:
    """`คะแนนเต็มของแต่ละแบบวัดเท่ากับ 100 คะแนน`."""
    if near.digits not in ("100", "100.00"):
        return None
    return _excused("full-mark", _FULL_MARK.search(near.before))


def _share(near: Neighbourhood) -> Verdict | None:
    if near.scored_after or _SCORE_AS_SHARE.search(near.before):
        return None
    after = _SHARE_AFTER.match(near.after)
    if after is not None and not (near.after.startswith("%") or near.before.endswith("ร้อยละ")):
        after = None  # 87.05 ของผู้ตรวจสอบ
    return _excused("share", _SHARE.search(near.before) or after)


def _difference(near: Neighbourhood) -> Verdict | None:
    if near.of_a_year and near.before.endswith("จาก"):  # เพิ่มขึ้นจาก 93.30 คะแนน ในปี 2567
        return None
    change = _DIFFERENCE.search(near.before)
    begins = max(0, near.start - _SENTENCE)
    for pattern in (_CHANGE, _APART):
        change = change or pattern.search(near.text.key, begins, near.start)
    return _excused("difference", change)


def _target(near: Neighbourhood) -> Verdict | None:
    if near.before.endswith("ได้คะแนนเต็ม"):
        return None
    return _excused("target", _TARGET.search(near.before) or _OR_MORE.match(near.after))


def _range(near: Neighbourhood) -> Verdict | None:
    return _excused("range", _RANGE_AFTER.match(near.after) or _RANGE_BEFORE.search(near.before))


def _count(near: Neighbourhood) -> Verdict | None:
    if near.scored_after or (near.digits.startswith("0") and "." not in near.digits):
        return None  # `ข้อ 020 รายงานผล…`: nothing is counted with a zero in front
    if _SCORE_FORM.fullmatch(near.digits):  # 87.05 ข้อมูล: things are not counted in hundredths
        return _excused("count", _MEASURED.match(near.after)) or _excused(
            "reference", _NUMBERED.search(near.before)
        )
    counted = _COUNT_AFTER.match(near.after)
    whole = "." not in near.digits
    if counted is not None and not near.text.starts_line(near.stop) and (whole or not near.scored_before):
        return _excused("count", counted)
    return _excused("reference", _COUNT_BEFORE.search(near.before))


_EXCUSES: tuple[Callable[[Neighbourhood], Verdict | None], ...] = (
    _time,
    _full_mark,
    _share,
    _difference,
    _target,
    _range,
    _count,
)


def _whole(near: Neighbourhood, value: Decimal) -> Verdict:
    """Judge a number without decimals: `ได้ 95 คะแนน` is a score, most others are none."""
    if len(near.digits) > 3 or (re.match(r"[.)]", near.after) and not near.scored_before):
        return Verdict(None)
    if value <= _LEAST_WHOLE:
        return Verdict(None)  # `สรุปคะแนน 1 คะแนนรายตัวชี้วัด 2`: the pages of a list of contents
    if near.scored_before or (near.scored_after and _GOT_BEFORE.search(near.before)):
        return Verdict(value)
    return Verdict(None)


def _decimal(near: Neighbourhood, value: Decimal) -> Verdict:
    tenths = len(near.digits.split(".")[1]) == 1
    if tenths and not near.scored_before and near.text.starts_line(near.start) and _TITLED.match(near.after):
        return Verdict(None, "heading-number", near.digits)  # 2.2 คะแนนรายตัวชี้วัด
    if near.scored:
        return Verdict(value)
    if re.fullmatch(r"(?:9|10)\.[1-9]", near.digits):
        return Verdict(None, "sub-indicator", near.digits)
    if near.text.starts_line(near.start) and _HEADED.match(near.after) and value < 21:
        return Verdict(None, "heading-number", near.digits)  # 3.10 ตัวชี้วัดที่ 10
    if tenths:
        return Verdict(None)  # may be a section's number: 3.1, 2.4
    if value > 100:
        return Verdict(None)
    return Verdict(value)
