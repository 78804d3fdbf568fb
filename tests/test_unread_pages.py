"""A page that cannot be read is a page with a reason; no exception of one page, font, picture leaves it."""

from __future__ import annotations

import io
import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from ita_extract import extract
from ita_extract.errors import DamagedError, DocumentError, DocumentTimeoutError, OutOfMemoryError
from ita_extract.layout import pages as layout
from ita_extract.model import Report, Status
from ita_extract.reading import opening
from ita_extract.reading.attempts import Attempts
from ita_extract.reading.objects import _pdf_string
from ita_extract.reading.opening import PdfFile
from ita_extract.reading.page import Box, Glyph, Kind, PageContent
from ita_extract.reading.placing import Placed, span_glyphs
from ita_extract.reading.watching import Watcher, watched_by
from ita_extract.running.guarding import Guard
from ita_extract.running.limits import Limits
from ita_extract.thai.fonts import FontSurvey

REPORT = Path(__file__).parents[1] / "fixtures" / "2568-lampang-thesaban-tambon-mueang-pan.pdf"
PAGE = 4  # what is spoiled
VALUES = ("instrument_scores", "indicator_scores", "recommendations", "measures")


@pytest.fixture(scope="module")
def usual() -> Report:
    return extract(REPORT)


def spoilt(folder: Path, **changes: Any) -> Path:
    """Return the report with entries of one page changed."""
    path = folder / "spoilt.pdf"
    with pikepdf.open(REPORT) as pdf:
        for name, value in changes.items():
            pdf.pages[PAGE - 1].obj["/" + name] = value
        pdf.save(path)
    return path


def assert_page_alone(report: Report, usual: Report, words: str) -> None:
    faults = [reason for reason in report.review_reasons if reason.slug == "unread-page"]
    assert [fault.page for fault in faults] == [PAGE]
    assert words in faults[0].detail
    assert report.document.status is Status.REVIEW
    assert report.document.page_count == usual.document.page_count
    for table in VALUES:
        elsewhere = {row.raw for row in getattr(usual, table) if row.page != PAGE}
        if table != "measures":  # one that begins on the spoilt page goes with it
            assert elsewhere <= {row.raw for row in getattr(report, table)}, table
    assert report.indicator_scores


@pytest.mark.parametrize("box", [[0, 0, 0, 0], [100, 100, 100, 700], [0, 0, 500, 0]])
def test_a_page_without_a_size_costs_itself(tmp_path: Path, usual: Report, box: list[int]) -> None:
    report = extract(spoilt(tmp_path, MediaBox=pikepdf.Array(box)))
    if any(reason.slug == "unread-page" for reason in report.review_reasons):
        assert_page_alone(report, usual, "has no size")
    else:  # PDFium gave it another size
        assert report.indicator_scores


def test_a_page_that_cannot_be_loaded_costs_itself(tmp_path: Path, usual: Report) -> None:
    path = tmp_path / "spoilt.pdf"
    with pikepdf.open(REPORT) as pdf:
        pdf.pages[PAGE - 1].obj["/Type"] = pikepdf.Name.Font
        for name in ("/MediaBox", "/Resources", "/Contents"):
            del pdf.pages[PAGE - 1].obj[name]
        out = io.BytesIO()
        pdf.save(out)
    path.write_bytes(out.getvalue().replace(b"/Type /Font /Parent", b"/Type /Nope /Parent"))
    report = extract(path)
    assert report.indicator_scores
    assert report.document.page_count == usual.document.page_count


@pytest.mark.parametrize(
    "error", [OverflowError("cannot convert"), ValueError("chr()"), RecursionError(), KeyError(1)]
)
def test_no_exception_of_a_page_leaves_it(
    monkeypatch: pytest.MonkeyPatch, usual: Report, error: Exception
) -> None:
    plain = PdfFile.page

    def page(self: PdfFile, number: int) -> PageContent:
        if number == PAGE:
            raise error
        return plain(self, number)

    monkeypatch.setattr(PdfFile, "page", page)
    assert_page_alone(extract(REPORT, ocr="never"), usual, type(error).__name__)


