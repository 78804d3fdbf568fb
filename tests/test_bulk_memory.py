"""Memory does not grow with the number of documents, and processes are replaced after so many of them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ita_extract.running import confined
from ita_extract.running.memory import machine_memory, resident
from ita_extract.running.run import Progress, run, usual_workers

FIXTURES = Path(__file__).parent.parent / "fixtures"
LONG = bool(os.environ.get("ITA_EXTRACT_LONG_TESTS"))
MEGABYTE = 1024 * 1024
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux's books of memory")


@pytest.mark.slow
def test_the_tree_of_processes_does_not_grow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count = 2000 if LONG else 240
    monkeypatch.setattr(confined, "TASKS_A_PROCESS", count // 4)
    data = (FIXTURES / "notice-budget-2567.pdf").read_bytes()
    (tmp_path / "in").mkdir()
    for number in range(count):
        (tmp_path / "in" / f"{number:04}.pdf").write_bytes(data + b"\n%% %d" % number)
    seen: dict[int, int] = {}
    readers: set[int] = set()

    def look(step: Progress) -> None:
        seen[step.done] = resident(os.getpid())
        readers.update(_readers())

    summary = run([tmp_path / "in"], tmp_path / "out", workers=1, progress=look)
    assert summary.inputs == sum(summary.by_status.values()) == count
    assert len(readers) >= 4, "processes were not replaced"
    # The highest of each quarter: the same number of documents in a process of the same age.
    quarters = [
        max(size for done, size in seen.items() if first < done <= first + count // 4)
        for first in range(0, count, count // 4)
    ]
    growth = (quarters[3] - quarters[1]) / MEGABYTE
    assert growth < (2 if LONG else 6), [size // MEGABYTE for size in quarters]


def test_memory_is_that_of_a_process_and_those_it_started(tmp_path: Path) -> None:
    import subprocess

    own = resident(os.getpid())
    assert own > 10 * MEGABYTE
    program = "x = bytearray(b'x') * (80 << 20); print('ready', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        assert resident(os.getpid()) > own + 70 * MEGABYTE
        child.communicate(b"\n")
    assert resident(2**22 + 1) == 0  # there is no such process


def test_as_many_workers_as_processors_and_memory_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    from ita_extract.running import run as running

    assert (machine_memory() or 0) > 100 * MEGABYTE
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(8)))
    for memory, workers in ((64 << 30, 8), (3 << 30, 3), (1 << 20, 1), (None, 8)):
        monkeypatch.setattr(running, "machine_memory", lambda memory=memory: memory)
        assert usual_workers() == workers


def _readers() -> set[int]:
    found: set[int] = set()
    for task in Path(f"/proc/{os.getpid()}/task").iterdir():
        for child in (task / "children").read_text().split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.add(int(child))
    return found
