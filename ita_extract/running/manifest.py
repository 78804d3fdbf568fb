"""manifest.jsonl: one JSON line for each file read, appended as a run goes on, put in order at its end."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ita_extract.errors import OutputError
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.model import Status
from ita_extract.writing.atomic import write_whole

NAME = "manifest.jsonl"


class ManifestLine(BaseModel):
    """How reading one file went. The only place in an output folder that holds times."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    source: str
    document_id: str
    sha256: str
    status: Status
    error_code: str | None = None
    pages: int | None = None
    seconds: float
    finished: str  # UTC, ISO 8601
    same_as: str | None = None  # source of the file with the same bytes that was read in its place
    extractor_version: str
    recipe: str | None = None  # what it was read with, see recipe.py; another one means: read it anew
    pypdfium2_version: str | None = None
    python_version: str


class Manifest:
    """The manifest of one output folder, with the lines of earlier runs.

    There is one line for each source and document; a file that is read again replaces its earlier line.
    """

    def __init__(self, output: Path) -> None:
        """Take up the manifest of a folder, or begin one. Raises OutputError.

        It is written anew at once: that shows whether the folder can be written before any work is done, and
        drops the half line that a broken-off run may have left, to which nothing must be glued.
        """
        self.path = output / NAME
        self._lines = {_key(line): line for line in read_manifest(self.path)}
        self.close()

    def add(self, line: ManifestLine) -> None:
        """Append a line and force it to the disk, so that a crash loses nothing that was done."""
        self._lines[_key(line)] = line
        try:
            with self.path.open("ab") as stream:
                stream.write(_encoded(line))
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise OutputError(
                both("{path} cannot be written: {why}.", path=self.path, why=error.strerror or error)
            ) from error

    def line(self, source: str, document_id: str) -> ManifestLine | None:
        """Return what is known of a file and its bytes."""
        return self._lines.get((source, document_id))

    def forget(self, source: str, document_id: str) -> None:
        """Drop the line of a document that is no longer in the folder."""
        self._lines.pop((source, document_id), None)

    def close(self) -> None:
        """Write the whole manifest anew, in order, without replaced lines."""
        write_whole(self.path, b"".join(_encoded(self._lines[key]) for key in sorted(self._lines)))


def read_manifest(path: Path) -> list[ManifestLine]:
    """Return the lines of a manifest; none where there is no file, without a half-written last line.

    Raises OutputError for a broken line before the last: the file was edited or is damaged.
    """
    try:
        written = path.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise OutputError(
            both("{path} cannot be read: {why}.", path=path, why=error.strerror or error)
        ) from error
    return list(_parsed(written, path))


def _parsed(written: list[bytes], path: Path) -> Iterable[ManifestLine]:
    for number, line in enumerate(written, start=1):
        try:
            yield ManifestLine.model_validate_json(line)
        except ValidationError as error:
            if number == len(written):
                return
            raise OutputError(
                both("{path}, line {number} is no line of a manifest.", path=path, number=number),
                hint=N_("Delete that line or the file; the reports themselves are in documents/."),
            ) from error


def _key(line: ManifestLine) -> tuple[str, str]:
    return line.source, line.document_id


def _encoded(line: ManifestLine) -> bytes:
    return (line.model_dump_json() + "\n").encode()
