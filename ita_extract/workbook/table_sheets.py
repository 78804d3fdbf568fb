"""A table of the output folder -> a sheet: two heads, frozen and with a filter, and the rows of its Parquet file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ita_extract.evidence import EvidenceRow
from ita_extract.messages import _
from ita_extract.model import NOTES
from ita_extract.workbook.cell_values import cell_of
from ita_extract.workbook.headings import DOUBT, REPORT
from ita_extract.workbook.reasons import GUESSED, Why
from ita_extract.workbook.sheet import Sheet
from ita_extract.workbook.styles import Mark
from ita_extract.writing.column_types import column_types
from ita_extract.writing.parquet_tables import parquet_path
from ita_extract.writing.stored_columns import ROW_NUMBER

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

# A sheet with more rows opens slowly and cannot be mailed; Excel's own end is at 1,048,576.
MOST_ROWS = 100_000
_BATCH_ROWS = 2_000
MOST_COMMENTS = 2_000  # in a sheet, for many open slowly; the last column has the words of all rows
_BOX = ("x0", "top", "x1", "bottom")
_READ = frozenset(EvidenceRow.model_fields)
Reasons = Mapping[tuple[str, str, int], tuple[Why, ...]]  # by document_id, table and number of the row


@dataclass(frozen=True)
class Written:
    """What became of a table: its rows, and how many of them stand in the sheet; texts that were cut."""

    table: str
    rows: int
    shown: int
    cut: int

    @property
    def too_many(self) -> str:
        """Return what people are told of a table that is too long; nothing of one that is there."""
        if self.shown == self.rows:
            return ""
        words = _(
            "{rows} rows are too many for a sheet: they stand in csv/{table}.csv, parquet/ and ita.duckdb."
        )
        return words.format(rows=f"{self.rows:,}", table=self.table)


def write_table(
    sheet: Sheet, output: Path, table: str, titles: Mapping[str, str], reasons: Reasons
) -> Written:
    """Write a table of the model to a sheet.

    Each row begins with the title of its report and ends with the reason why it is in doubt; what was read is coloured
    there. A table of more than MOST_ROWS rows is left to the CSV, and the sheet says so: a part of it would give sums
    that nobody sees are wrong.
    """
    import pyarrow.parquet as pq

    columns = column_types(table)
    names = [column.name for column in columns]
    with_doubt = table != "documents"
    sheet.head([*([REPORT] if with_doubt else []), *names, *([DOUBT] if with_doubt else [])])
    with pq.ParquetFile(parquet_path(output, table)) as found:
        rows: int = found.metadata.num_rows
        if rows > MOST_ROWS:
            left_out = Written(table, rows, 0, 0)
            sheet.notice(left_out.too_many)
            return left_out
        comments = 0
        read = [name in _READ or name == "document_id" for name in names]
        for document_id, number, values in _rows(found, names, with_doubt=with_doubt):
            cells = [cell_of(value) for value in values]
            if not with_doubt:
                sheet.row(cells, _marks_of_document(names, values))
                continue
            why = _why(reasons.get((document_id, table, number), ()), dict(zip(names, values, strict=True)))
            mark = Mark.DOUBT if why else Mark.NONE
            words = "\n".join(entry.words for entry in why)
            row = sheet.row(
                [cell_of(titles[document_id]), *cells, cell_of(words)],
                [Mark.NONE, *(Mark.NONE if is_read else mark for is_read in read), mark],
            )
            if words and comments < MOST_COMMENTS:
                sheet.comment(row, 1 + read.index(False), words)
                comments += 1
    sheet.hide([name for name in _BOX if name in names])
    return Written(table, rows, rows, sheet.cut)


def titles_of(output: Path) -> dict[str, str]:
    """Return what each report is called, by document_id: the organisation as people write it, and the year."""
    import pyarrow.parquet as pq

    wanted = ["document_id", "organization_type", "organization_name", "province", "fiscal_year", "source"]
    table = pq.read_table(parquet_path(output, "documents"), columns=wanted)
    return {row["document_id"]: _title(row) for row in table.to_pylist()}


def reasons_of(output: Path) -> dict[tuple[str, str, int], tuple[Why, ...]]:
    """Return the reasons for review that name a row, by that row."""
    import pyarrow.parquet as pq

    wanted = ["document_id", "table", "row", "slug", "page", "detail"]
    found: dict[tuple[str, str, int], list[Why]] = defaultdict(list)
    for entry in pq.read_table(parquet_path(output, "review_reasons"), columns=wanted).to_pylist():
        if entry["table"] and entry["row"] and entry["slug"] not in NOTES:
            key = (entry["document_id"], entry["table"], entry["row"])
            found[key].append(Why(entry["slug"], entry["page"], entry["detail"]))
    return {key: tuple(entries) for key, entries in found.items()}


def _title(row: dict[str, Any]) -> str:
    from ita_extract.categories import joined_name

    name = joined_name(row["organization_type"], row["organization_name"])
    if name is None:
        return str(row["source"])
    province = row["province"]
    place = f" จ.{province}" if province and province not in name else ""
    year = f" {row['fiscal_year']}" if row["fiscal_year"] else ""
    return f"{name}{place}{year}"


def _marks_of_document(names: list[str], values: tuple[Any, ...]) -> list[Mark]:
    """Return the colours of a row of documents: of its status, where it is in doubt or was not read."""
    marks = {"review": Mark.DOUBT, "failed": Mark.ERROR}
    return [
        marks.get(value, Mark.NONE) if name == "status" else Mark.NONE
        for name, value in zip(names, values, strict=True)
    ]


def _why(named: tuple[Why, ...], values: Mapping[str, Any]) -> tuple[Why, ...]:
    """Return the reasons of a row, and that a character of it was guessed, unless a person looked at it."""
    confidence = values.get("confidence")
    if (
        values.get("decided_by")
        or confidence is None
        or confidence >= 1
        or any(entry.slug == GUESSED for entry in named)
    ):
        return named
    return (*named, Why(GUESSED, values.get("page"), f"{confidence:.2f}"))


def _rows(
    found: ParquetFile, names: list[str], *, with_doubt: bool
) -> Iterator[tuple[str, int, tuple[Any, ...]]]:
    """Yield (document_id, number of the row, its values in the order of the CSV)."""
    wanted = [*names, ROW_NUMBER.name] if with_doubt else names
    for batch in found.iter_batches(batch_size=_BATCH_ROWS, columns=wanted):
        columns = [batch.column(name).to_pylist() for name in names]
        numbers = batch.column(ROW_NUMBER.name).to_pylist() if with_doubt else [1] * batch.num_rows
        for values, number in zip(zip(*columns, strict=True), numbers, strict=True):
            yield values[0], number, values
