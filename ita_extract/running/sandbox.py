"""Reads one file after the other in a process that can be killed, and only its own document suffers."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from ita_extract.errors import DocumentError, OutOfMemoryError
from ita_extract.running.confined import Confined
from ita_extract.running.outcome import Outcome, Task
from ita_extract.running.reading_single import write_failed
from ita_extract.running.worker import JobSpec, warm_up, work


class Sandbox:
    """Reads one file after the other in a process of its own. Used by one thread; `stop` may come from any."""

    def __init__(self, job: JobSpec) -> None:
        self._job = job
        self._confined = Confined(job.limits, warm_up, job)

    def read(self, task: Task) -> Outcome:
        """Return what came of a file, whatever it did to its process.

        A page that took its process too long, or cost its life, is skipped when the file is read again.
        Raises StoppedError, OutputError, and WorkerStartError when no process can be brought to begin.
        """
        began = time.monotonic()
        spent = 0.0
        while True:
            try:
                outcome = self._confined.do(
                    task.number, work, task, spent=spent, file=self._handed_over(task)
                )
            except DocumentError as error:
                if error.page is None or error.page in task.skipped:
                    return write_failed(task, error, self._job.output, seconds=time.monotonic() - began)
                task, spent = _without(task, error.page, error), self._confined.spent
                continue
            if outcome.spent:
                self._confined.discard()
            if outcome.lost_page is None or outcome.lost_page in task.skipped:
                return (
                    replace(outcome, seconds=round(time.monotonic() - began, 3)) if task.skipped else outcome
                )
            lost = OutOfMemoryError(outcome.error_message or "", page=outcome.lost_page)
            task, spent = _without(task, outcome.lost_page, lost), self._confined.spent

    def _handed_over(self, task: Task) -> Path | None:
        """Return the file that the process cannot open itself; an extractor of your own opens it by its name."""
        return task.path if self._job.readable is not None else None

    def stop(self) -> None:
        """Take no more tasks; a document in hand has a second to end, then its process is killed."""
        self._confined.stop()

    def close(self) -> None:
        """End the process in order."""
        self._confined.close()


def _without(task: Task, page: int, error: DocumentError) -> Task:
    return replace(task, skipped={**task.skipped, page: error})
