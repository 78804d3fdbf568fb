"""One task -> one document on the disk, and its outcome. The same code in this process, in a sandbox, on a cluster."""

from __future__ import annotations

import os
import time
import traceback
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from ita_extract.errors import DocumentError, ItaExtractError, OutOfMemoryError, UnreadableFileError
from ita_extract.messages import N_
from ita_extract.model import Report, document_id_of
from ita_extract.reading.watching import watched_by
from ita_extract.running.failed import failed_report
from ita_extract.running.guarding import Beat, Guard
from ita_extract.running.limits import Limits
from ita_extract.running.outcome import Outcome, Task
from ita_extract.writing.documents import to_json, write_document


class Extractor(Protocol):
    """What reads one file: ita_extract.extract, or a stand-in."""

    def __call__(self, path: Path, *, source: str | None = None) -> Report:
        """Return the file's report. Raises DocumentError when it cannot be read."""


def read_single(
    task: Task, extractor: Extractor, output: Path, limits: Limits, beat: Beat, descriptor: int | None = None
) -> Outcome:
    """Read a file and write its document; a file that cannot be read becomes a document of status failed.

    `beat` is called with each page that begins, and 0 when it ends. `descriptor` is the file, opened, for a
    process that may not open it.

    Raises OutputError when the document cannot be written, KeyboardInterrupt when asked to stop, nothing else.
    """
    began = time.perf_counter()
    with watched_by(Guard(limits, beat, task.skipped, descriptor)):
        try:
            limits.check_file(task.path)
            report = _undivided(extractor, task)
            if report.document.document_id != document_id_of(report.document.sha256):
                raise ValueError(
                    f"document_id {report.document.document_id} is not that of the file's SHA-256"
                )
            if task.sha256 not in (None, report.document.sha256):
                raise UnreadableFileError(N_("The file changed while it was read."), hint=N_("Run it again."))
            data = to_json(report)
        except (Exception, SystemExit) as error:
            return write_failed(task, error, output, seconds=time.perf_counter() - began)
    write_document(output, report.document.document_id, data)
    return _outcome(task, report, time.perf_counter() - began)


def _undivided(extractor: Extractor, task: Task) -> Report:
    """Read a file; where a library forks this process, the copy ends here and does not answer for it."""
    own = os.getpid()
    try:
        return extractor(task.path, source=task.source)
    finally:
        if os.getpid() != own:
            os._exit(0)


def write_failed(task: Task, error: BaseException, output: Path, *, seconds: float) -> Outcome:
    """Write the document of a file that could not be read, and return its outcome. Raises OutputError."""
    report = failed_report(task.path, task.source, error, known=task.sha256)
    write_document(output, report.document.document_id, to_json(report))
    outcome = _outcome(task, report, seconds)
    trace = "".join(traceback.format_exception(error)).rstrip()
    expected = isinstance(error, ItaExtractError | OSError | MemoryError)
    spent = isinstance(error, MemoryError | OutOfMemoryError)
    lost = error.page if spent and isinstance(error, DocumentError) else None
    return replace(outcome, expected=expected, trace=trace, spent=spent, lost_page=lost)


def _outcome(task: Task, report: Report, seconds: float) -> Outcome:
    document = report.document
    return Outcome(
        task=task,
        document_id=document.document_id,
        sha256=document.sha256,
        status=document.status,
        extractor_version=document.extractor_version,
        seconds=round(seconds, 3),
        pages=document.page_count,
        error_code=document.error_code,
        error_message=document.error_message,
        findings=dict(Counter(finding.rule for finding in report.findings)),
        errors=document.errors,
        warnings=document.warnings,
        review_reasons=dict(Counter(entry.slug for entry in report.review_reasons if entry.asks_for_review)),
    )