@pytest.mark.parametrize("step", ["of", "build"])
def test_a_page_that_cannot_be_laid_out_costs_itself(
    monkeypatch: pytest.MonkeyPatch, usual: Report, step: str
) -> None:
    if step == "of":
        plain = layout.build_clusters

        def build_clusters(content: PageContent) -> Any:
            if content.sheet.number == PAGE:
                raise ZeroDivisionError
            return plain(content)

        monkeypatch.setattr(layout, "build_clusters", build_clusters)
    else:
        find = layout.find_grids

        def find_grids(content: PageContent) -> Any:
            if content.sheet.number == PAGE:
                raise ZeroDivisionError
            return find(content)

        monkeypatch.setattr(layout, "find_grids", find_grids)
    assert_page_alone(extract(REPORT, ocr="never"), usual, "ZeroDivisionError")


def test_a_page_whose_fonts_cannot_be_judged_costs_itself(
    monkeypatch: pytest.MonkeyPatch, usual: Report
) -> None:
    """A division by the size of a glyph that has none went through all attempts: the file was a defect."""
    plain, pages = FontSurvey.add, []

    def add(survey: FontSurvey, *given: Any) -> None:
        pages.append(given)
        if len(pages) == PAGE:
            raise ZeroDivisionError
        plain(survey, *given)

    monkeypatch.setattr(FontSurvey, "add", add)
    assert_page_alone(extract(REPORT, ocr="never"), usual, "ZeroDivisionError")


def test_figures_without_a_size_are_no_measure(monkeypatch: pytest.MonkeyPatch, usual: Report) -> None:
    plain = opening.place_glyphs

    def place_glyphs(*given: Any) -> Placed:
        placed = plain(*given)
        glyphs = [
            glyph._replace(size=0.0) if glyph.text in "0123456789" else glyph for glyph in placed.glyphs
        ]
        return placed._replace(glyphs=glyphs)

    monkeypatch.setattr(opening, "place_glyphs", place_glyphs)
    report = extract(REPORT, ocr="never")
    assert not [reason for reason in report.review_reasons if reason.slug == "unread-page"]


def test_a_page_whose_text_cannot_be_read_is_read_from_its_picture(
    monkeypatch: pytest.MonkeyPatch, usual: Report
) -> None:
    plain = PdfFile.page

    def page(self: PdfFile, number: int) -> PageContent:
        if number == PAGE:
            raise OverflowError
        return plain(self, number)

    monkeypatch.setattr(PdfFile, "page", page)
    report = extract(REPORT)
    assert {"unread-page", "read-from-pictures"} <= {reason.slug for reason in report.review_reasons}
    assert report.document.text_source == "mixed"
    assert len(report.measures) == len(usual.measures)


def test_a_picture_that_cannot_be_read_costs_itself(monkeypatch: pytest.MonkeyPatch, usual: Report) -> None:
    large = Box(100, 100, 400, 400)
    monkeypatch.setattr(layout, "large_pictures", lambda page: [large] if page.sheet.number == PAGE else [])
    monkeypatch.setattr(
        layout._Draft,
        "of",
        classmethod(_with_pictures(layout._Draft.of.__func__)),  # type: ignore[attr-defined]
    )

    def pictured(self: PdfFile, sheet: object, box: Box) -> Any:
        raise OverflowError

    monkeypatch.setattr(PdfFile, "pictured", pictured)
    report = extract(REPORT)
    assert_page_alone(report, usual, "a picture on it: reading it fails: OverflowError")
    assert report.measures == usual.measures


def _with_pictures(plain: Any) -> Any:
    def of(cls: Any, content: PageContent) -> Any:
        draft = plain(cls, content)
        if content.sheet.number == PAGE:
            draft.pictures = (Box(100, 100, 400, 400),)
        return draft

    return of


def test_a_file_of_which_no_page_can_be_read_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    def page(self: PdfFile, number: int) -> PageContent:
        raise OverflowError

    monkeypatch.setattr(PdfFile, "page", page)
    with pytest.raises(
        DamagedError, match="No page of the file can be read: reading it fails: OverflowError"
    ):
        extract(REPORT, ocr="never")


def test_a_page_that_takes_all_memory_ends_the_file_by_the_name_of_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def page(self: PdfFile, number: int) -> PageContent:
        raise MemoryError

    monkeypatch.setattr(PdfFile, "page", page)
    with pytest.raises(OutOfMemoryError) as raised:
        extract(REPORT, ocr="never")
    assert raised.value.page == 1


