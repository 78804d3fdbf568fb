"""What does not run along the page's main direction, put together to lines: vertical headings, watermarks, tables."""

from __future__ import annotations

import math
from itertools import groupby, pairwise
from typing import NamedTuple

from ita_extract.reading.characters import Piece
from ita_extract.reading.objects import PageObjects
from ita_extract.reading.page import Box, Glyph, Kind, RotatedText, union
from ita_extract.reading.placing import Placer, span_glyphs

_WORD_GAP = 0.15  # em; a wider gap is seen as a space
_WIDEST_USUAL = 0.6  # em
_NO_ADVANCE = 0.08  # em
_UNKNOWN = "\ufffd"

Unit = list[Glyph]  # a base with the marks that are drawn behind it


class _Frame(NamedTuple):
    """A direction of text in layout space: its own space has the same origin, and the text runs to the right."""

    quarter: int | None
    cosine: float
    sine: float

    def along(self, x: float, y: float) -> tuple[float, float]:
        """Take a point of layout space into the frame."""
        return x * self.cosine + y * self.sine, y * self.cosine - x * self.sine

    def into(self, box: Box) -> Box:
        """Take a rectangle of layout space into the frame; the result lies around it."""
        return _around(*(self.along(x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)))

    def back(self, box: Box) -> Box:
        """Take a rectangle of the frame to layout space; the result lies around it."""
        return self._replace(sine=-self.sine).into(box)


