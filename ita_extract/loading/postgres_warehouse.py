"""A warehouse in PostgreSQL: checked rows stream from the staged tables by COPY, all in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ita_extract.errors import UsageError
from ita_extract.loading.address import PostgresAddress
from ita_extract.loading.books import BOOKS, LOAD_DOCUMENTS, LOADS
from ita_extract.loading.copy_lines import copy_lines
from ita_extract.loading.migration import MODEL_TABLES
from ita_extract.loading.refusals import TargetError
from ita_extract.loading.staged_sql import count_query, row_counts
from ita_extract.loading.warehouse import Present, grouped, schema_query, views_query
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.writing.sql_tables import Dialect, identifier, literal, names
from ita_extract.writing.stored_columns import StoredTable

if TYPE_CHECKING:
    import duckdb
    import psycopg

_AT_ONCE = 10_000  # documents that one statement takes away


class PostgresWarehouse:
    """A schema of a PostgreSQL database."""

    dialect = Dialect.POSTGRES
    keyed = frozenset(table.name for table in (*MODEL_TABLES, *BOOKS))

    def __init__(
        self, staging: duckdb.DuckDBPyConnection, connection: psycopg.Connection[Any], schema: str
    ) -> None:
        self._staging = staging
        self._connection = connection
        self._schema = schema
        self.qualifier = identifier(schema)

    def present(self) -> Present:
        """Lock the schema against other loads and return what it holds."""
        self._connection.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"ita-extract load {self._schema}"]
        )
        tables = grouped(self._rows(schema_query(self.dialect, literal(self._schema))))
        documents, last, digest = {}, 0, None
        if "content_sha256" in tables.get("documents", {}):
            found = self._rows(
                f"SELECT document_id, extractor_version, content_sha256 FROM {self.qualifier}.documents"
            )
            documents = {document_id: (version, content) for document_id, version, content in found}
        if LOADS.name in tables:
            loads = self._rows(
                f"SELECT load_id, schema_sha256 FROM {self.qualifier}.loads ORDER BY load_id DESC LIMIT 1"
            )
            last, digest = loads[0] if loads else (0, None)
        if LOAD_DOCUMENTS.name in tables:
            booked = self._rows(f"SELECT max(load_id) FROM {self.qualifier}.{LOAD_DOCUMENTS.name}")
            last = max(last, booked[0][0] or 0)
        rows = row_counts(
            (position, self._rows(count_query(f"{self.qualifier}.{identifier(table.name)}")))
            for position, table in enumerate(MODEL_TABLES)
            if "document_id" in tables.get(table.name, {})
        )
        views = frozenset(name for (name,) in self._rows(views_query(self.dialect, literal(self._schema))))
        return Present(tables, documents, last, digest, rows, views)

    def begin(self) -> None:
        """Make the schema where there is none; the transaction goes on from `present`.

        It is looked for first: `IF NOT EXISTS` asks for the right to make schemas even where there is one.
        """
        if not self._rows(f"SELECT 1 FROM pg_namespace WHERE nspname = {literal(self._schema)}"):
            self.execute(f"CREATE SCHEMA {self.qualifier}")

    def execute(self, statement: str) -> None:
        """Run one statement."""
        self._connection.execute(statement.encode())

    def delete(self, tables: Sequence[StoredTable], query: str) -> None:
        """Take away all rows of the documents that a query names."""
        # as values, not in a temporary table: to make one is a right of its own
        gone = [document_id for (document_id,) in self._staging.execute(query).fetchall()]
        for start in range(0, len(gone), _AT_ONCE):
            some = gone[start : start + _AT_ONCE]
            for table in tables:
                target = f"{self.qualifier}.{identifier(table.name)}"
                self._connection.execute(f"DELETE FROM {target} WHERE document_id = ANY(%s)".encode(), [some])

    def insert(self, table: StoredTable, query: str) -> int:
        """Put in the rows of a query: they come checked from the staged tables, so straight into their place."""
        return self._copy(f"{self.qualifier}.{identifier(table.name)}", table, query)

    def commit(self) -> None:
        """End the transaction."""
        self._connection.commit()

    def _copy(self, name: str, table: StoredTable, query: str) -> int:
        with self._connection.cursor() as cursor:
            with cursor.copy(f"COPY {name} ({names(table.columns)}) FROM STDIN".encode()) as copy:
                for piece in copy_lines(self._staging, table, query):
                    copy.write(piece)
            return cursor.rowcount

    def _rows(self, query: str) -> list[Any]:
        return self._connection.execute(query.encode()).fetchall()


@contextmanager
def postgres_warehouse(
    staging: duckdb.DuckDBPyConnection, address: PostgresAddress, schema: str
) -> Iterator[PostgresWarehouse]:
    """Open a PostgreSQL database as a warehouse; what was not committed at the end is undone.

    Raises TargetError when it cannot be reached or written (the driver's words, without password), UsageError
    where the driver is not installed.
    """
    try:
        import psycopg
    except ImportError as error:
        raise UsageError(
            N_("Loading into PostgreSQL needs the driver psycopg."),
            hint=N_("pip install 'ita-extract[postgres]'"),
        ) from error
    try:
        connection = psycopg.connect("", **address.parameters, client_encoding="UTF8")  # type: ignore[arg-type]
        try:
            yield PostgresWarehouse(staging, connection, schema)
        finally:
            connection.close()
    except psycopg.Error as error:
        # Without its cause: a traceback of the driver may hold the password, this message does not.
        raise TargetError(
            both(
                "Nothing was loaded into {address}: {error}.",
                address=address,
                error=address.scrub(str(error)).strip(),
            )
        ) from None
