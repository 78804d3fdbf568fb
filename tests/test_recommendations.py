"""The assessor's recommendations: items, issue, advice and references, in all the forms in which they are written."""

from __future__ import annotations

import pytest
from spans import PAGE_END, flow

from ita_extract.model import Recommendation, ReviewReason
from ita_extract.numbers.ledger import Ledger
from ita_extract.outline.recommendations import read_recommendations
from ita_extract.outline.sections import outline
from ita_extract.rulebook.year import rules_for

R = rules_for(2568)
NAMES = {indicator.number: indicator.name for indicator in R.indicators.list}
LEAD = (
    "ผู้ตรวจประเมินมีข้อเสนอแนะในการปรับปรุง พัฒนาการดำเนินงานราย ประเด็นข้อคำถามที่มีผลการประเมินต่ำ โดยเฉพาะในประเด็นข้อคำถาม"
)
ADVICE = "ดังนั้น หน่วยงานควรเผยแพร่ข้อมูล"


def read_all(text: str, indicator: int = 1) -> tuple[list[Recommendation], list[ReviewReason]]:
    """Read a text as the section of an indicator; the other nine stand around it."""
    body = "\n".join(
        f"ตัวชี้วัดที่ {number} {name}\n{text if number == indicator else 'ได้คะแนนดี'}"
        for number, name in NAMES.items()
    )
    document = flow(body)
    return read_recommendations(document, outline(document, R, []).sections, R, Ledger.of(document))


def read(text: str, indicator: int = 1) -> Recommendation:
    (row,), doubts = read_all(text, indicator)
    assert doubts == []
    assert row.indicator == indicator
    return row


def test_the_sentence_of_the_seed() -> None:
    row = read(f"{LEAD}ข้อ i๒ ประเด็น การให้บริการ ไม่ เป็นไปตามขั้นตอน {ADVICE} (อ้างอิงจาก ๐๑๐)")
    assert (row.items, row.instrument, row.part) == (("i2",), "IIT", None)
    assert row.issue == "การให้บริการ ไม่ เป็นไปตามขั้นตอน"
    assert row.advice == "หน่วยงานควรเผยแพร่ข้อมูล (อ้างอิงจาก ๐๑๐)"
    assert (row.references, row.references_unresolved) == (("o10",), ())
    assert (row.page, row.confidence) == (1, 1.0)


@pytest.mark.parametrize(
    ("marker", "indicator", "items"),
    [
        ("ข้อ i๒", 1, ("i2",)),
        ("ข้อ ๑๐", 4, ("i10",)),
        ("ข้อ e๔ และข้อ e๕", 7, ("e4", "e5")),
        ("ข้อ e๔ และข้อ e๕", 8, ("e4", "e5")),
        ("ข้อ e4, e5", 7, ("e4", "e5")),
        ("ข้อ i10-i12", 4, ("i10", "i11", "i12")),
        ("ข้อ i12 - i14", 5, ("i12", "i13", "i14")),
        ("ข้อ 10 ถึง 12", 4, ("i10", "i11", "i12")),
        ("ข้อที่ I 2", 1, ("i2",)),
        ("ข้อ O6", 9, ("o6",)),
        ("ข้อ ๐๖", 9, ("o6",)),
        ("ข้อ 019", 9, ("o19",)),
        ("ข้อ โอ ๖", 9, ("o6",)),
        ("ข้อ О6", 9, ("o6",)),
        ("ข้อคำถาม EIT ข้อ 4", 7, ("e4",)),
    ],
)
def test_items_before_the_word_for_issue(marker: str, indicator: int, items: tuple[str, ...]) -> None:
    row = read(f"{LEAD}{marker} ประเด็น การเผยแพร่ {ADVICE}", indicator)
    assert (row.items, row.issue) == (items, "การเผยแพร่")
    assert row.advice == "หน่วยงานควรเผยแพร่ข้อมูล"


@pytest.mark.parametrize(
    ("line", "indicator", "items"),
    [
        ("• i2 : การให้บริการ", 1, ("i2",)),
        ("- ข้อ i2 การให้บริการ", 1, ("i2",)),
        ("(1) O30 การเปิดโอกาสให้เกิดการมีส่วนร่วม", 10, ("o30",)),
        ("ข้อ o6 แผนและความก้าวหน้า", 9, ("o6",)),
        ("1) O6 แผนและความก้าวหน้า", 9, ("o6",)),
        ("i2 ประเด็น การให้บริการ", 1, ("i2",)),
        ("1. i2 การให้บริการ", 1, ("i2",)),
    ],
)
def test_items_at_the_beginning_of_a_line(line: str, indicator: int, items: tuple[str, ...]) -> None:
    row = read(f"ผู้ตรวจประเมินมีข้อเสนอแนะ ดังนี้\n{line} ไม่เป็นไปตามเกณฑ์ {ADVICE}", indicator)
    assert row.items == items
    assert row.issue.endswith("ไม่เป็นไปตามเกณฑ์")


