"""What a column holds, by what its heading says, never by where it stands."""

from __future__ import annotations

import re
from enum import StrEnum


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


# The first pattern that matches decides; a heading's more telling words stand before its general ones.
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.NUMBER, re.compile(r"^(?:ที่|ลำดับ|ลำดับที่|ลำดับที|ข้อ|ข้อที่|no\.?|#)$")),
    (Role.RESPONSIBLE, re.compile(r"รับผิดชอบ|ผู้ดำเนินการ|เจ้าภาพ|ส่วนราชการที่|หน่วยดำเนินการ")),
    (
        Role.PERIOD,
        re.compile(
            r"ระยะเวลา|ช่วงเวลา|กำหนดเวลา|กำหนดแล้วเสร็จ|ห้วงเวลา|เวลาดำเนิน|เวลาที่ดำเนิน|วันที่ดำเนิน|ปีที่ดำเนิน|กรอบเวลา|ช่วงระยะ|^เวลา$"
        ),
    ),
    (Role.TARGET, re.compile(r"ตัวชี้วัดความสำเร็จ|ตัวชี้วัดผล|ค่าเป้าหมาย|เป้าหมาย|ผลที่คาดว่า|ผลลัพธ์|ผลผลิต")),
    (Role.MONITORING, re.compile(r"กำกับ|ติดตาม|ผลการดำเนิน|รายงานผล|การประเมินผล|สถานะการดำเนิน")),
    (Role.BUDGET, re.compile(r"^(?:วงเงิน)?งบประมาณ(?:\(.*\)|ที่ใช้)?(?:บาท)?\)?$")),
    (Role.REMARK, re.compile(r"^หมายเหตุ")),
    (Role.INDICATOR, re.compile(r"^ตัวชี้วัด(?:ที่|ita|ที่เลือก|ที่เกี่ยวข้อง|ที่ต้องพัฒนา|ตามเกณฑ์\S*)?(?:\(ita\))?$")),
    (
        Role.ANALYSIS,
        re.compile(r"วิเคราะห์|ประเด็น|ปัญหา|ข้อบกพร่อง|จุดอ่อน|สาเหตุ|ข้อค้นพบ|ข้อเสนอแนะของผู้ตรวจ|ข้อเสนอแนะ"),
    ),
    (
        Role.STEPS,
        re.compile(
            r"ขั้นตอน|วิธี|แนวปฏิบัติ|แนวทางการ|แนวทางปฏิบัติ|แนวทางดำเนิน|รายละเอียดการดำเนิน|รายละเอียดกิจกรรม|การดำเนินการ|การปฏิบัติ"
        ),
    ),
    (Role.TITLE, re.compile(r"มาตรการ|โครงการ|กิจกรรม|แนวทาง")),
    (Role.INDICATOR, re.compile(r"ตัวชี้วัด")),
)


def measure_role(heading: str) -> Role | None:
    """Return the role of a measure table's column by its heading's key, or None where nothing matches."""
    return next((role for role, pattern in _ROLES if pattern.search(heading)), None)


def measure_roles(headings: list[str]) -> dict[int, Role] | None:
    """Return the roles of a row of headings by column, or None where they are not those of a measure table.

    A measure table has a title or steps, a responsible unit or a period, and three roles at least; the first of
    two columns with one role keeps it.
    """
    roles: dict[int, Role] = {}
    for column, heading in enumerate(headings):
        role = measure_role(heading) if heading and len(heading) < 90 else None
        if role is not None and role not in roles.values():
            roles[column] = role
    held = set(roles.values())
    if not held & {Role.TITLE, Role.STEPS} or not held & {Role.RESPONSIBLE, Role.PERIOD} or len(held) < 3:
        return None
    return roles
