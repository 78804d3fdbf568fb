"""A report held against what a person says it holds: every value of the gold is one point."""

from __future__ import annotations

from benchmarks.scoring.points import Outcome, Point, plain, same_value
from benchmarks.scoring.report import Scored, score, score_findings
from benchmarks.scoring.tally import Counts, count

__all__ = ["Counts", "Outcome", "Point", "Scored", "count", "plain", "same_value", "score", "score_findings"]
