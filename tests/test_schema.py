from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from pathlib import Path

import pytest
from conftest import make_report

from ita_extract.cli.program import main
from ita_extract.model import TABLES, columns, json_schema
from ita_extract.writing.documents import to_json, write_document
from ita_extract.writing.table_schema import FILES, data_package, descriptor, file_columns, table_schema
from ita_extract.writing.tables import write_tables

STANDARD_TYPES = {"string", "integer", "number", "boolean", "date"}
READ = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": dt.date.fromisoformat,
}


def shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> object:
    monkeypatch.setattr(sys, "argv", ["ita-extract", "schema", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code in (0, None)
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("table", FILES)
def test_table_schema(table: str) -> None:
    schema = descriptor(table_schema(table))
    assert [field["name"] for field in schema["fields"]] == [column.name for column in file_columns(table)]
    assert table not in TABLES or [field["name"] for field in schema["fields"]] == list(columns(table))
    assert {field["type"] for field in schema["fields"]} <= STANDARD_TYPES
    assert all(field["title"] and field["description"] for field in schema["fields"])
    assert schema["missingValues"] == [""]
    if table == "documents":
        assert schema["primaryKey"] == "document_id"
        assert "foreignKeys" not in schema
    else:
        reference = {"resource": "documents", "fields": "document_id"}
        assert schema["foreignKeys"] == [{"fields": "document_id", "reference": reference}]


def test_types_come_from_the_model() -> None:
    fields = {field.name: field for field in table_schema("measures").fields}
    assert fields["period_start"].type == "date"
    assert fields["indicators"].type == "string"
    assert fields["indicators"].description.endswith("(list, joined by ';')")
    assert fields["confidence"].constraints is not None
    assert (fields["confidence"].constraints.minimum, fields["confidence"].constraints.maximum) == (0, 1)
    fields = {field.name: field for field in table_schema("roster_scores").fields}
    assert (fields["IIT"].type, fields["row_sum_ok"].type, fields["rank"].type) == (
        "number",
        "boolean",
        "integer",
    )
    fields = {field.name: field for field in table_schema("documents").fields}
    assert fields["status"].constraints is not None
    assert fields["status"].constraints.enum == ("ok", "review", "not_ita", "failed")


def test_what_is_written_reads_by_the_schema(tmp_path: Path) -> None:
    report = make_report()
    write_document(tmp_path, report.document.document_id, to_json(report))
    write_tables(tmp_path)
    for resource in descriptor(data_package())["resources"]:
        fields = resource["schema"]["fields"]
        with (tmp_path / resource["path"]).open(encoding=resource["encoding"], newline="") as stream:
            rows = list(csv.reader(stream))
        assert rows[0] == [field["name"] for field in fields]
        for row in rows[1:]:
            for field, text in zip(fields, row, strict=True):
                constraints = field.get("constraints", {})
                if text == "":
                    assert not constraints.get("required"), field["name"]
                    continue
                value = READ[field["type"]](text)
                assert value in constraints.get("enum", [value])
                assert not isinstance(value, float) or value >= constraints.get("minimum", value)


def test_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(monkeypatch, capsys) == json_schema()
    assert shown(monkeypatch, capsys, "findings") == descriptor(table_schema("findings"))
    assert shown(monkeypatch, capsys, "reports") == descriptor(table_schema("reports"))
    package = shown(monkeypatch, capsys, "--all")
    assert package == descriptor(data_package())
    assert isinstance(package, dict)
    assert [resource["name"] for resource in package["resources"]] == list(FILES)
    assert package["resources"][0]["schema"]["primaryKey"] == "document_id"
