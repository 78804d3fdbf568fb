"""What holding ink against text costs: processor time with and without it, by turns, in one run.

    python -m benchmarks.proof_cost [PDF or FOLDER ...] [--repeats 5]

Of clean digital reports with scores, the reader warm: `auto adds` is the share that `--proof auto` adds to `--proof
never`, over all documents; `always` what `--proof always` adds in milliseconds to each page that bears a value; `first`
what a document costs more whose fonts were not met before. Ends with 1 where a bound is broken.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.corpora import FIXTURES, pdfs
from benchmarks.tabulate import Cell, table
from ita_extract import extract
from ita_extract.proving import shapes

AUTO_MOST = 0.15  # of the time without it
ALWAYS_MOST = 100.0  # ms a page with values
_WAYS = ("never", "auto", "always")


def milliseconds(path: Path, proof: str) -> float:
    """Return the processor time of one reading, in milliseconds."""
    before = time.process_time()
    extract(path, ocr="never", proof=proof)  # type: ignore[arg-type]
    return 1000 * (time.process_time() - before)


def measure(path: Path, repeats: int) -> tuple[dict[str, float], float, int]:
    """Return the median of each way, what new fonts cost, and the number of pages that bear values."""
    times: dict[str, list[float]] = {way: [] for way in _WAYS}
    for turn in range(repeats):
        for way in _WAYS if turn % 2 == 0 else reversed(_WAYS):
            times[way].append(milliseconds(path, way))
    fresh = []
    for _ in range(2):
        shapes.forget()
        fresh.append(milliseconds(path, "auto"))
    pages = len({row.page for row in extract(path, ocr="never").score_mentions})
    found = {way: median(measured) for way, measured in times.items()}
    return found, min(fresh) - found["auto"], pages


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print and return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="proof_cost.py"
    )
    parser.add_argument("named", nargs="*", type=Path, metavar="PDF or FOLDER")
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args(words)
    paths = pdfs(options.named or [FIXTURES])
    reports = [path for path in paths if extract(path, ocr="never", proof="always").score_mentions]
    if not reports or options.repeats < 1:
        print("nothing to measure", file=sys.stderr)
        return 2
    rows: list[list[Cell]] = []
    sums = dict.fromkeys(_WAYS, 0.0)
    pages_of_values, new = 0, 0.0
    for path in reports:
        found, first, pages = measure(path, options.repeats)
        share = found["auto"] / found["never"] - 1
        page = (found["always"] - found["never"]) / max(1, pages)
        rows.append([path.name, found["never"], f"{share:+.1%}", page, first])
        for way in _WAYS:
            sums[way] += found[way]
        pages_of_values += pages
        new += first
    share = sums["auto"] / sums["never"] - 1
    page = (sums["always"] - sums["never"]) / pages_of_values
    rows.append(
        [f"all {len(reports)}", sums["never"] / len(reports), f"{share:+.1%}", page, new / len(reports)]
    )
    print(table(("file", "never, ms", "auto adds", "always, ms a page", "first, ms more"), rows))
    return int(share > AUTO_MOST or page > ALWAYS_MOST)


if __name__ == "__main__":
    sys.exit(main())
