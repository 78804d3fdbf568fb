"""What a number in running text is by the words next to it, and scores that a slip has broken."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from spans import span

from ita_extract.prose.roles import Neighbourhood, Verdict, is_broken, judge
from ita_extract.prose.scores import OVERALL, ProseScores, find_scores
from ita_extract.thai.digits import to_thai


def near(text: str, *, of_a_year: bool = False) -> Neighbourhood:
    """The number between « and » with its surroundings."""
    before, number, _ = re.split("[«»]", text)
    whole = span(text.replace("«", "").replace("»", ""))
    digits = span(number).key
    start = len(span(before + number).key) - len(digits)
    assert whole.key[start : start + len(digits)] == digits
    return Neighbourhood(whole, digits, start, start + len(digits), of_a_year)


def prose(text: str, default: str | None = OVERALL) -> ProseScores:
    whole = span(text)
    return find_scores(whole, 0, len(whole.key), default=default, fiscal_year=2568)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ได้คะแนน «98.29» คะแนน", "98.29"),
        ("«98.29»", "98.29"),
        ("ร้อยละ «91.2»", "91.20"),
        ("คะแนนรวม «89.4» คะแนน", "89.40"),
        ("ได้ «95» คะแนน", "95.00"),
        ("ได้คะแนน «95»", "95.00"),
        ("คะแนน «2.5» คะแนน", "2.50"),
        ("ได้คะแนนเต็ม «100.00» คะแนน", "100.00"),
        ("ได้ «87.05» ข้อมูล", "87.05"),
        ("ได้ «87.05» ของผู้ตรวจสอบ", "87.05"),
    ],
)
def test_a_number_written_as_a_score_is_one(text: str, value: str) -> None:
    assert judge(near(text)) == Verdict(Decimal(value))


@pytest.mark.parametrize(
    ("text", "reason", "cue"),
    [
        ("ผู้ตอบแบบวัดคิดเป็นร้อยละ «83.33»", "share", "คิดเป็นร้อยละ"),
        ("ร้อยละ «83.33» ของประชาชน", "share", "ของ"),
        ("เพิ่มขึ้น «1.52» คะแนน", "difference", "เพิ่มขึ้น"),
        ("สูงกว่าปีก่อน «2.10» คะแนน", "difference", "สูงกว่าปีก่อน"),
        ("คะแนนเต็ม «100.00»", "full-mark", "เต็ม"),
        ("ค่าเป้าหมายร้อยละ «85.00»", "target", "เป้าหมายร้อยละ"),
        ("ให้ได้คะแนน «95.00»", "target", "ให้ได้คะแนน"),
        ("คะแนนเต็มของแต่ละแบบวัดเท่ากับ «100» คะแนน", "full-mark", "เต็ม"),
        ("เวลา «09.30» น.", "time", "น."),
        ("«2.2» คะแนนรายตัวชี้วัด", "heading-number", "2.2"),
        ("คะแนน «85»-100", "range", "-1"),
        ("คะแนน 85-«100»", "range", "5-"),
        ("มี «10.5» วัน", "count", "วัน"),
        ("หมวด «2.1»", "reference", "หมวด"),
        ("ค่าธรรมเนียม «20.00» บาท", "count", "บาท"),
        ("ใช้เวลา «12.50» วัน", "count", "วัน"),
        ("ตัวชี้วัด «9.2»", "sub-indicator", "9.2"),
        ("«3.10» ตัวชี้วัดที่ 10", "heading-number", "3.10"),
        ("ยอด «1250.50» ก", "no-score-form", "1250.50"),
        ("ข้อมูล «2568»", "no-score-form", "2568"),
    ],
)
def test_another_number_is_told_by_its_cue(text: str, reason: str, cue: str) -> None:
    verdict = judge(near(text))
    assert (verdict.value, verdict.reason) == (None, reason)
    assert cue in verdict.cue


@pytest.mark.parametrize(
    "text", ["«3». จัดทำ", "สรุปคะแนน «1» คะแนนรายตัวชี้วัด", "เล่า «7»", "ที่ตั้ง «2.5»", "แถว «100.50»"]
)
def test_a_number_without_a_cue_is_no_score_and_has_no_reason(text: str) -> None:
    assert judge(near(text)) == Verdict(None)


def test_a_rise_from_a_score_of_another_year_is_no_difference() -> None:
    assert judge(near("เพิ่มขึ้นจาก «93.30» คะแนน ในปี 2567", of_a_year=True)).value == Decimal("93.30")
    assert judge(near("เพิ่มขึ้นจาก «93.30» คะแนน")).reason == "difference"


BROKEN = [
    "ได้คะแนน 96. 48 คะแนน",
    "ได้คะแนน 9 6.48 คะแนน",
    "ได้คะแนน 96..48 คะแนน",
    "ได้คะแนน 96:48 คะแนน",
    "ได้คะแนน 96;48 คะแนน",
    "ได้คะแนน 96 จุด 48 คะแนน",
    "ได้คะแนน 96 .48 คะแนน",
    "ได้คะแนน 96 48 คะแนน",
    "ได้คะแนน 96,48 คะแนน",
    "ได้คะแนน 9648 คะแนน",
    "ได้คะแนน 96.4S คะแนน",
    "ได้คะแนน 9\n6.48 คะแนน",
    "ได้คะแนน 89.4\n4 คะแนน",
]


@pytest.mark.parametrize("text", [*BROKEN, *map(to_thai, BROKEN)])
def test_a_split_score_is_left_and_never_read_as_its_half(text: str) -> None:
    result = prose(text)
    assert result.found == []
    assert result.left
    assert {seen.reason for seen in result.left} == {"split-score"}


@pytest.mark.parametrize("text", BROKEN)
def test_a_split_score_of_an_indicator_is_left_too(text: str) -> None:
    result = prose(f"ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ {text} ตัวชี้วัดที่ 2 ได้ 99.15 คะแนน", None)
    assert [(entry.subject, str(entry.score)) for entry in result.found] == [("indicator-2", "99.15")]
    assert {seen.reason for seen in result.left} == {"split-score"}


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("คะแนน «96». 48 คะแนน", "96. 48"),
        ("คะแนน 96:«48» คะแนน", "96:48"),
        ("คะแนน 96 จุด «48» คะแนน", "96จุด48"),
        ("คะแนน 9 «6.48» คะแนน", "9 6.48"),
        ("คะแนน «96» จุด 48", "96จุด48"),
        ("คะแนน «89.4» 4 คะแนน", "89.4 4"),
    ],
)
def test_the_slip_is_told_from_both_of_its_sides(text: str, slip: str) -> None:
    entry = near(text)
    found = is_broken(entry.text, entry.start, entry.stop)
    assert found is not None
    assert slip.endswith(found.written)
    assert entry.text.key[: found.stop].endswith(slip)


@pytest.mark.parametrize(
    "text",
    [
        "ได้ «98.29» คะแนน",
        "คะแนน «98.29» 99.15",
        "คะแนน 98.29 «99.15»",
        "คะแนน «98.29», 99.15",
        "ข้อ «5»\n1. จัดทำ",
        "«97.61» คะแนน 2. แบบวัด",
        "ปี «2568»: 96.48",
    ],
)
def test_numbers_that_stand_apart_are_not_broken(text: str) -> None:
    entry = near(text)
    assert is_broken(entry.text, entry.start, entry.stop) is None


def test_a_number_that_a_reader_excuses_has_its_cue() -> None:
    result = prose("คะแนน 96.47 คะแนน เพิ่มขึ้น 1.52 คะแนน จากคะแนนเต็ม 100 คะแนน")
    assert [str(entry.score) for entry in result.found] == ["96.47"]
    assert [(seen.value.text, seen.reason, seen.cue) for seen in result.excused] == [
        ("1.52", "difference", "เพิ่มขึ้น"),
        ("100", "full-mark", "เต็ม"),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ค่าเฉลี่ยระดับจังหวัด 88.00 คะแนน", "of-others"),
        ("ข้อ i2 ได้ 90.12 คะแนน", "of-others"),
        ("เป้าหมายปี 2569 คือ IIT 99.00 คะแนน", "target"),
    ],
)
def test_scores_of_others_and_aims_are_excused_by_the_words_that_say_so(text: str, reason: str) -> None:
    result = prose(text)
    assert result.found == result.left == []
    assert reason in {seen.reason for seen in result.excused}