def _around(*points: tuple[float, float]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def rotated_text(
    pieces: list[Piece], objects: PageObjects, placer: Placer, quarter: int
) -> tuple[RotatedText, ...]:
    """Return the lines that pieces of other directions than the page's own make; `quarter` is the page's.

    Directions come in the order in which they are first drawn, the lines of one from its top to its bottom. Slanted
    lines of one direction lie within a degree of each other. What lies outside of the page is left out.
    """
    if not pieces:
        return ()
    frames: dict[tuple[int, int], _Frame] = {}
    drawn: dict[tuple[int, int], list[Glyph]] = {}
    for (key, span), group in groupby(pieces, key=lambda piece: (_direction(piece), piece.run.span)):
        pieces = list(group)
        frame = frames.setdefault(key, _frame(pieces[0], quarter))
        glyphs = [glyph for piece in pieces for glyph in _laid(piece, placer, frame)]
        drawn.setdefault(key, []).extend(
            glyphs if span is None else span_glyphs(glyphs, objects.span_texts[span])
        )
    sheet = Box(0.0, 0.0, placer.width, placer.height)
    return tuple(
        line
        for key, frame in frames.items()
        for row in _rows(_units(drawn[key], frame, sheet))
        for line in _line(row, frame)
    )


def _direction(piece: Piece) -> tuple[int, int]:
    return piece.run.quarter, round(math.degrees(piece.run.slant))


def _frame(piece: Piece, quarter: int) -> _Frame:
    run = piece.run
    if run.quarter == -1:
        angle = quarter * math.pi / 2 - run.slant  # clockwise, for y grows downwards
        return _Frame(None, math.cos(angle), math.sin(angle))
    turns = (run.quarter - quarter) % 4
    return _Frame(turns, (1.0, 0.0, -1.0, 0.0)[turns], (0.0, -1.0, 0.0, 1.0)[turns])


def _laid(piece: Piece, placer: Placer, frame: _Frame) -> list[Glyph]:
    """Return a piece's glyphs in the space of its frame."""
    run, upright, chars = piece
    glyphs = []
    for glyph in upright:
        x0, top, x1, bottom = frame.into(placer.upright(glyph.x0, glyph.top, glyph.x1, glyph.bottom))
        at = placer.upright(glyph.x0, glyph.baseline, glyph.x0, glyph.baseline)
        baseline = frame.along(at.x0, at.top)[1]
        mid = (x0 + x1) / 2
        glyphs.append(glyph._replace(x0=x0, top=top, x1=x1, bottom=bottom, baseline=baseline, mid=mid))
    for char in chars:
        around = Box(*placer.box(char.left, char.bottom, char.right, char.top))
        start, baseline = frame.along(*placer.point(char.x, char.y))
        if frame.quarter is None:
            # the box around a slanted one that is as high as its size: what is left is its advance
            sides = around.x1 - around.x0 + around.bottom - around.top
            advance = sides / (abs(frame.cosine) + abs(frame.sine)) - run.size
            x0, top, bottom = start, baseline - 0.8 * run.size, baseline + 0.2 * run.size
            x1 = x0 + min(max(advance, 0.0), 2 * run.size)
        else:
            x0, top, x1, bottom = frame.into(around)
        geometry = (x0, top, x1, bottom, baseline, run.size, (x0 + x1) / 2, 0.0, run.font)
        glyphs.append(Glyph(chr(char.code), char.kind, *geometry))
    return glyphs


def _units(glyphs: list[Glyph], frame: _Frame, sheet: Box) -> list[Unit]:
    """Put marks, and what does not advance, behind the letter after which they are drawn."""
    units: list[Unit] = []
    for glyph in glyphs:
        follows = glyph.kind in (Kind.MARK, Kind.GHOST) or (
            glyph.kind != Kind.SPACE and glyph.x1 - glyph.x0 < _NO_ADVANCE * glyph.size
        )
        if follows and units:
            units[-1].append(glyph)
        else:
            units.append([glyph])
    return [unit for unit in units if _touches(frame.back(Box(*unit[0][2:6])), sheet)]


def _touches(box: Box, sheet: Box) -> bool:
    return (
        box.x1 > sheet.x0 and box.x0 < sheet.x1 and box.bottom > sheet.top and box.top < sheet.bottom
    )  # fmt: skip


def _rows(units: list[Unit]) -> list[list[Unit]]:
    """Group letters by baseline; a group holds what lies within 0.45 em of its first, in the order of drawing."""
    rows: list[list[tuple[int, Unit]]] = []
    start = size = 0.0
    for position, unit in sorted(enumerate(units), key=lambda item: item[1][0].baseline):
        base = unit[0]
        if rows and base.baseline - start <= 0.45 * min(base.size, size):
            rows[-1].append((position, unit))
            continue
        rows.append([(position, unit)])
        start, size = base.baseline, base.size
    return [[unit for _, unit in sorted(row, key=lambda item: item[0])] for row in rows]


def _line(row: list[Unit], frame: _Frame) -> list[RotatedText]:
    """Return the line that some letters make, none where they print nothing."""
    text: list[str] = []
    boxes: list[Box] = []
    spaced, right = False, -math.inf
    letters = _without_copies(sorted(row, key=lambda unit: unit[0].x0))
    gap = _WORD_GAP + (_usual_gap(letters) if frame.quarter is None else 0.0)
    for unit in letters:
        base = unit[0]
        if base.kind in (Kind.SPACE, Kind.GHOST):
            spaced = base.kind == Kind.SPACE or spaced
            continue
        if text and (spaced or base.x0 - right > gap * base.size):
            text.append(" ")
            boxes.append(frame.back(Box(min(right, base.x0), base.top, base.x0, base.bottom)))
        for glyph in unit:
            if glyph.kind != Kind.GHOST:
                text.append(_UNKNOWN if glyph.kind == Kind.UNMAPPED else glyph.text)
                boxes.append(frame.back(Box(*glyph[2:6])))
        spaced, right = False, max(right, base.x1)
    if not text:
        return []
    raw = "".join(glyph.text for unit in row for glyph in unit)
    return [RotatedText("".join(text), raw, union(boxes), tuple(boxes), frame.quarter)]


def _usual_gap(row: list[Unit]) -> float:
    """Return the usual gap between slanted letters, in em.

    What is known of a slanted letter is the box around it; of fonts without ascent and descent it is that of the ink,
    from which no advance can be measured.
    """
    gaps = sorted(
        (other[0].x0 - entry[0].x1) / entry[0].size for entry, other in pairwise(row) if entry[0].size > 0
    )
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    # narrow letters stand further apart than wide ones
    return 1.5 * usual if 0 < usual < _WIDEST_USUAL else 0.0


def _without_copies(row: list[Unit]) -> list[Unit]:
    """Drop what is drawn twice in the same place, for boldness or as a shadow."""
    kept: list[Unit] = []
    for unit in row:
        base = unit[0]
        near = 0.3 * max(base.x1 - base.x0, 0.2 * base.size)
        if not any(other[0].text == base.text and base.x0 - other[0].x0 < near for other in kept[-3:]):
            kept.append(unit)
    return kept
