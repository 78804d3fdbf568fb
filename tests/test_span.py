"""Spans: what is searched, what is cut, and where it stood."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spans import LETTER, PAGE_END, SIZE, line, sheet, span

from ita_extract.layout.span import Span
from ita_extract.reading.page import Box, Sheet
from ita_extract.thai.digits import to_arabic

TEXTS = st.lists(
    st.sampled_from(
        [
            "ก้าวหน้า",
            "ประเมิน",
            "๙๘.๒๙",
            "99.15",
            "2,",
            "(ITA)",
            "พ.ศ.",
            "๒๕๖๘",
            "–",
            "i๒",
            " ",
            "  ",
            "\n",
            PAGE_END,
            "ที่",
            "1.",
        ]
    ),
    max_size=25,
).map("".join)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("คะแนน  ๙๘.๒๙ คะแนน", "คะแนน98.29คะแนน"),
        ("ITA", "ita"),
        ("ＩＴＡ ２", "ita2"),
        ("ท่าเดื่อ–มืดกา", "ท่าเดื่อ-มืดกา"),
        ("“ผ่านดี”", '"ผ่านดี"'),
        ("ส่วน\nที่ ๑", "ส่วนที่1"),
    ],
)
def test_the_key_knows_no_spaces_scripts_or_dashes(text: str, key: str) -> None:
    assert span(text).key == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("98.29 99.15", "98.29 99.15"),
        ("๙๘.๒๙ ๙๙.๑๕", "98.29 99.15"),
        ("98.29\n99.15", "98.29 99.15"),
        (f"98.29{PAGE_END}99.15", "98.29 99.15"),
        ("2, 3", "2, 3"),
        ("2,3", "2,3"),
        ("พ.ศ. 2568", "พ.ศ.2568"),
        ("ข้อ 2 เป็น", "ข้อ2เป็น"),
        ("ภายใน 1. 2", "ภายใน1. 2"),
    ],
)
def test_two_numbers_that_stand_apart_stay_apart(text: str, key: str) -> None:
    """`98.29 99.15` once became one number."""
    assert span(text).key == key


@given(TEXTS)
def test_the_key_is_the_text_without_spaces_and_every_cut_gives_its_part(text: str) -> None:
    whole = span(text)
    assert whole.key.replace(" ", "") == re.sub(r"\s", "", to_arabic(text)).lower().replace("–", "-")
    assert sum(whole.key_lengths) == len(whole.key)
    for start in range(0, len(whole.key) + 1, 5):
        before, after = whole.cut(0, start), whole.cut(start)
        joined = [*before.chars, *after.chars]
        assert set(map(id, joined)) == set(map(id, whole.chars))
        if len(joined) == len(whole.chars):
            assert Span.join([before, after]).key == whole.key


@given(TEXTS)
def test_a_match_covers_its_own_words(text: str) -> None:
    whole = span(text)
    for match in whole.finditer(re.compile(r"\d[\d.]*")):
        assert whole.span(match).key == match.group()
        assert whole.cut(*match.span()).key == match.group()


def test_lines_are_joined_without_a_space_in_thai_and_with_one_elsewhere() -> None:
    assert span("ราย\nประเด็น").text == "รายประเด็น"
    assert span("ราย \nประเด็น").text == "ราย ประเด็น"
    assert span("คะแนน\nITA").text == "คะแนน ITA"
    assert span("Gift\nPolicy").text == "Gift Policy"


def test_line_beginnings_and_spaces_are_found_by_place() -> None:
    text = span("๑. จัดทำแผน\n๒. เผยแพร่")
    second = text.key.index("2")
    assert [position for position in range(len(text.key)) if text.starts_line(position)] == [0, second]
    assert text.follows_space(0)
    assert text.follows_space(second)
    assert text.follows_space(2)
    assert not text.follows_space(3)
    assert not text.starts_line(len(text.key))
    assert not text.follows_space(len(text.key))


def test_the_space_before_a_number_belongs_to_its_line_beginning() -> None:
    text = span("98.29\n99.15")
    assert text.starts_line(text.key.index(" "))
    assert text.starts_line(text.key.index(" ") + 1)
    assert text.cut(0, text.key.index(" ") + 1).key == "98.29"
    assert text.cut(text.key.index(" ")).key == "99.15"


def test_an_empty_span() -> None:
    empty = span("")
    assert not empty
    assert (empty.key, empty.text, empty.pages, len(empty)) == ("", "", (), 0)
    assert not empty.cut(0)
    assert not empty.starts_line(0)
    with pytest.raises(ValueError, match="nowhere"):
        empty.evidence()
    missing = re.match(r"(a)?b", "b")
    assert missing is not None
    assert not span("b").span(missing, 1)


def test_evidence_over_two_pages_is_the_part_on_the_first() -> None:
    text = span(f"จัดทำ แผน\nการ{PAGE_END}ใช้จ่าย")
    found = text.evidence()
    assert (found["page"], text.pages) == (1, (1, 2))
    assert found["raw"] == "จัดทำ แผน การ"
    assert found["x0"] == 72.0
    assert found["x1"] == 72.0 + 7 * LETTER + 0.25 * SIZE
    assert found["bottom"] - found["top"] > SIZE
    assert text.cut(text.key.index("ใช้")).evidence()["page"] == 2


def test_evidence_of_a_row_whose_cell_goes_on_overleaf_and_whose_last_cell_does_not_is_of_the_first_page() -> (
    None
):
    cells = span(f"1\nตำบล{PAGE_END}เวียง")
    row = Span.join([cells, span("96.19")])
    assert row.pages == (1, 2)
    assert row.evidence()["page"] == 1
    assert row.evidence()["raw"] == "1 ตำบล 96.19"


def test_the_confidence_is_the_share_of_characters_without_a_guess() -> None:
    text = span("กขคง")
    assert text.evidence()["confidence"] == 1.0
    first, *others = text.chars
    text = Span([first._replace(guesses=1), *others], text.breaks)
    assert text.evidence()["confidence"] == 0.75
    assert text.cut(1).evidence()["confidence"] == 1.0


def test_the_lines_with_guesses_say_where_each_stands_in_their_words_and_on_their_page() -> None:
    whole = span(f"คำ หนึ่ง\nสอง๙๘{PAGE_END}ที่สาม")
    doubtful = {"ห": "", "๙": "๕", "ที่": ""}
    chars = [
        char._replace(guesses=1, others=doubtful[char.text]) if char.text in doubtful else char
        for char in whole.chars
    ]
    evidence = Span(chars, whole.breaks).evidence()
    found = [
        (
            entry.page,
            entry.text,
            [(entry.text[guess.start : guess.stop], guess.others) for guess in entry.guesses],
        )
        for entry in evidence["guessed"]
    ]
    assert found == [
        (1, "คำ หนึ่ง", [("ห", "")]),
        (1, "สอง๙๘", [("๙", "๕")]),
        (2, "ที่สาม", [("ที่", "")]),
    ]
    (guess,) = evidence["guessed"][1].guesses
    assert guess.x1 - guess.x0 == pytest.approx(LETTER)
    assert evidence["confidence"] < 1
    assert whole.evidence()["guessed"] == ()


def test_raw_is_what_stood_there_before_any_repair() -> None:
    text = span("สานัก")
    first, second, *others = text.chars
    text = Span([first, second._replace(text="ำ"), *others], text.breaks)
    assert text.evidence()["raw"] == "สานัก"
    assert text.text == "สำนัก"


@pytest.mark.parametrize("turn", range(4))
def test_evidence_stands_on_the_page_as_it_is_shown(turn: int) -> None:
    upright = span("กขค")
    turned = Sheet(1, 595.0, 842.0, turn)
    whole = Span([item._replace(sheet=turned) for item in upright.chars], upright.breaks)
    found = whole.evidence()
    laid = Box(72.0, whole.chars[0].top, 72.0 + 3 * LETTER, whole.chars[0].bottom)
    assert (found["x0"], found["top"], found["x1"], found["bottom"]) == pytest.approx(turned.shown(laid))
    wide, high = (842.0, 595.0) if turn % 2 else (595.0, 842.0)
    assert 0 <= found["x0"] < found["x1"] <= wide
    assert 0 <= found["top"] < found["bottom"] <= high


def test_a_line_tells_its_page_and_text() -> None:
    entry = line("๑. จัดทำ แผน ", page=3)
    assert (entry.page, entry.text, entry.ends_in_space) == (3, "๑. จัดทำ แผน", True)
    assert entry.chars[0].sheet is sheet(3)
