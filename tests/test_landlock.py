"""A reader may read its inputs and write its documents; it reaches no network and starts no program."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from outputs import codes

from ita_extract.cli.doctor import _as_text
from ita_extract.running import landlock
from ita_extract.running.installation import REQUIRED, Installation, Part, State
from ita_extract.running.manifest import read_manifest
from ita_extract.running.run import run

REPORT = Path(__file__).parents[1] / "fixtures" / "2568-lampang-thesaban-tambon-mueang-pan.pdf"
needs_landlock = pytest.mark.skipif(not landlock.offered(), reason="this kernel offers no Landlock")
PROGRAM = """
import socket, subprocess, sys
from pathlib import Path
from ita_extract.running.landlock import confine
own, out, other = map(Path, sys.argv[1:4])
assert confine([own], [out])
def may(work):
    try:
        work()
    except PermissionError:
        return "no"
    except OSError as error:
        return type(error).__name__
    return "yes"
print(
    may((own / "a").read_bytes), may(lambda: (out / "b").write_bytes(b"x")), may((other / "a").read_bytes),
    may(lambda: (other / "b").write_bytes(b"x")), may(lambda: (own / "a").write_bytes(b"x")),
    may((own / "a").unlink), may(lambda: subprocess.run([sys.executable, "-V"])),
    may(lambda: socket.create_connection(("127.0.0.1", 9), 1)),
)
"""


@needs_landlock
def test_a_confined_process_can_do_what_it_was_left_and_nothing_else(tmp_path: Path) -> None:
    for name in ("own", "out", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a").write_bytes(b"x")
    words = [str(tmp_path / name) for name in ("own", "out", "other")]
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ),
    )
    *files, network = ended.stdout.split()
    assert files == ["yes", "yes", "no", "no", "no", "no", "no"]
    assert network == "no" if _version() >= 4 else network != "yes"


def _version() -> int:
    return landlock.offered()


@needs_landlock
def test_a_run_reads_as_it_does_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a library would like to make a folder in the home."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "in").mkdir()
    shutil.copy(REPORT, tmp_path / "in" / "a.pdf")
    (tmp_path / "in" / "b.pdf").symlink_to(REPORT.with_name("notice-budget-2567.pdf"))
    run([tmp_path / "in"], tmp_path / "out", workers=1)
    assert codes(tmp_path / "out") == {"a.pdf": "ok", "b.pdf": "not_ita"}


READS_ANOTHER = """
import os, sys
from pathlib import Path
from ita_extract.running.handover import Handover
from ita_extract.running.landlock import confine
own, other = map(Path, sys.argv[1:])
files = Handover()
files.give(own)
files.give(other)
assert confine((), ())
for _ in range(2):
    descriptor = files.take()
    print(os.read(descriptor, 9).decode())
    os.close(descriptor)
for path in (own, other):
    try:
        path.read_bytes()
    except PermissionError:
        print("no")
"""


@needs_landlock
def test_a_reader_reads_the_file_that_it_is_handed_and_no_other(tmp_path: Path) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    own.write_text("own")
    other.write_text("other")
    ended = subprocess.run(
        [sys.executable, "-c", READS_ANOTHER, str(own), str(other)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.split() == ["own", "other", "no", "no"]


@needs_landlock
def test_files_that_cannot_be_opened_or_read_say_so_as_before(tmp_path: Path) -> None:
    """The document_id is made from the bytes where there are any, though the reader may not open the file."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / "in" / "memory.pdf").symlink_to("/proc/self/mem")
    run([tmp_path / "in"], tmp_path / "out", workers=1)
    lines = {line.source: line for line in read_manifest(tmp_path / "out" / "manifest.jsonl")}
    assert lines["broken.pdf"].error_code == "damaged"
    assert lines["broken.pdf"].sha256 == hashlib.sha256(b"%PDF-1.7 nothing").hexdigest()
    assert lines["memory.pdf"].error_code == "io"


def test_doctor_says_whether_readers_are_confined(monkeypatch: pytest.MonkeyPatch) -> None:
    python = Part(REQUIRED, "Python", ">=3.11", "3.11.7", State.WORKS)
    for version, words in ((4, "Landlock 4"), (0, "not offered")):
        monkeypatch.setattr(landlock, "offered", lambda version=version: version)
        assert words in _as_text(Installation("0.1.0", "3.11.7", (python,)))
