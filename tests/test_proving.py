"""Ink against text: what fonts and pages draw is read and held beside what the text of the file says."""

from __future__ import annotations

import io
import random
from decimal import Decimal
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary

from benchmarks.altering.exchanging import ARABIC, THAI, Exchanged, exchange, looks_alike
from benchmarks.altering.making import alter
from ita_extract import extract
from ita_extract.cli import run as run_module
from ita_extract.model import Report, Status
from ita_extract.proving import prove as prove_module
from ita_extract.proving.comparing import Seen, Verdict, compare_level, compare_number, together
from ita_extract.proving.shapes import read_shapes
from ita_extract.proving.spots import Spot
from ita_extract.proving.strips import cut
from ita_extract.reading.opening import PagePart, open_pdf
from ita_extract.reading.outlines import FontFigures
from ita_extract.reading.page import Box
from ita_extract.reading.scans.reader import ReadChar
from ita_extract.reading.unicode_maps import map_signs

FIXTURES = Path(__file__).parents[1] / "fixtures"
LATIN = FIXTURES / "2567-songkhla-thesaban-nakhon-songkhla.pdf"
THAI_DIGITS = FIXTURES / "2566-satun-obj-satun.pdf"


def slugs(report: Report) -> set[str]:
    return {reason.slug for reason in report.review_reasons}


def exchanged(path: Path, alphabet: str, seed: int) -> Exchanged:
    made = exchange(path.read_bytes(), alphabet, random.Random(seed))
    assert made is not None
    assert looks_alike(path.read_bytes(), made.data)
    return made


def fonts_of(path: Path) -> list[FontFigures]:
    with open_pdf(path, with_outlines=True) as pdf:
        for _ in pdf.pages():
            pass
        return pdf.font_figures


@pytest.mark.parametrize(("path", "alphabet"), [(LATIN, ARABIC), (THAI_DIGITS, THAI)])
@pytest.mark.parametrize("seed", [1, 2])
def test_an_exchanged_map_is_given_away_by_the_shapes(
    path: Path, alphabet: str, seed: int, tmp_path: Path
) -> None:
    made = exchanged(path, alphabet, seed)
    (tmp_path / "made.pdf").write_bytes(made.data)
    report = extract(tmp_path / "made.pdf", ocr="never")
    assert report.document.status == Status.REVIEW
    assert "ink-disagrees" in slugs(report)
    found = [read_shapes(font, grades=False).others for font in fonts_of(tmp_path / "made.pdf")]
    assert {key: value for others in found for key, value in others.items()}.keys() == set(made.pair)


def test_a_figure_that_its_map_gives_to_two_glyphs_is_read_where_it_stands(tmp_path: Path) -> None:
    """The outline by name is that of one of the two glyphs: the other one is seen only on the page."""
    with pikepdf.open(LATIN) as pdf:
        for item in pdf.objects:
            if isinstance(item, Dictionary) and item.get("/Type") == "/Font" and "/ToUnicode" in item:
                cmap = item.ToUnicode.read_bytes()
                item.ToUnicode = pdf.make_stream(cmap.replace(b"<0038>", b"<0033>"))
        pdf.save(tmp_path / "doubled.pdf")
    assert map_signs((tmp_path / "doubled.pdf").read_bytes()).doubled == "3"
    report = extract(tmp_path / "doubled.pdf", ocr="never")
    assert report.document.status == Status.REVIEW
    read = [reason for reason in report.review_reasons if reason.slug == "ink-disagrees" and reason.table]
    assert read
    assert all("3" in reason.raw and reason.x0 is not None for reason in read)
    rows = {
        (table, number): row
        for table in ("instrument_scores", "indicator_scores", "score_history", "score_mentions")
        for number, row in enumerate(getattr(report, table), start=1)
    }
    assert all(rows[reason.table or "", reason.row or 0].confidence < 1 for reason in read)


