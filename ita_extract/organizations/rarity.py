"""How surprising a string of letters is as a name: a damaged name surprises, a name of its own does not.

A name that is not in the list may be a damaged one that is, or a place that the list does not know. Likeness alone
cannot tell: บ้านโคก and บ้านโตก are two places. What tells is that damage makes letters follow each other as they do
in no name.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from ita_extract.organizations.spelling import plain

_ORDER = 3  # letters of context
_WEIGHT = 2.0  # how many sightings outweigh the shorter context
_EVEN = 1 / 90  # a letter of which nothing is known


class NameModel:
    """Counts of letters after up to three others, over a list of names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._seen: Counter[str] = Counter()
        self._context: Counter[str] = Counter()
        for name in names:
            text = _framed(name)
            for offset in range(_ORDER, len(text)):
                for order in range(_ORDER + 1):
                    self._seen[text[offset - order : offset + 1]] += 1
                    self._context[text[offset - order : offset]] += 1

    def surprise(self, name: str) -> float:
        """Return the bits by which a name surprises one who knows the list."""
        text = _framed(name)
        bits = 0.0
        for offset in range(_ORDER, len(text)):
            chance = _EVEN
            for order in range(_ORDER + 1):
                known = self._context[text[offset - order : offset]]
                if known:
                    seen = self._seen[text[offset - order : offset + 1]]
                    chance = (seen + _WEIGHT * chance) / (known + _WEIGHT)
            bits -= math.log2(chance)
        return bits


def _framed(name: str) -> str:
    return "^" * _ORDER + plain(name) + "$"
