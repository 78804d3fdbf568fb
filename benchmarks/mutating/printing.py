"""What people read of a run: a table by kind, the silent mutants, and an example of each reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from benchmarks.mutating.judging import REASON, RIGHT, SILENT, Verdict, share
from benchmarks.mutating.kinds import Mutant
from benchmarks.tabulate import Cell, table

Read = Sequence[tuple[Mutant, Verdict]]
_HEADS = (
    "kind",
    "mutants",
    "right",
    "reason",
    "silent",
    "right %",
    "right, yet review",
    "false errors",
    "unnamed",
)


def overview(read: Read) -> str:
    """Return the table by kind, the worst first, and all of them in the last row."""
    kinds = sorted(
        {mutant.kind for mutant, _ in read}, key=lambda kind: _damage(_of(read, kind)), reverse=True
    )
    rows = [_row(kind, _of(read, kind)) for kind in kinds]
    return table(_HEADS, [*rows, _row("all", [verdict for _, verdict in read])])


def _of(read: Read, kind: str) -> list[Verdict]:
    return [verdict for mutant, verdict in read if mutant.kind == kind]


def _damage(verdicts: Sequence[Verdict]) -> tuple[float, float, int]:
    return share(verdicts, SILENT), share(verdicts, REASON), sum(verdict.needless for verdict in verdicts)


def _row(kind: str, verdicts: Sequence[Verdict]) -> list[Cell]:
    counts = Counter(verdict.outcome for verdict in verdicts)
    return [
        kind, len(verdicts), counts[RIGHT], counts[REASON], counts[SILENT], share(verdicts, RIGHT),
        sum(verdict.needless for verdict in verdicts), sum(bool(verdict.false_errors) for verdict in verdicts),
        sum(verdict.unnamed for verdict in verdicts),
    ]  # fmt: skip


def examples(read: Read, most: int = 4) -> str:
    """Return the silent mutants, then of each kind those that gave reasons or false errors, with what differs."""
    lines = ["", "Silent:"]
    silent = [(mutant, verdict) for mutant, verdict in read if verdict.outcome == SILENT]
    lines += [line for mutant, verdict in silent for line in _example(mutant, verdict, 6)] or ["  none"]
    lines += ["", "Reasons, false errors and needless reviews by kind:"]
    for kind in sorted({mutant.kind for mutant, _ in read}):
        doubtful = [
            (mutant, verdict)
            for mutant, verdict in read
            if mutant.kind == kind
            and verdict.outcome != SILENT
            and (verdict.outcome == REASON or verdict.false_errors or verdict.needless)
        ]
        doubtful.sort(key=lambda pair: (pair[1].outcome != REASON, -len(pair[1].differing)))
        for mutant, verdict in doubtful[:most]:
            lines += _example(mutant, verdict, 3)
    return "\n".join(lines)


def _example(mutant: Mutant, verdict: Verdict, most: int) -> list[str]:
    named = ", ".join(verdict.reasons) or "–"
    lines = [f"  {mutant.copy.name} ({verdict.outcome}, {verdict.status}: {named}) {mutant.what}"]
    lines += [f"      {line}" for line in verdict.differing[:most]]
    left = len(verdict.differing) - most
    lines += [f"      and {left} more"] if left > 0 else []
    return lines + [f"      false error: {line}" for line in verdict.false_errors[:most]]
