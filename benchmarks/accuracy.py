"""How much of what reports say is read right, and whether anything is silently wrong.

    python benchmarks/accuracy.py [FOLDER ...]

A FOLDER holds NAME.pdf and NAME.gold.json (or one gold.json for all). Without one: fixtures/ and the shared
examples. "silent" counts values that are wrong or should not be there in a document of status ok, the worst
defect; "lost" counts values that are missing there. Ends with 1 if anything is silently wrong or an
extraction crashed (--strict: if anything at all is not right), with 2 if there was nothing to measure.
"""

from __future__ import annotations

import argparse
import json
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.corpora import EXAMPLES, FIXTURES, Case, corpus, load_gold
from benchmarks.scoring import Counts, Outcome, Scored, count, score, score_findings
from benchmarks.scoring.points import GoldError
from benchmarks.scoring.tally import by_table
from benchmarks.tabulate import table
from ita_extract.model import Report

HEADS = ("table", "right", "total", "wrong", "missing", "extra", "silent", "lost")
Extract = Callable[[Path], Report]


class Measured(NamedTuple):
    """One document, scored; `crash` is the traceback of an extraction that raised."""

    case: Case
    scored: Scored
    findings: Counts
    crash: str

    @property
    def status(self) -> str:
        """Return the report's status, or that there is none."""
        return "crashed" if self.scored.status is None else str(self.scored.status)


def measure(case: Case, extract: Extract, *, count_findings: bool = False) -> Measured:
    """Extract one document and score it; an extraction that raises is a crash with no value read.

    Raises GoldError where the gold holds nothing that can be scored.
    """
    gold, report, crash = load_gold(case.gold), None, ""
    try:
        report = extract(case.pdf)
    except Exception:
        crash = traceback.format_exc()
    scored, findings = score(report, gold), score_findings(report, gold)
    counts = count(scored, findings)
    if count_findings:
        scored = replace(scored, points=(*scored.points, *findings))
    if not count(scored).total:
        raise GoldError(f"{case.gold.name}: no value to score")
    return Measured(case, scored, counts, crash)


def figures(counts: Counts) -> tuple[int, ...]:
    """Return counts in the order of HEADS."""
    return (
        counts.right,
        counts.total,
        counts.wrong,
        counts.missing,
        counts.extra,
        counts.silent,
        counts.lost,
    )


def total(measured: Sequence[Measured]) -> Counts:
    """Return the sum over documents."""
    return sum((count(entry.scored) for entry in measured), Counts())


def print_tables(measured: Sequence[Measured], *, markdown: bool) -> None:
    """Print per file and per table, then per table over all, then the grand total."""
    rows: list[tuple[str | int, ...]] = []
    tables: dict[str, Counts] = {}
    for entry in measured:
        rows.append((entry.case.pdf.name, entry.status, "all", *figures(count(entry.scored))))
        for name, counts in by_table(entry.scored).items():
            rows.append(("", "", name, *figures(counts)))
            tables[name] = tables.get(name, Counts()) + counts
    print(table(("file", "status", *HEADS), rows, markdown=markdown))
    print()
    closing: list[tuple[str | int, ...]] = [(name, *figures(counts)) for name, counts in tables.items()]
    print(table(HEADS, [*closing, ("all", *figures(total(measured)))], markdown=markdown))
    statuses = Counter(entry.status for entry in measured)
    perfect = sum(count(entry.scored).is_perfect for entry in measured)
    print()
    print(
        f"{len(measured)} documents ({', '.join(f'{number} {name}' for name, number in statuses.items())}); "
        f"{perfect} without any fault"
    )


def print_faults(measured: Sequence[Measured]) -> None:
    """Print every value that is not right."""
    for entry in measured:
        for point in entry.scored.points:
            if point.outcome is Outcome.RIGHT:
                continue
            silent = "SILENT " if entry.scored.is_silent(point) else ""
            position = " ".join(
                part for part in (point.table, f"[{point.key}]" if point.key else "", point.field) if part
            )
            print(f"{entry.case.pdf.name}: {silent}{point.outcome} {position}")
            print(f"    expected {point.expected}")
            print(f"    found    {point.found}")


