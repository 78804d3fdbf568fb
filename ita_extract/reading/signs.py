"""Signs that a page may not show all of its text: asked of each text object, before anything is drawn.

A sign proves nothing (white text on a dark heading is read by everyone); it names the text that is then looked at
in the page's picture (`ink`). Most pages have none and cost a few calls a text object. Here all boxes lie in
the space of the page without any turn, origin top left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ita_extract.reading.characters import PageCharacters, Piece
from ita_extract.reading.objects import Matrix, PageObjects, Shape
from ita_extract.reading.page import Box, Kind
from ita_extract.reading.pdfium import IMAGE_OBJECT, PATH_OBJECT, ffi, lib

_ROW = 24.0  # points; shapes are compared with the text of the rows that they touch
_MOST_ROWS = 400  # that one text may touch
_MOST_MEETINGS = 1_000_000  # shapes times text near them
_THIN = 2.5  # points; what is thinner is a rule, and no cover
_RECTANGLE = 5  # segments
_NEAR = 48  # of 255; colours that lie nearer to their ground are looked at
_SOLID = 250  # of 255; alpha from which a fill hides what lies under it
_NO_ADVANCE = 0.08  # em
_SLACK = 0.08  # em that a letter may reach out of its clip: side bearings do
_WHITE = (255, 255, 255)
PAINTED = (0, 2, 4, 6)  # FPDF_TEXTRENDERMODE_* that fill
_FLOATS = tuple(ffi.new("float*") for _ in range(4))
_COLOUR = tuple(ffi.new("unsigned int*") for _ in range(4))

Colour = tuple[int, int, int]


class Signs(NamedTuple):
    """The text of a page that may not be seen as it is: places in `PageCharacters.runs`.

    `unpainted` is drawn by nothing, `covered` may lie under the `covers`, `pale` may be lost in its ground, `clipped`
    may be cut, and `inside` may be switched off. `pictured` lies on a picture.
    """

    unpainted: set[int]
    covered: set[int]
    pale: set[int]
    clipped: set[int]
    inside: set[int]
    pictured: set[int]
    covers: list[Shape]

    @property
    def suspects(self) -> set[int]:
        """Return all text that must be looked at."""
        return (self.covered | self.pale | self.clipped | self.inside) - self.unpainted


class _Core(NamedTuple):
    """What a text object draws in one go: the box of its letters without what hangs under the line."""

    run: int
    order: int  # in the order of drawing
    box: Box


class _Ground(NamedTuple):
    """What a text object is drawn on: a colour, or None for a picture or what can be seen through."""

    colour: Colour | None
    is_picture: bool = False


def find_signs(objects: PageObjects, characters: PageCharacters, left: float, top: float) -> Signs:
    """Look for text that may not be seen; `left` and `top` are ends of the page box in the page's own space."""
    signs = Signs(set(), set(), set(), set(), set(), set(), [])
    grounds: dict[int, _Ground] = {}
    cores: list[_Core] = []
    if objects.shapes and characters.pieces:
        cores = _cores(objects, characters, left, top)
        _meet_shapes(objects.shapes, cores, (left, top), signs, grounds)
    paper = _Ground(_WHITE)
    clips: dict[int, Box] = {}
    for number, (run, item) in enumerate(zip(characters.runs, characters.items, strict=True)):
        if run.invisible:
            signs.unpainted.add(number)
            continue
        ground = grounds.get(number, paper)
        if ground.is_picture:
            signs.pictured.add(number)
        if run.mode not in PAINTED or _is_pale(item, ground):
            signs.pale.add(number)
        if item in objects.inside:
            signs.inside.add(number)
        elif lib.FPDFClipPath_CountPaths(lib.FPDFPageObj_GetClipPath(item)) > 0:
            clip = clip_box(item, left, top)
            if clip is not None:
                clips[number] = clip
    if clips:
        for core in cores or _cores(objects, characters, left, top):
            cut = clips.get(core.run)
            if cut is not None and not _holds(cut, core.box, _SLACK * characters.runs[core.run].size):
                signs.clipped.add(core.run)
    return signs


