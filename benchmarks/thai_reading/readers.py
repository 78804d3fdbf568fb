"""The readers that are compared, each from a file and its pages to the text of each page."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Protocol

Texts = dict[int, str]
Reader = Callable[[Path, Collection[int]], Texts]
OURS = "ours"


class PageText(Protocol):
    """What the program tells of a page: its text as printed, and whether the text layer is fit for use."""

    @property
    def text(self) -> str: ...
    @property
    def fit(self) -> bool: ...
    @property
    def quality(self) -> float: ...
    @property
    def reasons(self) -> tuple[str, ...]: ...


class AbsentError(RuntimeError):
    """A reader is not installed."""


def our_pages(path: Path) -> list[PageText]:
    """Read all pages with the program itself.

    Raises AbsentError where this version of the program cannot tell the text of a page.
    """
    try:
        from ita_extract.extracting import page_texts
    except ImportError as error:
        raise AbsentError(str(error)) from error
    return list(page_texts(path, ocr="never"))  # what the text layer gives


def pdfplumber_text(path: Path, pages: Collection[int]) -> Texts:
    """Read with pdfplumber's extract_text."""
    import pdfplumber

    texts: Texts = {}
    with pdfplumber.open(path) as document:
        for number in pages:
            page = document.pages[number - 1]
            texts[number] = page.extract_text() or ""
            page.close()
    return texts


def normalized(texts: Texts) -> Texts:
    """Return texts after pythainlp.util.normalize."""
    from pythainlp.util import normalize

    return {number: normalize(text) for number, text in texts.items()}


def pypdfium2_text(path: Path, pages: Collection[int]) -> Texts:
    """Read with pypdfium2's get_text_range."""
    import pypdfium2

    texts: Texts = {}
    with pypdfium2.PdfDocument(path) as document:
        for number in pages:
            page = document[number - 1]
            text_page = page.get_textpage()
            texts[number] = text_page.get_text_range()
            text_page.close()
            page.close()
    return texts


def pdftotext_text(path: Path, pages: Collection[int]) -> Texts:
    """Read with poppler's pdftotext.

    Raises AbsentError where it is not installed.
    """
    program = shutil.which("pdftotext")
    if program is None:
        raise AbsentError("pdftotext is not installed")
    texts: Texts = {}
    for number in pages:
        command = [program, "-enc", "UTF-8", "-f", str(number), "-l", str(number), str(path), "-"]
        done = subprocess.run(command, capture_output=True, check=True, timeout=120)
        texts[number] = done.stdout.decode("utf-8", errors="replace")
    return texts


PLUMBER, NORMALIZED = "pdfplumber", "pdfplumber + normalize"
OTHERS: dict[str, Reader] = {
    PLUMBER: pdfplumber_text,
    "pypdfium2": pypdfium2_text,
    "pdftotext": pdftotext_text,
}
ALL = (OURS, PLUMBER, NORMALIZED, "pypdfium2", "pdftotext")
