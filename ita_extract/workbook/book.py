"""The tables of an output folder -> ita.xlsx: whole or not at all, and equal bytes from equal documents."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ita_extract.errors import OutputError
from ita_extract.messages import _
from ita_extract.messages.both import both
from ita_extract.model import TABLES
from ita_extract.workbook.edited import MADE, set_aside_edited
from ita_extract.workbook.front import FROZEN, PRINTED, write_front
from ita_extract.workbook.headings import headings, tabs
from ita_extract.workbook.notes import write_notes
from ita_extract.workbook.sheet import Sheet
from ita_extract.workbook.styles import make_styles
from ita_extract.workbook.table_sheets import reasons_of, titles_of, write_table
from ita_extract.writing.atomic import whole_path
from ita_extract.writing.wide_columns import NAME as WIDE
from ita_extract.writing.wide_table import database

NAME = "ita.xlsx"


def write_workbook(output: Path) -> Path:
    """Make ita.xlsx from the tables of an output folder, in the language of the run, and return its path.

    Its sheets: `reports` (one row an organisation and year), each table, and what the workbook holds. Rows go to the
    disk as they are written, so memory does not grow with the tables. A workbook that a person has changed is moved
    aside. Raises OutputError when a table cannot be read or the file cannot be written.
    """
    path = output / NAME
    set_aside_edited(path)
    with whole_path(path) as temporary:
        _write(output, temporary)
    return path


def _write(output: Path, path: Path) -> None:
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    # rows wait beside the file, ten times as large as it: a system's own folder for such files may be in memory
    waiting = tempfile.TemporaryDirectory(prefix=f".{NAME}.", suffix=".tmp", dir=output)
    with waiting as rows, database(output) as connection:
        options = {
            "constant_memory": True,
            "tmpdir": rows,
            "strings_to_urls": False,
            "strings_to_formulas": False,
        }
        book = xlsxwriter.Workbook(str(path), options)
        book.set_properties({"title": "ITA", "author": "ita_extract", "created": MADE})
        styles, names, called = make_styles(book), headings(), tabs()
        first = Sheet(book.add_worksheet(called[WIDE]), styles, names)
        front = write_front(first, output, connection)
        first.finish(frozen=FROZEN, printed=PRINTED)
        titles, reasons = titles_of(output), reasons_of(output)
        tables = []
        for table in TABLES:
            sheet = Sheet(book.add_worksheet(called[table]), styles, names)
            tables.append(write_table(sheet, output, table, titles, reasons))
            sheet.finish(frozen=1)
        write_notes(book.add_worksheet(_("about")), styles, connection, called, front, tables)
        try:
            book.close()
        except (XlsxWriterException, OSError) as error:
            raise OutputError(both("{path} cannot be written: {error}.", path=path, error=error)) from error
