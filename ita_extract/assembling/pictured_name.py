"""A report whose cover names nobody in text: the body in the cover's picture, for a person to confirm."""

from __future__ import annotations

from collections.abc import Sequence

from ita_extract.model import Report, ReviewReason
from ita_extract.pictures.cover_name import PicturedBody, body_on_cover
from ita_extract.reading.pictured import ReadPicture

_COVER = 1
_REPLACED = ("missing-organization", "organization-elsewhere")


def with_pictured_name(report: Report, pictures: Sequence[ReadPicture]) -> Report:
    """Return a report with the body that its cover's picture names, where no text of the cover does.

    A name that was read in a picture always asks a person; one that differs from the body of the text does, too.
    """
    if any(row.kind == "organization" and _COVER in row.pages for row in report.organization_mentions):
        return report
    body = body_on_cover(pictures, _COVER)
    if body is None:
        return report
    document = report.document
    vague = any(reason.slug in _REPLACED for reason in report.review_reasons)
    if document.organization_name and not vague:
        if (body.agency.name, body.name) == (document.organization_type, document.organization_name):
            return report
        detail = f"the text names {document.whole_name}, a picture on the cover {body.written}"
        return report.with_reasons([ReviewReason(slug="several-organizations", detail=detail, page=_COVER)])
    return _renamed(report, body)


def _renamed(report: Report, body: PicturedBody) -> Report:
    document = report.document.model_copy(
        update={
            "organization_type": body.agency.name,
            "agency_kind": body.agency.kind,
            "organization_name": body.name,
            "organization_written": body.written,
            "district": body.district,
            "province": body.province,
        }
    )
    kept = tuple(reason for reason in report.review_reasons if reason.slug not in _REPLACED)
    renamed = report.model_copy(update={"document": document, "review_reasons": kept})
    detail = f"{body.written} was read in a picture on the cover"
    return renamed.with_reasons([ReviewReason(slug="organization-in-picture", detail=detail, page=_COVER)])
