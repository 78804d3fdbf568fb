"""The benchmarks that make their own inputs run to their end and print what they count."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import exchanged_digits, harmless_sentences, identities, planted

FIXTURES = Path(__file__).parents[1] / "fixtures"
pytestmark = pytest.mark.slow


def test_covers_of_bodies_are_read_right_or_doubted(capsys: pytest.CaptureFixture[str]) -> None:
    assert identities.main(["--documents", "2"]) == 0
    assert "all 2: right 100.0 %" in capsys.readouterr().out


def test_harmless_sentences_of_kinds_kept_apart_accuse_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    assert harmless_sentences.main(["--mutants", "2", "--kinds", "odd"]) == 0
    assert "2 mutants (odd kinds, seed 1): 0 false errors" in capsys.readouterr().out


def test_planted_contradictions_are_counted_by_kind(capsys: pytest.CaptureFixture[str]) -> None:
    planted.main(["--mutants", "2"])
    assert "2 contradictions of 28 kinds" in capsys.readouterr().out


def test_exchanged_digits_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    path = FIXTURES / "2567-songkhla-thesaban-nakhon-songkhla.pdf"
    assert exchanged_digits.main([str(path), "--count", "1"]) == 0
    assert "silent" in capsys.readouterr().out


def test_a_kind_that_is_kept_for_the_proof_is_kept_whether_its_round_is_asked_for_or_all() -> None:
    rounds = harmless_sentences.ROUNDS
    for parity in ("even", "odd", "all"):
        alone = [kind for number in rounds for kind in harmless_sentences.kinds_of([number], parity)]
        assert alone == harmless_sentences.kinds_of(rounds, parity)
    even, odd = (set(harmless_sentences.kinds_of(rounds, parity)) for parity in ("even", "odd"))
    assert not even & odd and len(even | odd) == len(harmless_sentences.SENTENCES)
