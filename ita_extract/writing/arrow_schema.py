"""What a column is in Arrow, and so in Parquet: decimals, dates, lists, dictionaries for listed values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ita_extract.writing.column_types import Column, Kind

if TYPE_CHECKING:
    import pyarrow as pa

# Scores have two digits, a few more where the report prints more. A value that does not fit is never rounded.
SCORE_DIGITS = 18
SCORE_DECIMALS = 6


def arrow_schema(columns: tuple[Column, ...]) -> pa.Schema:
    """Return the schema of a table; each field tells in its metadata what it holds."""
    import pyarrow as pa

    return pa.schema(
        [
            pa.field(
                column.name,
                arrow_type(column),
                nullable=column.may_be_null,
                metadata={"description": column.description},
            )
            for column in columns
        ]
    )


def arrow_type(column: Column) -> pa.DataType:
    """Return a column's type. Text that may only be one of a few values is dictionary-encoded."""
    import pyarrow as pa

    types = {
        Kind.INTEGER: pa.int64(),
        Kind.NUMBER: pa.float64(),
        Kind.SCORE: pa.decimal128(SCORE_DIGITS, SCORE_DECIMALS),
        Kind.STRING: pa.dictionary(pa.int32(), pa.string()) if column.values else pa.string(),
        Kind.BOOLEAN: pa.bool_(),
        Kind.DATE: pa.date32(),
        Kind.TIME: pa.timestamp("us"),
    }
    kind = types[column.kind]
    return pa.list_(pa.field("element", kind, nullable=False)) if column.is_list else kind
