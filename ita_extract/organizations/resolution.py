"""What a document says of its organisation to the organisation itself, from the province down.

Only what is certain becomes a key. A name that could be two places, a district that the province has not, a near
spelling that nothing confirms: each becomes a doubt that a person reads, with the candidate named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ita_extract.model import Document, OrganizationMention, ReviewReason
from ita_extract.organizations.classes import BANGKOK, PATTAYA, PROVINCIAL_ORGANIZATION
from ita_extract.organizations.confirming import is_confirmed
from ita_extract.organizations.gazetteer import Area, Gazetteer, Listed
from ita_extract.organizations.keys import KeyKind, key_as_written, key_of, key_of_pair
from ita_extract.organizations.likeness import rank
from ita_extract.organizations.matching import (
    IN_DISTRICT,
    IN_PROVINCE,
    Match,
    exactly,
    is_spelling_of,
    match_name,
)
from ita_extract.organizations.places import Place, find_place, find_province
from ita_extract.organizations.sightings import seen_at
from ita_extract.organizations.spelling import plain

_COVER_WEIGHT = 4  # what a mention on the first page counts more than one elsewhere
_JOINED = re.compile(r"\s*[-‐‑–—]\s*")
_FOR_REVIEW = 0.6  # likeness from which a name of the list is worth naming to a person


@dataclass(frozen=True)
class DocumentFacts:
    """What a document says of its organisation, as it was read; None for what it does not say.

    `mentions` are the places where names stand, for a person to look at what is doubted.
    """

    type: str | None
    name: str | None
    district: str | None
    province: str | None
    mentions: tuple[OrganizationMention, ...] = ()
    parent: str | None = None

    @classmethod
    def of(cls, document: Document) -> DocumentFacts:
        """Take them from a document that was parsed."""
        return cls(
            document.organization_type,
            document.organization_name,
            document.district,
            document.province,
            parent=document.parent_organization,
        )

    def doubted_name(self, slug: str, detail: str) -> ReviewReason:
        """Return a doubt about the name, which stands where the name does."""
        return ReviewReason.at(slug, seen_at("organization", self.name, self.mentions), detail)


@dataclass(frozen=True)
class Resolution:
    """The organisation that is meant, and what a person should look at.

    `organization_id` is None where it would be a guess. `confidence` is 1 for equal names in their district, the
    likeness for a near one, 0 without a key.
    """

    organization_id: str | None
    organization_id_kind: KeyKind | None
    name: str | None
    district: str | None
    province: str | None
    confidence: float
    doubts: tuple[ReviewReason, ...]


def resolve(
    facts: DocumentFacts, mentions: Sequence[OrganizationMention], gazetteer: Gazetteer
) -> Resolution:
    """Find the organisation that a document is about. Without a class or a name nothing is resolved.

    A doubt stands where one of the `mentions` first writes the name that is doubted.
    """
    facts = replace(facts, mentions=tuple(mentions))
    unresolved = Resolution(None, None, facts.name, facts.district, facts.province, 0.0, ())
    if facts.type is None or facts.name is None:
        return unresolved
    if facts.type in (BANGKOK, PATTAYA):
        return _special(facts, unresolved, gazetteer)
    if facts.type == PROVINCIAL_ORGANIZATION:
        return _provincial(facts, unresolved, gazetteer)
    locality = find_place(facts.district, facts.province, gazetteer, mentions)
    named = replace(
        unresolved,
        province=locality.province.name if locality.province else facts.province,
        district=locality.district.name if locality.district else facts.district,
    )
    if locality.province is None:
        return replace(named, doubts=(*locality.doubts, *_nowhere(facts, gazetteer)))
    spellings = own_spellings(facts, mentions)
    if locality.district is not None:
        found = _in_district(facts, spellings, locality, locality.district, named, gazetteer)
    elif facts.district is None:
        found = _in_province(facts, locality.province, named, gazetteer)
    else:
        found = named
    return replace(found, doubts=(*locality.doubts, *found.doubts))


def own_spellings(facts: DocumentFacts, mentions: Sequence[OrganizationMention]) -> dict[str, int]:
    """Return the spellings of the organisation's own name and their weight, the chosen one first, then the heaviest."""
    assert facts.name is not None
    weights = {facts.name: 0}
    for row in mentions:
        if row.kind == "organization" and is_spelling_of(row.normalized, facts.name):
            weights[row.normalized] = (
                weights.get(row.normalized, 0) + row.count + _COVER_WEIGHT * (1 in row.pages)
            )
    rest = sorted((name for name in weights if name != facts.name), key=lambda name: (-weights[name], name))
    return {name: weights[name] for name in (facts.name, *rest)}


def _special(facts: DocumentFacts, unresolved: Resolution, gazetteer: Gazetteer) -> Resolution:
    kind = facts.type or ""
    found = [entry for entry in gazetteer.named(kind) if entry.type == kind]
    if len(found) != 1:
        doubt = facts.doubted_name("unlisted-organization", f"{gazetteer.source} does not list {kind}")
        return replace(unresolved, doubts=(doubt,))
    key, what = key_of(found[0], kind, gazetteer)
    province = gazetteer.area(found[0].province).name
    return replace(
        unresolved, organization_id=key, organization_id_kind=what, province=province, confidence=1.0
    )


