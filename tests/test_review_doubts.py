"""Which places go to review: values read with doubt, and what review reasons name."""

from __future__ import annotations

from decimal import Decimal

import pytest
from conftest import PLACE, make_report

from ita_extract.model import (
    IndicatorScore,
    Measure,
    NumberFate,
    Report,
    ReviewReason,
    RosterScore,
    ScoreHistory,
    ScoreMention,
    Subject,
)
from ita_extract.reading.page import Box
from ita_extract.review.doubts import Doubts, doubts_of
from ita_extract.review.values import Place, shown

THIRD = Subject.INDICATOR_3


def mention(subject: str, score: str, **position: object) -> ScoreMention:
    values = PLACE | {"subject": subject, "score": score, "section": "narrative", "raw": score} | position
    return ScoreMention.model_validate(values)


def at(top: float, page: int = 1) -> dict[str, object]:
    """Return a box on a page, ten points high."""
    return {"page": page, "x0": 72.0, "top": top, "x1": 140.25, "bottom": top + 10}


def report_of(*reasons: ReviewReason, **tables: object) -> Report:
    document = make_report(reasons=reasons).document
    return Report.model_validate({"document": document, "review_reasons": reasons, **tables})


def pointed(doubts: Doubts) -> dict[str, tuple[int, ...]]:
    """Return the reasons of each value that is doubted, by its anchor."""
    return {value.anchor: doubt.reasons for doubt in doubts.places for value in doubt.values}


def test_values_with_a_guess_are_doubtful_and_sure_ones_are_not() -> None:
    sure = mention("IIT", "90.00", **at(200))
    report = report_of(score_mentions=(sure, mention("OIT", "95.00", confidence=0.8)))
    (doubt,) = doubts_of(report).places
    assert doubt.confidence == 0.8
    assert [value.name for value in doubt.values] == ["OIT, in narrative"]


def test_one_place_is_shown_once_with_all_that_was_taken_from_it() -> None:
    row = IndicatorScore.model_validate(
        PLACE | {"indicator": 3, "name_written": "ก", "score": "90.00", "confidence": 0.9}
    )
    report = report_of(indicator_scores=(row,), score_mentions=(mention("indicator-3", "90.00"),))
    (doubt,) = doubts_of(report).places
    assert [value.anchor for value in doubt.values] == ["indicator_scores-1", "score_mentions-1"]
    assert doubt.confidence == 0.9


@pytest.fixture
def scores() -> dict[str, object]:
    """Mentions of four subjects, two of them of one, and the same subject a year ago."""
    past = PLACE | {"subject": "indicator-3", "fiscal_year": 2567, "score": "101.00"} | at(300)
    return {
        "score_mentions": (
            mention("indicator-3", "100.00", **at(100)),
            mention("indicator-3", "101.00", **at(120, page=2)),
            mention("indicator-10", "101.00", **at(160)),
            mention("overall", "101.00", **at(180)),
            mention("EIT-1", "101.00", **at(200)),
        ),
        "score_history": (ScoreHistory.model_validate(past),),
    }


def test_a_reason_with_a_subject_names_its_values_of_this_year(scores: dict[str, object]) -> None:
    doubts = doubts_of(report_of(ReviewReason(slug="contradicted-score", subject=THIRD), **scores))
    assert pointed(doubts) == {"score_mentions-1": (0,), "score_mentions-2": (0,)}
    doubts = doubts_of(report_of(ReviewReason(slug="contradicted-score", subject=Subject.EIT), **scores))
    assert pointed(doubts) == {}, "a part is not the whole"


def test_the_page_and_the_table_of_a_reason_narrow_what_its_subject_names(scores: dict[str, object]) -> None:
    on_page = ReviewReason(slug="contradicted-score", subject=THIRD, page=2)
    assert pointed(doubts_of(report_of(on_page, **scores))) == {"score_mentions-2": (0,)}
    past = ReviewReason(slug="several-scores", subject=THIRD, table="score_history")
    assert pointed(doubts_of(report_of(past, **scores))) == {"score_history-1": (0,)}


