"""What is wrong with a font over a whole document: found from how its characters are used, not from its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ita_extract.reading.page import Kind
from ita_extract.thai.clusters import Cluster
from ita_extract.thai.letters import NIKHAHIT, SARA_AA, SARA_AM, UNKNOWN, is_thai

# PlotSoft PDFill's files name the glyphs of tone marks and digits by Latin letters in code-point order:
# `25ŞŚ` is 2562, `ทÉี` is ที่.
_SHIFTED_TONES = dict(zip("ÉÊËÌÍ", "\u0e48\u0e49\u0e4a\u0e4b\u0e4c", strict=True))
_SHIFTED_DIGITS = {chr(0x158 + value): str(value) for value in range(10)}


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
    shifted: int = 0

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
            elif letter == UNKNOWN:
                use.unknown += 1
            else:
                use.other += 1
                use.shifted += letter in _SHIFTED_TONES or letter in _SHIFTED_DIGITS
            before = cluster

    def use(self, name: str) -> FontUse:
        """Return a font's counts (zeros for an unknown name)."""
        return self.fonts.get(name, FontUse())


def shifted_tone(letter: str) -> str | None:
    """Return the tone mark that a Latin letter stands for in fonts that name tone marks so."""
    return _SHIFTED_TONES.get(letter)


def shifted_digit(letter: str) -> str | None:
    """Return the digit that a Latin letter stands for in fonts that name digits so."""
    return _SHIFTED_DIGITS.get(letter)
