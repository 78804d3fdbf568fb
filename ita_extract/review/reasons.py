"""A review reason as it is stored -> what it means, in Thai and English, and where it points."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from ita_extract.checking.rules import rule_named

_OF_A_RULE = "doubtful-"
_PAGES = re.compile(r"\bpages? (\d+(?:-\d+)?(?:, \d+(?:-\d+)?)*)(?: to (\d+))?")
_MOST_PAGES = 10_000  # a range in a text is no promise that there are as many


class Meaning(BaseModel):
    """What a kind of reason means, and what to look at."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    th: str
    en: str
    look: str


@dataclass(frozen=True)
class Reason:
    """A review reason in words.

    `detail` is what follows its name, `meaning` is None for a name that this version does not know, `pages` are
    those that it names, from 1.
    """

    slug: str
    detail: str
    meaning: Meaning | None
    pages: tuple[int, ...]


@cache
def meanings() -> dict[str, Meaning]:
    """Return the meaning of each name that a reason can have, but for those made from rules."""
    written = files("ita_extract.review").joinpath("reasons.toml").read_text(encoding="utf-8")
    return {slug: Meaning.model_validate(entry) for slug, entry in tomllib.loads(written).items()}


def in_words(reason: str) -> Reason:
    """Return a review reason in words."""
    slug, colon, detail = reason.partition(": ")
    if not colon:
        return Reason("", reason, None, _pages(reason))
    return Reason(slug, detail, _meaning(slug), _pages(detail))


def _meaning(slug: str) -> Meaning | None:
    known = meanings().get(slug)
    rule = rule_named(slug.removeprefix(_OF_A_RULE)) if slug.startswith(_OF_A_RULE) else None
    if known or not rule:
        return known
    return Meaning(
        th=f"{rule.title.th} แต่ค่าที่เทียบอ่านได้ไม่แน่ใจ จึงยังไม่ถือว่าเป็นข้อผิดพลาด",
        en=f"{rule.title.en}: but a value compared was read with doubt, so that it accuses nobody yet.",
        look="the values compared",
    )


def _pages(text: str) -> tuple[int, ...]:
    """Return the pages that a text names: `page 3`, `pages 1-4, 6`, `pages 2 to 5`."""
    found: set[int] = set()
    for match in _PAGES.finditer(text):
        for part in match[1].split(", "):
            first, _, last = part.partition("-")
            found |= _range(first, last or match[2] or first)
    return tuple(sorted(found))


def _range(first: str, last: str) -> set[int]:
    if max(len(first), len(last)) > 5:
        return set()
    return set(range(max(1, int(first)), min(int(last), _MOST_PAGES) + 1))
