"""What mending costs: the same pages brought to lines with it and without it."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

REPEATS = 3


class Cost(NamedTuple):
    """Seconds of processor time: glyphs off the page, glyphs to lines as they come, and what mending adds."""

    reading: float
    laying: float
    mending: float

    @property
    def percent(self) -> float:
        """Return what mending adds, in per cent of bringing the page to lines without it."""
        rest = self.reading + self.laying
        return 100 * self.mending / rest if rest else 0.0

    def __add__(self, other: object) -> Cost:
        """Add the costs of two files."""
        assert isinstance(other, Cost)
        return Cost(*(entry + two for entry, two in zip(self, other, strict=True)))


def measure(path: Path) -> Cost:
    """Return the median costs of a file. The word list is loaded before the clock starts."""
    from ita_extract.thai.words import lengths

    lengths("กาหนด", 1)
    runs = [_run(path) for _ in range(REPEATS)]
    return Cost(*(median(run[at] for run in runs) for at in range(3)))


def _run(path: Path) -> Cost:
    from ita_extract.layout import lines
    from ita_extract.reading.opening import open_pdf
    from ita_extract.thai.clusters import build_clusters
    from ita_extract.thai.fonts import FontSurvey

    spent = 0.0
    mend = lines.mend_line

    def timed(*words: object) -> object:
        nonlocal spent
        begun = time.process_time()
        mended = mend(*words)  # type: ignore[arg-type]
        spent += time.process_time() - begun
        return mended

    start = time.process_time()
    with open_pdf(path) as pdf:
        pages = list(pdf.pages())
    read = time.process_time()
    survey = FontSurvey()
    drafts = [build_clusters(page) for page in pages]
    built = time.process_time()
    for page, clusters in zip(pages, drafts, strict=True):
        survey.add(clusters, page.fonts)
    uses = [[survey.use(name) for name in page.fonts] for page in pages]
    surveyed = time.process_time()
    lines.mend_line = timed  # type: ignore[assignment]
    try:
        for clusters, use in zip(drafts, uses, strict=True):
            lines.build_lines(clusters, use)
    finally:
        lines.mend_line = mend
    done = time.process_time()
    return Cost(read - start, built - read + done - surveyed - spent, surveyed - built + spent)
