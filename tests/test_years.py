"""The year of the results: not that of the measures, nor the one in which they are carried out."""

from __future__ import annotations

import pytest
from spans import PAGE_END, Row, flow

from ita_extract.language.years import AnalysedYear, analysed_year

MEASURES = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน\nประจำปีงบประมาณ พ.ศ. 2569"
DONE = "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน\nประจำปีงบประมาณ พ.ศ. 2569"
SCORE = "ได้คะแนน 92.00 คะแนน"


def year(text: str) -> AnalysedYear:
    return analysed_year(flow(text))


@pytest.mark.parametrize(
    "title", [MEASURES, DONE, "รายงานผลการดำเนินงานตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ปีงบประมาณ 2569"]
)
@pytest.mark.parametrize(
    "sentence",
    [
        f"เมื่อปีงบประมาณ พ.ศ. 2568 เทศบาลตำบลปัวเข้ารับการประเมินคุณธรรมและความโปร่งใส {SCORE}",
        f"ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2568 {SCORE}",
        f"การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2568\n{SCORE}",
        f"คะแนนรายตัวชี้วัด ปีงบประมาณ พ.ศ. 2568\n{SCORE}",
        "คณะทำงานพิจารณาผลประเมินปีงบประมาณ พ.ศ. 2568 ของเทศบาล (คะแนนรวม 92.00 ระดับ B)",
    ],
)
def test_measures_and_reports_on_them_tell_results_of_the_year_before(title: str, sentence: str) -> None:
    later = "มาตรการที่ดำเนินการในปีงบประมาณ พ.ศ. 2569\n" * 3
    assert year(f"{title}{PAGE_END}{sentence}\n{later}") == AnalysedYear(2568)


@pytest.mark.parametrize("title", [MEASURES, DONE])
def test_where_only_the_measures_have_a_year_that_of_the_results_is_a_guess(title: str) -> None:
    found = year(f"{title}{PAGE_END}ผลการประเมินในปีที่ผ่านมา {SCORE}\nตลอดปีงบประมาณ พ.ศ. 2569")
    assert found.year == 2568
    assert found.doubt is not None


@pytest.mark.parametrize("title", [MEASURES, DONE])
def test_without_any_results_there_is_no_year_of_results(title: str) -> None:
    assert year(f"{title}{PAGE_END}ข้อ 1 ให้เผยแพร่แผนจัดซื้อ") == AnalysedYear(None)


def test_a_year_for_comparison_is_not_that_of_the_results() -> None:
    text = f"ประกาศผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2567 เทียบกับปีงบประมาณ พ.ศ. 2566\n{SCORE} เพิ่มขึ้นจากปี 2566"
    assert year(text) == AnalysedYear(2567)


def test_an_analysis_and_measures_in_one_title_have_the_year_of_the_results() -> None:
    title = (
        "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน\nและการวิเคราะห์ผลการประเมิน ITA\nประจำปีงบประมาณ พ.ศ. 2567"
    )
    assert year(f"{title}{PAGE_END}{SCORE}\nมาตรการ ปีงบประมาณ พ.ศ. 2568") == AnalysedYear(2567)
    title = "การวิเคราะห์ผลการประเมิน ITA และแนวทางยกระดับ\nประจำปีงบประมาณ พ.ศ. 2567"
    assert year(f"{title}{PAGE_END}{SCORE}") == AnalysedYear(2567)


def test_a_title_against_many_sentences_of_another_year_is_doubted() -> None:
    title = "การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2569"
    sections = "\n".join(
        f"ผลการประเมินฯ ประจำปีงบประมาณ พ.ศ. 2568 ตัวชี้วัดที่ {n} ได้คะแนน 9{n}.00" for n in range(1, 9)
    )
    assert year(f"{title}{PAGE_END}{sections}").doubt is not None
    entry = "ผลการประเมินฯ ประจำปีงบประมาณ พ.ศ. 2568 ตัวชี้วัดที่ 1 ได้คะแนน 91.00"
    assert year(f"{title}{PAGE_END}{entry}") == AnalysedYear(2569)


def test_results_of_two_years_that_are_told_alike_are_doubted() -> None:
    found = year(f"ปี 2566 {SCORE}\nปี 2567 {SCORE}")
    assert (found.year, found.doubt is None) == (2567, False)


def test_results_of_a_year_after_the_one_in_which_they_are_used_are_in_doubt() -> None:
    text = (
        "เรื่อง การนำผลการประเมินคุณธรรมและความโปร่งใส (ITA) ไปสู่การพัฒนาหน่วยงาน ประจำปี 2566\n"
        "คะแนนรวม 92.00\nมาตรการเพื่อปรับปรุงผลการประเมิน ปีงบประมาณ พ.ศ. 2567"
    )
    found = year(text)
    assert found.year == 2566 or found.doubt is not None


@pytest.mark.parametrize(
    "rows",
    [
        [["รายการประเมิน", "คะแนนปีงบประมาณ 2569", "คะแนนปี 2568"], *[["ก", "82.44", "77.74"]] * 3],
        [["รายการประเมิน", "คะแนนปีงบประมาณ 2569", "คะแนนปี 2568"], *[["ก", "82.44%", "77.74"]] * 3],
        [["ปีงบประมาณ", "คะแนน", "ระดับ"], ["2569", "88.85", "ผ่าน"], ["2568", "88.13", "ผ่าน"]],
    ],
)
def test_the_newest_year_that_heads_scores_in_a_table_is_that_of_the_results(rows: list[Row]) -> None:
    """The cover names a plan of measures and its year; the table has results of that year."""
    assert analysed_year(flow(MEASURES + PAGE_END, rows)) == AnalysedYear(2569)


def test_the_year_of_an_aim_heads_no_results() -> None:
    rows: list[Row] = [["รายการประเมิน", "คะแนนปี 2568", "เป้าหมายปี 2569"], *[["ก", "82.44", "95.00"]] * 3]
    assert analysed_year(flow(MEASURES + PAGE_END, rows)) == AnalysedYear(2568)


def test_a_title_drawn_from_results_on_the_cover_is_no_citation() -> None:
    cover = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส\nจากการวิเคราะห์ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2568"
    later = f"หน่วยงานเข้ารับการประเมิน ITA {SCORE}\nและตั้งเป้าว่าปี 2569 จะได้ไม่ต่ำกว่า 90 คะแนน"
    assert year(f"{cover}{PAGE_END}{later}").year == 2568
