"""What training lines say: words of pythainlp's lists, places, and above all figures; never a sentence of a report.

The reader shall see letters, not remember sentences: words are drawn at random, so that a line that no report holds
is as likely as one that every report holds. Figures are over-represented, for they are what must be right.
"""

from __future__ import annotations

import random
from functools import cache

_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_LATIN = [
    "Integrity",
    "and",
    "Transparency",
    "Assessment",
    "Internal",
    "External",
    "Open",
    "Data",
    "IIT",
    "EIT",
    "OIT",
    "ITA",
    "ITAS",
    "IIT:",
    "EIT:",
    "OIT:",
    "Citizen",
    "Feedback",
    "Perception",
    "Base",
    "Evidence",
    "Part",
    "Social",
    "Network",
    "Facebook",
    "Line",
    "Website",
    "E-Service",
    "Q&A",
    "LPA",
    "No",
    "Gift",
    "Policy",
    "Youth",
    "Google",
    "Form",
    "QR",
    "Code",
    "Public",
    "Web",
    "Online",
    "Chatbot",
    "Infographic",
    "PDF",
    "Excel",
    "One",
    "Stop",
    "Service",
]
_FIELD = [
    "คะแนน",
    "ร้อยละ",
    "ระดับ",
    "ผ่าน",
    "ผ่านดี",
    "ผ่านดีเยี่ยม",
    "ไม่ผ่าน",
    "ต้องปรับปรุง",
    "ต้องปรับปรุงโดยด่วน",
    "ตัวชี้วัดที่",
    "ข้อ",
    "ปีงบประมาณ",
    "พ.ศ.",
    "ลำดับ",
    "ที่",
    "รวม",
    "เฉลี่ย",
    "คะแนนรวม",
    "การปฏิบัติหน้าที่",
    "การใช้งบประมาณ",
    "การใช้อำนาจ",
    "การใช้ทรัพย์สินของราชการ",
    "การแก้ไขปัญหาการทุจริต",
    "คุณภาพการดำเนินงาน",
    "ประสิทธิภาพการสื่อสาร",
    "การปรับปรุงระบบการทำงาน",
    "การเปิดเผยข้อมูล",
    "การป้องกันการทุจริต",
    "เทศบาลตำบล",
    "เทศบาลเมือง",
    "เทศบาลนคร",
    "องค์การบริหารส่วนตำบล",
    "องค์การบริหารส่วนจังหวัด",
    "อำเภอ",
    "จังหวัด",
    "วิทยาลัย",
    "โรงเรียน",
    "สำนักงาน",
    "กอง",
    "สำนักปลัด",
    "กองคลัง",
    "กองช่าง",
    "กองการศึกษา",
    "ตุลาคม",
    "กันยายน",
    "มกราคม",
    "มีนาคม",
    "เมษายน",
    "ไตรมาส",
    "ฯลฯ",
    "ต่าง",
    "ๆ",
    "อื่น",
    "ๆ",
]
_MARKS = [
    " ",
    " ",
    " ",
    " ",
    " ",
    ", ",
    " - ",
    " / ",
    "/",
    " : ",
    " (",
    ") ",
    ". ",
    "\u201c",
    "\u201d",
    "; ",
    '"',
    "%",
    " & ",
]


@cache
def _lists() -> tuple[list[str], list[str], list[int]]:
    from pythainlp.corpus import provinces, thai_words
    from pythainlp.corpus.tnc import unigram_word_freqs

    clean = [word for word in sorted(thai_words()) if 1 < len(word) < 25 and _printable(word)]
    common = [
        (word, count)
        for word, count in unigram_word_freqs().items()
        if 1 < len(word) < 20 and _printable(word)
    ]
    common.sort(key=lambda entry: (-entry[1], entry[0]))
    common = common[:8000]
    return (
        clean + sorted(provinces()),
        [word for word, _ in common],
        [int(count**0.6) + 1 for _, count in common],
    )


def _printable(word: str) -> bool:
    return all("\u0e01" <= letter <= "\u0e4d" for letter in word)


