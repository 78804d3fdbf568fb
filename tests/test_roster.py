"""Announcements that list many organisations: what is a roster, how its rows are read, and what proves them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.corpora import REAL
from ita_extract import extract
from ita_extract.layout.document import PageLayout, lay_out
from ita_extract.model import RosterScore, Status
from ita_extract.parsing.roster import Roster, read_roster
from ita_extract.reading.page import Glyph, PageContent, Rule, Sheet
from tests.typesetting import SIZE, advance, glyph

FIXTURES = Path(__file__).parents[1] / "fixtures"
WIDTHS = (40, 180, 60, 60, 60, 60, 100)
ROW = 24.0
HEAD = ("ที่", "ชื่อหน่วยงาน", "IIT", "EIT", "OIT", "รวม", "ระดับ")
PLACES = (
    "เทศบาลตำบลบ้านดู่",
    "เทศบาลเมืองน่าน",
    "เทศบาลตำบลปัว",
    "องค์การบริหารส่วนตำบลหัวเขา",
    "เทศบาลตำบลเกาะคา",
    "เทศบาลนครตรัง",
)
SCORES = (
    ("๓๐.๐๐", "๒๙.๘๙", "๔๐.๐๐", "๙๙.๘๙"),
    ("29.92", "29.93", "40.00", "99.85"),
    ("๒๙.๙๖", "๒๙.๘๐", "๔๐.๐๐", "๙๙.๗๖"),
    ("๒๙.๗๒", "๒๙.๘๖", "๔๐.๐๐", "๙๙.๕๘"),
    ("๒๙.๘๒", "๒๙.๗๐", "๔๐.๐๐", "๙๙.๕๒"),
    ("๒๙.๗๖", "๒๙.๖๔", "๔๐.๐๐", "๙๙.๔๐"),
)  # fmt: skip
Cells = tuple[str, ...]


def rows_of(scores: tuple[Cells, ...] = SCORES) -> list[Cells]:
    return [
        (str(number), name, *told, "ผ่านดีเยี่ยม")
        for number, (name, told) in enumerate(zip(PLACES, scores, strict=True), start=1)
    ]


def page_of(rows: list[Cells], number: int = 1, widths: tuple[int, ...] = WIDTHS) -> PageContent:
    """Return a page with a ruled table."""
    glyphs: list[Glyph] = []
    rules: list[Rule] = []
    lefts = [30.0 + sum(widths[:column]) for column in range(len(widths) + 1)]
    for line in range(len(rows) + 1):
        rules.append(Rule(lefts[0], 100 + line * ROW, lefts[-1], 100 + line * ROW))
    rules.extend(Rule(left, 100, left, 100 + len(rows) * ROW) for left in lefts)
    for line, cells in enumerate(rows):
        for column, text in enumerate(cells):
            x = lefts[column] + 3
            for letter in text:
                glyphs.append(glyph(letter, x, 100 + line * ROW + 17))
                x += advance(letter) * SIZE
    return PageContent(Sheet(number, 600, 840), glyphs, rules, [], ["THSarabunPSK"])


def read(*pages: list[Cells], widths: tuple[int, ...] = WIDTHS) -> Roster | None:
    laid: list[PageLayout] = lay_out(
        [page_of(rows, number, widths) for number, rows in enumerate(pages, start=1)]
    )
    return read_roster(laid)


def told(row: RosterScore) -> tuple[object, ...]:
    return (
        row.rank,
        row.organization_written,
        row.IIT,
        row.EIT,
        row.OIT,
        row.total,
        row.rating,
        row.row_sum_ok,
    )


def test_rows_are_read_with_their_sums() -> None:
    roster = read([HEAD, *rows_of()])
    assert roster is not None
    assert len(roster.rows) == 6
    assert told(roster.rows[0]) == (
        1, "เทศบาลตำบลบ้านดู่", Decimal("30.00"), Decimal("29.89"), Decimal("40.00"), Decimal("99.89"), "ผ่านดีเยี่ยม", True,
    )  # fmt: skip
    assert roster.rows[3].organization_written == "องค์การบริหารส่วนตำบลหัวเขา"
    assert all(row.confidence == 1 and row.text_source == "text" for row in roster.rows)
    assert roster.doubts == ()


def test_the_next_page_goes_on_without_headings() -> None:
    rows = rows_of()
    roster = read([HEAD, *rows[:3]], rows[3:])
    assert roster is not None
    assert [row.rank for row in roster.rows] == [1, 2, 3, 4, 5, 6]
    assert [row.page for row in roster.rows] == [1, 1, 1, 2, 2, 2]


def test_a_wrong_sum_is_told_and_kept() -> None:
    roster = read([HEAD, *rows_of((*SCORES[:2], ("๒๙.๙๖", "๒๙.๘๐", "๔๐.๐๐", "๙๙.๗๗"), *SCORES[3:]))])
    assert roster is not None
    assert [row.row_sum_ok for row in roster.rows] == [True, True, False, True, True, True]
    assert [doubt.split(":")[0] for doubt in roster.doubts] == ["roster-row-sum"]


def test_a_dash_is_no_part_of_the_total() -> None:
    roster = read([HEAD, *rows_of((("๓๐.๐๐", "-", "๔๐.๐๐", "๗๐.๐๐"), *SCORES[1:]))])
    assert roster is not None
    assert roster.rows[0].EIT is None
    assert roster.rows[0].row_sum_ok is True
    assert roster.doubts == ()


@pytest.mark.parametrize(
    "scores",
    [
        ("๓๐.๐๐", "", "๔๐.๐๐", "๗๐.๐๐"),
        ("๓๐.๐๐", "๒๙.๘๙", "๔๐.๐๐", ""),
        ("-", "-", "-", "-"),
        ("๓๐.๐๐", "๒ก", "๔๐.๐๐", "๗๐.๐๐"),
    ],
)
def test_a_row_without_all_its_scores_is_not_proved(scores: tuple[str, ...]) -> None:
    roster = read([HEAD, *rows_of((scores, *SCORES[1:]))])
    assert roster is not None
    assert roster.rows[0].row_sum_ok is None
    assert [doubt.split(":")[0] for doubt in roster.doubts] == ["roster-row-unproved"]


def test_a_gap_in_the_ranks_is_told() -> None:
    rows = rows_of()
    del rows[2]
    roster = read([HEAD, *rows])
    assert roster is not None
    assert [doubt.split(":")[0] for doubt in roster.doubts] == ["roster-rank-gap"]


def test_scores_of_a_hundred_add_up_by_their_weights() -> None:
    scores = tuple(("90.00", "80.00", "70.00", "79.00") for _ in PLACES)
    roster = read([HEAD, *rows_of(scores)])
    assert roster is not None
    assert all(row.row_sum_ok for row in roster.rows)


def test_a_rank_is_not_needed_nor_a_level() -> None:
    rows = [cells[1:6] for cells in [HEAD, *rows_of()]]
    roster = read(rows, widths=WIDTHS[1:6])
    assert roster is not None
    assert [row.rank for row in roster.rows] == [None] * 6
    assert [row.total for row in roster.rows][:2] == [Decimal("99.89"), Decimal("99.85")]


def test_a_few_organisations_or_years_are_no_roster() -> None:
    assert read([HEAD, *rows_of()[:4]]) is None
    years = [(str(n), f"ปี พ.ศ. {2560 + n}", *scores, "ผ่าน") for n, scores in enumerate(SCORES)]
    assert read([HEAD, *years]) is None
    departments = [(str(n), f"ตัวชี้วัดที่ {n} การเปิดเผยข้อมูล", *scores, "ผ่าน") for n, scores in enumerate(SCORES)]
    assert read([HEAD, *departments]) is None


def test_no_fixture_is_taken_for_a_roster() -> None:
    for name in (
        "2569-nan-thesaban-tambon-pua.pdf",
        "2563-phangnga-obj-phangnga.pdf",
        "notice-budget-2567.pdf",
    ):
        assert extract(FIXTURES / name).roster_scores == ()


hundredths = st.integers(0, 3000).map(lambda value: Decimal(value) / 100)


@given(hundredths, hundredths, hundredths, st.integers(-300, 300))
def test_a_sum_holds_only_where_it_holds(iit: Decimal, eit: Decimal, oit: Decimal, off: int) -> None:
    from ita_extract.parsing.roster import _adds_up

    total = iit + eit + oit + Decimal(off) / 100
    weighted = Decimal("0.3") * iit + Decimal("0.3") * eit + Decimal("0.4") * oit
    holds = _adds_up([iit, eit, oit], total, 2568)
    assert holds == (off == 0 or abs(weighted - total) <= Decimal("0.005"))


@pytest.mark.skipif(not REAL.is_dir(), reason="../shared/real is not here")
def test_a_scanned_roster_is_read() -> None:
    report = extract(REAL / "k3.pdf")
    assert report.document.status is Status.REVIEW
    assert report.document.fiscal_year == 2568
    assert len(report.roster_scores) >= 50
    first = report.roster_scores[0]
    assert (first.rank, first.IIT, first.EIT, first.OIT, first.total) == (
        1, Decimal("30.00"), Decimal("29.89"), Decimal("40.00"), Decimal("99.89"),
    )  # fmt: skip
    assert sum(bool(row.row_sum_ok) for row in report.roster_scores) >= 45
    assert report.findings == ()
