"""Scores against each other: the same one twice, instruments from indicators, the whole from its parts.

Nothing is rounded before it is compared. What rounding in print alone can explain is the tolerance: half a step
of the printed figure and the mean of the half steps of those it is computed from; 0.01 with two decimals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import get_args

from ita_extract.checking.case import Case, StatedScore, half_step, mean, mean_half
from ita_extract.checking.naming import computed, figure, section_name, subject_name
from ita_extract.checking.registry import Message, Rule, Scope, enter
from ita_extract.checking.violations import Violation
from ita_extract.model import Instrument, ScoreMention, Severity, Subject

_BOTH_ROUNDED = Decimal("0.02")  # VARIANTS.md, part C: where both sides are computed from rounded figures
INSTRUMENTS: tuple[Instrument, ...] = get_args(Instrument)

MISMATCH = enter(
    Rule(
        slug="score-mismatch",
        scope=Scope.DOCUMENT,
        severity=Severity.ERROR,
        title=Message("คะแนนเดียวกันเขียนไม่ตรงกัน", "The same score is given with two values"),
        formula="all mentions of a score (summary, table, narrative, facts, measures) that are plainly stated (a "
        "cell of its own, or subject, fillers, number) are equal; so are the scores of two reports of "
        "one organisation and year",
        tolerance="none; a figure with fewer decimals that rounds to the other is left to score-precision; a weighted "
        "score (27.30 of 30) is no other score; what is not plainly stated is a reason for review",
        messages={
            "": Message(
                "{subject_th} เป็น {found} ใน{where_th} (หน้า {page}) แต่เป็น {expected} ใน{against_th} (หน้า {other_page})",
                "{subject_en} is {found} in the {where_en} (page {page}) and {expected} in the {against_en} "
                "(page {other_page}).",
            ),
            "reports": Message(
                "{subject_th} ของ{organization} ปี {year} เป็น {found} ในรายงานนี้ (หน้า {page}) แต่เป็น {expected} "
                "ใน {source} (หน้า {other_page})",
                "{subject_en} of {organization} for {year} is {found} in this report (page {page}) and {expected} "
                "in {source} (page {other_page}).",
            ),
        },
        example="ตัวชี้วัดที่ ๑ ได้ 98.29 ในตาราง แต่ ๙๘.๙๒ ในคำบรรยาย",
    )
)


def _rounds_to(first: ScoreMention, other: ScoreMention) -> bool:
    """Whether one of two figures is the other with fewer decimals."""
    steps = {}
    for row in (first, other):
        has_point = "." in row.raw
        steps[id(row)] = half_step(row.raw) if has_point else Decimal("0.5")
    coarse, fine = sorted((first, other), key=lambda row: steps[id(row)], reverse=True)
    if steps[id(coarse)] == steps[id(fine)]:
        return False
    return abs(coarse.score - fine.score) <= steps[id(coarse)]


@MISMATCH.check
def score_mismatch(case: Case) -> Iterator[Violation]:
    """Find mentions of a score that differ from what most mentions of it say."""
    for subject, mentions in case.mentions.items():
        plain = [row for row in mentions if not row.doubt] or mentions
        counts = Counter(row.score for row in plain)
        stated = case.scores[subject].score
        usual = max(counts, key=lambda score: (counts[score], score == stated))
        against = next(row for row in plain if row.score == usual)
        firsts = {row.score: row for row in reversed((*plain, *mentions))}
        for score in dict.fromkeys(row.score for row in mentions):
            row = firsts[score]
            if score == usual or _rounds_to(row, against):
                continue
            name, where, base = (
                subject_name(subject),
                section_name(row.section),
                section_name(against.section),
            )
            yield Violation(
                subject,
                {
                    "subject_th": name.th, "subject_en": name.en, "found": figure(score),
                    "expected": figure(usual), "where_th": where.th, "where_en": where.en, "page": row.page,
                    "against_th": base.th, "against_en": base.en, "other_page": against.page,
                },
                (row, against),
                expected=figure(usual),
                found=figure(score),
            )  # fmt: skip


INSTRUMENT = enter(
    Rule(
        slug="instrument-mean-mismatch",
        scope=Scope.DOCUMENT,
        severity=Severity.ERROR,
        title=Message("คะแนนเครื่องมือไม่เท่าค่าเฉลี่ยของตัวชี้วัด", "An instrument is not the mean of its indicators"),
        formula="IIT = mean(1..5); EIT = mean(6..8); OIT = mean(9, 10)",
        tolerance="0.01 (0.055 where one decimal is printed); a score that is printed weighted (30 or 40 % of the "
        "mean) is official practice; a mean that is printed as another's score is a reason for review",
        messages={
            "": Message(
                "{subject} เขียนไว้ {found} (หน้า {page}) แต่ค่าเฉลี่ยของตัวชี้วัดที่ {numbers} คือ {expected} (หน้า {other_page})",
                "{subject} is given as {found} (page {page}); the mean of indicators {numbers} is {expected} "
                "(page {other_page}).",
            ),
        },
        example="IIT ๙๙.๘๐ แต่ค่าเฉลี่ยของตัวชี้วัดที่ ๑-๕ คือ 99.078",
        rests_on=("scoring", "indicators"),
    )
)


@INSTRUMENT.check
def instrument_mean(case: Case) -> Iterator[Violation]:
    """Find instruments whose score is not the mean of their indicators' scores."""
    for instrument in INSTRUMENTS:
        subject = Subject.of_instrument(instrument)
        stated, parts = case.scores.get(subject), case.indicators_of(instrument)
        if stated is None or parts is None:
            continue
        right = mean(parts)
        if abs(stated.score - right) > stated.half + mean_half(parts):
            yield _not_the_mean(case, stated, parts)


