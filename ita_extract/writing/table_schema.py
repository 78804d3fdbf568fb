"""Frictionless Table Schema of each CSV table, generated from the model.

The standard: Table Schema v1 and Data Package v1 of Open Knowledge (https://specs.frictionlessdata.io).
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from ita_extract.model import TABLES
from ita_extract.writing.cells import LIST_SEPARATOR
from ita_extract.writing.column_types import Column, Kind, column_types
from ita_extract.writing.wide_columns import COLUMNS as WIDE_COLUMNS
from ita_extract.writing.wide_columns import NAME as WIDE
from ita_extract.writing.wide_columns import TITLE as WIDE_TITLE

FILES: tuple[str, ...] = (*TABLES, WIDE)  # the tables of csv/ and parquet/
_TYPES = {Kind.SCORE: "number"}  # all others have the standard's own name


class _Part(BaseModel):
    """A part of a descriptor; its JSON has the standard's camelCase names and no empty entries."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)


class Constraints(_Part):
    """What a value must satisfy."""

    required: bool | None = None
    unique: bool | None = None
    enum: tuple[str, ...] | None = None
    minimum: int | float | None = None
    maximum: int | float | None = None


class SchemaField(_Part):
    """One column."""

    name: str
    type: str
    title: str
    description: str
    constraints: Constraints | None = None


class Reference(_Part):
    """The table and column that a foreign key points to."""

    resource: str
    fields: str


class ForeignKey(_Part):
    """A column whose values stand in another table."""

    fields: str
    reference: Reference


class TableSchema(_Part):
    """The schema of one table."""

    fields: tuple[SchemaField, ...]
    missing_values: tuple[str, ...] = ("",)
    primary_key: str | None = None
    foreign_keys: tuple[ForeignKey, ...] | None = None


class Resource(_Part):
    """One CSV file of the output folder."""

    name: str
    path: str
    title: str
    profile: str = "tabular-data-resource"
    format: str = "csv"
    mediatype: str = "text/csv"
    encoding: str = "utf-8"
    schema_: TableSchema

    model_config = ConfigDict(alias_generator=lambda name: to_camel(name.rstrip("_")), populate_by_name=True)


class DataPackage(_Part):
    """All tables of an output folder."""

    name: str = "ita-extract"
    profile: str = "tabular-data-package"
    resources: tuple[Resource, ...]


def table_schema(table: str) -> TableSchema:
    """Return the schema of one table. Raises KeyError for a name that is no table."""
    fields = tuple(_field(table, column) for column in file_columns(table))
    if table == "documents":
        return TableSchema(fields=fields, primary_key="document_id")
    key = ForeignKey(fields="document_id", reference=Reference(resource="documents", fields="document_id"))
    own = "document_id" if table == WIDE else None
    return TableSchema(fields=fields, primary_key=own, foreign_keys=(key,))


def file_columns(table: str) -> tuple[Column, ...]:
    """Return the columns of a table's file in order. Raises KeyError for a name that is no table."""
    return WIDE_COLUMNS if table == WIDE else column_types(table)


def data_package() -> DataPackage:
    """Return the descriptor of all tables: the datapackage.json of an output folder."""
    return DataPackage(
        resources=tuple(
            Resource(
                name=table, path=f"csv/{table}.csv", title=table_title(table), schema_=table_schema(table)
            )
            for table in FILES
        )
    )


def table_title(table: str) -> str:
    """Return what one row of a table is, from the model."""
    if table == WIDE:
        return WIDE_TITLE
    return (TABLES[table].__doc__ or table).strip().splitlines()[0].rstrip(".")


def descriptor(part: _Part) -> dict[str, Any]:
    """Return a schema or a package as the standard's JSON object."""
    return part.model_dump(mode="json", by_alias=True, exclude_none=True)


def _field(table: str, column: Column) -> SchemaField:
    text = column.description
    if column.is_list:
        return SchemaField(
            name=column.name,
            type="string",
            title=_title(column.name),
            description=f"{text} (list, joined by '{LIST_SEPARATOR}')",
        )
    is_key = table in ("documents", WIDE) and column.name == "document_id"
    constraints = Constraints(
        required=None if column.may_be_empty else True,
        unique=True if is_key else None,
        enum=column.values or None,
        minimum=_whole(column, column.minimum),
        maximum=_whole(column, column.maximum),
    )
    return SchemaField(
        name=column.name,
        type=_TYPES.get(column.kind, column.kind.value),
        title=_title(column.name),
        description=text,
        constraints=constraints if constraints.model_dump(exclude_none=True) else None,
    )


def _whole(column: Column, bound: float | None) -> int | float | None:
    return int(bound) if bound is not None and column.kind is Kind.INTEGER else bound


def _title(name: str) -> str:
    return name.replace("_", " ")
