"""Readings of one score that disagree: where a scan was read in doubt, the sure readings of the same score decide.

A report that contradicts itself is not mended so: only a reading with a doubtful character gives way, only to readings
without any, only if they all agree, and only by one character. What gave way is told, and keeps its low confidence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

from rapidfuzz.distance import Levenshtein

from ita_extract.model import EvidenceRow, IndicatorScore, ScoreMention, Section
from ita_extract.thai.digits import to_arabic

_NUMBER = re.compile(r"\d+(?:\.\d*)?")
_Row = TypeVar("_Row", IndicatorScore, ScoreMention)


def settle(
    rows: Iterable[IndicatorScore], mentions: Iterable[ScoreMention]
) -> tuple[list[IndicatorScore], list[ScoreMention], list[str]]:
    """Return the rows and the mentions with doubtful readings settled, and what was settled, as review reasons."""
    mentions = list(mentions)
    sure: dict[str, set[Decimal]] = defaultdict(set)
    pages: dict[str, set[int]] = defaultdict(set)
    for one in mentions:
        if one.confidence == 1 and one.section not in (Section.HISTORY, Section.IMAGE):
            sure[one.subject].add(one.score)
            pages[one.subject].add(one.page)
    told: list[str] = []

    def settled(row: _Row, subject: str) -> _Row:
        values = sure[subject]
        if row.text_source != "ocr" or row.confidence == 1 or len(values) != 1 or row.score in values:
            return row
        (value,) = values
        if not _one_apart(row, value):
            return row
        where = ", ".join(map(str, sorted(pages[subject])))
        told.append(
            f"settled-score: page {row.page}: {subject} was read in doubt as {row.score}; "
            f"{value} on page {where} decides"
        )
        return row.model_copy(update={"score": value})

    return (
        [settled(row, f"indicator-{row.indicator}") for row in rows],
        [one if one.section == Section.HISTORY else settled(one, one.subject) for one in mentions],
        list(dict.fromkeys(told)),
    )


def _one_apart(row: EvidenceRow, value: Decimal) -> bool:
    """Whether a number in what was read differs from a score in one character, taken away, put in or exchanged."""
    return any(
        Levenshtein.distance(number, f"{value:.2f}") == 1 for number in _NUMBER.findall(to_arabic(row.raw))
    )
