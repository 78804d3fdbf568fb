"""The rows of a report while people's decisions are put into them: corrected, rejected, added."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

from ita_extract.categories import Section, Subject
from ita_extract.deciding.columns import InvalidDecisionError, with_value
from ita_extract.evidence import EvidenceRow, ProvenRow, Row
from ita_extract.messages.both import both
from ita_extract.model import TABLES, Document, IndicatorScore, InstrumentScore, Report, rows
from ita_extract.rulebook.year import YearRules, rules_for

_NOT_ROWS = frozenset({"documents", "findings", "finding_evidence", "review_reasons", "decisions"})
_AnyRow = TypeVar("_AnyRow", bound=Row)
_WHOSE = frozenset({"organization_name", "organization_type", "district", "province"})
_PLACE = ("page", "x0", "top", "x1", "bottom")


class DecidedRows:
    """The rows of one report; they keep their numbers until `report` is asked for."""

    def __init__(self, report: Report, *, keep_rejected: bool) -> None:
        self._report = report
        self._keep_rejected = keep_rejected
        self._rows = {table: list(rows(report, table)) for table in TABLES if table not in _NOT_ROWS}
        self._document = report.document
        self._rejected: set[tuple[str, int]] = set()

    @property
    def _rules(self) -> YearRules:
        return rules_for(self._document.fiscal_year)

    def correct(self, table: str, number: int, values: Mapping[str, str], people: str) -> None:
        """Put values (as text, by column) into a row and say who did; without any, who accepted it.

        A score that was read for several rows from one place is one number: all of them take its correction.
        Raises InvalidDecisionError, and then changes nothing.
        """
        before = self._rows[table][number - 1]
        after = before
        for column, text in values.items():
            after = with_value(after, table, column, text, self._rules)
        self._rows[table][number - 1] = _by(after, people)
        if "score" in values:
            self._follow(before, after, people)

    def reject(self, table: str, number: int, people: str) -> None:
        """Take a row away: it is no such value."""
        self._rejected.add((table, number))
        self._rows[table][number - 1] = _by(self._rows[table][number - 1], people)

    def set_document(self, column: str, text: str) -> None:
        """Put a value into the document's own row. Raises InvalidDecisionError."""
        changed = with_value(self._document, "documents", column, text, self._rules)
        assert isinstance(changed, Document)
        if column in _WHOSE:  # the machine's key is of the body that it read
            changed = changed.model_copy(update={"organization_id": None})
        self._document = changed

    def add_score(self, subject: Subject, text: str, page: int | None, people: str) -> None:
        """Add the score of an indicator or an instrument, of which no row was read. Raises InvalidDecisionError.

        Its box is empty: nothing was read there.
        """
        common = {
            "score": Decimal(0), "page": page or 1, "x0": 0, "top": 0, "x1": 0, "bottom": 0, "raw": "",
            "text_source": "person", "confidence": 1.0, "decided_by": people, "proof": "person",
        }  # fmt: skip
        row: Row
        if subject.indicator is not None:
            name = self._rules.indicator(subject.indicator).name
            row = IndicatorScore.model_validate(
                {**common, "indicator": subject.indicator, "name": name, "name_written": ""}
            )
            table = "indicator_scores"
        elif subject.instrument is not None:
            row = InstrumentScore.model_validate(
                {**common, "instrument": subject.instrument, "part": subject.part, "label_written": ""}
            )
            table = "instrument_scores"
        else:
            raise InvalidDecisionError(both("{subject} has no row of its own.", subject=subject))
        self._rows[table].append(with_value(row, table, "score", text, self._rules))

    def number(self, table: str | None, number: int | None) -> int | None:
        """Return the number that a row has now; None for one that is gone, or was none."""
        if table is None or number is None or table in _NOT_ROWS:
            return number
        return self._numbers(table).get(number)

    def report(self) -> Report:
        """Return the report with its rows as they are now; what names a row names it by its new number."""
        tables = {
            table: tuple(row for number, row in enumerate(every, start=1) if not self._is_gone(table, number))
            for table, every in self._rows.items()
        }
        changed = self._report.model_copy(update={**tables, "document": self._document})
        if not self._rejected or self._keep_rejected:
            return changed
        named = {
            name: tuple(self._renumbered(row) for row in rows(changed, name))
            for name in ("review_reasons", "numbers")
        }
        findings = tuple(
            finding.model_copy(update={"evidence": tuple(map(self._renumbered, finding.evidence))})
            for finding in changed.findings
        )
        return changed.model_copy(update={**named, "findings": findings})

    def _follow(self, before: Row, after: Row, people: str) -> None:
        """Let the other rows of a printed score take its correction, and the document's overall score."""
        where = _place(before)
        for every in self._rows.values():
            for index, row in enumerate(every):
                same = (
                    isinstance(row, ProvenRow) and _place(row) == where and _subject(row) == _subject(before)
                )
                if same and getattr(row, "score", None) == getattr(before, "score", None):
                    score = getattr(after, "score")  # noqa: B009 - a row of any table with scores
                    every[index] = _by(row.model_copy(update={"score": score}), people)
        past = (
            "fiscal_year" in type(before).model_fields or getattr(before, "section", None) == Section.HISTORY
        )
        overall = _subject(before) is Subject.OVERALL and not past
        if overall and self._document.overall_score == getattr(before, "score", None):
            self._document = self._document.model_copy(
                update={"overall_score": getattr(after, "score", None)}
            )

    def _is_gone(self, table: str, number: int) -> bool:
        return not self._keep_rejected and (table, number) in self._rejected

    def _numbers(self, table: str) -> dict[int, int]:
        left = [number for number in range(1, len(self._rows[table]) + 1) if not self._is_gone(table, number)]
        return {number: new for new, number in enumerate(left, start=1)}

    def _renumbered(self, row: _AnyRow) -> _AnyRow:
        table, number = getattr(row, "table", None), getattr(row, "row", None)
        if not any(table == gone for gone, _ in self._rejected) or number is None:
            return row
        new = self.number(table, number)
        return row.model_copy(update={"row": new, "table": table if new else None})


def _by(row: Row, people: str) -> Row:
    proof = {"proof": "person"} if isinstance(row, ProvenRow) else {}
    return row.model_copy(update={"decided_by": people, **proof})


def _place(row: Row) -> tuple[object, ...]:
    return tuple(getattr(row, name, None) for name in _PLACE)


def _subject(row: Row) -> Subject | None:
    return getattr(row, "subject", None) if isinstance(row, EvidenceRow) else None
