"""Good reports with one thing changed, as other clerks would have it: right, a reason, or silent.

    python -m benchmarks.mutations [--count 2000] [--seed 1] [--kinds K …] [--workers N] [--keep FOLDER]

Base reports are drawn, set and read first; those that are read right and `ok` are changed. Ends with 1 if a mutant
is called `ok` and a value of it is wrong or lost. The suite reads one of each kind, laid down in tests/mutants by
`--count 37 --seed 3 --bases 8 --keep tests/mutants --every`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.case_scoring.reading import Reading, read_all
from benchmarks.mutating.bases import drawn_copies
from benchmarks.mutating.copies import Copy
from benchmarks.mutating.judging import SILENT, Verdict, is_good, judge
from benchmarks.mutating.kinds import KINDS, Mutant, make
from benchmarks.mutating.printing import examples, overview
from benchmarks.mutating.setting import set_copies

SECONDS = 120.0  # for one file, on a busy machine
BATCH = 20  # reports that one Chromium prints
MOST_DRAWN = 8  # bases drawn for one that is kept, at most


def readings(copies: Sequence[Copy], folder: Path, workers: int) -> Iterator[tuple[Copy, Path, Reading]]:
    """Set and read copies; yields each with its file."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{copy.name}.pdf" for copy in copies]
    starts = range(0, len(copies), BATCH)
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda at: set_copies(copies[at : at + BATCH], paths[at : at + BATCH]), starts))
    yield from zip(copies, paths, read_all(paths, SECONDS, workers), strict=True)


def good_bases(count: int, seed: int, folder: Path, workers: int) -> tuple[list[Copy], int]:
    """Return base reports that are read right and without doubt, and how many were drawn for them."""
    source = drawn_copies(seed)
    good: list[Copy] = []
    drawn = 0
    while len(good) < count and drawn < count * MOST_DRAWN:
        lot = list(islice(source, min(2 * BATCH, 4 * (count - len(good)))))
        drawn += len(lot)
        good += [copy for copy, _, reading in readings(lot, folder, workers) if is_good(copy, reading)]
    return good[:count], drawn


def keep(mutant: Mutant, path: Path, verdict: Verdict, folder: Path) -> None:
    """Copy a mutant, with what it holds and what was read."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, folder / path.name)
    account = {
        "kind": mutant.kind, "what": mutant.what, "base": mutant.base, "outcome": verdict.outcome,
        "status": verdict.status, "reasons": verdict.reasons, "differing": verdict.differing,
        "false_errors": verdict.false_errors, "gold": mutant.copy.gold,
    }  # fmt: skip
    text = json.dumps(account, ensure_ascii=False, indent=1)
    (folder / path.name).with_suffix(".json").write_text(text + "\n", "utf-8")


def kept_in(folder: Path) -> Iterator[tuple[str, dict[str, Any], Path]]:
    """Yield the mutants of a folder that `--keep` filled: kind, what each holds, and its PDF."""
    for path in sorted(folder.glob("*.json")):
        account = json.loads(path.read_text("utf-8"))
        yield account["kind"], account["gold"], path.with_suffix(".pdf")


def measured(
    count: int,
    seed: int,
    bases: int,
    kinds: Sequence[str] = (),
    workers: int = 2,
    kept: Path | None = None,
    *,
    every: bool = False,
) -> list[tuple[Mutant, Verdict]]:
    """Draw bases, change them, and return each mutant with how it came out; says how many bases there are."""
    read: list[tuple[Mutant, Verdict]] = []
    with tempfile.TemporaryDirectory() as name:
        good, drawn = good_bases(bases, seed, Path(name, "bases"), workers)
        print(f"{len(good)} base reports read right and ok, of {drawn} drawn", flush=True)
        mutants = make(good, count, seed, kinds)
        copies = [mutant.copy for mutant in mutants]
        results = readings(copies, Path(name, "mutants"), workers)
        for mutant, (_, path, reading) in zip(mutants, results, strict=True):
            verdict = judge(mutant.copy.gold, reading, mutant.kind)
            read.append((mutant, verdict))
            faulty = verdict.differing or verdict.status != "ok" or verdict.false_errors
            if kept and (every or faulty):
                keep(mutant, path, verdict, kept)
    return read


def main(words: Sequence[str] | None = None) -> int:
    """Draw, change, read, and print how each kind came out."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.mutations",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--count", type=int, default=2000, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other reports and changes")
    parser.add_argument(
        "--kinds", nargs="+", choices=sorted(KINDS), default=(), metavar="KIND", help=", ".join(KINDS)
    )
    parser.add_argument(
        "--bases", type=int, default=0, help="how many base reports (default: an eighth of count)"
    )
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="folder for mutants that do not come out right and ok")
    parser.add_argument("--every", action="store_true", help="keep those that come out right, too")
    options = parser.parse_args(words)
    wanted = options.bases or min(120, max(8, options.count // 8))
    read = measured(
        options.count, options.seed, wanted, options.kinds, options.workers, options.keep, every=options.every
    )
    print(overview(read))
    print(examples(read))
    return int(any(verdict.outcome == SILENT for _, verdict in read))


if __name__ == "__main__":
    sys.exit(main())