def test_the_item_behind_its_issue() -> None:
    """Lines 142-146 of the seed."""
    row = read(
        "ผู้ตรวจประเมินมี ข้อเสนอแนะต่อการประเมินที่ไม่ได้รับคะแนน ในประเด็นดังนี้\n"
        "ตัวชี้วัดย่อย ๙.๒ การบริหารงาน\n(๑) ประเด็น แผนการดำเนินงาน ข้อ ๐๖ แผนและความก้าวหน้า " + ADVICE,
        9,
    )
    assert (row.items, row.sub_indicator, row.instrument) == (("o6",), "9.2", "OIT")
    assert row.issue == "แผนการดำเนินงาน ข้อ ๐๖ แผนและความก้าวหน้า"


def test_a_title_of_the_year_after_a_code_without_any_word() -> None:
    item = R.oit_items.list[5]
    row = read(f"ข้อที่ไม่ได้รับคะแนน\n{item.code.upper()} {item.title} ไม่พบข้อมูล", 9)
    assert row.items == (item.code,)
    other = read(f"ข้อที่ไม่ได้รับคะแนน\n{item.code.upper()} อย่างอื่น ไม่พบข้อมูล", 9)
    assert (other.items, other.issue) == ((item.code,), "อย่างอื่น ไม่พบข้อมูล")


@pytest.mark.parametrize(
    ("reference", "references", "unresolved"),
    [
        ("(อ้างอิงจาก ๐๑๐)", ("o10",), ()),
        ("(อ้างอิง จาก ๐๙)", ("o9",), ()),
        ("(อ้างอิงจาก : o9)", ("o9",), ()),
        ("(อ้างอิงจาก.๐๑๐)", ("o10",), ()),  # a speck of a scan
        ("(อ้างอิงจากตัวชี้วัด ๙.๑, ๙.๒, ๙.๓)", ("9.1", "9.2", "9.3"), ()),
        ("(อ้างอิงจาก ๑๑๒)", (), ("๑๑๒",)),
        ("(อ้างอิงจาก o99)", (), ("o99",)),
        ("(อ้างอิงจาก 019-022)", ("o19", "o20", "o21", "o22"), ()),
        ("(อ้างอิง ข้อ O8 และ O9)", ("o8", "o9"), ()),
        ("(ตาม O10)", ("o10",), ()),
        ("[→ O10]", ("o10",), ()),
        ("(ดูประกอบ O-10, O-11)", ("o10", "o11"), ()),
        ("{O10}", ("o10",), ()),
        ("<O10, O11>", ("o10", "o11"), ()),
        ("【ดู O10】", ("o10",), ()),
        ("/อิง O10/", ("o10",), ()),
        ("(cf. O10)", ("o10",), ()),
        ("* O10, O11", ("o10", "o11"), ()),
        ("(อ้างอิงจาก i๑๒)", ("i12",), ()),
        ("(อ้างอิงจาก ๐๘) และประกาศ (อ้างอิงจาก ๐๙)", ("o8", "o9"), ()),
        ("(อ้างอิงจาก ๐๘) (อ้างอิงจาก ๐๘)", ("o8",), ()),
        ("ตามหนังสือที่ 10 หน้า 8", (), ()),
    ],
)
def test_references(reference: str, references: tuple[str, ...], unresolved: tuple[str, ...]) -> None:
    row = read(f"{LEAD}ข้อ i๒ ประเด็น การให้บริการ {ADVICE} {reference}")
    assert (row.references, row.references_unresolved) == (references, unresolved)
    assert row.items == ("i2",)


def test_a_new_item_begins_inside_a_paragraph() -> None:
    """Line 126 of the seed."""
    rows, doubts = read_all(
        f"{LEAD}ข้อ e๗ ประเด็น หนึ่ง {ADVICE} (อ้างอิงจาก ๐๒๐) ข้อ e๘ ประเด็น สอง {ADVICE} (อ้างอิงจาก ๐๓)", 8
    )
    assert [(row.recommendation, row.items, row.issue, row.references) for row in rows] == [
        (1, ("e7",), "หนึ่ง", ("o20",)),
        (2, ("e8",), "สอง", ("o3",)),
    ]
    assert doubts == []


