"""What the command line names -> the files to read, each with the name under which tables show it."""

from __future__ import annotations

import errno
import glob
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ita_extract.errors import NoInputError
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.messages.retelling import retold, retold_in_both
from ita_extract.running.remote.address import is_url
from ita_extract.running.remote.listing import Listings, RemoteFile
from ita_extract.writing.printing import harmless_line

PDF_ENDING = ".pdf"
# What systems and office programs leave beside real files: .hidden, ._resource forks, ~$lock files.
_LEFTOVERS = (".", "~")


_KINDS = (
    (stat.S_ISFIFO, N_("a pipe (FIFO)")),
    (stat.S_ISSOCK, N_("a socket")),
    (stat.S_ISCHR, N_("a device")),
    (stat.S_ISBLK, N_("a device")),
)
_UNLISTED = N_("a folder that cannot be listed ({why})")
_UNSEEN = N_("not to be looked at ({why})")
_NAMED = 3  # skipped things that an error names


class Input(NamedTuple):
    """One file to read; `source` is its name relative to the input that held it, with '/' between folders.

    A file behind an address has `remote`; `path` is then the name of its copy, once there is one.
    """

    path: Path
    source: str
    remote: RemoteFile | None = None


class Skipped(NamedTuple):
    """Something below an input that cannot be read as a file, and why; `source` is named as that of a file."""

    source: str
    why: str


def discover(names: Iterable[str | Path], skipped: list[Skipped] | None = None) -> list[Input]:
    """Return the files that the inputs name, each once, sorted by source.

    What is called *.pdf and is no file, links to folders and folders that cannot be listed are added to `skipped`.

    A file is taken whatever its ending; a folder gives every *.pdf below it, in small or capital letters,
    without hidden and lock files and without following links to folders; anything else is a glob, '**'
    included, and gives what a shell would give for it. Raises NoInputError when one of the inputs matches
    nothing, even where others do (a mistyped folder must not pass for an empty one), and what
    Listings.named_by raises for addresses.
    """
    found: dict[Path | str, Input] = {}
    listings = Listings(PDF_ENDING, _LEFTOVERS)
    passed: list[Skipped] = []
    for name in names:
        if is_url(name):
            for file in listings.named_by(str(name)):
                found.setdefault(file.key, Input(Path(), printable(file.source), file))
            continue
        before = len(passed)
        matches = list(_matches(name, passed))
        if not matches:
            reasons = "; ".join(f"{entry.source}: {retold(entry.why)}" for entry in passed[before:][:_NAMED])
            raise NoInputError(
                both(
                    "{name} holds no PDF file{reasons}.",
                    name=printable(name),
                    reasons=f" ({reasons})" if reasons else "",
                )
            )
        for match in matches:
            # A file that two inputs name is read once, under the first of its names.
            found.setdefault(match.path.absolute().resolve(), match)
    if not found:
        raise NoInputError(N_("No input was named."))
    if skipped is not None:
        skipped.extend(sorted(set(passed)))
    return sorted(found.values(), key=lambda match: (match.source, _place(match)))


def printable(name: str | Path) -> str:
    r"""Return a file name as text; bytes that are no UTF-8 (old Thai archives) show as \xa1.

    So do characters that a terminal obeys (\u001b), and a backslash stands twice: two names never show as one.
    """
    written = os.fsencode(name).replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")
    return harmless_line(written)


def _place(file: Input) -> str:
    return file.remote.key if file.remote else str(file.path)


def _matches(name: str | Path, skipped: list[Skipped]) -> Iterator[Input]:
    path = Path(name)
    if path.is_dir():
        yield from _folder(path, path, skipped)
    elif path.is_file():
        yield Input(path, printable(path.name))
    elif os.path.lexists(path):
        raise NoInputError(
            both(
                "{name} is {kind}, neither a file nor a folder.",
                name=printable(name),
                kind=retold_in_both(_kind(path)),
            )
        )
    elif glob.has_magic(str(name)):
        yield from _glob(path, skipped)
    else:
        raise NoInputError(both("{name} does not exist.", name=printable(name)))


def _glob(pattern: Path, skipped: list[Skipped]) -> Iterator[Input]:
    fixed = []
    for part in pattern.parts:
        if glob.has_magic(part):
            break
        fixed.append(part)
    base = Path(*fixed)
    for name in sorted(glob.glob(str(pattern), recursive=True)):  # noqa: PTH207 - skips hidden files as shells do
        path = Path(name)
        if path.is_dir():
            yield from _folder(path, base, skipped)
        elif not path.name.startswith(_LEFTOVERS):
            yield from _file(path, base, skipped)


def _folder(folder: Path, base: Path, skipped: list[Skipped]) -> Iterator[Input]:
    def refused(error: OSError) -> None:
        path = Path(os.fsdecode(error.filename))
        skipped.append(Skipped(_source(path, base), _UNLISTED.format(why=error.strerror)))

    for parent, folders, files in os.walk(folder, onerror=refused):
        inside = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in inside if Path(parent, name).is_symlink()]
        skipped.extend(Skipped(_source(Path(parent, name), base), N_("a link to a folder")) for name in links)
        folders[:] = [name for name in inside if name not in links]
        for name in sorted(files):
            if name.lower().endswith(PDF_ENDING) and not name.startswith(_LEFTOVERS):
                yield from _file(Path(parent, name), base, skipped)


def _file(path: Path, base: Path, skipped: list[Skipped]) -> Iterator[Input]:
    if path.is_file():
        yield Input(path, _source(path, base))
    elif os.path.lexists(path):
        skipped.append(Skipped(_source(path, base), _kind(path)))


def _kind(path: Path) -> str:
    """Return what something is that is no file, without opening it: a reader of a FIFO would wait for ever."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return N_("a link that leads nowhere")
    except OSError as error:
        if error.errno == errno.ELOOP:
            return N_("a link that leads to itself")
        return _UNSEEN.format(why=error.strerror)
    return next((words for is_such, words in _KINDS if is_such(mode)), N_("no file"))


def _source(path: Path, base: Path) -> str:
    return printable(path.relative_to(base).as_posix()) if path != base else printable(path)
