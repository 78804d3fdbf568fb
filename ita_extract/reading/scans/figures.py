"""Scores that the reader half read: where it saw what no score can be, the rules of writing choose the digits.

A score is two digits, a point, two digits (or 100.00), in Thai digits or in Arabic ones, and holds no letter. Bare
strokes and rings look alike in many fonts (`O8.42`, `๕0.๗๑`, `65 89`), and the reader gives each of its readings with
its probability. What is a figure as it stands is never changed; what is chosen here stays in doubt.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ita_extract.reading.scans.wording import Option

# no comma stands before two digits, nothing begins with a point
_FIGURE = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)*[.,]?|[๐-๙]+(?:,[๐-๙]{3})*(?:\.[๐-๙]+)*[.,]?")
_PART_OF_SCORE = re.compile(r"(?=.*[0-9๐-๙])(?=.*[., ]).{2,9}")
# 98 29, 98. 29, 9 8.2 9: without the spaces
_TORN = re.compile(r"[0-9]{2}\.?[0-9]{2}|100\.00|[๐-๙]{2}\.?[๐-๙]{2}|๑๐๐\.๐๐")
_PIECES = 4  # into which a score is torn
_AROUND = frozenset("()[]\"'“”:;%*")  # what stands at a figure and is no part of it
_ENDS = _AROUND - frozenset(")]")
_FORMS = ("dd.dd", "100.00")
DIGITS = ("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_SHAPES = {"0": "Oo๐", "๐": "Oo0", "1": "Il|i!"}  # what rings and bare strokes are taken for
_ALIKE = 0.3  # probability, at least, of a digit where the reader named something of its shape
_DEAREST = 5.0  # nats by which what is chosen may be less probable than what was read
_SURE = 0.99  # what was read with this probability changes only into a digit of its own shape
_AT_MOST = 0.9  # what was chosen by rule is no sure reading


class _Way(NamedTuple):
    cost: float
    taken: tuple[Option, ...]


def mend_figures(places: Sequence[tuple[Option, ...]], chosen: Sequence[Option]) -> list[Option]:
    """Return what stands at each place, with scores that were half read mended; the same number of places."""
    mended = list(chosen)
    for start, stop in _runs(places, mended):
        read = mended[start:stop]
        text = "".join(option.text for option in read)
        if not _PART_OF_SCORE.fullmatch(text) or _FIGURE.fullmatch(text):
            continue
        ways = [
            way
            for digits in DIGITS
            for form in _FORMS
            if (way := _cheapest(places[start:stop], read, digits, form)) is not None
        ]
        if not ways:
            continue
        best = min(ways, key=lambda way: way.cost)
        if best.cost <= sum(_cost(option.probability) for option in read) + _DEAREST:
            mended[start:stop] = best.taken
    return mended


def _runs(places: Sequence[tuple[Option, ...]], chosen: Sequence[Option]) -> Iterator[tuple[int, int]]:
    """Yield stretches without spaces; what may be the halves of a score is one stretch."""
    edges = [-1, *(index for index, option in enumerate(chosen) if option.text == " "), len(chosen)]
    index = 0
    while index + 1 < len(edges):
        start, stop = edges[index] + 1, edges[index + 1]
        for more in range(min(_PIECES, len(edges) - index - 1) - 1, 0, -1):
            if _is_torn(chosen[start : edges[index + 1 + more]]):
                index += more
                stop = edges[index + 1]
                break
        while start < stop and chosen[start].text in _AROUND:
            start += 1
        # a bracket that nothing opens may be a 1 (`61.5)`)
        closing = _AROUND if any(option.text in "([" for option in chosen[:start] if option.text) else _ENDS
        while start < stop and chosen[stop - 1].text in closing:
            stop -= 1
        if start < stop:
            yield start, stop
        index += 1


def _is_torn(read: Sequence[Option]) -> bool:
    """Whether pieces make a score, and none of the spaces between them was read for sure."""
    if any(option.text == " " and option.probability >= _SURE for option in read):
        return False
    return _TORN.fullmatch("".join(option.text for option in read if option.text != " ")) is not None


def _cheapest(
    places: Sequence[tuple[Option, ...]], read: Sequence[Option], digits: str, form: str
) -> _Way | None:
    """Return the most probable way to read some places as a score of one form in one kind of digits."""
    ways: dict[int, _Way] = {0: _Way(0.0, ())}
    for position, option in zip(places, read, strict=True):
        nothing = _of_nothing(position, option)
        following: dict[int, _Way] = {}
        for done, way in ways.items():
            steps = [(done, Option("", nothing))] if nothing else []
            if done < len(form):
                steps.extend((done + 1, taken) for taken in _fitting(position, option, digits, form[done]))
            for reached, taken in steps:
                cost = way.cost + _cost(taken.probability)
                if reached not in following or cost < following[reached].cost:
                    following[reached] = _Way(cost, (*way.taken, taken))
        ways = following
    return ways.get(len(form))


def _of_nothing(position: tuple[Option, ...], read: Option) -> float:
    """Return how probable it is that nothing stands at a place; what was read for sure, and Thai letters, stay."""
    if not read.text:
        return read.probability
    stays = read.probability >= _SURE or "ก" <= read.text <= "๎"
    return 0.0 if stays else _probability(position, "")


def _fitting(position: tuple[Option, ...], read: Option, digits: str, wanted: str) -> Iterator[Option]:
    """Yield what may stand at a place as a character of a form: `d` is any digit."""
    letters = "." if wanted == "." else digits if wanted == "d" else digits[int(wanted)]
    for letter in letters:
        fixed = read.text and read.probability >= _SURE and read.text != letter
        probability = 0.0 if fixed else _probability(position, letter)
        if read.text and read.text in _SHAPES.get(letter, ""):
            probability = max(probability, _ALIKE)
        if probability:
            yield Option(letter, probability if letter == read.text else min(probability, _AT_MOST))


def _probability(position: tuple[Option, ...], text: str) -> float:
    return max((option.probability for option in position if option.text == text), default=0.0)


def _cost(probability: float) -> float:
    return -math.log(max(probability, 1e-6))