def _not_the_mean(case: Case, stated: StatedScore, parts: list[StatedScore]) -> Violation:
    right, instrument = mean(parts), stated.subject.value
    numbers = case.rules.members(instrument)
    return Violation(
        stated.subject,
        {
            "subject": instrument, "found": figure(stated.score), "expected": computed(right),
            "page": stated.row.page,
            "numbers": f"{numbers[0]}-{numbers[-1]}", "other_page": parts[0].row.page,
        },
        (stated.row, *(part.row for part in parts)),
        expected=computed(right),
        found=figure(stated.score),
        severity=Severity.WARNING if stated.may_be_rounded_to(right) else None,
        bases=(case.basis("scoring"),),
        mixed_up=case.is_printed_as_another(stated.subject, right),
    )  # fmt: skip


PARTS = enter(
    Rule(
        slug="eit-parts-mismatch",
        scope=Scope.DOCUMENT,
        severity=Severity.ERROR,
        title=Message("EIT สองส่วนเฉลี่ยแล้วไม่ตรง", "The two parts of EIT do not give EIT"),
        formula="mean(EIT part 1, EIT part 2) = EIT where it is printed, and = mean(6..8)",
        tolerance="0.02, for both sides are computed from rounded figures (more where one decimal is printed)",
        messages={
            "": Message(
                "ค่าเฉลี่ยของ EIT ส่วนที่ 1 ({first} หน้า {first_page}) และส่วนที่ 2 ({second} หน้า {second_page}) คือ {found} "
                "แต่{against_th}คือ {expected} (หน้า {page})",
                "EIT part 1 ({first}, page {first_page}) and part 2 ({second}, page "
                "{second_page}) have the mean {found}; "
                "{against_en} is {expected} (page {page}).",
            )
        },
        example="EIT ส่วนที่ ๑ ๙๕.๓๗ และส่วนที่ ๒ ๙๖.๘๐ แต่ค่าเฉลี่ยของตัวชี้วัดที่ ๖-๘ คือ 95.8367",
        years=(2566, None),
        rests_on=("eit_parts", "scoring"),
    )
)


@PARTS.check
def eit_parts(case: Case) -> Iterator[Violation]:
    """Find parts of EIT whose mean is neither the EIT printed nor the mean of indicators 6-8."""
    first, second = case.scores.get(Subject.EIT_1), case.scores.get(Subject.EIT_2)
    if first is None or second is None:
        return
    found, half = mean([first, second]), mean_half([first, second])
    whole, members = case.scores.get(Subject.EIT), case.indicators_of("EIT")
    sides: list[tuple[Decimal, Decimal, list[StatedScore], str, str]] = []
    if whole is not None:
        sides.append((whole.score, whole.half, [whole], "คะแนน EIT ", "EIT"))
    if members is not None:
        text = ("ค่าเฉลี่ยของตัวชี้วัดที่ 6-8 ", "the mean of indicators 6-8")
        sides.append((mean(members), mean_half(members), members, *text))
    for expected, other_half, rows, th, en in sides:
        if abs(found - expected) > max(half + other_half, _BOTH_ROUNDED):
            yield Violation(
                Subject.EIT,
                {
                    "first": figure(first.score), "second": figure(second.score), "first_page": first.row.page,
                    "second_page": second.row.page, "found": computed(found), "expected": computed(expected),
                    "against_th": th, "against_en": en, "page": rows[0].row.page,
                },
                (first.row, second.row, *(stated.row for stated in rows)),
                expected=computed(expected),
                found=computed(found),
                bases=(case.basis("eit_parts"), case.basis("scoring")),
                mixed_up=any(
                    case.is_printed_as_another(entry.subject, 2 * expected - other.score)
                    for entry, other in ((first, second), (second, first))
                ),
            )  # fmt: skip
            return


