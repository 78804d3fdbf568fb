"""What a page shows is what is read: text that is covered, hidden or struck out is no text, and is named."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, ImageDraw
from reportlab.lib.colors import Color, black, white
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from benchmarks.altering.drawing import COVERING, HARMLESS, HIDING, Spot
from benchmarks.altering.making import alter
from ita_extract.assembling.concealed import concealed_text
from ita_extract.layout.pages import lay_out
from ita_extract.reading.opening import open_pdf
from ita_extract.reading.page import Concealment, PageContent

REPORT = Path(__file__).parents[1] / "fixtures/2566-satun-obj-satun.pdf"
OLD, NEW = "92.00", "93.40"
RECT = (98.0, 696.0, 140.0, 714.0)  # around OLD, from the lower left corner


def paged(draw: Callable[[Canvas], None], after: Callable[[Pdf], None] | None = None) -> bytes:
    """Return a page of prose with the old number, and what is drawn or changed behind it."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 842), pageCompression=0)
    canvas.setFont("Helvetica", 14)
    for row in range(20):
        canvas.drawString(72, 640 - 24 * row, "words of a report that go on and on")
    draw(canvas)
    canvas.save()
    with pikepdf.open(io.BytesIO(data.getvalue())) as pdf:
        if after:
            after(pdf)
        made = io.BytesIO()
        pdf.save(made)
    return made.getvalue()


def read(data: bytes, tmp_path: Path) -> PageContent:
    (tmp_path / "page.pdf").write_bytes(data)
    with open_pdf(tmp_path / "page.pdf") as pdf:
        return pdf.page(1)


def number(canvas: Canvas) -> None:
    canvas.drawString(100, 700, OLD)


def text(page: PageContent) -> str:
    return "".join(glyph.text for glyph in page.glyphs)


def hidden(page: PageContent) -> dict[str, Concealment]:
    return {entry.text: entry.how for entry in page.concealed}


def white_box(canvas: Canvas) -> None:
    number(canvas)
    canvas.setFillColor(white)
    canvas.rect(96, 694, 50, 20, stroke=0, fill=1)
    canvas.setFillColor(black)


def picture(canvas: Canvas) -> None:
    number(canvas)
    canvas.drawImage(ImageReader(Image.new("L", (20, 8), 240)), 96, 694, 50, 20)


def pale(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    number(canvas)
    canvas.setFillColor(black)


def dark_on_dark(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0.06, 0.06, 0.06))
    canvas.rect(90, 690, 80, 30, stroke=0, fill=1)
    canvas.setFillColor(black)
    number(canvas)


def clear(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    number(canvas)
    canvas.setFillAlpha(1)


def cut(canvas: Canvas) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(60, 690, 30, 30)
    canvas.clipPath(path, stroke=0, fill=0)
    number(canvas)
    canvas.restoreState()


def mode(value: int) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        line = canvas.beginText(100, 700)
        line.setTextRenderMode(value)
        line.textOut(OLD)
        line.setTextRenderMode(0)
        canvas.saveState()
        canvas.drawText(line)
        canvas.restoreState()

    return draw


def struck(canvas: Canvas) -> None:
    number(canvas)
    canvas.line(99, 704.5, 137, 704.5)


@pytest.mark.parametrize(
    ("draw", "how"),
    [
        (white_box, Concealment.COVERED),
        (picture, Concealment.COVERED),
        (pale, Concealment.LOST),
        (dark_on_dark, Concealment.LOST),
        (clear, Concealment.LOST),
        (cut, Concealment.LOST),
        (mode(3), Concealment.UNPAINTED),
        (mode(7), Concealment.UNPAINTED),
        (lambda canvas: canvas.drawString(-200, 700, OLD), Concealment.OUTSIDE),
        (struck, Concealment.STRUCK),
    ],
)
def test_what_is_not_seen_is_no_text(
    draw: Callable[[Canvas], None], how: Concealment, tmp_path: Path
) -> None:
    page = read(paged(draw), tmp_path)
    assert OLD not in text(page)
    assert hidden(page) == {OLD: how}
    assert "words of a report" in text(page)


def on_dark(canvas: Canvas) -> None:
    canvas.setFillColor(black)
    canvas.rect(90, 690, 80, 30, stroke=0, fill=1)
    pale(canvas)


def framed(canvas: Canvas) -> None:
    number(canvas)
    canvas.rect(96, 694, 50, 20, stroke=1, fill=0)


def underlined(canvas: Canvas) -> None:
    number(canvas)
    canvas.line(99, 698.5, 137, 698.5)


def roomy_clip(canvas: Canvas) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(96, 694, 60, 24)
    canvas.clipPath(path, stroke=0, fill=0)
    number(canvas)
    canvas.restoreState()


def drawn_twice(canvas: Canvas) -> None:
    """The lower of two copies is covered by the upper one alone, and a box lies between them."""
    white_box(canvas)
    number(canvas)


def box_beside(canvas: Canvas) -> None:
    number(canvas)
    canvas.setFillColor(white)
    canvas.rect(150, 694, 50, 20, stroke=0, fill=1)
    canvas.setFillColor(black)


@pytest.mark.parametrize("draw", [number, on_dark, drawn_twice, framed, underlined, roomy_clip, box_beside])
def test_what_is_seen_stays(draw: Callable[[Canvas], None], tmp_path: Path) -> None:
    page = read(paged(draw), tmp_path)
    assert OLD in text(page)
    assert page.concealed == ()


@pytest.mark.parametrize("kind", [*COVERING, *HIDING])
def test_altered_numbers_are_named_where_they_stand(kind: str, tmp_path: Path) -> None:
    hiding = kind in HIDING

    def change(pdf: Pdf) -> None:
        (COVERING.get(kind) or HIDING[kind])(pdf, pdf.pages[0], Spot(RECT, OLD, NEW))

    page = read(paged((lambda canvas: None) if hiding else number, change), tmp_path)
    reasons = list(concealed_text(lay_out([page])))
    assert {reason.slug for reason in reasons} <= {"overlaid-value", "unseen-text"}
    assert any(reason.raw and (reason.raw in OLD or NEW in reason.raw) for reason in reasons), reasons
    if kind not in ("freetext-no-look", "actual-text"):
        assert OLD not in text(page)


@pytest.mark.parametrize("kind", HARMLESS)
def test_harmless_marks_change_nothing(kind: str, tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        HARMLESS[kind](pdf, pdf.pages[0], Spot((98, 697, 140, 712), OLD, NEW), random.Random(1))

    page = read(paged(number, change), tmp_path)
    assert OLD in text(page)
    assert list(concealed_text(lay_out([page]))) == []


def test_fields_are_text_of_the_page(tmp_path: Path) -> None:
    def fill(pdf: Pdf) -> None:
        look = pdf.make_stream(b"BT /Helv 12 Tf 2 4 Td (88.45) Tj ET")
        look["/Type"], look["/Subtype"], look["/BBox"] = Name.XObject, Name.Form, Array([0, 0, 60, 20])
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        look["/Resources"] = Dictionary(Font=Dictionary(Helv=font))
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="score", V="88.45", F=4, Rect=[200, 690, 260, 710],
            AP=Dictionary(N=look),
        )  # fmt: skip
        pdf.pages[0].Annots = pdf.make_indirect(Array([pdf.make_indirect(field)]))
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].Annots[0]]))

    page = read(paged(number, fill), tmp_path)
    assert OLD in text(page)
    assert "88.45" in text(page)
    assert page.concealed == ()


