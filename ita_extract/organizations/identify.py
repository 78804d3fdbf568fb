"""The step between assembling and checking: a report's mentions are read, and its organisation gets its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ita_extract.language.agencies import class_of, split_body
from ita_extract.layout.pages import PageLayout
from ita_extract.model import Document, OrganizationMention, Report, ReviewReason, Status
from ita_extract.organizations.agencies import resolve_agency
from ita_extract.organizations.areas import area_gazetteer
from ita_extract.organizations.classes import PROVINCIAL_ORGANIZATION, split_written
from ita_extract.organizations.endings import with_listed_ending
from ita_extract.organizations.gazetteer import Gazetteer
from ita_extract.organizations.matching import is_spelling_of
from ita_extract.organizations.mentions import OwnPlace, read_mentions
from ita_extract.organizations.places import find_place, find_province
from ita_extract.organizations.resolution import DocumentFacts, Resolution, resolve, same_name
from ita_extract.organizations.sightings import foreign_results


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
    everything = gazetteer or area_gazetteer()
    gazetteer = everything.valid_in(document.fiscal_year)
    facts = DocumentFacts.of(document)
    if pages is not None:
        facts = with_listed_ending(facts, pages, gazetteer)
    mentions = report.organization_mentions
    if pages is not None:
        mentions = read_mentions(pages, own_offset(facts, gazetteer), gazetteer)
    agency = class_of(facts.type)
    is_local = agency is None or agency.is_local
    if agency is None or is_local:
        found = resolve(facts, mentions, gazetteer)
    else:
        found = resolve_agency(replace(facts, mentions=mentions), agency, gazetteer)
    # a roster speaks of many organisations and is no report of any
    another = _another(found, facts, mentions, document.parent_organization, gazetteer)
    doubts = () if report.roster_scores else (*found.doubts, *another)
    identified = report.model_copy(
        update={
            "document": document.model_copy(
                update={
                    "organization_id": found.organization_id,
                    "organization_id_kind": found.organization_id_kind,
                    "organization_name": found.name,
                    "organization_written": _whole_written(document, facts),
                    "organization_lineage": everything.lineage(found.organization_id)
                    if found.organization_id
                    else None,
                    "parent_organization_id": _parent_id(document, found, gazetteer),
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


def _whole_written(document: Document, facts: DocumentFacts) -> str | None:
    """Return the name as the cover writes it, to the end that the list tells."""
    written, short = document.organization_written, document.organization_name
    if not written or not short or facts.name in (None, short):
        return written
    return f"{written.removesuffix(short)}{facts.name}"


def _parent_id(document: Document, found: Resolution, gazetteer: Gazetteer) -> str | None:
    """Return the key of the body over the report's own; None where its name is not certain."""
    written = document.parent_organization
    if not written:
        return None
    body = split_body(written)
    if body is None:
        return None
    agency, name = body
    if agency.is_local:
        # the municipality over a school lies where the school does; its district is the school's, or not written
        for district in (found.district, None):
            over = resolve(DocumentFacts(agency.name, name, district, found.province), (), gazetteer)
            if over.organization_id and not over.doubts:
                return over.organization_id
        return None
    over = resolve_agency(DocumentFacts(agency.name, name, found.district, found.province), agency, gazetteer)
    return over.organization_id


def own_offset(facts: DocumentFacts, gazetteer: Gazetteer) -> OwnPlace:
    """Return what a report is about, as far as its places are places of the gazetteer."""
    locality = find_place(facts.district, facts.province, gazetteer)
    province = locality.province
    if province is None and facts.type == PROVINCIAL_ORGANIZATION and facts.name:
        named = find_province(facts.name, gazetteer)
        province = named[0] if named else None
    return OwnPlace(facts.type, facts.name, locality.district, province)


def roster_id(written: str, province: str | None, gazetteer: Gazetteer) -> str | None:
    """Return the key of an organisation in a row of a roster; None unless its name is certain."""
    parts = split_written(written)
    if parts is None:
        return None
    facts = DocumentFacts(parts.type, parts.name, parts.district, parts.province or province)
    found = resolve(facts, (), gazetteer)
    return found.organization_id if not found.doubts else None


def _another(
    found: Resolution,
    facts: DocumentFacts,
    mentions: Sequence[OrganizationMention],
    parent: str | None,
    gazetteer: Gazetteer,
) -> list[ReviewReason]:
    """Say so when the report tells the results of another organisation only, or names it more often than its own."""
    if found.name is None or facts.name is None:
        return []
    foreign = foreign_results(mentions, found.name, facts.type)
    if foreign:
        detail = f"the cover names {found.name}, the text tells the results of {foreign[0].written}"
        return [ReviewReason.at("other-organization", foreign[0], detail)]
    mine = [row for row in mentions if row.kind == "organization" and same_name(row.normalized, found.name)]
    if any(row.assessed for row in mine) and any(1 in row.pages for row in mine):
        return []  # the cover and a sentence of results name it: what else is named is no doubt of it
    own = others = 0
    heaviest: OrganizationMention | None = None
    for row in mentions:
        if row.kind != "organization" or row.cited or row.written == parent:
            continue
        if same_name(row.normalized, found.name) or is_spelling_of(row.normalized, found.name):
            own += row.count
        elif gazetteer.named(row.normalized):
            if heaviest is None or row.count > heaviest.count:
                heaviest = row
            others += row.count
    on_cover = any(1 in row.pages for row in mine)
    if heaviest is None or others <= own or (on_cover and 2 * heaviest.count <= own):
        return []  # many others, each named less than half as often, are those that it is compared with
    detail = f"{heaviest.written} and others are named {others} times, the chosen one {own} times"
    return [ReviewReason.at("other-organization", heaviest, detail)]
