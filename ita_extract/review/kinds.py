"""What a doubt is about: the order in which doubts are worked through, and what a review reason makes of it."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from ita_extract.model import OrganizationMention
from ita_extract.review.values import Value

Part = Literal["cover", "scores", "sections", "measures"]


class Kind(StrEnum):
    """What a doubt is about, in the order of work: a wrong score harms most, a wrong letter in prose least."""

    SCORE = "score"
    IDENTITY = (
        "identity"  # organisation, district, province, year, level: whose results, and how they are called
    )
    FILE = "file"  # whether all of the file was read
    MEASURE = "measure"
    RECOMMENDATION = "recommendation"
    PROSE = "prose"

    @property
    def order(self) -> int:
        """Return its place in the order of work, from 0."""
        return _ORDER[self]


_ORDER = {kind: number for number, kind in enumerate(Kind)}
_OF_TABLES = {
    "instrument_scores": Kind.SCORE,
    "indicator_scores": Kind.SCORE,
    "score_mentions": Kind.SCORE,
    "score_history": Kind.SCORE,
    "roster_scores": Kind.SCORE,
    "organization_mentions": Kind.IDENTITY,
    "measures": Kind.MEASURE,
    "measure_steps": Kind.MEASURE,
    "measure_results": Kind.MEASURE,
    "recommendations": Kind.RECOMMENDATION,
    "guidelines": Kind.PROSE,
}


class Asked(BaseModel):
    """What a kind of reason asks: see doubts.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: Kind | None = None
    absent: Part | None = None
    compares: bool = False
    is_card: bool = True
    together: str = ""


def kind_of_value(value: Value) -> Kind:
    """Return what a doubt about a value is about; a body that is only cited is no identity."""
    if isinstance(value.row, OrganizationMention) and value.row.cited:
        return Kind.PROSE
    return _OF_TABLES.get(value.table, Kind.PROSE)


def asked_by(slug: str) -> Asked:
    """Return what a kind of reason asks; one that is made from a rule, or unknown, asks about what it names."""
    return asked().get(slug, Asked())


@cache
def asked() -> dict[str, Asked]:
    """Return what each kind of reason asks, but for those made from rules."""
    written = files("ita_extract.review").joinpath("doubts.toml").read_text(encoding="utf-8")
    return {slug: Asked.model_validate(entry) for slug, entry in tomllib.loads(written).items()}
