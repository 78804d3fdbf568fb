"""One report as rules look at it: its scores by subject, its year's rules, and its words where they are at hand."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from ita_extract.checking.text import DocumentText
from ita_extract.checking.violations import Basis
from ita_extract.evidence import EvidenceRow
from ita_extract.model import Finding, Instrument, Report, ScoreMention, Section, Subject
from ita_extract.organizations.areas import area_gazetteer
from ita_extract.organizations.findings import name_findings
from ita_extract.organizations.gazetteer import Gazetteer
from ita_extract.rulebook.facts import Fact
from ita_extract.rulebook.year import YearRules, rules_for

_TWO_DECIMALS = re.compile(r"\d{1,3}\.\d\d")
_ROUNDED = Decimal("0.006")
_DECIMALS = re.compile(r"[\d๐-๙]+[.]([\d๐-๙]+)")
_BASES = {
    "weights": ("น้ำหนักของเครื่องมือ", "the weights of the instruments"),
    "scoring": ("วิธีคำนวณคะแนนเครื่องมือ", "how an instrument's score is computed"),
    "eit_parts": ("การแบ่ง EIT เป็นสองส่วน", "the two parts of EIT"),
    "indicators": ("รายชื่อตัวชี้วัด", "the list of indicators"),
    "instruments": ("ชื่อแบบวัด", "the names of the instruments"),
    "iit_items": ("ช่วงข้อคำถาม IIT", "the items of IIT"),
    "eit_items": ("ช่วงข้อคำถาม EIT", "the items of EIT"),
    "oit_items": ("รายการข้อมูล OIT", "the items of OIT"),
    "sub_indicators": ("ชื่อตัวชี้วัดย่อย", "the titles of the sub-indicators"),
    "rating": ("เกณฑ์ระดับผลการประเมิน", "the rule of the levels"),
}


class StatedScore(NamedTuple):
    """A score that the report tells: its value, the row it was read from."""

    subject: Subject
    score: Decimal
    row: EvidenceRow

    @property
    def half(self) -> Decimal:
        """Return by how much its printing may have rounded it; a whole number counts as `.00`."""
        return half_step(self.row.raw)

    def may_be_rounded_to(self, value: Decimal) -> bool:
        """Whether it is printed as a whole number that another figure rounds to: 96 for 96.47."""
        return "." not in self.row.raw and abs(self.score - value) <= Decimal("0.5")


@dataclass(frozen=True)
class Case:
    """One report under examination."""

    report: Report
    rules: YearRules
    text: DocumentText | None = None
    gazetteer: Gazetteer | None = None

    @classmethod
    def of(
        cls,
        report: Report,
        rules: YearRules | None = None,
        text: DocumentText | None = None,
        gazetteer: Gazetteer | None = None,
    ) -> Case:
        """Return the case of a report, under the given rules or those of its own year."""
        return cls(report, rules or rules_for(report.document.fiscal_year), text, gazetteer)

    @property
    def year(self) -> int | None:
        """Return the fiscal year that the report analyses."""
        return self.report.document.fiscal_year

    @cached_property
    def all_mentions(self) -> dict[Subject, list[ScoreMention]]:
        """Return the mentions of this year's scores by subject; those of earlier years are left out.

        So are those of pictures: where one differs from the text the document is for review already, and it must
        neither outvote the text nor soften what the text gets wrong.
        """
        groups: dict[Subject, list[ScoreMention]] = defaultdict(list)
        for mention in self.report.score_mentions:
            if mention.section not in (Section.HISTORY, Section.IMAGE):
                groups[mention.subject].append(mention)
        return dict(groups)

    @cached_property
    def mentions(self) -> dict[Subject, list[ScoreMention]]:
        """Return the mentions by subject without the weighted: 27.30 of 30 is IIT's 91.00, no other score."""
        groups = {
            subject: [row for row in rows if not self.is_weighted(subject, row.score, half_step(row.raw))]
            for subject, rows in self.all_mentions.items()
        }
        return {subject: rows for subject, rows in groups.items() if rows}

    @cached_property
    def scores(self) -> dict[Subject, StatedScore]:
        """Return the score of each subject: from the tables of the report, else from its first mention.

        What is plainly stated goes before what is not, and a weighted score is none.
        """
        stated: dict[Subject, StatedScore] = {}
        for row in self.report.indicator_scores:
            stated.setdefault(row.subject, StatedScore(row.subject, row.score, row))
        doubted = {_place(row) for rows in self.mentions.values() for row in rows if row.doubt}
        for whole in self.report.instrument_scores:
            if whole.part is not None and whole.instrument != "EIT":
                continue  # only EIT has parts
            if _place(whole) not in doubted and not self.is_weighted(
                whole.subject, whole.score, half_step(whole.raw)
            ):
                stated.setdefault(whole.subject, StatedScore(whole.subject, whole.score, whole))
        for subject, mentions in self.mentions.items():
            plain = [row for row in mentions if not row.doubt] or mentions
            first = next((row for row in plain if row.section == Section.SUMMARY), plain[0])
            stated.setdefault(subject, StatedScore(subject, first.score, first))
        return stated

    def is_weighted(self, subject: Subject, score: Decimal, half: Decimal) -> bool:
        """Whether an instrument's score is printed as its share of the whole: `EIT ได้ 26.17 คะแนน จากคะแนนเต็ม 30`.

        That is official practice (RULEBOOK.md, addendum) and no other value of the instrument: its indicators, its
        parts or another mention say what it is a share of.
        """
        instrument = subject.instrument
        if instrument is None or subject.part is not None:
            return False
        weight = self.rules.weights.values[instrument]
        if score > weight * 100:
            return False
        members = self._member_scores(instrument)
        wholes = [sum(members, Decimal(0)) / len(members)] if members else []
        wholes += [row.score for row in self.all_mentions.get(subject, ()) if row.score > score]
        slack = half + weight * Decimal("0.01")
        return any(whole > score and abs(score - weight * whole) <= slack for whole in wholes)

    def _member_scores(self, instrument: Instrument) -> list[Decimal]:
        """Return the scores of an instrument's indicators as the table has them; none where one is missing."""
        numbers = self.rules.members(instrument)
        found = {row.indicator: row.score for row in reversed(self.report.indicator_scores)}
        return [found[number] for number in numbers] if set(numbers) <= set(found) else []

    def is_printed_as_another(self, subject: Subject, value: Decimal) -> bool:
        """Whether a value that a subject should have is printed as something else's, or as nobody's.

        Then the reader may have mixed up two numbers, which is a doubt and no fault of the report.
        """
        own = {_place(row) for row in self.all_mentions.get(subject, ())}
        others = (
            row
            for row in self.report.numbers
            if _place(row) not in own and _TWO_DECIMALS.fullmatch(row.value)
        )
        return any(abs(Decimal(row.value) - value) <= _ROUNDED for row in others)

    @cached_property
    def name_findings(self) -> list[Finding]:
        """Return what the names in the report contradict, by the names of the country."""
        return name_findings(self.report, self.gazetteer or area_gazetteer())

    def indicator(self, number: int) -> StatedScore | None:
        """Return the score of an indicator, 1-10; None where none was read."""
        return self.scores.get(Subject.of_indicator(number))

    @cached_property
    def indicators(self) -> dict[int, StatedScore]:
        """Return the scores of the indicators by number, in order; those that were not read are left out."""
        return {number: stated for number in range(1, 11) if (stated := self.indicator(number)) is not None}

    def indicators_of(self, instrument: Instrument) -> list[StatedScore] | None:
        """Return the scores of an instrument's indicators, or None where one is missing."""
        members = self.rules.members(instrument)
        found = [self.indicators[number] for number in members if number in self.indicators]
        return found if len(found) == len(members) else None

    def basis(self, fact: str) -> Basis:
        """Return a fact of the year's rules as the basis of a finding.

        Where the report's year is unknown or has no rules, those of the nearest year are only inferred for it.
        """
        value: Fact = getattr(self.rules, fact)
        th, en = _BASES[fact]
        if self.year != self.rules.fiscal_year:
            value = value.model_copy(update={"confidence": "inferred"})
            th = f"{th}ของปี {self.rules.fiscal_year}"
            en = f"{en} of {self.rules.fiscal_year}"
        return Basis(value, th, en)

    def end_basis(self, code: str) -> Basis:
        """Return the basis of where the list of an item ends: as sure as its last item, and confirmed or a hint."""
        basis = self.item_basis(code)
        last = self.rules.oit_items.list[-1].confidence if code[0] == "o" else basis.fact.confidence
        fact = (
            basis.fact
            if basis.fact.confidence != "confirmed"
            else basis.fact.model_copy(update={"confidence": last})
        )
        if last not in ("confirmed", "one_source"):
            fact = basis.fact.model_copy(update={"confidence": last})
        return Basis(
            fact, f"จุดสิ้นสุดของ{basis.th}", f"the end of {basis.en.removeprefix('the ')}", confirmed=True
        )

    def item_basis(self, code: str) -> Basis:
        """Return the basis of what is known of an item."""
        return self.basis({"i": "iit_items", "e": "eit_items"}.get(code[0], "oit_items"))


def _place(row: EvidenceRow) -> tuple[int, float, float]:
    """Return where a row stands, alike for all rows that were read from one number."""
    return row.page, row.x0, row.top


def half_step(raw: str) -> Decimal:
    """Return half a step of the last decimal printed: 0.05 for one decimal, 0.005 for two (and for none)."""
    found = _DECIMALS.findall(raw)
    return Decimal("0.05") if found and len(found[-1]) == 1 else Decimal("0.005")


def mean(stated: list[StatedScore]) -> Decimal:
    """Return the plain mean, unrounded."""
    return sum((entry.score for entry in stated), Decimal(0)) / len(stated)


def mean_half(stated: list[StatedScore]) -> Decimal:
    """Return by how much rounding in print can have moved a mean."""
    return sum((entry.half for entry in stated), Decimal(0)) / len(stated)
