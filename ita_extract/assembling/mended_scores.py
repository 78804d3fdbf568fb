"""Scores that a slip breaks, taken where the rest of the report proves what was meant: never half a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from ita_extract.assembling.consensus import SUM_TOLERANCE, Sum
from ita_extract.assembling.scores import Scores, Slipped
from ita_extract.layout.reasons import reason
from ita_extract.model import Section


def take_mended(scores: Scores, sums: Sequence[Sum]) -> None:
    """Take the scores with a slip whose reading is told elsewhere, or is what the sums need; each gives a note.

    A reading that another statement of the score contradicts is not taken: its figures stay a reason for review.
    """
    values: dict[str, set[Decimal]] = defaultdict(set)
    for row in scores.mentions:
        if row.section not in (Section.HISTORY, Section.IMAGE):
            values[row.subject].add(row.score)
    sure = {subject: score for subject, found in values.items() if len(found) == 1 for score in found}
    read: dict[str, set[Decimal]] = defaultdict(set)
    for slip in scores.slips:
        read[slip.subject].add(slip.score)
    for slip in scores.slips:
        if values[slip.subject] | read[slip.subject] != {slip.score}:
            continue
        if slip.subject in sure or any(_proves(total, slip, sure) for total in sums):
            _take(slip, scores)


def _take(slip: Slipped, scores: Scores) -> None:
    scores.mention(slip.subject, slip.score, slip.section, slip.where, slip.label)
    if slip.section == Section.INDICATOR_TABLE:
        scores.indicate(slip.subject, slip.score, slip.where, slip.label)
    detail = f"{slip.subject}: {slip.where.text} is {slip.score}"
    scores.reasons.append(reason("mended-score", detail, at=slip.where, subject=slip.subject))


def _proves(total: Sum, slip: Slipped, sure: Mapping[str, Decimal]) -> bool:
    """Whether a sum all of whose other members are sure needs the reading of a slip."""
    members = {total.whole, *total.parts}
    if slip.subject not in members or not members - {slip.subject} <= set(sure):
        return False
    known = {**sure, str(slip.subject): slip.score}
    return abs(known[total.whole] - total.expected(known)) <= SUM_TOLERANCE
