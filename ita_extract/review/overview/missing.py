"""Which organisations of the user's list have no report in a fiscal year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ita_extract.organizations.gazetteer import Gazetteer, Listed
from ita_extract.organizations.spelling import plain
from ita_extract.review.overview.areas import district_name, province_by_code, province_of
from ita_extract.review.overview.facts import DocumentFacts

_Name = tuple[str, str, str]  # class, plain name, code of the province


class WithoutReport(NamedTuple):
    """An organisation of the list; `in_doubt` where a document bears its name that may be another's."""

    code: str
    type: str
    name: str
    district: str | None
    province: str
    in_doubt: bool


class Attendance(NamedTuple):
    """How many organisations the list has for a province and year, and which of them have no report.

    `province` is its code of two digits. A report of any kind and status counts that was read as its organisation's.
    """

    province: str
    fiscal_year: int
    listed: int
    without: tuple[WithoutReport, ...]


def attendance(documents: Iterable[DocumentFacts], gazetteer: Gazetteer) -> tuple[Attendance, ...]:
    """Return for each fiscal year of the documents, and each province of the list, who has no report."""
    by_year: dict[int, list[DocumentFacts]] = defaultdict(list)
    for facts in documents:
        if facts.fiscal_year is not None and facts.was_read:
            by_year[facts.fiscal_year].append(facts)
    found = []
    for year in sorted(by_year):
        seen = _Seen(by_year[year], gazetteer)
        listed: dict[str, dict[str, Listed]] = defaultdict(dict)
        for entry in gazetteer.valid_in(year).listed:
            if entry.type is not None:
                listed[entry.province][entry.key] = entry  # a code's last name of that year
        for province in sorted(listed):
            entries = listed[province]
            without = [seen.absent(entry) for key, entry in sorted(entries.items()) if not seen.has(entry)]
            found.append(Attendance(province, year, len(entries), tuple(without)))
    return tuple(found)


class _Seen:
    """The organisations that have a report in a year: by code, else by class, name, district and province."""

    def __init__(self, documents: Iterable[DocumentFacts], gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        codes = {entry.key for entry in gazetteer.listed}
        self._keys: set[str] = set()
        self._districts: dict[_Name, set[str | None]] = defaultdict(set)
        for facts in documents:
            if facts.organization_id in codes:
                self._keys.add(facts.organization_id or "")
                continue
            province = province_of(facts.province)
            if province is not None and facts.organization_type and facts.organization_name:
                name = (facts.organization_type, plain(facts.organization_name), province.code)
                self._districts[name].add(district_name(facts.district, province))

    def has(self, entry: Listed) -> bool:
        """Whether a report is the organisation's: by its code, or by its name where that can be no other's."""
        if entry.key in self._keys:
            return True
        districts = self._districts.get(_name_of(entry), set())
        return self._district_of(entry) in districts or (None in districts and self._is_alone(entry))

    def absent(self, entry: Listed) -> WithoutReport:
        """Return an organisation without a report as people read it."""
        return WithoutReport(
            entry.key,
            entry.type or "",
            entry.name,
            self._district_of(entry),
            province_by_code(entry.province).name,
            in_doubt=None in self._districts.get(_name_of(entry), set()),
        )

    def _is_alone(self, entry: Listed) -> bool:
        """Whether no other organisation of its class bears its name in the province."""
        among = self._gazetteer.in_province(entry.province, entry.type)
        return {other.key for other in among if plain(other.name) == plain(entry.name)} == {entry.key}

    def _district_of(self, entry: Listed) -> str | None:
        return self._gazetteer.area(entry.district).name if entry.district else None


def _name_of(entry: Listed) -> _Name:
    return entry.type or "", plain(entry.name), entry.province
