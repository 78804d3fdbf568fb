"""The counted documents of one fiscal year and one area -> what is shown of them at a glance, as figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from ita_extract.model import Severity, Status, Subject
from ita_extract.review.overview.changes import Changes, changes_of
from ita_extract.review.overview.facts import COMPARED, DocumentFacts
from ita_extract.review.overview.spread import Spread, spread_of
from ita_extract.rulebook.year import known_years, rules_for

_BIN = 5  # points of a score; the bounds of all levels since 2562 are multiples of it
_FULL = 100
_FIRST_BIN = 80  # at the latest: where all scores are high, it shows that none is low


class LevelCount(NamedTuple):
    """How many documents print a level, best level first; `in_review` of them are not settled.

    `is_known` is false for words that are no level of that year, `level` None where none was read.
    """

    level: str | None
    is_known: bool
    documents: int
    in_review: int


class Bin(NamedTuple):
    """How many overall scores lie from `low` up to, not including, `high` (100 includes it)."""

    low: int
    high: int
    documents: int
    in_review: int


class SubjectSpread(NamedTuple):
    """The spread of the scores of a subject."""

    subject: Subject
    spread: Spread


class Group(NamedTuple):
    """The documents of a district, a class or a province: the spread of their overall scores, how many in review.

    `name` is None for those that name none.
    """

    name: str | None
    spread: Spread
    in_review: int
    scores: tuple[Decimal, ...]


class RuleFrequency(NamedTuple):
    """How many documents break a rule, with how many findings."""

    rule: str
    severity: Severity
    documents: int
    findings: int


class ItemFrequency(NamedTuple):
    """In how many documents the assessor recommends something for an item (code), or for an indicator as a whole."""

    item: str | None
    indicator: int | None
    documents: int


class Outlier(NamedTuple):
    """A score that lies beyond a fence of its subject's spread."""

    facts: DocumentFacts
    subject: Subject
    score: Decimal
    fence: Decimal

    @property
    def is_low(self) -> bool:
        """Whether it lies below."""
        return self.score < self.fence

    @property
    def distance(self) -> Decimal:
        """Return how far beyond the fence it lies."""
        return abs(self.score - self.fence)


@dataclass(frozen=True)
class Glance:
    """A fiscal year (B.E.) of an area; `counted` has at least one document, and `spread` is of their overall scores.

    `settled` is the spread of those of status ok alone, None where there is none.
    """

    fiscal_year: int
    counted: tuple[DocumentFacts, ...]
    in_review: int
    spread: Spread
    settled: Spread | None
    levels: tuple[LevelCount, ...]
    bins: tuple[Bin, ...]
    subjects: tuple[SubjectSpread, ...]
    groups: tuple[Group, ...]
    classes: tuple[Group, ...]
    changes: Changes | None
    rules: tuple[RuleFrequency, ...]
    items: tuple[ItemFrequency, ...]
    with_recommendations: int
    outliers: tuple[Outlier, ...]


def glance(
    fiscal_year: int,
    counted: Sequence[DocumentFacts],
    earlier: Sequence[DocumentFacts],
    group_of: Callable[[DocumentFacts], str | None],
) -> Glance:
    """Return the figures of a year of an area from its counted documents (at least one, each with an overall score).

    `earlier` are the counted documents of the year before, `group_of` tells by what they are compared: the name of the
    district, or of the province.
    """
    ordered = tuple(sorted(counted, key=lambda facts: (facts.title, facts.document_id)))
    spread = spread_of(_overall(ordered))
    assert spread is not None
    subjects = tuple(
        SubjectSpread(subject, found)
        for subject in COMPARED
        if (found := spread_of(facts.scores[subject] for facts in ordered if subject in facts.scores))
    )
    return Glance(
        fiscal_year=fiscal_year,
        counted=ordered,
        in_review=_in_review(ordered),
        spread=spread,
        settled=spread_of(_overall([facts for facts in ordered if facts.status is Status.OK])),
        levels=_levels(fiscal_year, ordered),
        bins=_bins(ordered),
        subjects=subjects,
        groups=_groups(ordered, group_of),
        classes=_groups(ordered, lambda facts: facts.organization_type),
        changes=changes_of(fiscal_year, ordered, earlier),
        rules=_rules(ordered),
        items=_items(ordered),
        with_recommendations=sum(facts.recommendations > 0 for facts in ordered),
        outliers=_outliers(ordered, subjects),
    )


def _overall(documents: Sequence[DocumentFacts]) -> list[Decimal]:
    return [facts.overall for facts in documents if facts.overall is not None]


