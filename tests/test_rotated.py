"""Text set across the page's main direction, against it or aslant: what it says, and where it stands."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ita_extract.layout.pages import lay_out
from ita_extract.reading.opening import open_pdf
from ita_extract.reading.page import Box, PageContent, RotatedText

WIDTH, HEIGHT = 595.0, 842.0
FONT, SIZE = "Helvetica", 12.0
UP, AROUND, DOWN = 90, 180, 270  # degrees, anticlockwise
PROSE = [
    f"{number}. Line of prose that makes the main direction of its page clear" for number in range(1, 21)
]
HEADINGS = ["Score 2567", "Score 2568", "Change"]
ROWS = [["1", "Duties", "98.29"], ["2", "Budget", "99.15"], ["3", "Power", "97.02"]]
REPORT = Path(__file__).parents[1] / "fixtures" / "2565-khon-kaen-thesaban-nakhon-khon-kaen.pdf"


def read(draw: Callable[[Canvas], None], tmp_path: Path, *, turn: int = 0) -> PageContent:
    """Draw a page in Helvetica, and read it; `turn` is its /Rotate."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDTH, HEIGHT), pageCompression=0)
    canvas.setFont(FONT, SIZE)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    path = tmp_path / "drawn.pdf"
    with pikepdf.open(io.BytesIO(data.getvalue())) as pdf:
        if turn:
            pdf.pages[0].rotate(turn, relative=False)
        pdf.save(path)
    with open_pdf(path) as pdf:
        return pdf.page(1)


def prose(canvas: Canvas, *, lines: int = 20) -> None:
    for row, line in enumerate(PROSE[:lines]):
        canvas.drawString(60, 780 - 18 * row, line)


def turned(canvas: Canvas, angle: float, x: float, y: float, text: str) -> None:
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(angle)
    canvas.drawString(0, 0, text)
    canvas.restoreState()


def texts(page: PageContent) -> list[str]:
    return [line.text for line in page.rotated]


def near(box: Box, x0: float, top: float, x1: float, bottom: float, by: float = 2.5) -> bool:
    """Whether a box is that one; a font's ascent and descent move its sides a little."""
    return all(abs(entry - other) <= by for entry, other in zip(box, (x0, top, x1, bottom), strict=True))


def part(line: RotatedText, wanted: str) -> Box:
    """Return the box around a part of a line's text."""
    start = line.text.index(wanted)
    boxes = line.boxes[start : start + len(wanted)]
    return Box(
        min(box.x0 for box in boxes), min(box.top for box in boxes),
        max(box.x1 for box in boxes), max(box.bottom for box in boxes),
    )  # fmt: skip


def whole(line: RotatedText) -> bool:
    return len(line.text) == len(line.boxes) and part(line, line.text) == line.box


def test_upright_pages_have_none(tmp_path: Path) -> None:
    page = read(prose, tmp_path)
    assert page.rotated == () and page.slanted == 0 and page.turned == ""


def test_vertical_headings_of_a_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        prose(canvas, lines=8)
        for column, heading in enumerate(HEADINGS):
            turned(canvas, UP, 214 + 40 * column, 400, heading)
        for row, cells in enumerate([["98.10", "98.29", "0.19"], ["97.00", "97.02", "0.02"]]):
            for column, cell in enumerate(cells):
                canvas.drawString(195 + 40 * column, 370 - 20 * row, cell)

    page = read(draw, tmp_path)
    assert texts(page) == HEADINGS
    for column, line in enumerate(page.rotated):
        long = stringWidth(HEADINGS[column], FONT, SIZE)
        x = 214 + 40 * column
        assert near(line.box, x - 10, HEIGHT - 400 - long, x + 2, HEIGHT - 400)
        assert line.quarter == 1 and line.raw == HEADINGS[column] and whole(line)
    year = part(page.rotated[1], "2568")
    before = stringWidth("Score ", FONT, SIZE)
    assert near(year, 244, HEIGHT - 400 - stringWidth("Score 2568", FONT, SIZE), 256, HEIGHT - 400 - before)
    assert page.turned == "".join(HEADINGS) and page.slanted == 0


@pytest.mark.parametrize(("angle", "quarter"), [(UP, 1), (AROUND, 2), (DOWN, 3)])
def test_a_landscape_table_on_a_page_of_prose(tmp_path: Path, angle: int, quarter: int) -> None:
    def draw(canvas: Canvas) -> None:
        prose(canvas)
        canvas.translate({UP: 420, AROUND: 500, DOWN: 120}[angle], {UP: 60, AROUND: 100, DOWN: 380}[angle])
        canvas.rotate(angle)
        for row, cells in enumerate(ROWS):
            for column, cell in enumerate(cells):
                canvas.drawString(100 * column, -24 * row, cell)

    page = read(draw, tmp_path)
    assert texts(page) == [" ".join(cells) for cells in ROWS]
    assert {line.quarter for line in page.rotated} == {quarter}
    assert all(whole(line) for line in page.rotated)
    along = stringWidth("97.02", FONT, SIZE)
    assert near(
        part(page.rotated[2], "97.02"),
        *{
            UP: (420 + 48 - 10, HEIGHT - 260 - along, 420 + 48 + 2, HEIGHT - 260),
            AROUND: (300 - along, HEIGHT - 148 - 2, 300, HEIGHT - 148 + 10),
            DOWN: (120 - 48 - 2, HEIGHT - 180, 120 - 48 + 10, HEIGHT - 180 + along),
        }[angle],
    )
    (line,) = [line for line in lay_out([page])[0].lines if line.text.startswith("20.")]
    assert line.text == PROSE[19]


