"""The same sandboxes on many machines: a Dask cluster hands out the tasks, each of its threads keeps a sandbox.

Dask alone would not do: a document that kills its worker takes innocent ones with it, and after three of them
their tasks are given up. With the sandbox inside, a document cannot harm a worker at all; a worker that is lost
to something else (a node that goes down) costs nothing, for Dask gives its tasks to others.
"""

from __future__ import annotations

import dataclasses
import multiprocessing
import queue
import threading
import time
from importlib import import_module
from typing import Any

from ita_extract.errors import CrashedError, UsageError
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.running.outcome import Outcome, Task
from ita_extract.running.reading_single import write_failed
from ita_extract.running.sandbox import Sandbox
from ita_extract.running.worker import JobSpec

LOCAL = "local"
_PATIENCE = 60  # seconds for a scheduler to answer, and for its first worker
_LOOK_SECONDS = 2.0  # between two looks at how many workers there are
_LOSSES = 10  # of workers with the same task in hand, before it is said that the task is at fault

_sandboxes = threading.local()  # one a thread of a Dask worker


class DaskEngine:
    """Does tasks on a Dask cluster. Inputs and output must lie where all its workers reach them."""

    def __init__(self, job: JobSpec, scheduler: str, workers: int) -> None:
        """Connect to a scheduler, or start a cluster of `workers` on this machine. Raises UsageError."""
        self._job = job
        self._done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._tasks: dict[str, Task] = {}  # by the key of their future
        self._futures: dict[str, Any] = {}  # Dask drops what nobody holds
        self._losses: dict[int, int] = {}
        self._cluster, self._client = _connected(scheduler, workers)
        self._threads, self._looked = 1, 0.0

    @property
    def capacity(self) -> int:
        """Return how many tasks to have in flight; workers come and go."""
        now = time.monotonic()
        if now - self._looked > _LOOK_SECONDS:
            self._threads, self._looked = sum(self._client.nthreads().values()), now
        return max(1, 2 * self._threads)

    def start(self, task: Task) -> None:
        """Take a task."""
        task = dataclasses.replace(task, path=task.path.absolute())
        future = self._client.submit(read_there, self._job, task, pure=False)
        self._tasks[future.key] = task
        self._futures[future.key] = future
        future.add_done_callback(self._done.put)

    def finished(self, seconds: float) -> list[Outcome]:
        """Return what is done, waiting at most so long for the first."""
        found: list[Outcome] = []
        try:
            found += self._outcome(self._done.get(timeout=seconds) if seconds else self._done.get_nowait())
            while True:
                found += self._outcome(self._done.get_nowait())
        except queue.Empty:
            return found

    def in_hand(self) -> list[str]:
        """Return the files that are with the cluster; which of them wait, only the cluster knows."""
        return sorted(task.source for task in self._tasks.values())

    def stop(self) -> None:
        """Drop all tasks. What a worker of a cluster elsewhere has in hand, it finishes; nobody waits for it."""
        self._client.cancel(list(self._futures.values()))
        self._tasks.clear()
        self._futures.clear()

    def close(self) -> None:
        """Leave the cluster, and end it if it is our own."""
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    def _outcome(self, future: Any) -> list[Outcome]:
        """Return what came of a future: one outcome, or none where its task was dropped or is done anew."""
        task = self._tasks.pop(future.key, None)
        self._futures.pop(future.key, None)
        if task is None:
            return []
        error = future.exception()
        if error is None:
            outcome: Outcome = future.result()
            return [outcome]
        if isinstance(error, import_module("distributed").KilledWorker):
            self._losses[task.number] = self._losses.get(task.number, 0) + 1
            if self._losses[task.number] < _LOSSES:
                self.start(task)
                return []
            died = CrashedError(N_("Each worker that was to read the file was lost."))
            return [write_failed(task, died, self._job.output, seconds=0)]
        raise error


def read_there(job: JobSpec, task: Task) -> Outcome:
    """Read one file in the sandbox of this thread of a Dask worker."""
    if multiprocessing.current_process().daemon:
        raise UsageError(
            N_("The Dask workers may not start processes, so a file could not be read apart from them."),
            hint=N_("Start them with DASK_DISTRIBUTED__WORKER__DAEMON=False in their environment."),
        )
    kept: tuple[JobSpec, Sandbox] | None = getattr(_sandboxes, "kept", None)
    if kept is None or kept[0] != job:
        if kept is not None:
            kept[1].close()
        kept = _sandboxes.kept = (job, Sandbox(job))
    return kept[1].read(task)


def _connected(scheduler: str, workers: int) -> tuple[Any, Any]:
    """Return a cluster of our own, if it is one, and the connection; Dask is not typed, so both are Any."""
    try:
        dask, distributed = import_module("dask"), import_module("distributed")
    except ImportError as error:
        raise UsageError(
            N_("--scheduler needs Dask, which is not installed."), hint=N_("pip install 'ita-extract[dask]'")
        ) from error
    if scheduler == LOCAL:
        # The setting is read where workers are started: they must be allowed to have sandboxes.
        dask.config.set({"distributed.worker.daemon": False})
        options: dict[str, Any] = {"dashboard_address": None, "threads_per_worker": 1, "processes": True}
        cluster = distributed.LocalCluster(n_workers=workers, **options)
        return cluster, distributed.Client(cluster)
    if "://" not in scheduler:
        raise UsageError(
            both("{scheduler} is no address of a scheduler.", scheduler=scheduler),
            hint=N_("Say local, or tcp://HOST:8786."),
        )
    try:
        client = distributed.Client(scheduler, timeout=_PATIENCE)
        client.wait_for_workers(1, timeout=_PATIENCE)
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(
            both(
                "The Dask cluster at {scheduler} does not answer: {error}.", scheduler=scheduler, error=error
            ),
            hint=N_(
                "Start `dask scheduler` and at least one `dask worker`, and see that their versions agree."
            ),
        ) from error
    return None, client
