"""Figures as a table: aligned for a terminal, or Markdown for the documentation."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

Cell = str | int | float


def width(text: str) -> int:
    """Return the columns that a text takes on a terminal: Thai marks above and below take none."""
    return sum(unicodedata.category(letter) not in ("Mn", "Me", "Cf") for letter in text)


def stated(cell: Cell) -> str:
    """Return a cell as text; numbers with a fraction keep two digits."""
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)


def table(heads: Sequence[str], rows: Sequence[Sequence[Cell]], *, markdown: bool = False) -> str:
    """Return rows under their heads; columns whose body cells are all numbers stand to the right."""
    texts = [[stated(cell) for cell in row] for row in rows]
    right = [all(isinstance(row[at], int | float) for row in rows) and bool(rows) for at in range(len(heads))]
    widths = [max(width(text[at]) for text in [list(heads), *texts]) for at in range(len(heads))]

    def line(cells: Sequence[str]) -> str:
        padded = []
        for at, cell in enumerate(cells):
            space = " " * (widths[at] - width(cell))
            padded.append(space + cell if right[at] else cell + space)
        return "| " + " | ".join(padded) + " |" if markdown else "  ".join(padded).rstrip()

    if markdown:
        texts = [[cell.replace("|", "\\|") for cell in row] for row in texts]
        marks = ["-" * (entry + 1) + (":" if right[at] else "-") for at, entry in enumerate(widths)]
        rule = "|" + "|".join(marks) + "|"
    else:
        rule = "  ".join("─" * entry for entry in widths)
    return "\n".join([line(list(heads)), rule, *(line(row) for row in texts)])
