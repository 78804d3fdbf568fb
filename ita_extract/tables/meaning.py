"""What a column of a table of scores means: by its heading, and by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache

from ita_extract.language.lexicon_files import read_lexicon
from ita_extract.layout.span import Span
from ita_extract.thai.digits import parse_score
from ita_extract.thai.letters import tone_tolerant

DASH = tone_tolerant(r"[-–—]+|ไม่มี|ไม่ได้ประเมิน|n/a")
_LEVELS = r"(?:ระดับ)?(?:ผ่านดีเยี่ยม|ผ่านดี|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง|ไม่ผ่าน|ผ่าน|สูงมาก|สูง|aa|[a-f])"
# `98.29`, `98.29 คะแนน`, `ร้อยละ 91.20`, `98.29/100`, `98.29 (เต็ม 100)`, `98.29 (ผ่านดีเยี่ยม)`, `98.29*`, `98.29¹`,
# `98.29ก`, `94.00 (เก้าสิบสี่จุดศูนย์ศูนย์)`
_FULL = r"(?:/100(?:\.0+)?(?:คะแนน)?|\((?:จาก)?(?:คะแนน)?เต็ม100(?:\.0+)?(?:คะแนน)?\))"
_IN_WORDS = r"(?:\([ก-๙]+จุด[ก-๙]+\))"
_MARK = r"[*†‡§¹²³⁴⁵]{1,3}"
SCORE_CELL = re.compile(
    rf"(?:ร้อยละ|คะแนน)?(?P<number>\d{{1,3}}(?:\.\d{{1,4}})?)(?:คะแนน|%|แต้ม)?{_FULL}?{_IN_WORDS}?"
    rf"(?:\(?{_LEVELS}\)?)?(?:{_MARK}|\({_MARK}\)|\([ก-ฮ]\)|(?<=\.\d\d)(?:[ก-ฮ]|#{{1,3}}))?"
)
# `+2.76`, `▼0.40`: by how much a score is another one
_SIGNED = re.compile(r"(?P<sign>[+\-–−▲▼△▽↑↓])(?P<number>\d{1,2}(?:\.\d{1,2})?)(?:คะแนน|%)?")
_CHANGES = "+▲▼△▽↑↓"
_RAISED = 0.8  # of the size of a cell's text
_LONGEST_MARK = 3  # characters: `(1)`
_PLAIN = re.compile(r"\d{1,3}(?:\.\d{1,4})?(?:คะแนน|%)?")


class Meaning(StrEnum):
    """What a column holds."""

    INDICATOR_NUMBER = "indicator-number"
    SCORE = "score"
    SCORE_OF_OTHERS = "score-of-others"
    WEIGHT = "weight"
    WEIGHTED = "weighted"
    FULL = "full-mark"
    TARGET = "target"
    DIFFERENCE = "difference"
    LEVEL = "level"
    RANK = "rank"
    ROW_NUMBER = "row-number"
    COUNT = "count"
    SHARE = "share"
    WORDS = "words"
    UNKNOWN = "unknown"


# what holds numbers that are no scores of the report
EXCUSING = frozenset(Meaning) - {Meaning.SCORE, Meaning.WORDS, Meaning.UNKNOWN}


@dataclass(frozen=True)
class Column:
    """A column of a table: what it means, its heading as a key, and what decided (`heading` or `content`).

    `others` are the meanings that came next: of further headings that fit, then what the cells say. Of its `filled`
    cells `fitting` hold a score or a dash; where the content decides for scores, more than half of them do.
    """

    number: int
    meaning: Meaning
    heading: str
    why: str
    others: tuple[Meaning, ...] = ()
    fitting: int = 0
    filled: int = 0


@dataclass(frozen=True)
class _Heading:
    meaning: Meaning
    pattern: re.Pattern[str]
    whole: bool

    def fits(self, heading: str) -> bool:
        found = self.pattern.fullmatch(heading) if self.whole else self.pattern.search(heading)
        return found is not None


@cache
def _headings() -> tuple[_Heading, ...]:
    return tuple(
        _Heading(Meaning[entry["meaning"]], tone_tolerant(entry["pattern"]), entry.get("whole", False))
        for entry in read_lexicon("headings")["heading"]
    )


def score_of(cell: Span | None) -> Decimal | None:
    """Return the score that a cell holds and nothing else but its unit, full mark, level or footnote mark."""
    match = SCORE_CELL.fullmatch(without_raised(cell).key) if cell else None
    return parse_score(match["number"]) if match else None


def without_raised(cell: Span) -> Span:
    """Return a cell without the figures that are set small above its line: the marks of footnotes, 91.20¹.

    More than a few, or letters, are the small label of a card over its large score, and stay.
    """
    largest = max((char.size for char in cell.chars), default=0.0)
    small = [index for index, char in enumerate(cell.chars) if char.size < _RAISED * largest]
    if not 0 < len(small) <= _LONGEST_MARK or any(cell.chars[index].text.isalpha() for index in small):
        return cell
    line = max(char.baseline for char in cell.chars)
    if any(cell.chars[index].baseline > line - 0.1 * largest for index in small):
        return cell
    kept = [index for index in range(len(cell.chars)) if index not in set(small)]
    return Span([cell.chars[index] for index in kept], [cell.breaks[index] for index in kept])


def number_of(cell: Span) -> Span:
    """Return the number in a cell that holds a score."""
    plain = without_raised(cell)
    match = SCORE_CELL.fullmatch(plain.key)
    return plain.span(match, "number") if match else cell


def is_score_like(cell: Span) -> bool:
    """Whether a figure may be a score: a decimal of at most 100 (a sum of the ten is none)."""
    score = score_of(cell)
    return score is not None and "." in cell.key and score <= 100


def type_columns(heads: Sequence[str], rows: Sequence[Sequence[Span | None]]) -> list[Column]:
    """Return what each column of a table means; `heads` are the keys of its headings."""
    columns = [_typed(number, head, rows) for number, head in enumerate(heads)]
    counted = any(column.meaning == Meaning.COUNT for column in columns)
    weights = [column.number for column in columns if column.meaning == Meaning.WEIGHT]

    def settled(column: Column) -> Column:
        if counted and "ร้อยละ" in column.heading and "คะแนน" not in column.heading:
            return _retyped(column, Meaning.SHARE, column.why)  # of those who answered
        if column.meaning == Meaning.SCORE and _is_weighted(column.number, weights, rows):
            return _retyped(column, Meaning.WEIGHTED, "content")
        return column

    return [settled(column) for column in columns]


def _retyped(column: Column, meaning: Meaning, why: str) -> Column:
    """Return a column with another meaning than its own test gave it, which then comes second."""
    others = (column.meaning, *column.others) if column.meaning != meaning else column.others
    return replace(column, meaning=meaning, why=why, others=others)


def _typed(number: int, heading: str, rows: Sequence[Sequence[Span | None]]) -> Column:
    """Type a column by its heading, else by its cells: mostly numbers with decimals, or headed as scores."""
    cells = [cell for row in rows if (cell := row[number])]
    signed = [match for cell in cells if (match := _SIGNED.fullmatch(cell.key))]
    # a dash alone may be a bullet
    changes = any(match["sign"] in _CHANGES for match in signed)
    if changes and len(signed) * 2 > len(cells):
        return Column(number, Meaning.DIFFERENCE, heading, "content")
    figures = [cell for cell in cells if score_of(cell) is not None]
    fitting = len(figures) + sum(DASH.fullmatch(cell.key) is not None for cell in cells)
    decimals = any("." in cell.key for cell in figures)
    scored = decimals or "คะแนน" in heading or "ร้อยละ" in heading
    by_content, other = (Meaning.UNKNOWN, Meaning.SCORE) if figures else (Meaning.WORDS, None)
    if figures and fitting * 2 > len(cells) and scored:
        by_content, other = Meaning.SCORE, Meaning.UNKNOWN
    told = [entry.meaning for entry in _headings() if heading and entry.fits(heading)]
    ranked = tuple(dict.fromkeys((*told, by_content, *([other] if other and not told else []))))
    why = "heading" if told else "content"
    return Column(number, ranked[0], heading, why, ranked[1:], fitting, len(cells))


def _is_weighted(column: int, weights: Sequence[int], rows: Sequence[Sequence[Span | None]]) -> bool:
    """Whether a column holds scores after their weights: none is greater than the weight in its row, 29.72 of 30."""
    for weight_column in weights:
        pairs = [(score_of(row[weight_column]), score_of(row[column])) for row in rows]
        # the weights of all together are 100
        known = [(weight, score) for weight, score in pairs if weight and score is not None and weight < 100]
        if len(known) >= 2 and all(score <= weight for weight, score in known):
            return True
    return False
