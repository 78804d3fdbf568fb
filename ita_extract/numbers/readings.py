"""What a figure of a scan may be beside what was read: its doubtful digits exchanged for others that are possible."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product

from ita_extract.layout.span import Span
from ita_extract.thai.digits import parse_score

_NUMERIC = re.compile(r"[0-9๐-๙.]")
_NUMBERS = re.compile(r"[0-9.]+")
_MOST = 4  # doubtful digits; a figure with more is unreadable


def possible_scores(words: Span) -> frozenset[Decimal]:
    """Return all scores (0-100) that the words of one figure may be, what was read among them; empty for no score."""
    letters = [(item.text, *item.others) for item in words.chars if _NUMERIC.fullmatch(item.text)]
    if len(letters) < len(words.chars) and len(_NUMBERS.findall(words.key)) != 1:
        return frozenset()
    if sum(len(options) > 1 for options in letters) > _MOST:
        letters = [options[:1] for options in letters]
    values = (parse_score("".join(text)) for text in product(*letters))
    return frozenset(value for value in values if value is not None and value <= 100)
