"""What a report is: its rows, their evidence, its status. The one source of JSON Schema, CSV headers and table order.

Units everywhere: pages count from 1; boxes are PDF points with the origin at the top left of the page as it is
shown (after its rotation); years are Buddhist Era; scores are 0-100 with two decimals; dates are ISO 8601.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from ita_extract.categories import (
    AgencyKind,
    DocumentKind,
    Fate,
    Instrument,
    Section,
    Severity,
    Status,
    Subject,
    Verdict,
    joined_name,
)
from ita_extract.evidence import ComparedPlace, EvidenceRow, FindingEvidence, Located, Point, ProvenRow, Row

Score = Annotated[
    Decimal,
    PlainSerializer(float, return_type=float, when_used="json"),
    Field(json_schema_extra={"ita:type": "score"}),
]
# reasons that are shown, but leave a document `ok`: numbers that do not look like a value of a report, and slips in
# scores whose one reading the rest of the report proves
NOTES = frozenset({"unresolved-number", "mended-score"})


def document_id_of(sha256: str) -> str:
    """Return the key of the document whose file has that SHA-256 (hex): no spreadsheet takes it for a number."""
    return f"d{sha256[:16]}"


class Document(Row):
    """One PDF: what it is about, and how reading it went."""

    document_id: str = Field(description="d and the first 16 hex digits of the SHA-256 of the file")
    source: str = Field(description="the file as it was named, relative to the input that held it")
    sha256: str = Field(description="SHA-256 of the file, hex")
    page_count: int | None = Field(default=None, description="pages in the file")
    fiscal_year: int | None = Field(default=None, description="fiscal year that the report analyses, B.E.")
    organization_id: str | None = Field(
        default=None, description="key of the organisation, the same over years and spellings"
    )
    organization_id_kind: Literal["official", "area", "written"] | None = Field(
        default=None,
        description="what the key rests on: a code of the user's list, the code of an area, the name as written",
    )
    organization_lineage: str | None = Field(
        default=None,
        description="key of what the organisation has become (an อบต. its เทศบาล), by the user's list; else its own",
    )
    organization_type: str | None = Field(default=None, description="class of the organisation, เทศบาลตำบล …")
    agency_kind: AgencyKind | None = Field(default=None, description="what kind of public body that class is")
    parent_organization: str | None = Field(
        default=None, description="class and name of the body over it, where the report names it"
    )
    parent_organization_id: str | None = Field(
        default=None, description="key of that body (a school's municipality)"
    )
    organization_name: str | None = Field(default=None, description="bare name in its chosen spelling, ทุ่งผึ้ง")
    organization_written: str | None = Field(default=None, description="the name as the cover writes it")
    district: str | None = Field(default=None, description="bare name of the district (อำเภอ)")
    province: str | None = Field(default=None, description="bare name of the province (จังหวัด)")
    document_kind: DocumentKind | None = Field(
        default=None,
        description="an analysis of results, measures, a report on carrying them out, an announcement of results, a "
        "roster of many organisations, results of the method before 2562, or not_ita; empty where nothing tells",
    )
    document_date: dt.date | None = Field(
        default=None, description="date printed on the cover or with the signature, ISO 8601"
    )
    draft: bool = Field(
        default=False, description="true where the cover or the paper calls it a draft (ฉบับร่าง)"
    )
    file_date: str | None = Field(
        default=None, description="when the PDF says it was last changed, or else made; ISO 8601, UTC"
    )
    superseded_by: str | None = Field(
        default=None,
        description="document_id of the version that stands for the organisation, kind and year (tables only)",
    )
    overall_score: Score | None = Field(default=None, description="overall ITA score, 0-100")
    rating: str | None = Field(default=None, description="level, in the words of the report's year")
    text_source: Literal["text", "ocr", "mixed"] | None = Field(
        default=None, description="where the text came from"
    )
    status: Status = Field(description="ok, review, not_ita or failed")
    review_reasons: tuple[str, ...] = Field(default=(), description="what a person should look at, and why")
    errors: int = Field(default=0, ge=0, description="findings of severity error")
    warnings: int = Field(default=0, ge=0, description="findings of severity warning")
    error_code: str | None = Field(default=None, description="why a failed document could not be read")
    error_message: str | None = Field(default=None, description="the same in words, with the next step")
    extractor_version: str = Field(description="version of ita_extract that read the file")

    @property
    def whole_name(self) -> str | None:
        """Return class and name in one, as people write it; None without a name."""
        return joined_name(self.organization_type, self.organization_name)

    @property
    def placed_name(self) -> str | None:
        """Return class, name and province as people are shown them; None without a name."""
        name = self.whole_name
        if name is None or not self.province or name in (self.province, f"จังหวัด{self.province}"):
            return name
        return f"{name} จังหวัด{self.province}"


class InstrumentScore(ProvenRow):
    """The score of an instrument, or of one part of EIT."""

    instrument: Instrument = Field(description="IIT, EIT or OIT")
    part: int | None = Field(
        default=None, ge=1, le=2, description="part of EIT, 1 or 2; empty for a whole one"
    )
    label_written: str = Field(description="what the report calls it")
    score: Score = Field(description="score, 0-100")
    weight: Score | None = Field(
        default=None, description="its weight in percent, where the report prints it"
    )
    weighted_score: Score | None = Field(
        default=None,
        description="the score after its weight, 0 to the weight, where a table prints it beside",
    )

    @property
    def subject(self) -> Subject:
        """Return what it is the score of; raises ValueError for a part of IIT or OIT."""
        return Subject.of_instrument(self.instrument, self.part)


class IndicatorScore(ProvenRow):
    """The score of one of the ten indicators."""

    indicator: int = Field(ge=1, le=10, description="number of the indicator, 1-10")
    name: str | None = Field(default=None, description="official name for that fiscal year")
    name_written: str = Field(description="name in the report's own table")
    score: Score = Field(description="score, 0-100")

    @property
    def subject(self) -> Subject:
        """Return what it is the score of."""
        return Subject.of_indicator(self.indicator)


class ScoreMention(ProvenRow):
    """One mention of a score, wherever it stands."""

    subject: Subject = Field(description="overall, IIT, EIT, EIT-1, EIT-2, OIT, indicator-1 … indicator-10")
    score: Score = Field(description="the score written there")
    section: Section = Field(description="part of the report in which it stands")
    doubt: str = Field(
        default="",
        description="why the words around it do not plainly make it its subject's score of this year; empty: they do",
    )


class ScoreHistory(ProvenRow):
    """The result of an earlier year, as this report retells it."""

    subject: Subject = Field(description="as in score_mentions")
    fiscal_year: int = Field(description="the year retold, B.E.")
    score: Score | None = Field(default=None, description="its score; empty where a dash is printed")
    rating: str | None = Field(default=None, description="its level, as written")


ScoreRow = InstrumentScore | IndicatorScore | ScoreMention | ScoreHistory


class Recommendation(EvidenceRow):
    """What the assessor found wanting in one item or group of items."""

    recommendation: int = Field(ge=1, description="running number in the document")
    indicator: int | None = Field(
        default=None, ge=1, le=10, description="indicator section in which it stands"
    )
    sub_indicator: str | None = Field(default=None, description="sub-indicator, 9.1 … 10.2")
    instrument: Instrument | None = Field(default=None, description="instrument of that indicator")
    part: int | None = Field(default=None, ge=1, le=2, description="part of EIT, where the report names one")
    items: tuple[str, ...] = Field(default=(), description="item codes i1…, e1…, o1…")
    issue: str = Field(default="", description="what is wanting (ประเด็น)")
    advice: str = Field(default="", description="what should be done (ดังนั้น …)")
    references: tuple[str, ...] = Field(default=(), description="codes that the advice refers to")
    references_unresolved: tuple[str, ...] = Field(
        default=(), description="references as written that are no code of that year"
    )
    pages: tuple[int, ...] = Field(default=(), description="all pages on which it stands")


class Guideline(EvidenceRow):
    """One numbered step of the organisation's own guidance (after ข้อเท็จจริงพบว่า)."""

    indicator: int = Field(ge=1, le=10, description="indicator section in which it stands")
    step: int = Field(ge=1, description="number of the step")
    text: str = Field(description="the step without its number")
    pages: tuple[int, ...] = Field(default=(), description="all pages on which it stands")


