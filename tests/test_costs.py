"""The cost figures mean what they say."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import speed
from benchmarks.costs import memory, timing


def test_slope_is_the_growth_a_document() -> None:
    assert memory.Growth((20, 40, 60), (100.0, 110.0, 120.0)).slope == pytest.approx(0.5)
    assert memory.Growth((20, 40, 60), (100.0, 100.0, 100.0)).slope == 0
    assert memory.Growth((20, 40, 60), (100.0, 103.0, 100.0)).slope == pytest.approx(0)


@pytest.mark.parametrize(("there", "read"), [(1, 1), (4, 4), (7, 5), (19, 10), (30, 20)])
def test_every_step_of_growth_reads_the_same_files(
    there: int, read: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def child(*words: str) -> dict[str, list[float]]:
        asked.extend(words)
        return {"documents": [20, 40], "resident": [1.0, 2.0]}

    monkeypatch.setattr(memory, "child", child)
    memory.growth([Path(f"{number}.pdf") for number in range(there)], count=40, step=20)
    assert asked[:3] == ["growth", "40", "20"]
    assert len(asked) - 3 == read


def test_highest_memory_is_in_megabytes_and_sees_what_was_given_back() -> None:
    before = memory.highest()
    assert 5 < before < 5000
    block = bytearray(b"x") * (before_and_more := int((before + 50) * memory.MEGABYTE))
    assert len(block) == before_and_more
    del block
    assert memory.highest() > before + 20


def test_times_are_processor_time_by_page_of_both_ways(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "two.pdf"
    canvas = Canvas(str(path))
    for text in ("one", "two"):
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    turns: list[Path] = []

    def ours(read: Path) -> None:
        turns.append(read)
        time.sleep(0.05)  # waiting is no processor time
        until = time.process_time() + 0.02
        while time.process_time() < until:
            pass

    (found,) = timing.timed([path], ours, repeats=3)
    assert turns == [path] * 4  # one of them to warm up
    assert (found.file, found.pages) == ("two.pdf", 2)
    assert 9.9 <= found.ours < 25
    assert found.plumber > 0
    assert found.ratio == pytest.approx(found.plumber / found.ours)


def test_nothing_to_measure_is_no_success(tmp_path: Path) -> None:
    assert speed.main([str(tmp_path)]) == 2
