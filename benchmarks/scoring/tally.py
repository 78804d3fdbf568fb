"""Points, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.scoring.points import Outcome, Point
from benchmarks.scoring.report import Scored


@dataclass(frozen=True)
class Counts:
    """How many values came out how; `silent` are wrong or extra, `lost` missing, in a document called ok."""

    right: int = 0
    wrong: int = 0
    missing: int = 0
    extra: int = 0
    silent: int = 0
    lost: int = 0

    @property
    def total(self) -> int:
        """Return the number of values in the gold; extra ones are not among them."""
        return self.right + self.wrong + self.missing

    @property
    def is_perfect(self) -> bool:
        """Return whether every value is right and none is there that should not be."""
        return self.total > 0 and self.right == self.total and not self.extra and not self.silent

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            right=self.right + other.right,
            wrong=self.wrong + other.wrong,
            missing=self.missing + other.missing,
            extra=self.extra + other.extra,
            silent=self.silent + other.silent,
            lost=self.lost + other.lost,
        )


def count(scored: Scored, points: Iterable[Point] | None = None) -> Counts:
    """Count the points of a document, or some of them."""
    chosen = scored.points if points is None else tuple(points)
    outcomes = Counter(point.outcome for point in chosen)
    return Counts(
        right=outcomes[Outcome.RIGHT],
        wrong=outcomes[Outcome.WRONG],
        missing=outcomes[Outcome.MISSING],
        extra=outcomes[Outcome.EXTRA],
        silent=sum(scored.is_silent(point) for point in chosen),
        lost=sum(scored.is_silently_lost(point) for point in chosen),
    )


def by_table(scored: Scored) -> dict[str, Counts]:
    """Count the points of a document table by table, in the order in which they came."""
    tables = dict.fromkeys(point.table for point in scored.points)
    return {
        table: count(scored, [entry for entry in scored.points if entry.table == table]) for table in tables
    }
