"""What tests look at in an output folder."""

from __future__ import annotations

from pathlib import Path

from ita_extract.model import Report
from ita_extract.writing.documents import read_documents

# Seconds after which a test gives up waiting for an event. No bound on anything: a loaded machine may take minutes.
PATIENCE = 300.0

# What has times in it, and what has equal content but not equal bytes (tests/test_duckdb_file.py).
_NOT_COMPARED = ("manifest.jsonl", "ita.duckdb")


def lay(folder: Path, **files: str) -> Path:
    """Make a folder of files: name without .pdf, and text."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.pdf").write_bytes(text.encode())
    return folder


def snapshot(output: Path) -> dict[str, bytes]:
    """Return the data files of a folder, hidden ones included: leftovers are differences too."""
    return {
        str(path.relative_to(output)): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.name not in _NOT_COMPARED
    }


def documents(output: Path) -> dict[str, Report]:
    """Return the reports of a folder by their source."""
    return {report.document.source: report for report in read_documents(output)}


def codes(output: Path) -> dict[str, str]:
    """Return the error code, or else the status, of each document by its source."""
    found = {source: report.document for source, report in documents(output).items()}
    return {source: document.error_code or document.status.value for source, document in found.items()}


def stand_in_workbook(output: Path) -> Path:
    """Write what stands for a workbook where a test is about other files."""
    path = output / "ita.xlsx"
    path.write_bytes(b"workbook")
    return path
