"""Words choose between readings that the line reader holds possible, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ita_extract.reading.scans.wording import Option, choose


def sure(text: str) -> list[tuple[Option, ...]]:
    return [(Option(letter, 0.998),) for letter in text]


def chosen(places: list[tuple[Option, ...]]) -> str:
    return "".join(option.text for option in choose(places))


def either(first: str, second: str, share: float = 0.6) -> tuple[Option, ...]:
    return (Option(first, share), Option(second, 1 - share))


def test_a_tone_that_was_hardly_seen_is_taken_where_a_word_has_it() -> None:
    places = [*sure("หน"), either("", "้", 0.9), *sure("าที่")]
    assert chosen(places) == "หน้าที่"


def test_a_vowel_of_the_line_above_is_left_out_where_no_word_has_it() -> None:
    assert chosen([*sure("เทศ"), either("ุ", "", 0.7), *sure("บาล")]) == "เทศบาล"


def test_letters_that_look_alike_are_chosen_by_the_word() -> None:
    assert chosen([*sure("ให้บร"), either("ื", "ิ", 0.8), *sure("การ")]) == "ให้บริการ"


def test_what_was_clearly_seen_stays_though_it_is_no_word() -> None:
    # a report that prints a mistake is read with its mistake
    assert chosen(sure("การใชอำนาจ")) == "การใชอำนาจ"
    assert chosen([*sure("ทุ่งผ"), (Option("ึ", 0.99), Option("ิ", 0.01)), *sure("้งตน")]) == "ทุ่งผึ้งตน"


def test_figures_are_never_chosen_by_words() -> None:
    places = [
        (Option("๙", 0.5), Option("ส", 0.5)),
        (Option("๘", 0.4), Option("", 0.6)),
        (Option(".", 0.4), Option("ะ", 0.6)),
        *sure("๒๙"),
    ]
    assert chosen(places) == "๙๘.๒๙"


def test_a_letter_is_no_figure() -> None:
    assert chosen([(Option("ก", 0.5), Option("๓", 0.5)), *sure("าร")]) == "การ"


_LETTERS = st.sampled_from("กขนมรทสาะเแ่้ิีุู๙.1a ")
_PLACES = st.lists(
    st.lists(st.tuples(st.one_of(_LETTERS, st.just("")), st.floats(0.003, 1)), min_size=1, max_size=3).map(
        lambda options: tuple(Option(*option) for option in options)
    ),
    max_size=12,
)


@given(_PLACES)
def test_one_option_of_each_place_is_taken(places: list[tuple[Option, ...]]) -> None:
    taken = choose(places)
    assert len(taken) == len(places)
    assert all(option in position for option, position in zip(taken, places, strict=True))


@given(st.text("กขนมรทสาะเแ่้ิีุู๙.1a ", max_size=30))
def test_a_line_without_doubt_is_not_changed(text: str) -> None:
    assert chosen(sure(text)) == text
