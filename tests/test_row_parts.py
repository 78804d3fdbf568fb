"""Rows between which no rule is drawn, and rows that are one though their lines stand side by side."""

from __future__ import annotations

from spans import table

from ita_extract.layout.row_parts import with_rows_parted


def texts(rows: list[list[str]]) -> list[list[str]]:
    return [[cell.span.text if cell else "" for cell in row] for row in with_rows_parted(table(rows)).rows]


def test_all_indicators_in_one_cell_and_all_scores_in_another() -> None:
    names, scores = ["การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ"], ["95.34", "96.68", "95.89"]
    assert texts([["\n".join(names), "\n".join(scores)]]) == [
        list(pair) for pair in zip(names, scores, strict=True)
    ]


def test_lines_of_words_alone_are_one_row() -> None:
    row = ["ก\nข\nค", "ง\nจ\nฉ"]
    assert texts([row]) == [["กขค", "งจฉ"]]


def test_a_cell_with_more_lines_than_the_figures_stays_one_row() -> None:
    assert len(texts([["การปฏิบัติ\nหน้าที่\nของหน่วยงาน", "95.34\n96.68"]])) == 1
