"""Charts that are pictures inside digital pages: read to their scores, told apart from what the text tells."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from benchmarks.charts import REPORT, truth
from ita_extract import extract
from ita_extract.model import Report, Section, Status

PICTURES = (
    Path(__file__).parent / "pictures"
)  # made by `python -m benchmarks.charts --samples tests/pictures`
TOLD = json.loads((PICTURES / "told.json").read_text(encoding="utf-8"))
LEFT, TOP = 60.0, 120.0  # of a chart on its page, in points
OF_ONE = ("bars", "levels", "gauges", "grid")


def with_charts(target: Path, pictures: list[tuple[Image.Image, float, float]]) -> int:
    """Write the report with a page behind it for each picture; return the number of the first of them."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595.28, 841.89))
    for picture, width, height in pictures:
        canvas.drawString(
            60, 790, "Integrity and Transparency Assessment of the government, results as a picture"
        )
        canvas.drawImage(ImageReader(picture), LEFT, 841.89 - TOP - height, width, height)
        canvas.showPage()
    canvas.save()
    with pikepdf.open(REPORT) as pdf, pikepdf.open(io.BytesIO(data.getvalue())) as more:
        count = len(pdf.pages)
        pdf.pages.extend(more.pages)
        pdf.save(target)
    return count + 1


def sample(kind: str) -> tuple[Image.Image, float, float]:
    return Image.open(PICTURES / f"{kind}.png").convert("RGB"), TOLD[kind]["width"], TOLD[kind]["height"]


def pictured(report: Report) -> dict[str, str]:
    return {row.subject: str(row.score) for row in report.score_mentions if row.section == Section.IMAGE}


def doubts(report: Report) -> list[str]:
    return [reason for reason in report.document.review_reasons if reason.startswith("picture-")]


@pytest.fixture(scope="module")
def charted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    target = tmp_path_factory.mktemp("charts") / "report.pdf"
    return target, with_charts(target, [sample(kind) for kind in OF_ONE])


@pytest.fixture(scope="module")
def report(charted: tuple[Path, int]) -> Report:
    return extract(charted[0])


def test_the_samples_tell_what_the_report_tells() -> None:
    own = truth()
    for kind in OF_ONE:
        assert TOLD[kind]["scores"]
        assert all(
            own[subject] == score for subject, score in TOLD[kind]["scores"].items() if subject != "EIT"
        )


def test_charts_give_their_scores(report: Report, charted: tuple[Path, int]) -> None:
    for position, kind in enumerate(OF_ONE):
        page = charted[1] + position
        found = {row.subject: str(row.score) for row in report.score_mentions if row.page == page}
        assert found.items() <= TOLD[kind]["scores"].items(), kind  # nothing wrong
        assert len(found) >= 0.5 * len(TOLD[kind]["scores"]), kind


def test_rows_of_a_chart_say_where_they_stand(report: Report, charted: tuple[Path, int]) -> None:
    rows = [row for row in report.score_mentions if row.page >= charted[1]]
    assert rows
    for row in rows:
        stated = TOLD[OF_ONE[row.page - charted[1]]]
        assert row.section is Section.IMAGE
        assert (row.text_source, row.confidence) == ("ocr", 1)
        assert LEFT < row.x0 < row.x1 < LEFT + stated["width"]
        assert TOP < row.top < row.bottom < TOP + stated["height"]
        assert 3 < row.bottom - row.top < 30
    bars = [row for row in rows if row.page == charted[1]]
    bars.sort(key=lambda row: int(row.subject.removeprefix("indicator-")))
    assert [row.x0 for row in bars] == sorted(row.x0 for row in bars)


def test_charts_that_agree_leave_the_document_as_it_is(report: Report) -> None:
    alone = extract(REPORT)
    assert doubts(report) == []
    assert report.document.status is alone.document.status is Status.OK
    assert report.findings == alone.findings
    assert report.indicator_scores == alone.indicator_scores
    assert report.document.overall_score == alone.document.overall_score
    assert report.document.text_source == "text"
    assert [row for row in report.score_mentions if row.section != Section.IMAGE] == list(
        alone.score_mentions
    )


def test_a_chart_that_disagrees_sends_the_document_to_review_and_accuses_nobody(tmp_path: Path) -> None:
    first = with_charts(tmp_path / "one.pdf", [sample("levels")])
    # the same chart behind a report of other scores
    other = REPORT.with_name("2568-trang-thesaban-nakhon-trang.pdf")
    with pikepdf.open(tmp_path / "one.pdf") as charted, pikepdf.open(other) as pdf:
        count = len(pdf.pages)
        pdf.pages.append(charted.pages[first - 1])
        pdf.save(tmp_path / "other.pdf")
    read, alone = extract(tmp_path / "other.pdf"), extract(other)
    assert len(pictured(read)) >= 7
    assert pictured(read).items() <= TOLD["levels"]["scores"].items()
    assert read.document.status is Status.REVIEW
    assert any(
        reason.startswith(f"picture-disagrees: page {count + 1}: indicator-") for reason in doubts(read)
    )
    assert read.findings == alone.findings
    assert read.indicator_scores == alone.indicator_scores


