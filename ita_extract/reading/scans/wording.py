"""Words choose between what the line reader holds possible.

A mark of three pixels may be a tone of this line or a vowel of the line above; the reader gives both with their
probabilities, and Thai has `ที่` and no `ทีุ`. The cheapest way through a line is taken: each reading costs the negative
logarithm of its probability, each word that of how often it is used, letters outside of all words more than those
within. Digits, Latin letters and punctuation are never changed: no word list knows a score.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_LONGEST = 20  # letters of a word
_IN_USE = 200  # times in the corpus, for words that no word list has
_SHARE_IN_REPORTS = 1 / 2000
_LETTER = 0.2  # probability from which a letter may be there, or not
_WEIGHT = 0.5  # of words beside pictures
_OUTSIDE, _MARK_OUTSIDE, _IMPOSSIBLE = 4.5, 1.5, 12.0  # cost of a letter outside of words (before weighing)
_UPPER_VOWELS, _LOWER_VOWELS, _TONES = "ัิีึื็", "ฺุู", "่้๊๋์ํ๎"
_MARKS = frozenset(_UPPER_VOWELS + _LOWER_VOWELS + _TONES)
_THAI = frozenset(chr(code) for code in range(0x0E01, 0x0E4F) if chr(code) not in "ฯๆ฿")
_BEFORE_VOWELS = _THAI - _MARKS
_BEFORE_TONES = _THAI - frozenset(_TONES)


class Option(NamedTuple):
    """What may stand at a place: a character, or nothing (empty), and its probability (0-1)."""

    text: str
    probability: float


class _Way(NamedTuple):
    """The cheapest way to a place: its cost, where its last step began, what was taken in that step, last letter."""

    cost: float
    start: int
    taken: tuple[int, ...]
    last: str


def choose(places: Sequence[tuple[Option, ...]]) -> list[Option]:
    """Return the option to take at each place; the first of each is the reader's own choice."""
    options = [_of_words(position) for position in places]
    if all(len(position) == 1 for position in options):
        return [position[0] for position in options]
    ways: list[_Way | None] = [_Way(0.0, 0, (), "")] + [None] * len(options)
    for start in range(len(options)):
        way = ways[start]
        if way is None:
            continue
        for end, taken, last, cost in _steps(options, start, way.last):
            known = ways[end]
            if known is None or way.cost + cost < known.cost:
                ways[end] = _Way(way.cost + cost, start, taken, last or way.last)
    chosen: list[Option] = []
    position = len(options)
    while position:
        way = ways[position]
        assert way is not None
        chosen[:0] = [options[way.start + step][index] for step, index in enumerate(way.taken)]
        position = way.start
    return chosen


def _of_words(position: tuple[Option, ...]) -> tuple[Option, ...]:
    """Return the options that words may choose from: none where the reader saw no Thai letter.

    Marks come and go with the line above; letters are there or not. Words take none away (`ก.` begins a list and is no
    word), and add none that the reader hardly saw.
    """
    first = position[0].text
    if first and first not in _THAI:
        return position[:1]
    return (position[0], *(option for option in position[1:] if _may_stand(option, first)))


def _may_stand(option: Option, first: str) -> bool:
    if not option.text:
        return first in _MARKS
    if option.text not in _MARKS and not first:
        return option.text in _THAI and option.probability >= _LETTER
    return option.text in _THAI


def _steps(
    options: list[tuple[Option, ...]], start: int, before: str
) -> Iterator[tuple[int, tuple[int, ...], str, float]]:
    """Yield the steps from a place: one letter outside of words, or a word; with its end, what it takes, its cost."""
    for index, option in enumerate(options[start]):
        yield start + 1, (index,), option.text, _seen(option) + _WEIGHT * _outside(option.text, before)
    words, beginnings = _lexicon()
    open_ways: dict[str, tuple[tuple[int, ...], float]] = {"": ((), 0.0)}
    for position in range(start, min(len(options), start + _LONGEST)):
        following: dict[str, tuple[tuple[int, ...], float]] = {}
        for text, (taken, cost) in open_ways.items():
            for index, option in enumerate(options[position]):
                longer, dearer = text + option.text, cost + _seen(option)
                known = following.get(longer)
                if (not option.text or longer in beginnings) and (known is None or dearer < known[1]):
                    following[longer] = ((*taken, index), dearer)
        for text, (taken, cost) in following.items():
            if text in words and options[position][taken[-1]].text:
                yield position + 1, taken, text[-1], cost + _WEIGHT * words[text]
        open_ways = following
        if not open_ways:
            return


def _seen(option: Option) -> float:
    return -math.log(max(option.probability, 1e-6))


def _outside(letter: str, before: str) -> float:
    """Return what a letter costs that no word explains."""
    if letter not in _THAI:
        return 0.0
    if letter not in _MARKS:
        return _OUTSIDE
    carriers = _BEFORE_TONES if letter in _TONES else _BEFORE_VOWELS
    return _MARK_OUTSIDE if before in carriers else _IMPOSSIBLE


@cache
def _lexicon() -> tuple[dict[str, float], frozenset[str]]:
    """Return what each word costs, and the beginnings of all words (made at the first call).

    How often words are used is counted in the Thai National Corpus; misspelt ones stand there too, but seldom.
    """
    from pythainlp.corpus import provinces, thai_words, tnc

    counts = {word: count for word, count in tnc.word_freqs() if len(word) <= _LONGEST}
    total = sum(counts.values())
    listed = thai_words() | {str(name) for name in provinces()}
    shares = {
        word: max(count, 0.5) / total
        for word, count in (*((word, counts.get(word, 0)) for word in listed), *counts.items())
        if (word in listed or count >= _IN_USE) and len(word) <= _LONGEST and set(word) <= _THAI
    }
    data = files("ita_extract.reading.scans").joinpath("words_of_reports.txt").read_text(encoding="utf-8")
    for word in data.splitlines():
        if word and not word.startswith("#"):
            shares[word] = max(shares.get(word, 0), _SHARE_IN_REPORTS)
    words = {word: -math.log(share) for word, share in shares.items()}
    return words, frozenset(word[:end] for word in words for end in range(1, len(word) + 1))
