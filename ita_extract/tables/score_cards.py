"""Scores set as cards: a label and its figure in one cell, or one over the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ita_extract.layout.span import Span
from ita_extract.model import Subject
from ita_extract.rulebook.year import YearRules
from ita_extract.tables.meaning import (
    is_score_like,
    number_of,
    score_of,
)
from ita_extract.tables.row_subjects import (
    RowSubject,
    named_indicator,
    subject_of_heading,
)
from ita_extract.tables.score_rows import (
    ScoreTable,
    TableKind,
    TableScore,
    kind_of,
)
from ita_extract.tables.stitching import StitchedTable
from ita_extract.thai.digits import parse_score

_SCORE_FORM = re.compile(r"\d\.\d{2}")
_CARD = re.compile(
    r"(?P<label>.*[^\d.].*?)(?:ได้)?(?:คะแนน|ร้อยละ|ได้|เท่ากับ|:|=)*(?P<number>(?<![\d.])\d{1,3}\.\d{2})(?:คะแนน|%)?"
)
# the figure over its label: `89.39 แบบวัด… (IIT)`
_CARD_BELOW = re.compile(r"(?P<number>\d{1,3}\.\d{2})(?:คะแนน|%)?(?P<label>[^\d.](?:(?!\d\.\d).)*)")
_WHOLE_CARD = re.compile(r"(?P<label>.*[^\d.])(?P<number>\d{2,3})(?:คะแนน|%)?")
_FEWEST = 2


def read_cards(table: StitchedTable, rules: YearRules) -> ScoreTable | None:
    """Read a table each of whose cells with a figure holds a label as well: `IIT 84.95 | EIT 85.56 | OIT 80.88`."""
    result = ScoreTable(TableKind.INSTRUMENTS)
    whole: list[TableScore] = []
    for cells in _whole_rows(table):
        for cell in filter(None, cells):
            if _SCORE_FORM.search(cell.key):
                card = card_of(cell, rules)
                if card is None:
                    return None
                result.scores.append(card)
            elif (match := _whole_number(cell)) is not None:
                whole += filter(None, (_card(cell, match, rules),))
    # beside cards with decimals `ตัวชี้วัดที่ 4 …` over `100` is one as well; `IIT` over `30` alone is a weight
    if result.scores:
        scored = {entry.subject for entry in result.scores}
        result.scores += [entry for entry in whole if entry.subject not in scored]
    if len(result.scores) < _FEWEST or len({entry.subject for entry in result.scores}) < len(result.scores):
        return None
    result.kind = kind_of(RowSubject(entry.subject, entry.label) for entry in result.scores)
    return result


def card_of(cell: Span, rules: YearRules) -> TableScore | None:
    """Return the score of a cell that holds nothing but a label and its figure, or None."""
    match = _CARD_BELOW.fullmatch(cell.key) or _CARD.fullmatch(cell.key)
    return _card(cell, match, rules) if match is not None else None


def _card(cell: Span, match: re.Match[str], rules: YearRules) -> TableScore | None:
    label = cell.cut(*match.span("label"))
    subject, score = subject_of_heading(label.key, rules), parse_score(match["number"])
    return (
        TableScore(subject, score, cell.span(match, "number"), label)
        if subject and score is not None
        else None
    )


def _whole_number(cell: Span) -> re.Match[str] | None:
    """Return the match of a card whose score is a whole number on a line of its own: `ตัวชี้วัดที่ 4 …` over `100`."""
    match = _WHOLE_CARD.fullmatch(cell.key)
    return match if match is not None and cell.starts_line(match.start("number")) else None


def _whole_rows(table: StitchedTable) -> Iterator[tuple[Span | None, ...]]:
    """Yield the rows of cards, those that a page end cut between labels and figures as one."""
    cells: tuple[Span | None, ...] = ()
    for row in (*table.heading_rows, *table.rows):
        if cells and row.opens_part and _holds_scores(cells) + _holds_scores(row.cells) == 1:
            cells = tuple(
                Span.join(part for part in pair if part) or None
                for pair in zip(cells, row.cells, strict=True)
            )
            continue
        if cells:
            yield cells
        cells = row.cells
    yield cells


def _holds_scores(cells: Sequence[Span | None]) -> bool:
    return any(cell and _SCORE_FORM.search(cell.key) for cell in cells)


def read_stacked(table: StitchedTable, rules: YearRules) -> ScoreTable | None:
    """Read a table of rows of labels and rows of figures in turn: `IIT | EIT | OIT` over `94.78 | 92.28 | 84.65`."""
    rows = [row.cells for row in (*table.heading_rows, *table.rows)]
    if len(rows) < 2 or len(rows) % 2:
        return None
    result = ScoreTable(TableKind.INSTRUMENTS)
    above = not any(score_of(cell) is not None for cell in rows[0] if cell)
    for index in range(0, len(rows), 2):
        labels, figures = (rows[index], rows[index + 1]) if above else (rows[index + 1], rows[index])
        for label, cell in zip(labels, figures, strict=True):
            if not label and not cell:
                continue
            known = _subject_of_label(label, rules) if label else None
            score = score_of(cell)
            if not cell or known is None or score is None or not is_score_like(cell):
                return None
            result.scores.append(TableScore(known.subject, score, number_of(cell), known.label))
    if len(result.scores) < _FEWEST or len({s.subject for s in result.scores}) < len(result.scores):
        return None
    result.kind = kind_of(RowSubject(entry.subject, entry.label) for entry in result.scores)
    return result


def _subject_of_label(label: Span, rules: YearRules) -> RowSubject | None:
    named = named_indicator(label.key, rules)
    if named is not None:
        return RowSubject(Subject.of_indicator(named[0]), label.cut(named[1]))
    subject = subject_of_heading(label.key, rules)
    return RowSubject(subject, label) if subject is not None else None
