"""A file is written whole or not at all: beside its place first, then moved there in one step."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ita_extract.errors import OutputError
from ita_extract.messages.both import both


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing that appears at `path` only when the block ends without an error.

    Folders on the way are made. Until the end, and after an error, `path` is what it was before. Raises
    OutputError when the system refuses to write.
    """
    with whole_path(path) as temporary, temporary.open("xb") as stream:
        yield stream
        stream.flush()


@contextmanager
def whole_path(path: Path) -> Iterator[Path]:
    """Give a name beside `path` for a library to write to; otherwise as whole_file."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        _sync(temporary)
        temporary.replace(path)
        if os.name != "nt":  # Windows opens no folder
            _sync(path.parent)  # the move itself shall survive a power cut
    except OSError as error:
        raise OutputError(
            both("{path} cannot be written: {why}.", path=path, why=error.strerror or error)
        ) from error
    finally:
        with suppress(OSError):  # the move took it away, or the folder never was one
            temporary.unlink()


def write_whole(path: Path, data: bytes) -> None:
    """Write bytes to a file, whole or not at all. Raises OutputError when the system refuses."""
    with whole_file(path) as stream:
        stream.write(data)


def _sync(path: Path) -> None:
    """Force what was written at a path to the disk."""
    descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
