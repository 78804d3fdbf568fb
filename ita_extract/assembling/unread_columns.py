"""Text that stands in columns and in no table: the rows of a table without rules, which no reader took."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from ita_extract.layout.document import Document
from ita_extract.layout.lines import Line
from ita_extract.layout.reasons import reason
from ita_extract.layout.span import Span
from ita_extract.layout.tables import Table
from ita_extract.model import ReviewReason
from ita_extract.numbers.ledger import Ledger

_GUTTER = 0.7  # em; words of justified Thai stand closer
_SAME_EDGE = 3.0  # points by which the lines of one column may begin apart
_FEWEST_COLUMNS, _FEWEST_LINES = 3, 2
_NEXT_LINE = 2.2  # em between the baselines of one table's lines
_OWNED = 0.3  # share of the chars of such lines that a reader must have taken


def unread_columns(document: Document, ledger: Ledger) -> Iterator[ReviewReason]:
    """Name the lines, each cut by gaps, that begin in the same columns and belong to nothing that was read.

    The last row of a table whose every second row is shaded stands alone, without a rule, perhaps on the next page.
    """
    for page, lines in groupby(document.lines, key=lambda line: line.page):
        columns = [_columns(placed.table) for placed in document.tables if placed.table.page == page]
        found = list(lines)
        for run in [*_runs(found), *_rows_of(columns, found)]:
            whole = Span.of_lines(run)
            scored = any(entry.claim is not None for entry in ledger.entries_in(whole))
            if not scored and ledger.owned(whole) < _OWNED:
                yield reason("unread-table", whole.text, at=whole)


def _columns(table: Table) -> list[float]:
    """Return where the texts of each column of a table begin, in points."""
    texts = (
        [line for cell in column if cell for line in cell.lines] for column in zip(*table.rows, strict=True)
    )
    return [min(line.box.x0 for line in lines) for lines in texts if lines]


def _rows_of(tables: Sequence[Sequence[float]], lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Return single lines that begin in three columns of a table on their page: a row around which no rule is drawn."""
    for line in lines:
        starts = _starts(line)
        for columns in tables:
            shared = [edge for edge in starts if any(abs(edge - column) <= _SAME_EDGE for column in columns)]
            if len(shared) >= _FEWEST_COLUMNS:
                yield [line]
                break


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Return the runs of lines, one below the other, that share their columns."""
    run: list[Line] = []
    columns: list[float] = []
    for line in lines:
        starts = _starts(line)
        shared = [edge for edge in starts if any(abs(edge - column) <= _SAME_EDGE for column in columns)]
        near = bool(run) and abs(line.baseline - run[-1].baseline) <= _NEXT_LINE * line.size
        if near and shared:
            run.append(line)
            columns += [edge for edge in starts if edge not in shared]
            continue
        if _is_table(run):
            yield run
        run, columns = ([line], starts) if len(starts) >= _FEWEST_COLUMNS else ([], [])
    if _is_table(run):
        yield run


def _is_table(run: Sequence[Line]) -> bool:
    """Whether lines are more than a single one that gaps cut: two at least hold three columns and share two."""
    wide = [_starts(line) for line in run]
    wide = [starts for starts in wide if len(starts) >= _FEWEST_COLUMNS]
    return len(wide) >= _FEWEST_LINES and any(
        sum(any(abs(edge - other) <= _SAME_EDGE for other in below) for edge in above) >= 2
        for above, below in pairwise(wide)
    )


def _starts(line: Line) -> list[float]:
    """Return where the pieces of a line begin that gaps part, in points."""
    gaps = (after.x0 for before, after in pairwise(line.chars) if after.x0 - before.x1 > _GUTTER * line.size)
    return [line.chars[0].x0, *gaps]
