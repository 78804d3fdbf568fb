"""What a report contradicts itself in, and must be told of: in prose, in tables, in names, levels and changes."""

from __future__ import annotations

import pytest
from accused import NAMES, SCORES, accused, text_report

PLAIN_CONTRADICTIONS = {
    "in the facts": (
        "4",
        "ข้อเท็จจริงพบว่า เทศบาลตำบลเกาะคามีผลคะแนนเฉลี่ยในตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ ได้คะแนน 90.80 คะแนน",
        "indicator-4",
    ),
    "in a sentence on an instrument": ("summary", "จากตาราง แบบวัด IIT ได้ 93.90 คะแนน", "IIT"),
    "of a part": ("summary", "พบว่าคะแนน EIT ส่วนที่ 1 ของเทศบาลตำบลเกาะคาได้ 88.10 คะแนน", "EIT-1"),
    "of the whole": ("summary", "สรุปผลคะแนนรวม ITA ปี 2568 ของเทศบาลตำบลเกาะคาเท่ากับ 90.05 คะแนน", "overall"),
    "before a comparison": (
        "summary",
        "ตัวชี้วัดที่ 2 การใช้งบประมาณ ได้คะแนน 95.21 คะแนน เพิ่มขึ้นจากปี 2567",
        "indicator-2",
    ),
}


@pytest.mark.parametrize("kind", PLAIN_CONTRADICTIONS)
def test_a_score_that_is_plainly_stated_otherwise_is_an_error(kind: str) -> None:
    position, sentence, subject = PLAIN_CONTRADICTIONS[kind]
    assert ("score-mismatch", subject) in accused(text_report({position: sentence}))


@pytest.mark.parametrize(
    "sentence",
    [
        "สรุปเทศบาลตำบลเกาะคาได้คะแนนรวม 92.81 คะแนน อยู่ในระดับผ่านดีเยี่ยม",
        "จึงประกาศให้ทราบโดยทั่วกัน โดยผลการประเมินอยู่ในระดับผ่าน",
    ],
)
def test_a_level_in_the_conclusion_that_the_scores_do_not_give(sentence: str) -> None:
    assert accused(text_report({"end": sentence}), "rating-mismatch") == [("rating-mismatch", "overall")]


def test_two_vocabularies_at_once() -> None:
    for level in ("ผ่านดี (ระดับ A)", "A (ผ่านดี)"):
        assert ("rating-vocabulary", "overall") in accused(text_report(level=level))


def test_a_heading_with_an_invented_name() -> None:
    names = [*NAMES[:5], "ประสิทธิภาพการดำเนินงาน", *NAMES[6:]]
    listed = [
        (str(number), name, score) for number, (name, score) in enumerate(zip(NAMES, SCORES, strict=True), 1)
    ]
    report = text_report(names=names, rows=listed)
    assert accused(report, "indicator-name-mismatch") == [("indicator-name-mismatch", "indicator-6")]


def test_a_slip_of_a_name_is_no_invented_one() -> None:
    names = [*NAMES[:3], "การใช้ทรัพย์สินของทางราชการ", *NAMES[4:]]
    listed = [
        (str(number), name, score) for number, (name, score) in enumerate(zip(NAMES, SCORES, strict=True), 1)
    ]
    assert accused(text_report(names=names, rows=listed), "indicator-name-mismatch") == []


def test_an_invented_name_among_the_heads_of_a_table() -> None:
    heads = [*NAMES[:6], "ประสิทธิภาพการดำเนินงาน", *NAMES[7:]]
    report = text_report(tables=[[tuple(heads), tuple(SCORES)]])
    assert ("indicator-name-mismatch", "indicator-7") in accused(report)


