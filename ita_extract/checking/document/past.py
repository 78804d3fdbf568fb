"""Results of earlier years as one report retells them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from ita_extract.checking.case import Case
from ita_extract.checking.hits import Hit
from ita_extract.checking.naming import figure, subject_name
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.model import ScoreHistory, Severity, Subject
from ita_extract.rulebook.year import known_years, rules_for

HISTORY = enter(
    Rule(
        slug="history-mismatch",
        scope=Scope.DOCUMENT,
        severity=Severity.ERROR,
        title=Message("ผลย้อนหลังไม่ตรงกัน", "A result of an earlier year does not agree"),
        formula="one score a subject and year within a report; the report's own year = its score; an earlier year = "
        "that year's own report, where it is in the collection; the difference to the year before = "
        "difference of the two scores; the level = level of the score in its year",
        tolerance="0.01; differences and levels are warnings",
        messages={
            "": Message(
                "{subject_th} ปี {year} เป็น {found} (หน้า {page}) แต่เป็น {expected} (หน้า {other_page})",
                "{subject_en} of {year} is {found} (page {page}) and {expected} (page {other_page}).",
            ),
            "difference": Message(
                "หน้า {page} ว่าคะแนน{found} แต่จาก {before} (ปี {year} หน้า {other_page}) เป็น {now} คือ{expected}",
                "Page {page} says {found}; from {before} ({year}, page {other_page}) to {now} it is {expected}.",
            ),
            "level": Message(
                "ปี {year} ได้ {score} (หน้า {page}) ระดับที่เขียนคือ “{found}” แต่เกณฑ์ปีนั้นให้ “{expected}”",
                "For {year} the score {score} (page {page}) stands with “{found}”; the rule of that year gives "
                "“{expected}”.",
            ),
            "reports": Message(
                "{subject_th} ปี {year} ของ{organization} เป็น {found} ในรายงานนี้ "
                "(หน้า {page}) แต่รายงานของปีนั้นเองคือ {expected} "
                "({source} หน้า {other_page})",
                "{subject_en} of {organization} for {year} is {found} in this report (page {page}); that year's own "
                "report gives {expected} ({source}, page {other_page}).",
            ),
        },
        example="ตารางย้อนหลังเขียนปี ๒๕๖๗ ว่า ๙๔.๑๐ แต่รายงานปี ๒๕๖๗ คือ ๙๑.๔๐",
    )
)


@HISTORY.check
def past_scores(case: Case) -> Iterator[Hit]:
    """Find earlier results that one report gives with two values, and its own year given otherwise."""
    groups: dict[tuple[Subject, int], list[ScoreHistory]] = defaultdict(list)
    for row in case.report.score_history:
        if row.score is not None:
            groups[row.subject, row.fiscal_year].append(row)
    for (subject, year), rows in groups.items():
        stated = case.scores.get(subject) if year == case.year else None
        against = stated.row if stated else rows[0]
        expected = stated.score if stated else rows[0].score
        for row in rows:
            if row.score is not None and expected is not None and abs(row.score - expected) > Decimal("0.01"):
                name = subject_name(subject)
                yield Hit(
                    subject,
                    {
                        "subject_th": name.th, "subject_en": name.en, "year": year, "found": figure(row.score),
                        "expected": figure(expected), "page": row.page, "other_page": against.page,
                    },
                    (row, against),
                    expected=figure(expected),
                    found=figure(row.score),
                )  # fmt: skip


@HISTORY.check
def past_levels(case: Case) -> Iterator[Hit]:
    """Find earlier overall scores with a level that their year's bounds exclude."""
    for row in case.report.score_history:
        if (
            row.subject is not Subject.OVERALL
            or row.score is None
            or not row.rating
            or row.fiscal_year not in known_years()
        ):
            continue
        levels = rules_for(row.fiscal_year).rating.levels
        if row.rating not in {level.name for level in levels}:
            continue  # rating-vocabulary speaks of it
        allowed = []
        for level in levels:
            if row.score >= level.overall_min:
                allowed.append(level.name)
                if level.every_instrument_min is None:
                    break
        if row.rating not in allowed:
            yield Hit(
                f"{row.subject} {row.fiscal_year}",
                {
                    "year": row.fiscal_year, "score": figure(row.score), "page": row.page, "found": row.rating,
                    "expected": " / ".join(allowed),
                },
                (row,),
                expected=" / ".join(allowed),
                found=row.rating,
                severity=Severity.WARNING,
                variant="level",
            )  # fmt: skip


_CHANGE = re.compile(
    r"(?P<way>เพิ่มขึ้น|สูงขึ้น|ลดลง|ต่ำลง)(?:จากปี(?:ที่ผ่านมา|ก่อน|ที่แล้ว|ที่ล่วงมาแล้ว)(?:จำนวน)?)?(?P<amount>\d{1,2}\.\d{1,2})คะแนน"
    r"(?P<after>จากปี(?:ที่ผ่านมา|ก่อน|ที่แล้ว|ที่ล่วงมาแล้ว))?"
)


@HISTORY.check_text
def change_since_last_year(case: Case) -> Iterator[Hit]:
    """Find a rise or fall since the year before that the two overall scores do not give."""
    assert case.text is not None
    stated = case.scores.get(Subject.OVERALL)
    before = next(
        (
            row
            for row in case.report.score_history
            if row.subject is Subject.OVERALL
            and case.year
            and row.fiscal_year == case.year - 1
            and row.score is not None
        ),
        None,
    )
    if stated is None or before is None or before.score is None:
        return
    change = stated.score - before.score
    for match in case.text.finditer(_CHANGE):
        near = case.text.key[max(0, match.start() - 120) : match.start()]
        if "จากปี" not in match.group() or f"{stated.score:.2f}" not in near or "ตัวชี้วัดที่" in near:
            continue
        signed = Decimal(match["amount"]) * (1 if match["way"] in ("เพิ่มขึ้น", "สูงขึ้น") else -1)
        if abs(signed - change) <= Decimal("0.01"):
            continue
        spot = case.text.spot(*match.span())
        found, expected = f"{signed:+.2f}", f"{change:+.2f}"
        yield Hit(
            Subject.OVERALL,
            {
                "page": spot.page, "found": found, "expected": expected, "before": figure(before.score),
                "year": before.fiscal_year, "other_page": before.page, "now": figure(stated.score),
            },
            (spot, before, stated.row),
            expected=expected,
            found=found,
            severity=Severity.WARNING,
            variant="difference",
        )  # fmt: skip
