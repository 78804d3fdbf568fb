"""What became of the numbers of documents: fates by reason, and excuses drawn at random to be judged by eye.

    python -m benchmarks.fates [PDF or FOLDER ...] [--draw 200] [--seed 14]

Default documents: fixtures/, the shared examples and the shared cases where they are there.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpora import EXAMPLES, FIXTURES, SHARED, pdfs
from benchmarks.tabulate import table
from ita_extract.model import Fate, NumberFate

LEFT_OUT = ("hostile",)  # files that are made to be unreadable


@dataclass(frozen=True)
class Read:
    """A document's numbers, and its status."""

    file: str
    status: str
    numbers: tuple[NumberFate, ...]


def documents(named: Sequence[Path]) -> list[Path]:
    """Return the PDFs named, those in the folders named, or the default ones."""
    found = pdfs(named or [FIXTURES, EXAMPLES, SHARED / "cases"])
    return [path for path in found if path.is_file() and not set(LEFT_OUT) & set(path.parts)]


def read(path: Path) -> Read:
    """Read one document; one that cannot be read has no numbers."""
    from ita_extract import extract
    from ita_extract.errors import DocumentError

    try:
        report = extract(path, ocr="never")
    except DocumentError:
        return Read(path.name, "failed", ())
    return Read(path.name, report.document.status, report.numbers)


def counted(reads: Sequence[Read]) -> Iterator[tuple[str, str, int]]:
    """Return fate, reason (of claims: the table) and count, the most frequent first."""
    counts = Counter(
        (fate.fate.value, fate.table or fate.reason or "-") for entry in reads for fate in entry.numbers
    )
    for (fate, reason), count in counts.most_common():
        yield fate, reason, count


def drawn(reads: Sequence[Read], count: int, seed: int) -> list[tuple[str, NumberFate]]:
    """Draw excused numbers at random, page numbers left out, for they are all alike."""
    excused = [
        (entry.file, fate)
        for entry in reads
        for fate in entry.numbers
        if fate.fate == Fate.EXCUSED and fate.reason != "page-number"
    ]
    return random.Random(seed).sample(excused, min(count, len(excused)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the counts and the drawn excuses; returns 2 where there is nothing to read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="*", type=Path)
    parser.add_argument("--draw", type=int, default=0)
    parser.add_argument("--seed", type=int, default=14)
    options = parser.parse_args(arguments)
    paths = documents(options.documents)
    if not paths:
        print("nothing to read")
        return 2
    if not options.documents and not SHARED.is_dir():
        print(f"left out, for it is not there: {SHARED.name}/")
    with ProcessPoolExecutor(2) as pool:
        reads = list(pool.map(read, paths, chunksize=4))
    total = sum(len(entry.numbers) for entry in reads)
    print(f"{total} numbers of {len(reads)} documents\n")
    print(table(("fate", "reason or table", "numbers"), [list(row) for row in counted(reads)]))
    for file, fate in drawn(reads, options.draw, options.seed):
        print(f"{file} p{fate.page}: {fate.value} | {fate.reason} | {fate.rule} | {fate.cue}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
