"""Pictures inside digital pages: which are large enough to hold results, and the lines that were read in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ita_extract.reading.page import Box, PageContent, Sheet, union

# A chart of three bars with readable figures is 60 mm wide; emblems on covers are square and up to 30 mm high,
# signatures up to 50 by 20 mm.
_SMALLEST_SIDE = 62.0  # points
_SMALLEST_AREA = 14_000.0  # square points, 3 % of A4
_NEAR = 3.0  # points; Word and scanners cut one picture into strips that touch
_MOST = 300  # pictures on a page; more are the tiles of a drawing, and joining them takes long
_BACKGROUND = 150  # characters of text over a picture: it is the paper of a form, or a frame


class PicturedChar(NamedTuple):
    """A character that was read in a picture: its box in layout space, and how sure the reader was (0-1)."""

    text: str
    x0: float
    x1: float
    sure: float


@dataclass(frozen=True, slots=True)
class PicturedLine:
    """A piece of a line in a picture; `box` holds its letters without their marks, in layout space."""

    chars: tuple[PicturedChar, ...]
    box: Box

    @property
    def text(self) -> str:
        """Return the line as it was read."""
        return "".join(char.text for char in self.chars)


@dataclass(frozen=True, slots=True)
class ReadPicture:
    """A picture on a page, and the lines that were read in it."""

    sheet: Sheet
    box: Box
    lines: tuple[PicturedLine, ...]


def large_pictures(page: PageContent) -> list[Box]:
    """Return the boxes of a page's pictures that are large enough to hold results, strips that touch as one."""
    boxes = [box for box in page.pictures if min(box.x1 - box.x0, box.bottom - box.top) > 2]
    if len(boxes) > _MOST:
        return []
    merged: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box.top, box.x0)):
        whole = box
        while (other := next((first for first in merged if _touch(first, whole)), None)) is not None:
            merged.remove(other)
            whole = union([other, whole])
        merged.append(whole)
    return [box for box in merged if _is_large(box) and _letters_over(page, box) <= _BACKGROUND]


def _touch(first: Box, other: Box) -> bool:
    return (
        first.x0 - _NEAR < other.x1
        and other.x0 - _NEAR < first.x1
        and first.top - _NEAR < other.bottom
        and other.top - _NEAR < first.bottom
    )


def _is_large(box: Box) -> bool:
    width, height = box.x1 - box.x0, box.bottom - box.top
    return min(width, height) >= _SMALLEST_SIDE and width * height >= _SMALLEST_AREA


def _letters_over(page: PageContent, box: Box) -> int:
    return sum(box.x0 < glyph.mid < box.x1 and box.top < glyph.baseline < box.bottom for glyph in page.glyphs)
