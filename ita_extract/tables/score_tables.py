"""Tables of scores: the ten indicators, the instruments, earlier years; whatever the order of rows and columns."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from ita_extract.language.vocabulary import (
    EIT_PART,
    INSTRUMENT_ABBREVIATION,
    INSTRUMENT_NAMES,
    RATING_WORDS,
    YEAR,
)
from ita_extract.layout.span import Span
from ita_extract.rulebook.year import YearRules
from ita_extract.tables.stitching import StitchedRow, StitchedTable
from ita_extract.thai.digits import parse_score
from ita_extract.thai.letters import tone_tolerant, toneless

_EIT_PART_CELL = tone_tolerant(r"(?:ส่วนที่|part|ตอนที่)[12]")
_PLAIN_SCORE = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,4})?)(?:คะแนน|%)?")
_DASH = tone_tolerant(r"[-–—]+|ไม่มี|ไม่ได้ประเมิน|n/a")
_YEAR_CELL = tone_tolerant(rf"(?:ปี|ปีงบประมาณ|งบประมาณ|ประจำปี|ประจำปีงบประมาณ|พ\.?ศ\.?|ita)*(?P<year>{YEAR})")
_TOTAL = tone_tolerant(r"(?:ผลการประเมิน|ผล|ค่า)?(?:ใน|โดย)?(?:คะแนน)?(?:รวม|เฉลี่ย|ภาพรวม|สรุป|ita).{0,40}")
_NOT_SCORE_HEAD = tone_tolerant(r"เต็ม|น้ำหนัก|เป้าหมาย|เกณฑ์|ผลต่าง|ขาด|หายไป|เพิ่ม|ลด|จำนวน|ลำดับ|อันดับ|ผู้ตอบ")
# columns that hold the scores of others, or of the year before
_FOREIGN_HEAD = tone_tolerant(
    r"(?:ค่า|คะแนน)?เฉลี่ย(?:ระดับ|ของ|ราย)*(?:จังหวัด|ประเทศ|ภาค|อำเภอ|อปท)|ระดับ(?:จังหวัด|ประเทศ|ภาค)|ทั้ง(?:ประเทศ|จังหวัด)"
)
_FOREIGN_MEAN = tone_tolerant(r"เฉลี่ย.{0,30}(?:ใน|ทั้ง)(?:จังหวัด|ประเทศ|ภาค|อำเภอ)")
_PAST_HEAD = tone_tolerant(r"ปี(?:งบประมาณ)?(?:ที่ผ่านมา|ที่แล้ว|ก่อน)|ครั้งก่อน|ครั้งที่ผ่านมา|เดิม$")
_WEIGHT = tone_tolerant(r"น้ำหนัก")
_NUMBER_HEAD = tone_tolerant(r"^(?:ที่|ลำดับ|ลำดับที่|ข้อ|ข้อที่|no\.?|#)$")
_INDICATOR_NUMBER_HEAD = tone_tolerant(r"ตัวชี้วัด(?:ที่|ที)$|^ตัวชี้วัดที่")
_ONE_NUMBER = tone_tolerant(r"(?:ตัวชี้วัด(?:ที่)?)?(10|[1-9])\.?")
_BEFORE_NAME = tone_tolerant(r"^ตัวชี้วัด(?:ที่|:)?")
_LEVEL = re.compile(rf"(?:ระดับ)?(?P<level>{'|'.join(RATING_WORDS)}|aa|[a-f])")
_NAMED_INDICATOR = tone_tolerant(
    r"(?:ตัวชี้วัด(?:ที่)?|ตชว\.?)?(?P<number>\d{1,2})(?:[.):\-]|(?=[^\d.]))(?P<name>.*)"
)


class TableKind(StrEnum):
    """What a table of scores is about."""

    INDICATORS = "indicators"
    INSTRUMENTS = "instruments"
    HISTORY = "history"


@dataclass(frozen=True)
class TableScore:
    """One score of a table: subject, value, the cell that holds it, the words that name the subject."""

    subject: str
    score: Decimal | None
    cell: Span
    label: Span
    year: int | None = None
    rating: str | None = None


@dataclass
class ScoreTable:
    """What was read from a table of scores, and what was not."""

    kind: TableKind
    scores: list[TableScore] = field(default_factory=list)
    unused: list[Span] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    rating: str | None = None


def read_score_table(table: StitchedTable, rules: YearRules, fiscal_year: int | None) -> ScoreTable | None:
    """Read a table of scores, or return None for a table that is none."""
    head, rows = _with_heads(table)
    heads = [head.key(column) if head else "" for column in range(len(table.rows[0].cells))]
    if table.headings:
        heads = list(table.headings)
    if _is_sideways(rows):
        return _by_column(rows[0], rows[1:], rules)
    half = len(heads) // 2
    compared = [toneless(head) for head in heads]
    if len(heads) >= 4 and compared[:half] == compared[half:] and all(heads):
        heads, rows = heads[:half], _below_each_other(rows, half)
    kinds = _row_identities(heads, rows, rules)
    columns = _score_columns(heads, rows)
    if not columns:
        return None
    years = _year_rows(rows, columns)
    if len(years) >= 2 and len(years) * 2 > len(rows):
        return _history_by_row(heads, rows, columns, years)
    result = ScoreTable(_kind_of(kinds))
    if not kinds:
        return _by_column(head, rows, rules) if head else None
    for index, row in enumerate(rows):
        identity = kinds.get(index)
        for column in columns:
            cell = row.cells[column]
            score = _plain_score(cell)
            if cell is None or score is None:
                continue
            if identity is None:
                if _is_score_like(cell):
                    result.unused.append(cell)
                continue
            subject, label = identity
            year = _column_year(heads[column], fiscal_year)
            result.scores.append(TableScore(subject, score, cell, label, year, _level_in(row)))
    result.rating = _rating_in(rows, kinds)
    result.unused.extend(
        cell for row in rows for cell in row.cells if cell and re.fullmatch(r"\d{1,3},\d{1,2}", cell.key)
    )
    _drop_doubled(result)
    return result if result.scores or result.doubts else None


def _below_each_other(rows: list[StitchedRow], half: int) -> list[StitchedRow]:
    """Set the right half of a table below its left half (1-5 stand on the left, 6-10 on the right)."""
    left = [StitchedRow(row.cells[:half], row.page, row.opens_part) for row in rows]
    right = [StitchedRow(row.cells[half:], row.page, row.opens_part) for row in rows]
    return [row for row in [*left, *right] if any(row.cells)]


def _is_sideways(rows: list[StitchedRow]) -> bool:
    """Whether the first row numbers the indicators from left to right and scores stand below."""
    if len(rows) < 2:
        return False
    first = [rows[0].key(column) for column in range(len(rows[0].cells))]
    numbers = [key for key in first if _ONE_NUMBER.fullmatch(key)]
    below = [rows[1].key(column) for column in range(len(first))]
    return (
        len(numbers) >= 5
        and len(set(numbers)) == len(numbers)
        and sum("." in key for key in below) >= len(numbers) - 2
    )


def _with_heads(table: StitchedTable) -> tuple[StitchedRow | None, list[StitchedRow]]:
    """Return the heading row next to the figures, and the rows below it.

    Where no headings were recognised by their words, the rows above the first figures are taken for headings.
    """
    rows = list(table.rows)
    head = table.heading_rows[-1] if table.heading_rows else None
    if not table.headings:
        while len(rows) > 1 and not any(_plain_score(cell) is not None for cell in rows[0].cells):
            head = rows.pop(0)
    return head, rows


def _plain_score(cell: Span | None) -> Decimal | None:
    match = _PLAIN_SCORE.fullmatch(cell.key) if cell else None
    return parse_score(match["number"]) if match else None


def _is_score_like(cell: Span) -> bool:
    """Whether a figure may be a score: a decimal of at most 100 (a sum of the ten is none)."""
    score = _plain_score(cell)
    return score is not None and "." in cell.key and score <= 100


def _score_columns(heads: list[str], rows: list[StitchedRow]) -> list[int]:
    """Return the columns that hold scores: mostly plain numbers, and no heading that says otherwise."""
    columns = []
    counted = any(re.search(r"จำนวน|ผู้ตอบ", head) for head in heads)
    for column, head in enumerate(heads):
        if counted and "ร้อยละ" in head and "คะแนน" not in head:
            continue  # the share of those who answered
        keys = [row.key(column) for row in rows if row.key(column)]
        numbers = [key for key in keys if _PLAIN_SCORE.fullmatch(key)]
        decimals = [key for key in numbers if "." in key]
        dashes = [key for key in keys if _DASH.fullmatch(key)]
        if (
            not numbers
            or _NOT_SCORE_HEAD.search(head)
            or _NUMBER_HEAD.match(head)
            or _INDICATOR_NUMBER_HEAD.search(head)
        ):
            continue
        if _is_weighted(heads, rows, column):
            continue
        mostly = (len(numbers) + len(dashes)) * 2 > len(keys)
        if _FOREIGN_HEAD.search(head) or _FOREIGN_MEAN.search(head):
            continue
        if mostly and (decimals or "คะแนน" in head or "ร้อยละ" in head):
            columns.append(column)
    return columns


def _is_weighted(heads: list[str], rows: list[StitchedRow], column: int) -> bool:
    """Whether a column holds scores after their weights: none is greater than the weight in its row, 29.72 of 30."""
    for weights in (index for index, head in enumerate(heads) if _WEIGHT.search(head) and index != column):
        pairs = [(_plain_score(row.cells[weights]), _plain_score(row.cells[column])) for row in rows]
        # the weights of all together are 100
        known = [(weight, score) for weight, score in pairs if weight and score is not None and weight < 100]
        if len(known) >= 2 and all(score <= weight for weight, score in known):
            return True
    return False


def _row_identities(
    heads: list[str], rows: list[StitchedRow], rules: YearRules
) -> dict[int, tuple[str, Span]]:
    """Return what each row is about, with the words that say so.

    A column headed `ตัวชี้วัดที่` numbers indicators. One headed `ที่` may number indicators or ranks: where names
    contradict it twice, the names decide.
    """
    numbers: dict[int, int] = {}
    names: dict[int, tuple[int, Span]] = {}
    labels: dict[int, Span] = {}
    others: dict[int, tuple[str, Span]] = {}
    numbered_surely = any(_INDICATOR_NUMBER_HEAD.search(head) for head in heads)
    for index, row in enumerate(rows):
        for column, cell in enumerate(row.cells):
            if not cell:
                continue
            key = cell.key
            if (
                _NUMBER_HEAD.match(heads[column])
                or _INDICATOR_NUMBER_HEAD.search(heads[column])
                or not heads[column]
            ) and _ONE_NUMBER.fullmatch(key):
                numbers.setdefault(index, int(re.sub(r"\D", "", key)))
                continue
            if _PLAIN_SCORE.fullmatch(key) or _DASH.fullmatch(key) or _LEVEL.fullmatch(key):
                continue
            named = _named_indicator(key, rules)
            if named is not None:
                number, begin, sure = named
                if sure:
                    names.setdefault(index, (number, cell.cut(begin) if begin else cell))
                else:
                    numbers.setdefault(index, number)
                    labels.setdefault(index, cell.cut(begin) if begin else cell)
                continue
            instrument = instrument_in(key)
            if instrument is not None:
                if others.get(index, ("", cell))[0] == "EIT":  # `EIT | EIT Public`: the part says more
                    del others[index]
                others.setdefault(index, (instrument, cell))
            elif _EIT_PART_CELL.fullmatch(key) and _stands_under_eit(rows, index, column):
                others[index] = (f"EIT-{key[-1]}", cell)
            elif _TOTAL.fullmatch(key):
                others.setdefault(index, ("overall", cell))
            else:
                labels.setdefault(index, cell)
    if not numbered_surely and numbers and len(names) * 2 < len(numbers):
        numbers, labels = {}, {}  # `ข้อที่ 1 … 10`: numbered rows that bear no indicator's name
    totals = [index for index, (subject, _) in others.items() if subject == "overall"]
    if len(totals) > 1:  # a total for each group: which one is the whole is not said
        for index in totals:
            del others[index]
    against = sum(
        index in numbers and numbers[index] != named_number for index, (named_number, _) in names.items()
    )
    trust_numbers = numbered_surely or against < 2
    found: dict[int, tuple[str, Span]] = {}
    for index in range(len(rows)):
        own = numbers.get(index) if trust_numbers else None
        chosen = own if own is not None or index not in names else names[index][0]
        if (
            chosen is not None
            and 1 <= chosen <= 10
            and not (index in others and index not in names and index not in numbers)
        ):
            label = names[index][1] if index in names else labels.get(index)
            if label is None and index in others:
                found[index] = others[index]
                continue
            found[index] = (f"indicator-{chosen}", label or Span())
        elif index in others:
            found[index] = others[index]
    return found


def _stands_under_eit(rows: list[StitchedRow], index: int, column: int) -> bool:
    """Whether the cell left of a cell, or the merged one that reaches down to it, names EIT."""
    for row in reversed(rows[: index + 1]):
        left = [cell for cell in row.cells[:column] if cell is not None]
        if left:
            return any(cell and instrument_in(cell.key) == "EIT" for cell in left)
    return False


def _named_indicator(key: str, rules: YearRules) -> tuple[int, int, bool] | None:
    """Return the indicator that a label names, where its name begins, and whether the name itself says so."""
    match = _NAMED_INDICATOR.fullmatch(key)
    name, begin = (match["name"], match.start("name")) if match else (_BEFORE_NAME.sub("", key), 0)
    if match is None:
        begin = len(key) - len(name)
    number = indicator_by_name(name, rules)
    if number is not None:
        return number, begin, True
    if match is not None and 1 <= int(match["number"]) <= 10 and match["name"]:
        return int(match["number"]), begin, False
    return None


def indicator_by_name(name: str, rules: YearRules) -> int | None:
    """Return the indicator whose official name (or accepted variant) a key is, small misspellings allowed."""
    from rapidfuzz.distance import Levenshtein

    best, cost = None, 1.0
    for indicator in rules.indicators.list:
        for official in (indicator.name, *indicator.other_names):
            distance = Levenshtein.normalized_distance(name, official)
            if distance < cost:
                best, cost = indicator.number, distance
    return best if cost <= 0.15 else None


def instrument_in(key: str) -> str | None:
    """Return the instrument (EIT with its part) that a label names."""
    match = INSTRUMENT_ABBREVIATION.search(key)
    name = (
        match["name"].upper()
        if match
        else next((n for n, p in INSTRUMENT_NAMES.items() if p.search(key)), None)
    )
    if name != "EIT":
        return name
    part = EIT_PART.search(key)
    if part is None:
        return "EIT"
    return f"EIT-{'1' if part['public'] else '2' if part['survey'] else part['part']}"


def _kind_of(identities: dict[int, tuple[str, Span]]) -> TableKind:
    indicators = sum(subject.startswith("indicator") for subject, _ in identities.values())
    return TableKind.INDICATORS if indicators >= 3 else TableKind.INSTRUMENTS


def _column_year(head: str, fiscal_year: int | None) -> int | None:
    """Return the year of a column where it is another than the report's."""
    match = re.search(rf"{YEAR}|(?<=ปี)[56]\d(?!\d)", head)
    if match is None:
        return fiscal_year - 1 if fiscal_year and _PAST_HEAD.search(head) else None
    year = int(match.group())
    year += 2500 if year < 100 else 543 if year < 2400 else 0
    return year if year != fiscal_year else None


