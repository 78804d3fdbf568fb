"""What runs inside a reading process: it is warmed up once, reads file after file, and dies with its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ita_extract.running import landlock
from ita_extract.running.handover import Handover
from ita_extract.running.limits import MEGABYTE, Limits
from ita_extract.running.outcome import Outcome, Task
from ita_extract.running.pulse import Pulse
from ita_extract.running.reading_single import Extractor, read_single
from ita_extract.writing.documents import FOLDER

# Under 4 GB the PDF and OCR libraries die while they are loaded; the watchdog over RAM is the real limit.
_LEAST_ADDRESS_SPACE = 4096 * MEGABYTE
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class JobSpec:
    """What all tasks of a run have in common."""

    extractor: Extractor
    output: Path
    limits: Limits
    # what readers may read beside the system's own and the file in hand, which they are handed; None: all that you may
    readable: tuple[Path, ...] | None = None


class _Readiness(NamedTuple):
    job: JobSpec
    pulse: Pulse
    handover: Handover


_ready: list[_Readiness] = []  # filled by `warm_up`: one process reads for one run


def warm_up(job: JobSpec, pulse: Pulse, handover: Handover, parent: int) -> None:
    """Make this process a sandbox, and load what reading needs, so that no document waits for it."""
    confine(job.limits, parent)
    import ita_extract.extracting

    assert ita_extract.extracting  # and with it the libraries
    if job.readable is not None:
        os.environ["PYTHAINLP_READ_ONLY"] = "1"  # else it makes a folder in the home, which it may not
        landlock.confine(job.readable, (job.output / FOLDER,))
    _ready[:] = [_Readiness(job, pulse, handover)]


def confine(limits: Limits, parent: int) -> None:
    """Make this process one that harms nobody: it ends with its parent, and takes no more memory than it may."""
    _die_with(parent)
    if hasattr(os, "setsid"):
        os.setsid()  # a group of its own: Ctrl-C is the parent's, and a kill reaches what a library started
    # What a library prints is no data, and it may print what a file holds: a terminal would obey it.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    _limit_address_space(limits)


def work(task: Task) -> Outcome:
    """Read one file in this process. Raises OutputError and nothing else."""
    job, pulse, handover = _ready[0]
    pulse.begin(task.number)
    descriptor = handover.take() if job.readable is not None else None
    try:
        return read_single(task, job.extractor, job.output, job.limits, pulse.beat, descriptor)
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _die_with(parent: int) -> None:
    """Let the system kill this process when its parent is gone, however that ended (Linux)."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it was gone before
        os._exit(1)


def _limit_address_space(limits: Limits) -> None:
    if sys.platform == "win32":
        return
    import resource

    most = max(_LEAST_ADDRESS_SPACE, 2 * limits.memory_mb * MEGABYTE)
    with suppress(ValueError, OSError):  # the system's own limit is lower, or it has none
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
