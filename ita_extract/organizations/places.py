"""Where an organisation is: its province and its district, from the names in the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ita_extract.model import OrganizationMention, ReviewReason
from ita_extract.organizations.areas import BANGKOK_CODE
from ita_extract.organizations.gazetteer import Area, Gazetteer
from ita_extract.organizations.matching import match_area
from ita_extract.organizations.sightings import seen_at
from ita_extract.organizations.spelling import plain

# Short names that are no damage but custom.
_PROVINCES = {
    "กทม": BANGKOK_CODE,
    "กรุงเทพ": BANGKOK_CODE,
    "กรุงเทพฯ": BANGKOK_CODE,
    "อยุธยา": "14",
    "โคราช": "30",
}
_CAPITAL = "เมือง"
_DISTRICT_CODE = 4  # digits


@dataclass(frozen=True)
class Place:
    """A province and a district, each None where the report's is none; scores are 1 for equal names."""

    province: Area | None
    district: Area | None
    province_score: float = 1.0
    district_score: float = 1.0
    doubts: tuple[ReviewReason, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether both stand in the report as they are listed."""
        return self.province_score == 1 and self.district_score == 1


def find_place(
    district: str | None,
    province: str | None,
    gazetteer: Gazetteer,
    mentions: Sequence[OrganizationMention] = (),
) -> Place:
    """Find the province, then the district in it; what is none of them is a doubt, never replaced by a guess.

    A doubt stands where one of the `mentions` writes that name.
    """
    doubts: list[ReviewReason] = []
    where = find_province(province, gazetteer) if province else None
    if province and where is None:
        detail = f"there is no province {province}"
        doubts.append(ReviewReason.at("doubtful-province", seen_at("province", province, mentions), detail))
    if where is None:
        return Place(None, None, doubts=tuple(doubts))
    found = find_district(district, where[0], gazetteer) if district else None
    former = gazetteer.former(district, where[0].code) if district and found is None else None
    if former is not None and len(former.successor) == _DISTRICT_CODE:
        now = gazetteer.area(former.successor)
        there = gazetteer.area(now.code[:2])
        detail = (
            f"{district} lay in {where[0].name} until {former.until}; it is {now.name} in {there.name} now"
        )
        seen = seen_at("district", district, mentions)
        return Place(there, now, doubts=(ReviewReason.at("doubtful-district", seen, detail),))
    if district and found is None:
        others = ", ".join(gazetteer.area(area.code[:2]).name for area in gazetteer.districts_named(district))
        hint = f"; there is one in {others}" if others else ""
        detail = f"{where[0].name} has no district {district}{hint}"
        doubts.append(ReviewReason.at("doubtful-district", seen_at("district", district, mentions), detail))
    return Place(where[0], found[0] if found else None, where[1], found[1] if found else 1.0, tuple(doubts))


def find_province(name: str, gazetteer: Gazetteer) -> tuple[Area, float] | None:
    """Return the province that a name stands for, and how alike they are."""
    code = _PROVINCES.get(plain(name))
    return (gazetteer.area(code), 1.0) if code else match_area(name, gazetteer.provinces)


def find_district(name: str, province: Area, gazetteer: Gazetteer) -> tuple[Area, float] | None:
    """Return the district of a province that a name stands for; เมือง alone is the capital's."""
    among = gazetteer.districts_in(province.code)
    if plain(name) == _CAPITAL and province.code != BANGKOK_CODE:
        return next(((area, 1.0) for area in among if area.code.endswith("01")), None)
    return match_area(name, among)
