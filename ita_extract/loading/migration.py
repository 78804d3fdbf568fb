"""What must be made or added in a warehouse so that it has today's tables. Nothing is ever taken away."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from ita_extract.loading.books import BOOKS, LOAD_DOCUMENTS, Action
from ita_extract.loading.refusals import NewerWarehouseError
from ita_extract.messages.both import both
from ita_extract.model import TABLES
from ita_extract.writing.column_types import Column
from ita_extract.writing.sql_tables import (
    Dialect,
    column_definition,
    create_table,
    identifier,
    literal,
    primary_key,
    sql_type,
    table_comments,
)
from ita_extract.writing.stored_columns import StoredTable, stored_table
from ita_extract.writing.view import create_view
from ita_extract.writing.views import VIEWS

MODEL_TABLES: tuple[StoredTable, ...] = tuple(stored_table(name) for name in TABLES)
# Table -> column -> type, as a database shows it.
Existing = Mapping[str, Mapping[str, str]]


def migration(schema: str, dialect: Dialect, existing: Existing) -> list[str]:
    """Return the statements that bring a schema (as SQL) to today's tables and views.

    New tables have no key yet: see new_keys. A column that is new to a table with rows may be empty there:
    nothing is known of it for older documents. Raises NewerWarehouseError where a table has a column that is
    unknown, or one of another type: whether its values may be lost is for a person to say.
    """
    statements: list[str] = []
    for table in (*MODEL_TABLES, *BOOKS):
        there = existing.get(table.name)
        if there is None:
            statements.append(create_table(schema, table, dialect, with_key=False))
        else:
            _refuse_others(table, there, dialect)
            statements += [
                f"ALTER TABLE {schema}.{identifier(table.name)} "
                f"ADD COLUMN {column_definition(_nullable(column), dialect)}"
                for column in table.columns
                if column.name not in there
            ]
        statements += table_comments(schema, table)
    for view in VIEWS:
        statements += create_view(schema, view, arrivals(schema))
    return statements


def new_keys(schema: str, existing: Existing, keyed: frozenset[str]) -> list[str]:
    """Return the statements that give new tables their keys, once rows are in: so an index is built in one go."""
    return [
        f"ALTER TABLE {schema}.{identifier(table.name)} ADD {primary_key(table)}"
        for table in (*MODEL_TABLES, *BOOKS)
        if table.name in keyed and table.name not in existing
    ]


def schema_digest(dialect: Dialect) -> str:
    """Return one hash for all that a fresh warehouse is made of: another one tells that there is something to do."""
    return hashlib.sha256("\n".join(migration("s", dialect, {})).encode()).hexdigest()


def arrivals(schema: str) -> str:
    """Return the query that tells when each document came: the number of the load that last added it."""
    return (
        f"SELECT document_id, max(load_id) AS arrival FROM {schema}.{identifier(LOAD_DOCUMENTS.name)} "
        f"WHERE action = {literal(Action.ADDED)} GROUP BY document_id"
    )


def _refuse_others(table: StoredTable, there: Mapping[str, str], dialect: Dialect) -> None:
    wanted = {column.name: sql_type(column, dialect) for column in table.columns}
    unknown = sorted(set(there) - set(wanted))
    if unknown:
        raise NewerWarehouseError(
            both(
                "Nothing was loaded: the table {table} of the warehouse has columns that this version does not "
                "know: {columns}.",
                table=table.name,
                columns=", ".join(unknown),
            )
        )
    for name, kind in there.items():
        if kind != wanted[name]:
            raise NewerWarehouseError(
                both(
                    "Nothing was loaded: {table}.{column} of the warehouse is {kind}, not {wanted}.",
                    table=table.name,
                    column=name,
                    kind=kind,
                    wanted=wanted[name],
                )
            )


def _nullable(column: Column) -> Column:
    return replace(column, may_be_null=True)
