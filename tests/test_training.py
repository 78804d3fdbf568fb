"""The training of the line reader: its lines are what it says, and a tiny network learns, is exported and read."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from ita_extract.reading.scans.alphabet import ALPHABET
from training.words import THAI_DIGITS, figure, line, score

FONTS = sorted(Path("/usr/share/fonts").rglob("Loma.?tf"))


def test_the_alphabet_has_each_character_once() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert set("๐๑๒๓๔๕๖๗๘๙0123456789.–-ำ่้ IEOieo") <= set(ALPHABET)


def test_lines_hold_only_known_characters_and_many_figures() -> None:
    chance = random.Random(7)
    lines = [line(chance, 34) for _ in range(2000)]
    known = set(ALPHABET)
    unknown = [text for text in lines if not set(text) <= known]
    assert not unknown
    assert all(0 < len(text) <= 34 and text == text.strip() for text in lines)
    with_figures = sum(any(letter.isdigit() for letter in text) for text in lines)
    assert 0.4 < with_figures / len(lines) < 0.9


def test_scores_are_scores_with_every_digit() -> None:
    chance = random.Random(3)
    scores = [score(chance) for _ in range(3000)]
    assert all(0 <= float(text) <= 100 for text in scores)
    assert {letter for text in scores for letter in text} == set("0123456789.")
    figures = [figure(chance) for _ in range(3000)]
    thai = sum(any(letter in "๐๑๒๓๔๕๖๗๘๙" for letter in text) for text in figures)
    assert 0.5 < thai / len(figures) < 0.75
    assert "98.29".translate(THAI_DIGITS) == "๙๘.๒๙"


@pytest.mark.skipif(
    os.environ.get("TEST_TRAINING") != "1", reason="`make test-training` runs it, with PyTorch"
)
def test_a_tiny_network_learns_and_is_exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ita_extract.reading.scans import reader
    from training.export import export
    from training.fonts import Font
    from training.lines import LineMaker
    from training.train import train

    fonts = [Font(FONTS[0], 1.0)]
    first = train(fonts, 0.05, tmp_path / "early.pt", narrow=4, size=16, longest=8, workers=0)
    last = train(
        fonts, 0.3, tmp_path / "late.pt", narrow=4, size=16, longest=8, workers=0, start=tmp_path / "early.pt"
    )
    assert last < first
    target = tmp_path / "tiny.onnx"
    assert export(tmp_path / "late.pt", target, narrow=4) < 400_000
    monkeypatch.setattr(reader, "_session", lambda: _session_of(target))
    picture, _ = LineMaker(fonts, 5, 8).make()
    assert all(0 < char.sure <= 1 for char in reader.read_lines([picture])[0])


def _session_of(path: Path) -> object:
    import onnxruntime

    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
