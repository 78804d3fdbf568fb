"""The load itself: staged, checked, compared with what is there, written in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ita_extract.errors import UsageError
from ita_extract.loading.address import DuckdbAddress, PostgresAddress, checked_schema, parse_address
from ita_extract.loading.books import LOAD_DOCUMENTS, LOADS, Action, LoadSummary, document_rows, load_row
from ita_extract.loading.contract import check_contract
from ita_extract.loading.duckdb_warehouse import duckdb_warehouse
from ita_extract.loading.migration import MODEL_TABLES, migration, new_keys, schema_digest
from ita_extract.loading.postgres_warehouse import postgres_warehouse
from ita_extract.loading.refusals import TargetError
from ita_extract.loading.staged_sql import (
    RowCounts,
    changed_counts,
    changed_rows,
    choose_documents,
    leave_out,
    outgoing_documents,
    put_own_rows,
    staged_counts,
    staged_documents,
    staged_views,
    undecided_documents,
)
from ita_extract.loading.staging import staged_tables
from ita_extract.loading.unstorable import unstorable_documents
from ita_extract.loading.warehouse import Present, Warehouse
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.writing.duckdb_file import NAME as OWN_DUCKDB
from ita_extract.writing.parquet_tables import digest_of

if TYPE_CHECKING:
    import duckdb

log = logging.getLogger("ita_extract.load")

Documents = dict[str, tuple[str, str]]


def load(
    output: str | Path,
    to: str,
    *,
    schema: str = "ita",
    prune: bool = False,
    allow_older: bool = False,
    only_decided: bool = False,
) -> LoadSummary:
    """Load an output folder into DuckDB or PostgreSQL (`to` is a URL), and return what changed.

    Documents whose content and extractor version are there already are left alone; if all are, and the tables
    are today's, nothing at all is written. Rows are counted: a table that was emptied or dropped by hand is filled
    again. A document that a newer version had read stays, unless `allow_older`. One with text that the database
    cannot hold is left out and named in the summary; with `only_decided` so is one with open doubts, of status review,
    and what the warehouse has of it stays. The others are deleted and inserted, with the books (`loads`,
    `load_documents`), in one transaction: a load that is killed leaves the warehouse as it was. Documents that
    the folder does not hold stay, unless `prune`. Raises UsageError (URL, schema, missing driver), NoInputError,
    OutputError (the folder), ContractError (the tables; it names the rows), NewerWarehouseError and TargetError.
    """
    folder = Path(output)
    address = parse_address(to)
    checked_schema(schema)
    if isinstance(address, DuckdbAddress) and _same(address.path, folder / OWN_DUCKDB):
        raise UsageError(
            both("{path} is made anew by each run.", path=address.path),
            hint=N_("Name another file, as in: --to duckdb:///warehouse.duckdb"),
        )
    with staged_tables(folder) as staged, staged_views(staged) as connection:
        refused = unstorable_documents(connection) if isinstance(address, PostgresAddress) else {}
        undecided = undecided_documents(connection) if only_decided else ()
        if refused or undecided:
            leave_out(connection, staged, {*refused, *undecided})
        check_contract(connection, text_may_hold_nul=isinstance(address, DuckdbAddress))
        with _warehouse(connection, address, schema) as warehouse:
            counts = staged_counts(connection)
            plan = _plan(
                staged_documents(connection),
                counts,
                warehouse.present(),
                {*refused, *undecided},
                prune=prune,
                allow_older=allow_older,
            )
            done = _carry_out(plan, connection, warehouse, str(address))
            return replace(done, refused=refused, undecided=undecided)


@dataclass(frozen=True)
class _Plan:
    """What is to be done, by document_id."""

    wanted: Documents
    present: Present
    added: tuple[str, ...]
    replaced: tuple[str, ...]
    pruned: tuple[str, ...]
    older: tuple[str, ...]
    kept: int

    @property
    def whole(self) -> bool:
        """Whether every document of the folder is to be written."""
        return len(self.added) + len(self.replaced) == len(self.wanted)

    def is_done(self, schema_sha256: str) -> bool:
        """Whether the warehouse is already as it shall be."""
        same = self.present.schema_sha256 == schema_sha256 and not self.present.lacks_parts
        return same and not (self.added or self.replaced or self.pruned)

    def entries(self) -> Iterator[tuple[str, Action, str, str]]:
        """Yield what the books say of each document."""
        for documents, action, source in (
            (self.added, Action.ADDED, self.wanted),
            (self.replaced, Action.REPLACED, self.wanted),
            (self.pruned, Action.PRUNED, self.present.documents),
        ):
            for document_id in documents:
                yield (document_id, action, *source[document_id])


def _plan(
    wanted: Documents,
    counts: RowCounts,
    present: Present,
    refused: Collection[str],
    *,
    prune: bool,
    allow_older: bool,
) -> _Plan:
    there = present.documents
    absent = tuple(sorted(there.keys() - wanted.keys() - set(refused)))
    older = tuple(
        sorted(
            key
            for key in wanted.keys() & there.keys()
            if not allow_older and _is_older(wanted[key], there[key])
        )
    )
    other = {
        key
        for key in wanted.keys() & there.keys()
        if wanted[key] != there[key] or counts.get(key) != present.rows.get(key)
    }
    return _Plan(
        wanted=wanted,
        present=present,
        added=tuple(sorted(wanted.keys() - there.keys())),
        replaced=tuple(sorted(other - set(older))),
        pruned=absent if prune else (),
        older=older,
        kept=0 if prune else len(absent),
    )


def _is_older(first: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether a document was read by an older version than another."""
    from packaging.version import InvalidVersion, Version

    try:
        return Version(first[0]) < Version(other[0])
    except InvalidVersion:
        return False


