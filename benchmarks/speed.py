"""What reading costs, as ratios within one run.

    python benchmarks/speed.py [PDF or FOLDER ...]

Processor time of the whole pipeline beside pdfplumber's extract_text + extract_tables on the same pages, by
turns, median of several repeats; peak memory of one report in a fresh process; memory over 100 documents in
one process. Default documents: the shared digital examples and fixtures/. With --check it ends with 1 where a
bound is broken; with 2 if there is nothing to measure. (startup.py measures `--help`.)
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.corpora import digital_documents, pdfs
from benchmarks.costs.memory import growth, peak
from benchmarks.costs.timing import page_count, timed
from benchmarks.tabulate import Cell, table

TIMES_FASTER = 3.0  # than pdfplumber, at least
PEAK = 250.0  # MB, of a report of USUAL_PAGES
USUAL_PAGES = 13
SLOPE = 0.05  # MB a document: 5 MB over 100 documents is called flat
DOCUMENTS, STEP = 100, 20


def documents(named: Sequence[Path]) -> list[Path]:
    """Return the PDFs named, those in the folders named, or the default ones."""
    return pdfs(named) if named else digital_documents()


def print_times(paths: Sequence[Path], repeats: int, *, markdown: bool) -> list[str]:
    """Print processor time; return the bounds that are broken."""
    from ita_extract.extracting import extract

    measured = timed(paths, extract, repeats=repeats)
    rows: list[list[Cell]] = [
        [entry.file, entry.pages, entry.ours, entry.plumber, entry.ratio] for entry in measured
    ]
    pages = sum(entry.pages for entry in measured)
    ours = sum(entry.ours * entry.pages for entry in measured) / pages
    plumber = sum(entry.plumber * entry.pages for entry in measured) / pages
    rows.append(["all", pages, ours, plumber, plumber / ours])
    print(f"Processor time in ms a page, median of {repeats} by turns\n")
    heads = ("file", "pages", "ita_extract", "pdfplumber text + tables", "times faster")
    print(table(heads, rows, markdown=markdown))
    slow = [entry.file for entry in measured if entry.ratio < TIMES_FASTER]
    return [f"less than {TIMES_FASTER} times faster: {', '.join(slow)}"] if slow else []


def print_memory(paths: Sequence[Path], *, markdown: bool) -> list[str]:
    """Print memory of one report and of many; return the bounds that are broken."""
    broken = []
    usual = min(paths, key=lambda path: (abs(page_count(path) - USUAL_PAGES), path.name))
    entry = peak(usual)
    print(f"\nResident memory in MB of a fresh process that reads {usual.name} ({page_count(usual)} pages)\n")
    heads = ("interpreter", "and our imports", "peak", "bound")
    print(table(heads, [[entry.interpreter, entry.imports, entry.peak, PEAK]], markdown=markdown))
    if entry.peak > PEAK:
        broken.append(f"peak memory {entry.peak:.0f} MB")
    many = growth(paths, count=DOCUMENTS, step=STEP)
    print(f"\nResident memory in MB of one process over {DOCUMENTS} documents\n")
    rows: list[list[Cell]] = [
        [count, resident] for count, resident in zip(many.documents, many.resident, strict=True)
    ]
    print(table(("documents", "MB"), rows, markdown=markdown))
    print(f"\nGrowth {many.slope:+.3f} MB a document (bound {SLOPE})")
    if many.slope > SLOPE:
        broken.append(f"memory grows {many.slope:.3f} MB a document")
    return broken


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="speed.py"
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PDF or FOLDER")
    parser.add_argument("--repeats", type=int, default=3, metavar="N", help="turns a document (default 3)")
    parser.add_argument("--only", choices=("time", "memory"), help="measure this alone")
    parser.add_argument("--check", action="store_true", help="end with 1 where a bound is broken")
    parser.add_argument("--markdown", action="store_true", help="print Markdown tables")
    options = parser.parse_args(words)
    paths = documents(options.paths)
    if not paths or options.repeats < 1:
        print("nothing to measure", file=sys.stderr)
        return 2
    broken: list[str] = []
    if options.only in (None, "time"):
        broken += print_times(paths, options.repeats, markdown=options.markdown)
    if options.only in (None, "memory"):
        broken += print_memory(paths, markdown=options.markdown)
    for bound in broken:
        print(f"bound broken: {bound}", file=sys.stderr)
    return int(options.check and bool(broken))


if __name__ == "__main__":
    sys.exit(main())
