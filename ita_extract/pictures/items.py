"""What the lines of a picture are: labels (an indicator, an instrument, a year), scores, and what may be a score."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ita_extract.language.vocabulary import RATING_WORDS
from ita_extract.reading.page import Box, union
from ita_extract.reading.pictured import PicturedChar, PicturedLine
from ita_extract.rulebook.year import YearRules
from ita_extract.thai.digits import to_arabic

SURE = 0.99  # as for pages that are read from their pictures: a character less sure than this is a guess

_SCORE = re.compile(r"(?<![\d.,:/])(?:\d{2}\.\d{2}|100\.00)(?![\d.,:/])")
_FIGURE = re.compile(r"\d[\d.,]*(?: \d{2}(?![\d.]))?")  # 98 29: a point that was not seen
# what may stand with a score in its line without making it something else
_WITH_SCORE = re.compile(rf"ผลคะแนน|คะแนน(?:เฉลี่ย)?|ร้อยละ|ระดับ|{'|'.join(RATING_WORDS)}|[%:=()\-–|._'\"]")
_YEAR_LABEL = re.compile(r"(?:ปี|งบประมาณ|พ\.?ศ\.?|fy)*(?P<year>25\d\d|20\d\d)")
_INSTRUMENT = re.compile(r"(?:(?:ผล)?คะแนน|แบบวัด|แบบ|เครื่องมือ|ผลการประเมิน|[.:()])*(?P<name>iit|eit|oit)[()]*")
# T and I are strokes, and so is a 1; nothing else in a chart begins so
_STROKES = re.compile(r"(?=.*[a-z])(?P<first>[il1|eo0])[il1|][t1]\W*")
_PART = re.compile(r"eit\(?(?:ส่วนที่|part|-)?\(?(?P<part>[12]|public|survey)\)*")
_OVERALL = (
    "คะแนนรวม", "ภาพรวม", "คะแนนภาพรวม", "ผลการประเมินภาพรวม", "ผลการประเมินในภาพรวม", "คะแนนเฉลี่ยรวม", "คะแนนita",
    "คะแนนรวมita", "ผลคะแนนรวม", "ภาพรวมหน่วยงาน", "คะแนนรวมหน่วยงาน",
)  # fmt: skip
_NUMBERED = re.compile(r"(?P<word>\D*?)(?P<number>\d{1,2})(?P<name>\D*)")
_STACKED = 1.9  # letter heights from the foot of a line to the head of the next of one label


@dataclass(frozen=True)
class Label:
    """Words that name what a score is of: a subject as in score_mentions, or a year (B.E.)."""

    subject: str
    box: Box
    year: int | None = None


@dataclass(frozen=True)
class Figure:
    """A number of a picture: a score, or (`score` None) something that may be one and was not read for sure."""

    score: Decimal | None
    raw: str
    box: Box
    sure: float = 0.0

    @property
    def guess(self) -> float | None:
        """Return the value as it was read, for sure or not; None for what has no two decimals."""
        written = to_arabic(self.raw)
        return float(written) if _SCORE.fullmatch(written) else None

    @property
    def height(self) -> float:
        """Return the height of its digits, in points."""
        return self.box.bottom - self.box.top


@dataclass(frozen=True)
class _Words:
    """A line without its scores: its key, its characters, its box."""

    key: str
    chars: tuple[PicturedChar, ...]
    box: Box


@dataclass(frozen=True)
class PictureItems:
    """The labels and numbers of a picture, and all words that are neither."""

    labels: tuple[Label, ...]
    figures: tuple[Figure, ...]
    words: tuple[str, ...]


def find_items(lines: Sequence[PicturedLine], rules: YearRules) -> PictureItems:
    """Sort what was read in a picture into labels, numbers and other words."""
    figures: list[Figure] = []
    words: list[_Words] = []
    for line in lines:
        chars = tuple(char for char in line.chars if char.text != " ")
        if not chars:
            continue
        found, rest = _split(line, chars)
        if found and rest.key:
            name = _name_before(found, rest, rules)
            if name is not None:
                rest = name
            elif _WITH_SCORE.sub("", rest.key):  # 10.30 น., 12.50 ล้านบาท: no score by itself
                found = [Figure(None, entry.raw, entry.box) for entry in found]
        figures.extend(found)
        words.extend(_parted(rest, rules))
    labels, used = _labels(words, rules)
    return PictureItems(
        tuple(labels),
        tuple(figures),
        tuple(entry.key for index, entry in enumerate(words) if index not in used),
    )


def _key(chars: Sequence[PicturedChar]) -> str:
    return "".join(to_arabic(char.text).lower()[:1] for char in chars).replace("–", "-")


def _split(line: PicturedLine, chars: tuple[PicturedChar, ...]) -> tuple[list[Figure], _Words]:
    """Take the numbers that are scores, or may be, out of a line.

    Two numbers that stand apart are two: the space between them is kept while they are looked for.
    """
    spaced = "".join(to_arabic(char.text).lower()[:1] for char in line.chars)
    figures = []
    taken: set[int] = set()
    for match in _FIGURE.finditer(spaced):
        members = line.chars[match.start() : match.end()]
        written = match.group().rstrip(".,")
        if _YEAR_LABEL.fullmatch(written) or (
            written.isdigit() and len(written) < 3 and not _is_part(written)
        ):
            continue
        if written in ("100", "110", "120", "100.0", "1.0") or re.fullmatch(r"(?:9|10)\.[1-9]", written):
            # ends of axes, and numbers such as 9.1 of sub-indicators
            taken.update(range(*match.span()))
            continue
        score = _SCORE.fullmatch(written)
        apart = _stands_alone(spaced, *match.span())
        figures.append(_figure(line, members, match.group() if score and apart else None))
        taken.update(range(*match.span()))
    rest = tuple(char for index, char in enumerate(line.chars) if index not in taken and char.text != " ")
    return figures, _Words(_key(rest), rest, _span(rest, line.box) if rest else line.box)


def _name_before(found: list[Figure], rest: _Words, rules: YearRules) -> _Words | None:
    """Return the words of a label that stand before the scores of a line, if no others do: `IIT 99.08 คะแนน`."""
    before = tuple(char for char in rest.chars if char.x1 <= found[0].box.x0 + 1)
    if not before or _WITH_SCORE.sub("", _key(rest.chars[len(before) :])):
        return None
    words = _Words(_key(before), before, _span(before, rest.box))
    label = _label([words], rules)
    return words if label is not None and label.year is None else None


def _span(chars: Sequence[PicturedChar], line: Box) -> Box:
    return Box(chars[0].x0, line.top, chars[-1].x1, line.bottom)


def _parted(words: _Words, rules: YearRules) -> list[_Words]:
    """Part a line that holds several labels side by side: `ตัวชี้วัดที่ 1 ตัวชี้วัดที่ 2`; else return it as it is."""
    if not words.key:
        return []
    chars = words.chars
    gaps = [
        0,
        *(at for at in range(1, len(chars)) if _may_part(chars[at - 1], chars[at], words.box)),
        len(chars),
    ]
    if len(gaps) < 3:
        return [words]
    parts: list[_Words] = []
    at = known = unknown = 0
    while at < len(gaps) - 1:
        for stop in range(min(at + 4, len(gaps) - 1), at, -1):
            part = _piece(words, gaps[at], gaps[stop])
            if _label([part], rules):
                if unknown < at:
                    parts.append(_piece(words, gaps[unknown], gaps[at]))
                parts.append(part)
                known += 1
                at = unknown = stop
                break
        else:
            at += 1
    if unknown < at:
        parts.append(_piece(words, gaps[unknown], gaps[at]))
    return parts if known > 1 else [words]


def _piece(words: _Words, start: int, stop: int) -> _Words:
    chars = words.chars[start:stop]
    return _Words(_key(chars), chars, _span(chars, words.box))


def _may_part(left: PicturedChar, right: PicturedChar, box: Box) -> bool:
    """Whether a label may end between two characters: behind a digit, or where no letter stands."""
    behind_digit = left.text.isdigit() and not right.text.isdigit() and right.text not in ".,:)("
    return behind_digit or right.x0 - left.x1 > 0.2 * (box.bottom - box.top)


def _is_part(written: str) -> bool:
    """Whether a whole number may be half of a score: it numbers no indicator and no line of an axis."""
    return int(written) > 10 and int(written) % 5 != 0


def _stands_alone(spaced: str, start: int, stop: int) -> bool:
    """Whether no other number, and no sign that joins two, stands at a number's side."""
    before, after = spaced[:start].rstrip(), spaced[stop:].lstrip()
    return not (
        before.endswith(("+", "-", "/", ",")) or after.startswith(("/", ",", "-")) or after.startswith("น.")
    )


