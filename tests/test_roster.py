"""Announcements that list many organisations: what is a roster, how its rows are read, and what proves them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import make_report
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.corpora import REAL
from ita_extract import extract
from ita_extract.assembling.report import guessed
from ita_extract.layout.document import document_of
from ita_extract.layout.pages import PageLayout, lay_out
from ita_extract.model import Report, RosterScore, Status
from ita_extract.reading.page import Doubt, Glyph, PageContent, Rule, Sheet
from ita_extract.tables.roster import Roster, read_roster, unread_roster
from tests.typesetting import SIZE, advance, glyph

FIXTURES = Path(__file__).parents[1] / "fixtures"
WIDTHS = (40, 180, 60, 60, 60, 60, 100)
ROW = 24.0
TITLE = "ประกาศผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2568"
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
        (str(number), name, *stated, "ผ่านดีเยี่ยม")
        for number, (name, stated) in enumerate(zip(PLACES, scores, strict=True), start=1)
    ]


def page_of(
    rows: list[Cells], number: int = 1, widths: tuple[int, ...] = WIDTHS, title: str = TITLE
) -> PageContent:
    """Return a page with a ruled table, and a title above it."""
    glyphs: list[Glyph] = []
    rules: list[Rule] = []
    lefts = [30.0 + sum(widths[:column]) for column in range(len(widths) + 1)]

    def write(text: str, x: float, baseline: float) -> None:
        for letter in text:
            glyphs.append(glyph(letter, x, baseline))
            x += advance(letter) * SIZE

    if number == 1:
        for line, text in enumerate(title.split("|")):
            write(text, 40, 60 + line * 20 - 20 * title.count("|"))
    for line in range(len(rows) + 1):
        rules.append(Rule(lefts[0], 100 + line * ROW, lefts[-1], 100 + line * ROW))
    rules.extend(Rule(left, 100, left, 100 + len(rows) * ROW) for left in lefts)
    for line, cells in enumerate(rows):
        for column, text in enumerate(cells):
            write(text, lefts[column] + 3, 100 + line * ROW + 17)
    return PageContent(Sheet(number, 600, 840), glyphs, rules, [], ["THSarabunPSK"])


def read_pages(*pages: PageContent) -> Roster | None:
    laid: list[PageLayout] = lay_out(list(pages))
    return read_roster(laid, document_of(laid))


def read(*pages: list[Cells], widths: tuple[int, ...] = WIDTHS) -> Roster | None:
    return read_pages(*(page_of(rows, number, widths) for number, rows in enumerate(pages, start=1)))


def slugs(roster: Roster | None) -> list[str]:
    assert roster is not None
    return [doubt.slug for doubt in roster.doubts]


def stated(row: RosterScore) -> tuple[object, ...]:
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
    assert stated(roster.rows[0]) == (
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
    roster = read([HEAD, *rows_of((*SCORES[:2], ("๒๙.๙๖", "๒๙.๘๐", "๔๐.๐๐", "๙๙.๙๗"), *SCORES[3:]))])
    assert roster is not None
    assert [row.row_sum_ok for row in roster.rows] == [True, True, False, True, True, True]
    assert slugs(roster) == ["roster-row-sum"]


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
    assert slugs(roster) == ["roster-row-unproved"]


def test_a_gap_in_the_ranks_is_told() -> None:
    rows = rows_of()
    del rows[2]
    roster = read([HEAD, *rows])
    assert roster is not None
    assert slugs(roster) == ["roster-rank-gap"]


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


def test_a_next_page_of_another_width_is_told() -> None:
    narrow = [cells[:6] for cells in rows_of()]
    assert slugs(read_pages(page_of([HEAD, *rows_of()]), page_of(narrow, 2, WIDTHS[:6]))) == [
        "roster-unread-table"
    ]


def test_scores_outside_of_rules_are_told() -> None:
    page = page_of([HEAD, *rows_of()], title=TITLE + "|เทศบาลตำบลแม่สาย 29.00 28.00 39.00 96.00")
    assert slugs(read_pages(page)) == ["roster-unread-line"]


def test_departments_of_a_report_are_no_roster() -> None:
    names = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "ฝ่ายทะเบียน", "งานนิติการ")
    rows = [
        (str(n), name, *scores, "ผ่าน") for n, (name, scores) in enumerate(zip(names, SCORES, strict=True), 1)
    ]
    assert read([HEAD, *rows]) is None


def test_a_report_that_compares_its_neighbours_is_no_roster() -> None:
    indicators = "การปฏิบัติหน้าที่ การใช้งบประมาณ การใช้อำนาจ|การแก้ไขปัญหาการทุจริต คุณภาพการดำเนินงาน การเปิดเผยข้อมูล"
    assert read_pages(page_of([HEAD, *rows_of()], title=TITLE + "|" + indicators)) is None


def test_a_roster_without_its_year_proves_no_weights() -> None:
    scores = tuple(("90.00", "80.00", "70.00", "79.00") for _ in PLACES)
    roster = read_pages(page_of([HEAD, *rows_of(scores)], title="ประกาศผลการประเมิน"))
    assert slugs(roster) == ["missing-fiscal-year", *["roster-row-sum"] * 6]


def test_a_lost_first_page_is_told() -> None:
    later = [(str(n + 20), *cells[1:]) for n, cells in enumerate(rows_of())]
    assert slugs(read([HEAD, *later])) == ["roster-rank-gap"]


def test_one_rank_with_two_totals_is_told() -> None:
    rows = rows_of()
    rows[1] = ("1", *rows[1][1:])
    assert "roster-rank-gap" in slugs(read([HEAD, *rows]))


def test_a_row_without_its_level_is_told() -> None:
    rows = rows_of()
    rows[2] = (*rows[2][:6], "")
    assert slugs(read([HEAD, *rows])) == ["roster-row-unproved"]


def test_headings_may_be_repeated_on_the_next_page() -> None:
    rows = rows_of()
    roster = read([HEAD, *rows[:3]], [HEAD, *rows[3:]])
    assert roster is not None
    assert [row.rank for row in roster.rows] == [1, 2, 3, 4, 5, 6]
    assert roster.doubts == ()


def test_guessed_characters_of_a_roster_are_told() -> None:
    roster = read([HEAD, *rows_of()])
    assert roster is not None
    sure = Report(document=make_report(reasons=()).document, roster_scores=roster.rows)
    doubtful = roster.rows[0].model_copy(update={"confidence": 0.9})
    assert list(guessed(sure)) == []
    (reason,) = guessed(sure.model_copy(update={"roster_scores": (doubtful,)}))
    assert (reason.slug, reason.page, reason.table, reason.row) == (
        "guessed-characters",
        1,
        "roster_scores",
        1,
    )


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
    from ita_extract.tables.roster_sums import adds_up

    total = iit + eit + oit + Decimal(off) / 100
    weighted = Decimal("0.3") * iit + Decimal("0.3") * eit + Decimal("0.4") * oit
    holds = adds_up((iit, eit, oit), total, 2568)
    assert holds == (off == 0 or abs(weighted - total) <= Decimal("0.005"))


def test_a_total_of_unrounded_parts_differs_by_two_hundredths_at_most() -> None:
    from ita_extract.tables.roster_sums import UNROUNDED, adds_up

    scores = (Decimal("29.33"), Decimal("28.41"), Decimal("38.70"))
    assert adds_up(scores, Decimal("96.46"), None, UNROUNDED)
    assert adds_up(scores, Decimal("96.47"), None, UNROUNDED) is False
    assert adds_up(scores, Decimal("96.45"), None) is False  # of a picture: a digit may be off by one


def test_a_weighted_total_of_unrounded_scores_differs_by_a_hundredth_at_most() -> None:
    from ita_extract.tables.roster_sums import UNROUNDED, adds_up

    scores = (Decimal("70.11"), Decimal("65.40"), Decimal("67.18"))  # 67.525
    assert adds_up(scores, Decimal("67.53"), 2563, UNROUNDED)
    assert adds_up((*scores[:2], Decimal("67.17")), Decimal("67.53"), 2563, UNROUNDED)  # 67.521
    assert adds_up(scores, Decimal("67.54"), 2563, UNROUNDED) is False
    assert adds_up((*scores[:2], Decimal("67.17")), Decimal("67.53"), 2563) is False


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


def unruled(page: PageContent) -> PageContent:
    return PageContent(page.sheet, page.glyphs, [], page.pictures, page.fonts)


def test_a_roster_without_rules_is_told() -> None:
    pages = lay_out([unruled(page_of([HEAD, *rows_of()]))])
    assert read_roster(pages, document_of(pages)) is None
    (doubt,) = unread_roster(pages)
    assert (doubt.slug, doubt.page) == ("roster-unread", 1)


def test_a_few_organisations_with_scores_are_told() -> None:
    pages = lay_out([page_of([HEAD, *rows_of()[:4]])])
    assert read_roster(pages, document_of(pages)) is None
    assert unread_roster(pages)


def test_scores_that_are_not_of_ita_are_no_roster() -> None:
    pages = lay_out([page_of([HEAD, *rows_of()], title="รายงานการเบิกจ่าย")])
    assert unread_roster(pages) == ()


def test_the_mean_of_a_province_is_no_organisation() -> None:
    mean = ("จังหวัดน่าน", *SCORES[0], "ผ่าน")
    rows = [cells[1:] for cells in [HEAD, *rows_of()]]
    roster = read([*rows, mean], widths=WIDTHS[1:])
    assert roster is not None
    assert len(roster.rows) == 6
    assert slugs(roster) == ["roster-unread-row"]


def test_a_roster_of_provinces_keeps_them() -> None:
    rows = [(cells[0], f"จังหวัดที่{'กขคงจฉ'[n]}มน", *cells[2:]) for n, cells in enumerate(rows_of())]
    roster = read([HEAD, *rows])
    assert roster is not None
    assert len(roster.rows) == 6


def test_of_the_scores_of_two_years_none_is_chosen() -> None:
    head = (*HEAD[:6], "IIT", "EIT", "OIT", "รวม")
    rows = [(*cells[:6], "20.00", "20.00", "20.00", "60.00") for cells in rows_of()]
    assert read([head, *rows], widths=(30, 150, *([45] * 8))) is None


def test_a_district_is_not_taken_for_the_organisation() -> None:
    head = (HEAD[0], "อำเภอ", *HEAD[1:])
    rows = [(cells[0], f"อำเภอที่{'กขคงจฉ'[n]}มน", *cells[1:]) for n, cells in enumerate(rows_of())]
    roster = read([head, *rows], widths=(30, 90, 150, 50, 50, 50, 50, 70))
    assert roster is not None
    assert [row.organization_written for row in roster.rows] == list(PLACES)
    assert roster.doubts == ()


def test_a_row_of_weights_belongs_to_the_headings() -> None:
    roster = read([HEAD, ("", "", "(30)", "(30)", "(40)", "(100)", ""), *rows_of()])
    assert roster is not None
    assert len(roster.rows) == 6
    assert roster.doubts == ()


def test_a_rank_may_stand_in_the_cell_of_the_name() -> None:
    rows = [(f"{cells[0]}. {cells[1]}", *cells[2:]) for cells in rows_of()]
    roster = read([HEAD[1:], *rows], widths=WIDTHS[1:])
    assert roster is not None
    assert [(row.rank, row.organization_written) for row in roster.rows] == list(enumerate(PLACES, start=1))


def test_a_total_may_stand_before_the_scores() -> None:
    order = (0, 1, 5, 6, 2, 3, 4)
    rows = [tuple(cells[at] for at in order) for cells in [HEAD, *rows_of()]]
    roster = read(rows, widths=tuple(WIDTHS[at] for at in order))
    assert roster is not None
    assert all(row.row_sum_ok for row in roster.rows)
    assert roster.doubts == ()


def test_equal_ranks_may_be_followed_by_the_place_in_the_list() -> None:
    scores = (SCORES[0], SCORES[1], SCORES[1], *SCORES[3:])
    rows = rows_of(scores)
    rows[2] = ("2", *rows[2][1:])
    roster = read([HEAD, *rows])
    assert roster is not None
    assert roster.doubts == ()
    del rows[2]
    assert slugs(read([HEAD, *rows])) == ["roster-rank-gap"]


def test_the_rest_of_a_name_on_the_next_page_belongs_to_it() -> None:
    rows = rows_of()
    cut = [*rows[:3], (*rows[3][:1], "องค์การบริหารส่วนตำบล", *rows[3][2:])]
    roster = read([HEAD, *cut], [HEAD, ("", "หัวเขา", "", "", "", "", ""), *rows[4:]])
    assert roster is not None
    assert [row.organization_written for row in roster.rows] == list(PLACES)
    assert roster.doubts == ()


def test_an_organisation_without_scores_on_the_next_page_is_no_rest_of_a_name() -> None:
    rows = rows_of()
    roster = read([HEAD, *rows[:4]], [HEAD, ("", "เทศบาลตำบลเชียงกลาง", "", "", "", "", ""), *rows[4:]])
    assert roster is not None
    assert len(roster.rows) == 7
    assert "roster-row-unproved" in slugs(roster)


def in_doubt(page: PageContent, position: int, others: str) -> PageContent:
    """Return a scanned page on which one character may be another digit."""
    glyph = page.glyphs[position]
    sheet = replace(page.sheet, text_source="ocr")
    return replace(page, sheet=sheet, doubts=(Doubt(glyph.mid, glyph.baseline, others),))


def place_in(page: PageContent, text: str) -> int:
    """Return where a text begins among the glyphs of a page."""
    return "".join(glyph.text for glyph in page.glyphs).index(text)


def test_the_sum_of_a_scanned_row_decides_between_readings_of_a_digit() -> None:
    misread = (("๓๐.๐๐", "๒๙.๓๙", "๔๐.๐๐", "๙๙.๘๙"), *SCORES[1:])
    page = page_of([HEAD, *rows_of(misread)])
    roster = read_pages(in_doubt(page, place_in(page, "๒๙.๓๙") + 3, "๘๔"))
    assert roster is not None
    first = roster.rows[0]
    assert (first.EIT, first.row_sum_ok) == (Decimal("29.89"), True)
    assert first.confidence < 1
    assert [(doubt.page, doubt.detail) for doubt in roster.doubts if doubt.slug == "settled-score"] == [
        (1, "เทศบาลตำบลบ้านดู่: the row's sum decides for 29.89 for 29.39")
    ]


def test_a_row_whose_sum_no_reading_fulfils_stays_as_it_was_read() -> None:
    misread = (("๓๐.๐๐", "๒๙.๓๙", "๔๐.๐๐", "๙๙.๘๙"), *SCORES[1:])
    page = page_of([HEAD, *rows_of(misread)])
    roster = read_pages(in_doubt(page, place_in(page, "๒๙.๓๙") + 3, "๙๔"))
    assert roster is not None
    assert (roster.rows[0].EIT, roster.rows[0].row_sum_ok) == (Decimal("29.39"), False)
    assert "settled-score" not in slugs(roster)
