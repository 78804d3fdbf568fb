r"""Text of files, names and libraries made harmless for terminals and logs: the one place that does so.

A PDF or a file name can hold what a terminal obeys: ESC and the C1 codes (colours, titles, the clipboard), a carriage
return that writes over a line, overrides of the direction of writing that show a name backwards. Such a character is
written out as JSON does it, `\u001b`, so that JSON stays JSON and says the same.
"""

from __future__ import annotations

import re

_OBEYED = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but for tab and line feed, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks and overrides of the direction of writing
    "\u2028\u2029\ufff9-\ufffb\ufeff"  # line and paragraph ends, annotations, the byte order mark
    "\ud800-\udfff"  # halves of pairs, which no terminal can be sent
)
_IN_TEXT = re.compile(f"[{_OBEYED}]")
_IN_LINE = re.compile(f"[{_OBEYED}\t\n]")


def harmless(text: str) -> str:
    """Return a text in which nothing is obeyed; its lines and tabs stay."""
    return _IN_TEXT.sub(_written, text)


def harmless_line(text: str) -> str:
    """Return a text of one line, whatever line ends it held: nothing in it can pass for a line of its own."""
    return _IN_LINE.sub(_written, text)


def _written(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
