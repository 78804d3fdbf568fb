"""Base reports: drawn by a clerk of usual habits, and kept where they are read right and without a doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from benchmarks.drawing.draws import Draw
from benchmarks.drawing.report import draw_parts
from benchmarks.mutating.copies import Copy, copy_of

T = TypeVar("T")

# What a usual clerk chooses, by the name of the choice: odd forms have a benchmark of their own.
USUAL: dict[str, tuple[object, ...]] = {
    "kind": ("html",),
    "year": (2565, 2566, 2567, 2568),
    "quality": ("high", "good", "middling"),
    "cover": ("page", "page framed", "bare head"),
    "overall": ("sentence", "sentence", "sentence+table", "table"),
    "instruments": ("bullets", "table", "sentence"),
    "instrument names": ("long", "glued", "abbr", "short", "instrument", "abbr first"),
    "eit": ("whole",),
    "indicators": ("plain", "plain", "plain", "merged", "by instrument", "sorted", "rich", "lines"),
    "advice form": ("sections", "sections", "grouped", "some", "table"),
    "guidance": ("list",),
    "guidance marks": ("1.", "1)", "(1)", "-", "•"),
    "advice marks": ("1.", "1)", "(1)", "-", "•"),
    "measure form": ("table",),
    "period": ("words", "same words", "quarters"),
    "step marks": ("1.", "1)", "(1)", "-", "•"),
    "measure year": ("title",),
    "measure rules": ("all",),
    "indicators named in": ("column", "analysis"),
    "codes": ("low", "up", "padded"),
    "rules": ("all",),
    "appendix": ("none",),
    "font": ("TH Sarabun New", "Laksaman", "Norasi", "Garuda", "Loma"),
}
# What a usual clerk never does.
NEVER = frozenset(
    {
        "last year's measures", "other figures", "neighbours", "strengths", "uncoded", "step slip", "guidance slip",
        "with contents", "two years on cover", "no level", "steps glued", "measures of several indicators",
        "catchwords", "sub-indicators named", "parts named",
    }
)  # fmt: skip


class UsualDraw(Draw):
    """Choices of a usual clerk: from the usual options where a choice has such, else from all."""

    def pick(self, name: str, options: Sequence[T], weights: Sequence[float] | None = None) -> T:
        """Return one of the usual options and remember it."""
        usual = [option for option in options if option in USUAL.get(name, ())]
        if not usual:
            return super().pick(name, options, weights)
        return super().pick(name, usual)

    def chance(self, name: str, share: float) -> bool:
        """Return whether something happens, which never does where a usual clerk avoids it."""
        return super().chance(name, 0.0 if name in NEVER else share)


def drawn_copies(seed: int) -> Iterator[Copy]:
    """Yield reports without end, the same for the same seed."""
    number = 0
    while True:
        number += 1
        yield copy_of(draw_parts(number, seed, UsualDraw))
