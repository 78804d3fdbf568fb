"""Compressed streams that unfold beyond all measure, found without opening the PDF and without holding what comes out.

Deflate unfolds at most 1,032 times (RFC 1951: 258 bytes from two bits), LZW some 1,365 times, run lengths 64 times;
one filter over another multiplies. All are unfolded here, piece by piece and no further than the limit, which costs
five milliseconds for a megabyte of report; those of the slow filters only where they can be a danger. What unfolds
only when a page is drawn counts too: a stream that a page names again and again, an image inside a content stream.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from math import prod

from ita_extract.reading.streams import Chain, Filters, Stream, find_streams, unpacked_object_streams

_PIECE = 1 << 16  # bytes taken in at a time
_FIRST = 64  # and the first time: most of what is no stream breaks off at once
_OUT = 1 << 18
_DEFLATE, _LZW, _RUNS = b"FlateDecode", b"LZWDecode", b"RunLengthDecode"
_HEX, _BASE85 = b"ASCIIHexDecode", b"ASCII85Decode"
_SHORT = {b"Fl": _DEFLATE, b"LZW": _LZW, b"RL": _RUNS, b"AHx": _HEX, b"A85": _BASE85}
_MOST = {_DEFLATE: 1032, _LZW: 1400, _RUNS: 64, _HEX: 1, _BASE85: 4}  # base 85: z is four bytes
_NOTHING = frozenset({b"Crypt"})
_MOST_FILTERS = 8
_NUMBER = re.compile(rb"(?<!\d)(\d{1,11})\s+\d+\s+obj\b")
_REFERENCES = re.compile(rb"\[((?:\s*\d{1,11}\s+\d{1,5}\s+R\b){2,})\s*\]")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R")
_INLINE = re.compile(
    rb"BI(?=[\s/%])(.{0,400}?)ID\s", re.DOTALL
)  # an image in a content stream (PDF 32000-1, 8.9.7)
_SIDE = re.compile(rb"/(W|H|BPC|Width|Height|BitsPerComponent)\s+(\d{1,11})\b")
_COLOURS = re.compile(rb"/(?:CS|ColorSpace)\s*/(\w+)")
_COMPONENTS = {b"G": 1, b"DeviceGray": 1, b"RGB": 3, b"DeviceRGB": 3}  # of a colour; others have four at most
_INLINE_TAIL = 512  # bytes of a piece that are looked at again with the next
_PUFFED = 200  # times; what real streams do not unfold to, but for the white of large pictures
_PUFFED_SIZE = 1 << 22  # bytes; masks of pictures are smaller
_PUFFED_LIMITS = 3  # times the limit that all such streams may take together
_LZW_BYTES = 1 << 21  # of a file's LZW data that are looked at: each byte costs a microsecond
_NESTED = 4  # part of the limit for streams that are compressed twice: no program needs to
_OVERLAP = (
    8  # times its own length that a file's streams may have in all: each may lie in another, but not for ever
)

Pieces = Iterator[bytes]


class _Spent:
    """How many bytes were taken in so far, by all streams together."""

    def __init__(self) -> None:
        self.read = 0
        self.lzw = 0
        self.puffed = 0
        self.puffed_objects: dict[int, int] = {}  # by number: bytes of a stream that puffs up


def unfolds_beyond(data: bytes, limit: int) -> bool:
    """Tell whether a stream of a PDF would unfold to more than `limit` bytes, or those that puff up to thrice that.

    Knows Flate, LZW, run lengths, base 16 and 85, each over the others; what lies behind a filter of pictures is not
    unfolded by anybody. Encrypted streams pass: give the file decrypted.
    """
    filters, spent = Filters(data), _Spent()
    if holds_large_image(data, limit):
        return True
    for stream in find_streams(data):
        chains = filters.chains(stream)
        if chains is None:
            return True
        for chain in {_known(chain) for chain in chains} | {_chain_of_content(data, stream)}:
            if len(chain) > _MOST_FILTERS or _is_beyond(data, stream, chain, limit, spent):
                return True
    return bool(spent.puffed_objects) and _is_repeated(data, spent.puffed_objects, limit)


def holds_large_image(text: bytes, limit: int) -> bool:
    """Tell whether an image inside a content stream says that it unfolds to more than `limit` bytes."""
    for found in _INLINE.finditer(text):
        sides = {name[:1]: int(value) for name, value in _SIDE.findall(found[1])}
        colours = _COLOURS.search(found[1])
        bits = sides.get(b"B", 8) * (_COMPONENTS.get(colours[1], 4) if colours else 1)
        if sides.get(b"W", 0) * sides.get(b"H", 0) * bits // 8 > limit:
            return True
    return False


def _is_repeated(data: bytes, sizes: dict[int, int], limit: int) -> bool:
    """Tell whether a list, such as a page's contents, names streams that puff up beyond the limit together."""
    for text in (data, *unpacked_object_streams(data)):
        for listed in _REFERENCES.finditer(text):
            if sum(sizes.get(int(number), 0) for number in _REFERENCE.findall(listed[1])) > limit:
                return True
    return False


