"""Page numbers and running heads: lines that belong to the paper and not to the report."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from ita_extract.layout.lines import Line
from ita_extract.reading.page import Kind, Sheet
from ita_extract.thai.clusters import Cluster

# -๓-, - ฐ -, หน้า 3, หน้า ๓ จาก ๑๓, 3/13, (๓), | 3
_PAGE_NUMBER = re.compile(
    r"[-–—~|(\[]*\s*(?:หน้า|page)?\s*(?:ที่)?\s*(?:[0-9๐-๙]{1,3}|[ก-ฮ]|[ivxIVX]{1,5})"
    r"(?:\s*(?:/|จาก|of)\s*[0-9๐-๙]{1,3})?\s*[-–—~|)\]]*"
)
_CATCHWORD = re.compile(r"/\s*\S.{0,60}(?:\.{2,}|…)")
_DIGITS = re.compile(r"[0-9๐-๙]+")
# share of the page height at its upper and lower end in which such lines stand (65 of 595 points on a landscape page)
_MARGIN = 0.13


class EdgeRow(NamedTuple):
    """One of the uppermost or lowest rows of a page's clusters, before anything is mended or put into tables.

    `inner` tells that another row stands between it and the edge: a running head over the number.
    """

    text: str
    top: float
    bottom: float
    clusters: list[Cluster]
    inner: bool = False


def edge_rows(clusters: list[Cluster]) -> list[EdgeRow]:
    """Return the two uppermost and the two lowest rows of a page: the places of page numbers.

    They are taken before tables are found: the last cell of a table that stays open reaches down to the number.
    """
    printed = [item for item in clusters if item.kind != Kind.SPACE]
    rows: list[EdgeRow] = []
    for outermost in (min, max):
        left = printed
        for inner in (False, True):
            if not left:
                break
            edge = outermost(item.baseline for item in left)
            end = next(item for item in left if item.baseline == edge)
            low, high = edge - 0.45 * end.size, edge + 0.45 * end.size
            row = sorted((item for item in left if low <= item.baseline <= high), key=lambda item: item.x0)
            left = [item for item in left if not low <= item.baseline <= high]
            if not row:
                break  # a damaged file may give a size below zero
            text = "".join(item.text for item in row)
            top, bottom = min(item.top for item in row), max(item.bottom for item in row)
            rows.append(EdgeRow(text, top, bottom, row, inner))
    return rows


def page_numbers(pages: list[tuple[Sheet, list[EdgeRow]]]) -> set[int]:
    """Return the ids of the clusters that make page numbers.

    A page number is nothing but a number or letter in its ornaments. In the margin that is enough; further in, and
    in the second row from the edge, its number must keep its distance to the count of pages on three pages at least.
    """
    candidates: list[tuple[EdgeRow, bool, int | None]] = []
    seen: set[tuple[int, int]] = set()  # a row near both ends of a short page counts once
    for sheet, rows in pages:
        for row in rows:
            if _PAGE_NUMBER.fullmatch(row.text) is None:
                continue
            margin = _MARGIN if row.text.isalnum() else 2 * _MARGIN
            number = _DIGITS.search(row.text)
            offset = int(number.group()) - sheet.number if number else None
            near = not row.inner and _in_margin(row.top, row.bottom, sheet, margin)
            if near or not row.inner or _in_margin(row.top, row.bottom, sheet, 2 * _MARGIN):
                candidates.append((row, near, offset))
                if offset is not None:
                    seen.add((sheet.number, offset))
    offsets = Counter(offset for _, offset in seen)
    return {
        id(item)
        for row, near, offset in candidates
        if near or (offset is not None and offsets[offset] >= 3)
        for item in row.clusters
    }


def running_heads(pages: list[tuple[Sheet, list[Line]]]) -> set[str]:
    """Return the texts (digits as #) that stand in the margin of most pages, first or last on each."""
    seen: Counter[str] = Counter()
    for sheet, lines in pages:
        seen.update(
            {
                margin_key(line)
                for line in (lines[:2] + lines[-2:])
                if _in_margin(line.box.top, line.box.bottom, sheet)
            }
        )
    needed = max(3, 0.5 * len(pages))
    return {text for text, count in seen.items() if count >= needed and len(text) > 1}


def margin_key(line: Line) -> str:
    """Return a line's text for comparison between pages."""
    return _DIGITS.sub("#", line.text.replace(" ", ""))


def is_running_head(line: Line, sheet: Sheet, heads: set[str]) -> bool:
    """Whether a line in the margin repeats on most pages."""
    return bool(heads) and _in_margin(line.box.top, line.box.bottom, sheet) and margin_key(line) in heads


def is_catchword(line: Line) -> bool:
    """Whether a line only tells how the next page begins: `/2. ติดประกา...`."""
    return _CATCHWORD.fullmatch(line.text) is not None


def _in_margin(top: float, bottom: float, sheet: Sheet, share: float = _MARGIN) -> bool:
    return bottom < share * sheet.height or top > (1 - share) * sheet.height