def _figure(line: PicturedLine, members: Sequence[PicturedChar], score: str | None) -> Figure:
    box = Box(members[0].x0, line.box.top, members[-1].x1, line.box.bottom)
    raw = "".join(char.text for char in members).rstrip(".,")
    sure = min(char.sure for char in members)
    scripts = {char.text.isascii() for char in members if char.text.isdigit()}
    if score is None or sure < SURE or len(scripts) > 1:
        return Figure(None, raw, box, sure)
    return Figure(Decimal(score.rstrip(".,")), raw, box, sure)


def _labels(words: list[_Words], rules: YearRules) -> tuple[list[Label], set[int]]:
    """Return the labels: single lines, or two or three lines that stand below each other and make one."""
    labels: list[Label] = []
    used: set[int] = set()
    below = {index: _next_below(words, index) for index in range(len(words))}
    for count in (3, 2, 1):  # การแก้ไขปัญหา / การทุจริต first: its second line alone names nothing
        for start in range(len(words)):
            chain = [start]
            while len(chain) < count and below[chain[-1]] is not None:
                chain.append(below[chain[-1]])  # type: ignore[arg-type]
            if len(chain) < count or used & set(chain):
                continue
            label = _label([words[index] for index in chain], rules)
            if label is not None:
                labels.append(label)
                used.update(chain)
    return labels, used


