"""The gazetteer that comes with the program: the areas of Thailand from the package geothai.

Local governments bear the name of a subdistrict (93 of 100), a district or a province; the area's code of the
Department of Provincial Administration then makes the key. Data of geothai: CC BY 4.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from ita_extract.organizations.classes import BANGKOK, PATTAYA, PROVINCIAL_ORGANIZATION
from ita_extract.organizations.gazetteer import Area, Former, Gazetteer, Listed

if TYPE_CHECKING:
    from geothai.types import District

BANGKOK_CODE = "10"
_BUDDHIST_ERA = 543
_PATTAYA_DISTRICT = "2004"
_REMARK = re.compile(r"\s*\(.*\)")


@cache
def area_gazetteer() -> Gazetteer:
    """Return the gazetteer of areas; read once in a process, in some 0.1 s, when it is first asked for."""
    import geothai

    provinces = [Area(item.code, item.name_th) for item in geothai.provinces()]
    districts = [item for area in provinces for item in geothai.districts(area.code)]
    return Gazetteer(
        provinces,
        [Area(item.code, _district_name(item)) for item in districts],
        [entry for area in provinces for entry in _names_in(area)],
        source=f"geothai {geothai.DATA_VERSION}",
        official=False,
        former=_former_areas(),
    )


def _former_areas() -> Iterator[Former]:
    """Yield the districts and subdistricts that went into one other: moved to a new district, or renamed."""
    from geothai.abolished import abolished_areas

    for area in abolished_areas():
        if len(area.successors) == 1 and not area.code.startswith(BANGKOK_CODE):
            ended = int((area.successors_in_force or area.abolished_on)[:4]) + _BUDDHIST_ERA
            yield Former(area.code, area.name_th, area.successors[0], ended)


def _district_name(district: District) -> str:
    return (
        district.name_th.removeprefix("เขต") if district.province_code == BANGKOK_CODE else district.name_th
    )


def _names_in(province: Area) -> Iterator[Listed]:
    """Yield the names of a province's organisations: its own, and those of its districts and subdistricts."""
    import geothai

    if province.code == BANGKOK_CODE:
        yield Listed(province.code, BANGKOK, BANGKOK, None, province.code)
        return
    yield Listed(province.code, province.name, PROVINCIAL_ORGANIZATION, None, province.code)
    for district in geothai.districts(province.code):
        names: dict[str, str] = {}  # of equal names the smallest area's
        for item in geothai.subdistricts(district.code):
            names.setdefault(_REMARK.sub("", item.name_th), f"{district.code}{item.code[4:]}")
        names.setdefault(district.name_th, district.code)
        if district.code.endswith("01"):
            names.setdefault(province.name, province.code)
        if district.code == _PATTAYA_DISTRICT:
            yield Listed(district.code, PATTAYA, PATTAYA, district.code, province.code)
        for name, key in names.items():
            yield Listed(key, name, None, district.code, province.code)
