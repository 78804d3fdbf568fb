from __future__ import annotations

import json
import logging
from functools import partial
from pathlib import Path

import pytest
from conftest import Called, make_report
from warehouses import lay_parquet

from benchmarks.loading.made_up import write_documents
from ita_extract.errors import UsageError
from ita_extract.loading.address import DuckdbAddress, PostgresAddress, checked_schema, parse_address
from ita_extract.loading.load import load
from ita_extract.writing.tables import write_tables

SECRET = "geh%3Aim-77"
NOWHERE = f"postgresql://loader:{SECRET}@127.0.0.1:1/ita"  # port 1: nobody listens


@pytest.fixture
def call(program: Called) -> Called:
    """Run `ita-extract load` in an empty folder: exit code, stdout, stderr."""
    return partial(program, "load")


def test_load_and_load_again(call: Called) -> None:
    lay_parquet(Path("output"), make_report(), make_report(b"two"))
    code, out, err = call("output", "--to", "duckdb:///w.duckdb")
    assert (code, out) == (0, "")
    assert f"Loaded into duckdb:///{Path.cwd() / 'w.duckdb'} (load 1), 20 rows." in err
    assert "2 added, 0 replaced, 0 unchanged, 0 pruned" in err
    code, _, err = call("output", "--to", "duckdb:///w.duckdb")
    assert code == 0
    assert "has all 2 documents already; nothing was written" in err


def test_json_log_and_environment(call: Called, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITA_EXTRACT_TO", "duckdb:///w.duckdb")
    lay_parquet(Path("a"), make_report(), make_report(b"two"))
    lay_parquet(Path("b"), make_report())
    call("a", "--quiet")
    code, _, err = call("b", "--log-format", "json")
    line = json.loads(err)
    assert (code, line["kept"], line["load_id"], line["documents"]) == (0, 1, None, 1)
    assert "it stays" in line["message"]
    code, _, err = call("b", "--prune", "--log-format", "json", "--schema", "other")
    assert json.loads(err)["added"] == 1


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("duckdb:///output/ita.duckdb", "is made anew by each run"),
        ("duckdb:///output", "is a folder"),
        ("duckdb://host/x", "no DuckDB file"),
        ("mysql://u:geheim@h/d", "neither DuckDB nor PostgreSQL"),
        ("postgresql://u:gehe[im@h/d", "no URL"),
        ("postgresql://u@h:port/d", "no URL"),
        ("postgresql://h/d?passwrod=geheim", "an option that PostgreSQL does not know"),
        ("geheim", "neither DuckDB nor PostgreSQL"),
    ],
)
def test_a_wrong_address_is_told_but_not_shown(call: Called, to: str, words: str) -> None:
    lay_parquet(Path("output"), make_report())
    code, _, err = call("output", "--to", to, "--verbose")
    assert code == 2
    assert words in err
    assert "gehe" not in err


def test_no_documents(call: Called) -> None:
    assert call("nowhere", "--to", "duckdb:///w.duckdb")[0] == 4
    Path("output/documents").mkdir(parents=True)
    code, _, err = call("output", "--to", "duckdb:///w.duckdb")
    assert code == 4
    assert "holds no document" in err
    assert not Path("w.duckdb").exists()


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_message_shows_the_password(
    call: Called, form: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    lay_parquet(Path("output"), make_report())
    for arguments in (("--to", NOWHERE), ()):
        monkeypatch.setenv("ITA_EXTRACT_TO", NOWHERE)
        code, _, err = call("output", *arguments, "--verbose", "--log-format", form)
        assert code == 5
        assert "postgresql://127.0.0.1:1/ita" in err
        for text in (err, caplog.text):
            assert "geh:im-77" not in text
            assert SECRET not in text
            assert "loader" not in text


def test_a_breach_ends_with_a_next_step(call: Called) -> None:
    report = make_report(fiscal_year=2025)
    lay_parquet(Path("output"), report)
    code, _, err = call("output", "--to", "duckdb:///w.duckdb")
    assert code == 5
    assert f"document {report.document.document_id}: '2025'" in err
    assert "Run these PDFs again" in err


def test_addresses() -> None:
    assert parse_address("duckdb:///a/w.duckdb") == DuckdbAddress(Path("a/w.duckdb"))
    assert parse_address("duckdb:////srv/w%20x.duckdb") == DuckdbAddress(Path("/srv/w x.duckdb"))
    found = parse_address(f"postgresql://loader:{SECRET}@db.example:5433/ita?sslmode=require")
    assert isinstance(found, PostgresAddress)
    assert found.parameters == {
        "host": "db.example",
        "port": "5433",
        "dbname": "ita",
        "user": "loader",
        "password": "geh:im-77",
        "sslmode": "require",
    }
    assert str(found) == "postgresql://db.example:5433/ita"
    assert found.scrub("connection to geh:im-77 failed") == "connection to *** failed"
    assert parse_address("postgres://") == PostgresAddress("postgresql://", {})


@pytest.mark.parametrize("name", ["Ita", "a b", "", "1a", 'a"b', "a" * 64])
def test_a_schema_that_would_need_quotes_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        checked_schema(name)


def test_the_made_up_documents_of_the_benchmark_keep_the_contract(tmp_path: Path) -> None:
    rows = write_documents(tmp_path / "out", 3, 5, "1")
    written = write_tables(tmp_path / "out")
    assert written.pop("reports", 3) == 3  # made from the others
    assert sum(written.values()) == rows == 48
    assert load(tmp_path / "out", f"duckdb:///{tmp_path / 'w.duckdb'}").added == 3
