"""Skips that the machine explains, and those that would hide a missing part."""

from __future__ import annotations

import ast
from pathlib import Path
from types import SimpleNamespace

import pytest
import skipping
from elsewhere import NOT_ON_WINDOWS, SKIP_THEMSELVES, header, left_out


def test_what_another_target_runs_is_allowed() -> None:
    assert skipping.is_allowed("Skipped: `make test-training` runs it, with PyTorch")


@pytest.mark.parametrize("program", ["POSTGRES", "CHROMIUM", "CALC"])
def test_what_is_left_out_on_purpose_is_not_left_out_on_ci(
    program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = f"Skipped: ITA_EXTRACT_WITHOUT_{program} is set"
    monkeypatch.setattr(skipping.sys, "platform", "linux")
    monkeypatch.delenv("CI", raising=False)
    assert skipping.is_allowed(reason)
    monkeypatch.setenv("CI", "true")
    assert not skipping.is_allowed(reason)
    monkeypatch.setattr(skipping.sys, "platform", "darwin")  # .ci/install-system knows Debian alone
    assert skipping.is_allowed(reason)


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


def test_files_left_out_on_windows_are_there_and_named_at_the_head_of_a_run() -> None:
    assert header("linux") == []
    assert [name for name in NOT_ON_WINDOWS if not (Path(__file__).parent / name).is_file()] == []
    assert [name for name in SKIP_THEMSELVES if not (Path(__file__).parent / f"{name}.py").is_file()] == []
    assert left_out("linux") == left_out("darwin") == {}
    shown = "\n".join(header("win32"))
    assert all(f"{name}: {reason}" in shown for name, reason in NOT_ON_WINDOWS.items())
    assert "test_cli.py" not in "\n".join(header("darwin"))


def test_no_other_file_needs_modules_that_windows_lacks() -> None:
    """Those that are read there must not import what is not there at their head, and so stop the run."""
    lacking = {"fcntl", "grp", "pty", "pwd", "resource", "termios"}
    for path in Path(__file__).parent.glob("test_*.py"):
        heads = ast.parse(path.read_text("utf-8")).body
        names = {alias.name for node in heads if isinstance(node, ast.Import) for alias in node.names}
        assert not names & lacking or path.name in NOT_ON_WINDOWS, path.name
