"""Doubtful readings give way to sure ones of the same score; contradictions of the report do not."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest

from ita_extract.assembling.consensus import Sum, place_of, settle, sums_of
from ita_extract.model import IndicatorScore, ReviewReason, ScoreMention, Section
from ita_extract.rulebook.year import rules_for

PLACE = {"x0": 1.0, "top": 1.0, "x1": 2.0, "bottom": 2.0}


def row(score: str, raw: str, confidence: float, source: str = "ocr") -> IndicatorScore:
    return IndicatorScore.model_validate(
        {
            "indicator": 8,
            "name": "การปรับปรุงการทำงาน",
            "name_written": "การปรับปรุงการทำงาน",
            "score": Decimal(score),
            "raw": raw,
            "page": 3,
            "text_source": source,
            "confidence": confidence,
            **PLACE,
        }
    )


def mention(
    score: str,
    confidence: float = 1,
    section: Section = Section.FACTS,
    page: int = 5,
    subject: str = "indicator-8",
) -> ScoreMention:
    return ScoreMention.model_validate(
        {
            "subject": subject,
            "score": Decimal(score),
            "section": section,
            "raw": score,
            "page": page,
            "text_source": "ocr",
            "confidence": confidence,
            **PLACE,
        }
    )


def in_short(reasons: Iterable[ReviewReason]) -> list[tuple[str, str | None, int | None, str]]:
    return [(reason.slug, reason.subject, reason.page, reason.detail) for reason in reasons]


def test_a_doubtful_score_gives_way_to_sure_readings_of_it() -> None:
    rows, mentions, stated = settle(
        [row("83.90", "83.9", 0.75)], [mention("83.90", 0.75, page=3), mention("83.91")], {}, ()
    )
    assert rows[0].score == Decimal("83.91")
    assert rows[0].raw == "83.9"
    assert rows[0].confidence == 0.75
    assert [entry.score for entry in mentions] == [Decimal("83.91"), Decimal("83.91")]
    assert set(in_short(stated)) == {
        ("settled-score", "indicator-8", 3, "indicator-8 was read in doubt as 83.90; 83.91 on page 5 decides")
    }


def test_thai_digits_are_settled_as_well() -> None:
    rows, _, stated = settle([row("43.91", "๔๓.๙๑", 0.6)], [mention("83.91")], {}, ())
    assert rows[0].score == Decimal("83.91")
    assert stated


@pytest.mark.parametrize(
    ("score", "others"),
    [
        (row("83.90", "83.90", 1.0), [mention("83.91")]),  # the report contradicts itself
        (row("83.90", "83.90", 0.75, "text"), [mention("83.91")]),  # no scan
        (row("83.90", "83.9", 0.75), [mention("83.91"), mention("83.92")]),  # the others disagree
        (row("83.90", "83.9", 0.75), [mention("83.91", 0.9)]),  # the other is in doubt itself
        (row("83.90", "83.9", 0.75), [mention("83.91", section=Section.HISTORY)]),  # of another year
        (row("38.90", "38.9", 0.75), [mention("83.91")]),  # further apart
        (row("83.90", "83.9", 0.75), []),
    ],
)
def test_what_may_be_the_reports_own_stays(score: IndicatorScore, others: list[ScoreMention]) -> None:
    rows, mentions, stated = settle([score], others, {}, ())
    assert rows == [score]
    assert mentions == others
    assert stated == []


def scores(*values: str) -> frozenset[Decimal]:
    return frozenset(map(Decimal, values))


def test_doubtful_readings_agree_on_what_all_of_them_allow() -> None:
    entry, other = mention("83.91", 0.75, page=3), mention("88.91", 0.75, page=5)
    possible = {place_of(entry): scores("83.91", "33.91"), place_of(other): scores("88.91", "83.91")}
    _, mentions, stated = settle([], [entry, other], possible, ())
    assert [item.score for item in mentions] == [Decimal("83.91")] * 2
    why = "indicator-8 was read in doubt as 88.91; 83.91 is what all readings allow"
    assert in_short(stated) == [("settled-score", "indicator-8", 5, why)]


def of_oit(nine: str, ten: ScoreMention, whole: str) -> list[ScoreMention]:
    return [mention(nine, subject="indicator-9"), ten, mention(whole, subject="OIT")]


def test_a_sum_decides_between_the_readings_of_a_digit() -> None:
    doubtful = mention("88.91", 0.75, subject="indicator-10", page=4)
    table = row("88.91", "88.91", 0.75).model_copy(update={"indicator": 10, "page": 4})
    possible = {place_of(doubtful): scores("88.91", "83.91", "33.91")}
    rows, mentions, stated = settle(
        [table], of_oit("90.00", doubtful, "86.96"), possible, sums_of(rules_for(2568))
    )
    assert rows[0].score == mentions[1].score == Decimal("83.91")
    assert rows[0].confidence == mentions[1].confidence == 0.75
    why = "indicator-10 was read in doubt as 88.91; the sums decide for 83.91"
    assert in_short(stated) == [("settled-score", "indicator-10", 4, why)]


@pytest.mark.parametrize(
    ("possible", "whole"),
    [
        (("88.91", "83.91"), "99.00"),  # none fits: the report may contradict itself
        (("88.91", "88.92"), "89.46"),  # both fit within what rounding allows
        (("88.91", "83.91"), "89.46"),  # what was read fits
        ((), "86.96"),  # the picture allows nothing else
    ],
)
def test_a_sum_that_singles_none_out_changes_nothing(possible: tuple[str, ...], whole: str) -> None:
    doubtful = mention("88.91", 0.75, subject="indicator-10", page=4)
    stated = of_oit("90.00", doubtful, whole)
    _, mentions, reasons = settle(
        [], stated, {place_of(doubtful): scores(*possible)}, sums_of(rules_for(2568))
    )
    assert mentions == stated
    assert reasons == []


def test_sums_reach_through_each_other() -> None:
    """The overall score decides for an instrument, which decides for an indicator."""
    whole, part = (
        mention("80.00", 0.9, subject="OIT", page=1),
        mention("70.00", 0.9, subject="indicator-9", page=2),
    )
    possible = {place_of(whole): scores("80.00", "90.00"), place_of(part): scores("70.00", "80.00", "75.00")}
    halves = {"indicator-9": Decimal("0.5"), "indicator-10": Decimal("0.5")}
    sums = [Sum("OIT", halves), Sum("overall", {"OIT": Decimal(1)})]
    stated = [whole, part, mention("100.00", subject="indicator-10"), mention("90.00", subject="overall")]
    _, mentions, reasons = settle([], stated, possible, sums)
    assert [item.score for item in mentions] == [Decimal(text) for text in ("90", "80", "100", "90")]
    assert len(reasons) == 2


def test_the_sums_of_a_year_are_those_of_its_rules() -> None:
    iit, eit, oit, overall = sums_of(rules_for(2568))
    assert list(iit.parts) == [f"indicator-{number}" for number in range(1, 6)]
    assert sum(eit.parts.values()) == pytest.approx(1)
    assert list(oit.parts) == ["indicator-9", "indicator-10"]
    assert overall.parts == {"IIT": Decimal("0.3"), "EIT": Decimal("0.3"), "OIT": Decimal("0.4")}
