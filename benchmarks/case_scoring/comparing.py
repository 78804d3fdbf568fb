"""Two runs over the same files: what got worse, and what better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.case_scoring.outcomes import FALSE, INVENTED, MISSED, MISSING, RIGHT, FileOutcome, Value

Key = tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One thing that came out otherwise; `worse` tells which way."""

    name: str
    place: str
    before: str
    after: str
    worse: bool


def badness(outcome: FileOutcome, value: Value | None) -> int:
    """Return how bad a value is: right 0, told of 1, lost on ok 2, wrong or invented on ok 3."""
    if value is None or value.fate == RIGHT:
        return 0
    if not outcome.claims:
        return 1
    return 2 if value.fate == MISSING else 3


def keyed(outcome: FileOutcome) -> dict[Key, Value]:
    """Return the values by where they stand; equal places are numbered, invented ones go by what was read."""
    seen: Counter[Key] = Counter()
    rows: dict[Key, Value] = {}
    for value in outcome.values:
        key: Key = (value.table, value.key, value.field)
        if value.fate == INVENTED:
            key = (*key, value.read)
        seen[key] += 1
        rows[(*key, str(seen[key]))] = value
    return rows


def changes(before: Sequence[FileOutcome], after: Iterable[FileOutcome]) -> list[Change]:
    """Return all changes in the files that both runs read, file by file."""
    earlier = {outcome.name: outcome for outcome in before}
    found: list[Change] = []
    for outcome in after:
        old = earlier.get(outcome.name)
        if old is not None:
            found += [*_status_change(old, outcome), *_value_changes(old, outcome)]
            found += _finding_changes(old, outcome)
    return found


_RANK = {"ok": 0, "not_ita": 1, "review": 2, "failed": 3}


def _status_change(old: FileOutcome, new: FileOutcome) -> list[Change]:
    """Return the change of the status; a claim that holds is better than a doubt, a false one worse."""
    if old.status == new.status:
        return []
    faults = (len(old.silent) + len(old.lost), len(new.silent) + len(new.lost))
    worse = faults[1] > faults[0] or (
        faults[0] == faults[1] and _RANK.get(new.status, 4) > _RANK.get(old.status, 4)
    )
    stated = [
        f"{entry.status} ({', '.join(sorted(set(entry.reasons))) or entry.error_code})"
        for entry in (old, new)
    ]
    return [Change(new.name, "status", stated[0], stated[1], worse)]


def _value_changes(old: FileOutcome, new: FileOutcome) -> list[Change]:
    before, after = keyed(old), keyed(new)
    found = []
    for key in [*before, *(key for key in after if key not in before)]:
        entry, other = before.get(key), after.get(key)
        was, now = badness(old, entry), badness(new, other)
        if was != now:
            position = next(value.place for value in (other, entry) if value is not None)
            found.append(Change(new.name, position, _told(old, entry), _told(new, other), now > was))
    return found


def _told(outcome: FileOutcome, value: Value | None) -> str:
    if value is None:
        return "not there"
    return (
        f"{value.fate} on {outcome.status}: {value.read}" if value.fate != RIGHT else f"right: {value.read}"
    )


def _finding_changes(old: FileOutcome, new: FileOutcome) -> list[Change]:
    """Return the false and missed findings that came or went."""
    counted = [
        Counter(
            (finding.fate, finding.rule, finding.subject)
            for finding in entry.findings
            if finding.fate in (FALSE, MISSED)
        )
        for entry in (old, new)
    ]
    came, went = counted[1] - counted[0], counted[0] - counted[1]
    found = [Change(new.name, f"finding {rule} {about}", "–", fate, True) for fate, rule, about in came]
    return found + [
        Change(new.name, f"finding {rule} {about}", fate, "–", False) for fate, rule, about in went
    ]
