"""What is wrong with a font over a whole document: found from how its characters are used, not from its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ita_extract.reading.page import Kind
from ita_extract.thai.letters import NIKHAHIT, SARA_AA, SARA_AM, UNKNOWN, is_thai

if TYPE_CHECKING:
    from ita_extract.thai.clusters import Cluster

# PlotSoft PDFill's files have no character for tone marks and some digits; their codes keep the order:
# `25ŞŚ` is 2562, `ทÉี` is ที่.
_CODED_TONES = dict(zip("ÉÊËÌÍ", "\u0e48\u0e49\u0e4a\u0e4b\u0e4c", strict=True))
_CODED_DIGITS = {chr(0x158 + value): str(value) for value in range(10)}

# Fonts that draw ASCII digits as Thai ones (TH SarabunIT๙): the value is the same, what is printed is Thai.
_PRINTS_THAI_DIGITS = ("SarabunIT",)


def prints_thai_digits(font: str) -> bool:
    """Whether a font of this name draws the digits 0-9 as ๐-๙."""
    return any(part in font for part in _PRINTS_THAI_DIGITS)


def coded_tone(letter: str) -> str | None:
    """Return the tone mark for which a glyph without a character stands, by its code."""
    return _CODED_TONES.get(letter)


def coded_digit(letter: str) -> str | None:
    """Return the digit for which a glyph without a character stands, by its code."""
    return _CODED_DIGITS.get(letter)


@dataclass(slots=True)
class FontUse:
    """How often a font's characters that matter for repair occur in a document."""

    thai: int = 0
    other: int = 0
    unknown: int = 0
    sara_aa: int = 0
    sara_am: int = 0
    nikhahit: int = 0
    ghost_before_am: int = 0
    ghost_before_aa: int = 0
    digit_width: float = 0.0  # advance of a true digit, in em; 0 where none was seen

    @property
    def swaps_sara_aa(self) -> bool:
        """Whether the font calls every sara aa sara am (`กำรรักษำ`), a true sara am being a ghost and sara am.

        In Thai prose sara aa is about twelve times as frequent as sara am.
        """
        return self.ghost_before_am > 0 or (self.sara_am >= 8 and self.sara_am > 2 * self.sara_aa)

    @property
    def loses_nikhahit(self) -> bool:
        """Whether the font never shows sara am where so much text must hold some."""
        shown = self.sara_am + self.nikhahit + self.ghost_before_aa + self.ghost_before_am
        return self.sara_aa >= 120 and shown == 0


@dataclass(slots=True)
class FontSurvey:
    """The use of every font of a document, by name."""

    fonts: dict[str, FontUse] = field(default_factory=dict)

    def add(self, clusters: Iterable[Cluster], names: list[str]) -> None:
        """Count a page's clusters (in stream order)."""
        before: Cluster | None = None
        uses = [self.fonts.setdefault(name, FontUse()) for name in names]
        for cluster in clusters:
            if cluster.kind == Kind.SPACE:
                continue
            use = uses[cluster.font]
            letter = cluster.text[0]
            if is_thai(letter):
                use.thai += 1
                if letter == SARA_AA:
                    use.sara_aa += 1
                    use.ghost_before_aa += before is not None and before.ghost > 0
                elif letter == SARA_AM:
                    use.sara_am += 1
                    use.ghost_before_am += before is not None and before.ghost > 0
                elif NIKHAHIT in cluster.text:
                    use.nikhahit += 1
            elif letter == UNKNOWN or cluster.kind == Kind.UNMAPPED:
                use.unknown += 1
            else:
                use.other += 1
                if letter.isdigit() and letter.isascii() and not use.digit_width:
                    use.digit_width = (cluster.x1 - cluster.x0) / cluster.size
            before = cluster

    def use(self, name: str) -> FontUse:
        """Return a font's counts (zeros for an unknown name)."""
        return self.fonts.get(name, FontUse())
