"""What must not be held against an office: ordinary sentences, other people's scores, names that are only named."""

from __future__ import annotations

import pytest
from accused import MEASURES, NAMES, OWN, SCORES, accused, text_report

from ita_extract.checking.examining import examine
from ita_extract.model import Report, ReviewReason, Subject


def doubts(report: Report, subject: str) -> set[str]:
    """What makes the mentions of a subject doubtful."""
    return {row.doubt for row in report.score_mentions if row.subject == subject and row.doubt}


def test_nothing_is_said_against_the_report_itself() -> None:
    report = text_report()
    assert report.findings == () and not any(row.doubt for row in report.score_mentions)


SCORES_OF_OTHERS = {
    "an aim": ("8", "โดยตั้งเป้าให้ตัวชี้วัดที่ 8 การปรับปรุงการทำงาน ได้คะแนน 97.00 คะแนน ในปีถัดไป"),
    "an aim of the next year": ("1", "เป้าหมายในปีงบประมาณ พ.ศ. 2569 ตัวชี้วัดที่ 1 ได้คะแนนไม่น้อยกว่า 95.00 คะแนน"),
    "what is expected": ("5", "คาดว่าตัวชี้วัดที่ 5 จะได้คะแนน 98.00 คะแนน"),
    "last year's": ("2", "ปีงบประมาณ พ.ศ. 2567 ตัวชี้วัดที่ 2 การใช้งบประมาณ ได้คะแนน 81.00 คะแนน"),
    "a provincial mean": ("summary", "ค่าเฉลี่ยคะแนน ITA ของจังหวัดลำปางอยู่ที่ 84.20 คะแนน"),
    "a pass mark": ("intro", "หน่วยงานที่ผ่านเกณฑ์ต้องมีผลคะแนน 85.00 คะแนนขึ้นไป"),
    "a neighbour's": ("end", "เทศบาลตำบลไหล่หิน ซึ่งเป็นหน่วยงานข้างเคียง ได้คะแนน 79.90 คะแนน"),
    "an indicator's in the parts of EIT": (
        "6",
        "โดยแบบวัด EIT ส่วนที่ 1 ได้คะแนน 88.00 คะแนน และแบบวัด EIT ส่วนที่ 2 ได้คะแนน 91.00 คะแนน",
    ),
    "the whole's in a section": ("10", "สรุปเทศบาลตำบลเกาะคาได้คะแนนรวม 92.81 คะแนน"),
    "weighted shares": (
        "summary",
        "เมื่อคิดตามน้ำหนัก IIT ได้ 27.90 คะแนน จากคะแนนเต็ม 30 คะแนน OIT ได้ 38.00 คะแนน จากคะแนนเต็ม 40 คะแนน",
    ),
    "another assessment's": ("end", "ผลการประเมินประสิทธิภาพขององค์กรปกครองส่วนท้องถิ่น (LPA) ได้ร้อยละ 91.11"),
}


@pytest.mark.parametrize("kind", SCORES_OF_OTHERS)
def test_a_score_that_is_somebody_else_s_contradicts_nothing(kind: str) -> None:
    position, sentence = SCORES_OF_OTHERS[kind]
    assert accused(text_report({position: sentence})) == []


def test_what_is_not_plainly_stated_is_a_reason_where_it_contradicts() -> None:
    plain = text_report()
    row = next(finding for finding in plain.score_mentions if finding.subject is Subject.INDICATOR_8)
    for doubt, slugs in (("", set()), ("words-between", {"doubtful-score-mismatch"})):
        other = row.model_copy(update={"score": row.score + 5, "raw": "93.60", "doubt": doubt})
        result = examine(plain.model_copy(update={"score_mentions": (*plain.score_mentions, other)}))
        assert {finding.slug for finding in result.doubts} == slugs
        assert any(finding.rule == "score-mismatch" for finding in result.findings) is not bool(slugs)


def test_a_doubt_that_was_told_stays_one_without_the_words() -> None:
    """A stored report has no words: what they made doubtful must not become a finding when it is checked again."""
    report = text_report({"intro": "เกณฑ์ผ่านการประเมินในภาพรวม คือ 85.00 คะแนนขึ้นไป"}, level="ผ่านดีเยี่ยม")
    again = examine(report)
    assert again.findings == report.findings


def test_the_right_value_printed_as_another_s_is_a_reason() -> None:
    """The reader may have mixed up two numbers: then the sum is no fault of the report."""
    mixed = text_report({"end": "ค่าที่พิมพ์ไว้ข้างภาพ 93.00"}, summary={"IIT": "89.10"})
    assert ("instrument-mean-mismatch", "IIT") not in accused(mixed)
    assert "doubtful-instrument-mean-mismatch" in {entry.slug for entry in mixed.review_reasons}
    assert ("instrument-mean-mismatch", "IIT") in accused(text_report(summary={"IIT": "89.10"}))


