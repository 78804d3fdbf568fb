"""Page numbers and running heads: lines that belong to the paper and not to the report."""

from __future__ import annotations

import re
from collections import Counter

from ita_extract.layout.lines import Line
from ita_extract.reading.page import Sheet

# -๓-, - ฐ -, หน้า 3, หน้า ๓ จาก ๑๓, 3/13, (๓), | 3
_PAGE_NUMBER = re.compile(
    r"[-–—~|(\[]*\s*(?:หน้า|page)?\s*(?:ที่)?\s*(?:[0-9๐-๙]{1,3}|[ก-ฮ]|[ivxIVX]{1,5})"
    r"(?:\s*(?:/|จาก|of)\s*[0-9๐-๙]{1,3})?\s*[-–—~|)\]]*"
)
_DIGITS = re.compile(r"[0-9๐-๙]+")
_MARGIN = 0.13  # share of the page height at its upper and lower end in which such lines stand (landscape: 65 of 595 points)


def page_number_lines(pages: list[tuple[Sheet, list[Line]]]) -> set[int]:
    """Return the ids of the lines that are page numbers.

    Each is the first or last line of its page and nothing but a number or letter in its ornaments. In the margin
    that is enough; further in, its number must keep its distance to the page count on three pages at least.
    """
    candidates: list[tuple[Line, bool, int | None]] = []
    for sheet, lines in pages:
        for line in {id(line): line for line in (*lines[:1], *lines[-1:])}.values():
            match = _PAGE_NUMBER.fullmatch(line.text.replace(" ", ""))
            if match is None:
                continue
            ornate = not line.text.replace(" ", "").isalnum()
            near = _in_margin(line, sheet, _MARGIN if not ornate else 2 * _MARGIN)
            number = re.search(r"\d+", line.text)
            candidates.append((line, near, int(number.group()) - sheet.number if number else None))
    offsets = Counter(offset for _, _, offset in candidates if offset is not None)
    return {id(line) for line, near, offset in candidates if near or (offset is not None and offsets[offset] >= 3)}


def running_heads(pages: list[tuple[Sheet, list[Line]]]) -> set[str]:
    """Return the texts (digits as #) that stand in the margin of most pages, first or last on each."""
    seen: Counter[str] = Counter()
    for sheet, lines in pages:
        seen.update({margin_key(line) for line in (lines[:2] + lines[-2:]) if _in_margin(line, sheet, _MARGIN)})
    needed = max(3, 0.5 * len(pages))
    return {text for text, count in seen.items() if count >= needed and len(text) > 1}


def margin_key(line: Line) -> str:
    """Return a line's text for comparison between pages."""
    return _DIGITS.sub("#", line.text.replace(" ", ""))


def is_running_head(line: Line, sheet: Sheet, heads: set[str]) -> bool:
    """Whether a line in the margin repeats on most pages."""
    return bool(heads) and _in_margin(line, sheet, _MARGIN) and margin_key(line) in heads


def _in_margin(line: Line, sheet: Sheet, share: float) -> bool:
    return line.box.bottom < share * sheet.height or line.box.top > (1 - share) * sheet.height
