"""The step between assembling and checking: a report's mentions are read, and its organisation gets its key."""

from __future__ import annotations

from collections.abc import Sequence

from ita_extract.layout.pages import PageLayout
from ita_extract.model import OrganizationMention, Report, ReviewReason, Status
from ita_extract.organizations.areas import area_gazetteer
from ita_extract.organizations.classes import PROVINCIAL_ORGANIZATION, split_written
from ita_extract.organizations.gazetteer import Gazetteer
from ita_extract.organizations.matching import is_spelling_of
from ita_extract.organizations.mentions import OwnPlace, read_mentions
from ita_extract.organizations.places import find_place, find_province
from ita_extract.organizations.resolution import DocumentFacts, Resolution, resolve, same_name


def identify(
    report: Report, gazetteer: Gazetteer | None = None, pages: list[PageLayout] | None = None
) -> Report:
    """Return a report with its organisation's key, chosen spelling, district and province, and what is in doubt.

    `pages` are those that the report was read from: its mentions are then read anew, with the gazetteer at hand.
    What stands on the page (`organization_written`, `written`) stays as it is. A report that was not read as an ITA
    report is returned as it came.
    """
    document = report.document
    if document.status not in (Status.OK, Status.REVIEW):
        return report
    gazetteer = gazetteer or area_gazetteer()
    facts = DocumentFacts.of(document)
    mentions = report.organization_mentions
    if pages is not None:
        mentions = read_mentions(pages, own_place(facts, gazetteer), gazetteer)
    found = resolve(facts, mentions, gazetteer)
    # a roster speaks of many organisations and is no report of any
    doubts = () if report.roster_scores else (*found.doubts, *_another(found, facts, mentions, gazetteer))
    identified = report.model_copy(
        update={
            "document": document.model_copy(
                update={
                    "organization_id": found.organization_id,
                    "organization_id_kind": found.organization_id_kind,
                    "organization_name": found.name,
                    "district": found.district,
                    "province": found.province,
                }
            ),
            "organization_mentions": mentions,
            "roster_scores": tuple(
                row.model_copy(
                    update={"organization_id": roster_id(row.organization_written, found.province, gazetteer)}
                )
                for row in report.roster_scores
            ),
        }
    )
    return identified.with_reasons(doubts)


def own_place(facts: DocumentFacts, gazetteer: Gazetteer) -> OwnPlace:
    """Return what a report is about, as far as its places are places of the gazetteer."""
    place = find_place(facts.district, facts.province, gazetteer)
    province = place.province
    if province is None and facts.type == PROVINCIAL_ORGANIZATION and facts.name:
        named = find_province(facts.name, gazetteer)
        province = named[0] if named else None
    return OwnPlace(facts.type, facts.name, place.district, province)


def roster_id(written: str, province: str | None, gazetteer: Gazetteer) -> str | None:
    """Return the key of an organisation in a row of a roster; None unless its name is certain."""
    parts = split_written(written)
    if parts is None:
        return None
    facts = DocumentFacts(parts.type, parts.name, parts.district, parts.province or province)
    found = resolve(facts, (), gazetteer)
    return found.organization_id if not found.doubts else None


def _another(
    found: Resolution, facts: DocumentFacts, mentions: Sequence[OrganizationMention], gazetteer: Gazetteer
) -> list[ReviewReason]:
    """Say so when the report names another organisation about as often as its own: the wrong one may be chosen."""
    if found.name is None or facts.name is None:
        return []
    own = others = 0
    heaviest: OrganizationMention | None = None
    for row in mentions:
        if row.kind != "organization" or row.cited:
            continue
        if same_name(row.normalized, found.name) or is_spelling_of(row.normalized, found.name):
            own += row.count
        elif gazetteer.named(row.normalized):
            if heaviest is None or row.count > heaviest.count:
                heaviest = row
            others += row.count
    if heaviest is None or others <= own:
        return []
    detail = f"{heaviest.written} and others are named {others} times, the chosen one {own} times"
    return [ReviewReason.at("other-organization", heaviest, detail)]
