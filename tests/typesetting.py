"""A small typesetter: Thai strings to glyphs with plausible places, and the ways in which text layers spoil them.

All measures are in em of a made-up font: letters advance, marks stand over their base and do not.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import NamedTuple

from ita_extract.layout.lines import build_lines
from ita_extract.reading.page import Glyph, Kind, PageContent, Sheet
from ita_extract.thai.clusters import build_clusters
from ita_extract.thai.fonts import FontSurvey
from ita_extract.thai.letters import LOWER, MARKS, NIKHAHIT, SARA_AA, SARA_AM, TONES, UNKNOWN
from ita_extract.thai.quality import Drawn, TextQuality, Written, judge

SIZE = 16.0
LEFT, TOP = 72.0, 72.0
LEADING = 1.3
_NARROW, _WIDE = frozenset("เโใไาๅะ.,:;il|!()ร"), frozenset("ณฌญฒฐฏฎแmwMW")

Stream = list[Glyph]


def advance(letter: str) -> float:
    """Return a letter's advance in em."""
    if letter in MARKS:
        return 0.0
    if letter in _NARROW:
        return 0.28
    return 0.62 if letter in _WIDE else 0.25 if letter == " " else 0.45


def glyph(letter: str, x: float, baseline: float, *, font: int = 0, kind: Kind | None = None) -> Glyph:
    """Return a letter at a place; a mark's ink lies left of its origin."""
    wide = advance(letter) * SIZE
    if kind is None:
        kind = Kind.MARK if letter in MARKS else Kind.SPACE if letter == " " else Kind.BASE
    mid, rise = x + wide / 2, 0.0
    if kind == Kind.MARK:
        mid = x - 0.17 * SIZE
        rise = (-0.2 if letter in LOWER else 0.85 if letter in TONES else 0.65) * SIZE
    return Glyph(
        letter,
        kind,
        x,
        baseline - 0.9 * SIZE,
        x + wide,
        baseline + 0.3 * SIZE,
        baseline,
        SIZE,
        mid,
        rise,
        font,
    )


def typeset(lines: Iterable[str], *, spacing: float = 0.0, font: int = 0) -> Stream:
    """Set lines one below the other; `spacing` (em) is added behind each letter."""
    stream = []
    for row, line in enumerate(lines):
        x, baseline = LEFT, TOP + row * LEADING * SIZE
        for letter in line:
            made = glyph(letter, x, baseline, font=font)
            if letter in MARKS and spacing:
                made = made._replace(mid=made.mid - spacing * SIZE)
            stream.append(made)
            x += advance(letter) * SIZE
            if letter not in MARKS:
                x += spacing * SIZE
    return stream


class Reading(NamedTuple):
    """What became of a page: its lines without spaces, whether it is fit, and how much was guessed."""

    lines: list[str]
    printed: list[str]
    quality: TextQuality
    guesses: int

    @property
    def warns(self) -> bool:
        """Whether the reader can see that this may be wrong."""
        return bool(not self.quality.fit or self.guesses or any(UNKNOWN in line for line in self.lines))


def read(stream: Stream, fonts: tuple[str, ...] = ("THSarabunPSK",)) -> Reading:
    """Read a page of glyphs through clusters, fonts, lines and judgement."""
    page = PageContent(Sheet(1, 2000.0, 2000.0), stream, [], [], list(fonts))
    clusters = build_clusters(page)
    survey = FontSurvey()
    survey.add(clusters, page.fonts)
    lines = build_lines(clusters, [survey.use(name) for name in page.fonts])
    quality = judge(Drawn.of(page), [Written(line.chars, [0, *line.breaks[1:]]) for line in lines], clusters)
    return Reading(
        [line.text.replace(" ", "") for line in lines],
        [line.text for line in lines],
        quality,
        sum(item.guesses for line in lines for item in line.chars),
    )


def bare(lines: Iterable[str]) -> list[str]:
    """Return lines without spaces, as they are compared."""
    return [line.replace(" ", "") for line in lines]


# --- the ways in which text layers are spoilt: each takes a stream and gives one -------------------------------


def _groups(stream: Stream) -> list[Stream]:
    groups: list[Stream] = []
    for item in stream:
        if item.kind in (Kind.MARK, Kind.GHOST) and groups:
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def marks_late(stream: Stream) -> Stream:
    """Draw marks after the next base (Excel's files)."""
    out: Stream = []
    held: Stream = []
    for base, *marks in _groups(stream):
        out += [base, *held]
        held = marks
    return out + held


def marks_early(stream: Stream) -> Stream:
    """Draw marks before their base."""
    return [item for base, *marks in _groups(stream) for item in (*marks, base)]


def marks_last(stream: Stream) -> Stream:
    """Draw all marks after all letters."""
    return sorted(stream, key=lambda item: item.kind == Kind.MARK)


def marks_apart(stream: Stream) -> Stream:
    """Give marks a baseline of their own, so that their own rise is that of a small letter."""
    out = []
    for item in stream:
        if item.kind == Kind.MARK:
            ink = item.baseline - item.rise
            out.append(item._replace(baseline=ink + 0.1 * SIZE, rise=0.1 * SIZE))
        else:
            out.append(item)
    return out


