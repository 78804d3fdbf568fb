"""A page's text quality: 1 for what reads well, a named reason for what does not."""

from __future__ import annotations

import pytest
import typesetting as t
from thai_lines import everyday_lines

from ita_extract.reading.page import Box, Kind, PageContent, Sheet
from ita_extract.thai.chars import freeze
from ita_extract.thai.clusters import Cluster, build_clusters
from ita_extract.thai.letters import UNKNOWN
from ita_extract.thai.quality import Drawn, Written, judge


def one_line(clusters: list[Cluster]) -> Written:
    """All clusters of a page as one line in which nothing is set apart."""
    return Written(freeze(clusters), [0] * len(clusters))


def test_good_pages_have_the_full_score() -> None:
    reading = t.read(t.typeset(everyday_lines(30, 1)))
    assert (reading.quality.score, reading.quality.reasons, reading.quality.fit) == (1.0, (), True)


@pytest.mark.parametrize("share", [4, 8, 20])
def test_glyphs_without_a_character_make_a_page_unfit(share: int) -> None:
    stream = [
        item._replace(text=UNKNOWN, kind=Kind.UNMAPPED)
        if position % share == 0 and item.kind == Kind.BASE
        else item
        for position, item in enumerate(t.typeset(everyday_lines(30, 2)))
    ]
    reading = t.read(stream)
    assert not reading.quality.fit
    assert "glyphs without a character" in reading.quality.reasons[0]


def test_letters_in_impossible_places_make_a_page_unfit() -> None:
    swap = str.maketrans("กนรา", "เาัะ")
    lines = [line.translate(swap) for line in everyday_lines(30, 3)]
    assert not t.read(t.typeset(lines)).quality.fit


def test_marks_that_no_letter_takes_make_a_page_unfit() -> None:
    stream = t.typeset(everyday_lines(5, 4))
    stream += [t.glyph("\u0e49", 1000.0, 600.0 + 40 * position) for position in range(12)]
    reading = t.read(stream)
    assert not reading.quality.fit
    assert "12 stray marks" in reading.quality.reasons[0]


def test_lost_marks_are_counted() -> None:
    page = PageContent(Sheet(1, 2000.0, 2000.0), t.typeset(everyday_lines(10, 5)), [], [], ["F"])
    clusters = build_clusters(page)
    assert judge(Drawn.of(page), [one_line(clusters)], clusters).fit
    marked = next(item for item in clusters if len(item.text) > 1)
    marked.text = marked.text[0]
    judged = judge(Drawn.of(page), [one_line(clusters)], clusters)
    assert any("lost while mending" in reason for reason in judged.reasons)


def test_a_picture_without_text_is_unfit() -> None:
    page = PageContent(Sheet(1, 600.0, 800.0), t.typeset(["หน้า ๑"]), [], [Box(0, 0, 600, 800)], ["F"])
    clusters = build_clusters(page)
    assert judge(Drawn.of(page), [one_line(clusters)], clusters).reasons == (
        "the page is a picture without text",
    )


def test_a_short_page_is_not_accused_for_one_letter() -> None:
    assert t.read(t.typeset(["ป\ufffdระกาศ เรื่อง"])).quality.fit
