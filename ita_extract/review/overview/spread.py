"""Median and spread of scores, in decimals: no binary fraction moves a half."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")
_REACH = Decimal("1.5")  # of the distance between the quartiles: Tukey's fences
FEWEST_FOR_FENCES = 8  # of fewer values the quartiles are a value or two, and anything lies beyond them


@dataclass(frozen=True)
class Spread:
    """Smallest, quartiles and largest of `count` scores (0-100, at least one), to two decimals.

    Quartiles lie between neighbours by their distance: the p-th of n sorted values is the value at p·(n−1), counted
    from 0 (the way of Excel's QUARTILE.INC and of R's type 7).
    """

    count: int
    smallest: Decimal
    lower: Decimal
    median: Decimal
    upper: Decimal
    largest: Decimal

    @property
    def low_fence(self) -> Decimal:
        """Return the score below which one is an outlier: 1.5 times the quartiles' distance below the lower one."""
        return self.lower - _REACH * (self.upper - self.lower)

    @property
    def high_fence(self) -> Decimal:
        """Return the score above which one is an outlier."""
        return self.upper + _REACH * (self.upper - self.lower)

    @property
    def names_outliers(self) -> bool:
        """Whether there are enough values, and enough of a difference among them, to call one an outlier."""
        return self.count >= FEWEST_FOR_FENCES and self.upper > self.lower


def spread_of(scores: Iterable[Decimal]) -> Spread | None:
    """Return the spread of scores; None of none."""
    ordered = sorted(scores)
    if not ordered:
        return None
    quarter = Decimal("0.25")
    return Spread(
        len(ordered),
        rounded(ordered[0]),
        rounded(quantile(ordered, quarter)),
        rounded(quantile(ordered, 2 * quarter)),
        rounded(quantile(ordered, 3 * quarter)),
        rounded(ordered[-1]),
    )


def quantile(ordered: Sequence[Decimal], share: Decimal) -> Decimal:
    """Return the value at a share (0-1) of sorted values, of which there is at least one; unrounded."""
    at = share * (len(ordered) - 1)
    below = int(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (at - below) * (ordered[above] - ordered[below])


def rounded(value: Decimal) -> Decimal:
    """Return a score with two decimals; a half goes up, as people round."""
    return value.quantize(_CENT, ROUND_HALF_UP)
