"""The scripted reviewer of benchmarks/reviewing.py, over a report of fixtures/."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import browsing
import pytest
from chromium import Chromium

from benchmarks.corpora import load_gold
from benchmarks.reviewing import measure
from ita_extract import extract
from ita_extract.categories import Status
from ita_extract.writing.between import read_between
from ita_extract.writing.documents import document_path, read_document

FAULTS = Path(__file__).parents[1] / "fixtures/faults"


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    yield from browsing.started()


def test_a_report_is_cleared_with_the_values_of_its_gold(tmp_path: Path, browser: Chromium) -> None:
    pdf = FAULTS / "score-out-of-range.pdf"
    report = extract(pdf)
    assert report.document.status is Status.REVIEW
    done = measure(pdf, load_gold(pdf.with_suffix(".gold.json")), report, tmp_path, browser)
    assert (done.status, done.differing) == ("ok", ())
    assert done.keys == 1 + done.cards <= 5  # Enter for each, and one for the queue: all was read right
    decided = read_between(tmp_path).decided_in(
        read_document(document_path(tmp_path, report.document.document_id))
    )
    assert "score-out-of-range" in {finding.rule for finding in decided.report.findings}
