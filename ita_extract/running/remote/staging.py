"""An output folder behind an address: fetched into a folder of this machine, worked on there, written back."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ita_extract.errors import OutputError, UsageError
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.running.failed import sha256_of_file
from ita_extract.running.manifest import NAME as MANIFEST
from ita_extract.running.remote.address import WEB, Address, is_url, parse_address
from ita_extract.running.remote.object_lock import ObjectLock, object_lock
from ita_extract.running.remote.store import FileSystem, attempted, connect, reason
from ita_extract.writing.between import NAME as BETWEEN
from ita_extract.writing.corrections_file import NAME as CORRECTIONS

_SIDE_BY_SIDE = 8
# What a run writes; whatever else lies in the store is neither fetched nor touched. No name leads out of the folder.
_NAME = r"[A-Za-z0-9_-][A-Za-z0-9_.-]*"
_OWN = re.compile(
    rf"documents/{_NAME}\.json|csv/\.made-from\.json|csv/{_NAME}|parquet/(?:{_NAME}/)*{_NAME}"
    rf"|{_NAME}\.duckdb|{_NAME}\.xlsx|datapackage\.json"
    rf"|{re.escape(BETWEEN)}|{re.escape(CORRECTIONS)}|{re.escape(MANIFEST)}"
)


@dataclass(frozen=True)
class OutputFolder:
    """Where a run writes. `shown` is what people are shown; `publish` brings the results to where they belong."""

    folder: Path
    shown: Path | str
    publish: Callable[[], None]


@contextmanager
def output_folder(output: str | Path) -> Iterator[OutputFolder]:
    """Give the folder of this machine in which to work for an output.

    For an address that is a private folder with what earlier runs wrote there; it is removed at the end, unless
    its results could not be written back. Raises UsageError, MissingExtraError, LockedError, OutputError.
    """
    if not is_url(output):
        yield OutputFolder(Path(output).absolute(), Path(output), lambda: None)
        return
    address = parse_address(str(output))
    if address.scheme in WEB or address.shown.endswith("…"):
        raise UsageError(
            both("{address} is no place for output.", address=address),
            hint=N_("Name a folder: s3://bucket/folder, or one of this machine."),
        )
    files = connect(address)
    position = str(files._strip_protocol(address.target)).rstrip("/")
    shown = address.shown.rstrip("/")
    with object_lock(files, position, shown) as lock:
        staging = _Staging(files, position, address, lock)
        try:
            staging.fetch()
            yield OutputFolder(staging.folder, shown, staging.publish)
        finally:
            staging.close()


class _Staging:
    """The copy of an output folder, and what the store has of it."""

    def __init__(self, files: FileSystem, position: str, address: Address, lock: ObjectLock) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ita-extract-"))
        self._files = files
        self._place = position
        self._address = address
        self._lock = lock
        self._stored: dict[str, str] = {}  # SHA-256 by name
        self._kept = False

    def fetch(self) -> None:
        """Fetch what earlier runs wrote. Raises OutputError."""
        try:
            keys: list[str] = attempted(lambda: self._files.find(self._place))
            names = [key.removeprefix(self._place).lstrip("/") for key in keys]
            own = [name for name in names if _OWN.fullmatch(name)]
            with ThreadPoolExecutor(_SIDE_BY_SIDE) as threads:
                list(threads.map(self._fetch, own))
        except FileNotFoundError:
            return  # no bucket, or one that another is emptying: writing will tell
        except Exception as error:
            raise OutputError(
                both("{address} cannot be read: {error}.", address=self._address, error=reason(error))
            ) from None
        stamp = self.folder / "csv/.made-from.json"
        if stamp.exists():
            stamp.touch()  # it vouches for tables that are older than itself, see tables_made.py

    def publish(self) -> None:
        """Write back what has changed: documents, then tables, then the manifest, which vouches for them.

        Raises LockedError when another run has taken over, OutputError; the copy is then kept.
        """
        self._kept = True
        self._lock.check()
        here = {
            name: path
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and _OWN.fullmatch(name := path.relative_to(self.folder).as_posix())
        }
        changed = {
            name: sha
            for name, path in here.items()
            if (sha := sha256_of_file(path)) != self._stored.get(name)
        }
        manifest = changed.pop(MANIFEST, None)
        documents = [name for name in changed if name.startswith("documents/")]
        tables = [name for name in changed if name not in documents]
        try:
            self._send(documents)
            self._send(tables)
            for name in self._stored.keys() - here.keys():
                attempted(lambda name=name: self._files.rm_file(f"{self._place}/{name}"))  # type: ignore[misc]
            if manifest:
                self._send([MANIFEST])
        except Exception as error:
            raise OutputError(
                both("{address} cannot be written: {error}.", address=self._address, error=reason(error)),
                hint=both(
                    "The results are kept in {folder}; copy them there, or run the same command again.",
                    folder=self.folder,
                ),
            ) from None
        self._kept = False

    def close(self) -> None:
        """Remove the copy, unless it holds results that are nowhere else."""
        if not self._kept:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _fetch(self, name: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        attempted(lambda: self._files.get_file(f"{self._place}/{name}", str(path)))
        self._stored[name] = sha256_of_file(path)

    def _send(self, names: list[str]) -> None:
        with ThreadPoolExecutor(_SIDE_BY_SIDE) as threads:
            list(threads.map(self._send_single, names))

    def _send_single(self, name: str) -> None:
        attempted(lambda: self._files.put_file(str(self.folder / name), f"{self._place}/{name}"))
