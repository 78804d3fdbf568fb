"""An open file, passed to a process that may open none itself: it can read this one and no other."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from ita_extract.errors import UnreadableFileError
from ita_extract.messages.both import both
from ita_extract.running.pulse import SPAWN

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

# Another system's handles are no numbers that can be read from by position; there a reader opens files by name.
_IS_POSSIBLE = os.name == "posix"


def _socket(end: Connection) -> socket.socket:
    """Return an end of a pipe as the socket that it is, to be closed by itself."""
    return socket.fromfd(end.fileno(), socket.AF_UNIX, socket.SOCK_STREAM)


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
            # Not multiprocessing's send_handle: since Python 3.14 (on macOS always) it waits until the file is taken,
            # and the reader takes it when it is told its task, which comes after.
            with _socket(self._near) as way:
                socket.send_fds(way, [b"f"], [descriptor])
        finally:
            os.close(descriptor)

    def take(self) -> int | None:
        """Return the descriptor of the file that was passed on, to be closed; None where that cannot be done."""
        if not _IS_POSSIBLE:
            return None
        with _socket(self._far) as way:
            said, descriptors, _flags, _address = socket.recv_fds(way, 1, 1)
        if not descriptors:
            raise EOFError("the process that opens files has ended" if not said else "no file was passed on")
        return descriptors[0]

    def close(self) -> None:
        """Close both ends in the process that opened files."""
        self._near.close()
        self._far.close()