def test_superlatives_that_the_scores_deny() -> None:
    said = "ตัวชี้วัดที่มีคะแนนสูงสุด คือ ตัวชี้วัดที่ 3 การใช้อำนาจ และตัวชี้วัดที่มีคะแนนต่ำสุด คือ ตัวชี้วัดที่ 7 ประสิทธิภาพการสื่อสาร"
    report = text_report({"table": said})
    assert accused(report, "superlative-mismatch") == [
        ("superlative-mismatch", "indicator-3"), ("superlative-mismatch", "indicator-7"),
    ]  # fmt: skip
    within = text_report({"table": "ในกลุ่ม EIT ตัวชี้วัดที่มีคะแนนสูงสุด คือ ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน"})
    assert accused(within, "superlative-mismatch") == [("superlative-mismatch", "indicator-6")]


HISTORY = [
    ("ปีงบประมาณ", "คะแนน", "ระดับ"),
    ("2566", "87.10", "ผ่าน"),
    ("2567", "88.10", "ผ่านดี"),
    ("2568", "92.81", "ผ่านดี"),
]


def test_a_change_that_does_not_fit() -> None:
    said = "ปีงบประมาณ พ.ศ. 2568 ได้คะแนน 92.81 คะแนน เพิ่มขึ้นจากปีที่ผ่านมา {} คะแนน"
    wrong = text_report({"end": said.format("5.12")}, tables=[HISTORY])
    assert accused(wrong, "history-mismatch") == [("history-mismatch", "overall")]
    assert accused(text_report({"end": said.format("4.71")}, tables=[HISTORY]), "history-mismatch") == []


def test_a_change_is_held_against_its_own_year() -> None:
    said = "ได้คะแนน 92.81 คะแนน เพิ่มขึ้นจากปี 2566 จำนวน {} คะแนน"
    assert accused(text_report({"end": said.format("5.71")}, tables=[HISTORY]), "history-mismatch") == []
    wrong = text_report({"end": said.format("4.71")}, tables=[HISTORY])
    assert accused(wrong, "history-mismatch") == [("history-mismatch", "overall")]


def test_a_change_against_a_score_in_the_same_sentence() -> None:
    said = "เมื่อเทียบกับปี 2567 ซึ่งได้คะแนน 90.40 คะแนน พบว่าเพิ่มขึ้น {} คะแนน"
    assert accused(text_report({"summary": said.format("2.14")}), "history-mismatch") == [
        ("history-mismatch", "overall")
    ]
    assert accused(text_report({"summary": said.format("2.41")}), "history-mismatch") == []


def test_an_earlier_result_in_prose_against_the_table() -> None:
    said = "ปีงบประมาณ พ.ศ. 2567 ได้คะแนน {} คะแนน ระดับ ผ่านดี"
    wrong = text_report({"end": said.format("88.90")}, tables=[HISTORY])
    assert ("history-mismatch", "overall") in accused(wrong)
    assert accused(text_report({"end": said.format("88.10")}, tables=[HISTORY]), "history-mismatch") == []


def test_each_line_of_a_list_of_sub_indicators_is_read() -> None:
    said = "ตัวชี้วัดย่อยที่ 9.1 ข้อมูลพื้นฐาน\nตัวชี้วัดย่อยที่ 9.2 การบริหารงานและงบประมาณ\nตัวชี้วัดย่อยที่ 9.4 การบริหารทรัพยากรบุคคล"
    assert accused(text_report({"9": said}), "sub-indicator-name-mismatch") == [
        ("sub-indicator-name-mismatch", "9.2"), ("sub-indicator-name-mismatch", "9.4"),
    ]  # fmt: skip


def test_a_section_of_another_year_with_this_year_s_score() -> None:
    said = "ผลการประเมิน ประจำปีงบประมาณ พ.ศ. 2567\nตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ ได้คะแนน 90.30 คะแนน"
    assert accused(text_report({"4": said}), "fiscal-year-mismatch") == [("fiscal-year-mismatch", "document")]


