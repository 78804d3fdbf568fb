"""What a column holds, by what its heading says, never by where it stands."""

from __future__ import annotations

import re
from enum import StrEnum

from ita_extract.language.periods import SHORT_MONTHS
from ita_extract.thai.letters import toneless


class Role(StrEnum):
    """What a column of the measure table holds."""

    NUMBER = "number"
    TITLE = "title"
    INDICATOR = "indicator"
    ANALYSIS = "analysis"
    STEPS = "steps"
    PERIOD = "period"
    RESPONSIBLE = "responsible"
    MONITORING = "monitoring"
    TARGET = "target"
    BUDGET = "budget"
    REMARK = "remark"
    QUARTER_1 = "quarter-1"
    QUARTER_2 = "quarter-2"
    QUARTER_3 = "quarter-3"
    QUARTER_4 = "quarter-4"
    OCTOBER = "october"
    NOVEMBER = "november"
    DECEMBER = "december"
    JANUARY = "january"
    FEBRUARY = "february"
    MARCH = "march"
    APRIL = "april"
    MAY = "may"
    JUNE = "june"
    JULY = "july"
    AUGUST = "august"
    SEPTEMBER = "september"


# What the words of a heading can mean, the most telling first; a heading may fit several roles.
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.NUMBER, re.compile(r"^(?:ที่|ลำดับ|ลำดับที่|ลำดับที|ข้อ|ข้อที่|no\.?|#)$")),
    (
        Role.RESPONSIBLE,
        re.compile(r"รับผิดชอบ|ผู้ดำเนิน|เจ้าภาพ|ส่วนราชการ|หน่วยดำเนิน|หน่วยปฏิบัติ|เจ้าของ(?:เรื่อง|งาน|โครงการ)|ผู้ปฏิบัติ"),
    ),
    (
        Role.PERIOD,
        re.compile(
            r"ระยะเวลา|ช่วงเวลา|กำหนดเวลา|กำหนดการ|กำหนดแล้วเสร็จ|ห้วงเวลา|เวลา(?:ที่)?ดำเนิน|วันที่ดำเนิน|ปีที่ดำเนิน|"
            r"กรอบเวลา|ช่วงระยะ|ไตรมาส|^เวลา$|^กำหนด|วันแล้วเสร็จ"
        ),
    ),
    (
        Role.TARGET,
        re.compile(r"ตัวชี้วัดความสำเร็จ|ตัวชี้วัดผล|ค่าเป้าหมาย|เป้าหมาย|ผลที่คาดว่า|วัตถุประสงค์|ผลลัพธ์|ผลผลิต|ความสำเร็จ"),
    ),
    (Role.MONITORING, re.compile(r"กำกับ|ติดตาม|ผลการดำเนิน|รายงานผล|การประเมินผล|สถานะการดำเนิน")),
    (Role.BUDGET, re.compile(r"^(?:วงเงิน)?(?:งบประมาณ|ค่าใช้จ่าย)(?:\(.*\)|ที่ใช้)?(?:\(?บาท\)?)?$")),
    (Role.REMARK, re.compile(r"^หมายเหตุ")),
    (
        Role.INDICATOR,
        re.compile(r"^ตัวชี้วัด(?:ที่|ita|ที่เลือก|ที่เกี่ยวข้อง|ที่ต้องพัฒนา|ตามเกณฑ์\S*|itaที่\S*)*(?:\(ita\))?$"),
    ),
    (Role.ANALYSIS, re.compile(r"วิเคราะห์|ประเด็น|ปัญหา|ข้อบกพร่อง|จุดอ่อน|สาเหตุ|ข้อค้นพบ|ข้อเสนอแนะ|ข้อสังเกต|สภาพ")),
    (
        Role.STEPS,
        re.compile(
            r"ขั้นตอน|วิธี|แนวปฏิบัติ|แนวทางการ|แนวทางปฏิบัติ|แนวทางดำเนิน|รายละเอียด(?:การดำเนิน|กิจกรรม)|"
            r"การดำเนินการ|การปฏิบัติ|วิธีการ|กิจกรรมย่อย"
        ),
    ),
    (Role.TITLE, re.compile(r"มาตรการ|โครงการ|กิจกรรม|แนวทาง")),
    (Role.STEPS, re.compile(r"^กิจกรรม(?:ที่)?(?:จะ)?(?:ดำเนินการ|ดำเนินงาน|ปฏิบัติ|ทำ)?$")),
    (Role.INDICATOR, re.compile(r"ตัวชี้วัด")),
)


