"""What everything behind this folder reads: a letter with its marks, mended, in its place, never changed again."""

from __future__ import annotations

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

    @property
    def certainty(self) -> float:
        """Return the share of its characters that needed no guess, 0-1."""
        return max(0.0, 1 - self.guesses / len(self.text))


def freeze(cluster: Cluster) -> Char:
    """Return a cluster, mended to its end, as a char."""
    return tuple.__new__(
        Char,
        (
            cluster.text, cluster.raw, cluster.x0, cluster.top, cluster.x1, cluster.bottom, cluster.baseline,
            cluster.size, cluster.font, cluster.kind, cluster.sheet, cluster.guesses, cluster.others,
            cluster.doubled + cluster.misnamed - cluster.coded,
        ),
    )  # fmt: skip
