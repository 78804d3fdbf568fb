"""An extractor that does to its process what the worst of files do; the file's first word says which.

Any other file is a small report, so that good and bad ones can lie side by side.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from conftest import make_report

from ita_extract.model import Report, ReviewReason, Status
from ita_extract.reading.attempts import Attempts

MEGABYTE = 1024 * 1024


PAGES = 3


def fault_of_a_page(fault: str, page: int, marks: Path) -> list[ReviewReason]:
    """Read three pages, of which one does something bad each time; each reading leaves a mark."""
    attempts = Attempts()

    def read(number: int) -> int:
        with (marks / f"page-{number}").open("a") as out:
            out.write("read\n")
        if number == page:
            if fault == "segfault":
                ctypes.string_at(0)
            while fault == "loop":
                pass
            if fault == "hold":
                ctypes.PyDLL(None).sleep(1000)
            if fault == "no_memory":
                raise MemoryError
            held = [bytearray(b"x") * MEGABYTE]
            while fault == "memory":
                held.append(bytearray(b"x") * (16 * MEGABYTE))
            raise OverflowError
        return number

    for number in range(1, PAGES + 1):
        attempts.make(number, lambda number=number: read(number))  # type: ignore[misc]
    return [ReviewReason(slug="unread-page", detail=fault.words, page=fault.page) for fault in attempts]


def fault_extract(path: Path, *, source: str | None = None) -> Report:  # noqa: C901
    data = path.read_bytes()
    word, *rest = data.decode().split() or [""]
    reasons: list[ReviewReason] = []
    if word == "segfault":
        ctypes.string_at(0)
    elif word == "abort":
        os.abort()
    elif word == "loop":
        while True:
            pass
    elif word == "hold":  # a call into C that hangs with the interpreter's lock held
        ctypes.PyDLL(None).sleep(1000)
    elif word == "memory":
        held = []
        while True:
            held.append(bytearray(b"x") * (16 * MEGABYTE))
    elif word == "no_memory":
        raise MemoryError
    elif word == "exit":
        os._exit(int(rest[0]))
    elif word == "leave":
        sys.exit("a library wanted to end the program")
    elif word == "fork":
        os.fork()
    elif word == "child":
        with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"]) as child:
            Path(rest[0]).write_text(str(child.pid))
            child.wait()
    elif word == "kill_once":  # as the system does when memory is short: no fault of the document
        stated = Path(rest[0])
        if not stated.exists():
            stated.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    elif word == "print":
        print("not data")
        os.write(1, b"not data either\n")
    elif word == "pickle":
        raise UnpicklableError
    elif word == "page":
        reasons = fault_of_a_page(rest[0], int(rest[1]), Path(rest[2]))
    elif word == "sleep":
        time.sleep(float(rest[0]))
    report = make_report(data, source or path.name, status=Status.OK)
    return report.with_reasons(reasons) if reasons else report


class UnpicklableError(Exception):
    def __init__(self) -> None:
        super().__init__(lambda: None)

    def __reduce__(self) -> str:
        raise ValueError("not even its pickle")
