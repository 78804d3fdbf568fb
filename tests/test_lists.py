"""Numbered lists in running text, whatever their markers; numbers in sentences are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spans import PAGE_END, span

from ita_extract.language.lists import Step, is_marked_inside, split_numbered, without_number
from ita_extract.thai.digits import to_thai

# a step is some words of Thai, with the things in them and at their ends that look like markers and are none
WORDS = st.sampled_from(
    [
        "จัดทำแผน", "ประชาสัมพันธ์", "ก้าวหน้า", "เผยแพร่ข้อมูล", "ข้อ 5", "98.29", "พ.ศ.2569", "9.1", "(ตามแผน)", "100",
        "อบต.", "ป.ป.ช.", "พ.ร.บ.", "(อ้างอิงจาก o10)", "(ตาม i2, e4)",
    ]
)  # fmt: skip
ENDS = st.sampled_from(
    [
        "ต่อไป", "อบต.", "ป.ป.ช.", "พ.ร.บ.", "ฯลฯ", "ฯลฯ.", "31 จุด", "ข้อ 5", "98.29", "พ.ศ.2569", "9.1",
        "(อ้างอิงจาก o10)", "(อ้างอิงจาก o9, o10)", "(ตาม i2)",
    ]
)  # fmt: skip
TEXTS = st.lists(
    st.tuples(st.sampled_from(["จัดทำ", "กำหนด", "ควร"]), st.lists(WORDS, max_size=5), ENDS).map(
        lambda parts: " ".join([parts[0], *parts[1], parts[2]])
    ),
    min_size=1,
    max_size=12,
)
STYLES = ["{}. ", "{}.", "{}) ", "{})", "({}) ", "({})"]


def read(text: str) -> tuple[str, list[tuple[int, str]]]:
    before, steps = split_numbered(span(text))
    return before.text, [(step.number, step.text.text) for step in steps]


@given(TEXTS, st.sampled_from(STYLES), st.booleans(), st.sampled_from(["\n", " ", PAGE_END]), st.booleans())
def test_any_list_in_any_style_splits_into_its_entries(
    entries: list[str], style: str, thai: bool, joint: str, lead: bool
) -> None:
    numbers = [str(number) for number in range(1, len(entries) + 1)]
    marks = [style.format(to_thai(number) if thai else number) for number in numbers]
    text = joint.join(mark + entry for mark, entry in zip(marks, entries, strict=True))
    opening = "แนวทางการปฏิบัติ ดังนี้"
    before, steps = split_numbered(span(f"{opening}{joint}{text}" if lead else text))
    assert before.text.replace(" ", "") == (opening.replace(" ", "") if lead else "")
    assert [step.number for step in steps] == [int(number) for number in numbers]
    assert [step.text.text.replace(" ", "") for step in steps] == [
        element.replace(" ", "") for element in entries
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ได้คะแนน 98.29 คะแนน",
        "ปีงบประมาณ พ.ศ.๒๕๖๙",
        "อ้างอิงจากตัวชี้วัด ๙.๑, ๙.๒, ๙.๓",
        "ตามข้อ ๑. ของระเบียบ",
        "มาตรา 1) แห่งพระราชบัญญัติ",
        "ควรจัดทำแผน",
        "๒. เริ่มที่สอง ๓. แล้วสาม",
        "",
    ],
)
def test_numbers_in_sentences_are_no_markers(text: str) -> None:
    before, steps = split_numbered(span(text))
    assert (before.text, steps) == (span(text).text, [])


def test_a_marker_may_be_glued_to_its_words_but_only_from_the_second_on() -> None:
    assert read("๑.ควรมีช่องทางติดต่อ๒.ประชาสัมพันธ์") == ("", [(1, "ควรมีช่องทางติดต่อ"), (2, "ประชาสัมพันธ์")])
    assert read("ติดต่อ๑.ประชาสัมพันธ์") == ("ติดต่อ๑.ประชาสัมพันธ์", [])


def test_a_number_in_a_sentence_does_not_shadow_the_true_step_below_it() -> None:
    read_as = read("๑. ปฏิบัติตาม ๒. อย่างที่กล่าว\n๒. ประชาสัมพันธ์\n๓. ติดตาม")
    assert read_as == ("", [(1, "ปฏิบัติตาม ๒. อย่างที่กล่าว"), (2, "ประชาสัมพันธ์"), (3, "ติดตาม")])


def test_numbers_in_disorder_at_the_beginning_of_lines_are_entries_all_the_same() -> None:
    found = [(1, "จัดทำคู่มือ"), (2, "ตามเดิม"), (3, "เผยแพร่")]
    assert read("1) จัดทำคู่มือ\n3) ตามเดิม\n2) เผยแพร่") == ("", found)


@pytest.mark.parametrize("end", ["อบต.", "ป.ป.ช.", "ฯลฯ.", "พ.ร.บ."])
@pytest.mark.parametrize("joint", ["\n", " "], ids=["lines", "one line"])
def test_a_step_that_ends_in_an_abbreviation_does_not_swallow_the_next(end: str, joint: str) -> None:
    """Only behind the full stop of a decimal is a number no marker."""
    _, found = read(f"๑. แจ้ง {end}{joint}๒. เผยแพร่{joint}๓. ติดตาม")
    assert found == [(1, f"แจ้ง {end}"), (2, "เผยแพร่"), (3, "ติดตาม")]


def test_a_bracketed_marker_behind_a_number_keeps_its_bracket() -> None:
    assert read("(1) ตามข้อ 5\n(2) เผยแพร่") == ("", [(1, "ตามข้อ 5"), (2, "เผยแพร่")])


@pytest.mark.parametrize("code", ["o10", "i10", "e10"])
def test_a_code_before_a_bracket_is_no_marker_though_its_number_is_the_next(code: str) -> None:
    _, found = read("\n".join(f"{number}. จัดทำ" for number in range(1, 10)) + f" (อ้างอิงจาก {code})")
    assert found == [*((number, "จัดทำ") for number in range(1, 9)), (9, f"จัดทำ (อ้างอิงจาก {code})")]


@pytest.mark.parametrize("bullet", ["-", "–", "•", "●", "▪"])
def test_bullets_count_where_no_number_does(bullet: str) -> None:
    assert read(f"ดังนี้\n{bullet} จัดทำแผน\n{bullet} เผยแพร่") == ("ดังนี้", [(1, "จัดทำแผน"), (2, "เผยแพร่")])


def test_one_dash_inside_a_text_is_no_list() -> None:
    assert read("งานบริการ\n- แบบเบ็ดเสร็จ") == (span("งานบริการ\n- แบบเบ็ดเสร็จ").text, [])
    assert read("- แบบเบ็ดเสร็จ") == ("", [(1, "แบบเบ็ดเสร็จ")])


def test_a_step_keeps_its_place_over_a_page_end() -> None:
    _, steps = split_numbered(span(f"๑. จัดทำแผน\n๒. เผยแพร่แล้ว{PAGE_END}ประชาสัมพันธ์"))
    assert [step.text.pages for step in steps] == [(1,), (1, 2)]
    assert steps[1] == Step(2, steps[1].text)
    assert steps[1].text.evidence()["raw"] == "เผยแพร่แล้ว"


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("๑.มาตรการเสริมสร้าง", 1, "มาตรการเสริมสร้าง"),
        ("๓. มาตรการ", 3, "มาตรการ"),
        ("(2) โครงการ", 2, "โครงการ"),
        ("มาตรการที่ 4 ยกระดับ", 4, "ยกระดับ"),
        ("มาตรการยกระดับ", None, "มาตรการยกระดับ"),
        ("๑.๒ มาตรการ", None, "มาตรการ"),
        ("9.1 การเผยแพร่", None, "การเผยแพร่"),
    ],
)
def test_the_number_at_the_beginning_is_cut(text: str, number: int | None, rest: str) -> None:
    found, bare = without_number(span(text))
    assert (found, bare.text) == (number, rest)


def numbered(text: str) -> list[tuple[int, str]]:
    return [(step.number, step.text.text) for step in split_numbered(span(text))[1]]


def test_a_list_inside_a_step_stays_inside() -> None:
    assert numbered("1) จัดอบรม\n(1) ด้านจริยธรรม\n(2) ด้านวินัย\n2) ประเมินผล") == [
        (1, "จัดอบรม (1) ด้านจริยธรรม (2) ด้านวินัย"),
        (2, "ประเมินผล"),
    ]


def test_other_bullets_inside_a_bullet_stay_inside() -> None:
    assert [text for _, text in numbered("• จัดอบรม\n– ภายใน\n– ภายนอก\n• ประเมินผล")] == [
        "จัดอบรม – ภายใน – ภายนอก",
        "ประเมินผล",
    ]


@pytest.mark.parametrize(
    ("entry", "doubted"),
    [
        ("จัดทำแผน\nและเผยแพร่", False),
        ("จัดทำแผน\n(1) มอบหมาย\n(2) รายงาน", False),
        ("จัดทำแผน\n1. เผยแพร่\n1. อบรม", True),
        ("จัดทำแผน\n2) เผยแพร่\n(3) อบรม", True),
        ("จัดทำแผน\n6. สรุปผล", True),
        ("จัดทำแผน\n9.1 ข้อมูลพื้นฐาน", False),
    ],
)
def test_an_entry_with_numbers_at_lines_that_are_no_list_in_it_is_doubted(entry: str, doubted: bool) -> None:
    assert is_marked_inside(span(entry)) is doubted


@pytest.mark.parametrize(
    "inner", ["- กองคลังดูแล\n- กองช่างดูแล", "1) กองคลังดูแล\n2) กองช่างดูแล", "• กองคลังดูแล\n• กองช่างดูแล"]
)
def test_a_list_inside_an_entry_of_letters_stays_in_it(inner: str) -> None:
    """The outer list is the one that begins first."""
    _, steps = read(f"ก. ส่งข้อความแจ้ง\n{inner}\nข. เปิดบริการเที่ยง\nค. ปรับขั้นตอน")
    assert [number for number, _ in steps] == [1, 2, 3]
    assert [text.split()[0] for _, text in steps] == ["ส่งข้อความแจ้ง", "เปิดบริการเที่ยง", "ปรับขั้นตอน"]


@pytest.mark.parametrize("sign", ["☞", "✦", "⇨", "◈", "⬥", "➜", "❯", "—", "①"])
def test_any_sign_that_begins_lines_is_a_bullet(sign: str) -> None:
    _, steps = read(f"{sign} จัดทำแผน\n{sign} เผยแพร่\n{sign} ติดตาม")
    assert [text for _, text in steps] == ["จัดทำแผน", "เผยแพร่", "ติดตาม"]


@pytest.mark.parametrize("marks", [("<1>", "<2>"), ("[๑]", "[๒]"), ("{1}", "{2}")])
def test_numbers_in_any_brackets_mark_entries(marks: tuple[str, str]) -> None:
    before, steps = split_numbered(span(f"{marks[0]} ประกาศนโยบาย\n{marks[1]} ติดป้าย"))
    assert [step.text.text for step in steps] == ["ประกาศนโยบาย", "ติดป้าย"]
    assert not before
