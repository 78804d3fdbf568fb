"""Text that knows its words: what a parser searches, cuts and hands on, with the evidence always at hand.

A passage is searched in its `key`: no spaces, Arabic digits, lower case, one kind of dash. Spaces in these
reports fall inside words and are missing between them, so nothing is ever matched with spaces. One exception:
two numbers that stand apart keep a space between them, or `98.29 99.15` would read as one number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import TypedDict

from ita_extract.layout.lines import Line
from ita_extract.model import TextSource
from ita_extract.reading.page import Box
from ita_extract.thai.clusters import Cluster
from ita_extract.thai.letters import is_thai

_KEY = str.maketrans(
    {
        **{thai: str(value) for value, thai in enumerate("๐๑๒๓๔๕๖๗๘๙")},
        **dict.fromkeys("‐‑‒–—−", "-"),
        **{chr(0xFF01 + code): chr(0x21 + code) for code in range(0x5E)},
        **dict.fromkeys("“”„‟″", '"'),
    }
)
_DIGITS = frozenset("0123456789")
_NUMERIC = _DIGITS | {".", ","}
_ANY_NUMBER = re.compile(r"[0-9.,]")


# the key of each cluster that was met: a report of 15,000 clusters has some 700 different ones
_KEYS: dict[str, str] = {}


def _key_of(text: str) -> str:
    key = text.translate(_KEY).lower()
    if len(_KEYS) < 20_000:
        _KEYS[text] = key
    return key


def key_of_lines(lines: Iterable[Line]) -> str:
    """Return the key of some lines, fast and without a passage (numbers that stand apart run together)."""
    return "".join(item.text for line in lines for item in line.clusters).translate(_KEY).lower()


def _inked(items: list[Cluster]) -> Box:
    """Return the box around what the ink of some clusters may fill; a font's own boxes reach over the line above.

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


