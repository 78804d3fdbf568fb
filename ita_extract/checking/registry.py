"""The catalogue of rules: what each compares, how strictly, for which years, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from ita_extract.checking.case import Case
from ita_extract.checking.violations import Violation, milder
from ita_extract.evidence import ComparedPlace
from ita_extract.model import Finding, ReviewReason, Severity, Subject

FIRST_YEAR = 2562
DOUBTFUL = "doubtful-"  # and the slug of a rule: the slug of a review reason
Check = Callable[[Case], Iterator[Violation]]


class Scope(StrEnum):
    """What a rule has to see."""

    VALUE = "value"
    DOCUMENT = "document"
    COLLECTION = "collection"


class Message(NamedTuple):
    """What a finding says, with places for the values in braces."""

    th: str
    en: str


class Applied(NamedTuple):
    """A function that applies a rule; `sees_text` where it needs the pages' words."""

    check: Check
    sees_text: bool


@dataclass(frozen=True)
class Rule:
    """One rule.

    `severity` is the gravest that it gives. `years` are the first and the last fiscal year it holds for (no last:
    for all that follow). `rests_on` names the facts of the rulebook that it takes for true.
    """

    slug: str
    scope: Scope
    severity: Severity
    title: Message
    formula: str
    tolerance: str
    messages: dict[str, Message]
    example: str
    years: tuple[int, int | None] = (FIRST_YEAR, None)
    rests_on: tuple[str, ...] = ()
    applied: list[Applied] = field(default_factory=list, repr=False, compare=False)

    @property
    def sees_text(self) -> bool:
        """Whether some of the rule needs the pages' words, which a stored report no longer has."""
        return any(entry.sees_text for entry in self.applied)

    def holds_for(self, fiscal_year: int | None) -> bool:
        """Whether the rule holds for a year; a report without one is checked, too."""
        first, last = self.years
        return fiscal_year is None or (fiscal_year >= first and (last is None or fiscal_year <= last))

    def violations(self, case: Case) -> Iterator[Violation]:
        """Apply the rule to a report."""
        if self.holds_for(case.year):
            for entry in self.applied:
                if case.text is not None or not entry.sees_text:
                    yield from entry.check(case)

    def check(self, function: Check) -> Check:
        """Mark a function as one that applies this rule."""
        self.applied.append(Applied(function, False))
        return function

    def check_text(self, function: Check) -> Check:
        """Mark a function as one that applies this rule to the pages' words."""
        self.applied.append(Applied(function, True))
        return function

    def finding(self, violation: Violation, evidence: tuple[ComparedPlace, ...] = ()) -> Finding:
        """Return the finding of a violation: at most a warning where a fact under it has no source.

        `evidence` are the places of what it compares, where the violation does not know them itself.
        """
        severity = milder(self.severity, violation.severity) if violation.severity else self.severity
        message = self.messages[violation.variant]
        th, en = message.th.format(**violation.words), message.en.format(**violation.words)
        unsourced = [basis for basis in violation.bases if not basis.may_accuse]
        if unsourced and all(basis.fact.is_sourced for basis in unsourced):
            severity = milder(severity, Severity.WARNING)
            th += f" (อาศัย{_listed([basis.th for basis in unsourced])} ซึ่งมีแหล่งยืนยันเพียงแหล่งเดียว)"
            en += f" (Rests on {_listed([basis.en for basis in unsourced])}, which only one source states.)"
        elif unsourced:
            severity = milder(severity, Severity.WARNING)
            th += f" (อาศัย{_listed([basis.th for basis in unsourced])} ซึ่งยังไม่มีแหล่งยืนยัน)"
            facts = [f"{basis.en} ({basis.fact.confidence})" for basis in unsourced]
            en += f" (Rests on {_listed(facts)}, which no source states.)"
        return Finding(
            rule=self.slug,
            severity=severity,
            subject=str(violation.subject),
            message_th=th,
            message_en=en[:1].upper() + en[1:],
            expected=violation.expected,
            found=violation.found,
            pages=violation.all_pages,
            other_document_id=violation.other_document_id,
            evidence=violation.evidence or evidence,
        )

    def doubt(self, violation: Violation) -> ReviewReason:
        """Return the review reason of a violation whose values were read with doubt; it stands at the first of them."""
        return ReviewReason.at(
            f"{DOUBTFUL}{self.slug}",
            violation.first_doubtful,
            self.messages[violation.variant].en.format(**violation.words),
            subject=violation.subject if isinstance(violation.subject, Subject) else None,
        )


def _listed(parts: list[str]) -> str:
    return ", ".join(dict.fromkeys(parts))


_RULES: dict[str, Rule] = {}


def enter(entry: Rule) -> Rule:
    """Enter a rule into the catalogue. Raises ValueError for a slug that is taken."""
    if entry.slug in _RULES:
        raise ValueError(f"two rules are named {entry.slug}")
    _RULES[entry.slug] = entry
    return entry


def entered() -> tuple[Rule, ...]:
    """Return the rules entered so far, by scope, then slug; `ita_extract.checking.rules` has them all."""
    order = list(Scope)
    return tuple(sorted(_RULES.values(), key=lambda entry: (order.index(entry.scope), entry.slug)))
