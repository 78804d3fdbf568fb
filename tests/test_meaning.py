"""What a column of a table of scores means: by its heading first, by what stands in it where that says nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from importlib.resources import files

import pytest
from spans import span

from ita_extract.layout.span import Span
from ita_extract.tables.meaning import (
    DASH,
    EXCUSING,
    Meaning,
    is_score_like,
    number_of,
    score_of,
    type_columns,
)

NAMES = ("การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ")
SCORES = ("98.29", "99.15", "100.00")


def key(heading: str) -> str:
    return span(heading).key


def spans(rows: Sequence[Sequence[str | None]]) -> list[list[Span | None]]:
    return [[None if cell is None else span(cell) for cell in row] for row in rows]


def meanings(heads: Sequence[str], *rows: Sequence[str | None]) -> list[Meaning]:
    return [column.meaning for column in type_columns([key(head) for head in heads], spans(rows))]


def meaning_of(heading: str, *cells: str) -> Meaning:
    """What a column means beside one of names."""
    rows = [[name, cell] for name, cell in zip(NAMES, cells or SCORES, strict=False)]
    return meanings(["ตัวชี้วัด", heading], *rows)[1]


HEADINGS = [
    ("ที่", Meaning.ROW_NUMBER),
    ("ลำดับ", Meaning.ROW_NUMBER),
    ("No.", Meaning.ROW_NUMBER),
    ("ตัวชี้วัดที่", Meaning.INDICATOR_NUMBER),
    ("ตัวชีวัดที", Meaning.INDICATOR_NUMBER),
    ("คะแนนถ่วงน้ำหนัก", Meaning.WEIGHTED),
    ("คะแนนถ่วงนำหนัก", Meaning.WEIGHTED),
    ("ค่าน้ำหนัก (ร้อยละ)", Meaning.WEIGHT),
    ("คะแนนเต็ม", Meaning.FULL),
    ("ค่าเป้าหมาย", Meaning.TARGET),
    ("เกณฑ์การประเมิน", Meaning.TARGET),
    ("ผลต่าง", Meaning.DIFFERENCE),
    ("เพิ่มขึ้น/ลดลง", Meaning.DIFFERENCE),
    ("+/-", Meaning.DIFFERENCE),
    ("จำนวนผู้ตอบ (คน)", Meaning.COUNT),
    ("อันดับ", Meaning.RANK),
    ("ค่าเฉลี่ยระดับจังหวัด", Meaning.SCORE_OF_OTHERS),
    ("คะแนนเฉลี่ย อปท. ในจังหวัด", Meaning.SCORE_OF_OTHERS),
    ("ระดับ", Meaning.LEVEL),
    ("Rating", Meaning.LEVEL),
]


@pytest.mark.parametrize(("heading", "meaning"), HEADINGS)
def test_a_heading_says_what_its_column_holds(heading: str, meaning: Meaning) -> None:
    (_, column) = type_columns(
        [key("รายการ"), key(heading)], spans([[n, s] for n, s in zip(NAMES, SCORES, strict=True)])
    )
    assert (column.meaning, column.heading, column.why) == (meaning, key(heading), "heading")


def test_each_entry_of_the_lexicon_has_an_example() -> None:
    written = files("ita_extract.language").joinpath("lexicon/headings.toml").read_text(encoding="utf-8")
    listed = {entry["meaning"] for entry in tomllib.loads(written)["heading"]}
    assert listed == {meaning.name for _, meaning in HEADINGS}


@pytest.mark.parametrize("heading", ["คะแนน", "คะแนนเฉลี่ย", "ร้อยละ", "ผลการประเมิน", "ปี 2568", "ผลที่ได้", ""])
def test_other_headings_over_decimals_are_of_scores(heading: str) -> None:
    assert meaning_of(heading) is Meaning.SCORE


@pytest.mark.parametrize("heading", ["คะแนน", "ร้อยละ"])
def test_whole_numbers_are_scores_where_the_heading_says_so(heading: str) -> None:
    assert meaning_of(heading, "98", "99", "100") is Meaning.SCORE
    assert meaning_of("ผล", "98", "99", "100") is Meaning.UNKNOWN


def test_dashes_count_as_scores_and_words_do_not() -> None:
    assert meaning_of("คะแนน", "98.29", "-", "ไม่ได้ประเมิน") is Meaning.SCORE
    assert meaning_of("คะแนน", "98.29", "ก", "ข") is Meaning.UNKNOWN
    assert meaning_of("หมายเหตุ", "ก", "ข", "ค") is Meaning.WORDS


def test_shares_beside_counts_are_none_of_scores() -> None:
    rows = [[name, "30", share] for name, share in zip(("IIT", "EIT", "OIT"), SCORES, strict=True)]
    assert meanings(["เครื่องมือ", "จำนวน", "ร้อยละ"], *rows)[1:] == [Meaning.COUNT, Meaning.SHARE]
    assert meanings(["เครื่องมือ", "จำนวน", "ร้อยละของคะแนน"], *rows)[2] is Meaning.SCORE
    assert meanings(["เครื่องมือ", "ผลที่ได้", "ร้อยละ"], *rows)[2] is Meaning.SCORE


@pytest.mark.parametrize("cells", [("+2.76", "-0.40", "+1.39"), ("▲2.76", "▼0.40", "-")])
def test_signed_numbers_are_changes_whatever_their_heading(cells: tuple[str, ...]) -> None:
    assert meaning_of("เปรียบเทียบ", *cells) is Meaning.DIFFERENCE


def test_large_numbers_behind_dashes_are_no_changes() -> None:
    assert meaning_of("คะแนน", "- 96.48", "- 98.29", "- 91.20") is not Meaning.DIFFERENCE


WEIGHED = [("IIT", "92.63", "30", "27.79"), ("EIT", "90.02", "30", "27.01"), ("OIT", "90.90", "40", "36.36")]


def test_scores_no_greater_than_their_weights_are_weighted() -> None:
    heads = ["เครื่องมือ", "คะแนน", "น้ำหนัก", "ผลที่ได้"]
    expected = [Meaning.SCORE, Meaning.WEIGHT, Meaning.WEIGHTED]
    assert meanings(heads, *WEIGHED)[1:] == expected
    assert meanings(heads, *WEIGHED, ("รวม", "-", "100", "91.15"))[1:] == expected


def test_one_row_is_too_few_to_tell_weighted_scores() -> None:
    assert meanings(["เครื่องมือ", "น้ำหนัก", "ผลที่ได้"], ("IIT", "30", "27.79"))[2] is Meaning.SCORE


def test_what_excuses_numbers_is_neither_a_score_nor_unknown() -> None:
    assert EXCUSING.isdisjoint({Meaning.SCORE, Meaning.WORDS, Meaning.UNKNOWN})
    assert {meaning for _, meaning in HEADINGS} <= EXCUSING


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("98.29", "98.29"),
        ("๙๘.๒๙", "98.29"),
        ("98", "98"),
        ("98.29 คะแนน", "98.29"),
        ("ร้อยละ 91.20", "91.20"),
        ("98.29/100", "98.29"),
        ("98.29/100.00 คะแนน", "98.29"),
        ("98.29 (ผ่านดีเยี่ยม)", "98.29"),
        ("98.29 ผ่าน", "98.29"),
        ("98.29 (A)", "98.29"),
        ("98.29ก", "98.29"),
        ("98.29#", "98.29"),
        ("89.4%", "89.4"),
        ("98.29**", "98.29"),
        ("98.29 (*)", "98.29"),
    ],
)
def test_a_score_with_its_company_is_one_and_its_number_the_evidence(cell: str, number: str) -> None:
    where = span(cell)
    assert score_of(where) == Decimal(number)
    assert number_of(where).key == number


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "-",
        "IIT",
        "98,29",
        "98.29 99.15",
        "98.29 ของจังหวัด",
        "98.29/50",
        "1,250.00",
        "เพิ่มขึ้น 1.52",
        "98.29-99.15",
    ],
)
def test_what_holds_more_than_a_score_holds_none(cell: str) -> None:
    assert score_of(span(cell)) is None


def test_no_cell_no_score() -> None:
    assert score_of(None) is None


@pytest.mark.parametrize(
    ("cell", "like"), [("98.29", True), ("100.00", True), ("98", False), ("962.20", False), ("-", False)]
)
def test_a_figure_that_may_be_a_score_is_a_decimal_of_at_most_100(cell: str, like: bool) -> None:
    assert is_score_like(span(cell)) is like


@pytest.mark.parametrize(
    ("cell", "dash"), [("-", True), ("–", True), ("N/A", True), ("ไมมี", True), ("0.00", False)]
)
def test_what_stands_for_no_value(cell: str, dash: bool) -> None:
    assert (DASH.fullmatch(key(cell)) is not None) is dash


def test_dashes_alone_make_no_changes_of_scores() -> None:
    assert meaning_of("คะแนนที่ได้", "- 48.20", "- 45.10", "- 40.40") is not Meaning.DIFFERENCE
