"""What shows only between reports, as data: `findings-between.json`, made with the tables and like them.

A document's own JSON holds what it says and gets wrong by itself, whatever else is read. What shows only between
documents (text copied, a year reported twice, a history that does not agree; which of two versions is current) changes
with every document that comes or goes, so it is made from all of them whenever the tables are, and merged where
tables, warehouses and pages are made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ita_extract import __version__
from ita_extract.checking.collection.versions import Version, with_version
from ita_extract.checking.hits import gravest_first
from ita_extract.checking.neighbours import Collection
from ita_extract.model import Finding
from ita_extract.writing.atomic import write_whole
from ita_extract.writing.documents import StoredReport, content_hash, document_paths, read_stored

NAME = "findings-between.json"


class Between(BaseModel):
    """Findings between the documents of a folder and their versions, by document_id; what they were made from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    made_from: str
    findings: dict[str, tuple[Finding, ...]]
    versions: dict[str, Version]

    def read(self, path: Path) -> StoredReport:
        """Return a report of the folder as the tables have it; errors as in `read_stored`."""
        return self.added_to(read_stored(path))

    def added_to(self, stored: StoredReport) -> StoredReport:
        """Return a stored report with its findings between documents, gravest first, and its place among versions."""
        document_id = stored.report.document.document_id
        report = with_version(stored.report, self.versions)
        if more := self.findings.get(document_id):
            report = report.with_findings(gravest_first((*report.findings, *more)))
        return StoredReport(report, self.content(document_id, stored.content_sha256))

    def content(self, document_id: str, content_sha256: str) -> str:
        """Return the hash of what tables hold of a document: of its JSON, and of what shows between documents."""
        shown = [entry.model_dump_json() for entry in self.findings.get(document_id, ())]
        if version := self.versions.get(document_id):
            shown.append(json.dumps([version.superseded_by, version.rivals]))
        if not shown:
            return content_sha256
        return hashlib.sha256(f"{content_sha256} {''.join(shown)}".encode()).hexdigest()


def write_between(output: Path) -> Between:
    """Make what shows between the documents of a folder, write it, and return it. Raises OutputError."""
    paths = document_paths(output)
    between = _made(paths)
    path = output / NAME
    data = (between.model_dump_json(indent=1) + "\n").encode()
    with suppress(OSError):
        if path.read_bytes() == data:
            return between
    write_whole(path, data)
    return between


def read_between(output: Path) -> Between:
    """Return what shows between the documents of a folder: as it is written there, or afresh where that is older.

    Raises OutputError where a document cannot be read.
    """
    paths = document_paths(output)
    with suppress(OSError, ValidationError):
        stored = Between.model_validate_json((output / NAME).read_bytes())
        if stored.made_from == _digest((path.stem, content_hash(path.read_bytes())) for path in paths):
            return stored
    return _made(paths)


def _made(paths: Iterable[Path]) -> Between:
    """Compare all documents; of each only a digest stays in memory."""
    collection = Collection()
    contents: list[tuple[str, str]] = []
    for path in paths:
        stored = read_stored(path)
        contents.append((path.stem, stored.content_sha256))
        collection.add(stored.report)
    found = {
        document_id: result.findings for document_id, result in collection.check().items() if result.findings
    }
    return Between(made_from=_digest(contents), findings=found, versions=collection.versions())


def _digest(contents: Iterable[tuple[str, str]]) -> str:
    digest = hashlib.sha256(__version__.encode())
    for document_id, content in contents:
        digest.update(f"{document_id} {content}\n".encode())
    return digest.hexdigest()
