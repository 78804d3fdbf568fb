"""A review reason -> what it means, in Thai and English, and the place that it names."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from ita_extract.checking.registry import DOUBTFUL
from ita_extract.checking.rules import rule_named
from ita_extract.messages import N_
from ita_extract.messages.both import Both
from ita_extract.model import ReviewReason
from ita_extract.reading.page import Box
from ita_extract.review.details import detail_in_both
from ita_extract.review.values import Place


class Meaning(BaseModel):
    """What a kind of reason means, and what to look at."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    th: str
    en: str
    look: str


@dataclass(frozen=True)
class Reason:
    """A review reason in words; `meaning` is None for a kind that this version does not know."""

    row: ReviewReason
    meaning: Meaning | None

    @property
    def slug(self) -> str:
        """Return its kind."""
        return self.row.slug

    @property
    def detail(self) -> Both:
        """Return what the reader saw, in both languages where that is known."""
        return detail_in_both(self.row)

    @property
    def is_note(self) -> bool:
        """Whether it is shown without asking for review."""
        return not self.row.asks_for_review

    @property
    def spot(self) -> Place | None:
        """Return the page and the box that it names; None where it names none, or a whole page."""
        row = self.row
        if row.page is None or row.x0 is None or row.top is None or row.x1 is None or row.bottom is None:
            return None
        return Place(row.page, Box(row.x0, row.top, row.x1, row.bottom))


@cache
def meanings() -> dict[str, Meaning]:
    """Return the meaning of each kind that a reason can have, but for those made from rules."""
    written = files("ita_extract.review").joinpath("reasons.toml").read_text(encoding="utf-8")
    return {slug: Meaning.model_validate(entry) for slug, entry in tomllib.loads(written).items()}


def in_words(reason: ReviewReason) -> Reason:
    """Return a review reason in words."""
    return Reason(reason, meaning_of(reason.slug))


def meaning_of(slug: str) -> Meaning | None:
    """Return what a kind of reason means, also one made from a rule; None where this version does not know it."""
    return meanings().get(slug) or _meaning_of_rule(slug)


def _meaning_of_rule(slug: str) -> Meaning | None:
    rule = rule_named(slug.removeprefix(DOUBTFUL)) if slug.startswith(DOUBTFUL) else None
    if rule is None:
        return None
    return Meaning(
        th=f"{rule.title.th} แต่ค่าที่เทียบอ่านได้ไม่แน่ใจ จึงยังไม่ถือว่าเป็นข้อผิดพลาด",
        en=f"{rule.title.en}: but a value compared was read with doubt, so that it accuses nobody yet.",
        look=N_("the values compared"),
    )