def test_instruments_that_are_printed_weighted_alone_are_no_fault() -> None:
    weighted = text_report(summary={"IIT": "27.90", "OIT": "38.00"})
    assert accused(weighted) == []


def test_a_level_by_the_two_parts_of_eit_is_the_rule_s() -> None:
    """One part is below 85 and EIT as a whole is not: ผ่าน is right, whatever a reading of three instruments gives."""
    low = {"EIT-1": "84.40", "EIT-2": "95.00"}
    assert accused(text_report(summary=low, level="ผ่าน"), "rating-mismatch") == []
    assert accused(text_report(summary=low, level="ผ่านดี"), "rating-mismatch") == [
        ("rating-mismatch", "overall")
    ]


NAMED = {
    "a border": "อาณาเขตทิศใต้ติดต่อกับเทศบาลตำบลไหล่หิน ทิศตะวันออกติดต่อกับอำเภอเมืองลำพูน จังหวัดลำพูน",
    "a partner": "ได้ประสานความร่วมมือกับเทศบาลนครลำปาง เทศบาลตำบลไหล่หิน และองค์การบริหารส่วนตำบลปงดอน อำเภอแจ้ห่ม",
    "a study visit": "ได้ไปศึกษาดูงานการให้บริการ ณ เทศบาลนครเชียงราย จังหวัดเชียงราย",
    "a model": "ทั้งนี้มีเทศบาลเมืองน่านเป็นหน่วยงานต้นแบบ",
    "a law": "เป็นไปตามเทศบัญญัติของเทศบาลตำบลไหล่หิน",
    "an older class": "เดิมเป็นองค์การบริหารส่วนตำบลเกาะคา",
    "a head of an office": "นายกองค์การบริหารส่วนตำบลควรกำกับต่อไป",
}


@pytest.mark.parametrize("kind", NAMED)
def test_a_body_that_is_only_named_is_no_foreign_one(kind: str) -> None:
    report = text_report({"7": NAMED[kind]})
    assert [
        entry for entry in accused(report) if entry[0] == "foreign-organization" or entry[1] == "เกาะคา"
    ] == []


def test_a_table_that_compares_bodies_names_nobody_wrongly() -> None:
    table = [("ลำดับ", "หน่วยงาน", "คะแนนรวม"), ("1", OWN, "92.81"), ("2", "เทศบาลตำบลไหล่หิน", "88.40")]
    assert accused(text_report(tables=[table]), "foreign-organization") == []


SUPERLATIVES = {
    "within an instrument": "ตัวชี้วัดที่ 7 ได้คะแนนสูงสุดของแบบวัด EIT และตัวชี้วัดที่ 8 ได้คะแนนต่ำสุดในแบบวัด EIT",
    "of instruments": "เมื่อพิจารณารายเครื่องมือพบว่า แบบวัด OIT ได้คะแนนสูงสุด 95.00 คะแนน และแบบวัด EIT ได้คะแนนต่ำสุด",
    "an instrument's indicator": "ทั้งนี้แบบวัด IIT ตัวชี้วัดที่ 4 มีคะแนนน้อยที่สุด",
    "over time": "ตัวชี้วัดที่ 4 ได้คะแนนสูงสุดในรอบห้าปี",
    "of items": "ข้อคำถามที่ได้คะแนนต่ำสุด คือ ข้อ i2",
    "of the province": "ในระดับจังหวัด ตัวชี้วัดที่ 3 ได้คะแนนต่ำสุด",
    "the first three": "ตัวชี้วัดที่ได้คะแนนสูงสุด 3 อันดับแรก ได้แก่ ตัวชี้วัดที่ 9 ตัวชี้วัดที่ 3 และตัวชี้วัดที่ 10",
    "an aim": "มุ่งพัฒนาให้ตัวชี้วัดที่ 2 ได้คะแนนเต็ม",
    "of another sentence": "ซึ่งได้คะแนนสูงสุด ควรรักษามาตรฐานไว้",
}


@pytest.mark.parametrize("kind", SUPERLATIVES)
def test_a_superlative_of_another_scope_is_true(kind: str) -> None:
    assert accused(text_report({"end": SUPERLATIVES[kind]}), "superlative-mismatch") == []


def test_a_measure_that_keeps_secrets_keeps_no_level() -> None:
    kept = (
        *MEASURES,
        ("2. มาตรการรักษาความลับของผู้ร้องเรียน", "ตัวชี้วัดที่ 5", "1. ประกาศ", "ปีงบประมาณ พ.ศ. 2569", "สำนักปลัด"),
    )
    assert accused(text_report(measures=kept)) == []


