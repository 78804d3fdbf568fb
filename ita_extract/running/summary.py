"""What a run came to: counts that must add up, and the exit code that follows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ita_extract.errors import ExitCode
from ita_extract.model import Status
from ita_extract.running.outcome import Outcome


class Contradictory(NamedTuple):
    """What reports of one status get wrong by themselves: how many have an error, and how many there are."""

    reports: int
    errors: int
    warnings: int


@dataclass(frozen=True)
class RunSummary:
    """Counts of one run, in files found: one with the same bytes as another counts as that one does.

    `by_status` counts the files read in this run, `unchanged` by their status those that an earlier run had
    dealt with. `duplicates` says how many had another's bytes. `unread` is not 0 only after an interruption.
    `contradictory` says of the files read in this run, by their status, what they get wrong by themselves.
    `tables` are the rows that each table of the folder now has, those of earlier runs included.
    """

    output: Path | str  # an address, without its secrets, is a str
    inputs: int
    by_status: dict[Status, int]
    duplicates: int
    unread: int
    findings: dict[str, int]
    review_reasons: dict[str, int]
    tables: dict[str, int]
    interrupted: bool
    unchanged: dict[Status, int] = field(default_factory=dict)
    contradictory: dict[Status, Contradictory] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise ArithmeticError unless every file found is accounted for."""
        counted = sum(self.by_status.values()) + sum(self.unchanged.values()) + self.unread
        if counted != self.inputs or (self.unread and not self.interrupted):
            raise ArithmeticError(f"{self.inputs} files were found, but {counted} are accounted for")

    @property
    def failed(self) -> int:
        """How many files could not be read, in this run or an earlier one."""
        return self.by_status[Status.FAILED] + self.unchanged.get(Status.FAILED, 0)

    @property
    def exit_code(self) -> ExitCode:
        """The exit code of the process: interrupted, some failed, or well done."""
        if self.interrupted:
            return ExitCode.INTERRUPTED
        return ExitCode.SOME_FAILED if self.failed else ExitCode.OK


@dataclass
class Tally:
    """The counts of a run while it goes on."""

    by_status: Counter[Status] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    review_reasons: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[Status] = field(default_factory=Counter)
    contradictory: dict[Status, Contradictory] = field(default_factory=dict)
    duplicates: int = 0

    @property
    def done(self) -> int:
        """Return how many files are dealt with."""
        return self.by_status.total() + self.unchanged.total()

    def count(self, outcome: Outcome) -> None:
        """Count a file that was read in this run."""
        self.by_status[outcome.status] += 1
        self.findings.update(outcome.findings)
        self.review_reasons.update(outcome.review_reasons)
        before = self.contradictory.get(outcome.status, Contradictory(0, 0, 0))
        wrong = Contradictory(int(outcome.errors > 0), outcome.errors, outcome.warnings)
        self.contradictory[outcome.status] = Contradictory(
            *(entry + other for entry, other in zip(before, wrong, strict=True))
        )

    def count_unchanged(self, status: Status) -> None:
        """Count a file that an earlier run dealt with."""
        self.unchanged[status] += 1

    def count_again(self, status: Status) -> None:
        """Count a file whose bytes were read under another name."""
        self.by_status[status] += 1
        self.duplicates += 1

    def close(
        self, output: Path | str, inputs: int, tables: dict[str, int], *, interrupted: bool
    ) -> RunSummary:
        """Return the counts as they stand. Raises ArithmeticError when they do not add up."""
        return RunSummary(
            output=output,
            inputs=inputs,
            by_status={status: self.by_status[status] for status in Status},
            duplicates=self.duplicates,
            unread=inputs - self.done if interrupted else 0,
            findings=_by_number(self.findings),
            review_reasons=_by_number(self.review_reasons),
            tables=tables,
            interrupted=interrupted,
            contradictory={status: found for status, found in self.contradictory.items() if any(found)},
            unchanged={status: self.unchanged[status] for status in Status if self.unchanged[status]},
        )


def _by_number(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
