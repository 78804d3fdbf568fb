from __future__ import annotations

import pytest
from conftest import make_report
from pydantic import ValidationError

from ita_extract.evidence import EvidenceRow
from ita_extract.model import (
    TABLES,
    Document,
    Report,
    ReviewReason,
    Status,
    Subject,
    columns,
    description,
    document_id_of,
    json_schema,
    rows,
)

EVIDENCE = "page x0 top x1 bottom raw text_source confidence decided_by"
# The public interface: columns may be added, a rename or a removal breaks those who read the tables.
PROMISED = {
    "documents": "source sha256 page_count fiscal_year organization_id organization_lineage organization_type "
    "agency_kind parent_organization parent_organization_id organization_name organization_written district province "
    "document_kind document_date draft file_date superseded_by overall_score rating text_source status review_reasons "
    "errors warnings error_code error_message extractor_version",
    "instrument_scores": "instrument part label_written score",
    "indicator_scores": "indicator name name_written score",
    "score_mentions": "subject score section",
    "score_history": "subject fiscal_year score rating",
    "recommendations": "recommendation indicator sub_indicator instrument part items issue advice references "
    "references_unresolved",
    "guidelines": "indicator step text",
    "measures": "measure title indicators analysis period period_start period_end fiscal_year responsible "
    "monitoring pages",
    "measure_steps": "measure step text",
    "measure_results": "measure title result fiscal_year pages",
    "roster_scores": "rank organization_written organization_id IIT EIT OIT total rating row_sum_ok",
    "organization_mentions": "written normalized count pages",
    "findings": "rule severity subject message_th message_en expected found pages other_document_id",
    "finding_evidence": "finding other_document_id table row page x0 top x1 bottom",
    "review_reasons": "slug subject table row detail page x0 top x1 bottom raw",
    "numbers": "value fate reason rule cue table row",
    "decisions": "table row field value_before value_after decided_by decided_at why",
}


def test_tables_are_those_promised() -> None:
    assert tuple(TABLES) == tuple(PROMISED)


@pytest.mark.parametrize("table", TABLES)
def test_columns_keep_the_promise(table: str) -> None:
    found = columns(table)
    evidence = tuple(EVIDENCE.split()) if issubclass(TABLES[table], EvidenceRow) else ()
    assert found[0] == "document_id"
    assert found[len(found) - len(evidence) :] == evidence
    own = [name for name in found[1:] if name not in evidence]
    assert [name for name in own if name in PROMISED[table].split()] == PROMISED[table].split()
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_described(table: str) -> None:
    for name in columns(table):
        text = description(table, name)
        assert text, name
        assert "\n" not in text


def test_an_unknown_table_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        columns("nothing")


def test_rows() -> None:
    report = make_report()
    assert rows(report, "documents") == (report.document,)
    assert rows(report, "measures") == report.measures
    assert {name for name in Report.model_fields if name != "document"} == set(TABLES) - {
        "documents",
        "finding_evidence",
    }


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(ValidationError):
        Report.model_validate({"document": make_report().document, "scores": []})
    with pytest.raises(ValidationError):
        Document.model_validate(make_report().document.model_dump() | {"name": "x"})


def test_rows_do_not_change() -> None:
    with pytest.raises(ValidationError):
        make_report().document.fiscal_year = 2569  # type: ignore[misc]


def test_json_schema_covers_every_table_and_says_score_is_a_number() -> None:
    schema = json_schema()
    assert set(schema["properties"]) == set(Report.model_fields)
    assert schema["$defs"]["IndicatorScore"]["properties"]["score"]["type"] == "number"


def test_no_document_id_is_a_number_to_a_spreadsheet() -> None:
    for sha256 in ("1234567890123456" * 4, "12345678e9012345" * 4):
        name = document_id_of(sha256)
        assert name == f"d{sha256[:16]}"
        with pytest.raises(ValueError, match="could not convert"):
            float(name)


def test_a_subject_knows_what_it_is() -> None:
    assert [subject.indicator for subject in Subject if subject.indicator] == list(range(1, 11))
    assert Subject.of_indicator(10) is Subject.INDICATOR_10
    assert Subject.of_instrument("EIT", 2) is Subject.EIT_2
    assert (Subject.EIT_2.instrument, Subject.EIT_2.part) == ("EIT", 2)
    assert (Subject.OIT.instrument, Subject.OIT.part) == ("OIT", None)
    assert (Subject.OVERALL.instrument, Subject.OVERALL.indicator) == (None, None)
    for wrong in (lambda: Subject.of_indicator(11), lambda: Subject.of_instrument("OIT", 1)):
        with pytest.raises(ValueError, match="is not a valid Subject"):
            wrong()


def test_a_reason_stands_where_a_row_was_read() -> None:
    (row,) = make_report().indicator_scores
    reason = ReviewReason.at(
        "split-score", row, "98 .29", subject=row.subject, table="indicator_scores", row=1
    )
    assert (reason.page, reason.x0, reason.top, reason.x1, reason.bottom) == (1, 72.0, 100.5, 140.25, 118.0)
    assert (reason.raw, reason.subject, reason.table, reason.row) == (
        row.raw,
        "indicator-1",
        "indicator_scores",
        1,
    )
    assert reason.short == "split-score: page 1: 98 .29"
    nowhere = ReviewReason.at("missing-rating", None, "no level was found")
    assert (nowhere.page, nowhere.x0, nowhere.raw) == (None, None, "")
    assert nowhere.short == "missing-rating: no level was found"


def test_the_status_follows_from_the_reasons() -> None:
    report = make_report(status=Status.OK, reasons=())
    note, reason = ReviewReason(slug="unresolved-number"), ReviewReason(slug="missing-rating", detail="x")
    noted = report.with_reasons([note])
    assert (noted.document.status, noted.document.review_reasons) == (Status.OK, ())
    assert noted.review_reasons == (note,)
    doubted = noted.with_reasons([reason, reason])
    assert (doubted.document.status, doubted.document.review_reasons) == (
        Status.REVIEW,
        ("missing-rating: x",),
    )
    assert doubted.with_reasons([reason]) == doubted
    failed = make_report(status=Status.FAILED, reasons=()).with_reasons([reason])
    assert failed.document.status is Status.FAILED
