"""The ledger closed: the fate of each number as a row, and what has none as a reason for review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ita_extract.layout.reasons import reason
from ita_extract.model import Fate, NumberFate, ReviewReason
from ita_extract.numbers.excuses import excuse_the_rest, looks_like_a_score, settle_taken
from ita_extract.numbers.ledger import Entry, Home, Ledger
from ita_extract.prose.roles import Neighbourhood, judge

_AROUND = 24  # characters on both sides that a reason repeats


def close(ledger: Ledger) -> None:
    """Give each number that no reader dealt with the fate that its row or its surroundings give it."""
    settle_taken(ledger)
    for entry in ledger.open():
        if not entry.reason and looks_like_a_score(entry.number):
            _judge(entry)
    excuse_the_rest(ledger)
    _excuse_repeats(ledger)


def _judge(entry: Entry) -> None:
    """Excuse a number in words that no reader of scores went through: the cell of a target, a column of remarks."""
    number = entry.number
    near = Neighbourhood(
        number.context, number.written.rstrip(","), number.start, number.stop, of_a_year=False
    )
    verdict = judge(near)
    if verdict.value is None and verdict.reason:
        entry.reason, entry.rule, entry.cue = verdict.reason, "prose", verdict.cue


def _excuse_repeats(ledger: Ledger) -> None:
    """Excuse a score in a running head that the report itself tells: `ITA 2568 เทศบาลตำบล… 96.18 คะแนน`."""
    claimed = {entry.number.written for entry in ledger.entries if entry.claim is not None}
    for entry in ledger.open():
        if entry.number.home == Home.FURNITURE and not entry.reason and entry.number.written in claimed:
            entry.reason, entry.rule, entry.cue = "repeated", "layout", entry.number.context.key


def fate_rows(ledger: Ledger, rows: Mapping[object, int]) -> tuple[NumberFate, ...]:
    """Return a row for each number; `rows` has the numbers of score rows by the keys that claimed for them."""
    return tuple(_row(entry, rows) for entry in ledger.entries)


def _row(entry: Entry, rows: Mapping[object, int]) -> NumberFate:
    claim = entry.claim
    number = None
    if claim is not None:
        number = claim.row if isinstance(claim.row, int) else rows.get(claim.row)
    return NumberFate(
        value=entry.number.written,
        fate=entry.fate,
        reason="" if claim is not None else entry.reason,
        rule="" if claim is not None else entry.rule,
        cue="" if claim is not None else entry.cue[:80],
        table=claim.table if claim is not None else None,
        row=number,
        **entry.number.span.evidence(),
    )


def reasons_of(ledger: Ledger) -> Iterable[ReviewReason]:
    """Name the numbers that have no fate, and those that two readers claimed."""
    for entry in ledger.entries:
        if entry.again:
            yield reason("claimed-twice", entry.number.written, at=entry.number.span)
        if entry.fate != Fate.UNRESOLVED:
            continue
        number = entry.number
        detail = f"{number.before[-_AROUND:]}[{number.written}]{number.after[:_AROUND]}"
        if entry.reason in ("split-score", "unused-number"):
            slug = entry.reason
        elif entry.reason or looks_like_a_score(number):
            slug = "rotated-text" if number.home == Home.ROTATED else "unassigned-score"
        else:
            slug = "unresolved-number"
        yield reason(slug, detail, at=number.span)