@pytest.mark.parametrize("angle", [45, -30, 60, 135])
def test_a_watermark_aslant(tmp_path: Path, angle: float) -> None:
    words = "True copy 2567"
    long, size = stringWidth(words, FONT, 40), 40

    def draw(canvas: Canvas) -> None:
        prose(canvas)
        canvas.setFont(FONT, size)
        turned(canvas, angle, 260, 400, words)

    page = read(draw, tmp_path)
    assert texts(page) == [words]
    (line,) = page.rotated
    assert line.quarter is None and line.raw == words and whole(line)
    assert page.slanted == len(words) and page.turned == ""
    assert line.box.x0 < 260 < line.box.x1 and line.box.top < HEIGHT - 400 < line.box.bottom
    diagonal = ((line.box.x1 - line.box.x0) ** 2 + (line.box.bottom - line.box.top) ** 2) ** 0.5
    assert long < diagonal < 1.3 * long


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("angle", [UP, AROUND, DOWN])
def test_a_page_wholly_turned_has_none(tmp_path: Path, angle: int, turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(
            {UP: WIDTH, AROUND: WIDTH, DOWN: 0}[angle], {UP: 0, AROUND: HEIGHT, DOWN: HEIGHT}[angle]
        )
        canvas.rotate(angle)
        for row, line in enumerate(PROSE):
            canvas.drawString(60, 500 - 18 * row, line)

    page = read(draw, tmp_path, turn=turn)
    assert page.rotated == ()
    assert [line.text for line in lay_out([page])[0].lines] == PROSE


@pytest.mark.parametrize("angle", [UP, AROUND, DOWN])
def test_what_stands_upright_on_a_turned_page(tmp_path: Path, angle: int) -> None:
    """A page number set upright below a landscape page is told, in the space of the landscape page."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(
            {UP: WIDTH, AROUND: WIDTH, DOWN: 0}[angle], {UP: 0, AROUND: HEIGHT, DOWN: HEIGHT}[angle]
        )
        canvas.rotate(angle)
        for row, line in enumerate(PROSE):
            canvas.drawString(60, 500 - 18 * row, line)
        canvas.restoreState()
        canvas.drawString(40, 30, "page 17")
        turned(canvas, angle + 45, 300, 60, "copy")

    page = read(draw, tmp_path)
    number, copy = page.rotated
    assert (number.text, copy.text) == ("page 17", "copy")
    assert number.quarter == {UP: 3, AROUND: 2, DOWN: 1}[angle] and copy.quarter is None
    long = stringWidth("page 17", FONT, SIZE)
    assert near(page.sheet.shown(number.box), 40, HEIGHT - 30 - 10, 40 + long, HEIGHT - 30 + 2)
    shown = page.sheet.shown(copy.box)
    assert shown.x0 < 302 and shown.x1 > 298 and shown.top < HEIGHT - 58 and shown.bottom > HEIGHT - 62


def test_letters_are_put_in_reading_order_once(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        prose(canvas)
        for y, text in ((460, "98.29"), (400, "Score"), (460.3, "98.2"), (400.3, "Scor")):
            turned(canvas, UP, 400, y, text)

    (line,) = read(draw, tmp_path).rotated
    assert line.text == "Score 98.29"
    assert line.raw == "98.29Score98.2Scor"


def test_figures_of_neighbouring_cells_stay_apart(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        prose(canvas)
        canvas.rotate(DOWN)
        for x, text in ((-500, "7"), (-490, "98.29"), (-455, "  "), (-450, "96")):
            canvas.drawString(x, 400, text)

    (line,) = read(draw, tmp_path).rotated
    assert line.text == "7 98.29 96"


def test_what_lies_outside_of_the_page_or_of_its_clip_is_left_out(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        prose(canvas)
        turned(canvas, UP, -20, 300, "beside 1")
        turned(canvas, UP, 300, HEIGHT + 10, "above 2")
        turned(canvas, 45, 620, 300, "aslant 3")
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(60, 60, 100, 60)
        canvas.clipPath(path, stroke=0)
        turned(canvas, UP, 300, 70, "clipped 4")
        turned(canvas, UP, 100, 70, "seen 5")
        canvas.restoreState()

    assert texts(read(draw, tmp_path)) == ["seen 5"]


def test_thai_with_its_marks(tmp_path: Path) -> None:
    """A page of a report drawn small and sideways on a page of prose says what it says upright."""
    with open_pdf(REPORT) as pdf:
        pages = sorted(pdf.pages(), key=lambda page: len(page.glyphs))
    upright, host = pages[0], pages[-1].sheet.number
    with pikepdf.open(REPORT) as pdf:
        page, inset = pdf.pages[host - 1], pdf.pages[upright.sheet.number - 1].as_form_xobject()
        page.contents_add(b"q", prepend=True)
        page.contents_add(b"Q q 0 0.2 -0.2 0 580 30 cm /Inset Do Q")
        page.obj["/Resources"]["/XObject"] = pikepdf.Dictionary(Inset=pdf.make_indirect(inset))
        pdf.save(tmp_path / "inset.pdf")
    with open_pdf(tmp_path / "inset.pdf") as pdf:
        found = pdf.page(host).rotated
    assert {line.quarter for line in found} == {1}
    drawn = "".join(glyph.text for glyph in upright.glyphs if not glyph.text.isspace())
    stated = "".join(line.text for line in found).replace(" ", "")
    assert sorted(stated) == sorted(drawn)
    rows: dict[float, str] = {}
    for glyph in upright.glyphs:
        rows[glyph.baseline] = rows.get(glyph.baseline, "") + glyph.text.strip()
    lines = {line.text.replace(" ", "") for line in found}
    assert sum(row in lines for row in rows.values()) > 0.9 * len(rows)
