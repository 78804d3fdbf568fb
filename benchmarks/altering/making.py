"""One altered report: a value drawn from it, changed at one place or at all, and checked on the page's picture."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
from numpy.typing import NDArray

from benchmarks.altering.drawing import COVERING, HARMLESS, HIDING, Rect, Spot
from ita_extract.model import Report, ScoreMention

_DOTS = 2.0
_PAD = 1.5  # points that a patch is wider than the number on each side


@dataclass(frozen=True)
class Altered:
    """An altered report: its bytes, the places that were changed, and whether pages look as they are meant to."""

    kind: str
    source: str
    data: bytes
    value: str
    places: tuple[ScoreMention, ...]
    every: bool
    as_meant: bool


def alter(path: Path, report: Report, kind: str, draw: random.Random) -> Altered | None:
    """Alter one value of a report in one way; None where it has no value to alter."""
    values = sorted({row.score for row in report.score_mentions})
    if not values:
        return None
    value = draw.choice(values)
    rows = [row for row in report.score_mentions if row.score == value]
    every = draw.random() < 0.5
    chosen = rows if every else [draw.choice(rows)]
    new = f"{(float(value) + draw.choice((3, 5, -7))) % 100:.2f}"
    data = path.read_bytes()
    if kind in HIDING:
        data = _without_numbers(data, chosen)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        touched: set[int] = set()
        for row, ink in zip(chosen, _inks(path.read_bytes(), chosen), strict=True):
            page = pdf.pages[row.page - 1]
            spot = Spot(_rect(ink, page), f"{value}", new)
            if kind in HARMLESS:
                if row.page not in touched:  # people lay one stamp on a page, not two over each other
                    HARMLESS[kind](pdf, page, spot, draw)
                touched.add(row.page)
            else:
                (COVERING.get(kind) or HIDING[kind])(pdf, page, spot)
        made = io.BytesIO()
        pdf.save(made)
    altered = made.getvalue()
    meant = _as_meant(path.read_bytes(), altered, chosen, kind)
    return Altered(kind, path.name, altered, f"{value}", tuple(chosen), every, meant)


def _rect(ink: Rect, page: pikepdf.Page) -> Rect:
    """Return a place around ink that is given from the page's upper left corner, from its lower left corner."""
    left, _, _, top = (float(side) for side in page.mediabox)
    x0, y0, x1, y1 = ink
    return left + x0 - _PAD, top - y1 - _PAD, left + x1 + _PAD, top - y0 + _PAD


def _inks(data: bytes, rows: Sequence[ScoreMention]) -> list[Rect]:
    """Return where the figures of some rows have ink, from the page's upper left corner; boxes of fonts differ."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for row in rows:
        page = document[row.page - 1]
        text, height = page.get_textpage(), page.get_height()
        boxes = []
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            x, y = (left + right) / 2, height - (bottom + top) / 2
            letter = text.get_text_range(index, 1)
            if row.x0 < x < row.x1 and row.top < y < row.bottom and letter.isdigit():
                boxes.append((left, height - top, right, height - bottom))
        sides = list(zip(*boxes, strict=True)) or [(row.x0,), (row.top + 4,), (row.x1,), (row.bottom - 4,)]
        found.append((min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])))
        page.close()
    document.close()
    return found


def _without_numbers(data: bytes, rows: Sequence[ScoreMention]) -> bytes:
    """Take out of a file the text objects that draw some numbers."""
    from pypdfium2 import raw

    document = pypdfium2.PdfDocument(data)
    for number in sorted({row.page for row in rows}):
        page = document[number - 1]
        height = page.get_height()
        boxes = [row for row in rows if row.page == number]
        for item in list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])):
            left, bottom, right, top = item.get_bounds()
            x, y = (left + right) / 2, height - (bottom + top) / 2
            wide = right - left
            if any(
                row.x0 - 1 < x < row.x1 + 1 and row.top < y < row.bottom and wide < row.x1 - row.x0 + 4
                for row in boxes
            ):
                page.remove_obj(item)
        page.gen_content()
        page.close()
    saved = io.BytesIO()
    document.save(saved)
    document.close()
    return saved.getvalue()


def _as_meant(before: bytes, after: bytes, rows: Sequence[ScoreMention], kind: str) -> bool:
    """Whether the pages changed at the places that were meant, and nowhere else; harmless changes leave the text."""
    entry, other = pypdfium2.PdfDocument(before), pypdfium2.PdfDocument(after)
    try:
        other.init_forms()
        for number in sorted({row.page for row in rows}):
            changed = _changed(_drawn(entry, number), _drawn(other, number))
            places = [row for row in rows if row.page == number]
            if kind in HARMLESS:
                if any(_text_is_lost(_cut(changed, row), _cut(_drawn(entry, number), row)) for row in places):
                    return False
                continue
            if kind not in _NO_LOOK and not all(_cut(changed, row).any() for row in places):
                return False
            for row in places:
                _cut(changed, row, 3)[:] = False
            if changed.sum() > _STRAY:
                return False
        return True
    finally:
        entry.close()
        other.close()


_NO_LOOK = ("freetext-no-look",)
_STRAY = 60  # pixels that may differ elsewhere


def _drawn(document: Any, number: int) -> NDArray[np.uint8]:
    page = document[number - 1]
    try:
        pixels: NDArray[np.uint8] = page.render(scale=_DOTS, grayscale=True).to_numpy()
    finally:
        page.close()
    return pixels.reshape(pixels.shape[:2])


def _changed(first: NDArray[np.uint8], other: NDArray[np.uint8]) -> NDArray[np.bool_]:
    changed: NDArray[np.bool_] = np.abs(first.astype(np.int16) - other) > 60
    return changed


def _cut(pixels: NDArray[Any], row: ScoreMention, pad: float = 0) -> NDArray[Any]:
    sides = (row.top - pad, row.bottom + pad, row.x0 - pad, row.x1 + pad)
    top, bottom, left, right = (max(0, round(side * _DOTS)) for side in sides)
    return pixels[top:bottom, left:right]


def _text_is_lost(changed: NDArray[np.bool_], before: NDArray[np.uint8]) -> bool:
    """Whether the ink of a number is no longer what it was."""
    ink = before < 100
    return bool((changed & ink).sum() > 0.1 * max(1, ink.sum()))
