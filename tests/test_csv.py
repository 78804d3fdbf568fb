from __future__ import annotations

import csv
import datetime as dt
import errno
import os
import tempfile
import tracemalloc
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import make_report
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import reports

from ita_extract.errors import OutputError
from ita_extract.model import TABLES, Report, Status, columns, rows
from ita_extract.writing.cells import cell, harmless
from ita_extract.writing.column_types import Kind, column_types
from ita_extract.writing.csv_tables import write_csv_tables
from ita_extract.writing.documents import to_json, write_document


def write(folder: Path, *made: Report) -> None:
    for report in made:
        write_document(folder, report.document.document_id, to_json(report))


def read(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "csv" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (Decimal("89.5"), "89.50"),
        (Decimal(100), "100.00"),
        (Decimal("1E+2"), "100.00"),
        (Decimal("0.125"), "0.125"),
        (Decimal("96.4000"), "96.40"),
        (Decimal(9**40), f"{9**40}.00"),
        (True, "true"),
        (False, "false"),
        (3, "3"),
        (72.0, "72.0"),
        (dt.date(2026, 3, 31), "2026-03-31"),
        (Status.NOT_ITA, "not_ita"),
        ((), ""),
        ((1, 2, 10), "1;2;10"),
        (("a;b", "c"), "a,b;c"),
        ("ก\r\nข\rค", "ก\nข\nค"),
    ],
)
def test_cell(value: object, text: str) -> None:
    assert cell(value) == text


def test_a_type_that_no_column_has_is_refused() -> None:
    with pytest.raises(TypeError):
        cell({"a": 1})


@pytest.mark.parametrize(
    "text", ["=1+1", "+66 2", "-", "@SUM(A1)", "\tx", "\nx", "＝1", "-1-2", " =1", "+2.50"]
)
def test_a_cell_like_a_formula_is_disarmed(text: str) -> None:
    assert harmless(text) == "'" + text


@pytest.mark.parametrize(
    "text",
    [
        *("1-2", "3/4", "๑-๒", "๑/๒", "2026-03-31", "ตุลาคม 2567", "ต.ค. 67", "5 May", "SEPT2", "Jan-5"),
        *("10:30", "10.30 น.", "1 a", "3pm", "2025-01-31T02:30:00Z"),
        *(
            "007",
            "1234567890123456",
            "+66812345678",
            "1E5",
            "1e-5",
            "1,234",
            "10%",
            "(5)",
            "5.",
            "๙๖.๔",
            "฿5",
        ),
        *("true", "FALSE", "#N/A", "#DIV/0!"),
    ],
)
def test_a_text_like_a_date_or_another_number_is_disarmed(text: str) -> None:
    assert harmless(text) == "'" + text


@pytest.mark.parametrize(
    "text",
    [
        *("-1", "-0.125", "89.50", "", "ก=ข", "'=1", "2568", "0", "9.1", "e4", "o10", "i1;i2", "1;2;10"),
        *("d12e345678901234", "d1234567890123456", "ข้อ 1-2", "ร้อยละ 5", "2568.pdf", "AA"),
    ],
)
def test_numbers_and_other_text_stay(text: str) -> None:
    assert harmless(text) == text


def test_small_golden(tmp_path: Path) -> None:
    report = make_report()
    write(tmp_path, report)
    written = write_csv_tables(tmp_path)
    document_id = report.document.document_id
    position = "1,72.0,100.5,140.25,118.0,๙๖.๔,text,1.0,"
    assert (tmp_path / "csv/indicator_scores.csv").read_text(encoding="utf-8") == (
        "document_id,indicator,name,name_written,score,proof,page,x0,top,x1,bottom,raw,text_source,confidence,"
        "decided_by\n"
        f"{document_id},1,,การปฏิบัติหน้าที่,89.50,,{position}\n"
    )
    assert (tmp_path / "csv/roster_scores.csv").read_text(encoding="utf-8").splitlines()[1] == (
        f"{document_id},,-,,1.125,,,,,false,{position}"
    )
    assert read(tmp_path, "measures")[0]["title"] == '=มาตรการ, "ที่หนึ่ง"\nต่อ'
    assert read(tmp_path, "measures")[0]["responsible"] == "สำนักปลัด;กองคลัง, กองช่าง"
    assert read(tmp_path, "documents")[0]["overall_score"] == "96.40"
    assert written["documents"] == 1
    assert written["guidelines"] == 0


