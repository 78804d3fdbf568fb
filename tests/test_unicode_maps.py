"""ToUnicode maps against the order of their fonts' glyphs."""

from __future__ import annotations

import pytest

from ita_extract.reading.unicode_maps import map_signs, misplaced


def kept(characters: str, offset: int) -> dict[int, int]:
    """Return the map of a font whose glyphs kept their numbers."""
    return {ord(entry) + offset: ord(entry) for entry in characters}


FONT = kept("(./0123456789AEIOT", -29)


def test_fonts_in_order_are_believed() -> None:
    assert misplaced(FONT) == []
    assert misplaced(kept("๐๑๒๓๔๕๖๗๘๙กคงจมยรลส", 3)) == []


@pytest.mark.parametrize(("first", "other"), ["38", "09", "17"])
def test_exchanged_figures_are_found(first: str, other: str) -> None:
    mapping = FONT | {ord(first) - 29: ord(other), ord(other) - 29: ord(first)}
    assert set(misplaced(mapping)) == {first, other}


def test_a_figure_that_stands_for_two_is_found() -> None:
    assert misplaced(FONT | {ord("8") - 29: ord("3")}) == ["3"]


def test_other_forms_of_a_figure_say_nothing() -> None:
    """Lining figures beside old ones: a second glyph of the same name, far from the others."""
    assert misplaced(FONT | {400: ord("1"), 401: ord("2")}) == []


def test_glyphs_numbered_in_the_order_of_use_say_nothing() -> None:
    """LibreOffice numbers the glyphs that it keeps: 1 2 3 4 and then 0 are no exchange."""
    mapping = dict(enumerate(map(ord, "ปี12340256789ระจำ"), start=1))
    assert misplaced(mapping) == []
    assert misplaced({}) == []


def test_maps_are_found_in_the_bytes_of_a_file() -> None:
    lines = "".join(f"<{code:04X}> <{text:04X}>\n" for code, text in FONT.items())
    lied = lines.replace("<001B> <0038>", "<001B> <0033>")
    assert lied != lines
    body = "begincmap\n18 beginbfchar\n" + lied + "endbfchar\nendcmap"
    file = f"%PDF-1.7\n1 0 obj\n<</Length {len(body)}>>\nstream\n{body}\nendstream\nendobj\n".encode()
    assert map_signs(file).exchanged == "3"
    assert map_signs(file.replace(b"<001B> <0033>", b"<001B> <0038>")).exchanged == ""
    assert map_signs(b"no PDF").exchanged == ""


def test_ranges_are_read() -> None:
    ranges = "2 beginbfrange\n<0013> <001A> <0030>\n<001B> <001C> [<0033> <0039>]\nendbfrange\n"
    body = f"begincmap\n{ranges}1 beginbfchar\n<0090> <0041>\nendbfchar\nendcmap"
    file = f"1 0 obj\n<</Length {len(body)}>>\nstream\n{body}\nendstream\n".encode()
    assert map_signs(file).exchanged == "3"
