"""Every report with gold is read with no value wrong, none missing, none too many, and nothing silent."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.corpora import EXAMPLES, FIXTURES, Case, corpus, load_gold  # noqa: E402
from benchmarks.scoring import Outcome, score  # noqa: E402
from benchmarks.scoring.tally import count  # noqa: E402
from ita_extract.extracting import extract  # noqa: E402
from ita_extract.model import Report, Status  # noqa: E402

OWN = [case for case in corpus(FIXTURES).cases if case.pdf.parent == FIXTURES]
SEEDS = list(corpus(EXAMPLES).cases)


@cache
def read(pdf: Path) -> Report:
    return extract(pdf)


def read_all(case: Case) -> Status:
    report = read(case.pdf)
    gold = load_gold(case.gold)
    scored = score(report, gold)
    faults = [point for point in scored.points if point.outcome is not Outcome.RIGHT]
    assert faults == []
    assert scored.unscored == ()
    assert count(scored).is_perfect
    assert count(scored).silent == count(scored).lost == 0
    return report.document.status


@pytest.mark.parametrize("case", OWN, ids=lambda case: case.pdf.stem)
def test_a_synthetic_report_is_read_without_a_fault(case: Case) -> None:
    status = read_all(case)
    wanted = load_gold(case.gold).get("status")
    assert status == wanted if wanted else status in (Status.OK, Status.REVIEW)


def test_most_synthetic_reports_leave_nothing_in_doubt() -> None:
    statuses = [read(case.pdf).document.status for case in OWN]
    assert len(statuses) >= 20
    assert statuses.count(Status.OK) >= len(statuses) - 2
    assert Status.FAILED not in statuses


@pytest.mark.skipif(not SEEDS, reason="../shared/examples is not beside this checkout")
@pytest.mark.parametrize("case", SEEDS, ids=lambda case: case.pdf.stem)
def test_an_example_is_read_without_a_fault(case: Case) -> None:
    assert read_all(case) in (Status.OK, Status.REVIEW)


@pytest.mark.skipif(not SEEDS, reason="../shared/examples is not beside this checkout")
def test_all_renderings_of_one_text_say_the_same() -> None:
    stated = []
    for case in SEEDS:
        report = read(case.pdf)
        stated.append(
            (
                [(row.indicator, row.score, row.name_written) for row in report.indicator_scores],
                [(row.instrument, row.part, row.score) for row in report.instrument_scores],
                [
                    (row.indicator, row.items, row.references, row.references_unresolved)
                    for row in report.recommendations
                ],
                [(row.measure, row.indicators, row.responsible, row.period_start) for row in report.measures],
                [(row.measure, row.step) for row in report.measure_steps],
                [(row.indicator, row.step) for row in report.guidelines],
                sorted((row.subject, row.score, row.section) for row in report.score_mentions),
            )
        )
    assert len(stated) >= 4
    assert all(entry == stated[0] for entry in stated)
