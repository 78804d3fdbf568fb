"""Clusters to lines: one baseline, from left to right, with the spaces that the page shows."""

from __future__ import annotations

import pytest
import typesetting as t
from hypothesis import given, settings
from hypothesis import strategies as st
from thai_lines import pages


@settings(max_examples=40, deadline=None)
@given(page=pages)
def test_spaces_between_phrases_are_those_of_the_page(page: list[str]) -> None:
    assert t.read(t.typeset(page)).printed == page


@settings(max_examples=30, deadline=None)
@given(page=pages, way=st.sampled_from([t.bold_by_glyph, t.bold_by_cluster, t.bold_by_page]))
def test_double_drawing_leaves_one_of_each_letter(page: list[str], way: object) -> None:
    reading = t.read(way(t.typeset(page)))  # type: ignore[operator]
    assert reading.lines == t.bare(page)
    assert reading.quality.fit


@pytest.mark.parametrize("text", ["กก", "๑๑", "100.00", "กรรมการ", "22", "ii"])
def test_true_doubles_stay(text: str) -> None:
    assert t.read(t.typeset([text])).lines == [text]
    assert t.read(t.bold_by_page(t.typeset([text]))).lines == [text]


def test_a_gap_without_a_space_glyph_is_a_space() -> None:
    stream = t.typeset(["ปีงบประมาณ"])
    after = [
        item._replace(x0=item.x0 + 120, x1=item.x1 + 120, mid=item.mid + 120) for item in t.typeset(["พ.ศ."])
    ]
    assert t.read([*stream, *after]).printed == ["ปีงบประมาณ พ.ศ."]


def test_a_lost_sara_am_leaves_no_space_behind() -> None:
    line = "กำหนดการดำเนินงาน ทำได้"
    assert t.read(t.spaced_am(t.typeset([line]))).printed == [line]


@pytest.mark.parametrize("text", ["i12", "o38", "OIT ข้อ 10", "9.1", "๙๖.๔๗", "1) 2) 3)"])
def test_codes_and_numbers_are_left_alone(text: str) -> None:
    assert t.read(t.typeset([text])).printed == [text]
