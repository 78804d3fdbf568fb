"""Kills a run at each of its write points, one after the other, and runs it again.

    write_points.py FOLDER OUTPUTS [EVERY]

With EVERY, only each of so many points is tried, and tables are CSV alone.

A write point is a call that changes the disk: opening a file for writing, forcing it out, moving it, removing
it. Each attempt is a forked child that counts these calls and is killed at the Nth; then another child runs
undisturbed. Prints, as JSON, how many points there were and those after which the data files differ.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from faults import fault_extract
from outputs import snapshot, stand_in_workbook

from ita_extract.running import tables_made
from ita_extract.running.run import run
from ita_extract.writing.csv_tables import write_csv_tables


def fatal(counted: list[int], last: int, call: Callable[..., Any]) -> Callable[..., Any]:
    """Return a call that kills the process when it is the `last` one, half of the time after it was done."""

    def counting(*words: Any, **names: Any) -> Any:
        counted[0] += 1
        number = counted[0]
        if number == last and last % 2:
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            return call(*words, **names)
        finally:
            if number == last:
                os.kill(os.getpid(), signal.SIGKILL)

    return counting


def attempt(folder: Path, output: Path, last: int) -> int:
    """Run in a child that is killed at its `last` write point; return the child's end as waitpid tells it."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    counted = [0]
    os.fsync = fatal(counted, last, os.fsync)
    os.ftruncate = fatal(counted, last, os.ftruncate)
    for name in ("open", "replace", "unlink"):
        setattr(Path, name, fatal(counted, last, getattr(Path, name)))
    code = run([folder], output, extractor=fault_extract, workers=0).exit_code
    os._exit(0 if code == 0 else 1)


def main() -> None:
    folder, outputs = Path(sys.argv[1]), Path(sys.argv[2])
    every = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    if every > 1:
        tables_made.write_tables = write_csv_tables  # a sample, of CSV alone
        tables_made.write_workbook = stand_in_workbook
    attempt(folder, outputs / "whole", 0)
    whole = snapshot(outputs / "whole")
    different = []
    last = 1
    while True:
        output = outputs / str(last)
        ended = attempt(folder, output, last)
        if not os.WIFSIGNALED(ended):
            break
        if attempt(folder, output, 0) != 0 or snapshot(output) != whole:
            different.append(last)
        last += every
    print(json.dumps({"files": len(whole), "points": last - every, "different": different}))


if __name__ == "__main__":
    main()