def _level_in(row: StitchedRow) -> str | None:
    for cell in row.cells:
        match = _LEVEL.fullmatch(cell.key) if cell else None
        if match is not None:
            return match["level"].upper() if match["level"].isascii() else match["level"]
    return None


def _rating_in(rows: list[StitchedRow], kinds: dict[int, tuple[str, Span]]) -> str | None:
    """Return the level of the whole: in a row of its own (`ระดับผลการประเมิน | ผ่าน`), or beside the overall score."""
    for index, row in enumerate(rows):
        own = any(
            re.match(r"(?:ระดับ|ผลการประเมิน(?:ระดับ|อยู่ใน)|rating)", cell.key) for cell in row.cells if cell
        )
        level = _level_in(row)
        if level and (own or kinds.get(index, ("", None))[0] == "overall"):
            return level
    return None


def _year_rows(rows: list[StitchedRow], columns: list[int]) -> dict[int, int]:
    """Return the rows that begin with a year, with that year."""
    years: dict[int, int] = {}
    for index, row in enumerate(rows):
        for column, cell in enumerate(row.cells):
            match = _YEAR_CELL.fullmatch(cell.key) if cell and column not in columns else None
            if match is not None:
                year = int(match["year"])
                years[index] = year + 543 if year < 2400 else year
                break
    return years