def test_a_measure_that_aims_at_full_marks_does_not_claim_them() -> None:
    aiming = (
        *MEASURES,
        ("2. มาตรการยกระดับสู่คะแนนเต็มร้อย", "ตัวชี้วัดที่ 4", "1. ทบทวน", "ปีงบประมาณ พ.ศ. 2569", "กองคลัง"),
    )
    assert accused(text_report(measures=aiming), "superlative-mismatch") == []


def test_a_plan_of_several_years_goes_on_in_the_next() -> None:
    plan = (
        ("1. มาตรการพัฒนาสื่อ", "ตัวชี้วัดที่ 6, 8", "1. ปรับปรุง", "แผน (พ.ศ. 2566 - 2570)\nปีงบประมาณ พ.ศ. 2569", "สำนักปลัด"),
    )  # fmt: skip
    assert accused(text_report(measures=plan), "measure-year-mismatch") == []


def test_an_indicator_treated_among_others_has_its_words() -> None:
    sections = [number for number in range(1, 11) if number not in (3, 5)]
    grouped = "สำหรับตัวชี้วัดที่ 3 การใช้อำนาจ และตัวชี้วัดที่ 5 การแก้ไขปัญหาการทุจริต ไม่มีข้อเสนอแนะ"
    assert accused(text_report({"end": grouped}, sections=sections), "missing-section") == []
    assert accused(text_report(sections=sections), "missing-section") == [
        ("missing-section", "indicator-3"), ("missing-section", "indicator-5"),
    ]  # fmt: skip


def test_a_row_that_was_not_read_is_not_missing() -> None:
    rows = [
        (str(number), name, score) for number, (name, score) in enumerate(zip(NAMES, SCORES, strict=True), 1)
    ]
    blurred = [*rows[:6], ("-", "ชื่อที่อ่านไม่ออก", "91.00"), *rows[7:]]
    assert accused(text_report(rows=blurred), "missing-indicator") == []
    assert accused(text_report(rows=[*rows[:6], *rows[7:]]), "missing-indicator") == [
        ("missing-indicator", "indicator-7")
    ]


def test_a_year_that_is_quoted_is_no_wrong_heading() -> None:
    for sentence in (
        "เป้าหมายในปีงบประมาณ พ.ศ. 2569 ตัวชี้วัดที่ 4 ได้คะแนนไม่น้อยกว่า 90.30 คะแนน",
        "ปีงบประมาณ พ.ศ. 2567 ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ ได้คะแนน 85.55 คะแนน",
        "เทียบกับการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2567",
    ):
        assert accused(text_report({"4": sentence}), "fiscal-year-mismatch") == []


def test_levels_that_are_explained_are_not_given() -> None:
    explained = "ระดับผลการประเมินมี 5 ระดับ ได้แก่ ผ่านดีเยี่ยม 95.00 - 100 คะแนน ผ่านดี 85.00 - 94.99 คะแนน"
    for sentence in (
        explained,
        "หน่วยงานที่มีผลการประเมินอยู่ในระดับผ่าน ต้องรายงาน",
        "ตั้งเป้าให้ผลการประเมินอยู่ในระดับผ่านดีเยี่ยม",
    ):
        assert accused(text_report({"end": sentence})) == []


def test_eit_as_one_figure_lacks_no_part() -> None:
    entry = text_report({"summary": "- แบบวัด EIT คะแนนรวม 89.70 คะแนน"}, summary={"EIT-1": "", "EIT-2": ""})
    assert accused(entry, "missing-eit-part") == []


def test_an_item_that_was_read_in_doubt_accuses_of_no_wrong_section() -> None:
    """`o3⏎4` in a narrow column."""
    report = text_report({"1": "ข้อ i1 ประเด็น การให้บริการล่าช้า ดังนั้น หน่วยงานควรเร่งการให้บริการ"})
    row = report.recommendations[0]
    wrong = row.model_copy(update={"items": ("e1",)})
    moved = report.model_copy(update={"recommendations": (wrong, *report.recommendations[1:])})
    assert "item-outside-indicator" in [entry.rule for entry in examine(moved).findings]
    doubt = ReviewReason.at("unread-item", row, "e1 2", table="recommendations", row=1)
    doubtful = examine(moved.with_reasons([doubt]))
    assert "item-outside-indicator" not in [entry.rule for entry in doubtful.findings]
    assert "doubtful-item-outside-indicator" in [entry.slug for entry in doubtful.doubts]
