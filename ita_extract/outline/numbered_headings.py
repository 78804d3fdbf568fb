"""The numbered headings of a document that are set like entries of a list: `๗. วิเคราะห์จุดที่ควรพัฒนา`."""

from __future__ import annotations

import re

from ita_extract.layout.document import Document

_NUMBERED = re.compile(r"(?P<head>(?:ข้อ|ตอนที่|ส่วนที่|บทที่)?\(?)(?P<number>\d{1,2}|[ก-ฮ])(?P<tail>[.)])(?!\d)")
_LETTERS = "กขคงจฉชซฌญฐฑ"
_LONGEST = 80  # characters
_FEWEST_BEFORE = 2  # headings before the first section, which no list of a section can give


def numbered_headings(document: Document, before: int) -> frozenset[int]:
    """Return the offsets of the blocks that go on with the numbered headings begun before an offset (of the sections).

    Of each style of number those count that come in turn, 1, 2, 3 …, and do not follow their predecessor at once, as
    the entries of a list do.
    """
    chains: dict[tuple[str, str, bool], list[int]] = {}
    above: tuple[tuple[str, str, bool], int] | None = None
    for block in document.text_blocks:
        match = _NUMBERED.match(block.span.key)
        if match is None:
            above = None
            continue
        style = (match["head"], match["tail"], match["number"].isdigit())
        number = _value(match["number"])
        chain = chains.setdefault(style, [])
        entry = block.start > before and above == (style, number - 1)
        if number == len(chain) + 1 and len(block.span.key) <= _LONGEST and not entry:
            chain.append(block.start)
        above = (style, number)
    return frozenset(
        offset
        for chain in chains.values()
        if sum(start < before for start in chain) >= _FEWEST_BEFORE
        for offset in chain
    )


def _value(written: str) -> int:
    return int(written) if written.isdigit() else _LETTERS.find(written) + 1
