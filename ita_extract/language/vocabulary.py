"""The fixed phrases of ITA reports, as patterns over a span's key (no spaces, Arabic digits, lower case).

All are data: a new way of writing a thing is a new alternative here, never an `if` elsewhere.
"""

from __future__ import annotations

import re

from ita_extract.thai.letters import BULLETS, tone_tolerant, toneless

# Classes of organisation with their short forms; the long form is what is written out.
ORGANIZATION_TYPES = {
    "เทศบาลนคร": "เทศบาลนคร",
    "เทศบาลเมือง": "เทศบาลเมือง",
    "เทศบาลตำบล": "เทศบาลตำบล",
    "องค์การบริหารส่วนตำบล": "องค์การบริหารส่วนตำบล",
    "องค์การบริหารส่วนจังหวัด": "องค์การบริหารส่วนจังหวัด",
    "อบต.": "องค์การบริหารส่วนตำบล",
    "อบจ.": "องค์การบริหารส่วนจังหวัด",
    "ทน.": "เทศบาลนคร",
    "ทม.": "เทศบาลเมือง",
    "ทต.": "เทศบาลตำบล",
}
# Names of local governments that begin like a word which goes on after the class (list of the 7,851, 2017).
NAMES_LIKE_WORDS = ("ในเมือง", "ในคลองบางปลากด", "ในควน", "ในเตา", "เป็นสุข", "ที่วัง")
SPECIAL_ORGANIZATIONS = {"กรุงเทพมหานคร": "กรุงเทพมหานคร", "เมืองพัทยา": "เมืองพัทยา"}

# Levels, longest first: ผ่าน is contained in ผ่านดี, and means "through" besides.
RATING_WORDS = ("ผ่านดีเยี่ยม", "ผ่านดี", "ต้องปรับปรุงโดยด่วน", "ต้องปรับปรุง", "ผ่าน", "สูงมาก", "สูง")
RATING_LETTERS = ("aa", "a", "b", "c", "d", "e", "f")
# `ผลการประเมิน ผ่านดี`; ผ่านเกณฑ์, ผ่านระบบ and ผ่าน 85 คะแนน are no levels
_PLAIN_RATINGS = (
    r"ผ่านดีเยี่ยม|ผ่านดี(?!เยี่ยม)|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง(?!โดย|แก้)|"
    r"ผ่าน(?!ดี|เกณฑ์|การ|ทาง|ระบบ|ช่อง|ตาม|ร้อยละ|\d)|สูงมาก|aa(?![a-z])|[a-f](?![a-z])"
)
RATING = re.compile(
    r"(?:(?:ระดับ(?:ผลการประเมิน|คะแนน|คุณภาพ)?|เกณฑ์|ผลการประเมินอยู่ใน)(?:ที่ได้|ที่|คือ|:|=|\"|')*"
    rf"(?P<rating>{'|'.join(RATING_WORDS)}|aa|[a-f](?![a-z]))"
    rf"|ผลการประเมิน(?:คือ|:|=|\"|')*(?P<plain>{_PLAIN_RATINGS}))"
)

YEAR = r"(?:25[0-9]{2}|20[0-9]{2})(?!\d)"
FISCAL_YEAR = re.compile(
    rf"(?:ปีงบประมาณ|งบประมาณ|ประจำปี|ปี|fy|ita|ไอทีเอ)(?:พ\.?ศ\.*|\(พ\.ศ\.\)|ค\.?ศ\.*)?(?P<year>{YEAR})"
)

TITLE = re.compile(
    r"(?:การวิเคราะห์|รายงาน|ประกาศ|มาตรการ|แนวทาง|สรุป|ผลการ)[^0-9]{0,60}(?:คุณธรรมและความโปร่งใส|คุณธรรมความโปร่งใส)|\(ita\)|ผลการประเมินita|(?:วิเคราะห์|สรุป|รายงาน)(?:ผล)?(?:คะแนน)?(?:การประเมิน)?ita(?![a-z])"
)

# What a document must speak of to be an ITA report, each counted once; tones are no part of the comparison.
REPORT_MARKS = tuple(
    re.compile(toneless(mark))
    for mark in (
        r"คุณธรรมและ?ความโปร่งใส|integrityandtransparency",
        r"(?<![a-z])ita(?![a-z])",
        r"(?<![a-z])iit(?![a-z])",
        r"(?<![a-z])eit(?![a-z])",
        r"(?<![a-z])oit(?![a-z])",
        r"ตัวชี้วัด",
        r"การเปิดเผยข้อมูล",
        r"การแก้ไขปัญหาการทุจริต",
        r"ประสิทธิภาพการสื่อสาร",
    )
)

# Instruments: by abbreviation first; the long names only where no abbreviation stands with them.
INSTRUMENT_ABBREVIATION = re.compile(r"(?<![a-z])(?P<name>iit|eit|oit)(?=public|survey|part|[^a-z0-9]|$)")
INSTRUMENT_NAMES = {
    "IIT": tone_tolerant(r"ผู้มีส่วนได้ส่วนเสียภายใน(?!\w*นอก)"),
    "EIT": tone_tolerant(r"ผู้มีส่วนได้ส่วนเสียภายนอก"),
    "OIT": tone_tolerant(r"แบบ(?:วัด|ตรวจ)การเปิดเผยข้อมูลสาธารณะ|เปิดเผยข้อมูลสาธารณะ"),
}
EIT_PART = tone_tolerant(
    r"(?:ส่วนที่|part|ตอนที่)(?P<part>[12])(?!\d)|(?P<public>eitpublic|\(public\))|(?P<survey>eitsurvey|\(survey\))"
)

