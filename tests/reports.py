"""Any report that the model allows, for property tests; made from the column types, so it grows with them."""

from __future__ import annotations

import datetime as dt
import hashlib

from hypothesis import strategies as st

from ita_extract.model import TABLES, Report, document_id_of
from ita_extract.writing.column_types import Column, Kind, column_types

LARGEST = 2**31
TEXT = st.text(max_size=12) | st.sampled_from(
    ["", "=1+1", "-", "ก,ข", 'ก"ข', "ก\nข", "ก\r\nข", "ก\rข", "a;b", "๙๖.๔", "\x00"]
)
SCORES = st.decimals(0, 100, places=2) | st.decimals(0, 100, places=4)


def reports() -> st.SearchStrategy[Report]:
    """Any report, with up to two rows a table."""
    document = st.fixed_dictionaries(_columns("documents")).map(_consistent)
    tables = {
        table: st.lists(st.fixed_dictionaries(_columns(table)), max_size=2)
        for table in TABLES
        if table not in ("documents", "finding_evidence")  # the places of a finding nest in it
    }
    return st.fixed_dictionaries({"document": document, **tables}).map(Report.model_validate)


def _columns(table: str) -> dict[str, st.SearchStrategy[object]]:
    return {
        column.name: _values(table, column)
        for column in column_types(table)
        if table == "documents" or column.name != "document_id"
    }


def _values(table: str, column: Column) -> st.SearchStrategy[object]:
    low = column.minimum or 0
    kinds: dict[Kind, st.SearchStrategy[object]] = {
        Kind.INTEGER: st.integers(int(low), int(column.maximum or LARGEST)),
        Kind.NUMBER: st.floats(low, column.maximum or 2000.0, allow_nan=False),
        Kind.SCORE: SCORES,
        Kind.STRING: st.sampled_from(column.values) if column.values else TEXT,
        Kind.BOOLEAN: st.booleans(),
        Kind.DATE: st.dates(dt.date(1, 1, 1)),
    }
    entry = kinds[column.kind]
    if column.is_list:
        return st.lists(entry, max_size=3).map(tuple)
    field = TABLES[table].model_fields.get(column.name)
    return entry | st.none() if field is not None and field.default is None else entry


def _consistent(values: dict[str, object]) -> dict[str, object]:
    sha256 = hashlib.sha256(str(values["sha256"]).encode()).hexdigest()
    return values | {"sha256": sha256, "document_id": document_id_of(sha256)}
