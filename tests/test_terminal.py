"""What stands on a terminal of 80 columns, in Thai and English: helps, refusals, the bar, findings, other files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Called, make_report
from rich.cells import cell_len

from ita_extract import messages
from ita_extract.cli import findings
from ita_extract.cli.cells_of_text import padded, shortened, width_of, wrapped
from ita_extract.cli.language import take_language
from ita_extract.cli.program import app
from ita_extract.cli.progress import bar_words
from ita_extract.errors import UsageError
from ita_extract.model import Status
from ita_extract.reading.other_files import no_pdf
from ita_extract.running.checks import Checked
from ita_extract.running.run import Progress

ROOT = Path(__file__).parent.parent
COMMANDS = ["", *(command.name or "" for command in app.registered_commands)]
LONG = "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ.pdf"


@pytest.fixture
def call(program_without_readers: Called, monkeypatch: pytest.MonkeyPatch) -> Called:
    """Run the program on 80 columns with a stand-in for the extractor: exit code, stdout, stderr."""
    monkeypatch.setenv("COLUMNS", "80")
    return program_without_readers


def test_text_is_measured_in_cells() -> None:
    assert width_of("ก่ำที่") == 3 and padded("ที่", 3) == "ที่  "
    assert shortened("ผู้ว่าราชการ", 5) == "ผู้ว่า…" and width_of(shortened("ผู้ว่าราชการ", 5)) <= 5
    assert shortened("รายงานที่.pdf", 7, keep_end=True) == "…นที่.pdf"
    assert shortened("abc", 3) == "abc" and shortened("abc", 0) == ""
    for width in range(12, 40):
        lines = wrapped(f"{LONG} ๆ (เทศบาลตำบลบ้านถิ่น)", width)
        assert all(width_of(line) <= width for line in lines)
        assert not any(line[0] in "ัิีึืฺุู็่้๊๋์ํะาำๆ" for line in lines if len(line) > 1), lines
        assert not any(line[-1] in "เแโใไ" for line in lines)


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_helps_fit_the_terminal(call: Called, command: str, language: str) -> None:
    code, out, err = call(*filter(None, [command]), "--help", "--language", language)
    assert (code, err) == (0, "")
    wide = [line for line in out.splitlines() if cell_len(line) > 80 and "  ita-extract " not in line]
    assert wide == []
    assert "--language th|en" in out
    thai = [line for line in out.splitlines() if any("ก" <= letter <= "๛" for letter in line)]
    assert bool(thai) == (language == "th")


def test_the_language_is_known_before_anything_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing: dict[str, str] = {}
    assert take_language(["run", "a", "--language", "th", "-q"], nothing) == ["run", "a", "-q"]
    assert messages.spoken() == "th"
    assert take_language(["--language=en", "run", "--", "--language", "th"], {"LANG": "th_TH"}) == [
        "run", "--", "--language", "th",
    ]  # fmt: skip
    assert messages.spoken() == "en"
    take_language([], {"LANG": "th_TH.UTF-8"})
    assert messages.spoken() == "th"
    take_language([], {"LANG": "th_TH.UTF-8", "ITA_EXTRACT_LANGUAGE": "en"})
    assert messages.spoken() == "en"
    for arguments in (["--language", "fr"], ["run", "--language"]):
        with pytest.raises(UsageError, match="--language knows th and en"):
            take_language(arguments, nothing)


@pytest.mark.parametrize(
    ("arguments", "english", "thai"),
    [
        (("run",), "The argument INPUT is missing.", "ยังไม่ได้ระบุ INPUT"),
        (("run", "--nonsense"), "There is no option --nonsense.", "ไม่มีตัวเลือก --nonsense"),
        (("run", "--outptu"), "Perhaps it is --output.", "อาจหมายถึง --output"),
        (("run", "a", "--log-format", "xml"), "cannot be xml; it is one of text, json", "เป็น xml ไม่ได้"),
        (("run", "a", "-w", "x"), "is no number that it takes", "ต้องเป็นตัวเลข"),
        (("run", "a", "-w", "-1"), "has to be 0 at least", "ต้องไม่น้อยกว่า 0"),
        (("run", "-o"), "The option -o needs a value.", "ตัวเลือก -o ต้องมีค่า"),
        (("run", "--force=3"), "The option --force takes no value.", "ตัวเลือก --force ไม่รับค่า"),
        (("schema", "a", "b", "c"), "more than the command takes: b c.", "เกินกว่าที่คำสั่งรับได้: b c"),
        (("load", "a"), "The option --to is missing.", "ยังไม่ได้ระบุตัวเลือก --to"),
        (("nonsense",), "There is no command nonsense.", "ไม่มีคำสั่ง nonsense"),
        (("chekc", "a"), "Perhaps it is check.", "อาจหมายถึง check"),
        (
            ("รายงาน ก.pdf",),
            "To read it: ita-extract run 'รายงาน ก.pdf'",
            "หากต้องการอ่านไฟล์นี้: ita-extract run",
        ),
    ],
)
def test_wrong_command_lines_say_what_is_wrong_and_what_to_type(
    call: Called, arguments: tuple[str, ...], english: str, thai: str
) -> None:
    for language, expected in (("en", english), ("th", thai)):
        code, out, err = call(*arguments, "--language", language)
        assert (code, out) == (2, "")
        assert expected in err, err
        assert len(err.splitlines()) == 2 and err.startswith(("error: ", "ข้อผิดพลาด: "))


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("room", [24, 40, 61, 120])
def test_the_bar_s_words_fit_their_room(language: messages.Language, room: int) -> None:
    messages.speak(language)
    step = Progress(
        7841,
        8000,
        None,
        unchanged=900,
        review=1200,
        failed=310,
        seconds=50_000.0,
        in_hand=(LONG, LONG, "c.pdf"),
    )
    said = bar_words(step, room)
    assert width_of(said) <= room
    assert "310" in said
    assert ("…" in said) == (room == 120)
    assert LONG not in said


def test_a_run_speaks_thai_and_writes_the_same_bytes(call: Called) -> None:
    Path("in").mkdir()
    for name, text in (("a", "ok 1"), ("b", "damaged 2"), ("c", "defect 3"), ("d", "not_pdf 4")):
        Path("in", f"{name}.pdf").write_text(text, encoding="utf-8")
    said = {}
    for language in messages.LANGUAGES:
        said[language] = call("run", "in", "-o", language, "--language", language)[2]
        assert all(cell_len(line) <= 80 for line in said[language].splitlines() if ".pdf:" not in line)
    files = {
        language: {
            path.relative_to(language): path.read_bytes()
            for folder in ("documents", "csv")
            for path in sorted(Path(language, folder).glob("[!.]*"))  # a hidden one notes the workbook
        }
        for language in messages.LANGUAGES
    }
    assert files["th"] == files["en"] and len(files["en"]) > 10
    assert "คำเตือน: b.pdf: " in said["th"] and "โปรดดาวน์โหลดไฟล์ใหม่" in said["th"]
    assert "ข้อผิดพลาด: c.pdf: อ่านไฟล์นี้ไม่สำเร็จเพราะข้อบกพร่อง" in said["th"]
    assert "พบไฟล์: 4" in said["th"] and "Files found: 4" in said["en"]
    assert "warning: b.pdf: " in said["en"]


def test_a_log_for_programs_keeps_its_names(call: Called) -> None:
    code, _out, err = call("run", "nothing.pdf", "--log-format", "json", "--language", "th")
    line = json.loads(err)
    assert (code, line["slug"], line["level"]) == (4, "no_input", "error")
    assert line["message"] == "ไม่พบ nothing.pdf" and line["hint"].startswith("โปรดระบุ")


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_head_of_findings_fits_and_names_a_file_once(
    language: messages.Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings.sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    messages.speak(language)
    known = make_report(b"x", LONG, status=Status.REVIEW)
    unknown = make_report(b"y", LONG, status=Status.REVIEW, organization_name=None)
    for report, lines in ((known, 3), (unknown, 3)):
        text = findings.as_text([Checked(report.document, report.findings, ())])
        assert all(cell_len(line) <= 80 for line in text.splitlines())
        head = "\n".join(text.splitlines()[:lines])
        assert head.count(".pdf") == 1 and "…" in head
    name = findings.organization(known.document)
    assert name in findings.as_text([Checked(known.document, known.findings, ())])


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"PK\x03\x04..[Content_Types].xml..word/document.xml", "Word document"),
        (b"PK\x03\x04..xl/workbook.xml", "Excel workbook"),
        (b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument text"),
        (b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "OpenDocument spreadsheet"),
        (b"PK\x03\x04..a.pdf", "archive (ZIP)"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "WordDocument".encode("utf-16-le"), "Word document (.doc)"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le"), "Excel workbook (.xls)"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "under a password"),
        (b"{\\rtf1", "Word document (.rtf)"),
        (b"\xff\xd8\xff\xe0", "picture (JPEG)"),
        (b"\n<!DOCTYPE html><title>404", "web page"),
        (b"hello, world", "begins with b'hello, world'"),
    ],
)
def test_a_file_that_is_no_pdf_is_called_what_it_is(data: bytes, name: str) -> None:
    error = no_pdf(data)
    assert name in error.message and error.message.endswith(".")
    assert error.slug == "not_pdf" and error.hint
    messages.speak("th")
    assert "ไม่ใช่ PDF" in error.said


def test_doctor_shows_a_user_what_a_user_needs() -> None:
    def doctor(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "ita_extract", "doctor", *arguments],
            capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=ROOT,
        ).stdout  # fmt: skip

    short = doctor("--language", "th")
    assert "อ่านรายงาน ตรวจสอบ สร้างตารางและหน้าตรวจสอบ" in short
    assert "pypdfium2" not in short and "Landlock" not in short and "doctor --verbose" in short
    assert len(short.splitlines()) < 30
    full = doctor("--verbose")
    assert "pypdfium2" in full and "Readers of PDFs: " in full


@pytest.mark.parametrize("arguments", [("run", "x.pdf", "--ocr="), ("",), ("doctor", "")])
def test_an_empty_word_is_a_wrong_line_and_no_defect(call: Called, arguments: tuple[str, ...]) -> None:
    code, _, err = call(*arguments)
    assert code == 2
    assert "Traceback" not in err and "''" in err


def test_the_option_mends_a_wrong_language_of_the_environment() -> None:
    assert take_language(["--language", "en", "run"], {"ITA_EXTRACT_LANGUAGE": "xx"}) == ["run"]
    assert take_language(["run"], {"ITA_EXTRACT_LANGUAGE": "TH"}) == ["run"]
    with pytest.raises(UsageError):
        take_language(["run"], {"ITA_EXTRACT_LANGUAGE": "xx"})
