"""`ita-extract schema`: what the output files hold, for programs."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from ita_extract.cli.messages import say
from ita_extract.errors import UsageError
from ita_extract.messages import N_
from ita_extract.messages.both import both


def schema_command(
    table: Annotated[
        str | None,
        typer.Argument(metavar="TABLE", help="A table, such as indicator_scores.", show_default=False),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All tables, as a Frictionless Data Package.")] = False,
) -> None:
    """Show the schema of the output files as JSON.

    Without a table: the JSON Schema of documents/<document_id>.json. With one: the Frictionless Table Schema
    of csv/<table>.csv, with the type and the meaning of each column.

    \b
    Examples:
      ita-extract schema > report.schema.json
      ita-extract schema indicator_scores
      ita-extract schema --all > output/datapackage.json
    """  # noqa: D301 - the help formatter wants the character itself, to keep lines as they are
    if table is not None and every:
        raise UsageError(N_("Name a table or say --all, not both."))
    say(json.dumps(_schema(table, every=every), ensure_ascii=False, indent=2))


def _schema(table: str | None, *, every: bool) -> dict[str, Any]:
    from ita_extract.model import json_schema
    from ita_extract.writing.table_schema import FILES, data_package, descriptor, table_schema

    if every:
        return descriptor(data_package())
    if table is None:
        return json_schema()
    if table not in FILES:
        raise UsageError(
            both("There is no table {table!r}.", table=table),
            hint=both("The tables are: {tables}.", tables=", ".join(FILES)),
        )
    return descriptor(table_schema(table))
