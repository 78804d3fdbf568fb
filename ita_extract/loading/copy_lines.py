"""Rows as PostgreSQL's COPY reads them, made by DuckDB: no row passes through Python."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ita_extract.writing.column_types import Column, Kind
from ita_extract.writing.sql_tables import identifier
from ita_extract.writing.stored_columns import StoredTable

if TYPE_CHECKING:
    import duckdb

_ROWS = 10_000  # rows in memory at a time


def copy_lines(connection: duckdb.DuckDBPyConnection, table: StoredTable, query: str) -> Iterator[memoryview]:
    """Yield the rows of a query in COPY's text format (UTF-8, NULL as backslash and N), many in one piece.

    The query's columns are those of the table. Each row becomes one string that ends with a line end, so the
    buffer of an Arrow array of them is what COPY wants, as it is.
    """
    line = " || chr(9) || ".join(_field(column) for column in table.columns)
    rows = connection.sql(f"SELECT {line} || chr(10) AS line FROM ({query})")
    for batch in rows.to_arrow_reader(_ROWS):
        array = batch.column(0)
        _, offsets, data = array.buffers()
        if len(array) and data is not None:
            ends = memoryview(offsets).cast("i")
            yield memoryview(data)[ends[array.offset] : ends[array.offset + len(array)]]


def _field(column: Column) -> str:
    """Return a column's text as SQL; what COPY would take for an end of field or line is escaped."""
    name = identifier(column.name)
    if column.is_list:
        text = _escaped(_array(column, name))
    elif column.kind is Kind.STRING and not column.values:
        text = _escaped(name)
    else:
        text = f"CAST({name} AS VARCHAR)"
    return f"coalesce({text}, '\\N')" if column.may_be_null else text


def _array(column: Column, name: str) -> str:
    """Return a list in the form of PostgreSQL's arrays: {"a","b"}, with a backslash before " and itself."""
    if column.kind is Kind.STRING:
        quoted = "'\"' || replace(replace(x, '\\', '\\\\'), '\"', '\\\"') || '\"'"
        return f"'{{' || array_to_string(list_transform({name}, lambda x: {quoted}), ',') || '}}'"
    return f"'{{' || array_to_string({name}, ',') || '}}'"


def _escaped(text: str) -> str:
    for character, escape in (
        ("'\\'", "'\\\\'"),
        ("chr(9)", "'\\t'"),
        ("chr(10)", "'\\n'"),
        ("chr(13)", "'\\r'"),
    ):
        text = f"replace({text}, {character}, {escape})"
    return text