def figure(random: random.Random) -> str:
    """Return a figure as reports print them: a score, an item code, a year, a list number, a count."""
    kind = random.random()
    if kind < 0.5:
        text = score(random)
    elif kind < 0.6:
        text = f"{random.choice('ieoIEO')}{random.randint(1, 43)}"
    elif kind < 0.7:
        text = str(random.randint(2540, 2580))
    elif kind < 0.78:
        text = f"{random.randint(1, 20)}.{random.choice(['', '', str(random.randint(1, 12))])}"
    elif kind < 0.84:
        text = f"({random.randint(1, 20)})"
    elif kind < 0.88:
        text = f"{random.randint(1, 10)}){random.choice(['', '.'])}"
    elif kind < 0.92:
        text = f"{random.randint(0, 999)}"
    elif kind < 0.95:
        text = f"{random.randint(1, 999)},{random.randint(0, 999):03d}"
    elif kind < 0.97:
        text = random.choice(["-", "–", "-", "- " + str(random.randint(1, 99)) + " -"])
    else:
        text = f"{random.randint(0, 99)}-{random.randint(0, 9999)}-{random.randint(0, 9999)}"
    if random.random() < 0.62:
        text = text.translate(THAI_DIGITS)
    return text


def score(random: random.Random) -> str:
    """Return a score between 0 and 100 in Arabic digits, every digit equally likely."""
    kind = random.random()
    if kind < 0.9:
        return f"{random.randint(0, 99):02d}.{random.randint(0, 99):02d}"
    if kind < 0.94:
        return "100.00" if kind < 0.93 else "100"
    return f"{random.randint(0, 99)}" if kind < 0.97 else f"{random.randint(0, 99)}.{random.randint(0, 9)}"


def word(random: random.Random) -> str:
    """Return one word."""
    every, common, weights = _lists()
    kind = random.random()
    if kind < 0.45:
        return random.choices(common, weights)[0]
    if kind < 0.72:
        return random.choice(every)
    if kind < 0.88:
        return random.choice(_FIELD)
    if kind < 0.94:
        return random.choice(_LATIN)
    return _nonsense(random)


def _nonsense(random: random.Random) -> str:
    """Return a syllable of any letters: names of places are spelt as no word list has it."""
    consonant = "".join(
        random.choice("กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ") for _ in range(random.randint(1, 2))
    )
    lead = random.choice(["", "", "", "เ", "แ", "โ", "ใ", "ไ"])
    mark = random.choice(["", "", "ิ", "ี", "ึ", "ื", "ุ", "ู", "ั", "็"])
    tone = random.choice(["", "", "่", "้", "๊", "๋", "์"]) if mark != "็" else ""
    tail = random.choice(["", "า", "ะ", "ำ", "", ""]) if not mark else ""
    last = random.choice(["", "น", "ง", "ม", "ก", "ด", "บ", "ย", "ว", "ฯ", "ๆ"])
    return lead + consonant + mark + tone + tail + last


def latin_line(random: random.Random, longest: int) -> str:
    """Return a line for a font without Thai letters: figures in Arabic digits, some Latin words."""
    parts = []
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        text = figure(random).translate(_ARABIC) if random.random() < 0.75 else random.choice(_LATIN)
        parts.append(text)
    return " ".join(parts)[:longest].strip()


def line(random: random.Random, longest: int) -> str:
    """Return a line of at most `longest` characters."""
    kind = random.random()
    if kind < 0.22:
        return figure(random)[:longest]
    if kind < 0.27:
        return " ".join(figure(random) for _ in range(random.randint(2, 4)))[:longest].strip()
    wanted = random.randint(3, longest)
    text = figure(random) + " " if random.random() < 0.3 else ""
    if random.random() < 0.12:
        text = random.choice("•••-–") + random.choice([" ", " ", ""]) + text
    while len(text) < wanted:
        kind = random.random()
        if kind < 0.16:
            text += random.choice([" ", ""]) + figure(random) + " "
        elif kind < 0.3:
            text += random.choice(_MARKS)
        elif kind < 0.34:
            text += random.choice("กขคฆงจชซญดตถทธนบปผฝพฟภมยรลวศสหอ") + "."
        else:
            text += word(random)
    text = " ".join(text[:longest].split())
    while text and text[-1] in "เแโใไ":  # a leading vowel alone is no line end
        text = text[:-1].rstrip()
    return text or "-"
