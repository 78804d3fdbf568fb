"""ita.xlsx: every cell as in the tables, nothing taken for something else, and what it leaves out said in it."""

from __future__ import annotations

import csv
import logging
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from conftest import PLACE, fake_extract, make_report
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from outputs import lay
from warehouses import lay_documents, two_years
from workbooks import ODD_TEXTS, csv_rows, expected, odd_report, sheet_rows, shown

from ita_extract.messages import speak
from ita_extract.model import TABLES, Guideline, Report
from ita_extract.running.run import run
from ita_extract.running.tables_made import make_tables
from ita_extract.workbook import table_sheets
from ita_extract.workbook.book import NAME, write_workbook
from ita_extract.workbook.cell_values import MOST_CHARACTERS, cell_of, write_cell, written_text
from ita_extract.workbook.edited import is_ours
from ita_extract.workbook.front import ORDER, statuses
from ita_extract.workbook.headings import LINK, headings, tabs
from ita_extract.workbook.styles import make_styles
from ita_extract.writing.column_types import column_types
from ita_extract.writing.table_schema import FILES, file_columns
from ita_extract.writing.wide_columns import COLUMNS


@pytest.fixture
def thai() -> Iterator[None]:
    speak("th")
    yield
    speak("en")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output of fixtures, some faulty, and of a report with odd texts; with its workbook."""
    folder = tmp_path_factory.mktemp("book")
    lay_documents(folder, *two_years()[:4], *two_years()[-4:], odd_report(), make_report(b"two"))
    write_workbook(folder)
    return folder


def by_document(folder: Path) -> dict[str, dict[str, object]]:
    return {str(row["document_id"]): row for row in sheet_rows(folder / NAME, "reports")[1]}


@pytest.mark.parametrize("table", TABLES)
def test_each_cell_is_that_of_the_table(output: Path, table: str) -> None:
    _, found = sheet_rows(output / NAME, table)
    rows = csv_rows(output, table)
    assert len(found) == len(rows)
    for cells, row in zip(found, rows, strict=True):
        for column in column_types(table):
            assert cells[column.name] == expected(row[column.name], column), column.name


def test_each_cell_of_the_first_sheet_is_that_of_the_wide_table(output: Path) -> None:
    book = openpyxl.load_workbook(output / NAME, read_only=True)
    assert book.sheetnames == [*(tabs()[table] for table in ("reports", *TABLES)), "about"]
    book.close()
    _, found = sheet_rows(output / NAME, "reports")
    assert tuple(found[0]) == ORDER
    assert {*ORDER} - {LINK} == {column.name for column in COLUMNS}
    rows = {row["document_id"]: row for row in csv_rows(output, "reports")}
    assert sorted(rows) == sorted(cells["document_id"] for cells in found)
    for cells in found:
        row = rows[cells["document_id"]]
        assert cells["status"] == statuses()[row["status"]]
        for column in COLUMNS:
            if column.name != "status":
                assert cells[column.name] == expected(row[column.name], column), column.name


def test_heads_are_frozen_with_a_filter_and_scores_show_their_digits(output: Path) -> None:
    book = openpyxl.load_workbook(output / NAME)
    for table in FILES:
        sheet = book[tabs()[table]]
        assert sheet.freeze_panes == ("C3" if table == "reports" else "B3")
        assert sheet.auto_filter.ref.startswith("A2:")
    sheet = book[tabs()["reports"]]
    score = ORDER.index("overall_score") + 1
    formats = {sheet.cell(row, score).number_format for row in range(3, sheet.max_row + 1)}
    assert formats == {"0.00", "0.00####"}
    assert {sheet.cell(row, 1).number_format for row in range(3, sheet.max_row + 1)} == {"@"}
    link = sheet.cell(3, ORDER.index(LINK) + 1)
    identity = sheet.cell(3, ORDER.index("document_id") + 1).value
    assert link.hyperlink.target == f"review\\{identity}.html"  # as Excel writes it; LibreOffice knows it too


def test_a_doubtful_cell_is_coloured_and_says_why(output: Path) -> None:
    book = openpyxl.load_workbook(output / NAME)
    sheet = book[tabs()["reports"]]
    row = next(
        number
        for number in range(3, sheet.max_row + 1)
        if sheet.cell(number, ORDER.index("source") + 1).value == "007"
    )
    cells = {name: sheet.cell(row, at) for at, name in enumerate(ORDER, start=1)}
    marked = {name for name, cell in cells.items() if cell.fill.fgColor.rgb == "FFFFF2CC"}
    assert marked == {"indicator_1", "IIT", "organization_name", "documents", "status"}
    assert "no score of IIT was found" in cells["IIT"].comment.text
    assert "(page 1)" in cells["indicator_1"].comment.text
    assert cells["status"].comment.text.count("•") == 4
    assert cells["errors"].comment.text == "• The overall scores differ."
    sheet = book[tabs()["indicator_scores"]]
    last = next(cells for cells in sheet.iter_rows(min_row=3) if cells[-1].value)
    assert last[2].fill.fgColor.rgb == last[-1].fill.fgColor.rgb == "FFFFF2CC"
    assert last[2].comment.text == last[-1].value


def test_a_value_read_with_a_guess_is_in_doubt(tmp_path: Path) -> None:
    report = make_report(reasons=())
    unsure = tuple(row.model_copy(update={"confidence": 0.75}) for row in report.indicator_scores)
    lay_documents(tmp_path, report.model_copy(update={"indicator_scores": unsure, "roster_scores": ()}))
    write_workbook(tmp_path)
    assert "0.75" in sheet_rows(tmp_path / NAME, "indicator_scores")[1][0]["in_doubt"]
    assert by_document(tmp_path)[report.document.document_id]["doubtful"] == "indicator-1"
    assert sheet_rows(tmp_path / NAME, "measures")[1][0]["in_doubt"] is None


def test_equal_bytes_from_equal_documents(tmp_path: Path) -> None:
    made = [make_report(str(number).encode()) for number in range(3)]
    for folder, reports in (("a", made), ("b", made[::-1])):
        write_workbook(lay_documents(tmp_path / folder, *reports))
    assert (tmp_path / "a" / NAME).read_bytes() == (tmp_path / "b" / NAME).read_bytes()
    assert not [path for path in (tmp_path / "a").iterdir() if path.name.startswith(".")]


def test_headings_are_in_the_language_of_the_run(tmp_path: Path, thai: None) -> None:
    write_workbook(lay_documents(tmp_path, make_report(reasons=())))
    book = openpyxl.load_workbook(tmp_path / NAME, read_only=True)
    assert book.sheetnames[:2] == ["รายงาน", "เอกสาร"]
    book.close()
    names, rows = sheet_rows(tmp_path / NAME, "documents")
    assert names[list(rows[0]).index("overall_score")] == "คะแนนรวม"


@pytest.mark.parametrize("language", ["en", "th"])
def test_every_column_and_table_has_a_heading(language: str, thai: None) -> None:
    speak(language)  # type: ignore[arg-type]
    wanted = {column.name for table in FILES for column in file_columns(table)}
    assert wanted <= headings().keys()
    assert set(FILES) == tabs().keys()
    assert len(set(tabs().values())) == len(tabs())
    assert all(len(name) <= 31 for name in tabs().values())
    if language == "th":
        english = {name for name, heading in headings().items() if heading.isascii()}
        assert english == {"IIT", "EIT", "OIT"}
        assert not [name for name in tabs().values() if name.isascii()]


@given(st.lists(st.text(max_size=30) | st.sampled_from(ODD_TEXTS), min_size=1, max_size=12))
@settings(max_examples=60)
def test_any_text_stays_that_text(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = tmp_path_factory.mktemp("odd") / "odd.xlsx"
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet, styles = book.add_worksheet(), make_styles(book)
    for row, text in enumerate(texts):
        write_cell(sheet, row, 0, cell_of(text), styles)
        write_cell(sheet, row, 1, cell_of("end"), styles)
    book.close()
    read = openpyxl.load_workbook(path).worksheets[0]
    for row, text in enumerate(texts, start=1):
        cell = read.cell(row, 1)
        assert unescape(cell.value or "") == written_text(text)
        assert cell.data_type in ("s", "inlineStr", "n") and (cell.data_type != "n" or cell.value is None)
        assert read.cell(row, 2).value == "end"


@pytest.mark.parametrize(
    ("text", "written"),
    [("a\x00b\x1b", "a␀b␛"), ("\ufffe", "\ufffd"), ("a\r\nb\rc", "a\nb\nc"), ("<r>x</r>", "<r>x</r> ")],
)
def test_what_no_sheet_can_hold_is_shown(text: str, written: str) -> None:
    assert written_text(text) == written


def test_a_number_that_a_sheet_cannot_hold_is_text() -> None:
    assert cell_of(10**15).value == str(10**15)
    assert cell_of(Decimal("123456789012.123456")).value == "123456789012.123456"
    assert cell_of(Decimal("96.40")).value == 96.4
    import datetime as dt

    assert cell_of(dt.date(1899, 1, 1)).value == "1899-01-01"


def long_guideline(text: str) -> Report:
    row = Guideline.model_validate(PLACE | {"indicator": 1, "step": 1, "text": text})
    return make_report(reasons=()).model_copy(update={"guidelines": (row,)})


@pytest.mark.parametrize("letter", ["ก", "😀"])
def test_a_text_longer_than_a_cell_is_cut_and_says_so(tmp_path: Path, letter: str) -> None:
    write_workbook(lay_documents(tmp_path, long_guideline(letter * 33_000)))
    (row,) = sheet_rows(tmp_path / NAME, "guidelines")[1]
    assert len(row["text"].encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    assert row["text"].endswith("[cut here: a cell holds no more; the whole text is in the CSV]")
    assert "1 text is longer than a cell can be" in str(about(tmp_path))
    write_workbook(lay_documents(tmp_path, long_guideline(letter * 16_000)))
    assert sheet_rows(tmp_path / NAME, "guidelines")[1][0]["text"] == letter * 16_000


def about(folder: Path) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(folder / NAME, read_only=True)
    rows = list(book[book.sheetnames[-1]].iter_rows(values_only=True))
    book.close()
    return rows


def test_a_table_too_long_for_a_sheet_is_left_out_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_sheets, "MOST_ROWS", 1)
    write_workbook(lay_documents(tmp_path, make_report(), make_report(b"two")))
    notice = "2 rows are too many for a sheet: they stand in csv/measures.csv, parquet/ and ita.duckdb."
    assert [row["report"] for row in sheet_rows(tmp_path / NAME, "measures")[1]] == [notice]
    assert ("measures", "measures", 0, notice) in about(tmp_path)
    assert len(sheet_rows(tmp_path / NAME, "guidelines")[1]) == 0


def test_every_document_is_accounted_for(output: Path) -> None:
    lines = {str(row[0]): row[2] for row in about(output) if isinstance(row[2], int)}
    total = len(csv_rows(output, "documents"))
    assert lines["all documents"] == total
    parts = list(lines.values())[: list(lines).index("all documents")]
    assert len(parts) == 5 and sum(parts) == total  # type: ignore[arg-type]


def test_a_run_makes_it_and_makes_it_again_only_when_it_would_differ(tmp_path: Path) -> None:
    folder, made = lay(tmp_path / "in", a="ok a"), tmp_path / "out"
    run([folder], made, extractor=fake_extract, workers=0)
    path = made / NAME
    assert is_ours(path)
    before = path.stat().st_mtime_ns
    run([folder], made, extractor=fake_extract, workers=0)
    assert path.stat().st_mtime_ns == before
    speak("th")
    try:
        tables = (made / "csv" / "reports.csv").stat().st_mtime_ns
        run([folder], made, extractor=fake_extract, workers=0)
    finally:
        speak("en")
    assert path.stat().st_mtime_ns > before  # its headings are Thai now, and the tables as they were
    assert (made / "csv" / "reports.csv").stat().st_mtime_ns == tables
    path.unlink()
    run([folder], made, extractor=fake_extract, workers=0)
    assert is_ours(path)


def test_without_a_workbook_an_older_one_does_not_stay(tmp_path: Path) -> None:
    lay_documents(tmp_path, make_report(), tables=False)
    make_tables(tmp_path)
    make_tables(tmp_path, workbook=False)
    assert (tmp_path / NAME).exists()  # of the same documents
    lay_documents(tmp_path, make_report(b"two"), tables=False)
    make_tables(tmp_path, workbook=False)
    assert not (tmp_path / NAME).exists()
    make_tables(tmp_path)
    assert len(sheet_rows(tmp_path / NAME, "documents")[1]) == 2


def test_a_workbook_that_a_person_changed_is_kept(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / NAME
    for number, kept in enumerate(("ita-edited.xlsx", "ita-edited-2.xlsx")):
        lay_documents(tmp_path, make_report(str(number).encode()), tables=False)
        make_tables(tmp_path)
        book = openpyxl.load_workbook(path)
        book.worksheets[0].cell(3, 1).value = f"ตรวจแล้ว {number}"
        book.save(path)
        with caplog.at_level(logging.WARNING, "ita_extract"):
            make_tables(tmp_path)
        assert kept in caplog.text
        assert openpyxl.load_workbook(tmp_path / kept).worksheets[0].cell(3, 1).value == f"ตรวจแล้ว {number}"
        assert is_ours(path)


def test_a_changed_workbook_is_never_taken_for_a_current_one(tmp_path: Path) -> None:
    """By a run without a workbook: the next one would have left the changed one as it was, and said nothing."""
    lay_documents(tmp_path, make_report(), tables=False)
    make_tables(tmp_path)
    book = openpyxl.load_workbook(tmp_path / NAME)
    book.worksheets[0].cell(3, 1).value = "ตรวจแล้ว"
    book.save(tmp_path / NAME)
    make_tables(tmp_path, workbook=False)
    make_tables(tmp_path)
    assert is_ours(tmp_path / NAME)
    assert openpyxl.load_workbook(tmp_path / "ita-edited.xlsx").worksheets[0].cell(3, 1).value == "ตรวจแล้ว"


def test_a_workbook_saved_by_a_program_that_tells_no_day_is_known_by_its_parts(tmp_path: Path) -> None:
    path, saved = write_workbook(lay_documents(tmp_path, make_report())), tmp_path / "saved.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(saved, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2026, 1, 31, 9, 30, 0)), old.read(name))
    assert is_ours(path) and not is_ours(saved)
    saved.write_bytes(b"no workbook at all")
    assert not is_ours(saved)


def test_a_workbook_that_cannot_be_finished_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_workbook(lay_documents(tmp_path, make_report()))
    before = (tmp_path / NAME).read_bytes()
    lay_documents(tmp_path, make_report(b"two"))

    def broken(*_arguments: object) -> None:
        raise RuntimeError("stop")

    monkeypatch.setattr("ita_extract.workbook.book.write_notes", broken)
    with pytest.raises(RuntimeError):
        write_workbook(tmp_path)
    assert (tmp_path / NAME).read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_no_part_of_it_is_a_formula(output: Path) -> None:
    with zipfile.ZipFile(output / NAME) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in parts.read(name)


@pytest.mark.slow
def test_libreoffice_shows_every_cell_as_it_was(output: Path, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None or not any(Path(program).resolve().parent.glob("libsc*")):
        if os.environ.get("ITA_EXTRACT_WITHOUT_CALC"):
            pytest.skip("ITA_EXTRACT_WITHOUT_CALC is set, so the workbook is not opened in LibreOffice")
        pytest.fail(".ci/install-system installs LibreOffice Calc; or set ITA_EXTRACT_WITHOUT_CALC=1")
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,-1"
    subprocess.run(
        [
            *(program, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"),
            *("--convert-to", every_sheet, "--outdir", str(tmp_path / "csv"), str(output / NAME)),
        ],
        check=True,
        capture_output=True,
    )
    for table in FILES:
        with (tmp_path / "csv" / f"ita-{tabs()[table]}.csv").open(encoding="utf-8", newline="") as stream:
            _, names, *rows = list(csv.reader(stream))
        found = [dict(zip(names, row, strict=True)) for row in rows]
        original = csv_rows(output, table)
        assert len(found) == len(original), table
        by_key = {row["document_id"]: row for row in original}
        for position, cells in enumerate(found):
            row = by_key[cells["document_id"]] if table == "reports" else original[position]
            for column in file_columns(table):
                if (table, column.name) != ("reports", "status"):
                    assert cells[column.name] == shown(row[column.name], column), (table, column.name)
