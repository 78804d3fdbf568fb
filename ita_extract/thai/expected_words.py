"""Words that stand in every report: where their vowels and tones are wrong again and again, the text layer lies.

WeasyPrint writes ู as ่ with some fonts (`ข้อม่ล` for ข้อมูล): each cluster is good Thai, only the words are not. A
report's own slips do not come in numbers, so two of them, and one in fifty, are the layer's.
"""

from __future__ import annotations

import re

_WORDS = (
    "ตัวชี้วัด", "ข้อมูล", "หน่วยงาน", "ผู้รับบริการ", "เจ้าหน้าที่", "ปฏิบัติหน้าที่", "ทุจริต", "ประชาสัมพันธ์",
    "งบประมาณ", "ทรัพย์สิน", "ปรับปรุง", "คุณธรรม", "โปร่งใส", "ดำเนินงาน", "ดำเนินการ", "เผยแพร่", "คู่มือ", "เว็บไซต์",
)  # fmt: skip
_MARK = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"


def _loose(word: str) -> re.Pattern[str]:
    """Return a pattern for a word's letters with any marks on them, sara am being sara aa with or without one."""
    letters = [letter for letter in word if not re.match(_MARK, letter)]
    parts = ["[าำ]" if letter in "าำ" else re.escape(letter) for letter in letters]
    return re.compile(f"{_MARK}*".join(parts) + f"{_MARK}*")


_PATTERNS = tuple((word, _loose(word)) for word in _WORDS)


def misread_words(key: str) -> list[str]:
    """Return the wrong forms of common words in a text without spaces, when they are too many for slips."""
    right = 0
    wrong: list[str] = []
    for word, pattern in _PATTERNS:
        for found in pattern.findall(key):
            if found == word:
                right += 1
            else:
                wrong.append(found)
    return sorted(set(wrong)) if len(wrong) >= 2 and 50 * len(wrong) >= right + len(wrong) else []
