"""The place of every row holds ink, and an independent reader finds there what the row says stood there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from PIL import ImageDraw

from ita_extract import extract
from ita_extract.evidence import EvidenceRow
from ita_extract.model import TABLES, Report
from ita_extract.thai.letters import MARKS, SARA_AA, SARA_AM

FIXTURES = Path(__file__).parents[1] / "fixtures"
REPORTLAB = FIXTURES / "2567-songkhla-thesaban-nakhon-songkhla.pdf"
LIBREOFFICE = FIXTURES / "2569-phichit-thesaban-mueang-taphan-hin.pdf"
TIGHT_GARUDA = FIXTURES / "2565-khon-kaen-thesaban-nakhon-khon-kaen.pdf"
TIGHT_SARABUN = FIXTURES / "2568-suphan-buri-obt-hua-khao.pdf"
SCALE = 1.5
DARK = 140

# pdfminer takes vowels of LibreOffice's files for others (`ผ้่` for ผู้) and sara am for two: there letters must do
TO_LETTERS = str.maketrans({**dict.fromkeys(MARKS), SARA_AM: SARA_AA})

both = pytest.mark.parametrize("path", [REPORTLAB, LIBREOFFICE], ids=["reportlab", "libreoffice"])


@cache
def read(path: Path) -> Report:
    return extract(path)


class Char(NamedTuple):
    """A character as another reader sees it, by the middle of its box."""

    text: str
    x: float
    y: float


def evidence(report: Report) -> Iterator[tuple[str, EvidenceRow]]:
    for name in TABLES:
        for row in getattr(report, name, ()):
            if isinstance(row, EvidenceRow):
                yield name, row


@cache
def chars(path: Path) -> list[list[Char]]:
    with pdfplumber.open(path) as pdf:
        return [[_char(char) for char in page.chars if char["text"].strip()] for page in pdf.pages]


def _char(entry: dict[str, Any]) -> Char:
    return Char(entry["text"], (entry["x0"] + entry["x1"]) / 2, (entry["top"] + entry["bottom"]) / 2)


def inside(row: EvidenceRow, path: Path) -> str:
    """What stands in a row's box, without spaces, in the order of the file."""
    return "".join(
        char.text
        for char in chars(path)[row.page - 1]
        if row.x0 - 0.5 <= char.x <= row.x1 + 0.5 and row.top <= char.y <= row.bottom
    )


def holds_in_order(text: str, letters: str) -> bool:
    """Whether some letters stand in a text, one behind the other."""
    rest = iter(text)
    return all(letter in rest for letter in letters)


@both
def test_every_box_drawn_onto_its_page_holds_ink(path: Path, tmp_path: Path) -> None:
    boxes: dict[int, list[EvidenceRow]] = {}
    for _, row in evidence(read(path)):
        boxes.setdefault(row.page, []).append(row)
    with pypdfium2.PdfDocument(path) as pdf:
        assert set(boxes) <= set(range(1, len(pdf) + 1))
        for number, rows in boxes.items():
            page = pdf[number - 1]
            picture = page.render(scale=SCALE).to_pil()
            grey = picture.convert("L")
            pen = ImageDraw.Draw(picture)
            for row in rows:
                assert row.x1 <= page.get_width() + 1
                assert row.bottom <= page.get_height() + 1
                box = tuple(round(edge * SCALE) for edge in (row.x0, row.top, row.x1, row.bottom))
                darkest, _ = grey.crop(box).getextrema()
                assert darkest < DARK, (number, row.raw)
                pen.rectangle(box, outline=(220, 30, 30))
            picture.save(tmp_path / f"{path.stem}-{number}.png")
    assert sorted(tmp_path.iterdir())
    assert sum(map(len, boxes.values())) > 80


def lost(path: Path, table: dict[int, str | None]) -> list[tuple[str, int, str, str]]:
    """The rows whose raw text another reader does not find in their boxes."""
    return [
        (name, row.page, row.raw, inside(row, path))
        for name, row in evidence(read(path))
        if not holds_in_order(inside(row, path).translate(table), "".join(row.raw.split()).translate(table))
    ]


@pytest.mark.parametrize(
    ("path", "table"), [(REPORTLAB, {}), (LIBREOFFICE, TO_LETTERS)], ids=["reportlab", "libreoffice"]
)
def test_another_reader_finds_the_raw_text_in_every_box(path: Path, table: dict[int, str | None]) -> None:
    assert lost(path, table) == []


def test_the_other_reader_does_not_find_it_elsewhere() -> None:
    """A check of the check: boxes moved by three lines hold other words."""
    rows = [row for _, row in evidence(read(REPORTLAB)) if len(row.raw) > 20]
    moved = [row.model_copy(update={"top": row.top + 60, "bottom": row.bottom + 60}) for row in rows]
    assert not any(holds_in_order(inside(row, REPORTLAB), "".join(row.raw.split())) for row in moved)


def test_the_box_of_a_figure_holds_nothing_else() -> None:
    report = read(REPORTLAB)
    for row in (*report.indicator_scores, *report.instrument_scores, *report.score_mentions):
        assert inside(row, REPORTLAB) == row.raw
    assert {row.raw for row in report.indicator_scores} == {str(row.score) for row in report.indicator_scores}


@pytest.mark.parametrize("path", [TIGHT_GARUDA, TIGHT_SARABUN], ids=["Garuda", "TH Sarabun New"])
def test_the_box_of_a_figure_holds_no_letter_of_the_tight_lines_around_it(path: Path) -> None:
    """The boxes of these fonts, from their ascent to their descent, are higher than the lines stand apart."""
    report = read(path)
    rows = (*report.indicator_scores, *report.instrument_scores, *report.score_mentions)
    assert len(rows) > 40
    assert [inside(row, path) for row in rows] == ["".join(row.raw.split()) for row in rows]


@both
def test_boxes_are_as_high_as_their_lines_and_no_higher(path: Path) -> None:
    for row in read(path).indicator_scores:
        assert 8 < row.bottom - row.top < 30
        assert 8 < row.x1 - row.x0 < 60


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_the_boxes_of_a_rotated_page_hold_what_another_reader_finds_on_it(tmp_path: Path, turn: int) -> None:
    path = tmp_path / "turned.pdf"
    with pikepdf.open(REPORTLAB) as pdf:
        for page in pdf.pages:
            page.rotate(turn, relative=False)
        pdf.save(path)
    report = extract(path)
    assert len(report.indicator_scores) == 10
    for row in (*report.indicator_scores, *report.instrument_scores):
        assert inside(row, path) == row.raw
    assert lost(path, TO_LETTERS) == []
    with pypdfium2.PdfDocument(path) as pdf:
        page = pdf[report.indicator_scores[0].page - 1]
        grey = page.render(scale=SCALE).to_pil().convert("L")
        for row in report.indicator_scores:
            box = tuple(round(edge * SCALE) for edge in (row.x0, row.top, row.x1, row.bottom))
            assert grey.crop(box).getextrema()[0] < DARK
