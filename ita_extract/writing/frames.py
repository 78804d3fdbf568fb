"""An output folder -> typed pandas frames, for notebooks."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ita_extract.errors import NoInputError
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.model import TABLES, columns, rows
from ita_extract.writing.between import read_between
from ita_extract.writing.column_types import Column, Kind, column_types
from ita_extract.writing.documents import FOLDER, document_paths

if TYPE_CHECKING:
    import pandas as pd

# Kinds that can hold a missing value without turning into something else.
_DTYPES = {
    Kind.INTEGER: "Int64",
    Kind.NUMBER: "Float64",
    Kind.SCORE: "Float64",
    Kind.STRING: "string",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "datetime64[s]",
}


def frames(output: Path | str) -> dict[str, pd.DataFrame]:
    """Return every table of an output folder as a frame, made from its documents.

    Missing values are NA; lists are tuples in object columns; scores are Float64; dates are datetime64. Rows
    stand in the order of document_id, then as in the report. Raises NoInputError when the folder holds no
    documents, OutputError when one of them cannot be read.
    """
    import pandas as pd

    folder = Path(output)
    if not (folder / FOLDER).is_dir():
        raise NoInputError(
            both("{folder} holds no folder {name}/.", folder=folder, name=FOLDER),
            hint=N_("Name the folder that --output named."),
        )
    values: dict[str, list[tuple[Any, ...]]] = {table: [] for table in TABLES}
    between = read_between(folder)
    for path in document_paths(folder):
        report = between.read(path).report
        document_id = report.document.document_id
        for table, found in values.items():
            names = columns(table)[1:]
            found.extend(
                (document_id, *(_plain(getattr(row, name)) for name in names)) for row in rows(report, table)
            )
    return {
        table: pd.DataFrame(
            {
                column.name: pd.Series([row[position] for row in found], dtype=_dtype(column))
                for position, column in enumerate(column_types(table))
            }
        )
        for table, found in values.items()
    }


def _dtype(column: Column) -> Any:
    return "object" if column.is_list else _DTYPES[column.kind]


def _plain(value: Any) -> Any:

    if isinstance(value, Decimal):
        return float(value)
    return value.value if isinstance(value, Enum) else value
