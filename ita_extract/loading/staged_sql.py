"""The staged Parquet files as views of a DuckDB connection: what is checked, and what is loaded from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ita_extract.errors import OutputError
from ita_extract.loading.migration import MODEL_TABLES
from ita_extract.messages.both import both
from ita_extract.model import TABLES
from ita_extract.writing.duckdb_file import SILENCE, parquet_rows
from ita_extract.writing.parquet_tables import parquet_path
from ita_extract.writing.sql_tables import Dialect, identifier, names, sql_type
from ita_extract.writing.stored_columns import StoredTable

if TYPE_CHECKING:
    import duckdb

# More would be faster only on a machine with memory to spare; larger tables spill to the disk.
_MEMORY, _THREADS = "80MB", 2
_CHANGED = "memory.main.changed_documents"
_OUTGOING = "memory.main.outgoing_documents"
_REFUSED = "memory.main.refused_documents"
RowCounts = dict[str, tuple[int, ...]]  # by document_id, in the order of the model's tables


def staged(table: str) -> str:
    """Return the name of the view over a table's staged file, as SQL; it can be reached from any schema."""
    return f"memory.main.{identifier(table)}"


def changed_rows(table: StoredTable, *, whole: bool) -> str:
    """Return the query for the rows of a table that are to be loaded (see choose_documents).

    `whole` says that these are the rows of all documents: then none need be looked for.
    """
    chosen = "" if whole else f" WHERE document_id IN (SELECT document_id FROM {_CHANGED})"
    return f"SELECT {names(table.columns)} FROM {staged(table.name)}{chosen}"


def outgoing_documents() -> str:
    """Return the query for the documents whose rows are to go (see choose_documents)."""
    return f"SELECT document_id FROM {_OUTGOING}"


@contextmanager
def staged_views(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a DuckDB in memory with a view for each staged Parquet file.

    Raises OutputError where one cannot be read, or the machine gives no memory or disk for it.
    """
    import duckdb

    try:
        with _connected(folder) as connection:
            yield connection
    except duckdb.Error as error:
        raise OutputError(
            both("Nothing was loaded, for the tables cannot be read: {error}.", error=error)
        ) from error


@contextmanager
def _connected(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    import duckdb

    with duckdb.connect(
        config={
            "memory_limit": _MEMORY,
            "threads": _THREADS,
            # rows carry their place in row_number; to keep them in order took twice the time in this memory
            "preserve_insertion_order": False,
            "temp_directory": str(folder / "spilled"),
        }
    ) as connection:
        connection.execute(SILENCE)
        for table in TABLES:
            rows = parquet_rows(parquet_path(folder, table))
            connection.execute(f"CREATE VIEW {staged(table)} AS SELECT * FROM {rows}")
        yield connection


def undecided_documents(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Return the documents with open doubts: those that a person still has to look at."""
    query = f"SELECT document_id FROM {staged('documents')} WHERE status = 'review' ORDER BY document_id"
    return tuple(document_id for (document_id,) in connection.execute(query).fetchall())


def leave_out(connection: duckdb.DuckDBPyConnection, folder: Path, document_ids: Iterable[str]) -> None:
    """Take documents out of all views: what follows does not see them."""
    connection.execute(
        f"CREATE OR REPLACE TABLE {_REFUSED} AS SELECT unnest(?::VARCHAR[]) AS document_id",
        [list(document_ids)],
    )
    for table in TABLES:
        rows = parquet_rows(parquet_path(folder, table))
        connection.execute(
            f"CREATE OR REPLACE VIEW {staged(table)} AS SELECT * FROM {rows} "
            f"WHERE document_id NOT IN (SELECT document_id FROM {_REFUSED})"
        )


def row_counts(counted: Iterable[tuple[int, list[tuple[str, int]]]]) -> RowCounts:
    """Return how many rows each document has in each table, from (place of the table, its documents' rows)."""
    found: dict[str, list[int]] = {}
    for position, rows in counted:
        for document_id, count in rows:
            found.setdefault(document_id, [0] * len(MODEL_TABLES))[position] = count
    return {document_id: tuple(counts) for document_id, counts in found.items()}


def staged_counts(connection: duckdb.DuckDBPyConnection) -> RowCounts:
    """Return how many rows each staged document has in each table of the model."""
    return row_counts(
        (position, connection.execute(count_query(staged(table.name))).fetchall())
        for position, table in enumerate(MODEL_TABLES)
    )


def count_query(table: str) -> str:
    """Return the query for the rows of each document in a table."""
    return f"SELECT document_id, count(*) FROM {table} GROUP BY document_id"


def staged_documents(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, str]]:
    """Return extractor_version and content_sha256 of each staged document, by document_id."""
    rows = connection.execute(
        f"SELECT document_id, extractor_version, content_sha256 FROM {staged('documents')} ORDER BY document_id"
    ).fetchall()
    return {document_id: (version, content) for document_id, version, content in rows}


def choose_documents(
    connection: duckdb.DuckDBPyConnection, *, changed: Iterable[str], outgoing: Iterable[str]
) -> None:
    """Say which documents changed_rows and changed_counts are about, and which outgoing_documents gives."""
    for name, document_ids in ((_CHANGED, changed), (_OUTGOING, outgoing)):
        connection.execute(
            f"CREATE OR REPLACE TABLE {name} AS SELECT unnest(?::VARCHAR[]) AS document_id",
            [list(document_ids)],
        )


def put_own_rows(
    connection: duckdb.DuckDBPyConnection, table: StoredTable, rows: Sequence[tuple[object, ...]]
) -> str:
    """Keep rows that Python made beside the staged tables, and return the query that gives them.

    They are handed over as lists: pyarrow would import pandas for them, which takes longer than they do.
    """
    own = f"memory.main.{identifier('new_' + table.name)}"
    columns = ", ".join(
        f"unnest(?::{sql_type(column, Dialect.DUCKDB)}[]) AS {identifier(column.name)}"
        for column in table.columns
    )
    values = [[row[position] for row in rows] for position in range(len(table.columns))]
    connection.execute(f"CREATE OR REPLACE TABLE {own} AS SELECT {columns}", values)
    return f"SELECT {names(table.columns)} FROM {own}"


def changed_counts(connection: duckdb.DuckDBPyConnection, *, whole: bool) -> dict[str, int]:
    """Return how many rows each table has to be given."""
    return {
        table.name: connection.execute(
            f"SELECT count(*) FROM ({changed_rows(table, whole=whole)})"
        ).fetchall()[0][0]
        for table in MODEL_TABLES
    }
