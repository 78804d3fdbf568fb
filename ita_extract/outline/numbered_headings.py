"""The numbered headings of a document that are set like entries of a list: `๗. วิเคราะห์จุดที่ควรพัฒนา`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ita_extract.layout.document import Document

_NUMBERED = re.compile(r"(?P<head>(?:ข้อ|ตอนที่|ส่วนที่|บทที่)?\(?)(?P<number>\d{1,2}|[ก-ฮ])(?P<tail>[.)])(?!\d)")
_LETTERS = "กขคงจฉชซฌญฐฑ"
_LONGEST = 80  # characters
_FEWEST_BEFORE = 2  # headings before the first section, which no list of a section can give


@dataclass(frozen=True)
class NumberedHeadings:
    """The offsets of a document's numbered headings, and of blocks that may be the next one or an entry of a list."""

    sure: frozenset[int] = frozenset()
    contested: frozenset[int] = frozenset()


def numbered_headings(document: Document, before: int) -> NumberedHeadings:
    """Return the blocks that go on with the numbered headings begun before an offset (of the sections).

    Of each style of number those count that come in turn, 1, 2, 3 …, and do not follow their predecessor at once, as
    the entries of a list do. Below the heading `4. แนวทาง…` and a list of four, `5. คะแนน…` may be either.
    """
    entries: dict[tuple[tuple[str, str, bool], int], list[int]] = {}
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
        if number == len(chain) + 1 and len(block.span.key) <= _LONGEST:
            if entry:
                entries.setdefault((style, number), []).append(block.start)
            else:
                chain.append(block.start)
        above = (style, number)
    true = {
        style: chain
        for style, chain in chains.items()
        if sum(start < before for start in chain) >= _FEWEST_BEFORE
    }
    return NumberedHeadings(
        frozenset(offset for chain in true.values() for offset in chain),
        frozenset(
            offset for style, chain in true.items() for offset in entries.get((style, len(chain) + 1), ())
        ),
    )


def _value(written: str) -> int:
    return int(written) if written.isdigit() else _LETTERS.find(written) + 1
