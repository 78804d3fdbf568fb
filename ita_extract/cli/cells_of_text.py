"""Text in the cells of a terminal: Thai marks above and below a letter take none."""

from __future__ import annotations

import re

_MARKS = "ัิีึืฺุู็่้๊๋์ํ๎ำะา"  # what never begins a line; ะ า ำ belong to the letter before
_LEADING = "เแโใไ"  # what never ends one
_STEP = re.compile(rf"[{_LEADING}]*.[{_MARKS}ๆฯ,.;:)\]»”]*", re.DOTALL)
ELLIPSIS = "…"


def width_of(text: str) -> int:
    """Return how many cells a text takes."""
    from rich.cells import cell_len

    return cell_len(text)


def padded(text: str, width: int) -> str:
    """Return a text filled up with spaces to a width in cells."""
    return text + " " * max(0, width - width_of(text))


def shortened(text: str, width: int, *, keep_end: bool = False) -> str:
    """Return a text of at most a width in cells, with … for what is left out: its end, or its beginning."""
    if width_of(text) <= width:
        return text
    if width < 1:
        return ""
    steps = [match.group() for match in _STEP.finditer(text)]
    if keep_end:
        steps.reverse()
    kept: list[str] = []
    room = width - 1
    for step in steps:
        room -= width_of(step)
        if room < 0:
            break
        kept.append(step)
    return ELLIPSIS + "".join(reversed(kept)) if keep_end else "".join(kept) + ELLIPSIS


def _words(text: str) -> list[str]:
    """Return the words of a text; ๆ belongs to the word before it, also behind a space."""
    words: list[str] = []
    for word in text.split():
        if words and word.startswith("ๆ"):
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


def wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text, broken at spaces; a phrase longer than a line between letters with their marks."""
    lines: list[str] = []
    line = ""
    for word in _words(text):
        joined = f"{line} {word}" if line else word
        if width_of(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        line = ""
        for step in _STEP.findall(word) if width_of(word) > width else [word]:
            if line and width_of(line + step) > width:
                lines.append(line)
                line = ""
            line += step
    return [*lines, line] if line else lines
