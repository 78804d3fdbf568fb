"""What the fonts of a document really draw for its figures: their outlines, read by the line reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ita_extract.proving.drawing import draw_line
from ita_extract.reading.outlines import ARABIC, GRADES, THAI, FontFigures
from ita_extract.reading.scans.reader import ReadChar, read_lines
from ita_extract.thai.digits import to_arabic

_HEIGHT, _OTHER_HEIGHT = 60, 44  # pixels of a figure, in the first look and in the second
_SURE = 0.9  # of each of three looks at what contradicts the text
_COPIES = 3
_KNOWN = 2048  # lines of figures whose reading is kept; most documents are set in a dozen fonts
_GRADE = {"8": "B"}  # a line of capitals alone is read as one of figures, or of small letters


@dataclass(frozen=True)
class Shapes:
    """What a font draws: the figures that look like what the text says, those that are others, and the unread.

    `others` gives the figure that is seen for the one that the text says. ๓ and 3 are one figure: some fonts
    (TH Sarabun IT๙) draw all as Thai ones.
    """

    proven: frozenset[str] = frozenset()
    others: dict[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()


def read_shapes(font: FontFigures, *, grades: bool) -> Shapes:
    """Read the outlines of a font's figures, and of its capitals A to F where levels are written by them.

    What a shape is read as depends on nothing else, so it is kept for the documents that follow.
    """
    proven: set[str] = set()
    others: dict[str, str] = {}
    for kind in (ARABIC, THAI, GRADES) if grades else (ARABIC, THAI):
        drawn = tuple((text, font.outlines[text]) for text in kind if text in font.outlines)
        if drawn:
            found = _read(drawn)
            proven |= found.proven
            others |= found.others
    wanted = set(font.outlines) - (set() if grades else set(GRADES))
    return Shapes(frozenset(proven), others, frozenset(wanted - proven - others.keys()))


@lru_cache(maxsize=_KNOWN)
def _read(drawn: tuple[tuple[str, bytes], ...]) -> Shapes:
    """Read figures in one line; what is not read as the text says is looked at again, alone."""
    texts = [text for text, _ in drawn]
    line = draw_line([outline for _, outline in drawn], _HEIGHT)
    read = _letters(read_lines([line])[0]) if line is not None else []
    proven = {
        text
        for text, char in zip(texts, read, strict=False)
        if same(char.text, text) and len(read) == len(texts)
    }
    left = [(text, outline) for text, outline in drawn if text not in proven]
    others: dict[str, str] = {}
    for text, looks in _alone(left):
        if looks and all(same(char.text, text) for char in looks):
            proven.add(text)
        elif other := _other(text, looks):
            others[text] = other
    unread = frozenset(set(texts) - proven - others.keys())
    return Shapes(frozenset(proven), others, unread)


def _alone(drawn: Sequence[tuple[str, bytes]]) -> Iterable[tuple[str, list[ReadChar]]]:
    lines = [(text, draw_line([outline] * _COPIES, _OTHER_HEIGHT)) for text, outline in drawn]
    pictures = [(text, line) for text, line in lines if line is not None]
    return zip(
        [text for text, _ in pictures],
        [_letters(read) for read in read_lines([line for _, line in pictures])],
        strict=True,
    )


def _other(text: str, looks: Sequence[ReadChar]) -> str:
    """Return what was read instead, if all looks are sure of one; else nothing."""
    seen = {_as_kind(char.text, text) for char in looks}
    if len(looks) == _COPIES and len(seen) == 1 and all(char.sure >= _SURE for char in looks):
        other = seen.pop()
        return other if other in (GRADES if text in GRADES else ARABIC) and not same(other, text) else ""
    return ""


def _as_kind(read: str, text: str) -> str:
    """Return what was read as a figure or a capital, whichever the text is."""
    return _GRADE.get(read, read.upper()) if text in GRADES else to_arabic(read)


def _letters(read: Sequence[ReadChar]) -> list[ReadChar]:
    return [char for char in read if char.text != " "]


def same(read: str, text: str) -> bool:
    """Whether what was read is what the text says: ๓ is 3, and a capital may be read as a small letter."""
    return _as_kind(read, text) == to_arabic(text)


def forget() -> None:
    """Forget the shapes that were read: for those who measure what the first document of a font costs."""
    _read.cache_clear()
