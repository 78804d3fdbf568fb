"""A warehouse in a DuckDB file. The staged Parquet files are read by the same DuckDB: rows go straight over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from ita_extract.errors import UsageError
from ita_extract.loading.address import DuckdbAddress
from ita_extract.loading.books import LOAD_DOCUMENTS, LOADS
from ita_extract.loading.migration import MODEL_TABLES
from ita_extract.loading.refusals import TargetError
from ita_extract.loading.staged_sql import count_query, row_counts
from ita_extract.loading.warehouse import Present, grouped, schema_query, views_query
from ita_extract.messages.both import both
from ita_extract.writing.sql_tables import Dialect, identifier, literal, names
from ita_extract.writing.stored_columns import StoredTable

if TYPE_CHECKING:
    import duckdb


class DuckdbWarehouse:
    """A schema of a DuckDB file, attached to the connection that has the staged tables."""

    dialect = Dialect.DUCKDB
    # A key on a large table would take most of the load's time (benchmarks/load.py). What it would refuse, the
    # contract has refused before, and `documents` has its key.
    keyed = frozenset({"documents", LOADS.name})

    def __init__(self, connection: duckdb.DuckDBPyConnection, schema: str) -> None:
        self._connection = connection
        self._schema = schema
        self.qualifier = f"warehouse.{identifier(schema)}"

    def present(self) -> Present:
        """Return what the schema holds; the file itself is locked since it was attached."""
        columns = self._connection.execute(schema_query(self.dialect, "?"), [self._schema]).fetchall()
        tables = grouped(columns)
        documents, last, digest = {}, 0, None
        if "content_sha256" in tables.get("documents", {}):
            found = self._connection.execute(
                f"SELECT document_id, extractor_version, content_sha256 FROM {self.qualifier}.documents"
            ).fetchall()
            documents = {document_id: (version, content) for document_id, version, content in found}
        if LOADS.name in tables:
            loads = self._connection.execute(
                f"SELECT load_id, schema_sha256 FROM {self.qualifier}.loads ORDER BY load_id DESC LIMIT 1"
            ).fetchall()
            last, digest = loads[0] if loads else (0, None)
        if LOAD_DOCUMENTS.name in tables:
            booked = self._connection.execute(
                f"SELECT max(load_id) FROM {self.qualifier}.{LOAD_DOCUMENTS.name}"
            ).fetchall()
            last = max(last, booked[0][0] or 0)
        rows = row_counts(
            (
                position,
                self._connection.execute(
                    count_query(f"{self.qualifier}.{identifier(table.name)}")
                ).fetchall(),
            )
            for position, table in enumerate(MODEL_TABLES)
            if "document_id" in tables.get(table.name, {})
        )
        views = self._connection.execute(views_query(self.dialect, "?"), [self._schema]).fetchall()
        return Present(tables, documents, last, digest, rows, frozenset(name for (name,) in views))

    def begin(self) -> None:
        """Begin the transaction, and make the schema where there is none."""
        self._connection.execute("BEGIN")
        self._connection.execute(f"CREATE SCHEMA IF NOT EXISTS {self.qualifier}")

    def execute(self, statement: str) -> None:
        """Run one statement."""
        self._connection.execute(statement)

    def delete(self, tables: Sequence[StoredTable], query: str) -> None:
        """Take away all rows of the documents that a query names."""
        for table in tables:
            self.execute(
                f"DELETE FROM {self.qualifier}.{identifier(table.name)} WHERE document_id IN ({query})"
            )

    def insert(self, table: StoredTable, query: str) -> int:
        """Put in the rows of a query."""
        put = self._connection.execute(
            f"INSERT INTO {self.qualifier}.{identifier(table.name)} ({names(table.columns)}) {query}"
        ).fetchall()
        return int(put[0][0])

    def commit(self) -> None:
        """End the transaction."""
        self._connection.execute("COMMIT")


@contextmanager
def duckdb_warehouse(
    connection: duckdb.DuckDBPyConnection, address: DuckdbAddress, schema: str
) -> Iterator[DuckdbWarehouse]:
    """Open a DuckDB file as a warehouse, a new one where there is none.

    Raises TargetError when it cannot be opened or written, UsageError for a folder.
    """
    import duckdb

    if address.path.is_dir():
        raise UsageError(both("{path} is a folder, no DuckDB file.", path=address.path))
    try:
        address.path.parent.mkdir(parents=True, exist_ok=True)
        # A new file gets the form that every DuckDB from 1.0 on reads; an old one keeps its own.
        storage = "" if address.path.exists() else " (STORAGE_VERSION 'v1.0.0')"
        connection.execute(f"ATTACH {literal(str(address.path.resolve()))} AS warehouse{storage}")
        try:
            yield DuckdbWarehouse(connection, schema)
        finally:
            _close(connection)
    except (duckdb.Error, OSError) as error:
        raise TargetError(
            both("Nothing was loaded into {address}: {error}.", address=address, error=error)
        ) from error


def _close(connection: duckdb.DuckDBPyConnection) -> None:
    """Undo what was not committed, and give the file back."""
    import duckdb

    with suppress(duckdb.TransactionException):  # there was no transaction, or it is committed
        connection.execute("ROLLBACK")
    connection.execute("DETACH warehouse")
