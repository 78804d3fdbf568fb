"""The rules of one fiscal year, typed, and the loader of their data files (`years/<fiscal year>.json`)."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from ita_extract.model import Instrument

_FOLDER = Path(__file__).parent / "years"


class Fact(BaseModel):
    """Something known, how well, and from where (keys of `../domain/rulebook.json` in the project's papers)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    confidence: Literal["confirmed", "one_source", "inferred", "recall", "none"]
    sources: tuple[str, ...] = ()


class Indicator(BaseModel):
    """One of the ten indicators."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    name: str
    instrument: Instrument
    other_names: tuple[str, ...] = ()


class Indicators(Fact):
    """The ten indicators of a year."""

    list: tuple[Indicator, ...]


class Weights(Fact):
    """The weight of each instrument in the overall score."""

    values: dict[Instrument, Decimal]


class EitParts(Fact):
    """Whether EIT is published in two parts."""

    reported_separately: bool


class ItemRanges(Fact):
    """First and last item number of each indicator of an instrument."""

    ranges: dict[int, tuple[int, int]]


class OitItem(BaseModel):
    """One item of the open-data instrument."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    title: str
    sub_indicator: str | None
    confidence: Literal["confirmed", "one_source", "inferred", "recall", "none"]


class OitItems(Fact):
    """The items of the open-data instrument."""

    list: tuple[OitItem, ...]


class SubIndicators(Fact):
    """Titles of the sub-indicators 9.1-10.2."""

    titles: dict[str, str]


class Level(BaseModel):
    """A level of the result and the scores that it needs; bounds are inclusive."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    overall_min: Decimal
    every_instrument_min: Decimal | None = None


class Rating(Fact):
    """The levels of a year, best first. Letters to 2565, words from 2566."""

    kind: Literal["letters", "words"]
    levels: tuple[Level, ...]


class YearRules(BaseModel):
    """Everything that is known of one fiscal year (B.E.)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fiscal_year: int
    weights: Weights
    eit_parts: EitParts
    indicators: Indicators
    iit_items: ItemRanges
    eit_items: ItemRanges
    oit_items: OitItems
    sub_indicators: SubIndicators
    rating: Rating

    @model_validator(mode="after")
    def _is_complete(self) -> YearRules:
        numbers = [indicator.number for indicator in self.indicators.list]
        if numbers != list(range(1, 11)):
            raise ValueError(f"{self.fiscal_year}: indicators are {numbers}, not 1-10")
        if sum(self.weights.values.values()) != 1:
            raise ValueError(f"{self.fiscal_year}: weights do not add up to 1")
        return self

    def indicator(self, number: int) -> Indicator:
        """Return an indicator by its number, 1-10."""
        return self.indicators.list[number - 1]

    def is_item(self, code: str) -> bool:
        """Whether a normal code (i2, e4, o10) is an item of this year."""
        letter, number = code[0], int(code[1:])
        if letter == "o":
            return any(item.code == code for item in self.oit_items.list)
        ranges = self.iit_items.ranges if letter == "i" else self.eit_items.ranges
        return any(first <= number <= last for first, last in ranges.values())

    def item_indicator(self, code: str) -> int | None:
        """Return the indicator to which an item belongs, or None where that is not known."""
        letter, number = code[0], int(code[1:])
        if letter == "o":
            sub = next((item.sub_indicator for item in self.oit_items.list if item.code == code), None)
            return int(sub.split(".")[0]) if sub else None
        ranges = self.iit_items.ranges if letter == "i" else self.eit_items.ranges
        return next((indicator for indicator, (first, last) in ranges.items() if first <= number <= last), None)

    def is_sub_indicator(self, code: str) -> bool:
        """Whether 9.1, say, is a sub-indicator of this year; where none is listed, 9.1-9.5 and 10.1-10.2 are."""
        titles = self.sub_indicators.titles
        return code in titles if titles else code in {"9.1", "9.2", "9.3", "9.4", "9.5", "10.1", "10.2"}


def known_years() -> tuple[int, ...]:
    """Return the fiscal years with rules, in order."""
    return tuple(sorted(int(path.stem) for path in _FOLDER.glob("*.json")))


@cache
def rules_for(fiscal_year: int | None) -> YearRules:
    """Return the rules of a year; for one without rules (or None) those of the nearest year that has some.

    Raises pydantic.ValidationError for a data file that is incomplete or contradicts itself.
    """
    years = known_years()
    nearest = years[-1] if fiscal_year is None else min(years, key=lambda year: (abs(year - fiscal_year), -year))
    return YearRules.model_validate_json((_FOLDER / f"{nearest}.json").read_text(encoding="utf-8"))
