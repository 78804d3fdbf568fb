"""What places and organisations there are, indexed once: provinces, districts, and the names of organisations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ita_extract.organizations.rarity import NameModel
from ita_extract.organizations.spelling import plain


@dataclass(frozen=True, slots=True)
class Area:
    """A province (two digits) or a district (four) with its code of the Department of Provincial Administration."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A name that an organisation bears or may bear.

    `key` is an organisation's own official code, or the code of the area whose name it is. `type` is the class, None
    where the list holds areas and does not know which classes of organisation bear their names. `first` and `last` are
    the fiscal years (B.E.) in which it bears the name, None where the list does not say; `successor` is the key of the
    organisation that it became.
    """

    key: str
    name: str
    type: str | None
    district: str | None
    province: str
    first: int | None = None
    last: int | None = None
    successor: str | None = None

    def is_valid_in(self, year: int | None) -> bool:
        """Whether it bears the name in a fiscal year; a year that is not known is any."""
        if year is None:
            return True
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


@dataclass(frozen=True, slots=True)
class Former:
    """An area that is no more, by its code and name, the code of what took its place, and its last year (B.E.)."""

    code: str
    name: str
    successor: str
    until: int


class Gazetteer:
    """Provinces, districts and names, found by code and by plain name.

    `official` tells that the list holds organisations with codes of their own, not areas.
    """

    def __init__(
        self,
        provinces: Iterable[Area],
        districts: Iterable[Area],
        listed: Iterable[Listed],
        *,
        source: str,
        official: bool,
        former: Iterable[Former] = (),
    ) -> None:
        self.source = source
        self.official = official
        self.provinces = tuple(provinces)
        self.districts = tuple(districts)
        self.listed = tuple(listed)
        self._has_years = any(entry.first is not None or entry.last is not None for entry in self.listed)
        self._in_year: dict[int, Gazetteer] = {}
        self._successors = {entry.key: entry.successor for entry in self.listed if entry.successor}
        self._former: dict[str, list[Former]] = defaultdict(list)
        for element in former:
            self._former[element.code[:-2]].append(element)
            if element.code[:-2] != element.successor[:-2]:
                self._former[element.successor[:-2]].append(element)
        self._areas = {area.code: area for area in (*self.provinces, *self.districts)}
        self._districts: dict[str, list[Area]] = defaultdict(list)
        for area in self.districts:
            self._districts[area.code[:2]].append(area)
        self._in_district: dict[str, list[Listed]] = defaultdict(list)
        self._in_province: dict[str, list[Listed]] = defaultdict(list)
        self._named: dict[str, list[Listed]] = defaultdict(list)
        for entry in self.listed:
            if entry.district is not None:
                self._in_district[entry.district].append(entry)
            self._in_province[entry.province].append(entry)
            self._named[plain(entry.name)].append(entry)

    def valid_in(self, year: int | None) -> Gazetteer:
        """Return the list as it was in a fiscal year (B.E.); the whole list where no entry says when it holds."""
        if year is None or not self._has_years:
            return self
        if year not in self._in_year:
            kept = [entry for entry in self.listed if entry.is_valid_in(year)]
            self._in_year[year] = Gazetteer(
                self.provinces, self.districts, kept, source=self.source, official=self.official
            )
        return self._in_year[year]

    def lineage(self, key: str) -> str:
        """Return the key of the organisation that one has become in the end; its own where it has no successor."""
        seen = {key}
        while (later := self._successors.get(key)) is not None and later not in seen:
            seen.add(later)
            key = later
        return key

    def former(self, name: str, within: str) -> Former | None:
        """Return the area of a name that lay in a district or province (its code) before, or was renamed in it."""
        found = [entry for entry in self._former.get(within, ()) if plain(entry.name) == plain(name)]
        return found[0] if len({entry.successor for entry in found}) == 1 else None

    def area(self, code: str) -> Area:
        """Return a province or a district. Raises KeyError for no such code."""
        return self._areas[code]

    def districts_in(self, province: str) -> Sequence[Area]:
        """Return the districts of a province."""
        return self._districts.get(province, ())

    def in_district(self, district: str, kind: str | None = None) -> list[Listed]:
        """Return what is listed in a district, for one class of organisation or for all."""
        return [
            entry
            for entry in self._in_district.get(district, ())
            if kind is None or entry.type in (None, kind)
        ]

    def in_province(self, province: str, kind: str | None = None) -> list[Listed]:
        """Return what is listed in a province, for one class of organisation or for all."""
        return [
            entry
            for entry in self._in_province.get(province, ())
            if kind is None or entry.type in (None, kind)
        ]

    def named(self, name: str) -> list[Listed]:
        """Return everything in the country that bears exactly a name."""
        return self._named.get(plain(name), [])

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All names once, in order."""
        return tuple(sorted({entry.name for entry in self.listed}))

    @cached_property
    def model(self) -> NameModel:
        """What letters follow each other in the names of this list."""
        return NameModel(self.names)

    @cached_property
    def _province_keys(self) -> dict[str, Area]:
        return {plain(area.name): area for area in self.provinces}

    @cached_property
    def _district_keys(self) -> dict[str, list[Area]]:
        found: dict[str, list[Area]] = defaultdict(list)
        for area in self.districts:
            found[plain(area.name)].append(area)
        return found

    def provinces_named(self, name: str) -> list[Area]:
        """Return the province of exactly this name, if there is one."""
        found = self._province_keys.get(plain(name))
        return [found] if found else []

    def districts_named(self, name: str) -> list[Area]:
        """Return all districts of exactly this name."""
        return self._district_keys.get(plain(name), [])
