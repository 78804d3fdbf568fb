"""Scores in running text: each with its subject, and none of the numbers that stand near them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from spans import span

from ita_extract.language.indicators import indicator_numbers
from ita_extract.prose.scores import OVERALL, ProseScores, find_scores
from ita_extract.thai.digits import to_thai

Found = list[tuple[str, str]]


def prose(text: str, default: str | None = OVERALL, year: int | None = 2568) -> ProseScores:
    where = span(text)
    return find_scores(where, 0, len(where.key), default=default, fiscal_year=year)


def read(
    text: str, default: str | None = OVERALL, year: int | None = 2568
) -> tuple[list[tuple[str, str, int | None]], list[str]]:
    result = prose(text, default, year)
    found = [(entry.subject, str(entry.score), entry.year) for entry in result.found]
    return found, [entry.value.text for entry in result.left]


def scores(text: str, default: str | None = OVERALL) -> Found:
    found, left = read(text, default)
    assert left == []
    return [(subject, score) for subject, score, year in found if year is None]


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("คะแนน ๙๖.๔๗ คะแนน ระดับ ผ่านดีเยี่ยม", "96.47"),
        ("คะแนน 97.90 อยู่ในเกณฑ์ : ผ่านดี", "97.90"),
        ("ได้คะแนน  96.04 (ผ่าน) ระดับ AA", "96.04"),
        ("จำนวน 88.37 คะแนน จากคะแนนเต็ม 100 คะแนน โดยมีผลการประเมินระดับ A", "88.37"),
        ("ด้วยคะแนน 98.47 อยู่ในระดับ AA", "98.47"),
        ("ที่ 93.79 คะแนน อยู่่ระดับ A", "93.79"),
        ("คะแนนเฉลี่ย 88.98 อยู่ในระดับผ่าน", "88.98"),
        ('จัดอยู่ในระดับ "ผ่านดี" มีผลคะแนนที่ 95.81 คะแนน', "95.81"),
        ("ร้อยละ 58.13 อยู่ในระดับ D", "58.13"),
        ("ผลคะแนนรวมทุกเครื่องมือคิดเป็นร้อยละ 74.84 ได้ระดับ C", "74.84"),
        ("ผลการประเมินในภาพรวม ได้คะแนน 95 คะแนน", "95.00"),
        ("คะแนนรวม 89.4 คะแนน", "89.40"),
        ("คะแนน 96.474 คะแนน", "96.474"),
        ("ได้คะแนนเต็ม 100 คะแนน", "100.00"),
        ("ผลการประเมินในภาพรวม ได้ 95 คะแนน", "95.00"),
        ("ผลการประเมิน ได้ ๑๐๐ คะแนน", "100.00"),
    ],
)
def test_the_overall_score_in_all_its_forms(text: str, score: str) -> None:
    assert scores(text) == [(OVERALL, score)]
    assert scores(to_thai(text)) == [(OVERALL, score)]


@pytest.mark.parametrize(
    "text",
    [
        "อยู่ในลำดับที่ 76 จาก 211 แห่ง",
        "เพิ่มขึ้น 1.52 คะแนน",
        "เพิ่มขึ้นจากปีที่ล่วงมาแล้ว 1.52 คะแนน",
        "เพิ่มขึ้นจากปีก่อน 1.52 คะแนน",
        "ลดลง 2.10 คะแนน",
        "ติดลบถึงร้อยละ -32.97",
        "คะแนนสูงขึ้นร้อยละ 5-15",
        "ผู้ที่ได้คะแนน 85-100 คะแนน",
        "เกณฑ์ผ่าน 85 คะแนน",
        "ค่าเป้าหมายร้อยละ 85.00",
        "ต้องได้คะแนนไม่น้อยกว่า 85.00 คะแนน",
        "จากคะแนนเต็ม 100 คะแนน",
        "คะแนนเต็ม 100.00 คะแนน",
        "น้ำหนักร้อยละ 30.00",
        "ผู้ตอบแบบวัด 25 คน คิดเป็นร้อยละ 83.33",
        "ความพึงพอใจของประชาชนร้อยละ 92.40",
        "เบิกจ่ายงบประมาณร้อยละ 95.50",
        "มีผู้เข้าร่วม 211 แห่ง 10 ตัวชี้วัด",
        "ข้อ 2.1 หน้า 12 มาตรา 9 เล่ม 3",
        "งบประมาณ 1,250,000.00 บาท",
        "วันที่ 30 กันยายน 2568",
        "ตัวชี้วัดย่อยที่ 9.1 การเผยแพร่",
        "โทร. 054-271123",
        "ระยะเวลา 12 เดือน",
    ],
)
def test_numbers_that_are_no_scores(text: str) -> None:
    assert read(text) == ([], [])
    assert read(to_thai(text)) == ([], [])


@pytest.mark.parametrize(
    ("text", "subject", "score"),
    [
        ("- แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน(IIT) คะแนนรวม ๙๙.๐๘ คะแนน", "IIT", "99.08"),
        ("- แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน(EIT) ส่วนที่ ๑ คะแนนรวม ๙๕.๓๗ คะแนน", "EIT-1", "95.37"),
        ("- แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT) ส่วนที่ ๒ คะแนนรวม ๙๖.๓๐ คะแนน", "EIT-2", "96.30"),
        ("- แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (OIT) คะแนนรวม ๙๕ คะแนน", "OIT", "95.00"),
        ("แบบวัดการเปิดเผยข้อมูลสาธารณะ ได้ 95.00 คะแนน", "OIT", "95.00"),
        ("เครื่องมือ EIT ส่วนที่ 1 ได้ 79.40 คะแนน", "EIT-1", "79.40"),
        ("EIT Public ได้ 79.40 คะแนน", "EIT-1", "79.40"),
        ("EIT (Survey) ร้อยละ 79.40", "EIT-2", "79.40"),
        ("EIT: 88.10", "EIT", "88.10"),
        ("ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ของหน่วยงาน ได้ คะแนน ๙๘.๒๙ คะแนน", "indicator-1", "98.29"),
        ("ตัวชี้วัดที่ ๒ การใช้งบประมาณได้ คะแนน ๙๙.๑๕ คะแนน", "indicator-2", "99.15"),
        ("ตัวชี้วัดที่ 10 การป้องกันการทุจริต ได้คะแนน 100.00 คะแนน", "indicator-10", "100.00"),
        ("ตัวชี้วัด 3 การใช้อำนาจ ได้คะแนนเต็ม 100 คะแนน", "indicator-3", "100.00"),
    ],
)
def test_a_score_belongs_to_what_was_named_last(text: str, subject: str, score: str) -> None:
    assert scores(text) == [(subject, score)]


def test_the_label_of_an_instrument_is_what_the_report_calls_it() -> None:
    (found,) = prose("- แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน(EIT) ส่วนที่ ๑ คะแนนรวม ๙๕.๓๗ คะแนน").found
    assert found.label.text == "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน(EIT) ส่วนที่ ๑"
    assert found.value.text == "๙๕.๓๗"


def test_the_summary_of_the_seed() -> None:
    text = (
        "เทศบาลตำบลทุ่งผึ้ง คะแนน ๙๖.๔๗ คะแนน ระดับ ผ่านดีเยี่ยม\n"
        "- แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน(IIT) คะแนนรวม ๙๙.๐๘ คะแนน\n"
        "- แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน(EIT) ส่วนที่ ๑ คะแนนรวม ๙๕.๓๗ คะแนน\n"
        "- แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน(EIT) ส่วนที่ ๒ คะแนนรวม ๙๖.๓๐ คะแนน\n"
        "- แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (OIT) คะแนนรวม ๙๕ คะแนน"
    )
    assert scores(text) == [
        (OVERALL, "96.47"), ("IIT", "99.08"), ("EIT-1", "95.37"), ("EIT-2", "96.30"), ("OIT", "95.00")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "ตัวชี้วัดที่ ๖,๗,๘ ได้คะแนน ๙๖.๒๒, ๙๖.๑๒, ๙๕.๑๗ คะแนน",
        "ตัวชี้วัดที่ 6, 7 และ 8 ได้คะแนน 96.22 96.12 และ 95.17 ตามลำดับ",
        "ตัวชี้วัดที่ 6-8 ได้ 96.22 คะแนน 96.12 คะแนน 95.17 คะแนน",
    ],
)
def test_a_list_of_indicators_and_their_scores_in_turn(text: str) -> None:
    assert scores(text, None) == [
        ("indicator-6", "96.22"),
        ("indicator-7", "96.12"),
        ("indicator-8", "95.17"),
    ]


def test_a_score_of_nobody_is_left_over_and_not_guessed() -> None:
    assert read("ได้คะแนน 91.25 คะแนน", None) == ([], ["91.25"])
    assert read("ตัวชี้วัดที่ 1,2 ได้คะแนน 91.25, 92.50, 93.75 คะแนน", None)[1] == ["93.75"]


@pytest.mark.parametrize(
    "text",
    [
        "ปี 2567 ได้ 95.00 คะแนน ปี 2568 ได้ 96.47 คะแนน",
        "ปี 2568 ได้คะแนน 96.47 คะแนน เพิ่มขึ้นจากปี 2567 ที่ได้ 95.00 คะแนน",
        "คะแนน 96.47 คะแนน เพิ่มขึ้นจากปีที่ผ่านมา 1.47 คะแนน ซึ่งปี พ.ศ. 2567 ได้ 95.00 คะแนน",
        "ปีงบประมาณ พ.ศ. ๒๕๖๘ ได้คะแนน ๙๖.๔๗ คะแนน ส่วนปีงบประมาณ พ.ศ. ๒๕๖๗ ได้คะแนน ๙๕.๐๐ คะแนน",
        "ปีงบประมาณนี้ได้ 96.47 คะแนน ปีที่แล้วได้ 95.00 คะแนน",
    ],
)
def test_two_years_in_one_sentence_are_told_apart(text: str) -> None:
    found, left = read(text)
    assert sorted(found, key=lambda entry: entry[1]) == [(OVERALL, "95.00", 2567), (OVERALL, "96.47", None)]
    assert left == []


@pytest.mark.parametrize(
    "text",
    [
        "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ ได้คะแนน 98.29 คะแนน ข้อ i2 ได้ 90.12 คะแนน",
        "ตัวชี้วัดที่ 1 ได้คะแนน 98.29 คะแนน โดยเฉพาะ i6 ได้คะแนน 90.12 คะแนน",
        "ตัวชี้วัดที่ 1 ได้คะแนน 98.29 คะแนน ตัวชี้วัดย่อย 9.1 ได้ 80.00 คะแนน",
        "ตัวชี้วัดที่ 1 ได้คะแนน 98.29 คะแนน ค่าเฉลี่ยระดับจังหวัด 88.00 คะแนน",
        "ตัวชี้วัดที่ 1 ได้คะแนน 98.29 คะแนน สูงกว่าค่าเฉลี่ยของประเทศ 88.00 คะแนน",
        "ตัวชี้วัดที่ 1 ได้คะแนน 98.29 คะแนน คะแนนเฉลี่ยของจังหวัดอยู่ที่ 88.00 คะแนน",
    ],
)
def test_scores_of_items_sub_indicators_and_others_are_not_the_indicators(text: str) -> None:
    assert scores(text, "indicator-1") == [("indicator-1", "98.29")]


@pytest.mark.parametrize(
    ("text", "found", "left"),
    [
        ("แบบวัด IIT (ตัวชี้วัดที่ 1-5) ได้ 99.08 คะแนน", [("IIT", "99.08", None)], []),
        ("IIT ประกอบด้วย ตัวชี้วัดที่ 1 ถึงตัวชี้วัดที่ 5 มีคะแนนเฉลี่ย 99.08 คะแนน", [], ["99.08"]),
    ],
)
def test_the_mean_of_an_instrument_is_of_none_of_the_indicators_that_it_names(
    text: str, found: list[tuple[str, str, int | None]], left: list[str]
) -> None:
    assert read(text) == (found, left)


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("จาก 93.30 คะแนน ในปี 2567 เป็น 96.47 คะแนน ในปี 2568", [(OVERALL, "93.30", 2567)]),
        ("ได้นำผลปี 2567 มาปรับปรุง จนมีคะแนน 96.47 คะแนน ระดับผ่านดีเยี่ยม", []),
        ("เพิ่มขึ้นจากปี 2567 เป็น 96.47 คะแนน", []),
    ],
)
def test_this_years_score_is_not_the_past_ones_that_is_named_beside_it(
    text: str, past: list[tuple[str, str, int | None]]
) -> None:
    assert read(text) == ([*past, (OVERALL, "96.47", None)], [])


def test_a_score_risen_from_another_is_this_years() -> None:
    found, _ = read("เพิ่มขึ้นจาก 93.30 คะแนน ในปี 2567 เป็น 96.47 คะแนน ในปี 2568")
    assert (OVERALL, "96.47", None) in found
    assert {year for _, score, year in found if score == "93.30"} <= {2567}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ตั้งเป้าหมายให้ตัวชี้วัดที่ 9 ได้คะแนน 95.00 คะแนน", []),
        ("ยกระดับตัวชี้วัดที่ 9 ให้ได้ 95.00 คะแนน ในปี 2569", []),
        (
            "ตัวชี้วัดที่ 9 ได้คะแนน 90.00 คะแนน เป้าหมายปี 2569 ให้ได้ 99.00 คะแนน",
            [("indicator-9", "90.00", None)],
        ),
    ],
)
def test_a_target_is_no_score(text: str, found: list[tuple[str, str, int | None]]) -> None:
    assert read(text) == (found, [])


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("ตัวชี้วัดที่ 3, 5 และ 10 ได้คะแนน 100.00 คะแนน เท่ากัน", [3, 5, 10]),
        ("ตัวชี้วัดที่ 3 และตัวชี้วัดที่ 5 ได้คะแนน 100.00 คะแนน", [3, 5]),
    ],
)
def test_a_score_that_several_indicators_share_is_of_each(text: str, numbers: list[int]) -> None:
    assert scores(text) == [(f"indicator-{number}", "100.00") for number in numbers]


def test_two_scores_that_stand_apart_are_two() -> None:
    """Numbers side by side once ran together (`98.2999.15`)."""
    assert scores("ตัวชี้วัดที่ 1,2 คะแนน 98.29 99.15") == [("indicator-1", "98.29"), ("indicator-2", "99.15")]


def test_the_number_of_a_heading_is_no_score() -> None:
    assert scores("คะแนน 96.47 คะแนน\n2.2 EIT คะแนน 95.37 คะแนน") == [(OVERALL, "96.47"), ("EIT", "95.37")]
    assert scores("3.10 ตัวชี้วัดที่ 10 ได้คะแนน 100.00 คะแนน") == [("indicator-10", "100.00")]


def test_the_level_behind_a_score_goes_with_it() -> None:
    (found,) = prose("ปี 2567 ได้ 95.00 คะแนน ระดับ ผ่านดี").found
    assert (found.year, found.level, found.score) == (2567, "ผ่านดี", Decimal("95.00"))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2,3,5,10", [2, 3, 5, 10]), ("6,7และ8", [6, 7, 8]), ("6-8", [6, 7, 8]), ("1ถึง3", [1, 2, 3]),
        ("9", [9]), ("11", []), ("1,1,2", [1, 2]), ("1และที่2", [1, 2]), ("8-6", [8, 6]), ("0,1", [1]),
    ],
)  # fmt: skip
def test_lists_of_indicators(text: str, numbers: list[int]) -> None:
    assert indicator_numbers(text) == numbers


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("เพิ่มขึ้นจาก 93.30 คะแนน ในปี 2567 เป็น 96.47 คะแนน ในปี 2568", ("overall", "93.30", 2567)),
        ("สูงขึ้นจาก 94.80 คะแนนในปีก่อน", ("overall", "94.80", 2567)),
        ("คะแนนสูงสุด คือ การป้องกันการทุจริต ได้ 100.00 คะแนน", ("indicator-10", "100.00", None)),
    ],
)
def test_a_score_is_of_what_stands_with_it(text: str, score: tuple[str, str, int | None]) -> None:
    assert score in read(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "คาดว่าตัวชี้วัดที่ 9 จะได้ 95.00 คะแนน",
        "ในปี 2569 จะยกระดับคะแนนเป็น 97.14 คะแนน",
        "เป้าหมายในปีงบประมาณ 2569 คือ แบบวัด IIT 99.00 คะแนน แบบวัด OIT 100.00 คะแนน",
        "ค่าเฉลี่ยองค์การบริหารส่วนจังหวัดทั้งประเทศ 90.25 คะแนน",
    ],
)
def test_aims_and_the_means_of_others_are_no_scores(text: str) -> None:
    assert read(text) == ([], [])


def test_a_number_broken_by_a_line_end_is_left_over() -> None:
    found, left = read("EIT ได้คะแนน 89.4\n4 คะแนน")
    assert (found, len(left)) == ([], 2)


@pytest.mark.parametrize(
    "text",
    [
        "ตัวชี้วัดที่ 2 การใช้งบประมาณ ต่ำกว่าตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ของหน่วยงาน โดยมีคะแนนเท่ากับ 78.20 คะแนน",
        "ตัวชี้วัดที่ 7 ซึ่งสูงกว่าตัวชี้วัดที่ 1 ทุกปี ส่วนตัวชี้วัดนี้มีคะแนนเท่ากับ 78.20",
    ],
)
def test_a_score_behind_a_comparison_is_no_difference(text: str) -> None:
    result = prose(text)
    assert [seen.reason for seen in result.excused if seen.value.text == "78.20"] == []


def test_what_an_instrument_has_inside_an_indicator_is_no_score_of_another() -> None:
    found, _ = read("IIT ได้คะแนน 90.00 คะแนน ในตัวชี้วัดนี้ EIT ได้ 80.00 คะแนน")
    assert found == [("IIT", "90.00", None)]
