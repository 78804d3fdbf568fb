"""An inspection as text for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from ita_extract.inspecting.seen import Inspection, SeenNumber, SeenPage, SeenReason, SeenTable
from ita_extract.model import Fate
from ita_extract.writing.printing import harmless_line

_WORDS = 60  # characters of a block that are shown


def inspection_lines(seen: Inspection) -> Iterator[str]:
    """Yield the lines of an inspection: the file, then each page with its blocks, tables, reasons and numbers."""
    document = seen.document
    yield harmless_line(f"{document.source}: {document.status.value}, {document.page_count} pages")
    yield f"  {_outline(seen)}"
    if seen.left_out:
        yield f"  pages left out: {', '.join(map(str, seen.left_out))} (--page N shows a page)"
    whole = [reason for reason in seen.reasons if reason.page is None]
    if whole:
        yield "  reasons that name no page"
        yield from (_reason(reason) for reason in whole)
    for page in seen.pages:
        yield ""
        yield from map(harmless_line, _page(page))


def _outline(seen: Inspection) -> str:
    if not seen.is_accounted:
        return "taken for no report: its numbers were not entered, and no reader was asked"
    if seen.sections is None:
        return "no outline was asked for"
    found = ", ".join(map(str, seen.sections))
    return f"sections of indicators: {found}" if found else "no section of an indicator was found"


def _page(page: SeenPage) -> Iterator[str]:
    counts = ", ".join(f"{len(page.of_fate(fate))} {fate.value}" for fate in Fate)
    yield f"page {page.number} ({page.text_source}): numbers {counts}"
    if page.trouble:
        yield f"  {page.trouble}"
    if page.cut:
        yield f"  {page.cut} more blocks, numbers or rows are left out"
    for part in page.parts:
        yield f"  part {part.label}: {part.box.top:.0f} to {part.box.bottom:.0f} points from the top"
    if page.reasons:
        yield "  reasons"
        yield from (_reason(reason) for reason in page.reasons)
    for table in page.tables:
        yield from _table(table)
    yield "  blocks"
    for block in page.blocks:
        taken = f"  -> {', '.join(block.taken_by)}" if block.taken_by else ""
        detail = f" ({block.detail})" if block.detail else ""
        yield f"    B{block.number} {block.kind}{detail}: {block.words[:_WORDS]}{taken}"
    if page.rows:
        yield "  rows of the report that begin here"
        yield from (f"    {row.name} ({row.called}): {row.raw[:_WORDS]}" for row in page.rows)
    for fate in (Fate.UNRESOLVED, Fate.CLAIMED, Fate.EXCUSED):
        numbers = page.of_fate(fate)
        if numbers:
            yield f"  numbers {fate.value}"
            yield from (_number(number) for number in numbers)


def _reason(reason: SeenReason) -> str:
    about = " ".join(filter(None, (reason.subject, reason.detail or reason.raw)))
    note = " (a note)" if reason.is_note else ""
    row = f"  [{reason.row}]" if reason.row else ""
    taken = "; ".join(f"{value.value} on page {value.page}" for value in reason.values)
    values = f"  taken: {taken}" if taken else ""
    return harmless_line(f"    R{reason.number} {reason.slug}{note}: {about}{row}{values}")


def _table(table: SeenTable) -> Iterator[str]:
    state = "" if table.is_read else ", not read"
    rules = "ruled" if table.ruled else "without rules"
    pages = ", ".join(map(str, table.pages))
    yield f"  {table.title}{state}: {table.row_count} rows on page {pages}, {rules}, {table.orientation}"
    for column in table.columns:
        tail = "".join(
            f"; {words}"
            for words in (
                f"next {', '.join(column.others)}" if column.others else "",
                column.support,
                f"margin {column.margin}" if column.margin else "",
            )
            if words
        )
        heading = column.heading or "(no heading)"
        yield f"    column {column.number} {heading[:_WORDS]} = {column.meaning} by {column.why}{tail}"


def _number(number: SeenNumber) -> str:
    match number.fate:
        case Fate.CLAIMED:
            why = f"-> {number.row}"
        case Fate.EXCUSED:
            why = f"{number.reason} by {number.rule}: {number.cue}"
        case _:
            told = number.reason or "no reader took it"
            why = f"{told}: {number.before}[{number.value}]{number.after}"
    return f"    {number.value:>8} {why}  ({number.where})"
