"""How the shared cases are read: what is wrong or lost where a report claims to be right, folder by folder.

    python -m benchmarks.cases [FOLDER ...] [--json FILE] [--compare FILE]

A FOLDER is one of ../shared/cases (its name is enough), or another with NAME.pdf and NAME.gold.json. SILENT counts
values that are wrong or invented on status ok (or in a report that was called none), LOST those missing there.
`--json` keeps the outcome of each file, `--compare` tells what got worse or better since. Ends with 1 if anything
is silent, lost or got worse, with 2 if there was nothing to read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.case_scoring import printing
from benchmarks.case_scoring.comparing import changes
from benchmarks.case_scoring.judging import outcome_of
from benchmarks.case_scoring.outcomes import FileOutcome, from_json, to_json
from benchmarks.case_scoring.reading import read_all, run_alone
from benchmarks.case_scoring.tasks import CROSS, FOLDERS, HOSTILE, Task, kind_of, tasks_of
from benchmarks.case_scoring.together import read_together
from benchmarks.corpora import SHARED

CASES = SHARED / "cases"
WHOLE = {"stitch": printing.stitch_verdict, "identity": printing.verdict, "kinds": printing.verdict}


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="cases.py"
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the outcome of each file")
    parser.add_argument("--compare", type=Path, metavar="FILE", help="an earlier FILE of --json")
    parser.add_argument("--only", default="", metavar="TEXT", help="only files whose name holds this")
    parser.add_argument("--seconds", type=float, default=300, help="time limit of one file")
    parser.add_argument("--workers", type=int, default=2, help="files read side by side")
    return parser.parse_args(words)


def folders_of(named: Sequence[Path], cases: Path) -> list[Path]:
    """Return the folders to read: those named, by path or by their name among the cases, or all of the cases."""
    if not named:
        return [cases / name for name in FOLDERS if (cases / name).is_dir()]
    return [folder if folder.is_dir() else cases / folder for folder in named]


def read_folders(folders: Sequence[Path], options: argparse.Namespace) -> Iterator[FileOutcome]:
    """Yield the outcome of each file; progress goes to a terminal's stderr."""
    tasks = [task for folder in folders for task in tasks_of(folder) if options.only in task.pdf.name]
    judged = [task for task in tasks if task.kind != HOSTILE]
    readings = read_all([task.pdf for task in judged], options.seconds, options.workers)
    for at, (task, reading) in enumerate(zip(judged, readings, strict=True), start=1):
        if sys.stderr.isatty():
            print(f"\r{at}/{len(judged)} {task.folder}/{task.pdf.name}\033[K", end="", file=sys.stderr)
        yield outcome_of(task, reading)
    for folder in folders:
        if kind_of(folder) == CROSS and not options.only:
            yield from read_together(folder, options.seconds)
    hostile = [task for task in tasks if task.kind == HOSTILE]
    with ThreadPoolExecutor(options.workers) as threads:
        yield from threads.map(lambda task: hostile_outcome(task, options.seconds), hostile)


def hostile_outcome(task: Task, seconds: float) -> FileOutcome:
    """Return how the command line ends on a file that is made to break it."""
    manifest = run_alone(task.pdf, seconds)
    return FileOutcome(
        folder=task.folder,
        file=task.pdf.name,
        status=manifest.status,
        reasons=manifest.reasons,
        error_code=manifest.error_code,
        seconds=round(manifest.seconds, 2),
        note="killed" if manifest.exit_code is None else f"exit {manifest.exit_code}",
    )


def show(outcomes: Sequence[FileOutcome]) -> None:
    """Print the tables and what is not right."""
    groups = printing.by_folder(outcomes)
    print(printing.main_table(outcomes))
    print("\nFiles that claim to be right and are not\n", *printing.bad_files(outcomes), sep="\n")
    print("\nFindings that are false or missed\n", *printing.finding_lines(outcomes), sep="\n")
    for folder, judge in WHOLE.items():
        if folder in groups:
            print("\n" + printing.whole_files(folder, groups[folder], judge))
    if "field" in groups:
        print("\nfield: what no rule scores\n" + printing.texts(groups["field"]))
    sets = [outcome for name, group in groups.items() if name.startswith(CROSS) for outcome in group]
    if any(outcome.note for outcome in sets):
        print("\nSets, all findings\n" + printing.sets_read(sets))
    if HOSTILE in groups:
        print("\nHostile files\n" + printing.status_lines(groups[HOSTILE]))
    if any(outcome.reasons for outcome in outcomes):
        print("\nReasons for review\n" + printing.reason_counts(outcomes))


def main(words: Sequence[str] | None = None, cases: Path = CASES) -> int:
    """Read, print and return the exit code."""
    options = arguments(words)
    folders = folders_of(options.folders, cases)
    absent = [folder for folder in folders if not folder.is_dir()]
    if absent or not folders:
        print(f"skipped: {', '.join(map(str, absent)) or cases} is not there", file=sys.stderr)
    outcomes = list(read_folders([folder for folder in folders if folder.is_dir()], options))
    if not outcomes:
        print("nothing to measure", file=sys.stderr)
        return 2
    show(outcomes)
    if options.json:
        lines = (json.dumps(to_json(outcome), ensure_ascii=False) for outcome in outcomes)
        options.json.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    worse = False
    if options.compare:
        before = [from_json(row) for row in json.loads(options.compare.read_text(encoding="utf-8"))]
        found = changes(before, outcomes)
        print("\n" + printing.changed(found))
        worse = any(change.worse for change in found)
    return int(worse or any(outcome.silent or outcome.lost for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
