"""An output folder and the PDFs behind it -> review/index.html and one page a document."""

from __future__ import annotations

import hashlib
import itertools
import logging
import re
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from ita_extract.errors import DocumentError, OutputError, UsageError
from ita_extract.model import Document
from ita_extract.review.doubts import Doubts, doubts_of
from ita_extract.review.listing import ListedDocument, listed
from ita_extract.review.originals import Originals
from ita_extract.review.picturing import NO_PICTURES, Pictures, Wanted, draw_here, warm_up
from ita_extract.review.showing import PictureState, document_page
from ita_extract.review.templating import document_html, index_html, template_texts
from ita_extract.running.confined import Confined
from ita_extract.running.limits import Limits
from ita_extract.running.lock import locked
from ita_extract.running.manifest import NAME as MANIFEST
from ita_extract.running.manifest import read_manifest
from ita_extract.running.recipe import library_version
from ita_extract.running.remote.address import is_url
from ita_extract.running.stopping import StopSignal, stop_signal
from ita_extract.writing.atomic import write_whole
from ita_extract.writing.documents import FOLDER as DOCUMENTS
from ita_extract.writing.documents import StoredReport, document_paths, read_stored

log = logging.getLogger("ita_extract.review")

FOLDER = "review"
INDEX = "index.html"
_ID = re.compile(r"[0-9a-f]{16}")
_PAGE_NAME = re.compile(r"[0-9a-f]{16}\.html")
_MADE_FROM = re.compile(rb'<meta name="made-from" content="([0-9a-f]{64})">')
_HEAD_BYTES = 4096  # a page says within these what it was made from
_LIBRARIES = ("jinja2", "pillow", "pypdfium2")
_TICK = 0.5  # seconds between two looks at whether the user wants to stop


@dataclass(frozen=True)
class ReviewSummary:
    """What came of it: the list, how many pages were made anew, removed, and why others have no pictures."""

    index: Path
    documents: int
    made: int
    removed: int
    doubts: int
    pictures: dict[PictureState, int]
    interrupted: bool


def review(
    output: str | Path,
    *,
    inputs: Sequence[str | Path] = (),
    workers: int = 1,
    limits: Limits | None = None,
) -> ReviewSummary:
    """Make the pages of an output folder: review/index.html and one page a document.

    The PDFs are found by their SHA-256 among `inputs` (files, folders, globs), and under the names that the manifest
    tells, below the working folder. They are drawn in `workers` processes within the `limits` of `run`. A page that
    would come out the same is left alone; pages of documents that are gone are removed.

    Raises UsageError (no output folder, an address), NoInputError (an input matches nothing), OutputError (the pages
    cannot be written, a document cannot be read), LockedError, WorkerStartError.
    """
    folder = _output_folder(output)
    with stop_signal() as stop, locked(folder):
        originals = Originals(inputs, read_manifest(folder / MANIFEST))
        work = _Work(folder, originals, limits or Limits())
        done = work.go_on(max(1, workers), stop)
        if stop.asked:  # the list of an earlier time stays: half a list would pass for a whole one
            return work.summary(done, removed=0, interrupted=True)
        rows = [one.row for one in done]
        removed = _remove_others(folder / FOLDER, {row.document_id for row in rows})
        write_whole(folder / FOLDER / INDEX, index_html(sorted(rows, key=lambda row: row.order)))
        return work.summary(done, removed=removed, interrupted=False)


def _output_folder(output: str | Path) -> Path:
    if is_url(output):
        raise UsageError(
            "review makes its pages in a folder of this machine, not behind an address.",
            hint="Copy the output into a folder first, then: ita-extract review FOLDER --input PDFS",
        )
    folder = Path(output)
    if not (folder / DOCUMENTS).is_dir():
        raise UsageError(
            f"{folder} is no output folder: it holds no {DOCUMENTS}/.",
            hint="Read the reports first: ita-extract run PDFS --output FOLDER, then: ita-extract review FOLDER",
        )
    return folder


class _Done(NamedTuple):
    """A document that was dealt with, and whether its page was made anew."""

    row: ListedDocument
    made: bool