def _next_below(words: list[_Words], index: int) -> int | None:
    """Return the line that stands right below one, with which it may make a label."""
    here = words[index].box
    height = here.bottom - here.top
    near = [
        other
        for other, entry in enumerate(words)
        if 0 < entry.box.top - here.bottom < _STACKED * height
        and 0.6 < (entry.box.bottom - entry.box.top) / max(0.1, height) < 1.7
        and min(entry.box.x1, here.x1) - max(entry.box.x0, here.x0)
        > 0.5 * min(entry.box.x1 - entry.box.x0, here.x1 - here.x0)
    ]
    return min(near, key=lambda other: words[other].box.top, default=None)


def _label(lines: list[_Words], rules: YearRules) -> Label | None:
    key = "".join(line.key for line in lines)
    chars = [char for line in lines for char in line.chars]
    box = union([line.box for line in lines])
    strokes = _STROKES.fullmatch(key)
    if strokes:
        first = strokes["first"].replace("0", "o")
        key = f"{first if first in 'eo' else 'i'}it"
    elif not all(char.sure >= SURE for char in chars if char.text.isdigit()):
        return None
    year = _YEAR_LABEL.fullmatch(key)
    if year:
        number = int(year["year"])
        return Label("", box, number if number > 2400 else number + 543)
    subject = _subject(key, chars, rules)
    return Label(subject, box) if subject else None


def _subject(key: str, chars: list[PicturedChar], rules: YearRules) -> str | None:
    from rapidfuzz.distance import Levenshtein

    latin = key.replace("l", "i").replace("1it", "iit").replace("|", "i").replace("0it", "oit")
    instrument = _INSTRUMENT.fullmatch(latin)
    if instrument:
        name = instrument["name"].upper()
        first = chars[latin.index(instrument["name"])]
        # I is taken for l, O for o or 0, but neither for the other, nor for E
        return name if first.sure >= (0.9 if name == "EIT" else 0.5) else None
    part = _PART.fullmatch(latin)
    if part:
        return "EIT-1" if part["part"] in ("1", "public") else "EIT-2"
    if len(key) >= 6 and min(Levenshtein.normalized_distance(key, entry) for entry in _OVERALL) <= 0.13:
        return "overall"
    return _indicator(key, rules)


def _indicator(key: str, rules: YearRules) -> str | None:
    """Return the indicator that a key names, by its number, its name, or both where they agree."""
    from rapidfuzz.distance import Levenshtein

    number, name = None, key
    match = _NUMBERED.fullmatch(key)
    if match:
        number, name = int(match["number"]), match["name"].lstrip(".):-")
        word = match["word"].strip("(.")
        if word and Levenshtein.normalized_distance(word, "ตัวชี้วัดที่") > 0.34 and word not in ("ตัวชี้วัด", "ตชว"):
            return None
        if not 1 <= number <= 10 or not (word or name):
            return None
    if not name:
        return f"indicator-{number}"
    costs: dict[int, float] = {}
    for entry in rules.indicators.list:
        costs[entry.number] = min(
            Levenshtein.normalized_distance(name, official) for official in (entry.name, *entry.other_names)
        )
    best, second = sorted(costs, key=lambda entry: costs[entry])[:2]
    # การใช้อำนาจ and การใช้งบประมาณ begin alike: the next name must be clearly further away
    if costs[best] > 0.2 or costs[second] - costs[best] < 0.2 or (number is not None and number != best):
        return None
    return f"indicator-{best}"
