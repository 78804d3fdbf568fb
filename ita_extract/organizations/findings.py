"""What a report's names contradict: its own spelling, its own place, its own class.

A name in an office, a partner or a place to visit (`cited` in organization_mentions) is nobody's fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ita_extract.model import AgencyKind, Document, Finding, OrganizationMention, Report, Severity
from ita_extract.organizations.classes import (
    BANGKOK,
    MUNICIPALITIES,
    PATTAYA,
    PROVINCIAL_ORGANIZATION,
    SUBDISTRICT_ORGANIZATION,
    split_written,
)
from ita_extract.organizations.gazetteer import Area, Gazetteer
from ita_extract.organizations.matching import exactly, is_spelling_of
from ita_extract.organizations.places import find_province
from ita_extract.organizations.resolution import same_name
from ita_extract.organizations.sightings import foreign_results

VARIANTS = "organization-name-variants"
FOREIGN = "foreign-organization"
CLASS = "organization-type-mismatch"

# Offices that only one family of classes has.
_COUNCIL = r"(?:นายก|ปลัด|สภา|พนักงาน|สำนักปลัด)"
_OF_MUNICIPALITIES = r"นายกเทศมนตรี|ปลัดเทศบาล|สภาเทศบาล|พนักงานเทศบาล|สำนักปลัดเทศบาล|เทศบัญญัติ"
_OF_SUBDISTRICTS = rf"{_COUNCIL}(?:องค์การบริหารส่วนตำบล|อบต\.?)|พนักงานส่วนตำบล"
_OF_PROVINCES = rf"{_COUNCIL}(?:องค์การบริหารส่วนจังหวัด|อบจ\.?)"
_OTHERS = {
    **dict.fromkeys(MUNICIPALITIES, re.compile(rf"{_OF_SUBDISTRICTS}|{_OF_PROVINCES}")),
    SUBDISTRICT_ORGANIZATION: re.compile(rf"{_OF_MUNICIPALITIES}|{_OF_PROVINCES}"),
    PROVINCIAL_ORGANIZATION: re.compile(rf"{_OF_MUNICIPALITIES}|{_OF_SUBDISTRICTS}"),
}


def name_findings(report: Report, gazetteer: Gazetteer) -> list[Finding]:
    """Return what the names in a report contradict: the rules organization-name-variants, foreign-organization and
    organization-type-mismatch. Nothing where the report's own organisation is not known.
    """
    document = report.document
    if not document.organization_name or not document.organization_type:
        return []
    province = find_province(document.province, gazetteer) if document.province else None
    area = province[0] if province else None
    rows = report.organization_mentions
    organizations = [row for row in rows if row.kind == "organization"]
    foreign = list(_foreign_results(document, organizations))
    if document.agency_kind not in (None, AgencyKind.LOCAL_GOVERNMENT):
        return foreign  # what other bodies may name, and where, no list tells
    named = {finding.found for finding in foreign}
    organizations = [row for row in organizations if row.written not in named]
    return [
        *foreign,
        *_variants(document, organizations, area, gazetteer),
        *_foreign_organizations(document, organizations, area, gazetteer),
        *_foreign_places(document, rows, area, gazetteer),
        *_other_class(
            document,
            organizations,
            own_class_stated=not foreign_results(
                organizations, document.organization_name, document.organization_type
            ),
        ),
        *_offices_of_others(report),
    ]


def _foreign_results(document: Document, rows: Sequence[OrganizationMention]) -> Iterator[Finding]:
    """Find the bodies whose results the text tells where it tells none of the body that the cover names."""
    for row in foreign_results(rows, document.organization_name or "", document.organization_type):
        if _is_of_other_class(row, document):
            continue  # told by the rule for that
        own = document.whole_name or ""
        yield _finding(
            FOREIGN,
            Severity.ERROR,
            row,
            f"ปกรายงานเป็นของ “{own}” แต่เนื้อหารายงานผลการประเมินของ “{row.written}” {row.count} แห่ง",
            f"The cover names {own}, but the text tells the results of {row.written} {row.count} times.",
            own,
        )


def _local_class_of(row: OrganizationMention) -> str | None:
    """Return the class of local government with which a mention is written; None for bodies of other kinds."""
    parts = split_written(row.written)
    return parts.type if parts else None


def _is_listed_neighbour(name: str, area: Area | None, gazetteer: Gazetteer) -> bool:
    return area is not None and bool(exactly(name, gazetteer.in_province(area.code)))


def _is_variant(
    row: OrganizationMention, document: Document, area: Area | None, gazetteer: Gazetteer
) -> bool:
    own = document.organization_name or ""
    return (
        not same_name(row.normalized, own)
        and is_spelling_of(row.normalized, own)
        and not _is_listed_neighbour(row.normalized, area, gazetteer)
    )


def _variants(
    document: Document, rows: Iterable[OrganizationMention], area: Area | None, gazetteer: Gazetteer
) -> Iterator[Finding]:
    own = f"{document.organization_type}{document.organization_name}"
    for row in rows:
        if row.cited or not _is_variant(row, document, area, gazetteer):
            continue
        yield _finding(
            VARIANTS,
            Severity.ERROR,
            row,
            f"ชื่อหน่วยงานเขียนว่า “{row.written}” {row.count} แห่ง แต่หน่วยงานคือ “{own}”",
            f"The organisation is {own}, but {row.count} times it is written {row.written}.",
            own,
        )


def _foreign_organizations(
    document: Document, rows: Iterable[OrganizationMention], area: Area | None, gazetteer: Gazetteer
) -> Iterator[Finding]:
    own = f"{document.organization_type}{document.organization_name}"
    for row in rows:
        kind = _local_class_of(row)
        if (
            row.cited
            or kind in (None, BANGKOK, PATTAYA)
            or same_name(row.normalized, document.organization_name or "")
        ):
            continue
        if _is_variant(row, document, area, gazetteer):
            continue
        if kind == PROVINCIAL_ORGANIZATION and same_name(row.normalized, document.province or ""):
            continue  # the province's own organisation is every municipality's neighbour
        listed = bool(gazetteer.named(row.normalized))
        if not listed and len(row.normalized) > 20:
            continue  # words that follow a class, not a name
        certain = listed and kind == document.organization_type
        yield _finding(
            FOREIGN,
            Severity.ERROR if certain else Severity.WARNING,
            row,
            f"มีชื่อหน่วยงานอื่น “{row.written}” {row.count} แห่ง ในรายงานของ “{own}”",
            f"The report of {own} names another organisation, {row.written}, {row.count} times.",
            own,
        )


def _foreign_places(
    document: Document, rows: Iterable[OrganizationMention], area: Area | None, gazetteer: Gazetteer
) -> Iterator[Finding]:
    """Find districts and provinces that are not the report's. The capital district holds the province's offices."""
    inside = gazetteer.districts_in(area.code) if area else ()
    neighbours = {district.name: district.code for district in inside}
    for row in rows:
        if row.cited or row.kind == "organization" or _lay_there(row, document, gazetteer):
            continue
        if row.kind == "province":
            if not document.province or same_name(row.normalized, document.province):
                continue
            severity, own = Severity.ERROR, f"จังหวัด{document.province}"
        else:
            if not document.district or same_name(row.normalized, document.district):
                continue
            code = neighbours.get(row.normalized, "")
            if code.endswith("01"):
                continue
            severity, own = Severity.WARNING if code else Severity.ERROR, f"อำเภอ{document.district}"
        yield _finding(
            FOREIGN,
            severity,
            row,
            f"มีชื่อ “{row.written}” {row.count} แห่ง แต่หน่วยงานอยู่ใน “{own}”",
            f"The organisation lies in {own}, but the report names {row.written} {row.count} times.",
            own,
        )


def _lay_there(row: OrganizationMention, document: Document, gazetteer: Gazetteer) -> bool:
    """Whether a district or province is where the report's own place lay before: an address that is out of date."""
    if row.kind == "province":
        areas, name = gazetteer.provinces_named(row.normalized), document.district
    else:
        areas, name = gazetteer.districts_named(row.normalized), document.organization_name
    return name is not None and any(gazetteer.former(name, area.code) is not None for area in areas)


