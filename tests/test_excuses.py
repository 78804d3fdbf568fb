"""Numbers that are no values, told by what stands around them: each entry of the lexicon, and what it must not take."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest
from spans import span

from ita_extract.layout.blocks import Role
from ita_extract.model import Fate
from ita_extract.numbers import excuses
from ita_extract.numbers.excuses import excuse_the_rest, looks_like_a_score, settle_taken, unresolved_scores
from ita_extract.numbers.ledger import Entry, Home, Ledger, Number, numbers_of

LEXICON: list[dict[str, Any]] = tomllib.loads(
    files("ita_extract.language").joinpath("lexicon/excuses.toml").read_text(encoding="utf-8")
)["excuse"]
# one for each entry, in their order; the number stands between « and »
EXAMPLES = [
    ("year", "พ.ศ. «2568»"),
    ("year", "ปีงบประมาณ «68»"),
    ("date", "«30» กันยายน"),
    ("date", "วันที่ «30»"),
    ("time", "เวลา «09.30» น."),
    ("reference", "ตัวชี้วัดที่ 1, «2»"),
    ("item", "ข้อคำถามที่ «12»"),
    ("item", "อ้างอิงจาก «010»"),
    ("sub-indicator", "ย่อย «9.2» การบริหารงาน"),
    ("part", "ส่วนที่ «2»"),
    ("list-marker", "«3»/ จัดทำแผน"),
    ("list-marker", "ดังนี้ («2») เผยแพร่"),
    ("list-marker", "จัดทำ «2». เผยแพร่"),
    ("table-number", "ตารางที่ «4»"),
    ("page", "หน้า «12»"),
    ("rank", "อันดับที่ «76»"),
    ("quarter", "ไตรมาสที่ 1-«2»"),
    ("law", "มาตรา «9»"),
    ("version", "คู่มือ เวอร์ชัน «1.02»"),
    ("address", "ม.«5»"),
    ("address", "ลำปาง «52120»"),
    ("telephone", "โทร. 0-«5427»-1123"),
    ("telephone", "054-«271»-123"),
    ("telephone", "มือถือ «0812345678»"),
    ("money", "ราคา «1,250.00» บาท"),
    ("money", "รวม «1,250,000» ต่อปี"),
    ("full-mark", "คะแนนเต็ม «100»"),
    ("full-mark", "คะแนน («100»)"),
    ("count", "อีก «211» แห่ง"),
    ("count", "ครบ «25» ในปีนี้"),
    ("address-of-page", "www.tp.go.th/news/«123»"),
    ("address-of-page", "plan-«68».pdf"),
    ("document-number", "ที่ ลป «52301.1»"),
    ("document-number", "คำสั่งที่ «123»/2568"),
    ("document-number", "123/«2568»"),
    ("target", "ไม่น้อยกว่าร้อยละ «85.00»"),
    ("threshold", "«85.00» คะแนนขึ้นไป"),
]
PAIRS = [pytest.param(entry, text, id=text) for entry, (_, text) in zip(LEXICON, EXAMPLES, strict=True)]


def marked(text: str) -> Entry:
    """The number between « and », in a ledger all of whose numbers were tried with the lexicon."""
    before, number, _ = re.split("[«»]", text)
    ledger = Ledger(numbers_of(span(text.replace("«", "").replace("»", "")), Home.TEXT))
    excuse_the_rest(ledger)
    start = len(span(before + number).key) - len(span(number).key)
    (found,) = [entry for entry in ledger.entries if entry.number.start == start]
    return found


def only(monkeypatch: pytest.MonkeyPatch, entry: dict[str, Any]) -> None:
    """Leave one entry of the lexicon."""
    compiled = (excuses._compiled(entry),)
    monkeypatch.setattr(excuses, "_excuses", lambda: compiled)


def test_each_entry_has_an_example() -> None:
    assert [entry["reason"] for entry in LEXICON] == [reason for reason, _ in EXAMPLES]


@pytest.mark.parametrize(("entry", "text"), PAIRS)
def test_an_entry_excuses_its_example_with_a_cue(
    entry: dict[str, Any], text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, entry)
    found = marked(text)
    assert (found.fate, found.reason, found.rule) == (Fate.EXCUSED, entry["reason"], "lexicon")
    assert found.number.written in found.cue
    assert found.cue in found.number.context.key


@pytest.mark.parametrize(("entry", "text"), PAIRS)
def test_each_example_is_excused_by_the_whole_lexicon(entry: dict[str, Any], text: str) -> None:
    found = marked(text)
    assert found.fate is Fate.EXCUSED
    earlier = {other["reason"] for other in LEXICON[: LEXICON.index(entry)]}
    assert found.reason in {entry["reason"], *earlier}  # the first that fits counts


@pytest.mark.parametrize("score", ["98.29", "๙๘.๒๙", "100.00", "5.27"])
@pytest.mark.parametrize(
    ("entry", "text"), [pair for pair in PAIRS if not pair.values[0].get("scores", False)]
)
def test_a_score_form_is_never_excused_by_an_entry_that_is_not_for_scores(
    entry: dict[str, Any], text: str, score: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, entry)
    assert marked(re.sub("«.*»", f"«{score}»", text)).fate is Fate.UNRESOLVED


@pytest.mark.parametrize(
    "text",
    [
        "ได้คะแนน «98.29» คะแนน",
        "ได้คะแนน «95» คะแนน",
        "ร้อยละ «91.2»",
        "IIT «99.08»",
        "ตัวชี้วัดที่ 2 «99.15»",
        "ตัวชี้วัดที่ 10 ได้ «90» คะแนน",
        "ข้อ 5 ได้ «88.40»",
        "ปี 2567 «93.30»",
        "อันดับที่ 3 «97.10»",
        "ส่วนที่ 1 «95.37»",
        "1. «98.29»",
        "จำนวน «96.47» คะแนน",
        "ที่ «96.47»",
    ],
)
def test_scores_are_excused_by_nothing(text: str) -> None:
    found = marked(text)
    assert (found.fate, found.reason) == (Fate.UNRESOLVED, "")
    assert looks_like_a_score(found.number)


@pytest.mark.parametrize("text", ["ทั่วไป «77» ก", "อีก «4321» ที่นี่"])
def test_a_number_without_a_cue_stays_unresolved(text: str) -> None:
    found = marked(text)
    assert found.fate is Fate.UNRESOLVED
    assert not looks_like_a_score(found.number)


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("«98.29»", True),
        ("«100.00»", True),
        ("«100.01»", False),
        ("«98.2»", False),
        ("«98.2» คะแนน", True),
        ("คะแนน «98.2»", True),
        ("«98» คะแนน", True),
        ("«98»%", True),
        ("«98,29» คะแนน", True),
        ("คะแนนรวม «95»", True),
        ("«10» คะแนน", False),
        ("คะแนน «2». แบบวัด", False),
        ("ตัวชี้วัดที่ «3,10» คะแนน", False),
        ("คะแนน «9.2»", False),
        ("«9.2» คะแนน", False),
        ("«96.47.1» คะแนน", False),
        ("ส่วนที่ «1» คะแนนรวม 92.42", False),
        ("97.61 คะแนน «22»", False),
        ("«1250.00»", False),
    ],
)
def test_what_is_written_like_a_score(text: str, like: bool) -> None:
    assert looks_like_a_score(marked(text).number) is like


def number(text: str, home: Home, role: Role | None = None) -> Number:
    (found,) = numbers_of(span(text), home, role)
    return found


@pytest.mark.parametrize("role", list(Role))
def test_numbers_of_the_paper_are_excused_by_their_block_but_for_scores(role: Role) -> None:
    ledger = Ledger([number("หน้า 7", Home.FURNITURE, role), number("ได้ 96.18", Home.FURNITURE, role)])
    excuse_the_rest(ledger)
    plain, score = ledger.entries
    assert (plain.fate, plain.reason, plain.rule) == (Fate.EXCUSED, role, "layout")
    assert (score.fate, score.reason) == (Fate.UNRESOLVED, "")


def test_what_a_reader_left_is_excused_by_nothing() -> None:
    ledger = Ledger([number("พ.ศ. 2568", Home.TEXT)])
    (entry,) = ledger.entries
    ledger.leave(entry.number.span, "unused-number")
    excuse_the_rest(ledger)
    assert (entry.fate, entry.reason) == (Fate.UNRESOLVED, "unused-number")
    assert unresolved_scores(ledger) == [entry]


def test_a_text_row_takes_its_plain_numbers_and_no_score() -> None:
    whole = span("เผยแพร่ภายใน 45 จุด ได้ 98.29 และ 77.5")
    ledger = Ledger(numbers_of(whole, Home.TEXT))
    ledger.take(whole, "guidelines", 1)
    ledger.leave(ledger.entries[2].number.span, "no-subject")
    settle_taken(ledger)
    assert [(entry.number.written, entry.fate) for entry in ledger.entries] == [
        ("45", Fate.CLAIMED),
        ("98.29", Fate.UNRESOLVED),
        ("77.5", Fate.UNRESOLVED),
    ]
    assert [entry.number.written for entry in unresolved_scores(ledger)] == ["98.29", "77.5"]
