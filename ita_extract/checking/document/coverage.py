"""Measures against what was found wanting: every weakness answered, and by more than keeping things as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ita_extract.checking.case import Case
from ita_extract.checking.document.items import recommends
from ita_extract.checking.naming import figure
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.checking.text import key_of
from ita_extract.checking.violations import Violation
from ita_extract.model import Measure, Recommendation, Severity, Subject

_OF_MEASURES = ("measures", "measure_steps")
WEAK = Decimal(85)
FULL = Decimal(100)
# รักษาความลับของผู้ร้องเรียน, รักษาความปลอดภัย, รักษาผลประโยชน์ keep no level
_KEEP = re.compile(
    r"รักษา(?:ระดับ|มาตรฐาน|คุณภาพ|ผล(?!ประโยชน์)|ความ(?:โปร่งใส|เป็นเลิศ|ต่อเนื่อง|สำเร็จ|เข้มแข็ง|ดี))|คงระดับ|คงมาตรฐาน|ธำรง"
)
_EVERY = re.compile(r"(?:ทุก|ทั้งสิบ|ทั้ง10|ครบ10|ครบทุก)ตัวชี้วัด(?!(?:ของ|ใน|ตาม|ภายใต้)?(?:แบบ|เครื่องมือ|\(?[ieo]it))")
_MEND = re.compile(r"ปรับปรุง|พัฒนา|แก้ไข|ยกระดับ|เพิ่ม|ส่งเสริม")


def keeps(case: Case, measure: Measure) -> bool:
    """Whether a measure only keeps what there is: its title says so and speaks of no improvement.

    Names of indicators in the title (การแก้ไขปัญหาการทุจริต) say nothing of what is to be done.
    """
    title = re.sub(r"\s", "", measure.title)
    for entry in case.rules.indicators.list:
        for name in (entry.name, *entry.other_names):
            title = title.replace(name, "")
    return _KEEP.search(title) is not None and _MEND.search(title) is None


def _mended(case: Case) -> set[int]:
    """Return the indicators that a measure covers which does more than keep."""
    mending = [row for row in case.report.measures if not keeps(case, row)]
    if any(_covers_all(row) for row in mending):
        return set(range(1, 11))
    return {number for row in mending for number in row.indicators}


def _covers_all(measure: Measure) -> bool:
    """Whether a measure says that it is for every indicator: `ครอบคลุมทุกตัวชี้วัด`, and not for those of an instrument."""
    return _EVERY.search(key_of(f"{measure.title} {measure.analysis}")) is not None


def is_of(case: Case, row: Recommendation, number: int) -> bool:
    """Whether a recommendation plainly is of an indicator: in its section, and not all its items are another's.

    `ตามคู่มือการประเมิน ข้อ o12 …` in the section of indicator 10 recommends nothing for it.
    """
    homes = {case.rules.item_indicator(code) for code in row.items if case.rules.is_item(code)}
    return row.indicator == number and (not homes or number in homes) and (not homes or recommends(row))


UNCOVERED = enter(
    Rule(
        slug="uncovered-recommendation",
        scope=Scope.DOCUMENT,
        severity=Severity.WARNING,
        title=Message("ข้อเสนอแนะที่ไม่มีมาตรการรองรับ", "A recommendation that no measure answers"),
        formula="the indicator of every recommendation is covered by a measure that does more than keep",
        tolerance="not judged where no measures were read, or where one is for every indicator; "
        "one finding an indicator",
        messages={
            "": Message(
                "ผู้ตรวจประเมินเสนอแนะข้อ {found} ในตัวชี้วัดที่ {number} (หน้า {page}) แต่ไม่มีมาตรการปรับปรุงตัวชี้วัดนี้{kept_th}",
                "Item {found} of indicator {number} is recommended (page {page}); no "
                "measure mends that indicator{kept_en}.",
            )
        },
        example="มีข้อเสนอแนะข้อ i๔ ในตัวชี้วัดที่ ๒ แต่ตัวชี้วัดที่ ๒ อยู่ในมาตรการรักษาระดับเท่านั้น",
    )
)


@UNCOVERED.check
def uncovered_recommendations(case: Case) -> Iterator[Violation]:
    """Find indicators with recommendations and without a measure that mends them."""
    measures = case.report.measures
    if not any(row.indicators for row in measures):
        return
    mended = _mended(case)
    kept = {number: row for row in measures if keeps(case, row) for number in row.indicators}
    for number in sorted({row.indicator for row in case.report.recommendations if row.indicator} - mended):
        rows = [row for row in case.report.recommendations if is_of(case, row, number)]
        if not rows:
            continue
        items = ", ".join(dict.fromkeys(code for row in rows for code in row.items)) or "–"
        keeping = kept.get(number)
        yield Violation(
            Subject.of_indicator(number),
            {
                "found": items, "number": number, "page": rows[0].page,
                "kept_th": f" มีเพียงมาตรการรักษาระดับ (หน้า {keeping.page})" if keeping else "",
                "kept_en": f", only one that keeps its level (page {keeping.page})" if keeping else "",
            },
            (*rows, *((keeping,) if keeping else ())),
            found=items,
        )  # fmt: skip


WEAK_INDICATOR = enter(
    Rule(
        slug="uncovered-weak-indicator",
        scope=Scope.DOCUMENT,
        severity=Severity.WARNING,
        title=Message("ตัวชี้วัดที่คะแนนต่ำไม่มีมาตรการ", "A weak indicator that no measure mends"),
        formula="the lowest of the ten indicators, and every one below 85, is covered "
        "by a measure that does more than keep",
        tolerance="not judged where no measures were read, or where all ten have 100",
        messages={
            "": Message(
                "ตัวชี้วัดที่ {number} {name} ได้ {found} (หน้า {page}) {why_th} แต่ไม่มีมาตรการปรับปรุง",
                "Indicator {number}, {name}, has {found} (page {page}), {why_en}; no measure mends it.",
            )
        },
        example="ตัวชี้วัดที่ ๙ ได้คะแนนต่ำสุด ๙๐.๐๐ แต่ไม่มีมาตรการใดกล่าวถึง",
    )
)


@WEAK_INDICATOR.check
def weak_indicators(case: Case) -> Iterator[Violation]:
    """Find the lowest indicators, and those below the pass mark, without a measure that mends them."""
    measures = case.report.measures
    scores = case.indicators
    if not any(row.indicators for row in measures) or len(scores) < 10:
        return
    mended = _mended(case)
    lowest = min(stated.score for stated in scores.values())
    for number, stated in scores.items():
        weak = stated.score < WEAK or (stated.score == lowest and lowest < FULL)
        if weak and number not in mended:
            low = stated.score == lowest
            yield Violation(
                Subject.of_indicator(number),
                {
                    "number": number, "name": case.rules.indicator(number).name, "found": figure(stated.score),
                    "page": stated.row.page, "why_th": "ซึ่งต่ำสุด" if low else "ซึ่งต่ำกว่า 85",
                    "why_en": "the lowest" if low else "below 85",
                },
                (stated.row,),
                found=figure(stated.score),
            )  # fmt: skip


MAINTAIN = enter(
    Rule(
        slug="maintain-measure-contradiction",
        scope=Scope.DOCUMENT,
        severity=Severity.ERROR,
        title=Message("มาตรการรักษาระดับขัดกับข้อเสนอแนะหรือคะแนน", "A measure that keeps what should be mended"),
        formula="a measure whose title only keeps (รักษาระดับ, รักษามาตรฐาน) covers no indicator with recommendations "
        "(error) and none below 100 (warning)",
        tolerance="a title that also speaks of improving is not judged",
        messages={
            "": Message(
                "มาตรการที่ {measure} “{title}” (หน้า {page}) รักษาระดับตัวชี้วัดที่ "
                "{number} ทั้งที่มีข้อเสนอแนะข้อ {found} (หน้า {other_page})",
                "Measure {measure} “{title}” (page {page}) keeps indicator {number}, "
                "for which item {found} is recommended "
                "(page {other_page}).",
            ),
            "score": Message(
                "มาตรการที่ {measure} “{title}” (หน้า {page}) รักษาระดับตัวชี้วัดที่ "
                "{number} ซึ่งได้ {found} (หน้า {other_page}) ยังไม่เต็ม 100",
                "Measure {measure} “{title}” (page {page}) keeps indicator {number}, which has {found} "
                "(page {other_page}), not 100.",
            ),
        },
        example="มาตรการรักษาระดับความโปร่งใสเต็มร้อย ครอบคลุมตัวชี้วัดที่ ๒ ซึ่งมีข้อเสนอแนะข้อ i๔",
    )
)


@MAINTAIN.check
def maintaining(case: Case) -> Iterator[Violation]:
    """Find measures that keep an indicator which is to be mended, or has less than full marks."""
    for measure in case.report.measures:
        if not keeps(case, measure):
            continue
        for number in measure.indicators:
            rows = [row for row in case.report.recommendations if is_of(case, row, number)]
            stated = case.indicators.get(number)
            words: dict[str, object] = {
                "measure": measure.measure, "title": measure.title[:60], "page": measure.page, "number": number,
            }  # fmt: skip
            if rows:
                items = ", ".join(dict.fromkeys(code for row in rows for code in row.items)) or "–"
                words |= {"found": items, "other_page": rows[0].page}
                yield Violation(Subject.of_indicator(number), words, (measure, *rows), found=items)
            elif stated is not None and stated.score < FULL:
                words |= {"found": figure(stated.score), "other_page": stated.row.page}
                yield Violation(
                    Subject.of_indicator(number),
                    words,
                    (measure, stated.row),
                    expected="100",
                    found=figure(stated.score),
                    severity=Severity.WARNING,
                    variant="score",
                )


INCOMPLETE = enter(
    Rule(
        slug="incomplete-measure",
        scope=Scope.DOCUMENT,
        severity=Severity.WARNING,
        title=Message("มาตรการขาดระยะเวลา ผู้รับผิดชอบ หรือขั้นตอน", "A measure lacks its period, unit or steps"),
        formula="every measure has a period, a responsible unit and a step; and a way of monitoring where the table "
        "gives one for others",
        tolerance="a column that no measure of the table fills is not judged; a measure of which some cell was not "
        "read is a reason for review",
        messages={
            "": Message(
                "มาตรการที่ {measure} “{title}” (หน้า {page}) ไม่มี{missing_th}",
                "Measure {measure} “{title}” (page {page}) lacks: {missing_en}.",
            )
        },
        example="มาตรการที่ ๓ ไม่มีผู้รับผิดชอบ",
    )
)


@INCOMPLETE.check
def incomplete(case: Case) -> Iterator[Violation]:
    """Find measures with an empty cell where other measures say something."""
    measures = case.report.measures
    stepped = {row.measure for row in case.report.measure_steps}
    doubted = {entry.row for entry in case.report.review_reasons if entry.table in _OF_MEASURES}
    parts = (
        ("ระยะเวลา", "period", {row.measure for row in measures if row.period}),
        ("ผู้รับผิดชอบ", "responsible unit", {row.measure for row in measures if row.responsible}),
        ("ขั้นตอน", "steps", stepped),
        ("การกำกับติดตาม", "monitoring", {row.measure for row in measures if row.monitoring}),
    )
    for row in measures:
        missing = [(th, en) for th, en, has in parts if has and row.measure not in has]
        if missing:
            yield Violation(
                f"measure-{row.measure}",
                {
                    "measure": row.measure, "title": row.title[:60], "page": row.page,
                    "missing_th": " ".join(th for th, _ in missing), "missing_en": ", ".join(en for _, en in missing),
                },
                (row,),
                found=", ".join(en for _, en in missing),
                pages=row.pages,
                mixed_up=row.measure in doubted,
            )  # fmt: skip