def test_a_reason_with_a_box_names_what_stands_there_and_nothing_else_of_its_subject(
    scores: dict[str, object],
) -> None:
    reason = ReviewReason.model_validate({"slug": "picture-disagrees", "subject": THIRD, **at(100)})
    doubts = doubts_of(report_of(reason, **scores))
    assert pointed(doubts) == {"score_mentions-1": (0,)}
    near = reason.model_copy(update={"x0": 72.3, "bottom": 110.2})
    assert pointed(doubts_of(report_of(near, **scores))) == pointed(doubts), "rounding moves no box"


def test_a_reason_names_the_row_of_a_table() -> None:
    measures = tuple(
        Measure.model_validate(PLACE | {"measure": number, "title": ""} | at(100 + 20 * number))
        for number in (1, 2, 12)
    )
    roster = tuple(
        RosterScore.model_validate(PLACE | {"organization_written": name, "total": "90"} | at(400 + position))
        for position, name in enumerate(("อบต.หนึ่ง", "อบต.สอง"))
    )
    report = report_of(
        ReviewReason(slug="measure-without-title", table="measures", row=2),
        ReviewReason(slug="roster-row-sum", table="roster_scores", row=2),
        ReviewReason(slug="measure-without-title", table="measures", row=99),
        measures=measures,
        roster_scores=roster,
    )
    assert pointed(doubts_of(report)) == {"measures-2": (0,), "roster_scores-2": (1,)}


def test_a_reason_with_a_box_is_a_place_though_no_value_stands_there(scores: dict[str, object]) -> None:
    box = at(500, page=7)
    reason = ReviewReason.model_validate({"slug": "unassigned-score", "raw": "๙๘.๒๙", **box})
    doubts = doubts_of(report_of(reason, **scores))
    (doubt,) = doubts.places
    assert doubt.place == Place(7, Box(72.0, 500.0, 140.25, 510.0))
    assert (doubt.raw, doubt.values, doubt.reasons, doubt.confidence) == ("๙๘.๒๙", (), (0,), 1.0)
    assert doubts.pages == (7,)


def test_two_reasons_of_one_place_share_it() -> None:
    reasons = [
        ReviewReason.model_validate({"slug": slug, **at(50)}) for slug in ("split-score", "unread-row")
    ]
    (doubt,) = doubts_of(report_of(*reasons)).places
    assert doubt.reasons == (0, 1)


def test_a_reason_with_a_page_alone_names_that_page() -> None:
    doubts = doubts_of(report_of(ReviewReason(slug="unfit-text", page=4)))
    assert (doubts.pages, doubts.places) == ((4,), ())


def test_a_note_comes_last_and_is_no_place_to_look_at() -> None:
    note = ReviewReason.model_validate({"slug": "unresolved-number", "raw": "12345", **at(50, page=3)})
    doubts = doubts_of(report_of(note, ReviewReason(slug="missing-rating")))
    assert [reason.slug for reason in doubts.reasons] == ["missing-rating", "unresolved-number"]
    assert (doubts.pages, doubts.places) == ((), ())


def test_the_fate_of_a_number_is_no_value_of_the_report() -> None:
    number = NumberFate.model_validate(PLACE | {"value": "12", "fate": "excused", "confidence": 0.5})
    doubts = doubts_of(report_of(numbers=(number,) * 1000))
    assert (doubts.values, doubts.places) == ((), ())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        ((), "–"),
        ("", "–"),
        (Decimal("95.5"), "95.50"),
        (Decimal("0"), "0.00"),
        (Decimal("95.125"), "95.125"),
        (True, "yes"),
        (("i1", "o2"), "i1, o2"),
        (0, "0"),
    ],
)
def test_values_as_people_read_them(value: object, text: str) -> None:
    assert shown(value) == text
