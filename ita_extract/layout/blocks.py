"""What a document is made of: blocks of text, tables, and what belongs to the paper. Every char is in one of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ita_extract.layout.span import Break, Span
from ita_extract.layout.tables import Table
from ita_extract.reading.page import Box, Kind, RotatedText, Sheet
from ita_extract.thai.chars import Char


class Role(StrEnum):
    """Why a line belongs to the paper and not to the report."""

    PAGE_NUMBER = "page-number"
    RUNNING_HEAD = "running-head"


@dataclass(frozen=True)
class TextBlock:
    """A stretch of running text: `start` and `stop` are its places in the key of the document's text."""

    span: Span
    start: int
    stop: int


@dataclass(frozen=True)
class Heading(TextBlock):
    """A line or two set larger or bolder than the text; `level` counts from 1 for the largest."""

    level: int = 1


@dataclass(frozen=True)
class Paragraph(TextBlock):
    """Lines that run on."""


@dataclass(frozen=True)
class ListItem(TextBlock):
    """A paragraph that begins with a marker; `depth` counts from 0 by its indent under the items before it."""

    marker: str = ""
    depth: int = 0


@dataclass(frozen=True)
class TableBlock:
    """A table on one page; `offset` is the place in the key of the document's text before which it comes."""

    table: Table
    offset: int


@dataclass(frozen=True)
class Furniture:
    """A page number or a running head or foot."""

    span: Span
    role: Role


@dataclass(frozen=True)
class Rotated:
    """Text that runs across the page, or slanted over it; each of its chars has the box of the whole line."""

    span: Span
    slanted: bool

    @classmethod
    def of(cls, line: RotatedText, sheet: Sheet) -> Rotated:
        """Take a line of a page as it was read."""
        x0, top, x1, bottom = line.box
        chars: list[Char] = []
        breaks: list[int] = []
        gap = Break.LINE
        for letter in line.text:
            if letter.isspace():
                gap = Break.SPACE
                continue
            size = bottom - top
            chars.append(Char(letter, letter, x0, top, x1, bottom, bottom, size, 0, Kind.BASE, sheet))
            breaks.append(gap)
            gap = Break.NONE
        return cls(Span(chars, breaks), slanted=line.quarter is None)


@dataclass(frozen=True)
class Picture:
    """A picture that is large enough to hold results."""

    box: Box
    sheet: Sheet


Text = Heading | Paragraph | ListItem
Block = Text | TableBlock | Furniture | Rotated | Picture
