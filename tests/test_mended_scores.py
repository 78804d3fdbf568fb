"""Scores that a slip breaks: the reading that the rest of the report proves, else none; never half a number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from spans import span
from test_parse import FACTS, SECTIONS, SUMMARY, TABLE, read

from ita_extract.model import Report, Status
from ita_extract.numbers.slips import mended
from ita_extract.prose.scores import OVERALL, ProseScores, find_scores
from ita_extract.thai.digits import to_thai

SLIPS = ["97. 95", "97 .95", "9 7.95", "97..95", "97:95", "97 จุด 95", "97,95", "97;95", "9795"]


def find(text: str) -> ProseScores:
    where = span(text)
    return find_scores(where, 0, len(where.key), default=OVERALL, fiscal_year=2568)


def notes(report: Report) -> list[tuple[str, str | None]]:
    return [(reason.slug, reason.subject) for reason in report.review_reasons]


@pytest.mark.parametrize("written", SLIPS)
def test_the_one_reading_of_a_slip(written: str) -> None:
    assert mended(written) == Decimal("97.95")


@pytest.mark.parametrize("written", ["97.9", "97. 9", "979.5", "197.95", "1,234", "97/95", "9 7", "100.95"])
def test_what_has_no_one_reading(written: str) -> None:
    assert mended(written) is None


@pytest.mark.parametrize("thai", [False, True])
@pytest.mark.parametrize("written", SLIPS[:-1])
def test_a_cell_that_the_sections_prove_is_taken_and_named(written: str, thai: bool) -> None:
    rows = [[to_thai(written) if thai and cell == "97.95" else cell for cell in row] for row in TABLE]
    if not thai:
        rows = [[written if cell == "97.95" else cell for cell in row] for row in TABLE]
    report = read(table=rows)
    assert notes(report) == [("mended-score", "indicator-4")]
    assert report.document.status is Status.OK
    (row,) = (row for row in report.indicator_scores if row.indicator == 4)
    assert row.score == Decimal("97.95")
    assert row.raw.replace(" ", "") == (to_thai(written) if thai else written).replace(" ", "")


@pytest.mark.parametrize("written", SLIPS)
def test_a_sentence_that_the_table_proves_is_taken_and_named(written: str) -> None:
    report = read(sections=SECTIONS.replace("97.95", written) + FACTS)
    assert notes(report) == [("mended-score", "indicator-4")]
    assert {row.score for row in report.score_mentions if row.subject == "indicator-4"} == {Decimal("97.95")}


@pytest.mark.parametrize("written", SLIPS[:-1])
def test_the_sums_prove_a_score_that_stands_nowhere_else(written: str) -> None:
    """The mean of the five indicators of IIT is 99.08."""
    rows = [[written if cell == "97.95" else cell for cell in row] for row in TABLE]
    sections = SECTIONS.replace("97.95", "").replace("ได้คะแนน  คะแนน", "") + FACTS
    assert notes(read(table=rows, sections=sections)) == [("mended-score", "indicator-4")]
    doubted = read(table=rows, sections=sections, summary=SUMMARY.replace("๙๙.๐๘", "๙๘.๐๘"))
    assert doubted.document.status is Status.REVIEW
    assert not any(row.indicator == 4 for row in doubted.indicator_scores)


def test_a_slip_that_another_statement_contradicts_is_a_reason() -> None:
    report = read(sections=SECTIONS.replace("97.95", "97. 59") + FACTS)
    assert "mended-score" not in [slug for slug, _ in notes(report)]
    assert report.document.status is Status.REVIEW


def test_a_slip_in_last_years_score_is_not_taken_for_this_year() -> None:
    report = read(summary=SUMMARY + "ปีงบประมาณ พ.ศ. 2567 ได้คะแนน 96. 47 คะแนน")
    assert "mended-score" not in [slug for slug, _ in notes(report)]
    assert report.document.status is Status.REVIEW


def test_the_overall_score_with_a_slip() -> None:
    """It stands in the conclusion as well."""
    report = read(
        summary=SUMMARY.replace("๙๖.๔๗", "๙๖. ๔๗") + "โดยสรุป ผลการประเมินในภาพรวม ได้คะแนน 96.47 คะแนน"
    )
    assert notes(report) == [("mended-score", "overall")]
    assert report.document.overall_score == Decimal("96.47")


def test_a_slip_in_a_list_of_indicators_gives_its_score_to_nobody_else() -> None:
    """One value for three is each one's; where it is a slip, the score before it is not theirs instead."""
    found = find("คะแนนภาพรวม 92.30 คะแนน ตัวชี้วัดที่ 3, 5 และ 10 ได้ 96. 48 คะแนน")
    assert [(score.subject, str(score.score)) for score in found.found] == [("overall", "92.30")]
    alone = find("ตัวชี้วัดที่ 3, 5 และ 10 ได้ 96. 48 คะแนน")
    assert alone.found == []
    both = find("คะแนนภาพรวม 92.30 คะแนน ตัวชี้วัดที่ 3, 5 และ 10 ได้ 96. 48 คะแนน และ 95.00 คะแนน")
    assert [(score.subject, str(score.score)) for score in both.found] == [("overall", "92.30")]
