"""What is wrong with a font over a whole document: found from how its characters are used, not from its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ita_extract.reading.page import Kind
from ita_extract.thai.letters import CONSONANTS, LAKKHANGYAO, NIKHAHIT, SARA_AA, SARA_AM, UNKNOWN, is_thai

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


_ENOUGH = 40  # votes of words on a font


@dataclass(slots=True)
class FontUse:
    """How often a font's characters that matter for repair occur in a document, and what follows from it.

    `blanks` tells, by code, how many glyphs without advance and character there are, and how many of them stand
    before sara aa. What counts alone cannot decide, words do (`FontSurvey.use`): `swaps_sara_aa`, every sara aa is
    called sara am (`กำรรักษำ`), a true one being a ghost and sara am or showing no trace; `by_words`, sara am
    shows no trace; `suspect`, words speak against a few places only.
    """

    thai: int = 0
    other: int = 0
    unknown: int = 0
    sara_aa: int = 0
    sara_am: int = 0
    nikhahit: int = 0
    ghosts: int = 0  # spaces without advance behind a consonant; before sara aa or am; behind anything else
    ghosts_before_sara: int = 0
    breaks: int = 0
    space_before_aa: int = 0
    digit_width: float = 0.0  # advance of a true digit, in em; 0 where none was seen
    blanks: dict[str, list[int]] = field(default_factory=dict)
    judged: bool = False
    swaps_sara_aa: bool = False
    by_words: bool = False
    suspect: bool = False

    @property
    def shows_sara_am(self) -> bool:
        """Whether the font shows a sara am in any form."""
        traces = self.ghosts or self.space_before_aa or any(before for _, before in self.blanks.values())
        return bool(self.sara_am or self.nikhahit or traces)

    @property
    def loses_nikhahit(self) -> bool:
        """Whether the font never shows sara am where so much text must hold some."""
        return self.sara_aa >= 120 and not self.shows_sara_am

    @property
    def ghosts_are_nikhahit(self) -> bool:
        """Whether spaces without advance stand before sara aa or am, as a rule: some fonts lose tones in them too."""
        return self.ghosts_before_sara >= 0.8 * self.ghosts

    def is_nikhahit(self, blank: str) -> bool:
        """Whether glyphs of this code that have neither advance nor character all stand before sara aa."""
        count, before_aa = self.blanks.get(blank, (0, 0))
        return 0 < count == before_aa and not (self.ghosts or self.nikhahit or self.sara_am)


@dataclass(slots=True)
class FontSurvey:
    """The use of every font of a document, by name."""

    fonts: dict[str, FontUse] = field(default_factory=dict)
    _pages: list[tuple[list[Cluster], list[str]]] = field(default_factory=list)

    def add(self, clusters: list[Cluster], names: list[str]) -> None:  # noqa: C901
        """Count a page's clusters (in stream order)."""
        before: Cluster | None = None
        spaced: Cluster | None = None  # what stands before the space before this one
        opened: FontUse | None = None  # a sara aa behind a space, and the next is not known yet
        uses = [self.fonts.setdefault(name, FontUse()) for name in names]
        for cluster in clusters:
            if cluster.kind == Kind.SPACE:
                spaced, before, opened = before, None, None
                continue
            if opened is not None:
                opened.space_before_aa += 1
                opened = None
            use = uses[cluster.font]
            text = cluster.text
            letter = text[0]
            if "ก" <= letter <= "ฮ" and not cluster.ghost and not cluster.blanks and NIKHAHIT not in text:
                use.thai += 1  # most of a page
            elif is_thai(letter):
                use.thai += 1
                if before is not None and before.ghost and letter in "าำๅ":
                    uses[before.font].ghosts_before_sara += 1
                if letter in (SARA_AA, LAKKHANGYAO):
                    use.sara_aa += 1
                    if before is not None:
                        for blank in before.blanks:
                            uses[before.font].blanks[blank][1] += 1
                    elif spaced is not None and spaced.text[0] in CONSONANTS:
                        opened = use
                elif letter == SARA_AM:
                    use.sara_am += 1
                elif NIKHAHIT in text:
                    use.nikhahit += 1
                if cluster.ghost:
                    if letter in CONSONANTS:
                        use.ghosts += 1
                    else:
                        use.breaks += 1
                for blank in cluster.blanks:
                    use.blanks.setdefault(blank, [0, 0])[0] += 1
            elif letter == UNKNOWN or cluster.kind == Kind.UNMAPPED:
                use.unknown += 1
            else:
                use.other += 1
                if letter.isdigit() and letter.isascii() and not use.digit_width and cluster.size > 0:
                    use.digit_width = (cluster.x1 - cluster.x0) / cluster.size
            before = cluster
        self._pages.append((clusters, names))

    def settled(self) -> FontSurvey:
        """Judge all fonts and let their pages go."""
        for name in self.fonts:
            self.use(name)
        self._pages.clear()
        return self

    def use(self, name: str) -> FontUse:
        """Return a font's counts (zeros for an unknown name), judged by words where they leave a doubt.

        To be asked after all pages were added and before a line in the font is mended.
        """
        use = self.fonts.get(name)
        if use is None:
            return FontUse()
        if not use.judged:
            use.judged = True
            # in Thai prose sara aa is about twelve times as frequent as sara am
            if use.sara_am - use.ghosts > 2 * use.sara_aa:
                # a font of a few words may well have none of them; where others are sound it is not worth asking
                if use.ghosts or use.sara_am >= (
                    4 if self._any(lambda other: other.sara_aa > other.sara_am) else 1
                ):
                    self._judge_by_words(name, use, only_am=True)
            elif not use.shows_sara_am and use.sara_aa >= (
                30 if self._any(lambda other: other.shows_sara_am) else 1
            ):
                self._judge_by_words(name, use, only_am=False)
        return use

    def _any(self, test: Callable[[FontUse], bool]) -> bool:
        """Whether a test holds for any font of the document that was used enough to tell."""
        return any(use.sara_aa + use.sara_am >= 30 and test(use) for use in self.fonts.values())

    def _judge_by_words(self, name: str, use: FontUse, *, only_am: bool) -> None:
        """Ask the word list which of the two letters fits where the font shows one of them alone.

        In clean text words speak against about one place in a thousand, in damaged text against most.
        """
        if use.loses_nikhahit:
            use.by_words = True
            return
        from ita_extract.thai.words import lengths, may_be_am

        against: set[str] = set()
        votes = in_favour = 0
        least = 3 if only_am else 4  # letters; shorter words fit into any text by chance
        for text, places in self._texts(name, only_am=only_am):
            if votes + in_favour > _ENOUGH:
                break
            for offset in places:
                if not only_am and not may_be_am(text, offset):
                    continue
                aa, am = lengths(text, offset)
                other, own = (aa, am) if only_am else (am, aa)
                if other > own:
                    against.add(text[max(0, offset - 3) : offset + 4])
                    votes += other >= least
                elif own > other:
                    in_favour += own >= least
        several = votes > 2 and len(against) > 2
        if not only_am:
            use.by_words = several
        elif use.ghosts:
            use.swaps_sara_aa = votes >= in_favour
        else:
            use.swaps_sara_aa = use.by_words = several and votes > 2 * in_favour
        use.suspect = bool(against) and not use.by_words and not use.swaps_sara_aa

    def _texts(self, name: str, *, only_am: bool) -> Iterator[tuple[str, list[int]]]:
        """Yield the lines of all pages that hold a font, and where its saras stand in them."""
        for clusters, names in self._pages:
            if name not in names:
                continue
            font = names.index(name)
            line: list[Cluster] = []
            for cluster in sorted(clusters, key=lambda item: (round(item.baseline), item.x0)):
                if line and abs(cluster.baseline - line[-1].baseline) > 0.4 * cluster.size:
                    yield _sara_text(line, font, only_am=only_am)
                    line = []
                line.append(cluster)
            yield _sara_text(line, font, only_am=only_am)


def _sara_text(line: list[Cluster], font: int, *, only_am: bool) -> tuple[str, list[int]]:
    parts: list[str] = []
    places: list[int] = []
    length = 0
    spaces = sum(item.kind == Kind.SPACE for item in line)
    space = "" if spaces > 0.4 * len(line) else " "
    before: Cluster | None = None
    for item in line:
        text = space if item.kind == Kind.SPACE else item.text
        if before is not None and item.text == before.text and item.x0 - before.x0 < 0.1 * item.size:
            continue  # drawn twice
        if before is not None and item.x0 - before.x1 > item.size:
            parts.append(" ")
            length += 1
        if text in (SARA_AA, SARA_AM, LAKKHANGYAO) and (item.font == font or only_am):
            if item.font == font and not (before is not None and before.ghost):
                places.append(length)
            text = SARA_AA
        parts.append(text)
        length += len(text)
        before = item
    return "".join(parts), places
