"""Tables that are not of the report's own result alone: other assessments, comparisons of bodies, one overall row."""

from __future__ import annotations

from decimal import Decimal

import pytest
from spans import Row, one_table, span

from ita_extract.rulebook.year import rules_for
from ita_extract.tables.scope import TableScope, scope_of
from ita_extract.tables.score_rows import ScoreTable
from ita_extract.tables.score_tables import judge_score_table

R = rules_for(2568)
OWN = "เทศบาลตำบลบ้านฉาง"
NEIGHBOURS: list[Row] = [
    ["ลำดับ", "หน่วยงาน", "IIT", "EIT", "OIT", "คะแนนรวม"],
    ["1", "เทศบาลตำบลสำนักท้อน", "97.10", "95.20", "98.00", "96.89"],
    ["2", OWN, "95.94", "92.75", "96.75", "95.31"],
]


def read(rows: list[Row], scope: TableScope) -> ScoreTable:
    found = judge_score_table(one_table(rows), R, 2568, scope).read
    assert found is not None
    return found


def values(found: ScoreTable) -> dict[str, Decimal | None]:
    return {entry.subject: entry.score for entry in found.scores if entry.year is None}


def test_only_the_own_row_of_a_comparison_is_the_reports() -> None:
    found = read(NEIGHBOURS, TableScope(own_names=(OWN,)))
    assert values(found) == {
        "IIT": Decimal("95.94"),
        "EIT": Decimal("92.75"),
        "OIT": Decimal("96.75"),
        "overall": Decimal("95.31"),
    }
    assert {"97.10", "96.89"} <= {seen.cell.text for seen in found.excused if seen.reason == "of-others"}


@pytest.mark.parametrize("own", [None, "เทศบาลตำบลพลา"])
def test_a_comparison_without_an_own_row_gives_nothing(own: str | None) -> None:
    assert (
        judge_score_table(one_table(NEIGHBOURS), R, 2568, TableScope(own_names=(own,) if own else ())).read
        is None
    )


def test_figures_of_another_assessment_are_of_others() -> None:
    rows: list[Row] = [
        ["ด้านที่", "ด้านการประเมิน", "คะแนน"],
        ["1", "การคลัง", "79.55"],
        ["2", "ธรรมาภิบาล", "90.48"],
    ]
    found = read(rows, TableScope(title="ผลการประเมินประสิทธิภาพ(lpa)ปี2566"))
    assert found.scores == []
    assert {seen.reason for seen in found.excused} == {"of-others"}


def test_the_lines_above_a_table_are_its_title() -> None:
    text = span("ข้อความ\nภาคผนวก\nผลการประเมิน (LPA) ปี 2566")
    scope = scope_of(text, len(text.key), 0, ())
    assert scope.is_foreign
    assert not scope_of(text, len(text.key), len(text.key), ()).is_foreign


@pytest.mark.parametrize("head", ["ผลคะแนนในภาพรวม", "คะแนน ITA", "ผลคะแนน"])
def test_one_row_with_a_score_and_a_level_is_the_whole(head: str) -> None:
    rows: list[Row] = [
        [head, "ระดับผลการประเมิน", "อันดับในจังหวัด"],
        ["97.00 คะแนน", "ผ่านดีเยี่ยม", "18 จาก 211 แห่ง"],
    ]
    found = read(rows, TableScope())
    assert (values(found), found.rating) == ({"overall": Decimal("97.00")}, "ผ่านดีเยี่ยม")


def test_one_row_of_an_earlier_year_is_history() -> None:
    found = read([["ปีงบประมาณ", "ผลคะแนน", "ระดับ"], ["2567", "95.82 คะแนน", "ผ่านดี"]], TableScope())
    assert [(entry.subject, entry.year, entry.rating) for entry in found.scores] == [
        ("overall", 2567, "ผ่านดี")
    ]
    assert found.rating is None


def test_a_table_on_its_side_stands_up() -> None:
    rows: list[Row] = [
        ["ตัวชี้วัดที่", "1", "2", "3"],
        ["ชื่อตัวชี้วัด", "การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ"],
        ["คะแนน", "91.02", "89.77", "93.15"],
    ]
    found = read(rows, TableScope())
    expected = {f"indicator-{n}": Decimal(v) for n, v in enumerate(("91.02", "89.77", "93.15"), 1)}
    assert values(found) == expected


@pytest.mark.parametrize("above", [True, False])
def test_figures_over_or_under_their_labels(above: bool) -> None:
    labels: Row = ["IIT", "EIT ส่วนที่ 1", "EIT ส่วนที่ 2", "OIT"]
    figures: Row = ["94.78", "95.85", "88.71", "84.65"]
    found = read([figures, labels] if above else [labels, figures], TableScope())
    assert values(found) == dict(zip(("IIT", "EIT-1", "EIT-2", "OIT"), map(Decimal, figures), strict=True))
