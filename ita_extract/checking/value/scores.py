"""One score, one level: within bounds, printed as scores are printed, in the words of its year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ita_extract.checking.case import Case
from ita_extract.checking.clauses import is_not_of_now
from ita_extract.checking.naming import figure, subject_name
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.checking.stated_levels import is_stated
from ita_extract.checking.violations import Violation
from ita_extract.model import ScoreHistory, ScoreMention, Severity, Subject
from ita_extract.rulebook.year import known_years, rules_for

HIGHEST = Decimal(100)

OUT_OF_RANGE = enter(
    Rule(
        slug="score-out-of-range",
        scope=Scope.VALUE,
        severity=Severity.ERROR,
        title=Message("คะแนนอยู่นอกช่วง 0-100", "A score lies outside 0-100"),
        formula="0 ≤ score ≤ 100, for every mention of a score and every earlier result",
        tolerance="none",
        messages={
            "": Message(
                "{subject_th} เขียนไว้ {found} (หน้า {page}) ซึ่งอยู่นอกช่วง 0-100",
                "{subject_en} is written as {found} (page {page}), which lies outside 0-100.",
            )
        },
        example="ตัวชี้วัดที่ ๓ ได้คะแนน ๑๐๑.๒๐ คะแนน",
    )
)


@OUT_OF_RANGE.check
def out_of_range(case: Case) -> Iterator[Violation]:
    """Find scores below 0 or above 100."""
    rows: list[ScoreMention | ScoreHistory] = [*case.report.score_mentions, *case.report.score_history]
    for row in rows:
        if row.score is not None and not 0 <= row.score <= HIGHEST:
            name = subject_name(row.subject)
            yield Violation(
                row.subject,
                {"subject_th": name.th, "subject_en": name.en, "found": figure(row.score), "page": row.page},
                (row,),
                expected="0-100",
                found=figure(row.score),
            )


PRECISION = enter(
    Rule(
        slug="score-precision",
        scope=Scope.VALUE,
        severity=Severity.WARNING,
        title=Message("คะแนนไม่ได้เขียนด้วยทศนิยมสองตำแหน่ง", "A score is not printed with two decimals"),
        formula="every score has two decimals; 100 may stand without",
        tolerance="none; one finding a subject and way of writing",
        messages={
            "": Message(
                "{subject_th} เขียนไว้ “{found}” (หน้า {page}) ไม่ใช่ทศนิยมสองตำแหน่ง ({expected})",
                "{subject_en} is written as “{found}” (page {page}), not with two decimals ({expected}).",
            )
        },
        example="(OIT) คะแนนรวม ๙๕ คะแนน ข้างคะแนนอื่นที่มีทศนิยมสองตำแหน่ง",
        rests_on=("scoring",),
    )
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


@PRECISION.check
def precision(case: Case) -> Iterator[Violation]:
    """Find scores that are printed with other than two decimals."""
    seen: set[tuple[Subject, str]] = set()
    for subject, mentions in case.mentions.items():
        for row in mentions:
            written = next(iter(_NUMBER.findall(row.raw.translate(_DIGITS))), "")
            decimals = len(written.partition(".")[2])
            if not written or decimals == 2 or written == "100" or (subject, written) in seen:
                continue
            seen.add((subject, written))
            name, expected = subject_name(subject), f"{row.score:.2f}"
            yield Violation(
                subject,
                {
                    "subject_th": name.th, "subject_en": name.en, "found": written, "page": row.page,
                    "expected": expected,
                },
                (row,),
                expected=expected,
                found=written,
            )  # fmt: skip


VOCABULARY = enter(
    Rule(
        slug="rating-vocabulary",
        scope=Scope.VALUE,
        severity=Severity.ERROR,
        title=Message("ใช้ชื่อระดับของปีอื่น", "A level is named in the words of other years"),
        formula="level ∈ levels of its fiscal year (letters AA-F to 2565, words from 2566)",
        tolerance="none",
        messages={
            "": Message(
                "ปี {year} ใช้ระดับ {expected} แต่รายงานเขียนว่า “{found}”",
                "Levels of {year} are {expected}; the report writes “{found}”.",
            ),
            "both": Message(
                "รายงานเขียนระดับสองแบบพร้อมกัน “{found}” (หน้า {page}) ปี {year} ใช้ระดับ {expected}",
                "Two kinds of level stand together, “{found}” (page {page}); levels of {year} are {expected}.",
            ),
        },
        example="ประจำปีงบประมาณ พ.ศ. ๒๕๖๘ ได้ ๙๖.๔๗ คะแนน ระดับ AA",
        rests_on=("rating",),
    )
)


def levels_listed(case: Case) -> str:
    """Return the levels of the report's year, best first, as one text."""
    return " / ".join(level.name for level in case.rules.rating.levels)


