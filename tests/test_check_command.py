"""`ita-extract check` as a person or a program calls it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from functools import partial
from pathlib import Path

import pytest
from checked_fixtures import FAULTS, FIXTURES, TOGETHER, read
from conftest import Called

import ita_extract.extracting
from ita_extract.errors import DamagedError
from ita_extract.model import Report, ReviewReason, Status
from ita_extract.writing.documents import to_json, write_document

WRONG = FAULTS / "score-mismatch.pdf"
WEAK = FAULTS / "incomplete-measure.pdf"
CLEAN = FIXTURES / "2565-khon-kaen-thesaban-nakhon-khon-kaen.pdf"


@pytest.fixture
def call(program: Called) -> Called:
    """Run `ita-extract check` in an empty folder: exit code, stdout, stderr."""
    return partial(program, "check")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    for path in (WRONG, WEAK):
        report = read(path)
        write_document(tmp_path / "out", report.document.document_id, to_json(report))
    return tmp_path / "out"


def test_a_table_by_organisation(call: Called) -> None:
    code, out, err = call(WRONG, CLEAN)
    assert code == 1 and err == ""
    assert "เทศบาลตำบลบ้านถิ่น จังหวัดแพร่ · 2568 · score-mismatch.pdf" in out
    assert "2 documents: 1 with errors, 1 to review; 0 more could not be read" in out
    assert "Indicator 1 is" in out
    code, out, _ = call(WRONG, CLEAN, "--language", "th")
    assert "ตัวชี้วัดที่ 1 เป็น" in out
    assert "เอกสาร 2 ฉบับ" in out


def test_exit_codes(call: Called, tmp_path: Path) -> None:
    assert call(CLEAN)[0] == 0
    assert call(WEAK)[0] == 0
    assert call(WRONG, "--ignore", "score-mismatch")[0] == 0
    assert call("nothing.pdf")[0] == 4
    (tmp_path / "broken.pdf").write_text("no pdf")
    assert call("broken.pdf", CLEAN)[0] == 3
    assert call("broken.pdf", WRONG)[0] == 1
    assert call()[0] == 2
    assert call(WRONG, "--select", "no-such-rule")[0] == 2


def test_select_and_ignore(call: Called) -> None:
    _, out, _ = call(
        WRONG, "--select", "ambiguous-item,score-mismatch", "--ignore", "score-mismatch", "--format", "json"
    )
    assert {entry["rule"] for entry in json.loads(out)[0]["findings"]} == {"ambiguous-item"}


def test_an_output_folder_gives_what_reading_gave(call: Called, output: Path) -> None:
    code, out, _ = call(output, "--format", "json")
    assert code == 1
    shown = {finding["document_id"]: finding["findings"] for finding in json.loads(out)}
    for path in (WRONG, WEAK):
        report = read(path)
        mine = [finding for finding in shown[report.document.document_id] if finding["rule"] != "copied-text"]
        assert mine == [finding.model_dump(mode="json") for finding in report.findings]


def test_csv_and_annotations(call: Called) -> None:
    _, out, _ = call(WRONG, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert rows[0]["rule"] == "score-mismatch" and rows[0]["pages"] == "2;3"
    _, out, _ = call(WRONG, "--format", "github", "--language", "en")
    assert out.startswith("::error file=score-mismatch.pdf,title=score-mismatch::Indicator 1 is")
    assert "::notice " in out


def test_official_scores(call: Called) -> None:
    code, out, _ = call(
        TOGETHER, "--official", TOGETHER / "official-scores.csv", "--select", "roster-mismatch", "-f", "json"
    )
    assert code == 1
    assert [entry["source"] for entry in json.loads(out) if entry["findings"]] == ["report-copied.pdf"]


def test_explain(call: Called) -> None:
    code, out, _ = call("--explain", "overall-mismatch")
    assert code == 0 and "0.30 IIT + 0.30 EIT + 0.40 OIT" in out and "weights (inferred 2562" in out
    code, _, err = call("--explain", "nothing")
    assert code == 2 and "overall-mismatch" in err


def test_a_rulebook_of_one_s_own(call: Called, tmp_path: Path) -> None:
    from ita_extract.rulebook.year import use_folder

    folder = tmp_path / "rules"
    folder.mkdir()
    weights = {"confidence": "confirmed", "values": {"IIT": "0.20", "EIT": "0.20", "OIT": "0.60"}}
    (folder / "2568.json").write_text(json.dumps({"weights": weights}))
    try:
        code, out, _ = call(WEAK, "--rulebook", folder, "-f", "json")
        assert code == 1 and "overall-mismatch" in out
    finally:
        use_folder(None)
    assert call(WEAK, "--rulebook", tmp_path / "none")[0] == 2


def test_the_same_file_twice_is_one_report(call: Called, tmp_path: Path) -> None:
    shutil.copy(WRONG, tmp_path / "again.pdf")
    _, out, _ = call(WRONG, "again.pdf", "-f", "json")
    assert len(json.loads(out)) == 1


def test_what_could_not_be_read_is_never_called_clean(call: Called, tmp_path: Path) -> None:
    report = read(CLEAN)
    failed = report.document.model_copy(
        update={"status": Status.FAILED, "error_code": "empty", "error_message": "one.pdf has no bytes"}
    )
    folder = tmp_path / "out"
    write_document(folder, failed.document_id, to_json(Report(document=failed)))
    code, out, err = call(folder)
    assert code == 3
    assert "0 documents: 0 with errors, 0 to review; 1 more could not be read" in out
    assert "has no bytes (empty)" in err


def test_every_review_reason_is_a_doubt(call: Called, tmp_path: Path) -> None:
    report = read(CLEAN)
    reason = ReviewReason(slug="unfit-text", page=2, detail="the page is a picture without text")
    note = ReviewReason(slug="unresolved-number", page=2, detail="12345")
    doubted = report.with_reasons([reason, note])
    folder = tmp_path / "out"
    write_document(folder, doubted.document.document_id, to_json(doubted))
    code, out, _ = call(folder)
    assert code == 0
    assert "doubt    unfit-text: page 2: the page is a picture" in out
    assert "unresolved-number" not in out
    assert "1 document: 0 with errors, 1 to review" in out


def test_check_reads_no_pictures_where_none_are_asked_for(
    call: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def read_none(path: Path, *, source: str, ocr: str, proof: str) -> Report:
        asked.append((ocr, proof))
        raise DamagedError(f"{source} is no use")

    monkeypatch.setattr(ita_extract.extracting, "extract", read_none)
    assert call(CLEAN)[0] == 3
    assert call(CLEAN, "--ocr", "never", "--proof", "always")[0] == 3
    assert asked == [("auto", "auto"), ("never", "always")]


def test_the_gravest_come_first_and_both_things_are_said(call: Called) -> None:
    """Well read is not well reported: `read ok · 1 error`; documents with errors stand before those without."""
    _, shown, _ = call(WEAK, WRONG, "--language", "en")
    heads = [line for line in shown.splitlines() if " · read " in line]
    assert [head.split(" · ")[2] for head in heads] == [WRONG.name, WEAK.name]
    assert "read review · 1 error" in heads[0] and "read ok · " in heads[1]
