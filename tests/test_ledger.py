"""The account of a document's numbers: each is claimed, excused, left or open, and has one fate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spans import PAGE_END, flow, line, sheet, span

from ita_extract.layout.document import document_of
from ita_extract.layout.pages import PageLayout
from ita_extract.layout.span import Span
from ita_extract.model import Fate
from ita_extract.numbers.ledger import Home, Ledger, RowKey, SecondClaimError, numbers_of
from ita_extract.reading.page import Box, RotatedText
from ita_extract.thai.quality import TextQuality

TEXT = "IIT ได้ 99.08 คะแนน ปี ๒๕๖๘ ข้อ 5"


def ledger_of(text: str) -> tuple[Span, Ledger]:
    whole = span(text)
    return whole, Ledger(numbers_of(whole, Home.TEXT))


def part(whole: Span, words: str) -> Span:
    start = whole.key.index(words)
    return whole.cut(start, start + len(words))


def fates(ledger: Ledger) -> list[tuple[str, Fate]]:
    return [(entry.number.written, entry.fate) for entry in ledger.entries]


def test_every_number_of_every_block_is_entered_with_its_home() -> None:
    document = flow(
        "ได้ 98.29 คะแนน",
        [["ตัวชี้วัดที่", "คะแนน"], ["1", "99.15"], ["", None]],
        f"ปี ๒๕๖๘{PAGE_END}1,250.00 บาท",
    )
    entered = [(entry.number.written, entry.number.home) for entry in Ledger.of(document).entries]
    assert sorted(entered) == sorted(
        [
            ("98.29", Home.TEXT),
            ("2568", Home.TEXT),
            ("1,250.00", Home.TEXT),
            ("1", Home.CELL),
            ("99.15", Home.CELL),
        ]
    )


def test_numbers_of_the_paper_are_entered_too() -> None:
    box = Box(20.0, 100.0, 40.0, 300.0)
    page = PageLayout(
        sheet(),
        (line("ได้ 98.29"),),
        (line("- 7 -"),),
        (line("ITA 2568"),),
        TextQuality(1.0),
        (RotatedText("ร่าง 3", "ร่าง 3", box, (box,) * 6, None),),
    )
    entered = {entry.number.written: entry.number for entry in Ledger.of(document_of([page])).entries}
    assert {written: number.home for written, number in entered.items()} == {
        "98.29": Home.TEXT,
        "7": Home.FURNITURE,
        "2568": Home.FURNITURE,
        "3": Home.ROTATED,
    }
    assert [entered[written].role for written in ("7", "2568", "3")] == ["page-number", "running-head", None]


def test_a_number_knows_what_stands_around_it() -> None:
    whole, ledger = ledger_of(TEXT)
    number = ledger.entries[0].number
    assert (number.before, number.written) == ("iitได้", "99.08")
    assert number.after.startswith("คะแนนปี2568")
    assert whole.key[number.start : number.stop] == "99.08"
    assert number.span.text == "99.08"


@given(st.lists(st.sampled_from(["98.29", "ได้", "๒๕๖๘", " ", "1,2", ".", "ก", "7"]), max_size=12))
def test_each_digit_belongs_to_one_number(parts: list[str]) -> None:
    whole, ledger = ledger_of("".join(parts) or "ก")
    digits = [char for char in whole.chars if char.text in "0123456789๐๑๒๓๔๕๖๗๘๙"]
    owned = [id(char) for entry in ledger.entries for char in entry.number.span.chars]
    assert len(owned) == len(set(owned))
    assert {id(char) for char in digits} <= set(owned)
    assert ledger.entries_in(whole) == ledger.entries


def test_a_number_is_claimed_for_a_row() -> None:
    whole, ledger = ledger_of(TEXT)
    ledger.claim(part(whole, "99.08"), "score_mentions", "row")
    assert fates(ledger) == [("99.08", Fate.CLAIMED), ("2568", Fate.UNRESOLVED), ("5", Fate.UNRESOLVED)]
    assert ledger.entries[0].claim == RowKey("score_mentions", "row")
    assert [entry.number.written for entry in ledger.open()] == ["2568", "5"]


def test_a_part_of_a_number_claims_the_whole() -> None:
    whole, ledger = ledger_of(TEXT)
    ledger.claim(part(whole, "99"), "score_mentions", 1)
    assert ledger.entries[0].fate is Fate.CLAIMED


def test_a_second_claim_is_noted_and_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ledger, "strict", False)
    whole, ledger = ledger_of(TEXT)
    score = part(whole, "99.08")
    ledger.claim(score, "score_mentions", 1)
    ledger.claim(score, "score_mentions", 2)
    entry = ledger.entries[0]
    assert (entry.claim, entry.again) == (RowKey("score_mentions", 1), [RowKey("score_mentions", 2)])


def test_a_second_claim_is_an_error_where_the_ledger_is_strict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ledger, "strict", True)
    whole, ledger = ledger_of(TEXT)
    ledger.claim(part(whole, "99.08"), "score_mentions", 1)
    ledger.claim(part(whole, "99.08"), "score_mentions", 1)
    with pytest.raises(SecondClaimError, match=r"99\.08"):
        ledger.claim(part(whole, "99.08"), "score_mentions", 2)


def test_a_claim_for_the_same_row_is_no_second_one() -> None:
    whole, ledger = ledger_of(TEXT)
    row = (1, 72.0, 117.2, 112.0)
    ledger.claim(part(whole, "99.08"), "score_mentions", row)
    ledger.claim(part(whole, "99.08"), "score_mentions", (*row,))
    assert ledger.entries[0].again == []


def test_a_number_is_excused_with_reason_rule_and_cue() -> None:
    whole, ledger = ledger_of(TEXT)
    ledger.excuse(part(whole, "2568"), "year", "prose", "ปี2568")
    entry = ledger.entries[1]
    assert (entry.fate, entry.reason, entry.rule, entry.cue) == (Fate.EXCUSED, "year", "prose", "ปี2568")


def test_the_first_excuse_counts_and_none_undoes_a_claim() -> None:
    whole, ledger = ledger_of(TEXT)
    ledger.claim(part(whole, "99.08"), "score_mentions", 1)
    ledger.excuse(part(whole, "2568"), "year", "prose", "")
    ledger.excuse(whole, "count", "tables", "")
    assert [entry.reason for entry in ledger.entries] == ["", "year", "count"]
    assert ledger.entries[0].fate is Fate.CLAIMED


def test_a_claim_counts_before_an_excuse() -> None:
    whole, ledger = ledger_of(TEXT)
    ledger.excuse(part(whole, "99.08"), "share", "prose", "")
    ledger.claim(part(whole, "99.08"), "score_mentions", 1)
    assert ledger.entries[0].fate is Fate.CLAIMED


def test_what_is_left_stays_unresolved_with_its_reason() -> None:
    whole, ledger = ledger_of(TEXT)
    ledger.leave(part(whole, "99.08"), "split-score")
    ledger.excuse(part(whole, "99.08"), "count", "lexicon", "")
    entry = ledger.entries[0]
    assert (entry.fate, entry.reason, entry.rule) == (Fate.UNRESOLVED, "split-score", "")


def test_leaving_undoes_an_excuse_and_no_claim() -> None:
    whole, ledger = ledger_of(TEXT)
    ledger.excuse(part(whole, "2568"), "year", "prose", "")
    ledger.claim(part(whole, "99.08"), "score_mentions", 1)
    ledger.leave(whole, "unused-number")
    assert fates(ledger)[:2] == [("99.08", Fate.CLAIMED), ("2568", Fate.UNRESOLVED)]


def test_a_taken_text_owns_its_chars_and_leaves_its_numbers_open() -> None:
    whole, ledger = ledger_of(TEXT)
    head = part(whole, "iitได้99.08")
    assert ledger.owned(head) == 0.0
    ledger.take(head, "guidelines", 1)
    ledger.take(whole, "recommendations", 2)
    assert ledger.entries[0].taken == RowKey("guidelines", 1)
    assert ledger.entries[1].taken == RowKey("recommendations", 2)
    assert ledger.entries[0].fate is Fate.UNRESOLVED


@pytest.mark.parametrize(("taken", "share"), [("", 0.0), ("กขคง", 0.5), ("กขคงจฉชซ", 1.0)])
def test_the_share_of_a_text_that_rows_own(taken: str, share: float) -> None:
    whole, ledger = ledger_of("กขคงจฉชซ")
    if taken:
        ledger.take(part(whole, taken), "guidelines", 1)
    assert ledger.owned(whole) == share


def test_an_empty_text_is_owned() -> None:
    assert Ledger(()).owned(Span()) == 1.0
