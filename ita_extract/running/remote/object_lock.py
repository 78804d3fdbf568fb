"""A lock object in a store: it keeps a second run off, though no store promises that it always does."""

from __future__ import annotations

import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from ita_extract.errors import LockedError, OutputError
from ita_extract.messages.both import both
from ita_extract.running.remote.store import FileSystem, attempted, reason

NAME = ".lock"
_RENEWAL = 60.0  # seconds between two signs of life
_DEAD = 300.0  # seconds without one after which a lock binds nobody


class ObjectLock:
    """A lock held by this run; `check` tells whether it still is."""

    def __init__(self, files: FileSystem, key: str, shown: str) -> None:
        self._files = files
        self._key = key
        self._shown = shown
        self._token = secrets.token_hex(8)
        self._ended = threading.Event()

    def check(self) -> None:
        """Raise LockedError when another run holds the lock, OutputError when nobody can tell."""
        found = self._found()
        if found is not None and found.get("token") != self._token:
            age = time.time() - float(str(found.get("renewed", time.time())))
            if age < _DEAD:
                raise LockedError(
                    both(
                        "{shown} is being written by another run ({holder}).",
                        shown=self._shown,
                        holder=found.get("holder", "?"),
                    ),
                    hint=both(
                        "Wait until it ends. If it is dead, wait {minutes:.0f} minutes after its last sign of life, "
                        "or remove {shown}/{name}.",
                        minutes=_DEAD / 60,
                        shown=self._shown,
                        name=NAME,
                    ),
                )

    def take(self) -> None:
        """Take the lock. Raises LockedError, OutputError."""
        self.check()
        self._write()
        self.check()  # the last of two that write at one time has it
        threading.Thread(target=self._renew, daemon=True).start()

    def give_back(self) -> None:
        """Remove the lock, if it is still this run's."""
        self._ended.set()
        with suppress(Exception):
            found = self._found()
            if found and found.get("token") == self._token:
                self._files.rm_file(self._key)

    def _renew(self) -> None:
        while not self._ended.wait(_RENEWAL):
            with suppress(Exception):  # the next time, or the check before the results are written, will tell
                self.check()
                if not self._ended.is_set():
                    self._write()

    def _write(self) -> None:
        claim = {
            "holder": f"process {os.getpid()} on {socket.gethostname()}",
            "token": self._token,
            "renewed": time.time(),
        }
        try:
            attempted(lambda: self._files.pipe_file(self._key, json.dumps(claim).encode()))
        except Exception as error:
            raise OutputError(
                both("{shown} cannot be written: {error}.", shown=self._shown, error=reason(error))
            ) from None

    def _found(self) -> dict[str, object] | None:
        """Return what the lock says; one that says nothing sensible is a lock of unknown age."""
        try:
            data: bytes = attempted(lambda: self._files.cat_file(self._key))
        except FileNotFoundError:
            return None
        except Exception as error:
            raise OutputError(
                both("{shown} cannot be read: {error}.", shown=self._shown, error=reason(error))
            ) from None
        with suppress(ValueError, TypeError):
            found = json.loads(data)
            float(found["renewed"])
            return dict(found)
        return {}


@contextmanager
def object_lock(files: FileSystem, folder: str, shown: str) -> Iterator[ObjectLock]:
    """Hold a folder of a store for the time of the block. Raises LockedError, OutputError."""
    lock = ObjectLock(files, f"{folder}/{NAME}", shown)
    lock.take()
    try:
        yield lock
    finally:
        lock.give_back()
