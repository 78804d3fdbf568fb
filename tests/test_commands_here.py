"""Commands in messages work as they stand: in an environment that is not activated, and started as a module."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ita_extract.cli import commands_here
from ita_extract.cli.commands_here import as_typed_here
from ita_extract.errors import OcrMissingError

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """What was found out about this process is found out anew, before and after."""
    for found in (commands_here.program, commands_here._pip):
        found.cache_clear()
    yield
    for found in (commands_here.program, commands_here._pip):
        found.cache_clear()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """An environment that is not activated: its program and its Python, with another pip on PATH."""
    for folder, names in (("own", ("ita-extract", "python", "pip")), ("system", ("pip",))):
        for name in names:
            path = tmp_path / folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text("#!/bin/sh\n")
            path.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "system"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "own/python"))
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "own/ita-extract"), "run"])
    yield tmp_path / "own"


def test_an_environment_that_is_not_activated_is_named(started: Path) -> None:
    assert as_typed_here("ita-extract doctor tells.") == f"{started}/ita-extract doctor tells."
    assert as_typed_here(OcrMissingError.hint) == (
        f"Install what reads pictures, then run again with --retry-failed: {started}/python -m pip install "
        f"'ita-extract[ocr]'. `{started}/ita-extract doctor` tells what is missing."
    )


def test_an_activated_environment_needs_no_path(started: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(started))
    for text in ("See: ita-extract --help", "pip install 'ita-extract[s3]'"):
        assert as_typed_here(text) == text


def test_started_as_a_module(started: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/anywhere/ita_extract/__main__.py", "run"])
    assert as_typed_here("See: ita-extract --help") == f"See: {started}/python -m ita_extract --help"


@pytest.mark.parametrize(
    "text",
    [
        "a defect in ita-extract: ValueError",
        "Use the ita-extract that made it",
        "/opt/python -m pip install pandas",
        "/opt/bin/ita-extract run",
        "pipes install nothing",
    ],
)
@pytest.mark.usefixtures("started")
def test_running_text_and_whole_commands_stay(text: str) -> None:
    assert as_typed_here(text) == text


@pytest.mark.usefixtures("started")
def test_windows_knows_no_single_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert as_typed_here("pip install 'ita-extract[s3]'").endswith('-m pip install "ita-extract[s3]"')


def program(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "ita_extract", *arguments],
        capture_output=True, check=False, cwd=ROOT, env=os.environ | environment,
    )  # fmt: skip


def test_a_message_that_is_printed_names_what_works() -> None:
    ended = program("check")
    assert f"See: {sys.executable} -m ita_extract --help" in ended.stderr.decode()
    assert f"Usage: {sys.executable} -m ita_extract check" in program("check", "--help").stdout.decode()


def test_thai_is_printed_where_the_locale_has_none() -> None:
    ended = program("check", "--explain", "rating-mismatch", "--language", "th", PYTHONIOENCODING="latin-1")
    assert ended.returncode == 0
    assert "ระดับไม่ตรงกับคะแนน" in ended.stdout.decode()
