"""Damaged text comes back as it was printed, or it is told that it may not have: never wrong in silence."""

from __future__ import annotations

import pytest
import typesetting as t
from hypothesis import given, settings
from hypothesis import strategies as st
from thai_lines import everyday_lines, lines, pages

from ita_extract.reading.page import Kind
from ita_extract.thai.letters import MARKS, NIKHAHIT

# what is mended without any doubt
CERTAIN = [
    t.marks_late, t.marks_early, t.marks_last, t.marks_apart, t.marks_swapped, t.names_exchanged, t.private_use,
    t.decomposed,
    t.decomposed_around, t.ghost, t.ghost_late, t.am_twice, t.spaced_am, t.doubled_marks, t.bold_by_glyph,
    t.bold_by_cluster, t.bold_by_page, t.double_e, t.lakkhangyao, t.invisibles, t.odd_spaces, t.shuffled, t.scattered,
]  # fmt: skip
TOGETHER = [
    (t.ghost, t.scattered), (t.ghost, t.marks_late), (t.decomposed, t.private_use, t.marks_late),
    (t.private_use, t.marks_apart), (t.decomposed, t.marks_apart), (t.decomposed, t.marks_last),
    (t.ghost, t.bold_by_glyph), (t.ghost, t.bold_by_page), (t.decomposed, t.bold_by_glyph),
    (t.decomposed, t.doubled_marks), (t.ghost, t.lakkhangyao), (t.spaced_am, t.lakkhangyao),
    (t.spaced_am, t.marks_late), (t.spaced_am, t.marks_early), (t.double_e, t.bold_by_glyph),
    (t.double_e, t.scattered), (t.marks_apart, t.scattered), (t.ghost, t.spaced_by_spaces),
    (t.decomposed, t.spaced_by_spaces), (t.double_e, t.spaced_by_spaces), (t.private_use, t.invisibles),
]  # fmt: skip
# what counts over a document, or words, decide: on a short page there may be nothing to decide by
JUDGED = [
    t.unmapped, t.unknown, t.swapped, t.swapped_blind, t.lost, t.coded_tones,
    t.nameless_tones, t.ghost_tones, t.lower_as_upper, t.numbered_nikhahit,
]  # fmt: skip


def spoil(stream: t.Stream, *ways: object) -> t.Stream:
    for way in ways:
        stream = way(stream)  # type: ignore[operator]
    return stream


@pytest.mark.parametrize("way", CERTAIN, ids=lambda way: way.__name__)
@settings(max_examples=25, deadline=None)
@given(page=pages)
def test_any_text_comes_back(way: object, page: list[str]) -> None:
    reading = t.read(spoil(t.typeset(page), way))
    assert reading.lines == t.bare(page)
    assert reading.quality.fit


@pytest.mark.parametrize("ways", TOGETHER, ids=lambda ways: "+".join(way.__name__ for way in ways))
@settings(max_examples=10, deadline=None)
@given(page=pages)
def test_damages_that_come_together_are_mended(ways: tuple[object, ...], page: list[str]) -> None:
    assert t.read(spoil(t.typeset(page), *ways)).lines == t.bare(page)


@pytest.mark.parametrize("way", JUDGED, ids=lambda way: way.__name__)
def test_a_page_of_text_is_mended_or_warned_of(way: object) -> None:
    for seed in range(8):
        page = everyday_lines(30, seed)
        reading = t.read(spoil(t.typeset(page), way))
        assert reading.lines == t.bare(page) or reading.warns


@pytest.mark.parametrize("way", [t.unmapped, t.unknown, t.swapped, t.coded_tones, t.numbered_nikhahit])
def test_a_page_of_text_holds_enough_to_mend_all_of_it(way: object) -> None:
    for seed in range(8):
        page = everyday_lines(40, seed)
        assert t.read(spoil(t.typeset(page), way)).lines == t.bare(page)


def test_words_find_most_of_a_sara_am_without_a_trace() -> None:
    found = right = 0
    for seed in range(4):
        page = everyday_lines(60, seed)
        for wanted, got in zip(t.bare(page), t.read(t.lost(t.typeset(page))).lines, strict=True):
            for letter, read in zip(wanted, got, strict=True):
                found += letter == "ำ"
                right += letter == "ำ" == read
                assert letter == read or {letter, read} == {"า", "ำ"}
    assert found > 40
    assert right > 0.65 * found


