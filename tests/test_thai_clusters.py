"""Marks belong to the letter over which they are drawn, whatever the content stream does."""

from __future__ import annotations

import pytest
import typesetting as t
from hypothesis import given, settings
from thai_lines import pages

from ita_extract.reading.page import Kind, PageContent, Sheet
from ita_extract.thai.clusters import build_clusters


def clusters_of(stream: t.Stream, fonts: tuple[str, ...] = ("F",)) -> list[str]:
    page = PageContent(Sheet(1, 2000.0, 2000.0), stream, [], [], list(fonts))
    return [cluster.text for cluster in build_clusters(page)]


@pytest.mark.parametrize(
    ("way", "text", "wanted"),
    [
        (t.marks_late, "กัน", ["กั", "น"]),
        (t.marks_early, "ปฏิบัติ", ["ป", "ฏิ", "บั", "ติ"]),
        (t.marks_swapped, "ที่", ["ที่"]),
        (t.private_use, "ปีนี้", ["ปี", "นี้"]),
        (t.private_use, "ฐานญี่", ["ฐ", "า", "น", "ญี่"]),
        (t.marks_apart, "สั้น", ["สั้", "น"]),
        (t.doubled_marks, "อยู่", ["อ", "ยู่"]),
        (t.invisibles, "ทุ่งผึ้ง", ["ทุ่", "ง", "ผึ้", "ง"]),
    ],
)
def test_marks_join_their_letter(way: object, text: str, wanted: list[str]) -> None:
    assert clusters_of(way(t.typeset([text]))) == wanted  # type: ignore[operator]


@settings(max_examples=50, deadline=None)
@given(page=pages)
def test_tight_lines_do_not_take_each_others_marks(page: list[str]) -> None:
    reading = t.read(t.marks_last(t.marks_apart(t.typeset(page))))
    assert reading.lines == t.bare(page)


def test_a_mark_far_from_every_letter_stands_alone_as_a_guess() -> None:
    stream = [*t.typeset(["กา"]), t.glyph("\u0e49", 900.0, 900.0)]
    page = PageContent(Sheet(1, 2000.0, 2000.0), stream, [], [], ["F"])
    alone = build_clusters(page)[-1]
    assert (alone.text, alone.kind, alone.guesses) == ("\u0e49", Kind.MARK, 1)


def test_raw_keeps_what_the_text_layer_gave() -> None:
    page = PageContent(Sheet(1, 2000.0, 2000.0), t.private_use(t.typeset(["ปี่"])), [], [], ["F"])
    assert [cluster.raw for cluster in build_clusters(page)] == ["ป\uf702\uf70a"]


def test_a_trace_of_nikhahit_belongs_to_the_consonant_that_ends_there() -> None:
    stream = t.ghost(t.typeset(["ทำดี"]))
    trace = next(item for item in stream if item.kind == Kind.GHOST)
    stream.remove(trace)
    assert t.read([*stream, trace]).lines == ["ทำดี"]


def test_fonts_that_print_thai_digits_are_read_as_printed() -> None:
    stream = t.typeset(["พ.ศ. 2568"])
    assert t.read(stream, ("ABCDEF+THSarabunIT๙",)).lines == ["พ.ศ.๒๕๖๘"]
    assert t.read(stream, ("THSarabunPSK",)).lines == ["พ.ศ.2568"]


def test_a_tone_in_one_glyph_with_its_sara_am_stays_with_the_consonant_before() -> None:
    stream = t.typeset(["น้ำหนัก"])
    tone, vowel = (next(item for item in stream if item.text == text) for text in ("\u0e49", "ำ"))
    # the box of the glyph is the vowel's; the mark stands without a width at its end
    late = tone._replace(x0=vowel.x1, x1=vowel.x1, mid=vowel.x1 + 0.05 * t.SIZE, rise=0.0)
    stream[stream.index(tone)] = late
    assert t.read(stream).lines == ["น้ำหนัก"]
