"""Which questions go to people: values read with doubt, and what review reasons name; one card for one question."""

from __future__ import annotations

from decimal import Decimal

import pytest
from conftest import PLACE, make_report

from ita_extract.model import (
    NOTES,
    Guideline,
    IndicatorScore,
    Measure,
    MeasureStep,
    NumberFate,
    OrganizationMention,
    Recommendation,
    Report,
    ReviewReason,
    RosterScore,
    ScoreHistory,
    ScoreMention,
    Subject,
)
from ita_extract.reading.page import Box
from ita_extract.review.doubts import Doubts, Spot, doubts_of
from ita_extract.review.kinds import Kind, asked
from ita_extract.review.reasons import meanings
from ita_extract.review.values import shown

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
    return {value.anchor: card.reasons for card in doubts.cards for value in card.values}


def guessed(text: str, *marks: tuple[int, int], **position: object) -> dict[str, object]:
    """Return what a row says of one line with guesses, and the confidence that follows."""
    box = {"page": 1, "x0": 72.0, "top": 100.0, "x1": 300.0, "bottom": 112.0} | position
    guesses = [
        {
            "start": start,
            "stop": stop,
            "x0": 72.0 + start,
            "x1": 73.0 + start,
            "top": box["top"],
            "bottom": 112.0,
        }
        for start, stop in marks
    ]
    return {"confidence": 0.9, "guessed": ({**box, "text": text, "guesses": guesses},)}


def test_values_with_a_guess_are_doubtful_and_sure_ones_are_not() -> None:
    sure = mention("IIT", "90.00", **at(200))
    report = report_of(score_mentions=(sure, mention("OIT", "95.00", confidence=0.8)))
    (card,) = doubts_of(report).cards
    assert card.confidence == 0.8
    assert [value.name for value in card.values] == ["OIT, in narrative"]


def test_a_card_shows_the_lines_with_guesses_and_marks_the_characters() -> None:
    line = guessed("อ้างอิงจาก ๐๖", (11, 12))
    (card,) = doubts_of(report_of(score_mentions=(mention("OIT", "95.00", **line),))).cards
    (spot,) = card.spots
    assert list(spot.parts()) == [("อ้างอิงจาก ", False), ("๐", True), ("๖", False)]
    assert spot.marks[0].box.x0 == 83.0


def test_a_guess_on_the_next_page_is_shown_there() -> None:
    line = guessed("ต่อ", (0, 1), page=2)
    row = Measure.model_validate(PLACE | {"measure": 1, "title": "ก ต่อ", "pages": (1, 2)} | line)
    (card,) = doubts_of(report_of(measures=(row,))).cards
    assert card.pages == (2,)


def test_what_was_taken_from_one_place_is_one_question() -> None:
    row = IndicatorScore.model_validate(
        PLACE | {"indicator": 3, "name_written": "ก", "score": "90.00", "confidence": 0.9}
    )
    report = report_of(indicator_scores=(row,), score_mentions=(mention("indicator-3", "90.00"),))
    (card,) = doubts_of(report).cards
    assert [value.anchor for value in card.values] == ["indicator_scores-1", "score_mentions-1"]
    assert card.confidence == 0.9


def test_a_measure_with_its_steps_is_one_question_and_so_is_the_guidance_for_an_indicator() -> None:
    steps = [
        MeasureStep.model_validate(
            PLACE
            | {"measure": measure, "step": step, "text": "ก", "confidence": 0.9}
            | at(100 * measure + 20 * step)
        )
        for measure in (1, 2)
        for step in (1, 2, 3)
    ]
    sure = steps[1].model_copy(update={"confidence": 1.0})
    guidance = [
        Guideline.model_validate(
            PLACE | {"indicator": 9, "step": step, "text": "ก", "confidence": 0.9} | at(500 + 20 * step)
        )
        for step in (1, 2)
    ]
    doubts = doubts_of(report_of(measure_steps=(steps[0], sure, *steps[2:]), guidelines=tuple(guidance)))
    assert [(card.kind, len(card.values)) for card in doubts.cards] == [
        (Kind.MEASURE, 2),
        (Kind.MEASURE, 3),
        (Kind.PROSE, 2),
    ]


def roster_row(number: int, rating: dict[str, object], name: str = "") -> RosterScore:
    values = {"organization_written": name or f"อบต.{number}", "total": "90"}
    return RosterScore.model_validate(PLACE | values | at(100 + 20 * number) | rating)


def test_the_same_doubtful_word_at_many_places_is_one_question() -> None:
    line = guessed("อบต.หนึ่ง ผ่านดี", (13, 15))
    report = report_of(roster_scores=tuple(roster_row(number, line) for number in range(30)))
    (card,) = doubts_of(report).cards
    assert len(card.values) == 30


