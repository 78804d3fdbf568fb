"""Text with a rule through its middle: struck out by hand, by a program that marks changes, or crossed by a rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ita_extract.reading.page import Box, Concealed, Concealment, Glyph, Kind, Rule, Sheet, union

_LOW, _HIGH = 0.12, 0.5  # em above the baseline; lower is an underline, higher runs over the letters
_FLAT = 0.5  # points
_STEP = 4.0  # points; rules are looked up by height
_BEYOND = 0.6  # em that a stroke reaches beyond what it strikes; a rule of a table reaches further


class Struck(NamedTuple):
    """Places of glyphs that are struck out, and what is struck or crossed as it is shown."""

    places: frozenset[int]
    concealed: tuple[Concealed, ...]


def struck_out(glyphs: Sequence[Glyph], starts: Sequence[int], rules: Sequence[Rule], sheet: Sheet) -> Struck:
    """Find text that is struck out; `starts` are the places where glyphs begin a line or go back.

    What a longer rule crosses, as in tables whose text is too high for its rows, stays text and is named.
    """
    levels: dict[int, list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.bottom - rule.top < _FLAT < rule.x1 - rule.x0:
            levels[int(rule.top // _STEP)].append(rule)
    places: set[int] = set()
    found: list[Concealed] = []
    if not levels:
        return Struck(frozenset(), ())
    for start, stop in pairwise((*starts, len(glyphs))):
        first = glyphs[start]
        low, high = first.baseline - _LOW * first.size, first.baseline - _HIGH * first.size
        for level in range(int(high // _STEP), int(low // _STEP) + 1):
            for rule in levels.get(level, ()):
                if high <= rule.top <= low and rule.x0 < glyphs[stop - 1].x1 and rule.x1 > first.x0:
                    _strike(glyphs, range(start, stop), rule, sheet, places, found)
    return Struck(frozenset(places), tuple(found))


def _strike(
    glyphs: Sequence[Glyph],
    stretch: range,
    rule: Rule,
    sheet: Sheet,
    places: set[int],
    found: list[Concealed],
) -> None:
    under = [position for position in stretch if rule.x0 < glyphs[position].mid < rule.x1]
    bases = [glyphs[position] for position in under if glyphs[position].kind in (Kind.BASE, Kind.UNMAPPED)]
    if not bases:
        return
    beyond = _BEYOND * bases[0].size
    is_stroke = rule.x0 >= bases[0].x0 - beyond and rule.x1 <= bases[-1].x1 + beyond
    if is_stroke:
        places.update(under)
    how = Concealment.STRUCK if is_stroke else Concealment.RULED
    box = union([Box(*glyph[2:6]) for glyph in bases])
    found.append(Concealed(how, "".join(glyph.text for glyph in bases), sheet.shown(box)))
