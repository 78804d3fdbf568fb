"""Text that a page holds and does not show: taken out of its characters, and named with its place.

What a page shows is what is read (a score under a white box, white on white, cut away, in a layer that is off). Text
that is only partly seen, or that something drawn later crosses out, is taken out too: what it shows is no value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from ita_extract.reading.characters import PageCharacters, Piece
from ita_extract.reading.ink import Letter, Look, Picture, inked_below, letters, look_at
from ita_extract.reading.objects import PageObjects
from ita_extract.reading.page import Box, Concealed, Concealment, union
from ita_extract.reading.pdfium import ffi, lib
from ita_extract.reading.placing import Placer
from ita_extract.reading.signs import PAINTED, Signs, clip_box, find_signs, is_letter, letters_of

_GONE, _WHOLE = 0.25, 0.7  # shares of a letter's ink: less is not seen, more is seen
_CROSSED, _TINTED = 0.05, 0.7  # shares of a letter's ground that a line over it changes; more is a tint
_LAYER = 0.6  # share of letters over ink of the picture below
_SIDES = tuple(ffi.new("float*") for _ in range(4))
_LINE = 4.0  # points; letters of one line have baselines that lie nearer
_FEW = 12  # letters; fewer make no layer


class Visible(NamedTuple):
    """The characters that a page shows, what it conceals, and the share of its characters not shown, 0-1."""

    characters: PageCharacters
    concealed: tuple[Concealed, ...]
    unseen: float


def visible(
    page: Any,
    objects: PageObjects,
    characters: PageCharacters,
    shown: Placer,
    corner: tuple[float, float],
    *,
    is_upright: bool,
) -> Visible:
    """Part what a page shows from what it does not.

    `shown` places boxes on the page as it is shown, `corner` is the left and upper end of the page box; a page
    that is shown with a quarter turn is not `is_upright`. A page most of
    whose text is a layer over a picture keeps it: it is unfit as a whole, and its picture is read.
    """
    signs = find_signs(objects, characters, *corner)
    fates: dict[tuple[int, int], Concealment | None] = {}
    picture = Picture(page, shown, corner, is_upright=is_upright)
    for letter in letters(characters, signs.unpainted, picture):
        fates[letter.piece, letter.nth] = Concealment.UNPAINTED
    layered = _layer(signs, objects, characters, picture)
    for letter in letters(characters, layered, picture):
        fates[letter.piece, letter.nth] = Concealment.LAYER
    leftovers = {run for run in signs.clipped if _is_leftover(run, characters, shown, corner)}
    for letter in letters(characters, leftovers, picture):
        fates[letter.piece, letter.nth] = None
    looked = letters(characters, signs.suspects - layered - leftovers, picture)
    if looked:
        looks = _settled(looked, look_at(looked, signs, picture, objects, characters))
        for letter, look in zip(looked, looks, strict=True):
            fate = _fate(look, letter.run, signs)
            if fate is not None:
                fates[letter.piece, letter.nth] = fate
    for letter in _outside(characters, picture):
        fates[letter.piece, letter.nth] = Concealment.OUTSIDE
    if fates:
        _forgive_copies(objects, characters, fates)
    if not fates:
        return Visible(characters, (), 0.0)
    total = sum(len(piece.glyphs) + len(piece.chars) for piece in characters.pieces)
    kept = _without(characters, fates)
    left = sum(len(piece.glyphs) + len(piece.chars) for piece in kept.pieces)
    return Visible(kept, tuple(_concealed(characters, fates, picture)), 1 - left / total)


def _forgive_copies(
    objects: PageObjects, characters: PageCharacters, fates: dict[tuple[int, int], Concealment | None]
) -> None:
    """Keep what is drawn again in the same place, for boldness or by programs: PDFium gives the first of two alone."""
    known = set(characters.items)
    again = {
        _place_of(item, objects)
        for item in objects.text_order
        if item not in known and lib.FPDFTextObj_GetTextRenderMode(item) in PAINTED
    }
    if not again:
        return
    items = {id(run): item for run, item in zip(characters.runs, characters.items, strict=True)}
    for piece, position in list(fates):
        if _place_of(items[id(characters.pieces[piece].run)], objects) in again:
            del fates[piece, position]


def _place_of(item: Any, objects: PageObjects) -> tuple[object, ...]:
    """Return the box of a text object, in whole points, and the forms that hold it."""
    if not lib.FPDFPageObj_GetBounds(item, *_SIDES):
        return (item,)
    return (*(round(side[0]) for side in _SIDES), *objects.inside.get(item, ()))


def _text(characters: PageCharacters, letter: Letter) -> str:
    piece = characters.pieces[letter.piece]
    return piece.glyphs[letter.nth].text if piece.glyphs else chr(piece.chars[letter.nth].code)


def _settled(looked: Sequence[Letter], looks: Sequence[Look]) -> list[Look]:
    """Settle letters for which no ink was found: where their text has none at all, it is switched off or cut away."""
    inked = {letter.run for letter, look in zip(looked, looks, strict=True) if look.seen >= 0}
    return [
        look if look.seen >= 0 else look._replace(seen=1.0 if letter.run in inked else 0.0)
        for letter, look in zip(looked, looks, strict=True)
    ]


def _fate(look: Look, run: int, signs: Signs) -> Concealment | None:
    covered = run in signs.covered
    if look.seen < _GONE:
        return Concealment.COVERED if covered else Concealment.LOST
    if look.seen < _WHOLE and (covered or run in signs.clipped or run in signs.inside):
        return Concealment.COVERED if covered else Concealment.CUT
    if covered and _CROSSED < look.crossed < _TINTED:
        return Concealment.CROSSED
    return None


def _layer(signs: Signs, objects: PageObjects, characters: PageCharacters, picture: Picture) -> set[int]:
    """Return the text over a picture that shows the same: a layer that somebody laid there to be searched."""
    if not signs.pictured:
        return set()
    over = letters(characters, signs.pictured, picture)
    if len(over) < _FEW or inked_below(over, picture, objects) < _LAYER:
        return set()
    return signs.pictured


def _is_leftover(run: int, characters: PageCharacters, shown: Placer, corner: tuple[float, float]) -> bool:
    """Whether a text stands below the clip of its whole page.

    Chromium paints the tall letters and marks of the next page's first line below the page's own text.
    """
    clip = clip_box(characters.items[run], *corner)
    if clip is None or clip.x1 - clip.x0 < 0.5 * shown.width or clip.bottom - clip.top < 0.5 * shown.height:
        return False
    baseline = corner[1] - characters.runs[run].baseline
    return not clip.top <= baseline <= clip.bottom


def _outside(characters: PageCharacters, picture: Picture) -> Iterator[Letter]:
    """Give the letters more than half of which lie outside of the page."""
    width, height = picture.shown.width, picture.shown.height
    size = (width, height) if picture.is_upright else (height, width)
    outer = {id(piece.run) for piece in characters.pieces if not _is_within(piece, *picture.corner, *size)}
    if not outer:
        return
    runs = {number for number, run in enumerate(characters.runs) if id(run) in outer}
    for letter in letters(characters, runs, picture):
        x, y = (letter.box.x0 + letter.box.x1) / 2, (letter.box.top + letter.box.bottom) / 2
        if not (0 <= x <= width and 0 <= y <= height):
            yield letter


def _is_within(piece: Piece, left: float, top: float, width: float, height: float) -> bool:
    """Whether the first and the last letter of a piece begin on the page."""
    if piece.glyphs:
        first, last = piece.glyphs[0], piece.glyphs[-1]
        return first[2] >= 0 and last[2] < width - 1 and 0 <= first[6] <= height and first[2] < width - 1
    return all(
        left <= char.x <= left + width and top - height <= char.y <= top
        for char in (*piece.chars[:1], *piece.chars[-1:])
    )


def _without(characters: PageCharacters, fates: dict[tuple[int, int], Concealment | None]) -> PageCharacters:
    """Leave letters out, and with each the marks that follow it."""
    pieces = []
    touched = {index for index, _ in fates}
    for index, piece in enumerate(characters.pieces):
        if index not in touched:
            pieces.append(piece)
            continue
        kept: list[int] = []
        gone = False
        for position, _, kind, box in letters_of(piece, 0.0, 0.0):
            if is_letter(kind, box, piece.run.size):
                gone = (index, position) in fates
            if not gone:
                kept.append(position)
        glyphs = [piece.glyphs[position] for position in kept] if piece.glyphs else []
        chars = [piece.chars[position] for position in kept] if piece.chars else []
        if kept:
            pieces.append(Piece(piece.run, glyphs, chars))
    return characters._replace(pieces=pieces)


def _concealed(
    characters: PageCharacters, fates: dict[tuple[int, int], Concealment | None], picture: Picture
) -> Iterator[Concealed]:
    """Give what is concealed, letters of one kind that follow each other on one line as one."""
    found: list[tuple[Concealment, int, str, Box]] = []
    touched = {id(characters.pieces[index].run) for index, _ in fates}
    runs = {number for number, run in enumerate(characters.runs) if id(run) in touched}
    for letter in letters(characters, runs, picture):
        fate = fates.get((letter.piece, letter.nth))
        if fate is not None:
            text = _text(characters, letter)
            found.append((fate, round(letter.core.bottom / _LINE), text, letter.box))
    for (fate, _), group in groupby(found, key=lambda entry: entry[:2]):
        line = list(group)
        yield Concealed(fate, "".join(entry[2] for entry in line), union([entry[3] for entry in line]))