@settings(max_examples=60, deadline=None)
@given(page=pages)
def test_clean_text_stays_as_it_is(page: list[str]) -> None:
    reading = t.read(t.typeset(page))
    assert reading.printed == page
    assert reading.quality.fit


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_ten_thousand_lines_of_clean_thai_stay_as_they_are(part: int) -> None:
    for seed in range(25 * part, 25 * part + 25):
        page = everyday_lines(100, seed)
        reading = t.read(t.typeset(page))
        assert reading.printed == page
        assert reading.quality.score == 1.0


@pytest.mark.parametrize("size", [1, 2, 3])
def test_short_clean_texts_stay_as_they_are(size: int) -> None:
    for seed in range(300):
        page = everyday_lines(size, seed)
        assert t.read(t.typeset(page)).printed == page


@pytest.mark.parametrize("word", ["สำนักปลัด", "ลำดับ", "จำนวน", "ผู้นำ", "กำหนด", "ทำ", "น้ำ", "คำนำ"])
@pytest.mark.parametrize("times", [1, 3, 40])
def test_a_font_that_holds_one_word_with_sara_am_is_no_damaged_font(word: str, times: int) -> None:
    reading = t.read(t.typeset([word] * times))
    assert reading.lines == [word] * times
    assert reading.guesses == 0


def test_one_space_without_advance_does_not_make_a_font_swap_its_vowels() -> None:
    page = ["สำนักปลัด"] * 20
    stream = t.typeset(page)
    at = next(position for position, item in enumerate(stream) if item.text == "ำ")
    stream.insert(
        at, t.glyph(" ", stream[at].x0, stream[at].baseline, kind=Kind.GHOST)._replace(x1=stream[at].x0)
    )
    assert t.read(stream).lines == page


@settings(max_examples=60, deadline=None)
@given(page=pages, way=st.sampled_from(CERTAIN))
def test_mending_what_was_mended_changes_nothing(page: list[str], way: object) -> None:
    once = t.read(spoil(t.typeset(page), way)).printed
    assert t.read(t.typeset(once)).printed == once


@settings(max_examples=100, deadline=None)
@given(page=pages, ways=st.lists(st.sampled_from([*CERTAIN, *JUDGED[:-1]]), max_size=3))
def test_no_mark_is_ever_lost_or_added(page: list[str], ways: list[object]) -> None:
    reading = t.read(spoil(t.typeset(page), *ways))
    drawn = sorted(letter for line in page for letter in line if letter in MARKS)
    read = sorted(
        letter for line in reading.lines for letter in line if letter in MARKS and letter != NIKHAHIT
    )
    assert read == drawn or reading.warns


def test_a_lost_tone_is_told_where_the_font_shows_its_nikhahit() -> None:
    # หน้าที่ was read as หนำที่ without a word: the font draws the nikhahit of อำนาจ, so its ghost is another mark
    page = ["การรักษาสาธารณะตามมาตราของราชการ มาตรการกลางจากภายนอก รายงานอำนาจหน้าที่", "กก"]
    assert t.read(spoil(t.typeset(page), t.decomposed, t.ghost_tones)).warns


@settings(max_examples=40, deadline=None)
@given(line=lines, spacing=st.floats(0.0, 0.6))
def test_letters_set_apart_by_gaps_are_read_together(line: str, spacing: float) -> None:
    assert t.read(t.typeset([line], spacing=spacing)).lines == t.bare([line])


@pytest.mark.parametrize("heading", ["ประกาศ", "รายงาน", "การประเมิน", "มาตรการ", "อำนาจ"])
def test_one_letter_spaced_word_in_a_line_keeps_its_vowels(heading: str) -> None:
    for rest in everyday_lines(20, 7):
        start = t.spaced_by_spaces(t.typeset([heading]))
        moved = [
            item._replace(x0=item.x0 + by, x1=item.x1 + by, mid=item.mid + by)
            for by in [start[-1].x1 - t.LEFT]
            for item in t.typeset([rest])
        ]
        assert t.read([*start, *moved]).lines == t.bare([heading + rest])
