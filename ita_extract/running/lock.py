"""One run at a time on an output folder, by a lock that goes with its owner however that ends."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ita_extract.errors import LockedError, OutputError
from ita_extract.messages.both import both

NAME = ".lock"


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """Hold an output folder, which is made where there is none, for the time of the block.

    The lock is the system's, on an open file: a run that was killed leaves the file, but not the lock. The
    file tells who holds it. Raises LockedError, and OutputError when the folder cannot be written.
    """
    path = output / NAME
    try:
        output.mkdir(parents=True, exist_ok=True)
        descriptor = _taken(path)
    except OSError as error:
        raise OutputError(
            both("{output} cannot be written: {why}.", output=output, why=error.strerror or error)
        ) from error
    try:
        os.truncate(descriptor, 0)
        os.write(descriptor, f"process {os.getpid()} on {socket.gethostname()}\n".encode())
        yield
    finally:
        with suppress(OSError):
            path.unlink()  # while it is held: nobody can hold another file under this name
        os.close(descriptor)


def _taken(path: Path) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _lock(descriptor)
        except OSError as error:
            holder = os.read(descriptor, 200).decode("utf-8", "replace").strip()
            os.close(descriptor)
            raise LockedError(
                both(
                    "{parent} is being written by another run ({holder}).",
                    parent=path.parent,
                    holder=holder or "unknown",
                )
            ) from error
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(descriptor), path.stat()):
                return descriptor
        os.close(descriptor)  # its owner removed it while it was waited for


def _lock(descriptor: int) -> None:
    """Lock an open file. Raises OSError where another process has."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
