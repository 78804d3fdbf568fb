"""Tables are made anew only when they would differ: of a folder, which documents its tables were made from."""

from __future__ import annotations

import codecs
import hashlib
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

import ita_extract
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


class MadeFrom(BaseModel):
    """What the tables of a folder were made from. Holds no time: equal folders have equal ones."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    documents: str  # digest over the names and bytes of all documents, and what people decided about them
    writer: str  # digest over the program's text that writes tables, and how it was asked to
    rows: dict[str, int]
    files: tuple[str, ...]


def make_tables(output: Path, *, excel: bool = False) -> dict[str, int]:
    """Write the tables of an output folder from its documents, and return how many rows each has.

    Nothing is written where they were made from the same documents in the same way, and none was touched
    since. Raises OutputError.
    """
    stamp = output / NAME
    documents, writer = _documents(output), _writer(excel=excel)
    made = _made(stamp)
    if made and (made.documents, made.writer) == (documents, writer) and _untouched(output, stamp, made):
        return made.rows
    with suppress(OSError):
        stamp.unlink()  # first, lest it vouch for tables half made
    rows = write_tables(output, excel=excel)
    made = MadeFrom(documents=documents, writer=writer, rows=rows, files=tuple(_files(output)))
    write_whole(stamp, (made.model_dump_json(indent=1) + "\n").encode())
    return rows


def remake_tables(output: Path) -> dict[str, int]:
    """Write the tables of a folder as they were written before: for Excel where the CSV begins as Excel wants it."""
    try:
        with (output / CSV / "documents.csv").open("rb") as stream:
            excel = stream.read(3) == codecs.BOM_UTF8
    except OSError:
        excel = False
    return make_tables(output, excel=excel)


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
    digest = hashlib.sha256(f"{ita_extract.__version__} {excel}".encode())
    package = Path(ita_extract.__file__).parent
    for part in _WRITERS:
        path = package / part
        for text in [path] if path.is_file() else sorted(path.rglob("*.py")):
            digest.update(text.read_bytes())
    return digest.hexdigest()


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


def _untouched(output: Path, stamp: Path, made: MadeFrom) -> bool:
    try:
        when = stamp.stat().st_mtime_ns
        return all((output / name).stat().st_mtime_ns <= when for name in made.files)
    except OSError:
        return False


def _made(stamp: Path) -> MadeFrom | None:
    with suppress(OSError, ValidationError):
        return MadeFrom.model_validate_json(stamp.read_bytes())
    return None
