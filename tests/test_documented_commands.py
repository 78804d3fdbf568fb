"""Every command of README and docs can be typed: the program parses it, and runs it where a small folder suffices."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import typer.main
from documented import PAGES, ROOT, Command, commands, options_named, python_blocks, unknown_lines
from typer.core import TyperGroup
from typer.testing import CliRunner

from ita_extract.cli.language import take_language
from ita_extract.cli.program import app
from ita_extract.messages import speak
from ita_extract.running import run as running

PAGES_TO_TYPE = [page for page in PAGES if page.name != "CHANGELOG.md" and "decisions" not in page.parts]
ALL = [command for page in PAGES_TO_TYPE for command in commands(page)]
OWN = [command for command in ALL if command.program == "ita-extract"]
PROGRAM = typer.main.get_command(app)
assert isinstance(PROGRAM, TyperGroup)
NAMES = tuple(PROGRAM.commands)
PLACEHOLDER = re.compile(r"[A-Z]{3,}|…|\||^\[|\.\.\.")  # `INPUT...`, `auto|always`, `[TABLE]`
# what no test can run, and why; it is parsed all the same
ELSEWHERE = {
    "s3://": "asks a store; tests/test_remote_inputs.py does, on this machine",
    "tcp://": "asks a cluster; tests/test_bulk_dask.py does, on this machine",
    "postgresql://": "asks a server; tests/test_load_command.py does, on this machine",
    "doctor": "tries every library; tests/test_doctor.py and tests/test_wheel.py do",
    "--serve": "serves until it is stopped",
}
SHELL = ("#!/bin/bash", "export ", "srun ", "until ", "address=")  # of the example for Slurm
FIXTURE = ROOT / "fixtures/2569-nan-obj-nan.pdf"
EXAMPLE = "tests/mutants/0036-other-rules.pdf"  # of docs/inspect.md
CliRun = tuple[str, ...]


def spoken_apart(words: Sequence[str]) -> list[str]:
    """Return a command line without its language, which is taken before anything else."""
    try:
        return take_language(words, {})
    finally:
        speak("en")


def parse(words: tuple[str, ...]) -> None:
    """Parse a command line as the program does; nothing is run. Raises what the program would say."""
    whole = PROGRAM.make_context("ita-extract", [], resilient_parsing=True)
    if words and words[0].startswith("-"):
        assert words[0] in ("--help", "--version"), words
        return
    command = PROGRAM.commands[words[0]]
    rest = [word for word in spoken_apart(words[1:]) if word not in ("--help", "-h")]
    if any(PLACEHOLDER.search(word) for word in rest) or not rest:
        known = {name for option in command.params for name in option.opts}
        assert {word for word in rest if word.startswith("-")} <= known
        return
    command.make_context(words[0], rest, parent=whole)


@pytest.mark.parametrize("command", OWN, ids=str)
def test_the_program_takes_every_command_line(command: Command) -> None:
    parse(command.words[1:])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_options_that_running_text_names_are_there(page: Path) -> None:
    known = {
        name: {flag for option in PROGRAM.commands[name].params for flag in option.opts} for name in NAMES
    }
    found = options_named(page, NAMES)
    assert [(name, option) for name, option in found if option not in known[name]] == []


@pytest.mark.parametrize("page", PAGES_TO_TYPE, ids=lambda page: str(page.relative_to(ROOT)))
def test_blocks_of_commands_hold_commands_that_are_known(page: Path) -> None:
    assert [line for line in unknown_lines(page) if not line.startswith(SHELL)] == []


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder as the pages suppose it: reports, one of them by name, published scores, and two outputs."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "reports").mkdir()
    shutil.copy(FIXTURE, folder / "reports/nan.pdf")
    shutil.copy(FIXTURE, folder / "report.pdf")
    (folder / EXAMPLE).parent.mkdir(parents=True)
    shutil.copy(ROOT / EXAMPLE, folder / EXAMPLE)
    (folder / "scores-2568.csv").write_text("organization,fiscal_year,overall\nอบจ.น่าน,2569,95.00\n", "utf-8")
    patch = pytest.MonkeyPatch()
    patch.chdir(folder)
    patch.setattr(running, "usual_workers", lambda: 0)
    for output in ("audit", "output"):
        assert typed(("run", "reports", "--output", output)) == 0
    yield folder
    patch.undo()


def typed(words: CliRun) -> int:
    """Type a command of the program; return its exit code. A home folder is the desk."""
    arguments = [re.sub(r"^~/|^(duckdb:///)", r"\1", word) for word in spoken_apart(words)]
    ended = CliRunner().invoke(app, arguments)
    assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
    return ended.exit_code


def to_run() -> list[CliRun]:
    """Return the command lines of blocks and sentences that are whole, each once."""
    lines = dict.fromkeys(command.words[1:] for command in OWN if len(command.words) > 2 or command.whole)
    return [
        words
        for words in lines
        if not any(PLACEHOLDER.search(word) for word in words)
        and not any(word.startswith(tuple(ELSEWHERE)) for word in words)
        and not any("$" in word for word in words)
    ]


@pytest.mark.parametrize("words", to_run(), ids=" ".join)
def test_commands_that_need_a_folder_only_do_what_they_say(desk: Path, words: CliRun) -> None:
    assert desk.is_dir()
    # a report may have an error, which is what `check` says with 1
    assert typed(words) in ((0, 1) if words[0] == "check" else (0,))


def test_what_is_not_run_is_not_run_for_a_reason() -> None:
    left = {command.words[1:] for command in OWN} - set(to_run())
    unexplained = [
        words
        for words in left
        if len(words) > 1
        and not any(PLACEHOLDER.search(word) or "$" in word for word in words)
        and not any(word.startswith(tuple(ELSEWHERE)) for word in words)
    ]
    assert unexplained == []
    assert len(to_run()) >= 12


SCRIPTS = [(page, at) for page in PAGES_TO_TYPE for at, _ in enumerate(python_blocks(page))]


@pytest.mark.parametrize(("page", "at"), SCRIPTS, ids=lambda part: getattr(part, "name", str(part)))
def test_programs_in_python_run(desk: Path, page: Path, at: int) -> None:
    script = desk / "program.py"
    script.write_text(python_blocks(page)[at], "utf-8")
    ended = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False, cwd=desk,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert (ended.returncode, "Traceback" in ended.stderr) == (0, False), ended.stderr


@pytest.mark.parametrize("command", [c for c in ALL if c.program == "make"], ids=str)
def test_targets_of_make_are_there(command: Command) -> None:
    targets = [word for word in command.words[1:] if "=" not in word]
    known = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(targets) <= known


@pytest.mark.parametrize(
    "command", [c for c in ALL if c.program in ("python", "python3", "py", "pip")], ids=str
)
def test_modules_scripts_and_extras_are_there(command: Command) -> None:
    words = command.words
    if command.program == "pip" or words[1:3] == ("-m", "pip"):
        assert "install" in words
        named = re.findall(r"\[([\w,]+)\]", " ".join(words))
        extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
            "optional-dependencies"
        ]
        assert {extra for names in named for extra in names.split(",")} <= set(extras)
        for wheel in re.findall(r"ita_extract-([\d.]+)-py3", " ".join(words)):
            assert wheel == tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
        return
    if words[1] != "-m":
        assert (ROOT / words[1]).is_file()
        return
    spec = importlib.util.find_spec(words[2])
    assert spec is not None and spec.origin is not None, words[2]
    source = Path(spec.origin)
    if (ROOT / ".venv") not in source.parents and source.is_relative_to(ROOT):
        texts = [source, *source.parent.glob("__main__.py")] if source.name == "__init__.py" else [source]
        known = "".join(text.read_text("utf-8") for text in texts)
        options = {word.strip("[]") for word in words[3:] if word.lstrip("[").startswith("--")}
        assert {option for option in options if f'"{option}"' not in known} == set()


@pytest.mark.parametrize("command", [c for c in ALL if c.program in ("docker", "qpdf", "git")], ids=str)
def test_commands_of_others_fit_what_they_are_given(command: Command) -> None:
    """They are not run: a machine need not have them. What they hand to this program is parsed."""
    words = command.words
    if command.program == "docker" and words[1] == "run":
        assert 'ENTRYPOINT ["ita-extract"]' in (ROOT / "Dockerfile").read_text("utf-8")
        parse(words[words.index("ita-extract") + 1 :])
    elif command.program == "docker":
        assert words[1:] == ("build", "-t", "ita-extract", ".")
    else:
        assert words[:2] in (("qpdf", "--empty"), ("git", "diff"))


def test_the_reference_of_the_command_line_is_what_the_program_says() -> None:
    from ita_extract.cli.reference import reference

    page = (ROOT / "docs/cli.md").read_text("utf-8")
    assert page == reference(), "make docs"
    assert all(f"## ita-extract {name}\n" in page for name in NAMES)
