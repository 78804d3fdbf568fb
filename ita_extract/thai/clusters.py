"""Glyphs to clusters: every mark joins the consonant over or under which it is drawn.

Content streams give marks before, after or far from their consonant (Excel's files most of all: `กนั` for กัน);
what the page shows is decided by where the ink lies, so that decides here too. Nothing is dropped: a mark for
which no consonant is near becomes a cluster of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ita_extract.reading.page import Glyph, Kind, PageContent, Sheet
from ita_extract.thai.digits import to_thai
from ita_extract.thai.fonts import coded_tone, prints_thai_digits
from ita_extract.thai.letters import (
    CONSONANTS,
    INVISIBLE,
    LAKKHANGYAO,
    LOWER,
    NIKHAHIT,
    PRIVATE_USE,
    SARA_AA,
    SARA_AM,
    UNKNOWN,
    is_thai,
    ordered,
)

Rows = dict[int, "list[Cluster]"]  # bands of 8 points of the page, by number


_SAME_INK = 0.2  # em; copies of a mark that are drawn for boldness stand nearer
# em; the middle of an upper mark's ink lies above this height over the baseline, that of a lower vowel's below that
# (where only the text of a span is known, its marks have the ink of their letter)
_HIGH, _LOW = 0.05, 0.5


class _Stray(NamedTuple):
    """A mark or a trace without advance that is not drawn over the cluster before it in the stream."""

    glyph: Glyph
    before: Cluster | None
    tone: str | None  # for which a glyph without a character stands


@dataclass(eq=False, slots=True)
class Cluster:
    """A base with its marks, as one thing with one place (layout space, points).

    `text` is mended as rules go over it, `raw` stays as the text layer gave it. `ghost` counts the spaces without
    advance that follow the base, `blanks` holds the codes of glyphs there that have no character either. `guesses`
    counts the characters of `text` that rest on a guess, `doubled` the marks that were drawn twice over the base,
    `coded` those read from a glyph's code, `misnamed` those drawn where a mark of their name cannot be. `copied`
    tells that the whole cluster is drawn twice and left out, `others` are the digits that a digit of a scan may be
    instead.
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
    # each mark with the middle of its ink and its height, in em
    marks: list[tuple[str, float, float]] | None = field(default=None, init=False)
    ghost: int = field(default=0, init=False)
    blanks: tuple[str, ...] = field(default=(), init=False)
    doubled: int = field(default=0, init=False)
    coded: int = field(default=0, init=False)
    misnamed: int = field(default=0, init=False)
    copied: bool = field(default=False, init=False)
    others: str = field(default="", init=False)

    @property
    def is_space(self) -> bool:
        """Whether it prints nothing."""
        return self.kind == Kind.SPACE

    def settle(self) -> None:
        """Write the marks behind the base in their order; a mark read twice over one base counts once."""
        if self.marks:
            mark, _, rise = self.marks[0]
            placed_well = rise <= _LOW if mark in LOWER else not rise or rise >= _HIGH
            if len(self.marks) == 1 and placed_well:  # nearly always
                self.text += mark
                self.marks = None
                return
            # fpdf2 exchanges the names of the marks of one letter: all of them together are right
            raised = [item for item in self.marks if item[0] in LOWER and item[2] > _LOW]
            lowered = [item for item in self.marks if item[0] not in LOWER and item[2] and item[2] < _HIGH]
            wrong = raised[len(lowered) :] or lowered[len(raised) :]
            single: list[tuple[str, float, float]] = []
            for mark, mid, rise in [item for item in self.marks if item not in wrong]:
                again = next((item for item in single if item[0] == mark), None)
                if again is None:
                    single.append((mark, mid, rise))
                elif not (rise and again[2]) or abs(rise - again[2]) + abs(mid - again[1]) < _SAME_INK:
                    self.doubled += mark != NIKHAHIT
                else:  # two marks of one name in two places: one of the names is wrong
                    wrong.append((mark, mid, rise))
            self.misnamed = sum(mark != NIKHAHIT for mark, _, _ in wrong)
            self.guesses += len(wrong)
            self.text += ordered([mark for mark, _, _ in single]) + UNKNOWN * len(wrong)
            self.marks = None

    def echoes(self, mark: Glyph) -> bool:
        """Count a mark that only repeats one of this cluster's; returns whether it does."""
        repeated = any(mark.text == own for own, _, _ in self.marks or ())
        self.doubled += repeated and mark.text != NIKHAHIT
        return repeated

    def take_over(self, copy: Cluster) -> None:
        """Take the marks that only a copy of this cluster has: of letters drawn twice, one may have got them all."""
        own = self.text[1:]
        new = [mark for mark in copy.text[1:] if mark not in own]
        self.text = self.text[0] + ordered([*own, *new]) if own or new else self.text
        copy.text = copy.text[0] + "".join(mark for mark in copy.text[1:] if mark not in new)
        self.ghost, self.blanks = max(self.ghost, copy.ghost), self.blanks or copy.blanks


