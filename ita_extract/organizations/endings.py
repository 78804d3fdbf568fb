"""Where the report's own name ends, as a list of names tells: `ทุ่ง ผึ้ง` is ทุ่งผึ้ง where its district has no ทุ่ง."""

from __future__ import annotations

import re
from dataclasses import replace

from ita_extract.language.agencies import class_of, ways_of
from ita_extract.layout.pages import PageLayout
from ita_extract.organizations.gazetteer import Gazetteer
from ita_extract.organizations.matching import exactly
from ita_extract.organizations.places import find_place
from ita_extract.organizations.resolution import DocumentFacts
from ita_extract.organizations.spelling import plain


def with_listed_ending(facts: DocumentFacts, pages: list[PageLayout], gazetteer: Gazetteer) -> DocumentFacts:
    """Return facts whose name goes on to where a listed name of the district ends, if it does so wherever it stands."""
    agency = class_of(facts.type)
    if facts.name is None or agency is None or not agency.is_local:
        return facts
    locality = find_place(facts.district, facts.province, gazetteer)
    if locality.district is None:
        return facts
    among = gazetteer.in_district(locality.district.code, facts.type)
    own = plain(facts.name)
    longer = {plain(entry.name): entry.name for entry in among if plain(entry.name).startswith(own)}
    pairs = {f"-{plain(entry.name)}": f"{facts.name}-{entry.name}" for entry in among}
    if exactly(facts.name, among):
        longer = {}  # a name that is listed goes on only where another one is joined to it: ต้นตาล - พระยาทด
    key = "".join(page.key for page in pages)
    written = "|".join(map(re.escape, ways_of(agency)))
    stands = [match.end() for match in re.finditer(f"(?:{written})(?={re.escape(facts.name)})", key)]
    whole = [name for end, name in longer.items() if stands and all(key.startswith(end, at) for at in stands)]
    if whole:
        return replace(facts, name=longer[plain(max(whole, key=len))])
    joined = [
        name
        for rest, name in pairs.items()
        if stands and all(key.startswith(rest, at + len(facts.name)) for at in stands)
    ]
    return replace(facts, name=max(joined, key=len)) if joined else facts
