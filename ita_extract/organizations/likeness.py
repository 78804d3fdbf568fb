"""How alike two Thai names are: what the eye and an OCR engine confuse costs less than what they do not.

Built on rapidfuzz's Levenshtein similarity, which picks the candidates, with no clean-up of its own: the usual one
turns Thai vowels and tone marks into blanks, so that different names become equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ita_extract.organizations.spelling import DISTINCT, distinct_end, numbers, plain
from ita_extract.thai.letters import TONES, UPPER

_LOOK_ALIKE = (
    "ิีึื", "ัี้", "่้๊๋็์ํ", "ุู", "ผฝพฟ", "ดตคศ", "ถภกฤ", "บปษ", "ฎฏ", "ขชซ", "นมฆ", "ทหฑ", "ลสอฮ", "ณญ", "รธ", "โใไ", "เแ",
    "ฉจ", "าำๅ", "วจ", "ยผ", "งว",
)  # fmt: skip
_CONFUSED = frozenset((a, b) for group in _LOOK_ALIKE for a in group for b in group if a != b)
_CONFUSED_COST = 0.35
_LOST_TONE_COST = 0.4  # a tone mark or ์ that is there in one name only
_LOST_VOWEL_COST = 0.6  # a vowel above
_CANDIDATES = 12
_READABLE_END = 0.4  # how damaged เหนือ or ใต้ may be, for each letter, and still be read


class Likeness(NamedTuple):
    """A candidate and how alike it is, 0-1."""

    name: str
    score: float


@lru_cache(maxsize=256)
def _loss(letter: str) -> float:
    return _LOST_TONE_COST if letter in TONES else _LOST_VOWEL_COST if letter in UPPER else 1.0


def distance(first: str, second: str) -> float:
    """Return the least cost of turning one plain name into the other; 1 is one unlike letter."""
    before = [0.0]
    for letter in second:
        before.append(before[-1] + _loss(letter))
    for a in first:
        loss = _loss(a)
        row = [before[0] + loss]
        for index, b in enumerate(second):
            kept = before[index] + (0.0 if a == b else _CONFUSED_COST if (a, b) in _CONFUSED else 1.0)
            row.append(min(kept, before[index + 1] + loss, row[index] + _loss(b)))
        before = row
    return before[-1]


@lru_cache(maxsize=4096)
def likeness(first: str, second: str) -> float:
    """Return how alike two names are, 0-1; 0 where a digit or a word such as เหนือ, ใต้, ใหม่ tells them apart."""
    a, b = plain(first), plain(second)
    if a == b:
        return 1.0
    if not a or not b or numbers(a) != numbers(b) or _differ_in_end(a, b):
        return 0.0
    return max(0.0, 1 - distance(a, b) / max(len(a), len(b)))


def _differ_in_end(a: str, b: str) -> bool:
    """Whether one name ends in a word that the other has not, nor a damaged form of it."""
    ends = distinct_end(a), distinct_end(b)
    if ends[0] == ends[1]:
        return False
    if all(ends):
        return True
    word, other = (ends[0], b) if ends[0] else (ends[1], a)
    return not _ends_readably(other, word)


@lru_cache(maxsize=1 << 14)
def _ends_readably(name: str, word: str) -> bool:
    """Whether a name ends in a damaged form of a word that is not nearer to another such word."""
    tails = [name[-size:] for size in range(len(word) - 1, len(word) + 2) if 0 < size < len(name)]

    def cost(other: str) -> float:
        return min((distance(tail, other) for tail in tails), default=9.0)

    own = cost(word)
    return own <= _READABLE_END * len(word) and all(
        own < cost(other) for other in DISTINCT if not word.endswith(other)
    )


def rank(name: str, among: Sequence[str]) -> list[Likeness]:
    """Return the candidates that are most like a name, best first; of equal ones the first by spelling."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    own = plain(name)
    plains = [plain(other) for other in among]
    picked = process.extract(
        own, plains, scorer=Levenshtein.normalized_similarity, processor=None, limit=_CANDIDATES
    )
    ranked = [Likeness(among[index], likeness(own, other)) for other, _, index in picked]
    return sorted(ranked, key=lambda found: (-found.score, found.name))
