"""The steps that benchmarks/load.py measures, each in a process of its own: time, and its peak of memory.

Run as a program (`steps.py STEP WORD ...`) it does one step and prints JSON; `measured` starts it so.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.costs.memory import highest


class Step(NamedTuple):
    """Seconds of the work alone, and the process's peak of resident memory in MB."""

    seconds: float
    peak: float


def measured(name: str, *words: object) -> Step:
    """Do one step in a fresh process. Raises CalledProcessError, with its words on stderr, where it fails."""
    command = [sys.executable, str(Path(__file__).resolve()), name, *map(str, words)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT)
    return Step(*json.loads(done.stdout))


def tables(output: str) -> Callable[[], Any]:
    """Make all tables of an output folder."""
    from ita_extract.writing.tables import write_tables

    return lambda: write_tables(Path(output))


def load(output: str, url: str) -> Callable[[], Any]:
    """Load an output folder."""
    import duckdb  # noqa: F401 - the import is no part of the load
    import pyarrow.parquet  # noqa: F401

    from ita_extract.loading.load import load as load_output

    return lambda: load_output(output, url)


def duckdb_ceiling(output: str, path: str) -> Callable[[], Any]:
    """Let DuckDB read the same Parquet files into tables without keys of a fresh file, and nothing else."""
    import duckdb

    def work() -> None:
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH '{path}' AS made (STORAGE_VERSION 'v1.0.0')")
            for file in sorted(Path(output, "parquet").glob("*.parquet")):
                connection.execute(f"CREATE TABLE made.{file.stem} AS SELECT * FROM read_parquet('{file}')")
            connection.execute("DETACH made")

    return work


def copy_ceiling(output: str, url: str, keyed: str) -> Callable[[], Any]:
    """COPY the same rows, already in COPY's own format.

    `keyed` is "plain" (fresh tables without keys), "keyed" (with the same keys as a load's), or "again" (the
    tables of "keyed", all rows of which are deleted first).
    """
    import duckdb
    import psycopg

    from ita_extract.loading.copy_lines import copy_lines
    from ita_extract.model import TABLES
    from ita_extract.writing.sql_tables import Dialect, create_table
    from ita_extract.writing.stored_columns import stored_table

    texts: dict[str, bytes] = {}
    with duckdb.connect() as connection:
        for name in TABLES:
            query = f"SELECT * FROM read_parquet('{output}/parquet/{name}.parquet')"
            texts[name] = b"".join(copy_lines(connection, stored_table(name), query))

    def work() -> None:
        with psycopg.connect(url) as target:
            if keyed != "again":
                target.execute("DROP SCHEMA IF EXISTS ceiling CASCADE")
                target.execute("CREATE SCHEMA ceiling")
            for name, text in texts.items():
                if keyed == "again":
                    target.execute(f"DELETE FROM ceiling.{name}".encode())
                else:
                    table = stored_table(name)
                    made = create_table("ceiling", table, Dialect.POSTGRES, with_key=keyed == "keyed")
                    target.execute(made.encode())
                with (
                    target.cursor() as cursor,
                    cursor.copy(f"COPY ceiling.{name} FROM STDIN".encode()) as copy,
                ):
                    copy.write(text)

    return work


STEPS: dict[str, Callable[..., Callable[[], Any]]] = {
    "tables": tables,
    "load": load,
    "duckdb_ceiling": duckdb_ceiling,
    "copy_ceiling": copy_ceiling,
}


def main(words: Sequence[str]) -> None:
    """Do the step that the words name and print what it took."""
    work = STEPS[words[0]](*words[1:])
    began = time.perf_counter()
    work()
    print(json.dumps([time.perf_counter() - began, highest()]))


if __name__ == "__main__":
    main(sys.argv[1:])