def _carry_out(
    plan: _Plan, connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, target: str
) -> LoadSummary:
    schema_sha256 = schema_digest(warehouse.dialect)
    remains = tuple(
        entry for entry in plan.added if entry in plan.present.rows
    )  # of a table documents that was emptied
    outgoing = plan.replaced + plan.pruned + remains
    choose_documents(connection, changed=plan.added + plan.replaced, outgoing=outgoing)
    done = plan.is_done(schema_sha256)
    summary = LoadSummary(
        target=target,
        load_id=None if done else plan.present.last_load_id + 1,
        documents=len(plan.wanted),
        added=len(plan.added),
        replaced=len(plan.replaced),
        unchanged=len(plan.wanted) - len(plan.added) - len(plan.replaced) - len(plan.older),
        kept=plan.kept,
        pruned=len(plan.pruned),
        rows=changed_counts(connection, whole=plan.whole),
        older=len(plan.older),
    )
    if summary.load_id is None:
        return summary
    changes = migration(warehouse.qualifier, warehouse.dialect, plan.present.tables)
    output_sha256 = digest_of((entry, content) for entry, (_, content) in plan.wanted.items())
    versions = (version for version, _ in plan.wanted.values())
    rows_of = (
        (LOADS, [load_row(summary, versions, output_sha256, schema_sha256)]),
        (LOAD_DOCUMENTS, document_rows(summary.load_id, plan.entries())),
    )
    # before the transaction, for one may write to one database only
    books = [(book, put_own_rows(connection, book, rows)) for book, rows in rows_of]
    warehouse.begin()
    if plan.present.schema_sha256 != schema_sha256 or plan.present.lacks_parts:
        for statement in changes:
            warehouse.execute(statement)
    if outgoing:
        warehouse.delete(MODEL_TABLES, outgoing_documents())
    for table in MODEL_TABLES:
        if summary.rows[table.name]:
            _check_count(
                table.name,
                warehouse.insert(table, changed_rows(table, whole=plan.whole)),
                summary.rows[table.name],
                target,
            )
    for book, query in books:
        warehouse.insert(book, query)
    for statement in new_keys(warehouse.qualifier, plan.present.tables, warehouse.keyed):
        warehouse.execute(statement)
    warehouse.commit()
    return summary


def _check_count(table: str, put: int, expected: int, target: str) -> None:
    if put != expected:
        raise TargetError(
            both(
                "Nothing was loaded into {target}: {table} took {put} rows of {expected}.",
                target=target,
                table=table,
                put=put,
                expected=expected,
            ),
            hint=N_("Look for a trigger or a rule on that table."),
        )


def _warehouse(
    connection: duckdb.DuckDBPyConnection, address: DuckdbAddress | PostgresAddress, schema: str
) -> AbstractContextManager[Warehouse]:
    if isinstance(address, DuckdbAddress):
        return duckdb_warehouse(connection, address, schema)
    return postgres_warehouse(connection, address, schema)


def _same(first: Path, other: Path) -> bool:
    return first.resolve() == other.resolve()
