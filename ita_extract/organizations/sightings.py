"""Where a name stands that is in doubt: the mention at which a person should look."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ita_extract.model import OrganizationMention
from ita_extract.organizations.matching import is_spelling_of
from ita_extract.organizations.spelling import plain

Kind = Literal["organization", "district", "province"]


def foreign_results(mentions: Iterable[OrganizationMention], own: str) -> list[OrganizationMention]:
    """Return the bodies whose results a report tells though it tells none of its own; none where it tells its own."""
    assessed = [row for row in mentions if row.kind == "organization" and row.assessed]
    if any(plain(row.normalized) == plain(own) or is_spelling_of(row.normalized, own) for row in assessed):
        return []
    return assessed


def seen_at(
    kind: Kind, name: str | None, mentions: Iterable[OrganizationMention]
) -> OrganizationMention | None:
    """Return the first mention of a name, one that is not merely cited before others; None where there is none."""
    if name is None:
        return None
    rows = [row for row in mentions if row.kind == kind and plain(row.normalized) == plain(name)]
    return min(rows, key=lambda row: (row.cited, row.page, row.top), default=None)
