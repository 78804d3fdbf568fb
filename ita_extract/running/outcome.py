"""A task of a run, and what came of it: small enough to travel between processes and machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ita_extract.errors import DocumentError
from ita_extract.model import Status


@dataclass(frozen=True)
class Task:
    """One file to read. `number` tells tasks of one run apart; `sha256` is None where the file gave no bytes.

    `skipped` are pages that cost an earlier process of this task its life or its time, with what they did.
    """

    number: int
    path: Path
    source: str
    sha256: str | None
    skipped: Mapping[int, DocumentError] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What came of a task; the report itself is on the disk already.

    `expected` is False for a defect of this program; `trace` is where it arose. `spent` asks for a new process
    (this one ran out of memory once and is not to be trusted), `lost_page` tells with which page that happened.
    """

    task: Task
    document_id: str
    sha256: str
    status: Status
    extractor_version: str
    seconds: float
    pages: int | None = None
    error_code: str | None = None
    error_message: str | None = None
    expected: bool = True
    trace: str | None = None
    findings: dict[str, int] = field(default_factory=dict)
    review_reasons: dict[str, int] = field(default_factory=dict)
    errors: int = 0
    warnings: int = 0
    spent: bool = False
    lost_page: int | None = None


class ElsewhereError(Exception):
    """Carries the trace of an error of another process into the log of this one."""

    def __init__(self, trace: str) -> None:
        super().__init__(trace)

    def __str__(self) -> str:
        return f"in the process that read the file:\n{self.args[0]}"