def build_clusters(page: PageContent) -> list[Cluster]:  # noqa: C901
    """Return a page's clusters in the order of the content stream, spaces among them."""
    clusters: list[Cluster] = []
    strays: list[_Stray] = []
    current: Cluster | None = None
    thai_digits = [prints_thai_digits(name) for name in page.fonts]
    tones: set[tuple[int, str]] | None = None
    echo = False
    base, mark, space, unmapped, sheet = Kind.BASE, Kind.MARK, Kind.SPACE, Kind.UNMAPPED, page.sheet
    for index, glyph in enumerate(page.glyphs):
        text, kind, x0, top, x1, bottom, baseline, size, _, _, font = glyph
        if kind == mark:
            if echo and current is not None and current.echoes(glyph):
                continue
            if current is not None and (
                _sits_on(glyph, current)
                or _is_half_of_sara_am(glyph, current, page.glyphs[index + 1 : index + 2])
            ):
                _join(current, glyph)
            else:
                strays.append(_Stray(glyph, None, None))
            continue
        if x1 - x0 < 0.08 * size and kind != space and _is_trace(glyph):
            tone = None
            if kind == unmapped and coded_tone(text):
                if tones is None:
                    tones = _codes_of_tones(page)
                tone = coded_tone(text) if (font, text) in tones else None
            if current is not None and _stands_behind(glyph, current):
                _note_trace(current, glyph, tone)
            else:
                strays.append(_Stray(glyph, current, tone))
            continue
        echo = current is not None and text == current.text and _is_echo(glyph, current)
        if echo:
            continue
        raw = text
        if kind != base or not "ก" <= text <= "ๆ":
            if text in INVISIBLE:
                continue
            if text.isspace():
                kind = space
            elif "\uf700" <= text <= "\uf71a":
                text = PRIVATE_USE[text]
            elif thai_digits[font] and kind != unmapped and "0" <= text <= "9":
                text = to_thai(text)
        current = Cluster(text, raw, x0, top, x1, bottom, baseline, size, font, kind, sheet)
        if kind == unmapped:
            current.guesses = 1
        clusters.append(current)
    if strays:
        _attach_strays(strays, clusters, page.sheet)
    for cluster in clusters:
        if cluster.marks:
            cluster.settle()
    return clusters


def _is_trace(glyph: Glyph) -> bool:
    """Whether a glyph without advance can stand for nikhahit.

    Word writes a space for it, WeasyPrint and fpdf2 leave it without a character, LibreOffice's files that went
    through Ghostscript call it sara am.
    """
    return glyph.kind in (Kind.GHOST, Kind.UNMAPPED) or glyph.text == SARA_AM