BULLET = f"[{BULLETS}]"
NUMBERING = (
    rf"(?:{BULLET}|[ก-ฮ]\.|\(?\d{{1,2}}(?:\.\d{{1,2}})*[.)]|\d{{1,2}}(?:\.\d{{1,2}})+|ข้อ\d{{1,2}}[.)]?)?"
)

FACTS = re.compile(r"ข้อเท็จจริง(?:พบว่า|ปรากฏว่า|:)?|จากข้อเท็จจริง")
FACTS_OPENING = re.compile(r"ข้อเท็จจริง(?:พบว่า|ปรากฏว่า)")
# the sentence that opens a section: `ผลการประเมินฯ … ตัวชี้วัดที่ 2 การใช้งบประมาณ ได้คะแนน …`
SECTION_OPENING = re.compile(
    r"ผลการประเมิน\S{0,40}?ตัวชี้วัด(?:ที่)?(?P<number>10|[1-9])(?![\d.,])\D{0,70}?(?:คะแนน|ร้อยละ)"
)
# a line of its own over the organisation's guidance, where the words of FACTS are not used
GUIDANCE_HEADING = re.compile(
    rf"{NUMBERING}(?:แนวทาง(?:การ)?(?:ปฏิบัติ|ปรับปรุง|พัฒนา|แก้ไข|ดำเนินการ|ดำเนินงาน|ยกระดับ)|แผนการ(?:ปรับปรุง|ดำเนินการ)|"
    r"การดำเนินการของ(?:หน่วยงาน|เทศบาล|อบต\.?|อบจ\.?|องค์การบริหาร)|สิ่งที่(?:หน่วยงาน)?จะดำเนินการ|ขั้นตอนการ(?:ปรับปรุง|พัฒนา|ดำเนินการ))\S{0,60}?(?:ดังนี้)?:?"
)
# a line over guidance that is of no indicator: แนวทางการดำเนินงานในภาพรวม มีดังนี้
WHOLE_HEADING = re.compile(
    rf"{NUMBERING}(?:แนวทาง|แผน|ข้อเสนอ|สรุป)\S{{0,30}}?(?:ในภาพรวม|โดยภาพรวม|โดยรวม|ทุกตัวชี้วัด)\S{{0,20}}"
)
THEREFORE = re.compile(r"ดังนั้น")
ISSUE = re.compile(r"ประเด็น")
# ตัวชี้วัดย่อย 9.2 …, ข. ตัวชี้วัดย่อยที่ 9.3 …, 9.2 การบริหารงาน (the last only with the title of the year)
SUB_INDICATOR = re.compile(
    r"(?:[ก-ฮ]\.|\(?\d{1,2}[.)](?!\d))?(?P<word>ตัวชี้วัดย่อย(?:ที่)?)?(?P<code>(?:9|10)\.[1-9])(?![\d.])(?P<title>[ก-ฮเ-ไ]\S{0,40})?"
)

# Headings that end the sections of the ten indicators.
CLOSING = re.compile(
    rf"(?:{NUMBERING}|\d{{1,2}}|[ivx]{{1,4}}\.)(?:ส่วนที่\d|บทที่\d|ตอนที่\d)?[.:]?(?:ตาราง(?:แสดง|สรุป|มาตรการ|การ|ที่\d)|(?:มาตรการ|แนวทาง|แผน)(?=\S*ปีงบประมาณ)|มาตรการ/แนวทาง|มาตรการส่งเสริม|มาตรการเพื่อ|"
    r"มาตรการในการ|มาตรการปรับปรุง|มาตรการยกระดับ|การกำหนดมาตรการ|การนำผลการ|การนำผลประเมิน|แผนการ|แผนปฏิบัติการ|แนวทางการนำ|แนวทางการขับเคลื่อน|"
    r"แนวทางการยกระดับ|สรุปมาตรการ|บทสรุป|ผลการประเมิน\S{0,40}ย้อนหลัง|ผลการวิเคราะห์ตัวชี้วัดตามเกณฑ์)"
)

# A line that is nothing but the name of an instrument, over the sections of its indicators.
INSTRUMENT_HEADING = re.compile(
    rf"{NUMBERING}(?:ผลการ(?:ประเมิน|วิเคราะห์)(?:ตาม)?|เครื่องมือ(?:ที่\d)?:?)?"
    r"(?:แบบ(?:วัด|ตรวจ)\S{8,60}?|(?:ตัวชี้วัด)?(?:ด้าน)?)\(?(?:iit|eit|oit)\)?:?|"
    rf"{NUMBERING}แบบ(?:วัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภาย(?:ใน|นอก)|(?:วัด|ตรวจ)การเปิดเผยข้อมูลสาธารณะ)"
)


def as_level(written: str) -> str:
    """Return a level as it is named: of a key's `aa`, AA; Thai words as they are."""
    return written.upper() if written.isascii() else written
