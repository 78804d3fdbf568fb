"""A file is written whole or not at all: beside its place first, then moved there in one step."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ita_extract.errors import OutputError


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing that appears at `path` only when the block ends without an error.

    Folders on the way are made. Until the end, and after an error, `path` is what it was before. Raises
    OutputError when the system refuses to write.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):  # the move took it away, or the folder never was one
            temporary.unlink()


def write_whole(path: Path, data: bytes) -> None:
    """Write bytes to a file, whole or not at all. Raises OutputError when the system refuses."""
    with whole_file(path) as stream:
        stream.write(data)


def _sync_folder(folder: Path) -> None:
    """Make the move itself survive a power cut, where the system can open a folder (not on Windows)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
