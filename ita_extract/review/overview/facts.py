"""A report -> the few facts of it that overviews are made of, small enough to keep for each of many documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from ita_extract.checking.case import Case
from ita_extract.model import (
    DocumentKind,
    IndicatorScore,
    InstrumentScore,
    Report,
    Severity,
    Status,
    Subject,
)

# A report prints the score of a part of EIT or of the whole; what a province is compared by is listed in this order.
COMPARED = (
    Subject.OVERALL,
    Subject.IIT,
    Subject.EIT,
    Subject.EIT_1,
    Subject.EIT_2,
    Subject.OIT,
    *(Subject.of_indicator(number) for number in range(1, 11)),
)


class RuleCount(NamedTuple):
    """A rule that a document breaks, the severity of its gravest finding, and how many findings there are."""

    rule: str
    severity: Severity
    findings: int


class Retold(NamedTuple):
    """An overall result of an earlier year (B.E.), as a report retells it."""

    fiscal_year: int
    score: Decimal
    rating: str | None


@dataclass(frozen=True)
class DocumentFacts:
    """What overviews need of a document.

    `organization` is the key that joins its reports over the years: what the organisation has become by the user's
    list, else its own; None where nothing certain is known. `scores` (0-100) has each subject for which the report
    has one score. `items` are the codes (i1, e1, o1 …) that recommendations name, `indicators` those of
    recommendations that name no item; `recommendations` counts all of them.
    """

    document_id: str
    source: str
    title: str
    status: Status
    kind: DocumentKind | None
    fiscal_year: int | None
    organization: str | None
    organization_id: str | None
    organization_type: str | None
    organization_name: str | None
    district: str | None
    province: str | None
    superseded_by: str | None
    rating: str | None
    scores: Mapping[Subject, Decimal]
    retold: tuple[Retold, ...]
    rules: tuple[RuleCount, ...]
    items: tuple[str, ...]
    indicators: tuple[int, ...]
    recommendations: int

    @property
    def overall(self) -> Decimal | None:
        """Return the overall score, 0-100; None where none was read, or two that contradict each other."""
        return self.scores.get(Subject.OVERALL)

    @property
    def was_read(self) -> bool:
        """Whether it was read as an ITA document, in doubt or not."""
        return self.status in (Status.OK, Status.REVIEW)


def facts_of(report: Report) -> DocumentFacts:
    """Return the facts of a report, as the tables have it: findings between reports and versions among them."""
    document = report.document
    return DocumentFacts(
        document_id=document.document_id,
        source=document.source,
        title=document.placed_name or document.source,
        status=document.status,
        kind=document.document_kind,
        fiscal_year=document.fiscal_year,
        organization=document.organization_lineage or document.organization_id,
        organization_id=document.organization_id,
        organization_type=document.organization_type,
        organization_name=document.organization_name,
        district=document.district,
        province=document.province,
        superseded_by=document.superseded_by,
        rating=document.rating,
        scores=scores_of(report),
        retold=tuple(
            Retold(row.fiscal_year, row.score, row.rating)
            for row in report.score_history
            if row.subject is Subject.OVERALL and row.score is not None
        ),
        rules=_rules(report),
        items=tuple(sorted({item for row in report.recommendations for item in row.items})),
        indicators=tuple(
            sorted({row.indicator for row in report.recommendations if row.indicator and not row.items})
        ),
        recommendations=len(report.recommendations),
    )


def scores_of(report: Report) -> dict[Subject, Decimal]:
    """Return the one score (0-100) of each subject; a subject whose rows say two values is left out.

    The overall score is the document's. The others are those that the rules compare: from the tables, else from what
    the text plainly states, and no weighted score. A roster has none: its rows are other organisations'.
    """
    if report.roster_scores and not report.indicator_scores:
        return {}
    found: dict[Subject, Decimal] = {}
    if report.document.overall_score is not None:
        found[Subject.OVERALL] = report.document.overall_score
    values: dict[Subject, set[Decimal]] = {}
    rows: tuple[IndicatorScore | InstrumentScore, ...] = (*report.indicator_scores, *report.instrument_scores)
    for row in rows:
        values.setdefault(row.subject, set()).add(row.score)
    case = Case.of(report)
    for subject, stated in case.scores.items():
        others = {
            value
            for value in values.get(subject, set()) - {stated.score}
            if not case.is_weighted(subject, value, stated.half)
        }
        if subject is not Subject.OVERALL and not others:
            found[subject] = stated.score
    return {subject: found[subject] for subject in COMPARED if subject in found}


def _rules(report: Report) -> tuple[RuleCount, ...]:
    counts = Counter(finding.rule for finding in report.findings)
    order = list(Severity)
    gravest: dict[str, Severity] = {}
    for finding in report.findings:
        known = gravest.get(finding.rule, finding.severity)
        gravest[finding.rule] = min(known, finding.severity, key=order.index)
    return tuple(RuleCount(rule, gravest[rule], counts[rule]) for rule in sorted(counts))
