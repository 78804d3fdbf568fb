"""One report against one gold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from benchmarks.scoring.points import GoldError, Outcome, Point, field_point, shown
from benchmarks.scoring.tables import (
    KEYS,
    guideline_count_points,
    is_column,
    keyed_points,
    mention_points,
    recommendation_points,
    step_points,
)
from ita_extract.model import Document, Report, Status

STATUS = "status"
# What a gold file says of itself, or what is scored elsewhere.
UNSCORED = {
    "synthetic",
    "layout",
    "producer",
    "font",
    "source",
    "note",
    "findings_present",
    "findings_absent",
}
SCORED = {*KEYS, "documents", "recommendations", "score_mentions", "guidelines_count", STATUS}
READ = (Status.OK, Status.REVIEW)


@dataclass(frozen=True)
class Scored:
    """All points of one document, and what the report said of itself (`status` None: reading crashed)."""

    points: tuple[Point, ...]
    status: Status | None
    review_reasons: tuple[str, ...] = ()
    unscored: tuple[str, ...] = ()  # entries of the gold that no rule takes

    def is_silent(self, point: Point) -> bool:
        """Return whether a point is wrong or spurious and nothing in the report warns of it."""
        if point.outcome not in (Outcome.WRONG, Outcome.EXTRA):
            return False
        if point.table == "documents" and point.field == STATUS:
            return self.status in (Status.OK, Status.NOT_ITA)  # "it is no report" is a claim, too
        return self.status is Status.OK and (point.table == "documents" or not self.review_reasons)

    def is_silently_lost(self, point: Point) -> bool:
        """Return whether a value is missing and the status says that all was read."""
        return point.outcome is Outcome.MISSING and self.status in (Status.OK, Status.NOT_ITA)


def score(report: Report | None, gold: dict[str, Any]) -> Scored:
    """Score a report against its gold; None (reading crashed) makes every point missing.

    Raises GoldError where the gold asks for nothing or for something that every report would pass.
    """
    status = None if report is None else report.document.status
    points = table_points(report or nothing_read(), gold)
    if status not in READ:
        points = [as_missing(point) for point in points if report is not None or is_gold(point)]
    points = status_points(gold, status) + points
    return Scored(
        points=tuple(points),
        status=status,
        review_reasons=() if report is None else report.document.review_reasons,
        unscored=tuple(unscored(gold)),
    )


def table_points(report: Report, gold: dict[str, Any]) -> list[Point]:
    """Return the points of all tables that the gold tells of, in the order of the contract."""
    points = [
        field_point("documents", "", name, expected, report.document)
        for name, expected in gold.get("documents", {}).items()
        if is_column("documents", name)
    ]
    for table in KEYS:
        if table in gold:
            points += keyed_points(table, gold[table], report)
        elif table == "guidelines" and "guidelines_count" in gold:
            points += guideline_count_points(gold["guidelines_count"], report)
    if "measures" in gold:
        points += step_points(gold["measures"], report)
    if "score_mentions" in gold:
        points += mention_points(gold["score_mentions"], report)
    if "recommendations" in gold:
        points += recommendation_points(gold["recommendations"], report)
    return points


def status_points(gold: dict[str, Any], status: Status | None) -> list[Point]:
    """Return the point of the status: what the gold asks for, or that a true report was called none."""
    if STATUS in gold:
        wanted = [gold[STATUS]] if isinstance(gold[STATUS], str) else list(gold[STATUS])
        known = {str(entry) for entry in Status}
        if not set(wanted) <= known:
            raise GoldError(f"{shown(wanted)} is no status; there are {', '.join(sorted(known))}")
        outcome = Outcome.RIGHT if status in wanted else Outcome.MISSING if status is None else Outcome.WRONG
        return [Point("documents", "", STATUS, outcome, " or ".join(wanted), shown(status))]
    if status is Status.NOT_ITA:
        return [Point("documents", "", STATUS, Outcome.EXTRA, "ok or review", status)]
    return []


def is_gold(point: Point) -> bool:
    """Return whether a point stands in the gold (an extra one does not)."""
    return point.outcome is not Outcome.EXTRA


def as_missing(point: Point) -> Point:
    """Return the point as missing: of a document that was not read, no empty value is right."""
    return point._replace(outcome=Outcome.MISSING) if is_gold(point) else point


def nothing_read() -> Report:
    """Return a report without any value."""
    return Report(
        document=Document(document_id="", source="", sha256="", status=Status.FAILED, extractor_version="")
    )


def unscored(gold: dict[str, Any]) -> list[str]:
    """Return the entries of a gold that nothing scores, so that a misspelt one is not taken for passed."""
    left = [name for name in gold if name not in SCORED | UNSCORED]
    left += [f"documents.{name}" for name in gold.get("documents", {}) if not is_column("documents", name)]
    for table in (*KEYS, "recommendations"):
        names = {name for row in gold.get(table, ()) for name in row}
        left += [f"{table}.{name}" for name in sorted(names) if not is_column(table, name)]
    return left


def score_findings(report: Report | None, gold: dict[str, Any]) -> list[Point]:
    """Return a point for each finding that the gold wants to be there or not to be there."""
    rules = set() if report is None else {finding.rule for finding in report.findings}
    points = []
    for rule in gold.get("findings_present", ()):
        outcome = Outcome.RIGHT if rule in rules else Outcome.MISSING
        points.append(
            Point("findings", rule, "present", outcome, "present", "present" if rule in rules else "absent")
        )
    for rule in gold.get("findings_absent", ()):
        outcome = Outcome.MISSING if report is None else Outcome.WRONG if rule in rules else Outcome.RIGHT
        points.append(
            Point("findings", rule, "absent", outcome, "absent", "present" if rule in rules else "absent")
        )
    return points
