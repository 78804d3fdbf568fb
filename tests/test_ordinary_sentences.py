"""Longer ordinary sentences: what compares, explains, dates or counts says nothing against the report."""

from __future__ import annotations

import pytest
from accused import OWN, accused, text_report
from spans import PAGE_END, flow

from ita_extract.language.years import analysed_year
from ita_extract.model import Report, Status

SENTENCES = {
    "two indicators are compared": (
        "8",
        "ตัวชี้วัดที่ 8 มีคะแนนน้อยกว่าตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ อยู่ 18.33 คะแนน ถือเป็นช่องว่างที่ควรเร่งพัฒนา",
    ),
    "what groups of people gave": ("6", "ผู้สูงอายุให้คะแนนตัวชี้วัดที่ 3 การใช้อำนาจ 65.24 ขณะที่วัยทำงานให้ 74.10"),
    "the weights": ("summary", "ค่าน้ำหนักของเครื่องมือ: IIT ร้อยละ 30 EIT ร้อยละ 30 และ OIT ร้อยละ 40 รวม 100 คะแนน"),
    "the weights with decimals": ("intro", "สัดส่วนคะแนนตามเครื่องมือ IIT 30.00 EIT 30.00 OIT 40.00"),
    "a date before a section": ("3", "ตัวชี้วัดความสำเร็จของโครงการ: ผลคะแนน IIT เพิ่มขึ้นอย่างน้อยร้อยละ 3.00 ภายในปี 2569"),
    "a district elsewhere": (
        "9",
        "อำเภอแม่วาง จังหวัดเชียงใหม่ เป็นอำเภอที่มีคะแนน ITA เฉลี่ยสูงสุดในภาค คือ 80.75 คะแนน",
    ),
    "an indicator that is explained": (
        "2",
        "ตัวชี้วัดที่ 8 การปรับปรุงการทำงาน ตามคู่มือหมายถึงการประเมินการรับรู้\nข้อเท็จจริงพบว่า ได้คะแนน 93.40 คะแนน",
    ),
    "the whole is near last year's": (
        "4",
        f"ภาพรวมของ{OWN} ปีนี้ได้ระดับใกล้เคียงกับปีที่ผ่านมา โดยต่างกันไม่ถึง 1.00 คะแนน\n"
        "ผลคะแนนของตัวชี้วัดนี้เท่ากับ 90.30 คะแนน",
    ),
    "a guest": ("7", "บุคลากรของเทศบาลนครเชียงราย มาเป็นวิทยากรให้แก่พนักงาน"),
    "a neighbour that is compared": ("end", "คะแนนของเทศบาลเมืองน่าน สูงกว่าของเราเล็กน้อย"),
    "a partner that acts": ("end", "เทศบาลตำบลไหล่หิน ได้กำหนดวันประชุมร่วมกันเพื่อแลกเปลี่ยนเรียนรู้"),
    "a fund of another body": ("6", "กองทุนหลักประกันสุขภาพของเทศบาลตำบลไหล่หิน มีผลการดำเนินงานดี"),
    "another body's result": ("6", "ผลการประเมินของเทศบาลนครลำปาง คือ 97.80 คะแนน"),
    "one's own assessment": ("3", "การประเมินตนเองก่อนส่ง ตัวชี้วัดที่ 9 ได้คะแนน 88.00 คะแนน"),
    "before an appeal": ("3", "คะแนนก่อนอุทธรณ์ ตัวชี้วัดที่ 9 ได้คะแนน 91.00 คะแนน หลังอุทธรณ์ได้ 96.00 คะแนน"),
    "the parts of EIT of an indicator": (
        "7",
        "EIT ส่วนที่ 1 ได้ 90.00 คะแนน EIT ส่วนที่ 2 ได้ 92.00 คะแนน ของตัวชี้วัดนี้",
    ),
    "sub-indicators in another section": ("7", "โดย 9.1 ได้ 95.56 9.2 ได้ 95.66 9.3 ได้ 71.62 คะแนน"),
    "what is lacking, above the result": ("intro", "ยังขาดอีก 23.58 คะแนนจึงจะเต็มในตัวชี้วัดที่ 8 การปรับปรุงการทำงาน"),
    "where all offices are weak": (
        "3",
        "ตัวชี้วัดที่ 1 เป็นตัวชี้วัดที่หน่วยงานทั่วประเทศได้คะแนนน้อยที่สุด เฉลี่ย 97.20 คะแนน\n"
        "ผลคะแนนของตัวชี้วัดนี้เท่ากับ 95.20 คะแนน",
    ),
    "an indicator of long ago": (
        "1",
        "ย้อนหลังสองปี ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ เคยได้คะแนนต่ำที่สุดคือ 79.87 คะแนน\n"
        "ผลคะแนนของตัวชี้วัดนี้เท่ากับ 92.10 คะแนน",
    ),
    "another assessment": ("end", "ผลการประเมิน LPA ได้คะแนน 92.81 คะแนน อยู่ในระดับผ่าน"),
    "a change that fits": (
        "summary",
        "ปีงบประมาณ พ.ศ. 2567 ได้คะแนน 90.00 คะแนน ปีงบประมาณ พ.ศ. 2568 ได้คะแนน 92.81 คะแนน เพิ่มขึ้น 2.81 คะแนน",
    ),
    "a change of an indicator": (
        "4",
        "ตัวชี้วัดที่ 4 ได้คะแนน 90.30 คะแนน เพิ่มขึ้นจากปี 2567 ซึ่งได้ 88.30 คะแนน จำนวน 2.00 คะแนน",
    ),
    "sub-indicators with their titles": (
        "9",
        "ตัวชี้วัดย่อย\n- 9.1 ข้อมูลพื้นฐาน\n- 9.2 การบริหารงานและการใช้จ่ายงบประมาณ\n- 9.3 การจัดซื้อจัดจ้าง",
    ),
    "an indicator that is praised": (
        "5",
        "แม้ตัวชี้วัดที่ 3 การใช้อำนาจ จะได้คะแนนสูงแล้ว ก็ยังต้องรักษามาตรฐานต่อไป\n"
        "ผลคะแนนของตัวชี้วัดนี้เท่ากับ 94.00 คะแนน",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", SENTENCES)
def test_an_ordinary_sentence_accuses_nobody(kind: str) -> None:
    position, sentence = SENTENCES[kind]
    assert accused(text_report({position: sentence})) == []


def items_of(report: Report) -> list[tuple[str, ...]]:
    return [row.items for row in report.recommendations]


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ("5", "ค่าเบี่ยงเบนมาตรฐานของข้อ i9 เท่ากับ 12.40"),
        ("5", "ข้อคำถาม i11 ได้คะแนนต่ำที่สุด คือ 67.59 คะแนน"),
        (
            "2",
            "คำถามที่ต่ำที่สุดคือข้อ i4 ได้ 91.10 คะแนน\nหากต้องการยกระดับคะแนน ควรชี้แจงให้บุคลากรทราบทุกไตรมาสและให้ซักถามได้ในที่ประชุม",
        ),
        ("9", "กองช่างเสนอให้ปรับปรุงข้อ o6 เพิ่มเติม แม้จะไม่ถูกหักคะแนนก็ตาม"),
        ("2", "คู่มือหน้า 45 อธิบายข้อ i3 ว่าหมายถึงการไม่เลือกปฏิบัติ"),
        ("10", "ข้อมูลตาม o14 ถึง o17 อยู่ในความดูแลของกองคลัง"),
    ],
)
def test_an_item_that_is_only_spoken_of_is_not_recommended(section: str, sentence: str) -> None:
    plain, report = text_report(), text_report({section: sentence})
    assert items_of(report) == items_of(plain) or report.document.status is Status.REVIEW


def test_a_title_inside_does_not_outweigh_what_is_stated() -> None:
    """A title of 2567 inside a report whose results are of 2568 and whose measures are for 2569."""
    own = "เทศบาลตำบลเกาะคา ปีงบประมาณ พ.ศ. 2568 ได้คะแนนรวม 92.81 คะแนน"
    title = "การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2567"
    plan = "ตารางแสดงมาตรการ ปีงบประมาณ พ.ศ. 2569"
    inside = analysed_year(flow(f"{own}{PAGE_END}{title}\n{plan}"))
    assert (inside.year, bool(inside.doubt)) == (2568, True)
    assert analysed_year(flow(f"{title}{PAGE_END}{own}\n{plan}")).year == 2567


def test_a_part_of_eit_in_an_indicator_is_no_score_of_the_part() -> None:
    plain, report = text_report(), text_report({"intro": "ในตัวชี้วัดนี้ EIT ส่วนที่ 1 ได้ 84.18 คะแนน"})
    assert [(row.subject, row.score) for row in report.instrument_scores] == [
        (row.subject, row.score) for row in plain.instrument_scores
    ]
