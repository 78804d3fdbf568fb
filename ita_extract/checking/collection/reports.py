"""A collection of reports as rules across documents see it: small digests, and findings by document."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from ita_extract.checking.case import Case, StatedScore
from ita_extract.checking.places import Places, of_another
from ita_extract.checking.registry import Rule
from ita_extract.checking.violations import CheckResult, Evidence, Violation, gravest_first, is_doubtful
from ita_extract.evidence import ComparedPlace
from ita_extract.model import Finding, Report, ReviewReason, ScoreHistory, Severity, Subject, joined_name


class Identity(NamedTuple):
    """Who an organisation is: class, bare name, district (none for a province) and province."""

    kind: str
    name: str
    district: str
    province: str
    organization_id: str = ""
    lineage: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """Return what makes two reports those of one organisation: its key, else its names."""
        if self.organization_id:
            return (self.organization_id,)
        return (self.kind, self.name, self.district, self.province)

    @property
    def place(self) -> tuple[str, str, str]:
        """Return what a change of class leaves as it was: an อบต. that became a เทศบาลตำบล keeps name and place."""
        return (self.name, self.district, self.province)

    @property
    def shown(self) -> str:
        """Return the name as messages give it."""
        return (joined_name(self.kind, self.name) or "") + (f" จังหวัด{self.province}" if self.province else "")


@dataclass(frozen=True)
class Digest:
    """What other reports are held against: who, when, the scores, the earlier results."""

    document_id: str
    source: str
    identity: Identity | None
    year: int | None
    scores: dict[Subject, StatedScore]
    history: tuple[ScoreHistory, ...]
    places: dict[Subject, ComparedPlace]

    def place(self, subject: Subject, *, other: bool = False) -> ComparedPlace:
        """Return where a score stands; `other` where the finding is another document's."""
        offset = self.places[subject]
        return of_another(offset, self.document_id) if other else offset

    def retold_at(self, row: ScoreHistory) -> ComparedPlace:
        """Return where an earlier result stands."""
        number = next(at for at, entry in enumerate(self.history, start=1) if entry is row)
        box = {name: getattr(row, name) for name in ("page", "x0", "top", "x1", "bottom")}
        return ComparedPlace(table="score_history", row=number, **box)


def digest(report: Report) -> Digest:
    """Return what the rules across documents need of a report."""
    document = report.document
    identity = None
    if document.organization_type and document.organization_name:
        identity = Identity(
            document.organization_type,
            document.organization_name,
            document.district or "",
            document.province or "",
            document.organization_id or "",
            document.organization_lineage or "",
        )
    scores, places = Case.of(report).scores, Places(report)
    return Digest(
        document.document_id,
        document.source,
        identity,
        document.fiscal_year,
        scores,
        report.score_history,
        {subject: places.of(stated.row) for subject, stated in scores.items()},
    )


class Ledger:
    """Findings and doubts as they come in, by document."""

    def __init__(self) -> None:
        self._findings: dict[str, list[Finding]] = defaultdict(list)
        self._doubts: dict[str, list[ReviewReason]] = defaultdict(list)

    def add(
        self, document_id: str, rule: Rule, violation: Violation, against: Evidence | None = None
    ) -> None:
        """Book a violation: a finding, or a doubt where a value, or the one in another report, was read with doubt.

        The pages of `against` are not those of this document, so they do not stand among the finding's.
        """
        finding = rule.finding(violation)
        if against is not None and is_doubtful(against):
            self._doubts[document_id].append(rule.doubt(violation))
        elif not violation.is_doubtful:
            self._findings[document_id].append(finding)
        elif finding.severity != Severity.NOTE:
            self._doubts[document_id].append(rule.doubt(violation))

    def tell(self, document_id: str, reason: ReviewReason) -> None:
        """Book a reason for review of a document."""
        self._doubts[document_id].append(reason)

    def close(self) -> dict[str, CheckResult]:
        """Return the result of every document that has one."""
        names = sorted({*self._findings, *self._doubts})
        return {
            name: CheckResult(gravest_first(self._findings[name]), tuple(dict.fromkeys(self._doubts[name])))
            for name in names
        }
