"""Content streams that do not unfold to their end: a damaged page is drawn as far as it goes, and no reader says so."""

from __future__ import annotations

import re
import zlib
from typing import NamedTuple

from ita_extract.reading.streams import Stream, find_streams

# a dictionary that says no more than a content stream's does; fonts, images and object streams say more
_DICTIONARY = re.compile(rb"<<([^<>]{1,200})>>\s*\Z")
_FLATE_ALONE = re.compile(rb"/Filter\s*\[?\s*/FlateDecode\s*\]?")
_MORE = re.compile(rb"/(?:Type|Subtype|Length1|Width|FunctionType|ShadingType|PatternType|DecodeParms|N)\b")
_PIECE, _OUT = 1 << 16, 1 << 20
_OVERLAP = (
    4  # times the file's length that its streams may take in all: broken markers make each hold the next
)


class ContentStreams(NamedTuple):
    """How many content streams of a file unfold to their end, and how many do not."""

    whole: int
    damaged: int


def content_streams(data: bytes) -> ContentStreams:
    """Count the content streams of a PDF whose deflated data (RFC 1950) is whole, or broken or without its end.

    Give encrypted files decrypted: else their streams are no plain deflated data.
    """
    whole = damaged = 0
    left = _OVERLAP * len(data)
    for stream in find_streams(data):
        found = _DICTIONARY.search(stream.dictionary[-204:])
        if found is None or not _FLATE_ALONE.search(found[1]) or _MORE.search(found[1]):
            continue
        if not data[stream.start : min(stream.stop, stream.start + 64)].strip():
            continue  # an empty page
        left -= stream.stop - stream.start
        if left > 0 and _unfolds(data, stream):
            whole += 1
        else:
            damaged += 1
    return ContentStreams(whole, damaged)


def _unfolds(data: bytes, stream: Stream) -> bool:
    unfolder = zlib.decompressobj()
    try:
        for start in range(stream.start, stream.stop, _PIECE):
            waiting = data[start : min(stream.stop, start + _PIECE)]
            while waiting and not unfolder.eof:
                unfolder.decompress(waiting, _OUT)
                waiting = unfolder.unconsumed_tail
            if unfolder.eof:
                return True
    except zlib.error:
        return False
    return False
