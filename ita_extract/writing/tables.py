"""documents/*.json -> all tables of an output folder, in every form. The one place that knows the forms."""

from __future__ import annotations

import json
from pathlib import Path

from ita_extract.writing.atomic import write_whole
from ita_extract.writing.between import write_between
from ita_extract.writing.csv_tables import csv_tables
from ita_extract.writing.documents import document_paths
from ita_extract.writing.duckdb_file import write_duckdb
from ita_extract.writing.parquet_tables import parquet_tables
from ita_extract.writing.table_schema import data_package, descriptor
from ita_extract.writing.wide_columns import NAME as WIDE
from ita_extract.writing.wide_table import write_wide_table

DATA_PACKAGE = "datapackage.json"


def write_tables(output: Path, *, excel: bool = False) -> dict[str, int]:
    """Write csv/, parquet/, ita.duckdb and datapackage.json from the documents; return the rows of each table.

    What shows only between reports (findings, which version is current) is made first (`findings-between.json`) and
    stands in the tables. The wide table `reports` is read from ita.duckdb, whose view it is.
    One report is in memory at a time. Every form is made from the columns of the model, so a new column or table
    appears in all of them. `excel` is about the CSV alone. Raises OutputError when a document cannot be read
    (all tables of an earlier run then stay as they were) or a file cannot be written.
    """
    between = write_between(output)
    with csv_tables(output, excel=excel) as comma, parquet_tables(output) as parquet:
        for path in document_paths(output):
            stored = between.read(path)
            comma.add(stored.report)
            parquet.add(stored)
    write_duckdb(output)
    wide = write_wide_table(output, excel=excel)
    package = json.dumps(descriptor(data_package()), ensure_ascii=False, indent=2)
    write_whole(output / DATA_PACKAGE, f"{package}\n".encode())
    return comma.counts | {WIDE: wide}
