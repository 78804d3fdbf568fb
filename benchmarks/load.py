"""How fast a warehouse is filled, beside the ceiling measured in the same run.

    python -m benchmarks.load [--documents N] [--findings N] [--check]

Made-up documents (10,000 with 10 indicator scores and 90 findings each: 1,010,000 rows) are written as an output
folder, made into tables, and loaded into DuckDB and into a PostgreSQL that this program starts: a first load, the
same again (nothing has changed), and again with every document changed. Ceilings: DuckDB reading the same Parquet
into tables without keys; COPY of the same rows, ready-made, into tables without keys, and with the same keys. Each
step has a process of its own. With --check it ends with 1 where a bound is broken.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.loading.made_up import write_documents
from benchmarks.loading.steps import Step, measured
from benchmarks.postgres_server import Server, postgres_server
from benchmarks.tabulate import Cell, table

SHARE = 0.5  # of the ceiling, at least
PEAK = 300.0  # MB


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="load.py"
    )
    parser.add_argument("--documents", type=int, default=10_000, metavar="N", help="default 10000")
    parser.add_argument("--findings", type=int, default=90, metavar="N", help="a document (default 90)")
    parser.add_argument("--check", action="store_true", help="end with 1 where a bound is broken")
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="ita-load-") as name, postgres_server() as server:
        home = Path(name)
        rows = write_documents(home / "first", options.documents, options.findings, "1")
        write_documents(home / "changed", options.documents, options.findings, "2")
        steps, ceilings = steps_of(home, server)
    shown: list[list[Cell]] = []
    broken: list[str] = []
    for step, (took, ceiling) in steps.items():
        share = ceilings[ceiling].seconds / took.seconds if ceiling else 0.0
        shown.append(
            [step, took.seconds, round(rows / took.seconds), f"{share:.2f}" if ceiling else "", took.peak]
        )
        if ceiling and share < SHARE:
            broken.append(f"{step}: {share:.2f} of the ceiling")
        if took.peak > PEAK:
            broken.append(f"{step}: {took.peak:.0f} MB")
    for ceiling, took in ceilings.items():
        shown.append([f"ceiling: {ceiling}", took.seconds, round(rows / took.seconds), "", took.peak])
    print(f"{options.documents} documents, {rows} rows\n")
    heads = ("step", "s", "rows/s", "share of ceiling", "peak MB")
    print(table(heads, shown, markdown=options.markdown))
    print(f"\nBounds: a load reaches {SHARE} of its ceiling; no step takes more than {PEAK:.0f} MB.")
    for bound in broken:
        print(f"bound broken: {bound}", file=sys.stderr)
    return int(options.check and bool(broken))


def steps_of(home: Path, server: Server) -> tuple[dict[str, tuple[Step, str]], dict[str, Step]]:
    """Return the steps, each with the name of its ceiling ("" for none), and the ceilings."""
    first, changed = home / "first", home / "changed"
    duckdb, postgres = f"duckdb:///{home / 'warehouse.duckdb'}", server.url()
    reading, copying, keyed = "DuckDB reads Parquet", "COPY, no keys", "COPY, same keys"
    steps = {"tables from documents": (measured("tables", first), "")}
    measured("tables", changed)
    ceilings = {
        reading: measured("duckdb_ceiling", first, home / "ceiling.duckdb"),
        copying: measured("copy_ceiling", first, postgres, "plain"),
        keyed: measured("copy_ceiling", first, postgres, "keyed"),
    }
    for name, url, ceiling in (("DuckDB", duckdb, reading), ("PostgreSQL", postgres, copying)):
        steps[f"{name}: first load"] = (measured("load", first, url), ceiling)
        steps[f"{name}: the same again"] = (measured("load", first, url), ceiling)
        steps[f"{name}: every document changed"] = (measured("load", changed, url), ceiling)
    return steps, ceilings


if __name__ == "__main__":
    sys.exit(main())