def test_a_doubtful_figure_or_another_mark_in_the_word_is_a_question_of_its_own() -> None:
    rows = (
        roster_row(1, guessed("๙๘.๒๙", (0, 1))),
        roster_row(2, guessed("๙๘.๒๙", (0, 1))),
        roster_row(3, guessed("ผ่านดี", (0, 2))),
        roster_row(4, guessed("ผ่านดี", (4, 6))),
    )
    assert len(doubts_of(report_of(roster_scores=rows)).cards) == 4


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
    assert len(doubts.cards) == 1
    doubts = doubts_of(report_of(ReviewReason(slug="contradicted-score", subject=Subject.EIT), **scores))
    assert pointed(doubts) == {}, "a part is not the whole"


def test_the_page_and_the_table_of_a_reason_narrow_what_its_subject_names(scores: dict[str, object]) -> None:
    on_page = ReviewReason(slug="odd-score", subject=THIRD, page=2)
    assert pointed(doubts_of(report_of(on_page, **scores))) == {"score_mentions-2": (0,)}
    past = ReviewReason(slug="several-scores", subject=THIRD, table="score_history")
    assert pointed(doubts_of(report_of(past, **scores))) == {"score_history-1": (0,)}


def test_a_reason_with_a_box_names_what_stands_there(scores: dict[str, object]) -> None:
    reason = ReviewReason.model_validate({"slug": "odd-score", "subject": THIRD, **at(100)})
    doubts = doubts_of(report_of(reason, **scores))
    assert pointed(doubts) == {"score_mentions-1": (0,)}
    near = reason.model_copy(update={"x0": 72.3, "bottom": 110.2})
    assert pointed(doubts_of(report_of(near, **scores))) == pointed(doubts), "rounding moves no box"


def test_a_contradiction_shows_every_reading_though_it_names_one_place(scores: dict[str, object]) -> None:
    reason = ReviewReason.model_validate({"slug": "contradicted-score", "subject": THIRD, **at(100)})
    (card,) = doubts_of(report_of(reason, **scores)).cards
    assert [value.anchor for value in card.values] == ["score_mentions-1", "score_mentions-2"]
    assert card.pages == (1, 2)
    again = (*scores["score_mentions"], mention("indicator-3", "101.00", **at(300, page=9)))  # type: ignore[misc]
    (card,) = doubts_of(report_of(reason, **(scores | {"score_mentions": again}))).cards
    assert card.pages == (1, 2), "one place of each reading is enough"


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


def test_a_reason_with_a_box_is_a_question_though_no_value_stands_there(scores: dict[str, object]) -> None:
    box = at(500, page=7)
    reason = ReviewReason.model_validate({"slug": "unassigned-score", "raw": "๙๘.๒๙", **box})
    doubts = doubts_of(report_of(reason, **scores))
    (card,) = doubts.cards
    assert card.spots == (Spot(7, Box(72.0, 500.0, 140.25, 510.0), "๙๘.๒๙"),)
    assert (card.values, card.reasons, card.confidence, card.kind) == ((), (0,), 1.0, Kind.SCORE)
    assert doubts.pages == (7,)


def test_two_reasons_of_one_place_share_a_card() -> None:
    reasons = [
        ReviewReason.model_validate({"slug": slug, **at(50)}) for slug in ("split-score", "unread-block")
    ]
    (card,) = doubts_of(report_of(*reasons)).cards
    assert (card.reasons, card.kind) == ((0, 1), Kind.SCORE)


def test_numbers_of_a_page_that_nothing_took_are_one_question_and_paragraphs_are_not() -> None:
    ticks = [
        ReviewReason.model_validate({"slug": slug, "raw": f"{top}.00", **at(top, page=page)})
        for page in (3, 4)
        for top, slug in ((20, "unused-number"), (40, "unassigned-score"), (60, "unused-number"))
    ]
    blocks = [ReviewReason.model_validate({"slug": "unread-block", **at(top)}) for top in (400, 500)]
    cards = doubts_of(report_of(*ticks, *blocks)).cards
    assert [(card.kind, len(card.spots)) for card in cards] == [
        (Kind.SCORE, 3),
        (Kind.SCORE, 3),
        (Kind.PROSE, 1),
        (Kind.PROSE, 1),
    ]


def test_pages_that_a_kind_of_reason_names_as_a_whole_are_one_question() -> None:
    doubts = doubts_of(report_of(*(ReviewReason(slug="unfit-text", page=page) for page in (4, 5, 9))))
    (card,) = doubts.cards
    assert (card.kind, card.pages, [spot.box for spot in card.spots]) == (Kind.FILE, (4, 5, 9), [None] * 3)


def test_what_decides_nothing_about_reading_is_no_card() -> None:
    note = ReviewReason.model_validate({"slug": "unresolved-number", "raw": "12345", **at(50, page=3)})
    pictures = ReviewReason(slug="read-from-pictures", detail="pages 1-13")
    more = ReviewReason(slug="guessed-characters", detail="39 more values")
    doubts = doubts_of(report_of(note, pictures, more))
    assert [reason.slug for reason in doubts.reasons] == [pictures.slug, more.slug, note.slug], "notes last"
    assert (doubts.pages, doubts.cards, doubts.gravest) == ((), (), None)


