"""Pictures of pages with the boxes that lie over them, each box with the way to what was read there."""

from __future__ import annotations

import base64
from collections import defaultdict
from dataclasses import dataclass

from ita_extract.reading.page import Box
from ita_extract.review.cutting import Cut, within
from ita_extract.review.doubts import Doubt, Doubts, Spot
from ita_extract.review.picturing import Picture, Pictures
from ita_extract.review.values import Place, Value

_LABEL_ROOM = 24.0  # points before a box that its number needs


@dataclass(frozen=True)
class ShownBox:
    """A box drawn over a page; `target` is the anchor of what was read there, `label` "" for what is sure.

    `fields` are the rows and columns whose words it surrounds, as `indicator_scores-3`.
    """

    anchor: str
    box: Box
    target: str
    tip: str
    label: str
    fields: tuple[str, ...] = ()

    @property
    def label_position(self) -> tuple[float, float]:
        """Return where the label ends: in the margin before the box, or inside it where there is no room."""
        before = self.box.x0 >= _LABEL_ROOM
        return (self.box.x0 - 2 if before else self.box.x0 + _LABEL_ROOM), self.box.top + 9


@dataclass(frozen=True)
class ShownPage:
    """The picture of a page with the boxes on it, and the doubtful characters."""

    number: int
    box: Box
    uri: str
    boxes: tuple[ShownBox, ...]
    marks: tuple[Box, ...]

    @property
    def anchor(self) -> str:
        """Return the name of its picture, which cuts show again."""
        return f"sheet-{self.number}"


@dataclass(frozen=True)
class ShownCut:
    """A stretch of a page: of a page's picture that is shown anyway (`sheet` names it), else a picture of its own.

    `boxes` are what to look at, `marks` the doubtful characters, `spots` their words; `is_page`: it is a whole page.
    """

    number: int
    box: Box
    sheet: str
    uri: str
    boxes: tuple[Box, ...]
    marks: tuple[Box, ...]
    spots: tuple[Spot, ...]
    is_page: bool = False

    @property
    def width(self) -> float:
        """Return its width, in points."""
        return self.box.x1 - self.box.x0

    @property
    def height(self) -> float:
        """Return its height, in points."""
        return self.box.bottom - self.box.top


def boxes_on_pages(doubts: Doubts, pictures: Pictures) -> dict[Place, ShownBox]:
    """Return the boxes on the pages that are shown, one for each place, those in doubt last: they lie on top.

    Values have one, and what a reason names though no value was taken there.
    """
    doubtful = _doubtful(doubts)
    values: dict[Place, list[Value]] = defaultdict(list)
    for value in doubts.values:
        values[value.place].append(value)
    ordered = sorted(
        (spot for spot in values.keys() | doubtful.keys() if spot.page in pictures.pages),
        key=lambda spot: (spot.page, spot in doubtful, -_area(spot.box), spot.box.top, spot.box),
    )
    found = {}
    for number, spot in enumerate(ordered, start=1):
        card = doubtful.get(spot)
        here = values.get(spot, [])
        names = [value.name for value in here]
        if card is not None and not here:
            names = [doubts.reasons[reason].slug for reason in card.reasons]
        raw = here[0].row.raw if here else next((entry.text for entry in card.spots), "") if card else ""
        found[spot] = ShownBox(
            anchor=f"box-{number}",
            box=spot.box,
            target=card.anchor if card else here[0].anchor,
            tip=f"{'; '.join(dict.fromkeys(names))}: {raw}",
            label=str(card.number) if card else "",
            fields=tuple(value.anchor for value in here),
        )
    return found


def _doubtful(doubts: Doubts) -> dict[Place, Doubt]:
    """Return the card of each place in doubt: of a value, or of a spot at which no value was taken."""
    found: dict[Place, Doubt] = {}
    for card in doubts.cards:
        for value in card.values:
            found.setdefault(value.place, card)
        for spot in card.spots:
            if spot.box is not None and not spot.marks:
                found.setdefault(Place(spot.page, spot.box), card)
    return found


def marks_on_pages(doubts: Doubts) -> dict[int, tuple[Box, ...]]:
    """Return the doubtful characters of each page."""
    found: dict[int, dict[Box, None]] = defaultdict(dict)
    for card in doubts.cards:
        for spot in card.spots:
            found[spot.page].update(dict.fromkeys(mark.box for mark in spot.marks))
    return {page: tuple(boxes) for page, boxes in found.items()}


def shown_page(
    number: int, picture: Picture, boxes: tuple[ShownBox, ...], marks: tuple[Box, ...]
) -> ShownPage:
    """Return a page with its boxes."""
    return ShownPage(number, picture.box, _uri(picture), boxes, marks)


def shown_cut(cut: Cut, pictures: Pictures) -> ShownCut | None:
    """Return a cut as far as its page was drawn; None where it was not."""
    boxes = tuple(spot.box for spot in cut.spots if spot.box and not spot.marks)
    marks = tuple(mark.box for spot in cut.spots for mark in spot.marks)
    page = pictures.pages.get(cut.page)
    if page is not None:
        box = page.box if cut.box is None else within(cut.box, page.box)
        return ShownCut(
            cut.page, box, f"sheet-{cut.page}", "", boxes, marks, cut.spots, is_page=cut.box is None
        )
    picture = pictures.cuts.get(Place(cut.page, cut.box)) if cut.box else None
    if picture is None:
        return None
    return ShownCut(cut.page, picture.box, "", _uri(picture), boxes, marks, cut.spots)


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _uri(picture: Picture) -> str:
    return f"data:image/webp;base64,{base64.b64encode(picture.webp).decode('ascii')}"
