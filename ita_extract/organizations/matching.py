"""A written name to the listed one: exactly, or so near that it is a damaged form of it and not a name of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ita_extract.organizations.gazetteer import Area, Gazetteer, Listed
from ita_extract.organizations.likeness import distance, likeness, rank
from ita_extract.organizations.spelling import plain


@dataclass(frozen=True, slots=True)
class Scope:
    """How near is near enough; measured by benchmarks/names.py, see docs/organizations.md.

    `floor` is the least likeness, `margin` the least lead over the second best. A name with an unlike letter is
    believed to be damaged when it surprises by more than `bits_a_letter` for each one, less `allowance`.
    """

    floor: float
    margin: float
    bits_a_letter: float
    allowance: float


IN_DISTRICT = Scope(floor=0.55, margin=0.05, bits_a_letter=24, allowance=15)
IN_PROVINCE = Scope(floor=0.6, margin=0.1, bits_a_letter=24, allowance=-4)
_AREA_FLOOR, _AREA_MARGIN = 0.7, 0.15


@dataclass(frozen=True, slots=True)
class Match:
    """The listed name that a written one stands for; `score` is 1 for an equal one."""

    listed: Listed
    score: float

    @property
    def exact(self) -> bool:
        """Whether the names are equal but for spaces and hyphens."""
        return self.score == 1


def match_name(name: str, among: Sequence[Listed], gazetteer: Gazetteer, scope: Scope) -> Match | None:
    """Return the one listed name that is meant; None where there is none, or more than one."""
    found = exactly(name, among)
    if found:
        keys = {entry.key for entry in found}
        return Match(found[0], 1.0) if len(keys) == 1 else None
    by_name: dict[str, list[Listed]] = {}
    for entry in among:
        by_name.setdefault(entry.name, []).append(entry)
    ranked = rank(name, list(by_name))
    if not ranked or ranked[0].score < scope.floor:
        return None
    best = ranked[0]
    if len(ranked) > 1 and best.score - ranked[1].score < scope.margin:
        return None
    entries = by_name[best.name]
    if len({entry.key for entry in entries}) > 1:
        return None
    if not is_damaged(name, best.name, gazetteer, scope):
        return None
    return Match(entries[0], best.score)


def exactly(name: str, among: Sequence[Listed]) -> list[Listed]:
    """Return what bears exactly a name, spaces and hyphens aside."""
    own = plain(name)
    return [entry for entry in among if plain(entry.name) == own]


def is_damaged(name: str, listed: str, gazetteer: Gazetteer, scope: Scope) -> bool:
    """Whether a name is more likely a damaged form of a listed one than a name that is not listed."""
    cost = distance(plain(name), plain(listed)) * scope.bits_a_letter
    return gazetteer.model.surprise(name) + scope.allowance >= cost


def match_area(name: str, among: Sequence[Area]) -> tuple[Area, float] | None:
    """Return the province or district that a written name stands for, and how alike they are."""
    own = plain(name)
    for area in among:
        if plain(area.name) == own:
            return area, 1.0
    ranked = rank(name, [area.name for area in among])
    if not ranked or ranked[0].score < _AREA_FLOOR:
        return None
    if len(ranked) > 1 and ranked[0].score - ranked[1].score < _AREA_MARGIN:
        return None
    return next(area for area in among if area.name == ranked[0].name), ranked[0].score


def is_spelling_of(name: str, own: str, *, at_least: float = 0.6) -> bool:
    """Whether a name looks like another spelling of one's own name."""
    return likeness(name, own) >= at_least
