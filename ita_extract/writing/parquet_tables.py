"""documents/*.json -> parquet/<table>.parquet, typed; equal bytes from equal documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from ita_extract.errors import OutputError
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.model import TABLES
from ita_extract.writing.arrow_schema import arrow_schema
from ita_extract.writing.atomic import whole_path
from ita_extract.writing.documents import StoredReport
from ita_extract.writing.stored_columns import stored_columns, stored_rows

if TYPE_CHECKING:
    import pyarrow as pa

FOLDER = "parquet"
_MADE_FROM = b"ita_extract:made_from"
# A row group ends at whichever comes first. Both depend on the documents alone, and so do the bytes of the file.
_GROUP_ROWS = 122_880  # what DuckDB reads at a time
_GROUP_BYTES = 4 * 1024 * 1024  # a table of long texts must not fill the memory
_BATCH_ROWS = 500  # Python objects held at a time


def parquet_path(folder: Path, table: str) -> Path:
    """Return where the Parquet file of a table lies in an output folder."""
    return folder / FOLDER / f"{table}.parquet"


@contextmanager
def parquet_tables(output: Path) -> Iterator[_ParquetTables]:
    """Open the Parquet files of all tables; they appear when the block ends without an error.

    Raises OutputError when a file cannot be written.
    """
    with ExitStack() as open_files:
        tables = _ParquetTables(
            [open_files.enter_context(_table_file(parquet_path(output, table), table)) for table in TABLES]
        )
        yield tables
        tables.finish()


def digest_of(documents: Iterable[tuple[str, str]]) -> str:
    """Return one hash for a set of documents, given in order as (document_id, content_sha256)."""
    digest = hashlib.sha256()
    for document_id, content_sha256 in documents:
        digest.update(f"{document_id} {content_sha256}\n".encode())
    return digest.hexdigest()


def made_from(path: Path, table: str) -> str | None:
    """Return the digest of the documents from which a Parquet file was made.

    None where it is no Parquet file of this version: one with other columns must not pass for it.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as found:
            value = (found.metadata.metadata or {}).get(_MADE_FROM)
            return (
                value.decode()
                if value and found.schema_arrow.equals(arrow_schema(stored_columns(table)))
                else None
            )
    except (pa.ArrowException, OSError):
        return None


class _ParquetTables:
    """The Parquet files of all tables while they are being written."""

    def __init__(self, tables: list[_TableFile]) -> None:
        self._tables = tables
        self._documents: list[tuple[str, str]] = []

    def add(self, stored: StoredReport) -> None:
        """Append all rows of a report."""
        self._documents.append((stored.report.document.document_id, stored.content_sha256))
        for table in self._tables:
            table.add(stored)

    def finish(self) -> None:
        """End all files; each tells from which documents it was made, so that no two makings get mixed."""
        digest = digest_of(self._documents)
        for table in self._tables:
            table.finish(digest)


class _TableFile:
    """The Parquet file of one table while it is being written."""

    def __init__(self, path: Path, table: str) -> None:
        import pyarrow.parquet as pq

        self._table = table
        self._schema = arrow_schema(stored_columns(table))
        self._rows: list[tuple[Any, ...]] = []
        self._batches: list[pa.RecordBatch] = []
        self._waiting_rows = self._waiting_bytes = 0
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")

    def add(self, stored: StoredReport) -> None:
        """Append the rows that a report has for this table."""
        self._rows.extend(stored_rows(stored, self._table))
        while len(self._rows) >= _BATCH_ROWS:
            self._seal(self._rows[:_BATCH_ROWS])
            del self._rows[:_BATCH_ROWS]

    def finish(self, digest: str) -> None:
        """Write what is still in memory, and the end of the file."""
        if self._rows:
            self._seal(self._rows)
        self._write()
        self._writer.add_key_value_metadata({_MADE_FROM.decode(): digest})
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._writer.close()

    def _seal(self, found: list[tuple[Any, ...]]) -> None:
        batch = self._batch(found)
        self._batches.append(batch)
        self._waiting_rows += batch.num_rows
        self._waiting_bytes += batch.nbytes
        if self._waiting_rows >= _GROUP_ROWS or self._waiting_bytes >= _GROUP_BYTES:
            self._write()

    def _batch(self, found: list[tuple[Any, ...]]) -> pa.RecordBatch:
        import pyarrow as pa

        arrays = []
        for position, field in enumerate(self._schema):
            values = [row[position] for row in found]
            try:
                arrays.append(pa.array(values, type=field.type))
            except (pa.ArrowException, OverflowError) as error:
                self._refuse(found, position, field, error)
        return pa.RecordBatch.from_arrays(arrays, schema=self._schema)

    def _refuse(
        self, found: list[tuple[Any, ...]], position: int, field: pa.Field, cause: Exception
    ) -> NoReturn:
        """Name the value that does not fit, so that a person finds the document."""
        import pyarrow as pa

        for row in found:
            try:
                pa.array([row[position]], type=field.type)
            except (pa.ArrowException, OverflowError) as error:
                raise OutputError(
                    both(
                        "Document {document_id}: {table}.{name} is {value}, which no {type} holds exactly, "
                        "so no tables were made.",
                        document_id=row[0],
                        table=self._table,
                        name=field.name,
                        value=row[position],
                        type=field.type,
                    ),
                    hint=N_(
                        "Look at that document; delete its file in documents/ to make the tables without it."
                    ),
                ) from error
        raise cause

    def _write(self) -> None:
        import pyarrow as pa

        if self._batches:
            table = pa.Table.from_batches(self._batches, self._schema).unify_dictionaries()
            self._writer.write_table(table, row_group_size=table.num_rows)
        self._batches = []
        self._waiting_rows = self._waiting_bytes = 0


@contextmanager
def _table_file(path: Path, table: str) -> Iterator[_TableFile]:
    with whole_path(path) as temporary:
        file = _TableFile(temporary, table)
        try:
            yield file
        finally:
            file.close()
