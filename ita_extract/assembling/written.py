"""Rows whose value an annotation or a form field wrote on the page: they say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ita_extract.evidence import EvidenceRow, TextSource
from ita_extract.layout.pages import PageLayout
from ita_extract.model import TABLES, Report
from ita_extract.reading.page import Written


def with_sources(report: Report, pages: Sequence[PageLayout]) -> Report:
    """Return the report with `annotation` or `form` as the source of what one of these wrote."""
    written: defaultdict[int, list[Written]] = defaultdict(list)
    for page in pages:
        written[page.number].extend(page.written)
    if not any(written.values()):
        return report
    changed = {}
    for table, model in TABLES.items():
        if not issubclass(model, EvidenceRow):
            continue
        rows: tuple[EvidenceRow, ...] = getattr(report, table)
        sources = [_source(row, written.get(row.page, ())) for row in rows]
        if any(source != row.text_source for row, source in zip(rows, sources, strict=True)):
            changed[table] = tuple(
                row.model_copy(update={"text_source": source})
                for row, source in zip(rows, sources, strict=True)
            )
    return report.model_copy(update=changed) if changed else report


def _source(row: EvidenceRow, written: Sequence[Written]) -> TextSource:
    """Return where a row's text comes from: what lies with its middle in the text of an annotation is its text."""
    x, y = (row.x0 + row.x1) / 2, (row.top + row.bottom) / 2
    for text in written if row.text_source == "text" else ():
        if text.box.x0 <= x <= text.box.x1 and text.box.top <= y <= text.box.bottom:
            return text.source
    return row.text_source
