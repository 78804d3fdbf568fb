"""One file to one report: its identity, what it is called, and what a person should look at."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from ita_extract import __version__, extract
from ita_extract.errors import UsageError
from ita_extract.extracting import page_texts
from ita_extract.model import TABLES, Report, Status, rows

FIXTURES = Path(__file__).parents[1] / "fixtures"
REPORT = FIXTURES / "2568-lampang-thesaban-tambon-mueang-pan.pdf"
NOTICE = FIXTURES / "notice-budget-2567.pdf"


def with_pages(path: Path, choose: Callable[[list[int]], Sequence[int]]) -> Report:
    """Read the report with only some of its pages."""
    with pikepdf.open(REPORT) as pdf, pikepdf.new() as new:
        for number in choose(list(range(1, len(pdf.pages) + 1))):
            new.pages.append(pdf.pages[number - 1])
        new.save(path)
    return extract(path)


def reasons(report: Report) -> set[str]:
    return {reason.split(":")[0] for reason in report.document.review_reasons}


@pytest.fixture(scope="module")
def usual() -> Report:
    return extract(REPORT)


def test_a_document_knows_its_file(usual: Report) -> None:
    document = usual.document
    sha256 = hashlib.sha256(REPORT.read_bytes()).hexdigest()
    assert (document.sha256, document.document_id) == (sha256, f"d{sha256[:16]}")
    assert (document.source, document.extractor_version) == (REPORT.name, __version__)
    assert (document.status, document.review_reasons, document.text_source) == (Status.OK, (), "text")
    assert (document.error_code, document.error_message) == (None, None)


def test_the_same_bytes_are_the_same_document_wherever_they_lie(tmp_path: Path, usual: Report) -> None:
    copy = tmp_path / "สำเนา.pdf"
    shutil.copy(REPORT, copy)
    named = extract(str(copy), source="folder/สำเนา.pdf")
    assert named.document.source == "folder/สำเนา.pdf"
    assert (
        named.model_copy(update={"document": named.document.model_copy(update={"source": REPORT.name})})
        == usual
    )


def test_reading_twice_gives_the_same_report(usual: Report) -> None:
    assert extract(REPORT) == usual
    assert Report.model_validate_json(usual.model_dump_json()) == usual


def test_what_is_no_report_has_no_rows() -> None:
    report = extract(NOTICE)
    assert report.document.status == Status.NOT_ITA
    assert report.document.review_reasons == ()
    assert all(not rows(report, table) for table in TABLES if table != "documents")
    assert report.document.fiscal_year is report.document.organization_name is None
    assert report.document.page_count == 2


def test_a_blank_page_is_no_report(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "blank.pdf")
    document = extract(tmp_path / "blank.pdf").document
    assert (document.status, document.text_source, document.page_count) == (Status.NOT_ITA, None, 1)


def test_a_picture_may_be_a_report_and_is_for_review(tmp_path: Path) -> None:
    Image.new("L", (600, 850), 200).save(tmp_path / "scan.pdf")
    document = extract(tmp_path / "scan.pdf").document
    assert document.status == Status.REVIEW
    assert document.review_reasons == ("unfit-text: page 1: the page is a picture without text",)


def test_a_scanned_page_among_others_is_told(tmp_path: Path, usual: Report) -> None:
    Image.new("L", (600, 850), 200).save(tmp_path / "scan.pdf")
    with pikepdf.open(REPORT) as pdf, pikepdf.open(tmp_path / "scan.pdf") as scan:
        pdf.pages.append(scan.pages[0])
        pdf.save(tmp_path / "both.pdf")
    report = extract(tmp_path / "both.pdf")
    assert report.document.status == Status.REVIEW
    number = (usual.document.page_count or 0) + 1
    assert report.document.review_reasons == (
        f"unfit-text: page {number}: the page is a picture without text",
    )
    assert report.indicator_scores == usual.indicator_scores


def test_without_the_pages_of_the_measures_that_is_told(tmp_path: Path, usual: Report) -> None:
    first = min(row.page for row in usual.measures)
    report = with_pages(tmp_path / "short.pdf", lambda pages: [page for page in pages if page < first])
    assert report.document.status == Status.REVIEW
    assert "missing-measures" in reasons(report)
    assert report.measures == ()
    assert report.indicator_scores == usual.indicator_scores


def test_without_the_table_of_indicators_that_is_told(tmp_path: Path, usual: Report) -> None:
    table = {row.page for row in usual.indicator_scores}
    report = with_pages(tmp_path / "short.pdf", lambda pages: [page for page in pages if page not in table])
    assert report.document.status == Status.REVIEW
    assert "missing-indicators" in reasons(report)
    assert report.indicator_scores == ()


def test_a_report_that_begins_in_its_middle_is_for_review(tmp_path: Path, usual: Report) -> None:
    first = min(row.page for row in usual.measures)
    report = with_pages(tmp_path / "tail.pdf", lambda pages: [page for page in pages if page >= first])
    assert report.document.status in (Status.REVIEW, Status.NOT_ITA)
    if report.document.status == Status.REVIEW:
        assert {"missing-overall-score", "missing-indicators", "missing-rating"} <= reasons(report)
    assert report.document.overall_score is None


@pytest.mark.parametrize("page", range(1, 13))
def test_no_page_can_go_without_a_word(tmp_path: Path, page: int, usual: Report) -> None:
    """Whatever page is missing: a report with other values is never called sure; only ends may be gone."""
    report = with_pages(tmp_path / "gap.pdf", lambda pages: [entry for entry in pages if entry != page])
    if report.document.status == Status.OK:
        for name in ("fiscal_year", "organization_name", "overall_score", "rating", "district", "province"):
            assert getattr(report.document, name) == getattr(usual.document, name)
        assert [(row.indicator, row.score) for row in report.indicator_scores] == [
            (row.indicator, row.score) for row in usual.indicator_scores
        ]
        assert {row.title for row in report.measures} <= {row.title for row in usual.measures}
        steps = [row.text for row in usual.measure_steps]
        assert all(any(step.startswith(row.text) for step in steps) for row in report.measure_steps)
    else:
        assert report.document.review_reasons


def test_two_measures_are_not_run_together_over_a_missing_page(tmp_path: Path, usual: Report) -> None:
    report = with_pages(tmp_path / "gap.pdf", lambda pages: [page for page in pages if page != 11])
    assert report.document.status == Status.REVIEW
    assert "measure-numbers" in reasons(report)
    assert len(report.measures) == len(usual.measures) - 1
    titles = [row.title for row in usual.measures]
    assert all(any(title.startswith(row.title) for title in titles) for row in report.measures)


def test_the_texts_of_the_pages_can_be_had_alone(usual: Report) -> None:
    pages = page_texts(REPORT)
    assert [page.number for page in pages] == list(range(1, (usual.document.page_count or 0) + 1))
    assert all(page.fit and page.quality == 1.0 and page.reasons == () for page in pages)
    assert usual.document.organization_written is not None
    assert usual.document.organization_written in pages[0].text.replace(" ", "")


def test_a_list_of_names_that_is_not_there_is_an_error_of_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        extract(REPORT, gazetteer=tmp_path / "missing.csv")
