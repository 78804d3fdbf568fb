"""Whether a name that no list has is confirmed by the report itself: it stands alike on the cover and in the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ita_extract.language.agencies import class_of, ways_of
from ita_extract.model import OrganizationMention
from ita_extract.organizations.matching import is_spelling_of
from ita_extract.organizations.spelling import plain

_SINGLE_EDIT = 1


def is_confirmed(
    kind: str, name: str, mentions: Sequence[OrganizationMention], listed: Iterable[str]
) -> bool:
    """Whether an unlisted name needs no doubt: it stands alike throughout, and no name of its district is near it."""
    return stands_alike(kind, name, mentions) and not any(_is_near(name, other) for other in listed)


def _is_near(name: str, other: str) -> bool:
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(plain(name), plain(other)) <= _SINGLE_EDIT


def stands_alike(kind: str | None, name: str | None, mentions: Sequence[OrganizationMention]) -> bool:
    """Whether a name stands on the first page with names and again, with no other spelling and no letter mended."""
    if name is None or not mentions:
        return False
    organizations = [row for row in mentions if row.kind == "organization"]
    agency = class_of(kind)
    if agency is None:
        return False
    alike = [row for row in organizations if _key(row.written).startswith(tuple(ways_of(agency)))]
    own = [row for row in alike if plain(row.normalized) == plain(name)]
    if not own:
        return False
    pages = {page for row in own for page in row.pages}
    cover = min(page for row in organizations for page in row.pages)
    return (
        cover in pages
        and (len(pages) > 1 or sum(row.count for row in own) > 1)
        and all(row.confidence == 1 and row.text_source == "text" for row in own)
        and not any(is_spelling_of(row.normalized, name) for row in alike if row not in own)
    )


def _key(written: str) -> str:
    return written.replace(" ", "").lower()
