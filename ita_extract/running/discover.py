"""What the command line names -> the files to read, each with the name under which tables show it."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ita_extract.errors import NoInputError
from ita_extract.running.remote.address import is_url
from ita_extract.running.remote.listing import Listings, RemoteFile
from ita_extract.writing.printing import harmless_line

PDF_ENDING = ".pdf"
# What systems and office programs leave beside real files: .hidden, ._resource forks, ~$lock files.
_LEFTOVERS = (".", "~")


class Input(NamedTuple):
    """One file to read; `source` is its name relative to the input that held it, with '/' between folders.

    A file behind an address has `remote`; `path` is then the name of its copy, once there is one.
    """

    path: Path
    source: str
    remote: RemoteFile | None = None


def discover(names: Iterable[str | Path]) -> list[Input]:
    """Return the files that the inputs name, each once, sorted by source.

    A file is taken whatever its ending; a folder gives every *.pdf below it, in small or capital letters,
    without hidden and lock files and without following links to folders; anything else is a glob, '**'
    included, and gives what a shell would give for it. Raises NoInputError when one of the inputs matches
    nothing, even where others do (a mistyped folder must not pass for an empty one), and what
    Listings.named_by raises for addresses.
    """
    found: dict[Path | str, Input] = {}
    listings = Listings(PDF_ENDING, _LEFTOVERS)
    for name in names:
        if is_url(name):
            for file in listings.named_by(str(name)):
                found.setdefault(file.key, Input(Path(), printable(file.source), file))
            continue
        matches = list(_matches(name))
        if not matches:
            raise NoInputError(f"{printable(name)} holds no PDF file.")
        for match in matches:
            # A file that two inputs name is read once, under the first of its names.
            found.setdefault(match.path.absolute().resolve(), match)
    if not found:
        raise NoInputError("No input was named.")
    return sorted(found.values(), key=lambda match: (match.source, _place(match)))


def printable(name: str | Path) -> str:
    r"""Return a file name as text; bytes that are no UTF-8 (old Thai archives) show as \xa1.

    So do characters that a terminal obeys (\u001b), and a backslash stands twice: two names never show as one.
    """
    written = os.fsencode(name).replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")
    return harmless_line(written)


def _place(file: Input) -> str:
    return file.remote.key if file.remote else str(file.path)


def _matches(name: str | Path) -> Iterator[Input]:
    path = Path(name)
    if path.is_dir():
        yield from _folder(path, base=path)
    elif path.is_file():
        yield Input(path, printable(path.name))
    elif path.exists():
        raise NoInputError(f"{printable(name)} is neither a file nor a folder.")
    elif glob.has_magic(str(name)):
        yield from _glob(path)
    else:
        raise NoInputError(f"{printable(name)} does not exist.")


def _glob(pattern: Path) -> Iterator[Input]:
    fixed = []
    for part in pattern.parts:
        if glob.has_magic(part):
            break
        fixed.append(part)
    base = Path(*fixed)
    for name in sorted(glob.glob(str(pattern), recursive=True)):  # noqa: PTH207 - skips hidden files as shells do
        path = Path(name)
        if path.is_dir():
            yield from _folder(path, base=base)
        elif path.is_file() and not path.name.startswith(_LEFTOVERS):
            yield _below(path, base)


def _folder(folder: Path, *, base: Path) -> Iterator[Input]:
    for parent, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if name.lower().endswith(PDF_ENDING) and not name.startswith(_LEFTOVERS) and path.is_file():
                yield _below(path, base)


def _refuse(error: OSError) -> None:
    """Stop at a folder that cannot be listed: what it holds would be missing and nobody would see it."""
    raise NoInputError(
        f"{printable(error.filename)} cannot be listed: {error.strerror}",
        hint="Make the folder readable, or name the other folders one by one.",
    ) from error


def _below(path: Path, base: Path) -> Input:
    return Input(path, printable(path.relative_to(base).as_posix()))
