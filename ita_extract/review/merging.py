"""Files of decisions -> an output folder: checked against its documents, merged, its tables made anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ita_extract.deciding.applying import Outcome
from ita_extract.deciding.checking import check_correction
from ita_extract.deciding.columns import InvalidDecisionError
from ita_extract.deciding.corrections import Agreement, Correction, Corrections
from ita_extract.deciding.questions import Questions
from ita_extract.model import Report, Status
from ita_extract.review.making import output_folder_of
from ita_extract.running.lock import locked
from ita_extract.running.tables_made import remake_tables
from ita_extract.writing.between import read_between
from ita_extract.writing.corrections_file import add_corrections, read_decisions
from ita_extract.writing.documents import document_path, document_paths, read_document


@dataclass(frozen=True)
class Refused:
    """A decision that cannot be taken, and why."""

    line: Correction
    why: str


@dataclass(frozen=True)
class Contradiction:
    """Something of which people say different things."""

    document_id: str
    source: str
    lines: tuple[Correction, ...]


@dataclass(frozen=True)
class MergeSummary:
    """What came of a merge: lines read, taken (the others were there already) and refused, and what stands now.

    `unknown` counts decisions about documents that the folder does not have, `waiting` those whose evidence reads
    otherwise. `statuses` are those of the documents with decisions, `settled` counts those that are `ok` by them.
    """

    read: int
    added: int
    refused: tuple[Refused, ...]
    unknown: int
    waiting: int
    contradictions: tuple[Contradiction, ...]
    agreement: Agreement
    statuses: dict[Status, int]
    settled: int


def merge_decisions(output: str | Path, files: Sequence[Path]) -> MergeSummary:
    """Merge files of decisions into an output folder, and make its tables anew.

    A decision that is there already is not taken twice. One with a value that the model does not allow is refused and
    named; the others are taken. Raises UsageError (a file is none of decisions), OutputError, LockedError.
    """
    folder = output_folder_of(output)
    lines = list(dict.fromkeys(line for path in files for line in read_decisions(path)))
    with locked(folder):
        refused = tuple(_refused(folder, lines))
        unwanted = {entry.line for entry in refused}
        added = add_corrections(folder, (line for line in lines if line not in unwanted))
        remake_tables(folder)
        return _stands(folder, lines, added, refused)


def _refused(folder: Path, lines: Iterable[Correction]) -> Iterator[Refused]:
    """Yield the lines that cannot be taken: what they are about is there, and takes no such verdict or value."""
    asked: dict[str, tuple[Questions, Report] | None] = {}
    for line in lines:
        if line.document_id not in asked:
            path = document_path(folder, line.document_id)
            report = read_document(path) if path.is_file() else None
            asked[line.document_id] = (Questions(report), report) if report is not None else None
        there = asked[line.document_id]
        question = there[0].by_key.get(line.key) if there is not None else None
        if question is None or there is None:
            continue
        try:
            check_correction(line, question, there[1])
        except InvalidDecisionError as error:
            yield Refused(line, error.said)


def _stands(
    folder: Path, lines: Sequence[Correction], added: int, refused: tuple[Refused, ...]
) -> MergeSummary:
    between = read_between(folder)
    corrections: Corrections = between.corrections
    there = {path.stem for path in document_paths(folder)}
    contradictions: list[Contradiction] = []
    statuses: Counter[Status] = Counter()
    waiting = settled = 0
    for path in document_paths(folder):
        report = read_document(path)
        if not corrections.of(report):
            continue
        decided = between.decided_in(report)
        document = decided.report.document
        statuses[document.status] += 1
        settled += report.document.status is Status.REVIEW and document.status is Status.OK
        for key, standing in decided.standings.items():
            known = key in decided.questions.by_key
            if standing.differing and known:
                contradictions.append(
                    Contradiction(document.document_id, document.source, standing.differing)
                )
            elif not known or decided.outcomes.get(key) in (Outcome.CHANGED, Outcome.INVALID):
                waiting += bool(standing.lines)
    return MergeSummary(
        read=len(lines),
        added=added,
        refused=refused,
        unknown=sum(line.document_id not in there for line in lines),
        waiting=waiting,
        contradictions=tuple(contradictions),
        agreement=corrections.agreement(),
        statuses=dict(statuses),
        settled=settled,
    )
