"""Which values go to review, and what review reasons say in words."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import PLACE, make_report

from ita_extract.checking.rules import all_rules
from ita_extract.model import IndicatorScore, Measure, Report, RosterScore, ScoreHistory, ScoreMention
from ita_extract.review.doubts import doubts_of
from ita_extract.review.reasons import in_words, meanings
from ita_extract.review.values import shown

ROOT = Path(__file__).parents[1]


def mention(subject: str, score: str, **place: object) -> ScoreMention:
    values = PLACE | {"subject": subject, "score": score, "section": "narrative", "raw": score} | place
    return ScoreMention.model_validate(values)


def report_of(*reasons: str, **tables: object) -> Report:
    document = make_report(review_reasons=reasons).document
    return Report.model_validate({"document": document, **tables})


def test_every_reason_of_the_docs_has_words_in_both_languages() -> None:
    page = (ROOT / "docs/review-reasons.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", page))
    assert set(meanings()) == explained
    for meaning in meanings().values():
        assert re.search(r"[ก-๙]{3}", meaning.th)
        assert not re.search(r"[ก-๙]", meaning.en)


def test_a_reason_made_from_a_rule_takes_its_words_from_the_rule() -> None:
    rule = all_rules()[0]
    reason = in_words(f"doubtful-{rule.slug}: page 4, 6: something (page 12)")
    assert reason.meaning is not None
    assert reason.meaning.th.startswith(rule.title.th)
    assert reason.pages == (4, 6, 12)


@pytest.mark.parametrize(
    ("reason", "pages"),
    [
        ("read-from-pictures: pages 1-3, 7 read from pictures; compare", (1, 2, 3, 7)),
        ("items-outside-sections: pages 4 to 6", (4, 5, 6)),
        ("items-in-table: page 9", (9,)),
        ("missing-rating: no level was found", ()),
        ("unread-table: page 3: 12 numbers such as page-setter 9", (3,)),
        ("a word alone", ()),
        ("unfit-text: page 99999999999999999999: x", ()),
    ],
)
def test_pages_that_a_reason_names(reason: str, pages: tuple[int, ...]) -> None:
    assert in_words(reason).pages == pages


def test_an_unknown_reason_is_shown_as_it_is() -> None:
    assert in_words("no colon here").detail == "no colon here"
    reason = in_words("of-tomorrow: page 2: x")
    assert (reason.meaning, reason.detail, reason.pages) == (None, "page 2: x", (2,))


def test_values_with_a_guess_are_doubtful_and_sure_ones_are_not() -> None:
    sure = mention("IIT", "90.00", top=200.0, bottom=210.0)
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


def test_a_reason_points_at_the_values_that_it_names() -> None:
    tables = {
        "score_mentions": (
            mention("indicator-3", "100.00", top=100.0, bottom=110.0),
            mention("indicator-3", "101.00", top=120.0, bottom=130.0),
            mention("indicator-3", "55.00", top=140.0, bottom=150.0),
            mention("indicator-30", "101.00", top=160.0, bottom=170.0),
            mention("overall", "101.00", top=180.0, bottom=190.0),
        ),
        "score_history": (
            ScoreHistory.model_validate(
                PLACE
                | {
                    "subject": "indicator-3",
                    "fiscal_year": 2567,
                    "score": "101.00",
                    "top": 300.0,
                    "bottom": 310.0,
                }
            ),
        ),
    }
    doubts = doubts_of(report_of("contradicted-score: indicator-3: 100.00, 101.00", **tables))
    assert [value.anchor for doubt in doubts.places for value in doubt.values] == [
        "score_mentions-1",
        "score_mentions-2",
    ]
    assert all(doubt.reasons == (0,) for doubt in doubts.places)
    doubts = doubts_of(report_of("several-overall-scores: 101.00, 99.00", **tables))
    assert [value.anchor for doubt in doubts.places for value in doubt.values] == ["score_mentions-5"]


def test_reasons_point_at_measures_and_rows_of_a_roster() -> None:
    measures = tuple(
        Measure.model_validate(
            PLACE | {"measure": number, "title": "", "top": 100.0 + number, "raw": f"{number}."}
        )
        for number in (1, 2, 12)
    )
    roster = tuple(
        RosterScore.model_validate(
            PLACE
            | {
                "organization_written": name,
                "total": "90",
                "top": 400.0 + place,
                "bottom": 500.0,
                "raw": name,
            }
        )
        for place, name in enumerate(("อบต.หนึ่ง", "อบต.สอง"))
    )
    report = report_of(
        "measure-without-title: measure 2",
        "roster-row-sum: page 1: อบต.สอง: 1 + 2 + 3 is not 90",
        measures=measures,
        roster_scores=roster,
    )
    pointed = {value.anchor: doubt.reasons for doubt in doubts_of(report).places for value in doubt.values}
    assert pointed == {"measures-2": (0,), "roster_scores-2": (1,)}


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
