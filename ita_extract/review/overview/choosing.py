"""Which documents are counted: one an organisation and fiscal year, its scores read; all others with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ita_extract.model import DocumentKind, Status, Subject
from ita_extract.review.overview.facts import DocumentFacts

_WITHOUT_OWN_RESULTS = frozenset(
    {
        DocumentKind.ANNOUNCEMENT, DocumentKind.CARRYING_OUT, DocumentKind.MEASURES, DocumentKind.NOT_ITA,
        DocumentKind.ROSTER,
    }
)  # fmt: skip


class LeftOutBecause(StrEnum):
    """Why a document is not counted, in the order in which it is looked at."""

    FAILED = "failed"
    NOT_ITA = "not_ita"
    NO_YEAR = "no_year"
    NO_RESULTS = "no_results"  # a roster, measures: a document without results of its own
    SUPERSEDED = "superseded"
    NO_OVERALL = "no_overall"
    ANOTHER = "another"  # another document of that organisation and year is counted


class LeftOut(NamedTuple):
    """A document that is not counted, and why."""

    facts: DocumentFacts
    because: LeftOutBecause


@dataclass(frozen=True)
class Chosen:
    """All documents of a folder, each once: counted, or left out."""

    counted: tuple[DocumentFacts, ...]
    left_out: tuple[LeftOut, ...]


def choose(documents: Iterable[DocumentFacts]) -> Chosen:
    """Choose the documents that count: of an organisation and year the one that the warehouse's star takes, too.

    That is: not superseded by a newer version, then of status ok before review, with more indicators, with the smaller
    document_id; among those with an overall score. A document whose organisation is not known counts for itself.
    """
    left_out: list[LeftOut] = []
    rivals: dict[tuple[str, int], list[DocumentFacts]] = defaultdict(list)
    for facts in documents:
        because = _unfit(facts)
        if because is not None:
            left_out.append(LeftOut(facts, because))
        else:
            assert facts.fiscal_year is not None
            rivals[facts.organization or facts.document_id, facts.fiscal_year].append(facts)
    counted = []
    for group in rivals.values():
        first, *others = sorted(group, key=_rank)
        counted.append(first)
        left_out += [LeftOut(facts, LeftOutBecause.ANOTHER) for facts in others]
    return Chosen(
        tuple(sorted(counted, key=lambda facts: facts.document_id)),
        tuple(sorted(left_out, key=lambda entry: entry.facts.document_id)),
    )


def _unfit(facts: DocumentFacts) -> LeftOutBecause | None:
    if facts.status is Status.FAILED:
        return LeftOutBecause.FAILED
    if facts.status is Status.NOT_ITA:
        return LeftOutBecause.NOT_ITA
    if facts.fiscal_year is None:
        return LeftOutBecause.NO_YEAR
    if facts.superseded_by is not None:
        return LeftOutBecause.SUPERSEDED
    if facts.overall is None:
        without = facts.kind in _WITHOUT_OWN_RESULTS and not facts.scores
        return LeftOutBecause.NO_RESULTS if without else LeftOutBecause.NO_OVERALL
    return None


def _rank(facts: DocumentFacts) -> tuple[bool, int, str]:
    indicators = sum(Subject(subject).indicator is not None for subject in facts.scores)
    return facts.status is not Status.OK, -indicators, facts.document_id
