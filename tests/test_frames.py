from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from conftest import make_report

from ita_extract.errors import NoInputError
from ita_extract.model import TABLES, columns
from ita_extract.writing.documents import to_json, write_document
from ita_extract.writing.frames import frames


def test_frames_are_typed(tmp_path: Path) -> None:
    for data in (b"one", b"two"):
        report = make_report(data)
        write_document(tmp_path, report.document.document_id, to_json(report))
    tables = frames(str(tmp_path))
    assert list(tables) == list(TABLES)
    for table, frame in tables.items():
        assert tuple(frame.columns) == columns(table)
    documents = tables["documents"]
    assert list(documents["document_id"]) == sorted(documents["document_id"])
    assert documents["overall_score"].tolist() == [96.4, 96.4]
    assert documents["fiscal_year"].dtype == "Int64"
    assert documents["district"].isna().all()
    assert documents["status"].tolist() == ["review", "review"]
    measures = tables["measures"]
    assert measures["responsible"][0] == ("สำนักปลัด", "กองคลัง; กองช่าง")
    assert measures["period_end"][0] == pd.Timestamp(2026, 3, 31)
    assert pd.isna(measures["period_start"][0])
    assert tables["roster_scores"]["row_sum_ok"].tolist() == [False, False]
    assert tables["indicator_scores"]["score"].mean() == 89.5


def test_empty_tables_have_their_types(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    guidelines = frames(tmp_path)["guidelines"]
    assert len(guidelines) == 0
    assert guidelines["step"].dtype == "Int64"


def test_a_folder_without_documents(tmp_path: Path) -> None:
    with pytest.raises(NoInputError, match="documents/"):
        frames(tmp_path)
