"""The sum of a roster's row: it proves the row, and decides between the readings of a doubtful digit."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from math import prod

from ita_extract.rulebook.year import rules_for
from ita_extract.tables.roster_columns import INSTRUMENTS

Scores = tuple[Decimal | None, ...]

_WEIGHTED_TOLERANCE = Decimal("0.005")  # the total is rounded
# A total printed from unrounded parts: half a step of each of three, and of its own. Only where every digit is sure: of
# a picture a digit read wrong may be off by one, and the sum must be exact.
UNROUNDED = Decimal("0.02")
_MOST = 5_000  # combinations of readings that are tried for one row


def adds_up(
    values: Scores, total: Decimal | None, year: int | None, slack: Decimal = Decimal(0)
) -> bool | None:
    """Whether the scores of a row give its total; None if there is nothing to compare.

    They are parts of the total (a printed dash, None, is no part), or three scores of a hundred that the year's
    weights join. `slack` is by how much a plain sum may differ: see `UNROUNDED`.
    """
    written = [value for value in values if value is not None]
    if total is None or not written:
        return None
    if abs(sum(written, Decimal(0)) - total) <= slack:
        return True
    if len(written) < len(INSTRUMENTS) or year is None:
        return False
    weights = rules_for(year).weights.values
    weighted = sum(
        (weights[name] * value for name, value in zip(INSTRUMENTS, written, strict=True)), Decimal(0)
    )
    # the parts of a hundred are rounded, too, and are a whole together: half a step more
    return abs(weighted - total) <= _WEIGHTED_TOLERANCE * (2 if slack else 1)


def singled_out(possible: list[frozenset[Decimal]], values: Scores, year: int | None) -> Scores | None:
    """Return the one way to read a row's scores and its total (the last) that adds up, or None.

    `possible` has the values that the picture allows for each; a cell that has none keeps its value.
    """
    sets = [
        tuple(sorted(allowed)) if allowed else (value,)
        for allowed, value in zip(possible, values, strict=True)
    ]
    if prod(map(len, sets)) > _MOST:
        return None
    fitting = [way for way in product(*sets) if adds_up(way[:-1], way[-1], year)]
    return fitting[0] if len(fitting) == 1 else None
