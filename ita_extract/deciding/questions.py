"""A report -> all that a person may decide in it, and what of that must be decided before nothing is in doubt."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ita_extract.categories import Subject, Verdict
from ita_extract.checking.registry import DOUBTFUL, Rule
from ita_extract.checking.rules import rule_named
from ita_extract.deciding.columns import CORRECTABLE, shown_value
from ita_extract.deciding.evidence_keys import WITHOUT_KEYS, EvidenceKeys
from ita_extract.evidence import EvidenceRow, Row
from ita_extract.model import TABLES, Finding, Report, ReviewReason, rows

GUESSED = "guessed-characters"  # asks nothing by itself: the rows that it counts are asked for
PICTURED = "read-from-pictures"  # is settled with all else, and asks only where there is nothing else
_MISSING_INDICATORS = "missing-indicators"
_ACCEPT, _CORRECT, _REJECT, _SAYS_SO = Verdict.ACCEPT, Verdict.CORRECT, Verdict.REJECT, Verdict.SAYS_SO
# reasons that say that a report gives two values for one thing
_CONTRADICTIONS = frozenset(
    {
        "contradicted-score",
        "several-overall-scores",
        "several-ratings",
        "two-values-in-table",
        "several-organizations",
    }
)
# what of a document answers a reason that no row can
_ANSWERED_BY = {
    "missing-overall-score": "overall_score",
    "several-overall-scores": "overall_score",
    "missing-rating": "rating",
    "several-ratings": "rating",
    "missing-fiscal-year": "fiscal_year",
    "doubtful-year": "fiscal_year",
    "missing-organization": "organization_name",
    "organization-in-picture": "organization_name",
    "doubtful-name": "organization_name",
    "doubtful-class": "organization_type",
    "missing-district": "district",
    "doubtful-district": "district",
    "missing-province": "province",
    "doubtful-province": "province",
}
_MISSING_TABLES = frozenset({"missing-measures", "missing-sections"})


@dataclass(frozen=True)
class Question:
    """Something that a person may decide: about a row, a review reason or a finding.

    `offers` are the verdicts that make sense, the usual one first. `fields` are the columns that may be corrected, of
    row `row` (from 1) of `table`; a table without a row is one that the answer makes a row of. `value` is what the
    machine has, and `at` the row or reason that tells where it stood.
    """

    key: str
    about: str
    offers: tuple[Verdict, ...]
    table: str | None = None
    row: int | None = None
    fields: tuple[tuple[str, str], ...] = ()
    value: str = ""
    at: EvidenceRow | ReviewReason | None = None
    is_open: bool = True  # it must be decided before the document is without doubt
    reason: ReviewReason | None = None
    finding: Finding | None = None
    part: str = ""


class Questions:
    """All questions of a report as the machine read it."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.keys = EvidenceKeys(report)

    @cached_property
    def all(self) -> tuple[Question, ...]:
        """Return all that may be decided, made when it is first asked for: most reports are never decided about."""
        every = (*self._rows(), *self._reasons(), *self._findings())
        if not any(question.is_open and question.about != PICTURED for question in every):
            return every
        return tuple(
            replace(question, is_open=False) if question.about == PICTURED else question for question in every
        )

    @cached_property
    def by_key(self) -> dict[str, Question]:
        """Return the questions by their keys; one key is one question."""
        return {question.key: question for question in reversed(self.all)}

    @cached_property
    def by_row(self) -> dict[tuple[str, int], Question]:
        """Return the questions about rows, by table and number."""
        return {
            (question.table, question.row): question
            for question in self.all
            if question.table and question.row and not question.about
        }

    @property
    def open(self) -> tuple[Question, ...]:
        """Return those without whose answer the document stays in doubt."""
        return tuple(question for question in self.by_key.values() if question.is_open)

    def of_reason(self, reason: ReviewReason) -> list[Question]:
        """Return what a reason asks: one thing, or one for each indicator that is missing; nothing for a note."""
        keys = {self.keys.of_reason(reason, part) for part in parts_of(reason)}
        return [self.by_key[key] for key in sorted(keys) if key in self.by_key]

    def _rows(self) -> Iterator[Question]:
        asked = any(reason.slug == GUESSED for reason in self.report.review_reasons)
        for table in TABLES:
            if table in WITHOUT_KEYS:
                continue
            for number, row in enumerate(rows(self.report, table), start=1):
                if isinstance(row, EvidenceRow):
                    yield Question(
                        key=self.keys.of_row(table, number),
                        about="",
                        offers=(_ACCEPT, _CORRECT, _REJECT),
                        table=table,
                        row=number,
                        fields=fields_of(row, table),
                        value=whole_value(row, table),
                        at=row,
                        is_open=asked and row.confidence < 1,
                    )

    def _reasons(self) -> Iterator[Question]:
        for reason in self.report.review_reasons:
            if reason.asks_for_review and reason.slug != GUESSED:
                for part in parts_of(reason):
                    yield self.asked_by(reason, part)

    def asked_by(self, reason: ReviewReason, part: str) -> Question:
        """Return what a reason asks, also one that shows only now that something was decided; `part` as in parts_of."""
        table, row, fields = self._answer(reason, part)
        return Question(
            key=self.keys.of_reason(reason, part),
            about=reason.slug,
            offers=_offers(reason, bool(fields)),
            table=table,
            row=row,
            fields=fields,
            value=reason.detail or reason.raw,
            at=reason if reason.page is not None else None,
            reason=reason,
            part=part,
        )

    def _answer(
        self, reason: ReviewReason, part: str
    ) -> tuple[str | None, int | None, tuple[tuple[str, str], ...]]:
        """Return where the answer to a reason is put: table, row and columns; nothing where no value answers it."""
        column = _ANSWERED_BY.get(reason.slug)
        if column is not None:
            return "documents", 1, ((column, shown_value(getattr(self.report.document, column))),)
        if part:
            return "indicator_scores", None, (("score", ""),)
        if reason.slug == "missing-instrument" and reason.subject is not None:
            return "instrument_scores", None, (("score", ""),)
        return None, None, ()

    def _findings(self) -> Iterator[Question]:
        return (self.of_finding(finding) for finding in self.report.findings)

    def of_finding(self, finding: Finding) -> Question:
        """Return what a finding asks, also one that shows only now that something was decided."""
        return Question(
            key=self.keys.of_finding(finding),
            about=finding.rule,
            offers=(_ACCEPT, _REJECT),
            value=finding.found or "",
            is_open=False,  # what a report gets wrong is no doubt about how it was read
            finding=finding,
        )


