"""The organisation's name through the report: one spelling, one class, and nobody else's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ita_extract.checking.case import Case
from ita_extract.checking.hits import Hit
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.model import EvidenceRow, OrganizationMention, Severity
from ita_extract.organizations.matching import is_spelling_of
from ita_extract.parsing.vocabulary import ORGANIZATION_TYPES

VARIANTS = enter(
    Rule(
        slug="organization-name-variants",
        scope=Scope.DOCUMENT,
        severity=Severity.ERROR,
        title=Message("ชื่อหน่วยงานสะกดไม่เหมือนกัน", "The organisation's name is spelt in more than one way"),
        formula="every name of the organisation's class that is nearly its name (at most 2 letters apart, 70 % alike) "
        "is its name",
        tolerance="a name cut by a line end, or glued to the next word, is no other spelling",
        messages={
            "": Message(
                "เขียนชื่อหน่วยงานว่า “{found}” {count} ครั้ง (หน้า {pages}) "
                "แต่ชื่อที่ใช้ส่วนใหญ่คือ “{expected}” {usual} ครั้ง (หน้า {other_pages})",
                "The name is written “{found}” {count} times (pages {pages}) and “{expected}” {usual} times "
                "(pages {other_pages}).",
            )
        },
        example="เทศบาลตำบลทุ่งผิง ๒ ครั้ง เทศบาลตำบลทุ่งผึ้ง ๑๑ ครั้ง",
    )
)
_TYPES = sorted(ORGANIZATION_TYPES.items(), key=lambda entry: len(entry[0]), reverse=True)
# Words of reports that the end of a name can be glued to; what holds one is no clean name.
_PROSE = re.compile(
    r"ผล|คะแนน|ประเมิน|ตัวชี้วัด|ภาพรวม|หน่วยงาน|มาตรการ|ดำเนิน|ได้|และ|ของ|ที่|ให้|มี|เป็น|ควร|ต้อง|จะ|ใน|ซึ่ง|โดย|เพื่อ|ทุก|เห็น|[\d().,]"
)


def class_of(written: str) -> str | None:
    """Return the class with which a written name begins, in its long form."""
    return next((kind for short, kind in _TYPES if written.startswith(short)), None)


def _own_mentions(case: Case) -> list[OrganizationMention]:
    own = case.report.document
    return [
        row
        for row in case.report.organization_mentions
        if row.normalized == own.organization_name and class_of(row.written) == own.organization_type
    ]


def _is_cut_or_glued(name: str, own: str) -> bool:
    return name.startswith(own) or own.startswith(name)


@VARIANTS.check
def spellings(case: Case) -> Iterator[Hit]:
    """Find near spellings of the organisation's name under its class."""
    from rapidfuzz.distance import Levenshtein

    own = case.report.document
    right = own.organization_name
    if not right:
        return
    usual = _own_mentions(case)
    for row in case.report.organization_mentions:
        name = row.normalized
        if class_of(row.written) != own.organization_type or _is_cut_or_glued(name, right):
            continue
        heads = sorted({name, *(name[: len(right) + more] for more in (-1, 0, 1))})
        apart, nearest = min((Levenshtein.distance(head, right), head) for head in heads)
        if apart > 2 or apart > 0.3 * len(right) or apart == 0:
            continue
        expected = f"{own.organization_type}{right}"
        yield Hit(
            nearest,
            {
                "found": row.written, "count": row.count, "pages": _listed(row.pages), "expected": expected,
                "usual": sum(one.count for one in usual) or "–",
                "other_pages": _listed([page for one in usual for page in one.pages]) or "–",
            },
            (row,),
            expected=expected,
            found=row.written,
            pages=row.pages,
        )  # fmt: skip


def _listed(pages: tuple[int, ...] | list[int]) -> str:
    return ", ".join(str(page) for page in sorted(set(pages)))


TYPE = enter(
    Rule(
        slug="organization-type-mismatch",
        scope=Scope.DOCUMENT,
        severity=Severity.WARNING,
        title=Message("ประเภทหน่วยงานไม่ตรงกัน", "The organisation is named under another class"),
        formula="the name stands with one class; offices and heads of another class "
        "(นายก อบต. in a เทศบาล) do not occur",
        tolerance="none",
        messages={
            "": Message(
                "เขียนว่า “{found}” (หน้า {page}) แต่หน่วยงานเป็น{expected}",
                "“{found}” (page {page}) stands in a report of a {expected}.",
            )
        },
        example="องค์การบริหารส่วนตำบลทุ่งผึ้ง ในรายงานของเทศบาลตำบลทุ่งผึ้ง",
    )
)
_OF_COUNCILS = re.compile(
    r"(?:นายก|รองนายก|ปลัด|สำนักปลัด|สภา|สมาชิกสภา)(?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|อบต\.?|อบจ\.?)"
)
_OF_TOWNS = re.compile(r"นายกเทศมนตรี|ปลัดเทศบาล|สำนักปลัดเทศบาล|สภาเทศบาล|เทศบัญญัติ")


