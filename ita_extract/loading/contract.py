"""The contract of the tables, checked in SQL over the staged Parquet before a warehouse is touched.

Types and columns are checked by staging (a Parquet file with others is not taken). Here: what a value may be, by
the model; keys; that every row belongs to a document; and what a document of status ok promises. A document in
review may break the last: that is why it is in review. So may a report that really prints 101: it has a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ita_extract.loading.refusals import ContractError
from ita_extract.loading.staged_sql import staged
from ita_extract.messages.both import Both, both, both_counts
from ita_extract.model import TABLES
from ita_extract.writing.column_types import Column, Kind
from ita_extract.writing.sql_tables import identifier, literal
from ita_extract.writing.stored_columns import stored_columns, stored_table

if TYPE_CHECKING:
    import duckdb

_SHOWN = 20  # rows named for each breach
_FIRST_YEAR, _LAST_YEAR = 2500, 2699  # Buddhist Era; a Gregorian year is far outside
# Documents of which a person says that the report itself lacks or contradicts something.
_VOUCHED = f"(SELECT document_id FROM {staged('decisions')} WHERE verdict IN ('says-so', 'reject'))"
# Documents that nobody was asked to look at for a score that cannot be.
_UNNOTICED = (
    f"document_id IN (SELECT document_id FROM {staged('documents')} WHERE status = 'ok') "
    f"AND document_id NOT IN {_VOUCHED} "
    f"AND document_id NOT IN (SELECT document_id FROM {staged('findings')} WHERE rule = 'score-out-of-range')"
)


@dataclass(frozen=True)
class _Check:
    """A condition over the rows of a table that no row may meet; `shown` is the value named with it."""

    breach: Both
    condition: str
    shown: str


def check_contract(connection: duckdb.DuckDBPyConnection, *, text_may_hold_nul: bool) -> None:
    """Raise ContractError where the staged tables break their contract; its message names the rows.

    PostgreSQL cannot hold the character NUL in text: say so by `text_may_hold_nul`.
    """
    breaches: list[Both] = []
    for table in TABLES:
        breaches += _broken(connection, table, list(_row_checks(table, text_may_hold_nul=text_may_hold_nul)))
        breaches += _repeated_keys(connection, table)
    breaches += _incomplete_reports(connection)
    if breaches:
        raise ContractError(
            both(
                "Nothing was loaded, for the tables break their contract:\n{breaches}",
                breaches=Both(
                    "\n".join(entry.en for entry in breaches), "\n".join(entry.th for entry in breaches)
                ),
            )
        )


def _row_checks(table: str, *, text_may_hold_nul: bool) -> Iterator[_Check]:
    for column in stored_columns(table):
        yield from _value_checks(column, text_may_hold_nul=text_may_hold_nul)
    if table == "documents":
        yield _Check(
            both("document_id is not d and the start of sha256"),
            "document_id <> 'd' || substr(sha256, 1, 16)",
            "document_id",
        )
        yield _Check(
            both("fiscal_year is no year between {first} and {last}", first=_FIRST_YEAR, last=_LAST_YEAR),
            f"fiscal_year NOT BETWEEN {_FIRST_YEAR} AND {_LAST_YEAR}",
            "fiscal_year",
        )
    else:
        yield _Check(
            both("document_id stands in no row of documents"),
            f"document_id NOT IN (SELECT document_id FROM {staged('documents')})",
            "document_id",
        )


def _value_checks(column: Column, *, text_may_hold_nul: bool) -> Iterator[_Check]:
    name = identifier(column.name)
    if not column.may_be_null:
        yield _Check(both("{column} is missing", column=column.name), f"{name} IS NULL", "'nothing'")
    if column.is_list:
        yield _Check(
            both("{column} has a member that is missing", column=column.name),
            f"len({name}) <> list_count({name})",
            f"{name}::VARCHAR",
        )
    elif column.values:
        allowed = ", ".join(map(literal, column.values))
        yield _Check(
            both("{column} is none of {values}", column=column.name, values=", ".join(column.values)),
            f"{name} NOT IN ({allowed})",
            name,
        )
    elif column.kind is Kind.SCORE:
        yield _Check(
            both(
                "{column} is outside 0-100, in a document of status ok without the finding score-out-of-range",
                column=column.name,
            ),
            f"{name} NOT BETWEEN 0 AND 100 AND {_UNNOTICED}",
            name,
        )
    if column.kind is Kind.NUMBER:
        yield _Check(both("{column} is no number", column=column.name), f"NOT isfinite({name})", name)
    if column.minimum is not None:
        least = f"{column.minimum:g}"
        yield _Check(
            both("{column} is below {least}", column=column.name, least=least), f"{name} < {least}", name
        )
    if column.maximum is not None:
        most = f"{column.maximum:g}"
        yield _Check(
            both("{column} is above {most}", column=column.name, most=most), f"{name} > {most}", name
        )
    if column.kind is Kind.STRING and not column.values and not text_may_hold_nul:
        text = f"array_to_string({name}, '')" if column.is_list else name
        yield _Check(
            both("{column} holds the character NUL, which PostgreSQL cannot store", column=column.name),
            f"contains({text}, chr(0))",
            f"replace({text}, chr(0), '␀')",
        )


def _broken(connection: duckdb.DuckDBPyConnection, table: str, checks: list[_Check]) -> Iterator[Both]:
    counts = connection.execute(
        f"SELECT {', '.join(f'count(*) FILTER (WHERE {check.condition})' for check in checks)} FROM {staged(table)}"
    ).fetchall()[0]
    for check, count in zip(checks, counts, strict=True):
        if count:
            rows = connection.execute(
                f"SELECT {_named(table)}, {check.shown} FROM {staged(table)} WHERE {check.condition} "
                f"ORDER BY ALL LIMIT {_SHOWN}"
            ).fetchall()
            yield _described(
                Both(f"{table}.{check.breach.en}", f"{table}.{check.breach.th}"),
                count,
                [f"{row}: {str(value)[:80]!r}" for row, value in rows],
            )


def _repeated_keys(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[Both]:
    columns = ", ".join(stored_table(table).key)
    repeated = (
        f"SELECT {columns}, count(*) AS times FROM {staged(table)} GROUP BY {columns} HAVING count(*) > 1"
    )
    rows = connection.execute(
        f"SELECT {_named(table)}, times, count(*) OVER () FROM ({repeated}) ORDER BY ALL LIMIT {_SHOWN}"
    ).fetchall()
    if rows:
        yield _described(
            both("{table} has rows with the same key", table=table),
            rows[0][2],
            [f"{row}: {times} times" for row, times, _ in rows],
        )


def _incomplete_reports(connection: duckdb.DuckDBPyConnection) -> Iterator[Both]:
    """Tell the documents of status ok without exactly ten indicators; announcements of many have none at all.

    Where a person says that a report lacks some, it does.
    """
    rows = connection.execute(
        f"""
        SELECT d.document_id, coalesce(i.found, 0), coalesce(i.different, 0), count(*) OVER ()
        FROM {staged("documents")} d LEFT JOIN (
          SELECT document_id, count(*) AS found, count(DISTINCT indicator) AS different
          FROM {staged("indicator_scores")} GROUP BY document_id
        ) i ON i.document_id = d.document_id
        WHERE d.status = 'ok' AND (coalesce(i.found, 0) <> 10 OR i.different <> 10)
          AND d.document_id NOT IN {_VOUCHED}
          AND NOT (i.found IS NULL AND d.document_id IN (SELECT document_id FROM {staged("roster_scores")}))
        ORDER BY d.document_id LIMIT {_SHOWN}
        """
    ).fetchall()
    if rows:
        yield _described(
            both("indicator_scores has not ten indicators, each once, for a document of status ok"),
            rows[0][3],
            [f"document {name}: {found} rows, {different} indicators" for name, found, different, _ in rows],
        )


def _named(table: str) -> str:
    return "'document ' || document_id" + ("" if table == "documents" else " || ' row ' || row_number")


def _described(breach: Both, count: int, rows: list[str]) -> Both:
    listed = "".join(f"\n    {row}" for row in rows)
    left = count - len(rows)
    more = both_counts("and {count} more", "and {count} more", left) if left > 0 else Both("", "")
    ends = [f"\n    {rest}" if rest else "" for rest in (more.en, more.th)]
    said = zip((breach.en, breach.th), ends, strict=True)
    return Both(*(f"  {text} ({count}):{listed}{end}" for text, end in said))
