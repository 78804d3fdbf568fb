"""The same command again does what is missing, and nothing else."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from faults import fault_extract
from outputs import codes, documents, lay, snapshot, stand_in_workbook

from ita_extract.errors import ExitCode, LockedError
from ita_extract.model import Report, Status
from ita_extract.running import recipe as recipes
from ita_extract.running import tables_made
from ita_extract.running.lock import NAME as LOCK
from ita_extract.running.lock import locked
from ita_extract.running.manifest import read_manifest
from ita_extract.running.recipe import recipe
from ita_extract.running.run import run as run_anywhere
from ita_extract.writing.csv_tables import write_csv_tables

READ: list[str] = []


@pytest.fixture(autouse=True)
def _nothing_read(monkeypatch: pytest.MonkeyPatch) -> None:
    READ.clear()
    # The other forms of the tables come and go with these; tests/test_tables.py has them all.
    monkeypatch.setattr(tables_made, "write_tables", write_csv_tables)
    monkeypatch.setattr(tables_made, "write_workbook", stand_in_workbook)


def watched(path: Path, *, source: str | None = None, language: str = "th") -> Report:
    READ.append(source or path.name)
    return fault_extract(path, source=source)


run = functools.partial(run_anywhere, extractor=watched, workers=0)


def stamps(output: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in output.rglob("*.*") if path.suffix != ".jsonl"}


def test_nothing_to_do_touches_nothing_and_says_so(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", a="ok 1", b="ok 2", c="leave", d="ok 1")
    first = run([folder], tmp_path / "out")
    before = stamps(tmp_path / "out")
    READ.clear()
    again = run([folder], tmp_path / "out")
    assert READ == []
    assert stamps(tmp_path / "out") == before
    assert again.unchanged == {Status.OK: 3, Status.FAILED: 1}
    assert again.by_status == dict.fromkeys(Status, 0)
    assert again.tables == first.tables
    assert again.exit_code is first.exit_code is ExitCode.SOME_FAILED  # it failed still


def test_what_is_new_or_changed_is_read(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", a="ok 1", b="ok 2")
    run([folder], tmp_path / "out")
    lay(folder, b="ok changed", c="ok 3")
    READ.clear()
    summary = run([folder], tmp_path / "out")
    assert READ == ["b.pdf", "c.pdf"]
    assert summary.tables["documents"] == 4  # the folder accumulates: what b.pdf was is kept


def test_a_name_that_changed_is_read_again_since_tables_show_it(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", a="ok 1")
    run([folder], tmp_path / "out")
    (folder / "a.pdf").rename(folder / "z.pdf")
    READ.clear()
    run([folder], tmp_path / "out")
    assert READ == ["z.pdf"]
    assert list(documents(tmp_path / "out")) == ["z.pdf"]


@pytest.mark.parametrize("twins_first", [False, True])
def test_the_first_of_equal_files_is_read_whatever_was_read_before(tmp_path: Path, twins_first: bool) -> None:
    folder = lay(tmp_path / "in", b="ok 1")
    if twins_first:
        run([folder], tmp_path / "out")
    lay(folder, a="ok 1", c="ok 1")
    summary = run([folder], tmp_path / "out")
    assert list(documents(tmp_path / "out")) == ["a.pdf"]
    assert summary.duplicates == 2
    lines = {line.source: line for line in read_manifest(tmp_path / "out/manifest.jsonl")}
    assert {source: line.same_as for source, line in lines.items()} == {
        "a.pdf": None,
        "b.pdf": "a.pdf",
        "c.pdf": "a.pdf",
    }
    assert run([folder], tmp_path / "out").unchanged == {Status.OK: 3}


def test_force_reads_all(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", a="ok 1", b="leave", c="ok 1")
    run([folder], tmp_path / "out")
    READ.clear()
    assert run([folder], tmp_path / "out", force=True).unchanged == {}
    assert READ == ["a.pdf", "b.pdf"]  # c.pdf has the bytes of a.pdf


def test_retry_failed_reads_what_failed(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", a="ok 1", b="leave")
    run([folder], tmp_path / "out")
    READ.clear()
    run([folder], tmp_path / "out", retry_failed=True)
    assert READ == ["b.pdf"]


def test_a_fault_that_may_pass_is_tried_again_by_itself(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", a="ok 1", b="ok 2")

    def vanishing(path: Path, *, source: str | None = None) -> Report:
        path.unlink()
        return fault_extract(path, source=source)

    run([folder / "a.pdf"], tmp_path / "out", extractor=vanishing)
    assert codes(tmp_path / "out") == {"a.pdf": "io"}
    lay(folder, a="ok 1")
    run([folder], tmp_path / "out")
    run([folder], tmp_path / "whole")
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "whole")


@pytest.mark.parametrize("change", ["version", "rulebook", "library", "options"])
def test_another_recipe_reads_all_again(tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = lay(tmp_path / "in", a="ok 1")
    run([folder], tmp_path / "out")
    extractor = watched
    if change == "version":
        monkeypatch.setattr(recipes.ita_extract, "__version__", "9.9.9")
    elif change == "library":
        monkeypatch.setattr(recipes, "library_version", lambda name: "99")
    elif change == "rulebook":
        monkeypatch.setattr(recipes, "_PARTS", recipes._PARTS[1:])
    else:
        extractor = functools.partial(watched, language="en")  # type: ignore[assignment]
    READ.clear()
    run([folder], tmp_path / "out", extractor=extractor)
    assert READ == ["a.pdf"]
    READ.clear()
    run([folder], tmp_path / "out", extractor=extractor)
    assert READ == []


def test_a_recipe_is_the_same_in_another_process() -> None:
    program = (
        "from ita_extract.extracting import extract; from ita_extract.running.recipe import recipe; "
        "print(recipe(extract))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    from ita_extract.extracting import extract

    assert ended.stdout.strip() == recipe(extract)


def test_a_document_that_is_gone_is_made_again(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", a="ok 1", b="ok 2")
    run([folder], tmp_path / "out")
    whole = snapshot(tmp_path / "out")
    next((tmp_path / "out/documents").iterdir()).unlink()
    READ.clear()
    run([folder], tmp_path / "out")
    assert len(READ) == 1
    assert snapshot(tmp_path / "out") == whole


def test_tables_that_are_gone_touched_or_wanted_otherwise_are_made_again(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", a="ok 1")
    table = tmp_path / "out/csv/documents.csv"
    run([folder], tmp_path / "out")
    whole = snapshot(tmp_path / "out")
    table.unlink()
    run([folder], tmp_path / "out")
    assert snapshot(tmp_path / "out") == whole
    time.sleep(0.01)
    table.write_bytes(b"edited by hand")
    run([folder], tmp_path / "out")
    assert snapshot(tmp_path / "out") == whole
    run([folder], tmp_path / "out", excel=True)
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    run([folder], tmp_path / "out")
    assert snapshot(tmp_path / "out") == whole


def test_a_half_written_line_costs_one_document(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", a="ok 1", b="ok 2")
    run([folder], tmp_path / "out")
    manifest = tmp_path / "out/manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes()[:-30])
    READ.clear()
    run([folder], tmp_path / "out")
    assert READ == ["b.pdf"]
    assert len([json.loads(line) for line in manifest.read_text().splitlines()]) == 2


def test_leftovers_of_a_killed_run_are_removed(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", a="ok 1")
    run([folder], tmp_path / "out")
    whole = snapshot(tmp_path / "out")
    for name in ("documents/.0.json.00ff.tmp", "csv/.documents.csv.00ff.tmp", ".manifest.jsonl.00ff.tmp"):
        (tmp_path / "out" / name).write_bytes(b"half")
    run([folder], tmp_path / "out")
    assert snapshot(tmp_path / "out") == whole


def test_two_runs_on_one_output_are_refused(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", a="ok 1")
    with locked(tmp_path / "out"), pytest.raises(LockedError, match=f"process {os.getpid()} on"):
        run([folder], tmp_path / "out")
    assert READ == []
    assert not (tmp_path / "out/manifest.jsonl").exists()
    run([folder], tmp_path / "out")
    assert not (tmp_path / "out" / LOCK).exists()


def test_the_lock_of_a_killed_run_binds_nobody(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from ita_extract.running.lock import locked\n"
        "with locked(Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGKILL)"
    )
    root = Path(__file__).parent.parent
    ended = subprocess.run([sys.executable, "-c", program, str(tmp_path / "out")], check=False, cwd=root)
    assert ended.returncode == -9
    assert (tmp_path / "out" / LOCK).exists()
    run([lay(tmp_path / "in", a="ok 1")], tmp_path / "out")
    assert READ == ["a.pdf"]


def test_one_or_many_workers_give_the_same_bytes(tmp_path: Path) -> None:
    files = {f"a{number:02}": f"ok {number // 2}" for number in range(24)}
    folder = lay(tmp_path / "in", **files, x="leave", y="segfault", z="")
    for workers in (1, 3):
        summary = run([folder], tmp_path / f"{workers}", extractor=fault_extract, workers=workers)
        assert summary.duplicates == 12
        assert summary.by_status[Status.FAILED] == 2
    assert snapshot(tmp_path / "1") == snapshot(tmp_path / "3")
    (folder / "y.pdf").unlink()
    run([folder], tmp_path / "0", extractor=fault_extract)
    entry, none = snapshot(tmp_path / "1"), snapshot(tmp_path / "0")
    reports = [name for name in none if name.startswith("documents/")]
    assert len(reports) == 14
    assert all(entry[name] == none[name] for name in reports)
