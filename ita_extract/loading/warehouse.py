"""What a load needs of a database, whichever it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ita_extract.loading.books import BOOKS
from ita_extract.loading.migration import MODEL_TABLES, Existing
from ita_extract.writing.sql_tables import Dialect
from ita_extract.writing.stored_columns import StoredTable
from ita_extract.writing.views import VIEWS


@dataclass(frozen=True)
class Present:
    """What a warehouse holds before a load: documents as (extractor_version, content_sha256) by document_id.

    `rows` is how many rows each document has in each table of the model: somebody may have emptied or dropped one.
    """

    tables: Existing
    documents: dict[str, tuple[str, str]]
    last_load_id: int
    schema_sha256: str | None  # as the last load left it
    rows: dict[str, tuple[int, ...]] = field(default_factory=dict)
    views: frozenset[str] = frozenset()

    @property
    def lacks_parts(self) -> bool:
        """Whether a table or a view is not there that each load leaves behind."""
        wanted = {table.name for table in (*MODEL_TABLES, *BOOKS)}
        return not (wanted <= self.tables.keys() and {view.name for view in VIEWS} <= self.views)


class Warehouse(Protocol):
    """A schema of a database, held by this load alone from `present` on until the connection ends.

    Queries that are handed over read the staged tables (staged_sql). Everything between `begin` and `commit` is
    one transaction: without `commit` the warehouse is what it was.
    """

    dialect: Dialect
    qualifier: str  # the schema as SQL
    keyed: frozenset[str]  # tables that get a primary key

    def present(self) -> Present:
        """Lock the schema against other loads and return what it holds."""

    def begin(self) -> None:
        """Begin the transaction, and make the schema where there is none."""

    def execute(self, statement: str) -> None:
        """Run one statement."""

    def delete(self, tables: Sequence[StoredTable], query: str) -> None:
        """Take away all rows of the documents that a query names in its one column."""

    def insert(self, table: StoredTable, query: str) -> int:
        """Put in the rows of a query, its columns those of the table, and return how many there are now more."""

    def commit(self) -> None:
        """End the transaction."""


def schema_query(dialect: Dialect, schema_parameter: str) -> str:
    """Return the query for (table, column, type) of a schema's tables."""
    if dialect is Dialect.DUCKDB:
        return (
            "SELECT c.table_name, c.column_name, c.data_type FROM duckdb_columns() c "
            "JOIN duckdb_tables() t ON t.database_name = c.database_name AND t.schema_name = c.schema_name "
            "AND t.table_name = c.table_name "
            f"WHERE c.schema_name = {schema_parameter} AND c.database_name = 'warehouse' "
            "ORDER BY c.table_name, c.column_index"
        )
    return (
        "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a "
        "JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
        f"WHERE n.nspname = {schema_parameter} AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped "
        "ORDER BY c.relname, a.attnum"
    )


def views_query(dialect: Dialect, schema_parameter: str) -> str:
    """Return the query for the names of a schema's views."""
    if dialect is Dialect.DUCKDB:
        return (
            "SELECT view_name FROM duckdb_views() "
            f"WHERE schema_name = {schema_parameter} AND database_name = 'warehouse'"
        )
    return (
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        f"WHERE n.nspname = {schema_parameter} AND c.relkind = 'v'"
    )


def grouped(rows: list[tuple[str, str, str]]) -> dict[str, dict[str, str]]:
    """Return the rows of schema_query by table and column."""
    tables: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        tables.setdefault(table, {})[column] = kind
    return tables