class _Work:
    """One making of all pages of a folder; documents are read one at a time in each thread."""

    def __init__(self, folder: Path, originals: Originals, limits: Limits) -> None:
        self._folder = folder
        self._originals = originals
        self._limits = limits
        self._maker = _maker()
        self._numbers = itertools.count(1)
        self._confined: list[Confined] = []
        self._own = threading.local()

    def go_on(self, workers: int, stop: StopSignal) -> list[_Done]:
        """Make all pages and return what is done, in the order of the documents. Raises OutputError."""
        with self._threads(workers) as threads:
            futures = [threads.submit(self._one, path) for path in document_paths(self._folder)]
            waiting: set[Future[_Done]] = set(futures)
            while waiting and not stop.asked:
                done, waiting = wait(waiting, timeout=_TICK, return_when="FIRST_EXCEPTION")
                for future in done:
                    future.result()
        return [
            future.result() for future in futures if not future.cancelled() and future.exception() is None
        ]

    def summary(self, done: list[_Done], *, removed: int, interrupted: bool) -> ReviewSummary:
        """Return what came of it."""
        rows = [one.row for one in done]
        return ReviewSummary(
            index=self._folder / FOLDER / INDEX,
            documents=len(rows),
            made=sum(one.made for one in done),
            removed=removed,
            doubts=sum(row.doubts for row in rows),
            pictures=dict(Counter(row.pictures for row in rows)),
            interrupted=interrupted,
        )

    @contextmanager
    def _threads(self, workers: int) -> Iterator[ThreadPoolExecutor]:
        """Give threads that make pages, and end their processes however the block ends."""
        threads = ThreadPoolExecutor(workers)
        try:
            yield threads
        finally:
            for confined in self._confined:
                confined.stop()
            threads.shutdown(cancel_futures=True)
            for confined in self._confined:
                confined.close()

    def _one(self, path: Path) -> _Done:
        stored = read_stored(path)
        document = stored.report.document
        if not _ID.fullmatch(document.document_id):
            raise OutputError(
                f"{path} is named by no SHA-256.", hint="Delete that file and run its PDF again."
            )
        doubts = doubts_of(stored.report)
        original = self._originals.of(document)
        wanted = _wanted(document, doubts, original.path or Path())
        if not wanted.pages:
            state = PictureState.NOTHING_TO_SHOW
        elif original.path is None:
            state = PictureState.CHANGED if original.changed else PictureState.MISSING
        else:
            state = PictureState.SHOWN
        page = self._folder / FOLDER / f"{document.document_id}.html"
        made_from = self._made_from(stored, state)
        if _made_from_of(page) == made_from:
            return _Done(listed(stored.report, doubts, state), made=False)
        pictures, trouble = NO_PICTURES, ""
        if state is PictureState.SHOWN:
            try:
                pictures = self._drawn(wanted)
            except DocumentError as error:
                state, trouble, made_from = (
                    PictureState.UNDRAWABLE,
                    error.message,
                    "",
                )  # another time it may do
                log.warning("%s: %s", document.source, trouble, extra={"source": document.source})
        html = document_html(document_page(stored.report, doubts, pictures, state, trouble), made_from)
        write_whole(page, html)
        return _Done(listed(stored.report, doubts, state), made=True)

    def _drawn(self, wanted: Wanted) -> Pictures:
        confined: Confined | None = getattr(self._own, "confined", None)
        if confined is None:
            confined = self._own.confined = Confined(self._limits, warm_up, self._limits)
            self._confined.append(confined)
        number = next(self._numbers)
        return confined.do(number, draw_here, number, wanted)

    def _made_from(self, stored: StoredReport, state: PictureState) -> str:
        return hashlib.sha256(f"{self._maker} {stored.content_sha256} {state}".encode()).hexdigest()


def _wanted(document: Document, doubts: Doubts, path: Path) -> Wanted:
    """Return what to draw: pages with doubtful values first, then pages that reasons name, then all with evidence."""
    places = tuple(doubt.place for doubt in doubts.places)
    doubtful = {place.page for place in places}
    named = set(doubts.pages)
    every = named | {value.row.page for value in doubts.values}
    pages = sorted(every, key=lambda page: (page not in doubtful, page not in named, page))
    count = document.page_count or 0
    return Wanted(path, document.sha256, tuple(page for page in pages if page <= count), places)


def _maker() -> str:
    """Return a digest over all that makes a page beside its document and its PDF."""
    digest = hashlib.sha256(template_texts())
    for part in sorted(files("ita_extract.review").iterdir(), key=lambda one: one.name):
        if part.name.endswith((".py", ".toml")):
            digest.update(part.read_bytes())
    for name in _LIBRARIES:
        digest.update(f"{name} {library_version(name)}\n".encode())
    return digest.hexdigest()


def _made_from_of(page: Path) -> str | None:
    """Return what a page says that it was made from; None where there is none, or it does not say."""
    try:
        with page.open("rb") as stream:
            match = _MADE_FROM.search(stream.read(_HEAD_BYTES))
    except OSError:
        return None
    return match[1].decode() if match else None


def _remove_others(folder: Path, documents: set[str]) -> int:
    """Remove pages of documents that are gone, and what a killed command was still writing."""
    removed = 0
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        gone = _PAGE_NAME.fullmatch(path.name) and path.stem not in documents
        if gone or (path.name.startswith(".") and path.name.endswith(".tmp")):
            with suppress(OSError):
                path.unlink()
                removed += bool(gone)
    return removed
