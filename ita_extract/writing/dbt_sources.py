"""docs/dbt/sources.yml: the warehouse as a source of dbt, `python -m ita_extract.writing.dbt_sources FILE`.

The form of dbt 1.10 and later (https://docs.getdbt.com/reference/source-properties). Texts are written as JSON
strings, which YAML reads as they are.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from ita_extract.model import TABLES
from ita_extract.writing.atomic import write_whole
from ita_extract.writing.column_types import Column
from ita_extract.writing.stored_columns import StoredTable, stored_table
from ita_extract.writing.views import VIEWS

_WORDS_OF_SQL = frozenset({"references", "row", "table"})  # to be quoted, as are names with capitals: IIT
_HEAD = """\
# Generated from ita_extract/model.py by `make docs`; do not edit.
version: 2
sources:
  - name: ita
    description: ITA analysis reports of local governments, as `ita-extract load` leaves them
    schema: ita
    tables:
"""


def dbt_sources() -> str:
    """Return the source file: tables with their tests, then the views."""
    lines: list[str] = []
    for name in TABLES:
        lines += _table(stored_table(name))
    for view in VIEWS:
        lines += _head(view.name, view.text)
        for column, text in view.columns:
            lines += _column(column, text)
    return _HEAD + "\n".join(lines) + "\n"


def main() -> None:
    """Write the source file to the path that the command line names."""
    write_whole(Path(sys.argv[1]), dbt_sources().encode())


def _head(name: str, text: str) -> list[str]:
    return [f"      - name: {name}", f"        description: {_text(text)}", "        columns:"]


def _table(table: StoredTable) -> Iterator[str]:
    yield from _head(table.name, table.title)
    for column in table.columns:
        yield from _column(column.name, column.description)
        tests = list(_tests(table, column))
        if tests:
            yield "            data_tests:"
            yield from (f"              - {test}" for test in tests)


def _column(name: str, text: str) -> list[str]:
    quoted = ["            quote: true"] if name != name.lower() or name in _WORDS_OF_SQL else []
    return [f"          - name: {name}", f"            description: {_text(text)}", *quoted]


def _tests(table: StoredTable, column: Column) -> Iterator[str]:
    if not column.may_be_null:
        yield "not_null"
    if table.key == (column.name,):
        yield "unique"
    if column.values and not column.is_list:
        yield f"accepted_values: {{arguments: {{values: {json.dumps(list(column.values))}}}}}"
    if column.name == "document_id" and table.name != "documents":
        yield "relationships: {arguments: {to: \"source('ita', 'documents')\", field: document_id}}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    main()
