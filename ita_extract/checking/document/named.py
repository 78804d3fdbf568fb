"""The organisation's name through the report: one spelling, one class, and nobody else's name.

What a name contradicts is judged in `ita_extract.organizations.findings`, which knows the names of the country; here
it becomes findings of three rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ita_extract.checking.case import Case
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.checking.subjects import stands_as_subject
from ita_extract.checking.violations import Violation
from ita_extract.model import Severity

VARIANTS = enter(
    Rule(
        slug="organization-name-variants",
        scope=Scope.DOCUMENT,
        severity=Severity.ERROR,
        title=Message("ชื่อหน่วยงานสะกดไม่เหมือนกัน", "The organisation's name is spelt in more than one way"),
        formula="every name that is a spelling of the organisation's name (a letter or a mark apart) is its name",
        tolerance="a listed neighbour of the same province is no spelling; nor is a name in an office or a partner's",
        messages={
            "": Message(
                "เขียนชื่อหน่วยงานว่า “{found}” {count} ครั้ง (หน้า {pages}) "
                "แต่หน่วยงานคือ “{expected}” (หน้า {other_pages})",
                "The name is written “{found}” {count} times (page {pages}); the organisation is “{expected}” "
                "(page {other_pages}).",
            )
        },
        example="เทศบาลตำบลทุ่งผิง ๒ ครั้ง เทศบาลตำบลทุ่งผึ้ง ๑๑ ครั้ง",
    )
)
TYPE = enter(
    Rule(
        slug="organization-type-mismatch",
        scope=Scope.DOCUMENT,
        severity=Severity.ERROR,
        title=Message("ประเภทหน่วยงานไม่ตรงกัน", "The organisation is named under another class"),
        formula="where the report speaks of its own organisation the name stands with one class; "
        "offices and heads of another class (นายก อบต. in a เทศบาล) do not occur in what the organisation wrote "
        "itself; a warning, but where all results are told of the other class",
        tolerance="none",
        messages={
            "": Message(
                "เขียนว่า “{found}” (หน้า {pages}) แต่หน่วยงานเป็น “{expected}”",
                "“{found}” (page {pages}) stands in the report of a “{expected}”.",
            )
        },
        example="องค์การบริหารส่วนตำบลทุ่งผึ้ง ในรายงานของเทศบาลตำบลทุ่งผึ้ง",
    )
)
FOREIGN = enter(
    Rule(
        slug="foreign-organization",
        scope=Scope.DOCUMENT,
        severity=Severity.ERROR,
        title=Message("มีชื่อหน่วยงาน อำเภอ หรือจังหวัดอื่น", "Another organisation, district or province is named"),
        formula="an organisation, district or province of which the report speaks as of its own subject "
        "(ข้อเท็จจริงพบว่า X มีผลคะแนน, ผลการดำเนินงานของ X, a line of its own on the cover) is its own; "
        "a warning where the name is in no list, of another class, or a district of the same province",
        tolerance="all other names are nobody's fault: borders, partners, guests, study visits, model bodies, "
        "tables that compare, laws, a body with a score that is none of the report's; "
        "so are the province's own organisation and its capital district",
        messages={
            "": Message(
                "เขียนว่า “{found}” {count} ครั้ง (หน้า {pages}) แต่รายงานนี้เป็นของ “{expected}”",
                "“{found}” stands {count} times (page {pages}) in the report of “{expected}”.",
            )
        },
        example="เทศบาลตำบลเกาะคา อำเภอเกาะคา จังหวัดลำปาง ในรายงานของเทศบาลตำบลสวนเขื่อน จังหวัดแพร่",
    )
)


# whose report it is was not surely read: `สถานีตำรวจภูธรเกาะคา … ร่วมเป็นวิทยากร` on a cover page
_UNSURE = frozenset({"unlisted-organization", "organization-elsewhere"})


def _hits(case: Case, rule: Rule, *, as_subject: bool = False) -> Iterator[Violation]:
    """Turn what the names contradict into violations of a rule, with the mention as evidence.

    `as_subject` asks that the report speaks of the name as of its own subject; its words decide.
    """
    own = case.report.document
    mentions = {row.written: row for row in case.report.organization_mentions}
    usual = [row for row in mentions.values() if row.normalized == own.organization_name]
    unsure = any(reason.slug in _UNSURE for reason in case.report.review_reasons)
    for entry in case.name_findings:
        if entry.rule != rule.slug:
            continue
        row = mentions.get(entry.found or "")
        if as_subject and row is not None and not stands_as_subject(case, row):
            continue
        yield Violation(
            entry.subject,
            {
                "found": entry.found, "expected": entry.expected, "count": row.count if row else len(entry.pages),
                "pages": _listed(entry.pages), "other_pages": _listed(page for row in usual for page in row.pages),
            },
            (row,) if row else (),
            expected=entry.expected,
            found=entry.found,
            pages=entry.pages,
            severity=entry.severity,
            mixed_up=unsure and rule is FOREIGN and (row is None or row.kind == "organization"),
        )  # fmt: skip


def _listed(pages: Iterable[int]) -> str:
    return ", ".join(str(page) for page in sorted(set(pages))) or "–"


@VARIANTS.check
def spellings(case: Case) -> Iterator[Violation]:
    """Find other spellings of the organisation's name."""
    return _hits(case, VARIANTS)


@TYPE.check_text
def classes(case: Case) -> Iterator[Violation]:
    """Find the organisation's name under another class, and offices that its class does not have."""
    return _hits(case, TYPE, as_subject=True)


@FOREIGN.check_text
def others(case: Case) -> Iterator[Violation]:
    """Find names of other organisations and places."""
    return _hits(case, FOREIGN, as_subject=True)
