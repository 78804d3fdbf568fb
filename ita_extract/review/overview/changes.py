"""What became of the scores of the same organisations from one fiscal year to the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from ita_extract.model import Subject
from ita_extract.review.overview.facts import COMPARED, DocumentFacts
from ita_extract.review.overview.methods import Comparison, compare_years
from ita_extract.review.overview.spread import Spread, spread_of


class Change(NamedTuple):
    """The overall score of an organisation in two years; `difference` is now less before."""

    facts: DocumentFacts
    earlier: DocumentFacts
    before: Decimal
    now: Decimal

    @property
    def difference(self) -> Decimal:
        """Return by how much it rose (above 0) or fell."""
        return self.now - self.before


class SubjectChange(NamedTuple):
    """The differences of a subject over all organisations that have it in both years."""

    subject: Subject
    spread: Spread


@dataclass(frozen=True)
class Changes:
    """The organisations counted in a year and in the year before, by their key; largest rise first.

    Where the method differs `every` and `subjects` are empty and `both` tells how many could have been compared.
    """

    comparison: Comparison
    both: int
    every: tuple[Change, ...]
    subjects: tuple[SubjectChange, ...]

    @property
    def risen(self) -> int:
        """Return how many rose."""
        return sum(change.difference > 0 for change in self.every)

    @property
    def fallen(self) -> int:
        """Return how many fell."""
        return sum(change.difference < 0 for change in self.every)


def changes_of(
    fiscal_year: int, counted: Sequence[DocumentFacts], earlier: Iterable[DocumentFacts]
) -> Changes | None:
    """Return what changed since the year before; None where no organisation is counted in both."""
    before = {facts.organization: facts for facts in earlier if facts.organization is not None}
    pairs = [(facts, before[facts.organization]) for facts in counted if facts.organization in before]
    if not pairs:
        return None
    comparison = compare_years(fiscal_year, fiscal_year - 1)
    if not comparison.comparable:
        return Changes(comparison, len(pairs), (), ())
    every = [
        Change(facts, then, then.overall, facts.overall)
        for facts, then in pairs
        if facts.overall is not None and then.overall is not None
    ]
    subjects = []
    for subject in COMPARED:
        differences = [
            facts.scores[subject] - then.scores[subject]
            for facts, then in pairs
            if subject in facts.scores and subject in then.scores
        ]
        spread = spread_of(differences) if comparison.holds_for(subject) else None
        if spread is not None:
            subjects.append(SubjectChange(subject, spread))
    ordered = sorted(every, key=lambda change: (-change.difference, change.facts.document_id))
    return Changes(comparison, len(pairs), tuple(ordered), tuple(subjects))