def test_another_office_spoken_of_as_the_report_s_own() -> None:
    said = "ข้อเท็จจริงพบว่า เทศบาลตำบลหงส์หิน มีผลคะแนนเฉลี่ยในตัวชี้วัดที่ 4 ได้คะแนน 90.30 คะแนน"
    assert ("foreign-organization", "หงส์หิน") in accused(text_report({"4": said}))
    concluded = "จากผลการวิเคราะห์ข้างต้น เทศบาลตำบลหงส์หิน จึงกำหนดมาตรการ"
    assert ("foreign-organization", "หงส์หิน") in accused(text_report({"end": concluded}))


def test_another_class_spoken_of_as_the_report_s_own() -> None:
    said = "ข้อเท็จจริงพบว่า องค์การบริหารส่วนตำบลเกาะคา มีผลคะแนนเฉลี่ยในตัวชี้วัดที่ 4 ได้คะแนน 90.30 คะแนน"
    assert ("organization-type-mismatch", "เกาะคา") in accused(text_report({"4": said}))


def test_another_province_behind_the_report_s_own_name() -> None:
    report = text_report({"end": "เทศบาลตำบลเกาะคา อำเภอเกาะคา จังหวัดแพร่ มีผลการประเมินตามที่กล่าวมา"})
    assert ("foreign-organization", "แพร่") in accused(report)


def test_a_part_of_eit_that_no_word_names_is_missing() -> None:
    assert accused(text_report(summary={"EIT-2": ""}), "missing-eit-part") == [("missing-eit-part", "EIT-2")]


@pytest.mark.parametrize(
    "sentence",
    [
        "ปีงบประมาณ พ.ศ. 2567 ได้คะแนน 90.00 คะแนน ปีงบประมาณ พ.ศ. 2568 ได้คะแนน 92.81 คะแนน เพิ่มขึ้น 4.00 คะแนน",
        "คะแนนเพิ่มขึ้นจาก 90.00 คะแนน ในปีงบประมาณ พ.ศ. 2567 เป็น 92.81 คะแนน เพิ่มขึ้น 4.00 คะแนน",
        "เมื่อเทียบกับปี 2567 ซึ่งได้คะแนน 90.00 คะแนน พบว่าลดลง 2.81 คะแนน",
    ],
)
def test_a_change_that_is_not_the_difference_of_its_two_scores(sentence: str) -> None:
    assert ("history-mismatch", "overall") in accused(text_report({"summary": sentence}))


def test_a_sentence_with_another_indicators_name_and_its_own_score() -> None:
    wrong = "ตัวชี้วัดที่ 3 การใช้งบประมาณ ได้คะแนน 95.20 คะแนน"
    assert accused(text_report({"end": wrong})) == [("indicator-name-mismatch", "indicator-3")]


@pytest.mark.parametrize(
    "listed",
    [
        "ตัวชี้วัดย่อย\n- 9.1 ข้อมูลพื้นฐาน\n- 9.2 การจัดซื้อจัดจ้าง\n- 9.3 การบริหารงานและการใช้จ่ายงบประมาณ",
        "ตัวชี้วัดย่อยที่ 9.1 ข้อมูลพื้นฐาน ตัวชี้วัดย่อยที่ 9.2 การจัดซื้อจัดจ้าง ตัวชี้วัดย่อยที่ 9.3 การบริหารงานและการใช้จ่ายงบประมาณ",
    ],
)
def test_every_entry_of_a_list_of_sub_indicators_is_looked_at(listed: str) -> None:
    assert accused(text_report({"9": listed}), "sub-indicator-name-mismatch") == [
        ("sub-indicator-name-mismatch", "9.2"), ("sub-indicator-name-mismatch", "9.3"),
    ]  # fmt: skip


def test_another_body_with_the_report_s_own_score_was_left_over() -> None:
    left = "ผลการประเมินของเทศบาลนครลำปาง ได้คะแนน 92.81 คะแนน"
    assert ("foreign-organization", "ลำปาง") in accused(text_report({"6": left}))


def test_a_letter_in_a_bracket_behind_a_word_is_a_second_vocabulary() -> None:
    assert ("rating-vocabulary", "overall") in accused(text_report(level="ผ่านดี (A)"))


