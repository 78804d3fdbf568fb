"""Thai and Arabic digits, and what counts as a score-like number."""

from __future__ import annotations

import re
from decimal import Decimal

_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_SCORE = re.compile(r"\d{1,3}(?:\.\d{1,4})?")


def to_arabic(text: str) -> str:
    """Write all Thai digits as Arabic ones."""
    return text.translate(_TO_ARABIC)


def to_thai(text: str) -> str:
    """Write all Arabic digits as Thai ones."""
    return text.translate(_TO_THAI)


def parse_score(text: str) -> Decimal | None:
    """Read a number with up to four decimals, in either script; None for anything else.

    The value is not changed: ๙๕ is 95.00, 89.4 is 89.40, and 96.474 keeps its three decimals for the rule that
    complains about them. Numbers above 100 are returned too (a finding, not a reading error).
    """
    digits = to_arabic(text).strip().replace(" ", "")
    if not _SCORE.fullmatch(digits):
        return None
    value = Decimal(digits)
    two = value.quantize(Decimal("0.01"))
    return two if two == value else value
