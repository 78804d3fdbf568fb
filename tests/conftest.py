"""Stand-ins that tests share: a small report, and an extractor that does what a file's bytes tell it."""

from __future__ import annotations

import hashlib
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from covered import pytest_sessionfinish, pytest_terminal_summary  # noqa: F401 - hooks
from elsewhere import header, left_out
from hypothesis import HealthCheck, settings

from ita_extract import __version__, messages
from ita_extract.errors import DamagedError, NotPdfError
from ita_extract.model import (
    Document,
    Finding,
    IndicatorScore,
    Measure,
    NumberFate,
    OrganizationMention,
    Report,
    ReviewReason,
    RosterScore,
    Severity,
    Status,
    document_id_of,
)
from ita_extract.numbers.ledger import Ledger

# what tests look for is English, also in programs that they start; a test of another language asks for it
os.environ["ITA_EXTRACT_LANGUAGE"] = "en"
# the same examples in each run: a rare input belongs into a test of its own, not into somebody else's change
# and no deadline: an example of a millisecond takes 200 and more where the machine is loaded
settings.register_profile(
    "seeded", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("seeded")
# A suite that was started in the background ignores Ctrl-C, and so would every program that its tests start.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for _name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, _name) and signal.getsignal(getattr(signal, _name)) == signal.SIG_IGN:
            signal.signal(getattr(signal, _name), signal.SIG_DFL)
collect_ignore = list(left_out())
Ledger.strict = True  # a second claim of a number raises in the tests


def pytest_report_header() -> list[str]:
    """Say what is left out where the system is not Linux."""
    return header()


Place = dict[str, object]
PLACE: Place = {
    "page": 1,
    "x0": 72.0,
    "top": 100.5,
    "x1": 140.25,
    "bottom": 118.0,
    "raw": "๙๖.๔",
    "text_source": "text",
    "confidence": 1.0,
}


@pytest.fixture(autouse=True)
def _log_left_as_it_was() -> Iterator[None]:
    """Undo what a command does to the program's log; else what the next test captures depends on their order."""
    log = logging.getLogger("ita_extract")
    before = (log.handlers[:], log.propagate, log.level)
    yield
    log.handlers[:], log.propagate = before[:2]
    log.setLevel(before[2])


REASONS = (
    ReviewReason(slug="unmatched-column", detail="หมายเหตุ"),
    ReviewReason(slug="unused-number", detail="12.5", page=2, x0=72, top=90, x1=95, bottom=104, raw="๑๒.๕"),
)


def make_report(
    data: bytes = b"one",
    source: str = "one.pdf",
    *,
    reasons: Sequence[ReviewReason] = REASONS,
    **document: object,
) -> Report:
    """Return a small report of a file with these bytes."""
    sha256 = hashlib.sha256(data).hexdigest()
    values: dict[str, object] = {
        "document_id": document_id_of(sha256),
        "sha256": sha256,
        "source": source,
        "page_count": 2,
        "fiscal_year": 2568,
        "organization_type": "เทศบาลตำบล",
        "organization_name": "ทุ่งผึ้ง",
        "overall_score": Decimal("96.4"),
        "status": Status.REVIEW,
        "review_reasons": tuple(reason.short for reason in reasons),
        "extractor_version": __version__,
    }
    return Report(
        document=Document.model_validate(values | document),
        indicator_scores=(
            IndicatorScore.model_validate(
                PLACE | {"indicator": 1, "name_written": "การปฏิบัติหน้าที่", "score": Decimal("89.50")}
            ),
        ),
        measures=(
            Measure.model_validate(
                PLACE
                | {
                    "measure": 1,
                    "title": '=มาตรการ, "ที่หนึ่ง"\nต่อ',
                    "indicators": (1, 2),
                    "responsible": ("สำนักปลัด", "กองคลัง; กองช่าง"),
                    "period_end": "2026-03-31",
                    "pages": (1, 2),
                }
            ),
        ),
        roster_scores=(
            RosterScore.model_validate(
                PLACE | {"organization_written": "-", "IIT": "1.125", "row_sum_ok": False}
            ),
        ),
        organization_mentions=(
            OrganizationMention.model_validate(
                PLACE | {"written": "ทต.ทุ่งผึ้ง", "normalized": "ทุ่งผึ้ง", "count": 3, "pages": (1,)}
            ),
        ),
        findings=(
            Finding(
                rule="overall-mismatch",
                severity=Severity.ERROR,
                subject="overall",
                message_th="คะแนนรวมไม่ตรงกัน",
                message_en="The overall scores differ.",
                expected="-1.50",
                found="+2+3",
            ),
        ),
        review_reasons=tuple(reasons),
        numbers=(
            NumberFate.model_validate(
                PLACE | {"value": "89.50", "fate": "claimed", "table": "indicator_scores", "row": 1}
            ),
            NumberFate.model_validate(
                PLACE | {"value": "2568", "fate": "excused", "reason": "year", "rule": "years", "cue": "พ.ศ."}
            ),
        ),
    )


@pytest.fixture
def extractor() -> Callable[..., Report]:
    """An extractor ruled by the file's text: ok…, review…, not_ita…, or the name of what goes wrong."""
    return fake_extract


def fake_extract(path: Path, *, source: str | None = None) -> Report:
    data = path.read_bytes()
    word = data.split()[0].decode() if data else "empty"
    name = source or path.name
    if word == "damaged":
        raise DamagedError(f"{path} has no page.")
    if word == "not_pdf":
        raise NotPdfError("The bytes are no PDF.")
    if word == "defect":
        raise ZeroDivisionError(f"in {path.resolve()} at <object at 0x7f3a12345678>\x00")
    if word == "memory":
        raise MemoryError
    if word == "interrupt":
        raise KeyboardInterrupt
    if word == "wrong_id":
        return make_report(b"another file", name)
    return make_report(data, name, status=Status(word))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Leave no test in the language of another one."""
    yield
    messages.speak("en")


Called = Callable[..., tuple[int, str, str]]


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Called:
    """Run the program in an empty folder: exit code, stdout, stderr."""
    from ita_extract.cli.program import main

    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["ita-extract", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return call


@pytest.fixture
def program_without_readers(program: Called, monkeypatch: pytest.MonkeyPatch) -> Called:
    """Run the program with a stand-in for the extractor, in this process."""
    from ita_extract.running import run as running

    monkeypatch.setattr(running, "_own_extractor", lambda: fake_extract)
    monkeypatch.setattr(running, "usual_workers", lambda: 0)
    return program
