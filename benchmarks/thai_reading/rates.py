"""Character error rates, and whether the pages called unfit are those that are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from benchmarks.thai_reading.alignment import least_distance
from benchmarks.thai_reading.truth import Line, PageKey, Truth

BEYOND_USE = (
    15.0  # per cent of characters wrong with the best reader, above which a page must be called unfit
)
READABLE = 2.0  # and up to which calling it unfit accuses it wrongly; between the two, either is right


class Rate(NamedTuple):
    """Edits needed, and characters in the truth."""

    distance: int = 0
    length: int = 0

    @property
    def percent(self) -> float:
        """Return the error rate in per cent.

        Raises ZeroDivisionError where nothing was measured: that is no rate of nought.
        """
        return 100 * self.distance / self.length

    def plus(self, other: Rate) -> Rate:
        """Return both taken together."""
        return Rate(self.distance + other.distance, self.length + other.length)


Rates = dict[PageKey, Rate]


def page_rates(lines: Iterable[Line], texts: dict[PageKey, str], comparable: Callable[[str], str]) -> Rates:
    """Return the rate of each page that has lines; a page that the reader did not give is all errors."""
    prepared = {key: comparable(text) for key, text in texts.items()}
    rates: Rates = {}
    for line in lines:
        key, wanted = (line.file, line.page), comparable(line.text)
        distance = least_distance(wanted, prepared.get(key, ""))
        rates[key] = rates.get(key, Rate()).plus(Rate(distance, len(wanted)))
    return rates


def over(rates: Rates, pages: Collection[PageKey]) -> Rate:
    """Return the rate over some pages taken together."""
    total = Rate()
    for key in pages:
        total = total.plus(rates[key])
    return total


def unfit_pages(truth: Truth, by_reader: Iterable[Rates]) -> frozenset[PageKey]:
    """Return the pages that should be called unfit: as the truth says, else where every reader fails."""
    if truth.unfit is not None:
        return truth.unfit
    readers = list(by_reader)
    pages = {(line.file, line.page) for line in truth.lines}
    return frozenset(key for key in pages if best(readers, key) > BEYOND_USE)


def best(readers: Iterable[Rates], page: PageKey) -> float:
    """Return the least error rate that any reader has on a page, in per cent."""
    return min(rates[page].percent for rates in readers)


def verdict(fit: bool, *, unfit_in_truth: bool, own: float | None = None, least: float | None = None) -> str:
    """Return how a page's own judgement compares with the truth.

    `own` is our error rate on the page and `least` the best reader's, in per cent, where they are measured
    and the truth does not name the unfit pages: then text that is called fit must not be garbage, and a page
    that no reader reads well may be called unfit.
    """
    if unfit_in_truth:
        return "MISSED" if fit else "named"
    if fit:
        return "MISSED" if own is not None and own > BEYOND_USE else "ok"
    return "doubtful" if least is not None and least > READABLE else "ACCUSED"
