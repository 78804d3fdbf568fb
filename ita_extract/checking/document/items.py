"""Items against the places in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ita_extract.checking.case import Case
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.checking.violations import Violation
from ita_extract.model import Recommendation, Severity

_PLAINLY = re.compile(r"ประเด็น|ไม่พบ|ไม่ได้(?:เผยแพร่|แสดง|จัดทำ)|ไม่มีการ|ยังไม่|ควร")

OUTSIDE = enter(
    Rule(
        slug="item-outside-indicator",
        scope=Scope.DOCUMENT,
        severity=Severity.ERROR,
        title=Message("ข้อคำถามอยู่ใต้ตัวชี้วัดอื่น", "An item stands under an indicator that is not its own"),
        formula="indicator of each recommended item, by the year's ranges = indicator of the section it stands in",
        tolerance="none",
        messages={
            "": Message(
                "ข้อ {found} อยู่ในหัวข้อตัวชี้วัดที่ {number} (หน้า {page}) แต่เป็นข้อของตัวชี้วัดที่ {expected} ({name})",
                "Item {found} stands under indicator {number} (page {page}); it "
                "belongs to indicator {expected} ({name}).",
            )
        },
        example="ข้อ e๔ และข้อ e๕ ในหัวข้อตัวชี้วัดที่ ๘ (เป็นของตัวชี้วัดที่ ๗)",
        rests_on=("iit_items", "eit_items", "oit_items"),
    )
)


@OUTSIDE.check
def outside_indicator(case: Case) -> Iterator[Violation]:
    """Find recommended items under an indicator to which they do not belong."""
    strange = _out_of_turn(case.report.recommendations)
    # `o3⏎4` in a narrow column: what stands there may be another item
    unread = {
        reason.row
        for reason in case.report.review_reasons
        if reason.slug == "unread-item" and reason.table == "recommendations"
    }
    for number, row in enumerate(case.report.recommendations, start=1):
        for code in row.items:
            home = case.rules.item_indicator(code) if case.rules.is_item(code) else None
            if home is None or row.indicator in (None, home):
                continue
            yield Violation(
                code,
                {
                    "found": code, "number": row.indicator, "page": row.page, "expected": home,
                    "name": case.rules.indicator(home).name,
                },
                (row,),
                expected=str(home),
                found=str(row.indicator),
                mixed_up=number in unread or row in strange or not recommends(row),
                bases=(case.item_basis(code),),
            )  # fmt: skip


def recommends(row: Recommendation) -> bool:
    """Whether a row plainly recommends something: it has advice, or names its item's issue as one.

    `ข้อ i8 ได้ 97.52 คะแนน`, `คือ ข้อ e7` and `รายละเอียดข้อคำถาม i9 ปรากฏในภาคผนวก` recommend nothing.
    """
    return bool(row.advice) or _PLAINLY.search(re.sub(r"\s", "", row.raw + row.issue)) is not None


def _out_of_turn(rows: Sequence[Recommendation]) -> list[Recommendation]:
    """Return the rows of indicators that are not in turn with the most others.

    `ตัวชี้วัดที่ 6 ของทั้งจังหวัดมีค่าเฉลี่ย …` in the section of indicator 9 opens no section of indicator 6, and what
    explains indicator 8 between those of 2 and 3 none of 8.
    """
    numbered = [row for row in rows if row.indicator is not None]
    longest: list[list[Recommendation]] = []  # that ends with each row: 1, 2, 5
    for row in numbered:
        before = (found for found in longest if (found[-1].indicator or 0) <= (row.indicator or 0))
        longest.append([*max(before, key=len, default=[]), row])
    in_turn = {id(row) for row in max(longest, key=len, default=[])}
    return [row for row in numbered if id(row) not in in_turn]


DUPLICATE = enter(
    Rule(
        slug="duplicate-item",
        scope=Scope.DOCUMENT,
        severity=Severity.NOTE,
        title=Message("ข้อเดียวกันถูกเสนอแนะซ้ำ", "The same item is recommended twice"),
        formula="one recommendation an item, within an indicator and a part of EIT",
        tolerance="the two parts of EIT may name the same item",
        messages={
            "": Message(
                "ข้อ {found} มีข้อเสนอแนะสองครั้ง หน้า {other_page} และหน้า {page}",
                "Item {found} is recommended twice, on page {other_page} and on page {page}.",
            )
        },
        example="ข้อ i๔ ปรากฏสองครั้งในหัวข้อตัวชี้วัดที่ ๒",
    )
)


@DUPLICATE.check
def duplicates(case: Case) -> Iterator[Violation]:
    """Find items with two recommendations."""
    seen: dict[tuple[str, int | None, int | None], Recommendation] = {}
    for row in case.report.recommendations:
        for code in row.items:
            first = seen.setdefault((code, row.indicator, row.part), row)
            if first is not row:
                yield Violation(
                    code,
                    {"found": code, "page": row.page, "other_page": first.page},
                    (first, row),
                    found=code,
                )
