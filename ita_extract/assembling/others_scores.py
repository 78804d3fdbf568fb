"""Scores that a sentence tells of another body: a neighbour's, the mean of a province; none of the report's own.

`เทศบาลตำบลมายอ ซึ่งเป็นหน่วยงานข้างเคียง ได้คะแนนรวม 97.10 คะแนน`, `จังหวัดปัตตานีมีคะแนนเฉลี่ยภาพรวม 91.12 คะแนน`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ita_extract.language.agencies import ways
from ita_extract.language.lexicon_files import read_lexicon
from ita_extract.layout.span import Span
from ita_extract.outline.bodies import is_in_address
from ita_extract.outline.cover import Organization
from ita_extract.outline.names import Mention
from ita_extract.outline.statements import assessed_mentions
from ita_extract.prose.scores import OVERALL, NumberSeen, ProseScores

_BEFORE = 110
_ALIKE = 60  # per cent of likeness from which a name is the report's own, misspelt


class OthersScores:
    """What tells that a score is another body's, in a report that tells its own results under its own name."""

    def __init__(self, text: Span, own: Organization, mentions: Iterable[Mention]) -> None:
        self._text = text
        self._own = own
        mine = [mention for mention in mentions if (mention.type, mention.name) == (own.type, own.name)]
        self.places: list[int] = []  # of the scores that were found to be another body's
        self._tells_own = any(True for _ in assessed_mentions(text, mine))

    def taken_from(self, read: ProseScores) -> ProseScores:
        """Return what was read without the overall scores of other bodies, which are excused."""
        if not self._tells_own:
            return read
        kept = []
        for entry in read.found:
            cue = self._another(entry.offset) if entry.subject == OVERALL and entry.year is None else None
            if cue is None:
                kept.append(entry)
            else:
                self.places.append(entry.offset)
                read.excused.append(NumberSeen(entry.value, "of-others", cue))
        read.found = kept
        return read

    def _another(self, offset: int) -> str | None:
        """Return the words that name another body right before a score; None where none does."""
        begin, key = max(0, offset - _BEFORE), self._text.key
        match = _stated_of_a_body().search(key, begin, offset)
        if match is not None:
            return None if self._is_own(match["name"]) else match.group()
        match = _stated_of_a_province().search(key, begin, offset)
        if match is None or is_in_address(self._text, match.start()) or self._is_own(match["name"]):
            return None
        return match.group()

    def _is_own(self, name: str) -> bool:
        from rapidfuzz import fuzz

        own = (self._own.name or "").replace(" ", "").lower()
        return not own or own in name or name in own or fuzz.ratio(own, name) >= _ALIKE


@cache
def _stated_of_a_body() -> re.Pattern[str]:
    local = "|".join(
        sorted(
            map(re.escape, (way for way, entry in ways().items() if entry.is_local)), key=len, reverse=True
        )
    )
    address = r"(?:(?:อำเภอ|อ\.)[ก-๙]{2,25}?)?(?:(?:จังหวัด|จ\.)[ก-๙]{2,20}?)?"
    return re.compile(rf"(?:{local})(?P<name>[ก-๙]{{2,30}}?){address}(?:{_tells()})$")


@cache
def _stated_of_a_province() -> re.Pattern[str]:
    return re.compile(rf"(?<!ส่วน)(?<!ประจำ)จังหวัด(?P<name>[ก-๙]{{2,20}}?)(?:{_tells()})$")


def _tells() -> str:
    return str(read_lexicon("others")["told_of_a_body"])