@pytest.mark.parametrize("path", [LATIN, THAI_DIGITS])
def test_rows_whose_ink_agrees_are_proven_and_nothing_else_changes(path: Path) -> None:
    usual, proven = extract(path), extract(path, proof="always")
    assert proven.document == usual.document
    rows = [*proven.instrument_scores, *proven.indicator_scores, *proven.score_mentions]
    assert rows
    assert {row.proof for row in rows} == {"ink"}
    assert {row.proof for row in usual.score_mentions} == {None}
    bare = [row.model_copy(update={"proof": None}) for row in proven.score_mentions]
    assert bare == list(usual.score_mentions)
    assert extract(path, proof="never") == usual


def test_a_page_under_suspicion_is_read(tmp_path: Path) -> None:
    """A box covers a number: the others of its page are read in the picture, those of other pages are not."""
    report = extract(LATIN)
    altered = alter(LATIN, report, "rectangle-alone", random.Random(3))
    assert altered is not None
    (tmp_path / "covered.pdf").write_bytes(altered.data)
    found = extract(tmp_path / "covered.pdf", ocr="never")
    touched = {row.page for row in altered.places}
    by_page = {row.page: row.proof for row in found.score_mentions}
    assert {page for page, proof in by_page.items() if proof == "ink"} == touched & by_page.keys()


def chars(text: str, sure: float = 1.0, at: dict[int, float] | None = None) -> list[ReadChar]:
    return [ReadChar(letter, index / 10, (at or {}).get(index, sure)) for index, letter in enumerate(text)]


@pytest.mark.parametrize(
    ("expected", "read", "verdict"),
    [
        ("95.31", chars("95.31"), Verdict.AGREES),
        ("๙๕.๓๑", chars("95.31"), Verdict.AGREES),
        ("95.31", chars("๙๕.๓๑"), Verdict.AGREES),
        ("95.31", chars("9531"), Verdict.AGREES),  # a faint point is no other number
        ("95.31", chars("95. 31"), Verdict.AGREES),
        ("95.31", chars("95.37"), Verdict.OTHER),
        ("95.31", chars("95.37", at={4: 0.7}), Verdict.UNSURE),
        ("95.31", chars("95.37", sure=0.5, at={4: 0.95}), Verdict.OTHER),
        ("95.31", chars("5.31"), Verdict.OTHER),
        ("95.31", chars("5.31", at={0: 0.9}), Verdict.UNSURE),
        ("95.31", chars("9S.31"), Verdict.UNSURE),
        ("95.31", [], Verdict.UNSURE),
        ("2568", chars("2566"), Verdict.OTHER),
    ],
)
def test_only_sure_digits_contradict(expected: str, read: list[ReadChar], verdict: Verdict) -> None:
    assert compare_number(expected, read).verdict == verdict


@pytest.mark.parametrize(
    ("read", "verdict"),
    [("ผ่านดี", Verdict.AGREES), ("ผานดี", Verdict.AGREES), ("ผ่าน", Verdict.OTHER), ("ผ่านด", Verdict.UNSURE)],
)
def test_only_another_level_contradicts_a_level(read: str, verdict: Verdict) -> None:
    assert compare_level("ผ่านดี", chars(read)).verdict == verdict


def test_two_looks_must_see_the_same() -> None:
    other, differing = Seen(Verdict.OTHER, "95.37"), Seen(Verdict.OTHER, "95.81")
    assert together(other, other) == other
    assert together(other, differing).verdict == Verdict.UNSURE
    assert together(other, Seen(Verdict.AGREES, "95.31")).verdict == Verdict.AGREES


def part_with(ground: int, ink: int, *, rule: bool = False, beside: bool = False) -> PagePart:
    """Return a part of a page, two pixels to the point, with three bars in the box (20, 20, 44, 40)."""
    gray = np.full((120, 160), ground, np.uint8)
    for left in (46, 58, 70):
        gray[52:72, left : left + 6] = ink
    if rule:
        gray[84:86, :] = ink
        gray[:, 36:38] = ink
    if beside:
        gray[52:72, 100:110] = ink
        gray[20:34, 46:80] = ink
    return PagePart(gray, (0.0, 0.0), 2.0)


