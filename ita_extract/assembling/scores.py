"""All scores of a document as they are found: each claims its number in the ledger."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from ita_extract.assembling.consensus import Place, place_of
from ita_extract.layout.reasons import reason
from ita_extract.layout.span import Span
from ita_extract.model import (
    IndicatorScore,
    InstrumentScore,
    ReviewReason,
    ScoreHistory,
    ScoreMention,
    Section,
    Subject,
)
from ita_extract.numbers.ledger import Ledger
from ita_extract.numbers.readings import possible_scores
from ita_extract.prose.scores import ProseScores
from ita_extract.rulebook.year import YearRules
from ita_extract.tables.meaning import score_of
from ita_extract.tables.score_rows import ScoreTable, TableKind, TableScore

MENTIONS, INSTRUMENTS = "score_mentions", "instrument_scores"
_INSTRUMENTS = (Subject.IIT, Subject.EIT, Subject.EIT_1, Subject.EIT_2, Subject.OIT)
_SECTIONS = {
    TableKind.INDICATORS: Section.INDICATOR_TABLE,
    TableKind.INSTRUMENTS: Section.SUMMARY,
    TableKind.HISTORY: Section.HISTORY,
}
_NUMBERED = re.compile(r"^\s*(?:ตัวชี้วัด)?\s*(?:ที่)?\s*[0-9๐-๙]{1,2}[.):]?\s*")
_FEWEST_ABSENT = 5  # a table in which one row is missing has a row missing
_EVIDENCE = ("page", "x0", "top", "x1", "bottom", "raw", "text_source", "confidence")


@dataclass(frozen=True)
class Slipped:
    """A score of the report's year that a slip breaks, as it may be meant, where it stands and what names it."""

    subject: Subject
    score: Decimal
    section: Section
    where: Span
    label: Span


@dataclass(frozen=True)
class Weighed:
    """What a table prints beside the score of an instrument: its weight in percent, and the score after it."""

    weight: Decimal | None
    score: Decimal | None


