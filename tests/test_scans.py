"""Pages that are pictures: what is found in them, what is read, and that doubt is told."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest

from benchmarks.corpora import EXAMPLES, REAL
from benchmarks.scanner import scan
from ita_extract import extract
from ita_extract.errors import OcrMissingError
from ita_extract.extracting import page_texts
from ita_extract.model import Report, Status
from ita_extract.reading.page import Box, Sheet
from ita_extract.reading.scans.picture import ink_of, stand_upright, to_gray
from ita_extract.reading.scans.reader import HEIGHT, STEP, read_lines
from ita_extract.reading.scans.ruling import find_rules
from ita_extract.reading.scans.strips import find_strips

FIXTURES = Path(__file__).parents[1] / "fixtures"
REPORT = FIXTURES / "2569-nan-thesaban-tambon-pua.pdf"


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("scans") / "scan.pdf"
    scan(REPORT, target, dpi=200, seed=5)
    return target


@pytest.fixture(scope="module")
def report(scanned: Path) -> Report:
    return extract(scanned)


def test_a_scanned_report_gives_the_scores_of_the_report(report: Report) -> None:
    true = extract(REPORT)
    assert {row.indicator: row.score for row in report.indicator_scores} == {
        row.indicator: row.score for row in true.indicator_scores
    }
    assert report.document.overall_score == true.document.overall_score
    assert report.document.fiscal_year == true.document.fiscal_year


def test_a_scanned_report_is_for_a_person_to_look_at(report: Report) -> None:
    assert report.document.status is Status.REVIEW
    assert report.document.text_source == "ocr"
    assert any(reason.startswith("read-from-pictures: pages 1-") for reason in report.document.review_reasons)


def test_rows_of_a_scan_say_where_they_come_from(report: Report) -> None:
    true = {row.indicator: row for row in extract(REPORT).indicator_scores}
    for row in report.indicator_scores:
        assert row.text_source == "ocr"
        assert row.page == true[row.indicator].page
        assert abs(row.top - true[row.indicator].top) < 12  # points; the sheet lay a little askew
        assert abs(row.x0 - true[row.indicator].x0) < 12


def test_a_digital_report_is_not_read_from_pictures() -> None:
    document = extract(REPORT).document
    assert document.text_source == "text"
    assert not any(reason.startswith("read-from-pictures") for reason in document.review_reasons)


def test_never_leaves_the_pages_unread(scanned: Path) -> None:
    report = extract(scanned, ocr="never")
    assert not report.indicator_scores
    assert report.document.status is Status.REVIEW


def test_without_the_libraries_scans_fail_and_say_how_to_install_them(
    scanned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ita_extract.extracting.can_read_pictures", lambda: False)
    with pytest.raises(OcrMissingError) as caught:
        extract(scanned)
    assert caught.value.slug == "ocr_missing"
    assert "ita-extract[ocr]" in caught.value.hint
    assert extract(REPORT).indicator_scores  # digital ones are read as ever


def test_digital_reports_load_the_libraries_only_to_prove_them() -> None:
    import subprocess

    code = (
        f"import sys; from ita_extract import extract; extract({str(REPORT)!r}, proof='never'); "
        "print('cv2' in sys.modules)"
    )
    stated = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert stated.strip() == "False"


def _sheet_of_text(angle: float = 0.0) -> np.ndarray:
    """Return the first page of the report as a picture, turned."""
    page = pypdfium2.PdfDocument(REPORT)[2]
    gray = to_gray(page.render(scale=200 / 72, grayscale=True).to_numpy())
    rows, columns = gray.shape
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), angle, 1.0)
    return cv2.warpAffine(gray, turn, (columns, rows), borderValue=255)


@pytest.mark.parametrize("angle", [-2.3, -0.7, 0.0, 1.4])
def test_a_sheet_is_stood_upright(angle: float) -> None:
    assert stand_upright(_sheet_of_text(angle), 200 / 72).slant == pytest.approx(-angle, abs=0.15)


def test_an_empty_page_is_not_turned() -> None:
    blank = np.full((1200, 850), 255, np.uint8)
    assert stand_upright(blank, 1.4).slant == 0
    assert find_strips(blank, ink_of(blank), [], 1.4).strips == []


def test_rules_are_found_and_the_stem_of_a_letter_is_none() -> None:
    ink = np.zeros((600, 600), np.uint8)
    cv2.line(ink, (50, 100), (550, 100), 255, 2)
    cv2.line(ink, (50, 200), (550, 200), 255, 2)
    cv2.line(ink, (300, 100), (300, 200), 255, 2)
    cv2.line(ink, (400, 300), (400, 355), 255, 3)  # 20 points high: the stem of ไ in a heading
    rules, mask = find_rules(ink, 200 / 72)
    upright = [rule for rule in rules if rule.bottom - rule.top > rule.x1 - rule.x0]
    assert len(rules) == 3
    assert [round(rule.x0) for rule in upright] in ([300], [301])
    assert mask[100, 60] and not mask[330, 400]


def test_the_box_of_a_slanted_sheet_lies_around_the_place_as_it_was_scanned() -> None:
    sheet = Sheet(1, 600, 800, slant=2.0, scale=2.0)
    box = sheet.shown(Box(100, 100, 200, 120))
    assert isinstance(box, Box)
    # turned clockwise to stand upright: on the scanner the left half lay lower
    assert box.top < 2 * 110 + 2 * 150 * 0.035 + 40
    assert box.x1 - box.x0 >= 200
    assert Sheet(1, 600, 800).shown(Box(1, 2, 3, 4)) == Box(1, 2, 3, 4)


def test_the_reader_tells_places_and_probabilities(scanned: Path) -> None:
    gray = to_gray(pypdfium2.PdfDocument(scanned)[2].render(scale=200 / 72, grayscale=True).to_numpy())
    upright = stand_upright(gray, 200 / 72)
    strips = find_strips(upright.gray, upright.ink, [], 200 / 72).strips
    read = read_lines([strip.picture for strip in strips])
    chars = [char for line in read for char in line]
    assert len(chars) > 200
    assert all(0 < char.sure <= 1 and 0 <= char.x <= 1 for char in chars)
    for line in read:
        assert [char.x for char in line] == sorted(char.x for char in line)
    assert read_lines([]) == []
    assert HEIGHT % STEP == 0


def test_a_line_reads_the_same_alone_and_among_others() -> None:
    upright = stand_upright(_sheet_of_text(), 200 / 72)
    strips = find_strips(upright.gray, upright.ink, [], 200 / 72).strips[:6]
    together = read_lines([strip.picture for strip in strips])
    alone = [read_lines([strip.picture])[0] for strip in strips]
    assert ["".join(char.text for char in line) for line in together] == [
        "".join(char.text for char in line) for line in alone
    ]


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="../shared/examples is not here")
def test_the_scanned_example_has_its_ten_scores() -> None:
    report = extract(EXAMPLES / "seed-scan-200dpi.pdf")
    true = extract(EXAMPLES / "seed-libreoffice-sarabun.pdf")
    assert {row.indicator: row.score for row in report.indicator_scores} == {
        row.indicator: row.score for row in true.indicator_scores
    }
    assert report.document.overall_score == Decimal("96.47")
    assert report.document.status is Status.REVIEW


@pytest.mark.skipif(not REAL.is_dir(), reason="../shared/real is not here")
def test_an_unfit_text_layer_is_read_from_the_picture() -> None:
    pages = {page.number: page for page in page_texts(REAL / "k52.pdf")}
    assert all(page.fit for page in pages.values())


def _page_of_lines(lines: list[str], pitch: int) -> np.ndarray:
    """Return a sheet of lines, full and short ones, each made of the letters of a line of the report."""
    gray = _sheet_of_text()
    upright = stand_upright(gray, 200 / 72)
    strips = find_strips(upright.gray, upright.ink, [], 200 / 72).strips
    strip = max(strips, key=lambda entry: entry.picture.shape[1])
    letter = strip.foot - strip.top
    top = round(strip.top - strip.box.top)
    line = strip.picture[top : top + round(letter)]
    sheet = np.full((100 + pitch * len(lines), gray.shape[1]), 255, np.uint8)
    for number, kind in enumerate(lines):
        wide = line if kind == "full" else line[:, : line.shape[1] // 8]
        sheet[50 + pitch * number : 50 + pitch * number + line.shape[0], 60 : 60 + wide.shape[1]] = wide
    return sheet


@pytest.mark.parametrize("pitch", [40, 48, 60])
def test_the_short_last_line_of_a_paragraph_is_a_line(pitch: int) -> None:
    # beside full lines it filled too little to be seen: `งบประมาณดังนี้` was lost
    sheet = _page_of_lines(["full", "full", "short", "full"], pitch)
    strips = find_strips(sheet, ink_of(sheet), [], 200 / 72).strips
    assert len(strips) == 4
    heights = [strip.foot - strip.top for strip in strips]
    assert max(heights) < 1.35 * min(heights)


def test_columns_that_no_rule_parts_stay_apart_in_a_scan() -> None:
    # boxes of letters end where their ink does, so that gutters are seen
    from ita_extract.reading.scans.read_page import read_page

    gray = _sheet_of_text()
    content = read_page(gray, 1, 841.89)
    upright = stand_upright(gray, max(gray.shape) / 841.89)
    inked = (upright.gray < 128).any(axis=0)
    ends = [glyph.x1 for glyph in content.glyphs if glyph.text.strip()]
    last = np.flatnonzero(inked)[-1] / upright.dots
    assert max(ends) <= last + 1.5
