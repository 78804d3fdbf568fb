"""What the wide row holds: the columns of `reports`, one row an organisation and fiscal year."""

from __future__ import annotations

from ita_extract.model import Document, Subject
from ita_extract.writing.column_types import Column, Kind, column_types

NAME = "reports"
TITLE = "An organisation in a fiscal year: the report that stands for it, with all its scores side by side"


def score_column(subject: Subject) -> str:
    """Return the column that holds a subject's score.

    With _ where the subject has -, for in SQL an unquoted EIT-1 is EIT less one.
    """
    return "overall_score" if subject is Subject.OVERALL else subject.value.replace("-", "_")


SCORE_COLUMNS = {subject: score_column(subject) for subject in Subject}
PARTS = tuple(subject for subject in Subject if subject is not Subject.OVERALL)
_OF_DOCUMENT = {column.name: column for column in column_types("documents")}
# as documents has them, in the order of the wide row
_BEFORE = (
    *("organization_id", "organization_lineage", "organization_type", "organization_name", "agency_kind"),
    *("district", "province", "document_kind"),
)
_AFTER = ("errors", "warnings", "status", "review_reasons")


def _score(subject: Subject) -> Column:
    if subject.part:
        what = f"part {subject.part} of EIT"
    else:
        what = f"indicator {subject.indicator}" if subject.indicator else f"{subject.value}"
    text = f"score of {what}, 0-100; empty where the report prints none, or two that differ"
    return Column(score_column(subject), Kind.SCORE, text, may_be_empty=True, may_be_null=True)


COLUMNS: tuple[Column, ...] = (
    Column("document_id", Kind.STRING, Document.model_fields["document_id"].description or ""),
    Column(
        "fiscal_year",
        Kind.INTEGER,
        "fiscal year that the report analyses, B.E.; empty where it is not known: such a report stands alone",
        may_be_empty=True,
        may_be_null=True,
    ),
    Column("organization_key", Kind.STRING, "key of the organisation in dim_organization"),
    *(_OF_DOCUMENT[name] for name in _BEFORE),
    _OF_DOCUMENT["overall_score"],
    _OF_DOCUMENT["rating"],
    *(_score(subject) for subject in PARTS),
    *(_OF_DOCUMENT[name] for name in _AFTER),
    Column(
        "doubtful",
        Kind.STRING,
        "scores of the row that a person should look at, by subject as in score_mentions: read with a guess, or named "
        "by a reason for review",
        is_list=True,
        may_be_empty=True,
    ),
    Column(
        "scores_proven",
        Kind.INTEGER,
        "how many of the row's sixteen scores are proven by something beside the text (column proof)",
        minimum=0,
        maximum=16,
    ),
    Column(
        "documents",
        Kind.INTEGER,
        "documents of that organisation and year; more than 1: others were passed over",
        minimum=1,
    ),
    Column(
        "other_documents", Kind.STRING, "document_id of those passed over", is_list=True, may_be_empty=True
    ),
    _OF_DOCUMENT["source"],
)
