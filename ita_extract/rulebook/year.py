"""The rules of one fiscal year, typed, and the loader of their data files (`years/<fiscal year>.json`)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError, model_validator

from ita_extract.errors import UsageError
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.rulebook.facts import (
    EitParts,
    Indicator,
    Indicators,
    Instruments,
    ItemRanges,
    OitItems,
    Part,
    Rating,
    Scoring,
    SubIndicators,
    Weights,
)

_FOLDER = Path(__file__).parent / "years"


class YearRules(Part):
    """Everything that is known of one fiscal year (B.E.)."""

    fiscal_year: int
    instruments: Instruments
    weights: Weights
    scoring: Scoring
    eit_parts: EitParts
    indicators: Indicators
    iit_items: ItemRanges
    eit_items: ItemRanges
    oit_items: OitItems
    sub_indicators: SubIndicators
    rating: Rating

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> YearRules:
        members = {name: self.members(name) for name in ("IIT", "EIT")}
        for name, ranges in (("IIT", self.iit_items.ranges), ("EIT", self.eit_items.ranges)):
            if set(ranges) != set(members[name]):
                raise ValueError(
                    f"items of {name} belong to {sorted(ranges)}, its indicators are {members[name]}"
                )
        for item in self.oit_items.list:
            sub = item.sub_indicator
            if sub is not None and not self.is_sub_indicator(sub):
                raise ValueError(f"{item.code} belongs to {sub}, which is no sub-indicator of the year")
        return self

    def indicator(self, number: int) -> Indicator:
        """Return an indicator by its number, 1-10."""
        return self.indicators.list[number - 1]

    def members(self, instrument: str) -> tuple[int, ...]:
        """Return the numbers of an instrument's indicators."""
        return tuple(entry.number for entry in self.indicators.list if entry.instrument == instrument)

    def is_item(self, code: str) -> bool:
        """Whether a normal code (i2, e4, o10) is an item of this year."""
        letter, number = code[0], int(code[1:])
        if letter == "o":
            return any(item.code == code for item in self.oit_items.list)
        return any(first <= number <= last for first, last in self.items_of(letter).values())

    def items_of(self, letter: str) -> dict[int, tuple[int, int]]:
        """Return first and last item number of each indicator, for the letter i or e."""
        return self.iit_items.ranges if letter == "i" else self.eit_items.ranges

    def item_indicator(self, code: str) -> int | None:
        """Return the indicator to which an item belongs, or None where that is not known."""
        letter, number = code[0], int(code[1:])
        if letter == "o":
            sub = next((item.sub_indicator for item in self.oit_items.list if item.code == code), None)
            return int(sub.split(".")[0]) if sub else None
        ranges = self.items_of(letter)
        return next(
            (indicator for indicator, (first, last) in ranges.items() if first <= number <= last), None
        )

    def is_sub_indicator(self, code: str) -> bool:
        """Whether 9.1, say, is a sub-indicator of this year; where none is listed, 9.1-9.5 and 10.1-10.2 are."""
        titles = self.sub_indicators.titles
        return code in titles if titles else code in {"9.1", "9.2", "9.3", "9.4", "9.5", "10.1", "10.2"}


class _Place:
    """Where rules come from besides the years that are built in; one for the process."""

    folder: Path | None = None


def use_folder(folder: Path | None) -> None:
    """Let files `<fiscal year>.json` of a folder add years or override facts of built-in ones, for this process.

    A file for a built-in year need hold only the facts that differ; a new year must be whole. None takes the
    folder back. Raises UsageError for a folder without such files, and for a file that is incomplete or
    contradicts itself.
    """
    _Place.folder = None
    rules_for.cache_clear()
    if folder is None:
        return
    if not folder.is_dir():
        raise UsageError(
            both("{folder} is no folder.", folder=folder),
            hint=N_("Name a folder with files such as 2570.json."),
        )
    years = _years_in(folder)
    if not years:
        raise UsageError(
            both("{folder} holds no rules.", folder=folder),
            hint=N_("Rules are files named by their fiscal year, such as 2570.json."),
        )
    for year in years:
        try:
            _load(year, folder)
        except (ValidationError, ValueError, OSError) as error:
            raise UsageError(
                both("{file} cannot be used: {error}.", file=folder / f"{year}.json", error=_in_short(error))
            ) from error
    _Place.folder = folder
    rules_for.cache_clear()


def known_years() -> tuple[int, ...]:
    """Return the fiscal years with rules, in order."""
    added = _years_in(_Place.folder) if _Place.folder else ()
    return tuple(sorted({*_years_in(_FOLDER), *added}))


@cache
def rules_for(fiscal_year: int | None) -> YearRules:
    """Return the rules of a year; for one without rules (or None) those of the nearest year that has some.

    Raises pydantic.ValidationError for a data file that is incomplete or contradicts itself.
    """
    years = known_years()
    nearest = (
        years[-1] if fiscal_year is None else min(years, key=lambda year: (abs(year - fiscal_year), -year))
    )
    return _load(nearest, _Place.folder)


def _years_in(folder: Path) -> tuple[int, ...]:
    return tuple(sorted(int(path.stem) for path in folder.glob("*.json") if path.stem.isdigit()))


def _load(year: int, added: Path | None) -> YearRules:
    """Return a year's rules: the built-in file's facts, those of the added folder over them."""
    facts: dict[str, Any] = {}
    for folder in (_FOLDER, added):
        path = folder / f"{year}.json" if folder else None
        if path is not None and path.is_file():
            read = json.loads(path.read_text(encoding="utf-8"))
            if not isinstance(read, dict):
                raise ValueError("it holds no object")
            facts |= read
    rules = YearRules.model_validate_json(json.dumps(facts))
    if rules.fiscal_year != year:
        raise ValueError(f"it is named {year} and speaks of {rules.fiscal_year}")
    return rules


def _in_short(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        return f"{place}: {first['msg']}" if place else str(first["msg"])
    return str(error)
