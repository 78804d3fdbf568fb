"""Item codes and references as officials write them, to normal codes; what can be no code is not guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spans import span

from ita_extract.rulebook.year import known_years, rules_for
from ita_extract.thai.digits import to_thai
from ita_extract.thai.items import ItemCode, normal_code

R2568 = rules_for(2568)


def code(written: str, indicator: int | None = None, year: int = 2568) -> str | None:
    return normal_code(span(written).key, rules_for(year), indicator).code


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("i๒", "i2"), ("i๔", "i4"), ("e๔", "e4"), ("e๙", "e9"), ("I2", "i2"), ("I 2", "i2"), ("O10", "o10"),
        ("o1", "o1"), ("O1", "o1"), ("O01", "o1"), ("o ๖", "o6"), ("OIT 6", "o6"), ("OIT1", "o1"), ("EIT ข้อ 4", "e4"),
        ("OIT ข้อ ๖", "o6"), ("IIT ข้อที่ 3", "i3"), ("O-10", "o10"), ("o.10", "o10"), ("โอ ๖", "o6"), ("อี ๔", "e4"),
        ("ไอ 2", "i2"), ("ο6", "o6"), ("О6", "o6"), ("Ｏ６", "o6"), ("๏๖", "o6"), ("І2", "i2"), ("Е4", "e4"),
        ("|2", "i2"), ("l2", "i2"),
    ],
)  # fmt: skip
def test_a_letter_of_any_script_with_digits_of_any_script(written: str, normal: str) -> None:
    assert code(written) == normal


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("๐๑๐", "o10"), ("๐๘", "o8"), ("๐๙", "o9"), ("๐๖", "o6"), ("๐๓", "o3"), ("๐๒๐", "o20"), ("๐๒๓", "o23"),
        ("019", "o19"), ("020", "o20"), ("01", "o1"), ("09", "o9"), ("010", "o10"), ("0๑๐", "o10"), ("001", "o1"),
    ],
)  # fmt: skip
def test_a_leading_zero_is_a_letter_o(written: str, normal: str) -> None:
    assert code(written) == normal


@pytest.mark.parametrize("written", ["0", "000", "๐๙๙", "099", "036"])
def test_a_leading_zero_before_no_item_of_the_year_is_no_code(written: str) -> None:
    assert normal_code(span(written).key, R2568, 9) == ItemCode(None, span(written).key)


def test_the_same_zero_code_is_read_by_the_list_of_its_year() -> None:
    assert code("043", year=2564) == "o43"
    assert code("043", year=2568) is None


@pytest.mark.parametrize(
    ("written", "indicator", "normal"),
    [
        ("๑๐", 4, "i10"), ("๑๑", 4, "i11"), ("2", 1, "i2"), ("4", 7, "e4"), ("6", 9, "o6"),
        ("4", 8, None), ("10", 1, None), ("2", 6, "e2"), ("1", 10, None),
    ],
)  # fmt: skip
def test_a_bare_number_takes_its_letter_from_the_indicator_and_must_lie_in_its_range(
    written: str, indicator: int, normal: str | None
) -> None:
    assert code(written, indicator) == normal


def test_a_bare_number_outside_of_all_sections_is_no_code() -> None:
    assert code("10") is None
    assert normal_code("112", R2568, None) == ItemCode(None, "112")


def test_an_i_read_as_1_is_not_guessed() -> None:
    assert code("๑๑๒", 4) is None


@pytest.mark.parametrize(
    ("written", "normal"), [("9.1", "9.1"), ("๙.๓", "9.3"), ("10.2", "10.2"), ("9.9", None)]
)
def test_sub_indicators_are_codes_of_their_own(written: str, normal: str | None) -> None:
    assert code(written) == normal


@pytest.mark.parametrize("written", ["", "ก", "i", "x4", "98.29", "1.5"])
def test_other_texts_are_no_codes(written: str) -> None:
    assert normal_code(span(written).key, R2568, 1).code is None


CODES = st.sampled_from(known_years()).flatmap(
    lambda year: st.tuples(
        st.just(year),
        st.sampled_from(
            [item.code for item in rules_for(year).oit_items.list]
            + [
                f"{letter}{number}"
                for letter in "ie"
                for first, last in rules_for(year).items_of(letter).values()
                for number in range(first, last + 1)
            ]
        ),
    )
)
FORMS = st.sampled_from(["{}{}", "{} {}", "{}0{}", "{}-{}", "{}ข้อ {}", "{}_{}", "{}. {}"])


@given(CODES, FORMS, st.booleans(), st.booleans())
def test_every_code_of_every_year_is_itself_in_every_form(
    item: tuple[int, str], form: str, thai: bool, capital: bool
) -> None:
    year, normal = item
    letter = normal[0].upper() if capital else normal[0]
    written = form.format(letter, to_thai(normal[1:]) if thai else normal[1:])
    assert code(written, None, year) == normal


@given(CODES)
def test_a_bare_number_gives_the_code_in_its_own_indicator_alone(item: tuple[int, str]) -> None:
    year, normal = item
    rules = rules_for(year)
    home = rules.item_indicator(normal)
    for indicator in range(1, 11):
        found = code(normal[1:], indicator, year)
        if indicator == home:
            assert found == normal
        elif found is not None:
            assert rules.item_indicator(found) in (indicator, None)
