"""Processor time of whole documents, ours and pdfplumber's, in one run and by turns."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple


class Timed(NamedTuple):
    """One document: pages, and the median processor time of each way in milliseconds a page."""

    file: str
    pages: int
    ours: float
    plumber: float

    @property
    def ratio(self) -> float:
        """Return how many times faster ours is."""
        return self.plumber / self.ours


def pdfplumber_whole(path: Path) -> int:
    """Read text and tables of every page with pdfplumber, freeing each; return the number of pages."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.close()
        return len(document.pages)


def seconds(work: Callable[[Path], object], path: Path) -> float:
    """Return the processor time of one run, of this process and of any it started and waited for."""
    before = time.process_time() + children_time()
    work(path)
    return time.process_time() + children_time() - before


def children_time() -> float:
    """Return the processor time of ended child processes: moving work there must not make it free."""
    times = os.times()
    return times.children_user + times.children_system


def timed(paths: Sequence[Path], ours: Callable[[Path], object], *, repeats: int) -> list[Timed]:
    """Time both ways by turns, `repeats` times a document; the first, untimed turn warms both up."""
    if paths:
        ours(paths[0])
        pdfplumber_whole(paths[0])
    ways: tuple[Callable[[Path], object], ...] = (ours, pdfplumber_whole)
    found: list[Timed] = []
    for path in paths:
        runs: tuple[list[float], ...] = ([], [])
        for turn in range(repeats):
            for way in (0, 1) if turn % 2 == 0 else (1, 0):
                runs[way].append(seconds(ways[way], path))
        pages = page_count(path)
        mine, theirs = (1000 * median(times) / pages for times in runs)
        found.append(Timed(path.name, pages, mine, theirs))
    return found


def page_count(path: Path) -> int:
    """Return the number of pages."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return len(document)
