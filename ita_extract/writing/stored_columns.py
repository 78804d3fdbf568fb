"""The columns of a table where it is typed: in Parquet, DuckDB and PostgreSQL. Those of the CSV, and a key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from ita_extract.evidence import Row
from ita_extract.model import rows
from ita_extract.writing.column_types import Column, Kind, column_types
from ita_extract.writing.documents import StoredReport
from ita_extract.writing.table_schema import table_title

ROW_NUMBER = Column("row_number", Kind.INTEGER, "place of the row in its document's table, from 1", minimum=1)
CONTENT = Column(
    "content_sha256",
    Kind.STRING,
    "SHA-256 of documents/<document_id>.json, hex; of what shows between documents as well, where some does",
)


def stored_columns(table: str) -> tuple[Column, ...]:
    """Return a table's columns in order: as in the CSV, after document_id also the place of the row.

    `documents` has one row a document; there the hash of the document's JSON comes last instead: it tells
    whether anything has changed. Raises KeyError for a name that is no table.
    """
    first, *others = column_types(table)
    if table == "documents":
        return (first, *others, CONTENT)
    return (first, ROW_NUMBER, *others)


@dataclass(frozen=True)
class StoredTable:
    """A table of a database; `key` are the names of the columns that tell a row from all others."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]


def stored_table(table: str) -> StoredTable:
    """Return a table of the model as a database has it. Raises KeyError for a name that is no table."""
    key = ("document_id",) if table == "documents" else ("document_id", ROW_NUMBER.name)
    return StoredTable(table, table_title(table), stored_columns(table), key)


def stored_rows(stored: StoredReport, table: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows that a report has for a table, their values in the order of stored_columns."""
    document_id = stored.report.document.document_id
    values = _values(table)
    for number, row in enumerate(rows(stored.report, table), start=1):
        if table == "documents":
            yield (document_id, *values(row), stored.content_sha256)
        else:
            yield (document_id, number, *values(row))


@cache
def _values(table: str) -> Callable[[Row], tuple[Any, ...]]:
    """Return what takes the own columns of a row; every table has two or more."""
    return attrgetter(*(column.name for column in column_types(table)[1:]))
