"""What reading a scan costs: seconds a page beside Tesseract on the same pixels, and two processes beside one."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import cv2
import pypdfium2

from ita_extract.reading.scans.picture import Gray, to_gray
from ita_extract.reading.scans.read_page import read_page

_PIXELS = 2600


def pictures(pdf: Path) -> list[Gray]:
    """Return the pages as the program renders them."""
    pages = pypdfium2.PdfDocument(pdf)
    return [
        to_gray(page.render(scale=_PIXELS / max(page.get_size()), grayscale=True).to_numpy())
        for page in pages
    ]


def read_all(pages: list[Gray]) -> int:
    """Read some pages and return the number of glyphs."""
    return sum(len(read_page(page, number, 842).glyphs) for number, page in enumerate(pages, start=1))


def print_cost(pdf: Path) -> None:
    """Measure and print."""
    pages = pictures(pdf)
    read_all(pages[:1])
    own = min(_seconds(lambda: read_all(pages)) for _ in range(2)) / len(pages)
    print(f"{pdf.name}: {len(pages)} pages, {own:.2f} s a page")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB (all {len(pages)} pictures among it)")
    if shutil.which("tesseract"):
        theirs = _tesseract_seconds(pages) / len(pages)
        print(f"Tesseract alone, one thread: {theirs:.2f} s a page; ratio {own / theirs:.2f}")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(read_all, [pages[:1], pages[:1]]))
        two = _seconds(lambda: list(pool.map(read_all, [pages, pages])))
    print(f"two processes: {2 * own * len(pages) / two:.2f} times as many pages a second as one")


def _seconds(work: object) -> float:
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - began


def _tesseract_seconds(pages: list[Gray]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, page in enumerate(pages):
            path = Path(folder) / f"{number}.png"
            cv2.imwrite(str(path), page)
            paths.append(str(path))
        listed = Path(folder) / "list.txt"
        listed.write_text("\n".join(paths))
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        command = ["tesseract", str(listed), str(Path(folder) / "out"), "-l", "tha", "--psm", "4"]
        return _seconds(lambda: subprocess.run(command, check=True, capture_output=True, env=environment))
