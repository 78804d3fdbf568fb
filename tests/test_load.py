"""Loading, into DuckDB and into a real PostgreSQL alike."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from itertools import count
from pathlib import Path

import psycopg
import pytest
from conftest import make_report
from hypothesis import given, settings
from hypothesis import strategies as st
from outputs import PATIENCE
from reports import reports
from warehouses import Target, lay_documents, lay_parquet, plain, questions, two_years

from benchmarks.postgres_server import HOW_TO_INSTALL, Server, postgres_server, programs
from ita_extract.errors import OutputError, UsageError
from ita_extract.loading import contract
from ita_extract.loading import migration as migrating
from ita_extract.loading.address import PostgresAddress
from ita_extract.loading.books import BOOKS, LoadSummary
from ita_extract.loading.load import load
from ita_extract.loading.refusals import ContractError, NewerWarehouseError, TargetError
from ita_extract.loading.staged_sql import staged_views
from ita_extract.model import TABLES, Report, Status
from ita_extract.writing.column_types import Column, Kind
from ita_extract.writing.parquet_tables import parquet_path
from ita_extract.writing.stored_columns import stored_table
from ita_extract.writing.views import VIEWS

ROOT = Path(__file__).parent.parent
EVERYTHING = (*TABLES, *(table.name for table in BOOKS))
TABLES_ALONE = tuple(TABLES)
NUMBERS = count(1)
NASTY = (
    "a\tb",
    "a\\b",
    "\\.",
    "\\N",
    "line\none",
    "line\r\ntwo",
    '{"x",}',
    "NULL",
    "",
    " ",
    '"',
    "'",
    "๙\u200b",
    "{}",
)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    if programs() is None:
        if os.environ.get("ITA_EXTRACT_WITHOUT_POSTGRES"):
            pytest.skip("ITA_EXTRACT_WITHOUT_POSTGRES is set, so loading into PostgreSQL is not tested")
        pytest.fail(f"{HOW_TO_INSTALL}; or set ITA_EXTRACT_WITHOUT_POSTGRES=1 to leave these tests out")
    with postgres_server() as running:
        yield running


@pytest.fixture(params=["duckdb", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Target:
    """A place of its own for each test."""
    if request.param == "duckdb":
        return Target(f"duckdb:///{tmp_path / 'new' / 'warehouse.duckdb'}", "ita")
    running: Server = request.getfixturevalue("server")
    return Target(running.url(), f"ita_{os.getpid()}_{next(NUMBERS)}")


def load_into(target: Target, output: Path, *, prune: bool = False) -> LoadSummary:
    return load(output, target.url, schema=target.schema, prune=prune)


def alike(first: object, other: object) -> bool:
    """Whether two results are the same; a mean of decimals may be rounded the other way."""
    if isinstance(first, list | tuple) and isinstance(other, list | tuple):
        return len(first) == len(other) and all(map(alike, first, other))
    if isinstance(first, float) and isinstance(other, float):
        return abs(first - other) < 0.011
    return first == other


def test_a_load_brings_every_value(target: Target, tmp_path: Path) -> None:
    import duckdb

    output = lay_documents(tmp_path / "out", *two_years())
    summary = load_into(target, output)
    assert (summary.load_id, summary.documents, summary.added) == (1, len(two_years()), len(two_years()))
    with duckdb.connect(str(output / "ita.duckdb"), read_only=True) as own:
        for table in TABLES:
            expected = own.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            assert plain(target.query(f"SELECT * FROM {table} ORDER BY 1, 2")[1]) == plain(expected), table
            assert summary.rows[table] == len(expected)
        for view in VIEWS:
            names, rows = target.query(f"SELECT * FROM {view.name}")
            assert names == [name for name, _ in view.columns]
            assert len(rows) == len(own.execute(f"SELECT * FROM {view.name}").fetchall()), view.name
        for title, sql in questions():
            names, rows = target.query(sql)
            there = own.execute(sql)
            assert names == [column[0] for column in there.description or []], title
            assert alike(plain(rows), plain(there.fetchall())), title
    comments = target.query(
        "SELECT comment FROM duckdb_columns() WHERE NOT internal"
        if target.url.startswith("duckdb")
        else "SELECT col_description(a.attrelid, a.attnum) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
        f"WHERE c.relnamespace = '{target.schema}'::regnamespace AND a.attnum > 0 AND c.relkind IN ('r', 'v')"
    )[1]
    assert len(comments) > 200
    assert all(row[0] for row in comments)


def test_the_same_output_again_changes_nothing(target: Target, tmp_path: Path) -> None:
    output = lay_parquet(tmp_path / "out", make_report(), make_report(b"two"))
    load_into(target, output)
    before = target.tables(EVERYTHING)
    summary = load_into(target, output)
    assert summary.load_id is None
    assert summary.unchanged == 2
    assert target.tables(EVERYTHING) == before
    assert len(before["loads"]) == 1


def test_only_what_changed_is_replaced(target: Target, tmp_path: Path) -> None:
    entry, two = make_report(), make_report(b"two")
    output = lay_parquet(tmp_path / "out", entry, two)
    load_into(target, output)
    lay_parquet(
        output, make_report(b"two", extractor_version="9.9.9", province="ลำปาง"), make_report(b"three")
    )
    summary = load_into(target, output)
    assert (summary.load_id, summary.added, summary.replaced, summary.unchanged) == (2, 1, 1, 1)
    assert summary.rows["documents"] == 2
    rows = target.query("SELECT document_id, province FROM documents")[1]
    assert sorted(province or "" for _, province in rows) == ["", "", "ลำปาง"]
    assert target.query("SELECT count(*), count(DISTINCT document_id) FROM findings")[1] == [(3, 3)]
    books = target.query("SELECT load_id, action, count(*) FROM load_documents GROUP BY 1, 2 ORDER BY 1, 2")[
        1
    ]
    assert books == [(1, "added", 2), (2, "added", 1), (2, "replaced", 1)]
    loads = target.query(
        "SELECT documents, added, replaced, unchanged, extractor_versions FROM loads ORDER BY load_id"
    )
    assert loads[1][1][:4] == (3, 1, 1, 1)
    assert "9.9.9" in loads[1][1][4]


def test_what_vanished_stays_unless_pruned(target: Target, tmp_path: Path) -> None:
    load_into(target, lay_parquet(tmp_path / "a", make_report(), make_report(b"two")))
    other = lay_parquet(tmp_path / "b", make_report())
    summary = load_into(target, other)
    assert (summary.load_id, summary.kept, summary.pruned) == (None, 1, 0)
    assert target.query("SELECT count(*) FROM documents")[1] == [(2,)]
    summary = load_into(target, other, prune=True)
    assert (summary.load_id, summary.kept, summary.pruned) == (2, 0, 1)
    for table in ("documents", "findings", "measures"):
        assert target.query(f"SELECT count(*) FROM {table}")[1] == [(1,)]
    assert target.query("SELECT action FROM load_documents WHERE load_id = 2")[1] == [("pruned",)]


def test_what_came_last_is_the_newest(target: Target, tmp_path: Path) -> None:
    same = {"organization_id": "05520603", "district": "แจ้ห่ม", "province": "ลำปาง"}
    first = make_report(**same)
    second = make_report(b"corrected", **same)
    load_into(target, lay_parquet(tmp_path / "a", first))
    load_into(target, lay_parquet(tmp_path / "b", second))
    lay_parquet(tmp_path / "a", make_report(extractor_version="9.9.9", **same))
    load_into(target, tmp_path / "a")  # read again, but no newer
    newest = target.query("SELECT document_id, documents FROM newest_documents")[1]
    assert newest == [(second.document.document_id, 2)]


@given(reports(), st.lists(st.sampled_from(NASTY), min_size=3, max_size=3))
@settings(max_examples=6, deadline=None)
def test_any_report_comes_over_as_it_is(server: Server, report: Report, texts: list[str]) -> None:
    """Nothing that COPY, an array or an empty text could turn into something else does so."""
    values = {
        "source": "a",
        "review_reasons": tuple(texts),
        "error_message": texts[0],
        "status": Status.REVIEW,
    }
    document = make_report().document.model_copy(update=values)
    measure = (
        make_report()
        .measures[0]
        .model_copy(update={"title": texts[1], "responsible": tuple(texts), "raw": texts[2]})
    )
    made = report.model_copy(update={"document": document, "measures": (measure, *report.measures)})
    if "\\u0000" in made.model_dump_json():
        made = Report.model_validate_json(made.model_dump_json().replace("\\u0000", "␀"))
    with tempfile.TemporaryDirectory() as name:
        output = lay_parquet(Path(name) / "out", made)
        found = []
        for target in (
            Target(f"duckdb:///{name}/w.duckdb", "ita"),
            Target(server.url(), f"any_{os.getpid()}_{next(NUMBERS)}"),
        ):
            try:
                load_into(target, output)
            except ContractError:  # a year or a page that no report has; both must say so
                found.append(None)
            else:
                found.append({table: plain(rows) for table, rows in target.tables(tuple(TABLES)).items()})
        assert found[0] == found[1]


KILLED = """
import os, signal, sys
from pathlib import Path
from ita_extract.loading import duckdb_warehouse, postgres_warehouse
from ita_extract.loading.load import load
output, url, schema, after = sys.argv[1:]
left = [int(after)]
for kind in (duckdb_warehouse.DuckdbWarehouse, postgres_warehouse.PostgresWarehouse):
    for name in ("begin", "delete", "insert", "commit"):
        def fatal(self, *words, call=getattr(kind, name)):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(self, *words)
        setattr(kind, name, fatal)
