"""What a bulk run costs, over calling the extractor in one process.

    python benchmarks/bulk.py [--documents 2000] [--keep FOLDER]

Lays down documents (fixtures under many names, each with bytes of its own, 1 % poison), reads them with one and
with two workers, and again with nothing to do. Prints documents per second, the overhead per document (processor
time, so that a busy machine does not count), the gain of the second worker (wall time: for an idle machine only),
the peak memory of the whole tree of processes, its growth over the documents, and the time of the run with nothing
to do. With --check it ends with 1 where a bound is broken.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks.tabulate import Cell, table

OVERHEAD = 5.0  # per cent
GAIN = 1.9
SLOPE = 1.0  # MB per 1,000 documents
NOTHING_TO_DO = 3.0  # seconds
MEGABYTE = 1024 * 1024


class Measured(NamedTuple):
    """One run, seen from outside and from inside."""

    reading: float  # seconds, from the first document begun to the last done
    whole: float  # seconds, start and tables included
    processor: float  # seconds of processor time of the whole tree
    tables: float  # seconds of processor time of them, for the tables at the end
    peak: float  # MB, of the whole tree
    slope: float  # MB per 1,000 documents
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
    """Return the seconds of processor time a document of calling the extractor in this process, warmed up."""
    from ita_extract.errors import ItaExtractError
    from ita_extract.extracting import extract

    extract(paths[0])
    began = time.process_time()
    for path in paths:
        with suppress(ItaExtractError):
            extract(path)
    return (time.process_time() - began) / len(paths)


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
                    resident = sum(entry.memory_info().rss for entry in tree) / MEGABYTE
                    done = manifest.read_bytes().count(b"\n") if manifest.exists() else 0
                except psutil.Error:
                    continue
                samples.append((done, resident))
                time.sleep(0.5)

        watcher = threading.Thread(target=watch)
        watcher.start()
        assert child.stdout is not None
        stated: dict[str, Any] = json.loads(child.stdout.read())
        watcher.join()
    whole = time.perf_counter() - began
    peak = max((resident for _, resident in samples), default=0.0)
    slope = growth(samples, stated["inputs"])
    return Measured(
        stated["reading"], whole, stated["processor"], stated["tables"], peak, slope, stated["summary"]
    )


def growth(samples: Sequence[tuple[int, float]], count: int) -> float:
    """Return MB per 1,000 documents: from the median of the second quarter to that of the last.

    Readers grow and are replaced, and a poison holds what it likes for a moment: a line through all points would
    tell of these.
    """
    quarters = [
        median(
            [size for done, size in samples if first < 4 * done / count <= first + 1 and done < count] or [0]
        )
        for first in (1, 3)
    ]
    return (quarters[1] - quarters[0]) / (count / 2) * 1000


def poison_seconds(output: Path) -> float:
    """Return the time that the poison took, by the manifest."""
    lines = map(json.loads, (output / "manifest.jsonl").read_text(encoding="utf-8").splitlines())
    return sum(float(line["seconds"]) for line in lines if "_" in line["source"])


def child(folder: Path, output: Path, workers: int) -> None:
    """Run, and print what it came to as JSON."""
    import logging
    import resource

    from ita_extract.running.run import Progress, run

    logging.getLogger("ita_extract").addHandler(logging.NullHandler())
    logging.getLogger("ita_extract").propagate = False
    last = [0.0, 0.0]

    def tell(step: Progress) -> None:
        last[:] = step.seconds, time.process_time()

    summary = run([folder], output, workers=workers, progress=tell)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    counts = {status.value: count for status, count in summary.by_status.items()}
    stated = {
        "reading": last[0],
        "inputs": summary.inputs,
        "processor": sum(entry.ru_utime + entry.ru_stime for entry in used),
        "tables": time.process_time() - last[1],
        "summary": counts | {"unchanged": sum(summary.unchanged.values())},
    }
    print(json.dumps(stated))


def report(folder: Path, count: int, *, markdown: bool) -> list[str]:
    """Measure and print; return the bounds that are broken."""
    good = lay(folder / "in", count)
    some = good[:200]  # each fixture as often as the others
    before = plain(some)
    runs = {workers: measured(folder / "in", folder / f"out{workers}", workers) for workers in (1, 2)}
    alone = (before + plain(some)) / 2  # on a busy machine no two minutes are alike
    again = measured(folder / "in", folder / "out2", 2)
    rows: list[list[Cell]] = [
        [
            workers,
            entry.reading,
            entry.whole,
            count / entry.reading,
            1000 * entry.processor / count,
            entry.peak,
        ]
        for workers, entry in runs.items()
    ]
    heads = ("workers", "reading s", "whole run s", "documents/s", "processor ms a document", "peak MB")
    print(f"{count} documents, 1 % of them poison: {runs[2].summary}\n")
    print(table(heads, rows, markdown=markdown))
    poison = poison_seconds(folder / "out1")
    overhead = 100 * ((runs[1].processor - runs[1].tables - poison) / len(good) / alone - 1)
    gain = runs[1].reading / runs[2].reading
    slope = max(entry.slope for entry in runs.values())
    print(f"\nload of the machine    {os.getloadavg()[0]:.1f}, on {os.cpu_count()} processors")
    print(f"extractor alone        {1000 * alone:.1f} ms of processor time a document, in one process")
    print(f"poison                 {poison:.1f} s in all, not in the overhead")
    print(f"tables at the end      {1000 * runs[1].tables / count:.1f} ms a document")
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
