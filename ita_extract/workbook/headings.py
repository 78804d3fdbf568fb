"""What people read over the columns and on the tabs of the workbook, in the language of the run."""

from __future__ import annotations

from collections.abc import Mapping

from ita_extract.messages import _
from ita_extract.model import Subject
from ita_extract.writing.wide_columns import score_column

# columns that the workbook adds to those of a table
REPORT, DOUBT, LINK = "report", "in_doubt", "review_page"


def headings() -> Mapping[str, str]:
    """Return the heading of each column, by its name; the same name means the same in every table."""
    return _of_bodies() | _of_reading() | _of_scores() | _of_contents() | _of_checks() | _of_indicators()


def tabs() -> Mapping[str, str]:
    """Return the name on the tab of each table."""
    return {
        "reports": _("reports"),
        "documents": _("documents"),
        "instrument_scores": _("instrument_scores"),
        "indicator_scores": _("indicator_scores"),
        "score_mentions": _("score_mentions"),
        "score_history": _("score_history"),
        "recommendations": _("recommendations"),
        "guidelines": _("guidelines"),
        "measures": _("measures"),
        "measure_steps": _("measure_steps"),
        "measure_results": _("measure_results"),
        "roster_scores": _("roster_scores"),
        "organization_mentions": _("organization_mentions"),
        "findings": _("findings"),
        "finding_evidence": _("finding_evidence"),
        "review_reasons": _("review_reasons"),
        "numbers": _("numbers"),
        "decisions": _("decisions"),
    }


def _of_bodies() -> dict[str, str]:
    return {
        "organization_type": _("Class of organisation"),
        "organization_name": _("Name"),
        "organization_written": _("Name as written"),
        "organization_id": _("Key of the organisation"),
        "organization_id_kind": _("What the key rests on"),
        "organization_lineage": _("Key of what it has become"),
        "organization_key": _("Key in the star"),
        "agency_kind": _("Kind of public body"),
        "parent_organization": _("Body over it"),
        "parent_organization_id": _("Key of the body over it"),
        "district": _("District"),
        "province": _("Province"),
        "fiscal_year": _("Fiscal year (B.E.)"),
        "written": _("As written"),
        "normalized": _("Bare name"),
        "kind": _("What is named"),
        "cited": _("Another body, cited"),
        "assessed": _("With results"),
        "count": _("Times"),
    }


def _of_reading() -> dict[str, str]:
    return {
        REPORT: _("Report"),
        DOUBT: _("Why in doubt"),
        LINK: _("Page for people"),
        "document_id": _("Document"),
        "source": _("File"),
        "sha256": _("SHA-256 of the file"),
        "page_count": _("Pages in the file"),
        "document_kind": _("Kind of document"),
        "document_date": _("Date printed"),
        "draft": _("Draft"),
        "file_date": _("Date of the file"),
        "superseded_by": _("Superseded by"),
        "documents": _("Documents of that year"),
        "other_documents": _("Documents passed over"),
        "status": _("Status"),
        "review_reasons": _("What to look at"),
        "error_code": _("Why not read"),
        "error_message": _("Why not read, in words"),
        "extractor_version": _("Read by version"),
        "page": _("Page"),
        "pages": _("Pages"),
        "x0": _("Left edge (points)"),
        "top": _("Upper edge (points)"),
        "x1": _("Right edge (points)"),
        "bottom": _("Lower edge (points)"),
        "raw": _("What stood there"),
        "text_source": _("Read from"),
        "confidence": _("Confidence (0–1)"),
        "proof": _("Proven by"),
        "decided_by": _("Decided by"),
        "decided_at": _("Decided at (UTC)"),
        "field": _("Column decided on"),
        "about": _("Reason or rule decided on"),
        "verdict": _("Verdict"),
        "value_before": _("Read by the machine"),
        "value_after": _("What a person says"),
        "why": _("Why, in words"),
        "key": _("Key of the evidence"),
    }


def _of_scores() -> dict[str, str]:
    return {
        "overall_score": _("Overall score"),
        "rating": _("Level"),
        "IIT": _("IIT"),
        "EIT": _("EIT"),
        "EIT_1": _("EIT, part 1"),
        "EIT_2": _("EIT, part 2"),
        "OIT": _("OIT"),
        "total": _("Total"),
        "rank": _("Rank"),
        "row_sum_ok": _("Sum is right"),
        "score": _("Score"),
        "weight": _("Weight"),
        "weighted_score": _("Score after its weight"),
        "subject": _("Score of"),
        "section": _("Part of the report"),
        "instrument": _("Instrument"),
        "part": _("Part"),
        "label_written": _("Label as written"),
        "indicator": _("Indicator"),
        "name": _("Official name"),
        "name_written": _("Indicator as written"),
        "doubt": _("Why perhaps not its score"),
        "doubtful": _("Scores in doubt"),
        "scores_proven": _("Scores proven"),
    }


def _of_contents() -> dict[str, str]:
    return {
        "recommendation": _("Recommendation no."),
        "sub_indicator": _("Sub-indicator"),
        "items": _("Items"),
        "issue": _("Issue"),
        "advice": _("Advice"),
        "references": _("References"),
        "references_unresolved": _("References not resolved"),
        "measure": _("Measure no."),
        "title": _("Measure"),
        "indicators": _("Indicators"),
        "analysis": _("Analysis"),
        "step": _("Step"),
        "text": _("Text"),
        "period": _("Period as written"),
        "period_start": _("First day"),
        "period_end": _("Last day"),
        "responsible": _("Responsible"),
        "monitoring": _("Follow-up"),
        "target": _("Target"),
        "budget": _("Budget"),
        "remark": _("Remark"),
        "result": _("Result"),
    }


def _of_checks() -> dict[str, str]:
    return {
        "errors": _("Errors"),
        "warnings": _("Warnings"),
        "finding": _("Finding no."),
        "rule": _("Rule"),
        "severity": _("Severity"),
        "message_th": _("Finding in Thai"),
        "message_en": _("Finding in English"),
        "expected": _("Expected"),
        "found": _("Found"),
        "other_document_id": _("Other document"),
        "table": _("Table"),
        "row": _("Row in the document"),
        "slug": _("Kind of reason"),
        "detail": _("Detail"),
        "value": _("Number"),
        "fate": _("What became of it"),
        "reason": _("Reason"),
        "cue": _("Words that tell so"),
    }


def _of_indicators() -> dict[str, str]:
    return {
        score_column(subject): _("Indicator {number}").format(number=subject.indicator)
        for subject in Subject
        if subject.indicator
    }
