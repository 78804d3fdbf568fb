"""The synthetic announcements: true to the rules of their years, made anew from the generator, read without a fault."""

from __future__ import annotations

import csv
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.corpora import FIXTURES, corpus, load_gold  # noqa: E402
from benchmarks.scoring import Outcome, score  # noqa: E402
from fixtures.generator.facts import WEIGHTS, half_up, year_facts  # noqa: E402
from fixtures.generator.rosters import INSTRUMENTS, ROSTERS, Roster, gold, lines, places  # noqa: E402
from ita_extract import extract  # noqa: E402
from ita_extract.model import Status  # noqa: E402

FOLDER = FIXTURES / "rosters"
LAO = ROOT.parent / "shared" / "domain" / "lao_2017.csv"
every = pytest.mark.parametrize("roster", ROSTERS, ids=lambda roster: roster.name)


def committed(roster: Roster) -> dict[str, Any]:
    return load_gold(FOLDER / f"{roster.name}.gold.json")


def test_files_belong_together_and_the_benchmark_counts_them() -> None:
    names = {roster.name for roster in ROSTERS}
    assert {path.stem for path in FOLDER.glob("*.pdf")} == names
    assert {path.name.removesuffix(".gold.json") for path in FOLDER.glob("*.gold.json")} == names
    assert {case.pdf.stem for case in corpus(FIXTURES).cases if case.pdf.parent == FOLDER} == names
    readme = (FIXTURES / "README.md").read_text("utf-8")
    assert not [name for name in names if name not in readme]


def test_digits_producers_districts_and_weights_differ() -> None:
    assert {roster.thai for roster in ROSTERS} == {roster.weighted for roster in ROSTERS} == {True, False}
    assert len({roster.producer for roster in ROSTERS}) == 3
    assert {"district" in {column for column, _, _ in roster.columns} for roster in ROSTERS} == {True, False}
    assert all(15 <= len(places(roster.province)) <= 60 for roster in ROSTERS)


@every
def test_generator_gives_the_committed_gold_again(roster: Roster) -> None:
    assert json.loads(json.dumps(gold(roster)), parse_float=Decimal) == committed(roster)


@every
def test_totals_levels_and_ranks_follow_the_rules_of_the_year(roster: Roster) -> None:
    facts = year_facts(roster.year)
    rows = lines(roster)
    for row in rows:
        if roster.weighted:
            assert row.total == sum(row.scores.values(), Decimal(0))
            assert all(row.scores[name] <= 100 * WEIGHTS[name] for name in INSTRUMENTS)
        else:
            parts = (WEIGHTS[name] * row.scores[name] for name in INSTRUMENTS)
            assert row.total == half_up(sum(parts, Decimal(0)))
            assert row.level == facts.rating(row.total, tuple(row.scores.values()))
        assert row.rank == 1 + sum(other.total > row.total for other in rows)
    assert len({row.level for row in rows}) >= 3


@every
def test_an_announcement_is_read_without_a_fault(roster: Roster) -> None:
    report = extract(FOLDER / f"{roster.name}.pdf")
    scored = score(report, committed(roster))
    assert [point for point in scored.points if point.outcome is not Outcome.RIGHT] == []
    assert scored.unscored == ()
    assert report.document.status is Status.OK
    assert report.document.page_count > 1
    assert [row.rank for row in report.roster_scores] == [row.rank for row in lines(roster)]


def test_a_name_cut_by_a_page_end_is_whole() -> None:
    """One row of this announcement has the class at the end of a page and the name on the next."""
    rows = extract(FOLDER / "2568-lampang.pdf").roster_scores
    cut = [row for row in rows if row.raw.startswith("7 องค์การบริหารส่วนตำบล")]
    assert [row.organization_written for row in cut] == ["องค์การบริหารส่วนตำบลเวียงตาล"]
    assert "เวียงตาล" not in cut[0].raw, "evidence is that of the row's beginning"


@pytest.mark.skipif(not LAO.exists(), reason="../shared/domain is not beside this checkout")
def test_the_organisations_are_real() -> None:
    kinds = {
        "ThesabanNakhon": "เทศบาลนคร", "ThesabanMueang": "เทศบาลเมือง", "ThesabanTambon": "เทศบาลตำบล",
        "TAO": "องค์การบริหารส่วนตำบล", "PAO": "องค์การบริหารส่วนจังหวัด",
    }  # fmt: skip
    with LAO.open(encoding="utf-8-sig") as rows:
        known = {
            (kinds.get(row["lao_type"]), row["name_th"], row["amphoe"], row["province"])
            for row in csv.DictReader(rows)
        }
    for roster in ROSTERS:
        for position in places(roster.province):
            assert (position.kind, position.name, position.district, position.province) in known
