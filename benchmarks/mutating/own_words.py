"""The mutants' own wordings: what the lexicon of the reader does not share."""

from __future__ import annotations

import random
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.mutating.copies import Copy

_LATIN = "abcdefghijklmno"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_THAI = "กขคงจฉชซฌญฎฏฐฑฒณ"


@cache
def own_words() -> dict[str, Any]:
    """Return all wordings, by what they are for."""
    return tomllib.loads(Path(__file__).with_name("own_words.toml").read_text("utf-8"))


def words(group: str, name: str) -> list[str]:
    """Return the wordings of a group for one purpose; none where it has no such purpose."""
    return list(own_words()[group].get(name, ()))


def near(choice: random.Random, value: float) -> str:
    """Return another figure near this one."""
    gap = choice.uniform(0.6, 4.5)
    return f"{max(41.0, value - gap if value + gap > 99.4 else value + choice.choice((-gap, gap))):.2f}"


def filled(copy: Copy, choice: random.Random, text: str) -> str:
    """Return a wording with figures of others, names and years filled in."""
    facts = copy.draft.facts
    around = float(facts.overall)
    return text.format(
        a=near(choice, around), b=near(choice, around), p=facts.body.province,
        o=facts.others[0].full if facts.others else "เทศบาลเพื่อนบ้าน", y=facts.year.number,
        y1=facts.year.number - 1, y2=facts.year.number + 1, org=facts.body.full,
        s=copy.draft.style.score(facts.overall), l=facts.level,
    )  # fmt: skip


def mark(kind: str, number: int) -> str:
    """Return the marker of that number in a list of a kind."""
    if kind.startswith("A"):
        return kind.replace("A", _LATIN[number - 1].upper())
    if kind.startswith("a"):
        return kind.replace("a", _LATIN[number - 1])
    if kind.startswith("i"):
        return kind.replace("i", _ROMAN[number - 1])
    if kind.startswith("ก"):
        return kind.replace("ก", _THAI[number - 1])
    return kind.replace("1", str(number))