def rule_of(reason: ReviewReason) -> Rule | None:
    """Return the rule that would have accused the report, had the reader been sure; None for another reason."""
    return rule_named(reason.slug.removeprefix(DOUBTFUL)) if reason.slug.startswith(DOUBTFUL) else None


def parts_of(reason: ReviewReason) -> tuple[str, ...]:
    """Return what a reason asks for, one by one: the indicators that have no row; else one thing without a name."""
    if reason.slug != _MISSING_INDICATORS:
        return ("",)
    listed = reason.detail.rpartition(" for ")[2]
    numbers = [int(number) for number in re.findall(r"\d+", listed)]
    return tuple(Subject.of_indicator(number).value for number in numbers if 1 <= number <= 10) or ("",)


def fields_of(row: Row, table: str) -> tuple[tuple[str, str], ...]:
    """Return the columns of a row that may be corrected, with what the machine has in them."""
    return tuple((column, shown_value(getattr(row, column))) for column in CORRECTABLE.get(table, ()))


def whole_value(row: Row, table: str) -> str:
    """Return what the machine took for a row, in one text: a single column as it is, several as a JSON object."""
    fields = dict(fields_of(row, table))
    if len(fields) == 1:
        return next(iter(fields.values()))
    return json.dumps(fields, ensure_ascii=False)


def value_before(question: Question, field: str) -> str:
    """Return what the machine has of what is decided: of a column, or of the question as a whole."""
    return dict(question.fields).get(field, question.value) if field else question.value


def is_still(value: str, row: Row, table: str) -> bool:
    """Whether a row still has what was accepted: columns that came later, and were not looked at, count for nothing."""
    now = dict(fields_of(row, table))
    try:
        then = json.loads(value)
    except ValueError:
        then = None
    if not isinstance(then, dict):
        return value == whole_value(row, table)
    return all(now.get(column, "") == text for column, text in then.items())


def _offers(reason: ReviewReason, has_fields: bool) -> tuple[Verdict, ...]:
    correct = (_CORRECT,) if has_fields else ()
    if reason.slug in _MISSING_TABLES:
        return (_SAYS_SO,)
    if reason.slug.startswith("missing-") and has_fields:
        return (_CORRECT, _SAYS_SO)
    if rule_of(reason) is not None or reason.slug in _CONTRADICTIONS:
        return (_SAYS_SO, *correct, _REJECT)
    return (_ACCEPT, *correct, _REJECT)
