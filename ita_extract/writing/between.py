"""What shows only between reports, as data: `findings-between.json`, made with the tables and like them.

A document's own JSON holds what it says and gets wrong by itself, whatever else is read. What shows only between
documents (text copied, a year reported twice, a history that does not agree; which of two versions is current) changes
with every document that comes or goes, so it is made from all of them whenever the tables are, and merged where
tables, warehouses and pages are made. What people decided (`corrections.jsonl`) is put in at the same door: the JSON of
a document stays what the machine read, and documents are held against each other as people left them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict, PrivateAttr, ValidationError

from ita_extract import __version__
from ita_extract.checking.collection.versions import Version, with_version
from ita_extract.checking.neighbours import Collection
from ita_extract.deciding.applying import Decided, decide
from ita_extract.deciding.corrections import Correction, Corrections
from ita_extract.model import Finding, Report
from ita_extract.writing.atomic import write_whole
from ita_extract.writing.corrections_file import read_corrections
from ita_extract.writing.documents import StoredReport, content_hash, document_paths, read_stored

NAME = "findings-between.json"


class Between(BaseModel):
    """Findings between the documents of a folder and their versions, by document_id; what they were made from.

    `decided` has a digest of the decisions that each document bears.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    made_from: str
    findings: dict[str, tuple[Finding, ...]]
    versions: dict[str, Version]
    decided: dict[str, str] = {}
    _corrections: Corrections = PrivateAttr(default_factory=Corrections)

    @property
    def corrections(self) -> Corrections:
        """What people decided about the documents of the folder."""
        return self._corrections

    def read(self, path: Path) -> StoredReport:
        """Return a report of the folder as the tables have it; errors as in `read_stored`."""
        return self.added_to(read_stored(path))

    def added_to(self, stored: StoredReport) -> StoredReport:
        """Return a stored report with what was decided about it, its findings between documents, and its version."""
        report = self.decided_in(stored.report).report
        return StoredReport(report, self.content(report.document.document_id, stored.content_sha256))

    def decided_in(
        self, report: Report, corrections: Corrections | None = None, *, keep_rejected: bool = False
    ) -> Decided:
        """Return a report as the machine read it with what people decided (`corrections`: newer than the folder's)."""
        versioned = with_version(report, self.versions)
        decided = decide(versioned, corrections or self._corrections, keep_rejected=keep_rejected)
        more = self.findings.get(report.document.document_id, ())
        return decided.with_findings(more) if more or decided.standings else decided

    def content(self, document_id: str, content_sha256: str) -> str:
        """Return the hash of what tables hold of a document: of its JSON, and of what shows between documents."""
        shown = [entry.model_dump_json() for entry in self.findings.get(document_id, ())]
        if version := self.versions.get(document_id):
            shown.append(json.dumps([version.superseded_by, version.rivals]))
        if decided := self.decided.get(document_id):
            shown.append(decided)
        if not shown:
            return content_sha256
        return hashlib.sha256(f"{content_sha256} {''.join(shown)}".encode()).hexdigest()


def write_between(output: Path) -> Between:
    """Make what shows between the documents of a folder, write it, and return it. Raises OutputError."""
    paths = document_paths(output)
    between = _made(paths, read_corrections(output))
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
    corrections = read_corrections(output)
    with suppress(OSError, ValidationError):
        stored = Between.model_validate_json((output / NAME).read_bytes())
        contents = ((path.stem, content_hash(path.read_bytes())) for path in paths)
        if stored.made_from == _digest(contents, corrections):
            stored._corrections = corrections
            return stored
    return _made(paths, corrections)


def _made(paths: Iterable[Path], corrections: Corrections) -> Between:
    """Compare all documents as people left them; of each only a digest stays in memory."""
    collection = Collection()
    contents: list[tuple[str, str]] = []
    decided: dict[str, str] = {}
    for path in paths:
        stored = read_stored(path)
        contents.append((path.stem, stored.content_sha256))
        lines = corrections.of(stored.report)
        if lines:
            decided[path.stem] = _digest_of_lines(lines)
        collection.add(decide(stored.report, corrections).report if lines else stored.report)
    found = {
        document_id: result.findings for document_id, result in collection.check().items() if result.findings
    }
    made = Between(
        made_from=_digest(contents, corrections),
        findings=found,
        versions=collection.versions(),
        decided=decided,
    )
    made._corrections = corrections
    return made


def _digest(contents: Iterable[tuple[str, str]], corrections: Corrections) -> str:
    digest = hashlib.sha256(__version__.encode())
    for document_id, content in contents:
        digest.update(f"{document_id} {content}\n".encode())
    if corrections.lines:
        digest.update(_digest_of_lines(corrections.lines).encode())
    return digest.hexdigest()


def _digest_of_lines(lines: Iterable[Correction]) -> str:
    return hashlib.sha256(b"".join(line.line() for line in lines)).hexdigest()
