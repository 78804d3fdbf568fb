"""The wide row `reports`: one organisation and year a row, and what becomes of several documents."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from conftest import PLACE, make_report
from warehouses import lay_documents, two_years

from ita_extract.model import (
    InstrumentScore,
    Report,
    ReviewReason,
    RosterScore,
    ScoreMention,
    Status,
    Subject,
)
from ita_extract.writing.documents import document_paths, read_documents
from ita_extract.writing.parquet_tables import parquet_path
from ita_extract.writing.wide_columns import COLUMNS, score_column


def rows_of(output: Path) -> list[dict[str, str]]:
    with (output / "csv" / "reports.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_each_report_has_its_scores_side_by_side(tmp_path: Path) -> None:
    output = lay_documents(tmp_path, *two_years())
    rows = {row["document_id"]: row for row in rows_of(output)}
    reports = {report.document.document_id: report for report in read_documents(output)}
    assert len(rows) > 30
    for document_id, row in rows.items():
        report = reports[document_id]
        expected = {score_column(score.subject): score.score for score in report.indicator_scores}
        expected |= {score_column(score.subject): score.score for score in report.instrument_scores}
        if report.document.overall_score is not None:
            expected["overall_score"] = report.document.overall_score
        found = {score_column(subject): row[score_column(subject)] for subject in Subject}
        assert {name: Decimal(text) for name, text in found.items() if text} == expected
        assert row["organization_name"] == report.document.organization_name
        assert row["fiscal_year"] == str(report.document.fiscal_year)
        assert int(row["errors"]) >= report.document.errors  # those between reports come on top


def test_the_csv_the_parquet_file_and_the_view_are_the_same(tmp_path: Path) -> None:
    output = lay_documents(tmp_path, *two_years()[:6])
    with duckdb.connect(str(output / "ita.duckdb"), read_only=True) as database:
        view = database.execute("SELECT * FROM reports").fetchall()
        names = [column[0] for column in database.description or []]
    assert names == [column.name for column in COLUMNS]
    stored = pq.read_table(parquet_path(output, "reports"))
    assert stored.column_names == names
    assert sorted(tuple(row.values()) for row in stored.to_pylist()) == sorted(view)
    assert sorted(row["document_id"] for row in rows_of(output)) == sorted(row[0] for row in view)


def of_pua(name: bytes, **document: object) -> Report:
    known = {"organization_id": "TH-55-0501-TT", "province": "น่าน", "document_kind": "analysis"}
    report = make_report(name, f"{name.decode()}.pdf", reasons=(), **(known | document))
    return report.model_copy(update={"roster_scores": ()})


def test_a_draft_is_passed_over_and_named(tmp_path: Path) -> None:
    draft, final = of_pua(b"draft", draft=True, overall_score="90"), of_pua(b"final", overall_score="91")
    (row,) = rows_of(lay_documents(tmp_path, draft, final))
    assert (row["document_id"], row["overall_score"], row["documents"], row["other_documents"]) == (
        final.document.document_id, "91.00", "2", draft.document.document_id,
    )  # fmt: skip


def test_two_versions_between_which_nothing_decides_say_so(tmp_path: Path) -> None:
    (row,) = rows_of(lay_documents(tmp_path, of_pua(b"a", status="ok"), of_pua(b"b", status="ok")))
    assert (row["status"], row["documents"]) == ("review", "2")
    assert row["review_reasons"].startswith("two-versions")


def test_a_report_on_carrying_measures_out_stands_for_no_scores(tmp_path: Path) -> None:
    """It is about the same year, read without doubt, and has none: the year would lose its scores."""
    analysis = of_pua(b"analysis", status="review")
    done = of_pua(b"done", status="ok", document_kind="carrying-out", overall_score=None)
    done = done.model_copy(update={"indicator_scores": ()})
    (row,) = rows_of(lay_documents(tmp_path, analysis, done))
    assert (row["document_id"], row["indicator_1"]) == (analysis.document.document_id, "89.50")
    assert row["other_documents"] == done.document.document_id


def test_what_is_no_report_has_no_row_and_what_has_no_year_one_of_its_own(tmp_path: Path) -> None:
    rows = rows_of(
        lay_documents(
            tmp_path,
            of_pua(b"a"),
            of_pua(b"b", status="failed", error_code="damaged"),
            of_pua(b"c", status="not_ita"),
            of_pua(b"d", fiscal_year=None),
            of_pua(b"e", fiscal_year=None),
            of_pua(b"f", organization_id=None, organization_name=None),
            without_scores_of_its_own(of_pua(b"g", document_kind="roster", organization_id=None)),
        )
    )
    assert sorted(row["source"] for row in rows) == ["a.pdf", "d.pdf", "e.pdf", "f.pdf"]
    assert {row["source"]: row["fiscal_year"] for row in rows}["d.pdf"] == ""


def without_scores_of_its_own(report: Report) -> Report:
    rows = (RosterScore.model_validate(PLACE | {"organization_written": "ทต.ปัว", "total": "90"}),)
    return report.model_copy(update={"indicator_scores": (), "roster_scores": rows})


def instrument(name: str, score: str, **more: object) -> InstrumentScore:
    values = PLACE | {"instrument": name, "label_written": name, "score": score}
    return InstrumentScore.model_validate(values | more)


def test_two_scores_that_differ_are_none(tmp_path: Path) -> None:
    report = of_pua(b"a").model_copy(
        update={
            "instrument_scores": (
                *(instrument("IIT", "90"), instrument("IIT", "91")),
                *(instrument("OIT", "92"), instrument("OIT", "92.00")),
                *(instrument("EIT", "93", part=1), instrument("EIT", "94", part=2)),
            )
        }
    )
    (row,) = rows_of(lay_documents(tmp_path, report))
    names = ("IIT", "EIT", "EIT_1", "EIT_2", "OIT")
    assert [row[name] for name in names] == ["", "", "93.00", "94.00", "92.00"]


@pytest.mark.parametrize(
    ("reason", "doubtful"),
    [
        (ReviewReason(slug="missing-instrument", subject=Subject.IIT), "IIT"),
        (ReviewReason(slug="odd-score", table="indicator_scores", row=1), "indicator-1"),
        (ReviewReason(slug="odd-score", table="instrument_scores", row=2), "EIT-1"),
        (ReviewReason(slug="odd-score", table="score_mentions", row=1), "overall"),
        (ReviewReason(slug="odd-score", table="score_history", row=1, subject=Subject.IIT), ""),
        (ReviewReason(slug="mended-score", subject=Subject.IIT), ""),  # a note
        (ReviewReason(slug="missing-measures"), ""),
    ],
)
def test_a_score_in_doubt_is_named(tmp_path: Path, reason: ReviewReason, doubtful: str) -> None:
    mention = ScoreMention.model_validate(
        PLACE | {"subject": "overall", "score": "96.4", "section": "summary"}
    )
    report = of_pua(b"a").model_copy(
        update={
            "instrument_scores": (instrument("IIT", "90"), instrument("EIT", "91", part=1)),
            "score_mentions": (mention,),
        }
    )
    (row,) = rows_of(lay_documents(tmp_path, report.with_reasons((reason,))))
    assert row["doubtful"] == doubtful


def test_a_guessed_score_is_in_doubt_and_a_proven_one_counts(tmp_path: Path) -> None:
    mention = ScoreMention.model_validate(
        PLACE | {"subject": "overall", "score": "96.4", "section": "summary", "proof": "ink"}
    )
    other = mention.model_copy(update={"score": Decimal("95")})
    report = of_pua(b"a").model_copy(
        update={
            "instrument_scores": (
                instrument("IIT", "90", confidence=0.5),
                instrument("EIT", "91", part=2, proof="ink"),
            ),
            "score_mentions": (mention, mention, other),
        }
    )
    (row,) = rows_of(lay_documents(tmp_path, report))
    assert (row["doubtful"], row["scores_proven"]) == ("IIT", "2")


def test_what_a_person_looked_at_is_in_doubt_no_more(tmp_path: Path) -> None:
    looked_at = instrument("IIT", "90", confidence=0.5, proof="person", decided_by="somchai")
    report = of_pua(b"a").model_copy(update={"instrument_scores": (looked_at,)})
    (row,) = rows_of(lay_documents(tmp_path, report))
    assert (row["doubtful"], row["scores_proven"]) == ("", "1")


def test_every_read_document_is_in_a_row_or_named_in_one(tmp_path: Path) -> None:
    output = lay_documents(tmp_path, *two_years(), of_pua(b"a"), of_pua(b"b"))
    rows = rows_of(output)
    named = [
        name for row in rows for name in (row["document_id"], *row["other_documents"].split(";")) if name
    ]
    read = [
        report.document.document_id
        for report in read_documents(output)
        if report.document.status in (Status.OK, Status.REVIEW)
    ]
    assert sorted(named) == sorted(read)
    assert len(read) == len(document_paths(output))


def test_for_excel_its_texts_are_harmless(tmp_path: Path) -> None:
    from ita_extract.writing.tables import write_tables

    lay_documents(tmp_path, of_pua(b"a", organization_name="=1+1", rating="1-2"), tables=False)
    write_tables(tmp_path, excel=True)
    (row,) = rows_of(tmp_path)
    assert (row["organization_name"], row["rating"], row["overall_score"]) == ("'=1+1", "'1-2", "96.40")
