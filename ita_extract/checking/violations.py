"""What a rule finds, and the line between the report's fault and the reader's doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from ita_extract.evidence import ComparedPlace, Located
from ita_extract.model import Finding, ReviewReason, Severity
from ita_extract.rulebook.facts import Fact

_LOST_DIGIT = re.compile(r"[0๐][0-9๐-๙]+\.[0-9๐-๙]")  # 05.00: something lies over its first digit


class Evidence(Located, Protocol):
    """A row that was read from a page."""

    @property
    def text_source(self) -> str:
        """`text` or `ocr`."""

    @property
    def confidence(self) -> float:
        """Share of its characters that needed no guess."""


class Basis(NamedTuple):
    """A fact of the rulebook on which a finding rests, and what to call it in both languages.

    `confirmed` asks for two sources: the end of a list, say, may go on where only one source prints it.
    """

    fact: Fact
    th: str
    en: str
    confirmed: bool = False

    @property
    def may_accuse(self) -> bool:
        """Whether it is known well enough for a finding of severity error."""
        return self.fact.confidence == "confirmed" if self.confirmed else self.fact.is_sourced


@dataclass(frozen=True)
class Violation:
    """One thing that a rule found.

    `words` fill the rule's message templates; `rows` are the values compared, as they were read; `variant` chooses
    among a rule's messages; `severity` is set where this case is milder than the rule; `mixed_up` tells that the reader
    may have taken one value of the page for another.
    """

    subject: str
    words: dict[str, object]
    rows: tuple[Evidence, ...] = ()
    expected: str | None = None
    found: str | None = None
    pages: tuple[int, ...] = ()
    severity: Severity | None = None
    variant: str = ""
    bases: tuple[Basis, ...] = ()
    mixed_up: bool = False
    other_document_id: str | None = None
    evidence: tuple[
        ComparedPlace, ...
    ] = ()  # for a rule that compares documents; else it is made from the rows

    @property
    def is_doubtful(self) -> bool:
        """Whether it may be the reader's fault."""
        return self.mixed_up or bool(self.in_doubt)

    @property
    def all_pages(self) -> tuple[int, ...]:
        """Return the pages of the values compared, in order."""
        return tuple(sorted({*self.pages, *(row.page for row in self.rows)}))

    @property
    def in_doubt(self) -> tuple[Evidence, ...]:
        """Return the values that were read with doubt."""
        return tuple(row for row in self.rows if is_doubtful(row))

    @property
    def first_doubtful(self) -> Evidence | None:
        """Return the first value that was read with doubt; where it is another report's, the first of this one."""
        return next(iter((*self.in_doubt, *self.rows)), None)


def is_doubtful(row: Evidence) -> bool:
    """Whether a value is in doubt: read from a picture, with a guess at some letter, or not plainly stated.

    What a person looked at is not.
    """
    if getattr(row, "decided_by", None):
        return False
    lost = _LOST_DIGIT.match(row.raw) is not None
    return lost or row.confidence < 1 or row.text_source == "ocr" or bool(getattr(row, "doubt", ""))


class CheckResult(NamedTuple):
    """What the rules found in a report, and what may be the reader's fault (as review reasons)."""

    findings: tuple[Finding, ...]
    doubts: tuple[ReviewReason, ...]


_MILDEST_FIRST = (Severity.NOTE, Severity.WARNING, Severity.ERROR)


def milder(first: Severity, other: Severity) -> Severity:
    """Return the milder of two severities."""
    return min(first, other, key=_MILDEST_FIRST.index)


def gravest_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by severity, then rule, page and subject, each once; one said of several places has them all."""
    places: dict[Finding, dict[ComparedPlace, None]] = {}
    for finding in findings:
        bare = finding.model_copy(update={"evidence": ()})
        places.setdefault(bare, {}).update(dict.fromkeys(finding.evidence))
    ordered = sorted(
        places,
        key=lambda finding: (
            -_MILDEST_FIRST.index(finding.severity),
            finding.rule,
            finding.pages,
            finding.subject,
            finding.message_en,
        ),
    )
    return tuple(finding.model_copy(update={"evidence": tuple(places[finding])}) for finding in ordered)
