"""The classes of public bodies that the ITA assesses, and the words that tell what a name does where it stands.

Local governments have their classes in `vocabulary`; all else is data (`lexicon/agencies.toml`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ita_extract.language.lexicon_files import read_lexicon
from ita_extract.language.vocabulary import ORGANIZATION_TYPES, SPECIAL_ORGANIZATIONS
from ita_extract.model import AgencyKind

Within = Literal["country", "province", "district", "parent"]
_LOCAL_LEVEL = 4
_WEAK = ("จังหวัด", "กรุงเทพมหานคร")


@dataclass(frozen=True)
class AgencyClass:
    """A class of bodies: its long form, its kind, its part of a key, where its names are one body's alone.

    `level` tells which of several bodies on a cover is the report's own: the one of the highest. `is_name` tells that
    it is a body's whole name, `always_in` the province in which all bodies of the class are.
    """

    name: str
    kind: AgencyKind
    code: str
    within: Within
    level: int
    is_name: bool = False
    always_in: str = ""

    @property
    def is_local(self) -> bool:
        """Whether it is a class of local government."""
        return self.kind == AgencyKind.LOCAL_GOVERNMENT

    @property
    def is_locality_too(self) -> bool:
        """Whether its names stand in every address: จังหวัดตรัง, กรุงเทพมหานคร."""
        return self.name in _WEAK


@dataclass(frozen=True)
class Cues:
    """Patterns over a key; those of what stands before a name end at it."""

    parent: re.Pattern[str]
    author: re.Pattern[str]
    cited: re.Pattern[str]
    own: re.Pattern[str]
    office: re.Pattern[str]
    unit: re.Pattern[str]
    name_ends: re.Pattern[str]
    name_ends_apart: re.Pattern[str]
    locality_begins: re.Pattern[str]
    swallowed: re.Pattern[str]
    assessed_after: re.Pattern[str]
    assessed_before: re.Pattern[str]


@cache
def cues() -> Cues:
    """Return the words around names."""
    data = read_lexicon("agencies")
    standing = {name: re.compile(pattern) for name, pattern in data["standing"].items()}
    return Cues(
        **standing,
        name_ends=re.compile(data["ends"]["always"]),
        name_ends_apart=re.compile(data["ends"]["apart"]),
        locality_begins=re.compile(data["ends"]["place"]),
        swallowed=re.compile(data["ends"]["swallowed"]),
        assessed_after=re.compile(data["assessed"]["after"]),
        assessed_before=re.compile(data["assessed"]["before"]),
    )


@cache
def ways() -> dict[str, AgencyClass]:
    """Return every way to write a class, in a key, and the class that it stands for."""
    local = {**ORGANIZATION_TYPES, **SPECIAL_ORGANIZATIONS}
    found = {
        way: AgencyClass(
            name, AgencyKind.LOCAL_GOVERNMENT, "", "district", _LOCAL_LEVEL, name in SPECIAL_ORGANIZATIONS
        )
        for way, name in local.items()
    }
    for entry in read_lexicon("agencies")["agency"]:
        rest = (AgencyKind(entry["kind"]), entry["code"], entry["within"], entry["level"])
        province = entry.get("always_in", "")
        found |= {name: AgencyClass(name, *rest, always_in=province) for name in entry["classes"]}
        found |= {name: AgencyClass(name, *rest, is_name=True) for name in entry.get("names", ())}
        found |= {
            way: AgencyClass(name, *rest, always_in=province) for way, name in entry.get("short", {}).items()
        }
    return found


@cache
def any_class() -> re.Pattern[str]:
    """Return what finds a class in a key, the longest that fits."""
    unless = {
        name: f"(?!{entry['unless']})"
        for entry in read_lexicon("agencies")["agency"]
        if "unless" in entry
        for name in entry["classes"]
    }
    found = sorted(ways(), key=len, reverse=True)
    return re.compile("|".join(re.escape(way) + unless.get(way, "") for way in found))


def ways_of(agency: AgencyClass) -> list[str]:
    """Return the ways to write a class, in a key, the longest first."""
    found = [way for way, other in ways().items() if other.name == agency.name]
    return sorted(found, key=len, reverse=True)


def names_of(kind: str, name: str) -> list[str]:
    """Return how a body may be written in a key: its name behind each way to write its class, longest first."""
    agency = class_of(kind)
    bare = name.replace(" ", "").lower()
    return [f"{way}{bare}" for way in ([""] if agency is None or agency.is_name else ways_of(agency))]


def class_of(name: str | None) -> AgencyClass | None:
    """Return a class by its long form; None for what is none."""
    found = ways().get(name or "")
    return found if found is not None and found.name == name else None


def split_body(written: str) -> tuple[AgencyClass, str] | None:
    """Take class and bare name of a body apart, as they are written in one; None where it begins with no class."""
    match = any_class().match(written.replace(" ", "").lower())
    if match is None:
        return None
    agency = ways()[match.group()]
    rest = written.replace(" ", "")[match.end() :]
    return agency, (agency.name + rest) if agency.is_name else rest
