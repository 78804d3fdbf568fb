"""The blocks of a page and the parts of the outline, with the places where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ita_extract.extracting import Reading
from ita_extract.inspecting.seen import SeenBlock, SeenPart
from ita_extract.layout.blocks import Block, Furniture, Heading, ListItem, Paragraph, Rotated, TableBlock
from ita_extract.layout.pages import PageLayout
from ita_extract.layout.span import Span
from ita_extract.numbers.ledger import Ledger
from ita_extract.outline.sections import Outline
from ita_extract.reading.page import Box

PICTURE = "picture"
TABLE = "table"
_WORDS = 160  # characters of a block's text that are repeated


@dataclass(frozen=True)
class PlacedBlock:
    """A block or its part on one page; `number` counts the blocks of the document from 1."""

    number: int
    page: int
    kind: str
    detail: str
    box: Box
    span: Span


def placed_blocks(reading: Reading) -> Iterator[PlacedBlock]:
    """Yield all blocks of a document in reading order, page by page where one runs over a page end; pictures last."""
    pages = {page.number: page for page in reading.pages}
    number = 0
    for number, block in enumerate(reading.made.laid.blocks, start=1):
        kind, detail = _kind_of(block)
        if isinstance(block, TableBlock):
            table = block.table
            box = pages[table.page].sheet.shown(table.box)
            yield PlacedBlock(number, table.page, kind, detail, box, _text_of(block))
        else:
            assert not isinstance(block, TableBlock) and hasattr(block, "span")
            for page, box in block.span.boxes.items():
                yield PlacedBlock(number, page, kind, detail, box, block.span)
    for page in reading.pages:
        for picture in page.pictures:
            number += 1
            lines = sum(
                len(read.lines)
                for read in reading.made.pictures
                if read.sheet.number == page.number and read.box == picture
            )
            detail = f"{lines} lines read in it" if lines else "not read"
            yield PlacedBlock(number, page.number, PICTURE, detail, page.sheet.shown(picture), Span())


def _kind_of(block: Block) -> tuple[str, str]:
    match block:
        case Heading():
            return "heading", f"level {block.level}"
        case ListItem():
            return "list-item", f"{block.marker}, depth {block.depth}"
        case Paragraph():
            return "paragraph", ""
        case TableBlock():
            return TABLE, "ruled" if block.table.ruled else "without rules"
        case Furniture():
            return "furniture", block.role
        case Rotated():
            return "rotated", "slanted" if block.slanted else "across the page"
        case _:
            return PICTURE, ""


def _text_of(block: TableBlock) -> Span:
    return Span.join(cell.span for row in block.table.rows for cell in row if cell is not None and cell.lines)


def seen_block(block: PlacedBlock, ledger: Ledger | None) -> SeenBlock:
    """Return a block as it is shown, with the rows that took text of it."""
    return SeenBlock(
        anchor=f"p{block.page}-b{block.number}",
        number=block.number,
        kind=block.kind,
        detail=block.detail,
        box=block.box,
        words=block.span.text[:_WORDS],
        taken_by=_owners(block.span, ledger) if ledger is not None else (),
    )


def _owners(span: Span, ledger: Ledger) -> tuple[str, ...]:
    """Return the rows that took chars or claimed numbers of a text, in the order of the text."""
    keys = [*ledger.owners(span), *(entry.claim for entry in ledger.entries_in(span) if entry.claim)]
    return tuple(
        dict.fromkeys(f"{key.table} {key.row}" if isinstance(key.row, int) else key.table for key in keys)
    )


@dataclass(frozen=True)
class Part:
    """A part of the outline: places in the key of the document's text."""

    label: str
    start: int
    stop: int


def parts_of(outline: Outline | None, text: Span) -> tuple[Part, ...]:
    """Return the parts into which the outline cuts a document's text; none where no outline was made."""
    if outline is None:
        return ()
    parts = [Part("summary", 0, outline.summary_stop)]
    for section in outline.sections:
        parts.append(Part(f"indicator {section.indicator}", section.start, section.facts))
        parts.append(Part(f"indicator {section.indicator}, facts", section.facts, section.stop))
    parts += [Part("between", start, stop) for start, stop in outline.between(len(text.key))]
    return tuple(part for part in parts if part.start < part.stop)


def seen_parts(parts: Iterable[Part], text: Span, page: int) -> tuple[SeenPart, ...]:
    """Return the parts that have text on a page."""
    boxes = ((part.label, text.cut(part.start, part.stop).boxes.get(page)) for part in parts)
    return tuple(
        sorted(
            (SeenPart(label, box) for label, box in boxes if box is not None), key=lambda part: part.box.top
        )
    )


def page_box(page: PageLayout) -> Box:
    """Return the box of a page as it is shown, from its sheet."""
    sheet = page.sheet
    wide, high = (sheet.width, sheet.height) if sheet.turn % 2 == 0 else (sheet.height, sheet.width)
    return Box(0.0, 0.0, wide * sheet.scale, high * sheet.scale)
