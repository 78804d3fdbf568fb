"""Whether a name that no list has is confirmed by the report itself: it stands alike on the cover and in the text."""

from __future__ import annotations

from collections.abc import Sequence

from ita_extract.model import OrganizationMention
from ita_extract.organizations.matching import is_spelling_of
from ita_extract.organizations.spelling import plain


def stands_alike(name: str | None, mentions: Sequence[OrganizationMention]) -> bool:
    """Whether a name stands on the first page with names and again, with no other spelling and no letter mended."""
    if name is None or not mentions:
        return False
    organizations = [row for row in mentions if row.kind == "organization"]
    own = [row for row in organizations if plain(row.normalized) == plain(name)]
    if not own:
        return False
    pages = {page for row in own for page in row.pages}
    cover = min(page for row in organizations for page in row.pages)
    return (
        cover in pages
        and (len(pages) > 1 or sum(row.count for row in own) > 1)
        and all(row.confidence == 1 and row.text_source == "text" for row in own)
        and not any(is_spelling_of(row.normalized, name) for row in organizations if row not in own)
    )
