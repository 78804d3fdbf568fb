"""Laid-out pages to a report: the order of the steps, and what each leaves for a person to look at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from ita_extract.assembling.consensus import Place, place_of, settle, sums_of
from ita_extract.language.vocabulary import FISCAL_YEAR, RATING, REPORT_MARKS
from ita_extract.layout.document import PageLayout
from ita_extract.layout.flow import Flow, build_flow
from ita_extract.layout.span import Span
from ita_extract.model import (
    IndicatorScore,
    Instrument,
    InstrumentScore,
    Report,
    ScoreHistory,
    ScoreMention,
    Section,
    Subject,
)
from ita_extract.numbers.readings import possible_scores
from ita_extract.outline.cover import (
    Organization,
    choose_fiscal_year,
    choose_organization,
    mention_rows,
    place_from_heads,
)
from ita_extract.outline.guidelines import read_guidelines
from ita_extract.outline.recommendations import read_recommendations, speaks_of_items
from ita_extract.outline.sections import Outline, outline, spoken_of
from ita_extract.prose.scores import OVERALL, ScoreFound, find_scores
from ita_extract.rulebook.year import YearRules, rules_for
from ita_extract.tables.measures import is_measure_table, is_of_a_past_year, read_measures
from ita_extract.tables.score_tables import ScoreTable, TableKind, read_score_table
from ita_extract.tables.stitching import StitchedTable, stitch
from ita_extract.thai.expected_words import misread_words
from ita_extract.thai.letters import toneless

_REQUIRED = re.compile(r"(?:เป้าหมาย|ต้อง|กว่า|กำหนดให้|ให้อยู่)(?:ได้|มี|คะแนน|ผล|อยู่|ใน|การประเมิน|ที่)*$")
_ONWARDS = re.compile(r"ขึ้นไป|\(?\d{2,3}(?:\.\d+)?(?:คะแนน|%|-|ขึ้น)")
_ITEM_CELL = re.compile(r"(?:ข้อ)?[ieo]\d{1,2}")


@dataclass(frozen=True)
class Parsed:
    """What the pages of a document say: the tables, the facts of the document, and what is in doubt."""

    tables: Report | None
    fiscal_year: int | None
    organization: Organization
    overall_score: Decimal | None
    rating: str | None
    doubts: tuple[str, ...]


@dataclass
class _Scores:
    """All scores of a document as they are found."""

    mentions: list[ScoreMention] = field(default_factory=list)
    history: list[ScoreHistory] = field(default_factory=list)
    labels: dict[str, tuple[Span, ScoreMention]] = field(default_factory=dict)
    possible: dict[Place, frozenset[Decimal]] = field(default_factory=dict)  # of scores read in doubt
    overall_place: int | None = None  # in the flow's key, of the first overall score of the summary
    past_places: list[int] = field(default_factory=list)
    rating: str | None = None

    def mention(self, subject: str, score: Decimal, section: Section, where: Span, label: Span) -> None:
        """Add a mention; the first one of a subject keeps its label."""
        row = ScoreMention(subject=Subject(subject), score=score, section=section, **where.evidence())
        self.mentions.append(row)
        if row.text_source == "ocr" and row.confidence < 1:
            self.possible[place_of(row)] = possible_scores(where)
        if label and section in (Section.SUMMARY, Section.INDICATOR_TABLE) and subject not in self.labels:
            self.labels[subject] = (label, row)

    def past(self, subject: str, year: int, score: Decimal | None, rating: str | None, where: Span) -> None:
        """Add the result of another year."""
        self.history.append(
            ScoreHistory(
                subject=Subject(subject), fiscal_year=year, score=score, rating=rating, **where.evidence()
            )
        )


def speaks_of_ita(pages: list[PageLayout]) -> bool:
    """Whether a document is about an ITA result: five of nine marks, the title words among them or the ITA itself."""
    found = _marks(pages)
    return sum(found) >= 5 and (found[0] or found[1])


def may_speak_of_ita(pages: list[PageLayout]) -> bool:
    """Whether a document that was read from pictures, where words are lost, shows a part of these marks."""
    return any(page.sheet.text_source == "ocr" for page in pages) and sum(_marks(pages)) >= 3


def _marks(pages: list[PageLayout]) -> list[bool]:
    key = toneless("".join(page.key for page in pages))
    return [pattern.search(key) is not None for pattern in REPORT_MARKS]


def parse(pages: list[PageLayout]) -> Parsed:
    """Parse a document that speaks of an ITA result."""
    flow = build_flow(pages)
    tables = stitch(flow.tables)
    first_page_end = next(
        (start for start, line in zip(flow.starts, flow.lines, strict=True) if line.page > 1),
        len(flow.text.key),
    )
    year = choose_fiscal_year(flow)
    past = [
        table for table in tables if is_measure_table(table) and is_of_a_past_year(table, flow.text, year)
    ]
    measure_tables = [table for table in tables if is_measure_table(table) and table not in past]
    rules = rules_for(year)
    parts = outline(flow, rules, [table.place for table in measure_tables])
    organization, mentions = choose_organization(flow, first_page_end)
    if organization.province is None or organization.district is None:
        organization = place_from_heads(organization, [line for page in pages for line in page.furniture])
    doubts: list[str] = []
    misread = misread_words("".join(page.key for page in pages))
    if misread:
        doubts.append(
            f"misread-marks: common words are spelt {', '.join(misread[:5])}; the text layer may be wrong"
        )
    scores = _Scores()
    indicator_rows = _read_score_tables(tables, parts, rules, year, scores, doubts)
    _read_prose(flow, parts, year, scores, doubts)
    if not parts.sections and (len(spoken_of(flow)) >= 5 or speaks_of_items(flow.text)):
        doubts.append("missing-sections: the text speaks of the indicators, yet no section of one was found")
    recommendations, left = read_recommendations(flow, parts.sections, rules)
    doubts.extend(left)
    measure_year = _measure_year(flow, measure_tables, year)
    measures, texts = read_measures(measure_tables, rules, measure_year, flow.text)
    doubts.extend(measures.doubts)
    for text, _ in texts:
        _take(
            find_scores(text, 0, len(text.key), default=None, fiscal_year=year),
            Section.MEASURES,
            scores,
            doubts,
        )
    indicator_rows, scores.mentions, settled = settle(
        indicator_rows, scores.mentions, scores.possible, sums_of(rules) if year is not None else ()
    )
    doubts.extend(settled)
    overall = _overall(scores)
    named = {
        row.score for row in scores.mentions if row.subject == OVERALL and row.section != Section.HISTORY
    }
    if len(named) > 1:
        doubts.append(f"several-overall-scores: {', '.join(str(score) for score in sorted(named))}")
    doubts.extend(_contradicted(scores))
    doubts.extend(_items_elsewhere(flow, parts, tables))
    rating = _rating(flow, parts, scores, doubts)
    guidelines, left = read_guidelines(flow, parts.sections)
    doubts.extend(left)
    report = Report.model_construct(
        instrument_scores=tuple(_instrument_rows(scores)),
        indicator_scores=tuple(indicator_rows),
        score_mentions=tuple(_in_order(scores.mentions)),
        score_history=tuple(scores.history),
        recommendations=tuple(recommendations),
        guidelines=tuple(guidelines),
        measures=tuple(measures.measures),
        measure_steps=tuple(measures.steps),
        organization_mentions=mention_rows(mentions),
    )
    return Parsed(report, year, organization, overall, rating, tuple(dict.fromkeys(doubts)))


def _in_order(mentions: Iterable[ScoreMention]) -> list[ScoreMention]:
    return sorted(mentions, key=lambda row: (row.page, row.top, row.x0))


def _read_score_tables(
    tables: list[StitchedTable],
    parts: Outline,
    rules: YearRules,
    year: int | None,
    scores: _Scores,
    doubts: list[str],
) -> list[IndicatorScore]:
    """Read all tables of scores; the first one of the ten indicators gives the rows of indicator_scores."""
    rows: dict[int, IndicatorScore] = {}
    for table in tables:
        if is_measure_table(table) or not table.rows:
            continue
        read = read_score_table(table, rules, year)
        if read is None:
            doubts.extend(_unread_table(table))
            continue
        doubts.extend(f"unused-number: page {cell.pages[0]}: {cell.text}" for cell in read.unused)
        doubts.extend(f"two-values-in-table: page {table.page}: {doubt}" for doubt in read.doubts)
        _take_table(read, year, rules, scores, rows)
        scores.rating = scores.rating or read.rating
    return [rows[number] for number in sorted(rows)]


def _take_table(
    read: ScoreTable, year: int | None, rules: YearRules, scores: _Scores, rows: dict[int, IndicatorScore]
) -> None:
    sections = {
        TableKind.INDICATORS: Section.INDICATOR_TABLE,
        TableKind.INSTRUMENTS: Section.SUMMARY,
        TableKind.HISTORY: Section.HISTORY,
    }
    section = sections[read.kind]
    first = not rows
    for entry in read.scores:
        past = entry.year is not None and entry.year != year
        if entry.year is not None and (past or read.kind == TableKind.HISTORY):
            scores.past(entry.subject, entry.year, entry.score, entry.rating, entry.cell)
        if entry.score is None:
            continue
        where = Section.HISTORY if past else section
        scores.mention(entry.subject, entry.score, where, entry.cell, entry.label)
        if (
            read.kind == TableKind.INDICATORS
            and first
            and not past
            and entry.subject.startswith("indicator-")
        ):
            number = int(entry.subject.removeprefix("indicator-"))
            if number not in rows:
                rows[number] = IndicatorScore(
                    indicator=number,
                    name=rules.indicator(number).name,
                    name_written=entry.label.text if entry.label else "",
                    score=entry.score,
                    **entry.cell.evidence(),
                )


def _unread_table(table: StitchedTable) -> list[str]:
    """Report a table that nobody read when it holds numbers that look like scores."""
    numbers = [
        cell
        for row in table.rows
        for cell in row.cells
        if cell and re.fullmatch(r"\d{2,3}\.\d{1,2}%?", cell.key)
    ]
    return (
        [f"unread-table: page {table.page}: {len(numbers)} numbers such as {numbers[0].text}"]
        if len(numbers) >= 2
        else []
    )


def _read_prose(flow: Flow, parts: Outline, year: int | None, scores: _Scores, doubts: list[str]) -> None:
    text = flow.text
    read = find_scores(text, 0, parts.summary_stop, default=OVERALL, fiscal_year=year)
    scores.overall_place = next((e.place for e in read[0] if e.subject == OVERALL and e.year is None), None)
    scores.past_places = [entry.place for entry in read[0] if entry.year is not None]
    _take(read, Section.SUMMARY, scores, doubts)
    for section in parts.sections:
        default = f"indicator-{section.indicator}"
        for start, stop, kind in (
            (section.start, section.facts, Section.NARRATIVE),
            (section.facts, section.stop, Section.FACTS),
        ):
            if start < stop:
                _take(find_scores(text, start, stop, default=default, fiscal_year=year), kind, scores, doubts)
    for start, stop in parts.between(len(text.key)):
        _take(
            find_scores(text, start, stop, default=None, fiscal_year=year), Section.MEASURES, scores, doubts
        )


def _take(
    read: tuple[list[ScoreFound], list[Span]], section: Section, scores: _Scores, doubts: list[str]
) -> None:
    found, left = read
    for entry in found:
        if entry.year is not None:
            scores.past(entry.subject, entry.year, entry.score, entry.level, entry.value)
            scores.mention(entry.subject, entry.score, Section.HISTORY, entry.value, entry.label)
        else:
            scores.mention(entry.subject, entry.score, section, entry.value, entry.label)
    doubts.extend(f"unassigned-score: page {words.pages[0]}: {words.text}" for words in left)


def _overall(scores: _Scores) -> Decimal | None:
    row = next(
        (row for row in scores.mentions if row.subject == OVERALL and row.section == Section.SUMMARY),
        next(
            (row for row in scores.mentions if row.subject == OVERALL and row.section != Section.HISTORY),
            None,
        ),
    )
    return row.score if row else None


def _contradicted(scores: _Scores) -> list[str]:
    """Name the subjects that have two values this year: the report contradicts itself, or one is no score of theirs."""
    told: dict[str, set[Decimal]] = defaultdict(set)
    for row in scores.mentions:
        if row.section != Section.HISTORY and row.subject != OVERALL:
            told[row.subject].add(row.score)
    return [
        f"contradicted-score: {subject}: {', '.join(map(str, sorted(values)))}"
        for subject, values in told.items()
        if len(values) > 1
    ]


def _items_elsewhere(flow: Flow, parts: Outline, tables: list[StitchedTable]) -> list[str]:
    """Name the places where the assessor's items stand outside the sections: recommendations that were not read."""
    doubts = []
    stretches = [(0, parts.summary_stop), *parts.between(len(flow.text.key))] if parts.sections else []
    for start, stop in stretches:
        where = flow.text.cut(start, stop)
        if speaks_of_items(where):
            doubts.append(f"items-outside-sections: pages {where.pages[0]} to {where.pages[-1]}")
    for table in tables:
        if not is_measure_table(table) and any(
            cell and _ITEM_CELL.fullmatch(cell.key) for row in table.rows for cell in row.cells
        ):
            doubts.append(f"items-in-table: page {table.page}")
    return doubts


