from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import make_report
from hypothesis import given, settings
from reports import reports

from ita_extract.errors import OutputError
from ita_extract.model import Report
from ita_extract.writing.documents import (
    document_paths,
    from_json,
    read_document,
    read_documents,
    to_json,
    write_document,
)


@given(reports())
@settings(max_examples=60, deadline=None)
def test_json_and_back_is_the_same_report(report: Report) -> None:
    data = to_json(report)
    assert from_json(data) == report
    assert to_json(from_json(data)) == data


def test_thai_and_numbers_stay_readable() -> None:
    text = to_json(make_report()).decode()
    assert "ทุ่งผึ้ง" in text
    assert '"overall_score": 96.4,' in text
    assert '"score": 89.5\n' in text
    assert text.endswith("}\n")
    assert list(json.loads(text))[:2] == ["document", "instrument_scores"]


def test_folder_in_the_order_of_ids(tmp_path: Path) -> None:
    made = [make_report(str(number).encode()) for number in range(5)]
    for report in made:
        write_document(tmp_path, report.document.document_id, to_json(report))
    (tmp_path / "documents" / "._x.json").write_bytes(b"left by a file manager")
    found = list(read_documents(tmp_path))
    assert found == sorted(made, key=lambda report: report.document.document_id)
    assert len(document_paths(tmp_path)) == 5


def test_no_folder_is_no_documents(tmp_path: Path) -> None:
    assert list(read_documents(tmp_path / "nothing")) == []


@pytest.mark.parametrize("data", [b"", b"{}", b"not json", b'{"document": 1}'])
def test_what_is_no_report_is_said_loudly(tmp_path: Path, data: bytes) -> None:
    path = write_document(tmp_path, "0" * 16, data)
    with pytest.raises(OutputError, match="no report of this version") as caught:
        read_document(path)
    assert "Delete that file" in caught.value.hint


def test_a_report_under_another_name_is_said_loudly(tmp_path: Path) -> None:
    path = write_document(tmp_path, "0" * 16, to_json(make_report()))
    with pytest.raises(OutputError, match="holds document"):
        read_document(path)
