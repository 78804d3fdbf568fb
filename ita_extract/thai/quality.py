"""How far a page's text layer can be trusted: one number from named signals.

    quality = 1 - (unknown + stray + misfit)

each a share of the page's characters: `unknown` glyphs without a character, `stray` marks for which no consonant
was near, `misfit` characters that cannot stand where they stand in written Thai. On the 14 public files of
`../shared/real`, the examples and the fixtures every readable page has 1.000 and every ruined one less than 0.97
(docs/accuracy.md), so 0.98 parts them with room on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ita_extract.reading.page import Kind, PageContent
from ita_extract.thai.chars import Char
from ita_extract.thai.clusters import Cluster
from ita_extract.thai.letters import CONSONANTS, LEADING, LOWER, MARKS, NIKHAHIT, UNKNOWN, UPPER, is_thai

_FIT = 0.98
_DOUBTFUL = 0.25  # share of characters; a blurred page has more, a clean scan less than 0.1
_FEW = 40  # characters; shares of fewer say nothing
_PLAIN_MARKS = MARKS - {NIKHAHIT}
_FOLLOWING = frozenset("าำะๅ")


@dataclass(frozen=True, slots=True)
class TextQuality:
    """A page's text quality, 0-1, and the reasons why it is unfit to be read (none: it is fit)."""

    score: float
    reasons: tuple[str, ...] = ()

    @property
    def fit(self) -> bool:
        """Whether the text may be read as it is."""
        return not self.reasons


class Written(NamedTuple):
    """A line's chars, and for each whether it stands apart from the one before it."""

    chars: Sequence[Char]
    parted: Sequence[int]


class Drawn(NamedTuple):
    """What a page draws, in numbers: its glyphs, their marks, the doubtful ones; and shares of the page, 0-1."""

    glyphs: int
    marks: int
    doubts: int
    pictures: float
    invisible: float

    @classmethod
    def of(cls, page: PageContent) -> Drawn:
        """Count what a page draws, so that its glyphs need not be kept."""
        return cls(
            len(page.glyphs), _marks_of_glyphs(page), len(page.doubts), page.picture_share, page.invisible
        )


def judge(page: Drawn, lines: Sequence[Written], clusters: Sequence[Cluster]) -> TextQuality:
    """Judge a page by its mended lines; `clusters` are all that its glyphs made, those left out among them."""
    printed = [item for line in lines for item in line.chars]
    marked = [item for item in printed if len(item.text) > 1 or item.surplus or item.text in MARKS]
    count = len(printed)
    reasons = []
    if count < _FEW and page.pictures > 0.3:
        reasons.append("the page is a picture without text")
    if page.invisible > 0.5 and page.pictures > 0.5:
        reasons.append("the text is an invisible layer over a picture, made by unknown character recognition")
    if page.doubts > _DOUBTFUL * page.glyphs:
        reasons.append(f"{page.doubts} of {page.glyphs} characters were read from the picture with doubt")
    unknown = [item.text[0] for item in printed].count(UNKNOWN)
    unknown += sum(UNKNOWN in item.text[1:] for item in marked)
    stray = [item.kind for item in printed].count(Kind.MARK)
    misfit = sum(_misfits(line) for line in lines)
    score = max(0.0, 1 - (unknown + stray + misfit) / count) if count else 1.0
    if score < _FIT and (count >= _FEW or unknown * 2 > count):
        reasons.append(
            f"text quality {score:.2f}: {unknown} glyphs without a character, {stray} stray marks, "
            f"{misfit} impossible places of {count}"
        )
    lost = page.marks - _marks_of_clusters(marked, clusters)
    if lost:
        reasons.append(f"{abs(lost)} marks {'lost' if lost > 0 else 'added'} while mending")
    return TextQuality(round(score, 4), tuple(reasons))


def _misfits(line: Written) -> int:
    """Count the chars of a line that no Thai word can hold at their place."""
    found = 0
    before: Char | None = None
    for item, gap in zip(line.chars, line.parted, strict=True):
        text = item.text
        base = text[0]
        if len(text) > 1 and (
            (base not in CONSONANTS and text[1] in MARKS)
            or (len(text) > 2 and sum(mark in UPPER or mark in LOWER for mark in text[1:]) > 1)
        ):
            found += 1
        elif before is not None:
            joined = not gap
            if (before.text[0] in LEADING and joined and is_thai(base) and base not in CONSONANTS) or (
                base in _FOLLOWING
                and joined
                and before.text[0] not in CONSONANTS
                and before.text[0] not in "าฤฦ"
            ):
                found += 1
        before = item
    return found


def _marks_of_glyphs(page: PageContent) -> int:
    """Count the marks that were drawn; nikhahit may become part of sara am and is left out of the account."""
    drawn = [glyph.text for glyph in page.glyphs if glyph.kind == Kind.MARK]
    return len(drawn) - drawn.count(NIKHAHIT) - drawn.count("\uf711")


def _marks_of_clusters(marked: Sequence[Char], clusters: Sequence[Cluster]) -> int:
    """Count the marks that are written out, and those known to be drawn twice."""
    written = sum([_marks_in(item.text, item.surplus) for item in marked])
    copies = (item for item in clusters if item.copied)
    return written + sum(_marks_in(item.text, item.doubled + item.misnamed - item.coded) for item in copies)


def _marks_in(text: str, surplus: int) -> int:
    if len(text) == 2 and text[1] in _PLAIN_MARKS and text[0] not in _PLAIN_MARKS:
        return 1 + surplus
    return sum([mark in _PLAIN_MARKS for mark in text]) + surplus
