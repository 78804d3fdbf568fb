"""The same work on a Dask cluster: the same bytes, the same statuses, whatever becomes of a worker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import make_report
from faults import fault_extract
from outputs import PATIENCE, codes, lay, snapshot, stand_in_workbook

from ita_extract.errors import UsageError
from ita_extract.model import Report, Status
from ita_extract.running import tables_made
from ita_extract.running.limits import Limits
from ita_extract.running.run import Progress, run
from ita_extract.writing.csv_tables import write_csv_tables

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables_made, "write_tables", write_csv_tables)
    monkeypatch.setattr(tables_made, "write_workbook", stand_in_workbook)
    monkeypatch.setenv("PYTHONPATH", f"{HERE.parent}{os.pathsep}{HERE}")  # for the stand-in


def unhurried(path: Path, *, source: str | None = None) -> Report:
    return make_report(path.read_bytes(), source or path.name, status=Status.OK)


def test_a_local_cluster_gives_the_same_bytes_and_keeps_faults_apart(tmp_path: Path) -> None:
    files = {f"a{number:02}": f"ok {number // 2}" for number in range(30)}
    folder = lay(tmp_path / "in", **files, c="segfault", d="loop", e="memory")
    limits = Limits(seconds=4, memory_mb=400)
    run([folder], tmp_path / "dask", extractor=fault_extract, scheduler="local", workers=2, limits=limits)
    run([folder], tmp_path / "pool", extractor=fault_extract, workers=2, limits=limits)
    found = codes(tmp_path / "dask")
    assert [found[f"{name}.pdf"] for name in "cde"] == ["crashed", "timeout", "out_of_memory"]
    assert list(found.values()).count("ok") == 15
    assert snapshot(tmp_path / "dask") == snapshot(tmp_path / "pool")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, as on three machines: the address, and the workers."""
    log = (tmp_path / "dask.log").open("wb")
    environment = os.environ | {
        "DASK_DISTRIBUTED__WORKER__DAEMON": "False",
        "PYTHONPATH": f"{HERE.parent}{os.pathsep}{HERE}",
    }
    stated = tmp_path / "scheduler.json"

    def start(*words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *words, "--scheduler-file", str(stated), "--no-dashboard"]
        return subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=tmp_path)

    processes = [start("scheduler", "--host", "127.0.0.1", "--port", "0")]
    try:
        until = time.monotonic() + PATIENCE
        while not stated.exists():
            assert time.monotonic() < until, (tmp_path / "dask.log").read_text()
            time.sleep(0.05)
        address = json.loads(stated.read_text())["address"]
        words = ("worker", "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")
        processes += [start(*words), start(*words)]
        yield address, processes[1:]
    finally:
        for process in processes:
            process.send_signal(signal.SIGKILL)
            process.wait()
        log.close()


def test_a_worker_that_is_killed_in_mid_run_costs_nothing(cluster: Any, tmp_path: Path) -> None:
    address, workers = cluster
    folder = lay(tmp_path / "in", **{f"a{number:02}": f"sleep 0.1 {number}" for number in range(40)})

    def kill(step: Progress) -> None:
        if step.done >= 8 and workers[0].poll() is None:
            workers[0].kill()

    summary = run([folder], tmp_path / "out", extractor=fault_extract, scheduler=address, progress=kill)
    assert workers[0].wait() == -signal.SIGKILL
    assert summary.by_status[Status.OK] == summary.inputs == 40
    run([folder], tmp_path / "whole", extractor=unhurried, workers=0)
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "whole")


@pytest.mark.parametrize("address", ["nonsense", "tcp://127.0.0.1:1"])
def test_a_cluster_out_of_reach_is_a_wrong_command_line(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ita_extract.running import dask_engine

    monkeypatch.setattr(dask_engine, "_PATIENCE", 2)
    with pytest.raises(UsageError, match=r"address of a scheduler|does not answer"):
        run([lay(tmp_path / "in", a="ok 1")], tmp_path / "out", extractor=fault_extract, scheduler=address)
