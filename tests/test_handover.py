"""A file is passed on before anybody waits for it: the reader takes it when it is told its task."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ita_extract.errors import UnreadableFileError
from ita_extract.running.handover import Handover

pytestmark = pytest.mark.skipif(os.name != "posix", reason="files are opened by name where it is not Linux")


def test_who_gives_does_not_wait_for_who_takes(tmp_path: Path) -> None:
    """Python 3.14's send_handle waits for an answer, so each run hung at its first file."""
    handover = Handover()
    for number in range(3):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(b"%PDF" + bytes([number]))
        handover.give(path)
    for number in range(3):
        descriptor = handover.take()
        assert descriptor is not None
        assert os.read(descriptor, 10) == b"%PDF" + bytes([number])
        os.close(descriptor)
    handover.close()


def test_what_cannot_be_opened_is_told_and_nothing_is_passed_on(tmp_path: Path) -> None:
    handover = Handover()
    with pytest.raises(UnreadableFileError):
        handover.give(tmp_path / "gone.pdf")
    handover.close()


def test_a_giver_that_is_gone_ends_the_wait() -> None:
    handover = Handover()
    handover._near.close()
    with pytest.raises(EOFError):
        handover.take()
    handover._far.close()


def test_no_file_stays_open_at_the_giver(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("Linux's list of open files")
    path = tmp_path / "one.pdf"
    path.write_bytes(b"%PDF")
    handover = Handover()
    handover.give(path)
    opened = [entry.readlink() for entry in Path("/proc/self/fd").iterdir() if entry.is_symlink()]
    assert path not in opened
    handover.close()
