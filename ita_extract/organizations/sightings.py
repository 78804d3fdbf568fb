"""Where a name stands that is in doubt: the mention at which a person should look."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ita_extract.model import OrganizationMention
from ita_extract.organizations.spelling import plain

Kind = Literal["organization", "district", "province"]


def seen_at(
    kind: Kind, name: str | None, mentions: Iterable[OrganizationMention]
) -> OrganizationMention | None:
    """Return the first mention of a name, one that is not merely cited before others; None where there is none."""
    if name is None:
        return None
    rows = [row for row in mentions if row.kind == kind and plain(row.normalized) == plain(name)]
    return min(rows, key=lambda row: (row.cited, row.page, row.top), default=None)
