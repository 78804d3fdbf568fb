from __future__ import annotations

import datetime as dt
import tempfile
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import make_report
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import reports
from warehouses import lay_documents

from ita_extract.errors import OutputError
from ita_extract.model import TABLES, Report, Status, rows
from ita_extract.writing import parquet_tables as subject
from ita_extract.writing.column_types import column_types
from ita_extract.writing.documents import content_hash, document_path, read_stored, to_json, write_document
from ita_extract.writing.parquet_tables import made_from, parquet_path, parquet_tables
from ita_extract.writing.stored_columns import stored_columns
from ita_extract.writing.tables import write_tables


def plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return list(map(plain, value)) if isinstance(value, tuple) else value


def write_parquet(output: Path, *made: Report) -> None:
    with parquet_tables(output) as tables:
        for report in made:
            path = write_document(output, report.document.document_id, to_json(report))
            tables.add(read_stored(path))


@given(st.lists(reports(), max_size=3, unique_by=lambda report: report.document.document_id))
@settings(max_examples=20, deadline=None)
def test_parquet_holds_what_the_json_holds(made: list[Report]) -> None:
    with tempfile.TemporaryDirectory() as name:
        write_parquet(Path(name), *made)
        for table in TABLES:
            found = pq.read_table(parquet_path(Path(name), table)).to_pylist()
            expected = [(report, at, row) for report in made for at, row in enumerate(rows(report, table), 1)]
            assert len(found) == len(expected)
            for cells, (report, number, row) in zip(found, expected, strict=True):
                assert cells["document_id"] == report.document.document_id
                assert cells.get("row_number", number) == number
                for column in column_types(table)[1:]:
                    assert cells[column.name] == plain(getattr(row, column.name)), column.name


def test_types(tmp_path: Path) -> None:
    write_parquet(tmp_path, make_report())
    documents = pq.read_schema(parquet_path(tmp_path, "documents"))
    measures = pq.read_schema(parquet_path(tmp_path, "measures"))
    assert documents.field("overall_score").type == pa.decimal128(18, 6)
    assert pa.types.is_dictionary(documents.field("status").type)
    assert measures.field("period_end").type == pa.date32()
    assert measures.field("responsible").type.value_type == pa.string()
    assert not documents.field("sha256").nullable
    assert documents.field("district").nullable
    for table in TABLES:
        for field, column in zip(
            pq.read_schema(parquet_path(tmp_path, table)), stored_columns(table), strict=True
        ):
            assert field.metadata[b"description"].decode() == column.description


def test_the_hash_is_that_of_the_json(tmp_path: Path) -> None:
    report = make_report()
    write_parquet(tmp_path, report)
    found = pq.read_table(parquet_path(tmp_path, "documents")).to_pylist()[0]["content_sha256"]
    assert found == content_hash(document_path(tmp_path, report.document.document_id).read_bytes())


def test_equal_bytes_in_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "_BATCH_ROWS", 3)
    monkeypatch.setattr(subject, "_GROUP_ROWS", 7)
    made = [
        make_report(str(number).encode(), status=(Status.OK, Status.REVIEW)[number % 2])
        for number in range(20)
    ]
    for folder in ("a", "b"):
        write_parquet(tmp_path / folder, *made)
    for table in TABLES:
        path = parquet_path(tmp_path / "a", table)
        assert path.read_bytes() == parquet_path(tmp_path / "b", table).read_bytes()
        metadata = pq.read_metadata(path)
        assert metadata.num_row_groups == -(-metadata.num_rows // 9)  # three batches of three
    found = pq.read_table(parquet_path(tmp_path / "a", "documents"))["status"].to_pylist()
    assert found == ["ok", "review"] * 10


def test_a_score_that_does_not_fit_is_named_not_rounded(tmp_path: Path) -> None:
    lay_documents(tmp_path, make_report())
    before = parquet_path(tmp_path, "documents").read_bytes()
    bad = make_report(b"bad", overall_score=Decimal("88.12345678"))
    lay_documents(tmp_path, bad, tables=False)
    with pytest.raises(
        OutputError, match=rf"{bad.document.document_id}: documents\.overall_score is 88\.12345678"
    ):
        write_tables(tmp_path)
    assert parquet_path(tmp_path, "documents").read_bytes() == before
    assert not list(tmp_path.rglob(".*.tmp"))


def test_a_file_tells_from_which_documents_it_was_made(tmp_path: Path) -> None:
    write_parquet(tmp_path / "a", make_report())
    write_parquet(tmp_path / "b", make_report(b"other"))
    entry, other = (made_from(parquet_path(tmp_path / folder, "findings"), "findings") for folder in "ab")
    assert entry and other and entry != other
    assert made_from(parquet_path(tmp_path / "a", "findings"), "measures") is None
    (tmp_path / "broken").write_bytes(b"PAR1")
    assert made_from(tmp_path / "broken", "findings") is None


def test_a_date_of_long_ago(tmp_path: Path) -> None:
    report = make_report()
    measure = report.measures[0].model_copy(update={"period_end": dt.date(1, 1, 1)})
    write_parquet(tmp_path, report.model_copy(update={"measures": (measure,)}))
    assert pq.read_table(parquet_path(tmp_path, "measures"))["period_end"].to_pylist() == [dt.date(1, 1, 1)]