def _known(chain: Chain) -> Chain:
    """Return the filters of a chain that are undone before the first one of pictures."""
    known = []
    for written in chain:
        name = _SHORT.get(written, written)
        if name in _NOTHING:
            continue
        if name not in _MOST:
            break
        known.append(name)
    return tuple(known)


def _chain_of_content(data: bytes, stream: Stream) -> Chain:
    """Return the filters that a stream's first bytes speak of, whatever its dictionary says: deflate, once or again."""
    chain: list[bytes] = []
    head = data[stream.start : stream.start + 4096]
    while (
        len(head) > 1
        and head[0] & 15 == 8
        and (head[0] << 8 | head[1]) % 31 == 0
        and len(chain) <= _MOST_FILTERS
    ):
        chain.append(_DEFLATE)
        try:
            head = zlib.decompressobj().decompress(head, 4096)
        except zlib.error:
            break
    return tuple(chain)


def _is_beyond(data: bytes, stream: Stream, chain: Chain, limit: int, spent: _Spent) -> bool:
    if not chain:
        return False
    most = prod(_MOST[name] for name in chain)
    if chain[0] != _DEFLATE and stream.is_closed and (stream.stop - stream.start) * most <= limit:
        return False
    most_puffed = _PUFFED_LIMITS * limit
    if sum(_MOST[name] > _MOST[_BASE85] for name in chain) > 1:
        limit //= _NESTED
    before = spent.read
    pieces: Pieces = _read(data, stream.start, spent)
    counts: list[_Counted] = []
    for name in chain:
        counts.append(_Counted(_DECODERS[name](pieces, spent), limit, is_last=len(counts) == len(chain) - 1))
        pieces = iter(counts[-1])
    deque(pieces, maxlen=0)  # only the counting is wanted
    size, read = max(count.size for count in counts), max(1, spent.read - before)
    if size > limit or counts[-1].holds_large_image or spent.read > _OVERLAP * len(data) + _PIECE:
        return True
    if size > _PUFFED_SIZE and size > _PUFFED * read:
        spent.puffed += size
        numbers = _NUMBER.findall(stream.dictionary)
        if numbers:
            spent.puffed_objects[int(numbers[-1])] = size
    return spent.puffed > most_puffed


class _Counted:
    """Passes pieces on and counts their bytes; ends soon after the limit, looks for images where it is the last."""

    def __init__(self, pieces: Pieces, limit: int, *, is_last: bool) -> None:
        self._pieces, self._limit, self._is_last, self.size = pieces, limit, is_last, 0
        self.holds_large_image = False

    def __iter__(self) -> Pieces:
        tail = b""
        for piece in self._pieces:
            self.size += len(piece)
            yield piece
            if self._is_last:
                self.holds_large_image |= holds_large_image(tail + piece, self._limit)
                tail = (tail + piece)[-_INLINE_TAIL:]
            if self.size > self._limit or self.holds_large_image:
                return


