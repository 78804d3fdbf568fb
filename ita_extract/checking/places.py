"""Where what a finding compares stands: the row of a table, or words of a page."""

from __future__ import annotations

from collections.abc import Iterable

from ita_extract.checking.violations import Evidence
from ita_extract.evidence import ComparedPlace, EvidenceRow
from ita_extract.model import TABLES, Report, rows

_BOX = ("page", "x0", "top", "x1", "bottom")


class Places:
    """The rows of a report by themselves: a rule hands over the rows that it compared, and they are found again."""

    def __init__(self, report: Report) -> None:
        self._report = report  # it keeps the rows, and so their identities
        self._rows = {
            id(row): (table, number)
            for table, kind in TABLES.items()
            if issubclass(kind, EvidenceRow)
            for number, row in enumerate(rows(report, table), start=1)
        }

    def of(self, row: Evidence) -> ComparedPlace:
        """Return the place of a row, or of words that are none."""
        table, number = self._rows.get(id(row), (None, None))
        box = {name: getattr(row, name) for name in _BOX}
        return ComparedPlace(table=table, row=number, **box)

    def all(self, compared: Iterable[Evidence]) -> tuple[ComparedPlace, ...]:
        """Return the places of rows, each once."""
        return tuple(dict.fromkeys(self.of(row) for row in compared))


def of_another(offset: ComparedPlace, document_id: str) -> ComparedPlace:
    """Return a place as one in another document than the finding's own."""
    return offset.model_copy(update={"other_document_id": document_id})
