"""What a bulk run costs, over calling the extractor in one process.

    python benchmarks/bulk.py [--documents 2000] [--keep FOLDER]

Lays down documents (fixtures under many names, each with bytes of its own, 1 % poison), reads them with one and
with two workers, and again with nothing to do. Prints documents per second, the overhead per document, the gain
of the second worker, the peak memory of the whole tree of processes, its growth over the documents, and the time
of the run with nothing to do. With --check it ends with 1 where a bound is broken.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks.costs.memory import Growth
from benchmarks.tabulate import Cell, table

OVERHEAD = 5.0  # per cent
GAIN = 1.9
SLOPE = 1.0  # MB per 1,000 documents
NOTHING_TO_DO = 3.0  # seconds
MEGABYTE = 1024 * 1024
WARM = 0.25  # of a run: memory is judged after that, when every process has seen every kind of file


class Measured(NamedTuple):
    """One run, seen from outside and from inside."""

    reading: float  # seconds, from the first document begun to the last done
    whole: float  # seconds, start and tables included
    processor: float  # seconds of processor time of the whole tree
    peak: float  # MB, of the whole tree
    growth: Growth
    summary: dict[str, int]


def lay(folder: Path, count: int) -> list[Path]:
    """Write the documents; return the good ones."""
    from poison import named

    fixtures = sorted((ROOT / "fixtures").glob("*.pdf"))
    data = [path.read_bytes() for path in fixtures]
    # Not the bomb that is meant to be read to its end: one document would be the benchmark.
    bad = [(name, poison) for name, poison in named(data[0]).items() if name != "objects_100000"]
    good = []
    folder.mkdir(parents=True)
    for number in range(count):
        if number % 100 == 50:
            name, poison = bad[number // 100 % len(bad)]
            (folder / f"{number:05}_{name}.pdf").write_bytes(poison + b"\n%% %d\n" % number)
        else:
            path = folder / f"{number:05}.pdf"
            path.write_bytes(data[number % len(data)] + b"\n%% copy %d\n" % number)
            good.append(path)
    return good


def plain(paths: Sequence[Path]) -> float:
    """Return the seconds a document of calling the extractor in this process, warmed up."""
    from ita_extract.extracting import extract

    extract(paths[0])
    began = time.perf_counter()
    for path in paths:
        extract(path)
    return (time.perf_counter() - began) / len(paths)


def measured(folder: Path, output: Path, workers: int) -> Measured:
    """Run in a process of its own, and look at its tree from outside."""
    import psutil

    command = [sys.executable, str(Path(__file__)), "--child", str(folder), str(output), str(workers)]
    began = time.perf_counter()
    samples: list[tuple[int, float]] = []
    manifest = output / "manifest.jsonl"
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        process = psutil.Process(child.pid)

        def watch() -> None:
            while child.poll() is None:
                try:
                    tree = [process, *process.children(recursive=True)]
                    resident = sum(one.memory_info().rss for one in tree) / MEGABYTE
                    done = manifest.read_bytes().count(b"\n") if manifest.exists() else 0
                except psutil.Error:
                    continue
                samples.append((done, resident))
                time.sleep(0.5)

        watcher = threading.Thread(target=watch)
        watcher.start()
        assert child.stdout is not None
        told: dict[str, Any] = json.loads(child.stdout.read())
        watcher.join()
    whole = time.perf_counter() - began
    # While it reads; what writing the tables takes comes once, at the end.
    reading = [sample for sample in samples[:-1] if 0 < sample[0] < told["inputs"]]
    steady = [sample for sample in reading if sample[0] > WARM * told["inputs"]] or reading
    growth = Growth(tuple(done for done, _ in steady), tuple(resident for _, resident in steady))
    peak = max((resident for _, resident in samples), default=0.0)
    return Measured(told["reading"], whole, told["processor"], peak, growth, told["summary"])


def child(folder: Path, output: Path, workers: int) -> None:
    """Run, and print what it came to as JSON."""
    import logging
    import resource

    from ita_extract.running.run import Progress, run

    logging.getLogger("ita_extract").addHandler(logging.NullHandler())
    logging.getLogger("ita_extract").propagate = False
    last = [0.0]

    def tell(step: Progress) -> None:
        last[0] = step.seconds

    summary = run([folder], output, workers=workers, progress=tell)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    counts = {status.value: count for status, count in summary.by_status.items()}
    told = {
        "reading": last[0],
        "inputs": summary.inputs,
        "processor": sum(one.ru_utime + one.ru_stime for one in used),
        "summary": counts | {"unchanged": sum(summary.unchanged.values())},
    }
    print(json.dumps(told))


def report(folder: Path, count: int, *, markdown: bool) -> list[str]:
    """Measure and print; return the bounds that are broken."""
    good = lay(folder / "in", count)
    alone = plain(good[:: max(1, len(good) // 200)])
    runs = {workers: measured(folder / "in", folder / f"out{workers}", workers) for workers in (1, 2)}
    again = measured(folder / "in", folder / "out2", 2)
    rows: list[list[Cell]] = [
        [workers, one.reading, one.whole, count / one.reading, 1000 * one.processor / count, one.peak]
        for workers, one in runs.items()
    ]
    heads = ("workers", "reading s", "whole run s", "documents/s", "processor ms a document", "peak MB")
    print(f"{count} documents, 1 % of them poison: {runs[2].summary}\n")
    print(table(heads, rows, markdown=markdown))
    overhead = 100 * (runs[1].reading / count / alone - 1)
    gain = runs[1].reading / runs[2].reading
    slope = 1000 * max(one.growth.slope for one in runs.values())
    print(f"\nextractor alone        {1000 * alone:.1f} ms a document, in one process")
    print(f"overhead of a run      {overhead:+.1f} % a document (bound {OVERHEAD:.0f})")
    print(f"second worker          {gain:.2f} times as fast (bound {GAIN})")
    print(f"memory of the tree     {slope:+.2f} MB per 1,000 documents (bound {SLOPE:.0f})")
    print(f"nothing to do          {again.whole:.2f} s (bound {NOTHING_TO_DO:.0f}), {again.summary}")
    bounds = {
        "overhead": overhead <= OVERHEAD,
        "second worker": gain >= GAIN,
        "memory": slope < SLOPE,
        "nothing to do": again.whole < NOTHING_TO_DO and again.summary["unchanged"] == count,
    }
    return [name for name, kept in bounds.items() if not kept]


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="bulk.py"
    )
    parser.add_argument("--documents", type=int, default=2000, metavar="N")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave documents and outputs there")
    parser.add_argument("--check", action="store_true", help="end with 1 where a bound is broken")
    parser.add_argument("--markdown", action="store_true", help="print Markdown tables")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    if options.child:
        child(Path(options.child[0]), Path(options.child[1]), int(options.child[2]))
        return 0
    folder = options.keep or Path(tempfile.mkdtemp(prefix="bulk"))
    try:
        broken = report(folder, options.documents, markdown=options.markdown)
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    for bound in broken:
        print(f"bound broken: {bound}", file=sys.stderr)
    return int(options.check and bool(broken))


if __name__ == "__main__":
    sys.exit(main())
