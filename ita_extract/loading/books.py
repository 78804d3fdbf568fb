"""The books of a warehouse: which load brought which documents. Rows are added, never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from ita_extract import __version__
from ita_extract.writing.column_types import Column, Kind
from ita_extract.writing.stored_columns import StoredTable


class Action(StrEnum):
    """What a load did to a document."""

    ADDED = "added"
    REPLACED = "replaced"
    PRUNED = "pruned"


_LOAD_ID = Column("load_id", Kind.INTEGER, "number of the load, from 1", minimum=1)

LOADS = StoredTable(
    "loads",
    "One load that changed something",
    (
        _LOAD_ID,
        Column("loaded_at", Kind.TIME, "when it was loaded, UTC"),
        Column("program_version", Kind.STRING, "version of ita_extract that loaded it"),
        Column("extractor_versions", Kind.STRING, "versions that had read the documents", is_list=True),
        Column("documents", Kind.INTEGER, "documents in the output folder"),
        Column("added", Kind.INTEGER, "of these, documents that were new"),
        Column(
            "replaced", Kind.INTEGER, "of these, documents whose content or extractor version had changed"
        ),
        Column("unchanged", Kind.INTEGER, "of these, documents that were there just so"),
        Column("kept", Kind.INTEGER, "documents of the warehouse that the output folder does not hold"),
        Column("pruned", Kind.INTEGER, "documents taken away by --prune"),
        Column("rows_loaded", Kind.INTEGER, "rows written to all tables of the model together"),
        Column("output_sha256", Kind.STRING, "hash over the documents of the output folder, hex"),
        Column("schema_sha256", Kind.STRING, "hash over the tables and views as this load made them, hex"),
    ),
    ("load_id",),
)

LOAD_DOCUMENTS = StoredTable(
    "load_documents",
    "One document that a load added, replaced or took away",
    (
        _LOAD_ID,
        Column("document_id", Kind.STRING, "the document"),
        Column("action", Kind.STRING, "what was done", values=tuple(Action)),
        Column("extractor_version", Kind.STRING, "version of ita_extract that had read it"),
        Column("content_sha256", Kind.STRING, "SHA-256 of its JSON, hex"),
    ),
    ("load_id", "document_id"),
)

BOOKS = (LOADS, LOAD_DOCUMENTS)


@dataclass(frozen=True)
class LoadSummary:
    """What a load came to. `load_id` is None where nothing had changed, and nothing was written.

    `older` documents stayed as a newer version had read them; `refused` are those that the database cannot hold, with
    the column that it is about. `undecided` were left out for their open doubts, where only decided ones were wanted.
    """

    target: str
    load_id: int | None
    documents: int
    added: int
    replaced: int
    unchanged: int
    kept: int
    pruned: int
    rows: dict[str, int]
    older: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    undecided: tuple[str, ...] = ()


def load_row(
    summary: LoadSummary, extractor_versions: Iterable[str], output_sha256: str, schema_sha256: str
) -> tuple[object, ...]:
    """Return the row of a load, its values in the order of the columns."""
    return (
        summary.load_id,
        dt.datetime.now(dt.UTC).replace(tzinfo=None),
        __version__,
        sorted(set(extractor_versions)),
        summary.documents,
        summary.added,
        summary.replaced,
        summary.unchanged,
        summary.kept,
        summary.pruned,
        sum(summary.rows.values()),
        output_sha256,
        schema_sha256,
    )


def document_rows(load_id: int, done: Iterable[tuple[str, Action, str, str]]) -> list[tuple[object, ...]]:
    """Return the rows of a load's documents, given as (document_id, action, version, content)."""
    return [(load_id, *entry) for entry in done]
