"""A review reason with the place on the page of what is in doubt."""

from __future__ import annotations

from ita_extract.evidence import EvidenceRow
from ita_extract.layout.span import Span
from ita_extract.model import ReviewReason, Subject

_CUT = 80  # characters of a text that a detail repeats


def reason(
    slug: str,
    detail: str = "",
    *,
    at: Span | EvidenceRow | None = None,
    subject: Subject | None = None,
    table: str | None = None,
    row: int | None = None,
) -> ReviewReason:
    """Return a reason; `at` is the text or the row that it is about, `table` and `row` name the row of the report."""
    where: dict[str, object] = {}
    if isinstance(at, Span):
        found = at.evidence() if at else None
        where = {name: found[name] for name in ("page", "x0", "top", "x1", "bottom", "raw")} if found else {}
    elif at is not None:
        where = {name: getattr(at, name) for name in ("page", "x0", "top", "x1", "bottom", "raw")}
    where["raw"] = str(where.get("raw", ""))[:_CUT]
    return ReviewReason.model_validate(
        {"slug": slug, "detail": detail[: 2 * _CUT], "subject": subject, "table": table, "row": row, **where}
    )
