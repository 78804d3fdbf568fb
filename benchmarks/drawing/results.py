"""Scores that follow from one another by the weights of the assessment."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from benchmarks.drawing.draws import Draw

MEMBERS = {"IIT": range(1, 6), "EIT": range(6, 9), "OIT": range(9, 11)}
CENT = Decimal("0.01")


def cents(value: Decimal) -> Decimal:
    """Return the value with two decimals."""
    return value.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Results:
    """The scores of a year; overall and instruments follow from the indicators."""

    indicators: dict[int, Decimal]
    instruments: dict[str, Decimal]
    overall: Decimal


def results(indicators: dict[int, Decimal]) -> Results:
    """Return what follows from the indicators by the weights 30, 30 and 40, rounded at the end."""
    means = {
        name: sum((indicators[n] for n in members), Decimal(0)) / len(members)
        for name, members in MEMBERS.items()
    }
    overall = cents(means["IIT"] * 3 / 10 + means["EIT"] * 3 / 10 + means["OIT"] * 4 / 10)
    return Results(indicators, {name: cents(mean) for name, mean in means.items()}, overall)


def results_before(draw: Draw, indicators: dict[int, Decimal]) -> Results:
    """Return last year's scores, near this year's."""
    moved = {
        n: min(Decimal(100), max(Decimal(30), score + Decimal(str(round(draw.rng.uniform(-6, 4), 2)))))
        for n, score in indicators.items()
    }
    return results(moved)