def _instrument_rows(scores: _Scores) -> list[InstrumentScore]:
    """Return a row for each instrument and EIT part that the summary or a table scores."""
    rows = []
    settled = {(row.subject, place_of(row)): row for row in scores.mentions}
    for subject in ("IIT", "EIT", "EIT-1", "EIT-2", "OIT"):
        if subject not in scores.labels:
            continue
        label, first = scores.labels[subject]
        mention = settled[Subject(subject), place_of(first)]
        instrument: Instrument = "EIT" if subject.startswith("EIT") else "IIT" if subject == "IIT" else "OIT"
        rows.append(
            InstrumentScore(
                instrument=instrument,
                part=int(subject[-1]) if "-" in subject else None,
                label_written=label.text.strip(" -–•:"),
                score=mention.score,
                **{
                    name: getattr(mention, name)
                    for name in ("page", "x0", "top", "x1", "bottom", "raw", "text_source", "confidence")
                },
            )
        )
    return rows


def _rating(flow: Flow, parts: Outline, scores: _Scores, doubts: list[str]) -> str | None:
    """Return the level of the overall score: the one named nearest to it, behind it rather than before it.

    A level beside the score of another year is that year's; without a score in the text, a table's level counts.
    """
    place = scores.overall_place
    best: tuple[int, str] | None = None
    levels: set[str] = set()
    for match in flow.text.finditer(RATING, 0, parts.summary_stop):
        past = max((at for at in scores.past_places if at < match.start()), default=-1000)
        if match.start() - past < 60 and (place is None or not past < place < match.start()):
            continue
        before = flow.text.key[max(0, match.start() - 24) : match.start()]
        if _REQUIRED.search(before) or _ONWARDS.match(flow.text.key, match.end()):
            continue  # สูงกว่าเกณฑ์ผ่าน 85 คะแนน, ต้องอยู่ในระดับผ่านขึ้นไป
        level = match["rating"].upper() if match["rating"].isascii() else match["rating"]
        levels.add(level)
        ahead = match.start() - (place if place is not None else match.start())
        away = ahead if ahead >= 0 else -2 * ahead
        if best is None or away < best[0]:
            best = (away, level)
    if len(levels) > 1:
        doubts.append(f"several-ratings: {', '.join(sorted(levels))}")
    return best[1] if best else scores.rating


def _measure_year(flow: Flow, tables: list[StitchedTable], year: int | None) -> int | None:
    """Return the fiscal year that the title above the measure table names, else the year after the report's."""
    if tables and year is not None:
        stop = tables[0].place
        found = [int(match["year"]) for match in flow.text.finditer(FISCAL_YEAR, max(0, stop - 250), stop)]
        later = [value for value in found if value > year]
        if later:
            return later[-1]
    return year + 1 if year is not None else None
