"""What is said of others, of aims and of items accuses nobody; what a report plainly says of itself does."""

from __future__ import annotations

from decimal import Decimal

import pytest
from accused import OWN, SCORES, accused, text_report
from spans import flow

from ita_extract.checking.clauses import clause_before
from ita_extract.cli.findings import summary_of
from ita_extract.language.years import analysed_year
from ita_extract.model import Document, Status
from ita_extract.running.checks import Checked

HARMLESS = {
    "the mean of the country by instruments": (
        "summary",
        "คะแนนเฉลี่ยทั้งประเทศ: IIT = 65.82, EIT = 63.13, OIT = 61.93",
    ),
    "full marks by weight": ("summary", "คะแนนเต็มตามน้ำหนัก IIT 30.00 EIT 30.00 OIT 40.00 รวม 100.00"),
    "bodies of one size": (
        "2",
        "กลุ่มเทศบาลที่มีประชากรใกล้เคียงกันส่วนใหญ่อยู่ในระดับผ่านดี โดยแบบวัด OIT เฉลี่ย 80.05",
    ),
    "a condition": (
        "intro",
        "ถ้าตัวชี้วัดที่ 3 การใช้อำนาจ ได้ถึง 97.30 คะแนน ภาพรวมของหน่วยงานจะอยู่ในระดับผ่านดีเยี่ยม",
    ),
    "the province as a whole": ("4", "ภาพรวมของจังหวัดลำปาง ได้ 79.81 คะแนน ระดับผ่าน"),
    "an aim of a project": (
        "3",
        "เกณฑ์ชี้วัดความสำเร็จของโครงการ คือ ตัวชี้วัดที่ 8 การปรับปรุงการทำงาน มีคะแนน 89.45 คะแนน",
    ),
    "a part of EIT in an item": ("7", "EIT Public ได้ 73.55 คะแนน ขณะที่ EIT Survey ได้ 82.45 คะแนน ในข้อเดียวกัน"),
    "an indicator's part of EIT": (
        "summary",
        "คะแนนของตัวชี้วัดที่ 7 ในแบบวัด EIT ส่วนที่ 1 คือ 91.75 คะแนน และส่วนที่ 2 คือ 68.78 คะแนน",
    ),
    "an item's score": ("8", "ข้อคำถาม i4 ได้คะแนนต่ำที่สุด คือ 77.46 คะแนน"),
    "what the manual asks": ("10", "ตามคู่มือการประเมิน ข้อ o12 ต้องแสดงข้อมูลของปีงบประมาณปัจจุบัน"),
    "an item that is described": ("5", "รายละเอียดข้อคำถาม i6 ปรากฏในภาคผนวก"),
    "a sub-indicator's score": ("9", "ตัวชี้วัดย่อยที่ 9.4 ได้คะแนน 97.36 คะแนน"),
    "a report that is cited": (
        "4",
        "ตามรายงานการวิเคราะห์ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567 ข้อเสนอแนะได้รับการแก้ไขครบถ้วน",
    ),
}


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_is_said_of_others_accuses_nobody(kind: str) -> None:
    position, sentence = HARMLESS[kind]
    report = text_report({position: sentence})
    assert accused(report) == []
    assert report.document.fiscal_year == 2568


CONTRADICTIONS = {
    "a level of other years": ("end", f"สรุป {OWN} ได้คะแนนรวม 92.81 คะแนน อยู่ในระดับ AA", "rating-vocabulary"),
    "a heading's name with its score": (
        "end",
        "ตัวชี้วัดที่ 4 การให้บริการที่เป็นเลิศ (90.30 คะแนน)",
        "indicator-name-mismatch",
    ),
    "an indicator's other score": (
        "end",
        "ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ ได้คะแนน 87.10 คะแนน",
        "score-mismatch",
    ),
}


@pytest.mark.parametrize("kind", CONTRADICTIONS)
def test_what_a_report_says_of_itself_is_held_against_it(kind: str) -> None:
    position, sentence, rule = CONTRADICTIONS[kind]
    assert rule in {found for found, _ in accused(text_report({position: sentence}))}


def test_what_leads_to_a_list_leads_to_all_its_scores() -> None:
    key = "คะแนนเต็มตามน้ำหนักiit30.00eit30.00oit40.00"
    assert clause_before(key, key.index("oit")) == "คะแนนเต็มตามน้ำหนักiit"
    own = "(คะแนนเต็ม100คะแนน)แบบวัดiitได้84.85คะแนน"
    assert "คะแนนเต็ม" not in clause_before(own, own.index("iit"))


def test_the_digits_of_a_larger_number_are_no_item() -> None:
    """`103 แห่ง` was read as item o3."""
    plain, report = text_report(), text_report({"10": "ลำดับที่ 44 จาก 103 แห่ง ในจังหวัดลำปาง"})
    assert [row.items for row in report.recommendations] == [row.items for row in plain.recommendations]


def test_scores_of_others_change_no_score() -> None:
    plain = text_report()
    for _, sentence in (HARMLESS["the mean of the country by instruments"], HARMLESS["full marks by weight"]):
        report = text_report({"table": sentence})
        assert {row.subject: row.score for row in report.instrument_scores} == {
            row.subject: row.score for row in plain.instrument_scores
        }
    assert [row.score for row in plain.indicator_scores] == [Decimal(score) for score in SCORES]


def test_a_cited_report_has_no_say_in_the_year() -> None:
    cited = "ตามรายงานการวิเคราะห์ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567 ข้อเสนอแนะได้รับการแก้ไข"
    own = "เทศบาลตำบลเกาะคา ปีงบประมาณ พ.ศ. 2568 ได้คะแนนรวม 92.81 คะแนน"
    assert analysed_year(flow(f"{cited}\n{own}")).year == 2568
    assert analysed_year(flow(cited)).year == 2567


def test_a_summary_says_how_a_report_was_read_and_what_it_gets_wrong() -> None:
    sha = "0" * 64
    entry = Document(
        document_id="d0000000000000000", source="a.pdf", sha256=sha, status=Status.OK, extractor_version="0"
    )
    assert summary_of(Checked(entry, (), ())) == "read ok · no contradiction found"
