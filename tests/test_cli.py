from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import Called

import ita_extract
from ita_extract.cli.program import app
from ita_extract.running import run as running

ROOT = Path(__file__).parent.parent
COMMANDS = [command.name or "" for command in app.registered_commands]


@pytest.fixture
def call(program_without_readers: Called) -> Called:
    """Run the program in an empty folder with a stand-in for the extractor: exit code, stdout, stderr."""
    return program_without_readers


def lay(**files: str) -> None:
    Path("in").mkdir(exist_ok=True)
    for name, text in files.items():
        Path("in", f"{name}.pdf").write_text(text, encoding="utf-8")


def test_run(call: Called) -> None:
    lay(a="ok 1", b="review 2", c="not_ita 3", d="ok 1")
    code, out, err = call("run", "in")
    assert code == 0
    assert out == ""
    assert "Files found: 4" in err
    assert re.search(r"ok +2 ", err)
    assert "1 of them the same, byte for byte" in err
    assert re.search(r"overall-mismatch +3", err)
    assert re.search(r"unused-number +3", err)
    assert "Output: output (3 documents in csv/)" in err
    assert sorted(path.name for path in Path("output").iterdir()) == [
        "csv",
        "datapackage.json",
        "documents",
        "findings-between.json",
        "ita.duckdb",
        "ita.xlsx",
        "manifest.jsonl",
        "parquet",
    ]


