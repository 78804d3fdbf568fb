"""One document -> its page, with pictures where its PDF is found and can be drawn."""

from __future__ import annotations

import hashlib
import itertools
import logging
import threading
from pathlib import Path
from typing import NamedTuple

import ita_extract
from ita_extract.errors import DocumentError
from ita_extract.messages import spoken
from ita_extract.model import Document
from ita_extract.review.doubts import Doubts, doubts_of
from ita_extract.review.exchanging import Made, exchanged, made_of
from ita_extract.review.listing import ListedDocument, listed
from ita_extract.review.originals import Originals
from ita_extract.review.overview.standing_part import standing_part
from ita_extract.review.overview.survey import Survey
from ita_extract.review.picturing import NO_PICTURES, Pictures, Wanted, draw_here, warm_up
from ita_extract.review.showing import PictureState, document_page
from ita_extract.review.templating import document_html, standing_html
from ita_extract.running.confined import Confined, StoppedError
from ita_extract.running.limits import Limits
from ita_extract.running.recipe import library_version
from ita_extract.writing.atomic import write_whole
from ita_extract.writing.between import Between
from ita_extract.writing.documents import StoredReport

log = logging.getLogger("ita_extract.review")

# of this program, that make a page
_PARTS = ("checking", "messages", "model.py", "evidence.py", "categories.py", "reading/opening.py", "review")
_TEXTS = (".css", ".j2", ".js", ".mo", ".py", ".toml")
_LIBRARIES = ("jinja2", "pillow", "pypdfium2")


class Done(NamedTuple):
    """A document that was dealt with, and whether its page was made anew."""

    row: ListedDocument
    made: bool


class PageMaker:
    """Makes pages into a folder. Used by several threads, each of which has a process of its own that draws."""

    def __init__(
        self, folder: Path, originals: Originals, limits: Limits, between: Between, survey: Survey
    ) -> None:
        self._folder = folder
        self._between = between
        self._survey = survey
        self._originals = originals
        self._limits = limits
        self._maker = _maker()
        self._numbers = itertools.count(1)
        self._confined: list[Confined] = []
        self._own = threading.local()
        self._stopped = False

    def stop(self) -> None:
        """Begin no more drawing; what is in hand has a second to end."""
        self._stopped = True
        for confined in tuple(self._confined):
            confined.stop()

    def close(self) -> None:
        """End the processes that draw; no thread is making pages any more."""
        for confined in self._confined:
            confined.close()

    def make(self, path: Path) -> Done:
        """Make the page of a document, given where its JSON lies.

        Raises OutputError (it is named by no SHA-256), WorkerStartError, and StoppedError when asked to stop meanwhile.
        """
        stored = self._between.read(path)
        document = stored.report.document
        doubts = doubts_of(stored.report)
        original = self._originals.of(document)
        wanted = _wanted(document, doubts, original.path or Path())
        if not wanted.pages:
            state = PictureState.NOTHING_TO_SHOW
        elif original.path is None:
            state = PictureState.CHANGED if original.changed else PictureState.MISSING
        else:
            state = PictureState.SHOWN
        page = self._folder / f"{document.document_id}.html"
        made_from = self._made_from(stored, state)
        standing = self._survey.standing(document.document_id)
        part = standing_part(standing) if standing is not None else None
        if (known := made_of(page)).made_from == made_from:
            made = _brought_up_to_date(page, known, standing_html(part))
            if made is not None:
                return Done(listed(stored.report, doubts, state), made)
        pictures, trouble = NO_PICTURES, ""
        if state is PictureState.SHOWN:
            try:
                pictures = self._drawn(wanted)
            except DocumentError as error:
                state, trouble = PictureState.UNDRAWABLE, error.message
                made_from = ""  # it is tried again: another time, or with more memory, it may do
                log.warning("%s: %s", document.source, trouble, extra={"source": document.source})
        shown = document_page(stored.report, doubts, pictures, state, trouble)
        html = document_html(shown, made_from, part)
        write_whole(page, html)
        return Done(listed(stored.report, doubts, state), made=True)

    def _drawn(self, wanted: Wanted) -> Pictures:
        if self._stopped:
            raise StoppedError
        confined: Confined | None = getattr(self._own, "confined", None)
        if confined is None:
            confined = self._own.confined = Confined(self._limits, warm_up, self._limits)
            self._confined.append(confined)
        number = next(self._numbers)
        return confined.do(number, draw_here, number, wanted, file=wanted.path)

    def _made_from(self, stored: StoredReport, state: PictureState) -> str:
        what = f"{self._maker} {stored.content_sha256} {state} {spoken()}"  # the language that a page shows at first
        return hashlib.sha256(what.encode()).hexdigest()


def _wanted(document: Document, doubts: Doubts, path: Path) -> Wanted:
    """Return what to draw: pages with doubtful values first, then pages that reasons name, then all with evidence."""
    places = tuple(doubt.place for doubt in doubts.places)
    doubtful = {position.page for position in places}
    named = set(doubts.pages)
    every = named | {value.row.page for value in doubts.values}
    pages = sorted(every, key=lambda page: (page not in doubtful, page not in named, page))
    count = document.page_count or 0
    return Wanted(path, document.sha256, tuple(page for page in pages if page <= count), places)


def _maker() -> str:
    """Return a digest over all that makes a page beside its document and its PDF."""
    digest = hashlib.sha256(ita_extract.__version__.encode())
    package = Path(ita_extract.__file__).parent
    for part in _PARTS:
        position = package / part
        for path in [position] if position.is_file() else sorted(position.rglob("*")):
            if path.suffix in _TEXTS:
                digest.update(path.read_bytes())
    for name in _LIBRARIES:
        digest.update(f"{name} {library_version(name)}\n".encode())
    return digest.hexdigest()


def _brought_up_to_date(page: Path, known: Made, part: bytes) -> bool | None:
    """Exchange what a page tells of other reports; whether that was needed, None where the page has to be made."""
    stands = hashlib.sha256(part).hexdigest()
    if known.stands == stands:
        return False
    try:
        html = exchanged(page.read_bytes(), stands, part)
    except OSError:
        return None
    if html is None:
        return None
    write_whole(page, html)
    return True
