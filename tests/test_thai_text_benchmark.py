"""The yardstick for Thai text: exact against brute force, and unable to call nothing a success."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import thai_text
from benchmarks.thai_reading import readers
from benchmarks.thai_reading.alignment import least_distance, nearest
from benchmarks.thai_reading.rates import Rate, page_rates, unfit_pages, verdict
from benchmarks.thai_reading.truth import Line, Truth, as_printed, digits_equal, load_truth

few_letters = st.text(alphabet="กาิ่1", max_size=9)


def levenshtein(first: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for at, left in enumerate(first, start=1):
        above, row = row, [at]
        for there, right in enumerate(other, start=1):
            row.append(min(above[there] + 1, row[-1] + 1, above[there - 1] + (left != right)))
    return row[-1]


@given(few_letters, few_letters)
def test_least_distance_is_that_of_the_best_substring(line: str, text: str) -> None:
    every = {text[start:end] for start in range(len(text) + 1) for end in range(start, len(text) + 1)}
    assert least_distance(line, text) == min(levenshtein(line, entry) for entry in every)


@given(few_letters, few_letters)
def test_nearest_names_a_substring_of_that_distance(line: str, text: str) -> None:
    found = nearest(line, text)
    assert found.distance == least_distance(line, text)
    assert levenshtein(line, text[found.start : found.end]) == found.distance


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_a_line_that_stands_in_the_text_has_no_distance(before: str, line: str, after: str) -> None:
    assert least_distance(line, before + line + after) == 0


@given(st.text(min_size=1, max_size=30))
def test_a_line_is_all_errors_where_there_is_no_text(line: str) -> None:
    assert least_distance(line, "") == len(line)


def test_distance_of_known_damage() -> None:
    page = "หัวเรื่อง" + "การด าเนินงานของเทศบาล".replace(" ", "") + "ท้ายหน้า"
    assert least_distance("การดำเนินงาน", page) == 1
    assert nearest("การดำเนินงาน", page)[1:] == (9, 9 + len("การดาเนินงาน"))
    assert least_distance("ไม่มีในหน้านี้เลย", page) > 8


def test_texts_are_compared_without_spaces_and_invisible_marks_but_with_every_sign() -> None:
    assert as_printed("ก\u00a0ข\u200bค\ufeffง\u00ad จ\n") == "กขคงจ"
    assert as_printed("ปี ๒๕๖๘") != as_printed("ปี 2568")
    assert digits_equal("ปี ๒๕๖๘") == digits_equal("ปี 2568") == "ปี2568"
    assert digits_equal("กำ") != digits_equal("กํา")
    assert digits_equal("ที\uf70a") != digits_equal("ที่")
    assert as_printed("กุ้") == as_printed("กุ้")  # canonically the same text


def test_rates_add_up_over_lines_and_a_page_without_text_is_all_errors() -> None:
    lines = [Line("a", 1, "กขคง"), Line("a", 1, "จฉ"), Line("a", 2, "ชซ"), Line("b", 1, "ฌญ")]
    rates = page_rates(lines, {("a", 1): "กขคX จฉ", ("a", 2): "ช ซ"}, as_printed)
    assert rates == {("a", 1): Rate(1, 6), ("a", 2): Rate(0, 2), ("b", 1): Rate(2, 2)}
    assert rates["a", 1].percent == pytest.approx(100 / 6)
    with pytest.raises(ZeroDivisionError):
        _ = Rate().percent


def test_unfit_pages_come_from_the_truth_or_from_the_best_reader() -> None:
    lines = (Line("a", 1, "ก"), Line("a", 2, "ก"))
    page_one, page_two = ("a", 1), ("a", 2)
    entry, other = (
        {page_one: Rate(9, 10), page_two: Rate(9, 10)},
        {page_one: Rate(8, 10), page_two: Rate(1, 10)},
    )
    assert unfit_pages(Truth(lines, None), [entry, other]) == {page_one}
    assert unfit_pages(Truth(lines, frozenset({page_two})), [entry, other]) == {page_two}


@pytest.mark.parametrize(
    ("fit", "unfit_in_truth", "own", "least", "stated"),
    [
        (True, True, None, None, "MISSED"),
        (False, True, None, None, "named"),
        (True, False, 0.0, 0.0, "ok"),
        (True, False, 40.0, 0.0, "MISSED"),
        (False, False, 40.0, 0.0, "ACCUSED"),
        (False, False, 7.0, 7.0, "doubtful"),
        (False, False, None, None, "ACCUSED"),
    ],
)
def test_verdicts(
    fit: bool, unfit_in_truth: bool, own: float | None, least: float | None, stated: str
) -> None:
    assert verdict(fit, unfit_in_truth=unfit_in_truth, own=own, least=least) == stated


def test_truth_files(tmp_path: Path) -> None:
    path = tmp_path / "truth.json"
    path.write_text('{"a": [{"page": 2, "text": "ก"}], "unfit": {"b": [5, 12]}}', encoding="utf-8")
    assert load_truth(path) == Truth((Line("a", 2, "ก"),), frozenset({("b", 5), ("b", 12)}))
    path.write_text('{"a": [], "unfit": [{"file": "b", "page": 5}]}', encoding="utf-8")
    assert load_truth(path) == Truth((), frozenset({("b", 5)}))
    path.write_text('{"a": [{"page": 2, "text": "ก"}]}', encoding="utf-8")
    assert load_truth(path).unfit is None
    path.write_text('{"a": [{"page": 2, "text": " \\u200b"}]}', encoding="utf-8")
    with pytest.raises(ValueError, match="no text"):
        load_truth(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with one PDF of two pages, and its truth."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "a.pdf"))
    for text in ("Tambon 2568 office", "second page"):
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    truth = {"a": [{"page": 1, "text": "Tambon ๒๕๖๘"}, {"page": 2, "text": "second pagX"}]}
    (tmp_path / "truth.json").write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def page(text: str, fit: bool = True) -> Any:
    return SimpleNamespace(
        text=text, fit=fit, quality=1.0 if fit else 0.1, reasons=() if fit else ("garbage",)
    )


def cells(stated: str, first: str) -> list[str]:
    """Return the cells of the first table row that begins with a word."""
    line = next(line for line in stated.splitlines() if line.startswith(f"| {first} "))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_other_readers_are_measured_where_ours_is_absent(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def absent(path: Path) -> Any:
        raise readers.AbsentError(path.name)

    monkeypatch.setattr(thai_text, "our_pages", absent)
    assert thai_text.main([str(folder), "--markdown"]) == 0
    stated = capsys.readouterr()
    assert "ours: not there" in stated.err
    file, characters, ours, plumber, *_ = cells(stated.out, "a")
    assert (file, characters, ours, plumber) == ("a", "20", "–", "5.00")  # 1 edit in 20 characters
    strict = stated.out.split("as printed")[1]
    assert cells(strict, "a")[3] == "25.00"  # and 4 digits of the other script
    assert thai_text.main([str(folder), "--limit", "100"]) == 2


@pytest.mark.parametrize(
    ("pages", "limit", "code"),
    [
        ([page("Tambon 2568"), page("second pagX")], "0", 0),
        ([page("Tambon 2568"), page("second page")], "0", 1),
        ([page("Tambon 2568"), page("second page")], "5", 0),
        ([page("Tambon 2568", fit=False), page("second pagX")], "5", 1),  # accused wrongly
        ([page("Tambon 2568"), page("second @@@@", fit=False)], "0", 0),  # nobody reads it as typed: doubtful
        ([page("Tambon 2568"), page("@@@@")], "99", 1),  # garbage called fit
    ],
)
def test_limit(
    folder: Path, monkeypatch: pytest.MonkeyPatch, pages: list[Any], limit: str, code: int
) -> None:
    monkeypatch.setattr(thai_text, "our_pages", lambda path: pages)
    assert thai_text.main([str(folder), "--limit", limit]) == code


def test_a_reader_that_fails_on_a_file_has_no_text_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def crash(path: Path) -> Any:
        raise RuntimeError("broken")

    monkeypatch.setattr(thai_text, "our_pages", crash)
    assert thai_text.main([str(folder), "--markdown", "--limit", "50"]) == 1
    stated = capsys.readouterr()
    assert "ours failed on a.pdf" in stated.err
    assert cells(stated.out, "a")[2] == "100.00"


def test_nothing_to_measure_is_no_success(tmp_path: Path) -> None:
    assert thai_text.main([str(tmp_path)]) == 2
    (tmp_path / "truth.json").write_text('{"a": [{"page": 1, "text": "ก"}]}', encoding="utf-8")
    assert thai_text.main([str(tmp_path)]) == 2  # no such document