class Measure(EvidenceRow):
    """A row of the table of measures for the next fiscal year."""

    measure: int = Field(ge=1, description="number of the measure")
    title: str = Field(description="measure, project or activity, without its number")
    indicators: tuple[int, ...] = Field(default=(), description="indicators that the measure names")
    analysis: str = Field(default="", description="the analysis or the issue that it answers")
    period: str = Field(default="", description="when, as written")
    period_start: dt.date | None = Field(default=None, description="first day of the period")
    period_end: dt.date | None = Field(default=None, description="last day of the period")
    fiscal_year: int | None = Field(default=None, description="fiscal year of the measure, B.E.")
    responsible: tuple[str, ...] = Field(default=(), description="responsible units")
    monitoring: str = Field(default="", description="how it is followed up, where there is such a column")
    target: str = Field(default="", description="what is aimed at, where there is such a column")
    budget: str = Field(default="", description="what it costs, as written, where there is such a column")
    remark: str = Field(default="", description="what is remarked, where there is such a column")
    pages: tuple[int, ...] = Field(default=(), description="all pages on which the row stands")


class MeasureStep(EvidenceRow):
    """One step of a measure."""

    measure: int = Field(ge=1, description="number of the measure")
    step: int = Field(ge=1, description="number of the step")
    text: str = Field(description="the step without its number")
    pages: tuple[int, ...] = Field(default=(), description="all pages on which it stands")