def marks_swapped(stream: Stream) -> Stream:
    """Draw the tone before the vowel (`ท่ี`)."""
    return [item for base, *marks in _groups(stream) for item in (base, *reversed(marks))]


_TO_PRIVATE = {
    "\u0e34": "\uf701", "\u0e35": "\uf702", "\u0e36": "\uf703", "\u0e37": "\uf704", "\u0e48": "\uf70a",
    "\u0e49": "\uf70b", "\u0e4a": "\uf70c", "\u0e4b": "\uf70d", "\u0e4c": "\uf70e", "\u0e31": "\uf710",
    "\u0e4d": "\uf711", "\u0e47": "\uf712", "\u0e38": "\uf718", "\u0e39": "\uf719", "\u0e3a": "\uf71a",
    "ฐ": "\uf700", "ญ": "\uf70f",
}  # fmt: skip


def private_use(stream: Stream) -> Stream:
    """Name marks as legacy fonts do."""
    return [item._replace(text=_TO_PRIVATE.get(item.text, item.text)) for item in stream]


def _split_am(
    stream: Stream, make: Callable[[Glyph, Glyph], tuple[Glyph, ...]], *, tone_between: bool
) -> Stream:
    """Replace each sara am by what `make` gives for its two halves; a tone may stand between them."""
    out: Stream = []
    for item in stream:
        if item.text != SARA_AM:
            out.append(item)
            continue
        halves = make(
            glyph(NIKHAHIT, item.x0, item.baseline, font=item.font),
            item._replace(text=SARA_AA, x1=item.x0 + 0.28 * SIZE),
        )
        at = len(out)
        while tone_between and at and out[at - 1].kind == Kind.MARK:
            at -= 1
        out[at:at] = halves[:-1]
        out.append(halves[-1])
    return out


def decomposed(stream: Stream) -> Stream:
    """Draw sara am as nikhahit and sara aa."""
    return _split_am(stream, lambda upper, aa: (upper, aa), tone_between=False)


def decomposed_around(stream: Stream) -> Stream:
    """The same, the tone mark between the two (`นํ้า`)."""
    return _split_am(stream, lambda upper, aa: (upper, aa), tone_between=True)


def _ghost(upper: Glyph) -> Glyph:
    return upper._replace(text=" ", kind=Kind.GHOST, mid=upper.x0, rise=0.0)


def ghost(stream: Stream) -> Stream:
    """Word's sara am: a space without advance, then sara aa."""
    return _split_am(stream, lambda upper, aa: (_ghost(upper), aa), tone_between=True)


def ghost_late(stream: Stream) -> Stream:
    """The same, the ghost behind the tone mark."""
    return _split_am(stream, lambda upper, aa: (_ghost(upper), aa), tone_between=False)


def unmapped(stream: Stream) -> Stream:
    """WeasyPrint's sara am: a glyph without a character, then sara aa."""
    return _split_am(
        stream, lambda upper, aa: (upper._replace(text="\u0138", kind=Kind.UNMAPPED), aa), tone_between=True
    )


def unknown(stream: Stream) -> Stream:
    """Sara am as U+FFFD and sara aa."""
    return _split_am(
        stream,
        lambda upper, aa: (upper._replace(text=UNKNOWN, kind=Kind.UNMAPPED, mid=upper.x0, rise=0.0), aa),
        tone_between=True,
    )


def am_twice(stream: Stream) -> Stream:
    """LibreOffice's files behind Ghostscript: nikhahit is called sara am, then sara aa."""
    return _split_am(
        stream,
        lambda upper, aa: (upper._replace(text=SARA_AM, kind=Kind.BASE, mid=upper.x0, rise=0.0), aa),
        tone_between=True,
    )


def spaced_am(stream: Stream) -> Stream:
    """Sara am as a true space and sara aa: what follows moves on."""
    out: Stream = []
    shift, row = 0.0, 0.0
    for item in stream:
        if item.baseline != row:
            shift, row = 0.0, item.baseline
        here = _moved(item, shift)
        if item.text == SARA_AM:
            out.append(glyph(" ", here.x0, here.baseline, font=here.font))
            shift += 0.25 * SIZE
            here = _moved(here, 0.25 * SIZE)._replace(text=SARA_AA)
        out.append(here)
    return out


def swapped(stream: Stream) -> Stream:
    """Every sara aa called sara am, a true one a ghost before it (Word for Office 365)."""
    return [item._replace(text=SARA_AM) if item.text == SARA_AA else item for item in ghost(stream)]


def swapped_blind(stream: Stream) -> Stream:
    """Every sara aa called sara am, and nothing left of the true ones' nikhahit."""
    return [item._replace(text=SARA_AM) if item.text == SARA_AA else item for item in stream]


def lost(stream: Stream) -> Stream:
    """Sara am as sara aa, nothing left of its nikhahit."""
    return _split_am(stream, lambda upper, aa: (aa,), tone_between=False)


