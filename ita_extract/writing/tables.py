"""documents/*.json -> all tables of an output folder, in every form. The one place that knows the forms."""

from __future__ import annotations

import json
from pathlib import Path

from ita_extract.checking.collection.versions import Version, fact_of, versions, with_version
from ita_extract.writing.atomic import write_whole
from ita_extract.writing.csv_tables import csv_tables
from ita_extract.writing.documents import StoredReport, content_hash, document_paths, read_head, read_stored
from ita_extract.writing.duckdb_file import write_duckdb
from ita_extract.writing.parquet_tables import parquet_tables
from ita_extract.writing.table_schema import data_package, descriptor

DATA_PACKAGE = "datapackage.json"


def in_the_tables(stored: StoredReport, found: dict[str, Version]) -> StoredReport:
    """Return a report as the tables have it among the others; what others change changes its hash, too."""
    report = with_version(stored.report, found)
    if report is stored.report:
        return stored
    told = report.document.model_dump_json(include={"superseded_by", "review_reasons"})
    return StoredReport(report, content_hash(f"{stored.content_sha256} {told}".encode()))


def write_tables(output: Path, *, excel: bool = False) -> dict[str, int]:
    """Write csv/, parquet/, ita.duckdb and datapackage.json from the documents; return the rows of each table.

    One report is in memory at a time. Every form is made from the columns of the model, so a new column or table
    appears in all of them. `excel` is about the CSV alone. Raises OutputError when a document cannot be read
    (all tables of an earlier run then stay as they were) or a file cannot be written.
    """
    paths = document_paths(output)
    found = versions(filter(None, (fact_of(read_head(path)) for path in paths)))
    with csv_tables(output, excel=excel) as comma, parquet_tables(output) as parquet:
        for path in paths:
            stored = in_the_tables(read_stored(path), found)
            comma.add(stored.report)
            parquet.add(stored)
    write_duckdb(output)
    package = json.dumps(descriptor(data_package()), ensure_ascii=False, indent=2)
    write_whole(output / DATA_PACKAGE, f"{package}\n".encode())
    return comma.counts