def _history_by_row(
    heads: list[str], rows: list[StitchedRow], columns: list[int], years: dict[int, int]
) -> ScoreTable:
    """Read a table with a row for each year; a column named by an instrument is that instrument's."""
    result = ScoreTable(TableKind.HISTORY)
    for index, row in enumerate(rows):
        for column in columns:
            cell = row.cells[column]
            if not cell:
                continue
            if index not in years:
                if _plain_score(cell) is not None:
                    result.unused.append(cell)
                continue
            subject = instrument_in(heads[column]) or "overall"
            score = _plain_score(cell)
            if score is None and not _DASH.fullmatch(cell.key):
                result.unused.append(cell)
                continue
            rating = _level_in(row) if subject == "overall" else None
            result.scores.append(TableScore(subject, score, cell, cell, years[index], rating))
    values: dict[tuple[str, int | None], set[Decimal | None]] = defaultdict(set)
    for one in result.scores:
        values[one.subject, one.year].add(one.score)
    result.doubts.extend(
        f"several-scores: {subject} of {year}: {', '.join(sorted(map(str, held)))}"
        for (subject, year), held in values.items()
        if len(held) > 1
    )
    return result


def _by_column(head: StitchedRow, rows: list[StitchedRow], rules: YearRules) -> ScoreTable | None:
    """Read a table in which each column is an instrument or an indicator, with one row of scores."""
    subjects: dict[int, str] = {}
    labels: dict[int, Span] = {}
    for column in range(len(head.cells)):
        text = head.key(column)
        instrument = instrument_in(text)
        number = _ONE_NUMBER.fullmatch(text)
        named = indicator_by_name(re.sub(r"^\d*\.?", "", _BEFORE_NAME.sub("", text)), rules)
        if instrument:
            subjects[column] = instrument
        elif number or named:
            subjects[column] = f"indicator-{number[1] if number else named}"
        elif _TOTAL.fullmatch(text):
            subjects[column] = "overall"
        cell = head.cells[column]
        if column in subjects and cell and not text.isdigit():
            labels[column] = cell
    if len(subjects) < 2:
        return None
    counts = Counter(subjects.values())
    result = ScoreTable(
        TableKind.INDICATORS
        if sum(s.startswith("indicator") for s in subjects.values()) >= 3
        else TableKind.INSTRUMENTS
    )
    for row in rows:
        for column, cell in enumerate(row.cells):
            score = _plain_score(cell)
            if cell is None or score is None:
                continue
            subject = subjects.get(column)
            if subject is None or counts[subject] > 1 or len(rows) > 1:
                if _is_score_like(cell):
                    result.unused.append(cell)
                continue
            result.scores.append(TableScore(subject, score, cell, labels.get(column, Span())))
    return result if result.scores else None


def _drop_doubled(result: ScoreTable) -> None:
    """Take out what a table says twice of one subject with different values: no guess which of them counts."""
    values: dict[tuple[str, int | None], set[Decimal | None]] = {}
    for entry in result.scores:
        values.setdefault((entry.subject, entry.year), set()).add(entry.score)
    for (subject, year), scores in values.items():
        if len(scores) > 1:
            written = ", ".join(
                str(score) for score in sorted(score for score in scores if score is not None)
            )
            result.doubts.append(f"{subject}: {written}")
            result.scores = [
                entry for entry in result.scores if (entry.subject, entry.year) != (subject, year)
            ]
