"""The PDFs that documents were read from, found again by their bytes: a name may lead to another file by now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ita_extract.errors import DocumentError, UsageError
from ita_extract.messages import N_
from ita_extract.model import Document
from ita_extract.running.discover import discover
from ita_extract.running.failed import sha256_of_file
from ita_extract.running.limits import Limits
from ita_extract.running.manifest import ManifestLine
from ita_extract.running.remote.address import is_url

_LIMITS = Limits()


class Original(NamedTuple):
    """Where a document's file is; without one, whether a file of its name is there that holds other bytes."""

    path: Path | None
    changed: bool = False


class Originals:
    """All files among which the PDFs of documents are looked for."""

    def __init__(self, inputs: Sequence[str | Path], lines: Iterable[ManifestLine]) -> None:
        """Take the hash of each file that the inputs name (files, folders, globs).

        The manifest tells further names of a document; those are looked up below the working folder, for the
        names in it are relative to the inputs of the run. Raises NoInputError, and UsageError for an address.
        """
        if any(is_url(name) for name in inputs):
            raise UsageError(
                N_("review looks for PDFs in folders of this machine, not behind addresses."),
                hint=N_("Copy them into a folder, then: ita-extract review OUTPUT --input FOLDER"),
            )
        self._by_sha256: dict[str, Path] = {}
        self._names: set[str] = set()
        for file in discover(inputs) if inputs else ():
            self._add(file.path)
            self._names |= {file.source, PurePosixPath(file.source).name}
        self._sources: dict[str, set[str]] = {}
        for line in lines:
            self._sources.setdefault(line.sha256, set()).add(line.source)

    def of(self, document: Document) -> Original:
        """Return the file with the very bytes that a document was read from."""
        if document.sha256 in self._by_sha256:
            return Original(self._by_sha256[document.sha256])
        changed = False
        for source in sorted({document.source, *self._sources.get(document.sha256, ())}):
            path = _below_here(source)
            if path is not None:
                if _sha256_or_none(path) == document.sha256:
                    return Original(path)
                changed = True
            changed |= source in self._names or PurePosixPath(source).name in self._names
        return Original(None, changed)

    def _add(self, path: Path) -> None:
        sha256 = _sha256_or_none(path)
        if sha256 is not None:
            self._by_sha256.setdefault(sha256, path)


def _below_here(source: str) -> Path | None:
    """Return the file of that name below the working folder; a report's name leads nowhere else."""
    pure = PurePosixPath(source)
    if pure.is_absolute() or ".." in pure.parts or "\0" in source:
        return None
    path = Path(pure)
    try:
        return path if path.is_file() else None
    except OSError:
        return None


def _sha256_or_none(path: Path) -> str | None:
    try:
        _LIMITS.check_file(path)
        return sha256_of_file(path)
    except (OSError, DocumentError):  # no run would have read it either
        return None
