"""How findings are shown: a table by organisation for people, JSON, CSV and GitHub annotations for programs."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Iterable, Iterator

from ita_extract.cli.cells_of_text import padded, shortened, width_of, wrapped
from ita_extract.messages import _, ngettext, spoken
from ita_extract.messages.statuses import SEVERITY_WORDS, STATUS_WORDS
from ita_extract.model import Document, Finding, Severity, Status
from ita_extract.review.reasons import meaning_of
from ita_extract.running.checks import Checked
from ita_extract.writing.printing import harmless_line

COLUMNS = (
    "document_id", "source", "organization", "fiscal_year", "rule", "severity", "subject", "message_th", "message_en",
    "expected", "found", "pages",
)  # fmt: skip
_UNBOUNDED = 1000  # cells of a line that no terminal cuts
_LEAST_ROOM = 12
_SEPARATOR = " · "
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def organization(document: Document) -> str:
    """Return an organisation with its province, or the file's name where none is known."""
    return document.placed_name or document.source


def as_text(checked: Iterable[Checked], failed: int = 0) -> str:
    """Return the findings of each organisation, the gravest first, then a table; `failed` inputs were not read."""
    ordered = sorted(checked, key=_gravest)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _UNBOUNDED
    lines: list[str] = []
    for entry in ordered:
        if entry.findings or entry.doubts:
            lines += [*_block(entry, width), ""]
    return "\n".join(map(harmless_line, [*lines, *_table(ordered, failed, width)])) + "\n"


def _gravest(checked: Checked) -> tuple[object, ...]:
    """Return the key by which documents are listed: most errors, most warnings, then by name and year."""
    counts = (-checked.count(Severity.ERROR), -checked.count(Severity.WARNING), -len(checked.doubts))
    return (*counts, organization(checked.document), checked.document.fiscal_year or 0)


def summary_of(checked: Checked) -> str:
    """Return both things about a document: how it was read, and what it gets wrong: `read ok · 7 errors`."""
    errors, warnings = checked.count(Severity.ERROR), checked.count(Severity.WARNING)
    parts = [ngettext("{count} error", "{count} errors", errors).format(count=errors)] if errors else []
    if warnings:
        parts.append(ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings))
    how = _("read {status}").format(status=STATUS_WORDS[checked.document.status])
    return " · ".join([how, *(parts or [_("no contradiction found")])])


def _block(checked: Checked, width: int) -> Iterator[str]:
    yield from _first_lines(checked, width)
    names = [*map(str, SEVERITY_WORDS.values()), _("doubt")]
    column = max(map(width_of, names)) + 2
    for finding in checked.findings:
        pages = ",".join(str(page) for page in finding.pages) or "–"
        severity = padded(str(SEVERITY_WORDS[finding.severity]), column)
        yield f"  {severity}{finding.rule:<32}{_('p.')} {pages}"
        yield from _indented(_message(finding), width)
    for doubt in checked.doubts:
        yield f"  {padded(_('doubt'), column)}{doubt}"
        yield from _indented(_meaning(doubt), width)


def _first_lines(checked: Checked, width: int) -> Iterator[str]:
    """Yield organisation, year, file and result within the cells of a line: the file's name shrinks first."""
    document = checked.document
    name, year, result = organization(document), str(document.fiscal_year or "–"), summary_of(checked)
    if name == document.source:  # a file is named once
        room = width - width_of(_SEPARATOR.join(["", year, result]))
        yield _SEPARATOR.join([shortened(name, max(room, _LEAST_ROOM), keep_end=True), year, result])
        return
    room = width - width_of(_SEPARATOR.join([name, year, "", result]))
    if room >= _LEAST_ROOM:
        yield _SEPARATOR.join([name, year, shortened(document.source, room, keep_end=True), result])
        return
    room = max(width - width_of(_SEPARATOR.join([name, year, ""])), _LEAST_ROOM)
    yield _SEPARATOR.join([name, year, shortened(document.source, room, keep_end=True)])
    yield f"  {result}"


def _indented(text: str, width: int) -> Iterator[str]:
    for line in wrapped(text, width - 6) if width < _UNBOUNDED else filter(None, [text]):
        yield f"      {line}"


def _meaning(doubt: str) -> str:
    """Return what a doubt (`slug: page 3: …`, in English as the data) means; "" in English, where it says so itself."""
    if spoken() != "th":
        return ""
    meaning = meaning_of(doubt.partition(":")[0])
    return meaning.th if meaning else ""


def _message(finding: Finding) -> str:
    return finding.message_th if spoken() == "th" else finding.message_en


def _table(checked: list[Checked], failed: int, width: int) -> Iterator[str]:
    heads = (
        _("organisation"), _("year"), _("status"), _("errors"), _("warnings"), _("notes"), _("doubts"),
    )  # fmt: skip
    rows = [
        (
            organization(entry.document),
            str(entry.document.fiscal_year or "–"),
            str(STATUS_WORDS[entry.document.status]),
            *(str(entry.count(severity)) for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)),
            str(len(entry.doubts)),
        )
        for entry in checked
    ]
    widths = [max(width_of(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    widths[0] = max(min(widths[0], width - sum(widths[1:]) - 2 * len(widths[1:])), _LEAST_ROOM)
    for row in [heads, *rows]:
        cells = [padded(shortened(row[0], widths[0]), widths[0])]
        cells += [
            " " * (wide - width_of(cell)) + cell for cell, wide in zip(row[1:], widths[1:], strict=True)
        ]
        yield "  ".join(cells).rstrip()
    wrong = sum(bool(entry.count(Severity.ERROR)) for entry in checked)
    doubted = sum(entry.document.status is Status.REVIEW for entry in checked)
    yield ""
    said = ngettext(
        "{count} document: {wrong} with errors, {doubted} to review; {failed} more could not be read",
        "{count} documents: {wrong} with errors, {doubted} to review; {failed} more could not be read",
        len(checked),
    )
    yield said.format(count=len(checked), wrong=wrong, doubted=doubted, failed=failed)


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


def as_github(checked: Iterable[Checked]) -> str:
    """Return annotations that GitHub's runners show beside the file."""
    lines = []
    for entry in checked:
        for finding in entry.findings:
            file, title = _property(entry.document.source), _property(finding.rule)
            lines.append(
                f"::{_GITHUB[finding.severity]} file={file},title={title}::{_data(_message(finding))}"
            )
    return "".join(f"{line}\n" for line in lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
