"""Files that cannot be read get a name for what is wrong; those that can are read, whatever their pages look like."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pikepdf
import pytest
from poison import pdf
from reportlab.pdfgen.canvas import Canvas

from ita_extract import extract
from ita_extract.errors import (
    DamagedError,
    DocumentError,
    EmptyFileError,
    EncryptedError,
    NotPdfError,
    UnreadableFileError,
)
from ita_extract.model import Report, Status
from ita_extract.reading import characters
from ita_extract.reading.opening import open_pdf
from ita_extract.reading.page import Kind
from ita_extract.reading.pdfium import lib

FIXTURES = Path(__file__).parents[1] / "fixtures"
SMALL = FIXTURES / "2565-khon-kaen-thesaban-nakhon-khon-kaen.pdf"
PLACE = {"x0", "top", "x1", "bottom"}


def changed(path: Path, change: Callable[[pikepdf.Pdf], None], **save: object) -> Path:
    with pikepdf.open(SMALL) as pdf:
        change(pdf)
        pdf.save(path, **save)
    return path


def contents(report: Report, *, places: bool = True) -> dict[str, object]:
    """All that a report says, without the file's own marks; without places the mentions are in no order.

    Then a number does not tell either which row of them holds it.
    """
    tables = report.model_dump(exclude={"document"})
    if not places:
        left_out = {*PLACE, "row"}
        tables = {
            name: [{column: value for column, value in row.items() if column not in left_out} for row in rows]
            for name, rows in tables.items()
        }
        tables["score_mentions"].sort(key=str)
    own = {"document_id", "sha256", "source", "review_reasons", "status"}
    return {**tables, "document": report.document.model_dump(exclude=own)}


def boxes(report: Report) -> list[tuple[int, float, float, float, float]]:
    """The places of the scores of indicators, instruments and measures."""
    rows = (*report.indicator_scores, *report.instrument_scores, *report.measures, *report.guidelines)
    return [(row.page, row.x0, row.top, row.x1, row.bottom) for row in rows]


@pytest.fixture(scope="module")
def usual() -> Report:
    report = extract(SMALL)
    assert report.document.status == Status.OK
    return report


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFileError),
        (b"<!DOCTYPE html><html><body>404</body></html>", NotPdfError),
        (b"\x00" * 5000, NotPdfError),
        (b"PK\x03\x04word/document.xml", NotPdfError),
        (b"%PDF-1.7\n", DamagedError),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, DamagedError),
        (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
         b"trailer<</Root 1 0 R>>\n%%EOF", DamagedError),
        (pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"), EmptyFileError),
        (b"<html> 1 0 obj in words, and no PDF </html>", NotPdfError),
    ],
    ids=["empty", "html", "zeros", "zip", "head alone", "garbage", "no page tree", "no pages", "words"],
)  # fmt: skip
def test_what_cannot_be_read_is_named(tmp_path: Path, data: bytes, error: type[DocumentError]) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(data)
    with pytest.raises(error) as raised:
        extract(path)
    assert raised.type is error
    assert raised.value.message.endswith(".")
    assert "page.pdf" not in raised.value.message  # what shows the error names its file
    assert raised.value.__notes__ == [f"in the file {path}"]
    assert raised.value.hint


@pytest.mark.parametrize("name", ["missing.pdf", ""], ids=["missing", "a folder"])
def test_a_path_that_is_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFileError):
        extract(tmp_path / name)


@pytest.mark.parametrize("strength", [3, 4, 6], ids=["RC4", "AES-128", "AES-256"])
def test_a_password_is_asked_for_and_an_empty_one_is_not(
    tmp_path: Path, strength: int, usual: Report
) -> None:
    for user, name in (("secret", "locked.pdf"), ("", "open.pdf")):
        encryption = pikepdf.Encryption(
            owner="owner", user=user, R=strength, aes=strength > 3, metadata=strength > 3
        )
        changed(tmp_path / name, lambda pdf: None, encryption=encryption)
    with pytest.raises(EncryptedError) as raised:
        extract(tmp_path / "locked.pdf")
    assert raised.value.slug == "encrypted"
    opened = extract(tmp_path / "open.pdf")
    assert opened.document.status == Status.OK
    assert contents(opened) == contents(usual)


@pytest.mark.parametrize("revision", [5, 6])
@pytest.mark.filterwarnings("ignore:Encryption R=5")
def test_an_empty_password_of_the_owner_opens_as_well(
    tmp_path: Path, revision: Literal[5, 6], usual: Report
) -> None:
    encryption = pikepdf.Encryption(owner="", user="secret", R=revision)
    changed(tmp_path / "owned.pdf", lambda pdf: None, encryption=encryption)
    opened = extract(tmp_path / "owned.pdf")
    assert opened.document.status == Status.OK
    assert contents(opened) == contents(usual)


@pytest.mark.parametrize(
    "lock",
    [
        b"/Encrypt << /Filter /Standard /V 1 /R 3 /O (x) /U (y) /P -4 >>",
        b"/Encrypt << /Filter /Unheard.of /V 4 /CF << /StdCF << /CFM /None >> >> /StmF /Identity /StrF /Identity >>",
        b"/Encrypt 9999 0 R",
    ],
    ids=["standard", "another handler", "nothing"],
)
def test_a_file_that_is_not_encrypted_is_read_whatever_its_trailer_says(
    tmp_path: Path, lock: bytes, usual: Report
) -> None:
    changed(tmp_path / "plain.pdf", lambda pdf: None, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = (tmp_path / "plain.pdf").read_bytes()
    assert data.count(b"trailer <<") == 1
    (tmp_path / "said.pdf").write_bytes(data.replace(b"trailer <<", b"trailer << " + lock))
    opened = extract(tmp_path / "said.pdf")
    assert contents(opened) == contents(usual)


@pytest.mark.parametrize("head", [b"", b"%\xe2\xe3\xcf\xd3\n", b"x" * 3000], ids=["none", "binary", "far"])
def test_a_file_without_a_head_is_read_by_its_objects(tmp_path: Path, head: bytes, usual: Report) -> None:
    data = SMALL.read_bytes()
    (tmp_path / "headless.pdf").write_bytes(head + data[data.index(b"\n") + 1 :])
    opened = extract(tmp_path / "headless.pdf", proof="never")  # else its ink proves more rows
    assert {reason.slug for reason in opened.review_reasons} == {"rebuilt-file"}
    assert contents(opened.model_copy(update={"review_reasons": ()})) == contents(usual)


def test_a_download_that_broke_off_is_rebuilt_or_refused_never_crashed(tmp_path: Path, usual: Report) -> None:
    data = SMALL.read_bytes()
    ended = []
    for share in (0.999, 0.98, 0.8, 0.5, 0.2, 0.05):
        path = tmp_path / f"cut-{share}.pdf"
        path.write_bytes(data[: int(len(data) * share)])
        try:
            report = extract(path)
        except DamagedError:
            ended.append("damaged")
            continue
        ended.append(str(report.document.status))
        assert report.document.review_reasons
        true = {(row.indicator, row.score) for row in usual.indicator_scores}
        assert {(row.indicator, row.score) for row in report.indicator_scores} <= true
        if report.indicator_scores:
            assert report.document.review_reasons[0].startswith("rebuilt-file")
    assert set(ended) <= {"review", "damaged"}
    assert ended[0] == "review"


@pytest.mark.parametrize(
    "name",
    ["2563-phangnga-obj-phangnga", "2566-lampang-thesaban-tambon-ko-kha", "2566-satun-obj-satun"],
)
def test_a_broken_off_report_is_for_review_though_no_page_speaks_of_ita(tmp_path: Path, name: str) -> None:
    """What was lost may be what made it a report: it is not called none."""
    data = (FIXTURES / f"{name}.pdf").read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(data[: int(len(data) * 0.8)])
    document = extract(path).document
    assert document.status == Status.REVIEW
    assert document.review_reasons[0].startswith("rebuilt-file")


def test_a_tail_cut_behind_the_pages_loses_nothing(tmp_path: Path, usual: Report) -> None:
    data = SMALL.read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(data[: data.rindex(b"startxref")])
    report = extract(path)
    assert contents(report) == contents(usual)
    with open_pdf(path) as pdf:
        rebuilt = pdf.rebuilt
    assert rebuilt == any(reason.startswith("rebuilt-file") for reason in report.document.review_reasons)


@pytest.mark.parametrize(
    "junk", [b"\r\n", b"\xef\xbb\xbf", b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n", b" " * 900]
)
def test_junk_before_the_head(tmp_path: Path, junk: bytes, usual: Report) -> None:
    path = tmp_path / "junk.pdf"
    path.write_bytes(junk + SMALL.read_bytes())
    report = extract(path)
    assert contents(report) == contents(usual)
    assert report.document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_junk_behind_the_tail(tmp_path: Path, usual: Report) -> None:
    path = tmp_path / "junk.pdf"
    path.write_bytes(SMALL.read_bytes() + b"\x00" * 3000)
    assert contents(extract(path)) == contents(usual)


def test_a_mediabox_that_the_page_tree_gives_to_its_pages(tmp_path: Path, usual: Report) -> None:
    """fpdf2 writes it there; such pages once came out as letter paper and all boxes were moved."""

    box = b"/MediaBox [ 0 0 595.2756 841.8898 ]"
    tree = b"<< /Count 6 /Kids [ 4 0 R 5 0 R 6 0 R 7 0 R 8 0 R 9 0 R ] /Type /Pages "
    data = SMALL.read_bytes()
    assert data.count(box) == 6
    assert tree in data
    data = data.replace(box, b" " * len(box))  # pikepdf would write it back to the pages
    before = data[data.rindex(b"startxref") :].split()[1].decode()
    table = len(data) + len(b"3 0 obj\n" + tree + box + b" >>\nendobj\n")
    data += b"3 0 obj\n" + tree + box + b" >>\nendobj\n"
    data += f"xref\n3 1\n{table - len(tree + box) - 19:010} 00000 n \n".encode()
    data += f"trailer << /Root 1 0 R /Size 26 /Prev {before} >>\nstartxref\n{table}\n%%EOF\n".encode()
    path = tmp_path / "inherited.pdf"
    path.write_bytes(data)
    report = extract(path)
    assert report.document.status == Status.OK
    assert contents(report) == contents(usual)


@pytest.mark.parametrize("box", ["/MediaBox", "/CropBox"])
def test_a_page_whose_box_does_not_begin_at_zero(tmp_path: Path, box: str, usual: Report) -> None:
    """Boxes count from the corner that is shown, not from the origin."""

    def widen(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            x0, y0, x1, y1 = (float(edge) for edge in page.MediaBox)
            if box == "/MediaBox":  # the sheet grows to the left and on top
                page.obj["/MediaBox"] = [x0 - 50, y0, x1, y1 + 30]
            else:
                page.obj["/CropBox"] = [x0 + 10, y0, x1, y1 - 20]

    moved = extract(changed(tmp_path / "moved.pdf", widen))
    right, down = (50, 30) if box == "/MediaBox" else (-10, -20)
    assert contents(moved, places=False) == contents(usual, places=False)
    for here, (page, x0, top, x1, bottom) in zip(boxes(moved), boxes(usual), strict=True):
        assert here == pytest.approx((page, x0 + right, top + down, x1 + right, bottom + down), abs=0.05)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_rotated_page_has_its_boxes_where_it_shows_them(tmp_path: Path, turn: int, usual: Report) -> None:
    def rotate(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.rotate(turn, relative=False)

    path = changed(tmp_path / "turned.pdf", rotate)
    turned = extract(path)
    assert turned.document.status == Status.OK
    assert contents(turned, places=False) == contents(usual, places=False)
    with pikepdf.open(SMALL) as pdf:
        sizes = [tuple(float(edge) for edge in page.MediaBox[2:]) for page in pdf.pages]
    for (page, *here), (_, x0, top, x1, bottom) in zip(boxes(turned), boxes(usual), strict=True):
        width, height = sizes[page - 1]
        expected = {
            90: (height - bottom, x0, height - top, x1),
            180: (width - x1, height - bottom, width - x0, height - top),
            270: (top, width - x1, bottom, width - x0),
        }[turn]
        assert tuple(here) == pytest.approx(expected, abs=0.05)


def test_a_page_drawn_sideways_and_turned_upright_is_as_if_drawn_upright(
    tmp_path: Path, usual: Report
) -> None:
    """Word's landscape pages in a portrait file."""

    def sideways(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            _, _, width, height = (float(edge) for edge in page.MediaBox)
            page.contents_add(f"q 0 1 -1 0 {height} 0 cm".encode(), prepend=True)
            page.contents_add(b"Q")
            page.obj["/MediaBox"] = [0, 0, height, width]
            page.rotate(90, relative=False)

    upright = extract(changed(tmp_path / "sideways.pdf", sideways))
    assert contents(upright, places=False) == contents(usual, places=False)
    for here, there in zip(boxes(upright), boxes(usual), strict=True):
        assert here == pytest.approx(there, abs=0.5)


def test_odd_characters_cost_no_page(tmp_path: Path) -> None:
    """Pairs of surrogates come as one character; halves of them, and codes that are none, as unknown glyphs."""
    stated = {
        "A": "D83D",
        "B": "DE00",
        "C": "D83DDE00",
        "D": "FFFF",
        "E": "0000",
        "F": "FFFFFFFF",
        "G": "D800",
    }
    canvas = Canvas(str(tmp_path / "plain.pdf"), pageCompression=0)
    canvas.drawString(72, 700, "98.29 BCDEFG points")
    canvas.save()
    lines = "".join(f"<{ord(letter):02X}> <{code}>\n" for letter, code in stated.items())
    with pikepdf.open(tmp_path / "plain.pdf") as pdf:
        (font,) = pdf.pages[0].obj["/Resources"]["/Font"].values()
        font["/ToUnicode"] = pdf.make_stream(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
            b"1 begincodespacerange <00> <FF> endcodespacerange\n"
            + f"{len(stated)} beginbfchar\n{lines}endbfchar endcmap end end".encode()
        )
        pdf.save(tmp_path / "odd.pdf")
    with open_pdf(tmp_path / "odd.pdf") as pdf:
        page = pdf.page(1)
    text = "".join(glyph.text for glyph in page.glyphs if glyph.kind != Kind.SPACE)
    text.encode("utf-8")
    assert text.startswith("98.29\ufffd\U0001f600") and text.endswith("\ufffdpoints")


@pytest.mark.parametrize("code", [0x110000, 0xF0A8A780, 0xFFFFFFFF])
def test_codes_beyond_unicode_cost_no_page(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """PDFium gives the bytes of a character where a font counts in UTF-8."""
    with open_pdf(SMALL) as pdf:
        usual = pdf.page(1).glyphs

    class Odd:
        def __getattr__(self, name: str) -> object:
            return getattr(lib, name)

        def FPDFText_GetUnicode(self, page: object, index: int) -> int:
            return lib.FPDFText_GetUnicode(page, index) if index else code

    monkeypatch.setattr(characters, "lib", Odd())
    with open_pdf(SMALL) as pdf:
        first, *others = pdf.page(1).glyphs
    assert (first.text, first.kind) == ("\ufffd", Kind.UNMAPPED)
    assert others == usual[1:]


def test_an_open_file_tells_what_it_is(usual: Report) -> None:
    data = SMALL.read_bytes()
    with open_pdf(SMALL) as pdf:
        assert (pdf.sha256, pdf.rebuilt) == (hashlib.sha256(data).hexdigest(), False)
        assert pdf.page_count == usual.document.page_count == len(list(pdf.pages()))
        assert [page.sheet.number for page in pdf.pages()] == list(range(1, pdf.page_count + 1))
        assert pdf.page(2).glyphs == list(pdf.pages())[1].glyphs
