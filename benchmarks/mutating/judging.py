"""How a mutant came out: right, a reason, or silent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from benchmarks.case_scoring.judging import slugs
from benchmarks.case_scoring.reading import Reading
from benchmarks.mutating.copies import Copy
from benchmarks.mutating.kinds import DISORDERED
from benchmarks.scoring import Outcome, Point, score
from benchmarks.scoring.points import shown

RIGHT, REASON, SILENT = "right", "reason", "silent"
CLAIMS = ("ok", "not_ita")
MENDED = "mended-score"


@dataclass(frozen=True)
class Verdict:
    """One mutant, read: its outcome, the status and reasons, the values that differ, and false error findings."""

    outcome: str
    status: str
    reasons: tuple[str, ...]
    differing: tuple[str, ...]
    false_errors: tuple[str, ...]
    seconds: float
    unnamed: bool = False  # a slip was mended without a word

    @property
    def needless(self) -> bool:
        """Return whether every value is right and a person is called all the same."""
        return not self.differing and self.status not in CLAIMS


def judge(gold: dict[str, Any], reading: Reading, kind: str) -> Verdict:
    """Return how a mutant came out against what it holds; on changed pages a reason is right, and so are findings."""
    scored = score(reading.report, gold)
    differing = tuple(_line(point) for point in scored.points if not _same(point))
    status = "failed" if reading.report is None else str(reading.report.document.status)
    if not differing:
        outcome = RIGHT
    elif status in CLAIMS:
        outcome = SILENT
    else:
        outcome = RIGHT if kind in DISORDERED else REASON
    found = slugs(reading.report)
    findings = reading.report.findings if reading.report and kind not in DISORDERED else ()
    return Verdict(
        outcome,
        reading.error_code or status,
        tuple(sorted(set(found))),
        differing,
        tuple(f"{finding.rule} {finding.subject}" for finding in findings if finding.severity == "error"),
        reading.seconds,
        unnamed=kind == "number-slip" and outcome == RIGHT and status == "ok" and MENDED not in found,
    )


def is_good(copy: Copy, reading: Reading) -> bool:
    """Return whether a base is read right, without a reason and without a false error."""
    verdict = judge(copy.gold, reading, "")
    return verdict.outcome == RIGHT and verdict.status == "ok" and not verdict.false_errors


def _same(point: Point) -> bool:
    """Return whether a value came out; nothing is lost where nothing was to be read."""
    if point.outcome is Outcome.MISSING and point.expected == shown(None):
        return True
    return point.outcome is Outcome.RIGHT


def _line(point: Point) -> str:
    where = f"{point.table}[{point.key}].{point.field}" if point.key else f"{point.table}.{point.field}"
    return f"{where}: {point.outcome}, right {_short(point.expected)}, read {_short(point.found)}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 70 else f"{flat[:69]}…"


def share(verdicts: Iterable[Verdict], outcome: str) -> float:
    """Return the share of an outcome in percent; 0 of none."""
    every = list(verdicts)
    return 100 * sum(verdict.outcome == outcome for verdict in every) / len(every) if every else 0.0
