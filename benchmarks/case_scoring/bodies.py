"""Whose report it is, and what must never stand on a document of status ok."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from benchmarks.case_scoring.outcomes import MISSING, RIGHT, WRONG, Value
from benchmarks.scoring.points import plain, same_value, shown
from ita_extract.model import Document, Report

CLASSES = {"local": "local_government"}


def whole_name(document: Document) -> str:
    """Return class and name in one, as people write it."""
    return f"{document.organization_type or ''}{document.organization_name or ''}"


def body_value(document: Document, wanted: str) -> Value:
    """Return the value of a body that is named by its whole name."""
    names = (whole_name(document), document.organization_name, document.organization_written)
    known = [name for name in names if name]
    fate = RIGHT if any(plain(name) == plain(wanted) for name in known) else WRONG if known else MISSING
    return Value("documents", "", "body", fate, wanted, known[0] if known else shown(None))


def agency_value(document: Document, wanted: list[str]) -> list[Value]:
    """Return the value of the kind of agency, any of those wanted; none while the model has no such column."""
    if "agency_kind" not in type(document).model_fields:
        return []
    found = getattr(document, "agency_kind", None)
    fate = MISSING if not found else RIGHT if str(found) in wanted else WRONG
    return [Value("documents", "", "agency_kind", fate, " or ".join(wanted), shown(found))]


def forbidden_sets(never: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what must not stand together: one set as `field` writes it, one a value where lists are given."""
    if any(isinstance(values, list) for values in never.values()):
        return [{name: value} for name, values in never.items() for value in values]
    return [never] if never else []


def never_values(report: Report, never: dict[str, Any]) -> list[Value]:
    """Return a value for each thing that must not stand on ok; all right on another status."""
    values = []
    for forbidden in forbidden_sets(never):
        held = report.document.status == "ok" and _holds(report, forbidden)
        stated = " ".join(f"{name}={shown(value)}" for name, value in forbidden.items())
        values.append(
            Value(
                "documents",
                stated,
                "never_ok_with",
                WRONG if held else RIGHT,
                f"not {stated}",
                stated if held else "",
            )
        )
    return values


def _holds(report: Report, forbidden: dict[str, Any]) -> bool:
    """Return whether all of it stands in the report."""
    if "indicator" in forbidden:
        rows = [row for row in report.indicator_scores if row.indicator == forbidden["indicator"]]
        return any(_same(forbidden["score"], row.score) for row in rows)
    document = report.document
    return all(
        plain(value) == plain(whole_name(document))
        if name == "body"
        else _same(value, getattr(document, name, None))
        for name, value in forbidden.items()
    )


def _same(expected: Any, found: Any) -> bool:
    """Return whether two values are equal; a score may be written as a text."""
    if isinstance(found, Decimal) and isinstance(expected, str):
        try:
            expected = Decimal(expected)
        except InvalidOperation:
            return False
    return same_value(expected, found)
