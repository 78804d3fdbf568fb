"""The reports of an earlier year that a report's history is held against: its own body's, or its predecessor's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ita_extract.checking.collection.reports import Digest, Identity
from ita_extract.model import Severity
from ita_extract.organizations.classes import MUNICIPALITIES, SUBDISTRICT_ORGANIZATION


class Earlier(NamedTuple):
    """A report of an earlier year, and how grave it is to differ from it (None: as the rule says)."""

    digest: Digest
    severity: Severity | None


class Predecessors:
    """Reports by body, by lineage, and by class, name and place."""

    def __init__(self, digests: Iterable[Digest]) -> None:
        self._own: dict[tuple[tuple[str, ...], int], list[Digest]] = defaultdict(list)
        self._lineage: dict[tuple[str, int], list[Digest]] = defaultdict(list)
        self._named: dict[tuple[str, tuple[str, str, str]], list[Digest]] = defaultdict(list)
        for entry in digests:
            if entry.identity is None or entry.year is None:
                continue
            self._own[entry.identity.key, entry.year].append(entry)
            if entry.identity.lineage:
                self._lineage[entry.identity.lineage, entry.year].append(entry)
            if entry.identity.district:
                self._named[entry.identity.kind, entry.identity.place].append(entry)

    def of(self, first: Digest, year: int) -> list[Earlier]:
        """Return the reports of a year that a report's history is about.

        Its own body's; else those of the body that became it, by the user's list. Without a list a municipality may
        be what the subdistrict organisation of its name and district has become, if that has no report since: two
        bodies of one name stand in many districts, so to differ is a warning then.
        """
        if first.identity is None:
            return []
        others = [other for other in self._own.get((first.identity.key, year), ()) if other is not first]
        if not others and first.identity.lineage:
            others = [
                other for other in self._lineage.get((first.identity.lineage, year), ()) if other is not first
            ]
        if others:
            return [Earlier(other, None) for other in others]
        return [
            Earlier(other, Severity.WARNING) for other in self._former(first.identity) if other.year == year
        ]

    def _former(self, identity: Identity) -> list[Digest]:
        """Return the reports of what may be a municipality's predecessor; none where it goes on beside it."""
        if identity.kind not in MUNICIPALITIES or not identity.district:
            return []
        first = min((entry.year or 0 for entry in self._named[identity.kind, identity.place]), default=0)
        former = self._named.get((SUBDISTRICT_ORGANIZATION, identity.place), [])
        return [] if any((entry.year or 0) >= first for entry in former) else former
