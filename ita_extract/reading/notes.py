"""What annotations say on a page: text that stands beside the page's own, and what this reader cannot draw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ita_extract.reading.annotations import LaidIn
from ita_extract.reading.characters import PageCharacters, Piece
from ita_extract.reading.objects import PageObjects
from ita_extract.reading.page import Box, Concealed, Concealment, Kind, Written, union
from ita_extract.reading.placing import Placer
from ita_extract.reading.signs import letters_of


def without_stamps(laid: LaidIn, objects: PageObjects, characters: PageCharacters) -> PageCharacters:
    """Leave out what stamps say: when a letter came in, that a copy is true. It stands beside the text, not in it."""
    stamps = {number for number, entry in enumerate(laid.drawn) if entry.is_stamp}
    if not stamps:
        return characters
    stamped = {
        id(run)
        for run, item in zip(characters.runs, characters.items, strict=True)
        if (within := objects.inside.get(item, ()))[:1] == (laid.form,) and set(within[1:2]) & stamps
    }
    return characters._replace(pieces=[piece for piece in characters.pieces if id(piece.run) not in stamped])


def notes(
    laid: LaidIn, objects: PageObjects, characters: PageCharacters, shown: Placer, corner: tuple[float, float]
) -> Iterator[Concealed]:
    """Give the texts that annotations write on the page, fields left out, and the annotations that are not drawn."""
    if laid.form < 0:
        return
    drawn = laid.drawn
    for number, pieces in _pieces_of(laid, objects, characters).items():
        if number < len(drawn) and drawn[number].is_field:
            continue
        letters = [annotation for piece in pieces for annotation in letters_of(piece, *corner)]
        boxes = [shown.upright(*box) for _, _, kind, box in letters if kind != Kind.SPACE]
        if boxes:
            yield Concealed(Concealment.NOTED, "".join(text for _, text, _, _ in letters), union(boxes))
    for annotation in laid.annotations:
        if annotation.is_drawn:
            continue
        box = Box(*shown.box(annotation.box.x0, annotation.box.top, annotation.box.x1, annotation.box.bottom))
        yield Concealed(Concealment.UNDRAWN, annotation.text or _under(box, characters, shown, corner), box)


def written_in(
    laid: LaidIn, objects: PageObjects, characters: PageCharacters, shown: Placer, corner: tuple[float, float]
) -> tuple[Written, ...]:
    """Return where annotations and form fields write text on the page as shown."""
    if laid.form < 0:
        return ()
    drawn = laid.drawn
    found = []
    for number, pieces in _pieces_of(laid, objects, characters).items():
        letters = [letter for piece in pieces for letter in letters_of(piece, *corner)]
        boxes = [shown.upright(*box) for _, _, kind, box in letters if kind != Kind.SPACE]
        if boxes:
            is_field = number < len(drawn) and drawn[number].is_field
            found.append(Written("form" if is_field else "annotation", union(boxes)))
    return tuple(found)


def _pieces_of(laid: LaidIn, objects: PageObjects, characters: PageCharacters) -> dict[int, list[Piece]]:
    """Return the text of each annotation that is laid into a page, by the annotation's number among those drawn."""
    items = {id(run): item for run, item in zip(characters.runs, characters.items, strict=True)}
    written: dict[int, list[Piece]] = defaultdict(list)
    for piece in characters.pieces:
        within = objects.inside.get(items[id(piece.run)], ())
        if len(within) > 1 and within[0] == laid.form:
            written[within[1]].append(piece)
    return written


def _under(box: Box, characters: PageCharacters, shown: Placer, corner: tuple[float, float]) -> str:
    """Return the text whose letters have their middle in a box of the page as shown."""
    found = []
    for piece in characters.pieces:
        for _, text, _, edges in letters_of(piece, *corner):
            at = shown.upright(*edges)
            if box.x0 < (at.x0 + at.x1) / 2 < box.x1 and box.top < (at.top + at.bottom) / 2 < box.bottom:
                found.append(text)
    return "".join(found)
