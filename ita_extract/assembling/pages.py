"""Whether all pages of a document are there: by the file's count, by the numbers that they print, by their chars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ita_extract.layout.blocks import Furniture, TableBlock
from ita_extract.layout.document import Document
from ita_extract.layout.lines import Line
from ita_extract.layout.pages import PageLayout
from ita_extract.layout.reasons import reason
from ita_extract.model import ReviewReason

_NUMBER = re.compile(r"\d{1,3}")
_AT_THE_END = re.compile(r"(?<![\d.,/])(?P<number>\d{1,3})\D?$")
_OF_ALL = re.compile(r"(\d{1,3})(?:/|จาก|of)(\d{1,3})")
_SHORTEST_PAGE = 80  # characters: two pages may hold a heading alone
_FEWEST = 3  # numbered pages from which their numbers are trusted
_FEWEST_SAID = 2  # where each says that it numbers a page
_SAYS_PAGE = re.compile(r"หน้า|page|^[-–—~|(\[].*\d")


def missing_pages(pages: Sequence[PageLayout], page_count: int) -> Iterator[ReviewReason]:
    """Name pages that were not laid out, and gaps in the numbers that the pages print."""
    if len(pages) < page_count:
        yield reason("missing-page", f"{len(pages)} of {page_count} pages were read")
    printed = [
        (position, int(match.group()), line)
        for position, page in enumerate(pages, start=1)
        for line in page.page_numbers[:1]
        if (match := _NUMBER.search(line.span.key)) is not None
    ]
    if len(printed) < _FEWEST and not all(_SAYS_PAGE.search(line.span.key) for _, _, line in printed):
        printed = []
    if len(printed) < _FEWEST_SAID:
        printed = _in_running_heads(pages)
    if len(printed) < _FEWEST_SAID:
        return
    for (before, first, above), (position, second, line) in pairwise(printed):
        words = f"page {above.page} bears the number {first}, page {line.page} the number {second}"
        if 1 < second <= first:  # what is bound in behind begins with 1 anew
            yield reason("page-order", words, at=line.span)
        if second - first > position - before:
            yield reason("missing-page", words, at=line.span)
    last = printed[-1][2]
    whole = _OF_ALL.search(last.span.key) if last in pages[-1].page_numbers else None
    if whole is not None and int(whole[1]) < int(whole[2]) and printed[-1][0] == len(pages):
        yield reason("missing-page", f"the last page is numbered {whole[1]} of {whole[2]}", at=last.span)


def _in_running_heads(pages: Sequence[PageLayout]) -> list[tuple[int, int, Line]]:
    """Return position, number and line of running heads that end with the page's number: `เอกสารประกอบ ITA 5`.

    Numbers that do not count the pages, as a rule, are none.
    """
    printed = [
        (position, int(match["number"]), line)
        for position, page in enumerate(pages, start=1)
        for line in page.running_heads
        if (match := _AT_THE_END.search(line.span.key)) is not None
    ]
    if len(printed) < _FEWEST:
        return []
    steps = [after[1] - before[1] == after[0] - before[0] for before, after in pairwise(printed)]
    return printed if steps and 2 * sum(steps) > len(steps) else []


def repeated_pages(pages: Sequence[PageLayout]) -> Iterator[ReviewReason]:
    """Name pages whose text is that of an earlier one: what they hold would count twice."""
    seen: dict[str, int] = {}
    for page in pages:
        if len(page.key) < _SHORTEST_PAGE:
            continue
        if page.key in seen:
            words = f"page {page.number} repeats page {seen[page.key]}"
            yield ReviewReason(slug="repeated-page", detail=words, page=page.number)
        seen.setdefault(page.key, page.number)


def lost_text(pages: Sequence[PageLayout], document: Document) -> Iterator[ReviewReason]:
    """Name the pages whose chars are not all in the blocks of the document: a defect of the reader."""
    found = dict.fromkeys((page.number for page in pages), 0)
    for block in document.blocks:
        if isinstance(block, TableBlock):
            lines: list[Line] = [
                line for row in block.table.rows for cell in row if cell is not None for line in cell.lines
            ]
            found[block.table.page] += sum(len(line.chars) for line in lines)
        elif isinstance(block, Furniture):
            found[block.span.chars[0].sheet.number] += len(block.span.chars)
    for line in document.lines:
        found[line.page] += len(line.chars)
    for page in pages:
        if found[page.number] != page.char_count:
            words = f"{found[page.number]} of {page.char_count} characters are in blocks"
            yield ReviewReason(slug="lost-text", detail=words, page=page.number)