def doubled_marks(stream: Stream) -> Stream:
    """Draw each mark twice in its place."""
    return [copy for item in stream for copy in ([item, item] if item.kind == Kind.MARK else [item])]


def bold_by_glyph(stream: Stream) -> Stream:
    """Draw each glyph twice, a little aside."""
    return [copy for item in stream for copy in (item, _moved(item, 0.03 * SIZE))]


def bold_by_cluster(stream: Stream) -> Stream:
    """Draw each base with its marks twice, a little aside."""
    return [
        copy for group in _groups(stream) for copy in (*group, *(_moved(item, 0.03 * SIZE) for item in group))
    ]


def bold_by_page(stream: Stream) -> Stream:
    """Draw everything, then everything again, a little aside."""
    return [*stream, *(_moved(item, 0.03 * SIZE) for item in stream)]


def _moved(item: Glyph, by: float) -> Glyph:
    return item._replace(x0=item.x0 + by, x1=item.x1 + by, mid=item.mid + by)


def double_e(stream: Stream) -> Stream:
    """Type เเ for แ."""
    out: Stream = []
    for item in stream:
        if item.text == "แ":
            half = (item.x1 - item.x0) / 2
            out.append(item._replace(text="เ", x1=item.x0 + half, mid=item.x0 + half / 2))
            out.append(item._replace(text="เ", x0=item.x0 + half, mid=item.x1 - half / 2))
        else:
            out.append(item)
    return out


def lakkhangyao(stream: Stream) -> Stream:
    """Type ๅ for า."""
    return [item._replace(text="ๅ") if item.text == SARA_AA else item for item in stream]


def shuffled(stream: Stream) -> Stream:
    """Draw the words of a page in any order."""
    words: list[Stream] = [[]]
    for item in stream:
        words[-1].append(item)
        if item.kind == Kind.SPACE:
            words.append([])
    random.Random(len(stream)).shuffle(words)
    return [item for word in words for item in word]


def scattered(stream: Stream) -> Stream:
    """Draw the glyphs of a page in any order."""
    out = list(stream)
    random.Random(len(stream)).shuffle(out)
    return out


def spaced_by_spaces(stream: Stream) -> Stream:
    """Put a space behind every letter and its marks."""
    out: Stream = []
    shift, row = 0.0, 0.0
    for group in _groups(stream):
        if group[0].baseline != row:
            shift, row = 0.0, group[0].baseline
        moved = [_moved(item, shift) for item in group]
        out += [*moved, glyph(" ", moved[0].x1, row, font=moved[0].font)]
        shift += 0.25 * SIZE
    return out


def coded_tones(stream: Stream) -> Stream:
    """Leave tone marks without a character, their codes in order (PlotSoft PDFill)."""
    codes = dict(zip("\u0e48\u0e49\u0e4a\u0e4b\u0e4c", "ÉÊËÌÍ", strict=True))
    return [
        item._replace(text=codes[item.text], kind=Kind.UNMAPPED) if item.text in codes else item
        for item in stream
    ]


def nameless_tones(stream: Stream) -> Stream:
    """Leave mai tho without a character and without any code that could be told."""
    return [
        item._replace(text=UNKNOWN, kind=Kind.UNMAPPED, mid=item.x0, rise=0.0)
        if item.text == "\u0e49"
        else item
        for item in stream
    ]


def numbered_nikhahit(stream: Stream) -> Stream:
    """Leave nikhahit without a character, the number of its glyph being by chance the code of a tone elsewhere."""
    return _split_am(
        stream, lambda upper, aa: (upper._replace(text="É", kind=Kind.UNMAPPED), aa), tone_between=True
    )


def invisibles(stream: Stream) -> Stream:
    """Put characters that print nothing behind every third glyph."""
    out: Stream = []
    for position, item in enumerate(stream):
        out.append(item)
        if position % 3 == 0:
            made = glyph("\u200b\u2060\ufeff\u200e"[position % 4], item.x1, item.baseline, font=item.font)
            out.append(made._replace(x1=made.x0))
    return out


def odd_spaces(stream: Stream) -> Stream:
    """Write spaces as no-break and thin ones."""
    return [
        item._replace(text="\u2009\u00a0"[position % 2], kind=Kind.BASE) if item.kind == Kind.SPACE else item
        for position, item in enumerate(stream)
    ]


def ghost_tones(stream: Stream) -> Stream:
    """Leave mai tho as a space without advance (the bold fonts of some of Word's files)."""
    return [_ghost(item) if item.text == "\u0e49" else item for item in stream]


def lower_as_upper(stream: Stream) -> Stream:
    """Call sara uu mai ek (WeasyPrint, and LibreOffice's files behind Ghostscript)."""
    return [item._replace(text="\u0e48") if item.text == "\u0e39" else item for item in stream]


def names_exchanged(stream: Stream) -> Stream:
    """Exchange the names of the two marks of a letter, not their places (fpdf2)."""
    out: Stream = []
    for base, *marks in _groups(stream):
        names = [mark.text for mark in reversed(marks)]
        out += [base, *(mark._replace(text=name) for mark, name in zip(marks, names, strict=True))]
    return out
