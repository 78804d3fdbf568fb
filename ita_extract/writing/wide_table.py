"""ita.duckdb -> csv/reports.csv and parquet/reports.parquet: the view `reports`, for those who open files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ita_extract.errors import OutputError
from ita_extract.messages.both import both
from ita_extract.writing.arrow_schema import arrow_schema
from ita_extract.writing.atomic import whole_file, whole_path
from ita_extract.writing.cells import cell
from ita_extract.writing.csv_tables import BYTE_ORDER_MARK, disarming
from ita_extract.writing.csv_tables import FOLDER as CSV
from ita_extract.writing.duckdb_file import NAME as DATABASE
from ita_extract.writing.duckdb_file import SILENCE
from ita_extract.writing.parquet_tables import parquet_path
from ita_extract.writing.sql_tables import literal, names
from ita_extract.writing.wide_columns import COLUMNS, NAME

if TYPE_CHECKING:
    import duckdb

_MEMORY = "160MB"
_BATCH_ROWS = 1_000


@contextmanager
def database(output: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the ita.duckdb of an output folder for reading. Raises OutputError where it cannot be read."""
    import duckdb

    path = output / DATABASE
    try:
        # attached, for a file that this process has open elsewhere cannot be opened again with other settings
        with duckdb.connect(config={"threads": 1, "memory_limit": _MEMORY}) as connection:
            connection.execute(SILENCE)
            connection.execute(f"ATTACH {literal(str(path))} AS made (READ_ONLY)")
            connection.execute("USE made")
            yield connection
    except duckdb.Error as error:
        raise OutputError(both("{path} cannot be read: {error}.", path=path, error=error)) from error


def wide_rows(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of `reports`, values in the order of its COLUMNS: province by province, then year by year."""
    found = connection.execute(
        f"SELECT {names(COLUMNS)} FROM {NAME} ORDER BY province NULLS LAST, district NULLS LAST, "
        "organization_type NULLS LAST, organization_name NULLS LAST, organization_key, fiscal_year NULLS LAST, "
        "document_id"
    )
    while rows := found.fetchmany(_BATCH_ROWS):
        yield from rows


def write_wide_table(output: Path, *, excel: bool = False) -> int:
    """Write the CSV and the Parquet file of `reports` from ita.duckdb, and return how many rows they have.

    `excel` is about the CSV alone, as in csv_tables. Raises OutputError when a file cannot be read or written.
    """
    with database(output) as connection:
        rows = list(wide_rows(connection))  # one an organisation and year: some thousand short ones
    _write_csv(output / CSV / f"{NAME}.csv", rows, excel=excel)
    _write_parquet(parquet_path(output, NAME), rows)
    return len(rows)


def _write_csv(path: Path, rows: list[tuple[Any, ...]], *, excel: bool) -> None:
    with whole_file(path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        if excel:
            text.write(BYTE_ORDER_MARK)
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([column.name for column in COLUMNS])
        disarm = disarming(COLUMNS)
        for row in rows:
            cells = [cell(tuple(value) if isinstance(value, list) else value) for value in row]
            writer.writerow(disarm(cells) if excel else cells)
        text.flush()
        text.detach()  # whole_file still has to force the bytes to the disk


def _write_parquet(path: Path, rows: list[tuple[Any, ...]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = arrow_schema(COLUMNS)
    arrays = [pa.array([row[at] for row in rows], type=field.type) for at, field in enumerate(schema)]
    with whole_path(path) as temporary:
        pq.write_table(pa.Table.from_arrays(arrays, schema=schema), temporary, compression="zstd")
