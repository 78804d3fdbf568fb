"""The outcomes for people: a table by folder, then what is not right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from benchmarks.case_scoring.comparing import Change
from benchmarks.case_scoring.outcomes import FALSE, INVENTED, MISSED, MISSING, RIGHT, TRUE, WRONG, FileOutcome
from benchmarks.tabulate import Cell, table

SHOWN = 110
HEADS = (
    "folder", "SILENT", "LOST", "bad ok", "documents", "ok", "review", "not_ita", "failed", "in gold",
    "right", "wrong", "missing", "invented", "true finds", "false finds", "false errors", "missed finds",
)  # fmt: skip
Group = Callable[[Sequence[FileOutcome]], tuple[Cell, ...]]


def short(text: str) -> str:
    """Return a text that fits on a line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else f"{flat[: SHOWN - 1]}…"


def figures(outcomes: Sequence[FileOutcome]) -> tuple[Cell, ...]:
    """Return the columns of HEADS after the first."""
    statuses = Counter(outcome.status for outcome in outcomes)
    fates = Counter(value.fate for outcome in outcomes for value in outcome.values)
    finds = Counter(finding.fate for outcome in outcomes for finding in outcome.findings)
    errors = sum(
        finding.fate == FALSE and finding.severity == "error"
        for outcome in outcomes
        for finding in outcome.findings
    )
    return (
        sum(len(outcome.silent) for outcome in outcomes),
        sum(len(outcome.lost) for outcome in outcomes),
        sum(bool(outcome.silent or outcome.lost) for outcome in outcomes),
        len(outcomes),
        *(statuses[name] for name in ("ok", "review", "not_ita", "failed")),
        fates[RIGHT] + fates[WRONG] + fates[MISSING],
        *(fates[name] for name in (RIGHT, WRONG, MISSING, INVENTED)),
        finds[TRUE],
        finds[FALSE],
        errors,
        finds[MISSED],
    )


