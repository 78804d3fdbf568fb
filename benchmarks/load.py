"""How fast a warehouse is filled, beside the ceiling measured in the same run.

    python -m benchmarks.load [--documents N] [--findings N] [--check]

Made-up documents (10,000 with 10 indicator scores and 90 findings each: 1,010,000 rows) are written as an output
folder, made into tables, and loaded into DuckDB and into a PostgreSQL that this program starts: a first load, the
same again (nothing has changed), and again with every document changed. Ceilings, by turns with the steps: DuckDB
reading the same Parquet into tables without keys; COPY of the same rows, ready-made in memory, into tables without
keys and into tables with the same keys; for the changed documents also a bare DELETE of all rows and that COPY. Each
step has a process of its own; of several rounds the median counts. With --check it ends with 1 where a bound is
broken.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.loading.made_up import write_documents
from benchmarks.loading.steps import Step, measured
from benchmarks.postgres_server import Server, postgres_server
from benchmarks.tabulate import Cell, table

SHARE = 0.5  # of the ceiling, at least
PEAK = 300.0  # MB


READING = "DuckDB reads the same Parquet"
COPYING = "COPY, no keys"
KEYED = "COPY, same keys"
AGAIN = "DELETE and COPY, same keys"
# What each step is measured against; the bound is on the first.
CEILINGS = {
    "DuckDB: first load": (READING,),
    "DuckDB: the same again": (READING,),
    "DuckDB: every document changed": (READING,),
    "PostgreSQL: first load": (KEYED, COPYING),
    "PostgreSQL: the same again": (KEYED, COPYING),
    "PostgreSQL: every document changed": (AGAIN, KEYED),
}


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="load.py"
    )
    parser.add_argument("--documents", type=int, default=10_000, metavar="N", help="default 10000")
    parser.add_argument("--findings", type=int, default=90, metavar="N", help="a document (default 90)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="default 3")
    parser.add_argument("--check", action="store_true", help="end with 1 where a bound is broken")
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table")
    options = parser.parse_args(words)
    taken: dict[str, list[Step]] = {}
    with tempfile.TemporaryDirectory(prefix="ita-load-") as name, postgres_server() as server:
        home = Path(name)
        rows = write_documents(home / "first", options.documents, options.findings, "1")
        write_documents(home / "changed", options.documents, options.findings, "2")
        taken["tables from documents"] = [measured("tables", home / entry) for entry in ("first", "changed")]
        for number in range(options.rounds):
            for step, took in one_round(home, server, number):
                taken.setdefault(step, []).append(took)
    found = {
        step: Step(median(entry.seconds for entry in took), max(entry.peak for entry in took))
        for step, took in taken.items()
    }
    print(f"{options.documents} documents, {rows} rows; median of {options.rounds} rounds\n")
    heads = ("step", "s", "rows/s", "share of ceiling", "peak MB")
    print(table(heads, [shown(step, found, rows) for step in found], markdown=options.markdown))
    print(f"\nBounds: a load reaches {SHARE} of its first ceiling and takes at most {PEAK:.0f} MB.")
    broken = [f"{step}: {share(step, CEILINGS[step][0], found):.2f} of the ceiling" for step in CEILINGS
              if share(step, CEILINGS[step][0], found) < SHARE]  # fmt: skip
    broken += [f"{step}: {found[step].peak:.0f} MB" for step in (*CEILINGS, "tables from documents")
               if found[step].peak > PEAK]  # fmt: skip
    for bound in broken:
        print(f"bound broken: {bound}", file=sys.stderr)
    return int(options.check and bool(broken))


def one_round(home: Path, server: Server, number: int) -> Iterator[tuple[str, Step]]:
    """Yield the steps of one round, each beside its ceiling, into databases of its own."""
    first, changed = home / "first", home / "changed"
    yield READING, measured("duckdb_ceiling", first, home / f"ceiling{number}.duckdb")
    url = f"duckdb:///{home / f'warehouse{number}.duckdb'}"
    yield "DuckDB: first load", measured("load", first, url)
    yield "DuckDB: the same again", measured("load", first, url)
    yield "DuckDB: every document changed", measured("load", changed, url)
    url = server.url()
    yield COPYING, measured("copy_ceiling", first, url, "plain")
    yield KEYED, measured("copy_ceiling", first, url, "keyed")
    yield AGAIN, measured("copy_ceiling", first, url, "again")
    yield "PostgreSQL: first load", measured("load", first, url)
    yield "PostgreSQL: the same again", measured("load", first, url)
    yield "PostgreSQL: every document changed", measured("load", changed, url)
    with psycopg.connect(url) as connection:
        connection.execute("DROP SCHEMA ita, ceiling CASCADE")


def share(step: str, ceiling: str, found: dict[str, Step]) -> float:
    """Return how much of a ceiling's speed a step reaches."""
    return found[ceiling].seconds / found[step].seconds


def shown(step: str, found: dict[str, Step], rows: int) -> list[Cell]:
    """Return a step's line."""
    took = found[step]
    shares = ", ".join(f"{share(step, entry, found):.2f} ({entry})" for entry in CEILINGS.get(step, ()))
    return [step, took.seconds, round(rows / took.seconds), shares, took.peak]


if __name__ == "__main__":
    sys.exit(main())
