"""Provinces and districts as overviews group by them: by their listed names and codes, however a report spells them."""

from __future__ import annotations

from functools import cache

from ita_extract.organizations.areas import area_gazetteer
from ita_extract.organizations.gazetteer import Area
from ita_extract.organizations.places import find_district, find_province


@cache
def province_of(name: str | None) -> Area | None:
    """Return the province of a name, with its code of two digits; None for none, or a name that is no province's."""
    if not name:
        return None
    found = find_province(name, area_gazetteer())
    return found[0] if found and found[1] == 1 else None


@cache
def district_name(name: str | None, province: Area) -> str | None:
    """Return a district's listed name; a name that the province does not list as it is written, None for none."""
    if not name:
        return None
    found = find_district(name, province, area_gazetteer())
    return found[0].name if found and found[1] == 1 else name


@cache
def province_by_code(code: str) -> Area:
    """Return a province by its code of two digits. Raises KeyError for no such code."""
    return area_gazetteer().area(code)
