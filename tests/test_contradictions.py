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