def test_letters_with_colours_of_their_own_are_seen(tmp_path: Path) -> None:
    """Letters of a Type 3 font that set their colour (operator d0), in a form."""

    def add(pdf: Pdf) -> None:
        glyph = pdf.make_stream(b"500 0 d0 1 0 0 rg 50 0 350 700 re f")
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 500, 700]), FirstChar=57, LastChar=57,
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), Widths=Array([500]), CharProcs=Dictionary(nine=glyph),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([57, Name.nine])),
            Resources=Dictionary(),
        )  # fmt: skip
        form = pdf.make_stream(b"BT /T 14 Tf 100 700 Td (99) Tj ET")
        form["/Type"], form["/Subtype"], form["/BBox"] = Name.XObject, Name.Form, Array([0, 0, 595, 842])
        form["/Resources"] = Dictionary(Font=Dictionary(T=font))
        page = pdf.pages[0]
        name = page.add_resource(form, Name.XObject)
        page.contents_add(f"q {name} Do Q".encode())

    page = read(paged(lambda canvas: None, add), tmp_path)
    assert "99" in text(page)
    assert page.concealed == ()


def test_a_layer_over_a_picture_of_the_page_is_not_trusted(tmp_path: Path) -> None:
    """The text is set visibly, and the picture below shows the same letters."""
    shown = Image.new("L", (595, 842), 255)
    pen = ImageDraw.Draw(shown)
    for row in range(20):
        pen.text((72, 842 - 654 + 24 * row), "words of a report that go on and on", fill=0, font_size=15)

    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 842))
    canvas.drawImage(ImageReader(shown), 0, 0, 595, 842)
    canvas.setFont("Helvetica", 14)
    for row in range(20):
        canvas.drawString(72, 642 - 24 * row, "words of a report that go on and on")
    canvas.save()
    page = read(data.getvalue(), tmp_path)
    assert page.is_layered
    [layout] = lay_out([page])
    assert not layout.quality.fit


def test_text_over_an_empty_picture_is_text(tmp_path: Path) -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 842))
    canvas.drawImage(ImageReader(Image.new("L", (20, 30), 235)), 0, 0, 595, 842)
    canvas.setFont("Helvetica", 14)
    for row in range(20):
        canvas.drawString(72, 642 - 24 * row, "words of a report that go on and on")
    canvas.save()
    page = read(data.getvalue(), tmp_path)
    assert not page.is_layered
    assert page.concealed == ()


def test_an_alteration_is_checked_by_its_picture() -> None:
    from ita_extract import extract

    report = extract(REPORT, ocr="never")
    made = alter(REPORT, report, "rectangle", random.Random(3))
    assert made is not None
    assert made.as_meant
    assert made.data != REPORT.read_bytes()
