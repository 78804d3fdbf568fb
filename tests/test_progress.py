"""What a run says while it goes on."""

from __future__ import annotations

import logging

import pytest

from ita_extract.cli.progress import PlainLines, clock_time, rate, seconds_left, words
from ita_extract.running.run import Progress


def step(done: int, **fields: object) -> Progress:
    return Progress(done, 2000, None, **fields)  # type: ignore[arg-type]


def test_rate_and_rest_count_only_what_was_read() -> None:
    half = step(1000, unchanged=900, seconds=50.0)
    assert rate(half) == 2.0
    assert seconds_left(half) == 500
    assert rate(step(0)) is seconds_left(step(0)) is rate(step(900, unchanged=900, seconds=1.0)) is None


def test_words() -> None:
    said = words(
        step(
            1000, unchanged=900, seconds=50.0, review=12, failed=3, in_hand=("a.pdf", "b" * 40 + ".pdf", "c")
        )
    )
    assert said == [
        "2.0 a second",
        "8:20 left",
        "900 unchanged",
        "12 review",
        "3 failed",
        f"in hand: a.pdf, …{'b' * 23}.pdf and 1 more",
    ]
    assert words(step(0)) == ["0 review", "0 failed"]


@pytest.mark.parametrize(("seconds", "said"), [(5, "0:05"), (75, "1:15"), (3700, "1:01:40")])
def test_clock_time(seconds: int, said: str) -> None:
    assert clock_time(seconds) == said


def test_a_plain_line_every_half_minute(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="ita_extract")
    now = [0.0]
    tell = PlainLines(clock=lambda: now[0])
    for second in range(0, 100, 5):
        now[0] = second
        tell(step(second, seconds=float(second), review=1, in_hand=("a.pdf",)))
    assert [record.getMessage() for record in caplog.records] == [
        f"{second}/2000 done; 1.0 a second; {clock_time(2000 - second)} left; 1 review, ".replace(", ", "; ")
        + "0 failed; in hand: a.pdf"
        for second in (30, 60, 90)
    ]
    assert vars(caplog.records[0])["documents_per_second"] == 1.0
    assert vars(caplog.records[0])["in_hand"] == ["a.pdf"]
