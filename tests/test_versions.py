"""Drafts and finals: which document stands for its organisation, kind and year, and when nothing tells."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet
from spans import PAGE_END, flow

from ita_extract.checking.collection.versions import Fact, fact_of, versions
from ita_extract.checking.neighbours import check_collection
from ita_extract.loading.staging import staged_tables
from ita_extract.model import Document, DocumentKind, Report, Status, document_id_of
from ita_extract.outline.version import Version, read_version
from ita_extract.reading.file_dates import iso_date
from ita_extract.running.checks import check_inputs
from ita_extract.writing.between import read_between
from ita_extract.writing.documents import read_stored, to_json, write_document
from ita_extract.writing.frames import frames
from ita_extract.writing.parquet_tables import parquet_path
from ita_extract.writing.tables import write_tables

COVER = "การวิเคราะห์ผลการประเมิน ITA\nประจำปีงบประมาณ พ.ศ. 2568\nเทศบาลตำบลปัว\n"


def fact(name: str, date: str = "", *, final: bool = True, file_date: str = "", year: int = 2568) -> Fact:
    return Fact(name, ("TH-55-0501-TT", year, "analysis"), date, final, file_date)


def superseded(*facts: Fact) -> dict[str, str | None]:
    return {name: version.superseded_by for name, version in versions(facts).items()}


def document(text: bytes, **fields: object) -> Document:
    sha = hashlib.sha256(text).hexdigest()
    known: dict[str, object] = {
        "document_id": document_id_of(sha), "source": f"{text.decode()}.pdf", "sha256": sha, "status": Status.OK,
        "organization_id": "TH-55-0501-TT", "organization_type": "เทศบาลตำบล", "organization_name": "ปัว",
        "fiscal_year": 2568, "document_kind": DocumentKind.ANALYSIS, "extractor_version": "0",
    }  # fmt: skip
    return Document.model_validate(known | fields)


def test_a_printed_date_goes_before_a_word_and_a_word_before_the_dates_of_the_file() -> None:
    assert superseded(fact("a", "2025-01-01"), fact("b", "2025-02-01", final=False)) == {"a": "b", "b": None}
    assert superseded(fact("a", final=False, file_date="2025-05-01"), fact("b", file_date="2025-01-01")) == {
        "a": "b",
        "b": None,
    }
    assert superseded(fact("a", file_date="2025-01-01"), fact("b", file_date="2025-01-02")) == {
        "a": "b",
        "b": None,
    }


def test_a_date_that_only_one_has_decides_nothing() -> None:
    assert superseded(fact("a", "2025-01-01"), fact("b", final=False)) == {"a": None, "b": "a"}


def test_where_nothing_decides_both_are_in_doubt() -> None:
    found = versions([fact("a"), fact("b")])
    assert {name: version.rivals for name, version in found.items()} == {"a": ("b",), "b": ("a",)}
    assert [reason.slug for reason in found["a"].reasons] == ["two-versions"]


def test_a_draft_is_no_rival_of_two_finals() -> None:
    found = versions([fact("a"), fact("b"), fact("c", final=False)])
    assert found["c"].superseded_by == "a" and found["c"].rivals == ()
    assert found["a"].rivals == ("b",)


@given(
    st.permutations([fact("a", "2025-01-01"), fact("b", "2025-03-01"), fact("c", "2025-02-01", final=False)])
)
def test_the_order_of_the_documents_makes_no_difference(facts: list[Fact]) -> None:
    assert superseded(*facts) == {"a": "b", "b": None, "c": "b"}


def test_other_years_kinds_and_unknown_bodies_are_no_versions() -> None:
    assert versions([fact("a"), fact("b", year=2567)]) == {}
    kinds = [fact_of(document(b"a")), fact_of(document(b"b", document_kind=DocumentKind.MEASURES))]
    assert versions(kind for kind in kinds if kind) == {}
    assert fact_of(document(b"a", organization_id=None)) is None
    assert fact_of(document(b"a", document_kind=DocumentKind.ROSTER)) is None


@pytest.mark.parametrize(
    ("text", "date", "draft"),
    [
        (f"{COVER}{PAGE_END}ประกาศ ณ วันที่ 3 ตุลาคม พ.ศ. 2568", dt.date(2025, 10, 3), False),
        (f"{COVER}(ฉบับร่าง)", None, True),
        (f"{COVER}ฉบับลงวันที่ ๕ พ.ย. ๒๕๖๘", dt.date(2025, 11, 5), False),
        (f"{COVER}{PAGE_END}อบรมเมื่อวันที่ 3 ตุลาคม พ.ศ. 2568 และร่างคู่มือ", None, False),
        (COVER, None, False),
    ],
)
def test_a_document_tells_its_version(text: str, date: dt.date | None, draft: bool) -> None:
    assert read_version(flow(text), ()) == Version(date, draft)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("D:20250131093000+07'00'", "2025-01-31T02:30:00Z"),
        ("D:20250131093000Z", "2025-01-31T09:30:00Z"),
        ("D:20250131", "2025-01-31T00:00:00Z"),
        ("D:20251341", None),
        ("", None),
        ("gestern", None),
    ],
)
def test_the_dates_of_a_file(written: str, iso: str | None) -> None:
    assert iso_date(written) == iso


def test_tables_say_which_document_stands_for_the_year(tmp_path: Path) -> None:
    draft, final = document(b"draft", draft=True), document(b"final")
    twins = [document(name, organization_id="TH-55-0502-TT") for name in (b"x", b"y")]
    for twin in (draft, final, *twins):
        write_document(tmp_path, twin.document_id, to_json(Report(document=twin)))
    write_tables(tmp_path)
    import csv

    with (tmp_path / "csv" / "documents.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["document_id"]: row for row in csv.DictReader(file)}
    assert rows[draft.document_id]["superseded_by"] == final.document_id
    assert (rows[final.document_id]["superseded_by"], rows[final.document_id]["status"]) == ("", "ok")
    assert {rows[twin.document_id]["status"] for twin in twins} == {"review"}
    assert all("two-versions" in rows[twin.document_id]["review_reasons"] for twin in twins)


def test_loads_and_frames_have_the_versions_of_the_tables(tmp_path: Path) -> None:
    draft, final = document(b"draft", draft=True), document(b"final")
    for entry in (draft, final):
        write_document(tmp_path, entry.document_id, to_json(Report(document=entry)))
    expected = {draft.document_id: final.document_id, final.document_id: None}
    own = frames(tmp_path)["documents"]
    shown = own["superseded_by"].astype(object).where(own["superseded_by"].notna(), None)
    assert dict(zip(own["document_id"], shown, strict=True)) == expected
    before_tables = _staged(tmp_path)
    write_tables(tmp_path)
    assert before_tables == _staged(tmp_path) == expected


def test_check_does_not_call_versions_ok_between_which_nothing_decides(tmp_path: Path) -> None:
    for entry in (document(b"a"), document(b"b"), document(b"c", organization_id="TH-55-0502-TT")):
        write_document(tmp_path, entry.document_id, to_json(Report(document=entry)))
    checked = check_inputs([tmp_path], rules=frozenset()).checked
    assert {entry.document.source: entry.document.status for entry in checked} == {
        "a.pdf": Status.REVIEW,
        "b.pdf": Status.REVIEW,
        "c.pdf": Status.OK,
    }


def test_a_final_that_comes_changes_what_a_load_has_of_its_draft(tmp_path: Path) -> None:
    draft, final = document(b"draft", draft=True), document(b"final")
    path = write_document(tmp_path, draft.document_id, to_json(Report(document=draft)))
    alone = read_between(tmp_path).read(path).content_sha256
    write_document(tmp_path, final.document_id, to_json(Report(document=final)))
    assert read_between(tmp_path).read(path).content_sha256 != alone == read_stored(path).content_sha256


def _staged(output: Path) -> dict[str, str | None]:
    with staged_tables(output) as staged:
        rows = parquet.read_table(parquet_path(staged, "documents")).to_pylist()
    return {row["document_id"]: row["superseded_by"] for row in rows}


def test_rules_across_reports_see_the_current_document_alone() -> None:
    found = check_collection([Report(document=document(b"a")), Report(document=document(b"b"))])
    assert {slug.slug for result in found.values() for slug in result.doubts} == {"two-versions"}
    assert (
        check_collection([Report(document=document(b"a", draft=True)), Report(document=document(b"b"))]) == {}
    )
