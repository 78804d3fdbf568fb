"""What each Thai code point is for writing: consonant, vowel, tone mark; and the private-use ones of old fonts."""

from __future__ import annotations

import re

NIKHAHIT = "\u0e4d"
SARA_AA = "า"
SARA_AM = "ำ"
LAKKHANGYAO = "ๅ"
UNKNOWN = "\ufffd"
# They say where a line may break or which way it runs, and print nothing.
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")

# What entries of a list may begin with, as a class of characters: dashes, arrows, boxes, stars, hands (☞), circled
# numbers, the Thai ๏, and the private-use ones of symbol fonts. In running text `~ + > # =` are none.
BULLETS = "-–—•●○◦·*»›❯√๏←-⇿⌀-⏿①-⓿■-➿⤀-⥿⬀-⯿\uf000-\uf0ff"

CONSONANTS = frozenset(chr(code) for code in range(0x0E01, 0x0E2F))
LEADING = frozenset("เแโใไ")
LOWER = frozenset("\u0e38\u0e39\u0e3a")
UPPER = frozenset("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e4d\u0e4e")
TONES = frozenset("\u0e48\u0e49\u0e4a\u0e4b\u0e4c")
MARKS = LOWER | UPPER | TONES
DIGITS = "๐๑๒๓๔๕๖๗๘๙"

# Private-use code points by which Windows fonts for Thai name marks that are shifted left or low, and letters
# without their lower part (the Unicode values are those of the glyph names in TH Sarabun and Angsana).
PRIVATE_USE = {
    "\uf700": "ฐ", "\uf701": "\u0e34", "\uf702": "\u0e35", "\uf703": "\u0e36", "\uf704": "\u0e37",
    "\uf705": "\u0e48", "\uf706": "\u0e49", "\uf707": "\u0e4a", "\uf708": "\u0e4b", "\uf709": "\u0e4c",
    "\uf70a": "\u0e48", "\uf70b": "\u0e49", "\uf70c": "\u0e4a", "\uf70d": "\u0e4b", "\uf70e": "\u0e4c",
    "\uf70f": "ญ", "\uf710": "\u0e31", "\uf711": "\u0e4d", "\uf712": "\u0e47", "\uf713": "\u0e48",
    "\uf714": "\u0e49", "\uf715": "\u0e4a", "\uf716": "\u0e4b", "\uf717": "\u0e4c", "\uf718": "\u0e38",
    "\uf719": "\u0e39", "\uf71a": "\u0e3a",
}  # fmt: skip

_RANK = {**dict.fromkeys(LOWER, 0), **dict.fromkeys(UPPER, 1), **dict.fromkeys(TONES, 2)}


def ordered(marks: list[str]) -> str:
    """Put the marks of one consonant into the order in which Thai is written: vowel first, then tone."""
    if len(marks) == 1:
        return marks[0]
    return "".join(sorted(marks, key=lambda mark: _RANK.get(mark, 3)))


def is_thai(letter: str) -> bool:
    """Whether a character belongs to the Thai block (digits and marks included)."""
    return "\u0e00" < letter < "\u0e5c"


_NO_TONES = str.maketrans("", "", "".join(TONES))


def toneless(text: str) -> str:
    """Return a text without tones and thanthakhat: scans and broken text layers lose these first (`ขันตอน`)."""
    return text.translate(_NO_TONES)


_TONE = re.compile(f"([{''.join(TONES)}])")


def tone_tolerant(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern in which each tone may be missing from the text: `ตัวชี้วัดที่` also finds `ตัวชีวัดที`.

    The pattern must have no tone within brackets, and no count behind one.
    """
    return re.compile(_TONE.sub(r"\1?", pattern), flags)
