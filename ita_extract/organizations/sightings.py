"""Where a name stands that is in doubt: the mention at which a person should look."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ita_extract.language.agencies import split_body
from ita_extract.model import OrganizationMention
from ita_extract.organizations.matching import is_spelling_of
from ita_extract.organizations.spelling import plain

Kind = Literal["organization", "district", "province"]


def foreign_results(
    mentions: Iterable[OrganizationMention], own: str, kind: str | None
) -> list[OrganizationMention]:
    """Return the bodies whose results a report tells though it tells none of its own; none where it tells its own.

    A body of the same name and another class is another body: เทศบาลตำบลแม่ทะ beside โรงพยาบาลแม่ทะ.
    """
    assessed = [row for row in mentions if row.kind == "organization" and row.assessed]
    if any(
        (plain(row.normalized) == plain(own) or is_spelling_of(row.normalized, own))
        and class_written(row) in (None, kind)
        for row in assessed
    ):
        return []
    return assessed


def class_written(row: OrganizationMention) -> str | None:
    """Return the class with which a mention is written; None where it is written without one."""
    body = split_body(row.written)
    return body[0].name if body else None


def seen_at(
    kind: Kind, name: str | None, mentions: Iterable[OrganizationMention]
) -> OrganizationMention | None:
    """Return the first mention of a name, one that is not merely cited before others; None where there is none."""
    if name is None:
        return None
    rows = [row for row in mentions if row.kind == kind and plain(row.normalized) == plain(name)]
    return min(rows, key=lambda row: (row.cited, row.page, row.top), default=None)
