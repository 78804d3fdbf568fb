"""Findings between reports as data: made with the tables, the same whoever ran what before, with both places."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from checked_fixtures import TOGETHER, read

from ita_extract.model import Report, document_id_of
from ita_extract.writing.between import NAME, read_between, write_between
from ita_extract.writing.csv_tables import FOLDER
from ita_extract.writing.documents import document_paths, read_stored, to_json, write_document
from ita_extract.writing.tables import write_tables


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder of reports that are wrong together."""
    for path in sorted(TOGETHER.glob("*.pdf")):
        report = read(path)
        write_document(tmp_path, report.document.document_id, to_json(report))
    return tmp_path


def lines(output: Path, table: str) -> list[dict[str, str]]:
    with (output / FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_have_what_shows_between_documents(output: Path) -> None:
    write_tables(output)
    between = [row for row in lines(output, "findings") if row["other_document_id"]]
    assert {row["rule"] for row in between} >= {"copied-text", "score-mismatch", "history-mismatch"}
    known = {path.stem for path in document_paths(output)}
    assert {row["other_document_id"] for row in between} <= known


def test_documents_count_their_findings(output: Path) -> None:
    write_tables(output)
    for document in lines(output, "documents"):
        own = [row for row in lines(output, "findings") if row["document_id"] == document["document_id"]]
        for column, severity in (("errors", "error"), ("warnings", "warning")):
            assert int(document[column]) == sum(row["severity"] == severity for row in own)


def test_evidence_shows_both_places(output: Path) -> None:
    write_tables(output)
    evidence = lines(output, "finding_evidence")
    for at, finding in enumerate(lines(output, "findings"), start=1):
        if not finding["other_document_id"]:
            continue
        number = at - next(
            index
            for index, row in enumerate(lines(output, "findings"))
            if row["document_id"] == finding["document_id"]
        )
        places = [
            row
            for row in evidence
            if (row["document_id"], row["finding"]) == (finding["document_id"], str(number))
        ]
        assert {row["other_document_id"] for row in places} == {"", finding["other_document_id"]}
        assert all(row["table"] and int(row["row"]) >= 1 and int(row["page"]) >= 1 for row in places)


def test_it_is_the_same_whoever_came_first(output: Path) -> None:
    first = write_between(output)
    (output / NAME).unlink()
    for path in reversed(document_paths(output)):
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
    assert write_between(output) == first == read_between(output)


def test_what_lies_there_of_other_documents_is_not_believed(output: Path) -> None:
    write_between(output)
    document_paths(output)[0].unlink()
    known = {path.stem for path in document_paths(output)}
    fresh = read_between(output)
    named = {
        position.other_document_id
        for rows in fresh.findings.values()
        for row in rows
        for position in row.evidence
    }
    assert set(fresh.findings) <= known and named - {None} <= known


def test_a_document_without_such_findings_is_as_it_was(output: Path) -> None:
    between = read_between(output)
    changed = {*between.findings, *between.versions}
    alone = [path for path in document_paths(output) if path.stem not in changed]
    for path in alone:
        assert between.read(path) == read_stored(path)
    for path in document_paths(output):
        own, merged = read_stored(path), between.read(path)
        assert set(own.report.findings) <= set(merged.report.findings)
        assert (own.content_sha256 == merged.content_sha256) == (path.stem not in changed)


def test_evidence_of_a_report_points_at_its_rows() -> None:
    report: Report = read(TOGETHER.parent / "score-mismatch.pdf")
    found = next(finding for finding in report.findings if finding.rule == "score-mismatch")
    places = [position for position in found.evidence if position.table == "score_mentions"]
    assert len(places) == 2
    for position in places:
        row = report.score_mentions[(position.row or 0) - 1]
        assert (row.page, row.top, str(row.subject)) == (position.page, position.top, found.subject)
    assert document_id_of(report.document.sha256) == report.document.document_id
