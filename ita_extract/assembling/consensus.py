"""Readings of one score that disagree: where a scan was read in doubt, other readings and the sums decide.

Three things decide, in this order: sure readings of the same score elsewhere, what all doubtful readings of it have
in common, and the sums of the year's rules (an instrument is the mean of its indicators, the whole the weighted sum of
the instruments), where only one of the values that the picture allows fulfils them. A report that contradicts itself
is not mended so: only a reading with a doubtful character gives way, and only to a value that the picture allows.
What gave way is named, and keeps its low confidence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import product
from math import prod
from typing import NamedTuple, TypeVar

from rapidfuzz.distance import Levenshtein

from ita_extract.evidence import EvidenceRow
from ita_extract.layout.reasons import reason
from ita_extract.model import IndicatorScore, ReviewReason, ScoreMention, Section, Subject
from ita_extract.rulebook.year import YearRules
from ita_extract.thai.digits import to_arabic

Place = tuple[int, float, float, float]
Possible = Mapping[Place, frozenset[Decimal]]

_NUMBER = re.compile(r"\d+(?:\.\d*)?")
SUM_TOLERANCE = Decimal("0.01")  # half a step of the printed sum, and of what it is computed from
_MOST = 20_000  # combinations that are tried for one sum
_Row = TypeVar("_Row", IndicatorScore, ScoreMention)


class Sum(NamedTuple):
    """A score that follows from others: its subject, and the subjects it is made of, with their weights."""

    whole: str
    parts: dict[str, Decimal]

    def expected(self, values: Mapping[str, Decimal]) -> Decimal:
        """Return what the parts give for the whole, 0-100. Raises KeyError for a part without a value."""
        return sum((weight * values[part] for part, weight in self.parts.items()), Decimal(0))


def sums_of(rules: YearRules) -> list[Sum]:
    """Return the sums of a year: three means of indicators, and the overall score."""
    means = []
    for name in rules.weights.values:
        members = rules.members(name)
        means.append(Sum(name, {f"indicator-{number}": Decimal(1) / len(members) for number in members}))
    return [*means, Sum("overall", {str(name): weight for name, weight in rules.weights.values.items()})]


def place_of(row: EvidenceRow) -> Place:
    """Return where a row stands: what was read there may be read in several ways."""
    return row.page, row.x0, row.top, row.x1


def settle(
    rows: Iterable[IndicatorScore], mentions: Iterable[ScoreMention], possible: Possible, sums: Iterable[Sum]
) -> tuple[list[IndicatorScore], list[ScoreMention], list[ReviewReason]]:
    """Return the rows and the mentions with doubtful readings settled, and what was settled, as review reasons.

    `possible` has, by place, the values that doubtful readings may have.
    """
    mentions = list(mentions)
    mentions_of: dict[str, list[ScoreMention]] = defaultdict(list)
    for mention in mentions:
        if mention.section not in (Section.HISTORY, Section.IMAGE):
            mentions_of[mention.subject].append(mention)
    candidates = {
        subject: values
        for subject, mentions in mentions_of.items()
        if (values := _common_possible(mentions, possible))
    }
    agreed = {subject: values for subject, values in candidates.items() if len(values) == 1}
    decided = agreed | {
        subject: values for subject, values in _narrowed(candidates, list(sums)).items() if len(values) == 1
    }
    reasons: list[ReviewReason] = []

    def settled(row: _Row, subject: str) -> _Row:
        if subject not in decided or not _in_doubt(row):
            return row
        (value,) = decided[subject]
        pages = sorted(
            {
                mention.page
                for mention in mentions_of[subject]
                if mention.score == value and not _in_doubt(mention)
            }
        )
        allowed = value in possible.get(place_of(row), ()) or (pages and _differs_by_a_digit(row, value))
        if row.score == value or not allowed:
            return row
        why = (
            f"{value} on page {', '.join(map(str, pages))} decides"
            if pages
            else f"{value} is what all readings allow"
        )
        if subject not in agreed:
            why = f"the sums decide for {value}"
        detail = f"{subject} was read in doubt as {row.score}; {why}"
        reasons.append(reason("settled-score", detail, at=row, subject=Subject(subject)))
        return row.model_copy(update={"score": value})

    return (
        [settled(row, f"indicator-{row.indicator}") for row in rows],
        [
            mention
            if mention.section in (Section.HISTORY, Section.IMAGE)
            else settled(mention, mention.subject)
            for mention in mentions
        ],
        list(dict.fromkeys(reasons)),
    )


def _in_doubt(row: EvidenceRow) -> bool:
    return row.text_source == "ocr" and row.confidence < 1


def _common_possible(mentions: list[ScoreMention], possible: Possible) -> frozenset[Decimal]:
    """Return the values that a score may have: the sure one, or what all doubtful readings allow; none on a clash."""
    sure = frozenset(mention.score for mention in mentions if not _in_doubt(mention))
    if sure:
        return sure if len(sure) == 1 else frozenset()
    return frozenset.intersection(
        *(possible.get(place_of(mention), frozenset()) | {mention.score} for mention in mentions)
    )


def _narrowed(candidates: dict[str, frozenset[Decimal]], sums: list[Sum]) -> dict[str, frozenset[Decimal]]:
    """Leave of the possible values those that fulfil the sums; a sum that none fulfils decides nothing."""
    candidates = dict(candidates)
    narrowed = True
    while narrowed:
        narrowed = False
        for total in sums:
            names = [total.whole, *total.parts]
            sets = [candidates.get(name, frozenset()) for name in names]
            if not 1 < prod(map(len, sets)) <= _MOST:
                continue
            fitting = [values for values in product(*sets) if _adds_up(total, values)]
            for name, values in zip(names, zip(*fitting, strict=True), strict=bool(fitting)):
                narrowed |= candidates[name] != frozenset(values)
                candidates[name] = frozenset(values)
    return candidates


def _adds_up(total: Sum, values: tuple[Decimal, ...]) -> bool:
    whole, *parts = values
    return abs(whole - total.expected(dict(zip(total.parts, parts, strict=True)))) <= SUM_TOLERANCE


def _differs_by_a_digit(row: EvidenceRow, value: Decimal) -> bool:
    """Whether a number in what was read differs from a score in one character, taken away, put in or exchanged."""
    return any(
        Levenshtein.distance(number, f"{value:.2f}") == 1 for number in _NUMBER.findall(to_arabic(row.raw))
    )