_REPEATED = frozenset({Role.TARGET})  # วัตถุประสงค์ beside เป้าหมายความสำเร็จ: both say what is aimed at
QUARTERS = (Role.QUARTER_1, Role.QUARTER_2, Role.QUARTER_3, Role.QUARTER_4)
MONTHS = tuple(Role)[list(Role).index(Role.OCTOBER) :]  # in the order of a fiscal year
_QUARTER = re.compile(r"(?:ไตรมาส.*?|(?<![a-z])q|(?:เวลา|ดำเนินการ|ดำเนินงาน))([1-4])(?:\([^)]*\))?$")
_MONTH_NAMES = tuple(month.replace(".", "") for month in SHORT_MONTHS)
_QUARTER_SPANS = ("ตค-ธค", "มค-มีค", "เมย-มิย", "กค-กย")

# No two headings differ in tones alone.
_TONELESS = tuple((role, re.compile(toneless(pattern.pattern))) for role, pattern in _ROLES)


def possible_roles(heading: str) -> list[Role]:
    """Return the roles that a heading's key fits, the most telling first; tones are no part of the comparison."""
    compared = toneless(heading)
    return list(dict.fromkeys(role for role, pattern in _TONELESS if pattern.search(compared)))


def _ticked(headings: list[str]) -> dict[int, Role]:
    """Return the columns of quarters or months (ticks stand in them), two at least: `ไตรมาส 1`, `ระยะเวลา … ต.ค.`."""
    found: dict[int, Role] = {}
    for column, heading in enumerate(headings):
        match = _QUARTER.search(heading)
        bare = heading.replace(".", "").replace("–", "-")
        span = next((n for n, months in enumerate(_QUARTER_SPANS) if bare.endswith(months)), None)
        month = next((n for n, name in enumerate(_MONTH_NAMES) if _ends_with_month(bare, name)), None)
        if match is not None:
            found[column] = QUARTERS[int(match[1]) - 1]
        elif span is not None:
            found[column] = QUARTERS[span]
        elif month is not None:
            found[column] = MONTHS[month]
    return found if len(set(found.values())) == len(found) >= 2 else {}


def _ends_with_month(heading: str, name: str) -> bool:
    """Whether a heading without its points ends with a month, at its beginning or behind the words over it."""
    before = heading.removesuffix(name)
    return before != heading and (not before or before.endswith(("เวลา", "การ", "เดือน", ")", "งาน", "กำหนด")))


def measure_roles(headings: list[str]) -> dict[int, Role] | None:
    """Return the roles of a row of headings by column, or None where they are not those of a measure table.

    Each role goes to one column; a heading that fits one role only comes before one that fits several
    (`กิจกรรม/วิธีการ` is the title where another column is headed `ขั้นตอน`). A measure table has a title or steps, a
    responsible unit or a period, and three roles at least.
    """
    roles = _ticked(headings)
    fitting = {
        column: possible_roles(heading)
        for column, heading in enumerate(headings)
        if heading and len(heading) < 90 and column not in roles
    }
    for column in sorted(fitting, key=lambda column: (len(fitting[column]), column)):
        free = (role for role in fitting[column] if role not in roles.values() or role in _REPEATED)
        role = next(free, None)
        if role is not None:
            roles[column] = role
    found = set(roles.values())
    when_or_who = {Role.RESPONSIBLE, Role.PERIOD, *QUARTERS, *MONTHS}
    if not found & {Role.TITLE, Role.STEPS} or not found & when_or_who or len(found) < 3:
        return None
    return dict(sorted(roles.items()))
