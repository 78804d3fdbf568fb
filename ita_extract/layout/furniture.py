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


def is_page_number(line: Line, sheet: Sheet) -> bool:
    """Whether a line is a page number: in the margin, and nothing but a number or letter in its ornaments."""
    return _in_margin(line, sheet) and _PAGE_NUMBER.fullmatch(line.text.strip().replace(" ", "")) is not None


def running_heads(pages: list[tuple[Sheet, list[Line]]]) -> set[str]:
    """Return the texts (digits as #) that stand in the margin of most pages, first or last on each."""
    seen: Counter[str] = Counter()
    for sheet, lines in pages:
        seen.update({margin_key(line) for line in (lines[:2] + lines[-2:]) if _in_margin(line, sheet)})
    needed = max(3, 0.5 * len(pages))
    return {text for text, count in seen.items() if count >= needed and len(text) > 1}


def margin_key(line: Line) -> str:
    """Return a line's text for comparison between pages."""
    return _DIGITS.sub("#", line.text.replace(" ", ""))


def is_running_head(line: Line, sheet: Sheet, heads: set[str]) -> bool:
    """Whether a line in the margin repeats on most pages."""
    return bool(heads) and _in_margin(line, sheet) and margin_key(line) in heads


def _in_margin(line: Line, sheet: Sheet) -> bool:
    return line.box.bottom < _MARGIN * sheet.height or line.box.top > (1 - _MARGIN) * sheet.height
