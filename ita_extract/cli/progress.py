"""How far a run is: a bar on a terminal, else a plain line now and then."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ita_extract.cli.cells_of_text import shortened, width_of
from ita_extract.messages import _
from ita_extract.running.run import Progress
from ita_extract.writing.printing import harmless_line

log = logging.getLogger("ita_extract.progress")

PLAIN_SECONDS = 30.0
_NAMES = 2  # files in hand that are named; a screen is not wide
_LONGEST_NAME = 28  # cells
_SHORTEST_NAME = 8
_SEPARATOR = " · "
_WIDE_SCREEN = 100  # cells from which the bar has room to be long
_WIDE_BAR = 20
_SHORT_BAR = 10

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
            "%s",
            "; ".join([_("{done}/{total} done").format(done=step.done, total=step.total), *words(step)]),
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
    said = [text for _rank, text in _counts(step)]
    if step.in_hand:
        said.append(_in_hand([shortened(name, _LONGEST_NAME, keep_end=True) for name in _named(step)], step))
    return said


def bar_words(step: Progress, room: int) -> str:
    """Return what stands behind the bar, within `room` cells: names of files shrink first, then counts go."""
    counts = _counts(step)
    while counts and width_of(_SEPARATOR.join(text for _rank, text in counts)) > room:
        counts.remove(max(counts))
    parts = [text for _rank, text in counts]
    names = _named(step)
    while names:
        fixed = width_of(_SEPARATOR.join([*parts, _in_hand([""] * len(names), step)]))
        each = min(_LONGEST_NAME, (room - fixed) // len(names))
        if each >= _SHORTEST_NAME:
            parts.append(_in_hand([shortened(name, each, keep_end=True) for name in names], step))
            break
        names.pop()
    return _SEPARATOR.join(parts)


def _counts(step: Progress) -> list[tuple[int, str]]:
    """Return the counts in the order in which they are said, each with its rank: the highest is left out first."""
    speed, left = rate(step), seconds_left(step)
    said = [(3, _("{speed} a second").format(speed=f"{speed:.1f}"))] if speed else []
    said += [(2, _("{time} left").format(time=clock_time(left)))] if left else []
    said += [(4, _("{count} unchanged").format(count=step.unchanged))] if step.unchanged else []
    said += [(1, _("{count} review").format(count=step.review))]
    said += [(0, _("{count} failed").format(count=step.failed))]
    return said


def _named(step: Progress) -> list[str]:
    return [harmless_line(name) for name in step.in_hand[:_NAMES]]


def _in_hand(names: list[str], step: Progress) -> str:
    more = len(step.in_hand) - len(names)
    said = ", ".join(names)
    if more > 0:
        return _("in hand: {names} and {count} more").format(names=said, count=more)
    return _("in hand: {names}").format(names=said)


def clock_time(seconds: int) -> str:
    """Return 75 as 1:15, 3700 as 1:01:40."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@contextmanager
def _bar() -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar
    from rich.table import Column

    console = Console(stderr=True)
    title, bar_width = _("Reading"), _WIDE_BAR if console.width >= _WIDE_SCREEN else _SHORT_BAR
    rest = TextColumn("{task.fields[rest]}", markup=False, table_column=Column(no_wrap=True, overflow="crop"))
    with Bar(
        TextColumn(title, markup=False), BarColumn(bar_width=bar_width), rest, console=console, transient=True
    ) as bar:
        task = bar.add_task("", total=None, rest="")
        # one cell between the columns, and the last one stays free: some terminals begin a new line there
        room = console.width - width_of(title) - bar_width - 3

        def show(step: Progress) -> None:
            done = f"{step.done}/{step.total} "
            said = done + bar_words(step, room - len(done))
            bar.update(task, completed=step.done, total=step.total, rest=said)

        yield show
