"""What a report is about: body, year with its rules, and scores that follow them."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.drawing.draws import Draw
from benchmarks.drawing.results import Results, cents, results, results_before

DOMAIN = Path(__file__).resolve().parents[3] / "shared" / "domain"
KINDS = {
    "TAO": ("องค์การบริหารส่วนตำบล", "อบต."),
    "ThesabanTambon": ("เทศบาลตำบล", "ทต."),
    "ThesabanMueang": ("เทศบาลเมือง", "ทม."),
    "ThesabanNakhon": ("เทศบาลนคร", "ทน."),
    "PAO": ("องค์การบริหารส่วนจังหวัด", "อบจ."),
}
# shares of each quality: the mean loss of an indicator of IIT and EIT, in points
_QUALITIES = {"high": 2.5, "good": 6.0, "middling": 11.0, "low": 20.0}


@dataclass(frozen=True)
class Body:
    """A local government; a province's own has no district."""

    kind: str
    short: str
    name: str
    district: str
    province: str
    classed: str  # TAO, ThesabanTambon, …

    @property
    def full(self) -> str:
        """Return class and name."""
        return f"{self.kind}{self.name}"

    @property
    def brief(self) -> str:
        """Return the short class and name."""
        return f"{self.short}{self.name}"


@dataclass(frozen=True)
class Item:
    """An item of a questionnaire: its code in small letters, its title where the year's list has one."""

    code: str
    title: str = ""
    sub: str = ""


@dataclass(frozen=True)
class Year:
    """A fiscal year (B.E.) with the names, items and levels of its edition."""

    number: int
    names: dict[int, str]
    items: dict[int, tuple[Item, ...]]
    parts: bool  # the external questionnaire has two parts
    rating: dict[str, Any]
    subs: dict[str, str]  # names of the sub-indicators of 9 and 10, where known

    def level(self, overall: Decimal, instruments: list[Decimal]) -> str:
        """Return the level by the year's rule."""
        if self.rating["kind"] == "letter":
            floors = ((level["name"], Decimal(level["min"])) for level in self.rating["levels"])
            return str(next(name for name, floor in floors if overall >= floor))
        lowest = min(instruments)
        for name, floor in (("ผ่านดีเยี่ยม", 95), ("ผ่านดี", 85)):
            if overall >= floor and lowest >= floor:
                return name
        return "ผ่าน" if overall >= 85 else "ต้องปรับปรุง" if overall >= 70 else "ต้องปรับปรุงโดยด่วน"


@dataclass(frozen=True)
class Facts:
    """All that is true in a report; scores are printed with two decimals at most."""

    body: Body
    year: Year
    indicators: dict[int, Decimal]
    instruments: dict[str, Decimal]
    parts: tuple[Decimal, Decimal] | None
    overall: Decimal
    level: str
    failing: tuple[Item, ...]  # items of OIT without score
    others: tuple[Body, ...]  # of the same province
    before: Results  # of the year before


@cache
def _rulebook() -> dict[str, Any]:
    book: dict[str, Any] = json.loads((DOMAIN / "rulebook.json").read_text("utf-8"))
    return book


@cache
def _bodies() -> tuple[Body, ...]:
    with (DOMAIN / "lao_2017.csv").open(encoding="utf-8-sig", newline="") as rows:
        return tuple(
            Body(
                *KINDS[row["lao_type"]],
                row["name_th"],
                "" if row["lao_type"] == "PAO" else row["amphoe"],
                row["province"],
                row["lao_type"],
            )
            for row in csv.DictReader(rows)
            if all("ก" <= letter <= "๎" for letter in row["name_th"])
        )


def _codes(first: str, last: str) -> tuple[Item, ...]:
    return tuple(Item(f"{first[0]}{n}") for n in range(int(first[1:]), int(last[1:]) + 1))


