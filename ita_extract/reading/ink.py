"""What text adds to the picture of its page: drawn with it and without it, the difference is what people see of it.

This is one test for all the ways in which text can be drawn and not be seen: white on white, under a box, under a
picture, cut by its clip, in a layer that is switched off, behind an annotation. It is made for suspects alone
(`signs`). Objects are switched off in memory and their colours changed; nobody draws the page object again afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ita_extract.reading.characters import PageCharacters
from ita_extract.reading.objects import PageObjects
from ita_extract.reading.page import Box, union
from ita_extract.reading.pdfium import ffi, lib
from ita_extract.reading.placing import Placer
from ita_extract.reading.signs import Signs, clip_box, is_letter, letters_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

_DOTS = 2.0  # pixels to the point
_MOST = 2000  # pixels on the long side
_BGRX = 3  # FPDFBitmap_BGRx
_ANNOTATIONS = 1  # FPDF_ANNOT
_SEEN = 24  # of 255; what a letter changes at least where it is seen
_STRONG = 50  # of 255; how much darker a line makes what it is drawn on
_INK = 96  # of 255; how dark its own ink is, drawn alone
_WIDE = 1e4  # times as large: any clip with an inside holds the whole page then
_NONE = -1.0
_ROW, _MOST_ROWS = 24.0, 400  # points, and rows of them that one text may touch
_LAYERS = 4  # groups of text that lies over itself


class Letter(NamedTuple):
    """A character that is looked at: the n-th of its piece (from 0), its run, and its box on the page as shown."""

    piece: int
    nth: int
    run: int
    box: Box
    core: Box


class Look(NamedTuple):
    """How much of a letter's ink is seen, 0-1 (below 0 where it has none), and how much of its ground is changed."""

    seen: float
    crossed: float


class Picture:
    """Draws one page again and again; `shown` takes boxes to the page as it is shown."""

    def __init__(self, page: Any, shown: Placer, corner: tuple[float, float], *, is_upright: bool) -> None:
        self._page, self.shown, self.corner, self.is_upright = page, shown, corner, is_upright
        self.dots = min(_DOTS, _MOST / max(shown.width, shown.height))
        self._size = max(1, round(shown.width * self.dots)), max(1, round(shown.height * self.dots))
        self._window = (0, 0, *self._size)

    def look_only_at(self, box: Box) -> None:
        """Draw only this part of the page as shown from now on."""
        x0, y0 = max(0, int(box.x0 * self.dots) - 1), max(0, int(box.top * self.dots) - 1)
        x1, y1 = int(box.x1 * self.dots) + 2, int(box.bottom * self.dots) + 2
        self._window = (x0, y0, max(x0 + 1, min(x1, self._size[0])), max(y0 + 1, min(y1, self._size[1])))

    def draw(self) -> Pixels:
        """Return the page as it is drawn now, one row of blue, green and red after the other."""
        import numpy as np

        x0, y0, x1, y1 = self._window
        width, height = x1 - x0, y1 - y0
        memory = np.full((height, width, 4), 255, np.uint8)
        bitmap = lib.FPDFBitmap_CreateEx(width, height, _BGRX, ffi.from_buffer(memory), width * 4)
        try:
            lib.FPDF_RenderPageBitmap(bitmap, self._page, -x0, -y0, *self._size, 0, _ANNOTATIONS)
        finally:
            lib.FPDFBitmap_Destroy(bitmap)
        return memory[:, :, :3]

    def without(self, items: Iterable[Any]) -> Pixels:
        """Return the page as it is drawn without some objects."""
        items = list(items)
        _switch(items, on=False)
        try:
            return self.draw()
        finally:
            _switch(items, on=True)

    def coloured(self, items: Sequence[Any], level: int) -> Pixels:
        """Return the page as it is drawn with some text in a level of grey; it keeps that look."""
        for item in items:
            lib.FPDFPageObj_SetFillColor(item, level, level, level, 255)
        return self.draw()

    def alone(self, items: Sequence[Any], objects: PageObjects) -> Pixels:
        """Return some text objects in black on white, whole; they keep that look."""
        left, top = self.corner
        for item in items:
            lib.FPDFTextObj_SetTextRenderMode(item, 0)
            lib.FPDFPageObj_SetFillColor(item, 0, 0, 0, 255)
            clip = clip_box(item, left, top)
            if clip is not None:
                x, y = left + (clip.x0 + clip.x1) / 2, top - (clip.top + clip.bottom) / 2
                away = 1 - _WIDE
                lib.FPDFPageObj_TransformClipPath(item, _WIDE, 0, 0, _WIDE, x * away, y * away)
        kept = set(items)
        others = [item for item in objects.text_order if item not in kept]
        return self.without([*others, *(shape.item for shape in objects.shapes)])

    def cut(self, pixels: Any, box: Box) -> Any:
        """Return the part of a picture that a box of the page as shown covers."""
        left, top, _, _ = self._window
        x0, x1 = int(box.x0 * self.dots) - left, int(box.x1 * self.dots + 0.999) - left
        y0, y1 = int(box.top * self.dots) - top, int(box.bottom * self.dots + 0.999) - top
        return pixels[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)]


def _switch(items: Iterable[Any], *, on: bool) -> None:
    for item in items:
        lib.FPDFPageObj_SetIsActive(item, int(on))