@VOCABULARY.check
def vocabulary(case: Case) -> Iterator[Violation]:
    """Find the report's level, or that of an earlier year, in words of another era."""
    rating, overall = case.report.document.rating, case.scores.get(Subject.OVERALL)
    if rating is not None and rating not in {level.name for level in case.rules.rating.levels}:
        yield Violation(
            Subject.OVERALL,
            {"year": case.year or case.rules.fiscal_year, "expected": levels_listed(case), "found": rating},
            (overall.row,) if overall else (),
            expected=levels_listed(case),
            found=rating,
            bases=(case.basis("rating"),),
            mixed_up=not is_stated(case, rating),
        )
    for row in case.report.score_history:
        if not row.rating or row.fiscal_year not in known_years():
            continue
        levels = rules_for(row.fiscal_year).rating.levels
        if row.rating not in {level.name for level in levels}:
            listed = " / ".join(level.name for level in levels)
            yield Violation(
                f"{row.subject} {row.fiscal_year}",
                {"year": row.fiscal_year, "expected": listed, "found": row.rating},
                (row,),
                expected=listed,
                found=row.rating,
                severity=Severity.WARNING,
            )


# behind a score, or they may stand in a list that explains levels: `91.22 คะแนน ระดับ ผ่านดี (ระดับ A)`
_WORD, _LETTER = r"(?:ผ่านดีเยี่ยม|ผ่านดี|ผ่าน(?!เกณฑ์|การ)|ต้องปรับปรุง)", r"(?:aa|[a-f])(?![a-z])"
_BOTH = re.compile(
    rf"(?P<score>\d{{1,3}}\.\d+)\)?(?:คะแนน|%|อยู่|จัด|ใน|ได้|ผล|การ|ประเมิน|\()*(?P<levels>"
    rf"ระดับ{_WORD}\({_LETTER}\)|(?:ระดับ)?\(?{_WORD}\)?(?:อยู่ใน|หรือ|/|,)?\(?(?:ระดับ|เกรด){_LETTER}|(?:ระดับ|เกรด)\(?{_LETTER}\)?(?:อยู่ใน|หรือ|/|,)?\(?(?:ระดับ)?{_WORD})"
)


@VOCABULARY.check_text
def two_vocabularies(case: Case) -> Iterator[Violation]:
    """Find a word and a letter given together as one level."""
    assert case.text is not None
    overall = case.scores.get(Subject.OVERALL)
    for match in case.text.finditer(_BOTH):
        if overall is None or Decimal(match["score"]) != overall.score:
            continue
        spot = case.text.spot(*match.span("levels"))
        found, expected = match["levels"], levels_listed(case)
        yield Violation(
            Subject.OVERALL,
            {"year": case.year or "–", "expected": expected, "found": found, "page": spot.page},
            (spot,),
            expected=expected,
            found=found,
            variant="both",
            bases=(case.basis("rating"),),
        )


_LEVELS_OF_ANY_YEAR = re.compile(
    rf"(?P<score>\d{{1,3}}\.\d\d)\)?(?:คะแนน|%|ซึ่ง|อยู่|จัด|ใน|ได้|ผล|การ|ประเมิน|\(|,)*(?:ระดับ|เกรด)(?P<level>{_LETTER}|{_WORD})"
    r"(?!ขึ้นไป|หรือ|/|การ|\(ระดับ)"
)


@VOCABULARY.check_text
def levels_of_other_years(case: Case) -> Iterator[Violation]:
    """Find the overall score with a level in the words of another era, behind it in running text."""
    assert case.text is not None
    overall = case.scores.get(Subject.OVERALL)
    known = {level.name.lower() for level in case.rules.rating.levels}
    if overall is None or not known:
        return
    for match in case.text.finditer(_LEVELS_OF_ANY_YEAR):
        if Decimal(match["score"]) != overall.score or match["level"] in known:
            continue
        found = match["level"].upper()
        clause = case.text.clause_before(match.start())
        if found == case.report.document.rating or is_not_of_now(clause, case.year):
            continue
        spot, expected = case.text.spot(*match.span("level")), levels_listed(case)
        yield Violation(
            Subject.OVERALL,
            {"year": case.year or case.rules.fiscal_year, "expected": expected, "found": found},
            (spot, overall.row),
            expected=expected,
            found=found,
            bases=(case.basis("rating"),),
        )
