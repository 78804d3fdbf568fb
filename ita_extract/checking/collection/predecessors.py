"""The reports of an earlier year that a report's history is held against: its own body's, or its predecessor's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ita_extract.checking.collection.reports import Digest
from ita_extract.model import Severity
from ita_extract.organizations.classes import CODES, MUNICIPALITIES, SUBDISTRICT_ORGANIZATION


class Earlier(NamedTuple):
    """A report of an earlier year, and how grave it is to differ from it (None: as the rule says)."""

    digest: Digest
    severity: Severity | None


class Predecessors:
    """Reports by body, by lineage, and by the area whose name they bear."""

    def __init__(self, digests: Iterable[Digest]) -> None:
        self._own: dict[tuple[tuple[str, ...], int], list[Digest]] = defaultdict(list)
        self._lineage: dict[tuple[str, int], list[Digest]] = defaultdict(list)
        self._last: dict[str, int] = {}
        for one in digests:
            if one.identity is None or one.year is None:
                continue
            self._own[one.identity.key, one.year].append(one)
            if one.identity.lineage:
                self._lineage[one.identity.lineage, one.year].append(one)
            key = one.identity.organization_id
            self._last[key] = max(one.year, self._last.get(key, 0))

    def of(self, one: Digest, year: int) -> list[Earlier]:
        """Return the reports of a year that a report's history is about.

        Its own body's; else those of the body that became it, by the user's list. Without a list a municipality may
        be what the subdistrict organisation of its area has become, if that has no later report: two bodies of one name
        stand in many areas, so to differ is a warning then.
        """
        if one.identity is None:
            return []
        others = [other for other in self._own.get((one.identity.key, year), ()) if other is not one]
        if not others and one.identity.lineage:
            others = [
                other for other in self._lineage.get((one.identity.lineage, year), ()) if other is not one
            ]
        if others:
            return [Earlier(other, None) for other in others]
        former = _former_key(one)
        if former is None or one.year is None or self._last.get(former, 0) >= one.year:
            return []
        return [Earlier(other, Severity.WARNING) for other in self._own.get(((former,), year), ())]


def _former_key(one: Digest) -> str | None:
    """Return the key that the subdistrict organisation of a municipality's area has; None for another body."""
    assert one.identity is not None
    area, _, code = one.identity.organization_id.rpartition("-")
    if not area.startswith("TH-") or code not in {CODES[kind] for kind in MUNICIPALITIES}:
        return None
    return f"{area}-{CODES[SUBDISTRICT_ORGANIZATION]}"
