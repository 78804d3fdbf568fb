"""Thai for the tests: words as they occur, and any string that Thai spelling allows."""

from __future__ import annotations

import random
from functools import cache

from hypothesis import strategies as st

_CONSONANTS = "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_TONES = ["", "", "\u0e48", "\u0e49", "\u0e4a", "\u0e4b"]
_PLAIN = [("", mark, tone, "") for mark in ["", "\u0e38", "\u0e39", "\u0e34", "\u0e35", "\u0e36", "\u0e37", "\u0e31"]
          for tone in _TONES]  # fmt: skip
_SHAPES = [
    *_PLAIN,
    *(("", "", tone, end) for tone in _TONES for end in ("า", "ำ", "ะ")),
    *((lead, "", tone, "") for lead in "เแโใไ" for tone in _TONES),
    ("", "", "\u0e4c", ""),
    ("เ", "\u0e47", "", ""),
    ("", "\u0e34", "\u0e4c", ""),
]

syllables = st.builds(
    lambda letter, shape: shape[0] + letter + shape[1] + shape[2] + shape[3],
    st.sampled_from(_CONSONANTS),
    st.sampled_from(_SHAPES),
)
phrases = st.lists(syllables, min_size=2, max_size=12).map("".join)
lines = st.lists(phrases, min_size=1, max_size=3).map(" ".join)
# a font is judged by what a document sets in it, so a page is never without some common words
_COMMON = "การรักษาสาธารณะตามมาตราของราชการ มาตรการกลางจากภายนอก รายงานอำนาจหน้าที่"
pages = st.lists(lines, min_size=1, max_size=4).map(lambda made: [_COMMON, *made])


@cache
def _words() -> tuple[list[str], list[int]]:
    from pythainlp.corpus import thai_words, tnc

    known = thai_words()
    found = sorted(
        (word, count)
        for word, count in tnc.word_freqs()
        if word in known and len(word) > 1 and all("ก" <= letter <= "๎" and letter not in "ๅ\u0e4dฯๆ" for letter in word)
    )  # fmt: skip
    return [word for word, _ in found], [count for _, count in found]


def everyday_lines(count: int, seed: int) -> list[str]:
    """Return lines of eight words each, drawn as often as the Thai National Corpus has them."""
    words, counts = _words()
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        drawn = chance.choices(words, counts, k=8)
        made.append("".join(word + (" " if chance.random() < 0.2 else "") for word in drawn).strip())
    return made
