"""The key of an organisation: an official code where one is known, else one of our own that can be read.

`TH-52-0606-TT`: province 52, district 06, subdistrict 06 (codes of the Department of Provincial Administration), and
the class (TT: เทศบาลตำบล). The class belongs to it: 576 times two organisations of one name stand in one district and
differ in class alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ita_extract.language.agencies import AgencyClass
from ita_extract.organizations.classes import CODES
from ita_extract.organizations.gazetteer import Gazetteer, Listed
from ita_extract.organizations.places import Place
from ita_extract.organizations.spelling import plain

KeyKind = Literal["official", "area", "written"]
_BRACKETS = re.compile(r"[()]")


def key_of(listed: Listed, kind: str, gazetteer: Gazetteer) -> tuple[str, KeyKind]:
    """Return the key of a listed organisation and what it rests on: `official` code or `area` code."""
    if gazetteer.official:
        return listed.key, "official"
    return _own_key(listed.key, kind), "area"


def key_of_pair(parts: Sequence[Listed], kind: str) -> tuple[str, KeyKind]:
    """Return the key of an organisation that bears the names of several areas (ท่าเดื่อ-มืดกา), in the order written."""
    first, *others = (part.key for part in parts)
    return _own_key("+".join([first, *(key[4:] for key in others)]), kind), "area"


def key_as_written(name: str, district: str, kind: str) -> tuple[str, KeyKind]:
    """Return the key of an organisation that no list has; it stays as long as the name is spelt the same."""
    return f"{_own_key(district, kind).rsplit('-', 1)[0]}-{plain(name)}-{CODES[kind]}", "written"


def key_of_agency(name: str, agency: AgencyClass, locality: Place, parent: str = "") -> str:
    """Return the key of a body that is no local government: its class and name, in the place that its class asks for,
    or behind its parent's name.

    `TH-52-PROVINCE` for a province, `TH-52-01-โรงเรียนเทศบาล4บ้านเชียงราย-SCHOOL` for one of the schools of a district.
    """
    parts: list[str] = []
    if agency.within in ("province", "district") or not name:
        assert locality.province is not None
        parts.append(locality.province.code)
    if agency.within == "district":
        assert locality.district is not None
        parts.append(locality.district.code[2:])
    written = (_BRACKETS.sub("", plain(entry)) for entry in (parent, name))
    return "-".join(filter(None, ("TH", *parts, *written, agency.code)))


def _own_key(code: str, kind: str) -> str:
    province, rest = code[:2], code[2:]
    return "-".join(filter(None, ("TH", province, rest, CODES[kind])))
