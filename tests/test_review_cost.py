"""The benchmark of document pages makes them as the command does, and their bytes stay within the bound."""

from __future__ import annotations

from pathlib import Path

from benchmarks.review_cost import DIGITAL_BYTES, measure

FIXTURES = Path(__file__).parents[1] / "fixtures"


def test_a_page_is_made_and_measured() -> None:
    report, size, seconds = measure(FIXTURES / "faults/score-out-of-range.pdf")
    assert len(report.indicator_scores) == 10
    assert 100_000 < size < DIGITAL_BYTES
    assert seconds > 0
