"""Whose figures a table holds: the report's own result, another assessment, or those of several bodies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from re import Pattern

from ita_extract.language.lexicon_files import read_lexicon
from ita_extract.layout.span import Span
from ita_extract.thai.letters import tone_tolerant, toneless

_LINES_ABOVE = 2  # lines over a table that may be its title
_REACH = 200  # characters
Cells = Sequence[Span | None]


@dataclass(frozen=True)
class TableScope:
    """What stands around a table: the key of the lines above it, and how the report's own body is written in keys."""

    title: str = ""
    own_names: tuple[str, ...] = ()

    @property
    def is_foreign(self) -> bool:
        """Whether the lines above say that another assessment is reported: `ผลการประเมิน… (LPA) ปี 2566`."""
        return bool(_pattern("assessments").search(self.title)) and not _pattern("own_assessment").search(
            self.title
        )

    def is_row_of_others(self, row: Cells) -> bool:
        """Whether a row tells a mean of many, an aim, an earlier year, or another body: `เฉลี่ยทั้งประเทศ | 95.43`."""
        keys = [cell.key for cell in row if cell]
        if any(_pattern("rows").search(key) for key in keys):
            return True
        named = [key for key in keys if _pattern("bodies_in_rows").search(key)]
        return bool(self.own_names and named) and not any(self._is_own(key) for key in named)

    def _is_own(self, key: str) -> bool:
        return any(toneless(name) in toneless(key) for name in self.own_names)

    def own_row(self, column: int, rows: Sequence[Cells]) -> int | None:
        """Return the only row whose cell in a column names the report's own body."""
        named = [index for index, row in enumerate(rows) if (cell := row[column]) and self._is_own(cell.key)]
        return named[0] if len(named) == 1 else None


def scope_of(text: Span, offset: int, after: int, own_names: Sequence[str]) -> TableScope:
    """Return the scope of a table at a place of the running text; `after` is where the table before it stands."""
    starts = [at for at in text.line_places if max(after, offset - _REACH) <= at < offset]
    start = starts[-_LINES_ABOVE:][0] if starts else offset
    return TableScope(text.key[start:offset], tuple(own_names))


def column_of_bodies(heads: Sequence[str]) -> int | None:
    """Return the column that lists bodies by its heading."""
    return next((column for column, head in enumerate(heads) if _pattern("bodies").search(head)), None)


@cache
def _pattern(name: str) -> Pattern[str]:
    return tone_tolerant(read_lexicon("others")[name])