def _provincial(facts: DocumentFacts, unresolved: Resolution, gazetteer: Gazetteer) -> Resolution:
    """A provincial organisation bears the name of its province."""
    assert facts.name is not None
    match = find_province(facts.name, gazetteer)
    if match is None:
        doubt = facts.doubted_name("doubtful-province", f"there is no province {facts.name}")
        return replace(unresolved, doubts=(doubt,))
    area, score = match
    written = find_province(facts.province, gazetteer) if facts.province else None
    if facts.province and (written is None or written[0] != area):
        detail = f"{facts.name} is named for one province, {facts.province} is written as its province"
        seen = seen_at("province", facts.province, facts.mentions)
        return replace(unresolved, doubts=(ReviewReason.at("doubtful-province", seen, detail),))
    listed = gazetteer.in_province(area.code, PROVINCIAL_ORGANIZATION)
    listed = [entry for entry in listed if entry.type == PROVINCIAL_ORGANIZATION]
    if len({entry.key for entry in listed}) != 1:
        doubt = facts.doubted_name("unlisted-organization", f"{gazetteer.source} has none of {area.name}")
        return replace(unresolved, doubts=(doubt,))
    key, what = key_of(listed[0], PROVINCIAL_ORGANIZATION, gazetteer)
    doubts = () if score == 1 else (_not_as_listed(facts, area.name, gazetteer),)
    return Resolution(key, what, area.name, None, area.name, score, doubts)


def _in_district(
    facts: DocumentFacts,
    spellings: dict[str, int],
    locality: Place,
    district: Area,
    named: Resolution,
    gazetteer: Gazetteer,
) -> Resolution:
    assert facts.name is not None
    assert facts.type is not None
    among = gazetteer.in_district(district.code, facts.type)
    for spelling in spellings:
        # a spelling that the list has in this district decides, before any majority
        match = match_name(spelling, among, gazetteer, IN_DISTRICT) if exactly(spelling, among) else None
        if match is not None:
            return _settled(facts, spelling, match, named, gazetteer)
    pair = _pair(facts.name, among)
    if pair:
        key, what = key_of_pair(pair, facts.type)
        return replace(named, organization_id=key, organization_id_kind=what, confidence=1.0)
    match = match_name(facts.name, among, gazetteer, IN_DISTRICT)
    if match is not None:
        elsewhere = exactly(facts.name, gazetteer.in_province(district.code[:2], facts.type))
        if not elsewhere:
            kept = (
                spellings[facts.name] > 1 + _COVER_WEIGHT and len(spellings) == 1 and not gazetteer.official
            )
            doubt = _not_as_listed(facts, match.listed.name, gazetteer)
            if kept and locality.exact:
                # always written so: it may be a name of its own (พรรณานคร beside พรรณานิคม), and keys are not shared
                key, what = key_as_written(facts.name, district.code, facts.type)
                return replace(named, organization_id=key, organization_id_kind=what, doubts=(doubt,))
            settled = _settled(facts, facts.name, match, named, gazetteer)
            return replace(settled, doubts=(*settled.doubts, doubt))
    return _not_in_district(facts, locality, district, named, gazetteer)


def _settled(
    facts: DocumentFacts, spelling: str, match: Match, named: Resolution, gazetteer: Gazetteer
) -> Resolution:
    """Take the key of a match. The list's spelling is the name, but hyphens stay as the report has them."""
    assert facts.type is not None
    key, what = key_of(match.listed, facts.type, gazetteer)
    own = match.exact and not gazetteer.official
    return replace(
        named,
        organization_id=key,
        organization_id_kind=what,
        name=spelling if own else match.listed.name,
        confidence=match.score,
    )


def _pair(name: str, among: Sequence[Listed]) -> list[Listed]:
    """Return the areas whose names a hyphenated name joins; none unless each is listed once."""
    parts = [exactly(part, among) for part in _JOINED.split(name)]
    return [found[0] for found in parts] if len(parts) > 1 and all(len(found) == 1 for found in parts) else []


