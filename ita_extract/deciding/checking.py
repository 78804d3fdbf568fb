"""A decision before it is kept: whether it can be made about what it names, with the value that it holds."""

from __future__ import annotations

from ita_extract.categories import Subject, Verdict
from ita_extract.deciding.columns import InvalidDecisionError, with_value
from ita_extract.deciding.corrections import Correction
from ita_extract.deciding.questions import Question
from ita_extract.deciding.rows import DecidedRows
from ita_extract.evidence import EvidenceRow
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.model import Report
from ita_extract.rulebook.year import rules_for


def check_correction(line: Correction, question: Question, report: Report) -> None:
    """Check a decision against what it is about, in a report as the machine read it.

    Raises InvalidDecisionError: a verdict that is not offered there, a value that the model does not allow.
    """
    if line.undone:
        return
    settles = line.verdict is Verdict.CORRECT and not line.field and question.about
    if line.verdict not in question.offers and not settles:
        raise InvalidDecisionError(
            both(
                "“{verdict}” cannot be said of {about}.",
                verdict=line.verdict.value,
                about=question.about or question.table,
            )
        )
    if line.verdict is not Verdict.CORRECT or settles:
        return
    rules = rules_for(report.document.fiscal_year)
    if question.at is not None and isinstance(question.at, EvidenceRow) and question.table:
        with_value(question.at, question.table, line.field, line.value_after, rules)
    elif question.table == "documents":
        with_value(report.document, "documents", line.field, line.value_after, rules)
    else:
        subject = Subject(question.part) if question.part else question.reason and question.reason.subject
        if not subject:
            raise InvalidDecisionError(N_("There is nothing here that could be corrected."))
        DecidedRows(report, keep_rejected=True).add_score(
            subject, line.value_after, line.page, line.decided_by
        )
