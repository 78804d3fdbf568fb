"""What a view is, and the statements that make it, in SQL that DuckDB and PostgreSQL read alike."""

from __future__ import annotations

from dataclasses import dataclass

from ita_extract.writing.sql_tables import identifier, literal


@dataclass(frozen=True)
class View:
    """A named query.

    In `sql` the word {s} stands for the schema, {arrivals} for a query that tells when documents came. `columns`
    are (name, what it holds), in the order of the query's columns.
    """

    name: str
    text: str
    columns: tuple[tuple[str, str], ...]
    sql: str


def create_view(schema: str, view: View, arrivals: str) -> list[str]:
    """Return the statements that make a view in a schema (as SQL) and say what it holds.

    `arrivals` is a query with columns document_id and arrival, a number that is greater for what came later.
    """
    query = view.sql.replace("{s}", schema).replace("{arrivals}", arrivals)
    name = f"{schema}.{identifier(view.name)}"
    columns = ", ".join(identifier(column) for column, _ in view.columns)
    return [
        f"CREATE OR REPLACE VIEW {name} ({columns}) AS {query}",
        f"COMMENT ON VIEW {name} IS {literal(view.text)}",
        *(
            f"COMMENT ON COLUMN {name}.{identifier(column)} IS {literal(text)}"
            for column, text in view.columns
        ),
    ]
