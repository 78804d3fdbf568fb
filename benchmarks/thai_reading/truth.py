"""Lines typed by eye from page images, and how texts are made comparable."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
# zero-width space, byte order mark, soft hyphen; no-break spaces are white space for Python
INVISIBLE = dict.fromkeys((0x200B, 0xFEFF, 0x00AD))
UNFIT = "unfit"

PageKey = tuple[str, int]


class Line(NamedTuple):
    """One line as printed, and its page (from 1)."""

    file: str
    page: int
    text: str


class Truth(NamedTuple):
    """All lines, and the pages whose text layer is beyond use (None: the file does not say)."""

    lines: tuple[Line, ...]
    unfit: frozenset[PageKey] | None


def as_printed(text: str) -> str:
    """Return a text without white space and invisible characters, in NFC."""
    return "".join(unicodedata.normalize("NFC", text).translate(INVISIBLE).split())


def digits_equal(text: str) -> str:
    """Return the same with Arabic digits: some fonts draw ASCII digits as Thai ones."""
    return as_printed(text).translate(DIGITS)


def load_truth(path: Path) -> Truth:
    """Read truth.json: {file: [{page, text}]}, and perhaps unfit pages.

    The pages may be {file: [page, ...]} or [{"file", "page"}, ...]. Raises ValueError for a line without
    text, which every reader would get right.
    """
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    named = content.pop(UNFIT, None)
    unfit: frozenset[PageKey] | None = None
    if isinstance(named, dict):
        unfit = frozenset((file, page) for file, pages in named.items() for page in pages)
    elif named is not None:
        unfit = frozenset((entry["file"], entry["page"]) for entry in named)
    lines = tuple(
        Line(file, entry["page"], entry["text"]) for file, entries in content.items() for entry in entries
    )
    for line in lines:
        if not as_printed(line.text):
            raise ValueError(f"{path.name}: a line of {line.file}, page {line.page}, has no text")
    return Truth(lines, unfit)
