"""Glyphs to clusters: every mark joins the consonant over or under which it is drawn.

Content streams give marks before, after or far from their consonant (Excel's files most of all: `กนั` for กัน);
what the page shows is decided by where the ink lies, so that decides here too. Nothing is dropped: a mark for
which no consonant is near becomes a cluster of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from ita_extract.reading.page import Glyph, Kind, PageContent, Sheet
from ita_extract.thai.digits import to_thai
from ita_extract.thai.fonts import coded_tone, prints_thai_digits
from ita_extract.thai.letters import CONSONANTS, PRIVATE_USE, SARA_AM, UNKNOWN, is_thai, ordered


@dataclass(slots=True, eq=False)
class Cluster:
    """A base with its marks, as one thing with one place (layout space, points).

    `text` is mended as rules go over it, `raw` stays as the text layer gave it. `ghost` counts the glyphs without
    advance that followed the base, `guesses` the characters of `text` that rest on a guess, `doubled` the marks
    that were drawn twice over the base, `coded` those read from a glyph's code; `copied` tells that the whole
    cluster is drawn twice and left out.
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
    marks: list[str] | None = None
    ghost: int = 0
    guesses: int = 0
    doubled: int = 0
    coded: int = 0
    copied: bool = False
    space_before: bool = False
    line_start: bool = False

    @property
    def is_space(self) -> bool:
        """Whether it prints nothing."""
        return self.kind == Kind.SPACE

    def settle(self) -> None:
        """Write the marks behind the base in their order; a mark read twice over one base counts once."""
        if self.marks:
            single = list(dict.fromkeys(self.marks))
            self.doubled = len(self.marks) - len(single)
            self.text += ordered(single)
            self.marks = None


def build_clusters(page: PageContent) -> list[Cluster]:
    """Return a page's clusters in the order of the content stream, spaces among them."""
    clusters: list[Cluster] = []
    strays: list[Glyph] = []
    current: Cluster | None = None
    thai_digits = [prints_thai_digits(name) for name in page.fonts]
    for glyph in page.glyphs:
        kind = glyph.kind
        if kind == Kind.UNMAPPED and glyph.x1 - glyph.x0 < 0.1 * glyph.size:
            tone = coded_tone(glyph.text)
            if tone is not None and current is not None and current.text in CONSONANTS:
                _join(current, glyph, tone)
                current.coded += 1
                continue
        if kind == Kind.MARK:
            if current is not None and _sits_on(glyph, current):
                _join(current, glyph)
            else:
                strays.append(glyph)
            continue
        if current is not None and glyph.x1 - glyph.x0 < 0.08 * glyph.size and _is_lost_nikhahit(glyph):
            current.ghost += 1
            current.raw += glyph.text
            continue
        if kind == Kind.GHOST:
            continue
        text = glyph.text
        if "\uf700" <= text <= "\uf71a":
            text = PRIVATE_USE[text]
        current = Cluster(
            text, glyph.text, glyph.x0, glyph.top, glyph.x1, glyph.bottom, glyph.baseline, glyph.size, glyph.font, kind,
            page.sheet,
        )  # fmt: skip
        if kind == Kind.UNMAPPED:
            current.guesses = 1
        elif thai_digits[glyph.font] and "0" <= text <= "9":
            current.text = to_thai(text)
        clusters.append(current)
    if strays:
        _attach_strays(strays, clusters, page.sheet)
    for cluster in clusters:
        if cluster.marks:
            cluster.settle()
    return clusters


def _is_lost_nikhahit(glyph: Glyph) -> bool:
    """Whether a glyph without advance can stand for nikhahit.

    Word writes a space for it, WeasyPrint and fpdf2 leave it without a character, LibreOffice's files that went
    through Ghostscript call it sara am.
    """
    return glyph.kind in (Kind.GHOST, Kind.UNMAPPED) or glyph.text == SARA_AM


def _join(cluster: Cluster, glyph: Glyph, tone: str | None = None) -> None:
    mark = tone or PRIVATE_USE.get(glyph.text, glyph.text)
    if cluster.marks is None:
        cluster.marks = [mark]
    else:
        cluster.marks.append(mark)
    cluster.raw += glyph.text
    cluster.top = min(cluster.top, glyph.top)


def _sits_on(mark: Glyph, cluster: Cluster) -> bool:
    """Whether a mark is drawn over the cluster before it: the common case, decided without a search."""
    return (
        cluster.kind == Kind.BASE
        and cluster.x0 <= mark.mid <= cluster.x1 + 0.02 * mark.size
        and abs(cluster.baseline - mark.baseline) < 0.3 * mark.size
        and cluster.text in CONSONANTS
    )


def _attach_strays(strays: list[Glyph], clusters: list[Cluster], sheet: Sheet) -> None:
    """Give each remaining mark to the nearest base by ink; consonants are preferred."""
    rows: dict[int, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if cluster.kind in (Kind.BASE, Kind.UNMAPPED):
            rows[int(cluster.baseline // 8)].append(cluster)
    starts: dict[int, list[float]] = {}
    for key, row in rows.items():
        row.sort(key=lambda cluster: cluster.x0)
        starts[key] = [cluster.x0 for cluster in row]
    for mark in strays:
        home = _nearest(mark, rows, starts)
        if home is not None:
            _join(home, mark)
        else:
            text = PRIVATE_USE.get(mark.text, mark.text)
            clusters.append(
                Cluster(
                    text,
                    mark.text,
                    mark.x0,
                    mark.top,
                    mark.x1,
                    mark.bottom,
                    mark.baseline,
                    mark.size,
                    mark.font,
                    Kind.MARK,
                    sheet,
                    guesses=1,
                )
            )


def _nearest(mark: Glyph, rows: dict[int, list[Cluster]], starts: dict[int, list[float]]) -> Cluster | None:
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
        above = cluster.baseline - (mark.baseline - mark.rise)
        offset = 0.2 * size if -0.5 * size < above < 1.2 * size else 2 * size
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
