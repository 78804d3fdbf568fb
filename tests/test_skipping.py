"""Skips that the machine explains, and those that would hide a missing part."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import skipping


def test_what_another_target_runs_is_allowed() -> None:
    assert skipping.is_allowed("Skipped: `make test-training` runs it, with PyTorch")


def test_what_another_reader_checks_too_is_allowed() -> None:
    reason = "Skipped: LibreOffice Calc is not on this machine; openpyxl reads the same workbook back"
    assert skipping.is_allowed(reason)
    assert not skipping.is_allowed("Skipped: LibreOffice Calc is not on this machine")


@pytest.mark.parametrize(("system", "allowed"), [("linux", False), ("darwin", True)])
def test_what_only_linux_has_may_be_missing_elsewhere_alone(
    system: str, allowed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(skipping.sys, "platform", system)
    assert skipping.is_allowed("Skipped: the watchdog reads Linux's books") is allowed


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
