"""An output folder and the PDFs behind it -> review/index.html, one page a document, and overviews of provinces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ita_extract.errors import UsageError
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.organizations.official import load_gazetteer
from ita_extract.review.originals import Originals
from ita_extract.review.overview.facts import DocumentFacts, facts_of
from ita_extract.review.overview.pages import AreaPage, area_pages
from ita_extract.review.overview.survey import Survey
from ita_extract.review.page_making import Done, PageMaker
from ita_extract.review.queue import Queued
from ita_extract.review.showing import PictureState
from ita_extract.review.templating import index_html, overview_html, queue_html
from ita_extract.running.limits import Limits
from ita_extract.running.lock import locked
from ita_extract.running.manifest import NAME as MANIFEST
from ita_extract.running.manifest import read_manifest
from ita_extract.running.remote.address import is_url
from ita_extract.running.stopping import StopSignal, stop_signal
from ita_extract.writing.atomic import write_whole
from ita_extract.writing.between import Between, read_between
from ita_extract.writing.documents import FOLDER as DOCUMENTS
from ita_extract.writing.documents import document_paths

FOLDER = "review"
INDEX = "index.html"
QUEUE = "queue.html"
_PAGE_NAME = re.compile(r"d?[0-9a-f]{16}\.html")  # without d: of an older version
_PROVINCE_NAME = re.compile(r"province-\d\d\.html")
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
    queue: tuple[Queued, ...]  # in the order of work
    interrupted: bool


def review(
    output: str | Path,
    *,
    inputs: Sequence[str | Path] = (),
    workers: int = 1,
    limits: Limits | None = None,
    gazetteer: Path | None = None,
) -> ReviewSummary:
    """Make the pages of an output folder: review/index.html, one page a document, overview.html and one a province.

    The PDFs are found by their SHA-256 among `inputs` (files, folders, globs), and under the names that the manifest
    tells, below the working folder. They are drawn in `workers` processes within the `limits` of `run`. A page that
    would come out the same is left alone; pages of documents that are gone are removed. `gazetteer` is a CSV list of
    organisations: overviews then tell which of them have no report.

    Raises UsageError (no output folder, an address, a wrong list), NoInputError (an input matches nothing),
    OutputError (the pages cannot be written, a document cannot be read), LockedError, WorkerStartError.
    """
    folder = output_folder_of(output)
    official = load_gazetteer(gazetteer) if gazetteer is not None else None
    with stop_signal() as stop, locked(folder):
        originals = Originals(inputs, read_manifest(folder / MANIFEST))
        between = read_between(folder)
        survey = Survey(_facts(folder, between, stop), official)
        maker = PageMaker(folder / FOLDER, originals, limits or Limits(), between, survey)
        done = _made(folder, maker, max(1, workers), stop)
        if stop.asked:  # the list of an earlier time stays: half a list would pass for a whole one
            return _summary(folder, done, removed=0, interrupted=True)
        rows = [entry.row for entry in done]
        removed = _remove_others(folder / FOLDER, {row.document_id for row in rows})
        write_whole(folder / FOLDER / INDEX, index_html(sorted(rows, key=lambda row: row.order)))
        _write_overviews(folder / FOLDER, area_pages(survey))
        summary = _summary(folder, done, removed=removed, interrupted=False)
        write_whole(folder / FOLDER / QUEUE, queue_html(summary.queue))
        return summary


def output_folder_of(output: str | Path) -> Path:
    """Return the output folder that is named. Raises UsageError for an address, and for another folder."""
    if is_url(output):
        raise UsageError(
            N_("review makes its pages in a folder of this machine, not behind an address."),
            hint=N_("Copy the output into a folder first, then: ita-extract review FOLDER --input PDFS"),
        )
    folder = Path(output)
    if not (folder / DOCUMENTS).is_dir():
        raise UsageError(
            both(
                "{folder} is no output folder: it holds no {documents}/.", folder=folder, documents=DOCUMENTS
            ),
            hint=N_(
                "Read the reports first: ita-extract run PDFS --output FOLDER, then: ita-extract review FOLDER"
            ),
        )
    return folder


def _facts(folder: Path, between: Between, stop: StopSignal) -> Iterator[DocumentFacts]:
    """Yield the facts of each document, until asked to stop: no page is made then."""
    for path in document_paths(folder):
        if stop.asked:
            return
        yield facts_of(between.read(path).report)


def _write_overviews(folder: Path, pages: Sequence[AreaPage]) -> None:
    """Write the overviews, and remove those of provinces that have no document any more."""
    for page in pages:
        write_whole(folder / page.name, overview_html(page))
    names = {page.name for page in pages}
    for path in sorted(folder.glob("province-*.html")):
        if _PROVINCE_NAME.fullmatch(path.name) and path.name not in names:
            with suppress(OSError):
                path.unlink()


def _made(folder: Path, maker: PageMaker, workers: int, stop: StopSignal) -> list[Done]:
    """Make all pages, until asked to stop, and return what is done, in the order of the documents."""
    if stop.asked:
        return []
    threads = ThreadPoolExecutor(workers)
    try:
        futures = [threads.submit(maker.make, path) for path in document_paths(folder)]
        waiting: set[Future[Done]] = set(futures)
        while waiting and not stop.asked:
            done, waiting = wait(waiting, timeout=_TICK, return_when="FIRST_EXCEPTION")
            for future in done:
                future.result()
    finally:
        maker.stop()
        threads.shutdown(cancel_futures=True)
        maker.close()
    return [future.result() for future in futures if not future.cancelled() and future.exception() is None]


def _summary(folder: Path, done: list[Done], *, removed: int, interrupted: bool) -> ReviewSummary:
    rows = [entry.row for entry in done]
    return ReviewSummary(
        index=folder / FOLDER / INDEX,
        documents=len(rows),
        made=sum(entry.made for entry in done),
        removed=removed,
        doubts=sum(row.open for row in rows),
        pictures=dict(Counter(row.pictures for row in rows)),
        queue=tuple(sorted((entry.queued for entry in done if entry.queued), key=lambda place: place.order)),
        interrupted=interrupted,
    )


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