def _read(data: bytes, start: int, spent: _Spent) -> Pieces:
    length = _FIRST
    while piece := data[start : start + length]:
        spent.read += len(piece)
        yield piece
        start += length
        length = min(4 * length, _PIECE)


def _inflated(pieces: Pieces, _spent: _Spent) -> Pieces:
    unfolder = zlib.decompressobj()
    try:
        for piece in pieces:
            waiting = piece
            while waiting and not unfolder.eof:
                out = unfolder.decompress(waiting, _OUT)
                waiting = unfolder.unconsumed_tail
                if out:
                    yield out
            if unfolder.eof:
                return
    except zlib.error:
        return  # whoever opens the file will say what is wrong with it


def _without_lzw(pieces: Pieces, spent: _Spent) -> Pieces:
    """Undo LZW (PDF 32000-1, 7.4.4), with early change, as readers do unless the file says otherwise."""
    table = [bytes([code]) for code in range(256)] + [b"", b""]
    width, bits, carried = 9, 0, 0
    before = b""
    for piece in pieces:
        spent.lzw += len(piece)
        if spent.lzw > _LZW_BYTES:
            return
        out: list[bytes] = []
        for byte in piece:
            carried, bits = carried << 8 | byte, bits + 8
            if bits < width:
                continue
            bits -= width
            code, carried = carried >> bits, carried & ((1 << bits) - 1)
            if code == 256:
                del table[258:]
                width, before = 9, b""
                continue
            if code == 257 or code > len(table):
                yield b"".join(out)
                return
            text = table[code] if code < len(table) else before + before[:1]
            if before and len(table) < 4096:
                table.append(before + text[:1])
                width = 9 + (len(table) >= 511) + (len(table) >= 1023) + (len(table) >= 2047)
            before = text
            out.append(text)
        yield b"".join(out)


def _without_runs(pieces: Pieces, _spent: _Spent) -> Pieces:
    """Undo run lengths (PDF 32000-1, 7.4.5)."""
    carried = b""
    for piece in pieces:
        carried, position = carried + piece, 0
        out: list[bytes] = []
        while position < len(carried):
            length = carried[position]
            if length == 128:
                yield b"".join(out)
                return
            needed = 2 if length > 128 else length + 2
            if position + needed > len(carried):
                break
            text = carried[position + 1 : position + needed]
            out.append(text * (257 - length) if length > 128 else text)
            position += needed
        carried = carried[position:]
        yield b"".join(out)


def _without_hex(pieces: Pieces, _spent: _Spent) -> Pieces:
    carried = b""
    for piece in pieces:
        text, end, _ = piece.partition(b">")
        carried += re.sub(rb"[^0-9A-Fa-f]", b"", text)
        whole = len(carried) if end else len(carried) & ~1
        yield binascii.unhexlify(carried[:whole] + b"0" * (whole & 1))
        carried = carried[whole:]
        if end:
            return


def _without_base85(pieces: Pieces, _spent: _Spent) -> Pieces:
    carried = b""
    for piece in pieces:
        text, end, _ = piece.partition(b"~")
        carried += re.sub(rb"[^!-uz]", b"", text)
        whole = len(carried) if end else _whole_groups(carried)
        try:
            yield base64.a85decode(carried[:whole])
        except ValueError:
            return
        carried = carried[whole:]
        if end:
            return


def _whole_groups(text: bytes) -> int:
    """Return how many bytes of a text in base 85 are whole groups: z, or five others."""
    tail = text[text.rfind(b"z") + 1 :]
    return len(text) - len(tail) % 5


_DECODERS: dict[bytes, Callable[[Pieces, _Spent], Pieces]] = {
    _DEFLATE: _inflated,
    _LZW: _without_lzw,
    _RUNS: _without_runs,
    _HEX: _without_hex,
    _BASE85: _without_base85,
}
