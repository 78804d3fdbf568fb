"""What a harmless sentence may speak of: the report into which it is put, and chance."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from ita_extract.checking.case import Case
from ita_extract.model import Report

_OTHERS = (
    "เทศบาลตำบลแม่ปั๋ง",
    "เทศบาลตำบลพลา",
    "องค์การบริหารส่วนตำบลทุ่งต้อม",
    "เทศบาลนครเชียงราย",
    "เทศบาลเมืองน่าน",
    "องค์การบริหารส่วนจังหวัดแพร่",
)
_PLACES = (("เกาะคา", "ลำปาง"), ("แม่วาง", "เชียงใหม่"), ("บ้านฉาง", "ระยอง"), ("เมืองลำพูน", "ลำพูน"))


@dataclass(frozen=True)
class Facts:
    """What a sentence may speak of: the fixture's report, and chance."""

    report: Report
    chance: random.Random

    @property
    def year(self) -> int:
        """The fiscal year of the report, B.E."""
        return self.report.document.fiscal_year or 2568

    @property
    def province(self) -> str:
        """The bare name of the province."""
        return self.report.document.province or "ลำปาง"

    @property
    def own(self) -> str:
        """What the organisation is called."""
        return f"{self.report.document.organization_type}{self.report.document.organization_name}"

    @property
    def score(self) -> str:
        """A score that is nobody's here."""
        return f"{self.chance.uniform(61, 99.9):.2f}"

    @property
    def indicator(self) -> str:
        """An indicator, by number and name or by number alone."""
        number = self.chance.randint(1, 10)
        name = Case.of(self.report).rules.indicator(number).name
        return self.chance.choice((f"ตัวชี้วัดที่ {number} {name}", f"ตัวชี้วัดที่ {number}"))

    @property
    def instrument(self) -> str:
        """An instrument by its abbreviation."""
        return self.chance.choice(("IIT", "EIT", "OIT"))

    @property
    def other(self) -> str:
        """Another organisation."""
        return self.chance.choice([name for name in _OTHERS if name != self.own])

    @property
    def place(self) -> tuple[str, str]:
        """A district elsewhere and its province."""
        return self.chance.choice([pair for pair in _PLACES if pair[1] != self.province])

    @property
    def weighted(self) -> str:
        """The share of IIT in the whole, as the report's own figures give it."""
        members = Case.of(self.report).indicators_of("IIT")
        return (
            f"{sum(member.score for member in members) / len(members) * 3 / 10:.2f}" if members else "28.50"
        )

    @property
    def lowest(self) -> int:
        """The indicator of the lowest score, by number."""
        return min(self.report.indicator_scores, key=lambda row: row.score).indicator

    @property
    def highest(self) -> int:
        """The indicator of the highest score, by number."""
        return max(self.report.indicator_scores, key=lambda row: row.score).indicator

    def of(self, indicator: int) -> Decimal:
        """The score of an indicator by its number."""
        return next(row.score for row in self.report.indicator_scores if row.indicator == indicator)

    def named(self, indicator: int) -> str:
        """An indicator by number and official name."""
        return f"ตัวชี้วัดที่ {indicator} {Case.of(self.report).rules.indicator(indicator).name}"

    @property
    def gap(self) -> Decimal:
        """How much the highest indicator is above the lowest."""
        return self.of(self.highest) - self.of(self.lowest)

    @property
    def missing(self) -> Decimal:
        """What the lowest indicator lacks to full marks."""
        return 100 - self.of(self.lowest)

    @property
    def rounded(self) -> int:
        """The overall score without decimals."""
        return round(self.report.document.overall_score or 90)


Sentence = Callable[[Facts], str]
