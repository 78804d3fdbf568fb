"""One document -> its page, with pictures where its PDF is found and can be drawn."""

from __future__ import annotations

import hashlib
import itertools
import logging
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import ita_extract
from ita_extract.checking.violations import gravest_first
from ita_extract.errors import DocumentError
from ita_extract.messages import spoken
from ita_extract.model import Report
from ita_extract.review.asking import asking
from ita_extract.review.compared import Neighbour, cuts_compared, neighbours_named
from ita_extract.review.cutting import Cut, cuts_of
from ita_extract.review.doubts import Doubts, doubts_of
from ita_extract.review.exchanging import Made, exchanged, made_of
from ita_extract.review.listing import ListedDocument, listed
from ita_extract.review.originals import Originals
from ita_extract.review.overview.peers_part import peers_part
from ita_extract.review.overview.survey import Survey
from ita_extract.review.picturing import NO_PICTURES, Pictures, Wanted, draw_here, warm_up
from ita_extract.review.queue import Queued, queued
from ita_extract.review.showing import PictureState, document_page, title
from ita_extract.review.templating import document_html, peers_html
from ita_extract.review.values import Place
from ita_extract.running.confined import Confined, StoppedError
from ita_extract.running.limits import Limits
from ita_extract.running.recipe import library_version
from ita_extract.writing.atomic import write_whole
from ita_extract.writing.between import Between
from ita_extract.writing.documents import document_path, read_document, read_stored

log = logging.getLogger("ita_extract.review")

# of this program, that make a page
_PARTS = (
    "checking",
    "deciding",
    "messages",
    "model.py",
    "evidence.py",
    "categories.py",
    "reading/opening.py",
    "review",
)
_TEXTS = (".css", ".j2", ".js", ".mo", ".py", ".toml")
_LIBRARIES = ("jinja2", "pillow", "pypdfium2")


class Done(NamedTuple):
    """A document that was dealt with, and whether its page was made anew."""

    row: ListedDocument
    queued: Queued | None
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
        stored = read_stored(path)
        decided = self._between.decided_in(stored.report, keep_rejected=True)
        document = stored.report.document
        doubts = doubts_of(decided.questions.report)  # as the machine has it: what is decided can be undone
        asked = asking(decided, doubts)
        shown = decided.report.model_copy(
            update={"findings": gravest_first((*decided.report.findings, *decided.rejected))}
        )
        original = self._originals.of(document)
        wanted = _wanted(shown, doubts, original.path or Path())
        if not wanted.pages:
            state = PictureState.NOTHING_TO_SHOW
        elif original.path is None:
            state = PictureState.CHANGED if original.changed else PictureState.MISSING
        else:
            state = PictureState.SHOWN
        page = self._folder / f"{document.document_id}.html"
        neighbours = self._neighbours(shown)
        content = self._between.content(document.document_id, stored.content_sha256)
        made_from = self._made_from(content, state, neighbours)
        place = queued(decided, asked)
        settled = asked.needed - asked.open
        peers = self._survey.peers(document.document_id)
        part = peers_part(peers) if peers is not None else None
        if (known := made_of(page)).made_from == made_from:
            made = _brought_up_to_date(page, known, peers_html(part))
            if made is not None:
                return Done(listed(decided.report, asked.needed, state, settled), place, made)
        pictures, trouble = NO_PICTURES, ""
        if state is PictureState.SHOWN:
            try:
                pictures = self._drawn(wanted)
            except DocumentError as error:
                state, trouble = PictureState.UNDRAWABLE, error.message
                made_from = ""  # it is tried again: another time, or with more memory, it may do
                log.warning("%s: %s", document.source, error.said, extra={"source": document.source})
        drawn = {other.document.document_id: self._neighbour(shown, other, at) for other, at in neighbours}
        shown_page = document_page(shown, doubts, pictures, state, trouble, drawn, asked)
        write_whole(page, document_html(shown_page, made_from, part))
        return Done(listed(decided.report, asked.needed, state, settled), place, made=True)

    def _drawn(self, wanted: Wanted) -> Pictures:
        if self._stopped:
            raise StoppedError
        confined: Confined | None = getattr(self._own, "confined", None)
        if confined is None:
            confined = self._own.confined = Confined(self._limits, warm_up, self._limits)
            self._confined.append(confined)
        number = next(self._numbers)
        return confined.do(number, draw_here, number, wanted, file=wanted.path)

    def _neighbours(self, report: Report) -> list[tuple[Report, Path | None]]:
        """Return the reports that findings hold against this one, as far as they are here, with their PDFs."""
        found = []
        for document_id in neighbours_named(report):
            path = document_path(self._folder.parent, document_id)
            if path.is_file():
                other = read_document(path)
                found.append((other, self._originals.of(other.document).path))
        return found

    def _neighbour(self, report: Report, other: Report, path: Path | None) -> Neighbour:
        """Return another report with pictures of what findings compare; without them where it cannot be drawn."""
        pictures = NO_PICTURES
        cuts = _places(cuts_compared(report, other.document.document_id))
        if path is not None:
            try:
                pictures = self._drawn(Wanted(path, other.document.sha256, (), frozenset(), cuts))
            except DocumentError as error:
                log.warning("%s: %s", other.document.source, error.said)
        return Neighbour.of(other, title(other.document), pictures)

    def _made_from(
        self, content: str, state: PictureState, neighbours: list[tuple[Report, Path | None]]
    ) -> str:
        others = [f"{other.document.document_id} {path is not None}" for other, path in neighbours]
        # the language: that which a page shows at first
        what = f"{self._maker} {content} {state} {spoken()} {' '.join(others)}"
        return hashlib.sha256(what.encode()).hexdigest()


def _wanted(report: Report, doubts: Doubts, path: Path) -> Wanted:
    """Return what to draw: pages with doubts first, in the order of work, then all with evidence."""
    document = report.document
    doubtful = [page for card in doubts.cards for page in card.pages]
    close = frozenset(spot.page for card in doubts.cards for spot in card.spots if spot.box is not None)
    compared = cuts_compared(report, None)
    evidence = {value.row.page for value in doubts.values} | {cut.page for cut in compared}
    count = document.page_count or 0
    pages = tuple(page for page in dict.fromkeys((*doubtful, *sorted(evidence))) if page <= count)
    cuts = [cut for card in doubts.cards for cut in cuts_of(card)]
    return Wanted(path, document.sha256, pages, close, _places((*cuts, *compared)))


def _places(cuts: Iterable[Cut]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(Place(cut.page, cut.box) for cut in cuts if cut.box is not None))


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
    peers_hash = hashlib.sha256(part).hexdigest()
    if known.peers_hash == peers_hash:
        return False
    try:
        html = exchanged(page.read_bytes(), peers_hash, part)
    except OSError:
        return None
    if html is None:
        return None
    write_whole(page, html)
    return True
