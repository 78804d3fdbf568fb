"""What is to be loaded: a private copy of the Parquet files, known to be made from the documents as they are."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ita_extract.errors import NoInputError, OutputError
from ita_extract.messages import N_, _
from ita_extract.messages.both import both
from ita_extract.model import TABLES
from ita_extract.running.processes import is_alive
from ita_extract.writing.between import Between, read_between
from ita_extract.writing.documents import FOLDER, content_hash, document_paths
from ita_extract.writing.parquet_tables import digest_of, made_from, parquet_path, parquet_tables

_PREFIX = "ita-extract-load-"
log = logging.getLogger("ita_extract.load")


@contextmanager
def staged_tables(output: Path) -> Iterator[Path]:
    """Give a folder with the Parquet files of an output folder, which nobody else changes.

    Where those of the folder are missing or older than its documents, fresh ones are made in their place, in the
    private folder alone. Raises NoInputError for a folder without documents, OutputError where one is broken.
    """
    if not (output / FOLDER).is_dir():
        raise NoInputError(
            both("{folder} holds no folder {name}/.", folder=output, name=FOLDER),
            hint=N_("Name the folder that --output named."),
        )
    paths = document_paths(output)
    if not paths:
        raise NoInputError(
            both("{folder} holds no document.", folder=output / FOLDER),
            hint=N_("Run `ita-extract run` first."),
        )
    _remove_leftovers()
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-") as name:
        staged = Path(name)
        between = read_between(output)
        if not (_copied(output, staged) and _made_from(staged) == _documents(output, paths, between)):
            log.info(_("The tables are older than the documents; they are made anew for this load."))
            _make(paths, staged, between)
        yield staged


def _remove_leftovers() -> None:
    """Remove the folders of loads that were killed without warning: their processes are gone."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        process = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if process.isdecimal() and not is_alive(int(process)):
            shutil.rmtree(folder, ignore_errors=True)


def _copied(output: Path, staged: Path) -> bool:
    parquet_path(staged, "documents").parent.mkdir()
    try:
        for table in TABLES:
            shutil.copyfile(parquet_path(output, table), parquet_path(staged, table))
    except FileNotFoundError:
        return False
    except OSError as error:
        raise OutputError(
            both("The tables in {output} cannot be read: {why}.", output=output, why=error.strerror or error)
        ) from error
    return True


def _documents(output: Path, paths: list[Path], between: Between) -> str:
    """Return the digest of the documents that now lie in the folder."""
    try:
        # One after the other: with threads the small files took half as long again.
        return digest_of(
            (path.stem, between.content(path.stem, content_hash(path.read_bytes()))) for path in paths
        )
    except OSError as error:
        raise OutputError(
            both("{folder} cannot be read: {why}.", folder=output / FOLDER, why=error.strerror or error)
        ) from error


def _made_from(staged: Path) -> str | None:
    """Return the digest of the documents from which the tables were made; None unless all say the same."""
    digests = {made_from(parquet_path(staged, table), table) for table in TABLES}
    return digests.pop() if len(digests) == 1 else None


def _make(paths: list[Path], staged: Path, between: Between) -> None:
    with parquet_tables(staged) as tables:
        for path in paths:
            tables.add(between.read(path))