class MeasureResult(EvidenceRow):
    """What became of a measure of a year gone by, as a report on carrying measures out tells it."""

    measure: int = Field(ge=1, description="number of the measure in the document")
    title: str = Field(description="measure, without its number")
    result: str = Field(
        description="what became of it, and how far it is done, as written; parts joined by ·"
    )
    fiscal_year: int | None = Field(default=None, description="fiscal year in which it was carried out, B.E.")
    pages: tuple[int, ...] = Field(default=(), description="all pages on which the row stands")


class RosterScore(EvidenceRow):
    """A row of an announcement that lists many organisations."""

    rank: int | None = Field(default=None, description="rank printed in the row")
    organization_written: str = Field(description="organisation as written")
    organization_id: str | None = Field(default=None, description="key of the organisation")
    IIT: Score | None = Field(default=None, description="IIT score")
    EIT: Score | None = Field(default=None, description="EIT score")
    OIT: Score | None = Field(default=None, description="OIT score")
    total: Score | None = Field(default=None, description="total score")
    rating: str | None = Field(default=None, description="level as written")
    row_sum_ok: bool | None = Field(
        default=None,
        description="whether the scores give the total (a printed dash is no part of it); empty: nothing to compare",
    )


class OrganizationMention(EvidenceRow):
    """A way in which an organisation, a district or a province is written, with the place where it stands first."""

    written: str = Field(description="as written")
    normalized: str = Field(description="bare name")
    kind: Literal["organization", "district", "province"] = Field(
        default="organization", description="what is named: an organisation, a district or a province"
    )
    cited: bool = Field(
        default=False,
        description="true where every mention names an office or a partner, not the report's subject",
    )
    assessed: bool = Field(
        default=False, description="true where a sentence tells its results: มีผลการประเมิน, ได้คะแนน"
    )
    count: int = Field(ge=1, description="how often it is written so")
    pages: tuple[int, ...] = Field(description="pages on which it is written so")


_LOCATION = ("page", "x0", "top", "x1", "bottom", "raw")


