"""Two ways to get tasks done on this machine: in this process, and in sandboxes side by side."""

from __future__ import annotations

import queue
import threading
from collections import deque
from typing import Protocol

from ita_extract.running.confined import StoppedError
from ita_extract.running.outcome import Outcome, Task
from ita_extract.running.reading_single import read_single
from ita_extract.running.sandbox import Sandbox
from ita_extract.running.worker import JobSpec


class Engine(Protocol):
    """Does tasks, in any order. Used by one thread."""

    @property
    def capacity(self) -> int:
        """Return how many tasks to have in flight: enough that nobody waits, few enough to lose little."""

    def start(self, task: Task) -> None:
        """Take a task."""

    def finished(self, seconds: float) -> list[Outcome]:
        """Return what is done since the last call; wait for the first at most so long.

        Raises what ends a run: OutputError, WorkerStartError.
        """

    def in_hand(self) -> list[str]:
        """Return the sources of the files that are being read now."""

    def stop(self) -> None:
        """Drop all tasks, but for those in hand that end within a second: `finished(0)` tells of them."""

    def close(self) -> None:
        """Free what the engine holds; all tasks are done or dropped."""


class InlineEngine:
    """Reads in this process: for debugging, and for extractors that no other process could be given.

    Of the limits, only those on bytes, streams, pages and the time of a page are kept; a crash is the program's own.
    """

    capacity = 1

    def __init__(self, job: JobSpec) -> None:
        self._job = job
        self._waiting: deque[Task] = deque()

    def start(self, task: Task) -> None:
        """Take a task."""
        self._waiting.append(task)

    def finished(self, seconds: float) -> list[Outcome]:
        """Read one file now."""
        if not self._waiting:
            return []
        job = self._job
        task = self._waiting.popleft()
        return [read_single(task, job.extractor, job.output, job.limits, lambda _page: None)]

    def in_hand(self) -> list[str]:
        """Return the file that would be read next."""
        return [task.source for task in self._waiting]

    def stop(self) -> None:
        """Drop all tasks."""
        self._waiting.clear()

    def close(self) -> None:
        """Free nothing."""


class LocalEngine:
    """Sandboxes side by side, each with a thread of this process that waits for it."""

    def __init__(self, job: JobSpec, workers: int) -> None:
        self.capacity = 2 * workers  # one in hand and one ready for each
        self._job = job
        self._workers = workers
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Outcome | Exception] = queue.SimpleQueue()
        self._sandboxes: list[Sandbox] = []
        self._threads: list[threading.Thread] = []
        self._reading: dict[int, str] = {}
        self._stopped = threading.Event()

    def start(self, task: Task) -> None:
        """Take a task; a sandbox is made when there is work for it."""
        if len(self._threads) < self._workers:
            sandbox = Sandbox(self._job)
            thread = threading.Thread(target=self._work, args=(sandbox,), daemon=True)
            self._sandboxes.append(sandbox)
            self._threads.append(thread)
            thread.start()
        self._tasks.put(task)

    def finished(self, seconds: float) -> list[Outcome]:
        """Return what is done, waiting at most so long for the first."""
        found: list[Outcome] = []
        try:
            found.append(self._taken(seconds))
            while True:
                found.append(self._taken(0))
        except queue.Empty:
            return found

    def in_hand(self) -> list[str]:
        """Return the files that are being read now."""
        return sorted(self._reading.copy().values())

    def stop(self) -> None:
        """Drop all tasks; what takes longer than a second is killed."""
        self._stopped.set()
        for sandbox in self._sandboxes:
            sandbox.stop()
        self.close()

    def close(self) -> None:
        """End the reading processes and wait for them."""
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def _taken(self, seconds: float) -> Outcome:
        done = self._done.get(timeout=seconds) if seconds else self._done.get_nowait()
        if isinstance(done, Exception):
            raise done
        return done

    def _work(self, sandbox: Sandbox) -> None:
        """Read tasks until asked to end. A thread that died would let its process die too."""
        try:
            while (task := self._tasks.get()) is not None and not self._stopped.is_set():
                self._reading[task.number] = task.source
                self._done.put(sandbox.read(task))
                del self._reading[task.number]
        except StoppedError:
            pass  # asked to end while it read: the file is unread, and the next run reads it
        except Exception as error:  # the run cannot go on, and the one who waits must hear why
            self._done.put(error)
        finally:
            sandbox.close()


def engine_for(job: JobSpec, workers: int, scheduler: str | None) -> Engine:
    """Return what does the work: a Dask cluster where one is named, else processes on this machine.

    With 0 workers and no scheduler this process reads itself. Raises UsageError for a cluster out of reach.
    """
    if scheduler:
        from ita_extract.running.dask_engine import DaskEngine

        return DaskEngine(job, scheduler, max(1, workers))
    return LocalEngine(job, workers) if workers else InlineEngine(job)
