"""How findings are shown: a table by organisation for people, JSON, CSV and GitHub annotations for programs."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator

from ita_extract.cli.check import Wording
from ita_extract.model import Document, Finding, Severity, Status
from ita_extract.running.checks import Checked
from ita_extract.writing.printing import harmless_line

COLUMNS = (
    "document_id", "source", "organization", "fiscal_year", "rule", "severity", "subject", "message_th", "message_en",
    "expected", "found", "pages",
)  # fmt: skip
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def organization(document: Document) -> str:
    """Return an organisation with its province, or the file's name where none is known."""
    return document.placed_name or document.source


def as_text(checked: Iterable[Checked], language: Wording, failed: int = 0) -> str:
    """Return the findings of each organisation, the gravest first, then a table; `failed` inputs were not read."""
    ordered = sorted(checked, key=_gravest)
    lines: list[str] = []
    for entry in ordered:
        if entry.findings or entry.doubts:
            lines += [*_block(entry, language), ""]
    return "\n".join(map(harmless_line, [*lines, *_table(ordered, failed)])) + "\n"


def _gravest(checked: Checked) -> tuple[object, ...]:
    """Return the key by which documents are listed: most errors, most warnings, then by name and year."""
    counts = (-checked.count(Severity.ERROR), -checked.count(Severity.WARNING), -len(checked.doubts))
    return (*counts, organization(checked.document), checked.document.fiscal_year or 0)


def summary_of(checked: Checked) -> str:
    """Return both things about a document: how it was read, and what it gets wrong: `read ok · 7 errors`."""
    counts = ((checked.count(Severity.ERROR), "error"), (checked.count(Severity.WARNING), "warning"))
    parts = [f"{count} {name}{'s' if count != 1 else ''}" for count, name in counts if count]
    return " · ".join([f"read {checked.document.status.value}", *(parts or ["no contradiction found"])])


def _block(checked: Checked, language: Wording) -> Iterator[str]:
    document = checked.document
    yield f"{organization(document)} · {document.fiscal_year or '–'} · {document.source} · {summary_of(checked)}"
    for finding in checked.findings:
        pages = ",".join(str(page) for page in finding.pages) or "–"
        message = finding.message_th if language is Wording.TH else finding.message_en
        yield f"  {finding.severity:<8}{finding.rule:<32}p. {pages}"
        yield f"      {message}"
    for doubt in checked.doubts:
        yield f"  {'doubt':<8}{doubt}"


def _table(checked: list[Checked], failed: int) -> Iterator[str]:
    heads = ("organisation", "year", "status", "errors", "warnings", "notes", "doubts")
    rows = [
        (
            organization(entry.document),
            str(entry.document.fiscal_year or "–"),
            entry.document.status.value,
            *(str(entry.count(severity)) for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)),
            str(len(entry.doubts)),
        )
        for entry in checked
    ]
    widths = [max(_width(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    for row in [heads, *rows]:
        cells = [_padded(row[0], widths[0])]
        cells += [
            " " * (width - _width(cell)) + cell for cell, width in zip(row[1:], widths[1:], strict=True)
        ]
        yield "  ".join(cells).rstrip()
    wrong = sum(bool(entry.count(Severity.ERROR)) for entry in checked)
    doubted = sum(entry.document.status is Status.REVIEW for entry in checked)
    yield ""
    plural = "" if len(checked) == 1 else "s"
    yield f"{len(checked)} document{plural}: {wrong} with errors, {doubted} to review; {failed} more could not be read"


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: Thai marks above and below take none."""
    return sum(unicodedata.category(letter) not in ("Mn", "Me", "Cf") for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def as_json(checked: Iterable[Checked]) -> str:
    """Return a list of documents, each with its findings and doubts."""
    documents = [
        {
            "document_id": entry.document.document_id,
            "source": entry.document.source,
            "organization": organization(entry.document),
            "fiscal_year": entry.document.fiscal_year,
            "status": entry.document.status.value,
            "findings": [finding.model_dump(mode="json") for finding in entry.findings],
            "doubts": list(entry.doubts),
        }
        for entry in checked
    ]
    return json.dumps(documents, ensure_ascii=False, indent=1) + "\n"


def as_csv(checked: Iterable[Checked]) -> str:
    """Return one line a finding."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in checked:
        for finding in entry.findings:
            writer.writerow(_cells(entry.document, finding))
    return text.getvalue()


def _cells(document: Document, finding: Finding) -> tuple[object, ...]:
    return (
        document.document_id, document.source, organization(document), document.fiscal_year, finding.rule,
        finding.severity.value, finding.subject, finding.message_th, finding.message_en, finding.expected,
        finding.found, ";".join(str(page) for page in finding.pages),
    )  # fmt: skip


def as_github(checked: Iterable[Checked], language: Wording) -> str:
    """Return annotations that GitHub's runners show beside the file."""
    lines = []
    for entry in checked:
        for finding in entry.findings:
            message = finding.message_th if language is Wording.TH else finding.message_en
            file, title = _property(entry.document.source), _property(finding.rule)
            lines.append(f"::{_GITHUB[finding.severity]} file={file},title={title}::{_data(message)}")
    return "".join(f"{line}\n" for line in lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