@pytest.mark.parametrize(
    "part",
    [
        part_with(255, 0),
        part_with(40, 250),
        part_with(230, 90, rule=True),
        part_with(255, 0, rule=True, beside=True),
    ],
    ids=["dark", "light on dark", "in a cell", "among others"],
)
def test_a_box_is_cut_out_with_nothing_of_what_stands_around(part: PagePart) -> None:
    strip = cut(part, Box(20, 20, 44, 40), 0)
    assert strip is not None
    assert strip.shape == (55, 46)  # 2.75 letter heights; three bars, and two fifths of a height at each end
    assert int((strip < 100).sum()) == 3 * 6 * 20
    assert strip[:20].min() > 200


def test_nothing_is_cut_where_there_is_no_ink() -> None:
    assert cut(part_with(255, 255), Box(20, 20, 44, 40), 0) is None
    assert cut(part_with(255, 0), Box(600, 20, 640, 40), 0) is None


def test_a_font_whose_figures_cannot_be_read_proves_nothing() -> None:
    drawn = fonts_of(LATIN)[0].outlines
    box = b"".join(
        bytes([kind]) + np.array([x, y], "<f4").tobytes()
        for kind, x, y in ((2, 0, 0), (0, 500, 0), (0, 500, 700), (0, 0, 700))
    )
    odd = FontFigures("odd", frozenset([1]), {**drawn, "3": box}, frozenset())
    shapes = read_shapes(odd, grades=False)
    assert "3" in shapes.unread
    assert shapes.others == {}
    assert len(shapes.proven) >= 5


def test_fonts_that_are_not_followed_have_their_values_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ita_extract.reading.outlines._MOST_FONTS", 0)
    (font,) = fonts_of(LATIN)
    assert set("0123456789") <= font.shapeless and not font.outlines
    (tmp_path / "made.pdf").write_bytes(exchanged(LATIN, ARABIC, 7).data)  # of the font of the scores
    assert "ink-disagrees" in slugs(extract(tmp_path / "made.pdf", ocr="never"))


def test_pages_that_bear_no_score_but_the_year_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[tuple[set[int], set[int]]] = []

    def noted(
        _pages: object, _pdf: object, spots: list[Spot], signs: set[int], _attempts: object
    ) -> list[object]:
        read.append(({spot.at.page for spot in spots if not spot.rows}, signs))
        return []

    monkeypatch.setattr(prove_module, "_read", noted)
    extract(LATIN, ocr="never", proof="always")
    ((of_facts, signs),) = read
    assert of_facts and of_facts <= signs


def test_without_the_reader_nothing_is_proven_and_a_run_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    usual = extract(LATIN)
    monkeypatch.setattr(prove_module, "can_read_pictures", lambda: False)
    assert extract(LATIN, proof="always") == usual
    monkeypatch.setattr("ita_extract.reading.scans.can_read_pictures", lambda: False)
    run_module.say_if_unproven(run_module.ProofChoice.AUTO)
    run_module.say_if_unproven(run_module.ProofChoice.NEVER)
    assert [record.message for record in caplog.records if "ita-extract[ocr]" in record.message] == [
        "Values are not held beside their ink. For that: pip install 'ita-extract[ocr]' (or say --proof never)."
    ]


@pytest.mark.parametrize(("kind", "source"), [("freetext", "annotation"), ("widget", "form")])
def test_what_an_annotation_or_a_field_writes_says_so(kind: str, source: str, tmp_path: Path) -> None:
    altered = alter(LATIN, extract(LATIN), kind, random.Random(5))
    assert altered is not None
    (tmp_path / "over.pdf").write_bytes(altered.data)
    report = extract(tmp_path / "over.pdf", ocr="never")
    at = {
        row.text_source
        for row in report.numbers
        for spot in altered.places
        if row.page == spot.page and abs(row.top - spot.top) < 8 and spot.x0 - 4 < row.x0 < spot.x1
    }
    assert at == {source}
    assert {row.text_source for row in report.recommendations} <= {"text"}