def test_a_missing_table_is_one_question_with_the_page_where_it_should_stand() -> None:
    missing = [
        ReviewReason(slug="missing-instrument", subject=subject) for subject in (Subject.IIT, Subject.OIT)
    ]
    numbers = tuple(
        NumberFate.model_validate(
            PLACE | {"value": value, "fate": "unresolved"} | at(20.0 * count, page=page)
        )
        for page, value, count in ((2, "2567", 1), (5, "98.29", 1), (5, "97.00", 2), (6, "95.00", 1))
    )
    report = report_of(*missing, numbers=numbers)
    report = report.model_copy(update={"document": report.document.model_copy(update={"page_count": 9})})
    (card,) = doubts_of(report).cards
    assert (card.is_absent, card.kind, card.reasons) == (True, Kind.SCORE, (0, 1))
    assert card.spots == (Spot(5, None),)


@pytest.mark.parametrize(
    ("slug", "page"),
    [
        ("missing-province", 1),
        ("missing-overall-score", 3),
        ("missing-measures", 8),
        ("missing-sections", 6),
    ],
)
def test_where_what_is_missing_should_stand(slug: str, page: int) -> None:
    row = IndicatorScore.model_validate(
        PLACE | {"indicator": 3, "name_written": "ก", "score": "90.00"} | at(100, page=3)
    )
    steps = tuple(
        Guideline.model_validate(PLACE | {"indicator": 9, "step": step, "text": "ก"} | at(100, page=5 + step))
        for step in (1, 2)
    )
    report = report_of(ReviewReason(slug=slug), indicator_scores=(row,), guidelines=steps)
    report = report.model_copy(update={"document": report.document.model_copy(update={"page_count": 9})})
    (card,) = doubts_of(report).cards
    assert card.pages == (page,)


def test_scores_come_first_and_prose_last() -> None:
    unsure = {"confidence": 0.9}
    report = report_of(
        ReviewReason(slug="missing-page"),
        guidelines=(
            Guideline.model_validate(PLACE | {"indicator": 1, "step": 1, "text": "ก"} | at(10) | unsure),
        ),
        measures=(Measure.model_validate(PLACE | {"measure": 1, "title": "ก"} | at(30) | unsure),),
        recommendations=(Recommendation.model_validate(PLACE | {"recommendation": 1} | at(50) | unsure),),
        organization_mentions=tuple(
            OrganizationMention.model_validate(
                PLACE
                | {"written": "ก", "normalized": "ก", "count": 1, "pages": (1,), "cited": cited}
                | at(top)
                | unsure
            )
            for cited, top in ((True, 5), (False, 70))
        ),
        score_mentions=(mention("OIT", "95.00", **at(90, page=9), **unsure),),
    )
    doubts = doubts_of(report)
    assert [card.kind for card in doubts.cards] == [*Kind, Kind.PROSE]
    assert [card.number for card in doubts.cards] == [1, 2, 3, 4, 5, 6, 7]
    assert doubts.gravest is Kind.SCORE


def test_every_doubtful_value_and_every_reason_that_asks_is_in_exactly_one_card() -> None:
    mentions = tuple(mention("OIT", "95.00", confidence=0.9, **at(20 * number)) for number in range(1, 9))
    reasons = [
        ReviewReason(slug="missing-measures"),
        ReviewReason(slug="contradicted-score", subject=Subject.OIT),
        ReviewReason.model_validate({"slug": "unassigned-score", **at(300)}),
        ReviewReason(slug="of-tomorrow", page=3),
    ]
    doubts = doubts_of(report_of(*reasons, score_mentions=mentions))
    assert sorted(value.number for card in doubts.cards for value in card.values) == list(range(1, 9))
    assert sorted(number for card in doubts.cards for number in card.reasons) == [0, 1, 2, 3]


def test_every_reason_is_of_a_kind_that_the_order_of_work_knows() -> None:
    assert set(asked()) <= set(meanings())
    silent = {slug for slug in meanings() if slug not in asked()}
    assert silent == set(), "each says what it is about"
    assert {slug for slug, entry in asked().items() if not entry.is_card} >= NOTES


def test_the_fields_in_doubt_are_those_that_hold_the_character() -> None:
    line = guessed("ประเด็น หน่วยงาน", (8, 10))
    row = Recommendation.model_validate(
        PLACE | {"recommendation": 1, "issue": "หน่วยงาน", "advice": "ควรแก้ไข", "items": ("i2",)} | line
    )
    (card,) = doubts_of(report_of(recommendations=(row,))).cards
    assert card.fields_of(card.values[0]) == ("issue",)


def test_the_fate_of_a_number_is_no_value_of_the_report() -> None:
    number = NumberFate.model_validate(PLACE | {"value": "12", "fate": "excused", "confidence": 0.5})
    doubts = doubts_of(report_of(numbers=(number,) * 1000))
    assert (doubts.values, doubts.cards) == ((), ())


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
