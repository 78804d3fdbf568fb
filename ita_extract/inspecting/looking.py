"""One file -> what its readers saw, read in a process that can be killed and may open nothing else.

The file is read as `run` reads it: within the limits, page by page, and a page that costs its process its life or its
time is skipped when the file is read again.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ita_extract.errors import DocumentError, OutOfMemoryError, UsageError
from ita_extract.extracting import Ocr
from ita_extract.inspecting.gathering import gather
from ita_extract.inspecting.seen import Inspection
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.proving.prove import Proving
from ita_extract.reading.watching import watched_by
from ita_extract.review.picturing import NO_PICTURES, Pictures, Wanted, draw
from ita_extract.running import landlock
from ita_extract.running.confined import Confined
from ita_extract.running.guarding import Guard
from ita_extract.running.handover import Handover
from ita_extract.running.limits import Limits
from ita_extract.running.outcome import ElsewhereError
from ita_extract.running.pulse import Pulse
from ita_extract.running.worker import confine

_NUMBER = 1  # of the only task of its process
_FEW = 3  # pages, whose letters are drawn large


@dataclass(frozen=True)
class Question:
    """What to look at: a file, its pages (all that bear values where none is named), and how it is read."""

    path: Path
    source: str
    pages: tuple[int, ...] = ()
    ocr: Ocr = "auto"
    proof: Proving = "auto"
    drawn: bool = True
    skipped: Mapping[int, DocumentError] = field(default_factory=dict)


@dataclass(frozen=True)
class _Defect:
    """A defect of this program that a file brought to light: its words, and where it arose."""

    words: str
    trace: str


_ready: list[tuple[Limits, Pulse, Handover]] = []  # filled by `warm_up`: one process reads for one command


def inspect(question: Question, limits: Limits | None = None) -> Inspection:
    """Return what the readers saw of a file.

    Raises DocumentError (the file cannot be read), UsageError (a page that it does not have), WorkerStartError, and
    RuntimeError for a defect, with its trace as the cause.
    """
    limits = limits or Limits()
    limits.check_file(question.path)
    confined = Confined(limits, warm_up, limits)
    try:
        seen = _without_lost_pages(confined, question)
    except BaseException:
        confined.discard()
        raise
    confined.close()
    if isinstance(seen, _Defect):
        raise RuntimeError(seen.words) from ElsewhereError(seen.trace)
    if seen.absent:
        absent = ", ".join(map(str, seen.absent))
        raise UsageError(
            both(
                "{file} has no page {pages}; its last one is {last}.",
                file=question.source,
                pages=absent,
                last=seen.document.page_count,
            ),
            hint=N_("Name pages that it has with --page N, or none for all that bear values."),
        )
    return seen


def _without_lost_pages(confined: Confined, question: Question) -> Inspection | _Defect:
    """Read the file until no page costs its process its life; each is skipped once it has."""
    spent = 0.0
    while True:
        try:
            return confined.do(_NUMBER, look_here, question, spent=spent, file=question.path)
        except DocumentError as error:
            if error.page is None or error.page in question.skipped:
                raise
            question = replace(question, skipped={**question.skipped, error.page: error})
            spent = confined.spent


def warm_up(limits: Limits, pulse: Pulse, handover: Handover, parent: int) -> None:
    """Confine this process, and load what reading and drawing need; it then opens no file of yours, and writes none."""
    confine(limits, parent)
    import PIL.WebPImagePlugin

    import ita_extract.extracting

    assert PIL.WebPImagePlugin and ita_extract.extracting  # loaded, and used below
    os.environ["PYTHAINLP_READ_ONLY"] = "1"  # else it makes a folder in the home, which it may not
    landlock.confine((), ())
    _ready[:] = [(limits, pulse, handover)]


def look_here(question: Question) -> Inspection | _Defect:
    """Read and draw in this process, which was warmed up; raises DocumentError."""
    limits, pulse, handover = _ready[0]
    pulse.begin(_NUMBER)
    descriptor = handover.take()
    try:
        return look(question, limits, pulse.beat, descriptor)
    except DocumentError:
        raise
    except MemoryError as error:
        raise OutOfMemoryError(N_("Reading the file took more memory than there is.")) from error
    except Exception as error:
        return _Defect(
            f"{type(error).__name__}: {error}", "".join(traceback.format_exception(error)).rstrip()
        )
    finally:
        if descriptor is not None:
            os.close(descriptor)


def look(
    question: Question, limits: Limits, beat: Callable[[int], None], descriptor: int | None = None
) -> Inspection:
    """Return what the readers saw of a file; `descriptor` is the file, opened, for a process that may not open it."""
    from ita_extract.extracting import read

    with watched_by(Guard(limits, beat, question.skipped, descriptor)):
        reading = read(question.path, source=question.source, ocr=question.ocr, proof=question.proof)
    seen = gather(reading, question.pages)
    pictures, trouble = NO_PICTURES, ""
    if question.drawn:
        pictures, trouble = _drawn(question, seen, limits, beat, descriptor)
    return replace(seen, pictures=pictures.pages, trouble=trouble)


def _drawn(
    question: Question,
    seen: Inspection,
    limits: Limits,
    beat: Callable[[int], None],
    descriptor: int | None,
) -> tuple[Pictures, str]:
    """Return the pictures of the pages shown; without them, why."""
    doubtful_first = sorted(seen.pages, key=lambda page: not page.reasons)
    numbers = tuple(page.number for page in doubtful_first)
    close = frozenset(numbers if len(numbers) <= _FEW else ())
    wanted = Wanted(question.path, seen.document.sha256, numbers, close)
    try:
        return draw(wanted, limits, beat, descriptor), ""
    except DocumentError as error:
        return NO_PICTURES, error.message
