"""How many planted faults the rules find, whether they accuse clean reports, and how long they take.

    python benchmarks/checks.py [--documents N] [--collection N] [--markdown]

Recall is counted rule by rule over fixtures/faults (and fixtures/faults/together); clean are the reports of
fixtures/. For the time, N documents are made from those reports, as they are once read. Ends with 1 if a fault is
missed, a clean report has a finding of severity error, or 1,000 documents take 10 s or more.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.corpora import FIXTURES
from benchmarks.tabulate import table
from ita_extract import check, extract
from ita_extract.checking.neighbours import Collection, check_collection
from ita_extract.model import Report, Severity, Status

FAULTS = FIXTURES / "faults"
MOST_SECONDS = 10.0


def recall() -> list[tuple[str, int, int]]:
    """Return for each rule how many of its planted faults are found, and how many there are."""
    counts: dict[str, list[bool]] = {}
    for path in sorted(FAULTS.glob("*.pdf")):
        report = extract(path)
        found = {finding.rule for finding in report.findings}
        for rule in json.loads(path.with_suffix(".gold.json").read_text("utf-8"))["findings_present"]:
            counts.setdefault(rule, []).append(rule in found)
    folder = FAULTS / "together"
    wanted = json.loads((folder / "together.json").read_text("utf-8"))
    reports = {path.stem: extract(path) for path in sorted(folder.glob("*.pdf"))}
    together = check_collection(reports.values(), official=folder / wanted["official"])
    for rule, names in wanted["findings_present"].items():
        for name in names:
            result = together.get(reports[name].document.document_id)
            hit = result is not None and rule in {finding.rule for finding in result.findings}
            counts.setdefault(rule, []).append(hit)
    return [(rule, sum(hits), len(hits)) for rule, hits in sorted(counts.items())]


CONSONANTS = "".join(chr(0x0E01 + n) for n in range(44))
FAMILY = 20  # the most reports that may share a text before it counts as a template


def copies(reports: list[Report], count: int) -> list[Report]:
    """Return so many reports of as many organisations: families of 20 with one text, the worst case for comparing."""
    return [copy(reports[n // FAMILY % len(reports)], n) for n in range(count)]


def copy(report: Report, number: int) -> Report:
    """Return a report of another organisation, its own text in the letters of its family."""
    turn = number // FAMILY % len(CONSONANTS)
    letters = str.maketrans(CONSONANTS, CONSONANTS[turn:] + CONSONANTS[:turn])
    document = report.document.model_copy(
        update={"document_id": f"{number:016x}", "organization_name": f"ก{number}", "organization_id": None}
    )
    own = {
        name: tuple(
            row.model_copy(update={"text": row.text.translate(letters)}) for row in getattr(report, name)
        )
        for name in ("guidelines", "measure_steps")
    }
    return report.model_copy(update={"document": document, **own})


def seconds(action: Callable[[], object]) -> float:
    """Return how long something takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=1000, help="documents to check one by one")
    parser.add_argument("--collection", type=int, default=1000, help="documents to hold against each other")
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    rows = recall()
    print(
        table(
            ("rule", "found", "planted"),
            [*rows, ("all", sum(r[1] for r in rows), sum(r[2] for r in rows))],
            markdown=options.markdown,
        )
    )
    clean = [
        report
        for path in sorted(FIXTURES.glob("*.pdf"))
        if (report := extract(path)).document.status != Status.NOT_ITA
    ]
    accused = sum(finding.severity is Severity.ERROR for report in clean for finding in report.findings)
    print(f"\n{len(clean)} clean reports: {accused} findings of severity error")
    many = copies(clean, max(options.documents, options.collection))
    alone = seconds(lambda: [check(report) for report in many[: options.documents]])
    stored = [report.model_dump_json() for report in many[: options.documents]]
    loading = seconds(lambda: [Report.model_validate_json(data) for data in stored])
    collection = Collection()
    taking = seconds(lambda: [collection.add(report) for report in many[: options.collection]])
    comparing = seconds(collection.check)
    print(
        table(
            ("step", "documents", "seconds"),
            [
                ("load from JSON", options.documents, f"{loading:.2f}"),
                ("check one by one", options.documents, f"{alone:.2f}"),
                ("take into a collection", options.collection, f"{taking:.2f}"),
                ("compare a collection", options.collection, f"{comparing:.2f}"),
            ],
            markdown=options.markdown,
        )
    )
    slow = alone * 1000 / options.documents >= MOST_SECONDS
    return int(accused > 0 or slow or any(found < planted for _, found, planted in rows))


if __name__ == "__main__":
    sys.exit(main())
