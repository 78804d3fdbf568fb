"""Overviews: medians, spreads, levels, findings and outliers by numbers that were reckoned by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from conftest import PLACE, make_report
from facts import made_facts

from ita_extract.model import (
    DocumentKind,
    IndicatorScore,
    InstrumentScore,
    Recommendation,
    ScoreHistory,
    Severity,
    Status,
    Subject,
)
from ita_extract.review.overview.choosing import LeftOutBecause, choose
from ita_extract.review.overview.facts import RuleCount, facts_of, scores_of
from ita_extract.review.overview.glance import Bin, ItemFrequency, LevelCount, RuleFrequency, glance
from ita_extract.review.overview.spread import quantile, rounded, spread_of


def decimals(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


def test_quartiles_lie_between_neighbours_by_their_distance() -> None:
    spread = spread_of(decimals("99", "90", "93", "96"))
    assert spread is not None
    # positions 0.75, 1.5 and 2.25 among 90, 93, 96, 99
    assert (spread.lower, spread.median, spread.upper) == tuple(decimals("92.25", "94.50", "96.75"))
    assert (spread.smallest, spread.largest, spread.count) == (Decimal("90.00"), Decimal("99.00"), 4)
    assert (spread.low_fence, spread.high_fence) == tuple(decimals("85.50", "103.50"))


def test_one_score_is_all_of_its_spread_and_none_has_none() -> None:
    spread = spread_of(decimals("88.5"))
    assert spread is not None
    assert {spread.smallest, spread.lower, spread.median, spread.upper, spread.largest} == {Decimal("88.50")}
    assert spread_of([]) is None


def test_a_half_of_a_hundredth_goes_up_though_no_binary_fraction_is_one() -> None:
    assert quantile(decimals("1.00", "1.01"), Decimal("0.5")) == Decimal("1.005")
    assert rounded(Decimal("1.005")) == Decimal("1.01")


def test_each_document_is_counted_or_left_out_with_the_reason() -> None:
    documents = [
        made_facts(1),
        made_facts(2, None, status=Status.FAILED),
        made_facts(3, None, status=Status.NOT_ITA, kind=DocumentKind.NOT_ITA),
        made_facts(4, fiscal_year=None),
        made_facts(5, None, kind=DocumentKind.ROSTER),
        made_facts(6, superseded_by="d1"),
        made_facts(7, None),
        made_facts(8, status=Status.REVIEW, organization="TH-52-0001-TT"),
        made_facts(9, organization=None),
        made_facts(10, organization=None),
    ]
    chosen = choose(documents)
    assert [facts.document_id[-1] for facts in chosen.counted] == ["1", "9", "a"]
    assert [(entry.facts.source, entry.because.value) for entry in chosen.left_out] == [
        ("2.pdf", LeftOutBecause.FAILED),
        ("3.pdf", LeftOutBecause.NOT_ITA),
        ("4.pdf", LeftOutBecause.NO_YEAR),
        ("5.pdf", LeftOutBecause.NO_RESULTS),
        ("6.pdf", LeftOutBecause.SUPERSEDED),
        ("7.pdf", LeftOutBecause.NO_OVERALL),
        ("8.pdf", LeftOutBecause.ANOTHER),
    ]
    assert len(chosen.counted) + len(chosen.left_out) == len(documents)


def test_of_two_documents_of_a_year_the_one_with_more_indicators_counts() -> None:
    full = {f"indicator-{number}": "90" for number in range(1, 11)}
    poor, rich = made_facts(1, organization="x"), made_facts(2, organization="x", others=full)
    assert choose([poor, rich]).counted == (rich,)


def test_the_figures_of_a_year() -> None:
    documents = [
        made_facts(1, "100.00", rating="ผ่านดีเยี่ยม", district="แม่ทะ", items=("o1", "i2"), recommendations=2),
        made_facts(2, "95.00", rating="AA", items=("o1",), recommendations=1, status=Status.REVIEW),
        made_facts(3, "94.99", rating=None, indicators=(7,), recommendations=1),
        made_facts(4, "71.00", rating="ต้องปรับปรุง", organization_type="เทศบาลเมือง"),
    ]
    rule = RuleCount("score-mismatch", Severity.WARNING, 3)
    documents[0] = made_facts(
        1, "100.00", rating="ผ่านดีเยี่ยม", district="แม่ทะ", items=("o1", "i2"), recommendations=2, rules=(rule,)
    )
    documents[3] = made_facts(
        4, "71.00", rating="ต้องปรับปรุง", organization_type="เทศบาลเมือง",
        rules=(RuleCount("score-mismatch", Severity.ERROR, 1),),
    )  # fmt: skip
    found = glance(2568, documents, (), lambda facts: facts.district)
    assert (len(found.counted), found.in_review, found.spread.median) == (4, 1, Decimal("95.00"))  # 94.995
    assert found.settled is not None and found.settled.median == Decimal("94.99")
    assert found.levels == (
        LevelCount("ผ่านดีเยี่ยม", True, 1, 0),
        LevelCount("ผ่านดี", True, 0, 0),
        LevelCount("ผ่าน", True, 0, 0),
        LevelCount("ต้องปรับปรุง", True, 1, 0),
        LevelCount("ต้องปรับปรุงโดยด่วน", True, 0, 0),
        LevelCount("AA", False, 1, 1),
        LevelCount(None, False, 1, 0),
    )
    assert found.bins == (
        Bin(70, 75, 1, 0), Bin(75, 80, 0, 0), Bin(80, 85, 0, 0), Bin(85, 90, 0, 0), Bin(90, 95, 1, 0),
        Bin(95, 100, 2, 1),
    )  # fmt: skip
    assert [(group.name, group.spread.count, group.spread.median) for group in found.groups] == [
        ("แม่ทะ", 1, Decimal("100.00")),
        ("เมืองลำปาง", 3, Decimal("94.99")),
    ]
    assert [group.name for group in found.classes] == ["เทศบาลตำบล", "เทศบาลเมือง"]
    assert found.rules == (RuleFrequency("score-mismatch", Severity.ERROR, 2, 4),)
    assert found.items == (
        ItemFrequency("o1", None, 2), ItemFrequency("i2", None, 1), ItemFrequency(None, 7, 1),
    )  # fmt: skip
    assert found.with_recommendations == 3
    assert found.outliers == () and found.changes is None


def test_every_bin_of_high_scores_is_shown_from_80() -> None:
    found = glance(2568, [made_facts(1, "97.00")], (), lambda facts: None)
    assert [(entry.low, entry.documents) for entry in found.bins] == [(80, 0), (85, 0), (90, 0), (95, 1)]


def test_a_score_beyond_the_fence_is_named_and_one_on_it_is_not() -> None:
    # of 90 91 92 93 94 95 96 and x the quartiles are 91.5-… : x = 84 gives 90.75 and 94.25, fences 85.5 and 99.5
    scores = [*(f"9{digit}.00" for digit in range(7)), "84.00"]
    documents = [made_facts(number, score) for number, score in enumerate(scores, start=1)]
    (outlier,) = glance(2568, documents, (), lambda facts: None).outliers
    assert (outlier.facts.source, outlier.score, outlier.fence) == (
        "8.pdf",
        Decimal("84.00"),
        Decimal("85.50"),
    )
    assert outlier.is_low and outlier.distance == Decimal("1.50")
    documents[-1] = made_facts(8, "85.50")
    assert glance(2568, documents, (), lambda facts: None).outliers == ()


@pytest.mark.parametrize("scores", [["90.00"] * 9 + ["50.00"], ["90.00", "91", "92", "93", "94", "95", "10"]])
def test_nobody_is_an_outlier_among_equals_or_among_few(scores: list[str]) -> None:
    documents = [made_facts(number, score) for number, score in enumerate(scores)]
    assert glance(2568, documents, (), lambda facts: None).outliers == ()


def indicator(number: int, score: str, top: float = 100.5) -> IndicatorScore:
    return IndicatorScore.model_validate(
        PLACE | {"indicator": number, "name_written": "ก", "score": score, "raw": score, "top": top}
    )


def test_the_scores_of_a_report_are_those_it_says_once() -> None:
    eit = InstrumentScore.model_validate(
        PLACE | {"instrument": "EIT", "part": 1, "label_written": "EIT", "score": "88.10", "raw": "88.10"}
    )
    report = make_report().model_copy(
        update={
            "indicator_scores": (indicator(1, "89.50"), indicator(2, "90.00"), indicator(2, "91.00", 130)),
            "instrument_scores": (eit,),
        }
    )
    assert scores_of(report) == {
        Subject.OVERALL: Decimal("96.4"),
        Subject.EIT_1: Decimal("88.10"),
        Subject.INDICATOR_1: Decimal("89.50"),
    }


def test_a_roster_has_no_scores_of_its_own() -> None:
    assert scores_of(make_report().model_copy(update={"indicator_scores": ()})) == {}


def test_the_facts_of_a_report() -> None:
    advice = [
        Recommendation.model_validate(PLACE | {"recommendation": 1, "indicator": 3, "items": ("i9", "i7")}),
        Recommendation.model_validate(PLACE | {"recommendation": 2, "indicator": 7}),
    ]
    past = [
        ScoreHistory.model_validate(
            PLACE | {"subject": "overall", "fiscal_year": 2567, "score": "90", "rating": "A"}
        ),
        ScoreHistory.model_validate(PLACE | {"subject": "overall", "fiscal_year": 2566}),
        ScoreHistory.model_validate(PLACE | {"subject": "IIT", "fiscal_year": 2567, "score": "91"}),
    ]
    report = make_report(organization_id="a", organization_lineage="b").model_copy(
        update={"recommendations": tuple(advice), "score_history": tuple(past)}
    )
    facts = facts_of(report)
    assert (facts.organization, facts.organization_id) == ("b", "a")
    assert (facts.items, facts.indicators, facts.recommendations) == (("i7", "i9"), (7,), 2)
    assert facts.rules == (RuleCount("overall-mismatch", Severity.ERROR, 1),)
    assert facts.retold == ((2567, Decimal("90"), "A"),)
