"""An open file, passed to a process that may open none itself: it can read this one and no other."""

from __future__ import annotations

import os
from multiprocessing.reduction import recv_handle, send_handle
from pathlib import Path
from typing import TYPE_CHECKING

from ita_extract.errors import UnreadableFileError
from ita_extract.messages.both import both
from ita_extract.running.pulse import SPAWN

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

# Another system's handles are no numbers that can be read from by position; there a reader opens files by name.
_IS_POSSIBLE = os.name == "posix"


class Handover:
    """One way from the process that opens files to the one that reads them; pickled, it is the reader's end."""

    def __init__(self) -> None:
        self._near, self._far = SPAWN.Pipe()

    def __getstate__(self) -> Connection:
        return self._far

    def __setstate__(self, far: Connection) -> None:
        self._far = far

    def give(self, path: Path) -> None:
        """Open a file and pass it on. Raises UnreadableFileError."""
        if not _IS_POSSIBLE:
            return
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)  # it may be a pipe by now
        except OSError as error:
            raise UnreadableFileError(
                both("The file cannot be read: {why}.", why=error.strerror or error)
            ) from error
        try:
            send_handle(self._near, descriptor, 0)
        finally:
            os.close(descriptor)

    def take(self) -> int | None:
        """Return the descriptor of the file that was passed on, to be closed; None where that cannot be done."""
        return recv_handle(self._far) if _IS_POSSIBLE else None

    def close(self) -> None:
        """Close both ends in the process that opened files."""
        self._near.close()
        self._far.close()