def test_the_watcher_hears_of_bytes_pages_and_each_page_in_hand() -> None:
    heard: list[object] = []

    class Listening(Watcher):
        def opening(self, data: bytes) -> None:
            heard.append(data[:5])

        def opened(self, page_count: int) -> None:
            heard.append(page_count)

        @contextmanager
        def page(self, number: int) -> Iterator[None]:
            heard.append(number)
            yield
            heard.append(-number)

    with watched_by(Listening()):
        count = extract(REPORT, ocr="never").document.page_count
    assert heard[:2] == [b"%PDF-", count]
    beats = heard[2:]
    assert all(-begun == ended for begun, ended in zip(beats[::2], beats[1::2], strict=True))  # type: ignore[operator]
    assert set(beats[::2]) == set(range(1, (count or 0) + 1))
    extract(REPORT, ocr="never")
    assert heard[2:] == beats  # nobody listens any more


def test_a_page_is_interrupted_when_its_time_is_over_and_told_so_to_the_pulse() -> None:
    beats: list[int] = []
    guard = Guard(Limits(page_seconds=0.05), beats.append, {})
    attempts = Attempts()
    with watched_by(guard):
        assert attempts.make(7, lambda: _spin(30)) is None
        assert attempts.make(8, lambda: "read") == "read"
    (fault,) = attempts
    assert (fault.page, fault.error.slug) == (7, "timeout")
    assert beats == [7, 0, 8, 0]


def test_a_page_that_cost_a_process_before_is_not_begun() -> None:
    beats: list[int] = []
    lost = DocumentTimeoutError("reading page 2 took longer than 30 seconds", page=2)
    attempts = Attempts()
    with watched_by(Guard(Limits(), beats.append, {2: lost})):
        assert attempts.make(2, lambda: "read") is None
    assert [fault.error for fault in attempts] == [lost]
    assert beats == []


def test_in_a_thread_a_page_is_left_to_the_watcher_outside() -> None:
    found: list[object] = []

    def read() -> None:
        with watched_by(Guard(Limits(page_seconds=0.01), lambda _page: None, {})):
            found.append(Attempts().make(1, lambda: _spin(0.05)))

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert found == [True]


def test_attempts_may_raise_what_goes_wrong() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Attempts(raising=True).make(1, fail)

    def refuse() -> None:
        raise DocumentError("no")

    with pytest.raises(DocumentError):
        Attempts(raising=True).make(1, refuse)


def _spin(seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass
    return True


def test_boxes_larger_than_the_page_are_cut_and_told(monkeypatch: pytest.MonkeyPatch, usual: Report) -> None:
    """Some builds of PDFium give boxes that are 800,000 points high, or no numbers."""
    plain = opening.place_glyphs

    def place_glyphs(*given: Any) -> Placed:
        placed = plain(*given)
        glyphs = list(placed.glyphs)
        glyphs[3] = glyphs[3]._replace(top=glyphs[3].top - 800_000.0)
        glyphs[5] = glyphs[5]._replace(bottom=math.nan)
        return placed._replace(glyphs=glyphs)

    monkeypatch.setattr(opening, "place_glyphs", place_glyphs)
    report = extract(REPORT, ocr="never")
    odd = [reason for reason in report.review_reasons if reason.slug == "odd-characters"]
    assert len(odd) == usual.document.page_count
    assert odd[0].detail == "2 characters have boxes larger than the page"
    assert report.indicator_scores == usual.indicator_scores


def test_an_actual_text_that_no_text_can_be_is_mended_and_told() -> None:
    assert _pdf_string(b"\xfe\xff" + "ก\0ข\x1b\n".encode("utf-16-be") + b"\0\0") == "ก\ufffdข\ufffd "
    glyph = Glyph("x", Kind.BASE, 10, 10, 18, 26, 22, 16, 14, 0, 0)
    (first, second) = span_glyphs([glyph, glyph._replace(x0=18, x1=26)], "ก\ufffd")
    assert (first.kind, second.kind) == (Kind.BASE, Kind.UNMAPPED)