class Passage:
    """A run of clusters, perhaps over several lines, cells or pages."""

    def __init__(self, clusters: list[Cluster]) -> None:
        self.clusters = clusters

    @classmethod
    def of_lines(cls, lines: Iterable[Line]) -> Passage:
        """Join lines: a space stands between two where the stream had one or a side is not Thai.

        In Thai prose 78 % of line ends stand inside a sentence without a space.
        """
        clusters: list[Cluster] = []
        ended = False
        for line in lines:
            first = line.clusters[0]
            if clusters:
                first.space_before = ended or not (is_thai(clusters[-1].text[-1]) and is_thai(first.text[0]))
            clusters.extend(line.clusters)
            ended = line.ends_in_space
        return cls(clusters)

    @classmethod
    def join(cls, passages: Iterable[Passage]) -> Passage:
        """Join passages in order."""
        return cls([cluster for passage in passages for cluster in passage.clusters])

    @cached_property
    def _parts(self) -> list[str]:
        """Return the part of the key that each cluster has; a space before a number belongs to the number."""
        clusters = self.clusters
        parts = [_KEYS.get(cluster.text) or _key_of(cluster.text) for cluster in clusters]
        if not _ANY_NUMBER.search("".join(parts)):
            return parts
        for index in [index for index, part in enumerate(parts) if part[0] in _NUMERIC and index]:
            cluster = clusters[index]
            if cluster.space_before or cluster.line_start:
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
        """Return how many characters of the key each cluster has (a space before a number counts with it)."""
        return [len(part) for part in self._parts]

    def __bool__(self) -> bool:
        return bool(self.clusters)

    def __len__(self) -> int:
        return len(self.key)

    def cut(self, start: int, stop: int | None = None) -> Passage:
        """Return the part of the passage between two places of its key."""
        key, owners = self._keyed
        stop = len(key) if stop is None else min(stop, len(key))
        while start < stop and key[start] == " ":
            start += 1
        while start < stop and key[stop - 1] == " ":  # it belongs to the number behind it
            stop -= 1
        if start >= stop:
            return Passage([])
        return Passage(self.clusters[owners[start] : owners[stop - 1] + 1])

    def span(self, match: re.Match[str], group: int | str = 0) -> Passage:
        """Return the part that a match (or one of its groups) in the key covers."""
        start, stop = match.span(group)
        return self.cut(start, stop) if start >= 0 else Passage([])

    def finditer(
        self, pattern: re.Pattern[str], start: int = 0, stop: int | None = None
    ) -> Iterator[re.Match[str]]:
        """Search the key."""
        return pattern.finditer(self.key, start, len(self.key) if stop is None else stop)

    def starts_line(self, place: int) -> bool:
        """Whether the character of the key at a place is the first of its line."""
        key, owners = self._keyed
        while place < len(key) and key[place] == " ":
            place += 1
        if place >= len(key):
            return False
        owner = owners[place]
        return self.clusters[owner].line_start and (
            place == 0 or owners[place - 1] != owner or key[place - 1] == " "
        )

    @cached_property
    def line_places(self) -> list[int]:
        """Return the places in the key at which lines begin."""
        places = []
        place = 0
        for part, item in zip(self._parts, self.clusters, strict=True):
            if item.line_start:
                places.append(place + (part[0] == " "))
            place += len(part)
        return places

    @cached_property
    def _edges(self) -> dict[int, tuple[float, float]]:
        """Return the left and right end of the text on each page."""
        edges: dict[int, tuple[float, float]] = {}
        starts = [index for index, item in enumerate(self.clusters) if item.line_start]
        for start, stop in pairwise([*starts, len(self.clusters)]):
            first, last = self.clusters[start], self.clusters[stop - 1]
            left, right = edges.get(first.sheet.number, (first.x0, last.x1))
            edges[first.sheet.number] = (min(left, first.x0), max(right, last.x1))
        return edges

    def stops_short(self, place: int, share: float) -> bool:
        """Whether the line before the one that begins at a place leaves a share of the text's width empty."""
        owner = self._keyed[1][place]
        before = self.clusters[owner - 1]
        left, right = self._edges[before.sheet.number]
        return owner > 0 and before.x1 < right - share * (right - left)

    def is_indented_like(self, place: int, other: int) -> bool:
        """Whether the line that begins at a place is indented, and no further than the one that begins at another."""
        first, model = (self.clusters[self._keyed[1][at]] for at in (place, other))
        left = self._edges[first.sheet.number][0]
        return left + 0.5 * first.size < first.x0 < model.x0 + 0.3 * first.size

    def follows_space(self, place: int) -> bool:
        """Whether a space or a line end stands before the character of the key at a place."""
        if place == 0:
            return True
        key, owners = self._keyed
        if place >= len(key):
            return False
        if key[place - 1] == " ":
            return True
        cluster = self.clusters[owners[place]]
        return owners[place - 1] != owners[place] and (cluster.space_before or cluster.line_start)

    @property
    def text(self) -> str:
        """Return the passage as it reads, line ends joined."""
        return "".join(" " + item.text if item.space_before else item.text for item in self.clusters).strip()

    @property
    def pages(self) -> tuple[int, ...]:
        """Return the pages on which it stands, in order."""
        return tuple(sorted({cluster.sheet.number for cluster in self.clusters}))

    def evidence(self) -> EvidenceFields:
        """Return where the passage begins: its page, the box and the unmended text of its part on that page.

        The confidence is the share of characters that needed no guess. Raises ValueError for an empty passage.
        """
        if not self.clusters:
            raise ValueError("an empty passage stands nowhere")
        sheet = self.clusters[0].sheet
        here = [cluster for cluster in self.clusters if cluster.sheet is sheet]
        box = sheet.shown(_inked(here))
        raw = "".join(" " + item.raw if item.space_before or item.line_start else item.raw for item in here)
        letters = sum(len(item.text) for item in self.clusters)
        guesses = sum(item.guesses for item in self.clusters)
        return {
            "page": sheet.number,
            "x0": round(max(box.x0, 0.0), 2),
            "top": round(max(box.top, 0.0), 2),
            "x1": round(max(box.x1, 0.0), 2),
            "bottom": round(max(box.bottom, 0.0), 2),
            "raw": raw.strip(),
            "text_source": sheet.text_source,
            "confidence": round(max(0.0, 1 - guesses / letters), 4),
        }
