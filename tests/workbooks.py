"""What tests of the workbook share: an output with all kinds of cells, and sheets read back as texts."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from conftest import PLACE, make_report
from openpyxl.utils.escape import unescape

from ita_extract.model import Guideline, Report, ReviewReason, Subject
from ita_extract.workbook.cell_values import written_text
from ita_extract.workbook.headings import tabs
from ita_extract.writing.column_types import Column, Kind

HEADS = 2
# what a spreadsheet would take for something else, or XML cannot hold
ODD_TEXTS = (
    *(
        "1-2",
        "3/4",
        "=1+1",
        "+66 81 234 5678",
        "@SUM(A1)",
        "-1-2",
        "๑-๒",
        "๙๖.๔",
        "12345678901234567890",
        "007",
    ),
    *(
        "1E5",
        "TRUE",
        "#N/A",
        "SEPT2",
        "ตุลาคม 2567",
        "10:30",
        "5 มี.ค. 2568",
        "'=1",
        " =1",
        "\t=1",
        "a\nb",
        "a\r\nb",
    ),
    *(
        "<r><t>x</t></r>",
        "_x0041_",
        "x\x00y\x1bz\ufffe",
        "http://example.org",
        "mailto:a@b",
        "{=1}",
        "&lt;",
        " ก ",
        "=",
    ),
)


def odd_report(data: bytes = b"odd", **document: object) -> Report:
    """Return a report whose texts are odd, with dates, long scores, and doubts."""
    known = {
        "organization_name": "=1+1", "district": "1-2", "province": "3/4", "rating": "๑-๒", "overall_score": "96.125",
        "source": "007", "document_date": "2025-10-03", "error_message": "x" * 300,
    }  # fmt: skip
    report = make_report(data, reasons=(), **(known | document))
    texts = tuple(
        Guideline.model_validate(PLACE | {"indicator": 1, "step": step, "text": text, "raw": text})
        for step, text in enumerate(ODD_TEXTS, start=1)
    )
    report = report.model_copy(update={"guidelines": texts, "roster_scores": ()})
    return report.with_reasons(
        (
            ReviewReason(
                slug="odd-score", subject=Subject.INDICATOR_1, table="indicator_scores", row=1, page=1
            ),
            ReviewReason(slug="missing-instrument", subject=Subject.IIT, detail="no score of IIT was found"),
            ReviewReason(slug="doubtful-name", detail="ปัว"),
            ReviewReason(slug="two-versions", detail="d0"),
        )
    )


def sheet_rows(path: Path, table: str) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the headings of a sheet, and its rows by the names of the columns."""
    book = openpyxl.load_workbook(path, read_only=True)
    rows = list(book[tabs()[table]].iter_rows(values_only=True))
    book.close()
    names = [str(name) for name in rows[1]]
    cells = [[unescape(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    return [str(heading) for heading in rows[0]], [
        dict(zip(names, row, strict=True)) for row in cells[HEADS:]
    ]


def csv_rows(output: Path, table: str) -> list[dict[str, str]]:
    """Return the rows of a table's CSV."""
    with (output / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def expected(text: str, column: Column) -> object:
    """Return what a sheet holds for a cell of the CSV."""
    if text == "":
        return None
    if column.is_list or column.kind is Kind.STRING:
        return written_text(text)
    kinds = {
        Kind.BOOLEAN: "true".__eq__,
        Kind.DATE: dt.datetime.fromisoformat,
        Kind.INTEGER: int,
        Kind.NUMBER: float,
    }
    return float(Decimal(text)) if column.kind is Kind.SCORE else kinds[column.kind](text)


def shown(text: str, column: Column) -> str:
    """Return how a sheet shows a cell of the CSV."""
    if column.is_list or column.kind is Kind.STRING:
        return written_text(text)
    if column.kind is Kind.BOOLEAN:
        return text.upper()
    return f"{float(text):.10g}" if column.kind is Kind.NUMBER and text else text
