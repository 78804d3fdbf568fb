"""Files behind addresses are fetched a few ahead of their readers, into a private folder, and dropped after them."""

from __future__ import annotations

import queue
import shutil
import tempfile
import threading
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any

from ita_extract.errors import DocumentError, UnreadableFileError
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.running.limits import Limits
from ita_extract.running.remote.listing import RemoteFile
from ita_extract.running.remote.store import attempted, reason

_SIDE_BY_SIDE = 4


class Fetching:
    """Fetches files in the order given, and holds at most `capacity` copies and four more. Used by one thread."""

    def __init__(self, files: Iterable[RemoteFile], limits: Limits, capacity: int) -> None:
        self._waiting = deque(files)
        self._limits = limits
        self._most = capacity + _SIDE_BY_SIDE
        self._carried = 0
        self._begun: dict[int, Future[Path]] = {}  # by the id of the file
        self._orders: queue.SimpleQueue[tuple[RemoteFile, Path, Future[Path]] | None] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self._folder: Path | None = None
        self._number = 0

    def copy(self, file: RemoteFile, seconds: float) -> Path | None:
        """Return the copy of a file, None where it is not there within so many seconds.

        Files must be asked for in their order, each until it is there. Raises DocumentError for one that cannot
        be fetched, or has more bytes than the limits allow; a store's word on its size is not relied on.
        """
        self._look_ahead()
        future = self._begun.get(id(file))
        if future is None:
            return None  # all copies are with readers
        try:
            path = future.result(timeout=seconds)
        except TimeoutError:
            return None
        except DocumentError:
            del self._begun[id(file)]
            self._carried -= 1
            raise
        del self._begun[id(file)]
        return path

    @property
    def absent(self) -> Path:
        """Return a path where nothing lies, for a file that gave no bytes; to be asked after the first copy."""
        assert self._folder is not None
        return self._folder / "absent" / "absent.pdf"

    def drop(self, path: Path) -> None:
        """Delete the copy of a file that is dealt with; any other path is left alone."""
        if self._folder is not None and path.parent == self._folder:
            path.unlink(missing_ok=True)
            self._carried -= 1

    def close(self) -> None:
        """Stop fetching and delete all copies; a server that is silent is not waited for."""
        self._stopped.set()
        for _ in range(_SIDE_BY_SIDE):
            self._orders.put(None)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _look_ahead(self) -> None:
        while self._waiting and self._carried < self._most:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="ita-extract-"))  # readable for its owner alone
                for _ in range(_SIDE_BY_SIDE):
                    threading.Thread(target=self._work, daemon=True).start()
            file = self._waiting.popleft()
            self._number += 1
            self._carried += 1
            future = self._begun[id(file)] = Future()
            # Not under the file's own name, which may be anything.
            self._orders.put((file, self._folder / f"{self._number:07}.pdf", future))

    def _work(self) -> None:
        while (order := self._orders.get()) is not None and not self._stopped.is_set():
            file, path, future = order
            try:
                self._fetch(file, path)
            except DocumentError as error:
                future.set_exception(error)
            except Exception as error:
                future.set_exception(
                    UnreadableFileError(both("The file could not be fetched: {error}.", error=reason(error)))
                )
            else:
                future.set_result(path)

    def _fetch(self, file: RemoteFile, path: Path) -> None:
        self._limits.check_size(file.size or 0)
        watch = _watch(self._limits, self._stopped)
        try:
            attempted(
                lambda: file.files.get_file(file.key, str(path), callback=watch()), wait=self._stopped.wait
            )
            size = path.stat().st_size
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise
        if file.size not in (None, size):
            path.unlink(missing_ok=True)
            raise UnreadableFileError(
                N_("The file changed while it was fetched, or was listed with a wrong size."),
                hint=N_("Run it again."),
            )


class _StoppedError(UnreadableFileError):
    """The run was stopped while a file was fetched."""


def _watch(limits: Limits, stopped: threading.Event) -> Any:
    """Return a kind of fsspec's callbacks that ends a transfer of too many bytes, or of a run that was stopped."""
    from fsspec.callbacks import Callback

    class Watch(Callback):  # type: ignore[misc]
        def set_size(self, size: int | None) -> None:
            super().set_size(size)
            limits.check_size(size or 0)

        def relative_update(self, inc: int = 1) -> None:
            super().relative_update(inc)
            limits.check_size(self.value)
            if stopped.is_set():
                raise _StoppedError("The run was stopped.")

    return Watch
