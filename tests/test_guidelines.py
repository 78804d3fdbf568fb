"""The organisation's own guidance: the numbered steps behind ข้อเท็จจริงพบว่า."""

from __future__ import annotations

import pytest
from spans import PAGE_END, Row, flow

from ita_extract.model import Guideline
from ita_extract.numbers.ledger import Ledger
from ita_extract.outline.guidelines import read_guidelines
from ita_extract.outline.sections import outline
from ita_extract.rulebook.year import rules_for
from ita_extract.tables.stitching import stitch

R = rules_for(2568)
FACTS = "ข้อเท็จจริงพบว่า เทศบาลตำบลทุ่งผึ้งมีผลคะแนนเฉลี่ยในตัวชี้วัดนี้ ได้คะแนน ๙๘.๒๙ คะแนน ดังนั้น หากต้องการยกระดับ{}"


def read(texts: dict[int, str], *more: str | list[Row]) -> list[Guideline]:
    body = "\n".join(
        f"ตัวชี้วัดที่ {entry.number} {entry.name}\nได้คะแนนดี\n{texts.get(entry.number, '')}"
        for entry in R.indicators.list
    )
    document = flow(body, *more)
    found, doubts = read_guidelines(
        document,
        outline(document, R, [table.offset for table in stitch(document)]).sections,
        Ledger.of(document),
    )
    assert doubts == []
    return found


def rows(found: list[Guideline]) -> list[tuple[int, int, str]]:
    return [(row.indicator, row.step, row.text) for row in found]


@pytest.mark.parametrize(
    "ending", ["ควรกำหนดแนวทางการปฏิบัติ ดังนี้", "ในประเด็นการใช้ งบประมาณดังนี้", "ในประเด็นการการ ปรับปรุงการทำงาน ดังนี้"]
)
@pytest.mark.parametrize("joint", ["\n", "\n\n", " "])
@pytest.mark.parametrize("style", ["{}. ", "{}.", "({}) ", "{}) "])
def test_steps_behind_the_facts(ending: str, joint: str, style: str) -> None:
    steps = joint.join(
        style.format(number) + text for number, text in (("๑", "จัดทำแผน"), ("๒", "เผยแพร่ผล"), ("๓", "ติดตาม"))
    )
    found = read({1: f"{FACTS.format(ending)}{joint}{steps}"})
    assert rows(found) == [(1, 1, "จัดทำแผน"), (1, 2, "เผยแพร่ผล"), (1, 3, "ติดตาม")]


def test_each_section_has_its_own() -> None:
    found = read({2: FACTS.format(" ดังนี้\n๑. สอง"), 8: FACTS.format(" ดังนี้\n๑. แปด\n๒. แปดอีก")})
    assert rows(found) == [(2, 1, "สอง"), (8, 1, "แปด"), (8, 2, "แปดอีก")]


def test_without_facts_there_is_no_guidance() -> None:
    assert read({1: "๑. จัดทำแผน\n๒. เผยแพร่"}) == []
    assert read({1: FACTS.format(" ควรพัฒนาต่อไป")}) == []


def test_a_step_over_a_page_end() -> None:
    (row,) = read({4: FACTS.format(f" ดังนี้\n๑. จัดทำแผน{PAGE_END}การใช้ทรัพย์สิน")})
    assert (row.text, row.page, row.pages, row.raw) == ("จัดทำแผนการใช้ทรัพย์สิน", 1, (1, 2), "จัดทำแผน")


def test_the_title_of_the_measures_is_no_part_of_the_last_step() -> None:
    title = "\nตารางแสดงผลการนำผลการวิเคราะห์ไปสู่การปรับปรุง ประจำปีงบประมาณ พ.ศ. ๒๕๖๙"
    measures: list[Row] = [["มาตรการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ"], ["๑. ก", "๑. ข", "ตลอดปี", "กองคลัง"]]
    found = read({10: FACTS.format(" ดังนี้\n๑. จัดทำแผน") + title}, measures)
    assert rows(found) == [(10, 1, "จัดทำแผน")]


def test_years_decimals_and_codes_do_not_cut_a_step() -> None:
    text = "ภายในปี พ.ศ.๒๕๖๙ ยกระดับจาก ๙๘.๒๙ ตามตัวชี้วัด ๙.๑ และข้อ ๓ ของแผน"
    assert rows(read({9: FACTS.format(f" ดังนี้\n๑. {text}\n๒. เผยแพร่")})) == [(9, 1, text), (9, 2, "เผยแพร่")]


def test_letters_in_their_order_are_a_list() -> None:
    found = read({3: "ข้อเท็จจริงพบว่า ควรดำเนินการ ดังนี้\nก. จัดทำทะเบียนคุม\nข. รายงานผล\nค. ติดตาม"})
    assert rows(found) == [(3, 1, "จัดทำทะเบียนคุม"), (3, 2, "รายงานผล"), (3, 3, "ติดตาม")]


