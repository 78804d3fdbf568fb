"""What the headings of a table of recommendations say of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache

from ita_extract.language.lexicon_files import read_lexicon
from ita_extract.thai.letters import tone_tolerant

_LONGEST_HEADING = 60


class AdviceRole(StrEnum):
    """What a column of a table of recommendations holds."""

    NUMBER = "number"
    INSTRUMENT = "instrument"
    INDICATOR = "indicator"
    ITEM = "item"
    ISSUE = "issue"
    ADVICE = "advice"
    REFERENCE = "reference"
    GUIDANCE = "guidance"
    SCORE = "score"


@cache
def _headings() -> tuple[tuple[AdviceRole, re.Pattern[str]], ...]:
    return tuple(
        (AdviceRole[entry["role"]], tone_tolerant(entry["pattern"]))
        for entry in read_lexicon("advice")["heading"]
    )


def role_of(heading: str) -> AdviceRole | None:
    """Return what a heading's key says of its column."""
    return next(possible_advice_roles(heading), None)


def possible_advice_roles(heading: str) -> Iterator[AdviceRole]:
    """Yield all that a heading's key may say of its column, the most telling first."""
    if not heading or len(heading) > _LONGEST_HEADING:
        return
    told: set[AdviceRole] = set()
    for role, pattern in _headings():
        if role not in told and pattern.search(heading):
            told.add(role)
            yield role


def is_advice_head(headings: Sequence[str]) -> bool:
    """Whether headings are those of a table of recommendations: each known, an issue or an advice among them."""
    words = [heading for heading in headings if heading]
    roles = [role_of(heading) for heading in words]
    telling = {AdviceRole.ISSUE, AdviceRole.ADVICE} & set(roles)
    return len(set(roles)) >= 2 and bool(telling) and None not in roles
