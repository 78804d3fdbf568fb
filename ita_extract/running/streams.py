"""Compressed streams that unfold beyond all measure, found without opening the PDF.

Deflate unfolds at most 1,032 times (RFC 1951: 258 bytes from two bits), so a stream filtered once can only be
a danger when it is long; one filtered twice can hide a gigabyte in a kilobyte. Only such streams are unfolded
here, piece by piece and no further than the limit, so that an ordinary report costs a search for a word.
"""

from __future__ import annotations

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n")
_END = b"endstream"
_MOST = 1032
_PIECE = 1 << 20
_DICTIONARY = 2048  # bytes before the word `stream` in which its filters stand
_FILTERS = re.compile(rb"/F(?:ilter)?\s*\[([^\]]*)\]")
_FLATE = re.compile(rb"/Fl(?:ateDecode)?\b")


def unfolds_beyond(data: bytes, limit: int) -> bool:
    """Tell whether one stream of a PDF would unfold to more than `limit` bytes.

    Knows Flate, once or nested. Streams of encrypted files and other filters pass: for those there are the
    limits on memory and time.
    """
    position = 0
    while found := _STREAM.search(data, position):
        start = found.end()
        end = data.find(_END, start)
        end = len(data) if end < 0 else end
        position = end if end > start else start
        layers = _flate_layers(data[max(0, found.start() - _DICTIONARY) : found.start()])
        if layers == 0 or (end - start) * _MOST**layers <= limit:
            continue
        if _size(data[start:end], layers, limit) > limit:
            return True
    return False


def _flate_layers(before: bytes) -> int:
    dictionary = before[before.rfind(b" obj") + 1 :]
    listed = _FILTERS.findall(dictionary)
    if listed:
        return len(_FLATE.findall(listed[-1]))
    return 1 if _FLATE.search(dictionary) else 0


def _size(data: bytes, layers: int, limit: int) -> int:
    """Return how many bytes come out of the last layer; stops soon after `limit`."""
    unfolders = [zlib.decompressobj() for _ in range(layers)]
    try:
        return _pour(data, unfolders, limit)
    except zlib.error:
        return 0  # no such stream: whoever opens the file will say what is wrong with it


def _pour(data: bytes, unfolders: list[zlib._Decompress], limit: int) -> int:
    first, *rest = unfolders
    size = 0
    while data and not first.eof:
        piece = first.decompress(data, _PIECE)
        data = first.unconsumed_tail
        size += _pour(piece, rest, limit - size) if rest else len(piece)
        if size > limit:
            break
    return size
