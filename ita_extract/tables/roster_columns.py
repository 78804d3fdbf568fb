"""The columns of a roster: where the headings end, and which column holds what.

Instruments are known by their headings; the other columns by what stands in them, and by their headings where those
could be read, for headings of scans are the worst read.
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass, fields

from ita_extract.language.vocabulary import ORGANIZATION_TYPES, RATING_LETTERS, RATING_WORDS
from ita_extract.layout.span import Span
from ita_extract.model import Instrument
from ita_extract.thai.digits import parse_score

Cells = tuple[Span, ...]

INSTRUMENTS: tuple[Instrument, ...] = ("IIT", "EIT", "OIT")
RATINGS = (*RATING_WORDS, *RATING_LETTERS, "ไม่ผ่าน")
NAME = re.compile(r"[ก-ฮ].*[ก-ฮ].*[ก-ฮ]")
_TOTAL = re.compile(r"รวม|เฉลี่ย|ผลคะแนน|คะแนนita|ภาพรวม")
_AREA = re.compile(r"(?:ชื่อ)?(?:อำเภอ|จังหวัด|สังกัด|ภาค|ประเภท|กลุ่ม)")  # heads texts that are no organisations
_CLASS = re.compile("|".join(f"^{re.escape(kind)}" for kind in ORGANIZATION_TYPES))
_NUMBER = re.compile(r"^\d{1,4}\.?$")
_SCORE = re.compile(r"\d\.\d\d")


@dataclass(frozen=True)
class Columns:
    """Which column holds what; None for what a roster does not have."""

    name: int
    IIT: int
    EIT: int
    OIT: int
    total: int | None
    rank: int | None
    rating: int | None

    @property
    def scores(self) -> tuple[int, int, int]:
        """Return the columns of the three instruments."""
        return self.IIT, self.EIT, self.OIT

    @property
    def read(self) -> set[int | None]:
        """Return the columns that are read."""
        return {self.name, self.IIT, self.EIT, self.OIT, self.total, self.rank, self.rating}

    @property
    def named(self) -> dict[int, str]:
        """Return what each column holds, by its number."""
        return {
            column: field.name for field in fields(self) if (column := getattr(self, field.name)) is not None
        }

    def tells_more_than(self, other: Columns) -> bool:
        """Whether all that other columns hold stands here as well, as on a last page that holds only dashes."""
        return all(theirs in (None, mine) for mine, theirs in zip(astuple(self), astuple(other), strict=True))


def heading_rows(body: list[Cells]) -> int:
    """Return how many rows stand above the first organisation; 0 where no row names the three instruments.

    A row of full marks or weights under the instruments belongs to the headings.
    """
    at = _instrument_row(body)
    if at is None:
        return 0
    first = min(_named(body[at]))
    head = at + 1
    while head < len(body) and _is_under_headings(body[head], first):
        head += 1
    return head


def _instrument_row(body: list[Cells]) -> int | None:
    for number, cells in enumerate(body[:4]):
        if len(set(_named(cells))) == len(INSTRUMENTS):
            return number
    return None


def _is_under_headings(cells: Cells, first: int) -> bool:
    """Whether a row has nothing before the instruments and no score: `(30)`, `ร้อยละ 30`."""
    return (
        any(cells)
        and not any(cells[:first])
        and not any(_SCORE.search(cell.key) or is_dash(cell) for cell in cells)
    )


def is_dash(cell: Span) -> bool:
    """Whether a cell says that there is no score."""
    return bool(cell) and not cell.key.strip("-.")


def _named_twice(cells: Cells) -> bool:
    """Whether a row names an instrument in more than one column."""
    return any(sum(name.lower() in cell.key for cell in cells) > 1 for name in INSTRUMENTS)


def _named(cells: Cells) -> list[int]:
    """Return the columns of the instruments that a row names, in their order."""
    found = [_column_of(cells, name) for name in INSTRUMENTS]
    return [column for column in found if column is not None]


def _column_of(cells: Cells, instrument: str) -> int | None:
    """Return the column headed by an instrument: `IIT`, `คะแนน IIT`, `IIT (30)`."""
    name = instrument.lower()
    for number, cell in enumerate(cells):
        others = [other.lower() for other in INSTRUMENTS if other != instrument]
        if name in cell.key and len(cell.key) < 30 and not any(other in cell.key for other in others):
            return number
    return None


def find_columns(body: list[Cells], head: int) -> Columns | None:
    """Find the columns of a table whose headings end at a row."""
    at = _instrument_row(body)
    if at is None:
        return None
    scores = _named(body[at])
    rows = body[head:]
    width = len(body[at])
    free = [column for column in range(width) if column not in scores]

    def share(column: int, test: re.Pattern[str]) -> float:
        filled = [cells[column].key for cells in rows if cells[column]]
        return sum(test.search(key) is not None for key in filled) / max(1, len(rows))

    if _named_twice(body[at]) and not any(
        column > max(scores) and share(column, NAME) > 0.5 and not _mostly_ratings(rows, column)
        for column in free
    ):
        return (
            None  # two years, or two parts of EIT: none is chosen; two lists side by side have names between
        )
    headings = ["".join(cells[column].key for cells in body[:head]) for column in range(width)]
    names = [column for column in free if share(column, NAME) > 0.5 and column < min(scores)]
    if not names:
        return None
    organization = max(
        names,
        key=lambda column: (
            not _AREA.match(headings[column]), share(column, _CLASS), len({cells[column].key for cells in rows})
        ),
    )  # fmt: skip
    after = [column for column in free if column > organization]
    numbers = [column for column in after if _mostly_scores(rows, column)]
    totals = [column for column in numbers if _TOTAL.search(headings[column])] or [
        column for column in numbers if column > max(scores)
    ][:1]
    ranks = [column for column in free if column < organization and share(column, _NUMBER) > 0.5]
    ratings = [column for column in after if column not in totals and _mostly_ratings(rows, column)]
    IIT, EIT, OIT = scores
    return Columns(
        organization, IIT, EIT, OIT,
        totals[0] if totals else None, ranks[0] if ranks else None, ratings[0] if ratings else None,
    )  # fmt: skip


def _mostly_scores(rows: list[Cells], column: int) -> bool:
    return sum(parse_score(cells[column].text) is not None for cells in rows if cells[column]) > 0.5 * len(
        rows
    )


def _mostly_ratings(rows: list[Cells], column: int) -> bool:
    keys = [cells[column].key for cells in rows if cells[column]]
    return sum(any(key.startswith(word) for word in RATINGS) for key in keys) > 0.4 * len(rows)
