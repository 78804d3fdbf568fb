"""Tables and the workbook are made anew only when they would differ: what those of a folder were made from."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

import ita_extract
from ita_extract.errors import OutputError
from ita_extract.messages import spoken
from ita_extract.messages.both import both
from ita_extract.workbook.book import NAME as WORKBOOK
from ita_extract.workbook.book import write_workbook
from ita_extract.workbook.edited import set_aside_edited
from ita_extract.writing.atomic import write_whole
from ita_extract.writing.between import NAME as BETWEEN
from ita_extract.writing.corrections_file import NAME as CORRECTIONS
from ita_extract.writing.csv_tables import FOLDER as CSV
from ita_extract.writing.documents import document_paths
from ita_extract.writing.tables import DATA_PACKAGE, write_tables

NAME = f"{CSV}/.made-from.json"
_WRITERS = (
    "writing",
    "deciding",
    "checking",
    "model.py",
    "evidence.py",
    "categories.py",
    "running/tables_made.py",
)


# what the workbook shows beside the tables: headings, and what reasons mean
_WORDS = ("workbook", "messages", "review/reasons.toml")


class MadeFrom(BaseModel):
    """What the tables of a folder were made from. Holds no time: equal folders have equal ones."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    documents: str  # digest over the names and bytes of all documents, and what people decided about them
    writer: str  # digest over the program's text that writes tables, and how it was asked to
    rows: dict[str, int]
    files: tuple[str, ...]
    workbook: str = ""  # digest over what made the workbook, and its language; empty: there is none


def make_tables(output: Path, *, excel: bool = False, workbook: bool = True) -> dict[str, int]:
    """Write the tables of an output folder from its documents, and the workbook; return how many rows each table has.

    Nothing is written where they were made from the same documents in the same way, and none was touched
    since. Without `workbook` one of older documents is taken away; what a person has changed is never lost, but kept
    under another name. Raises OutputError.
    """
    stamp = output / NAME
    documents, writer = _documents(output), _writer(excel=excel)
    made = _made(stamp)
    fresh = made if made and (made.documents, made.writer) == (documents, writer) else None
    if fresh and not _untouched(output, stamp, fresh.files):
        fresh = None
    kept = fresh.workbook if fresh and _untouched(output, stamp, (WORKBOOK,)) else ""
    wanted = _workbook_writer() if workbook else kept
    if fresh and fresh.workbook == wanted and (not wanted or _untouched(output, stamp, (WORKBOOK,))):
        return fresh.rows
    with suppress(OSError):
        stamp.unlink()  # first, lest it vouch for tables half made
    rows = fresh.rows if fresh else write_tables(output, excel=excel)
    if workbook:
        write_workbook(output)
    elif not wanted:
        _remove_workbook(output)
    entry = MadeFrom(
        documents=documents, writer=writer, rows=rows, files=tuple(_files(output)), workbook=wanted
    )
    write_whole(stamp, (entry.model_dump_json(indent=1) + "\n").encode())
    return rows


def remake_tables(output: Path) -> dict[str, int]:
    """Write the tables of a folder as they were written before: for Excel, and with a workbook, where they were."""
    try:
        with (output / CSV / "documents.csv").open("rb") as stream:
            excel = stream.read(3) == codecs.BOM_UTF8
    except OSError:
        excel = False
    return make_tables(output, excel=excel, workbook=(output / WORKBOOK).is_file())


def _remove_workbook(output: Path) -> None:
    """Remove a workbook of older documents: nobody would see that it is older than the tables."""
    path = output / WORKBOOK
    set_aside_edited(path)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            both("{path} cannot be removed: {error}.", path=path, error=error.strerror or error)
        ) from error


def _documents(output: Path) -> str:
    digest = hashlib.sha256()
    for path in document_paths(output):
        digest.update(path.name.encode())
        with suppress(OSError):  # writing the tables will say why
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    with suppress(OSError):  # there is none as long as nobody has decided anything
        digest.update((output / CORRECTIONS).read_bytes())
    return digest.hexdigest()


def _writer(*, excel: bool) -> str:
    return _digest(f"{ita_extract.__version__} {excel}", _WRITERS)


def _workbook_writer() -> str:
    return _digest(spoken(), _WORDS)


def _digest(said: str, parts: Iterable[str]) -> str:
    digest = hashlib.sha256(said.encode())
    package = Path(ita_extract.__file__).parent
    for part in parts:
        path = package / part
        for text in [path] if path.is_file() else sorted(_written(path)):
            digest.update(text.read_bytes())
    return digest.hexdigest()


def _written(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.suffix in (".py", ".mo"))


def _files(output: Path) -> list[str]:
    """Return the table files of a folder, relative to it."""
    found = [
        *output.glob(f"{CSV}/*"),
        *output.glob("parquet/**/*"),
        *output.glob("*.duckdb"),
        output / DATA_PACKAGE,
        output / BETWEEN,
    ]
    names = (path.relative_to(output).as_posix() for path in found if path.is_file())
    return sorted(name for name in names if not Path(name).name.startswith("."))


def _untouched(output: Path, stamp: Path, files: Iterable[str]) -> bool:
    try:
        when = stamp.stat().st_mtime_ns
        return all((output / name).stat().st_mtime_ns <= when for name in files)
    except OSError:
        return False


def _made(stamp: Path) -> MadeFrom | None:
    with suppress(OSError, ValidationError):
        return MadeFrom.model_validate_json(stamp.read_bytes())
    return None
