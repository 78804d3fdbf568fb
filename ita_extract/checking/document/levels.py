"""The level against the scores that it must follow from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from ita_extract.checking.case import Case, StatedScore, mean
from ita_extract.checking.clauses import is_not_of_now
from ita_extract.checking.document.arithmetic import INSTRUMENTS, instrument_scores
from ita_extract.checking.naming import figure
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.checking.stated_levels import is_stated
from ita_extract.checking.violations import Basis, Violation
from ita_extract.model import Instrument, Severity, Subject

NEAR = Decimal("0.01")
_NEAR_BEFORE = 25  # characters: `มาตรการ ปีงบประมาณ พ.ศ. 2569 จึงประกาศให้ทราบ โดยผลการประเมินอยู่ในระดับผ่าน`
_CONDITIONAL = re.compile(r"(?:ที่มี|ที่|หาก|กรณี|หน่วยงานใด|เมื่อ|แต่ละ)$")
_OF_A_PART = re.compile(r"(?:iit|eit|oit|แบบวัด|เครื่องมือ|ตัวชี้วัด)[^ ]{0,30}$")

RATING = enter(
    Rule(
        slug="rating-mismatch",
        scope=Scope.DOCUMENT,
        severity=Severity.ERROR,
        title=Message("ระดับไม่ตรงกับคะแนน", "The level does not follow from the scores"),
        formula="level = the best one whose bounds the overall score and every "
        "instrument reach (EIT by its two parts); "
        "bounds are inclusive",
        tolerance="a warning where a score within 0.01 of a bound decides, or where only reading EIT as one instrument "
        "instead of two parts gives the level",
        messages={
            "": Message(
                "ระดับ “{found}” ไม่ตรงกับคะแนนรวม {score} (หน้า {page}) "
                "และคะแนนเครื่องมือ {instruments} ซึ่งได้ระดับ “{expected}”",
                "The level “{found}” does not follow from the overall score {score} (page {page}) and the instruments "
                "{instruments}: they give “{expected}”.",
            ),
            "readings": Message(
                "ระดับ “{found}” ขึ้นกับวิธีพิจารณา EIT: แยกสองส่วนได้ “{four}” "
                "รวมเป็นหนึ่งได้ “{three}” (คะแนนรวม {score} หน้า {page}; "
                "{instruments})",
                "The level “{found}” depends on how EIT is read: its two parts give "
                "“{four}”, EIT as one gives “{three}” "
                "(overall {score}, page {page}; {instruments}).",
            ),
            "bound": Message(
                "ระดับ “{found}” ต่างจาก “{expected}” เพราะคะแนนห่างจากเกณฑ์ไม่เกิน "
                "0.01 (คะแนนรวม {score} หน้า {page}; {instruments})",
                "The level “{found}” differs from “{expected}” by a score within 0.01 "
                "of a bound (overall {score}, page "
                "{page}; {instruments}).",
            ),
        },
        example="คะแนน ๙๔.๖๐ คะแนน ระดับ ผ่านดีเยี่ยม",
        rests_on=("rating",),
    )
)


def possible_levels(case: Case, overall: Decimal, scores: list[Decimal], *, complete: bool) -> list[str]:
    """Return the levels that these scores allow, best first: one, or more where not every score is known."""
    found = []
    for level in case.rules.rating.levels:
        if overall < level.overall_min:
            continue
        least = level.every_instrument_min
        if least is not None and any(score < least for score in scores):
            continue
        found.append(level.name)
        if least is None or complete:
            break
    return found


@RATING.check
def rating(case: Case) -> Iterator[Violation]:
    """Find a level that the scores do not give, or that hangs on a reading."""
    printed, overall = case.report.document.rating, case.scores.get(Subject.OVERALL)
    if overall is None or printed not in {level.name for level in case.rules.rating.levels}:
        return
    whole = _whole(case)
    tested = {
        name: stated for name in case.rules.rating.instruments_tested if (stated := _tested(case, name))
    }
    four = [stated for rows in tested.values() for stated in rows]
    complete = len(tested) == len(case.rules.rating.instruments_tested)
    score = overall.score
    strict = possible_levels(case, score, [stated.score for stated in four], complete=complete)
    loose = possible_levels(case, score, list(whole.values()), complete=len(whole) == 3)
    if printed in strict:  # the reading that the year's rule has
        return
    lifted = {
        name
        for shift in (NEAR, -NEAR)
        for name in possible_levels(
            case, score + shift, [stated.score + shift for stated in four], complete=complete
        )
    }
    variant = "readings" if printed in loose else "bound" if printed in lifted else ""
    listed = ", ".join(f"{stated.subject} {figure(stated.score)}" for stated in four) or "–"
    rows = (overall.row, *(stated.row for stated in four))
    yield Violation(
        Subject.OVERALL,
        {
            "found": printed, "expected": strict[0] if strict else "–", "score": figure(score),
            "page": overall.row.page, "instruments": listed, "four": " / ".join(strict), "three": " / ".join(loose),
        },
        rows,
        expected=strict[0] if strict else None,
        found=printed,
        severity=Severity.WARNING if variant else None,
        variant=variant,
        bases=_level_bases(case, printed, strict[0] if strict else printed),
        mixed_up=not is_stated(case, printed),
    )  # fmt: skip


@RATING.check_text
def levels_in_words(case: Case) -> Iterator[Violation]:
    """Find levels of the running text that the scores do not give: in the conclusion, in the announcement below it."""
    assert case.text is not None
    overall = case.scores.get(Subject.OVERALL)
    words = {level.name.lower(): level.name for level in case.rules.rating.levels}
    if overall is None or not case.rules.rating.levels:
        return
    tested = [row for name in case.rules.rating.instruments_tested for row in _tested(case, name)]
    complete = len({row.subject for row in tested}) == len(case.rules.rating.instruments_tested)
    scores = [stated.score for stated in tested]
    for match in case.text.finditer(_level_said(tuple(words))):
        said = words[match["level"]]
        score = Decimal(match["score"]) if match["score"] else overall.score
        if said == case.report.document.rating or not _is_of_the_whole(case, match, score):
            continue
        allowed = possible_levels(case, score, scores, complete=complete)
        if said in allowed:
            continue
        spot = case.text.spot(*match.span("level"))
        yield Violation(
            Subject.OVERALL,
            {
                "found": said, "expected": allowed[0] if allowed else "–", "score": figure(score), "page": spot.page,
                "instruments": ", ".join(f"{entry.subject} {figure(entry.score)}" for entry in tested) or "–",
            },
            (spot, *(() if match["score"] else (overall.row,)), *(stated.row for stated in tested)),
            expected=allowed[0] if allowed else None,
            found=said,
            bases=_level_bases(case, said, allowed[0] if allowed else said),
        )  # fmt: skip


@cache
def _level_said(levels: tuple[str, ...]) -> re.Pattern[str]:
    """Return what gives a level: `97.00 คะแนน อยู่ในระดับผ่านดี`, `ผลการประเมินอยู่ในระดับผ่าน`."""
    ends = {"ผ่าน": "(?!เกณฑ์)"}
    ordered = sorted(levels, key=len, reverse=True)
    listed = "|".join(
        re.escape(entry) + ends.get(entry, "(?![a-z])" if entry.isascii() else "") for entry in ordered
    )
    scored = r"(?P<score>\d{1,3}\.\d+)\)?(?:คะแนน|%)?"
    plain = r"ผลการประเมิน(?:ita|ในภาพรวม|ภาพรวม|ของหน่วยงาน|ครั้งนี้)*"
    return re.compile(
        rf"(?:{scored}|{plain})(?:\(|,|ซึ่ง|อยู่|จัด|เป็น|มี|ใน|ได้|ผล|การประเมิน|เกณฑ์)*ระดับ(?:ผลการประเมิน|คะแนน|ที่|คือ|:|=)*"
        rf"(?P<level>(?>{listed}))(?!ขึ้นไป|การ|หรือ|/)"
    )


def _is_of_the_whole(case: Case, match: re.Match[str], score: Decimal) -> bool:
    """Whether a level is said of the whole, now: its score is the overall one, or no word leaves another."""
    assert case.text is not None
    clause = case.text.clause_before(match.start())
    clause = clause if match["score"] else clause[-_NEAR_BEFORE:]
    if is_not_of_now(clause, case.year) or _CONDITIONAL.search(clause):
        return False
    if not match["score"]:
        return not case.text.is_tabular(match.start()) and not _OF_A_PART.search(clause)
    stated = case.scores[Subject.OVERALL].score
    whole = _whole(case)
    weights = case.rules.weights.values
    values = [stated]
    if len(whole) == len(weights):
        values.append(sum((weights[name] * whole[name] for name in weights), Decimal(0)))
    return any(abs(score - value) <= NEAR for value in values)


def _level_bases(case: Case, printed: str, expected: str) -> tuple[Basis, ...]:
    """Return what a level rests on: between two levels whose own bounds are not confirmed, on those."""
    basis = case.basis("rating")
    bounds = [level.confidence for level in case.rules.rating.levels if level.name in (printed, expected)]
    if "confirmed" in bounds or not bounds:
        return (basis,)
    fact = basis.fact.model_copy(update={"confidence": bounds[0]})
    lowest = Basis(fact, "เกณฑ์ของสองระดับต่ำสุด", "the bound between the two lowest levels", confirmed=True)
    return (basis, lowest)


def _whole(case: Case) -> dict[Instrument, Decimal]:
    """Return the three instruments' scores: as printed, or EIT from its parts, or from the indicators."""
    found = {name: mean(rows) for name, rows in instrument_scores(case).items()}
    for name in INSTRUMENTS:
        members = case.indicators_of(name)
        if name not in found and members is not None:
            found[name] = mean(members)
    return found


def _tested(case: Case, name: Subject) -> list[StatedScore]:
    """Return what gives the score of an instrument or part that the level looks at."""
    if name in case.scores:
        return [case.scores[name]]
    instrument = name.instrument
    members = case.indicators_of(instrument) if instrument in ("IIT", "OIT") else None
    if members is None:
        return []
    return [StatedScore(name, mean(members), members[0].row)]