load(output, url, schema=schema, prune=True)
"""


def test_a_killed_load_leaves_the_old_state(target: Target, tmp_path: Path) -> None:
    load_into(target, lay_parquet(tmp_path / "a", make_report(), make_report(b"two")))
    before = target.tables(EVERYTHING)
    output = lay_parquet(tmp_path / "b", make_report(extractor_version="9.9.9"), make_report(b"three"))
    for after in (1, 4, 9):  # begin, delete, five tables, two books, commit
        ended = subprocess.run(
            [sys.executable, "-c", KILLED, str(output), target.url, target.schema, str(after)],
            check=False,
            cwd=ROOT,
        )
        assert ended.returncode == -signal.SIGKILL, after
        assert target.tables(EVERYTHING) == before, after
    summary = load_into(target, output, prune=True)
    assert (summary.load_id, summary.added, summary.replaced, summary.pruned) == (2, 1, 1, 1)


def test_an_error_in_the_middle_leaves_the_old_state(
    target: Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_into(target, lay_parquet(tmp_path / "a", make_report()))
    before = target.tables(EVERYTHING)
    monkeypatch.setattr(
        "ita_extract.loading.load.changed_rows", lambda table, whole: f"SELECT * FROM no_{table.name}"
    )
    with pytest.raises(OutputError, match="Nothing was loaded"):
        load_into(target, lay_parquet(tmp_path / "b", make_report(b"two")))
    assert target.tables(EVERYTHING) == before


def test_a_column_that_the_warehouse_lacks_is_added(target: Target, tmp_path: Path) -> None:
    load_into(target, lay_parquet(tmp_path / "a", make_report(province="ลำปาง")))
    for view in reversed(VIEWS):
        target.query(f"DROP VIEW {view.name}") if target.url.startswith("duckdb") else drop(target, view.name)
    statement = "ALTER TABLE findings DROP COLUMN message_en"
    target.query(statement) if target.url.startswith("duckdb") else run_in(target, statement)
    digest = "UPDATE loads SET schema_sha256 = 'of an older version'"
    target.query(digest) if target.url.startswith("duckdb") else run_in(target, digest)
    load_into(target, lay_parquet(tmp_path / "b", make_report(b"two")))
    rows = target.query("SELECT message_en FROM findings ORDER BY message_en NULLS FIRST")[1]
    assert rows == [(None,), ("The overall scores differ.",)]
    assert target.query("SELECT count(*) FROM v_findings")[1] == [(2,)]


def drop(target: Target, view: str) -> None:
    run_in(target, f"DROP VIEW IF EXISTS {view} CASCADE")


def run_in(target: Target, statement: str) -> None:
    with psycopg.connect(target.url) as connection:
        connection.execute(f"SET search_path TO {target.schema}".encode())
        connection.execute(statement.encode())


@pytest.mark.parametrize("change", ["unknown", "type"])
def test_a_warehouse_of_another_version_is_refused(
    target: Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    load_into(target, lay_parquet(tmp_path / "a", make_report()))
    before = target.tables(EVERYTHING)
    table = stored_table("findings")
    columns = tuple(column for column in table.columns if column.name != "pages")
    if change == "type":
        columns = (*columns, Column("pages", Kind.STRING, "pages"))
    fewer = type(table)(table.name, table.title, columns, table.key)
    monkeypatch.setattr(migrating, "MODEL_TABLES", (fewer,))
    with pytest.raises(NewerWarehouseError, match=r"findings.*pages"):
        load_into(target, lay_parquet(tmp_path / "b", make_report(b"two")))
    assert target.tables(EVERYTHING) == before


def ten_indicators(data: bytes, **document: object) -> Report:
    report = make_report(data, status=Status.OK, **document)
    score = report.indicator_scores[0]
    return report.model_copy(
        update={
            "roster_scores": (),
            "indicator_scores": tuple(
                score.model_copy(update={"indicator": number}) for number in range(1, 11)
            ),
        }
    )


def test_a_breach_of_contract_stops_the_load_and_names_rows(target: Target, tmp_path: Path) -> None:
    good = ten_indicators(b"good")
    load_into(target, lay_parquet(tmp_path / "a", good))
    before = target.tables(EVERYTHING)
    bad = ten_indicators(b"bad", overall_score=Decimal("101"), fiscal_year=2025)
    bad = bad.model_copy(update={"indicator_scores": (*bad.indicator_scores[:9], bad.indicator_scores[0])})
    output = lay_parquet(tmp_path / "b", good, bad)
    with pytest.raises(ContractError) as refused:
        load_into(target, output)
    name = bad.document.document_id
    assert refused.value.exit_code == 5
    for words in (
        "documents.overall_score is outside 0-100",
        f"document {name}: '101.000000'",
        "documents.fiscal_year is no year between",
        f"document {name}: '2025'",
        "not ten indicators",
        f"document {name}: 10 rows, 9 indicators",
    ):
        assert words in refused.value.message
    assert good.document.document_id not in refused.value.message
    assert target.tables(EVERYTHING) == before
    in_review = bad.document.model_copy(update={"status": Status.REVIEW, "fiscal_year": 2568})
    lay_parquet(output, bad.model_copy(update={"document": in_review}))
    assert load_into(target, output).added == 1  # that is why it is in review


def test_the_contract_sees_what_the_model_would_not_allow(tmp_path: Path) -> None:
    """Parquet files of another hand: every kind of check finds its row."""
    import duckdb
    import pyarrow as pa
    import pyarrow.parquet as pq

    output = lay_parquet(tmp_path, ten_indicators(b"one"))
    path = parquet_path(output, "findings")
    found = pq.read_table(path)
    rows = found.to_pylist()
    broken = [
        rows[0] | {"severity": "fatal", "rule": None},
        rows[0] | {"row_number": 0, "document_id": "elsewhere"},
        rows[0] | {"message_th": "a\0b"},
    ]
    loose = pa.schema([pa.field(field.name, field.type) for field in found.schema])
    pq.write_table(pa.Table.from_pylist(broken, schema=loose), path)
    with duckdb.connect() as connection:
        for table in TABLES:
            connection.execute(
                f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{parquet_path(output, table)}')"
            )
        with pytest.raises(ContractError) as refused:
            contract.check_contract(connection, text_may_hold_nul=False)
    for words in (
        "findings.severity is none of error, warning, note (1)",
        "findings.rule is missing (1)",
        "findings.row_number is below 1 (1)",
        "document elsewhere row 0: 'elsewhere'",
        "findings.document_id stands in no row of documents (1)",
        "findings has rows with the same key (1)",
        "row 1: 2 times",
        "findings.message_th holds the character NUL, which PostgreSQL cannot store (1)",
        "'a␀b'",
    ):
        assert words in refused.value.message, words


def test_many_rows_are_counted_and_some_named(tmp_path: Path) -> None:
    made = [make_report(str(number).encode(), fiscal_year=1999) for number in range(30)]
    output = lay_parquet(tmp_path / "out", *made)
    with pytest.raises(ContractError, match=r"and 2699 \(30\):") as refused:
        load(output, f"duckdb:///{tmp_path / 'w.duckdb'}")
    assert refused.value.message.count("'1999'") == 20
    assert "and 10 more" in refused.value.message
    assert not (tmp_path / "w.duckdb").exists()


def test_tables_older_than_the_documents_are_made_anew(target: Target, tmp_path: Path) -> None:
    output = lay_parquet(tmp_path / "out", make_report())
    lay_parquet(output, make_report(b"two"), tables=False)
    before = parquet_path(output, "documents").read_bytes()
    assert load_into(target, output).added == 2
    assert parquet_path(output, "documents").read_bytes() == before
    shutil.rmtree(output / "parquet")
    assert load_into(target, output).load_id is None


def test_tables_of_two_runs_are_not_mixed(target: Target, tmp_path: Path) -> None:
    output = lay_parquet(tmp_path / "a", make_report())
    other = lay_parquet(tmp_path / "b", make_report(b"two"))
    shutil.copyfile(parquet_path(other, "findings"), parquet_path(output, "findings"))
    load_into(target, output)
    names = {row[0] for row in target.query("SELECT document_id FROM findings")[1]}
    assert names == {make_report().document.document_id}


def test_two_loads_at_once(server: Server, tmp_path: Path) -> None:
    """The second waits for the first, and finds its work done."""
    target = Target(server.url(), f"two_{os.getpid()}")
    output = lay_parquet(tmp_path / "out", make_report(), make_report(b"two"))
    program = (
        "import sys; from ita_extract.loading.load import load\n"
        "print(load(*sys.argv[1:3], schema=sys.argv[3]).load_id)"
    )
    command = [sys.executable, "-c", program, str(output), target.url, target.schema]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)]
    said = sorted(process.communicate()[0].strip() for process in running)
    assert [process.returncode for process in running] == [0, 0]
    assert said == ["1", "None"]


def test_a_duckdb_file_that_another_holds_is_refused(tmp_path: Path) -> None:
    import duckdb

    output = lay_parquet(tmp_path / "out", make_report())
    path = tmp_path / "w.duckdb"
    program = (
        "import sys, time, duckdb; c = duckdb.connect(sys.argv[1]); print(1, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        try:
            with pytest.raises(TargetError, match="lock"):
                load(output, f"duckdb:///{path}")
        finally:
            holder.kill()
    assert load(output, f"duckdb:///{path}").added == 1
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("SELECT count(*) FROM ita.documents").fetchall() == [(1,)]


def test_a_row_that_a_trigger_swallows_is_noticed(server: Server, tmp_path: Path) -> None:
    target = Target(server.url(), f"swallowed_{os.getpid()}")
    load_into(target, lay_parquet(tmp_path / "a", make_report()))
    run_in(
        target,
        "CREATE FUNCTION no_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
        "CREATE TRIGGER t BEFORE INSERT ON findings FOR EACH ROW EXECUTE FUNCTION no_row()",
    )
    before = target.tables(EVERYTHING)
    with pytest.raises(TargetError, match="findings took 0 rows of 1"):
        load_into(target, lay_parquet(tmp_path / "b", make_report(b"two")))
    assert target.tables(EVERYTHING) == before


def test_the_server_is_not_shown_the_password_in_messages(server: Server, tmp_path: Path) -> None:
    output = lay_parquet(tmp_path / "out", make_report())
    url = server.url("nowhere").replace("postgres@", "postgres:geheim77@")
    with pytest.raises(TargetError) as refused:
        load(output, url)
    assert "nowhere" in refused.value.message
    assert "geheim77" not in refused.value.message
    assert refused.value.__cause__ is None
    assert "geheim77" not in repr(PostgresAddress("postgresql://h", {"password": "geheim77"}))


def test_duckdb_draws_no_progress_bar_on_stdout(tmp_path: Path) -> None:
    output = lay_parquet(tmp_path / "out", make_report())
    with staged_views(output) as connection:
        shown = connection.execute("SELECT current_setting('enable_progress_bar')").fetchall()
    assert shown == [(False,)]


def with_nul(data: bytes) -> Report:
    report = make_report(data)
    first, *others = report.findings
    spoilt = first.model_copy(update={"message_th": "คะแนน\0ต่างกัน"})
    return report.model_copy(update={"findings": (spoilt, *others)})


def test_a_document_that_the_database_cannot_hold_is_refused_alone(server: Server, tmp_path: Path) -> None:
    target = Target(server.url(), f"nul_{os.getpid()}")
    good, bad = make_report(b"good"), with_nul(b"bad")
    output = lay_parquet(tmp_path / "out", good, bad, make_report(b"third"))
    summary = load_into(target, output)
    assert (summary.documents, summary.added) == (2, 2)
    assert list(summary.refused) == [bad.document.document_id]
    assert summary.refused[bad.document.document_id].startswith("findings.message_th")
    assert bad.document.document_id not in {
        row[0] for row in target.query("SELECT document_id FROM documents")[1]
    }
    again = load_into(target, output, prune=True)
    assert (again.load_id, again.unchanged, again.pruned) == (None, 2, 0)
    assert load(output, f"duckdb:///{tmp_path / 'w.duckdb'}").added == 3


@pytest.mark.parametrize(
    "harm", ["DROP TABLE numbers CASCADE", "DELETE FROM indicator_scores", "DELETE FROM documents"]
)
def test_what_was_dropped_or_emptied_by_hand_is_there_again(
    target: Target, tmp_path: Path, harm: str
) -> None:
    output = lay_parquet(tmp_path / "out", *two_years()[:4])
    load_into(target, output)
    before = target.tables(TABLES_ALONE)
    views = {view.name for view in VIEWS}
    if harm.startswith("DROP") and target.url.startswith("duckdb:"):
        harm = harm.removesuffix(" CASCADE")
    run_statement(target, harm)
    summary = load_into(target, output)
    assert summary.load_id == 2
    assert target.tables(TABLES_ALONE) == before
    assert views <= target.names()
    assert load_into(target, output).load_id is None


def test_a_view_that_was_dropped_by_hand_is_there_again(target: Target, tmp_path: Path) -> None:
    output = lay_parquet(tmp_path / "out", make_report())
    load_into(target, output)
    run_statement(target, f"DROP VIEW {VIEWS[-1].name}")
    load_into(target, output)
    assert {view.name for view in VIEWS} <= target.names()


def test_a_role_that_only_owns_the_schema_can_load(server: Server, tmp_path: Path) -> None:
    name = f"least_{os.getpid()}"
    url = server.least(name)
    output = lay_parquet(tmp_path / "out", make_report(), make_report(b"two"))
    assert load(output, url).added == 2
    lay_parquet(output, make_report(b"two", overall_score=Decimal("12.34")))
    assert load(output, url).replaced == 1
    with pytest.raises(TargetError, match="permission denied"):
        load(output, url, schema="other")


def test_an_older_version_replaces_a_newer_one_only_when_told_to(target: Target, tmp_path: Path) -> None:
    newer = versioned(make_report(b"one"), "9.0.0")
    output = lay_parquet(tmp_path / "out", newer, make_report(b"two"))
    load_into(target, output)
    lay_parquet(output, versioned(newer, "0.0.9"))
    kept = load_into(target, output)
    assert (kept.load_id, kept.older, kept.replaced) == (None, 1, 0)
    replaced = load(output, target.url, schema=target.schema, allow_older=True)
    assert (replaced.older, replaced.replaced) == (0, 1)
    lay_parquet(output, newer)
    assert load_into(target, output).replaced == 1


@pytest.mark.parametrize("name", ["pg_catalog", "pg_mine", "information_schema", "system", "temp"])
def test_schemas_of_the_database_itself_are_refused(tmp_path: Path, name: str) -> None:
    output = lay_parquet(tmp_path / "out", make_report())
    with pytest.raises(UsageError, match="the database's own"):
        load(output, f"duckdb:///{tmp_path / 'w.duckdb'}", schema=name)


def test_a_duckdb_address_says_which_file_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = lay_parquet(tmp_path / "out", make_report())
    monkeypatch.chdir(tmp_path)
    assert load(output, "duckdb:///w.duckdb").target == f"duckdb:///{tmp_path / 'w.duckdb'}"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_killed_load_leaves_no_folder_behind(tmp_path: Path, number: int) -> None:
    output = lay_parquet(tmp_path / "out", make_report())
    (tmp_path / "tmp").mkdir()
    program = (
        "import sys, time; from ita_extract.loading import load as loading\n"
        "loading.check_contract = lambda *_, **__: (print('staged', flush=True), time.sleep(60))\n"
        "from ita_extract.cli.program import app; app(sys.argv[1:])"
    )
    words = ["load", str(output), "--to", f"duckdb:///{tmp_path / 'w.duckdb'}"]
    environment = {**os.environ, "TMPDIR": str(tmp_path / "tmp")}
    with subprocess.Popen(
        [sys.executable, "-c", program, *words], env=environment, stdout=subprocess.PIPE, text=True
    ) as loading:
        assert loading.stdout is not None and loading.stdout.readline() == "staged\n"
        loading.send_signal(number)
        loading.wait(PATIENCE)
    if number == signal.SIGKILL:
        subprocess.run([sys.executable, "-m", "ita_extract", *words], env=environment, check=True)
    assert not list((tmp_path / "tmp").glob("ita-extract-load-*"))


def versioned(report: Report, version: str) -> Report:
    return report.model_copy(
        update={"document": report.document.model_copy(update={"extractor_version": version})}
    )


def run_statement(target: Target, statement: str) -> None:
    """Change a warehouse by hand."""
    if target.url.startswith("duckdb:"):
        target.query(statement)
        return
    with psycopg.connect(target.url) as connection:
        connection.execute(f"SET search_path TO {target.schema}".encode())
        connection.execute(statement.encode())
