"""ToUnicode maps in which two characters of one font are exchanged: the page stays as it is, its text does not."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pikepdf
import pypdfium2

ARABIC, THAI = "0123456789", "๐๑๒๓๔๕๖๗๘๙"
LETTERS = "".join(map(chr, range(0x0E01, 0x0E2F))) + "ABCDEF"
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_HEX = rb"<\s*([0-9A-Fa-f\s]+)>"
_PAIR = re.compile(_HEX + rb"\s*" + _HEX)
_RANGE = re.compile(_HEX + rb"\s*" + _HEX + rb"\s*(?:" + _HEX + rb"|\[([^\]]*)\])")
_BLOCK = 100  # entries of one section (Adobe Technical Note 5014)
_DOTS = 1.0


@dataclass(frozen=True)
class Exchanged:
    """A file in which one font's map gives two characters to each other's glyphs."""

    data: bytes
    font: str
    pair: tuple[str, str]


def exchange(data: bytes, alphabet: str, draw: random.Random) -> Exchanged | None:
    """Exchange two characters of an alphabet in the map of one font; None where no font has two of them."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = [
            (font, entries)
            for font in _fonts(pdf)
            if len(_of(alphabet, entries := _entries(font.ToUnicode.read_bytes()))) > 1
        ]
        if not fonts:
            return None
        font, entries = draw.choice(fonts)
        first, second = draw.sample(_of(alphabet, entries), 2)
        other = {_code(first): _code(second), _code(second): _code(first)}
        swapped = {code: other.get(text, text) for code, text in entries.items()}
        font.ToUnicode = pdf.make_stream(_cmap(swapped))
        made = io.BytesIO()
        pdf.save(made)
        return Exchanged(made.getvalue(), str(font.get("/BaseFont", "")), (first, second))


def looks_alike(before: bytes, after: bytes) -> bool:
    """Whether all pages of two files are drawn alike."""
    first, other = pypdfium2.PdfDocument(before), pypdfium2.PdfDocument(after)
    try:
        return len(first) == len(other) and all(
            np.array_equal(_drawn(first[number]), _drawn(other[number])) for number in range(len(first))
        )
    finally:
        first.close()
        other.close()


def _drawn(page: Any) -> Any:
    try:
        return page.render(scale=_DOTS, grayscale=True).to_numpy().copy()
    finally:
        page.close()


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/ToUnicode" in item:
            yield item


def _of(alphabet: str, entries: dict[bytes, bytes]) -> list[str]:
    texts = set(entries.values())
    return [letter for letter in alphabet if _code(letter) in texts]


def _code(letter: str) -> bytes:
    return b"%04X" % ord(letter)


def _entries(cmap: bytes) -> dict[bytes, bytes]:
    """Return the entries of a map: code of the glyph -> UTF-16BE, both in hex."""
    found: dict[bytes, bytes] = {}
    for kind, body in _SECTION.findall(cmap):
        if kind == b"bfchar":
            found.update((_plain(code), _plain(text)) for code, text in _PAIR.findall(body))
            continue
        for first, last, text, listed in _RANGE.findall(body):
            width, start, stop = len(_plain(first)), int(_plain(first), 16), int(_plain(last), 16)
            texts = re.findall(_HEX, listed)
            for step in range(min(stop - start, 0xFFFF) + 1):
                code = b"%0*X" % (width, start + step)
                if text:
                    head, tail = _plain(text)[:-4], int(_plain(text)[-4:], 16)
                    found[code] = head + b"%04X" % (tail + step)
                elif step < len(texts):
                    found[code] = _plain(texts[step])
    return found


def _plain(text: bytes) -> bytes:
    return b"".join(text.split()).upper()


def _cmap(entries: dict[bytes, bytes]) -> bytes:
    width = max(map(len, entries))
    lines = [b"<%b> <%b>" % entry for entry in entries.items()]
    blocks = [lines[start : start + _BLOCK] for start in range(0, len(lines), _BLOCK)]
    sections = b"\n".join(
        b"%d beginbfchar\n%b\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks
    )
    space = b"1 begincodespacerange\n<%b> <%b>\nendcodespacerange" % (b"0" * width, b"F" * width)
    head = b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Other def\n/CMapType 2 def"
    return b"\n".join(
        (head, space, sections, b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
    )
