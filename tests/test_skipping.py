"""Skips that the machine explains, and those that would hide a missing part."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import skipping


@pytest.mark.parametrize(
    "reason", ["Skipped: `make test-training` runs it, with PyTorch", "Skipped: Linux's books"]
)
def test_what_the_machine_or_another_target_explains_is_allowed(reason: str) -> None:
    assert skipping.is_allowed(reason)


@pytest.mark.parametrize("beside", [True, False])
def test_shared_files_may_be_missing_only_where_all_of_them_are(
    beside: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: skipping.Path
) -> None:
    if beside:
        (tmp_path / "shared").mkdir()
    monkeypatch.setattr(skipping, "_ROOT", tmp_path / "project")
    assert skipping.is_allowed("Skipped: ../shared/real is not here") is not beside


def test_a_missing_program_hides_a_part() -> None:
    report = SimpleNamespace(longrepr=("tests/test_x.py", 7, "Skipped: chromium sets these reports"))
    assert skipping.hidden([report, report]) == ["test_x.py:7: Skipped: chromium sets these reports"]
