"""Why a value is in doubt, in the words of the run's language: for the comment on its cell."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ita_extract.checking.registry import DOUBTFUL
from ita_extract.checking.rules import rule_named
from ita_extract.messages import _, spoken

GUESSED = "guessed-characters"


@dataclass(frozen=True)
class Why:
    """A review reason of a document: its kind, the page (None: the report as a whole), and what stands there."""

    slug: str
    page: int | None = None
    detail: str = ""

    @property
    def words(self) -> str:
        """Return it as a person reads it: what its kind means, where, and the detail."""
        meaning = _meaning(self.slug)
        where = "" if self.page is None else " " + _("(page {page})").format(page=self.page)
        return f"{meaning}{where}: {self.detail}" if self.detail else f"{meaning}{where}"


def _meaning(slug: str) -> str:
    """Return what a kind of reason means; its name where this version does not know it."""
    if written := _written().get(slug):
        return written[spoken()].rstrip(".")
    rule = rule_named(slug.removeprefix(DOUBTFUL)) if slug.startswith(DOUBTFUL) else None
    if rule is None:
        return slug
    return _("{rule}: but a value compared was read with doubt").format(
        rule=getattr(rule.title, spoken()).rstrip(".")
    )


@cache
def _written() -> dict[str, dict[str, str]]:
    """Return the meanings that the pages for people show too; they are data, and stand once."""
    return tomllib.loads(files("ita_extract.review").joinpath("reasons.toml").read_text(encoding="utf-8"))
