"""A PDF -> pictures of its pages and of places on them, made in a process that can be killed.

Only what is wanted is drawn, the most wanted first, and no more than a page for people can carry.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ita_extract.errors import DamagedError, DocumentError, OutOfMemoryError, UnreadableFileError
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.reading.page import Box
from ita_extract.reading.watching import watched_by, watcher
from ita_extract.review.values import Place
from ita_extract.running import landlock
from ita_extract.running.guarding import Guard
from ita_extract.running.handover import Handover
from ita_extract.running.limits import Limits
from ita_extract.running.pulse import Pulse
from ita_extract.running.worker import confine

if TYPE_CHECKING:
    from PIL.Image import Image

    from ita_extract.reading.opening import PdfFile

_PAGE_DOTS, _PAGE_PIXELS = 110 / 72, 1600  # the most pixels hold posters and drawings down
_CLOSE_DOTS, _CLOSE_PIXELS = 200 / 72, 2600
_PLACE_PIXELS = (1100, 700)  # the most for one place, as wide and as high; a screen is not larger
_MARGIN = Box(170.0, 10.0, 60.0, 10.0)  # points around a place: what it belongs to stands before it
_PAGE_QUALITY, _PLACE_QUALITY = 50, 65
PAGES_BYTES, PLACES_BYTES = 2_000_000, 1_400_000  # base64 adds a third: 4.5 MB, and the words come on top


@dataclass(frozen=True)
class Wanted:
    """What to draw of a file: pages, the most wanted first, and places on them."""

    path: Path
    sha256: str
    pages: tuple[int, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Picture:
    """A part of a page, or all of it, as WebP; `box` says which part, in points."""

    box: Box
    webp: bytes


@dataclass(frozen=True)
class Pictures:
    """What could be drawn of a file.

    `left_out` are pages (and `places_left_out` counts places) that would have made too much of it, `broken` pages that
    cannot be drawn or that the file does not have.
    """

    pages: dict[int, Picture]
    places: dict[Place, Picture]
    left_out: tuple[int, ...] = ()
    places_left_out: int = 0
    broken: tuple[int, ...] = ()


NO_PICTURES = Pictures({}, {})
_ready: list[tuple[Limits, Pulse, Handover]] = []  # filled by `warm_up`: one process draws for one command


def warm_up(limits: Limits, pulse: Pulse, handover: Handover, parent: int) -> None:
    """Confine this process, and load what drawing needs; it then opens no file of yours, and writes none."""
    confine(limits, parent)
    import PIL.WebPImagePlugin

    import ita_extract.reading.opening

    assert PIL.WebPImagePlugin and ita_extract.reading.opening  # loaded, and used below
    landlock.confine((), ())
    _ready[:] = [(limits, pulse, handover)]


def draw_here(number: int, wanted: Wanted) -> Pictures:
    """Draw in this process, which was warmed up; raises as `draw`."""
    limits, pulse, handover = _ready[0]
    pulse.begin(number)
    descriptor = handover.take()
    try:
        return draw(wanted, limits, pulse.beat, descriptor)
    finally:
        if descriptor is not None:
            os.close(descriptor)


def draw(
    wanted: Wanted, limits: Limits, beat: Callable[[int], None], descriptor: int | None = None
) -> Pictures:
    """Return the pictures that are wanted of a file. `beat` is called with each page before it is drawn.

    `descriptor` is the file, opened, for a process that may not open it.

    Raises DocumentError: the file cannot be opened, asks for too much, or is not the one whose hash is named.
    """
    from ita_extract.reading.opening import open_pdf

    limits.check_file(wanted.path)
    try:
        with watched_by(Guard(limits, beat, {}, descriptor)), open_pdf(wanted.path) as pdf:
            if pdf.sha256 != wanted.sha256:
                raise UnreadableFileError(
                    N_("The file changed while it was opened."), hint=N_("Run it again.")
                )
            return _drawn(pdf, wanted)
    except DocumentError:
        raise
    except MemoryError as error:
        raise OutOfMemoryError(N_("Drawing its pages took more memory than there is.")) from error
    except Exception as error:  # whatever a library makes of a hostile file is the file's fault
        raise DamagedError(both("Its pages cannot be drawn ({name}).", name=type(error).__name__)) from error


def _drawn(pdf: PdfFile, wanted: Wanted) -> Pictures:
    pages: dict[int, Picture] = {}
    places: dict[Place, Picture] = {}
    left_out: list[int] = []
    broken: list[int] = []
    pages_bytes = places_bytes = missed = 0
    for number in wanted.pages:
        here = [position for position in wanted.places if position.page == number]
        if pages_bytes >= PAGES_BYTES and (not here or places_bytes >= PLACES_BYTES):
            left_out.append(number)
            missed += len(here)
            continue
        if number > pdf.page_count:
            broken.append(number)
            continue
        try:
            dots, most = (_CLOSE_DOTS, _CLOSE_PIXELS) if here else (_PAGE_DOTS, _PAGE_PIXELS)
            with watcher().page(number):
                picture, width, height = pdf.shown(number, dots=dots, most=most)
        except DocumentError:
            broken.append(number)
            continue
        whole = Box(0.0, 0.0, width, height)
        for position in here:
            if places_bytes >= PLACES_BYTES:
                missed += 1
                continue
            cut = _cut(picture, whole, position.box)
            if cut is not None:
                places[position] = cut
                places_bytes += len(cut.webp)
        if pages_bytes >= PAGES_BYTES:
            left_out.append(number)
            continue
        pages[number] = Picture(whole, _webp(_page_size(picture, whole), _PAGE_QUALITY))
        pages_bytes += len(pages[number].webp)
    return Pictures(pages, places, tuple(sorted(left_out)), missed, tuple(sorted(broken)))


def _cut(picture: Image, page: Box, box: Box) -> Picture | None:
    """Return the part of a page's picture around a box; None for a box outside of the page."""
    dots = picture.width / page.x1, picture.height / page.bottom
    edges = (
        max(0, int((box.x0 - _MARGIN.x0) * dots[0])),
        max(0, int((box.top - _MARGIN.top) * dots[1])),
        min(picture.width, round((box.x1 + _MARGIN.x1) * dots[0])),
        min(picture.height, round((box.bottom + _MARGIN.bottom) * dots[1])),
    )
    if edges[2] - edges[0] < 2 or edges[3] - edges[1] < 2:
        return None
    part = picture.crop(edges)
    part.thumbnail(_PLACE_PIXELS)
    area = Box(*(edge / dots[index % 2] for index, edge in enumerate(edges)))
    return Picture(area, _webp(part, _PLACE_QUALITY))


def _page_size(picture: Image, page: Box) -> Image:
    dots = min(_PAGE_DOTS, _PAGE_PIXELS / max(page.x1, page.bottom))
    size = max(1, round(page.x1 * dots)), max(1, round(page.bottom * dots))
    return picture if picture.width <= size[0] else picture.resize(size, reducing_gap=2.0)


def _webp(picture: Image, quality: int) -> bytes:
    packed = io.BytesIO()
    picture.save(packed, "WEBP", quality=quality, method=2)  # 3 takes twice as long for a thirtieth less
    return packed.getvalue()
