from __future__ import annotations

import json
from pathlib import Path

import duckdb
import frictionless
import pytest
from conftest import make_report
from warehouses import lay_documents, questions, two_years

from ita_extract.errors import OutputError
from ita_extract.model import TABLES, Status, description, document_id_of
from ita_extract.writing import duckdb_file as subject
from ita_extract.writing.dbt_sources import dbt_sources
from ita_extract.writing.duckdb_file import NAME
from ita_extract.writing.parquet_tables import parquet_path
from ita_extract.writing.stored_columns import stored_table
from ita_extract.writing.table_schema import FILES, data_package, descriptor
from ita_extract.writing.tables import write_tables
from ita_extract.writing.views import VIEWS


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixtures as an output folder, whose name has what a pattern would take for its own."""
    return lay_documents(tmp_path_factory.mktemp("it's") / "out[1]*", *two_years())


@pytest.fixture
def database(output: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(output / NAME), read_only=True)


def test_tables_hold_what_parquet_holds(output: Path, database: duckdb.DuckDBPyConnection) -> None:
    for table in TABLES:
        stored = subject.parquet_rows(parquet_path(output, table))
        found = database.execute(f"SELECT * FROM {table}").fetchall()
        assert found == database.execute(f"SELECT * FROM {stored}").fetchall(), table
        assert found or table in ("roster_scores", "measure_results", "decisions"), (
            table
        )  # none in the fixtures


def test_every_column_tells_what_it_holds(database: duckdb.DuckDBPyConnection) -> None:
    rows = database.execute(
        "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
    ).fetchall()
    comments = {(table, column): comment for table, column, comment in rows}
    assert all(comments.values())
    expected = {(name, column.name) for name in TABLES for column in stored_table(name).columns}
    expected |= {(view.name, column) for view in VIEWS for column, _ in view.columns}
    assert set(comments) == expected
    assert comments["measures", "title"] == description("measures", "title")
    assert comments["documents", "status"].endswith("(ok, review, not_ita, failed)")


def test_keys(database: duckdb.DuckDBPyConnection) -> None:
    rows = database.execute(
        "SELECT table_name, constraint_column_names FROM duckdb_constraints() "
        "WHERE constraint_type = 'PRIMARY KEY'"
    ).fetchall()
    assert {table: tuple(columns) for table, columns in rows} == {
        name: stored_table(name).key for name in TABLES
    }


def test_a_large_table_goes_without_its_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "_KEYED_ROWS", 1)
    lay_documents(tmp_path, make_report(), make_report(b"two"))
    with duckdb.connect(str(tmp_path / NAME)) as connection:
        rows = connection.execute(
            "SELECT table_name FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
        ).fetchall()
    keyed = {row[0] for row in rows}
    assert "documents" in keyed
    assert "guidelines" in keyed
    assert "findings" not in keyed


def test_it_can_be_attached_under_another_name(output: Path) -> None:
    with duckdb.connect() as connection:
        path = str(output / NAME).replace("'", "''")
        connection.execute(f"ATTACH '{path}' AS other (READ_ONLY)")
        for view in VIEWS:
            rows = connection.execute(f"SELECT * FROM other.{view.name}").fetchall()
            assert rows, view.name


def test_the_file_of_an_earlier_run_stays_when_a_new_one_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_documents(tmp_path, make_report())
    before = (tmp_path / NAME).read_bytes()
    monkeypatch.setattr(subject, "_NO_ARRIVALS", "SELECT nonsense")
    with pytest.raises(OutputError, match=r"ita\.duckdb cannot be made"):
        write_tables(tmp_path)
    assert (tmp_path / NAME).read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_reader_keeps_what_it_has_open(tmp_path: Path) -> None:
    lay_documents(tmp_path, make_report())
    with duckdb.connect(str(tmp_path / NAME), read_only=True) as reader:
        lay_documents(tmp_path, make_report(b"two"))
        assert reader.execute("SELECT count(*) FROM documents").fetchall() == [(1,)]
    with duckdb.connect(str(tmp_path / NAME), read_only=True) as reader:
        assert reader.execute("SELECT count(*) FROM documents").fetchall() == [(2,)]


@pytest.mark.parametrize(("title", "sql"), questions())
def test_the_questions_of_the_guide(database: duckdb.DuckDBPyConnection, title: str, sql: str) -> None:
    assert database.execute(sql).fetchall(), title


def test_the_rule_of_the_newest_document(tmp_path: Path) -> None:
    entry = two_years()[0]
    assert len(entry.indicator_scores) == 10

    def version(name: str, status: str, scores: int, *, draft: bool = False) -> str:
        document = entry.document.model_copy(
            update={
                "document_id": document_id_of(name * 64),
                "sha256": name * 64,
                "status": Status(status),
                "source": name,
                "draft": draft,
            }
        )
        made = entry.model_copy(
            update={"document": document, "indicator_scores": entry.indicator_scores[:scores]}
        )
        lay_documents(tmp_path, made, tables=False)
        return document_id_of(name * 64)

    def chosen() -> list[tuple[str, int]]:
        write_tables(tmp_path)
        with duckdb.connect(str(tmp_path / NAME)) as connection:
            return connection.execute("SELECT document_id, documents FROM newest_documents").fetchall()

    version("b", "review", 3)
    assert chosen() == [(document_id_of("b" * 64), 1)]
    version("c", "review", 10)
    assert chosen() == [(document_id_of("c" * 64), 2)]
    version("e", "ok", 9)
    version("a", "failed", 10)
    # nothing tells which is newer, so all of them are in doubt
    assert chosen() == [(document_id_of("c" * 64), 3)]
    version("b", "review", 3, draft=True)
    version("c", "review", 10, draft=True)
    assert chosen() == [(document_id_of("e" * 64), 3)]  # the only one that is no draft
    version("d", "ok", 9)
    assert chosen() == [(document_id_of("d" * 64), 4)]


def test_two_readings_of_one_indicator_are_not_one_score(tmp_path: Path) -> None:
    report = two_years()[0]
    twice = report.indicator_scores[0].model_copy(update={"score": report.indicator_scores[0].score - 1})
    lay_documents(tmp_path, report.model_copy(update={"indicator_scores": (*report.indicator_scores, twice)}))
    with duckdb.connect(str(tmp_path / NAME)) as connection:
        rows = connection.execute(
            "SELECT indicator, score IS NULL, readings FROM fact_indicator_score ORDER BY 1"
        ).fetchall()
    assert rows[0] == (1, True, 2)
    assert rows[1:] == [(number, False, 1) for number in range(2, 11)]


def test_the_data_package_is_valid_and_so_are_the_files(tmp_path: Path) -> None:
    path = lay_documents(tmp_path, *two_years()) / "datapackage.json"
    assert json.loads(path.read_text(encoding="utf-8")) == descriptor(data_package())
    report = frictionless.Package(str(path)).validate()
    assert report.valid, report.flatten(["type", "message"])[:5]
    assert len(report.tasks) == len(FILES)


def test_the_dbt_source_is_up_to_date() -> None:
    import yaml

    path = Path(__file__).parent.parent / "docs" / "dbt" / "sources.yml"
    assert path.read_text(encoding="utf-8") == dbt_sources(), "stale: run `make docs`"
    tables = yaml.safe_load(dbt_sources())["sources"][0]["tables"]
    assert [table["name"] for table in tables] == [*TABLES, *(view.name for view in VIEWS)]
    columns = {column["name"]: column for column in tables[0]["columns"]}
    assert columns["document_id"]["data_tests"] == ["not_null", "unique"]
    assert columns["status"]["data_tests"][1]["accepted_values"]["arguments"]["values"][0] == "ok"