def _codes_of_tones(page: PageContent) -> set[tuple[int, str]]:
    """Return the fonts and codes of glyphs without a character that are tone marks.

    A code that stands before sara aa alone, in a font that shows no nikhahit, is the nikhahit: where a file gives
    the number of the glyph for its code, that may be any number.
    """
    shown = {
        glyph.font
        for glyph in page.glyphs
        if glyph.text in (NIKHAHIT, SARA_AM, "\uf711") or glyph.kind == Kind.GHOST
    }
    found = set()
    after = ""
    for glyph in reversed(page.glyphs):
        if glyph.kind == Kind.UNMAPPED and coded_tone(glyph.text):
            if after not in (SARA_AA, LAKKHANGYAO) or glyph.font in shown:
                found.add((glyph.font, glyph.text))
        elif glyph.kind != Kind.MARK:
            after = glyph.text
    return found


def _stands_behind(trace: Glyph, cluster: Cluster) -> bool:
    """Whether a glyph without advance is drawn where a consonant ends, as marks are."""
    return (
        cluster.x0 + 0.6 * (cluster.x1 - cluster.x0) < trace.x0 < cluster.x1 + 0.12 * trace.size
        and abs(trace.baseline - cluster.baseline) < 0.3 * trace.size
        and cluster.text in CONSONANTS
    )


def _is_echo(glyph: Glyph, cluster: Cluster) -> bool:
    """Whether a consonant that hardly advances, over itself, is the text of a mark.

    Typst's files give each glyph of a cluster the text of all of it.
    """
    return (
        glyph.text == cluster.text
        and glyph.x1 - glyph.x0 < 0.2 * glyph.size < cluster.x1 - cluster.x0
        and cluster.x0 + 0.05 * glyph.size < glyph.x0
        and glyph.x1 < cluster.x1 + 0.1 * glyph.size
        and abs(glyph.baseline - cluster.baseline) < 0.4 * glyph.size
        and glyph.text in CONSONANTS
    )


def _note_trace(cluster: Cluster, trace: Glyph, tone: str | None) -> None:
    if tone is not None:
        _join(cluster, trace, tone)
        cluster.coded += 1
        return
    if trace.kind == Kind.UNMAPPED:
        cluster.blanks += (trace.text,)
    else:
        cluster.ghost += 1
    cluster.raw += trace.text


def _join(cluster: Cluster, glyph: Glyph, tone: str | None = None) -> None:
    mark = tone or PRIVATE_USE.get(glyph.text, glyph.text)
    rise = (cluster.baseline - glyph.baseline + glyph.rise) / glyph.size if glyph.rise else 0.0
    cluster.raw += glyph.text
    cluster.top = min(cluster.top, glyph.top)
    if cluster.marks is None:
        cluster.marks = []
    cluster.marks.append((mark, glyph.mid / glyph.size, rise))


def _sits_on(mark: Glyph, cluster: Cluster) -> bool:
    """Whether a mark is drawn over the cluster before it: the common case, decided without a search."""
    return (
        cluster.kind == Kind.BASE
        and cluster.x0 <= mark.mid <= cluster.x1 + 0.02 * mark.size
        and abs(cluster.baseline - mark.baseline) < 0.3 * mark.size
        and cluster.text in CONSONANTS
    )


def _is_half_of_sara_am(mark: Glyph, cluster: Cluster, behind: Sequence[Glyph]) -> bool:
    """Whether a tone mark and the sara am behind it in the stream are one glyph, which follows a consonant.

    Such a glyph (of `น้ำ` in Loma, as LibreOffice writes it) has one box for two characters: the mark gets none of it
    and stands at its end, over the next consonant.
    """
    if not behind or behind[0].text != SARA_AM or mark.x1 - mark.x0 > 0.05 * mark.size:
        return False
    vowel = behind[0]
    return (
        cluster.text in CONSONANTS
        and abs(mark.x0 - vowel.x1) < 0.05 * mark.size
        and abs(vowel.x0 - cluster.x1) < 0.2 * mark.size
        and abs(vowel.baseline - cluster.baseline) < 0.3 * mark.size
    )


