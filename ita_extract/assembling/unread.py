"""Blocks that no reader took: in a section of an indicator they are advice or guidance that would be lost."""

from __future__ import annotations

from collections.abc import Iterator

from ita_extract.layout.flow import Document
from ita_extract.model import ReviewReason
from ita_extract.numbers.ledger import Ledger
from ita_extract.outline.sections import Outline
from ita_extract.tables.stitching import StitchedTable


def unread_blocks(
    document: Document, parts: Outline, tables: list[StitchedTable], ledger: Ledger
) -> Iterator[ReviewReason]:
    """Name the blocks that hold advice, guidance or a list and belong to nothing that was read."""
    yield from ()
