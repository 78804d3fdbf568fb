"""Many files -> one output folder. No file can stop the others."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import logging
import platform
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ita_extract.errors import ItaExtractError, OutputError, UnreadableFileError
from ita_extract.model import Report
from ita_extract.running.discover import Input, discover
from ita_extract.running.failed import document_id, failed_report, sha256_of_file, sha256_of_name
from ita_extract.running.manifest import Manifest, ManifestLine
from ita_extract.running.summary import RunSummary, Tally
from ita_extract.writing.csv_tables import write_csv_tables
from ita_extract.writing.documents import document_path, to_json, write_document

log = logging.getLogger("ita_extract.run")


class Extractor(Protocol):
    """What reads one file: ita_extract.extract, or a stand-in."""

    def __call__(self, path: Path, *, source: str | None = None) -> Report:
        """Return the file's report. Raises DocumentError when it cannot be read."""


@dataclass(frozen=True)
class Progress:
    """Told after each file, and once before the first (done 0, line None)."""

    done: int
    total: int
    line: ManifestLine | None


def run(
    inputs: Iterable[str | Path],
    output: str | Path,
    *,
    extractor: Extractor | None = None,
    progress: Callable[[Progress], None] | None = None,
    excel: bool = False,
) -> RunSummary:
    """Read files into an output folder: documents/, csv/ and manifest.jsonl.

    The folder accumulates: tables are made from all documents in it, those of earlier runs included. Files
    with equal bytes are read once. A file that cannot be read becomes a document of status failed. After
    Ctrl-C what was finished is kept and the tables are made from it. Raises NoInputError, UsageError (an
    input) and OutputError (the folder cannot be written, or holds something that is no report).
    """
    files = discover(inputs)
    job = _Job(Path(output), extractor or _own_extractor())
    interrupted = False
    try:
        _tell(progress, Progress(0, len(files), None))
        for done, file in enumerate(files, start=1):
            _tell(progress, Progress(done, len(files), job.take(file)))
    except KeyboardInterrupt:
        interrupted = True
        log.warning("Interrupted; finishing the tables from what is done.")
    job.manifest.close()
    tables = write_csv_tables(job.output, excel=excel)
    return job.tally.close(job.output, len(files), tables, interrupted=interrupted)


class _Job:
    """One run over one output folder."""

    def __init__(self, output: Path, extractor: Extractor) -> None:
        self.output = output
        self.manifest = Manifest(output)
        self.tally = Tally()
        self._extract = extractor
        self._read: dict[str, ManifestLine] = {}  # by SHA-256, to read equal bytes once
        self._written: set[str] = set()
        self._pypdfium2_version = _pypdfium2_version()

    def take(self, file: Input) -> ManifestLine:
        """Read one file and write what came of it. Raises OutputError and nothing else."""
        began = time.perf_counter()
        sha256 = _sha256_or_none(file)
        twin = self._read.get(sha256) if sha256 else None
        if twin is not None:
            line = twin.model_copy(
                update={"source": file.source, "same_as": twin.source, "seconds": 0.0, "finished": _now()}
            )
            self.manifest.add(line)
            self.tally.count_again(line.status)
            return line
        report, data = self._report(file, sha256)
        document = report.document
        write_document(self.output, document.document_id, data)
        self._written.add(document.document_id)
        self._forget_unread(file)
        line = ManifestLine(
            source=file.source,
            document_id=document.document_id,
            sha256=document.sha256,
            status=document.status,
            error_code=document.error_code,
            pages=document.page_count,
            seconds=round(time.perf_counter() - began, 3),
            finished=_now(),
            extractor_version=document.extractor_version,
            pypdfium2_version=self._pypdfium2_version,
            python_version=platform.python_version(),
        )
        self.manifest.add(line)
        self._read[document.sha256] = line
        self.tally.count(report)
        return line

    def _report(self, file: Input, sha256: str | None) -> tuple[Report, bytes]:
        try:
            report = self._extract(file.path, source=file.source)
            if report.document.document_id != document_id(report.document.sha256):
                raise ValueError(
                    f"document_id {report.document.document_id} is not that of the file's SHA-256"
                )
            if sha256 not in (None, report.document.sha256):
                raise UnreadableFileError("The file changed while it was read.", hint="Run it again.")
            return report, to_json(report)
        except Exception as error:
            report = failed_report(file.path, file.source, error)
            expected = isinstance(error, ItaExtractError | OSError | MemoryError)
            log.log(
                logging.WARNING if expected else logging.ERROR,
                "%s: %s (%s)",
                file.source,
                report.document.error_message,
                report.document.error_code,
                exc_info=error,
                extra={"source": file.source, "error_code": report.document.error_code},
            )
            return report, to_json(report)

    def _forget_unread(self, file: Input) -> None:
        """Remove what an earlier run wrote about this file when it could not read its bytes."""
        unread = document_id(sha256_of_name(file.source))
        if unread in self._written:
            return
        try:
            document_path(self.output, unread).unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(f"{document_path(self.output, unread)} cannot be removed: {error}") from error
        self.manifest.forget(file.source, unread)


def _sha256_or_none(file: Input) -> str | None:
    with suppress(OSError):  # reading the file will say why
        return sha256_of_file(file.path)
    return None


def _own_extractor() -> Extractor:
    from ita_extract.extracting import extract

    return extract


def _tell(progress: Callable[[Progress], None] | None, step: Progress) -> None:
    if progress is not None:
        progress(step)


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _pypdfium2_version() -> str | None:
    try:
        return importlib.metadata.version("pypdfium2")
    except importlib.metadata.PackageNotFoundError:
        return None
