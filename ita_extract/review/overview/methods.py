"""Whether results of two fiscal years may be compared, by what the rulebook knows of both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ita_extract.model import Subject
from ita_extract.rulebook.year import YearRules, known_years, rules_for


class Difference(StrEnum):
    """What differs between the rules of two years."""

    UNKNOWN_YEAR = "unknown_year"  # the rulebook has no rules of one of them
    WEIGHTS = "weights"
    COMPUTING = "computing"
    LEVELS = "levels"
    INDICATORS = "indicators"
    IIT_ITEMS = "iit_items"
    EIT_ITEMS = "eit_items"
    EIT_PARTS = "eit_parts"
    OIT_ITEMS = "oit_items"


# These change nearly each year, and the commission compares over it all the same: it is said beside the comparison.
_SAID_ONLY = frozenset({Difference.OIT_ITEMS})


@dataclass(frozen=True)
class Comparison:
    """What differs between the rules of a year and of an earlier one (B.E.).

    `inferred` tells that a fact which the comparison rests on is not stated by a source for one of the years.
    """

    fiscal_year: int
    earlier: int
    differences: tuple[Difference, ...]
    inferred: bool

    @property
    def comparable(self) -> bool:
        """Whether scores of the two years measure the same, but for the list of OIT items."""
        return not set(self.differences) - _SAID_ONLY

    @property
    def reasons(self) -> tuple[Difference, ...]:
        """Return what forbids the comparison."""
        return tuple(entry for entry in self.differences if entry not in _SAID_ONLY)

    def holds_for(self, subject: Subject) -> bool:
        """Whether a subject is the same in both years: an indicator has to keep its instrument and its name."""
        number = subject.indicator
        if not self.comparable or number is None:
            return self.comparable
        now, before = (rules_for(year).indicator(number) for year in (self.fiscal_year, self.earlier))
        names = {before.name, *before.other_names} & {now.name, *now.other_names}
        return now.instrument == before.instrument and bool(names)


def compare_years(fiscal_year: int, earlier: int) -> Comparison:
    """Return what differs between the rules of two fiscal years (B.E.)."""
    if not {fiscal_year, earlier} <= set(known_years()):
        return Comparison(fiscal_year, earlier, (Difference.UNKNOWN_YEAR,), inferred=False)
    now, before = rules_for(fiscal_year), rules_for(earlier)
    pairs = {
        Difference.WEIGHTS: (now.weights.values, before.weights.values),
        Difference.COMPUTING: (now.scoring.instrument, before.scoring.instrument),
        Difference.LEVELS: (_levels(now), _levels(before)),
        Difference.INDICATORS: (_instruments(now), _instruments(before)),
        Difference.IIT_ITEMS: (now.iit_items.ranges, before.iit_items.ranges),
        Difference.EIT_ITEMS: (now.eit_items.ranges, before.eit_items.ranges),
        Difference.EIT_PARTS: (now.eit_parts.reported_separately, before.eit_parts.reported_separately),
        Difference.OIT_ITEMS: (len(now.oit_items.list), len(before.oit_items.list)),
    }
    differing = tuple(difference for difference, (first, other) in pairs.items() if first != other)
    return Comparison(
        fiscal_year, earlier, differing, inferred=not (_is_sourced(now) and _is_sourced(before))
    )


def _levels(rules: YearRules) -> list[tuple[object, ...]]:
    return [(level.name, level.overall_min, level.every_instrument_min) for level in rules.rating.levels]


def _instruments(rules: YearRules) -> list[str]:
    return [entry.instrument for entry in rules.indicators.list]


def _is_sourced(rules: YearRules) -> bool:
    return all(fact.is_sourced for fact in (rules.weights, rules.scoring, rules.rating, rules.indicators))
