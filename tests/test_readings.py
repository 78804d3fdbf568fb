"""What the figures of a scan may be beside what was read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from spans import span

from ita_extract.layout.span import Span
from ita_extract.numbers.readings import possible_scores


@pytest.mark.parametrize(
    ("text", "others", "possible"),
    [
        ("๘๘.๙๑", {1: "๓๙"}, ("88.91", "83.91", "89.91")),
        ("88.91", {0: "3", 3: "4"}, ("88.91", "38.91", "88.41", "38.41")),
        ("10.00", {0: "4"}, ("10.00", "40.00")),
        ("98.29 คะแนน", {0: "8"}, ("98.29", "88.29")),
        ("ได้ 98.29 จาก 100", {4: "8"}, ()),  # two numbers: whose digit it is, is not said
        ("IIT", {}, ()),
    ],
)
def test_doubtful_digits_are_exchanged(text: str, others: dict[int, str], possible: tuple[str, ...]) -> None:
    words = span(text)
    chars = [item._replace(others=others.get(position, "")) for position, item in enumerate(words.chars)]
    assert possible_scores(Span(chars, words.breaks)) == frozenset(map(Decimal, possible))


def test_a_figure_in_which_all_is_doubtful_is_only_what_was_read() -> None:
    words = span("98.295")
    chars = [item._replace(others="123") for item in words.chars]
    assert possible_scores(Span(chars, words.breaks)) == {Decimal("98.295")}