def _is_of_other_class(row: OrganizationMention, document: Document) -> bool:
    """Whether a local government bears the name of the report's own and another class."""
    return (
        document.agency_kind in (None, AgencyKind.LOCAL_GOVERNMENT)
        and _local_class_of(row) not in (None, document.organization_type)
        and same_name(row.normalized, document.organization_name or "")
    )


def _other_class(
    document: Document, rows: Iterable[OrganizationMention], *, own_class_stated: bool
) -> Iterator[Finding]:
    """Find the own name under another class; an error where all results are told of that class."""
    own = f"{document.organization_type}{document.organization_name}"
    for row in rows:
        if not row.cited and _is_of_other_class(row, document):
            yield _finding(
                CLASS,
                Severity.ERROR if row.assessed and not own_class_stated else Severity.WARNING,
                row,
                f"เขียนประเภทหน่วยงานเป็น “{row.written}” {row.count} แห่ง แต่หน่วยงานคือ “{own}”",
                f"The organisation is {own}, but {row.count} times it is called {row.written}.",
                own,
            )


def _offices_of_others(report: Report) -> Iterator[Finding]:
    """Find offices of another class (นายก อบต. in a municipality) in what the organisation itself wrote."""
    document = report.document
    pattern = _OTHERS.get(document.organization_type or "")
    if pattern is None:
        return
    pages: dict[str, set[int]] = {}
    texts = [(row.text, row.page) for row in report.guidelines]
    texts += [(row.text, row.page) for row in report.measure_steps]
    texts += [(" ".join((row.title, row.analysis, *row.responsible)), row.page) for row in report.measures]
    for text, page in texts:
        for match in pattern.finditer(re.sub(r"\s", "", text)):
            pages.setdefault(match.group(), set()).add(page)
    for word, found in pages.items():
        yield Finding(
            rule=CLASS,
            severity=Severity.WARNING,
            subject=word,
            message_th=f"มีคำว่า “{word}” ซึ่งเป็นของหน่วยงานประเภทอื่น ในรายงานของ{document.organization_type}",
            message_en=f"{word} belongs to another class of organisation than {document.organization_type}.",
            expected=document.organization_type,
            found=word,
            pages=tuple(sorted(found)),
        )


def _finding(
    rule: str,
    severity: Severity,
    row: OrganizationMention,
    message_th: str,
    message_en: str,
    expected: str,
) -> Finding:
    doubtful = row.text_source == "ocr" or row.confidence < 1  # then it may be the reader's fault
    return Finding(
        rule=rule,
        severity=Severity.WARNING if doubtful and severity == Severity.ERROR else severity,
        subject=row.normalized,
        message_th=message_th,
        message_en=message_en,
        expected=expected,
        found=row.written,
        pages=row.pages,
    )
