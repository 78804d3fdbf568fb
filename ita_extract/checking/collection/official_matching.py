"""Which line of published results is a report's: by class, name and place; where two may be, none is.

A name stands in several districts of a province (องค์การบริหารส่วนตำบลกระสัง in Buri Ram, twice), and in one district under
two classes. Held against the wrong line, a report would be accused of its neighbour's score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ita_extract.checking.collection.published import Published
from ita_extract.checking.collection.reports import Digest, Identity
from ita_extract.organizations.areas import area_gazetteer
from ita_extract.organizations.matching import exactly
from ita_extract.organizations.spelling import plain


@dataclass(frozen=True)
class Match:
    """The line that is a report's, or the lines that bear its name though none is surely its own."""

    row: Published | None
    unsure: tuple[Published, ...] = ()


class OfficialLines:
    """Published results by name."""

    def __init__(self, rows: Iterable[Published], digests: Sequence[Digest]) -> None:
        self._by_name: dict[str, list[Published]] = defaultdict(list)
        for row in rows:
            self._by_name[plain(row.name)].append(row)
        self._bodies: dict[str, dict[tuple[str, ...], Identity]] = defaultdict(dict)
        for entry in digests:
            if entry.identity is not None:
                self._bodies[plain(entry.identity.name)][entry.identity.key] = entry.identity

    def of(self, identity: Identity, year: int | None) -> Match:
        """Return the line of an organisation and year."""
        named = [row for row in self._by_name[plain(identity.name)] if row.kind == identity.kind]
        bare = [row for row in self._by_name[plain(identity.name)] if row.kind is None]
        rows = [row for row in named or bare if row.year in (None, year)]
        here = [row for row in rows if _is_there(row, identity)]
        if not here:
            # a line of the right name for another place: it may be meant, and is not
            return Match(None, tuple(rows))
        exact = [row for row in here if row.district and plain(row.district) == plain(identity.district)]
        found = exact or here
        if len(found) > 1 or (found[0].kind is None and self._fits_others(found[0])):
            return Match(None, tuple(found))
        if not exact and self._may_be_another(identity):
            return Match(None, tuple(found))
        return Match(found[0])

    def _fits_others(self, row: Published) -> bool:
        """Whether a line without a class fits more than one body: an อบต. and a municipality of one district."""
        return sum(_is_there(row, entry) for entry in self._bodies[plain(row.name)].values()) > 1

    def _may_be_another(self, identity: Identity) -> bool:
        """Whether a line without a district may be that of another body of the name."""
        gazetteer = area_gazetteer()
        provinces = gazetteer.provinces_named(identity.province) if identity.province else []
        if not provinces or not identity.district:
            return False
        listed = exactly(identity.name, gazetteer.in_province(provinces[0].code, identity.kind))
        return len({entry.district for entry in listed}) > 1


def _is_there(row: Published, identity: Identity) -> bool:
    return _fits(row.province, identity.province) and _fits(row.district, identity.district)


def _fits(written: str, own: str) -> bool:
    return not written or not own or plain(written) == plain(own)
