"""What of a page a card shows: at most four lines, nothing of it hidden, and how pictures of pages are packed."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from ita_extract.reading.page import Box
from ita_extract.review.cutting import cuts_of, side_of, within
from ita_extract.review.doubts import Doubt, Mark, Spot
from ita_extract.review.kinds import Kind
from ita_extract.review.packing import coloured, packed

PAGE = Box(0.0, 0.0, 595.0, 842.0)
PITCH, HIGH = 16.0, 20.0  # of running text: boxes of lines overlap


def line(number: int, x0: float = 80.0, x1: float = 500.0, page: int = 4) -> Spot:
    """Return a line with a guess."""
    top = 100 + PITCH * number
    mark = Mark(0, 1, Box(x0, top, x0 + 8, top + HIGH), "")
    return Spot(page, Box(x0, top, x1, top + HIGH), "ก line", (mark,))


def cards(*spots: Spot) -> Doubt:
    return Doubt(1, Kind.PROSE, (), (), spots)


def test_neighbouring_lines_are_one_cut_of_at_most_four() -> None:
    cuts = cuts_of(cards(*(line(number) for number in range(10))))
    assert [len(cut.spots) for cut in cuts] == [4, 4, 2]
    for cut in cuts:
        assert cut.box is not None
        seen = within(cut.box, PAGE)
        assert all(
            seen.top <= spot.box.top and spot.box.bottom <= seen.bottom for spot in cut.spots if spot.box
        )
        assert seen.bottom - seen.top < 5.5 * PITCH


def test_columns_and_pages_are_cut_apart() -> None:
    spots = (line(0, 80, 180), line(0, 420, 520), line(1, 80, 180), line(0, page=5))
    assert [(cut.page, len(cut.spots)) for cut in cuts_of(cards(*spots))] == [(4, 2), (4, 1), (5, 1)]


def test_of_a_paragraph_without_marks_its_head_is_shown_and_nothing_hides_behind_it() -> None:
    paragraph = Spot(4, Box(80, 100, 500, 420), "a long paragraph")
    cuts = cuts_of(cards(paragraph, line(12)))
    assert [len(cut.spots) for cut in cuts] == [1, 1], "a line far down has a cut of its own"
    assert cuts[0].box is not None
    assert within(cuts[0].box, PAGE).bottom < 220


def test_a_number_is_shown_with_what_stands_before_it() -> None:
    number = Spot(4, Box(440, 300, 470, 314), "98.29")
    (cut,) = cuts_of(cards(number))
    assert cut.box is not None
    seen = within(cut.box, PAGE)
    assert seen.x0 < 60 and seen.x1 > 500 and seen.top < 290
    side = side_of(number).box
    assert side is not None and side.x1 - side.x0 < 400, "two of them stand side by side"


def test_of_a_narrow_cell_of_many_lines_its_first_lines_are_shown() -> None:
    cell = Spot(4, Box(100, 300, 180, 560), "a measure")
    (cut,) = cuts_of(cards(cell))
    assert cut.box is not None
    seen = within(cut.box, PAGE)
    assert 265 < seen.top < 300 and seen.bottom > 350


def test_a_missing_table_is_shown_as_its_whole_page() -> None:
    (cut,) = cuts_of(cards(Spot(3, None)))
    assert (cut.page, cut.box) == (3, None)


@pytest.mark.parametrize("box", [Box(-50, -20, 700, 900), Box(590, 840, 2000, 2000), Box(5, 5, 5, 5)])
def test_a_cut_lies_on_its_page(box: Box) -> None:
    seen = within(box, PAGE)
    assert 0 <= seen.x0 < seen.x1 <= PAGE.x1 and 0 <= seen.top < seen.bottom <= PAGE.bottom


def sheet(paper: int, ink: int, colour: str | None = None) -> Image.Image:
    """Return a sheet with lines of ink, and a coloured stamp if asked."""
    made = Image.new("RGB", (800, 1000), (paper, paper, paper))
    draw = ImageDraw.Draw(made)
    for top in range(100, 900, 40):
        draw.rectangle((100, top, 700, top + 2), fill=(ink, ink, ink))
    if colour:
        draw.ellipse((500, 700, 640, 840), fill=colour)
    return made


def unpacked(picture: Image.Image) -> Image.Image:
    return Image.open(io.BytesIO(packed(picture))).convert("RGB")


@pytest.mark.parametrize(("paper", "ink"), [(255, 0), (240, 90), (225, 195)])
def test_ink_stays_and_paper_is_white_whatever_the_scanner_made_of_them(paper: int, ink: int) -> None:
    made = unpacked(sheet(paper, ink)).convert("L")
    assert made.getpixel((50, 50)) == 255
    shown = made.getpixel((300, 101))
    assert isinstance(shown, int) and shown <= 170, "faint ink is seen"


def test_what_has_colour_is_shown_in_colour() -> None:
    assert not coloured(sheet(255, 0)) and coloured(sheet(255, 0, "red"))
    red, green, _ = unpacked(sheet(255, 0, "red")).getpixel((570, 770))  # type: ignore[misc]
    assert red > 200 and green < 90


def test_letters_are_packed_without_loss_and_photographs_are_not() -> None:
    hills = Image.radial_gradient("L").resize((800, 1000))
    photograph = Image.blend(hills, Image.effect_noise((800, 1000), 40), 0.3).convert("RGB")
    assert packed(photograph)[12:16] == b"VP8 ", "lossy"
    assert packed(sheet(255, 0))[12:16] == b"VP8L", "without loss"