def _cores(objects: PageObjects, characters: PageCharacters, left: float, top: float) -> list[_Core]:
    numbers = {id(run): number for number, run in enumerate(characters.runs)}
    order, items = objects.text_order, characters.items
    cores = []
    for piece in characters.pieces:
        box = _core(piece, left, top)
        if box is not None:
            number = numbers[id(piece.run)]
            cores.append(_Core(number, order.get(items[number], -1), box))
    return cores


def _core(piece: Piece, left: float, top: float) -> Box | None:
    run, glyphs, chars = piece
    if glyphs and glyphs[0][1] == Kind.BASE:
        baseline, size = glyphs[0][6], run[1]
        return Box(glyphs[0][2], baseline - 0.55 * size, glyphs[-1][4], baseline - 0.05 * size)
    drawn = [glyph for glyph in glyphs if glyph[1] in (Kind.BASE, Kind.UNMAPPED)]
    if drawn:
        baseline, size = drawn[0].baseline, run.size
        return Box(drawn[0].x0, baseline - 0.55 * size, drawn[-1].x1, baseline - 0.05 * size)
    ends = [char for char in chars if char.kind in (Kind.BASE, Kind.UNMAPPED)]
    if not ends:
        return None
    return Box(
        min(char.left for char in ends) - left,
        top - max(char.top for char in ends),
        max(char.right for char in ends) - left,
        top - min(char.bottom for char in ends),
    )


