"""corrections.jsonl: what people decided about the documents of an output folder. Lines are added, none is taken away.

No run writes it. A line is added in one step and forced to the disk; a half line that a power cut left is no line.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from ita_extract.deciding.corrections import Correction, Corrections
from ita_extract.errors import OutputError, UsageError
from ita_extract.messages import N_
from ita_extract.messages.both import both

NAME = "corrections.jsonl"
_MOST_BYTES = 500_000_000  # a hundred decisions of each of 8,000 documents are less


def read_corrections(output: Path) -> Corrections:
    """Return what was decided about an output folder; nothing where there is no file.

    Raises OutputError for a line that is none, but for a half one at the end.
    """
    path = output / NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Corrections()
    except OSError as error:
        raise OutputError(
            both("{path} cannot be read: {why}.", path=path, why=error.strerror or error)
        ) from error
    lines = data.splitlines()
    whole = data.endswith(b"\n")
    return Corrections(
        _line(line, path, number)
        for number, line in enumerate(lines, start=1)
        if line.strip() and (whole or number < len(lines) or _is_line(line))
    )


def read_decisions(path: Path) -> list[Correction]:
    """Return the decisions of a file from a page for people, or of another folder's corrections.jsonl.

    Raises UsageError where it is neither, with the line that is none.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError(both("{path} is too large to be a file of decisions.", path=path))
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            both("{path} cannot be read: {why}.", path=path, why=error.strerror or error),
            hint=N_("Name a file that a page for people gave, or a corrections.jsonl."),
        ) from error
    found = []
    for number, line in enumerate(data.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found.append(Correction.model_validate_json(line))
        except ValidationError as error:
            raise UsageError(
                both(
                    "{path}, line {number} is no decision ({why}); nothing was taken.",
                    path=path,
                    number=number,
                    why=_in_short(error),
                ),
                hint=N_("Name a file that a page for people gave, or a corrections.jsonl."),
            ) from None
    return found


def append_corrections(output: Path, lines: Iterable[Correction]) -> None:
    """Add decisions to the file of a folder, whether it has them or not. Raises OutputError."""
    _append(output / NAME, b"".join(line.line() for line in lines))


def add_corrections(output: Path, lines: Iterable[Correction]) -> int:
    """Add the decisions that the folder does not have yet, in order, and return how many. Raises OutputError."""
    there = read_corrections(output)
    known = set(there.lines)
    fresh = [line for line in Corrections(lines).lines if line not in known]
    if fresh:
        _append(output / NAME, b"".join(line.line() for line in fresh))
    return len(fresh)


def _append(path: Path, data: bytes) -> None:
    """Add bytes to the end of a file in one step, behind a whole line."""
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags, 0o666)
        try:
            size = _whole_size(descriptor, path)
            written = os.write(descriptor, data)
            if written != len(data):
                os.ftruncate(descriptor, size)
                raise OSError("the disk is full")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise OutputError(
            both("{path} cannot be written: {why}.", path=path, why=error.strerror or error),
            hint=N_("The decision was not kept. Make room or make the folder writable, and decide again."),
        ) from error


def _whole_size(descriptor: int, path: Path) -> int:
    """Return the size of a file up to the end of its last whole line; what a power cut left behind it is cut off."""
    size = os.fstat(descriptor).st_size
    if not size:
        return 0
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    if os.read(descriptor, 1) == b"\n":
        return size
    data = path.read_bytes()
    kept, _newline, tail = data.rpartition(b"\n")
    if _is_line(tail):
        os.write(descriptor, b"\n")
        return size + 1
    whole = len(kept) + 1 if _newline else 0
    os.ftruncate(descriptor, whole)
    return whole


def _line(line: bytes, path: Path, number: int) -> Correction:
    try:
        return Correction.model_validate_json(line)
    except ValidationError as error:
        raise OutputError(
            both(
                "{path}, line {number} is no decision ({why}).",
                path=path,
                number=number,
                why=_in_short(error),
            ),
            hint=N_("Mend or delete that line; no program changes this file behind your back."),
        ) from None


def _is_line(line: bytes) -> bool:
    try:
        Correction.model_validate_json(line)
    except ValidationError:
        return False
    return True


def _in_short(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"]))
    return f"{where}: {first['msg']}" if where else first["msg"]
