"""The kinds of facts that a fiscal year has, each with its confidence and its sources."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from ita_extract.model import Instrument, Subject

Confidence = Literal["confirmed", "one_source", "inferred", "recall", "none"]
SOURCED = frozenset({"confirmed", "one_source"})


class Part(BaseModel):
    """A part of a year's rules; immutable, and nothing in it but what is named here."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(Part):
    """Something known, how well, and from where (keys of `../domain/rulebook.json` in the project's papers)."""

    confidence: Confidence
    sources: tuple[str, ...] = ()

    @property
    def is_sourced(self) -> bool:
        """Whether at least one source states it: what is inferred or recalled may warn, never accuse."""
        return self.confidence in SOURCED


class InstrumentName(Part):
    """What an instrument is called."""

    name: str
    other_names: tuple[str, ...] = ()


class Instruments(Fact):
    """The official names of the three instruments."""

    names: dict[Instrument, InstrumentName]

    @model_validator(mode="after")
    def _has_all(self) -> Instruments:
        if set(self.names) != {"IIT", "EIT", "OIT"}:
            raise ValueError(f"instruments are {sorted(self.names)}, not EIT, IIT, OIT")
        return self


class Indicator(Part):
    """One of the ten indicators."""

    number: int
    name: str
    instrument: Instrument
    other_names: tuple[str, ...] = ()


class Indicators(Fact):
    """The ten indicators of a year."""

    list: tuple[Indicator, ...]

    @model_validator(mode="after")
    def _is_complete(self) -> Indicators:
        numbers = [indicator.number for indicator in self.list]
        if numbers != [*range(1, 11)]:
            raise ValueError(f"indicators are {numbers}, not 1-10")
        names = [name for indicator in self.list for name in (indicator.name, *indicator.other_names)]
        if len(set(names)) != len(names):
            raise ValueError("two indicators have one name")
        return self


class Weights(Fact):
    """The weight of each instrument in the overall score."""

    values: dict[Instrument, Decimal]

    @model_validator(mode="after")
    def _add_up(self) -> Weights:
        if set(self.values) != {"IIT", "EIT", "OIT"}:
            raise ValueError(f"weights are of {sorted(self.values)}, not EIT, IIT, OIT")
        if sum(self.values.values()) != 1 or min(self.values.values()) <= 0:
            raise ValueError("weights do not add up to 1, or one is not above 0")
        return self


class Scoring(Fact):
    """How an instrument's score comes from its indicators', and how figures are printed."""

    instrument: Literal["mean_of_indicators"]
    decimals: int
    computed_before_rounding: bool


class EitParts(Fact):
    """Whether EIT is published in two parts (which count half and half), and their names."""

    reported_separately: bool
    names: dict[int, str] = {}


class ItemRanges(Fact):
    """First and last item number of each indicator of an instrument."""

    ranges: dict[int, tuple[int, int]]

    @model_validator(mode="after")
    def _do_not_overlap(self) -> ItemRanges:
        last = 0
        for _, (first, end) in sorted(self.ranges.items()):
            if first != last + 1 or end < first:
                raise ValueError(f"item ranges {sorted(self.ranges.values())} overlap or leave a gap")
            last = end
        return self


class OitItem(Part):
    """One item of the open-data instrument."""

    code: str
    title: str
    sub_indicator: str | None
    confidence: Confidence


class OitItems(Fact):
    """The items of the open-data instrument."""

    list: tuple[OitItem, ...]

    @model_validator(mode="after")
    def _count_up(self) -> OitItems:
        codes = [item.code for item in self.list]
        if codes != [f"o{number}" for number in range(1, len(codes) + 1)] or not codes:
            raise ValueError("OIT items do not count o1, o2, o3 …")
        return self


class SubIndicators(Fact):
    """Titles of the sub-indicators 9.1-10.2; those whose wording is not sure are named in `uncertain`."""

    titles: dict[str, str]
    uncertain: tuple[str, ...] = ()


class Level(Part):
    """A level of the result and the scores that it needs; bounds are inclusive."""

    name: str
    overall_min: Decimal
    every_instrument_min: Decimal | None = None
    confidence: Confidence = "confirmed"  # of its own lower bound


class Rating(Fact):
    """The levels of a year, best first. Letters to 2565, words from 2566.

    `instruments_tested` are the scores that `every_instrument_min` looks at; sources differ on EIT.
    """

    kind: Literal["letters", "words"]
    levels: tuple[Level, ...]
    instruments_tested: tuple[Subject, ...] = ()

    @model_validator(mode="after")
    def _go_down(self) -> Rating:
        bounds = [level.overall_min for level in self.levels]
        if not bounds or bounds != sorted(bounds, reverse=True) or bounds[-1] > 0:
            raise ValueError("levels do not go down to 0")
        if len({level.name for level in self.levels}) != len(self.levels):
            raise ValueError("two levels have one name")
        return self
