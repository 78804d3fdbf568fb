"""Lists of indicators with a figure each, outside any table."""

from __future__ import annotations

from decimal import Decimal

from spans import flow

from ita_extract.assembling.score_lines import take_listed, take_repeated
from ita_extract.assembling.scores import Scores
from ita_extract.model import Subject
from ita_extract.numbers.ledger import Ledger
from ita_extract.rulebook.year import rules_for

R = rules_for(2568)


def read(figures: list[str]) -> list[Decimal]:
    lines = [f"{x.number}. {x.name} {figure}" for x, figure in zip(R.indicators.list, figures, strict=True)]
    document = flow("\n".join(lines))
    scores = Scores(Ledger.of(document), 2568, R)
    take_listed(document, len(document.text.key), scores, R)
    return [row.score for row in scores.mentions]


def test_whole_numbers_among_scores_are_scores() -> None:
    figures = ["98.29", "100", "97.10", "95", "88.20", "91.11", "92.00", "93.40", "100", "87.50"]
    assert read(figures) == [Decimal(figure) for figure in figures]


def test_a_list_of_whole_numbers_alone_counts_something_else() -> None:
    """`1. การปฏิบัติหน้าที่ 6`: how many questions each indicator has."""
    assert read(["6", "6", "6", "6", "6", "5", "5", "5", "33", "15"]) == []


def test_a_whole_number_behind_its_indicator_repeats_the_score() -> None:
    document = flow("- ตัวชี้วัดที่ 10 การป้องกันการทุจริต (75 คะแนน)\n- ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล (30 คะแนน)")
    scores = Scores(Ledger.of(document), 2568, R)
    for number, score in ((9, "100.00"), (10, "75.00")):
        scores.indicate(
            Subject.of_indicator(number), Decimal(score), document.text.cut(0, 5), document.text.cut(0, 0)
        )
    take_repeated(scores)
    assert [(row.subject, row.score) for row in scores.mentions] == [("indicator-10", Decimal("75.00"))]