def _open_items(listed: list[dict[str, Any]], number: int) -> dict[int, tuple[Item, ...]]:
    """Return the items of indicators 9 and 10; of FY 2569 the list tells no parts, and items from o20 prevent."""
    parted: dict[int, list[Item]] = {9: [], 10: []}
    for row in listed:
        sub = row["sub_indicator"] or ""
        tenth = sub.startswith("10") if sub else int(row["code"][1:]) >= 20
        parted[10 if tenth else 9].append(Item(row["code"], row["title"], sub))
    return {n: tuple(items) for n, items in parted.items()}


@cache
def year_of(number: int) -> Year:
    """Return the year's edition."""
    stated = _rulebook()["years"][str(number)]
    items = {
        int(n): _codes(*ends)
        for part in ("iit", "eit")
        for n, ends in stated["items"][part]["ranges"].items()
    }
    return Year(
        number,
        {row["no"]: row["name_th"] for row in stated["indicators"]["list"]},
        items | _open_items(stated["items"]["oit"]["list"], number),
        stated["eit_parts"]["reported_separately"],
        stated["rating"],
        {
            code: name.partition(" (title")[0]
            for code, name in (stated["sub_indicators"]["list"] or {}).items()
        },
    )


def _open_score(items: tuple[Item, ...], failing: list[Item]) -> Decimal:
    """Return the mean of the means of the sub-indicators, each item being 0 or 100."""
    means = []
    for sub in sorted({item.sub for item in items}):
        group = [item for item in items if item.sub == sub]
        means.append(Decimal(100 * sum(item not in failing for item in group)) / len(group))
    return sum(means, Decimal(0)) / len(means)


def _scores(draw: Draw, year: Year, loss: float) -> tuple[dict[int, Decimal], tuple[Item, ...]]:
    """Return the score of each indicator and the items of OIT that failed."""
    rng = draw.rng
    scores = {
        n: Decimal(str(round(100 - min(60.0, rng.gammavariate(2.2, loss / 2.2)), 2))) for n in range(1, 9)
    }
    if rng.random() < 0.1:
        scores[rng.randint(1, 8)] = Decimal("100.00")
    most = {2.5: 1, 6.0: 3, 11.0: 5, 20.0: 8}[loss]
    failing: list[Item] = []
    for n in (9, 10):
        lost = draw.some(year.items[n], 0, most)
        failing += lost
        scores[n] = cents(_open_score(year.items[n], lost))
    return scores, tuple(sorted(failing, key=lambda item: int(item.code[1:])))


def _near_bound(overall: Decimal, instruments: list[Decimal]) -> bool:
    """Return whether rounding may change the level."""
    bounds = (95, 85, 75, 70, 65, 55, 50)
    return any(abs(value - bound) <= Decimal("0.03") for value in (overall, *instruments) for bound in bounds)


def draw_facts(draw: Draw) -> Facts:
    """Return facts at random; drawn anew where the level is a matter of rounding or of how the rule is read."""
    year = year_of(draw.pick("year", range(2562, 2570), (1, 1, 1, 2, 2, 3, 3, 2)))
    classed = draw.pick("class", tuple(KINDS), (45, 30, 10, 7, 8))
    body = draw.of([entry for entry in _bodies() if entry.classed == classed])
    loss = _QUALITIES[draw.pick("quality", tuple(_QUALITIES), (35, 35, 22, 8))]
    near = [
        entry
        for entry in _bodies()
        if entry.province == body.province and entry != body and entry.name != body.name
    ]
    while True:
        indicators, failing = _scores(draw, year, loss)
        this = results(indicators)
        printed, overall = this.instruments, this.overall
        gap = Decimal(str(round(draw.rng.uniform(-4, 4), 2)))
        gap = min(abs(gap), (100 - printed["EIT"])) * (1 if gap > 0 else -1)
        halves = (cents(printed["EIT"] - gap), cents(printed["EIT"] + gap)) if year.parts else None
        three = list(printed.values())
        four = [printed["IIT"], *(halves or (printed["EIT"],)), printed["OIT"]]
        level = year.level(overall, four)
        if not _near_bound(overall, [*three, *four]) and level == year.level(overall, three):
            return Facts(
                body,
                year,
                indicators,
                printed,
                halves,
                overall,
                level,
                failing,
                tuple(draw.some(near, 4, 7)),
                results_before(draw, indicators),
            )