def test_some_failed(call: Called) -> None:
    lay(a="ok 1", b="damaged 2", c="defect 3")
    code, _, err = call("run", "in", "-o", "there", "--excel")
    assert code == 3
    assert "warning: b.pdf: b.pdf has no page. Download the file again" in err
    assert "error: c.pdf: A defect in ita_extract" in err
    assert "Traceback" not in err
    assert re.search(r"failed +2 ", err)
    assert Path("there/csv/documents.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_verbose_shows_where(call: Called) -> None:
    lay(c="defect 3")
    code, _, err = call("run", "in", "--verbose")
    assert code == 3
    assert "Traceback" in err
    assert "ZeroDivisionError" in err


def test_quiet(call: Called) -> None:
    lay(a="ok 1", b="damaged 2")
    stated = "error: 1 file could not be read; csv/documents.csv says why.\n"
    assert call("run", "in", "--quiet") == (3, "", stated)
    lay(c="defect 3")
    _, out, err = call("run", "in", "--quiet")
    assert out == ""
    assert err.startswith("error: c.pdf: A defect")
    assert err.splitlines()[1:] == ["error: 2 files could not be read; csv/documents.csv says why."]


def test_log_as_json(call: Called) -> None:
    lay(a="ok 1", b="damaged 2")
    code, out, err = call("run", "in", "--log-format", "json")
    assert (code, out) == (3, "")
    lines = [json.loads(line) for line in err.splitlines()]
    assert lines[0]["level"] == "warning"
    assert (lines[0]["source"], lines[0]["error_code"]) == ("b.pdf", "damaged")
    assert lines[-1]["documents"] == {"ok": 1, "review": 0, "not_ita": 0, "failed": 1}
    assert lines[-1]["findings"] == {"overall-mismatch": 1}
    assert lines[-1]["output"] == "output"


def test_errors_become_words_a_next_step_and_an_exit_code(call: Called) -> None:
    code, out, err = call("run", "nothing.pdf")
    assert (code, out) == (4, "")
    assert err.startswith("error: nothing.pdf does not exist.\n  Name PDF files")
    lay(a="ok 1")
    Path("taken").write_bytes(b"a file")
    code, _, err = call("run", "in", "--output", "taken")
    assert code == 5
    assert "--output" in err
    code, _, err = call("run", "nothing.pdf", "--log-format", "json")
    assert code == 4
    assert json.loads(err)["slug"] == "no_input"


@pytest.mark.parametrize(
    "arguments",
    [
        ("run",),
        ("run", "--nonsense", "in"),
        ("run", "in", "--log-format", "xml"),
        ("run", "in", "-q", "-v"),
        ("run", "s3://bucket/a.pdf"),
        ("schema", "nothing"),
        ("schema", "documents", "--all"),
        ("nonsense",),
    ],
)
def test_a_wrong_command_line_ends_with_2(call: Called, arguments: tuple[str, ...]) -> None:
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert err


def test_a_defect_of_the_program_ends_with_70(call: Called, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise LookupError("not thought of")

    lay(a="ok 1")
    monkeypatch.setattr(running, "_own_extractor", broken)
    code, _, err = call("run", "in")
    assert code == 70
    assert "LookupError: not thought of" in err
    assert "Traceback" not in err
    code, _, err = call("run", "in", "--verbose")
    assert code == 70
    assert "Traceback" in err


def test_interrupted(call: Called) -> None:
    lay(a="ok 1", b="interrupt 2", c="ok 3")
    code, _, err = call("run", "in")
    assert code == 130
    assert "warning: Interrupted" in err
    assert re.search(r"unread +2 ", err)
    assert "1 document in csv/" in err


def test_version(call: Called) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert call("--version") == (0, f"ita-extract {project['version']}\n", "")
    assert ita_extract.__version__ == project["version"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_has_an_example(call: Called, command: str) -> None:
    code, out, _ = call(command, "--help")
    assert code == 0
    assert re.search(rf"Examples?:\n +ita-extract {command}\b", out)
    assert out == call(command, "-h")[1]


def test_help_names_every_command_and_exit_code(call: Called) -> None:
    code, out, _ = call("--help")
    assert code == 0
    assert all(re.search(rf"^  {command} ", out, re.MULTILINE) for command in COMMANDS)
    assert all(f"{number}" in out for number in (0, 2, 3, 4, 5, 70, 130))
    assert "ita-extract run reports/" in out


def test_as_a_module() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "ita_extract", "--version"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert ended.stdout == f"ita-extract {ita_extract.__version__}\n"


def test_a_reader_that_goes_away_is_no_defect() -> None:
    program = f"{sys.executable} -m ita_extract schema --all | head -c 10"
    ended = subprocess.run(program, shell=True, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ended.stdout == '{\n  "name"'
    assert ended.stderr == ""


def test_a_progress_bar_on_a_terminal_only(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.pdf").write_text(f"ok {number}")
    program = (
        "from conftest import fake_extract; from ita_extract.running import run\n"
        "run._own_extractor = lambda: fake_extract; run.usual_workers = lambda: 0\n"
        "from ita_extract.cli.program import main; main()"
    )
    command = [sys.executable, "-c", program, "run", str(folder), "-o", str(tmp_path / "out")]
    environment = os.environ | {
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
        "TERM": "xterm",
        "COLUMNS": "100",
    }
    plain = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert "\x1b" not in plain.stderr
    assert "Reading" not in plain.stderr

    own, theirs = pty.openpty()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=theirs, env=environment | {"NO_COLOR": "1"}
    ) as child:
        os.close(theirs)
        seen = b""
        try:
            while block := os.read(own, 65536):
                seen += block
        except OSError:  # how a terminal says that nobody writes any more
            os.close(own)
        assert child.stdout is not None
        assert child.stdout.read() == b""
    assert child.returncode == 0
    assert b"Reading" in seen
    assert b"3/3" in seen
    assert not re.search(rb"\x1b\[[0-9;]*3[0-7]m", seen), "colour in spite of NO_COLOR"


def test_library_names_are_loaded_when_used() -> None:
    assert ita_extract.Report.__name__ == "Report"
    assert callable(ita_extract.run)
    assert set(ita_extract.__all__) <= set(dir(ita_extract))
    with pytest.raises(AttributeError, match="nonsense"):
        _ = ita_extract.nonsense
