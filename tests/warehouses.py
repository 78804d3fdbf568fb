"""What tests of loading share: documents as an output folder, and a warehouse of either kind to look into."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import psycopg
from checked_fixtures import FAULTY, clean_reports, read

from ita_extract.model import Report, Status, document_id_of
from ita_extract.writing.documents import document_paths, read_stored, to_json, write_document
from ita_extract.writing.parquet_tables import parquet_tables
from ita_extract.writing.tables import write_tables

WAREHOUSE_GUIDE = Path(__file__).parent.parent / "docs" / "warehouse.md"
Rows = list[tuple[Any, ...]]


class Target(NamedTuple):
    """A place to load to, and a way to look into it."""

    url: str
    schema: str

    def query(self, sql: str) -> tuple[list[str], Rows]:
        """Return the columns and rows of a query, run in the target's schema."""
        if self.url.startswith("duckdb:"):
            with duckdb.connect(self.url.removeprefix("duckdb:///")) as connection:
                connection.execute(f"SET search_path TO {self.schema}")
                rows = connection.execute(sql).fetchall()
                return [column[0] for column in connection.description or []], rows
        with psycopg.connect(self.url) as other:
            other.execute(f"SET search_path TO {self.schema}".encode())
            cursor = other.execute(sql.encode())
            found = cursor.fetchall() if cursor.description else []
            return [column.name for column in cursor.description or []], found

    def tables(self, names: tuple[str, ...]) -> dict[str, Rows]:
        """Return all rows of tables in a fixed order; none of a table that is not there."""
        return {
            name: self.query(f"SELECT * FROM {name} ORDER BY 1, 2")[1]
            for name in names
            if name in self.names()
        }

    def names(self) -> set[str]:
        """Return the tables and views that are there."""
        sql = f"SELECT table_name FROM information_schema.tables WHERE table_schema = '{self.schema}'"
        if self.url.startswith("duckdb:") and not Path(self.url.removeprefix("duckdb:///")).exists():
            return set()
        with_schema = self._replace(schema="main" if self.url.startswith("duckdb:") else "public")
        return {row[0] for row in with_schema.query(sql)[1]}


def lay_documents(output: Path, *reports: Report, tables: bool = True) -> Path:
    """Write reports, and their tables, as a run does."""
    for report in reports:
        write_document(output, report.document.document_id, to_json(report))
    if tables:
        write_tables(output)
    return output


def lay_parquet(output: Path, *reports: Report, tables: bool = True) -> Path:
    """Write reports and their Parquet files alone, which is all that a load reads."""
    lay_documents(output, *reports, tables=False)
    if tables:
        with parquet_tables(output) as parquet:
            for path in document_paths(output):
                parquet.add(read_stored(path))
    return output


@cache
def two_years() -> tuple[Report, ...]:
    """Return fixtures, some of them faulty, and for each clean one a made-up report of the year before.

    That one has other scores, and every second no measures.
    """
    made = []
    for number, report in enumerate(clean_reports()):
        document = report.document
        assert document.fiscal_year is not None
        fall = Decimal(number % 5) - 2
        sha256 = document.sha256[::-1]
        made.append(
            report.model_copy(
                update={
                    "document": document.model_copy(
                        update={
                            "document_id": document_id_of(sha256),
                            "sha256": sha256,
                            "source": f"before-{document.source}",
                            "fiscal_year": document.fiscal_year - 1,
                            "overall_score": (document.overall_score or Decimal(90)) - fall,
                            "status": Status.OK,
                        }
                    ),
                    "indicator_scores": tuple(
                        score.model_copy(
                            update={"score": max(score.score + 7 * fall, Decimal(0)).min(Decimal(100))}
                        )
                        for score in report.indicator_scores
                    ),
                    "measures": report.measures if number % 2 else (),
                }
            )
        )
    return (*clean_reports(), *made, *map(read, FAULTY[:8]))


def questions() -> list[tuple[str, str]]:
    """Return the questions of docs/warehouse.md with their SQL."""
    text = WAREHOUSE_GUIDE.read_text(encoding="utf-8")
    return re.findall(r"^### (\d+\. .+?)$.*?^```sql\n(.+?)^```$", text, re.MULTILINE | re.DOTALL)


def plain(rows: Rows) -> list[tuple[Any, ...]]:
    """Return rows as both databases would give them: numbers rounded, lists as tuples."""

    def plain_value(value: Any) -> Any:
        if isinstance(value, bool | None):
            return value
        if isinstance(value, int | float | Decimal):
            return round(float(value), 6)
        if isinstance(value, list):
            return tuple(map(plain_value, value))
        return value.isoformat() if isinstance(value, dt.date) else value

    return [tuple(map(plain_value, row)) for row in rows]
