"""What each column of a table is, read off the model: the one place that knows pydantic's field types."""

from __future__ import annotations

import datetime as dt
import types
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, Literal, Union, get_args, get_origin

import annotated_types
from pydantic.fields import FieldInfo

from ita_extract.evidence import EvidenceRow
from ita_extract.model import TABLES, columns, description


class Kind(StrEnum):
    """The type of a column's value, or of the members of its list."""

    INTEGER = "integer"
    NUMBER = "number"
    SCORE = "score"
    STRING = "string"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "datetime"  # UTC; in the books of a warehouse alone, for data files hold no clock time


@dataclass(frozen=True)
class Column:
    """One column of one table; `values` are all that may stand there, where the model lists them.

    `may_be_empty` is about a CSV cell, which cannot tell "" and an empty list from nothing; `may_be_null` about
    a database, which can.
    """

    name: str
    kind: Kind
    description: str
    is_list: bool = False
    may_be_empty: bool = False
    may_be_null: bool = False
    values: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None


_KINDS: dict[type, Kind] = {
    bool: Kind.BOOLEAN,
    int: Kind.INTEGER,
    float: Kind.NUMBER,
    Decimal: Kind.SCORE,
    str: Kind.STRING,
    dt.date: Kind.DATE,
}


def column_types(table: str) -> tuple[Column, ...]:
    """Return a table's columns in order. Raises KeyError for a name that is no table."""
    return tuple(_column(table, name) for name in columns(table))


def _column(table: str, name: str) -> Column:
    fields = TABLES[table].model_fields
    text = description(table, name)
    if name not in fields:  # document_id, which every row has from its report
        return Column(name, Kind.STRING, text)
    field = fields[name]
    inner, optional = _without_none(field.annotation)
    is_list = get_origin(inner) is tuple
    if is_list:
        inner = get_args(inner)[0]
    kind, values = _kind(inner)
    # Text read from a page, or left out, may be "", which a CSV cannot tell from nothing.
    may_be_blank = field.default == "" or issubclass(TABLES[table], EvidenceRow)
    empty = optional or is_list or (kind is Kind.STRING and not values and may_be_blank)
    return Column(name, kind, text, is_list, empty, optional, values, *_bounds(field))


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, types.UnionType):
        members = [member for member in get_args(annotation) if member is not type(None)]
        return members[0], True
    return annotation, False


def _kind(annotation: Any) -> tuple[Kind, tuple[str, ...]]:
    if get_origin(annotation) is Literal:
        return Kind.STRING, tuple(get_args(annotation))
    if hasattr(annotation, "__metadata__"):  # Annotated, as model.Score is
        return _kind(get_args(annotation)[0])
    if issubclass(annotation, Enum):
        return Kind.STRING, tuple(str(member.value) for member in annotation)
    return _KINDS[annotation], ()


def _bounds(field: FieldInfo) -> tuple[float | None, float | None]:
    minimum = maximum = None
    for rule in field.metadata:
        if isinstance(rule, annotated_types.Ge):
            minimum = float(rule.ge)  # type: ignore[arg-type]
        if isinstance(rule, annotated_types.Le):
            maximum = float(rule.le)  # type: ignore[arg-type]
    return minimum, maximum
