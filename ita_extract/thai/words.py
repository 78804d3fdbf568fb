"""The word list's only task: to choose between sara aa and sara am where the text layer cannot tell them apart.

A reading is preferred where a word of the list covers the place with it and is longer than any word that covers
the place with the other; nothing but these two letters is ever changed, and what was chosen counts as a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ita_extract.thai.clusters import Cluster
from ita_extract.thai.fonts import FontUse
from ita_extract.thai.letters import SARA_AA, SARA_AM

_LONGEST = 24  # letters; longer entries are sayings

_IN_USE = 30  # times in the Thai National Corpus


@cache
def _words_with_am() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words with sara am that are in use, and all their beginnings (read at the first call).

    The dictionary has rare entries such as กำรอ and ผ้ำ that fit into everyday text (การอ…, ผ้า).
    """
    from pythainlp.corpus import thai_words, tnc

    used = {word for word, count in tnc.word_freqs() if count >= _IN_USE and SARA_AM in word}
    words = frozenset(word for word in thai_words() & used if 1 < len(word) <= _LONGEST)
    return words, frozenset(word[:end] for word in words for end in range(1, len(word) + 1))


@cache
def _words_with_aa() -> frozenset[str]:
    from pythainlp.corpus import thai_words

    return frozenset(word for word in thai_words() if SARA_AA in word and 1 < len(word) <= _LONGEST)


def _longest_with_am(text: str, offset: int) -> int:
    words, beginnings = _words_with_am()
    best = 0
    for start in range(max(0, offset - _LONGEST), offset + 1):
        for end in range(start + 1, min(len(text), start + _LONGEST) + 1):
            piece = text[start:end]
            if piece not in beginnings:
                break
            if end > offset and end - start > best and piece in words:
                best = end - start
    return best


def _longest_with_aa(text: str, offset: int) -> int:
    words = _words_with_aa()
    best = 0
    for start in range(max(0, offset - _LONGEST), offset + 1):
        for end in range(min(len(text), start + _LONGEST), max(offset, start + best), -1):
            if text[start:end] in words:
                best = end - start
                break
    return best


def lengths(text: str, offset: int) -> tuple[int, int]:
    """Return how long the longest words are that cover a place with sara aa and with sara am."""
    head, tail = text[:offset], text[offset + 1 :]
    return _longest_with_aa(head + SARA_AA + tail, offset), _longest_with_am(head + SARA_AM + tail, offset)


def may_be_am(text: str, offset: int) -> bool:
    """Whether any word covers a place with sara am: without one there is nothing to choose."""
    return _longest_with_am(text[:offset] + SARA_AM + text[offset + 1 :], offset) > 0


def choose_sara(line: Sequence[Cluster], uses: Sequence[FontUse], *, spaced: bool) -> None:
    """Choose between sara aa and sara am in the fonts of a line that need it, from left to right.

    In fonts that are only under suspicion nothing is changed; what the words speak against counts as a guess.
    `spaced` tells that the spaces of the line stand between its letters.
    """
    text = [item.text if not item.is_space else "" if spaced else " " for item in line]
    offset = 0
    for index, item in enumerate(line):
        use = uses[item.font]
        if item.text in (SARA_AA, SARA_AM) and (use.by_words or use.suspect):
            line_text = "".join(text)
            asked = item.text == SARA_AM or may_be_am(line_text, offset)
            aa, am = lengths(line_text, offset) if asked else (0, 0)
            if use.by_words and item.text == SARA_AA:
                if am > aa:
                    item.text = text[index] = SARA_AM
                item.guesses = max(item.guesses, int(am > 0))
            elif (aa > am) if item.text == SARA_AM else (am > aa):
                item.guesses = 1
        offset += len(text[index])