class ReviewReason(Row):
    """One thing that a person should look at; where it stands on a page, with that place."""

    slug: str = Field(description="kind of the reason; docs/review-reasons.md tells what each means")
    subject: Subject | None = Field(default=None, description="what it is about, as in score_mentions")
    table: str | None = Field(default=None, description="table that holds the doubtful row")
    row: int | None = Field(default=None, ge=1, description="number of that row in the document, from 1")
    detail: str = Field(default="", description="what stands there or what is missing, in short")
    page: int | None = Field(default=None, ge=1, description="page on which it stands, from 1")
    x0: Point | None = Field(default=None, description="left edge on that page, in points")
    top: Point | None = Field(default=None, description="upper edge, in points from the top of the page")
    x1: Point | None = Field(default=None, description="right edge, in points")
    bottom: Point | None = Field(default=None, description="lower edge, in points from the top of the page")
    raw: str = Field(default="", description="what stands there, before any repair")

    @classmethod
    def at(
        cls,
        slug: str,
        spot: Located | None,
        detail: str = "",
        *,
        subject: Subject | None = None,
        table: str | None = None,
        row: int | None = None,
    ) -> ReviewReason:
        """Return a reason that stands where something was read, with its page, box and words; None: nowhere."""
        reason = cls(slug=slug, subject=subject, table=table, row=row, detail=detail)
        if spot is None:
            return reason
        return reason.model_copy(update={name: getattr(spot, name) for name in _LOCATION})

    @property
    def asks_for_review(self) -> bool:
        """Whether it makes a document one to review; the others are notes."""
        return self.slug not in NOTES

    @property
    def short(self) -> str:
        """Return it as one line: its slug, its page, its detail."""
        where = f"page {self.page}: " if self.page is not None else ""
        return f"{self.slug}: {where}{self.detail}"


class NumberFate(EvidenceRow):
    """A number of the document, wherever it stands, and what became of it."""

    value: str = Field(description="the number in Arabic digits, as it is written")
    fate: Fate = Field(description="claimed by a row, excused as no value of the report, or unresolved")
    reason: str = Field(default="", description="why it is excused or unresolved")
    rule: str = Field(default="", description="what decided so: a part of the reader")
    cue: str = Field(default="", description="the words on the page that tell so")
    table: str | None = Field(default=None, description="table whose row claims it")
    row: int | None = Field(default=None, ge=1, description="number of that row in the document, from 1")


class Finding(Row):
    """Something that contradicts itself or the rulebook, for an auditor."""

    rule: str = Field(description="slug of the rule")
    severity: Severity = Field(description="error, warning or note")
    subject: str = Field(description="what it is about, as in score_mentions, or an item or measure")
    message_th: str = Field(description="the finding in Thai")
    message_en: str = Field(description="the finding in English")
    expected: str | None = Field(default=None, description="value that the rule expects")
    found: str | None = Field(default=None, description="value that was found")
    pages: tuple[int, ...] = Field(default=(), description="pages of the values compared")
    other_document_id: str | None = Field(
        default=None, description="document that it is held against, where it is one between two reports"
    )
    evidence: tuple[ComparedPlace, ...] = Field(default=(), description="the places that it compares")


class Decision(Row):
    """What a person decided about a value, a review reason or a finding; the machine's value stands beside."""

    table: str | None = Field(default=None, description="table of the value; empty: none was read")
    row: int | None = Field(default=None, ge=1, description="number of its row in the document, from 1")
    field: str = Field(default="", description="column that was decided on; empty: the row as a whole")
    about: str = Field(default="", description="slug of the reason or rule decided on; empty: a value")
    verdict: Verdict = Field(
        description="accept: right as read; correct: value_after stands there; reject: no such value or fault; "
        "says-so: read right, the report itself says so"
    )
    value_before: str = Field(default="", description="what the machine had there when it was decided")
    value_after: str = Field(default="", description="what the person says")
    decided_by: str = Field(description="who decided")
    decided_at: str = Field(description="when, ISO 8601, UTC")
    why: str = Field(default="", description="why, in the person's words")
    key: str = Field(description="what the decision hangs on: a hash of the evidence, whatever its page")


