"""The streams of a PDF's bytes, found without opening it: where each begins and ends, and what it is filtered by.

A hostile file can hide what it does: names as `/Fl#61teDecode`, filters in another object, a second `/Filter`, markers
where none belong. So nothing is believed that makes a stream harmless: all filters that could be meant are given, and
every `stream` counts, also within another one. All is done in one pass.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

Chain = tuple[bytes, ...]  # filters in the order in which they are undone

_STREAM, _END = b"stream", b"endstream"
_DICTIONARY = 1 << 16  # bytes before the word `stream` in which its dictionary is looked for
_LINE_END = re.compile(rb"\r\n|\n|\r")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_COMMENT = re.compile(rb"%[^\r\n]*")
_VALUE = rb"\[[^\]]{0,400}|/[^\s/<>\[\]()%]{1,100}"
_FILTER = re.compile(rb"/Filter(?![A-Za-z0-9])\s*(" + _VALUE + rb"|\d+\s+\d+\s+R\b)")
_LENGTH = re.compile(rb"/Length\s+(\d+)(?![\d\s]*R)")
_INDIRECT_LENGTH = re.compile(rb"/Length\s+\d+\s+\d+\s+R")
_PART = re.compile(rb"/([^\s/<>\[\]()%]+)|(\d+)\s+\d+\s+R\b")
_OBJECT = re.compile(rb"(?<!\d)(\d+)\s+\d+\s+obj\b\s*(" + _VALUE + rb")")
_OBJECT_STREAM = re.compile(rb"/ObjStm\b")
_MOST_CHAINS = 8  # that one stream may mean; more are a riddle, not a PDF
_MOST_REFERENCES = 3  # from one indirect object to the next
_BEGINNING = re.compile(rb">>\s{0,9}stream[\r\n]?")
_REACH = 8  # times the file's length that its streams may reach together: each may lie in another, but not for ever
_REACH_FREE = 1 << 26  # and bytes on top: they take half a second
_PACKED = 1 << 24  # bytes of one object stream that are looked through


@dataclass(frozen=True)
class Stream:
    """A stream: the text before it with its dictionary, its first byte, and where it ends at the latest."""

    dictionary: bytes
    start: int
    stop: int
    is_closed: bool  # whether the word `endstream` or its length says so

    @property
    def filters(self) -> list[bytes]:
        """Return what stands as its filter, each value that may be meant."""
        found: list[bytes] = _FILTER.findall(self.dictionary)
        if b"%" in self.dictionary:  # it may begin a comment, or stand in a string
            found += _FILTER.findall(_COMMENT.sub(b" ", self.dictionary))
        return found


def find_streams(data: bytes) -> Iterator[Stream]:
    """Yield all that begins like a stream, in the order of the bytes."""
    before, position, end = 0, data.find(_STREAM), 0
    while position >= 0:
        after = position + len(_STREAM)
        if data[position - 3 : position] != b"end":
            line_end = _LINE_END.search(data, after)
            start = line_end.end() if line_end else len(data)
            if 0 <= end < start:
                end = data.find(_END, start)
            dictionary = _plain(data[max(before, position - _DICTIONARY) : position])
            lengths = [start + int(length) for length in _LENGTH.findall(dictionary) if len(length) < 12]
            stops = [stop for stop in (*lengths, end) if start <= stop <= len(data)]
            is_closed = bool(stops) and not _INDIRECT_LENGTH.search(dictionary)
            yield Stream(dictionary, start, max(stops, default=len(data)), is_closed)
        before = after
        position = data.find(_STREAM, after)


def _plain(text: bytes) -> bytes:
    """Return PDF syntax with its names written out: `#61` is a."""
    return _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), text) if b"#" in text else text


class Filters:
    """Tells by what the streams of a file are filtered, also where another object says so."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._known: dict[tuple[int, int], list[Chain]] = {}

    def chains(self, stream: Stream) -> list[Chain] | None:
        """Return each chain of filters that a stream may mean; None for more than anybody could mean."""
        found: list[Chain] = []
        for value in stream.filters:
            found += self._chains(value, _MOST_REFERENCES)
            if len(found) > _MOST_CHAINS:
                return None
        return list(dict.fromkeys(found))

    def _chains(self, value: bytes, references: int) -> list[Chain]:
        chains: list[Chain] = [()]
        for name, number in _PART.findall(value):
            if name:
                chains = [(*chain, name) for chain in chains]
                continue
            ends = self._of_object(int(number), references - 1) if references and len(number) < 12 else [()]
            chains = [(*chain, *end) for chain in chains for end in ends][: _MOST_CHAINS + 1]
        return chains

    def _of_object(self, number: int, references: int) -> list[Chain]:
        """Return the chains that an object may be, once for all that refer to it."""
        key = (number, references)
        if key not in self._known:
            meant = self._values.get(number, [])[: _MOST_CHAINS + 1]
            ends = [end for value in meant for end in self._chains(value, references)]
            self._known[key] = list(dict.fromkeys(ends))[: _MOST_CHAINS + 1] or [()]
        return self._known[key]

    @cached_property
    def _values(self) -> dict[int, list[bytes]]:
        """Return what each object that is a name or a list may be, by its number; those in object streams too."""
        values: dict[int, list[bytes]] = {}
        for number, value in _OBJECT.findall(self._data):
            if len(number) < 12:
                values.setdefault(int(number), []).append(_plain(value))
        for stream in find_streams(self._data):
            if _OBJECT_STREAM.search(stream.dictionary):
                for number, text in _packed_objects(self._data[stream.start : stream.stop]):
                    values.setdefault(number, []).append(_plain(text))
        return {number: list(dict.fromkeys(meant)) for number, meant in values.items()}


def unpacked_object_streams(data: bytes) -> Iterator[bytes]:
    """Yield the text of each object stream, as far as it is looked through."""
    for stream in find_streams(data):
        if _OBJECT_STREAM.search(stream.dictionary):
            yield _unpacked(data[stream.start : stream.stop])


def are_endless(data: bytes) -> bool:
    """Tell whether so many streams reach so far for their end that to look for each takes the square of the file.

    PDFium does so where it makes cross-references anew: 1.2 MB of `1 0 obj <</Length 9>>stream` took it minutes.
    """
    reach = 0
    end = 0
    for match in _BEGINNING.finditer(data):
        if 0 <= end < match.end():
            end = data.find(_END, match.end())
        reach += (end if end >= 0 else len(data)) - match.end()
    return reach > _REACH * len(data) + _REACH_FREE


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _PACKED)
    except zlib.error:
        return b""


def _packed_objects(packed: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the first bytes of each object in an object stream (PDF 32000-1, 7.5.7)."""
    text = _unpacked(packed)
    head = re.match(rb"[\s\d]*", text)
    numbers = head[0].split() if head else []
    first = len(head[0]) if head else 0
    for number, offset in zip(numbers[::2], numbers[1::2], strict=False):
        if len(number) < 12 and len(offset) < 12:
            yield int(number), text[first + int(offset) : first + int(offset) + 200]