@dataclass
class Scores:
    """Mentions, history, the rows of indicators, and the labels of instruments; `year` is the report's, B.E.

    `overall_offset` is the place in the running text of the first overall score of the summary, `past_places` are
    those of the scores of other years there, `possible` has what doubtful readings may be.
    """

    ledger: Ledger
    year: int | None
    rules: YearRules
    mentions: list[ScoreMention] = field(default_factory=list)
    history: list[ScoreHistory] = field(default_factory=list)
    indicators: dict[int, IndicatorScore] = field(default_factory=dict)
    labels: dict[Subject, tuple[Span, ScoreMention]] = field(default_factory=dict)
    possible: dict[Place, frozenset[Decimal]] = field(default_factory=dict)
    overall_offset: int | None = None
    past_places: list[int] = field(default_factory=list)
    rating: str | None = None
    reasons: list[ReviewReason] = field(default_factory=list)
    slips: list[Slipped] = field(default_factory=list)
    weighed: dict[Subject, Weighed] = field(default_factory=dict)

    def mention(self, subject: Subject, score: Decimal, section: Section, where: Span, label: Span) -> None:
        """Add a mention and claim its number; the first one of a subject keeps its label."""
        row = ScoreMention(subject=subject, score=score, section=section, **where.evidence())
        self.mentions.append(row)
        self.ledger.claim(where, MENTIONS, place_of(row))
        if row.text_source == "ocr" and row.confidence < 1:
            self.possible[place_of(row)] = possible_scores(where)
        if label and section in (Section.SUMMARY, Section.INDICATOR_TABLE) and subject not in self.labels:
            self.labels[subject] = (label, row)

    def past(
        self, subject: Subject, year: int, score: Decimal | None, rating: str | None, where: Span
    ) -> None:
        """Add the result of another year."""
        self.history.append(
            ScoreHistory(subject=subject, fiscal_year=year, score=score, rating=rating, **where.evidence())
        )

    def take_prose(self, read: ProseScores, section: Section) -> None:
        """Take what was read in a stretch of text."""
        for entry in read.found:
            subject = Subject(entry.subject)
            if entry.year is not None:
                self.past(subject, entry.year, entry.score, entry.level, entry.value)
                self.mention(subject, entry.score, Section.HISTORY, entry.value, entry.label)
            else:
                self.mention(subject, entry.score, section, entry.value, entry.label)
        for slip in read.slips:
            self.slips.append(Slipped(Subject(slip.subject), slip.score, section, slip.value, slip.label))
        for seen in read.excused:
            self.ledger.excuse(seen.value, seen.reason, "prose", seen.cue)
        for seen in read.left:
            self.ledger.leave(seen.value, seen.reason, seen.cue)

    def take_table(self, read: ScoreTable) -> None:
        """Take what was read from a table; the first rows of each indicator of this year are its scores."""
        for entry in read.scores:
            past = entry.year is not None and entry.year != self.year
            subject = Subject(entry.subject)
            if entry.year is not None and (past or read.kind == TableKind.HISTORY):
                self.past(subject, entry.year, entry.score, entry.rating, entry.cell)
            if entry.score is None:
                continue
            section = Section.HISTORY if past else self._section(read.kind, entry)
            self.mention(subject, entry.score, section, entry.cell, entry.label)
            if section == Section.SUMMARY and subject in _INSTRUMENTS:
                self._weigh(subject, entry.weight, entry.weighted)
            if section == Section.INDICATOR_TABLE:
                self.indicate(subject, entry.score, entry.cell, entry.label)
        for entry in read.slips:
            if entry.score is not None and entry.year in (None, self.year):
                section = self._section(read.kind, entry)
                self.slips.append(Slipped(entry.subject, entry.score, section, entry.cell, entry.label))
        for cell in read.unused:
            self.ledger.leave(cell, "unused-number")
        for seen in read.excused:
            self.ledger.excuse(seen.cell, seen.reason, "tables", seen.cue)
        self.reasons.extend(reason("two-values-in-table", doubt.detail, at=doubt.at) for doubt in read.doubts)
        self.reasons.extend(reason("unmatched-column", doubt.detail, at=doubt.at) for doubt in read.unmatched)
        self.rating = self.rating or read.rating

    def _weigh(self, subject: Subject, weight: Span | None, weighted: Span | None) -> None:
        """Keep the weight of an instrument and its score after it, as the first table prints them."""
        found = Weighed(score_of(weight), score_of(weighted))
        if weighted is None or subject in self.weighed:
            return
        if found.weight is not None and found.score is not None and found.score > found.weight:
            return  # no score is greater than its weight: the headings mean something else
        self.weighed[subject] = found
        for cell in (weight, weighted):
            if cell is not None:
                self.ledger.claim(cell, INSTRUMENTS, subject)

    def _section(self, kind: TableKind, entry: TableScore) -> Section:
        """Return where a score of this year stands: of a table with a row for each year, in the report's own row."""
        if kind == TableKind.HISTORY and entry.year == self.year:
            return Section.INDICATOR_TABLE if entry.subject.indicator is not None else Section.SUMMARY
        return _SECTIONS[kind]

    def indicate(self, subject: Subject, score: Decimal, cell: Span, label: Span) -> None:
        """Make the row of an indicator of its score in a table; the first one counts."""
        number = subject.indicator
        if number is not None and number not in self.indicators:
            self.indicators[number] = IndicatorScore(
                indicator=number,
                name=self.rules.indicator(number).name,
                name_written=label.text if label else "",
                score=score,
                **cell.evidence(),
            )

    def fill_indicators(self) -> None:
        """Take the scores of the indicators from the summary, where no table has them and the summary has all of them.

        `ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ มีคะแนน 88.28 คะแนน, ตัวชี้วัดที่ 2 …`: of each the summary must tell one value.
        """
        found: dict[int, list[ScoreMention]] = defaultdict(list)
        for row in self.mentions:
            if row.section == Section.SUMMARY and row.subject.indicator is not None:
                found[row.subject.indicator].append(row)
        absent = set(range(1, 11)) - set(self.indicators)
        if len(absent) < _FEWEST_ABSENT or any(
            len({row.score for row in found[number]}) != 1 for number in absent
        ):
            return
        for number in sorted(absent):
            row = found[number][0]
            label = self.labels.get(row.subject)
            written = _NUMBERED.sub("", label[0].text) if label else ""
            self.indicators[number] = IndicatorScore(
                indicator=number,
                name=self.rules.indicator(number).name,
                name_written=written.strip(" -–•:,"),
                score=row.score,
                **{name: getattr(row, name) for name in _EVIDENCE},
            )

    @property
    def overall(self) -> Decimal | None:
        """Return the overall score: of the summary, else of anywhere but the years gone by."""
        of_now = [
            row for row in self.mentions if row.subject == Subject.OVERALL and row.section != Section.HISTORY
        ]
        first = [row for row in of_now if row.section == Section.SUMMARY]
        return next((row.score for row in (*first, *of_now)), None)

    def instrument_rows(self) -> list[InstrumentScore]:
        """Return a row for each instrument and EIT part that the summary or a table scores."""
        rows = []
        settled = {(row.subject, place_of(row)): row for row in self.mentions}
        for subject in _INSTRUMENTS:
            if subject not in self.labels:
                continue
            label, first = self.labels[subject]
            mention = settled[subject, place_of(first)]
            assert subject.instrument is not None
            rows.append(
                InstrumentScore(
                    instrument=subject.instrument,
                    part=subject.part,
                    label_written=label.text.strip(" -–•:"),
                    score=mention.score,
                    weight=self.weighed[subject].weight if subject in self.weighed else None,
                    weighted_score=self.weighed[subject].score if subject in self.weighed else None,
                    **{name: getattr(mention, name) for name in _EVIDENCE},
                )
            )
        return rows
