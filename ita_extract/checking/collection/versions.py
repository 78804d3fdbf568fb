"""Drafts and finals: which of several documents of one organisation, kind and year stands for it.

In this order: a date printed in the document, a word such as ฉบับร่าง, the PDF's own dates; never the file system's, for
a copy has another. Where nothing decides, none stands for the others and a person is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ita_extract.model import Document, DocumentKind, Report, ReviewReason, Status

_READ = (Status.OK, Status.REVIEW)
_NO_VERSIONS = (None, DocumentKind.ROSTER, DocumentKind.NOT_ITA)
TWO_VERSIONS = "two-versions"


class Fact(NamedTuple):
    """What tells of which organisation and year a document is, and which version."""

    document_id: str
    key: tuple[str, int, str]
    date: str
    final: bool
    file_date: str


@dataclass(frozen=True)
class Version:
    """The document that stands for this one (None: this one does), and those between which nothing decides."""

    superseded_by: str | None = None
    rivals: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[ReviewReason, ...]:
        """Return the reasons to review it."""
        details = (f"nothing tells whether it or {rival} is newer" for rival in self.rivals)
        return tuple(ReviewReason(slug=TWO_VERSIONS, detail=detail) for detail in details)


def fact_of(document: Document) -> Fact | None:
    """Return what tells versions apart; None for a document that has none: without a key or a year, a roster."""
    if (
        document.status not in _READ
        or document.organization_id is None
        or document.fiscal_year is None
        or document.document_kind in _NO_VERSIONS
    ):
        return None
    key = (document.organization_id, document.fiscal_year, str(document.document_kind))
    date = document.document_date.isoformat() if document.document_date else ""
    return Fact(document.document_id, key, date, not document.draft, document.file_date or "")


def versions(facts: Iterable[Fact]) -> dict[str, Version]:
    """Return the documents that are not alone of their organisation, kind and year, and what became of each."""
    groups: dict[tuple[str, int, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.key].append(fact)
    found: dict[str, Version] = {}
    for group in groups.values():
        if len(group) > 1:
            found.update(_of_group(sorted(group, key=lambda fact: fact.document_id)))
    return found


def _of_group(group: list[Fact]) -> dict[str, Version]:
    current = [fact for fact in group if all(_is_newer(fact, other) for other in group if other is not fact)]
    if current:
        newest = current[0].document_id
        return {fact.document_id: Version(newest if fact is not current[0] else None) for fact in group}
    # those that another is newer than are no rivals of the rest
    open_ones = [
        fact for fact in group if not any(_is_newer(other, fact) for other in group if other is not fact)
    ]
    open_ones = open_ones or group
    found = {}
    for fact in group:
        if fact in open_ones:
            rivals = tuple(other.document_id for other in open_ones if other is not fact)
            found[fact.document_id] = Version(None, rivals)
        else:
            found[fact.document_id] = Version(open_ones[0].document_id)
    return found


def _is_newer(first: Fact, other: Fact) -> bool:
    """Whether one document is newer than another, by the first sign that both have and that differs."""
    if first.date and other.date and first.date != other.date:
        return first.date > other.date
    if first.final != other.final:
        return first.final
    if first.file_date and other.file_date and first.file_date != other.file_date:
        return first.file_date > other.file_date
    return False


def with_version(report: Report, found: dict[str, Version]) -> Report:
    """Return a report as the tables have it: superseded by another, or in doubt with its rivals."""
    version = found.get(report.document.document_id)
    if version is None:
        return report
    document = report.document.model_copy(update={"superseded_by": version.superseded_by})
    return report.model_copy(update={"document": document}).with_reasons(version.reasons)
