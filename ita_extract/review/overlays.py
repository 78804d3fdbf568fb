"""Pictures of pages with the boxes that lie over them, each box with the way to what was read there."""

from __future__ import annotations

import base64
from collections import defaultdict
from dataclasses import dataclass

from ita_extract.reading.page import Box
from ita_extract.review.doubts import Doubt, Doubts
from ita_extract.review.picturing import Picture, Pictures
from ita_extract.review.values import Place, Value

_LABEL_ROOM = 24.0  # points before a box that its number needs


@dataclass(frozen=True)
class ShownBox:
    """A box drawn over a page; `target` is the anchor of what was read there, `label` "" for what is sure."""

    anchor: str
    box: Box
    target: str
    tip: str
    label: str

    @property
    def label_position(self) -> tuple[float, float]:
        """Return where the label ends: in the margin before the box, or inside it where there is no room."""
        before = self.box.x0 >= _LABEL_ROOM
        return (self.box.x0 - 2 if before else self.box.x0 + _LABEL_ROOM), self.box.top + 9


@dataclass(frozen=True)
class ShownPicture:
    """A picture with its part of the page, and the boxes on it."""

    number: int
    box: Box
    uri: str
    boxes: tuple[ShownBox, ...]

    @property
    def width(self) -> float:
        """Return the width of that part, in points."""
        return self.box.x1 - self.box.x0

    @property
    def height(self) -> float:
        """Return its height, in points."""
        return self.box.bottom - self.box.top


def boxes_on_pages(doubts: Doubts, pictures: Pictures) -> dict[Place, ShownBox]:
    """Return the boxes on the pages that are shown, one for each place, those in doubt last: they lie on top.

    Values have one, and what a reason names though no value was taken there.
    """
    doubtful = {doubt.place: doubt for doubt in doubts.places}
    values: dict[Place, list[Value]] = defaultdict(list)
    for value in doubts.values:
        values[value.place].append(value)
    ordered = sorted(
        (spot for spot in values.keys() | doubtful.keys() if spot.page in pictures.pages),
        key=lambda spot: (spot.page, spot in doubtful, -_area(spot.box), spot.box.top, spot.box),
    )
    found = {}
    for number, spot in enumerate(ordered, start=1):
        doubt = doubtful.get(spot)
        here = values.get(spot, [])
        names = [value.name for value in here]
        if doubt is not None and not here:
            names = [doubts.reasons[reason].slug for reason in doubt.reasons]
        found[spot] = ShownBox(
            anchor=f"box-{number}",
            box=spot.box,
            target=doubt.anchor if doubt else here[0].anchor,
            tip=f"{'; '.join(dict.fromkeys(names))}: {doubt.raw if doubt else here[0].row.raw}",
            label=str(doubt.number) if doubt else "",
        )
    return found


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def close_box(doubt: Doubt) -> ShownBox:
    """Return the box in the picture of a single value, which leads nowhere."""
    return ShownBox("", doubt.place.box, "", "", "")


def shown_picture(number: int, picture: Picture, boxes: tuple[ShownBox, ...]) -> ShownPicture:
    """Return a picture of page `number` (all of it or a part) with its boxes, as a data URI."""
    packed = base64.b64encode(picture.webp).decode("ascii")
    return ShownPicture(number, picture.box, f"data:image/webp;base64,{packed}", boxes)
