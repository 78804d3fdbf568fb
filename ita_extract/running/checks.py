"""Inputs named on the command line -> reports under all rules: those of one report and those across reports."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ita_extract.checking.collection.official import UNMATCHED
from ita_extract.checking.collection.published import read_official
from ita_extract.checking.examining import examine
from ita_extract.checking.neighbours import Collection
from ita_extract.checking.rules import all_rules
from ita_extract.checking.violations import CheckResult, gravest_first
from ita_extract.deciding.applying import decide
from ita_extract.errors import UsageError
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.messages.retelling import retold
from ita_extract.model import Document, Finding, Report, Severity, Status
from ita_extract.reading.watching import watched_by
from ita_extract.running.discover import discover
from ita_extract.running.failed import failed_report
from ita_extract.running.guarding import Guard
from ita_extract.running.limits import Limits
from ita_extract.running.remote.address import is_url
from ita_extract.writing.corrections_file import read_corrections
from ita_extract.writing.documents import FOLDER, document_paths, read_document

if TYPE_CHECKING:
    from ita_extract.extracting import Ocr
    from ita_extract.proving.prove import Proving

log = logging.getLogger("ita_extract.check")
Extract = Callable[..., Report]


@dataclass
class Checked:
    """One report's document, what it gets wrong, and what may be the reader's fault: its review reasons as lines."""

    document: Document
    findings: tuple[Finding, ...]
    doubts: tuple[str, ...]

    def count(self, severity: Severity) -> int:
        """Return how many findings have that severity."""
        return sum(finding.severity == severity for finding in self.findings)


@dataclass
class CheckSummary:
    """All reports that were checked, and how many inputs could not be read."""

    checked: list[Checked] = field(default_factory=list)
    failed: int = 0

    def has_errors(self) -> bool:
        """Whether a finding of severity error is among them."""
        return any(entry.count(Severity.ERROR) for entry in self.checked)


def chosen_rules(select: Iterable[str], ignore: Iterable[str]) -> frozenset[str]:
    """Return the rules to apply: those selected (all, where none is), without those ignored.

    Names may be joined by commas. Raises UsageError for one that is no rule.
    """
    known = {rule.slug for rule in all_rules()}
    wanted, unwanted = _names(select), _names(ignore)
    for name in [*wanted, *unwanted]:
        if name not in known:
            raise UsageError(
                both("There is no rule {name!r}.", name=name),
                hint=both("The rules are: {known}.", known=", ".join(sorted(known))),
            )
    return frozenset((set(wanted) or known) - set(unwanted))


def reads_files(inputs: Iterable[str | Path]) -> bool:
    """Whether an input holds files to read; an output folder has its reports read already."""
    return not all(_is_output(name) for name in inputs)


def _is_output(name: str | Path) -> bool:
    return (Path(name) / FOLDER).is_dir()


def check_inputs(
    inputs: Sequence[str | Path],
    *,
    rules: frozenset[str],
    official: Path | None = None,
    extract: Extract | None = None,
    ocr: Ocr = "auto",
    proof: Proving = "auto",
) -> CheckSummary:
    """Check PDF files and output folders; reports of both are held against each other.

    `ocr` says which pages of PDFs are read from their pictures, `proof` whether the ink of values is read beside their
    text. A PDF that cannot be read is logged and counted.
    Raises NoInputError, UsageError and OutputError (an output folder holds something that is no report).
    """
    published = read_official(official) if official else None
    collection, summary = Collection(), CheckSummary()
    for report in _reports(inputs, extract or _own(ocr, proof), summary):
        # what people decided was put in with a check of its own
        result = CheckResult(report.findings, ()) if report.decisions else examine(report)
        collection.add(report)
        document = report.with_reasons(result.doubts).document
        summary.checked.append(Checked(report.document, result.findings, document.review_reasons))
    across = collection.check(published)
    for entry in summary.checked:
        more = across.get(entry.document.document_id)
        findings = (*entry.findings, *(more.findings if more else ()))
        entry.findings = gravest_first(finding for finding in findings if finding.rule in rules)
        entry.doubts = (*entry.doubts, *(doubt.short for doubt in (more.doubts if more else ())))
        if more:  # the tables have a document as review whose doubts stand between reports: `two-versions`
            between = (doubt for doubt in more.doubts if doubt.slug != UNMATCHED)
            status = Report(document=entry.document).with_reasons(between).document.status
            entry.document = entry.document.model_copy(update={"status": status})
    return summary


def _own(ocr: Ocr, proof: Proving) -> Extract:
    """Return the project's own extractor, which is loaded when the first PDF is read."""

    def read(path: Path, *, source: str | None = None) -> Report:
        from ita_extract.extracting import extract

        return extract(path, source=source, ocr=ocr, proof=proof)

    return read


def _reports(inputs: Sequence[str | Path], extract: Extract, summary: CheckSummary) -> Iterator[Report]:
    """Yield each report once, whatever names it."""
    seen: set[str] = set()
    for report in _all_reports(inputs, extract, summary):
        if report.document.document_id not in seen:
            seen.add(report.document.document_id)
            yield report


def _all_reports(inputs: Sequence[str | Path], extract: Extract, summary: CheckSummary) -> Iterator[Report]:
    if any(is_url(name) for name in inputs):
        raise UsageError(
            N_("check reads files and folders of this machine, no addresses."),
            hint=N_(
                "Read them first with: ita-extract run ADDRESS --output FOLDER, then: ita-extract check FOLDER"
            ),
        )
    folders = [Path(name) for name in inputs if _is_output(name)]
    others = [name for name in inputs if not _is_output(name)]
    for folder in folders:
        corrections = read_corrections(folder)
        for path in document_paths(folder):
            report = decide(read_document(path), corrections).report
            if report.document.status is Status.FAILED:
                summary.failed += 1
                source, why = report.document.source, retold(report.document.error_message or "")
                log.warning("%s: %s (%s)", source, why, report.document.error_code, extra={"source": source})
                continue
            yield report
    if not others:
        return
    limits = Limits()
    for file in discover(others):
        try:
            limits.check_file(file.path)
            with watched_by(Guard(limits, lambda _page: None, {})):
                report = extract(file.path, source=file.source)
        except Exception as error:  # one file that cannot be read stops no other
            summary.failed += 1
            failed = failed_report(file.path, file.source, error).document
            log.warning(
                "%s: %s (%s)", file.source, retold(failed.error_message or ""), failed.error_code, exc_info=error,
                extra={"source": file.source},
            )  # fmt: skip
            continue
        yield report


def _names(listed: Iterable[str]) -> list[str]:
    return [name for part in listed for name in part.replace(" ", "").split(",") if name]
