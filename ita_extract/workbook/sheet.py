"""A sheet while it is written from top to bottom: heads, rows, notices; widths, filter and frozen heads come last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ita_extract.workbook.cell_values import Cell, cell_of, width_of, write_cell
from ita_extract.workbook.styles import Mark, Styles

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEADS = 2  # rows: the heading, and the name of the column as in the CSV
_MEASURED_ROWS = 300
_NARROWEST, _WIDEST = 7, 45
_HEAD_HEIGHT, _LETTERS_OF_HEAD = 42, 9
_SMALL = 0.7  # of a letter's width, in the row of column names
_COMMENT = {"author": "ita_extract", "font_size": 9, "width": 320}
_COMMENT_LINE, _COMMENT_LETTERS = 15, 46  # points a line, letters in it
_LONGEST_COMMENT = 1_500
_A4 = 9
_NO_MARKS: Sequence[Mark] = ()


class Sheet:
    """A sheet of a workbook; rows go in one after the other, for only the last is in memory."""

    def __init__(self, sheet: Worksheet, styles: Styles, headings: Mapping[str, str]) -> None:
        self._sheet = sheet
        self._styles = styles
        self._headings = headings
        self._columns: Sequence[str] = ()
        self._widths: list[int] = []
        self._hidden: Sequence[str] = ()
        self._row = 0
        self.cut = 0

    @property
    def rows(self) -> int:
        """Return how many rows it has below its heads."""
        return max(0, self._row - HEADS)

    def head(self, columns: Sequence[str], comments: Mapping[str, str] | None = None) -> None:
        """Write the heads: what people read, and beneath it the name of the column."""
        self._columns = columns
        self._sheet.set_row(0, _HEAD_HEIGHT)
        for at, name in enumerate(columns):
            heading = self._headings.get(name, name)
            self._sheet.write_string(0, at, heading, self._styles.heading)
            if text := (comments or {}).get(name):
                self.comment(0, at, text)
            self._widths.append(
                max(int(len(name) * _SMALL), min(width_of(cell_of(heading)), _LETTERS_OF_HEAD))
            )
        for at, name in enumerate(columns):
            self._sheet.write_string(1, at, name, self._styles.column_name)
        self._row = HEADS

    def row(self, cells: Sequence[Cell], marks: Sequence[Mark] = _NO_MARKS) -> int:
        """Write the next row and return its number in the sheet, from 0."""
        for at, entry in enumerate(cells):
            write_cell(self._sheet, self._row, at, entry, self._styles, marks[at] if marks else Mark.NONE)
            self.cut += entry.cut
        if self._row < _MEASURED_ROWS:
            self._widths = [
                max(width, width_of(entry)) for width, entry in zip(self._widths, cells, strict=True)
            ]
        self._row += 1
        return self._row - 1

    def link(self, row: int, column: int, address: str, text: str, style: Mark = Mark.NONE) -> None:
        """Write a link to a file beside the workbook."""
        from ita_extract.workbook.styles import Look

        self._sheet.write_url(row, column, f"external:{address}", self._styles.cells[Look.LINK, style], text)

    def comment(self, row: int, column: int, text: str) -> None:
        """Put a comment on a cell; a long one is cut, and says so by …"""
        shown = text if len(text) <= _LONGEST_COMMENT else f"{text[:_LONGEST_COMMENT]} …"
        lines = sum(len(line) // _COMMENT_LETTERS + 1 for line in shown.splitlines())
        height = min(400, 12 + _COMMENT_LINE * (lines + 1))
        self._sheet.write_comment(row, column, shown, _COMMENT | {"height": height})

    def notice(self, text: str) -> None:
        """Write what everybody must see who opens the sheet, in a row of its own."""
        self._sheet.write_string(self._row, 0, text, self._styles.notice)
        self._row += 1

    def hide(self, columns: Sequence[str]) -> None:
        """Fold columns away that few people need; a click on + over them shows them."""
        self._hidden = columns

    def finish(self, *, frozen: int, printed: int | None = None) -> None:
        """Freeze the heads and the first columns, and set filter and widths; `printed` columns go onto paper."""
        sheet = self._sheet
        if printed is not None:
            sheet.print_area(0, 0, max(self._row - 1, HEADS - 1), printed - 1)
        sheet.freeze_panes(HEADS, frozen)
        sheet.autofilter(HEADS - 1, 0, max(self._row - 1, HEADS - 1), len(self._columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)  # as wide as a page, as long as it takes
        sheet.repeat_rows(0, HEADS - 1)
        # green corners that say "a number stored as text": it is meant so
        sheet.ignore_errors(
            {"number_stored_as_text": "A1:XFD1048576", "two_digit_text_year": "A1:XFD1048576"}
        )
        for at, (name, width) in enumerate(zip(self._columns, self._widths, strict=True)):
            options = {"level": 1, "hidden": True} if name in self._hidden else {}
            sheet.set_column(at, at, min(max(width + 2, _NARROWEST), _WIDEST), None, options)