def _in_review(documents: Sequence[DocumentFacts]) -> int:
    return sum(facts.status is Status.REVIEW for facts in documents)


def _levels(fiscal_year: int, documents: Sequence[DocumentFacts]) -> tuple[LevelCount, ...]:
    """Return all levels of the year, then words that are none of them by their number, then how many have none."""
    known: list[str] = []
    if fiscal_year in known_years():
        known = [level.name for level in rules_for(fiscal_year).rating.levels]
    printed: dict[str | None, list[DocumentFacts]] = defaultdict(list)
    for facts in documents:
        printed[facts.rating or None].append(facts)
    others = sorted(
        {level for level in printed if level} - set(known), key=lambda word: (-len(printed[word]), word)
    )
    levels: list[str | None] = [*known, *others]
    if None in printed:
        levels.append(None)
    return tuple(
        LevelCount(level, level in known, len(printed.get(level, ())), _in_review(printed.get(level, ())))
        for level in levels
    )


def _bins(documents: Sequence[DocumentFacts]) -> tuple[Bin, ...]:
    """Return the bins from that of the smallest score, or from 80, to 100, empty ones included."""
    by_low: dict[int, list[DocumentFacts]] = defaultdict(list)
    for facts in documents:
        if facts.overall is not None:
            low = int(facts.overall // _BIN) * _BIN
            by_low[min(low, _FULL - _BIN)].append(facts)
    return tuple(
        Bin(low, low + _BIN, len(by_low.get(low, ())), _in_review(by_low.get(low, ())))
        for low in range(min(*by_low, _FIRST_BIN), _FULL, _BIN)
    )


def _groups(
    documents: Sequence[DocumentFacts], group_of: Callable[[DocumentFacts], str | None]
) -> tuple[Group, ...]:
    """Return the groups by their median, highest first; those that name none last."""
    members: dict[str | None, list[DocumentFacts]] = defaultdict(list)
    for facts in documents:
        members[group_of(facts)].append(facts)
    found = []
    for name, group in members.items():
        scores = tuple(sorted(_overall(group)))
        spread = spread_of(scores)
        assert spread is not None
        found.append(Group(name, spread, _in_review(group), scores))
    return tuple(
        sorted(found, key=lambda group: (group.name is None, -group.spread.median, group.name or ""))
    )


def _rules(documents: Sequence[DocumentFacts]) -> tuple[RuleFrequency, ...]:
    """Return the rules that documents break, most documents first."""
    broken: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    order = list(Severity)
    gravest: dict[str, Severity] = {}
    for facts in documents:
        for entry in facts.rules:
            broken[entry.rule] += 1
            findings[entry.rule] += entry.findings
            known = gravest.get(entry.rule, entry.severity)
            gravest[entry.rule] = min(known, entry.severity, key=order.index)
    found = [RuleFrequency(rule, gravest[rule], broken[rule], findings[rule]) for rule in broken]
    return tuple(sorted(found, key=lambda rule: (-rule.documents, order.index(rule.severity), rule.rule)))


def _items(documents: Sequence[DocumentFacts]) -> tuple[ItemFrequency, ...]:
    """Return the items that are recommended, most documents first."""
    items = Counter(item for facts in documents for item in facts.items)
    indicators = Counter(number for facts in documents for number in facts.indicators)
    found = [ItemFrequency(item, None, count) for item, count in items.items()]
    found += [ItemFrequency(None, number, count) for number, count in indicators.items()]

    def order(entry: ItemFrequency) -> tuple[int, bool, str, int]:
        code = entry.item or ""
        return (
            -entry.documents,
            entry.item is None,
            code[:1],
            int(code[1:] or 0) if code else entry.indicator or 0,
        )

    return tuple(sorted(found, key=order))


def _outliers(documents: Sequence[DocumentFacts], subjects: Sequence[SubjectSpread]) -> tuple[Outlier, ...]:
    """Return the scores beyond the fences of their subject, subject by subject, the farthest first."""
    found: list[Outlier] = []
    for subject, spread in subjects:
        if not spread.names_outliers:
            continue
        beyond = []
        for facts in documents:
            score = facts.scores.get(subject)
            if score is not None and score < spread.low_fence:
                beyond.append(Outlier(facts, subject, score, spread.low_fence))
            elif score is not None and score > spread.high_fence:
                beyond.append(Outlier(facts, subject, score, spread.high_fence))
        found += sorted(beyond, key=lambda outlier: (-outlier.distance, outlier.facts.document_id))
    return tuple(found)
