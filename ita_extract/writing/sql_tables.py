"""The tables in SQL: statements that make them, their keys and the comment on each column, for two databases."""

from __future__ import annotations

from enum import StrEnum

from ita_extract.writing.arrow_schema import SCORE_DECIMALS, SCORE_DIGITS
from ita_extract.writing.column_types import Column, Kind
from ita_extract.writing.stored_columns import StoredTable


class Dialect(StrEnum):
    """A database whose SQL is written here."""

    DUCKDB = "duckdb"
    POSTGRES = "postgres"


# Names as each database itself shows them, so that a column that is there can be compared with one that is wanted.
_TYPES = {
    Dialect.DUCKDB: {
        Kind.INTEGER: "BIGINT",
        Kind.NUMBER: "DOUBLE",
        Kind.SCORE: f"DECIMAL({SCORE_DIGITS},{SCORE_DECIMALS})",
        Kind.STRING: "VARCHAR",
        Kind.BOOLEAN: "BOOLEAN",
        Kind.DATE: "DATE",
        Kind.TIME: "TIMESTAMP",
    },
    Dialect.POSTGRES: {
        Kind.INTEGER: "bigint",
        Kind.NUMBER: "double precision",
        Kind.SCORE: f"numeric({SCORE_DIGITS},{SCORE_DECIMALS})",
        Kind.STRING: "text",
        Kind.BOOLEAN: "boolean",
        Kind.DATE: "date",
        Kind.TIME: "timestamp without time zone",
    },
}


def sql_type(column: Column, dialect: Dialect) -> str:
    """Return a column's type."""
    return _TYPES[dialect][column.kind] + ("[]" if column.is_list else "")


def identifier(name: str) -> str:
    """Return a name as SQL; always quoted, for IIT is no iit and `references` is a word of SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def names(columns: tuple[Column, ...]) -> str:
    """Return the names of columns as a list in SQL."""
    return ", ".join(identifier(column.name) for column in columns)


def column_definition(column: Column, dialect: Dialect) -> str:
    """Return a column as CREATE TABLE has it."""
    return f"{identifier(column.name)} {sql_type(column, dialect)}{'' if column.may_be_null else ' NOT NULL'}"


def primary_key(table: StoredTable) -> str:
    """Return a table's key as CREATE TABLE and ALTER TABLE … ADD have it."""
    return f"PRIMARY KEY ({', '.join(map(identifier, table.key))})"


def create_table(schema: str, table: StoredTable, dialect: Dialect, *, with_key: bool) -> str:
    """Return the statement that makes a table in a schema (as SQL)."""
    parts = [column_definition(column, dialect) for column in table.columns]
    if with_key:
        parts.append(primary_key(table))
    return f"CREATE TABLE {schema}.{identifier(table.name)} (\n  " + ",\n  ".join(parts) + "\n)"


def table_comments(schema: str, table: StoredTable) -> list[str]:
    """Return the statements that say what a table and each of its columns hold."""
    name = f"{schema}.{identifier(table.name)}"
    return [
        f"COMMENT ON TABLE {name} IS {literal(table.title)}",
        *(
            f"COMMENT ON COLUMN {name}.{identifier(column.name)} IS {literal(column_text(column))}"
            for column in table.columns
        ),
    ]


def column_text(column: Column) -> str:
    """Return what a column holds, with the values that may stand there."""
    if not column.values:
        return column.description
    return f"{column.description} ({', '.join(column.values)})"
