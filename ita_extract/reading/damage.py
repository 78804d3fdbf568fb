"""Content streams that do not unfold to their end: a damaged page is drawn as far as it goes, and nobody is told."""

from __future__ import annotations

import re
import zlib

# a dictionary that says no more than a content stream's does; fonts, images and object streams say more
_STREAM = re.compile(rb"<<(?P<dictionary>[^<>]{1,200})>>\s*stream\r?\n")
_FLATE_ALONE = re.compile(rb"/Filter\s*\[?\s*/FlateDecode\s*\]?")
_MORE = re.compile(rb"/(?:Type|Subtype|Length1|Width|FunctionType|ShadingType|PatternType|DecodeParms|N)\b")


def damaged_streams(data: bytes) -> int:
    """Count the content streams of a PDF whose deflated data (RFC 1950) is broken or lacks its end.

    Encrypted files are passed over: their streams are no plain deflated data.
    """
    if b"/Encrypt" in data:
        return 0
    damaged = 0
    for match in _STREAM.finditer(data):
        dictionary = match["dictionary"]
        if not _FLATE_ALONE.search(dictionary) or _MORE.search(dictionary):
            continue
        end = data.find(b"endstream", match.end())
        packed = data[match.end() : end if end >= 0 else len(data)]
        if not packed.strip():
            continue  # an empty page
        unfolder = zlib.decompressobj()
        try:
            unfolder.decompress(packed)
        except zlib.error:
            damaged += 1
            continue
        damaged += not unfolder.eof
    return damaged
