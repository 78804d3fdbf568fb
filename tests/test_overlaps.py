"""Figures over other text: told where they are, and never told of what only stands near."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pytest
import typesetting as t
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from ita_extract.reading.opening import open_pdf
from ita_extract.reading.overlaps import overlapping
from ita_extract.reading.page import Glyph, PageContent

FIXTURES = Path(__file__).parents[1] / "fixtures"
LINE = 100.0


def drawn(text: str, x: float = 72.0, *, baseline: float = LINE, scale: float = 1.0) -> list[Glyph]:
    """Set a line that begins at x; `scale` is what its font gives for widths to what it draws."""
    glyphs = []
    for letter in text:
        made = t.glyph(letter, x, baseline)
        glyphs.append(made._replace(x1=made.x0 + scale * (made.x1 - made.x0)))
        x += t.advance(letter) * t.SIZE
    return glyphs


def stated(*layers: list[Glyph]) -> list[str]:
    """Return the text of what is told of each layer."""
    glyphs = [glyph for layer in layers for glyph in layer]
    found = overlapping(glyphs)
    starts = [sum(len(layer) for layer in layers[:position]) for position in range(len(layers) + 1)]
    return [
        "".join(glyphs[position].text for position in sorted(found) if start <= position < stop)
        for start, stop in pairwise(starts)
    ]


def read(tmp_path: Path, *strings: tuple[float, float, str]) -> PageContent:
    data = io.BytesIO()
    canvas = Canvas(data)
    for x, y, text in strings:
        canvas.drawString(x, y, text)
    canvas.save()
    path = tmp_path / "drawn.pdf"
    path.write_bytes(data.getvalue())
    with open_pdf(path) as pdf:
        return pdf.page(1)


def test_one_number_under_another() -> None:
    assert stated(drawn("คะแนน 88.22"), drawn("คะแนน 89.22")) == ["8", "9"]
    assert stated(drawn("98.5"), drawn("98.9")) == ["5", "9"]
    assert stated(drawn("๙๘.๕๐"), drawn("98.50")) == ["๙๘๕๐", "9850"]
    assert stated(drawn("95.48"), drawn("100.00", 71.0)) == ["95.48", "100.0"]


def test_words_over_a_number() -> None:
    assert stated(drawn("95.38"), drawn("ผ่าน", 74.0)) == ["95.", ""]
    assert stated(drawn("....."), drawn("95", 72.5))[1] == "95"
    assert stated(drawn("ดีมาก"), drawn("ผ่าน")) == ["", ""]


def test_baselines_that_are_one_line_and_two() -> None:
    assert stated(drawn("88"), drawn("99", baseline=LINE + 3)) == ["88", "99"]
    assert stated(drawn("88"), drawn("99", baseline=LINE + 8)) == ["", ""]
    assert stated(drawn("88"), drawn("99", baseline=LINE - 3), drawn("77", 200.0)) == ["88", "99", ""]


@pytest.mark.parametrize("spoil", [t.bold_by_glyph, t.bold_by_cluster, t.bold_by_page, t.doubled_marks])
def test_copies_are_no_overlaps(spoil: object) -> None:
    assert callable(spoil)
    assert not overlapping(spoil(t.typeset(["ได้คะแนนรวม ๙๕.๓๗ คะแนน", "11.11 และ 100.00 น้ำ"])))


@pytest.mark.parametrize("scale", [0.3, 1.0, 1.5, 2.0, 3.0])
def test_wrong_widths_are_no_overlaps(scale: float) -> None:
    numbers = [drawn("คะแนน 95.37 จาก 100.00", scale=scale), drawn("1,234.50", 300.0, scale=scale)]
    assert stated(*numbers) == ["", ""]


def test_kerned_text_objects_are_no_overlaps() -> None:
    """A point may be drawn under the arm of a 7, an exponent beside its number."""
    assert stated(drawn("7"), drawn(".", 72 + 5.4), drawn("5", 72 + 10.5)) == ["", "", ""]
    assert stated(drawn("95.37"), drawn("1", 72 + 30, baseline=LINE - 6)) == ["", ""]


def test_figures_of_a_page(tmp_path: Path) -> None:
    page = read(tmp_path, (72, 700, "88.22 points"), (72, 650, "others 77.10"), (72, 700.5, "89.22 points"))
    assert sorted(page.glyphs[position].text for position in page.overlapped) == ["8", "9"]
    assert page.overlapped == overlapping(page.glyphs)


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.pdf"))[::4], ids=lambda path: path.stem)
def test_fixtures_have_none_however_it_is_asked(path: Path) -> None:
    with open_pdf(path) as pdf:
        for page in pdf.pages():
            assert page.overlapped == overlapping(page.glyphs) == frozenset()


@given(st.lists(st.tuples(st.sampled_from("กด่9๙.1 "), st.integers(0, 60), st.integers(0, 6)), max_size=25))
def test_only_figures_are_told_and_the_order_of_drawing_does_not_matter(
    placed: list[tuple[str, int, int]],
) -> None:
    glyphs = [t.glyph(letter, 72.0 + x, LINE + y) for letter, x, y in placed]
    found = {glyphs[position] for position in overlapping(glyphs)}
    assert all(glyph.text in "9๙.1" for glyph in found)
    turned = glyphs[::-1]
    again = {turned[position] for position in overlapping(turned)}
    assert found == again


def test_many_letters_in_one_place_cost_little() -> None:
    heap = [t.glyph(letter, 72.0, LINE) for letter in "0123456789" * 500]
    assert overlapping(heap)
