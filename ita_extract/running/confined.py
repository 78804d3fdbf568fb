"""One process at a time, watched: it can hang, crash or eat memory, and only the work in hand suffers.

pebble keeps the process: starts it (spawned, warmed), hands it tasks, replaces it after so many of them. There
is one pebble pool for each process, not one for all: the processes then share no pipe and no lock that a killed
one could take with it, and the work in hand is always known. pebble's own time limit is not used: it goes by
the clock on the wall, and after a laptop's sleep every document in hand would be out of time.
"""

from __future__ import annotations

import concurrent.futures
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ita_extract.errors import (
    CrashedError,
    DocumentError,
    DocumentTimeoutError,
    OutOfMemoryError,
    OutputError,
    WorkerStartError,
)
from ita_extract.messages.both import both
from ita_extract.running.guarding import page_timeout
from ita_extract.running.handover import Handover
from ita_extract.running.limits import MEGABYTE, Limits
from ita_extract.running.memory import resident
from ita_extract.running.processes import is_alive
from ita_extract.running.pulse import SPAWN, Pulse

if TYPE_CHECKING:
    from pebble import ProcessPool

Done = TypeVar("Done")

TASKS_A_PROCESS = 500  # what libraries leak goes with their process
_LOOK = 0.1  # seconds between two looks at the process
_START_SECONDS = 120.0
_GRACE_SECONDS = 1.0  # for a document in hand when the run is stopped: most are done by then
_GONE_SECONDS = 1.0  # for pebble to tell of a dead process first; of one that ended with 0 it never does
_STARTS = 3
_READINGS = 3  # a process may die of something else than its document: the system's want of memory, a kill

# Not by which signal: pebble does not always know, and a document says the same each time it is read.
_DIED = both("The process that read the file died, {count} times.", count=_READINGS)


class StoppedError(Exception):
    """The run was stopped while a document was read; it is not done."""


class _LostError(Exception):
    """The process was lost before it began the task."""


class Confined:
    """Does one piece of work after the other in a process of its own. Used by one thread; `stop` may come from any.

    `spent` are the seconds that the last one took, without the start of its process.

    `warm_up` is called first in each new process, with `given`, the pulse to beat, the handover from which to take the
    file that `do` names, and the id of this process.
    """

    def __init__(self, limits: Limits, warm_up: Callable[..., None], *given: Any) -> None:
        self._limits = limits
        self._warm_up = warm_up
        self._given = given
        self._pool: ProcessPool | None = None
        self._pulse: Pulse
        self._handover: Handover
        self._stopped = threading.Event()
        self._deadline = 0.0
        self.spent = 0.0

    def do(
        self,
        number: int,
        work: Callable[..., Done],
        *given: Any,
        spent: float = 0,
        file: Path | None = None,
    ) -> Done:
        """Return what a piece of work returns; it begins by telling its `number` to the pulse.

        `spent` are seconds of its time that are gone, `file` is opened here and handed over. A process that died is
        replaced and the work done again, twice at most, and once where it died with the same page in hand. Raises what
        the work raises on purpose (DocumentError, OutputError), DocumentTimeoutError, OutOfMemoryError, CrashedError,
        StoppedError, and WorkerStartError when no process can be brought to begin; UnreadableFileError for the file.
        """
        starts = readings = 0
        page: int | None = None
        while not self._stopped.is_set():
            try:
                return self._once(number, work, given, spent, file)
            except _LostError as lost:
                self.discard()
                starts += 1
                if starts == _STARTS:
                    raise WorkerStartError(
                        both("No reading process could be started ({lost}).", lost=lost)
                    ) from lost
            except CrashedError as died:
                self.discard()
                readings += 1
                if readings == _READINGS or (died.page is not None and died.page == page):
                    raise
                page = died.page
            except (DocumentTimeoutError, OutOfMemoryError):
                self.discard()
                raise
        raise StoppedError

    def stop(self) -> None:
        """Take no more work; what is in hand has a second to end, then its process is killed."""
        self._deadline = time.monotonic() + _GRACE_SECONDS
        self._stopped.set()

    def close(self) -> None:
        """End the process in order."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None
            self._handover.close()

    def discard(self) -> None:
        """Kill the process and all it started, and give up its pool, in whatever state that is."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        # before the kill, lest pebble start another
        pool.stop()  # type: ignore[no-untyped-call]
        _kill(self._pulse.look().process)
        self._handover.close()
        # Not waited for: a process that hangs inside the system (a dead network drive) cannot be ended.
        threading.Thread(target=pool.join, daemon=True).start()

    def _once(
        self,
        number: int,
        work: Callable[..., Done],
        given: tuple[Any, ...],
        spent: float,
        file: Path | None,
    ) -> Done:
        pool = self._pool or self._start()
        if file is not None:
            self._handover.give(file)
        try:
            future = pool.schedule(work, args=given)
        except (RuntimeError, OSError) as error:  # its process died between two tasks, or cannot be made
            raise _LostError(str(error)) from error
        watch = _Watch(number, self._pulse, self._limits, spent)
        try:
            while not concurrent.futures.wait([future], timeout=_LOOK).done:
                if self._stopped.is_set() and time.monotonic() > self._deadline:
                    self.discard()
                    raise StoppedError
                watch.look()
        finally:
            self.spent = watch.spent()
        return _result(future, watch)

    def _start(self) -> ProcessPool:
        from pebble import ProcessPool

        try:
            self._pulse, self._handover = Pulse(), Handover()
        except OSError as error:  # no shared memory left, or too many open files
            raise _LostError(str(error)) from error
        self._pool = ProcessPool(
            max_workers=1,
            max_tasks=TASKS_A_PROCESS,
            initializer=self._warm_up,
            initargs=(*self._given, self._pulse, self._handover, os.getpid()),
            context=SPAWN,
        )
        return self._pool