def _not_in_district(
    facts: DocumentFacts, locality: Place, district: Area, named: Resolution, gazetteer: Gazetteer
) -> Resolution:
    """Say why a name got no listed key: another class, another district, more than one candidate, or in no list."""
    assert facts.name is not None
    assert facts.type is not None
    source = gazetteer.source
    others = exactly(facts.name, gazetteer.in_district(district.code))
    if others:
        classes = ", ".join(sorted({entry.type or "" for entry in others}))
        detail = f"{source} has {facts.name} in {district.name} as {classes}, not as {facts.type}"
        return replace(named, doubts=(facts.doubted_name("doubtful-class", detail),))
    moved = _moved(facts, district, named, gazetteer)
    if moved is not None:
        return moved
    elsewhere = exactly(facts.name, gazetteer.in_province(district.code[:2], facts.type))
    if elsewhere:
        where = ", ".join(
            sorted({gazetteer.area(entry.district).name for entry in elsewhere if entry.district})
        )
        detail = f"{source} has {facts.name} in {where}, the report says {district.name}"
        seen = seen_at("district", facts.district, facts.mentions)
        return replace(named, doubts=(ReviewReason.at("doubtful-district", seen, detail),))
    near = _candidates(facts.name, gazetteer.in_district(district.code))
    hint = f" (like {near})" if near else ""
    detail = f"{source} has no {facts.name} in {district.name}{hint}; the name stays as written"
    doubt = facts.doubted_name("unlisted-organization", detail)
    if not locality.exact:
        return replace(named, doubts=(doubt,))
    key, what = key_as_written(facts.name, district.code, facts.type)
    # one in 25 bears the name of no area (แหลมฉบัง, เขลางค์นคร): the report itself confirms it
    sure = not gazetteer.official and is_confirmed(
        facts.type, facts.name, facts.mentions, [entry.name for entry in gazetteer.in_district(district.code)]
    )
    return replace(named, organization_id=key, organization_id_kind=what, doubts=() if sure else (doubt,))


def _moved(
    facts: DocumentFacts, district: Area, named: Resolution, gazetteer: Gazetteer
) -> Resolution | None:
    """Return the body of an area that lay in another district before (ท่าแฝก), or that bore another name (หนองเข็ง)."""
    assert facts.name is not None
    former = gazetteer.former(facts.name, district.code)
    if former is None:
        return None
    among = gazetteer.in_district(former.successor[:4], facts.type)
    entry = next((element for element in among if element.key == former.successor), None)
    if entry is None:
        return None
    now = gazetteer.area(former.successor[:4])
    settled = _settled(facts, facts.name, Match(entry, 1.0), named, gazetteer)
    settled = replace(settled, district=now.name, province=gazetteer.area(now.code[:2]).name)
    if now != district:
        detail = f"{facts.name} lay in {district.name} until {former.until}; it is in {now.name} now"
        seen = seen_at("district", facts.district, facts.mentions)
        return replace(settled, doubts=(ReviewReason.at("doubtful-district", seen, detail),))
    doubt = facts.doubted_name(
        "doubtful-name", f"{facts.name} was the name of {entry.name} until {former.until}"
    )
    return replace(settled, doubts=(doubt,))


def _in_province(facts: DocumentFacts, province: Area, named: Resolution, gazetteer: Gazetteer) -> Resolution:
    """Resolve a name whose district is not written: only where the province has one of that name."""
    assert facts.name is not None
    among = gazetteer.in_province(province.code, facts.type)
    match = match_name(facts.name, among, gazetteer, IN_PROVINCE)
    if match is None:
        places = sorted({_where(entry, gazetteer) for entry in exactly(facts.name, among)})
        hint = f"; it could be {' or '.join(places)}" if places else ""
        detail = f"no district is written, and {facts.name} is not one place of {province.name}{hint}"
        return replace(named, doubts=(facts.doubted_name("missing-district", detail),))
    settled = _settled(facts, facts.name, match, named, gazetteer)
    district = gazetteer.area(match.listed.district).name if match.listed.district else None
    doubts = () if match.exact else (_not_as_listed(facts, match.listed.name, gazetteer),)
    return replace(settled, district=district, doubts=doubts)


def _nowhere(facts: DocumentFacts, gazetteer: Gazetteer) -> tuple[ReviewReason, ...]:
    """Name the places that a name may mean when the province is not known."""
    assert facts.name is not None
    found = [entry for entry in gazetteer.named(facts.name) if entry.type in (None, facts.type)]
    if facts.district:
        inside = {area.code for area in gazetteer.districts_named(facts.district)}
        found = [entry for entry in found if entry.district in inside] or found
    places = sorted({_where(entry, gazetteer) for entry in found})
    near = "" if places else _candidates(facts.name, gazetteer.listed)
    could = " or ".join(places[:3]) + (f" or {len(places) - 3} more" if len(places) > 3 else "") or near
    detail = f"no province is written{f'; it could be {could}' if could else ''}"
    return (facts.doubted_name("missing-province", detail),)


def _where(entry: Listed, gazetteer: Gazetteer) -> str:
    district = f"{gazetteer.area(entry.district).name} " if entry.district else ""
    return f"{entry.name} {district}{gazetteer.area(entry.province).name}"


def _candidates(name: str, among: Sequence[Listed]) -> str:
    names = sorted({entry.name for entry in among})
    return ", ".join(found.name for found in rank(name, names)[:2] if found.score >= _FOR_REVIEW)


def _not_as_listed(facts: DocumentFacts, listed: str, gazetteer: Gazetteer) -> ReviewReason:
    return facts.doubted_name("doubtful-name", f"{facts.name} is written, {gazetteer.source} has {listed}")


def same_name(first: str, second: str) -> bool:
    """Whether two names are equal but for spaces and hyphens."""
    return plain(first) == plain(second)
