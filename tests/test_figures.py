"""Scores that a scan shows half: the rules of writing choose, and a figure that is one is never changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_extract.reading.scans.figures import mend_figures
from ita_extract.reading.scans.wording import Option

DIGITS = ("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def mended(*places: dict[str, float]) -> str:
    """Return what is made of places, each given by its readings; the first is the reader's own."""
    options = [tuple(Option(text, sure) for text, sure in position.items()) for position in places]
    return "".join(option.text for option in mend_figures(options, [position[0] for position in options]))


def plain(text: str) -> list[dict[str, float]]:
    return [{letter: 0.999} for letter in text]


@pytest.mark.parametrize(
    ("places", "score"),
    [
        ([{"O": 0.97}, *plain("8.42")], "08.42"),
        ([{"o": 0.999}, *plain("๙.๐๓")], "๐๙.๐๓"),
        ([*plain("๕"), {"0": 0.6, "๐": 0.3}, *plain(".๗๑")], "๕๐.๗๑"),
        ([*plain("100."), {"๐": 0.58, "0": 0.4}, *plain("0")], "100.00"),
        ([*plain("65"), {" ": 0.6, ".": 0.3}, *plain("89")], "65.89"),
        ([*plain("98."), {" ": 0.6, "": 0.3}, *plain("33")], "98.33"),
        ([*plain("๗"), {" ": 0.7, "": 0.2}, *plain("๒.๖๒")], "๗๒.๖๒"),
        (
            [*plain("๓"), {" ": 0.7, "": 0.2}, *plain("๐.๐"), {" ": 0.6, "": 0.2}, *plain("๘ คน")],
            "๓๐.๐๘ คน",
        ),
        ([*plain("๑๐"), {" ": 0.7, "": 0.2}, *plain("๐.๐๐")], "๑๐๐.๐๐"),
        ([{"o": 0.91, "๐": 0.08}, *plain("๙."), {"o": 0.91, "๐": 0.08}, *plain("๙")], "๐๙.๐๙"),
        (plain("๐๐.82"), "00.82"),
        ([*plain("75"), {",": 0.8, ".": 0.1}, *plain("47")], "75.47"),
        ([*plain("74.8"), {"ร": 0.8, "5": 0.1}], "74.85"),
        ([{"": 0.6, "1": 0.3}, {"I": 0.7, "1": 0.2}, *plain(".31")], "11.31"),
        ([*plain("61.5"), {")": 0.5, "1": 0.4}], "61.51"),
        ([*plain("31"), {")": 0.5, "": 0.4}, *plain(".81")], "31.81"),
        ([*plain("(IIT ร้อยละ "), *plain("("), {"O": 0.9}, *plain("8.42)")], "(IIT ร้อยละ (08.42)"),
    ],
)
def test_what_no_score_can_be_is_read_as_a_score(places: list[dict[str, float]], score: str) -> None:
    assert mended(*places) == score


@pytest.mark.parametrize(
    "places",
    [
        [*plain("9"), {"3": 0.5, "8": 0.49}, *plain(".71")],  # a figure in one kind of digits
        [*plain("๙.๑")],
        [*plain("O1.2")],  # the number of a paragraph, or an item
        [*plain("o12")],
        [*plain("i2")],
        [*plain("10.1"), {")": 0.995, "1": 0.004}],  # what is sure does not change
        [*plain("65"), {" ": 0.999}, *plain("89")],  # two columns
        [*plain("7"), {" ": 0.995, "": 0.004}, *plain("2.62")],
        [*plain("25"), {"๖": 0.999}, *plain("8")],
        [*plain("1,250")],
        [*plain("พ.ศ. "), *plain("2568")],
        [*plain("ก"), *plain("8.42")],
        [*plain("IIT.2")],
        [{"ด": 0.6, "": 0.4}, *plain("98.29")],  # no letter is taken away
    ],
)
def test_what_may_be_a_figure_or_no_figure_stays(places: list[dict[str, float]]) -> None:
    assert mended(*places) == "".join(next(iter(position)) for position in places)


def test_what_rules_chose_is_in_doubt() -> None:
    options = [tuple(Option(text, sure) for text, sure in position.items()) for position in plain("O8.42")]
    chosen = mend_figures(options, [position[0] for position in options])
    assert chosen[0].text == "0"
    assert chosen[0].probability < 0.99
    assert [option.probability for option in chosen[1:]] == [0.999] * 4


@given(
    st.sampled_from(DIGITS),
    st.lists(st.integers(0, 9), min_size=1, max_size=6),
    st.integers(0, 6),
    st.lists(st.tuples(st.sampled_from("0๐Oo1lI7๗.3๓ "), st.floats(0.003, 0.45)), max_size=6),
)
def test_a_figure_in_one_kind_of_digits_is_never_changed(
    digits: str, values: list[int], point: int, others: list[tuple[str, float]]
) -> None:
    text = "".join(digits[value] for value in values)
    text = text[:point] + "." + text[point:] if 0 < point < len(text) else text
    places = [{letter: 0.5} for letter in text]
    for position, (letter, sure) in zip(places, others, strict=False):
        position.setdefault(letter, sure)
    assert mended(*places) == text
