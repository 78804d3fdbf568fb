"""What a reading process shows of itself while it works: its id, the task and the page in hand."""

from __future__ import annotations

import multiprocessing
import multiprocessing.context
import os
from typing import NamedTuple

_PROCESS, _TASK, _PAGE, _TURN = range(4)

SPAWN: multiprocessing.context.SpawnContext = multiprocessing.get_context("spawn")


class Beating(NamedTuple):
    """One look at a pulse; zeros stand for what was not sent yet. `turn` counts what was sent of pages."""

    process: int
    task: int
    page: int
    turn: int


class Pulse:
    """Four numbers in memory that a reading process shares with the one that watches it.

    Only the reader writes. The watcher takes the time itself, so that no clock is shared.
    """

    def __init__(self) -> None:
        self._numbers = SPAWN.RawArray("q", 4)

    def begin(self, task: int) -> None:
        """Tell that this process begins a task."""
        self._numbers[_PAGE] = 0
        self._numbers[_PROCESS] = os.getpid()
        self._numbers[_TASK] = task

    def beat(self, page: int) -> None:
        """Tell that a page begins, or (0) that none is in hand."""
        self._numbers[_PAGE] = page
        self._numbers[_TURN] += 1

    def look(self) -> Beating:
        """Return what the reader sent last."""
        return Beating(
            self._numbers[_PROCESS], self._numbers[_TASK], self._numbers[_PAGE], self._numbers[_TURN]
        )
