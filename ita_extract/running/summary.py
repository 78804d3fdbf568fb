"""What a run came to: counts that must add up, and the exit code that follows."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from ita_extract.errors import ExitCode
from ita_extract.model import Report, Status

_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_OTHER = "other"


@dataclass(frozen=True)
class RunSummary:
    """Counts of one run, in files found: one with the same bytes as another counts as that one does.

    `duplicates` says how many those were. `unread` is not 0 only after an interruption. `tables` are the rows
    that each table of the folder now has, those of earlier runs included.
    """

    output: Path
    inputs: int
    by_status: dict[Status, int]
    duplicates: int
    unread: int
    findings: dict[str, int]
    review_reasons: dict[str, int]
    tables: dict[str, int]
    interrupted: bool

    def __post_init__(self) -> None:
        """Raise ArithmeticError unless every file found is accounted for."""
        counted = sum(self.by_status.values()) + self.unread
        if counted != self.inputs or (self.unread and not self.interrupted):
            raise ArithmeticError(f"{self.inputs} files were found, but {counted} are accounted for")

    @property
    def exit_code(self) -> ExitCode:
        """The exit code of the process: interrupted, some failed, or well done."""
        if self.interrupted:
            return ExitCode.INTERRUPTED
        return ExitCode.SOME_FAILED if self.by_status[Status.FAILED] else ExitCode.OK


@dataclass
class Tally:
    """The counts of a run while it goes on."""

    by_status: Counter[Status] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    review_reasons: Counter[str] = field(default_factory=Counter)
    duplicates: int = 0

    def count(self, report: Report) -> None:
        """Count a report that was read in this run."""
        self.by_status[report.document.status] += 1
        self.findings.update(finding.rule for finding in report.findings)
        self.review_reasons.update(reason_slug(reason) for reason in report.document.review_reasons)

    def count_again(self, status: Status) -> None:
        """Count a file whose bytes were read under another name."""
        self.by_status[status] += 1
        self.duplicates += 1

    def close(self, output: Path, inputs: int, tables: dict[str, int], *, interrupted: bool) -> RunSummary:
        """Return the counts as they stand. Raises ArithmeticError when they do not add up."""
        return RunSummary(
            output=output,
            inputs=inputs,
            by_status={status: self.by_status[status] for status in Status},
            duplicates=self.duplicates,
            unread=inputs - self.by_status.total() if interrupted else 0,
            findings=_by_number(self.findings),
            review_reasons=_by_number(self.review_reasons),
            tables=tables,
            interrupted=interrupted,
        )


def reason_slug(reason: str) -> str:
    """Return the slug with which a review reason begins ('unmatched-column: …'), or 'other'."""
    slug = reason.partition(":")[0].strip()
    return slug if _SLUG.fullmatch(slug) else _OTHER


def _by_number(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