def _meet_shapes(
    shapes: Sequence[Shape],
    cores: list[_Core],
    corner: tuple[float, float],
    signs: Signs,
    grounds: dict[int, _Ground],
) -> None:
    """Tell which shapes lie over text, and on which text lies: the last one below it is its ground."""
    if not cores:
        return
    rows: dict[int, list[_Core]] = defaultdict(list)
    for core in cores:
        first_row = int(core.box.top // _ROW)
        for row in range(first_row, min(int(core.box.bottom // _ROW), first_row + _MOST_ROWS) + 1):
            rows[row].append(core)
    first = min(core.order for core in cores)
    lowest, highest = min(rows), max(rows)
    left = _MOST_MEETINGS
    for shape in shapes:
        if left < 0:  # a page made to harm, or a drawing: all of its text is looked at
            signs.covered.update(core.run for core in cores)
            signs.covers[:] = shapes
            return
        box = shape_box(shape, *corner)
        if box is None or min(box.x1 - box.x0, box.bottom - box.top) < _THIN:
            continue
        filled = shape.kind != PATH_OBJECT or _is_filled(shape.item)
        if not filled and (shape.order <= first or _is_frame(shape.item)):
            continue
        ground = _ground(shape) if filled else None
        over = False
        between = range(max(lowest, int(box.top // _ROW)), min(highest, int(box.bottom // _ROW)) + 1)
        left -= len(between)
        for core in (core for row in between for core in rows[row]):
            left -= 1
            if not _meet(core.box, box):
                continue
            if core.order < shape.order:
                signs.covered.add(core.run)
                over = True
            elif ground is not None:
                grounds[core.run] = ground
        if over:
            signs.covers.append(shape)


def shape_box(shape: Shape, left: float, top: float) -> Box | None:
    """Return the box around a shape."""
    west, south, east, north = _FLOATS
    if not lib.FPDFPageObj_GetBounds(shape.item, west, south, east, north):
        return None
    x0, y0, x1, y1 = west[0], south[0], east[0], north[0]
    if shape.holder is not None:
        x0, y0, x1, y1 = _through(shape.holder, x0, y0, x1, y1)
    return Box(x0 - left, top - y1, x1 - left, top - y0)


def _through(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
    a, b, c, d, e, f = matrix
    xs = [x * a + y * c + e for x in (x0, x1) for y in (y0, y1)]
    ys = [x * b + y * d + f for x in (x0, x1) for y in (y0, y1)]
    return min(xs), min(ys), max(xs), max(ys)


def clip_box(item: Any, left: float, top: float) -> Box | None:
    """Return the box of an object's clip path, None where it has no corner."""
    clip = lib.FPDFPageObj_GetClipPath(item)
    x, y = _FLOATS[:2]
    found: Box | None = None
    for index in range(lib.FPDFClipPath_CountPaths(clip)):
        points = []
        for corner in range(lib.FPDFClipPath_CountPathSegments(clip, index)):
            lib.FPDFPathSegment_GetPoint(lib.FPDFClipPath_GetPathSegment(clip, index, corner), x, y)
            points.append((x[0] - left, top - y[0]))
        if points:
            xs, ys = zip(*points, strict=True)
            box = Box(min(xs), min(ys), max(xs), max(ys))
            found = box if found is None else _cut(found, box)
    return found


def _cut(first: Box, other: Box) -> Box:
    return Box(
        max(first.x0, other.x0),
        max(first.top, other.top),
        min(first.x1, other.x1),
        min(first.bottom, other.bottom),
    )


def _is_filled(path: Any) -> bool:
    fill, stroke = _MODE
    return bool(lib.FPDFPath_GetDrawMode(path, fill, stroke) and fill[0])


_MODE = (ffi.new("int*"), ffi.new("int*"))


def _is_frame(path: Any) -> bool:
    """Whether a path that is only stroked is a rectangle: it runs around text, not over it."""
    count = lib.FPDFPath_CountSegments(path)
    if count not in (_RECTANGLE - 1, _RECTANGLE):
        return False
    x, y = _FLOATS[:2]
    points = []
    for index in range(count):
        lib.FPDFPathSegment_GetPoint(lib.FPDFPath_GetPathSegment(path, index), x, y)
        points.append((x[0], y[0]))
    return len({px for px, _ in points}) == 2 and len({py for _, py in points}) == 2


def _ground(shape: Shape) -> _Ground:
    if shape.kind == IMAGE_OBJECT:
        return _Ground(None, is_picture=True)
    colour = _fill(shape.item) if shape.kind == PATH_OBJECT else None
    return _Ground(None if colour is None or colour[3] < _SOLID else colour[:3])


def _fill(item: Any) -> tuple[int, int, int, int] | None:
    red, green, blue, alpha = _COLOUR
    if not lib.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return None
    return red[0], green[0], blue[0], alpha[0]


def _is_pale(item: Any, ground: _Ground) -> bool:
    """Whether a text may be lost in its ground: by its colour, or by what can be seen through it."""
    colour = _fill(item)
    if colour is None or ground.colour is None or colour[3] < _SOLID:
        return True
    (red, green, blue), (r, g, b) = colour[:3], ground.colour
    return abs(red - r) < _NEAR and abs(green - g) < _NEAR and abs(blue - b) < _NEAR


def _meet(first: Box, other: Box) -> bool:
    return (
        first.x0 < other.x1 and other.x0 < first.x1 and first.top < other.bottom and other.top < first.bottom
    )


def _holds(outer: Box, inner: Box, slack: float) -> bool:
    return (
        outer.x0 - slack <= inner.x0
        and inner.x1 <= outer.x1 + slack
        and outer.top - slack <= inner.top
        and inner.bottom <= outer.bottom + slack
    )


def is_letter(kind: Kind, box: Box, size: float) -> bool:
    """Whether a character has ink in a box of its own; marks, and what old fonts draw without advance, have none."""
    return kind in (Kind.BASE, Kind.UNMAPPED) and box.x1 - box.x0 > _NO_ADVANCE * size


def letters_of(piece: Piece, left: float, top: float) -> Iterator[tuple[int, str, Kind, Box]]:
    """Give the characters of a piece in order: place, text, kind and box."""
    for position, glyph in enumerate(piece.glyphs):
        yield position, glyph.text, glyph.kind, Box(glyph.x0, glyph.top, glyph.x1, glyph.bottom)
    for position, char in enumerate(piece.chars):
        yield (
            position,
            chr(char.code),
            char.kind,
            Box(char.left - left, top - char.top, char.right - left, top - char.bottom),
        )