def print_findings(measured: Sequence[Measured]) -> None:
    """Print how the findings came out, apart from the values."""
    rows = [
        (
            entry.case.pdf.name,
            entry.findings.right,
            entry.findings.total,
            entry.findings.wrong,
            entry.findings.missing,
        )
        for entry in measured
        if entry.findings.total
    ]
    if rows:
        print("\nFindings (not counted above)")
        print(table(("file", "right", "total", "wrongly present", "missing"), rows))


def as_json(measured: Sequence[Measured]) -> dict[str, Any]:
    """Return all that was measured, for programs."""
    return {
        "documents": [
            {
                "file": entry.case.pdf.name,
                "status": entry.status,
                "review_reasons": entry.scored.review_reasons,
                "crash": entry.crash,
                "unscored": entry.scored.unscored,
                "all": figures_named(count(entry.scored)),
                "tables": {name: figures_named(counts) for name, counts in by_table(entry.scored).items()},
                "faults": [
                    {**point._asdict(), "silent": entry.scored.is_silent(point)}
                    for point in entry.scored.points
                    if point.outcome is not Outcome.RIGHT
                ],
            }
            for entry in measured
        ],
        "all": figures_named(total(measured)),
    }


def figures_named(counts: Counts) -> dict[str, int]:
    """Return counts under their names."""
    return {"total": counts.total, **asdict(counts)}


def exit_code(measured: Sequence[Measured], *, strict: bool) -> int:
    """Return 0 when all is well: something right, nothing silent, no crash; strictly, every value right."""
    if not measured:
        return 2
    counts = total(measured)
    bad = counts.silent > 0 or counts.right == 0 or any(entry.crash for entry in measured)
    if strict:
        bad = bad or not all(
            count(entry.scored).is_perfect and not entry.scored.unscored for entry in measured
        )
    return int(bad)


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="accuracy.py"
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--verbose", action="store_true", help="print every value that is not right")
    parser.add_argument("--strict", action="store_true", help="end with 1 if any value is not right")
    parser.add_argument("--findings", action="store_true", help="count the findings as values, too")
    parser.add_argument("--scans", action="store_true", help="measure the scanned example as well")
    parser.add_argument("--only", default="", metavar="TEXT", help="only files whose name holds this")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--markdown", action="store_true", help="print Markdown tables")
    form.add_argument("--json", action="store_true", help="print JSON instead of tables")
    return parser.parse_args(words)


def measure_all(options: argparse.Namespace, extract: Extract) -> list[Measured]:
    """Measure every chosen document; what is left out, not scored or crashed goes to stderr."""
    corpora = [corpus(folder, scans=options.scans) for folder in options.folders or (FIXTURES, EXAMPLES)]
    for left_out in (reason for entry in corpora for reason in entry.left_out):
        print(f"left out: {left_out}", file=sys.stderr)
    measured: list[Measured] = []
    for case in (case for entry in corpora for case in entry.cases if options.only in case.pdf.name):
        entry = measure(case, extract, count_findings=options.findings)
        if entry.crash:
            print(f"crashed: {case.pdf.name}\n{entry.crash}", file=sys.stderr)
        for name in entry.scored.unscored:
            print(f"not scored: {case.gold.name}: {name}", file=sys.stderr)
        measured.append(entry)
    return measured


def own_extract() -> Extract:
    """Return the program's own extraction."""
    from ita_extract.extracting import extract

    return extract


def main(words: Sequence[str] | None = None, extract: Extract | None = None) -> int:
    """Measure and print; return the exit code."""
    options = arguments(words)
    try:
        measured = measure_all(options, extract or own_extract())
    except GoldError as error:
        print(f"cannot be scored: {error}", file=sys.stderr)
        return 2
    if not measured:
        print("nothing to measure", file=sys.stderr)
    elif options.json:
        print(json.dumps(as_json(measured), ensure_ascii=False, indent=1))
    else:
        if options.verbose:
            print_faults(measured)
            print()
        print_tables(measured, markdown=options.markdown)
        if not options.findings:
            print_findings(measured)
    return exit_code(measured, strict=options.strict)


if __name__ == "__main__":
    sys.exit(main())
