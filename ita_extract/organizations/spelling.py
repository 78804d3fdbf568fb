"""One form of a name to compare in, and the parts of it that are never matched by likeness."""

from __future__ import annotations

import re
from functools import lru_cache

from ita_extract.thai.digits import to_arabic
from ita_extract.thai.letters import LEADING, MARKS, NIKHAHIT, SARA_AA, SARA_AM, ordered

_MARKS = re.compile("[" + "".join(sorted(MARKS)) + "]+")
# Spaces, hyphens, dots and quotes: สุไหงโก-ลก and สุไหงโกลก, จ.ป.ร. and จปร are written by the same people.
_SILENT = re.compile(r"[\s\u200b-\u200d\ufeff\u00ad.'\"“”‘’,–—‐‑-]+")
# Words that tell neighbours of one name apart. Where two names differ in one of them, they are two places.
DISTINCT = (
    "ตะวันออกเฉียงเหนือ", "ตะวันตกเฉียงเหนือ", "ตะวันออก", "ตะวันตก", "เหนือ", "ใต้", "ใหม่", "เก่า", "ใหญ่", "น้อย", "กลาง",
    "นอก", "ใน", "บน", "ล่าง", "ออก", "ตก", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ",
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def plain(name: str) -> str:
    """Return a name as it is compared: no spaces or hyphens, Arabic digits, marks in written order, none twice.

    No letter or mark is lost but a doubled one: that is what other programs' clean-up does to Thai.
    """
    text = _SILENT.sub("", to_arabic(name)).lower()
    text = text.replace("เเ", "แ").replace(NIKHAHIT + SARA_AA, SARA_AM)
    text = re.sub(f"{NIKHAHIT}([่้๊๋]){SARA_AA}", rf"\1{SARA_AM}", text)
    return _MARKS.sub(lambda match: ordered(list(dict.fromkeys(match.group()))), text)


@lru_cache(maxsize=1 << 16)
def distinct_end(text: str) -> str:
    """Return the word that tells a plain name from its neighbours, if it ends in one and is more than that word."""
    return next((word for word in DISTINCT if text.endswith(word) and len(text) > len(word)), "")


def numbers(text: str) -> str:
    """Return the digits of a plain name in order."""
    return "".join(letter for letter in text if letter.isdigit())


def is_whole(text: str, end: int) -> bool:
    """Whether a cut at a place leaves no mark without its letter, and no leading vowel without what follows."""
    return (
        not (end < len(text) and (text[end] in MARKS or text[end] in "ะาำๅฯๆ"))
        and text[end - 1] not in LEADING
    )
