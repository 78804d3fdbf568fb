"""One bad file costs one line: whatever it does to its process, its neighbours are read."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from faults import fault_extract
from outputs import codes, documents, lay, snapshot, stand_in_workbook

from ita_extract.errors import ExitCode, OutputError, UsageError, WorkerStartError
from ita_extract.model import Status
from ita_extract.running import tables_made
from ita_extract.running.limits import Limits
from ita_extract.running.manifest import read_manifest
from ita_extract.running.run import run
from ita_extract.writing.csv_tables import write_csv_tables

HERE = Path(__file__).parent
TIGHT = Limits(seconds=4, page_seconds=4, memory_mb=400)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the watchdog reads Linux's books"),
]


@pytest.fixture(autouse=True)
def _quick_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables_made, "write_tables", write_csv_tables)
    monkeypatch.setattr(tables_made, "write_workbook", stand_in_workbook)


def test_every_fault_has_a_name_and_no_neighbour_suffers(tmp_path: Path) -> None:
    innocent = {f"ok{number:02}": f"ok {number}" for number in range(30)}
    faults = {
        "f01": "segfault",
        "f04": "abort",
        "f07": "loop",
        "f10": "hold",
        "f13": "memory",
        "f16": "no_memory",
        "f19": "exit 0",
        "f22": "exit 9",
        "f25": "leave",
        "f31": f"child {tmp_path / 'child'}",
        "p34": "pickle",
    }
    mended = {"m00": f"kill_once {tmp_path / 'killed'}", "m28": "fork", "m29": "print"}
    folder = lay(tmp_path / "in", **innocent, **faults, **mended)

    summary = run([folder], tmp_path / "out", extractor=fault_extract, workers=2, limits=TIGHT)

    found = codes(tmp_path / "out")
    assert {name: found[f"{name}.pdf"] for name in faults} == {
        "f01": "crashed",
        "f04": "crashed",
        "f07": "timeout",
        "f10": "timeout",
        "f13": "out_of_memory",
        "f16": "out_of_memory",
        "f19": "crashed",
        "f22": "crashed",
        "f25": "defect",
        "f31": "timeout",
        "p34": "defect",
    }
    assert {found[f"{name}.pdf"] for name in (*innocent, *mended)} == {"ok"}
    messages = {report.document.error_message for report in documents(tmp_path / "out").values()}
    assert sum("The process that read the file died" in (message or "") for message in messages) == 1
    assert summary.exit_code is ExitCode.SOME_FAILED
    assert len(read_manifest(tmp_path / "out/manifest.jsonl")) == summary.inputs == 44
    _assert_gone(int((tmp_path / "child").read_text()))

    for name in faults:
        (folder / f"{name}.pdf").unlink()
    run([folder], tmp_path / "inline", extractor=fault_extract, workers=0)
    good, alone = snapshot(tmp_path / "out"), snapshot(tmp_path / "inline")
    for name in alone:
        if name.startswith("documents/"):
            assert good[name] == alone[name], name


def test_a_page_that_hangs_is_stopped_by_its_own_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    from ita_extract.errors import DocumentTimeoutError
    from ita_extract.running import confined
    from ita_extract.running.confined import _Watch
    from ita_extract.running.pulse import Pulse

    now = [100.0]
    monkeypatch.setattr(confined, "time", SimpleNamespace(monotonic=lambda: now[0]))
    pulse = Pulse()
    watch = _Watch(7, pulse, Limits(seconds=60, page_seconds=0.2))
    pulse.begin(7)
    for page in (1, 2, 3):  # three pages that take longer than one may
        pulse.beat(page)
        watch.look()
        now[0] += 0.1
    watch.look()
    pulse.beat(0)  # the pages are read; what is made of them has the time of the document
    now[0] += 1.4
    watch.look()
    pulse.beat(3)
    watch.look()
    now[0] += 1.3  # a quarter and a second more than its own: it may have ended the page itself
    with pytest.raises(DocumentTimeoutError, match=r"page 3 took longer than 0.2 seconds") as raised:
        watch.look()
    assert raised.value.page == 3


@pytest.mark.parametrize(
    ("fault", "slug", "readings"),
    [
        ("overflow", "damaged", 1),
        ("loop", "timeout", 1),
        ("hold", "timeout", 1),
        ("no_memory", "out_of_memory", 1),
        ("memory", "out_of_memory", 1),
        ("segfault", "crashed", 2),
    ],
)
def test_what_a_page_does_to_its_process_costs_that_page_alone(
    tmp_path: Path, fault: str, slug: str, readings: int
) -> None:
    folder = lay(tmp_path / "in", a=f"page {fault} 2 {tmp_path}")

    run(
        [folder],
        tmp_path / "out",
        extractor=fault_extract,
        workers=1,
        limits=replace(TIGHT, seconds=60, page_seconds=2),
    )

    (report,) = documents(tmp_path / "out").values()
    assert report.document.status is Status.REVIEW
    (reason,) = [reason for reason in report.review_reasons if reason.slug == "unread-page"]
    assert reason.page == 2
    assert f"({slug})" in reason.detail
    read = [(tmp_path / f"page-{page}").read_text().count("read") for page in (1, 2, 3)]
    assert read[1] == readings  # and never again, once it is known
    assert read[2] == 1


def test_an_extractor_that_cannot_travel_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", a="ok 1")
    with pytest.raises(UsageError, match="handed to other processes"):
        run([folder], tmp_path / "out", extractor=lambda path, source=None: None, workers=1)  # type: ignore[arg-type,return-value]
    assert not (tmp_path / "out").exists()


def test_processes_that_do_not_start_end_the_run_with_a_reason(tmp_path: Path) -> None:
    """A script without the `__main__` guard starts itself again in each process."""
    folder = lay(tmp_path / "in", a="ok 1")
    script = tmp_path / "script.py"
    script.write_text(
        "from faults import fault_extract; from ita_extract.running.run import run\n"
        f"run([{str(folder)!r}], {str(tmp_path / 'out')!r}, extractor=fault_extract, workers=1)\n"
    )
    ended = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False, env=_environment()
    )
    assert ended.returncode == 1
    assert f"{WorkerStartError.__name__}: No reading process could be started" in ended.stderr
    assert "__main__" in WorkerStartError.hint


def test_what_a_library_prints_is_no_data(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", a="print 1")
    ended = _program(folder, tmp_path / "out", workers=1)
    assert ended.returncode == 0
    assert ended.stdout == ""
    assert "not data" not in ended.stderr  # it may be what a file holds, and a terminal would obey it


@pytest.mark.parametrize("workers", [0, 2])
def test_a_full_disk_ends_the_run_and_the_next_one_completes_it(tmp_path: Path, workers: int) -> None:
    folder = lay(tmp_path / "in", **{f"a{number}": f"ok {number}" for number in range(20)})
    run([folder], tmp_path / "whole", extractor=fault_extract, workers=0)
    # 5000 bytes are enough for each document, but not for the whole manifest
    full = _program(folder, tmp_path / "out", workers=workers, before="RLIMIT_FSIZE")
    assert full.returncode == ExitCode.OUTPUT_UNWRITABLE, full.stderr
    assert "File too large" in full.stderr
    assert not (tmp_path / "out/csv/documents.csv").exists()
    again = _program(folder, tmp_path / "out", workers=workers)
    assert again.returncode == 0, again.stderr
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "whole")


def test_an_output_that_cannot_be_written_is_said_before_a_file_is_read(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", a="loop")
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(OutputError):
        run([folder], tmp_path / "taken", extractor=fault_extract, workers=1)


@pytest.mark.parametrize("workers", [0, 1])
def test_documents_folder_that_becomes_unwritable_in_mid_run(tmp_path: Path, workers: int) -> None:
    folder = lay(tmp_path / "in", a="ok 1", b="ok 2")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/documents").write_bytes(b"a file in the way")
    with pytest.raises(OutputError):
        run([folder], tmp_path / "out", extractor=fault_extract, workers=workers)
    (tmp_path / "out/documents").unlink()
    run([folder], tmp_path / "out", extractor=fault_extract, workers=workers)
    run([folder], tmp_path / "whole", extractor=fault_extract, workers=0)
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "whole")


def _program(
    folder: Path, output: Path, *, workers: int, before: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the command line with the stand-in; `before` is a limit of the system that is set to 5000."""
    program = (
        "import resource; from faults import fault_extract; from ita_extract.running import run, tables_made\n"
        "from ita_extract.writing.csv_tables import write_csv_tables\n"
        "tables_made.write_tables = write_csv_tables\n"
        "from outputs import stand_in_workbook; tables_made.write_workbook = stand_in_workbook\n"
        + (f"resource.setrlimit(resource.{before}, (5000, 5000))\n" if before else "")
        + "run._own_extractor = lambda: fault_extract\n"
        "from ita_extract.cli.program import main; main()"
    )
    command = [sys.executable, "-c", program, "run", str(folder), "-o", str(output), "-w", str(workers)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=_environment())


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": f"{HERE.parent}{os.pathsep}{HERE}"}


def _assert_gone(process: int) -> None:
    for _ in range(50):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return
        if state == "Z":
            return
        time.sleep(0.1)
    raise AssertionError(f"process {process} outlived the run")