def test_steps_whose_own_words_are_those_of_recommendations() -> None:
    """`เปิดรับข้อเสนอแนะ` is what the organisation will do, not what the assessor says."""
    advice = "ข้อ e๘ ประเด็น เรื่องเดิมเกิดซ้ำ ดังนั้น หน่วยงานควรปรับขั้นตอน"
    steps = "ที่ประชุมมีมติให้ดำเนินการตามแนวทาง ดังนี้\n- เปิดรับข้อเสนอแนะผ่านคิวอาร์โค้ด\n- เชิญผู้แทนชุมชน"
    assert rows(read({8: f"{advice}\n{steps}"})) == [
        (8, 1, "เปิดรับข้อเสนอแนะผ่านคิวอาร์โค้ด"),
        (8, 2, "เชิญผู้แทนชุมชน"),
    ]


@pytest.mark.parametrize("words", ["คำตอบของเรา", "หน่วยงานขอแก้", "เราจะลงมือ ดังนี้"])
def test_steps_under_a_line_of_words_that_nobody_knows(words: str) -> None:
    """Below the items of the assessor a short line heads what the organisation will do."""
    advice = "๑. ข้อ e๘ ประเด็น ข้อร้องเรียนเรื่องเดิมเกิดซ้ำโดยไม่มีการปรับวิธีทำงาน ดังนั้น หน่วยงานควรวิเคราะห์\nสาเหตุของเรื่อง"
    assert rows(read({8: f"{advice}\n{words}\n- เชิญผู้แทนชุมชน\n- ติดตามผล"})) == [
        (8, 1, "เชิญผู้แทนชุมชน"),
        (8, 2, "ติดตามผล"),
    ]


@pytest.mark.parametrize(
    "marks", [("a)", "b)", "c)"), ("#1", "#2", "#3"), ("1 -", "2 -", "3 -"), ("๏", "๏", "๏")]
)
def test_steps_under_the_markers_of_any_clerk(marks: tuple[str, str, str]) -> None:
    steps = "\n".join(
        f"{mark} {text}" for mark, text in zip(marks, ("จัดทำแผน", "เผยแพร่ผล", "ติดตาม"), strict=True)
    )
    assert [text for _, _, text in rows(read({8: FACTS.format(f" ดังนี้\n{steps}")}))] == [
        "จัดทำแผน",
        "เผยแพร่ผล",
        "ติดตาม",
    ]


TABLE: list[Row] = [["ตัวชี้วัด", "คะแนน"], ["การปฏิบัติหน้าที่", "92.10"]]


def test_a_number_that_goes_on_with_the_list_and_with_the_headings_is_a_doubt() -> None:
    heads = "1. ความเป็นมา\nข้อความ\n2. ผลการประเมิน\nข้อความ\n3. แนวทางแก้ไข\n"
    section = f"ตัวชี้วัดที่ 4 {R.indicators.list[3].name}\n{FACTS.format('ดังนี้')}\n"
    document = flow(f"{heads}{section}1. จัดทำแผน\n2. เผยแพร่ผล\n3. ติดตามผล\n4. คะแนนรายตัวชี้วัด", TABLE)
    found, doubts = read_guidelines(document, outline(document, R, []).sections, Ledger.of(document))
    assert len(found) == 4
    assert [(reason.slug, reason.detail) for reason in doubts] == [("text-behind-guidance", "คะแนนรายตัวชี้วัด")]


MEASURES: list[Row] = [["มาตรการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ"], ["ก", "ข", "ตลอดปี", "กองคลัง"]]


@pytest.mark.parametrize(
    ("steps", "last"),
    [
        ("1. ประชุมชี้แจง\n2. เผยแพร่ข้อมูล\n(1) ทางเว็บไซต์\n(2) ทางเพจ\n3. สรุปผลรายงานผู้บริหาร", "สรุปผลรายงานผู้บริหาร"),
        ("1. ประชุมชี้แจง\n2. เผยแพร่ข้อมูล\n- รายงานผลต่อผู้บริหาร", "รายงานผลต่อผู้บริหาร"),
    ],
)
def test_the_last_step_above_the_measures_is_no_title(steps: str, last: str) -> None:
    heads = "".join(f"ตัวชี้วัดที่ {entry.number} {entry.name}\nดี\n" for entry in R.indicators.list[:9])
    text = f"{heads}ตัวชี้วัดที่ 10 {R.indicators.list[9].name}\n{FACTS.format('ดังนี้')}\n{steps}"
    document = flow(text, MEASURES)
    found, _ = read_guidelines(
        document,
        outline(document, R, [table.offset for table in stitch(document)]).sections,
        Ledger.of(document),
    )
    assert last in " ".join(row.text for row in found)
