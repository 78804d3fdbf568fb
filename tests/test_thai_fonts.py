"""What a font does to sara aa and sara am is judged over the whole document, by counts and then by words."""

from __future__ import annotations

import typesetting as t
from thai_lines import everyday_lines

from ita_extract.reading.page import PageContent, Sheet
from ita_extract.thai.clusters import build_clusters
from ita_extract.thai.fonts import FontSurvey, FontUse, coded_digit, coded_tone, prints_thai_digits
from ita_extract.thai.words import lengths, may_be_am


def use_of(stream: t.Stream) -> FontUse:
    page = PageContent(Sheet(1, 2000.0, 2000.0), stream, [], [], ["F"])
    survey = FontSurvey()
    survey.add(build_clusters(page), page.fonts)
    return survey.use("F")


def test_each_damage_is_told_from_the_others() -> None:
    stream = t.typeset(everyday_lines(60, 3))
    clean, swapped, blind, lost = (use_of(way(stream)) for way in (list, t.swapped, t.swapped_blind, t.lost))
    assert not (clean.swaps_sara_aa or clean.by_words or clean.suspect)
    assert swapped.swaps_sara_aa and not swapped.by_words
    assert blind.swaps_sara_aa and blind.by_words
    assert lost.by_words and not lost.swaps_sara_aa
    assert not use_of(t.ghost(stream)).by_words
    assert not use_of(t.spaced_am(stream)).by_words


def test_a_glyph_without_character_is_nikhahit_only_where_all_of_its_kind_stand_before_sara_aa() -> None:
    stream = t.typeset(everyday_lines(40, 5))
    nikhahit, tones = use_of(t.unmapped(stream)), use_of(t.nameless_tones(stream))
    assert nikhahit.is_nikhahit("\u0138")
    assert not tones.is_nikhahit("\ufffd")
    assert not nikhahit.is_nikhahit("another")


def test_letter_spacing_is_no_lost_sara_am() -> None:
    assert use_of(t.spaced_by_spaces(t.typeset(["มาตรการ ราคากลาง"]))).space_before_aa == 0


def test_codes_keep_the_order_of_tones_and_digits() -> None:
    assert [coded_tone(letter) for letter in "ÉÊก"] == ["\u0e48", "\u0e49", None]
    assert [coded_digit(letter) for letter in "ŘŚş9"] == ["0", "2", "7", None]


def test_only_sarabun_it_prints_thai_digits() -> None:
    assert prints_thai_digits("BCDEEE+THSarabunIT๙-Bold")
    assert not prints_thai_digits("THSarabunPSK")


def test_words_measure_both_readings_of_a_place() -> None:
    assert lengths("ดาเนินการ", 1) == (len("ดา"), len("ดำเนินการ"))
    assert lengths("มาตรการ", 1)[0] == len("มาตรการ")
    assert lengths("นา", 1) == (2, 2)
    assert may_be_am("กาหนด", 1)
    assert not may_be_am("ศึกษา", 4)
