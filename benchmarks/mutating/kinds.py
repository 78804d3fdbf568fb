"""The kinds of changes by name, and mutants made of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from benchmarks.mutating import columns, figures, headings, lists, sheets
from benchmarks.mutating.copies import Copy, Kind

KINDS: dict[str, Kind] = {
    "heading-word": headings.another_heading,
    "heading-missing": headings.missing_heading,
    "opening-word": headings.another_opening,
    "lead-word": headings.another_lead,
    "overall-sentence": headings.another_sentence,
    "column-word": headings.another_column_head,
    "indicator-name": headings.another_name,
    "marker": lists.another_marker,
    "count-slip": lists.slip_in_count,
    "points-below": lists.points_below,
    "reference-bracket": lists.other_reference,
    "column-moved": columns.column_moved,
    "column-inserted": columns.column_inserted,
    "row-of-others": columns.row_of_others,
    "row-cut": columns.row_cut,
    "merged-cell-cut": columns.merged_cell_cut,
    "paragraph-cut": columns.paragraph_cut,
    "table-split": columns.table_split,
    "means-joined": columns.means_joined,
    "tables-joined": columns.tables_joined,
    "number-slip": figures.slip,
    "note-mark": figures.note_mark,
    "score-in-words": figures.in_words,
    "units": figures.units,
    "other-digits": figures.other_digits,
    "others-sentence": figures.sentence_of_others,
    "note-below": figures.note_below,
    "parts-exchanged": sheets.parts_exchanged,
    "page-removed": sheets.page_removed,
    "page-doubled": sheets.page_doubled,
    "pages-swapped": sheets.pages_swapped,
    "pages-reversed": sheets.pages_reversed,
    "empty-page": sheets.empty_page,
    "running-head": sheets.running_head,
    "other-face": sheets.other_face,
    "other-rules": sheets.other_rules,
    "part-turned": sheets.part_turned,
}
# where a reason is as right as the values
DISORDERED = frozenset({"page-removed", "page-doubled", "pages-swapped", "pages-reversed"})


class Mutant(NamedTuple):
    """A report with one change: its number, the kind, what was changed, and the base's name."""

    number: int
    kind: str
    what: str
    base: str
    copy: Copy


def make(bases: Sequence[Copy], count: int, seed: int, kinds: Sequence[str] = ()) -> list[Mutant]:
    """Return mutants, the kinds in turn; a kind that fits none of the bases is left out.

    Raises KeyError for a kind that is none.
    """
    names = list(kinds or KINDS)
    mutants: list[Mutant] = []
    turn = 0
    while len(mutants) < count and names:
        name = names[turn % len(names)]
        mutant = _mutant(bases, len(mutants) + 1, name, random.Random(f"{seed}-{turn}"))
        if mutant:
            mutants.append(mutant)
            turn += 1
        else:
            names.remove(name)
    return mutants


def _mutant(bases: Sequence[Copy], number: int, name: str, choice: random.Random) -> Mutant | None:
    """Return a mutant of one of the bases in random order, the first that the kind fits."""
    for base in choice.sample(list(bases), len(bases)):
        change = KINDS[name](base, choice)
        if change:
            copy = replace(change.copy, name=f"{number:04d}-{name}")
            return Mutant(number, name, change.what, base.name, copy)
    return None
