"""Which indicators and instruments a text names: by number, by name, by abbreviation."""

from __future__ import annotations

import re

from ita_extract.language.vocabulary import EIT_PART, INSTRUMENT_ABBREVIATION, INSTRUMENT_NAMES
from ita_extract.model import Subject
from ita_extract.rulebook.year import YearRules


def indicator_numbers(text: str) -> list[int]:
    """Return the indicators that a list like `2,3,5และ10` or `6-8` names."""
    numbers: list[int] = []
    for part in re.split(r"[, ]+และที่|[, ]+และ|[, ]+|และที่|และ", text.replace("ตัวชี้วัดที่", "")):
        ends = [int(end) for end in re.split(r"-|ถึง", part) if end]
        if len(ends) == 2 and ends[0] < ends[1]:
            numbers.extend(range(ends[0], ends[1] + 1))
        else:
            numbers.extend(ends)
    return [number for number in dict.fromkeys(numbers) if 1 <= number <= 10]


def indicator_by_name(name: str, rules: YearRules) -> int | None:
    """Return the indicator whose official name (or accepted variant) a key is, small misspellings allowed."""
    from rapidfuzz.distance import Levenshtein

    best, cost = None, 1.0
    for indicator in rules.indicators.list:
        for official in (indicator.name, *indicator.other_names):
            distance = Levenshtein.normalized_distance(name, official)
            if distance < cost:
                best, cost = indicator.number, distance
    return best if cost <= 0.15 else None


def instrument_in(key: str) -> Subject | None:
    """Return the instrument (EIT with its part) that a label names."""
    match = INSTRUMENT_ABBREVIATION.search(key)
    name = (
        match["name"].upper()
        if match
        else next((n for n, p in INSTRUMENT_NAMES.items() if p.search(key)), None)
    )
    if name is None or name != "EIT":
        return Subject(name) if name else None
    part = EIT_PART.search(key)
    if part is None:
        return Subject.EIT
    return Subject(f"EIT-{'1' if part['public'] else '2' if part['survey'] else part['part']}")