def a_measure(period: str = "ปีงบประมาณ พ.ศ. 2569", covers: str = "ตัวชี้วัดที่ 6 ตัวชี้วัดที่ 8") -> tuple[str, ...]:
    return ("1. มาตรการพัฒนางาน", covers, "1. ปรับปรุงเว็บไซต์", period, "สำนักปลัด")


@pytest.mark.parametrize(
    ("period", "wrong"),
    [
        ("แผน 5 ปี (พ.ศ. 2566 – 2570)", False),
        ("ภายในปี 2570", False),
        ("ต่อเนื่องจากปี 2567 ถึงปี 2569", False),
        ("ตุลาคม 2568 - กันยายน 2569", False),
        ("ตุลาคม 2566 - กันยายน 2567", True),
        ("ปีงบประมาณ พ.ศ. 2564 - 2566", True),
    ],
)
def test_the_years_of_a_measure(period: str, wrong: bool) -> None:
    found = accused(text_report(measures=[a_measure(period)]), "measure-year-mismatch")
    assert bool(found) is wrong


@pytest.mark.parametrize(
    ("covers", "wrong"),
    [
        ("ทุกตัวชี้วัดของ IIT และตัวชี้วัดที่ 8", False),
        ("แบบวัด IIT ทั้ง 5 ตัวชี้วัด และตัวชี้วัดที่ 8", False),
        ("ตัวชี้วัดที่ 1 ถึงตัวชี้วัดที่ 10", False),
        ("ครอบคลุมทุกตัวชี้วัด โดยเฉพาะตัวชี้วัดที่ 8", False),
        ("ทุกตัวชี้วัดของ OIT และตัวชี้วัดที่ 8", True),
    ],
)
def test_what_a_group_of_indicators_covers(covers: str, wrong: bool) -> None:
    advice = "ผู้ตรวจประเมินมีข้อเสนอแนะ ข้อ i4 ประเด็นการเบิกจ่ายเท็จ ดังนั้น หน่วยงานควรเผยแพร่แผน"
    found = accused(
        text_report({"2": advice}, measures=[a_measure(covers=covers)]), "uncovered-recommendation"
    )
    assert bool(found) is wrong


@pytest.mark.parametrize("year", [2563, 2564])
def test_weighted_instruments_are_no_fault_and_wrong_ones_are(year: int) -> None:
    weighted = {"EIT-1": "", "EIT-2": "", "IIT": "27.90", "OIT": "38.00"}
    plan = [a_measure(f"ปีงบประมาณ พ.ศ. {year + 1}")]
    said = {"summary": "- แบบวัด EIT คะแนนรวม 26.91 คะแนน"}
    assert accused(text_report(said, year=year, summary=weighted, level="A", measures=plan)) == []
    wrong = text_report(said, year=year, summary={**weighted, "IIT": "26.10"}, level="A", measures=plan)
    assert ("instrument-mean-mismatch", "IIT") in accused(wrong)


@pytest.mark.parametrize("said", ["ตัวชี้วัดที่ 6 - 8 วิเคราะห์รวมกัน", "ตัวชี้วัดอื่นไม่มีข้อเสนอแนะ"])
def test_an_indicator_treated_in_a_range_or_with_all_others_is_not_missing(said: str) -> None:
    sections = [number for number in range(1, 11) if number != 7]
    assert accused(text_report({"end": said}, sections=sections), "missing-section") == []


def test_what_stands_in_the_paragraph_above_excuses_no_name() -> None:
    """`เรียงตามลำดับของเกณฑ์การประเมิน` above it made the class of another body a comparison."""
    words = "เรียงตามลำดับของเกณฑ์การประเมิน\nบุคลากรขององค์การบริหารส่วนตำบลเกาะคา ได้รับทราบผลการประเมินแล้ว"
    assert ("organization-type-mismatch", "เกาะคา") in accused(text_report({"6": words}))