@TYPE.check
def classes(case: Case) -> Iterator[Hit]:
    """Find the organisation's name under another class, and offices that its class does not have."""
    own = case.report.document
    if not own.organization_type or not own.organization_name:
        return
    for row in case.report.organization_mentions:
        kind = class_of(row.written)
        if row.normalized == own.organization_name and kind not in (None, own.organization_type):
            yield _type_hit(row.written, row, own.organization_type, row.pages)
    foreign = _OF_COUNCILS if own.organization_type.startswith("เทศบาล") else _OF_TOWNS
    if own.organization_type.startswith(("เทศบาล", "องค์การ")):
        for written, text in _own_words(case):
            match = foreign.search(re.sub(r"\s", "", text))
            if match is not None:
                yield _type_hit(match.group(), written, own.organization_type, ())


def _type_hit(found: str, row: EvidenceRow, expected: str, pages: tuple[int, ...]) -> Hit:
    return Hit(
        found,
        {"found": found, "page": row.page, "expected": expected},
        (row,),
        expected=expected,
        found=found,
        pages=pages,
    )


def _own_words(case: Case) -> Iterator[tuple[EvidenceRow, str]]:
    """Yield what the organisation itself wrote, with its row."""
    report = case.report
    yield from ((guideline, guideline.text) for guideline in report.guidelines)
    yield from ((step, step.text) for step in report.measure_steps)
    yield from ((row, " ".join((row.title, row.analysis, *row.responsible))) for row in report.measures)


FOREIGN = enter(
    Rule(
        slug="foreign-organization",
        scope=Scope.DOCUMENT,
        severity=Severity.ERROR,
        title=Message("มีชื่อหน่วยงาน อำเภอ หรือจังหวัดอื่น", "Another organisation, district or province is named"),
        formula="names with district and province behind them are the report's own; error where the province differs, "
        "warning for another name or district",
        tolerance="only clean names of a known class; names that hold words of the report are left out",
        messages={
            "": Message(
                "หน้า {page} เขียนว่า “{found}” แต่รายงานนี้เป็นของ “{expected}”",
                "Page {page} names “{found}”; the report is that of “{expected}”.",
            )
        },
        example="เทศบาลตำบลเกาะคา อำเภอเกาะคา จังหวัดลำปาง ในรายงานของเทศบาลตำบลป่าตุ้ม อำเภอพร้าว จังหวัดเชียงใหม่",
    )
)


def whole_name(case: Case) -> str:
    """Return the organisation with its district and province."""
    own = case.report.document
    parts = [f"{own.organization_type or ''}{own.organization_name or ''}"]
    parts += [f"อำเภอ{own.district}"] if own.district else []
    parts += [f"จังหวัด{own.province}"] if own.province else []
    return " ".join(part for part in parts if part)


@FOREIGN.check
def other_names(case: Case) -> Iterator[Hit]:
    """Find clean names of the organisation's own class that are not near its name."""
    own = case.report.document
    if not own.organization_name or not own.organization_type:
        return
    for row in case.report.organization_mentions:
        name = row.normalized
        if class_of(row.written) != own.organization_type or not 2 < len(name) <= 20 or _PROSE.search(name):
            continue
        if _is_cut_or_glued(name, own.organization_name) or is_spelling_of(name, own.organization_name):
            continue
        yield Hit(
            name,
            {"page": row.page, "found": row.written, "expected": whole_name(case)},
            (row,),
            expected=whole_name(case),
            found=row.written,
            pages=row.pages,
            severity=Severity.WARNING,
        )


_CLASSES = "|".join(re.escape(short) for short, _ in _TYPES)
_PLACED = re.compile(
    rf"(?:{_CLASSES})(?P<name>[ก-๛-]{{2,24}}?)(?:อำเภอ|อ\.)(?P<district>[ก-๛]{{2,20}}?)(?:จังหวัด|จ\.)(?P<province>[ก-๛]{{2,16}})"
)


@FOREIGN.check_text
def other_places(case: Case) -> Iterator[Hit]:
    """Find an organisation written with a district and a province that are not the report's."""
    assert case.text is not None
    own = case.report.document
    if not own.province or not own.organization_name:
        return
    for match in case.text.finditer(_PLACED):
        elsewhere = not match["province"].startswith(own.province)
        other_district = own.district is not None and match["district"] != own.district
        if not (elsewhere or other_district):
            continue
        province = match["province"] if elsewhere else own.province
        known = next((name for name in _provinces() if province.startswith(name)), None)
        if known is None:
            continue
        spot = case.text.spot(*match.span())
        found = match.group()[: match.start("province") - match.start()] + known
        yield Hit(
            match["name"],
            {"page": spot.page, "found": found, "expected": whole_name(case)},
            (spot,),
            expected=whole_name(case),
            found=found,
            severity=None if elsewhere else Severity.WARNING,
        )


def _provinces() -> tuple[str, ...]:
    from ita_extract.parsing.cover import province_names

    return province_names()
