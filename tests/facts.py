"""Documents as overviews see them, made for tests."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ita_extract.model import DocumentKind, Status, Subject
from ita_extract.review.overview.facts import DocumentFacts


def made_facts(number: int, overall: str | None = "90.00", **about: Any) -> DocumentFacts:
    """Return the facts of a counted document of เทศบาลตำบล in ลำปาง, 2568, but for what is named."""
    scores = {} if overall is None else {Subject.OVERALL: Decimal(overall)}
    scores |= {Subject(name): Decimal(score) for name, score in about.pop("others", {}).items()}
    values: dict[str, Any] = {
        "document_id": f"d{number:016x}",
        "source": f"{number}.pdf",
        "title": f"เทศบาลตำบล{number} จังหวัดลำปาง",
        "status": Status.OK,
        "kind": DocumentKind.ANALYSIS,
        "fiscal_year": 2568,
        "organization": f"TH-52-{number:04d}-TT",
        "organization_id": f"TH-52-{number:04d}-TT",
        "organization_type": "เทศบาลตำบล",
        "organization_name": f"ที่{number}",
        "district": "เมืองลำปาง",
        "province": "ลำปาง",
        "superseded_by": None,
        "rating": "ผ่านดี",
        "scores": scores,
        "retold": (),
        "rules": (),
        "items": (),
        "indicators": (),
        "recommendations": 0,
    }
    return DocumentFacts(**(values | about))
