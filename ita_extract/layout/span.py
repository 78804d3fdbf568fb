"""Text that knows its chars: what a reader searches, cuts and hands on, with the evidence always at hand.

A span is searched in its `key`: no spaces, Arabic digits, lower case, one kind of dash. Spaces in these
reports fall inside words and are missing between them, so nothing is ever matched with spaces. One exception:
two numbers that stand apart keep a space between them, or `98.29 99.15` would read as one number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypedDict

from ita_extract.evidence import Guess, GuessedLine, TextSource
from ita_extract.reading.page import Box
from ita_extract.thai.chars import Char
from ita_extract.thai.letters import is_thai

if TYPE_CHECKING:
    from ita_extract.layout.lines import Line

_KEY = str.maketrans(
    {
        **{thai: str(value) for value, thai in enumerate("๐๑๒๓๔๕๖๗๘๙")},
        **dict.fromkeys("‐‑‒–—−", "-"),
        **{chr(0xFF01 + code): chr(0x21 + code) for code in range(0x5E)},
        **dict.fromkeys("“”„‟″", '"'),
        **{chr(0x2460 + value): f"({value + 1})" for value in range(20)},  # ① … ⑳
    }
)
_DIGITS = frozenset("0123456789")
_NUMERIC = _DIGITS | {".", ","}
_ANY_NUMBER = re.compile(r"[0-9.,]")


# the key of each char that was met: a report of 15,000 chars has some 700 different ones
_KEYS: dict[str, str] = {}


def _key_of(text: str) -> str:
    key = text.translate(_KEY).lower()
    if len(_KEYS) < 20_000:
        _KEYS[text] = key
    return key


def key_of(text: str) -> str:
    """Return the key that a text would have as a span."""
    return re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", text).translate(_KEY).lower()


def key_of_lines(lines: Iterable[Line]) -> str:
    """Return the key of some lines, fast and without a span (numbers that stand apart run together)."""
    return "".join(item.text for line in lines for item in line.chars).translate(_KEY).lower()


def _inked(items: Sequence[Char]) -> Box:
    """Return the box around what the ink of some chars may fill; a font's own boxes reach over the line above.

    Garuda of 11 points has boxes of 20.6 points on lines of 15.
    """
    tops, baselines = min([item.top for item in items]), min([item.baseline - item.size for item in items])
    feet = max([item.baseline + 0.35 * item.size for item in items])
    return Box(
        min([item.x0 for item in items]),
        max(tops, baselines),
        max([item.x1 for item in items]),
        min(max([item.bottom for item in items]), feet),
    )


class _Edges(TypedDict):
    x0: float
    top: float
    x1: float
    bottom: float


def _edges(chars: Sequence[Char]) -> _Edges:
    """Return the box around some chars of one page, in points of the page as it is shown."""
    box = chars[0].sheet.shown(_inked(chars))
    x0, top, x1, bottom = (round(max(side, 0.0), 2) for side in box)
    return {"x0": x0, "top": top, "x1": x1, "bottom": bottom}


class Break:
    """What parts a char from the one before it: plain numbers, for a flag of the enum module costs a call a char."""

    NONE: Final = 0
    SPACE: Final = 1
    LINE: Final = 2  # a line end; with SPACE where it reads as a space


class EvidenceFields(TypedDict):
    """The columns of evidence, as keyword arguments for a row."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    raw: str
    text_source: TextSource
    confidence: float
    guessed: tuple[GuessedLine, ...]


