"""Documents that a database cannot hold: they are left out of a load and named, their neighbours go in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ita_extract.loading.staged_sql import staged
from ita_extract.model import TABLES
from ita_extract.writing.column_types import Column, Kind
from ita_extract.writing.sql_tables import identifier, literal
from ita_extract.writing.stored_columns import stored_columns

if TYPE_CHECKING:
    import duckdb


def unstorable_documents(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return the documents whose text holds the character NUL, which PostgreSQL cannot store, and where."""
    found: dict[str, str] = {}
    for table in TABLES:
        texts = [
            column for column in stored_columns(table) if column.kind is Kind.STRING and not column.values
        ]
        if not texts:
            continue
        where = " ".join(
            f"WHEN {_holds_nul(column)} THEN {literal(f'{table}.{column.name}')}" for column in texts
        )
        rows = connection.execute(
            f"SELECT document_id, min(place) FROM (SELECT document_id, CASE {where} END AS place FROM {staged(table)}) "
            "WHERE place IS NOT NULL GROUP BY document_id"
        ).fetchall()
        for document_id, path in rows:
            found.setdefault(document_id, path)
    return dict(sorted(found.items()))


def _holds_nul(column: Column) -> str:
    name = identifier(column.name)
    return f"contains({f'array_to_string({name}, chr(1))' if column.is_list else name}, chr(0))"
