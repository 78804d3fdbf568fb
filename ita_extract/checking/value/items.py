"""Item codes against the lists of the year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ita_extract.checking.case import Case
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.checking.violations import Violation
from ita_extract.model import Recommendation, Severity, Subject
from ita_extract.rulebook.year import known_years, rules_for

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

UNKNOWN = enter(
    Rule(
        slug="unknown-item",
        scope=Scope.VALUE,
        severity=Severity.ERROR,
        title=Message("ข้อคำถามหรือรายการที่ไม่มีในปีนั้น", "An item that the year's lists do not have"),
        formula="code of a recommendation ∈ items of the report's fiscal year",
        tolerance="none",
        messages={
            "": Message(
                "ข้อ {found} (หน้า {page}) ไม่มีในรายการของปี {year} ซึ่งมีถึง {expected}{elsewhere_th}",
                "Item {found} (page {page}) is not in the lists of {year}, which go to {expected}{elsewhere_en}.",
            )
        },
        example="ข้อ o๔๓ ในรายงานปี ๒๕๖๘ ซึ่งมีถึง o28",
        rests_on=("iit_items", "eit_items", "oit_items"),
    )
)


def _last(case: Case, letter: str) -> str:
    if letter == "o":
        return case.rules.oit_items.list[-1].code
    return f"{letter}{max(last for _, last in case.rules.items_of(letter).values())}"


@UNKNOWN.check
def unknown_items(case: Case) -> Iterator[Violation]:
    """Find items that do not exist in the report's year; says in which years they do."""
    for row in case.report.recommendations:
        for code in row.items:
            if case.rules.is_item(code):
                continue
            years = [str(year) for year in known_years() if rules_for(year).is_item(code)]
            listed = ", ".join(years)
            expected = _last(case, code[0])
            yield Violation(
                code,
                {
                    "found": code, "page": row.page, "year": case.year or case.rules.fiscal_year,
                    "expected": expected,
                    "elsewhere_th": f" (มีในรายการปี {listed})" if years else "",
                    "elsewhere_en": f" (it is in those of {listed})" if years else "",
                },
                (row,),
                expected=expected,
                found=code,
                bases=(case.end_basis(code),),
            )  # fmt: skip


AMBIGUOUS = enter(
    Rule(
        slug="ambiguous-item",
        scope=Scope.VALUE,
        severity=Severity.WARNING,
        title=Message("รหัสข้อที่อ่านได้หลายทาง", "An item code that can be read in more than one way"),
        formula="a code has its letter: i, e or o. Without one: warning, with the reading that the section suggests. "
        "A zero for the letter o: one note for the report",
        tolerance="none",
        messages={
            "": Message(
                "“ข้อ {found}” ในตัวชี้วัดที่ {number} (หน้า {page}) ไม่มีอักษรนำ อ่านเป็น {expected}",
                "“ข้อ {found}” under indicator {number} (page {page}) has no letter; read as {expected}.",
            ),
            "zero": Message(
                "ใช้เลขศูนย์แทนอักษร o: {found} (หน้า {page}) อ่านเป็น {expected}",
                "A zero stands for the letter o: {found} (page {page}); read as {expected}.",
            ),
        },
        example="ข้อ ๑๐ ในหัวข้อตัวชี้วัดที่ ๔ (อ่านเป็น i10)",
    )
)
_BARE = re.compile(r"^(?:[-•]|\(?\d{1,2}[.)])?(?:ประเด็น)?(?:ข้อคำถาม)?(?:ข้อที่|ข้อคำถาม|ข้อ)(?P<code>\d{1,3})")
_ZERO = re.compile(r"ข้อ(?:ที่)?(?P<code>0\d{1,2})(?!\d)")


def _key(row: Recommendation) -> str:
    return re.sub(r"\s+", "", row.raw).translate(_DIGITS)


@AMBIGUOUS.check
def ambiguous_items(case: Case) -> Iterator[Violation]:
    """Find codes of recommendations that are written without their letter, or with a zero for o."""
    zeros: list[tuple[Recommendation, str]] = []
    for row in case.report.recommendations:
        key = _key(row)
        zero = _ZERO.search(key)
        if zero is not None and row.instrument == "OIT":
            zeros.append((row, zero["code"]))
            continue
        bare = _BARE.match(key)
        if bare is None or bare["code"].startswith("0"):
            continue
        expected = ", ".join(row.items) or "–"
        yield Violation(
            row.items[0] if row.items else bare["code"],
            {"found": bare["code"], "number": row.indicator, "page": row.page, "expected": expected},
            (row,),
            expected=expected,
            found=bare["code"],
        )
    if zeros:
        found = ", ".join(dict.fromkeys(code for _, code in zeros))
        expected = ", ".join(dict.fromkeys(item for row, _ in zeros for item in row.items))
        yield Violation(
            Subject.OIT,
            {"found": found, "page": zeros[0][0].page, "expected": expected or "–"},
            tuple(row for row, _ in zeros),
            expected=expected or None,
            found=found,
            severity=Severity.NOTE,
            variant="zero",
        )


REFERENCE = enter(
    Rule(
        slug="unknown-item-reference",
        scope=Scope.VALUE,
        severity=Severity.WARNING,
        title=Message("อ้างอิงรหัสที่ไม่มีในปีนั้น", "A reference to a code that the year does not have"),
        formula="every code behind อ้างอิงจาก is an item or a sub-indicator of the report's fiscal year",
        tolerance="none",
        messages={
            "": Message(
                "อ้างอิง “{found}” (หน้า {page}) ไม่ใช่รหัสของปี {year}",
                "The reference “{found}” (page {page}) is no code of {year}.",
            ),
            "guess": Message(
                "อ้างอิง “{found}” (หน้า {page}) ไม่ใช่รหัสของปี {year} อาจหมายถึง {expected}",
                "The reference “{found}” (page {page}) is no code of {year}; {expected} may be meant.",
            ),
        },
        example="(อ้างอิงจาก ๑๑๒) อาจหมายถึง i12",
        rests_on=("iit_items", "eit_items", "oit_items"),
    )
)


@REFERENCE.check
def unknown_references(case: Case) -> Iterator[Violation]:
    """Find references that are no code of the year; an i read as 1 is proposed."""
    for row in case.report.recommendations:
        for written in row.references_unresolved:
            digits = re.sub(r"\s", "", written).translate(_DIGITS)
            meant = f"i{int(digits[1:])}" if re.fullmatch(r"1\d{1,2}", digits) and int(digits[1:]) else ""
            meant = meant if meant and case.rules.is_item(meant) else ""
            yield Violation(
                written,
                {"found": written, "page": row.page, "year": case.year or "–", "expected": meant},
                (row,),
                expected=meant or None,
                found=written,
                pages=row.pages,
                variant="guess" if meant else "",
            )
