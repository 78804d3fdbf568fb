"""Results of earlier years as one report retells them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from ita_extract.checking.case import Case
from ita_extract.checking.clauses import is_aim
from ita_extract.checking.naming import figure, subject_name
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.checking.violations import Evidence, Violation
from ita_extract.model import ScoreHistory, Section, Severity, Subject
from ita_extract.rulebook.year import known_years, rules_for

_NEAR = Decimal("0.01")

HISTORY = enter(
    Rule(
        slug="history-mismatch",
        scope=Scope.DOCUMENT,
        severity=Severity.ERROR,
        title=Message("ผลย้อนหลังไม่ตรงกัน", "A result of an earlier year does not agree"),
        formula="one score a subject and year within a report; the report's own year = its score; an earlier year = "
        "that year's own report, where it is in the collection; the change from one year to another = "
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
def past_scores(case: Case) -> Iterator[Violation]:
    """Find earlier results that one report gives with two values, and its own year given otherwise."""
    groups: dict[tuple[Subject, int], list[ScoreHistory]] = defaultdict(list)
    unplain = {
        (row.page, row.x0, row.top) for row in case.report.score_mentions
        if row.section is Section.HISTORY and row.doubt
    }  # fmt: skip
    for row in case.report.score_history:
        if row.score is not None:
            groups[row.subject, row.fiscal_year].append(row)
    for (subject, year), rows in groups.items():
        stated = case.scores.get(subject) if year == case.year else None
        against = stated.row if stated else rows[0]
        expected = stated.score if stated else rows[0].score
        for row in rows:
            if row.score is not None and expected is not None and abs(row.score - expected) > _NEAR:
                name = subject_name(subject)
                yield Violation(
                    subject,
                    {
                        "subject_th": name.th, "subject_en": name.en, "year": year, "found": figure(row.score),
                        "expected": figure(expected), "page": row.page, "other_page": against.page,
                    },
                    (row, against),
                    expected=figure(expected),
                    found=figure(row.score),
                    mixed_up=any((entry.page, entry.x0, entry.top) in unplain for entry in (row, against)),
                )  # fmt: skip


@HISTORY.check
def past_levels(case: Case) -> Iterator[Violation]:
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
            yield Violation(
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


_WAY = r"(?P<way>เพิ่มขึ้น|สูงขึ้น|ลดลง|ต่ำลง)"
_YEAR_BEFORE = r"ปี(?:งบประมาณ)?(?:(?:พ\.?ศ\.?)?(?P<year>25\d\d)|ที่ผ่านมา|ก่อน(?:หน้า)?|ที่แล้ว|ที่ล่วงมาแล้ว)"
_HOW_MUCH = r"(?:จำนวน|คิดเป็น|อีก|ถึง|เป็น)*(?P<amount>\d{1,2}\.\d{1,2})คะแนน"
# `91.22 คะแนน เพิ่มขึ้นจากปีที่ผ่านมา 3.12 คะแนน`, `เพิ่มขึ้น 3.12 คะแนน จากปี 2567`
_CHANGE = re.compile(
    rf"(?P<now>\d{{1,3}}\.\d\d)(?:คะแนน)?[^\d]{{0,40}}?{_WAY}(?:จาก{_YEAR_BEFORE}{_HOW_MUCH}|"
    rf"{_HOW_MUCH.replace('amount', 'first')}จาก{_YEAR_BEFORE.replace('year', 'behind')})"
)
# `เมื่อเทียบกับปี 2567 ซึ่งได้คะแนน 93.40 คะแนน พบว่าเพิ่มขึ้น 3.08 คะแนน`
_AGAINST = re.compile(
    rf"{_YEAR_BEFORE}(?:ที่|ซึ่ง|มี|ผล|ได้รับ|ได้|คะแนน|รวม|เฉลี่ย|เท่ากับ|อยู่|\()*(?P<before>\d{{1,3}}\.\d\d)(?:คะแนน)?"
    rf"(?:\)|พบว่า|มี|คะแนน|,|และ|แล้ว|จะ|ปรากฏว่า|ปีนี้|ผล)*{_WAY}{_HOW_MUCH}"
)
# `ปี 2567 ได้ 90.00 คะแนน ปี 2568 ได้ 92.81 คะแนน เพิ่มขึ้น 2.81 คะแนน`, `จาก 90.00 คะแนน ในปี 2567 เป็น 92.81 คะแนน เพิ่มขึ้น …`
_GOT = r"(?:ที่|ซึ่ง|มี|ผล|ได้รับ|ได้|การประเมิน|คะแนน|รวม|เฉลี่ย|เท่ากับ|อยู่|ในภาพรวม|ร้อยละ)*"
_FROM_TO = re.compile(
    rf"(?:ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?(?P<year>25\d\d){_GOT}(?P<before>\d{{1,3}}\.\d\d)(?:คะแนน)?(?:และ|,|ส่วน|แต่|ใน)*"
    rf"ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?(?:25\d\d|นี้){_GOT}|"
    r"จาก(?P<first>\d{1,3}\.\d\d)(?:คะแนน)?(?:ใน|ของ)?ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?(?P<behind>25\d\d)เป็น)"
    rf"(?P<now>\d{{1,3}}\.\d\d)(?:คะแนน)?(?:ซึ่ง|โดย|พบว่า|มี|คะแนน|,|หรือ)*{_WAY}{_HOW_MUCH}"
)
_OF_ANOTHER = re.compile(r"ตัวชี้วัด(?:ที่)?\d|(?<![a-z])(?:iit|eit|oit)(?![a-z])|ภายใน|ภายนอก|สาธารณะ")
_RISES = ("เพิ่มขึ้น", "สูงขึ้น")


@HISTORY.check_text
def change_since_last_year(case: Case) -> Iterator[Violation]:
    """Find a rise or fall of the overall score that no two scores of the report give."""
    assert case.text is not None
    stated = case.scores.get(Subject.OVERALL)
    if stated is None or case.year is None:
        return
    for match in case.text.finditer(_CHANGE):
        year = int(match["year"] or match["behind"] or case.year - 1)
        rows = [
            row
            for row in case.report.score_history
            if row.subject is Subject.OVERALL and row.fiscal_year == year
        ]
        befores = [(row.score, row) for row in rows if row.score is not None]
        if befores and Decimal(match["now"]) == stated.score:
            yield from _wrong_change(case, match, Decimal(match["amount"] or match["first"]), year, befores)
    for match in case.text.finditer(_AGAINST):
        year = int(match["year"] or case.year - 1)
        if year < case.year and not _OF_ANOTHER.search(case.text.clause_before(match.start())):
            said = [(Decimal(match["before"]), case.text.spot(*match.span("before")))]
            yield from _wrong_change(case, match, Decimal(match["amount"]), year, said)


@HISTORY.check_text
def change_from_year_to_year(case: Case) -> Iterator[Violation]:
    """Find a rise or fall that is not the difference of the two scores before it, the later of them the overall one."""
    assert case.text is not None
    stated = case.scores.get(Subject.OVERALL)
    if stated is None or case.year is None:
        return
    for match in case.text.finditer(_FROM_TO):
        year = int(match["year"] or match["behind"])
        of_another = _OF_ANOTHER.search(case.text.clause_before(match.start()))
        if Decimal(match["now"]) == stated.score and year < case.year and not of_another:
            group = "before" if match["before"] else "first"
            said = [(Decimal(match[group]), case.text.spot(*match.span(group)))]
            amount = Decimal(match["amount"])
            yield from _wrong_change(case, match, amount, year, said, nows={stated.score})


def _wrong_change(
    case: Case,
    match: re.Match[str],
    amount: Decimal,
    year: int,
    befores: Sequence[tuple[Decimal, Evidence]],
    *,
    nows: Collection[Decimal] = (),
) -> Iterator[Violation]:
    """Yield changes that are not the difference of a score (of any, or of `nows`) and the one before it."""
    assert case.text is not None
    stated = case.scores[Subject.OVERALL]
    signed = amount if match["way"] in _RISES else -amount
    nows = nows or {row.score for row in case.scores.values()}
    if any(abs(now - before - signed) <= _NEAR for now in nows for before, _ in befores):
        return
    if is_aim(case.text.clause_before(match.start())):
        return
    before, row = befores[0]
    spot = case.text.spot(*match.span())
    found, expected = f"{signed:+.2f}", f"{stated.score - before:+.2f}"
    yield Violation(
        Subject.OVERALL,
        {
            "page": spot.page, "found": found, "expected": expected, "before": figure(before),
            "year": year, "other_page": row.page, "now": figure(stated.score),
        },
        (spot, row, stated.row),
        expected=expected,
        found=found,
        severity=Severity.WARNING,
        variant="difference",
    )  # fmt: skip


# a level behind it makes a score that of the whole: `ปีงบประมาณ พ.ศ. 2567 ได้คะแนน 88.90 คะแนน ระดับ ผ่านดี`
_PAST_SAID = re.compile(
    r"ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?(?P<year>25\d\d)(?:มี|ได้รับ|ได้|ผล|การประเมิน|คะแนน|รวม|เฉลี่ย|เท่ากับ|ร้อยละ)*"
    r"(?P<score>\d{1,3}\.\d\d)(?:คะแนน)?(?:อยู่|ใน|จัด|\(|,)*ระดับ(?:ผ่าน|ต้อง|aa|[a-f](?![a-z]))"
)


@HISTORY.check_text
def past_in_prose(case: Case) -> Iterator[Violation]:
    """Find an overall score of an earlier year that the sentences give otherwise than the table of earlier results."""
    assert case.text is not None
    for match in case.text.finditer(_PAST_SAID):
        year, score = int(match["year"]), Decimal(match["score"])
        rows = [
            row
            for row in case.report.score_history
            if row.subject is Subject.OVERALL and row.fiscal_year == year and row.score is not None
        ]
        if (
            not rows
            or year == case.year
            or case.text.is_tabular(match.start())
            or _OF_ANOTHER.search(case.text.clause_before(match.start()))
        ):
            continue
        if (
            any(row.score is not None and abs(row.score - score) <= _NEAR for row in rows)
            or rows[0].score is None
        ):
            continue
        spot, name = case.text.spot(*match.span("score")), subject_name(Subject.OVERALL)
        yield Violation(
            Subject.OVERALL,
            {
                "subject_th": name.th, "subject_en": name.en, "year": year, "found": figure(score),
                "expected": figure(rows[0].score), "page": spot.page, "other_page": rows[0].page,
            },
            (spot, rows[0]),
            expected=figure(rows[0].score),
            found=figure(score),
        )  # fmt: skip
