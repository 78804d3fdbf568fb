"""How long `ita-extract --help` takes, and how many times what an empty Python program takes.

Run: python benchmarks/startup.py [TIMES]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

LIMIT_SECONDS = 0.4


def median_seconds(command: list[str], times: int) -> float:
    """Return the median wall time of a command; the first run, which fills the disk cache, is not counted."""
    took = []
    for _ in range(times + 1):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - began)
    return statistics.median(took[1:])


def main() -> int:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    empty = median_seconds([sys.executable, "-c", "pass"], times)
    program = median_seconds([sys.executable, "-m", "ita_extract", "--help"], times)
    print(f"ita-extract --help   {program:.3f} s (median of {times}; limit {LIMIT_SECONDS} s)")
    print(f"python -c pass       {empty:.3f} s")
    print(f"ratio                {program / empty:.1f}")
    return 0 if program < LIMIT_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
