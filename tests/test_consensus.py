"""Doubtful readings give way to sure ones of the same score; contradictions of the report do not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ita_extract.model import IndicatorScore, ScoreMention, Section
from ita_extract.parsing.consensus import settle

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
    score: str, confidence: float = 1, section: Section = Section.FACTS, page: int = 5
) -> ScoreMention:
    return ScoreMention.model_validate(
        {
            "subject": "indicator-8",
            "score": Decimal(score),
            "section": section,
            "raw": score,
            "page": page,
            "text_source": "ocr",
            "confidence": confidence,
            **PLACE,
        }
    )


def test_a_doubtful_score_gives_way_to_sure_readings_of_it() -> None:
    rows, mentions, told = settle(
        [row("83.90", "83.9", 0.75)], [mention("83.90", 0.75, page=3), mention("83.91")]
    )
    assert rows[0].score == Decimal("83.91")
    assert rows[0].raw == "83.9"
    assert rows[0].confidence == 0.75
    assert [one.score for one in mentions] == [Decimal("83.91"), Decimal("83.91")]
    assert told
    assert all(
        reason.startswith("settled-score: page 3: indicator-8 was read in doubt as 83.90") for reason in told
    )


def test_thai_digits_are_settled_as_well() -> None:
    rows, _, told = settle([row("43.91", "๔๓.๙๑", 0.6)], [mention("83.91")])
    assert rows[0].score == Decimal("83.91")
    assert told


@pytest.mark.parametrize(
    ("one", "others"),
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
def test_what_may_be_the_reports_own_stays(one: IndicatorScore, others: list[ScoreMention]) -> None:
    rows, mentions, told = settle([one], others)
    assert rows == [one]
    assert mentions == others
    assert told == []