def test_a_paragraph_of_its_own_belongs_to_its_section() -> None:
    """Line 94 of the seed begins outside the sentence that led to it."""
    rows, _ = read_all(f"{LEAD}ข้อ ๑๐ ประเด็น หนึ่ง {ADVICE}\nข้อ ๑๑ ประเด็น สอง {ADVICE} (อ้างอิงจาก ๑๑๒)", 4)
    assert [row.items for row in rows] == [("i10",), ("i11",)]
    assert rows[1].references_unresolved == ("๑๑๒",)


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("heading", ["ส่วนที่ {} ผู้รับบริการ (EIT {})", "EIT {1}", "ส่วนที่ {}"])
def test_the_part_of_eit(heading: str, number: int) -> None:
    name = heading.format(number, ("Public", "Survey")[number - 1])
    assert read(f"{LEAD} ดังต่อไปนี้\n{name}\nข้อ e๔ ประเด็น การสื่อสาร {ADVICE}", 7).part == number


def test_the_heading_of_the_next_part_ends_a_recommendation() -> None:
    rows, _ = read_all(
        f"ส่วนที่ ๑ (EIT Public)\nข้อ e๔ ประเด็น หนึ่ง {ADVICE}\nส่วนที่ ๒ (EIT Survey)\nข้อ e๕ ประเด็น สอง {ADVICE}", 7
    )
    assert [(row.items, row.part, row.advice) for row in rows] == [
        (("e4",), 1, "หน่วยงานควรเผยแพร่ข้อมูล"),
        (("e5",), 2, "หน่วยงานควรเผยแพร่ข้อมูล"),
    ]


@pytest.mark.parametrize("advice", ["หน่วยงานควรเผยแพร่", "จึงควรเผยแพร่", "เห็นควรเผยแพร่", "เทศบาลควรเผยแพร่"])
def test_advice_without_the_word_therefore(advice: str) -> None:
    row = read(f"{LEAD}ข้อ i๒ ประเด็น การให้บริการล่าช้า {advice}")
    assert (row.issue, row.advice) == ("การให้บริการล่าช้า", advice)


def test_the_organisations_own_facts_are_no_recommendation() -> None:
    rows, _ = read_all(
        f"{LEAD}ข้อ i๒ ประเด็น การให้บริการ {ADVICE}\nข้อเท็จจริงพบว่า ได้คะแนนต่ำ ดังนี้\nข้อ i๓ ประเด็น อื่น {ADVICE}"
    )
    assert [row.items for row in rows] == [("i2",)]
    assert rows[0].advice == "หน่วยงานควรเผยแพร่ข้อมูล"


@pytest.mark.parametrize(
    "text",
    [
        "ได้คะแนนสูงสุด ควรรักษามาตรฐานไว้ แสดงให้เห็นถึงความโปร่งใส",
        "ได้คะแนนเต็ม แสดงถึงการเปิดเผย",
        "หากต้องการยกระดับคะแนนเห็นควรกำหนดแนวทางการปฏิบัติ",
        "ตามระเบียบ ข้อ 5 และประกาศ ข้อ 12",
    ],
)
def test_praise_and_rules_are_no_recommendations(text: str) -> None:
    assert read_all(text) == ([], [])


def test_a_recommendation_without_an_item_is_told() -> None:
    rows, doubts = read_all(f"ดังนี้\n(๑) ประเด็น การเผยแพร่ {ADVICE}", 9)
    assert [(row.items, row.issue) for row in rows] == [((), "การเผยแพร่")]
    stated = [
        (doubt.slug, doubt.subject, doubt.page, doubt.table, doubt.row, doubt.detail) for doubt in doubts
    ]
    assert stated == [
        ("recommendation-without-item", "indicator-9", 1, "recommendations", 1, "indicator 9: การเผยแพร่")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ข้อที่ได้คะแนนน้อย คือ ข้อ i2 การให้บริการ",
        "ดังนี้\n1. i2 การให้บริการ",
        "ดังนี้\ni2 การให้บริการ",
        "โดยเฉพาะ ข้อ i2 เรื่อง การให้บริการ",
        "โดยเฉพาะในประเด็นข้อคำถามข้อ i2 (การให้บริการ)",
        "ดังนี้\nประเด็น i2 การให้บริการ",
        "ดังนี้\nประเด็นที่ 1 การให้บริการ (i2)",
    ],
)
def test_an_item_that_the_assessor_names_is_read_or_told(text: str) -> None:
    rows, doubts = read_all(f"{text} {ADVICE}")
    read_right = [(row.items, row.advice) for row in rows] == [(("i2",), "หน่วยงานควรเผยแพร่ข้อมูล")]
    stated = [
        (doubt.slug, doubt.subject, doubt.page)
        for doubt in doubts
        if doubt.detail.startswith("indicator 1: i2")
    ]
    without_item = [("recommendation-without-item", "indicator-1", 1)]
    assert read_right or (
        not any(row.items for row in rows)
        and stated == (without_item if rows else [("unread-item", "indicator-1", 1)])
    )