def enveloped(tmp_path: Path, *, attached: str = "", xfa: bool = False) -> Report:
    with pikepdf.open(FIXTURES / "notice-budget-2567.pdf") as pdf:
        if attached:
            pdf.attachments[attached] = pikepdf.AttachedFileSpec(pdf, LATIN.read_bytes(), filename=attached)
        if xfa:
            form = pdf.make_stream(b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"></xdp:xdp>')
            pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=form)
        made = io.BytesIO()
        pdf.save(made)
    (tmp_path / "envelope.pdf").write_bytes(made.getvalue())
    return extract(tmp_path / "envelope.pdf", ocr="never")


def test_a_file_that_is_no_report_names_the_pdf_attached_to_it(tmp_path: Path) -> None:
    report = enveloped(tmp_path, attached="รายงาน ITA 2568.pdf")
    assert report.document.status == Status.NOT_ITA
    assert [reason.short for reason in report.review_reasons] == ["attached-file: รายงาน ITA 2568.pdf"]


def test_a_form_that_only_adobe_shows_is_named(tmp_path: Path) -> None:
    report = enveloped(tmp_path, xfa=True)
    assert report.document.status == Status.NOT_ITA
    assert slugs(report) == {"xfa-form"}


def test_a_spreadsheet_that_is_attached_is_no_envelope(tmp_path: Path) -> None:
    report = enveloped(tmp_path, attached="table.xlsx")
    assert (report.document.status, report.review_reasons) == (Status.NOT_ITA, ())


def test_scores_stay_what_the_text_says(tmp_path: Path) -> None:
    """Ink never replaces a value: which of the two is right is for a person to say."""
    made = exchanged(LATIN, ARABIC, 1)
    (tmp_path / "made.pdf").write_bytes(made.data)
    with_ink = extract(tmp_path / "made.pdf", ocr="never")
    without = extract(tmp_path / "made.pdf", ocr="never", proof="never")
    values = [(row.subject, Decimal(row.score)) for row in with_ink.score_mentions]
    assert values == [(row.subject, Decimal(row.score)) for row in without.score_mentions]


@pytest.mark.parametrize(
    "points",
    [
        [(0.0, 0.0), (0.0, 0.0), (0.0, 0.0)],
        [(float("nan"), 0.0), (500.0, 700.0), (0.0, 700.0)],
        [(0.0, 0.0), (float("inf"), float("inf")), (0.0, 700.0)],
        [(0.0, 0.0), (3e38, 3e38), (-3e38, 700.0)],
        [(0.0, 0.0), (500.0, 700.0)],
    ],
)
def test_outlines_made_to_harm_are_unread(points: list[tuple[float, float]]) -> None:
    outline = b"".join(
        bytes([0 if index else 2]) + np.array(point, "<f4").tobytes() for index, point in enumerate(points)
    )
    shapes = read_shapes(FontFigures("odd", frozenset([1]), {"3": outline}, frozenset()), grades=False)
    assert (shapes.proven, shapes.others, shapes.unread) == (frozenset(), {}, {"3"})


def test_capitals_that_are_levels_are_told_apart() -> None:
    """B alone is read as 8, C as c: they are the capitals that the text says, and an exchanged pair is found."""
    drawn: dict[str, bytes] = {}
    for name in ("2569-nan-thesaban-tambon-pua.pdf", "2564-nan-thesaban-mueang-nan.pdf"):
        for font in fonts_of(FIXTURES / name):
            if {"A", "B"} <= font.outlines.keys():
                drawn = font.outlines
    assert drawn
    capitals = {text: outline for text, outline in drawn.items() if text in "AB"}
    usual = read_shapes(FontFigures("usual", frozenset([1]), capitals, frozenset()), grades=True)
    assert (usual.proven, usual.others) == (frozenset("AB"), {})
    swapped = {"A": capitals["B"], "B": capitals["A"]}
    other = read_shapes(FontFigures("other", frozenset([1]), swapped, frozenset()), grades=True)
    assert other.others == {"A": "B", "B": "A"}
