"""parquet/*.parquet -> ita.duckdb: the same tables with keys, a comment on each column, and the views."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ita_extract.errors import OutputError
from ita_extract.messages.both import both
from ita_extract.model import TABLES
from ita_extract.writing.atomic import whole_path
from ita_extract.writing.parquet_tables import parquet_path
from ita_extract.writing.sql_tables import Dialect, create_table, identifier, literal, names, table_comments
from ita_extract.writing.stored_columns import stored_table
from ita_extract.writing.view import create_view
from ita_extract.writing.views import VIEWS

if TYPE_CHECKING:
    import duckdb

NAME = "ita.duckdb"
SILENCE = "SET enable_progress_bar = false"  # DuckDB would draw one on stdout, which is for data
# The form of the file that every DuckDB from 1.0 on reads. Its content is always the same, its bytes are not.
_STORAGE = "v1.0.0"
_MEMORY = "160MB"
# The index behind a key has to fit into the memory. A larger table goes without: what would break its key is a
# defect here, for row_number is counted, and `load` looks for it.
_KEYED_ROWS = 200_000
# A run's own file knows no time at which a document came.
_NO_ARRIVALS = "SELECT document_id, 0 AS arrival FROM main.documents"


def write_duckdb(output: Path) -> Path:
    """Make ita.duckdb anew from the Parquet files of an output folder, and return its path.

    An open file of an earlier run stays readable to who has it open. Raises OutputError when it cannot be made.
    """
    import duckdb

    path = output / NAME
    try:
        with whole_path(path) as temporary, _in_memory() as connection:
            connection.execute(f"ATTACH {literal(str(temporary))} AS made (STORAGE_VERSION '{_STORAGE}')")
            connection.execute("USE made")
            for statement in _statements(output):
                connection.execute(statement)
            connection.execute("USE memory")
            connection.execute("DETACH made")  # writes everything into the one file
    except duckdb.Error as error:
        raise OutputError(both("{path} cannot be made: {error}.", path=path, error=error)) from error
    return path


def parquet_rows(path: Path) -> str:
    """Return the rows of a Parquet file as SQL; * ? [ in its name are themselves."""
    return f"read_parquet({literal(glob.escape(str(path)))})"


@contextmanager
def _in_memory() -> Iterator[duckdb.DuckDBPyConnection]:
    import duckdb

    # One thread: rows keep their order, and beside other workers the memory stays small.
    with duckdb.connect(config={"threads": 1, "memory_limit": _MEMORY}) as connection:
        connection.execute(SILENCE)
        yield connection


def _statements(output: Path) -> Iterator[str]:
    schema = "main"
    for name in TABLES:
        table = stored_table(name)
        yield create_table(schema, table, Dialect.DUCKDB, with_key=_keyed(output, name))
        yield (
            f"INSERT INTO {schema}.{identifier(name)} ({names(table.columns)}) "
            f"SELECT {names(table.columns)} FROM {parquet_rows(parquet_path(output, name))}"
        )
        yield from table_comments(schema, table)
    for view in VIEWS:
        yield from create_view(schema, view, _NO_ARRIVALS)


def _keyed(output: Path, table: str) -> bool:
    import pyarrow.parquet as pq

    return table == "documents" or pq.read_metadata(parquet_path(output, table)).num_rows <= _KEYED_ROWS
