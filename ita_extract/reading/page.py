"""What a page holds before anybody interprets it: glyphs, rules, pictures.

Layout space: PDF points, origin top left, turned so that the page's main text runs from left to right.
`shown()` maps a box back to the page as it is shown (after its /Rotate), which is the space of all evidence.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Literal, NamedTuple

_A4 = (595.0, 842.0)


class Box(NamedTuple):
    """A rectangle in points, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float


def union(boxes: list[Box]) -> Box:
    """Return the smallest box around all; raises ValueError for an empty list."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


class Kind(IntEnum):
    """What a glyph is for those who build clusters."""

    BASE = 0  # advances: a consonant, a leading or following vowel, a digit, a Latin letter
    MARK = 1  # a Thai vowel or tone mark drawn over or under a base
    SPACE = 2
    GHOST = 3  # a space glyph without advance: the place where Word lost a nikhahit
    UNMAPPED = 4  # drawn, but the font does not say which character; the text is the glyph's code or U+FFFD


class Glyph(NamedTuple):
    """One drawn character in layout space, in the order of the content stream.

    `x0`..`x1` is its advance box, `mid` the middle of its ink (a mark's ink lies left of its origin), `baseline`
    the y of its baseline, `rise` the height of the middle of a mark's ink above the baseline.
    """

    text: str
    kind: Kind
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    mid: float
    rise: float
    font: int


class Doubt(NamedTuple):
    """A character of a picture that was not read for sure: its place in points, and the digits it may be instead."""

    x: float
    baseline: float
    others: str = ""


class Rule(NamedTuple):
    """A straight edge, horizontal or vertical: a drawn line or a side of a drawn rectangle."""

    x0: float
    top: float
    x1: float
    bottom: float


class Concealment(StrEnum):
    """How a page holds text without showing it."""

    UNPAINTED = "set invisibly"
    LAYER = "a layer over a picture"
    LOST = "in the colour of its ground, cut away, or switched off"
    CUT = "cut off in part"
    OUTSIDE = "outside of the page"
    COVERED = "covered"
    CROSSED = "crossed by something drawn over it"
    STRUCK = "struck out"
    RULED = "crossed by a rule"
    NOTED = "written on the page by an annotation"
    RENAMED = "said to be other text than is drawn"
    UNDRAWN = "an annotation without a look of its own, which some programs draw"


class Concealed(NamedTuple):
    """Letters that a page holds and does not show as they are; `box` lies on the page as it is shown."""

    how: Concealment
    text: str
    box: Box


class Written(NamedTuple):
    """Where an annotation or a form field writes text: its box on the page as shown."""

    source: Literal["annotation", "form"]
    box: Box


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's number and the way from layout space to the page as it is shown.

    `width` and `height` are those of layout space; `turn` is the number of quarter turns (clockwise) from the
    page as shown to layout space, 0 for all but pages whose text was set sideways. `slant` is the small angle
    (degrees, clockwise) by which a scanned page was turned about its middle to stand upright, `scale` the points
    of the page to one of layout space (scanned pages of any size are laid out as if their long side were A4's),
    `text_source` whether the file gave the text or its picture was read.
    """

    number: int
    width: float
    height: float
    turn: int = 0
    slant: float = 0.0
    scale: float = 1.0
    text_source: Literal["text", "ocr"] = "text"

    def shown(self, box: Box) -> Box:
        """Map a box from layout space to the page as shown."""
        if self.slant:
            box = self._slanted(box)
        box = self._turned_back(box)
        return box if self.scale == 1 else Box(*(side * self.scale for side in box))

    def _turned_back(self, box: Box) -> Box:
        x0, top, x1, bottom = box
        if self.turn == 1:
            return Box(top, self.width - x1, bottom, self.width - x0)
        if self.turn == 2:
            return Box(self.width - x1, self.height - bottom, self.width - x0, self.height - top)
        if self.turn == 3:
            return Box(self.height - bottom, x0, self.height - top, x1)
        return box

    def _slanted(self, box: Box) -> Box:
        """Turn a box back to the slant at which its sheet lay on the scanner; the result is the box around it."""
        sine, cosine = math.sin(math.radians(self.slant)), math.cos(math.radians(self.slant))
        corners = [
            (x - self.width / 2, y - self.height / 2) for x in (box.x0, box.x1) for y in (box.top, box.bottom)
        ]
        xs = [self.width / 2 + x * cosine - y * sine for x, y in corners]
        ys = [self.height / 2 + x * sine + y * cosine for x, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))


class RotatedText(NamedTuple):
    """A line of text that does not run along the page's main direction, in reading order.

    `raw` is what its text objects draw, in the order in which they do. In `text` gaps are spaces, letters drawn twice
    stand once, and glyphs without a character are U+FFFD. `box` and `boxes` (one for each character of `text`) lie in
    layout space. `quarter` is the number of quarter turns (clockwise, 1-3) that set it upright there, None for
    slanted text.
    """

    text: str
    raw: str
    box: Box
    boxes: tuple[Box, ...]
    quarter: int | None


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page as it was read.

    `glyphs` holds what runs along the page's main direction, `rotated` the rest. `overlapped` has the places in
    `glyphs` of digits, points and commas that lie over or under another character: they belong to no one number.
    `concealed` is text that the page does not show as it is, `written` where annotations and form fields write.
    """

    sheet: Sheet
    glyphs: list[Glyph]
    rules: list[Rule]
    pictures: list[Box]
    fonts: list[str]
    invisible: float = 0.0  # share of the characters that the page does not show, 0-1
    doubts: tuple[Doubt, ...] = ()
    rotated: tuple[RotatedText, ...] = ()
    overlapped: frozenset[int] = frozenset()
    odd: tuple[str, ...] = ()  # what was mended of characters that cannot be as the file has them, in words
    concealed: tuple[Concealed, ...] = ()
    written: tuple[Written, ...] = ()

    @classmethod
    def unread(cls, number: int) -> PageContent:
        """Return what stands for a page that could not be read: a sheet of A4 with nothing on it."""
        return cls(Sheet(number, *_A4), [], [], [], [])

    @property
    def slanted(self) -> int:
        """Return the number of characters set aslant (watermarks)."""
        return sum(len(line.raw) for line in self.rotated if line.quarter is None)

    @property
    def turned(self) -> str:
        """Return the text that runs across the page's main direction or against it."""
        return "".join(line.raw for line in self.rotated if line.quarter is not None)

    @property
    def picture_share(self) -> float:
        """Return the share of the page that pictures cover, 0-1 (overlaps counted twice)."""
        covered = sum((box.x1 - box.x0) * (box.bottom - box.top) for box in self.pictures)
        return min(1.0, covered / (self.sheet.width * self.sheet.height))

    @property
    def is_layered(self) -> bool:
        """Whether most of the text is a layer that is not seen, over a picture of most of the page."""
        return self.invisible > 0.5 and self.picture_share > 0.5
