"""Loads into PostgreSQL that are killed inside their transaction, by a role that owns its schema and nothing else.

    python -m benchmarks.load_kills [--kills 20] [--also FOLDER]

Fixtures, and the PDFs of a folder beside them (texts that a database refuses, for instance), are read by a run and
loaded by a role without any right but to connect and to its one schema. Then every document is changed and the load
is killed (SIGKILL) again and again, at points spread over its transaction: between two statements, and after a part of
a COPY. After each kill all rows of all tables must be what they were; the load after the last must go through. Ends
with 1 if not.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.postgres_server import postgres_server
from ita_extract.loading.books import BOOKS
from ita_extract.loading.load import load
from ita_extract.model import TABLES, Report
from ita_extract.running.run import run
from ita_extract.writing.documents import document_paths, write_document

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = """
import os, signal, sys
from ita_extract.loading import postgres_warehouse as module
from ita_extract.loading.load import load
output, url, after = sys.argv[1:]
left = [int(after)]
begun = []
def point():
    if begun:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
def wrapped(call):
    def fatal(self, *words):
        point()
        return call(self, *words)
    return fatal
kind = module.PostgresWarehouse
begin = kind.begin
def begins(self):
    begun.append(1)
    begin(self)
kind.begin = begins
for name in ("execute", "delete", "insert", "commit"):
    setattr(kind, name, wrapped(getattr(kind, name)))
lines = module.copy_lines
def copied(*words):
    for piece in lines(*words):
        yield piece[: len(piece) // 2]
        point()
        yield piece[len(piece) // 2 :]
module.copy_lines = copied
load(output, url)
print(int(after) - left[0])
"""


def main(words: Sequence[str] | None = None) -> int:
    """Load, kill, compare; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--also", type=Path, help="a folder of PDFs to read beside the fixtures")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="ita-kills-") as name, postgres_server() as server:
        home = Path(name)
        output = read(home, options.also)
        url, other = (server.least(name) for name in ("reports", "counted"))
        first = load(output, url)
        load(output, other)
        print(f"as a role that owns its schema alone: {first.added} added, {len(first.refused)} refused")
        changed = changed_copy(output, home / "changed")
        points = int(ask(changed, other, 10**6).stdout)
        return int(kill(changed, url, options.kills, points) > 0)


def read(home: Path, also: Path | None) -> Path:
    """Return the output folder of a run over some fixtures and the PDFs of another folder."""
    inputs = home / "in"
    inputs.mkdir()
    for path in [*sorted((ROOT / "fixtures").glob("2568*.pdf")), *sorted(also.glob("*.pdf") if also else ())]:
        shutil.copy(path, inputs)
    run([inputs], home / "out", workers=1)
    return home / "out"


def changed_copy(output: Path, copy: Path) -> Path:
    """Return a folder with the same documents, each read by a newer version; its tables are made by the load."""
    for path in document_paths(output):
        report = Report.model_validate_json(path.read_bytes())
        newer = report.document.model_copy(update={"extractor_version": "99.0"})
        (copy / "documents").mkdir(parents=True, exist_ok=True)
        data = report.model_copy(update={"document": newer}).model_dump_json().encode()
        write_document(copy, report.document.document_id, data)
    return copy


def state(url: str) -> dict[str, list[str]]:
    """Return all rows of all tables as text, in order."""
    with psycopg.connect(url) as connection:
        return {
            table: sorted(str(row) for row in connection.execute(f"SELECT * FROM ita.{table}".encode()))
            for table in (*TABLES, *(book.name for book in BOOKS))
        }


def kill(changed: Path, url: str, kills: int, points: int) -> int:
    """Kill loads at points spread over the transaction, then let one through; return how many promises broke."""
    before = state(url)
    broken = 0
    for number in range(kills):
        after = number * points // kills
        ended = ask(changed, url, after)
        if ended.returncode != -signal.SIGKILL:
            print(f"point {after}: it was not killed: {ended.stderr[-300:]}")
            broken += 1
        elif state(url) != before:
            print(f"point {after}: the old state is gone")
            broken += 1
    last = ask(changed, url, 10**6)
    found = state(url)
    whole = last.returncode == 0 and found != before and len(found["documents"]) == len(before["documents"])
    print(f"{kills} kills at points spread over {points}: {broken} broke; the load after them "
          f"{'went through' if whole else 'failed: ' + last.stderr[-300:]}")  # fmt: skip
    return broken + (not whole)


def ask(changed: Path, url: str, after: int) -> subprocess.CompletedProcess[str]:
    """Load in a process that kills itself at a point of its transaction."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, str(changed), url, str(after)],
        check=False, capture_output=True, text=True, cwd=ROOT, env=dict(os.environ),
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
