"""The list of all documents: what needs a look comes first."""

from __future__ import annotations

from dataclasses import dataclass

from ita_extract.model import Report, Severity, Status, Subject
from ita_extract.review.overview.facts import scores_of
from ita_extract.review.showing import PictureState, title
from ita_extract.review.values import NOTHING, shown

_FIRST = (Status.REVIEW, Status.FAILED, Status.OK, Status.NOT_ITA)


@dataclass(frozen=True)
class ListedDocument:
    """A row of the list: small enough to keep one for each of many documents.

    Scores are as people read them, NOTHING where none was read; EIT is the whole one, else its parts joined by a slash.
    `decided` of its `doubts` were settled by a person; `rules` are the slugs of the rules that it breaks.
    """

    document_id: str
    source: str
    title: str
    status: Status
    fiscal_year: str
    overall_score: str
    reasons: int
    errors: int
    warnings: int
    notes: int
    doubts: int
    pictures: PictureState
    name: str = ""
    organization_type: str = ""
    district: str = ""
    province: str = ""
    rating: str = ""
    IIT: str = NOTHING
    EIT: str = NOTHING
    OIT: str = NOTHING
    rules: tuple[str, ...] = ()
    decided: int = 0

    @property
    def open(self) -> int:
        """Return how many of its doubts nobody has settled."""
        return max(0, self.doubts - self.decided)

    @property
    def order(self) -> tuple[object, ...]:
        """Return the key by which the list is sorted.

        Documents to review, then those that could not be read, then those with findings; in each group those with
        the most open doubts and the gravest findings first.
        """
        return (
            _FIRST.index(self.status),
            -self.open,
            -self.errors,
            -self.reasons,
            -self.warnings,
            -self.notes,
            self.title,
            self.fiscal_year,
            self.document_id,
        )


def listed(report: Report, doubts: int, pictures: PictureState, decided: int = 0) -> ListedDocument:
    """Return the row of a report in the list.

    `doubts` counts the cards that must be decided, `decided` those of them that are.
    """
    document = report.document
    count = dict.fromkeys(Severity, 0)
    for finding in report.findings:
        count[finding.severity] += 1
    scores = scores_of(report)
    parts = [shown(scores[part]) for part in (Subject.EIT_1, Subject.EIT_2) if part in scores]
    return ListedDocument(
        document_id=document.document_id,
        source=document.source,
        title=title(document),
        status=document.status,
        fiscal_year=shown(document.fiscal_year),
        overall_score=shown(document.overall_score),
        reasons=len(document.review_reasons),
        errors=count[Severity.ERROR],
        warnings=count[Severity.WARNING],
        notes=count[Severity.NOTE],
        doubts=doubts,
        pictures=pictures,
        name=document.whole_name or document.source,
        organization_type=document.organization_type or "",
        district=document.district or "",
        province=document.province or "",
        rating=document.rating or "",
        IIT=shown(scores.get(Subject.IIT)),
        EIT=shown(scores.get(Subject.EIT)) if Subject.EIT in scores else "/".join(parts) or NOTHING,
        OIT=shown(scores.get(Subject.OIT)),
        rules=tuple(sorted({finding.rule for finding in report.findings})),
        decided=decided,
    )
