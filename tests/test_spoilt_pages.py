"""One page spoilt in its fonts, boxes, annotations or streams: no defect, no limit passed, innocent pages read."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.spoilt_pages import KINDS, broken_promises, lay


@pytest.mark.slow
def test_a_hundred_mutants_break_no_promise(tmp_path: Path) -> None:
    mutants = lay(tmp_path / "in", 100, seed=7)
    assert {mutant.kind for mutant in mutants} == set(KINDS)
    broken, outcomes = broken_promises(tmp_path / "in", tmp_path / "out", mutants, workers=2)
    assert broken == []
    assert outcomes["ok"] + outcomes["review"] == 100
