"""Files whose ToUnicode map exchanges two figures or letters of one font: none may be ok with a wrong score.

    python -m benchmarks.exchanged_digits [PDF or FOLDER ...] [--count 100] [--seed N] [--keep FOLDER]

COUNT files are made of reports that are read without a doubt: three of four exchange two digits (Thai or Arabic ones),
the others two letters. Each is drawn before and after, page by page, to be sure that nobody sees a change; a pair of
digits counts where it changes a score that is read without proof. `silent` are those called ok with another score,
level or year than before, `silent without proof` those that would be with `--proof never`; `by ink-disagrees` are
those that the ink gives away. Ends with 1 if any is silent.
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

from benchmarks.altering.exchanging import ARABIC, LETTERS, THAI, exchange, looks_alike
from benchmarks.tabulate import table
from benchmarks.tampering import certain
from ita_extract import extract
from ita_extract.model import Report, Status

_DIGITS_OF = 4  # of so many files one exchanges letters
_TRIES = 20  # files made for one that counts


@dataclass(frozen=True)
class Outcome:
    """What became of a file: the kind of its pair, and whether it is silent, with proof and without."""

    kind: str
    silent: bool
    without: bool
    by_ink: bool


def values(report: Report) -> tuple[object, ...]:
    """Return what a report says of scores, year and level."""
    scores = sorted((str(row.subject), row.page, row.top, row.x0, row.score) for row in report.score_mentions)
    rows = [
        *((row.subject, row.score) for row in report.instrument_scores),
        *((row.subject, row.score) for row in report.indicator_scores),
    ]
    document = report.document
    return (scores, rows, document.overall_score, document.rating, document.fiscal_year)


def measure(
    reports: Sequence[tuple[Path, Report]], count: int, seed: int, keep: Path | None
) -> Iterator[Outcome]:
    """Make and read COUNT files."""
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "exchanged.pdf"
        for number in range(count):
            is_letters = number % _DIGITS_OF == 0
            for _ in range(_TRIES):
                source, before = draw.choice(reports)
                alphabet = LETTERS if is_letters else draw.choice((ARABIC, THAI))
                made = exchange(source.read_bytes(), alphabet, draw)
                if made is None:
                    continue
                path.write_bytes(made.data)
                bare = extract(path, ocr="never", proof="never")
                if (not is_letters and values(bare) == values(before)) or not looks_alike(
                    source.read_bytes(), made.data
                ):
                    continue
                report = extract(path, ocr="never")
                outcome = Outcome(
                    {LETTERS: "letters", ARABIC: "digits 0-9", THAI: "digits ๐-๙"}[alphabet],
                    _is_silent(report, before),
                    _is_silent(bare, before),
                    any(reason.slug == "ink-disagrees" for reason in report.review_reasons),
                )
                if keep is not None and (outcome.silent or not (is_letters or outcome.by_ink)):
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / f"{number}-{''.join(made.pair)}-{source.name}").write_bytes(made.data)
                    print(f"{number}-{source.name}: {made.pair} of {made.font}")
                yield outcome
                break


def _is_silent(report: Report, before: Report) -> bool:
    return report.document.status == Status.OK and values(report) != values(before)


def show(outcomes: Sequence[Outcome]) -> None:
    """Print what became of each kind."""
    made = Counter(item.kind for item in outcomes)
    rows = [
        (kind, number, *_counts([item for item in outcomes if item.kind == kind]))
        for kind, number in made.items()
    ]
    rows.append(("all", len(outcomes), *_counts(outcomes)))
    print(table(("pair of", "made", "silent", "by ink-disagrees", "silent without proof"), rows))


def _counts(outcomes: Sequence[Outcome]) -> tuple[int, int, int]:
    return (
        sum(item.silent for item in outcomes),
        sum(item.by_ink for item in outcomes),
        sum(item.without for item in outcomes),
    )


def main(words: Sequence[str] | None = None) -> int:
    """Make, read, print and return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="exchanged_digits.py"
    )
    parser.add_argument("named", nargs="*", type=Path, metavar="PDF or FOLDER")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=131)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep what is silent, or not seen by ink")
    options = parser.parse_args(words)
    reports = list(certain(options.named))
    if not reports:
        print("nothing to alter", file=sys.stderr)
        return 2
    outcomes = list(measure(reports, options.count, options.seed, options.keep))
    show(outcomes)
    return int(any(item.silent for item in outcomes))


if __name__ == "__main__":
    sys.exit(main())
