"""What everything behind this folder reads: a letter with its marks, mended, in its place, never changed again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ita_extract.reading.page import Kind, Sheet
from ita_extract.thai.clusters import Cluster


class Char(NamedTuple):
    """A base with its marks (layout space, points): `text` is mended, `raw` is what the text layer gave.

    `guesses` counts the characters of `text` that rest on a guess, `others` are the digits that a digit of a scan may
    be instead, `surplus` counts marks that were drawn and are not in `text` (or are there and were read from a code:
    then it is below zero). Equal chars are one char: nothing is drawn twice in one place.
    """

    text: str
    raw: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    font: int
    kind: Kind
    sheet: Sheet
    guesses: int = 0
    others: str = ""
    surplus: int = 0


def freeze(clusters: Iterable[Cluster]) -> tuple[Char, ...]:
    """Return clusters, mended to their end, as chars."""
    make = tuple.__new__
    return tuple(
        [
            make(
                Char,
                (
                    item.text, item.raw, item.x0, item.top, item.x1, item.bottom, item.baseline, item.size, item.font,
                    item.kind, item.sheet, item.guesses, item.others, item.doubled + item.misnamed - item.coded,
                ),
            )
            for item in clusters
        ]
    )  # fmt: skip
