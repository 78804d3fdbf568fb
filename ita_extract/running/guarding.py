"""The limits and the pulse, laid around the reading of one file."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from types import FrameType

from ita_extract.errors import DocumentError, DocumentTimeoutError
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.reading.watching import Watcher
from ita_extract.running.limits import Limits

Beat = Callable[[int], None]  # called with the number of each page that begins, and 0 when it ends
_AGAIN = 1.0  # seconds after which a page that went on in spite of its error is interrupted once more


class Guard(Watcher):
    """Holds a file to its limits; a page of `skipped` is not read again, for it has cost its process before."""

    def __init__(
        self,
        limits: Limits,
        beat: Beat,
        skipped: Mapping[int, DocumentError],
        descriptor: int | None = None,
    ) -> None:
        """Take the limits; `descriptor` is the file, opened, where this process may not open it itself."""
        self._limits, self._beat, self._skipped, self._descriptor = limits, beat, skipped, descriptor

    def file(self, path: Path) -> BufferedReader:
        """Return the file that was handed over from its beginning, else open the one that is named."""
        if self._descriptor is None:
            return super().file(path)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        return open(self._descriptor, "rb", closefd=False)  # it has no path

    def opening(self, data: bytes) -> None:
        """Raise TooLargeError for streams that unfold beyond the limit."""
        self._limits.check_streams(data)

    def opened(self, page_count: int) -> None:
        """Raise TooLargeError for too many pages."""
        self._limits.check_pages(page_count)

    @contextmanager
    def page(self, number: int) -> Iterator[None]:
        """Tell of a page, and interrupt what is done with it when its time is over.

        Raises DocumentTimeoutError then, and the error of a page that is to be skipped. What hangs inside a library
        hears no such call: the watcher outside ends its process.
        """
        if number in self._skipped:
            raise self._skipped[number]
        self._beat(number)
        try:
            with _interrupted_after(self._limits.page_seconds, number):
                yield
        finally:
            self._beat(0)


@contextmanager
def _interrupted_after(seconds: float, page: int) -> Iterator[None]:
    """Raise DocumentTimeoutError inside when the time is over: in the main thread, where the system has timers."""
    free = (
        hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGALRM) == signal.SIG_DFL
    )
    if not free:
        yield
        return
    armed = True

    def over(_number: int, _frame: FrameType | None) -> None:
        if armed:
            raise page_timeout(page, seconds)

    signal.signal(signal.SIGALRM, over)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        yield
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


def page_timeout(page: int, seconds: float) -> DocumentTimeoutError:
    """Return the error of a page that took too long."""
    return DocumentTimeoutError(
        both("reading page {page} took longer than {seconds:g} seconds", page=page, seconds=seconds),
        hint=N_("Read it again with --force and a longer --page-timeout."),
        page=page,
    )
