"""A report -> the places at which a person should look: values read with doubt, and what a review reason names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ita_extract.model import Report
from ita_extract.review.reasons import Reason, in_words
from ita_extract.review.values import Place, Value, values_of

_SAME = 0.5  # points by which two boxes of the same words may differ
_OF_THE_PAST = "score_history"


@dataclass(frozen=True)
class Doubt:
    """One place on a page, all values that were taken from it, and the review reasons (their places in the list).

    `number` counts from 1. There may be no value: then a reason says what stands there. `confidence` is that of the
    least sure of the values, 0-1; 1 without one.
    """

    number: int
    place: Place
    raw: str
    values: tuple[Value, ...]
    reasons: tuple[int, ...]

    @property
    def anchor(self) -> str:
        """Return its name inside the page for people."""
        return f"doubt-{self.number}"

    @property
    def ocr(self) -> bool:
        """Whether a value was read from the picture of the page."""
        return any(value.row.text_source == "ocr" for value in self.values)

    @property
    def confidence(self) -> float:
        """Return the confidence of the least sure of its values."""
        return min((value.row.confidence for value in self.values), default=1.0)


@dataclass(frozen=True)
class Doubts:
    """What is doubtful in a report: its reasons in words (notes last), the places to look at, and all values."""

    reasons: tuple[Reason, ...]
    places: tuple[Doubt, ...]
    values: tuple[Value, ...]

    @property
    def pages(self) -> tuple[int, ...]:
        """Return the pages to look at: those of the places, and those that a reason names as a whole."""
        named = {reason.row.page for reason in self.reasons if reason.row.page and not reason.is_note}
        return tuple(sorted(named | {doubt.place.page for doubt in self.places}))


def doubts_of(report: Report) -> Doubts:
    """Return what a person should look at, in the order of the pages."""
    reasons = tuple(sorted(map(in_words, report.review_reasons), key=lambda reason: reason.is_note))
    values = _Values(values_of(report))
    pointing: dict[Place, list[int]] = defaultdict(list)
    for number, reason in enumerate(reasons):
        if not reason.is_note:
            for spot in dict.fromkeys(values.named_by(reason)):
                pointing[spot].append(number)
    unsure = {value.place for value in values.every if value.row.confidence < 1}
    ordered = sorted(unsure | pointing.keys(), key=lambda spot: (spot.page, spot.box.top, spot.box))
    doubts = []
    for number, spot in enumerate(ordered, start=1):
        here, why = values.at(spot), tuple(pointing.get(spot, ()))
        raw = here[0].row.raw if here else reasons[why[0]].row.raw
        doubts.append(Doubt(number, spot, raw, here, why))
    return Doubts(reasons, tuple(doubts), values.every)


class _Values:
    """The values of a report, found by where they stand, by table and row, and by subject."""

    def __init__(self, values: tuple[Value, ...]) -> None:
        self.every = values
        self._at: dict[Place, list[Value]] = defaultdict(list)
        self._on_page: dict[int, list[Place]] = defaultdict(list)
        self._by_row = {(value.table, value.number): value for value in values}
        for value in values:
            if value.place not in self._at:
                self._on_page[value.place.page].append(value.place)
            self._at[value.place].append(value)

    def at(self, spot: Place) -> tuple[Value, ...]:
        """Return the values that were taken from a place."""
        return tuple(self._at.get(spot, ()))

    def named_by(self, reason: Reason) -> Iterator[Place]:
        """Yield the places that a reason names: its own and that of its row; without both, those of its subject."""
        row, spot = reason.row, reason.spot
        value = self._by_row.get((row.table, row.row)) if row.table and row.row else None
        if value is not None:
            yield value.place
        if spot is not None:
            yield self._known(spot)
        elif value is None and row.subject is not None:
            yield from (entry.place for entry in self.every if self._is_of(entry, reason))

    def _known(self, spot: Place) -> Place:
        """Return the place of a value where it is this one, else the place itself."""
        if spot in self._at:
            return spot
        for other in self._on_page.get(spot.page, ()):
            if all(abs(entry - two) <= _SAME for entry, two in zip(other.box, spot.box, strict=True)):
                return other
        return spot

    @staticmethod
    def _is_of(value: Value, reason: Reason) -> bool:
        """Tell whether a value is one of a reason's subject, table and page; years gone by need to be named."""
        row = reason.row
        in_table = value.table == row.table if row.table else value.table != _OF_THE_PAST
        return in_table and value.subject is row.subject and row.page in (None, value.row.page)
