"""Blocks that no reader took: told where they stand in the section of an indicator, or are a table of text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

import pytest
from spans import PAGE_END, Row, flow, in_columns, line, pages

from ita_extract.assembling.unread import doubtful_sections, unread_blocks
from ita_extract.assembling.unread_columns import unread_columns
from ita_extract.layout.document import Document, document_of
from ita_extract.layout.span import Span
from ita_extract.numbers.ledger import Ledger
from ita_extract.outline.guidelines import read_guidelines
from ita_extract.outline.recommendations import read_recommendations
from ita_extract.outline.sections import Outline, outline
from ita_extract.rulebook.year import rules_for
from ita_extract.tables.stitching import stitch

RULES = rules_for(2568)
NAMES = {one.number: one.name for one in RULES.indicators.list}
TEXT = "ข้อความที่ยาวพอสมควรและไม่มีผู้อ่านคนใดนำไปเป็นส่วนหนึ่งของสิ่งใด"
INTRODUCTION = "บทนำ" * 28  # as wide as the page, so that the lines of the sections stop short
Told = list[tuple[str, str | None, int | None, str]]


def sections(texts: dict[int, str]) -> str:
    return "\n".join(f"ตัวชี้วัดที่ {number} {name}\n{texts.get(number, 'ดี')}" for number, name in NAMES.items())


def part(document: Document, words: str) -> Span:
    key = words.replace(" ", "")
    start = document.text.key.index(key)
    return document.text.cut(start, start + len(key))


def stated(document: Document, parts: Outline, ledger: Ledger) -> Told:
    found = unread_blocks(document, parts, stitch(document), ledger, RULES)
    return [(entry.slug, entry.subject, entry.page, entry.detail) for entry in found]


def read(text: str, *more: str | list[Row], indicator: int = 1, taken: str = "", scored: str = "") -> Told:
    """What is told of a text in the section of an indicator, of which a part belongs to a row."""
    document = flow(f"{INTRODUCTION}\n" + sections({indicator: text}), *more)
    ledger = Ledger.of(document)
    if taken:
        ledger.take(part(document, taken), "guidelines", 1)
    if scored:
        ledger.claim(part(document, scored), "score_mentions", 1)
    return stated(document, outline(document, RULES, []), ledger)


@pytest.mark.parametrize("marker", ["1.", "๑)", "(2)", "-", "•", "ก."])
def test_a_list_item_in_a_section_that_nobody_took_is_told(marker: str) -> None:
    assert read(f"{marker} {TEXT}") == [("unread-block", "indicator-1", 1, f"{marker} {TEXT}")]


def test_each_item_is_told_for_itself_with_its_place() -> None:
    found = read(f"- {TEXT}{PAGE_END}- {TEXT}", indicator=4)
    assert [(slug, subject, page) for slug, subject, page, _ in found] == [
        ("unread-block", "indicator-4", 1),
        ("unread-block", "indicator-4", 2),
    ]


@pytest.mark.parametrize("taken", [f"1. {TEXT}", f"1. {TEXT}"[:25], TEXT[10:]])
def test_an_item_that_a_row_took_at_its_head_or_by_its_half_is_not_told(taken: str) -> None:
    assert read(f"1. {TEXT}", taken=taken) == []


def test_an_item_of_which_a_row_took_a_few_words_at_its_end_is_told() -> None:
    assert len(read(f"1. {TEXT}", taken=TEXT[-5:])) == 1


def test_an_item_whose_score_was_read_is_not_told() -> None:
    text = f"1. {TEXT} ได้ 98.29 คะแนน"
    assert len(read(text)) == 1
    assert read(text, scored="98.29") == []


@pytest.mark.parametrize(
    "heading",
    [
        "9.1 การเปิดเผยข้อมูล",
        "ก. ตัวชี้วัดย่อยที่ 9.1 การเปิดเผยข้อมูล",
        "1) ตัวชี้วัดย่อย 9.2 การบริหารงาน",
    ],
)
def test_the_heading_of_a_sub_indicator_is_not_told(heading: str) -> None:
    assert read(f"{heading}\nได้คะแนนดี", indicator=9) == []


@pytest.mark.parametrize("text", [TEXT, "- ก"], ids=["a paragraph", "hardly a letter"])
def test_other_blocks_of_a_section_are_not_told(text: str) -> None:
    assert read(text) == []


def test_items_outside_the_sections_are_not_told() -> None:
    document = flow(f"บทนำ\n- {TEXT}\n{sections({})}")
    assert stated(document, outline(document, RULES, []), Ledger.of(document)) == []


def test_what_the_readers_of_a_section_take_is_not_told() -> None:
    lead = "ผู้ตรวจประเมินมีข้อเสนอแนะ โดยเฉพาะในประเด็นข้อคำถาม"
    document = flow(
        sections(
            {
                2: f"{lead}\n(1) ข้อ i4 ประเด็น การเผยแพร่ ดังนั้น หน่วยงานควรเผยแพร่ข้อมูล\n"
                "ข้อเท็จจริงพบว่า ได้คะแนนดี ควรกำหนดแนวทาง ดังนี้\n1. จัดทำแผน\n2. เผยแพร่ผล"
            }
        )
    )
    ledger, parts = Ledger.of(document), outline(document, RULES, [])
    assert len(stated(document, parts, ledger)) == 3
    assert len(read_recommendations(document, parts.sections, RULES, ledger)[0]) == 1
    assert len(read_guidelines(document, parts.sections, ledger)[0]) == 2
    assert stated(document, parts, ledger) == []


WORDY: list[Row] = [["เรื่อง", "รายละเอียด", "ผู้รับ"], ["ก", TEXT, "ข"]]


def test_a_table_of_text_that_nobody_took_is_told() -> None:
    assert read("ดี", WORDY) == [("unread-table", None, 1, TEXT)]


@pytest.mark.parametrize(
    "rows",
    [
        [["เรื่อง", "รายละเอียด"], ["ก", TEXT]],
        [["ก", "ข", "ค"], ["สั้น", "สั้น", "สั้น"]],
    ],
    ids=["two columns", "short cells"],
)
def test_other_tables_are_not_told(rows: list[Row]) -> None:
    assert read("ดี", rows) == []


def test_a_table_of_text_of_which_a_row_took_a_cell_is_not_told() -> None:
    document = flow("บทนำ\n" + sections({}), WORDY)
    ledger = Ledger.of(document)
    (table,) = stitch(document)
    parts = outline(document, RULES, [])
    cell = table.rows[-1].cells[1]
    assert cell is not None
    ledger.take(cell, "measures", 1)
    assert stated(document, parts, ledger) == []


@pytest.mark.parametrize("words", ["สิ่งที่ตั้งใจทำ", "คำตอบของเรา"])
def test_a_list_under_the_name_of_an_indicator_outside_all_sections_is_told(words: str) -> None:
    document = flow(f"{INTRODUCTION}\n๕. {NAMES[5]}\n{words}\n- {TEXT}\n- {TEXT}")
    parts = outline(document, RULES, [])
    assert parts.sections == ()
    assert [slug for slug, *_ in stated(document, parts, Ledger.of(document))] == ["unread-block"] * 2


@pytest.mark.parametrize(
    "heading", ["๕) แนวทางการพัฒนาของหน่วยงาน", "(7) ข้อเสนอแนะของผู้ประเมิน", "* ข้อมูลจากระบบ ITAS"]
)
def test_a_numbered_heading_or_a_note_is_no_unread_entry(heading: str) -> None:
    assert read(heading) == []


LOW, HIGH = Decimal("80.00"), Decimal("95.00")


def doubted(*sections_of: str, low: Collection[int] = range(1, 11)) -> list[str]:
    """What is said of the sections of a text, each of which has advice where it has an item."""
    scored = {number: LOW if number in low else HIGH for number in range(1, 11)}
    document = flow(INTRODUCTION + "\n" + "\n".join(sections_of))
    parts = outline(document, RULES, [])
    rows = read_recommendations(document, parts.sections, RULES, Ledger.of(document))[0]
    return [entry.detail for entry in doubtful_sections(document, parts, rows, [], scored)]


def advised(number: int) -> str:
    letter = "i" if number < 6 else "e"
    return (
        f"ตัวชี้วัดที่ {number} {NAMES[number]}\nข้อ {letter}{number} ประเด็น การให้บริการล่าช้า ดังนั้น "
        "หน่วยงานควรปรับปรุงการให้บริการให้รวดเร็วขึ้น"
    )


def test_a_stretch_of_sections_that_no_score_explains_is_what_a_lost_page_took() -> None:
    first = [advised(number) for number in range(1, 5)]
    assert doubted(*first, low=(1, 8)) == ["no section of indicator 5, 6, 7, 8, 9, 10 was found"]
    assert doubted(*first, low=(1, 2, 3, 4)) == []  # they are chosen for their scores
    assert doubted(*(advised(number) for number in (1, 2, 4)), low=(3,)) == []  # no stretch


def test_a_heading_that_goes_on_with_those_of_the_document_is_no_unread_entry() -> None:
    heads = [f"{number}. เรื่องที่ {number} ของรายงาน\n{TEXT}" for number in range(1, 4)]
    document = flow("\n".join([*heads, sections({10: "4. แผนขับเคลื่อนมาตรการเพื่อพัฒนาหน่วยงาน"})]))
    assert stated(document, outline(document, RULES, []), Ledger.of(document)) == []


def test_text_in_columns_that_nobody_took_is_told() -> None:
    columns = (72.0, 200.0, 330.0)
    laid = pages(TEXT)
    rows = [
        in_columns(*zip(columns, words, strict=True), baseline=300.0 + 22 * index)
        for index, words in enumerate((("กิจกรรม", "ตั้งชุดตรวจ", "กองคลัง"), ("ก่อนส่ง", "เปิดลิงก์", "และปลัด")))
    ]
    document = document_of([replace(laid[0], blocks=(*laid[0].blocks, *rows))])
    assert [entry.slug for entry in unread_columns(document, Ledger.of(document))] == ["unread-table"]
    taken = Ledger.of(document)
    taken.take(document.text, "measures", 1)
    assert list(unread_columns(document, taken)) == []


@pytest.mark.parametrize(("x", "told"), [(226.0, ["unread-block"]), (72.0, [])])
def test_the_rest_of_a_cut_cell_over_the_next_table_is_told(x: float, told: list[str]) -> None:
    first, second = pages("บทนำ", WORDY, PAGE_END, WORDY)
    rest = line("ประเมินความพึงพอใจ", x=x, baseline=60.0, page=2)
    document = document_of([first, replace(second, blocks=(rest, *second.blocks))])
    found = stated(document, Outline(0, ()), Ledger.of(document))
    assert [slug for slug, *_ in found if slug == "unread-block"] == told


def test_a_column_of_text_that_nobody_took_is_told_beside_others_that_were() -> None:
    rows: list[Row] = [["เรื่อง", "รายละเอียด", "อื่น"], ["จัดทำแผน", TEXT, "ก"], ["เผยแพร่ผล", TEXT, "ข"]]
    document = flow("บทนำ", rows)
    ledger = Ledger.of(document)
    for row in stitch(document)[0].rows:
        ledger.take(row.cells[0] or Span(), "measures", 1)
    assert [slug for slug, *_ in stated(document, Outline(0, ()), ledger)] == ["unread-table"]


def test_a_single_row_below_its_table_without_rules_is_told() -> None:
    rows: list[Row] = [["เรื่อง", "กิจกรรม", "ระยะเวลา"], ["ก", "ข", "ค"]]
    (laid,) = pages("บทนำ", rows)
    edges = (76.0, 76.0 + 451 / 3, 76.0 + 902 / 3)
    row = in_columns(*zip(edges, ("จัดทำแผน", "ประชุม", "ตลอดปี"), strict=True), baseline=400.0)
    document = document_of([replace(laid, blocks=(*laid.blocks, row))])
    assert [entry.slug for entry in unread_columns(document, Ledger.of(document))] == ["unread-table"]
    other = in_columns((100.0, "จัดทำแผน"), (250.0, "ประชุม"), (400.0, "ตลอดปี"), baseline=400.0)
    beside = document_of([replace(laid, blocks=(*laid.blocks, other))])
    assert list(unread_columns(beside, Ledger.of(beside))) == []
