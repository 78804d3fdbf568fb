"""Reports altered after they were made: none may be called ok with a value that its page does not show.

    python -m benchmarks.tampering [PDF or FOLDER ...] [--count 200] [--seed N] [--only KIND] [--keep FOLDER]

COUNT alterations of all kinds are made of reports that are read without a doubt, at one place of a value or at all,
and as many harmless ones. Each is checked on pictures of its pages before it counts. `silent` are altered reports
called ok that still hold the value; `place untold` those of which no reason names the page of the change; `doubted`
are harmless changes that became a reason. Ends with 1 if anything is silent or more than 1 % of those are doubted.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.altering.drawing import COVERING, HARMLESS, HIDING
from benchmarks.altering.making import Altered, alter
from benchmarks.corpora import FIXTURES, pdfs
from benchmarks.tabulate import table
from ita_extract import extract
from ita_extract.model import Report, Status


@dataclass(frozen=True)
class Outcome:
    """What became of an altered report."""

    kind: str
    as_meant: bool
    silent: bool
    untold: bool
    doubted: bool


def certain(named: Sequence[Path]) -> Iterator[tuple[Path, Report]]:
    """Give the reports that are read without a doubt, of files and folders; of the fixtures where none is named."""
    for path in pdfs(named or [FIXTURES]):
        report = extract(path, ocr="never")
        if report.document.status == Status.OK and report.score_mentions:
            yield path, report


def outcome(altered: Altered, folder: Path, keep: Path | None) -> Outcome:
    """Read an altered report and judge what was made of it."""
    path = folder / f"{altered.kind}.pdf"
    path.write_bytes(altered.data)
    report = extract(path, ocr="never")
    is_ok = report.document.status == Status.OK
    held = any(
        f"{row.score}" == altered.value and _meets(row, position)
        for row in report.score_mentions
        for position in altered.places
    )
    pages = {reason.page for reason in report.review_reasons}
    untold = not all(position.page in pages for position in altered.places)
    silent = altered.kind not in HARMLESS and is_ok and held
    doubted = altered.kind in HARMLESS and not is_ok
    if (
        keep is not None
        and altered.as_meant
        and (silent or doubted or (untold and altered.kind not in HARMLESS))
    ):
        keep.mkdir(parents=True, exist_ok=True)
        name = f"{altered.kind}-{altered.source}"
        (keep / name).write_bytes(altered.data)
        reasons = [f"{entry.slug} {entry.page} {entry.detail}" for entry in report.review_reasons]
        print(f"{name}: {altered.value} on pages {[row.page for row in altered.places]}: {reasons[:4]}")
    return Outcome(altered.kind, altered.as_meant, silent, untold, doubted)


def _meets(row: object, position: object) -> bool:
    entry, other = (
        [getattr(item, name) for name in ("page", "x0", "top", "x1", "bottom")] for item in (row, position)
    )
    return (
        entry[0] == other[0]
        and entry[1] < other[3]
        and other[1] < entry[3]
        and entry[2] < other[4]
        and other[2] < entry[4]
    )


def measure(
    reports: Sequence[tuple[Path, Report]], kinds: Sequence[str], count: int, seed: int, keep: Path | None
) -> Iterator[Outcome]:
    """Make and read COUNT altered reports, kind after kind."""
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        for number in range(count):
            path, report = draw.choice(reports)
            altered = alter(path, report, kinds[number % len(kinds)], draw)
            if altered is not None:
                yield outcome(altered, Path(name), keep)


def show(outcomes: Sequence[Outcome]) -> None:
    """Print what became of each kind."""
    counts = {
        name: Counter(entry.kind for entry in outcomes if entry.as_meant and getattr(entry, name))
        for name in ("as_meant", "silent", "untold", "doubted")
    }
    made = Counter(entry.kind for entry in outcomes)
    rows = [
        (kind, number, *(counts[name][kind] for name in ("as_meant", "silent", "untold", "doubted")))
        for kind, number in made.items()
    ]
    rows.append(("all", sum(made.values()), *(sum(found.values()) for found in counts.values())))
    print(table(("change", "made", "as meant", "silent", "place untold", "doubted"), rows))


def main(words: Sequence[str] | None = None) -> int:
    """Make, read, print and return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="tampering.py"
    )
    parser.add_argument("named", nargs="*", type=Path, metavar="PDF or FOLDER")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=16)
    parser.add_argument("--only", default="", metavar="KIND")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep what was read wrongly")
    options = parser.parse_args(words)
    reports = list(certain(options.named))
    if not reports:
        print("nothing to alter", file=sys.stderr)
        return 2
    outcomes: list[Outcome] = []
    for kinds in ([*COVERING, *HIDING], [*HARMLESS]):
        chosen = [kind for kind in kinds if options.only in kind]
        if chosen:
            found = list(measure(reports, chosen, options.count, options.seed, options.keep))
            show(found)
            outcomes += found
    meant = [entry for entry in outcomes if entry.as_meant]
    return int(
        any(entry.silent for entry in meant) or sum(entry.doubted for entry in meant) > options.count / 100
    )


if __name__ == "__main__":
    sys.exit(main())
