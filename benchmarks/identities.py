"""Whose report is it: made covers of bodies of all classes, each with three other bodies named in its text.

    python benchmarks/identities.py [--seed N] [--documents 300] [--show] [--keep FOLDER]

Right is a report whose class and name, kind and year are those of its body. What is not right must have a reason to
review that speaks of the body or the year. Ends with 1 if a bound is missed: right or with a reason 100 %, right 97 %.
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

from benchmarks.covers import MadeReport, make_report, to_pdf
from benchmarks.tabulate import table
from ita_extract import extract
from ita_extract.model import Report, Status
from ita_extract.organizations.spelling import plain

RIGHT, STATED = 97.0, 100.0
REASONS = frozenset(
    {
        "missing-organization", "missing-fiscal-year", "missing-district", "missing-province", "doubtful-name",
        "doubtful-class", "doubtful-district", "doubtful-province", "doubtful-year", "unlisted-organization",
        "other-organization", "several-organizations", "organization-elsewhere", "organization-in-picture",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """How one made report was read: right or not, stated or not, and without any doubt about the body."""

    made: MadeReport
    report: Report

    @property
    def right(self) -> bool:
        """Whether body, kind and year are those of the report."""
        document, body = self.report.document, self.made.body
        return (
            plain(document.whole_name or "") == plain(body.whole)
            and document.agency_kind == body.kind
            and document.fiscal_year == self.made.fiscal_year
        )

    @property
    def reasons(self) -> list[str]:
        """Return the reasons to review that speak of the body or the year."""
        return [entry.slug for entry in self.report.review_reasons if entry.slug in REASONS]

    @property
    def stated(self) -> bool:
        """Whether it is right, or a person is asked about it."""
        return self.right or (self.report.document.status != Status.NOT_ITA and bool(self.reasons))


def outcomes(seed: int, count: int, folder: Path) -> Iterator[Outcome]:
    """Make and read so many reports."""
    for number in range(count):
        chance = random.Random(f"{seed}-{number}")
        made = make_report(chance)
        path = folder / f"{number:03d}.pdf"
        path.write_bytes(to_pdf(made, chance))
        yield Outcome(made, extract(path, ocr="never"))


def main(words: Sequence[str] | None = None) -> int:
    """Make, read, print and return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="identities.py"
    )
    parser.add_argument("--seed", type=int, default=2568)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--show", action="store_true", help="print what is not right, and what is doubted")
    parser.add_argument("--keep", type=Path, help="keep the PDFs in this folder")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        found = list(outcomes(options.seed, options.documents, folder))
    if options.show:
        for number, entry in enumerate(found):
            if not entry.right or entry.reasons:
                print(shown(number, entry))
    kinds = Counter(entry.made.body.kind for entry in found)
    rows = [
        (kind, count, _share(found, kind, "right"), _share(found, kind, "stated"), _doubted(found, kind))
        for kind, count in sorted(kinds.items())
    ]
    print(table(("kind", "reports", "right %", "right or stated %", "doubted %"), rows))
    right = 100 * sum(entry.right for entry in found) / len(found)
    stated = 100 * sum(entry.stated for entry in found) / len(found)
    print(
        f"\nall {len(found)}: right {right:.1f} % (bound {RIGHT}), right or stated {stated:.1f} % (bound {STATED})"
    )
    return int(right < RIGHT or stated < STATED)


def _share(found: Sequence[Outcome], kind: str, what: str) -> str:
    ours = [entry for entry in found if entry.made.body.kind == kind]
    return f"{100 * sum(getattr(entry, what) for entry in ours) / len(ours):.1f}"


def _doubted(found: Sequence[Outcome], kind: str) -> str:
    ours = [entry for entry in found if entry.made.body.kind == kind]
    return f"{100 * sum(bool(entry.reasons) for entry in ours) / len(ours):.1f}"


def shown(number: int, outcome: Outcome) -> str:
    """Return an outcome for people: what was made and what was read."""
    document, body = outcome.report.document, outcome.made.body
    verdict = "right" if outcome.right else "stated" if outcome.stated else "WRONG"
    return (
        f"{number:03d} {verdict}: {body.whole} ({body.kind}) {outcome.made.fiscal_year} -> {document.whole_name} "
        f"({document.agency_kind}) {document.fiscal_year} {document.organization_id} {outcome.reasons}"
    )


if __name__ == "__main__":
    sys.exit(main())
