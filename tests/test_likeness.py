"""How alike Thai names are: the pitfalls of fuzzy matching in Thai, each by its own test."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_extract.organizations.areas import area_gazetteer
from ita_extract.organizations.likeness import distance, likeness, rank
from ita_extract.organizations.rarity import NameModel
from ita_extract.organizations.spelling import distinct_end, plain

PACKAGE = Path(__file__).parents[1] / "ita_extract"
FORBIDDEN = {"default_process", "WRatio", "partial_ratio"}
thai = st.text("กขคงจชซดตถทนบปผพฟมยรลวสหอะาำิีึืุูัเแโใไ่้๊๋์็", min_size=1, max_size=14)


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_no_scorer_that_deletes_marks_or_rewards_substrings(path: Path) -> None:
    """rapidfuzz's clean-up turns Thai marks into blanks; WRatio and partial_ratio give 90 to a part of a name."""
    tree = ast.parse(path.read_text("utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert not names & FORBIDDEN


@pytest.mark.parametrize("pair", [("ท่าดี", "ท่าดู"), ("คลองขุด", "คลองขิด"), ("ป่าซาง", "ป้าซาง")])
def test_names_that_differ_in_a_mark_are_not_equal(pair: tuple[str, str]) -> None:
    assert plain(pair[0]) != plain(pair[1])
    assert likeness(*pair) < 1


def test_a_mark_is_a_letter_like_any_other() -> None:
    assert plain("ทุ่งผึ้ง") == "ทุ่งผึ้ง"
    assert 0.8 < likeness("ทุ่งผึ้ง", "ทุ่งผิง") < 0.95


def test_the_class_before_a_name_does_not_make_names_alike() -> None:
    """เทศบาลตำบลบ้านกลาง and …บ้านกล้วย are 86 % alike; their names are not near enough to be one."""
    assert likeness("บ้านกลาง", "บ้านกล้วย") == 0
    assert likeness("บ้านกล้วย", "บ้านกวาง") < 0.75
    assert likeness("เทศบาลตำบลบ้านกล้วย", "เทศบาลตำบลบ้านกวาง") > 0.8


def test_a_part_of_a_name_is_not_the_name() -> None:
    assert likeness("ทุ่งผึ้ง", "ผึ้ง") < 0.6
    assert likeness("ทุ่งผึ้ง", "ท") < 0.5
    assert likeness("หงาว", "เมืองหงาว") < 0.5


@pytest.mark.parametrize(
    "pair",
    [
        ("ทุ่งฝาย๑", "ทุ่งฝาย๒"),
        ("ทุ่งฝาย1", "ทุ่งฝาย2"),
        ("ทุ่งฝาย", "ทุ่งฝาย ๒"),
        ("บางเหนือ", "บางใต้"),
        ("ป่าซางเหนือ", "ป่าซาง"),
        ("แม่สลองใน", "แม่สลองนอก"),
        ("บ้านใหม่", "บ้านใหญ่"),
        ("คลองตะวันออก", "คลองตะวันตก"),
        ("คลองห้า", "คลองหก"),
    ],
)
def test_numbers_and_directions_are_never_matched_by_likeness(pair: tuple[str, str]) -> None:
    assert likeness(*pair) == 0
    assert likeness(pair[1], pair[0]) == 0


def test_numbers_of_both_scripts_are_one() -> None:
    assert likeness("ทุ่งฝาย ๒", "ทุ่งฝาย2") == 1


def test_a_damaged_direction_is_still_read() -> None:
    assert likeness("สำโรงเหนีอ", "สำโรงเหนือ") > 0.9
    assert likeness("สำโรงไต้", "สำโรงใต้") > 0.9
    assert distinct_end("ใหม่") == ""  # a name that is nothing but such a word is a name


@pytest.mark.parametrize("pair", ["ิี", "ึื", "่้", "ผฝ", "พฟ", "ดต", "ดค", "ถภ", "บป", "ฎฏ", "ขช", "ชซ"])
def test_look_alikes_cost_less_than_others(pair: str) -> None:
    assert distance(f"ก{pair[0]}น", f"ก{pair[1]}น") < distance("กมน", "กอน")


def test_what_other_programs_write_differently_is_the_same() -> None:
    assert plain("สุไหงโก-ลก") == plain("สุไหงโกลก")
    assert plain("ลํ" + "าปาง") == plain("ลำปาง")
    assert plain("เเม่กา") == plain("แม่กา")
    assert plain("น" + "้" + "ี") == plain("นี้")
    assert plain("จ.ป.ร.") == plain("จปร")


def test_ranking_prefers_the_look_alike() -> None:
    """Plain edit distance finds both one letter away; the eye does not."""
    assert [found.name for found in rank("บานดง", ["บานผง", "บานตง", "ป่า"])][:2] == ["บานตง", "บานผง"]
    assert rank("ก", []) == []


@given(thai)
def test_plain_loses_no_letter(name: str) -> None:
    once = plain(name)
    assert plain(once) == once
    assert set(once) <= set(plain(name)) | set("ำแ")
    assert {letter for letter in name if letter not in "เํา"} <= set(once) | {"แ"}


@given(thai, thai)
def test_likeness_is_symmetric_and_one_for_equals_only(first: str, second: str) -> None:
    assert likeness(first, second) == pytest.approx(likeness(second, first))
    assert 0 <= likeness(first, second) <= 1
    assert (likeness(first, second) == 1) == (plain(first) == plain(second))


def test_damage_surprises_and_names_do_not() -> None:
    model = area_gazetteer().model
    assert model.surprise("บ้านโตก") < model.surprise("บ้าโนก")
    assert model.surprise("หนองบัว") < 12
    assert NameModel(["กา"]).surprise("กา") < NameModel(["กา"]).surprise("ขา")
