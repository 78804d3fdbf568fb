"""The classes of local government, their short forms and the code that each has in a key."""

from __future__ import annotations

import re
from typing import NamedTuple

CITY = "เทศบาลนคร"
TOWN = "เทศบาลเมือง"
SUBDISTRICT_MUNICIPALITY = "เทศบาลตำบล"
SUBDISTRICT_ORGANIZATION = "องค์การบริหารส่วนตำบล"
PROVINCIAL_ORGANIZATION = "องค์การบริหารส่วนจังหวัด"
BANGKOK = "กรุงเทพมหานคร"
PATTAYA = "เมืองพัทยา"
MUNICIPALITIES = frozenset({CITY, TOWN, SUBDISTRICT_MUNICIPALITY})

# The part of a key behind the area: the Thai short forms in Latin letters.
CODES = {
    CITY: "TN",
    TOWN: "TM",
    SUBDISTRICT_MUNICIPALITY: "TT",
    SUBDISTRICT_ORGANIZATION: "OBT",
    PROVINCIAL_ORGANIZATION: "OBJ",
    BANGKOK: "BMA",
    PATTAYA: "PTY",
}
# Every way to write a class, in a report or in a list that a user brings.
_WAYS = {
    **{name: name for name in CODES},
    "ทน": CITY, "ทม": TOWN, "ทต": SUBDISTRICT_MUNICIPALITY, "อบต": SUBDISTRICT_ORGANIZATION,
    "อบจ": PROVINCIAL_ORGANIZATION, "กทม": BANGKOK, "พัทยา": PATTAYA,
    "thesabannakhon": CITY, "thesabanmueang": TOWN, "thesabantambon": SUBDISTRICT_MUNICIPALITY,
    "tao": SUBDISTRICT_ORGANIZATION, "sao": SUBDISTRICT_ORGANIZATION, "pao": PROVINCIAL_ORGANIZATION,
    **{code.lower(): name for name, code in CODES.items()},
}  # fmt: skip
_SHORT = r"ทน\.|ทม\.|ทต\.|อบต\.|อบจ\."
_LONG = "|".join(sorted((name for name in CODES if name not in (BANGKOK, PATTAYA)), key=len, reverse=True))
_WRITTEN = re.compile(
    rf"\s*(?P<type>{_LONG}|{_SHORT})\s*(?P<name>[^()]*?)\s*\(?"
    r"(?:(?:อำเภอ|อ\.)\s*(?P<district>[^()]*?)\s*)?"
    r"(?:(?:จังหวัด|จ\.)\s*(?P<province>[^()]*?)\s*)?\)?\s*"
)


class WrittenName(NamedTuple):
    """The parts of an organisation's name as it is written out in one run."""

    type: str
    name: str
    district: str | None
    province: str | None


def class_named(text: str) -> str | None:
    """Return the class that a word or short form stands for (ทต., เทศบาลตำบล, ThesabanTambon), None for no class."""
    return _WAYS.get(re.sub(r"[\s._-]", "", text).lower())


def split_written(text: str) -> WrittenName | None:
    """Take a written name apart: `อบต.คลองขวาง อ.ไทรน้อย จ.นนทบุรี`. None where it begins with no class."""
    bare = re.sub(r"\s", "", text)
    if bare in (BANGKOK, PATTAYA):
        return WrittenName(bare, bare, None, None)
    match = _WRITTEN.fullmatch(text)
    if match is None or not match["name"]:
        return None
    kind = class_named(match["type"])
    assert kind is not None
    return WrittenName(kind, match["name"].strip(), match["district"] or None, match["province"] or None)
