"""`ita-extract review` on the command line, and what `run` says of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Called, make_report

from ita_extract.writing.documents import to_json, write_document


@pytest.fixture
def call(program_without_readers: Called) -> Called:
    """Run the program in an empty folder with a stand-in for the extractor: exit code, stdout, stderr."""
    return program_without_readers


def lay(folder: str = "out") -> None:
    report = make_report()
    write_document(Path(folder), report.document.document_id, to_json(report))


def test_it_makes_the_pages_and_says_where_they_are(call: Called) -> None:
    lay()
    code, out, err = call("review", "out")
    assert (code, out) == (0, "")
    assert "Pages: 1 (1 made, 0 unchanged, 0 removed); doubtful values: 2" in err
    assert "1 without pictures, for the PDF was not found: name its folder with --input FOLDER" in err
    assert err.endswith("Open in a browser: out/review/index.html\n")
    assert call("review", "out", "--quiet") == (0, "", "")


def test_log_as_json(call: Called) -> None:
    lay()
    code, out, err = call("review", "out", "--log-format", "json")
    assert (code, out) == (0, "")
    line = json.loads(err)
    assert line["level"] == "info"
    assert (line["index"], line["documents"], line["made"]) == ("out/review/index.html", 1, 1)
    assert line["pictures"] == {"missing": 1}


@pytest.mark.parametrize(
    ("arguments", "code", "stated"),
    [
        (("review",), 2, "OUTPUT"),
        (("review", "nowhere"), 2, "ita-extract run PDFS --output FOLDER"),
        (("review", "s3://bucket/out"), 2, "Copy the output into a folder first"),
        (("review", "out", "--input", "s3://bucket/pdfs"), 2, "Copy them into a folder"),
        (("review", "out", "-q", "-v"), 2, "exclude each other"),
        (("review", "out", "--input", "nothing"), 4, "nothing does not exist"),
    ],
)
def test_what_is_wrong_is_told_with_the_next_step(
    call: Called, arguments: tuple[str, ...], code: int, stated: str
) -> None:
    lay()
    ended, out, err = call(*arguments)
    assert (ended, out) == (code, "")
    assert stated in err
    assert not Path("out/review").exists()


def test_pages_that_cannot_be_written_and_documents_that_cannot_be_read_end_with_5(call: Called) -> None:
    lay()
    Path("out/review").write_text("a file", encoding="utf-8")
    code, _, err = call("review", "out")
    assert code == 5
    assert "cannot be written" in err
    Path("out/review").unlink()
    Path("out/documents/0123456789abcdef.json").write_text("{}", encoding="utf-8")
    code, _, err = call("review", "out")
    assert code == 5
    assert "0123456789abcdef.json is no report of this version" in err
    assert not Path("out/review/index.html").exists()


def test_a_run_ends_with_the_command_that_shows_what_is_doubtful(call: Called) -> None:
    Path("in one").mkdir()
    Path("in one/a.pdf").write_text("review 1", encoding="utf-8")
    _, _, err = call("run", "in one", "-o", "out")
    assert err.endswith("To look at them: ita-extract review out --input 'in one'\n")
    assert "To look at them" in call("run", "in one", "-o", "out")[2], (
        "unchanged ones are to be looked at as well"
    )
    _, _, err = call("run", "in one", "in one/a.pdf", "in one/*.pdf", "./in one", "-o", "out")
    assert err.endswith("To look at them: ita-extract review out --input FOLDER\n")


def test_a_run_in_which_nothing_is_doubtful_says_nothing_of_it(call: Called) -> None:
    Path("in").mkdir()
    Path("in/a.pdf").write_text("ok 1", encoding="utf-8")
    assert "ita-extract review" not in call("run", "in")[2]
