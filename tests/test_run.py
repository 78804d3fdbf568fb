from __future__ import annotations

import csv
import functools
import hashlib
import logging
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import fake_extract, make_report

from ita_extract.errors import ExitCode, NoInputError, OutputError
from ita_extract.model import TABLES, Report, ReviewReason, Status, rows
from ita_extract.running.failed import failed_report
from ita_extract.running.manifest import read_manifest
from ita_extract.running.run import Progress
from ita_extract.running.run import run as run_anywhere
from ita_extract.running.summary import RunSummary
from ita_extract.writing.documents import read_documents

Extract = Callable[..., Report]

run = functools.partial(run_anywhere, workers=0)  # the stand-ins here are closures; see also test_bulk_*.py


def lay(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.pdf").write_bytes(text.encode())
    return folder


def documents(output: Path) -> dict[str, Report]:
    return {report.document.source: report for report in read_documents(output)}


def table(output: Path, name: str) -> list[dict[str, str]]:
    with (output / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def snapshot(output: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(output)): path.read_bytes()
        for path in sorted(output.rglob("*"))
        # ita.duckdb has equal content, not equal bytes: tests/test_duckdb_file.py
        if path.is_file() and path.name not in ("manifest.jsonl", "ita.duckdb")
    }


def test_every_file_is_accounted_for(tmp_path: Path, extractor: Extract) -> None:
    folder = lay(
        tmp_path / "in",
        a="ok 1",
        b="review 2",
        c="not_ita 3",
        d="damaged 4",
        e="defect 5",
        f="memory 6",
        g="",
        h="ok 1",
        i="wrong_id 7",  # as if the file had changed while it was read
    )
    steps: list[Progress] = []
    summary = run([folder], tmp_path / "out", extractor=extractor, progress=steps.append)
    assert summary.inputs == 9
    assert summary.by_status == {Status.OK: 2, Status.REVIEW: 1, Status.NOT_ITA: 1, Status.FAILED: 5}
    assert summary.duplicates == 1
    assert summary.exit_code is ExitCode.SOME_FAILED
    assert [step.done for step in steps] == [*range(10), 9]
    assert steps[0].line is None

    codes = {source: report.document.error_code for source, report in documents(tmp_path / "out").items()}
    assert codes == {
        "a.pdf": None,
        "b.pdf": None,
        "c.pdf": None,
        "d.pdf": "damaged",
        "e.pdf": "defect",
        "f.pdf": "out_of_memory",
        "g.pdf": "defect",  # the stand-in knows no status "empty"
        "i.pdf": "io",
    }
    lines = read_manifest(tmp_path / "out" / "manifest.jsonl")
    assert [line.source for line in lines] == [f"{letter}.pdf" for letter in "abcdefghi"]
    assert lines[7].same_as == "a.pdf"
    assert lines[7].document_id == lines[0].document_id
    assert len(table(tmp_path / "out", "documents")) == 8
    assert summary.tables["documents"] == 8


def test_counts_of_findings_and_reasons(tmp_path: Path, extractor: Extract) -> None:
    folder = lay(tmp_path / "in", a="ok 1", b="review 2")
    summary = run([folder], tmp_path / "out", extractor=extractor)
    assert summary.exit_code is ExitCode.OK
    assert summary.findings == {"overall-mismatch": 2}
    assert summary.review_reasons == {"unmatched-column": 2, "unused-number": 2}


def test_data_files_hold_neither_path_nor_time(tmp_path: Path, extractor: Extract) -> None:
    folder = lay(tmp_path / "in", a="ok 1", d="damaged 4", e="defect 5")
    run([folder], tmp_path / "out", extractor=extractor)
    for name, data in snapshot(tmp_path / "out").items():
        assert str(tmp_path).encode() not in data, name
    message = documents(tmp_path / "out")["e.pdf"].document.error_message or ""
    assert message.startswith(
        "A defect in ita_extract stopped this file: ZeroDivisionError: in e.pdf at <object at 0x…>"
    )
    assert "--verbose" in message
    hint = documents(tmp_path / "out")["d.pdf"].document.error_message or ""
    assert hint.startswith("d.pdf has no page. Download the file again")


def test_two_runs_are_equal_byte_for_byte(tmp_path: Path, extractor: Extract) -> None:
    folder = lay(tmp_path / "in", a="ok 1", b="review 2", d="damaged 4", e="defect 5", f="ok 1")
    run([folder], tmp_path / "one", extractor=extractor)
    run([folder], tmp_path / "two", extractor=extractor)
    first = snapshot(tmp_path / "one")
    assert first == snapshot(tmp_path / "two")
    run([folder], tmp_path / "one", extractor=extractor)
    assert snapshot(tmp_path / "one") == first


def test_the_folder_accumulates(tmp_path: Path, extractor: Extract) -> None:
    run([lay(tmp_path / "2568", a="ok 1")], tmp_path / "out", extractor=extractor)
    summary = run([lay(tmp_path / "2569", b="ok 2")], tmp_path / "out", extractor=extractor)
    assert summary.inputs == 1
    assert summary.tables["documents"] == 2
    assert {row["source"] for row in table(tmp_path / "out", "documents")} == {"a.pdf", "b.pdf"}
    assert len(read_manifest(tmp_path / "out" / "manifest.jsonl")) == 2


def test_interrupted_keeps_what_is_done_and_the_same_command_goes_on(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", a="ok 1", b="ok 2", c="ok 3")

    def interrupted(path: Path, *, source: str | None = None) -> Report:
        if path.name == "b.pdf":
            signal.raise_signal(signal.SIGINT)
        return fake_extract(path, source=source)

    summary = run([folder], tmp_path / "out", extractor=interrupted)
    assert summary.interrupted
    assert summary.unread == 2
    assert summary.exit_code is ExitCode.INTERRUPTED
    assert [row["source"] for row in table(tmp_path / "out", "documents")] == ["a.pdf"]
    assert [line.source for line in read_manifest(tmp_path / "out" / "manifest.jsonl")] == ["a.pdf"]

    assert run([folder], tmp_path / "out", extractor=fake_extract).exit_code is ExitCode.OK
    run([folder], tmp_path / "fresh", extractor=fake_extract)
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "fresh")


def test_a_file_that_vanishes_is_known_by_its_name_until_it_can_be_read(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", a="ok 1", b="ok 2")
    gone = folder / "b.pdf"

    def vanishing(path: Path, *, source: str | None = None) -> Report:
        gone.unlink(missing_ok=True)
        return fake_extract(path, source=source)

    summary = run([folder], tmp_path / "out", extractor=vanishing)
    assert summary.by_status[Status.FAILED] == 1
    document = documents(tmp_path / "out")["b.pdf"].document
    assert document.error_code == "io"
    assert document.sha256 == hashlib.sha256(b"b.pdf").hexdigest()
    assert "made from the name of the file" in (document.error_message or "")

    lay(folder, b="ok 2")
    run([folder], tmp_path / "out", extractor=fake_extract)
    assert [report.document.status for report in documents(tmp_path / "out").values()] == [
        Status.OK,
        Status.OK,
    ]
    assert len(table(tmp_path / "out", "documents")) == 2
    assert len(read_manifest(tmp_path / "out" / "manifest.jsonl")) == 2


def test_nothing_is_written_where_nothing_matches(tmp_path: Path, extractor: Extract) -> None:
    with pytest.raises(NoInputError):
        run([tmp_path / "nowhere"], tmp_path / "out", extractor=extractor)
    assert not (tmp_path / "out").exists()


def test_an_unwritable_output_is_found_before_any_file_is_read(tmp_path: Path) -> None:
    folder = lay(tmp_path / "in", a="ok 1")
    (tmp_path / "out").write_bytes(b"a file")
    read: list[Path] = []

    def watched(path: Path, *, source: str | None = None) -> Report:
        read.append(path)
        return fake_extract(path, source=source)

    with pytest.raises(OutputError):
        run([folder], tmp_path / "out", extractor=watched)
    assert read == []


def test_failures_are_logged_with_their_cause(
    tmp_path: Path, extractor: Extract, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="ita_extract")
    run([lay(tmp_path / "in", d="damaged 4", e="defect 5")], tmp_path / "out", extractor=extractor)
    assert [record.levelname for record in caplog.records] == ["WARNING", "ERROR"]
    assert caplog.records[1].exc_info is not None
    assert "ZeroDivisionError" in str(caplog.records[1].exc_info[1])


def test_a_summary_that_does_not_add_up_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArithmeticError, match="3 files were found, but 2"):
        RunSummary(tmp_path, 3, {Status.OK: 2}, 0, 0, {}, {}, {}, interrupted=False)


def test_reasons_are_counted_by_their_slug_and_notes_are_not(tmp_path: Path) -> None:
    reasons = (
        *(ReviewReason(slug="unread-row", page=page) for page in (1, 2)),
        ReviewReason(slug="unresolved-number", detail="12345"),
    )

    def doubting(path: Path, *, source: str | None = None) -> Report:
        return make_report(path.read_bytes(), source or path.name, reasons=reasons)

    summary = run([lay(tmp_path / "in", a="1", b="2")], tmp_path / "out", extractor=doubting)
    assert summary.review_reasons == {"unread-row": 4}
    assert summary.tables["review_reasons"] == 6


def test_a_document_that_an_older_version_named_without_d_gives_way(
    tmp_path: Path, extractor: Extract
) -> None:
    """Else each report would stand twice in every table."""
    folder, output = lay(tmp_path / "in", a="ok 1"), tmp_path / "out"
    run([folder], output, extractor=extractor)
    (path,) = (output / "documents").glob("*.json")
    new, old = path.stem, path.stem.removeprefix("d")
    data = path.read_text(encoding="utf-8").replace(f'"{new}"', f'"{old}"')
    path.with_name(f"{old}.json").write_text(data, encoding="utf-8")
    with pytest.raises(OutputError, match="as an older version did"):
        run([folder], output, extractor=extractor)
    run([folder], output, extractor=extractor, force=True)
    assert [path.stem for path in (output / "documents").glob("*.json")] == [new]


def test_failed_report_of_a_very_long_message(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x")
    report = failed_report(path, "a.pdf", ValueError("stream bytes " * 10_000))
    assert report.document.status is Status.FAILED
    assert report.document.sha256 == hashlib.sha256(b"x").hexdigest()
    assert len(report.document.error_message or "") < 800
    assert all(not rows(report, name) for name in TABLES if name != "documents")


def test_excel_is_handed_on(tmp_path: Path, extractor: Extract) -> None:
    run([lay(tmp_path / "in", a="ok 1")], tmp_path / "out", extractor=extractor, excel=True)
    assert (tmp_path / "out/csv/documents.csv").read_bytes().startswith(b"\xef\xbb\xbf")