OVERALL = enter(
    Rule(
        slug="overall-mismatch",
        scope=Scope.DOCUMENT,
        severity=Severity.ERROR,
        title=Message("คะแนนรวมไม่ตรงกับเครื่องมือถ่วงน้ำหนัก", "The overall score is not the weighted sum"),
        formula="overall = 0.30 IIT + 0.30 EIT + 0.40 OIT, from the instruments printed or from the ten indicators; "
        "wrong only where neither gives it",
        tolerance="0.01 (more where one decimal is printed)",
        messages={
            "": Message(
                "คะแนนรวมเขียนไว้ {found} (หน้า {page}) แต่คำนวณตามน้ำหนักได้ {expected} (หน้า {other_page})",
                "The overall score is given as {found} (page {page}); the weighted sum "
                "is {expected} (page {other_page}).",
            ),
            "plain": Message(
                "คะแนนรวมเขียนไว้ {found} (หน้า {page}) ซึ่งเป็นค่าเฉลี่ยธรรมดาของสิบตัวชี้วัด คำนวณตามน้ำหนักได้ {expected} "
                "(หน้า {other_page})",
                "The overall score is given as {found} (page {page}), the plain mean "
                "of the ten indicators; the weighted "
                "sum is {expected} (page {other_page}).",
            ),
        },
        example="คะแนน ๙๗.๒๙ (ค่าเฉลี่ยของสิบตัวชี้วัด) แทน ๙๖.๔๗",
        rests_on=("weights", "scoring"),
    )
)


def instrument_scores(case: Case) -> dict[Instrument, list[StatedScore]]:
    """Return what gives each instrument's score as printed: itself, or for EIT its two parts."""
    found: dict[Instrument, list[StatedScore]] = {}
    for name in INSTRUMENTS:
        stated = case.scores.get(Subject.of_instrument(name))
        if stated is not None:
            found[name] = [stated]
    first, second = case.scores.get(Subject.EIT_1), case.scores.get(Subject.EIT_2)
    if "EIT" not in found and first is not None and second is not None:
        found["EIT"] = [first, second]
    return found


@OVERALL.check
def overall_sum(case: Case) -> Iterator[Violation]:
    """Find an overall score that neither the instruments nor the indicators give."""
    stated = case.scores.get(Subject.OVERALL)
    if stated is None:
        return
    weights = case.rules.weights.values
    by_indicator = {name: case.indicators_of(name) or [] for name in weights}
    ways = [instrument_scores(case), {name: rows for name, rows in by_indicator.items() if rows}]
    results: list[tuple[Decimal, list[StatedScore]]] = []
    for parts in ways:
        if set(parts) != set(weights):
            continue
        value = sum((weights[name] * mean(parts[name]) for name in weights), Decimal(0))
        half = sum((weights[name] * mean_half(parts[name]) for name in weights), stated.half)
        if abs(stated.score - value) <= half:
            return
        results.append((value, [row for rows in parts.values() for row in rows]))
    if not results:
        return
    value, rows = results[0]
    ten = [row for group in by_indicator.values() for row in group]
    plain = len(ten) == 10 and abs(stated.score - mean(ten)) <= stated.half + mean_half(ten)
    yield Violation(
        Subject.OVERALL,
        {
            "found": figure(stated.score), "expected": computed(value), "page": stated.row.page,
            "other_page": rows[0].row.page,
        },
        (stated.row, *(row.row for row in rows)),
        expected=computed(value),
        found=figure(stated.score),
        severity=Severity.WARNING if any(stated.may_be_rounded_to(value) for value, _ in results) else None,
        variant="plain" if plain else "",
        bases=(case.basis("weights"), case.basis("scoring")),
        # the score of an instrument below the whole table may have been taken for the overall score
        mixed_up=any(
            case.is_printed_as_another(Subject.OVERALL, value)
            for value in (stated.score, *(value for value, _ in results))
        ),
    )  # fmt: skip