class Span:
    """A run of chars with the breaks before them, perhaps over several lines, cells or pages; never changed."""

    def __init__(self, chars: Sequence[Char] = (), breaks: Sequence[int] = ()) -> None:
        """Take chars and, for each, a `Break` before it."""
        self.chars = chars
        self.breaks = breaks

    @classmethod
    def of_lines(cls, lines: Iterable[Line]) -> Span:
        """Join lines: a space stands between two where the stream had one or a side is not Thai.

        In Thai prose 78 % of line ends stand inside a sentence without a space.
        """
        chars: list[Char] = []
        breaks: list[int] = []
        ended = False
        for line in lines:
            first = len(breaks)
            spaced = bool(chars) and (
                ended or not (is_thai(chars[-1].text[-1]) and is_thai(line.chars[0].text[0]))
            )
            chars.extend(line.chars)
            breaks.extend(line.breaks)
            breaks[first] = Break.LINE | Break.SPACE if spaced else Break.LINE
            ended = line.ends_in_space
        return cls(chars, breaks)

    @classmethod
    def join(cls, spans: Iterable[Span]) -> Span:
        """Join spans in order."""
        chars: list[Char] = []
        breaks: list[int] = []
        for span in spans:
            chars.extend(span.chars)
            breaks.extend(span.breaks)
        return cls(chars, breaks)

    @cached_property
    def _parts(self) -> list[str]:
        """Return the part of the key that each char has; a space before a number belongs to the number."""
        chars = self.chars
        parts = [_KEYS.get(char.text) or _key_of(char.text) for char in chars]
        if not _ANY_NUMBER.search("".join(parts)):
            return parts
        for index in [index for index, part in enumerate(parts) if part[0] in _NUMERIC and index]:
            if self.breaks[index]:
                last = parts[index - 1][-1]
                # `2, 3` but not `พ.ศ. 2568`
                if last in _DIGITS or (last in _NUMERIC and index > 1 and parts[index - 2][-1] in _DIGITS):
                    parts[index] = " " + parts[index]
        return parts

    @cached_property
    def _keyed(self) -> tuple[str, list[int]]:
        parts = self._parts
        return "".join(parts), [index for index, part in enumerate(parts) for _ in part]

    @cached_property
    def key(self) -> str:
        """Return the text to search in."""
        return "".join(self._parts)

    @property
    def key_lengths(self) -> list[int]:
        """Return how many characters of the key each char has (a space before a number counts with it)."""
        return [len(part) for part in self._parts]

    def __bool__(self) -> bool:
        return bool(self.chars)

    def __len__(self) -> int:
        return len(self.key)

    def cut(self, start: int, stop: int | None = None) -> Span:
        """Return the part of the span between two places of its key."""
        key, owners = self._keyed
        stop = len(key) if stop is None else min(stop, len(key))
        while start < stop and key[start] == " ":
            start += 1
        while start < stop and key[stop - 1] == " ":  # it belongs to the number behind it
            stop -= 1
        if start >= stop:
            return Span()
        first, last = owners[start], owners[stop - 1] + 1
        return Span(self.chars[first:last], self.breaks[first:last])

    def span(self, match: re.Match[str], group: int | str = 0) -> Span:
        """Return the part that a match (or one of its groups) in the key covers."""
        start, stop = match.span(group)
        return self.cut(start, stop) if start >= 0 else Span()

    def finditer(
        self, pattern: re.Pattern[str], start: int = 0, stop: int | None = None
    ) -> Iterator[re.Match[str]]:
        """Search the key."""
        return pattern.finditer(self.key, start, len(self.key) if stop is None else stop)

    def starts_line(self, offset: int) -> bool:
        """Whether the character of the key at a place is the first of its line."""
        key, owners = self._keyed
        while offset < len(key) and key[offset] == " ":
            offset += 1
        if offset >= len(key):
            return False
        owner = owners[offset]
        return bool(self.breaks[owner] & Break.LINE) and (
            offset == 0 or owners[offset - 1] != owner or key[offset - 1] == " "
        )

    @cached_property
    def line_places(self) -> list[int]:
        """Return the places in the key at which lines begin."""
        places = []
        offset = 0
        for part, gap in zip(self._parts, self.breaks, strict=True):
            if gap & Break.LINE:
                places.append(offset + (part[0] == " "))
            offset += len(part)
        return places

    @cached_property
    def _edges(self) -> dict[int, tuple[float, float]]:
        """Return the left and right end of the text on each page."""
        edges: dict[int, tuple[float, float]] = {}
        starts = [index for index, gap in enumerate(self.breaks) if gap & Break.LINE]
        for start, stop in pairwise([*starts, len(self.chars)]):
            first, last = self.chars[start], self.chars[stop - 1]
            left, right = edges.get(first.sheet.number, (first.x0, last.x1))
            edges[first.sheet.number] = (min(left, first.x0), max(right, last.x1))
        return edges

    def stops_short(self, offset: int, share: float) -> bool:
        """Whether the line before the one that begins at a place leaves a share of the text's width empty."""
        owner = self._keyed[1][offset]
        before = self.chars[owner - 1]
        left, right = self._edges[before.sheet.number]
        return owner > 0 and before.x1 < right - share * (right - left)

    def turns_page(self, offset: int) -> bool:
        """Whether the line that begins at a place is the first on a page wider or narrower than the one before."""
        owner = self._keyed[1][offset]
        return owner > 0 and abs(self.chars[owner - 1].sheet.width - self.chars[owner].sheet.width) > 1

    def is_indented_like(self, offset: int, other: int) -> bool:
        """Whether the line that begins at a place is indented, and no further than the one that begins at another."""
        first, model = (self.chars[self._keyed[1][at]] for at in (offset, other))
        left = self._edges[first.sheet.number][0]
        return left + 0.5 * first.size < first.x0 < model.x0 + 0.3 * first.size

    def follows_space(self, offset: int) -> bool:
        """Whether a space or a line end stands before the character of the key at a place."""
        if offset == 0:
            return True
        key, owners = self._keyed
        if offset >= len(key):
            return False
        if key[offset - 1] == " ":
            return True
        return owners[offset - 1] != owners[offset] and self.breaks[owners[offset]] != Break.NONE

    def is_broken(self, start: int, stop: int) -> bool:
        """Whether a space or a line end stands between two characters of a stretch of the key."""
        return any(self.follows_space(offset) for offset in range(start + 1, stop))

    @property
    def text(self) -> str:
        """Return the span as it reads, line ends joined."""
        spaced = zip(self.chars, self.breaks, strict=True)
        return "".join([" " + item.text if gap & 1 else item.text for item, gap in spaced]).strip()

    @property
    def pages(self) -> tuple[int, ...]:
        """Return the pages on which it stands, in order."""
        return tuple(sorted({char.sheet.number for char in self.chars}))

    @property
    def boxes(self) -> dict[int, Box]:
        """Return, for each page on which it stands, the box around its part there, on the page as shown."""
        found: dict[int, list[Char]] = {}
        for char in self.chars:
            found.setdefault(char.sheet.number, []).append(char)
        return {page: chars[0].sheet.shown(_inked(chars)) for page, chars in found.items()}

    def evidence(self) -> EvidenceFields:
        """Return where the span begins: its page, the box and the unmended text of its part on that page.

        The confidence is the share of characters that needed no guess. Raises ValueError for an empty span.
        """
        if not self.chars:
            raise ValueError("an empty span stands nowhere")
        chars, breaks = self.chars, self.breaks
        sheet = chars[0].sheet
        if any(char.sheet is not sheet for char in chars):  # a row may end on the page where it began
            here = [offset for offset, char in enumerate(chars) if char.sheet is sheet]
            chars, breaks = [chars[offset] for offset in here], [breaks[offset] for offset in here]
        raw = "".join([" " + item.raw if gap else item.raw for item, gap in zip(chars, breaks, strict=True)])
        letters = sum([len(item.text) for item in self.chars])
        guesses = sum([item.guesses for item in self.chars])
        return {
            "page": sheet.number,
            **_edges(chars),
            "raw": raw.strip(),
            "text_source": sheet.text_source,
            "confidence": round(max(0.0, 1 - guesses / letters), 4),
            "guessed": tuple(self._guessed()) if guesses else (),
        }

    def _guessed(self) -> Iterator[GuessedLine]:
        """Yield its lines that hold a guess, on whatever page they stand."""
        heads = [index for index, gap in enumerate(self.breaks) if index == 0 or gap & Break.LINE]
        sheets = [char.sheet.number for char in self.chars]
        heads = sorted(
            {*heads, *(index for index in range(1, len(sheets)) if sheets[index] != sheets[index - 1])}
        )
        for first, behind in pairwise([*heads, len(self.chars)]):
            chars = self.chars[first:behind]
            if not any(char.guesses for char in chars):
                continue
            text, guesses = "", []
            for char, gap in zip(chars, self.breaks[first:behind], strict=True):
                text += " " if gap and text else ""
                if char.guesses:
                    guesses.append(
                        Guess(
                            start=len(text),
                            stop=len(text) + len(char.text),
                            others=char.others,
                            **_edges([char]),
                        )
                    )
                text += char.text
            yield GuessedLine(page=chars[0].sheet.number, text=text, guesses=tuple(guesses), **_edges(chars))
