"""A finding shows what it compares side by side, boxed; also what stands in another document."""

from __future__ import annotations

from pathlib import Path

import pytest
from review_pages import Page, read_page

from ita_extract import extract
from ita_extract.model import Report
from ita_extract.review.compared import shown_findings
from ita_extract.review.making import review
from ita_extract.review.picturing import NO_PICTURES
from ita_extract.review.showing import PictureState
from ita_extract.writing.between import write_between
from ita_extract.writing.documents import to_json, write_document

FIXTURES = Path(__file__).parents[1] / "fixtures"
TWO = (FIXTURES / "faults/together/report.pdf", FIXTURES / "faults/together/report-again.pdf")
DARK = 150


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    return tuple(extract(path) for path in TWO)


@pytest.fixture(scope="module")
def output(reports: tuple[Report, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("together")
    for report in reports:
        write_document(output, report.document.document_id, to_json(report))
    write_between(output)
    review(output, inputs=list(TWO))
    return output


@pytest.fixture(scope="module")
def page(output: Path, reports: tuple[Report, ...]) -> Page:
    return read_page(output / f"review/{reports[0].document.document_id}.html")


def test_each_place_that_a_finding_compares_is_cut_out_and_boxed(
    page: Page, reports: tuple[Report, ...]
) -> None:
    own = [finding for finding in reports[0].findings if finding.evidence]
    assert own
    for finding in own:
        holder = next(entry for entry in page.all("article", "finding") if finding.message_en in entry.text)
        sides = [entry for entry in page.all("figure", "side") if holder in entry.around]
        assert len(sides) == min(8, len(finding.evidence))
        for side, compared in zip(sides, finding.evidence, strict=False):
            ((cut, svg),) = page.cuts(side)
            assert cut.convert("L").getextrema()[0] < DARK  # type: ignore[operator]
            (box,) = (entry for entry in page.all("rect") if svg in entry.around)
            assert float(box.get("x")) == pytest.approx(compared.x0, abs=0.01)
            (link,) = (entry for entry in page.all("a") if side in entry.around)
            target = page.by_id(link.get("href")[1:])
            assert f"page-{compared.page}" in (
                target.get("id"),
                *(outer.get("id") for outer in target.around),
            )


def test_what_stands_in_another_document_is_shown_from_its_file_with_the_way_there(
    page: Page, output: Path, reports: tuple[Report, ...]
) -> None:
    other = reports[1].document.document_id
    sides = page.all("figure", "other")
    assert sides
    there = read_page(output / f"review/{other}.html")
    for side in sides:
        ((cut, svg),) = page.cuts(side)
        assert cut.convert("L").getextrema()[0] < DARK  # type: ignore[operator]
        assert [entry for entry in page.all("image") if svg in entry.around], "a picture of its own"
        (link,) = (entry for entry in page.all("a") if side in entry.around)
        file, _, name = link.get("href").partition("#")
        assert file == f"{other}.html"
        there.by_id(name.removeprefix("f=").replace(".", "-"))


def test_a_document_whose_file_is_gone_is_named_without_a_picture(
    reports: tuple[Report, ...], tmp_path: Path
) -> None:
    for report in reports:
        write_document(tmp_path, report.document.document_id, to_json(report))
    write_between(tmp_path)
    summary = review(tmp_path, inputs=[TWO[0]])
    assert summary.pictures == {PictureState.SHOWN: 1, PictureState.MISSING: 1}
    page = read_page(tmp_path / f"review/{reports[0].document.document_id}.html")
    (side, *_) = page.all("figure", "other")
    assert not page.cuts(side)
    assert review(tmp_path, inputs=list(TWO)).made == 2, "made anew as soon as it is found"


def test_of_much_text_that_is_copied_pairs_are_shown(reports: tuple[Report, ...]) -> None:
    report, other = reports
    finding = next(entry for entry in report.findings if entry.evidence)
    place = finding.evidence[0]
    theirs = place.model_copy(update={"other_document_id": other.document.document_id})
    many = finding.model_copy(update={"evidence": (place,) * 17 + (theirs,) * 17})
    (shown,) = shown_findings(report.model_copy(update={"findings": (many,)}), (), NO_PICTURES, {}, {})
    assert [bool(side.other) for side in shown.sides] == [False, True] * 4
    assert shown.more == 26
