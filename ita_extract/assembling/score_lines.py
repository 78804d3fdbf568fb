"""Indicators in lines, each with its score: whole numbers are scores there as well, `9. การเปิดเผยข้อมูล 100`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ita_extract.assembling.scores import Scores
from ita_extract.language.indicators import indicator_by_name
from ita_extract.language.vocabulary import NUMBERING
from ita_extract.layout.document import Document
from ita_extract.layout.span import Span
from ita_extract.model import Section, Subject
from ita_extract.rulebook.year import YearRules
from ita_extract.thai.digits import parse_score

_LINE = re.compile(
    rf"\s*{NUMBERING}(?:ตัวชี้วัด(?:ที่)?\d{{0,2}}[:.)]?)?(?P<name>[^\d]{{5,60}}?)(?:ได้|มี|ผล)*(?:คะแนน|ร้อยละ)*"
    r"(?:ที่ได้|เฉลี่ย|เท่ากับ|=|:)*(?P<score>\d{1,3}(?:\.\d{1,2})?)(?:คะแนน|%)?\s*"
)
# `ตัวชี้วัดที่ 10 การป้องกันการทุจริต (75 คะแนน)`
_NAMED = re.compile(r"ตัวชี้วัด(?:ที่)?(?P<indicator>\d{1,2})[:.)]?[^\d()]{0,50}\((?:ได้|คะแนน|ร้อยละ)*$")
_UNIT = re.compile(r"(?:คะแนน|%)?\)")
_FEWEST = 5  # indicators that make a list
_MOST = Decimal(100)


@dataclass(frozen=True)
class _Listed:
    """A line of the list: the indicator, its score, and the words of both."""

    indicator: int
    score: Decimal
    value: Span
    label: Span


def take_listed(document: Document, stop: int, scores: Scores, rules: YearRules) -> None:
    """Take the whole numbers of a list of indicators before a place, where sentences need a word for a score."""
    listed = [line for line in _lines(document, stop, rules) if line.score <= _MOST]
    if len({line.indicator for line in listed}) < _FEWEST or len(listed) > len({x.indicator for x in listed}):
        return
    if 2 * sum("." in line.value.key for line in listed) < len(listed):
        return  # `1. การปฏิบัติหน้าที่ 6`: how many questions each has
    for line in listed:
        entries = scores.ledger.entries_in(line.value)
        if all(entry.claim is None for entry in entries):
            subject = Subject.of_indicator(line.indicator)
            scores.mention(subject, line.score, Section.SUMMARY, line.value, line.label)


def take_repeated(scores: Scores) -> None:
    """Take the whole numbers in brackets behind an indicator that are its score, as it was read elsewhere."""
    for entry in list(scores.ledger.open()):
        number = entry.number
        named = _NAMED.search(number.before)
        row = scores.indicators.get(int(named["indicator"])) if named else None
        if row is None or not number.written.isdigit() or not _UNIT.match(number.after):
            continue
        if row.score == Decimal(number.written):
            subject = Subject.of_indicator(row.indicator)
            scores.mention(subject, row.score, Section.NARRATIVE, number.span, Span())


def _lines(document: Document, stop: int, rules: YearRules) -> list[_Listed]:
    found = []
    for index, offset in enumerate(document.starts):
        if offset >= stop:
            break
        end = document.starts[index + 1] if index + 1 < len(document.starts) else len(document.text.key)
        match = _LINE.fullmatch(document.text.key, offset, end)
        number = indicator_by_name(match["name"], rules) if match is not None else None
        score = parse_score(match["score"]) if match is not None else None
        if match is None or number is None or score is None:
            continue
        text = document.text
        found.append(_Listed(number, score, text.span(match, "score"), text.span(match, "name")))
    return found