def letters(characters: PageCharacters, runs: set[int], picture: Picture) -> list[Letter]:
    """Return the letters of some runs that have ink of their own; marks go with the letter that bears them."""
    found: list[Letter] = []
    if not runs:
        return found
    numbers = {id(run): number for number, run in enumerate(characters.runs)}
    left, top = picture.corner
    for index, piece in enumerate(characters.pieces):
        number = numbers[id(piece.run)]
        if number not in runs:
            continue
        for position, _, kind, box in letters_of(piece, left, top):
            if is_letter(kind, box, piece.run.size):
                core = box
                if piece.glyphs:
                    baseline, size, edge = (
                        piece.glyphs[position].baseline,
                        piece.run.size,
                        0.2 * (box.x1 - box.x0),
                    )
                    core = Box(box.x0 + edge, baseline - 0.55 * size, box.x1 - edge, baseline - 0.1 * size)
                found.append(
                    Letter(index, position, number, picture.shown.upright(*box), picture.shown.upright(*core))
                )
    return found


def look_at(
    looked: Sequence[Letter],
    signs: Signs,
    picture: Picture,
    objects: PageObjects,
    characters: PageCharacters,
) -> list[Look]:
    """Look at letters in the picture of their page, in their order.

    What may be lost in its ground is taken away. All else is drawn black and then white: that tells what reaches the
    eye also where letters lie over others of the same colour.
    """
    picture.look_only_at(union([letter.box for letter in looked]))
    whole = picture.draw()
    changed = None
    if signs.covers:
        changed = _darker(picture.without(shape.item for shape in signs.covers), whole)
    pale = _groups([letter for letter in looked if letter.run in signs.pale])
    others = _groups([letter for letter in looked if letter.run not in signs.pale])
    groups = [*pale, *others]
    items = [[characters.items[run] for run in group] for group in groups]
    seen = [_difference(whole, picture.without(group)) > _SEEN for group in items[: len(pale)]]
    seen += [_painted(group, picture) for group in items[len(pale) :]]
    inks = [255 - picture.alone(group, objects)[:, :, 0] > _INK for group in items]
    layer_of = {run: layer for layer, group in enumerate(groups) for run in group}
    looks = []
    for letter in looked:
        layer = layer_of[letter.run]
        ink = picture.cut(inks[layer], letter.box)
        dark = int(ink.sum())
        share = float((picture.cut(seen[layer], letter.box) & ink).sum() / dark) if dark else _NONE
        crossed = 0.0
        if changed is not None:
            ground = ~picture.cut(inks[layer], letter.core)
            crossed = float((picture.cut(changed, letter.core) & ground).sum() / max(1, int(ground.sum())))
        looks.append(Look(share, crossed))
    return looks


def _painted(items: Sequence[Any], picture: Picture) -> Any:
    """Tell where text reaches the eye: in black and white, or (Type 3 letters have colours of their own) at all."""
    white = picture.coloured(items, 255)
    black = picture.coloured(items, 0)
    reached = _difference(black, white) > _SEEN
    return reached | (_difference(black, picture.without(items)) > _SEEN)


def inked_below(looked: Sequence[Letter], picture: Picture, objects: PageObjects) -> float:
    """Return the share of letters, 0-1, at whose places there is ink without any text: a picture of them."""
    picture.look_only_at(union([letter.core for letter in looked]))
    ground = picture.without(objects.text_order)[:, :, 1]
    inked = 0
    for letter in looked:
        under = picture.cut(ground, letter.core)
        inked += bool(under.size) and int(under.max()) - int(under.min()) > _INK
    return inked / len(looked) if looked else 0.0


def _difference(first: Pixels, other: Pixels) -> Pixels:
    import numpy as np

    apart = np.maximum(first, other) - np.minimum(first, other)
    found: Pixels = np.maximum(np.maximum(apart[:, :, 0], apart[:, :, 1]), apart[:, :, 2])
    return found


def _darker(before: Pixels, after: Pixels) -> Any:
    """Tell where a picture became much darker: a line does that, a highlighter does not."""
    return _lightness(before) - _lightness(after) > _STRONG


def _lightness(pixels: Pixels) -> Any:
    """Return the luma of each pixel, 0-255 (ITU-R BT.601)."""
    import numpy as np

    return pixels @ np.array([0.114, 0.587, 0.299], np.float32)


def _groups(looked: Sequence[Letter]) -> list[list[int]]:
    """Part runs so that none lies over another of its group: what is taken away must leave a trace of its own."""
    boxes: dict[int, list[Box]] = {}
    for letter in looked:
        boxes.setdefault(letter.run, []).append(letter.box)
    groups: list[_Group] = [_Group()]
    for run, parts in boxes.items():
        box = union(parts)
        group = next((group for group in groups if not group.meets(box)), None)
        if group is None and len(groups) < _LAYERS:
            group = _Group()
            groups.append(group)
        (group or groups[-1]).add(run, box)
    return [group.runs for group in groups if group.runs]


class _Group:
    """Runs side by side; what is near is looked up by height."""

    def __init__(self) -> None:
        self.runs: list[int] = []
        self._rows: dict[int, list[Box]] = {}

    def meets(self, box: Box) -> bool:
        return any(_meet(box, other) for row in _rows_of(box) for other in self._rows.get(row, ()))

    def add(self, run: int, box: Box) -> None:
        self.runs.append(run)
        for row in _rows_of(box):
            self._rows.setdefault(row, []).append(box)


def _rows_of(box: Box) -> range:
    first = int(box.top // _ROW)
    return range(first, min(int(box.bottom // _ROW), first + _MOST_ROWS) + 1)


def _meet(first: Box, other: Box) -> bool:
    return min(first.x1, other.x1) - max(first.x0, other.x0) > 0.3 and min(first.bottom, other.bottom) - max(
        first.top, other.top
    ) > 0.3 * min(first.bottom - first.top, other.bottom - other.top)
