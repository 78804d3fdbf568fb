"""Which row of the report answers which row of the gold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel

from benchmarks.scoring.points import CONTAINS, Outcome, field_point, plain, same_value

GoldRow = dict[str, Any]
ALIKE = 0.6  # share of equal characters from which two issues are taken for the same recommendation


class Pairs(NamedTuple):
    """The gold rows in order, each with its row or none, and the rows that answer nothing."""

    matched: list[tuple[GoldRow, Any]]
    spurious: list[Any]


def pair(
    gold: Sequence[GoldRow], found: Sequence[Any], likeness: Callable[[GoldRow, Any], float | None]
) -> Pairs:
    """Pair rows one to one, the most alike first, earlier rows first among equals; None never pairs."""
    candidates = [
        (-alike, abs(here - there), here, there)
        for here, expected in enumerate(gold)
        for there, row in enumerate(found)
        if (alike := likeness(expected, row)) is not None
    ]
    answer: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, here, there in sorted(candidates):
        if here not in answer and there not in taken:
            answer[here] = there
            taken.add(there)
    matched = [(row, found[answer[at]] if at in answer else None) for at, row in enumerate(gold)]
    return Pairs(matched, [row for at, row in enumerate(found) if at not in taken])


def by_key(key: tuple[str, ...]) -> Callable[[GoldRow, BaseModel], float | None]:
    """Return a likeness: only rows of the same key, and of these the one with most right values."""

    def likeness(expected: GoldRow, row: BaseModel) -> float | None:
        if not all(same_value(expected.get(name), getattr(row, name)) for name in key):
            return None
        model = type(row).model_fields
        points = (
            field_point("", "", name, value, row)
            for name, value in expected.items()
            if name.removesuffix(CONTAINS) in model
        )
        return float(sum(point.outcome is Outcome.RIGHT for point in points))

    return likeness


def issue_likeness(expected: GoldRow, issue: str) -> float:
    """Return how alike the gold's issue and a recommendation's are, 0-1; 0 where the gold tells none."""
    from rapidfuzz import fuzz

    found = plain(issue)
    if f"issue{CONTAINS}" in expected:
        return float(plain(expected[f"issue{CONTAINS}"]) in found)
    if not expected.get("issue"):
        return 0.0
    return fuzz.ratio(plain(expected["issue"]), found) / 100


def recommendation_likeness(expected: GoldRow, row: Any) -> float | None:
    """Return the likeness of two recommendations: indicator and items first, then the text.

    Same indicator and items: 2-3. Same indicator and some item in common: 1-2. Else alike by text: up to 1.
    """
    alike = issue_likeness(expected, row.issue)
    if same_value(expected.get("indicator"), row.indicator):
        items = [plain(item) for item in expected.get("items", ())]
        if same_value(items, row.items):
            return 2 + alike
        if set(items) & set(row.items):
            return 1 + alike
    return alike if alike >= ALIKE else None
