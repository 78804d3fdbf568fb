"""Which files are to be read, which are done already, and which are the same as another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ita_extract import errors
from ita_extract.errors import DocumentError
from ita_extract.model import Status, document_id_of
from ita_extract.running.discover import Input
from ita_extract.running.failed import sha256_of_file
from ita_extract.running.limits import Limits
from ita_extract.running.manifest import Manifest, ManifestLine
from ita_extract.running.outcome import Task
from ita_extract.running.remote.fetching import Fetching
from ita_extract.writing.documents import FOLDER

# Failures that may pass by themselves; all others would only fail again.
_PASSING = frozenset(
    error.slug
    for error in vars(errors).values()
    if isinstance(error, type) and issubclass(error, errors.ItaExtractError) and error.retryable
)

_PATIENCE = 0.1  # seconds for a file to be fetched, before the run looks after other things


@dataclass(frozen=True)
class Redo:
    """What is read again although it was read before: everything, or what failed."""

    force: bool = False
    failed: bool = False


@dataclass(frozen=True)
class Unchanged:
    """A file that an earlier run dealt with, as this one would."""

    line: ManifestLine


@dataclass(frozen=True)
class Twin:
    """A file with the bytes of another that comes before it."""

    number: int
    file: Input
    sha256: str


@dataclass(frozen=True)
class Unfetched:
    """A file behind an address that could not be fetched."""

    task: Task
    error: DocumentError


class Wait:
    """The next file is being fetched: ask again."""


Step = Task | Unchanged | Twin | Unfetched | Wait


class Plan:
    """Goes through the files in their order, and says of each what is to be done.

    A file is done when the manifest has it under its name and its bytes, read with the same recipe, and its
    document is there. A file with the bytes of an earlier one is never read: the first name counts, whatever
    the number of workers.
    """

    def __init__(
        self,
        files: list[Input],
        manifest: Manifest,
        recipe: str,
        redo: Redo,
        fetching: Fetching,
        limits: Limits,
    ) -> None:
        self._files = files
        self._fetching = fetching
        self._manifest = manifest
        self._recipe = recipe
        self._redo = redo
        self._limits = limits
        self._first: set[str] = set()
        # One listing in place of a look for each file.
        self._documents = {path.name for path in _listed(manifest.path.parent / FOLDER)}

    def steps(self) -> Iterator[Step]:
        """Yield one step for each file, and waits; its bytes are fetched and looked at only then."""
        for number, named in enumerate(self._files, start=1):
            file = named
            if named.remote is not None:
                try:
                    while (copy := self._fetching.copy(named.remote, _PATIENCE)) is None:
                        yield Wait()
                except DocumentError as error:
                    yield Unfetched(Task(number, self._fetching.absent, named.source, None), error)
                    continue
                file = named._replace(path=copy)
            sha256 = self._sha256_or_none(file)
            if sha256 is None:
                yield Task(number, file.path, file.source, None)
                continue
            if sha256 in self._first:
                yield Twin(number, file, sha256)
                continue
            self._first.add(sha256)
            line = self._manifest.line(file.source, document_id_of(sha256))
            if line is not None and self._is_done(line):
                self._fetching.drop(file.path)
                yield Unchanged(line)
            else:
                yield Task(number, file.path, file.source, sha256)

    def task(self, twin: Twin) -> Task:
        """Return the task to read a twin after all: the first of its kind changed before it was read."""
        return Task(len(self._files) + twin.number, twin.file.path, twin.file.source, twin.sha256)

    def is_new(self, line: ManifestLine) -> bool:
        """Tell whether the manifest lacks what a twin's line says."""
        known = self._manifest.line(line.source, line.document_id)
        return (
            self._redo.force
            or known is None
            or (known.same_as, known.recipe, known.status)
            != (
                line.same_as,
                line.recipe,
                line.status,
            )
        )

    def _sha256_or_none(self, file: Input) -> str | None:
        with suppress(OSError, DocumentError):  # reading the file will say why
            self._limits.check_file(file.path)
            return sha256_of_file(file.path)
        return None

    def _is_done(self, line: ManifestLine) -> bool:
        if self._redo.force or line.recipe != self._recipe:
            return False
        if line.status is Status.FAILED and (self._redo.failed or line.error_code in _PASSING):
            return False
        return f"{line.document_id}.json" in self._documents


def _listed(folder: Path) -> list[Path]:
    with suppress(OSError):  # there is none yet; writing to it will say what else is wrong
        return list(folder.iterdir())
    return []