def _attach_strays(strays: list[_Stray], clusters: list[Cluster], sheet: Sheet) -> None:
    """Give each remaining mark to the nearest base by ink; consonants are preferred."""
    rows: Rows = defaultdict(list)
    for cluster in clusters:
        if cluster.kind in (Kind.BASE, Kind.UNMAPPED):
            rows[int(cluster.baseline // 8)].append(cluster)
    starts: dict[int, list[float]] = {}
    for key, row in rows.items():
        row.sort(key=lambda cluster: cluster.x0)
        starts[key] = [cluster.x0 for cluster in row]
    for mark, before, tone in strays:
        if mark.kind == Kind.MARK:
            home = _nearest(mark, rows, starts)
            if home is not None:
                _join(home, mark)
            else:
                text = PRIVATE_USE.get(mark.text, mark.text)
                clusters.append(_alone(mark, text, Kind.MARK, sheet))
            continue
        home = _home_of_trace(mark, before, rows, starts)
        if home is not None:
            _note_trace(home, mark, tone)
        elif mark.kind == Kind.GHOST:  # it prints nothing, but tells that the font has such spaces anywhere
            if before is not None and before.text[0] not in CONSONANTS:
                before.ghost += 1
        else:
            text = UNKNOWN if mark.kind == Kind.UNMAPPED else mark.text
            clusters.append(_alone(mark, text, mark.kind, sheet))


def _home_of_trace(
    trace: Glyph, before: Cluster | None, rows: Rows, starts: dict[int, list[float]]
) -> Cluster | None:
    """Return the consonant that ends where a glyph without ink or advance stands.

    In a letter-spaced heading none ends there: then the one before it in the stream is meant.
    """
    home = _nearest(trace._replace(mid=trace.x0 - 0.05 * trace.size), rows, starts)
    if home is not None and _stands_behind(trace, home):
        return home
    if before is not None and before.text[0] in CONSONANTS and 0 < trace.x0 - before.x1 < 0.7 * trace.size:
        return before
    return home if home is not None and home.text[0] in CONSONANTS else None


def _alone(glyph: Glyph, text: str, kind: Kind, sheet: Sheet) -> Cluster:
    return Cluster(
        text, glyph.text, glyph.x0, glyph.top, glyph.x1, glyph.bottom, glyph.baseline, glyph.size, glyph.font, kind,
        sheet, guesses=1,
    )  # fmt: skip


def _nearest(mark: Glyph, rows: Rows, starts: dict[int, list[float]]) -> Cluster | None:
    size = mark.size
    reach = int(size // 8) + 1
    bucket = int(mark.baseline // 8)
    best, best_cost = None, 0.8 * size
    for key in range(bucket - reach, bucket + reach + 1):
        row = rows.get(key)
        if not row:
            continue
        at = bisect_left(starts[key], mark.mid)
        for cluster in row[max(0, at - 3) : at + 2]:
            cost = _cost(mark, cluster)
            if cost < best_cost:
                best, best_cost = cluster, cost
    return best


def _cost(mark: Glyph, cluster: Cluster) -> float:
    """How badly a base fits a mark, in points: distance of the ink from the base, and what the base is."""
    size = mark.size
    aside = max(cluster.x0 - mark.mid, mark.mid - cluster.x1, 0.0)
    # a mark that has a baseline of its own is judged by its ink: it stands above or below its consonant
    offset = abs(cluster.baseline - mark.baseline)
    if offset > 0.3 * size:
        above = (cluster.baseline - (mark.baseline - mark.rise)) / size
        usual = -0.2 if PRIVATE_USE.get(mark.text, mark.text) in LOWER else 0.75
        # where lines are set tight, marks of one line and letters of the next are as near: the usual place decides
        offset = (0.2 + 0.3 * abs(above - usual)) * size if -0.5 < above < 1.2 else 2 * size
    letter = cluster.text[0]
    if letter in CONSONANTS:
        unlikely = 0.0
    elif letter == UNKNOWN:
        unlikely = 0.3
    elif is_thai(letter):
        unlikely = 0.35
    else:
        unlikely = 0.6
    return aside + offset + unlikely * size