def test_items_in_a_list_of_numbers_with_full_stops() -> None:
    rows, doubts = read_all(f"ดังนี้\n1. i2 การให้บริการ {ADVICE}\n2. i3 การทำงาน {ADVICE}")
    assert [(row.items, row.issue) for row in rows] == [(("i2",), "การให้บริการ"), (("i3",), "การทำงาน")]
    assert doubts == []


def test_an_item_of_another_instrument_in_an_advice_begins_no_recommendation() -> None:
    row = read(f"{LEAD}ข้อ i2 ประเด็น ก ดังนั้น หน่วยงานควรเผยแพร่ตามข้อ o10 ประเด็นข้อมูล")
    assert (row.items, row.issue) == (("i2",), "ก")
    assert row.advice == "หน่วยงานควรเผยแพร่ตามข้อ o10 ประเด็นข้อมูล"


def test_a_recommendation_over_a_page_end_has_both_pages() -> None:
    """Lines 124-126 of the seed: the sentence is cut by the page."""
    row = read(f"{LEAD}ข้อ i๒ ประเด็น การมีส่วนร่วมในการ{PAGE_END}ดำเนินงานตามภารกิจ {ADVICE}")
    assert row.issue == "การมีส่วนร่วมในการดำเนินงานตามภารกิจ"
    assert (row.page, row.pages) == (1, (1, 2))
    assert row.raw.endswith("การมีส่วนร่วมในการ")


def test_bullets_announced_inside_an_advice_are_a_doubt() -> None:
    """Guidance under words that nobody knows; a bullet of the advice itself is announced by nobody."""
    item = f"{LEAD}ข้อ i๒ ประเด็น การให้บริการ {ADVICE}\n"
    _, doubts = read_all(f"{item}คณะทำงานมีมติ ดังนี้\n- เปิดรับความเห็น ข้อ i๓\n- เชิญผู้แทนชุมชน", 1)
    assert "unread-list" in [doubt.slug for doubt in doubts]
    assert read_all(f"{item}- เปิดรับความเห็น\n- เชิญผู้แทนชุมชน", 1)[1] == []


def test_an_item_in_a_bracket_behind_its_issue() -> None:
    """The words before the bracket are the issue, those behind it the advice; two may stand in one paragraph."""
    rows, doubts = read_all(
        "มีประเด็นที่ควรปรับปรุง คือ\nจากผลการประเมินพบว่า ผู้มาติดต่อรอคิวนาน (คำถาม\nข้อที่ I 3) ผู้บริหารควรติดป้ายเวลา "
        "จากผลการประเมินพบว่า งานแล้วเสร็จช้า (คำถามข้อที่ I 2) ผู้บริหารควรกำหนดวันแล้วเสร็จ",
        1,
    )
    assert [(row.items, row.issue.split(" (")[0]) for row in rows] == [
        (("i3",), "ผู้มาติดต่อรอคิวนาน"),
        (("i2",), "งานแล้วเสร็จช้า"),
    ]
    assert [row.advice for row in rows] == ["ผู้บริหารควรติดป้ายเวลา", "ผู้บริหารควรกำหนดวันแล้วเสร็จ"]
    assert doubts == []


def test_a_reference_ends_where_the_next_entry_names_its_item() -> None:
    rows, doubts = read_all(
        "ผู้ตรวจประเมินมีข้อเสนอแนะ ดังนี้\n"
        "- ข้อย่อย I03 งานแล้วเสร็จช้า\nความเห็นผู้ประเมิน : ขอให้หน่วยงานกำหนดวันแล้วเสร็จ /อิง O06/\n"
        "- ข้อย่อย I01 ให้บริการคนรู้จักก่อน\nความเห็นผู้ประเมิน : ขอให้หน่วยงานใช้บัตรคิว /อิง O08, O27/"
    )
    assert [(row.items, row.references) for row in rows] == [(("i3",), ("o6",)), (("i1",), ("o8", "o27"))]
    assert doubts == []


@pytest.mark.parametrize(
    "lead",
    [
        "การใช้เวลาของกองคลัง ผู้ตรวจประเมินเสนอให้ปรับปรุง ",
        "สำนักประเมินคุณธรรมเสนอว่า ",
        "ข้อ i2 ประเด็น การเบิกจ่าย ควรเร่งรัดกองคลังให้รายงาน\n",
    ],
)
def test_what_a_unit_proposes_takes_no_item_from_the_assessor(lead: str) -> None:
    rows, _ = read_all(f"{lead}ข้อ i4 ประเด็น การใช้เวลา หน่วยงานควรกำกับเวลา")
    assert ("i4",) in [row.items for row in rows]


def test_an_item_that_a_unit_speaks_of_is_told() -> None:
    rows, doubts = read_all("กองช่างเสนอให้ปรับปรุง i4 เพิ่มเติม")
    assert rows == []
    assert [reason.slug for reason in doubts] == ["unread-item"]