def test_never_reads_no_picture_and_neither_do_missing_libraries(
    charted: tuple[Path, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pictured(extract(charted[0], ocr="never")) == {}
    monkeypatch.setattr("ita_extract.extracting.can_read_pictures", lambda: False)
    read = extract(charted[0])
    assert pictured(read) == {}
    assert read.document.status is Status.OK


def test_scores_of_others_are_left_out(tmp_path: Path) -> None:
    kinds = ("two_bars", "two_levels", "past_lines")
    assert all(TOLD[kind]["others"] for kind in kinds)
    first = with_charts(tmp_path / "others.pdf", [sample(kind) for kind in kinds])
    read = extract(tmp_path / "others.pdf")
    assert [row for row in read.score_mentions if row.page >= first] == []
    assert [row for row in read.score_history if row.page >= first] == []
    assert read.document.status is Status.OK


def test_a_radar_gives_nothing_wrong(tmp_path: Path) -> None:
    first = with_charts(tmp_path / "radar.pdf", [sample("radar")])
    stated = TOLD["radar"]["scores"]
    for row in extract(tmp_path / "radar.pdf").score_mentions:
        assert row.page < first or stated[row.subject] == str(row.score)


def test_a_chart_over_years_fills_the_history(tmp_path: Path) -> None:
    first = with_charts(tmp_path / "past.pdf", [sample("past")])
    read = extract(tmp_path / "past.pdf")
    found = {
        f"{row.subject} {row.fiscal_year}": str(row.score)
        for row in read.score_history
        if row.page == first and row.text_source == "ocr"
    }
    assert len(found) >= 2
    assert found.items() <= TOLD["past"]["history"].items()
    sections = {row.section for row in read.score_mentions if row.page == first}
    assert sections <= {Section.HISTORY, Section.IMAGE}
    assert read.document.status is Status.REVIEW
    assert doubts(read)


def test_a_photograph_and_a_blank_picture_give_nothing(tmp_path: Path) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (300, 500, 3), np.uint8)
    blank = np.full((300, 500, 3), 255, np.uint8)
    pictures = [(Image.fromarray(array), 400.0, 240.0) for array in (noise, blank)]
    with_charts(tmp_path / "photo.pdf", pictures)
    read = extract(tmp_path / "photo.pdf")
    assert pictured(read) == {}
    assert read.document.status is Status.OK


def test_a_table_of_indicators_as_a_picture_leaves_the_indicators_missing(tmp_path: Path) -> None:
    with_charts(tmp_path / "grid.pdf", [sample("grid")])
    with pikepdf.open(tmp_path / "grid.pdf") as pdf:
        tabled = {row.page for row in extract(REPORT).indicator_scores}
        for number in sorted(tabled, reverse=True):
            del pdf.pages[number - 1]
        pdf.save(tmp_path / "without.pdf")
    read = extract(tmp_path / "without.pdf")
    assert read.indicator_scores == ()
    assert len(pictured(read)) >= 7
    assert pictured(read).items() <= TOLD["grid"]["scores"].items()
    assert read.document.status is Status.REVIEW
    assert any(reason.startswith("missing-indicators") for reason in read.document.review_reasons)


def test_a_turned_page_gives_boxes_as_it_is_shown(tmp_path: Path) -> None:
    first = with_charts(tmp_path / "upright.pdf", [sample("levels")])
    with pikepdf.open(tmp_path / "upright.pdf") as pdf:
        page = pdf.pages[first - 1]
        page.contents_add(b"q 0 1 -1 0 595.28 0 cm", prepend=True)  # drawn sideways, shown upright by /Rotate
        page.contents_add(b"Q")
        page.MediaBox = [-246.61, 0, 595.28, 595.28]
        page.Rotate = 90
        pdf.save(tmp_path / "turned.pdf")
    upright = [row for row in extract(tmp_path / "upright.pdf").score_mentions if row.page == first]
    turned = [row for row in extract(tmp_path / "turned.pdf").score_mentions if row.page == first]
    assert {row.subject: row.score for row in turned} == {row.subject: row.score for row in upright}
    for entry, other in zip(upright, turned, strict=True):
        assert (entry.x0, entry.top) == (pytest.approx(other.x0, abs=1.5), pytest.approx(other.top, abs=1.5))


def test_reports_without_large_pictures_do_not_load_the_libraries(tmp_path: Path) -> None:
    emblem = Image.fromarray(np.full((80, 80, 3), 90, np.uint8))
    with_charts(tmp_path / "emblem.pdf", [(emblem, 80.0, 80.0)])
    path = str(tmp_path / "emblem.pdf")
    # with proofs, the digits of the scores' fonts are read as well
    code = f"import sys; from ita_extract import extract; extract({path!r}, proof='never'); print('cv2' in sys.modules)"
    stated = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert stated.strip() == "False"