def by_folder(outcomes: Iterable[FileOutcome]) -> dict[str, list[FileOutcome]]:
    """Return the outcomes of each folder, in the order in which they came."""
    groups: dict[str, list[FileOutcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.folder, []).append(outcome)
    return groups


def main_table(outcomes: Sequence[FileOutcome]) -> str:
    """Return the table by folder with its sum."""
    rows: list[tuple[Cell, ...]] = [
        (name, *figures(group)) for name, group in by_folder(outcomes).items() if name != "hostile"
    ]
    scored = [outcome for outcome in outcomes if outcome.folder != "hostile"]
    return table(HEADS, [*rows, ("all", *figures(scored))])


def bad_files(outcomes: Iterable[FileOutcome]) -> list[str]:
    """Return the lines about files that claim to be right and are not."""
    lines = []
    for outcome in outcomes:
        if outcome.silent or outcome.lost:
            lines.append(
                f"{outcome.name}: {outcome.status}, {len(outcome.silent)} silent, {len(outcome.lost)} lost"
            )
        for mark, values in (("SILENT", outcome.silent), ("LOST", outcome.lost)):
            lines += [
                f"    {mark} {value.fate} {value.place}: gold {short(value.gold)} | read {short(value.read)}"
                for value in values
            ]
    return lines


def finding_lines(outcomes: Iterable[FileOutcome]) -> list[str]:
    """Return the lines about findings that are false or missed."""
    return [
        f"{outcome.name} ({outcome.status}): {finding.fate} {finding.severity} {finding.rule} {finding.subject} "
        f"{short(finding.stated)}"
        for outcome in outcomes
        for finding in outcome.findings
        if finding.fate in (FALSE, MISSED)
    ]


def verdict(outcome: FileOutcome) -> str:
    """Return how a whole file came out: right or not on a claim, or told of."""
    if not outcome.claims:
        return outcome.status
    if outcome.silent:
        return "wrong on ok"
    return "lost on ok" if outcome.lost else "right on ok"


def stitch_verdict(outcome: FileOutcome) -> str:
    """Return whether the steps of all measures are whole, or only some, and whether that is told."""
    if all(value.fate == RIGHT for value in outcome.values):
        return "whole"
    return "silent" if outcome.claims else "partial"


def whole_files(title: str, outcomes: Sequence[FileOutcome], judge: Callable[[FileOutcome], str]) -> str:
    """Return the count of each verdict, and a line a file."""
    verdicts = [(judge(outcome), outcome) for outcome in outcomes]
    counts = Counter(name for name, _ in verdicts)
    rows: list[tuple[Cell, ...]] = [
        (outcome.file, outcome.status, name, *value_counts(outcome), reasons(outcome))
        for name, outcome in verdicts
    ]
    heads = ("file", "status", "verdict", "right", "wrong", "missing", "invented", "reasons")
    stated = ", ".join(f"{number} {name}" for name, number in sorted(counts.items()))
    return f"{title}: {stated}\n{table(heads, rows)}"


def value_counts(outcome: FileOutcome) -> tuple[Cell, ...]:
    """Return how many of the gold's values are right, and how many came out otherwise."""
    invented = len(outcome.of(INVENTED))
    share = f"{len(outcome.of(RIGHT))}/{len(outcome.values) - invented}"
    return share, len(outcome.of(WRONG)), len(outcome.of(MISSING)), invented


def reasons(outcome: FileOutcome) -> str:
    """Return the slugs of the review reasons, each once with its number."""
    counts = Counter(outcome.reasons)
    return short(
        ", ".join(slug if number == 1 else f"{slug}×{number}" for slug, number in counts.items())
        or outcome.error_code
    )


def status_lines(outcomes: Iterable[FileOutcome]) -> str:
    """Return status, error code and seconds of files of which only these are looked at."""
    rows = [
        (
            outcome.file,
            outcome.status,
            outcome.error_code,
            outcome.seconds,
            outcome.note,
            reasons(outcome) if outcome.reasons else "",
        )
        for outcome in outcomes
    ]
    return table(("file", "status", "error code", "seconds", "note", "reasons"), rows)


def texts(outcomes: Iterable[FileOutcome]) -> str:
    """Return the files whose right answer is told in words that no rule scores, for people to judge."""
    rows = [
        (outcome.file, outcome.status, reasons(outcome), short(outcome.note))
        for outcome in outcomes
        if not any(value.field != "never_ok_with" for value in outcome.values)
    ]
    return table(("file", "status", "reasons", "wanted"), rows)


def sets_read(outcomes: Iterable[FileOutcome]) -> str:
    """Return a line for each file of a set with all its findings."""
    rows = [
        (outcome.folder, outcome.file, outcome.status, short(outcome.note))
        for outcome in outcomes
        if outcome.note
    ]
    return table(("set", "file", "status", "findings"), rows)


def reason_counts(outcomes: Iterable[FileOutcome]) -> str:
    """Return which reasons keep documents on review, and how many each keeps alone."""
    kept, alone, clean = Counter[str](), Counter[str](), Counter[str]()
    for outcome in outcomes:
        slugs = set(outcome.reasons)
        kept.update(slugs)
        if len(slugs) == 1:
            alone.update(slugs)
        if all(value.fate == RIGHT for value in outcome.values):
            clean.update(slugs)
    rows = [(slug, number, alone[slug], clean[slug]) for slug, number in kept.most_common()]
    return table(("reason", "documents", "alone", "with every value right"), rows)


def changed(found: Sequence[Change]) -> str:
    """Return what got worse, then what got better."""
    lines = []
    for title, worse in (("Worse", True), ("Better", False)):
        chosen = [change for change in found if change.worse is worse]
        lines.append(f"{title}: {len(chosen)} in {len({change.name for change in chosen})} files")
        lines += [
            f"    {change.name}: {change.place}: {short(change.before)} -> {short(change.after)}"
            for change in chosen
        ]
    return "\n".join(lines)
