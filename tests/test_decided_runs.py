"""Decisions and the commands: a run leaves them alone, a load may ask for them, the command line merges them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from decided import doubtful_report, lay_decided, line_of, settled

from ita_extract.categories import Verdict
from ita_extract.cli.deciding import reviewer_name
from ita_extract.cli.program import main
from ita_extract.deciding.questions import Questions
from ita_extract.errors import UsageError
from ita_extract.loading.load import load
from ita_extract.model import Report
from ita_extract.running.run import run
from ita_extract.writing.corrections_file import NAME
from ita_extract.writing.frames import frames


def read_anew(path: Path, *, source: str | None = None) -> Report:
    """Read a file as a newer version does that finds one more measure in it."""
    report = doubtful_report(path.read_bytes())
    document = report.document.model_copy(update={"extractor_version": "99.0"})
    return report.model_copy(update={"document": document, "measures": report.measures * 2})


def read_first(path: Path, *, source: str | None = None) -> Report:
    return doubtful_report(path.read_bytes())


def test_a_run_puts_decisions_in_and_never_writes_them(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/scan.pdf").write_bytes(b"scan")
    output = tmp_path / "out"
    run([tmp_path / "in"], output, extractor=read_first, workers=0)
    assert frames(output)["documents"].status.tolist() == ["review"]
    lay_decided(output, doubtful_report(), settled(doubtful_report()))
    decided = (output / NAME).read_bytes()
    for extractor in (read_first, read_anew):
        run([tmp_path / "in"], output, extractor=extractor, workers=0, force=True)
        assert (output / NAME).read_bytes() == decided
        tables = frames(output)
        assert tables["documents"].status.tolist() == ["ok"]
        assert len(tables["decisions"]) == len(settled(doubtful_report()))
    assert tables["documents"].extractor_version.tolist() == ["99.0"]
    assert len(tables["measures"]) == 2


def test_a_load_of_decided_documents_refuses_open_doubts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done, other = doubtful_report(), doubtful_report(b"other")
    output = lay_decided(tmp_path / "out", done, settled(done))
    lay_decided(output, other)
    to = f"duckdb:///{tmp_path / 'w.duckdb'}"
    monkeypatch.setattr(sys, "argv", ["ita-extract", "load", str(output), "--to", to, "--only-decided"])
    with pytest.raises(SystemExit) as ended:
        main()
    words = " ".join(capsys.readouterr().err.split())
    assert ended.value.code == 3
    assert other.document.document_id in words and "review" in words and "--serve" in words
    import duckdb

    with duckdb.connect(str(tmp_path / "w.duckdb")) as connection:
        kept = connection.execute("SELECT document_id, status FROM ita.documents").fetchall()
        by = connection.execute("SELECT DISTINCT decided_by FROM ita.decisions").fetchall()
    assert kept == [(done.document.document_id, "ok")]
    assert by == [("สมหญิง",)]
    assert load(output, to, only_decided=True).load_id is None
    lay_decided(output, other, settled(other))
    assert load(output, to, only_decided=True).added == 1


def test_a_report_of_which_a_person_says_that_it_lacks_scores_is_loaded(tmp_path: Path) -> None:
    report = doubtful_report()
    lines = settled(report)
    nine = line_of(report, Questions(report).by_row["indicator_scores", 6], Verdict.REJECT, minute=5)
    output = lay_decided(tmp_path / "out", report, [*lines, nine])
    assert frames(output)["documents"].status.tolist() == ["ok"]
    assert load(output, f"duckdb:///{tmp_path / 'w.duckdb'}").added == 1


def test_the_command_merges_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = doubtful_report()
    output = lay_decided(tmp_path / "out", report)
    lines = settled(report)
    bad = lines[0].model_copy(update={"decided_by": "ข", "value_after": "102"})
    (tmp_path / "theirs.jsonl").write_bytes(b"".join(line.line() for line in [*lines, bad]))
    monkeypatch.setattr(
        sys, "argv",
        ["ita-extract", "review", str(output), "--apply", str(tmp_path / "theirs.jsonl"), "--log-format", "json"],
    )  # fmt: skip
    with pytest.raises(SystemExit) as ended:
        main()
    said = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert ended.value.code == 3
    assert "102" in said[0]["message"] and said[0]["key"] == bad.key
    assert (said[1]["read"], said[1]["added"], said[1]["refused"]) == (len(lines) + 1, len(lines), 1)
    assert "1 document is ok" in said[1]["message"]
    assert (output / "csv/decisions.csv").is_file() and (output / "review/queue.html").is_file()


def test_who_decides_is_named() -> None:
    assert reviewer_name(" สมหญิง ") == "สมหญิง"
    for name in ("", "  ", "x" * 121, "a\nb"):
        with pytest.raises(UsageError, match="who decides"):
            reviewer_name(name)