def test_a_date_of_the_model_stays_a_date_for_excel(tmp_path: Path) -> None:
    write(tmp_path, make_report())
    write_csv_tables(tmp_path, excel=True)
    assert read(tmp_path, "measures")[0]["period_end"] == "2026-03-31"
    assert read(tmp_path, "indicator_scores")[0]["raw"] == "'๙๖.๔"  # the text as it stood, no number


def test_every_table_is_there_with_its_header(tmp_path: Path) -> None:
    write_csv_tables(tmp_path)
    for table in TABLES:
        header = (tmp_path / "csv" / f"{table}.csv").read_text(encoding="utf-8")
        assert header == ",".join(columns(table)) + "\n"
    assert len(list((tmp_path / "csv").iterdir())) == len(TABLES)


def test_for_excel(tmp_path: Path) -> None:
    write(tmp_path, make_report())
    write_csv_tables(tmp_path, excel=True)
    assert (tmp_path / "csv/measures.csv").read_bytes().startswith(b"\xef\xbb\xbfdocument_id,")
    assert read(tmp_path, "measures")[0]["title"].startswith("'=มาตรการ")
    finding = read(tmp_path, "findings")[0]
    assert (finding["expected"], finding["found"]) == ("-1.50", "'+2+3")
    assert read(tmp_path, "roster_scores")[0]["organization_written"] == "'-"


@given(st.lists(reports(), max_size=3, unique_by=lambda report: report.document.document_id), st.booleans())
@settings(max_examples=25, deadline=None)
def test_csv_holds_what_the_json_holds(made: list[Report], excel: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, *made)
        counts = write_csv_tables(folder, excel=excel)
        in_order = sorted(made, key=lambda report: report.document.document_id)
        for table in TABLES:
            found = read(folder, table)
            expected = [(report, row) for report in in_order for row in rows(report, table)]
            assert len(found) == len(expected) == counts[table]
            scores = [column.name for column in column_types(table) if column.kind is Kind.SCORE]
            for cells, (report, row) in zip(found, expected, strict=True):
                assert cells["document_id"] == report.document.document_id
                for score in scores:
                    value = getattr(row, score)
                    assert (Decimal(cells[score]) if cells[score] else None) == value


def test_equal_bytes_from_equal_documents(tmp_path: Path) -> None:
    made = [make_report(str(number).encode()) for number in range(4)]
    write(tmp_path / "a", *made)
    write(tmp_path / "b", *reversed(made))
    for folder in ("a", "b"):
        write_csv_tables(tmp_path / folder)
    for table in TABLES:
        assert (tmp_path / f"a/csv/{table}.csv").read_bytes() == (
            tmp_path / f"b/csv/{table}.csv"
        ).read_bytes()


def test_a_broken_document_leaves_the_old_tables(tmp_path: Path) -> None:
    write(tmp_path, make_report())
    write_csv_tables(tmp_path)
    before = {path.name: path.read_bytes() for path in (tmp_path / "csv").iterdir()}
    (tmp_path / "documents" / f"{'f' * 16}.json").write_bytes(b"{")
    with pytest.raises(OutputError, match="nothing was made of the folder"):
        write_csv_tables(tmp_path)
    assert {path.name: path.read_bytes() for path in (tmp_path / "csv").iterdir()} == before


def test_a_failing_disk_is_an_output_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_csv_tables(tmp_path)
    assert list((tmp_path / "csv").iterdir()) == []


def test_memory_does_not_grow_with_the_documents(tmp_path: Path) -> None:
    peaks = []
    for count in (20, 200):
        folder = tmp_path / str(count)
        write(folder, *(make_report(str(number).encode()) for number in range(count)))
        write_csv_tables(folder)
        tracemalloc.start()
        write_csv_tables(folder)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 150_000, peaks
