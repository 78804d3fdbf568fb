"""Rows of probabilities to characters: what was seen and not taken leaves a doubt, and a doubtful digit its others."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from ita_extract.reading.scans.alphabet import ALPHABET
from ita_extract.reading.scans.reader import STEP, ReadChar, _decode


def rows(*traces: dict[str, float]) -> NDArray[np.float32]:
    """Return rows in which each trace stands alone, with empty rows between; what is left of 1 is for nothing."""
    made = np.zeros((2 * len(traces) + 1, len(ALPHABET) + 1), np.float32)
    for position, trace in enumerate(traces):
        for letter, probability in trace.items():
            made[2 * position + 1, ALPHABET.index(letter) + 1] = probability
    made[:, 0] = 1 - made.sum(axis=1)
    return made


def decoded(*traces: dict[str, float]) -> list[ReadChar]:
    found = rows(*traces)
    return _decode(found, len(found) * STEP)


def sure(text: str) -> list[dict[str, float]]:
    return [{letter: 0.999} for letter in text]


def test_what_is_sure_is_read_with_its_place() -> None:
    read = decoded(*sure("98.29"))
    assert "".join(char.text for char in read) == "98.29"
    assert all(char.sure > 0.99 and not char.others for char in read)
    assert [char.x for char in read] == sorted(char.x for char in read)


def test_a_doubtful_digit_carries_the_digits_of_its_kind_that_it_may_be() -> None:
    read = decoded(*sure("9"), {"8": 0.6, "3": 0.3, "๘": 0.05, "6": 0.02}, *sure(".29"))
    assert read[1].others == "36"
    assert read[1].sure == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("traces", "doubtful"),
    [
        ([*sure("09."), {"1": 0.03}, *sure("5")], 2),  # 09.15 read as 09.5
        ([{"1": 0.03}, *sure("9.15")], 0),  # 19.15 read as 9.15
        ([*sure("9.5"), {"๑": 0.02}], 2),
    ],
)
def test_a_digit_that_may_have_been_lost_leaves_a_doubt(
    traces: list[dict[str, float]], doubtful: int
) -> None:
    read = decoded(*traces)
    assert [position for position, char in enumerate(read) if char.sure < 0.99] == [doubtful]


@pytest.mark.parametrize(
    "traces", [[*sure("9.5"), {"1": 0.004}], [{")": 0.3}, *sure("9.5")], [*sure("กา"), {"ร": 0.05}]]
)
def test_specks_and_faint_traces_leave_none(traces: list[dict[str, float]]) -> None:
    assert all(char.sure > 0.99 for char in decoded(*traces))
