"""documents/*.json -> csv/<table>.csv, all tables in one pass, one report in memory at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from operator import attrgetter
from pathlib import Path

from ita_extract.model import TABLES, Report, columns, rows
from ita_extract.writing.atomic import whole_file
from ita_extract.writing.cells import cell, harmless
from ita_extract.writing.column_types import Column, Kind, column_types
from ita_extract.writing.documents import read_documents

FOLDER = "csv"
BYTE_ORDER_MARK = "\ufeff"


def write_csv_tables(output: Path, *, excel: bool = False) -> dict[str, int]:
    """Write the CSV of every table of an output folder from its documents; return how many rows each got.

    Raises OutputError when a document cannot be read (the tables of an earlier run then stay as they were) or
    a table cannot be written.
    """
    with csv_tables(output, excel=excel) as tables:
        for report in read_documents(output):
            tables.add(report)
    return tables.counts


@contextmanager
def csv_tables(output: Path, *, excel: bool = False) -> Iterator[_CsvTables]:
    """Open the CSV files of all tables; they appear when the block ends without an error.

    All tables are written, an empty one with its header alone. `excel` adds a byte order mark (without it
    Excel shows Thai as rubbish) and disarms texts that look like formulas, dates or numbers. Raises
    OutputError when a file cannot be written.
    """
    with ExitStack() as open_files:
        yield _CsvTables(
            {
                table: open_files.enter_context(
                    _table_file(output / FOLDER / f"{table}.csv", table, excel=excel)
                )
                for table in TABLES
            }
        )


class _CsvTables:
    """The CSV files of all tables while they are being written."""

    def __init__(self, tables: dict[str, _TableFile]) -> None:
        self._tables = tables

    def add(self, report: Report) -> None:
        """Append all rows of a report."""
        for table in self._tables.values():
            table.add(report)

    @property
    def counts(self) -> dict[str, int]:
        """The rows that each table has so far."""
        return {name: table.count for name, table in self._tables.items()}


class _TableFile:
    """The CSV file of one table while it is being written."""

    def __init__(self, stream: io.TextIOWrapper, table: str, *, excel: bool) -> None:
        self.count = 0
        self._table = table
        first, *own = columns(table)
        self._values = attrgetter(*own)  # a thousand rows a document: one call for all cells of a row
        self._disarm = disarming(column_types(table)) if excel else None
        if excel:
            stream.write(BYTE_ORDER_MARK)
        self._writer = csv.writer(stream, lineterminator="\n")
        self._writer.writerow((first, *own))

    def add(self, report: Report) -> None:
        """Append the rows that a report has for this table."""
        document_id = report.document.document_id
        for row in rows(report, self._table):
            cells = [document_id, *map(cell, self._values(row))]
            self._writer.writerow(self._disarm(cells) if self._disarm else cells)
            self.count += 1


def disarming(columns: Sequence[Column]) -> Callable[[Sequence[str]], list[str]]:
    """Return what makes the texts of a row harmless for spreadsheets; its numbers and dates are what they look like."""
    texts = [column.kind is Kind.STRING or column.is_list for column in columns]

    def disarm(cells: Sequence[str]) -> list[str]:
        return [harmless(text) if is_text else text for text, is_text in zip(cells, texts, strict=True)]

    return disarm


@contextmanager
def _table_file(path: Path, table: str, *, excel: bool) -> Iterator[_TableFile]:
    with whole_file(path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        yield _TableFile(text, table, excel=excel)
        text.flush()
        text.detach()  # whole_file still has to force the bytes to the disk
