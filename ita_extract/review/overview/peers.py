"""Where a report peers_hash: its organisation's results over the years, its province's median beside each score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from ita_extract.model import Status, Subject
from ita_extract.organizations.gazetteer import Area
from ita_extract.review.overview.areas import province_of
from ita_extract.review.overview.choosing import Chosen
from ita_extract.review.overview.facts import COMPARED, DocumentFacts
from ita_extract.review.overview.methods import Comparison, compare_years
from ita_extract.review.overview.spread import rounded, spread_of

FIRST_YEAR = 2561


class Beside(NamedTuple):
    """A score of the report, the median of the province's reports of that year, and of how many reports it is one.

    `before` is the organisation's score of the year before, None where there is none or the methods differ.
    """

    subject: Subject
    score: Decimal
    median: Decimal
    reports: int
    before: Decimal | None

    @property
    def difference(self) -> Decimal:
        """Return by how much the score lies above the median."""
        return rounded(self.score - self.median)

    @property
    def change(self) -> Decimal | None:
        """Return by how much it rose since the year before."""
        return None if self.before is None else rounded(self.score - self.before)


class PastResult(NamedTuple):
    """The result of a fiscal year (B.E.): from that year's own report, else as this report retells it.

    `document_id` is that of the own report, None for what is retold. `comparison` is with the year in the row above.
    """

    fiscal_year: int
    scores: dict[Subject, Decimal]
    rating: str | None
    document_id: str | None
    in_review: bool
    comparison: Comparison | None


@dataclass(frozen=True)
class Peers:
    """What a report's page shows of the reports around it; `is_counted`: whether its province's figures hold it."""

    document_id: str
    fiscal_year: int
    province: Area | None
    is_counted: bool
    beside: tuple[Beside, ...]
    history: tuple[PastResult, ...]


class PeersOfEach:
    """The peers of each document, from all documents of a folder."""

    def __init__(self, documents: Iterable[DocumentFacts], chosen: Chosen) -> None:
        self._documents = {facts.document_id: facts for facts in documents}
        self._counted = {facts.document_id for facts in chosen.counted}
        self._of_organization: dict[str, dict[int, DocumentFacts]] = defaultdict(dict)
        scores: dict[tuple[str, int, Subject], list[Decimal]] = defaultdict(list)
        for facts in chosen.counted:
            assert facts.fiscal_year is not None
            if facts.organization is not None:
                self._of_organization[facts.organization][facts.fiscal_year] = facts
            province = province_of(facts.province)
            if province is not None:
                for subject, score in facts.scores.items():
                    scores[province.code, facts.fiscal_year, subject].append(score)
        self._spreads = {key: spread_of(found) for key, found in scores.items()}

    def of(self, document_id: str) -> Peers | None:
        """Return the peers of a document; None where it has no year or no scores of its own."""
        facts = self._documents.get(document_id)
        if facts is None or facts.fiscal_year is None or not facts.scores:
            return None
        province = province_of(facts.province)
        return Peers(
            document_id,
            facts.fiscal_year,
            province,
            document_id in self._counted,
            self._beside(facts, facts.fiscal_year, province),
            self._history(facts, facts.fiscal_year),
        )

    def _own(self, facts: DocumentFacts) -> dict[int, DocumentFacts]:
        return self._of_organization.get(facts.organization, {}) if facts.organization else {}

    def _beside(self, facts: DocumentFacts, year: int, province: Area | None) -> tuple[Beside, ...]:
        if province is None:
            return ()
        earlier = self._own(facts).get(year - 1)
        comparison = compare_years(year, year - 1) if earlier else None
        found = []
        for subject in COMPARED:
            spread = self._spreads.get((province.code, year, subject))
            if subject not in facts.scores or spread is None:
                continue
            before = None
            if earlier is not None and comparison is not None and comparison.holds_for(subject):
                before = earlier.scores.get(subject)
            found.append(Beside(subject, facts.scores[subject], spread.median, spread.count, before))
        return tuple(found)

    def _history(self, facts: DocumentFacts, year: int) -> tuple[PastResult, ...]:
        """Return the results by year, oldest first; this report's own row is its own, also where another is counted."""
        own = {**self._own(facts), year: facts}
        retold = {
            entry.fiscal_year: entry
            for entry in reversed(facts.retold)
            if FIRST_YEAR <= entry.fiscal_year < year
        }
        rows: list[PastResult] = []
        for fiscal_year in sorted({*own, *retold}):
            comparison = compare_years(fiscal_year, rows[-1].fiscal_year) if rows else None
            report = own.get(fiscal_year)
            if report is not None:
                rows.append(
                    PastResult(
                        fiscal_year,
                        dict(report.scores),
                        report.rating,
                        report.document_id,
                        report.status is Status.REVIEW,
                        comparison,
                    )
                )
            else:
                entry = retold[fiscal_year]
                scores = {Subject.OVERALL: entry.score}
                rows.append(PastResult(fiscal_year, scores, entry.rating, None, False, comparison))
        return tuple(rows)
