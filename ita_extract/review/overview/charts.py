"""Figures -> shapes of inline SVG. Text stands beside the shapes: on a small screen it does not shrink with them.

A strip is a row of a table, drawn in a box of 100 by 10 that is stretched to its cell; x is percent of its scale.
A histogram has a box of its own, in pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ita_extract.review.overview.glance import Bin
from ita_extract.review.overview.spread import Spread

_STEP = 10  # points of a score between two lines of a strip
_MOST_DOTS = 40  # of more scores a strip shows the spread alone
_MIDDLE = 5

_HISTOGRAM_WIDTH, _HISTOGRAM_HEIGHT = 420, 190
_HEAD, _FOOT = 24, 24  # room for the counts over the bars, and for the scores under them
_SIDE = 14
_BETWEEN = 2


@dataclass(frozen=True)
class Scale:
    """The scores (0-100) at both ends of a strip."""

    low: Decimal
    high: Decimal

    @classmethod
    def over(cls, smallest: Iterable[Decimal]) -> Scale:
        """Return the scale from the full ten below the smallest of some scores up to 100."""
        least = min(smallest, default=Decimal(0))
        return cls(min(least // _STEP * _STEP, Decimal(100 - _STEP)), Decimal(100))

    def at(self, score: Decimal) -> Decimal:
        """Return where a score lies, in percent of the strip; what lies beyond the scale, at its end."""
        share = (score - self.low) / (self.high - self.low) * 100
        return min(max(share, Decimal(0)), Decimal(100))

    @property
    def lines(self) -> str:
        """Return the path of its lines, one each ten points."""
        tens = range(int(self.low) + _STEP, int(self.high), _STEP)
        return "".join(f"M{short(self.at(Decimal(ten)))} 0v10" for ten in tens)


@dataclass(frozen=True)
class SpreadStrip:
    """A spread: a line from the smallest to the largest, a box between the quartiles, a bar at the median.

    `dots` is the path of single scores, each a round end of a line without length; empty where there are too many.
    """

    lines: str
    whisker: str
    box_x: str
    box_width: str
    median: str
    dots: str


@dataclass(frozen=True)
class BarStrip:
    """A bar from the left, in percent of the longest; `hatched` is the part of it, at its end, that is in review."""

    sure: str
    hatched: str


@dataclass(frozen=True)
class PairStrip:
    """A score (a dot) beside a median (a bar)."""

    lines: str
    dot: str
    median: str


@dataclass(frozen=True)
class HistogramBar:
    """A bar of a histogram with its count over it; the hatched part on top of it is in review."""

    x: str
    width: str
    sure_y: str
    sure_height: str
    hatched_y: str
    hatched_height: str
    middle: str
    count: int


@dataclass(frozen=True)
class Tick:
    """A score under the axis."""

    x: str
    score: int


@dataclass(frozen=True)
class Histogram:
    """Bars of equal width over a common ground line at `floor`; pixels."""

    width: int
    height: int
    floor: int
    bars: tuple[HistogramBar, ...]
    ticks: tuple[Tick, ...]


def spread_strip(spread: Spread, scale: Scale, scores: Sequence[Decimal] = ()) -> SpreadStrip:
    """Return the strip of a spread, with its single scores where they are few."""
    left, right = scale.at(spread.smallest), scale.at(spread.largest)
    lower, upper = scale.at(spread.lower), scale.at(spread.upper)
    dots = scores if len(scores) <= _MOST_DOTS else ()
    return SpreadStrip(
        lines=scale.lines,
        whisker=f"M{short(left)} {_MIDDLE}H{short(right)}",
        box_x=short(lower),
        box_width=short(upper - lower),
        median=f"M{short(scale.at(spread.median))} 1v8",
        dots="".join(f"M{short(scale.at(score))} {_MIDDLE}h0" for score in dots),
    )


def bar_strip(count: int, in_review: int, longest: int) -> BarStrip:
    """Return the strip of a count, of which some are in review; `longest` is the count that fills it."""
    full = Decimal(100) / max(longest, 1)
    return BarStrip(short((count - in_review) * full), short(in_review * full))


def pair_strip(score: Decimal, median: Decimal, scale: Scale) -> PairStrip:
    """Return the strip of a score and a median."""
    return PairStrip(
        scale.lines, f"M{short(scale.at(score))} {_MIDDLE}h0", f"M{short(scale.at(median))} 0v10"
    )


def histogram(bins: Sequence[Bin]) -> Histogram:
    """Return the histogram of bins, of which there is at least one and none is left out between."""
    highest = max(entry.documents for entry in bins) or 1
    step = Decimal(_HISTOGRAM_WIDTH - 2 * _SIDE) / len(bins)
    unit = Decimal(_HISTOGRAM_HEIGHT - _HEAD - _FOOT) / highest
    floor = _HISTOGRAM_HEIGHT - _FOOT
    bars = []
    for number, entry in enumerate(bins):
        x = _SIDE + number * step
        sure, hatched = (entry.documents - entry.in_review) * unit, entry.in_review * unit
        bars.append(
            HistogramBar(
                x=short(x + _BETWEEN),
                width=short(step - 2 * _BETWEEN),
                sure_y=short(floor - sure),
                sure_height=short(sure),
                hatched_y=short(floor - sure - hatched),
                hatched_height=short(hatched),
                middle=short(x + step / 2),
                count=entry.documents,
            )
        )
    ticks = [Tick(short(_SIDE + number * step), entry.low) for number, entry in enumerate(bins)]
    ticks.append(Tick(short(_SIDE + len(bins) * step), bins[-1].high))
    return Histogram(_HISTOGRAM_WIDTH, _HISTOGRAM_HEIGHT, floor, tuple(bars), tuple(ticks))


def short(value: Decimal) -> str:
    """Return a number with one digit behind the point at most: a tenth of a percent is less than a dot."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")
