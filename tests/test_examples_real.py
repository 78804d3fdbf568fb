"""True files of offices that are no analysis reports: none crashes, none is called a report, none takes long."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.corpora import EXAMPLES, REAL
from ita_extract.extracting import extract, page_texts
from ita_extract.model import TABLES, Status, rows

FILES = sorted(REAL.glob("*.pdf"))
SCANS = sorted(EXAMPLES.glob("seed-scan*.pdf"))
SECONDS = 60  # of processors; the slowest takes two, and a loaded machine does not count
SCANNED = {"k3", "k21", "k52"}  # a scan; pages whose font says nothing; garbage under a readable head

pytestmark = pytest.mark.skipif(
    not FILES or not SCANS, reason="../shared/real and ../shared/examples are not beside this checkout"
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_true_file_is_no_report_and_does_no_harm(path: Path) -> None:
    start = time.process_time()
    report = extract(path)
    assert time.process_time() - start < SECONDS
    document = report.document
    assert document.status in (Status.NOT_ITA, Status.REVIEW)
    if path.stem == "k3":  # an announcement of scores of many colleges, scanned
        assert document.status == Status.REVIEW
        assert len(report.roster_scores) > 50
        return
    assert all(not rows(report, table) for table in TABLES if table not in ("documents", "review_reasons"))
    assert (document.overall_score, document.rating, document.organization_name) == (None, None, None)
    assert (document.page_count or 0) > 0
    assert (document.text_source != "text") == (path.stem in {*SCANNED, "k137"})
    if document.status == Status.REVIEW:
        assert {reason.slug for reason in report.review_reasons} == {"unfit-text"}
        assert all(reason.page for reason in report.review_reasons)
    else:
        assert report.review_reasons == document.review_reasons == ()


def test_an_unread_scan_is_for_review_and_says_of_each_page_why() -> None:
    for path in SCANS:
        document = extract(path, ocr="never").document
        assert document.status == Status.REVIEW
        assert document.text_source is None
        assert len(document.review_reasons) == document.page_count
        assert all("picture without text" in reason for reason in document.review_reasons)


def test_a_garbled_page_is_known_from_the_readable_ones() -> None:
    fit = {page.number: page.fit for page in page_texts(REAL / "k21.pdf", ocr="never")}
    assert not fit[5]
    assert not fit[12]
    assert any(fit.values())