class _Watch:
    """The limits of one piece of work on a process, looked after from outside."""

    def __init__(self, number: int, pulse: Pulse, limits: Limits, spent: float = 0) -> None:
        self._number = number
        self._pulse = pulse
        self._limits = limits
        self._spent = spent
        self._since = time.monotonic()
        self._turn = -1  # none before the task has begun
        self._page_since = self._since
        self._seen_alive = self._since

    def has_begun(self) -> bool:
        """Tell whether the process has taken the task up."""
        return self._pulse.look().task == self._number

    def look(self) -> None:
        """Raise what has gone wrong, if anything has.

        DocumentTimeoutError or OutOfMemoryError when a limit is passed, CrashedError when the process is gone
        without a word, _LostError when it does not begin.
        """
        now = time.monotonic()
        beating = self._pulse.look()
        if beating.task != self._number:
            if now - self._since > _START_SECONDS:
                raise _LostError(f"it did not begin within {_START_SECONDS:.0f} seconds")
            return
        if self._turn < 0:
            self._since = now - self._spent  # starting the process is no time of the document's
        if self._turn < 0 or is_alive(beating.process):
            self._seen_alive = now
        elif now - self._seen_alive > _GONE_SECONDS:
            raise self.death()
        if beating.turn != self._turn:
            self._turn, self._page_since = beating.turn, now
        if now - self._since > self._limits.seconds:
            raise DocumentTimeoutError(
                both("Reading took longer than {seconds:g} seconds.", seconds=self._limits.seconds)
            )
        if beating.page and now - self._page_since > _patience(self._limits.page_seconds):
            raise page_timeout(beating.page, self._limits.page_seconds)
        if resident(beating.process) > self._limits.memory_mb * MEGABYTE:
            memory = self._limits.memory_mb
            raise OutOfMemoryError(
                both(
                    "Reading page {page} took more than {memory} MB of memory.",
                    page=beating.page,
                    memory=memory,
                )
                if beating.page
                else both("Reading the file took more than {memory} MB of memory.", memory=memory),
                page=beating.page or None,
            )

    def spent(self) -> float:
        """Return the seconds of the work's time that are gone."""
        return time.monotonic() - self._since if self._turn >= 0 else self._spent

    def death(self) -> CrashedError:
        """Return the error of a process that died without a word, with the page that it had in hand."""
        page = self._pulse.look().page
        if page:
            return CrashedError(both("The process that read page {page} died, twice.", page=page), page=page)
        return CrashedError(_DIED)


def _patience(seconds: float) -> float:
    """Return when a page's process is ended from outside: it may end the page itself first."""
    return 1.25 * seconds + 1


def _result(future: concurrent.futures.Future[Done], watch: _Watch) -> Done:
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, OutputError | DocumentError):
        raise error
    if not watch.has_begun():
        raise _LostError(str(error)) from error
    raise watch.death() from error


def _kill(process: int) -> None:
    if not process:
        return
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process, signal.SIGKILL)
        else:
            os.kill(process, signal.SIGTERM)
