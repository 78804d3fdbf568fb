"""documents/<document_id>.json: one whole report a file, and the way back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from ita_extract.errors import OutputError
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.model import Report, document_id_of
from ita_extract.writing.atomic import write_whole

FOLDER = "documents"


class StoredReport(NamedTuple):
    """A report as it lies in an output folder; `content_sha256` is the SHA-256 of its JSON, hex."""

    report: Report
    content_sha256: str


def to_json(report: Report) -> bytes:
    """Return a report as UTF-8 JSON: keys in the model's order, scores as numbers, no time, no path."""
    return (report.model_dump_json(indent=1) + "\n").encode()


def from_json(data: bytes) -> Report:
    """Return the report that `to_json` wrote. Raises pydantic.ValidationError for anything else."""
    return Report.model_validate_json(data)


def document_path(output: Path, document_id: str) -> Path:
    """Return where the report of a document lies in an output folder."""
    return output / FOLDER / f"{document_id}.json"


def write_document(output: Path, document_id: str, data: bytes) -> Path:
    """Write the JSON of one report and return its path. Raises OutputError."""
    path = document_path(output, document_id)
    write_whole(path, data)
    return path


def document_paths(output: Path) -> list[Path]:
    """Return the reports of an output folder in the order of their document_id.

    Hidden files are left out: those are what a broken-off run was still writing.
    """
    return sorted(path for path in (output / FOLDER).glob("*.json") if not path.name.startswith("."))


def read_document(path: Path) -> Report:
    """Return a report from an output folder; errors as in read_stored."""
    return read_stored(path).report


def read_stored(path: Path) -> StoredReport:
    """Return a report from an output folder, and the hash of its JSON.

    Raises OutputError when the file is no report of this version, or lies under another name than its document's:
    what is made without it would miss a document, and nobody would see it.
    """
    try:
        data = path.read_bytes()
        report = from_json(data)
    except (OSError, ValidationError) as error:
        raise OutputError(
            both(
                "{path} is no report of this version ({name}), so nothing was made of the folder.",
                path=path,
                name=type(error).__name__,
            ),
            hint=N_("Delete that file, run its PDF again, or use a fresh folder with --output."),
        ) from error
    if report.document.document_id != path.stem:
        raise OutputError(
            both(
                "{path} holds document {document_id}, so nothing was made of the folder.",
                path=path,
                document_id=report.document.document_id,
            ),
            hint=N_("Delete that file and run its PDF again."),
        )
    if path.stem != document_id_of(report.document.sha256):
        raise OutputError(
            both(
                "{path} is named by no SHA-256, or as an older version did it, so nothing was made of the folder.",
                path=path,
            ),
            hint=N_(
                "Run its PDF again, which replaces it, delete that file, or use a fresh folder with --output."
            ),
        )
    return StoredReport(report, content_hash(data))


def content_hash(data: bytes) -> str:
    """Return the SHA-256 of a report's JSON, hex: the same where not a byte of the report has changed."""
    return hashlib.sha256(data).hexdigest()


def read_documents(output: Path) -> Iterator[Report]:
    """Yield the reports of an output folder one by one, by document_id. Raises OutputError."""
    for path in document_paths(output):
        yield read_document(path)
