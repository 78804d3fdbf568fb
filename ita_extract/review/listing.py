"""The list of all documents: what needs a look comes first."""

from __future__ import annotations

from dataclasses import dataclass

from ita_extract.model import Report, Severity, Status
from ita_extract.review.showing import PictureState, title
from ita_extract.review.values import shown

_FIRST = (Status.REVIEW, Status.FAILED, Status.OK, Status.NOT_ITA)


@dataclass(frozen=True)
class ListedDocument:
    """A row of the list: small enough to keep one for each of many documents."""

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

    @property
    def order(self) -> tuple[object, ...]:
        """Return the key by which the list is sorted.

        Documents to review, then those that could not be read, then those with findings; in each group those with
        the most doubts and the gravest findings first.
        """
        return (
            _FIRST.index(self.status),
            -self.doubts,
            -self.errors,
            -self.reasons,
            -self.warnings,
            -self.notes,
            self.title,
            self.fiscal_year,
            self.document_id,
        )


def listed(report: Report, doubts: int, pictures: PictureState) -> ListedDocument:
    """Return the row of a report in the list; `doubts` counts the cards that must still be decided."""
    document = report.document
    count = dict.fromkeys(Severity, 0)
    for finding in report.findings:
        count[finding.severity] += 1
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
    )
