"""What a view is, and the statements that make it, in SQL that DuckDB and PostgreSQL read alike."""

from __future__ import annotations

from dataclasses import dataclass

from ita_extract.writing.sql_tables import identifier, literal


@dataclass(frozen=True)
class View:
    """A named query; in `sql` the word {s} stands for the schema, {arrival} for when a document came.

    `columns` are (name, what it holds), in the order of the query's columns.
    """

    name: str
    text: str
    columns: tuple[tuple[str, str], ...]
    sql: str


def create_view(place: str, view: View, arrival: str) -> list[str]:
    """Return the statements that make a view in a schema (`place`, as SQL) and say what it holds.

    `arrival` is an SQL expression over a row `d` of documents: greater for a document that came later.
    """
    name = f"{place}.{identifier(view.name)}"
    columns = ", ".join(identifier(column) for column, _ in view.columns)
    return [
        f"CREATE VIEW {name} ({columns}) AS {view.sql.replace('{s}', place).replace('{arrival}', arrival)}",
        f"COMMENT ON VIEW {name} IS {literal(view.text)}",
        *(
            f"COMMENT ON COLUMN {name}.{identifier(column)} IS {literal(text)}"
            for column, text in view.columns
        ),
    ]


def drop_view(place: str, view: View) -> str:
    """Return the statement that takes a view away, where it is."""
    return f"DROP VIEW IF EXISTS {place}.{identifier(view.name)}"
