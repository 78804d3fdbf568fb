"""What a file or its name holds cannot write to a terminal, nor pass for a line of the program's own."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from conftest import make_report
from outputs import documents

from ita_extract.cli.findings import as_csv, as_github, as_json, as_text
from ita_extract.cli.messages import LogFormat, report_error, set_up_log
from ita_extract.errors import NotPdfError
from ita_extract.model import Status
from ita_extract.running.checks import Checked
from ita_extract.running.discover import discover, printable
from ita_extract.running.failed import failed_report
from ita_extract.writing.documents import to_json, write_document
from ita_extract.writing.printing import harmless, harmless_line

WORST = (
    "\x1b]0;title\x07\x1b[2J\x9b31m\x90q\x9c\x08\x7f\rerror: forged\nerror: forged too\u2028error: and this"
    "\u202egpj.fdp\u2066\u061c\ufeff\udc1b\u0085"
)


def obeyed(text: str) -> set[str]:
    """Return the characters of a text that a terminal obeys, by their classes in Unicode."""
    kinds = ("Cc", "Cs", "Zl", "Zp")
    bidi = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    return {
        letter
        for letter in text
        if letter not in "\t\n"
        and (unicodedata.category(letter) in kinds or unicodedata.bidirectional(letter) in bidi)
    }


def test_nothing_of_unicode_that_is_obeyed_is_left() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert obeyed(harmless(every)) == set()
    assert "\n" not in harmless_line(every) and "\t" not in harmless_line(every)
    assert harmless("ก่ำ ที่\u200bนี้ — ๙๐.๑๒\n\tok") == "ก่ำ ที่\u200bนี้ — ๙๐.๑๒\n\tok"


def test_json_stays_json_and_says_the_same() -> None:
    assert json.loads(harmless(json.dumps([WORST], ensure_ascii=False))) == [WORST]


def test_findings_hold_nothing_that_is_obeyed_in_any_form() -> None:
    report = make_report(b"x", f"{WORST}.pdf", status=Status.REVIEW)
    document = report.document.model_copy(update={"organization_name": WORST, "province": WORST})
    finding = report.findings[0].model_copy(update={"message_th": WORST, "message_en": WORST, "found": WORST})
    checked = [Checked(document, (finding,), (WORST,))]
    shown = as_text(checked)
    assert obeyed(shown) == set()
    assert not any(line.startswith("error: ") for line in shown.splitlines())
    for text in (as_json(checked), as_csv(checked), as_github(checked)):
        assert obeyed(harmless(text)) == set()
    assert len(as_github(checked).splitlines()[0]) > 0


@pytest.mark.parametrize("form", list(LogFormat))
def test_log_lines_and_errors_hold_nothing_that_is_obeyed(
    capsys: pytest.CaptureFixture[str], form: LogFormat
) -> None:
    set_up_log(form, quiet=False, verbose=True)
    try:
        logging.getLogger("ita_extract.test").warning("%s: bad", WORST, extra={"source": WORST})
        report_error(NotPdfError(f"{WORST} is no PDF", hint=WORST))
        report_error(ValueError(WORST))
    finally:
        logging.getLogger("ita_extract").handlers.clear()
    shown = capsys.readouterr().err
    assert "forged" in shown
    assert obeyed(shown) == set()
    assert not any(line.startswith("error: forged") for line in shown.splitlines())
    if form is LogFormat.JSON:
        assert [json.loads(line)["level"] for line in shown.splitlines()] == ["warning", "error", "critical"]


def test_the_message_of_a_failed_document_is_one_harmless_line(tmp_path: Path) -> None:
    error = NotPdfError(f"in.pdf is no PDF: {WORST}")
    message = failed_report(tmp_path / "in.pdf", "in.pdf", error).document.error_message or ""
    assert obeyed(message) == set() and "\n" not in message
    assert "forged" in message


def test_no_two_names_of_files_show_as_one() -> None:
    names = [
        *(b"a\xa1.pdf", b"a\\xa1.pdf", b"a\\\xa1.pdf", b"a\x1b.pdf"),
        *(b"a\\u001b.pdf", b"a\n.pdf", b"a\\u000a.pdf", b"a\\.pdf", b"a\\\\.pdf"),
    ]
    shown = [printable(os.fsdecode(name)) for name in names]
    assert len(set(shown)) == len(names)
    assert printable("รายงาน ๒๕๖๘ (1).pdf") == "รายงาน ๒๕๖๘ (1).pdf"
    assert all(obeyed(name) == set() and "\n" not in name for name in shown)


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_the_command_line_prints_no_name_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate(("\x1b]0;a\x07.pdf", "b\nerror: forged.pdf", "c\u202efdp.pdf")):
        (folder / name).write_bytes(b"no PDF \x1b[2J %d" % number)
    assert len({file.source for file in discover([folder])}) == 3
    command = [
        sys.executable,
        "-m",
        "ita_extract",
        "run",
        str(folder),
        "--output",
        str(tmp_path / "out"),
        "-w",
        "0",
    ]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 3
    assert obeyed(ended.stderr + ended.stdout) == set()
    assert not any(line.startswith("error: forged") for line in ended.stderr.splitlines())
    held = documents(tmp_path / "out").values()
    assert len(held) == 3
    assert all(obeyed(f"{report.document.source}{report.document.error_message}") == set() for report in held)


def test_check_prints_what_documents_hold_harmlessly(tmp_path: Path) -> None:
    report = make_report(b"x", "a.pdf", status=Status.OK)
    name = WORST.replace("\udc1b", "")
    hostile = report.model_copy(
        update={"document": report.document.model_copy(update={"organization_name": name})}
    )
    write_document(tmp_path, hostile.document.document_id, to_json(hostile))
    command = [sys.executable, "-m", "ita_extract", "check", str(tmp_path)]
    for form in ("text", "json"):
        ended = subprocess.run([*command, "--format", form], capture_output=True, text=True, check=False)
        assert ended.returncode in (0, 1), ended.stderr
        assert obeyed(ended.stdout) == set(), form