class Report(BaseModel):
    """Everything that was read from one document: the content of documents/<document_id>.json."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: Document
    instrument_scores: tuple[InstrumentScore, ...] = ()
    indicator_scores: tuple[IndicatorScore, ...] = ()
    score_mentions: tuple[ScoreMention, ...] = ()
    score_history: tuple[ScoreHistory, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    guidelines: tuple[Guideline, ...] = ()
    measures: tuple[Measure, ...] = ()
    measure_steps: tuple[MeasureStep, ...] = ()
    measure_results: tuple[MeasureResult, ...] = ()
    roster_scores: tuple[RosterScore, ...] = ()
    organization_mentions: tuple[OrganizationMention, ...] = ()
    findings: tuple[Finding, ...] = ()
    review_reasons: tuple[ReviewReason, ...] = ()
    numbers: tuple[NumberFate, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def with_findings(self, findings: Iterable[Finding]) -> Report:
        """Return the report with these findings; its document counts them."""
        found = tuple(findings)
        counts = Counter(entry.severity for entry in found)
        errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
        document = self.document.model_copy(update={"errors": errors, "warnings": warnings})
        return self.model_copy(update={"document": document, "findings": found})

    def with_reasons(self, reasons: Iterable[ReviewReason]) -> Report:
        """Return the report with further reasons for review, each once; its status follows from all of them."""
        every = tuple(dict.fromkeys((*self.review_reasons, *reasons)))
        asking = tuple(dict.fromkeys(reason.short for reason in every if reason.asks_for_review))
        status = self.document.status
        if status == Status.OK and asking:
            status = Status.REVIEW
        document = self.document.model_copy(update={"review_reasons": asking, "status": status})
        return self.model_copy(update={"document": document, "review_reasons": every})


# The tables in the order in which they are written; `documents` holds the one object `document` of each report.
TABLES: dict[str, type[Row]] = {
    "documents": Document,
    "instrument_scores": InstrumentScore,
    "indicator_scores": IndicatorScore,
    "score_mentions": ScoreMention,
    "score_history": ScoreHistory,
    "recommendations": Recommendation,
    "guidelines": Guideline,
    "measures": Measure,
    "measure_steps": MeasureStep,
    "measure_results": MeasureResult,
    "roster_scores": RosterScore,
    "organization_mentions": OrganizationMention,
    "findings": Finding,
    "finding_evidence": FindingEvidence,
    "review_reasons": ReviewReason,
    "numbers": NumberFate,
    "decisions": Decision,
}


# what nests in the JSON and is a table of its own elsewhere
_NESTED = {"findings": frozenset({"evidence"})}
# what the JSON alone has: where in a value its guessed characters stand
_IN_JSON_ALONE = frozenset({"guessed"})
EVIDENCE_COLUMNS = tuple(name for name in EvidenceRow.model_fields if name not in _IN_JSON_ALONE)


def columns(table: str) -> tuple[str, ...]:
    """Return a table's columns in order: document_id, the table's own, what proves a score, then the evidence.

    Raises KeyError for a name that is no table.
    """
    row = TABLES[table]
    evidence = EVIDENCE_COLUMNS if issubclass(row, EvidenceRow) else ()
    proofs = (
        tuple(name for name in ProvenRow.model_fields if name not in EvidenceRow.model_fields)
        if issubclass(row, ProvenRow)
        else ()
    )
    elsewhere = {"document_id", *proofs, *evidence, *_IN_JSON_ALONE, *_NESTED.get(table, ())}
    own = tuple(name for name in row.model_fields if name not in elsewhere)
    return ("document_id", *own, *proofs, *evidence)


def rows(report: Report, table: str) -> tuple[Row, ...]:
    """Return the rows that a report has for a table (exactly one for `documents`)."""
    if table == "documents":
        return (report.document,)
    if table == "finding_evidence":
        return tuple(
            FindingEvidence(finding=number, **dict(place))
            for number, finding in enumerate(report.findings, start=1)
            for place in finding.evidence
        )
    found: tuple[Row, ...] = getattr(report, table)
    return found


def description(table: str, column: str) -> str:
    """Return what a column holds, in one line, from the model."""
    if column == "document_id":
        return Document.model_fields["document_id"].description or ""
    return TABLES[table].model_fields[column].description or ""


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of documents/<document_id>.json."""
    return Report.model_json_schema(mode="serialization")
