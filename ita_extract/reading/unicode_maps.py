"""ToUnicode maps whose figures or letters are exchanged: the page shows 8, and the file says that it is 3.

Fonts number their glyphs, and most number figures and letters in the order of the alphabet, also when only some of them
are kept in a file. A map in which one of them stands in the place of another contradicts its font. Fonts that number
their glyphs in the order of use say nothing, and neither does what a single alternate form does.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ita_extract.reading.streams import find_streams

_BLOCKS = (
    range(0x30, 0x3A),
    range(0x0E50, 0x0E5A),
    range(0x41, 0x5B),
    range(0x61, 0x7B),
    range(0x0E01, 0x0E2F),
)
_FEWEST, _SHARE = 4, 0.6  # figures, and share of them, that stand in order before the others are judged
_SHARE_OF_LETTERS = (
    0.85  # Sarabun numbers two in five Thai letters out of their order; figures stand in it everywhere
)
_FIGURES = 10
_DENSE = 0.7  # share of the codes between the first and the last; more are glyphs numbered anew in the order of use
_FIRM = 6  # so many in order leave no doubt about one that is not
_HEAD = 2048  # bytes in which a map names itself
_MOST = 1 << 18  # bytes of a map
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_HEX = rb"<\s*([0-9A-Fa-f\s]+)>"
_PAIR = re.compile(_HEX + rb"\s*" + _HEX)
_RANGE = re.compile(_HEX + rb"\s*" + _HEX + rb"\s*(?:" + _HEX + rb"|\[([^\]]*)\])")
_SINGLE = re.compile(_HEX)


class MapSigns(NamedTuple):
    """What the ToUnicode maps of a file say against themselves.

    `exchanged` are characters that they give to glyphs in the place of others, `doubled` figures that one map gives to
    more than one glyph: one of these may be drawn otherwise.
    """

    exchanged: str = ""
    doubled: str = ""


def map_signs(data: bytes) -> MapSigns:
    """Look through the ToUnicode maps of a PDF; give encrypted files decrypted."""
    others: dict[str, None] = {}
    twice: dict[str, None] = {}
    for mapping in _maps(data):
        others.update(dict.fromkeys(misplaced(mapping)))
        counts = Counter(
            letter for letter in mapping.values() if letter in _BLOCKS[0] or letter in _BLOCKS[1]
        )
        twice.update((chr(letter), None) for letter, count in counts.items() if count > 1)
    return MapSigns("".join(others), "".join(twice))


def misplaced(mapping: dict[int, int]) -> list[str]:
    """Return the characters of a map (code of the glyph -> character) that stand in the place of another."""
    found: list[str] = []
    if not mapping or len(mapping) > _DENSE * (max(mapping) - min(mapping) + 1):
        return found
    for block in _BLOCKS:
        inside = {code: letter for code, letter in mapping.items() if letter in block}
        if not inside:
            continue
        offset, ordered = Counter(code - letter for code, letter in inside.items()).most_common(1)[0]
        near = [code for code in inside if code - offset in block]
        share = _SHARE if len(block) == _FIGURES else _SHARE_OF_LETTERS
        if ordered < _FEWEST or ordered < share * len(near):
            continue
        for code in near:
            letter = inside[code]
            if code - offset != letter and (letter + offset in mapping or ordered >= _FIRM):
                found.append(chr(letter))
    return found


def _maps(data: bytes) -> Iterator[dict[int, int]]:
    for stream in find_streams(data):
        packed = data[stream.start : min(stream.stop, stream.start + _MOST)]
        if b"begincmap" in packed[:_HEAD]:
            yield _read(packed)
        elif b"/FlateDecode" in stream.dictionary:
            unfolder = zlib.decompressobj()
            try:
                head = unfolder.decompress(packed, _HEAD)
                if b"begincmap" in head:
                    yield _read(head + unfolder.decompress(unfolder.unconsumed_tail, _MOST))
            except zlib.error:
                continue


def _read(cmap: bytes) -> dict[int, int]:
    mapping: dict[int, int] = {}
    for kind, body in _SECTION.findall(cmap):
        if kind == b"bfchar":
            for code, text in _PAIR.findall(body):
                _add(mapping, _number(code), text)
            continue
        for first, last, text, listed in _RANGE.findall(body):
            start, stop = _number(first), _number(last)
            if not 0 <= stop - start <= 0xFFFF:
                continue
            if text:
                letter = _number(text) if len(text.strip()) == 4 else None
                if letter is not None:
                    mapping.update((start + step, letter + step) for step in range(stop - start + 1))
            else:
                for step, entry in enumerate(_SINGLE.findall(listed)):
                    _add(mapping, start + step, entry)
    return mapping


def _add(mapping: dict[int, int], code: int, text: bytes) -> None:
    if len(text.strip()) == 4:  # what stands for several characters is a ligature
        mapping[code] = _number(text)


def _number(text: bytes) -> int:
    return int(b"".join(text.split()) or b"0", 16)
