"""An address -> the PDF files behind it, by the rules that hold for folders of this machine."""

from __future__ import annotations

import fnmatch
import glob
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ita_extract.errors import NoInputError, RemoteAccessError
from ita_extract.messages.both import both
from ita_extract.running.remote.address import WEB, Address, parse_address
from ita_extract.running.remote.store import FileSystem, attempted, connect, reason

_Entry = dict[str, Any]
_Wanted = Callable[[list[str]], bool]


@dataclass(frozen=True)
class RemoteFile:
    """A file behind an address; `key` is its name there, `size` its bytes as the store tells them, if it does."""

    files: FileSystem = field(repr=False)
    key: str = field(repr=False)
    source: str
    size: int | None = None


class Listings:
    """Lists what addresses name; addresses of one kind share a connection."""

    def __init__(self, ending: str, leftovers: tuple[str, ...]) -> None:
        """Take the rules: how a file of a folder ends, and how names begin that are left out."""
        self._ending = ending
        self._leftovers = leftovers
        self._connected: dict[str, FileSystem] = {}

    def named_by(self, url: str) -> Iterator[RemoteFile]:
        """Yield the files that a URL names: one file, all PDFs of a folder, or those of a glob.

        A web address names one file, which is looked for when it is read. Raises UsageError, MissingExtraError,
        NoInputError for what does not exist, RemoteAccessError when the store does not let itself be listed.
        """
        address = parse_address(url)
        files = self._files(address)
        if address.scheme in WEB:
            yield RemoteFile(files, address.target, address.file_name)
            return
        path = str(files._strip_protocol(address.target))
        try:
            # As with files of this machine, a name that only looks like a glob comes first.
            entry = None if url.endswith("/") else _info(files, path)
            if entry is not None and entry["type"] == "file":
                found = [RemoteFile(files, path, posixpath.basename(path), entry["size"])]
            else:
                found = self._folder(files, path) or self._glob(files, path)
        except FileNotFoundError:
            found = []
        except Exception as error:
            raise RemoteAccessError(
                both("{address} cannot be listed: {error}.", address=address, error=reason(error))
            ) from None
        if not found:
            raise NoInputError(both("{address} does not exist, or holds no PDF file.", address=address))
        yield from found

    def _files(self, address: Address) -> FileSystem:
        position = address.target.split("/")[2] if address.scheme.startswith(("abfs", "az")) else ""
        name = f"{address.scheme}://{position}"
        if name not in self._connected:
            self._connected[name] = connect(address)
        return self._connected[name]

    def _folder(self, files: FileSystem, path: str) -> list[RemoteFile]:
        return self._below(files, path, lambda names: self._is_pdf(names[-1]))

    def _glob(self, files: FileSystem, pattern: str) -> list[RemoteFile]:
        """Return the files that a glob matches, and the PDFs of folders that it matches, as a shell would."""
        parts = pattern.split("/")
        magic = next((number for number, part in enumerate(parts) if glob.has_magic(part)), None)
        if magic is None:
            return []

        def wanted(names: list[str]) -> bool:
            folders = (names[:count] for count in range(1, len(names)))
            return _matches(names, parts[magic:]) or (
                self._is_pdf(names[-1]) and any(_matches(folder, parts[magic:]) for folder in folders)
            )

        return self._below(files, "/".join(parts[:magic]), wanted)

    def _is_pdf(self, name: str) -> bool:
        return name.lower().endswith(self._ending)

    def _below(self, files: FileSystem, base: str, wanted: _Wanted) -> list[RemoteFile]:
        found: dict[str, _Entry] = attempted(lambda: files.find(base, detail=True))
        below = []
        for key, entry in found.items():
            name = key.removeprefix(base).lstrip("/")
            names = name.split("/")
            hidden = names[-1].startswith(self._leftovers) or any(
                element.startswith(".") for element in names[:-1]
            )
            if entry["type"] == "file" and names[-1] and not hidden and wanted(names):
                below.append(RemoteFile(files, key, name, entry["size"]))
        return below


def _info(files: FileSystem, path: str) -> _Entry | None:
    try:
        entry: _Entry = attempted(lambda: files.info(path))
    except FileNotFoundError:
        return None
    return entry


def _matches(names: list[str], parts: list[str]) -> bool:
    """Tell whether the parts of a path match those of a glob; ** stands for any number, none included."""
    if not parts:
        return not names
    if parts[0] == "**":
        return any(_matches(names[skipped:], parts[1:]) for skipped in range(len(names) + 1))
    return bool(names) and fnmatch.fnmatchcase(names[0], parts[0]) and _matches(names[1:], parts[1:])
