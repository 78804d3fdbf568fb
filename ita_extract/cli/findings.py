"""How findings are shown: a table by organisation for people, JSON, CSV and GitHub annotations for programs."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator

from ita_extract.checking.collection.versions import TWO_VERSIONS
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
    for one in ordered:
        if one.findings or one.doubts:
            lines += [*_block(one, language), ""]
    return "\n".join(map(harmless_line, [*lines, *_table(ordered, failed)])) + "\n"


def _gravest(one: Checked) -> tuple[object, ...]:
    """Return the key by which documents are listed: most errors, most warnings, then by name and year."""
    counts = (-one.count(Severity.ERROR), -one.count(Severity.WARNING), -len(one.doubts))
    return (*counts, organization(one.document), one.document.fiscal_year or 0)


def status_of(one: Checked) -> Status:
    """Return how a document was read, as the tables have it: review where a rival may be newer."""
    rivals = any(doubt.startswith(TWO_VERSIONS) for doubt in one.doubts)
    return Status.REVIEW if rivals and one.document.status is Status.OK else one.document.status


def summary_of(one: Checked) -> str:
    """Return both things about a document: how it was read, and what it gets wrong: `read ok · 7 errors`."""
    counts = ((one.count(Severity.ERROR), "error"), (one.count(Severity.WARNING), "warning"))
    parts = [f"{count} {name}{'s' if count != 1 else ''}" for count, name in counts if count]
    return " · ".join([f"read {status_of(one).value}", *(parts or ["no contradiction found"])])


def _block(one: Checked, language: Wording) -> Iterator[str]:
    document = one.document
    yield f"{organization(document)} · {document.fiscal_year or '–'} · {document.source} · {summary_of(one)}"
    for finding in one.findings:
        pages = ",".join(str(page) for page in finding.pages) or "–"
        message = finding.message_th if language is Wording.TH else finding.message_en
        yield f"  {finding.severity:<8}{finding.rule:<32}p. {pages}"
        yield f"      {message}"
    for doubt in one.doubts:
        yield f"  {'doubt':<8}{doubt}"


def _table(checked: list[Checked], failed: int) -> Iterator[str]:
    heads = ("organisation", "year", "status", "errors", "warnings", "notes", "doubts")
    rows = [
        (
            organization(one.document),
            str(one.document.fiscal_year or "–"),
            status_of(one).value,
            *(str(one.count(severity)) for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)),
            str(len(one.doubts)),
        )
        for one in checked
    ]
    widths = [max(_width(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    for row in [heads, *rows]:
        cells = [_padded(row[0], widths[0])]
        cells += [
            " " * (width - _width(cell)) + cell for cell, width in zip(row[1:], widths[1:], strict=True)
        ]
        yield "  ".join(cells).rstrip()
    wrong = sum(bool(one.count(Severity.ERROR)) for one in checked)
    doubted = sum(status_of(one) is Status.REVIEW for one in checked)
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
            "document_id": one.document.document_id,
            "source": one.document.source,
            "organization": organization(one.document),
            "fiscal_year": one.document.fiscal_year,
            "status": status_of(one).value,
            "findings": [finding.model_dump(mode="json") for finding in one.findings],
            "doubts": list(one.doubts),
        }
        for one in checked
    ]
    return json.dumps(documents, ensure_ascii=False, indent=1) + "\n"


def as_csv(checked: Iterable[Checked]) -> str:
    """Return one line a finding."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in checked:
        for finding in one.findings:
            writer.writerow(_cells(one.document, finding))
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
    for one in checked:
        for finding in one.findings:
            message = finding.message_th if language is Wording.TH else finding.message_en
            file, title = _property(one.document.source), _property(finding.rule)
            lines.append(f"::{_GITHUB[finding.severity]} file={file},title={title}::{_data(message)}")
    return "".join(f"{line}\n" for line in lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
