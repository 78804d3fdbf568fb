"""How far a run is: a bar on a terminal, else a plain line now and then."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ita_extract.running.run import Progress
from ita_extract.writing.printing import harmless_line

log = logging.getLogger("ita_extract.progress")

PLAIN_SECONDS = 30.0
_NAMES = 2  # files in hand that are named; a screen is not wide
_LONGEST_NAME = 28

Tell = Callable[[Progress], None]


@contextmanager
def progress_shown(*, bar: bool, lines: bool) -> Iterator[Tell | None]:
    """Give what `run` tells its progress: a bar's update on a terminal, else lines in the log, or None."""
    if bar and sys.stderr.isatty():
        with _bar() as tell:
            yield tell
    elif lines:
        yield PlainLines()
    else:
        yield None


class PlainLines:
    """Logs a line every half minute, for runs whose stderr is a file, a pipe or a cluster's log."""

    def __init__(self, seconds: float = PLAIN_SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._last = clock()

    def __call__(self, step: Progress) -> None:
        """Log a line when it is time."""
        now = self._clock()
        if now - self._last < self._seconds:
            return
        self._last = now
        log.info(
            "%s/%s done; %s",
            step.done,
            step.total,
            "; ".join(words(step)),
            extra={
                "done": step.done,
                "total": step.total,
                "unchanged": step.unchanged,
                "review": step.review,
                "failed": step.failed,
                "documents_per_second": rate(step),
                "seconds_left": seconds_left(step),
                "in_hand": list(step.in_hand),
            },
        )


def rate(step: Progress) -> float | None:
    """Return documents read in a second; None before the first."""
    read = step.done - step.unchanged
    return round(read / step.seconds, 2) if read and step.seconds else None


def seconds_left(step: Progress) -> int | None:
    """Return how long the rest takes if it goes on so; None while nobody can tell."""
    speed = rate(step)
    return round((step.total - step.done) / speed) if speed else None


def words(step: Progress) -> list[str]:
    """Return what a person wants to know of a run that goes on."""
    speed, left = rate(step), seconds_left(step)
    said = [f"{speed:.1f} a second"] if speed else []
    said += [f"{clock_time(left)} left"] if left else []
    said += [f"{step.unchanged} unchanged"] if step.unchanged else []
    said += [f"{step.review} review", f"{step.failed} failed"]
    if step.in_hand:
        more = len(step.in_hand) - _NAMES
        names = ", ".join(_short(name) for name in step.in_hand[:_NAMES])
        said.append(f"in hand: {names}" + (f" and {more} more" if more > 0 else ""))
    return said


def clock_time(seconds: int) -> str:
    """Return 75 as 1:15, 3700 as 1:01:40."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _short(name: str) -> str:
    name = harmless_line(name)
    return name if len(name) <= _LONGEST_NAME else f"…{name[1 - _LONGEST_NAME :]}"


@contextmanager
def _bar() -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("Reading"), BarColumn(bar_width=20), MofNCompleteColumn())
    # File names come last and are cut: terminals disagree on how wide Thai is.
    rest = TextColumn("{task.fields[rest]}", markup=False)
    with Bar(*columns, rest, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, rest="")

        def show(step: Progress) -> None:
            bar.update(task, completed=step.done, total=step.total, rest=" · ".join(words(step)))

        yield show
