"""A score that a slip of the typist breaks: `96. 48`, `9 6.48`, `96..48`, `96:48`, `96 จุด 48`, `96,48`, `9648`.

What it was meant to be is a reading, no value: it counts only where the rest of the report proves it.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ita_extract.layout.span import Span
from ita_extract.thai.digits import parse_score

_POINT = re.compile(r"(?:[.:;,·]|จุด)+")
_WHOLE = re.compile(r"(\d{2}|100)\.?(\d{2})")
_CELL = re.compile(r"(?:คะแนน|ร้อยละ)?(?P<figures>\d(?:[\d .:;,·]|จุด)*\d)(?:คะแนน|%)?")


def mended(written: str) -> Decimal | None:
    """Return the one score (0-100, two decimals) that figures with a slip may be, or None; ASCII digits."""
    match = _WHOLE.fullmatch(_POINT.sub(".", written.replace(" ", "")))
    score = parse_score(f"{match[1]}.{match[2]}") if match is not None else None
    return score if score is not None and score <= 100 else None


def mended_cell(cell: Span | None) -> tuple[Decimal, Span] | None:
    """Return the score that a cell with nothing but figures and a slip may hold, and the span of the figures."""
    match = _CELL.fullmatch(cell.key) if cell else None
    score = mended(match["figures"]) if match is not None else None
    if cell is None or match is None or score is None:
        return None
    return score, cell.span(match, "figures")
