"""A body that is no local government to its key: its class and name as written, in its province or district where the
name alone is not one body's (`โรงเรียนบ้านหนองบัว`).
"""

from __future__ import annotations

from dataclasses import replace

from ita_extract.language.agencies import AgencyClass
from ita_extract.model import AgencyKind, ReviewReason, joined_name
from ita_extract.organizations.confirming import stands_alike
from ita_extract.organizations.gazetteer import Gazetteer
from ita_extract.organizations.keys import key_of_agency
from ita_extract.organizations.places import Place, find_place, find_province
from ita_extract.organizations.resolution import DocumentFacts, Resolution
from ita_extract.organizations.sightings import seen_at

_OF_A_DISTRICT = "อำเภอ"


def resolve_agency(facts: DocumentFacts, agency: AgencyClass, gazetteer: Gazetteer) -> Resolution:
    """Find the key of a body of another class than local government; without a name nothing is resolved."""
    unresolved = Resolution(None, None, facts.name, facts.district, facts.province, 0.0, ())
    if facts.name is None:
        return unresolved
    if agency.kind == AgencyKind.PROVINCE:
        return _province(facts, agency, unresolved, gazetteer)
    facts = _with_place_of_name(facts, agency, gazetteer)
    locality = find_place(facts.district, facts.province, gazetteer, facts.mentions)
    named = replace(
        unresolved,
        province=locality.province.name if locality.province else facts.province,
        district=locality.district.name if locality.district else facts.district,
    )
    doubts = _missing(facts, agency, locality)
    if doubts:
        return replace(named, doubts=doubts)
    parent = (facts.parent or "") if agency.within == "parent" else ""
    key = key_of_agency(joined_name(agency.name, facts.name) or "", agency, locality, parent)
    return replace(named, organization_id=key, organization_id_kind="written", doubts=_unconfirmed(facts))


def _with_place_of_name(facts: DocumentFacts, agency: AgencyClass, gazetteer: Gazetteer) -> DocumentFacts:
    """Return facts with the place that class and name tell where none is written: สน.บางเขน lies in Bangkok,
    สำนักงานสาธารณสุขอำเภอแม่สอด in the one district of that name.
    """
    if facts.province is None and agency.always_in:
        return replace(facts, province=agency.always_in)
    if not agency.name.endswith(_OF_A_DISTRICT) or facts.name is None:
        return facts
    named = gazetteer.districts_named(facts.name)
    if facts.province is None and len(named) == 1:
        facts = replace(facts, province=gazetteer.area(named[0].code[:2]).name)
    return replace(facts, district=facts.district or (facts.name if named else None))


def _province(
    facts: DocumentFacts, agency: AgencyClass, unresolved: Resolution, gazetteer: Gazetteer
) -> Resolution:
    assert facts.name is not None
    match = find_province(facts.name, gazetteer)
    if match is None:
        doubt = facts.doubted_name("doubtful-province", f"there is no province {facts.name}")
        return replace(unresolved, doubts=(doubt,))
    area, score = match
    doubts: tuple[ReviewReason, ...] = ()
    if score < 1:
        doubts = (
            facts.doubted_name("doubtful-name", f"{facts.name} is written, the province is {area.name}"),
        )
    key = key_of_agency("", agency, Place(area, None))
    return Resolution(key, "area", area.name, None, area.name, score, doubts)


def _missing(facts: DocumentFacts, agency: AgencyClass, locality: Place) -> tuple[ReviewReason, ...]:
    """Name the place without which a name of that class may be that of another body."""
    if agency.within == "country" or (agency.within == "parent" and facts.parent):
        return ()
    if agency.within == "parent":
        detail = f"many bodies have a {agency.name}{facts.name}; the one over it is not named"
        return (facts.doubted_name("unlisted-organization", detail),)
    if locality.doubts:
        return locality.doubts
    if locality.province is None:
        detail = f"{agency.name}{facts.name} may stand in several provinces; none is written"
        return (facts.doubted_name("missing-province", detail),)
    if agency.within == "district" and locality.district is None:
        detail = f"{locality.province.name} may have more than one {agency.name}{facts.name}; no district is written"
        return (facts.doubted_name("missing-district", detail),)
    return ()


def _unconfirmed(facts: DocumentFacts) -> tuple[ReviewReason, ...]:
    """Doubt a name that no list has unless it stands alike on the cover and in the text."""
    if stands_alike(facts.type, facts.name, facts.mentions):
        return ()
    detail = f"no list has {facts.name}, and it does not stand alike on the cover and in the text"
    return (
        ReviewReason.at("unlisted-organization", seen_at("organization", facts.name, facts.mentions), detail),
    )
