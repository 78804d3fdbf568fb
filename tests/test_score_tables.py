"""Tables of scores: whatever the order of rows and columns, and never the figures of somebody else."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from random import Random
from typing import Any

import pytest
from spans import PAGE_END, Row, flow, one_table, span, stitched

from ita_extract.assembling.scores import Scores
from ita_extract.language.agencies import names_of
from ita_extract.language.indicators import instrument_in
from ita_extract.layout.span import Span
from ita_extract.numbers.ledger import Ledger
from ita_extract.rulebook.year import rules_for
from ita_extract.tables.meaning import without_raised
from ita_extract.tables.scope import TableScope
from ita_extract.tables.score_rows import ScoreTable, TableKind
from ita_extract.tables.score_tables import judge_score_table
from ita_extract.thai.letters import tone_tolerant

YEAR = 2568
NAMES = [indicator.name for indicator in rules_for(YEAR).indicators.list]
SCORES = ["98.29", "99.15", "100.00", "97.95", "100.00", "96.22", "96.12", "95.17", "90.00", "100.00"]
TEN = {f"indicator-{number}": Decimal(score) for number, score in enumerate(SCORES, 1)}
HEAD: Row = ["ตัวชี้วัดที่", "รายละเอียดตัวชี้วัด", "คะแนน"]
ROWS: list[Row] = [
    [str(number), name, score] for number, (name, score) in enumerate(zip(NAMES, SCORES, strict=True), 1)
]


def read(rows: Any, year: int | None = YEAR) -> ScoreTable:
    found = judge_score_table(one_table(rows), rules_for(year), year).read
    assert found is not None
    return found


def values(found: ScoreTable, year: int | None = None) -> dict[str, Decimal | None]:
    return {entry.subject: entry.score for entry in found.scores if entry.year == year}


def written(found: ScoreTable) -> list[str]:
    return [cell.text for cell in found.unused]


def test_the_seeds_three_columns() -> None:
    found = read([HEAD, *ROWS])
    assert found.kind == TableKind.INDICATORS
    assert values(found) == TEN
    assert [entry.label.text for entry in found.scores] == NAMES
    assert [entry.cell.text for entry in found.scores] == SCORES
    assert (found.unused, found.doubts, found.rating) == ([], [], None)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_columns_in_any_order(order: tuple[int, ...]) -> None:
    assert values(read([[row[column] for column in order] for row in (HEAD, *ROWS)])) == TEN


def test_rows_sorted_by_score() -> None:
    rows = list(ROWS)
    for seed in range(5):
        Random(seed).shuffle(rows)
        assert values(read([HEAD, *rows])) == TEN


def test_thai_digits_and_units() -> None:
    found = read(
        [
            ["ที่", "ตัวชี้วัด", "ร้อยละ"],
            ["๑", NAMES[0], "๙๘.๒๙"],
            ["๒", NAMES[1], "๙๙ คะแนน"],
            ["๓", NAMES[2], "89.4%"],
        ]
    )
    assert values(found) == {
        "indicator-1": Decimal("98.29"),
        "indicator-2": Decimal("99.00"),
        "indicator-3": Decimal("89.40"),
    }


def test_the_number_and_the_name_in_one_cell() -> None:
    rows = [[f"ตัวชี้วัดที่ {row[0]} {row[1]}", row[2]] for row in ROWS]
    found = read([["ตัวชี้วัด", "คะแนนเฉลี่ย"], *rows])
    assert values(found) == TEN
    assert [entry.label.text for entry in found.scores] == NAMES


def test_pairs_of_name_and_score_without_numbers() -> None:
    assert values(read([["ตัวชี้วัด", "คะแนน"], *(row[1:] for row in ROWS)])) == TEN


def test_a_wrong_name_beside_a_sure_number_keeps_its_number_and_is_kept_as_written() -> None:
    """The seed calls indicator 1 การปรับทัศนคติ."""
    found = read([HEAD, ["1", "การปรับทัศนคติ", "98.29"], *ROWS[1:]])
    assert values(found) == TEN
    assert found.scores[0].label.text == "การปรับทัศนคติ"


def test_a_column_of_ranks_is_no_column_of_indicators() -> None:
    rows = [[str(rank), *row[1:]] for rank, row in enumerate(sorted(ROWS, key=lambda row: str(row[2])), 1)]
    assert values(read([["ลำดับ", "ตัวชี้วัด", "คะแนน"], *rows])) == TEN


@pytest.mark.parametrize("name", ["อันดับ", "คะแนนเต็ม", "ค่าน้ำหนัก", "ค่าเป้าหมาย", "จำนวนผู้ตอบ", "ผลต่าง"])
def test_columns_that_say_they_are_no_scores(name: str) -> None:
    found = read([[*HEAD, name], *([*row, "85.00"] for row in ROWS)])
    assert values(found) == TEN


@pytest.mark.parametrize(
    "name", ["ค่าเฉลี่ยระดับจังหวัด", "คะแนนเฉลี่ยของประเทศ", "ระดับประเทศ", "ค่าเฉลี่ย อปท. ทั้งประเทศ"]
)
def test_the_means_of_others_are_no_scores_of_this_one(name: str) -> None:
    found = read([[*HEAD, name], *([*row, "88.88"] for row in ROWS)])
    assert values(found) == TEN
    assert found.doubts == []


@pytest.mark.parametrize("head", ["คะแนน ปี 2567", "ปีงบประมาณ พ.ศ. ๒๕๖๗", "ปี 67", "คะแนนปีที่ผ่านมา"])
def test_a_column_of_the_year_before_is_history(head: str) -> None:
    found = read([[*HEAD[:2], head, "คะแนน ปี 2568"], *([*row[:2], "80.00", row[2]] for row in ROWS)])
    assert values(found) == TEN
    assert values(found, 2567) == dict.fromkeys(TEN, Decimal("80.00"))


def test_two_columns_that_both_may_be_meant_are_told_and_not_chosen_from() -> None:
    found = read([[*HEAD, "คะแนนรวม"], *([*row, "88.88"] for row in ROWS)])
    assert values(found) == {}
    assert len(found.doubts) == 10
    assert found.doubts[0].detail == "indicator-1: 88.88, 98.29"
    assert found.doubts[0].at.text == "98.29"


def test_a_total_and_its_level_at_the_end() -> None:
    found = read([[*HEAD, "ระดับ"], *([*row, ""] for row in ROWS), ["", "คะแนนรวม", "96.47", "ผ่านดีเยี่ยม"]])
    assert values(found) == {**TEN, "overall": Decimal("96.47")}
    assert found.rating == "ผ่านดีเยี่ยม"


def test_totals_of_groups_are_not_taken_for_the_whole() -> None:
    rows = [*ROWS[:5], ["", "คะแนนเฉลี่ยรวม", "99.08"], *ROWS[5:], ["", "คะแนนเฉลี่ยรวม", "95.84"]]
    found = read([HEAD, *rows])
    assert values(found) == TEN
    assert written(found) == ["99.08", "95.84"]


def test_an_unnamed_figure_is_told() -> None:
    found = read([HEAD, *ROWS, ["", "หมายเหตุอื่น", "77.70"]])
    assert values(found) == TEN
    assert written(found) == ["77.70"]


def test_sideways_numbers_over_scores() -> None:
    found = read([["ตัวชี้วัดที่", *map(str, range(1, 11))], ["คะแนน", *SCORES]])
    assert values(found) == TEN
    assert found.kind == TableKind.INDICATORS


@pytest.mark.parametrize("columns", [(0, 2), (1, 2), (0, 1, 2)], ids=["numbers", "names", "both"])
def test_two_halves_side_by_side(columns: tuple[int, ...]) -> None:
    left = [[row[column] for column in columns] for row in (HEAD, *ROWS[:5])]
    right = [[row[column] for column in columns] for row in (HEAD, *ROWS[5:])]
    found = read([[*entry, *other] for entry, other in zip(left, right, strict=True)])
    assert values(found) == TEN
    assert found.doubts == []


def test_a_decimal_comma_is_told_and_not_read() -> None:
    found = read([HEAD, ["1", NAMES[0], "98,29"], *ROWS[1:]])
    assert values(found) == {subject: score for subject, score in TEN.items() if subject != "indicator-1"}
    assert written(found) == ["98,29"]


def test_the_instruments() -> None:
    found = read(
        [
            ["เครื่องมือ", "คะแนน"],
            ["แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)", "๙๙.๐๘"],
            ["แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT) ส่วนที่ ๑", "๙๕.๓๗"],
            ["แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT) ส่วนที่ ๒", "๙๖.๓๐"],
            ["แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT)", "๙๕"],
        ]
    )
    assert found.kind == TableKind.INSTRUMENTS
    assert values(found) == {
        "IIT": Decimal("99.08"),
        "EIT-1": Decimal("95.37"),
        "EIT-2": Decimal("96.30"),
        "OIT": Decimal("95.00"),
    }


def test_the_abbreviation_decides_where_the_long_name_is_anothers() -> None:
    """Lines 20-22 of the seed call EIT and OIT the survey of those inside."""
    found = read(
        [
            ["เครื่องมือ", "คะแนน"],
            ["แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)", "99.08"],
            ["แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (OIT)", "95.00"],
        ]
    )
    assert values(found) == {"IIT": Decimal("99.08"), "OIT": Decimal("95.00")}


@pytest.mark.parametrize(
    ("label", "subject"),
    [
        ("EIT (Public)", "EIT-1"),
        ("EIT (Survey)", "EIT-2"),
        ("EIT ส่วนที่ 1", "EIT-1"),
        ("EIT (Part 2)", "EIT-2"),
        ("EIT", "EIT"),
    ],
)
def test_parts_of_eit(label: str, subject: str) -> None:
    found = read([["เครื่องมือ", "คะแนน"], ["IIT", "91.00"], [label, "92.00"], ["OIT", "93.00"]])
    assert values(found) == {"IIT": Decimal("91.00"), subject: Decimal("92.00"), "OIT": Decimal("93.00")}


@pytest.mark.parametrize(("label", "subject"), [("EIT Public", "EIT-1"), ("EIT Survey", "EIT-2")])
def test_an_instrument_goes_on_in_english(label: str, subject: str) -> None:
    """Without spaces, as labels are compared, a letter follows the abbreviation."""
    assert instrument_in(span(label).key) == subject


def test_instruments_from_left_to_right() -> None:
    found = read(
        [["เครื่องมือ", "IIT", "EIT", "OIT", "คะแนนรวม"], ["คะแนน", "99.08", "95.84", "95.00", "96.47"]]
    )
    assert values(found) == {
        "IIT": Decimal("99.08"),
        "EIT": Decimal("95.84"),
        "OIT": Decimal("95.00"),
        "overall": Decimal("96.47"),
    }


def test_years_one_below_the_other() -> None:
    found = read(
        [
            ["ปีงบประมาณ", "คะแนน", "ระดับ"],
            ["๒๕๖๕", "๘๘.๓๗", "A"],
            ["พ.ศ. ๒๕๖๖", "๙๐.๑๐", "ผ่าน"],
            ["๒๕๖๗", "–", "–"],
            ["2568", "96.47", "ผ่านดีเยี่ยม"],
        ]
    )
    assert found.kind == TableKind.HISTORY
    assert [(entry.subject, entry.year, entry.score, entry.rating) for entry in found.scores] == [
        ("overall", 2565, Decimal("88.37"), "A"),
        ("overall", 2566, Decimal("90.10"), "ผ่าน"),
        ("overall", 2567, None, None),
        ("overall", 2568, Decimal("96.47"), "ผ่านดีเยี่ยม"),
    ]


def test_years_with_the_instruments_beside_them() -> None:
    found = read(
        [
            ["ปีงบประมาณ", "คะแนน IIT", "คะแนน EIT", "คะแนน OIT"],
            ["2566", "91.00", "92.00", "93.00"],
            ["2567", "94.00", "95.00", "96.00"],
        ]
    )
    assert {(entry.subject, entry.year): entry.score for entry in found.scores} == {
        ("IIT", 2566): Decimal("91.00"), ("EIT", 2566): Decimal("92.00"), ("OIT", 2566): Decimal("93.00"),
        ("IIT", 2567): Decimal("94.00"), ("EIT", 2567): Decimal("95.00"), ("OIT", 2567): Decimal("96.00"),
    }  # fmt: skip


def test_the_first_row_of_figures_is_no_heading_where_the_headings_have_no_word_for_score() -> None:
    years = (2564, 2565, 2566, 2567)
    found = read([["ปี", "IIT", "EIT", "OIT"], *([str(year), "91.00", "92.00", "93.00"] for year in years)])
    expected = {"IIT": Decimal("91.00"), "EIT": Decimal("92.00"), "OIT": Decimal("93.00")}
    assert len(found.scores) == 12
    assert all(values(found, year) == expected for year in years)


@pytest.mark.parametrize(
    ("rows", "subjects"),
    [
        (
            [["ปี พ.ศ.", "ผล", "ระดับ"], *([f"ปี {year}", "91.00", "A"] for year in (2564, 2565, 2566))],
            [("overall", 2564), ("overall", 2565), ("overall", 2566)],
        ),
        (
            [["เครื่องมือ", "ผลที่ได้"], *([name, "91.00 คะแนน"] for name in ("IIT", "EIT", "OIT"))],
            [("IIT", None), ("EIT", None), ("OIT", None)],
        ),
    ],
    ids=["years", "instruments"],
)
def test_no_row_of_figures_is_lost_to_the_headings(
    rows: list[Row], subjects: list[tuple[str, int | None]]
) -> None:
    found = read(rows)
    assert [(score.subject, score.year) for score in found.scores] == subjects
    assert {score.score for score in found.scores} == {Decimal("91.00")}


MEANS = {0: "99.08", 5: "95.84", 8: "95.00"}  # of IIT, EIT and OIT, in cells merged over their indicators


def test_merged_cells_hold_the_means_of_instruments_and_give_no_score_to_their_rows() -> None:
    merged = [[*row, MEANS.get(index)] for index, row in enumerate(ROWS)]
    found = read([[*HEAD, "คะแนนรายเครื่องมือ"], *merged])
    means = {"IIT": Decimal("99.08"), "EIT": Decimal("95.84"), "OIT": Decimal("95.00")}
    assert values(found) == TEN | means
    assert found.doubts == []


def test_cells_that_are_empty_and_not_merged_make_two_values_of_one_indicator() -> None:
    apart = [[*row, MEANS.get(index, "")] for index, row in enumerate(ROWS)]
    found = read([[*HEAD, "คะแนนรายเครื่องมือ"], *apart])
    doubled = {"indicator-1", "indicator-6", "indicator-9"}
    assert values(found) == {subject: score for subject, score in TEN.items() if subject not in doubled}
    assert [doubt.detail for doubt in found.doubts] == [
        "indicator-1: 98.29, 99.08",
        "indicator-6: 95.84, 96.22",
        "indicator-9: 90.00, 95.00",
    ]


@pytest.mark.parametrize(
    "written",
    [
        "98.29 (ผ่านดีเยี่ยม)",
        "98.29/100",
        "ร้อยละ 98.29",
        "98.29 คะแนน",
        "98.29%",
        "98.29*",
        "98.29/100.00",
        "98.29 คะแนน (เต็ม 100)",
        "98.29†",
        "98.29 แต้ม",
        "98.29 (เก้าสิบแปดจุดสองเก้า)",
        "98.29 (ก)",
    ],
)
def test_a_score_with_its_unit_level_or_full_mark_is_one_and_its_number_alone_the_evidence(
    written: str,
) -> None:
    found = read([HEAD, ["1", NAMES[0], written], *ROWS[1:]])
    assert values(found) == TEN
    assert found.scores[0].cell.text == "98.29"


def test_numbers_of_other_columns_are_excused_by_their_headings() -> None:
    found = read([[*HEAD, "คะแนนเต็ม"], *([*row, "100.00"] for row in ROWS)])
    assert {(entry.reason, entry.cue) for entry in found.excused} == {
        ("indicator-number", "ตัวชี้วัดที่"),
        ("full-mark", "คะแนนเต็ม"),
    }
    assert len(found.excused) == 2 * len(ROWS)


@pytest.mark.parametrize(
    "rows",
    [
        [["ชื่อ", "ตำแหน่ง"], ["ก", "ข"], ["ค", "ง"]],
        [["", ""], ["ก", ""]],
    ],
)
def test_other_tables_are_none(rows: list[Row]) -> None:
    assert judge_score_table(one_table(rows), rules_for(YEAR), YEAR).read is None


def test_a_table_of_respondents_has_numbers_and_no_scores() -> None:
    found = read([["รายการ", "จำนวน"], ["ผู้ตอบ IIT", "25"], ["ผู้ตอบ EIT", "40"]])
    assert found.scores == []
    assert [(seen.cell.text, seen.reason) for seen in found.excused] == [("25", "count"), ("40", "count")]


def test_a_part_beside_a_merged_cell_of_its_instrument() -> None:
    table = [
        ["เครื่องมือ", "ส่วน", "คะแนน"],
        ["IIT", "", "99.08"],
        ["EIT", "EIT Public (ส่วนที่ 1)", "95.37"],
        [None, "ส่วนที่ 2", "96.30"],
        ["OIT", "", "95.00"],
    ]
    read = judge_score_table(one_table(table), rules_for(2568), 2568).read
    assert read is not None
    assert [(score.subject, str(score.score)) for score in read.scores] == [
        ("IIT", "99.08"), ("EIT-1", "95.37"), ("EIT-2", "96.30"), ("OIT", "95.00"),
    ]  # fmt: skip


def test_labels_and_headings_that_lost_their_tones_are_known() -> None:
    """Scans lose tones first: `ตัวชีวัดที 1`, `ที`, `ส่วนที 1`, `คะแนนถ่วงนำหนัก`."""
    rows: list[Row] = [
        [f"ตัวชีวัดที {number} {name}", score]
        for number, (name, score) in enumerate(zip(NAMES, SCORES, strict=True), 1)
    ]
    assert values(read([["ตัวชีวัด", "คะแนน"], *rows])) == TEN
    halves: list[Row] = [[*left, *right] for left, right in zip(ROWS[:5], ROWS[5:], strict=True)]
    assert values(read([["ที่", "ตัวชี้วัด", "คะแนน", "ที", "ตัวชี้วัด", "คะแนน"], *halves])) == TEN
    parts = [
        ["เครืองมือ", "คะแนน"],
        ["IIT", "97.64"],
        ["EIT ส่วนที 1", "94.82"],
        ["EIT สวนที่ 2", "96.26"],
        ["OIT", "98.57"],
    ]
    assert list(values(read(parts))) == ["IIT", "EIT-1", "EIT-2", "OIT"]


def test_scores_after_their_weights_are_known_beside_the_whole_of_100() -> None:
    rows: list[Row] = [
        ["เครื่องมือ", "คะแนน", "น้ำหนัก", "ผลที่ได้"],
        ["IIT", "92.63", "30", "27.79"],
        ["EIT", "90.02", "30", "27.01"],
        ["OIT", "90.90", "40", "36.36"],
        ["รวม", "-", "100", "91.15"],
    ]
    found = values(read(rows))
    assert {name: str(found[name]) for name in ("IIT", "EIT", "OIT")} == {
        "IIT": "92.63",
        "EIT": "90.02",
        "OIT": "90.90",
    }


def test_weights_and_scores_after_them_stay_with_their_instrument() -> None:
    rows: list[Row] = [
        ["เครื่องมือ", "น้ำหนัก", "คะแนน", "คะแนนถ่วงน้ำหนัก"],
        ["IIT", "30", "92.63", "27.79"],
        ["OIT", "40", "90.90", "36.36"],
    ]
    document = flow("ผลการประเมิน", rows)
    scores = Scores(Ledger.of(document), YEAR, rules_for(YEAR))
    scores.take_table(read(rows))
    assert [(row.subject, row.weight, row.weighted_score) for row in scores.instrument_rows()] == [
        ("IIT", Decimal("30.00"), Decimal("27.79")),
        ("OIT", Decimal("40.00"), Decimal("36.36")),
    ]


@pytest.mark.parametrize(
    ("pattern", "found", "left"),
    [
        ("ตัวชี้วัดที่", ("ตัวชี้วัดที่", "ตัวชีวัดที", "ตัวชี้วัดที"), ("ตัวชุ้วัด", "ตัวชี้วัด")),
        ("น้ำหนัก|ค่า", ("น้ำหนัก", "นำหนัก", "คา"), ("หนัก",)),
    ],
)
def test_a_tone_may_be_missing_where_a_pattern_allows_it(
    pattern: str, found: tuple[str, ...], left: tuple[str, ...]
) -> None:
    compiled = tone_tolerant(pattern)
    assert all(compiled.search(text) for text in found)
    assert not any(compiled.search(text) for text in left)


def _cards(first: int, last: int) -> list[Row]:
    return [
        [f"ตัวชี้วัดที่ {n} {NAMES[n - 1]}\n{SCORES[n - 1]}", f"ตัวชี้วัดที่ {n + 1} {NAMES[n]}\n{SCORES[n]}"]
        for n in range(first, last, 2)
    ]


def test_a_row_of_cards_cut_by_a_page_end_between_label_and_score() -> None:
    """The scores at the top of the next page are not those of the cards below them."""
    labels: Row = [f"ตัวชี้วัดที่ 7 {NAMES[6]}", f"ตัวชี้วัดที่ 8 {NAMES[7]}"]
    (table,) = stitched([*_cards(1, 6), labels], PAGE_END, [[SCORES[6], SCORES[7]], *_cards(9, 10)])
    found = judge_score_table(table, rules_for(YEAR), YEAR).read
    assert found is not None
    assert values(found) == TEN


def test_a_small_label_over_a_large_score_is_no_mark_of_a_footnote() -> None:
    written = span("ตัวชี้วัดที่ 1\n91.20").chars
    figures = {"91.20": written[-5:], "mark": span("1").chars}
    label = [char._replace(size=char.size / 2) for char in written[:-5]]
    card = Span([*label, *figures["91.20"]], [0] * len(written))
    assert without_raised(card).text == card.text
    mark = [char._replace(size=char.size / 2, baseline=char.baseline - 30) for char in figures["mark"]]
    assert without_raised(Span([*figures["91.20"], *mark], [0] * 6)).text == "91.20"


@pytest.mark.parametrize(
    "label", ["เฉลี่ยทั้งประเทศ", "ค่ากลางของจังหวัด", "ขั้นต่ำที่ต้องได้", "ปีก่อนเราได้", "คะแนนของเทศบาลตำบลท่าดี"]
)
def test_a_row_of_others_below_the_ten_is_nobodys_score(label: str) -> None:
    scope = TableScope(own_names=tuple(names_of("เทศบาลตำบล", "ทุ่งผึ้ง")))
    table = one_table([HEAD, *ROWS, ["", label, "95.43"]])
    found = judge_score_table(table, rules_for(YEAR), YEAR, scope).read
    assert found is not None
    assert values(found) == TEN
    assert found.unused == []
    assert ("95.43", "of-others") in [(seen.cell.text, seen.reason) for seen in found.excused]


@pytest.mark.parametrize(
    "label", ["คะแนนรวมของเทศบาลตำบลทุ่งผึ้ง", "คะแนนรวมของ ทต.ทุ่งผึ้ง", "คะแนนรวมของเทศบาล", "คะแนนรวมของหน่วยงาน"]
)
def test_the_own_total_below_the_ten_is_the_whole(label: str) -> None:
    scope = TableScope(own_names=tuple(names_of("เทศบาลตำบล", "ทุ่งผึ้ง")))
    table = one_table([HEAD, *ROWS, ["", label, "96.47"]])
    found = judge_score_table(table, rules_for(YEAR), YEAR, scope).read
    assert found is not None
    assert values(found)["overall"] == Decimal("96.47")


def test_the_end_of_a_name_that_a_page_end_cut_from_its_row() -> None:
    """It is joined to the name: `4) การ` is no wrong name of the indicator."""
    cut: Row = ["4", "การ", SCORES[3]]
    rest: Row = ["", "ใช้ทรัพย์สินของราชการ", ""]
    (table,) = stitched([HEAD, *ROWS[:3], cut], PAGE_END, [rest, *ROWS[4:]])
    found = judge_score_table(table, rules_for(YEAR), YEAR).read
    assert found is not None
    assert values(found) == TEN
    assert [entry.label.text for entry in found.scores] == NAMES


def test_weights_under_the_names_of_instruments_are_no_cards() -> None:
    rows: list[Row] = [["แบบวัด IIT\n30", "95.00"], ["แบบวัด EIT\n30", "94.00"], ["แบบวัด OIT\n40", "93.00"]]
    found = judge_score_table(one_table(rows), rules_for(YEAR), YEAR).read
    taken = {entry.subject: str(entry.score) for entry in found.scores} if found else {}
    assert "30" not in {score.partition(".")[0] for score in taken.values()}


def test_a_cell_that_counts_people_spoils_no_cards() -> None:
    rows: list[Row] = [["IIT\n95.00", "EIT\n94.00"], ["OIT\n93.00", "ผู้ตอบแบบสอบถาม\n120"]]
    assert values(read(rows)) == {"IIT": Decimal("95.00"), "EIT": Decimal("94.00"), "OIT": Decimal("93.00")}


def test_a_slip_in_the_row_of_a_year_is_noted() -> None:
    found = read(
        [
            ["ปีงบประมาณ", "คะแนน", "ระดับ"],
            ["2568", "96. 47", "ผ่านดีเยี่ยม"],
            ["2567", "93.30", "ผ่านดี"],
            ["2566", "91.10", "ผ่านดี"],
        ]
    )
    assert [(entry.subject, str(entry.score), entry.year) for entry in found.slips] == [
        ("overall", "96.47", 2568)
    ]


def test_the_mean_of_the_country_named_in_its_own_cell_is_no_total() -> None:
    rows = [HEAD, *ROWS, ["", "คะแนนเฉลี่ยทั้งประเทศ 86.11", "86.11"]]
    assert "overall" not in values(read(rows))


def test_a_name_that_a_page_end_cuts_is_whole_below_headings_that_nobody_knows() -> None:
    head: Row = ["ลำดับ", "รายละเอียด", "ผลการประเมิน"]
    first: list[Row] = [["8", "การปรับปรุงการทำงาน", "86.85"], ["9", "การ", "87.14"]]
    rest: list[Row] = [["", "เปิดเผยข้อมูล", ""], ["10", "การป้องกันการทุจริต", "83.33"]]
    (table,) = stitched([head, *first], PAGE_END, [head, *rest])
    found = judge_score_table(table, rules_for(YEAR), YEAR).read
    assert found is not None
    assert [entry.label.text for entry in found.scores][1] == "การเปิดเผยข้อมูล"
