"""Reads one file after the other in a process that can be killed, and only its own document suffers."""

from __future__ import annotations

import time

from ita_extract.errors import DocumentError
from ita_extract.running.confined import Confined
from ita_extract.running.outcome import Outcome, Task
from ita_extract.running.reading_one import write_failed
from ita_extract.running.worker import Order, warm_up, work


class Sandbox:
    """Reads one file after the other in a process of its own. Used by one thread; `stop` may come from any."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._confined = Confined(order.limits, warm_up, order)

    def read(self, task: Task) -> Outcome:
        """Return what came of a file, whatever it did to its process.

        Raises StoppedError, OutputError, and WorkerStartError when no process can be brought to begin.
        """
        began = time.monotonic()
        try:
            outcome = self._confined.do(task.number, work, task)
        except DocumentError as error:
            return write_failed(task, error, self._order.output, seconds=time.monotonic() - began)
        if outcome.spent:
            self._confined.discard()
        return outcome

    def stop(self) -> None:
        """Take no more tasks; a document in hand has a second to end, then its process is killed."""
        self._confined.stop()

    def close(self) -> None:
        """End the process in order."""
        self._confined.close()
