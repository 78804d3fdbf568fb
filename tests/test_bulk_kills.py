"""Whatever kills a run, and whenever: the next one ends with the bytes of one that was never disturbed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import make_report
from outputs import PATIENCE, lay, snapshot, stand_in_workbook

from ita_extract.errors import ExitCode
from ita_extract.model import Report, Status
from ita_extract.running import tables_made
from ita_extract.running.manifest import read_manifest
from ita_extract.running.run import run
from ita_extract.writing.csv_tables import write_csv_tables

HERE = Path(__file__).parent
LONG = bool(os.environ.get("ITA_EXTRACT_LONG_TESTS"))
ENVIRONMENT = os.environ | {"PYTHONPATH": f"{HERE.parent}{os.pathsep}{HERE}"}
FILES = 12
PROGRAM = (
    "from faults import fault_extract; from ita_extract.running import run, tables_made\n"
    "from ita_extract.writing.csv_tables import write_csv_tables\n"
    "run._own_extractor = lambda: fault_extract; tables_made.write_tables = write_csv_tables\n"
    "from outputs import stand_in_workbook; tables_made.write_workbook = stand_in_workbook\n"
    "from ita_extract.cli.program import main; main()"
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them"),
]


@pytest.fixture(autouse=True)
def _quick_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write CSV alone, as PROGRAM does; the long version of test_at_each_write_point writes all."""
    monkeypatch.setattr(tables_made, "write_tables", write_csv_tables)
    monkeypatch.setattr(tables_made, "write_workbook", stand_in_workbook)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay(tmp_path / "in", **{f"a{number:02}": f"sleep 0.15 {number}" for number in range(FILES)})


@pytest.fixture
def whole(folder: Path, tmp_path: Path) -> dict[str, bytes]:
    run([folder], tmp_path / "whole", extractor=unhurried, workers=0)
    return snapshot(tmp_path / "whole")


def unhurried(path: Path, *, source: str | None = None) -> Report:
    """Give the stand-in's report without its sleep."""
    return make_report(path.read_bytes(), source or path.name, status=Status.OK)


def started(folder: Path, output: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PROGRAM, "run", str(folder), "-o", str(output), "-w", "2"]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
    )


def wait_for(what: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.02)


def done(output: Path) -> int:
    manifest = output / "manifest.jsonl"
    return len(manifest.read_bytes().splitlines()) if manifest.exists() else 0


def readers(parent: int) -> list[int]:
    """Return the reading processes of a run: its children but for multiprocessing's own tracker."""
    found = []
    for task in Path(f"/proc/{parent}/task").iterdir():
        for child in (task / "children").read_text().split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(int(child))
    return found


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_at_each_write_point(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", a="ok 1", b="ok 2", c="ok 1")
    command = [sys.executable, str(HERE / "write_points.py"), str(folder), str(tmp_path)]
    command += [] if LONG else ["7"]  # odd: kills before and after the write take turns
    ended = subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT)
    stated = json.loads(ended.stdout)
    assert stated["different"] == []
    assert stated["files"] > 12
    assert stated["points"] > 60


def test_a_killed_reader_costs_nothing(folder: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    with started(folder, tmp_path / "out") as program:
        for least in (2, 6):  # one file may be hit both times, and three times it is read
            wait_for(lambda least=least: done(tmp_path / "out") >= least)  # type: ignore[misc]
            wait_for(lambda: bool(readers(program.pid)))
            os.kill(readers(program.pid)[0], signal.SIGKILL)
        _, err = program.communicate(timeout=PATIENCE)
    assert program.returncode == 0, err
    assert f"{FILES} = {FILES} ok + 0 review" in err
    assert snapshot(tmp_path / "out") == whole


def test_when_the_run_is_killed_no_reader_is_left_and_the_next_run_goes_on(
    folder: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    for least in (2, 6):
        with started(folder, tmp_path / "out") as program:
            wait_for(lambda least=least: done(tmp_path / "out") >= least)  # type: ignore[misc]
            processes = readers(program.pid)
            assert processes
            program.kill()
        wait_for(lambda: not any(is_alive(process) for process in processes))  # noqa: B023
    before = len(read_manifest(tmp_path / "out/manifest.jsonl"))
    assert before >= 6
    with started(folder, tmp_path / "out") as program:
        _, err = program.communicate(timeout=PATIENCE)
    assert program.returncode == 0
    unchanged = re.search(r"(\d+) unchanged", err)
    assert unchanged and int(unchanged[1]) >= before - 2
    assert snapshot(tmp_path / "out") == whole


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_in_seconds_and_keeps_what_is_done(
    folder: Path, whole: dict[str, bytes], tmp_path: Path, number: signal.Signals
) -> None:
    lay(folder, a99="loop")
    with started(folder, tmp_path / "out") as program:
        wait_for(lambda: done(tmp_path / "out") >= 3)
        processes = readers(program.pid)
        program.send_signal(number)
        _, err = program.communicate(timeout=PATIENCE)  # the file that never ends did not hold it up
    assert program.returncode == ExitCode.INTERRUPTED
    assert "interrupted before they were read" in err
    assert not any(is_alive(process) for process in processes)
    kept = len(read_manifest(tmp_path / "out/manifest.jsonl"))
    assert 3 <= kept < FILES
    assert (tmp_path / "out/csv/documents.csv").read_bytes().count(b"\n") == kept + 1
    (folder / "a99.pdf").unlink()
    run([folder], tmp_path / "out", extractor=unhurried, workers=0)
    assert snapshot(tmp_path / "out") == whole


def test_a_file_that_vanishes_while_others_are_read(
    folder: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    last = folder / f"a{FILES - 1:02}.pdf"
    data = last.read_bytes()
    with started(folder, tmp_path / "out") as program:
        wait_for(lambda: done(tmp_path / "out") >= 2)
        last.unlink()
        _, err = program.communicate(timeout=PATIENCE)
    assert program.returncode == ExitCode.SOME_FAILED
    assert "(io)" in err
    last.write_bytes(data)
    run([folder], tmp_path / "out", extractor=unhurried, workers=0)
    assert snapshot(tmp_path / "out") == whole


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 300 kB, where this process may make one."""
    position = tmp_path / "disk"
    position.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(position)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no right to mount; test_bulk_faults.py fills a disk by RLIMIT_FSIZE")
    yield position
    subprocess.run(["umount", str(position)], check=True)


def test_a_disk_that_is_full_for_a_while(small_disk: Path, whole: dict[str, bytes], folder: Path) -> None:
    output = small_disk / "out"
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 260_000)
    with started(folder, output) as program:
        _, err = program.communicate(timeout=PATIENCE)
    assert program.returncode == ExitCode.OUTPUT_UNWRITABLE, err
    assert "No space left" in err
    ballast.unlink()
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    run([folder], output, extractor=unhurried, workers=0)
    assert snapshot(output) == whole
