"""docs/data-dictionary.md, generated from the model: `python -m ita_extract.writing.data_dictionary FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

from ita_extract.evidence import EvidenceRow
from ita_extract.model import TABLES
from ita_extract.writing.atomic import write_whole
from ita_extract.writing.column_types import Column, Kind, column_types
from ita_extract.writing.stored_columns import CONTENT, ROW_NUMBER
from ita_extract.writing.table_schema import FILES, file_columns, table_title
from ita_extract.writing.view import View
from ita_extract.writing.views import VIEWS
from ita_extract.writing.wide_columns import NAME as WIDE

_HEAD = """\
# Data dictionary

Generated from `ita_extract/model.py` by `make docs`; do not edit.

Every table is a file `csv/<table>.csv` (UTF-8, header row) and an array of the same name in
`documents/<document_id>.json`, where the table `documents` is the one object `document`; `reports` alone is made
from the others, and a view of every database. Years are Buddhist Era. Pages count from 1. Boxes are PDF points with
the origin at the top left of the page as it is shown.

In CSV an empty cell is a missing value, a score has two digits (more only where the report prints more), a
date is `YYYY-MM-DD`, a truth value is `true` or `false`, and the members of a list are joined by `;` (a `;`
inside a member is written `,`; the JSON has it as it was). With `--excel` a text that a spreadsheet would
take for a formula, a date or another number (`=1`, `1-2`, `๑/๒`, `007`, `1E5`) starts with an apostrophe.

`document_id`, `d` and the first 16 hex digits of the SHA-256 of the file, ties every row to its row in `documents`.
(Without the letter a spreadsheet would take some of them for numbers.) Where the system would not give the bytes
of a file, it is made from the name of the file instead, and `error_message` says so.
"""

_EVIDENCE_HEAD = """\
## Evidence

Columns of every table marked *with evidence*: where on the page the row was read.
"""


_STORED_HEAD = """\
## Parquet, DuckDB and PostgreSQL

The same tables, typed: a score is DECIMAL(18,6), never rounded; a list is a list; an empty value is NULL, and ""
stays "". Every table but `documents` has `row_number` after `document_id`, and the two are its key; `documents` has
`content_sha256` as its last column.
"""

_VIEWS_HEAD = """\
## Views

In `ita.duckdb` and in every warehouse; [warehouse.md](warehouse.md) shows what they are good for. The columns of the
view `reports` are those of its file, [above](#reports).
"""


def data_dictionary() -> str:
    """Return the data dictionary as Markdown."""
    evidence = tuple(EvidenceRow.model_fields)
    parts = [_HEAD, _contents()]
    for table in FILES:
        hidden = evidence if _has_evidence(table) else ()
        own = [column for column in file_columns(table) if column.name not in hidden]
        mark = " — *with evidence*" if _has_evidence(table) else ""
        parts.append(f"## {table}\n\n{table_title(table)}{mark}.\n\n{_columns(own)}")
    with_evidence = next(table for table in TABLES if _has_evidence(table))
    shared = [column for column in column_types(with_evidence) if column.name in evidence]
    parts.append(f"{_EVIDENCE_HEAD}\n{_columns(shared)}")
    parts.append(f"{_STORED_HEAD}\n{_columns([ROW_NUMBER, CONTENT])}")
    parts.append(_VIEWS_HEAD)
    parts += [
        f"### {view.name}\n\n{view.text}.\n\n{_view_columns(view)}" for view in VIEWS if view.name != WIDE
    ]
    return "\n".join(parts)


def main() -> None:
    """Write the data dictionary to the file that the command line names."""
    write_whole(Path(sys.argv[1]), data_dictionary().encode())


def _has_evidence(table: str) -> bool:
    return table in TABLES and issubclass(TABLES[table], EvidenceRow)


def _contents() -> str:
    lines = ["| table | one row is |", "|---|---|"]
    lines += [f"| [{table}](#{table}) | {table_title(table)} |" for table in FILES]
    return "\n".join(lines) + "\n"


def _columns(found: list[Column]) -> str:
    lines = ["| column | type | may be empty | what it holds |", "|---|---|---|---|"]
    lines += [
        f"| `{column.name}` | {_type(column)} | {'yes' if column.may_be_empty else 'no'} | {_text(column)} |"
        for column in found
    ]
    return "\n".join(lines) + "\n"


def _view_columns(view: View) -> str:
    lines = ["| column | what it holds |", "|---|---|"]
    lines += [f"| `{name}` | {text.replace('|', chr(92) + '|')} |" for name, text in view.columns]
    return "\n".join(lines) + "\n"


def _type(column: Column) -> str:
    name = "score" if column.kind is Kind.SCORE else column.kind.value
    return f"list of {name}" if column.is_list else name


def _text(column: Column) -> str:
    text = column.description.replace("|", "\\|")
    if column.minimum is not None and column.maximum is not None:
        text += f" ({column.minimum:g} to {column.maximum:g})"
    elif column.minimum is not None:
        text += f" (at least {column.minimum:g})"
    if column.values:
        text += ": " + ", ".join(f"`{value}`" for value in column.values)
    return text


if __name__ == "__main__":
    main()
