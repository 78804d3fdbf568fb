"""A PDF -> pictures of its pages, or of stretches of them, made in a process that can be killed.

Only what is wanted is drawn, the most wanted first, and no more than a page for people can carry.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ita_extract.errors import DamagedError, DocumentError, OutOfMemoryError, UnreadableFileError
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.reading.page import Box
from ita_extract.reading.watching import watched_by, watcher
from ita_extract.review.cutting import within
from ita_extract.review.packing import coloured, packed
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

# Pages that carry a doubt are drawn as finely as scanners give them, to tell the marks apart; where there are many of
# them, and on the others, a screen's width is enough. The most pixels hold posters and drawings down.
_CLOSE_DOTS, _DOTS = 200 / 72, 125 / 72
_CLOSE_PIXELS, _PIXELS = 2400, 1500
_MANY = 16  # pages with doubts
_COLOUR_PIXELS = 1500
PAGES_BYTES, CUTS_BYTES = 1_750_000, 300_000  # base64 adds a third: 2.7 MB, and the words come on top


@dataclass(frozen=True)
class Wanted:
    """What to draw of a file: pages, the most wanted first; `close` are those of them whose letters matter.

    `cuts` are the stretches that are shown of single places: where a page is too much, they are drawn alone.
    """

    path: Path
    sha256: str
    pages: tuple[int, ...]
    close: frozenset[int] = frozenset()
    cuts: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A part of a page, or all of it, as WebP; `box` says which part, in points."""

    box: Box
    webp: bytes


@dataclass(frozen=True)
class Pictures:
    """What could be drawn of a file.

    `cuts` are of pages that are not among `pages`. `left_out` are pages (and `cuts_left_out` counts cuts) that would
    have made too much of it, `broken` pages that cannot be drawn or that the file does not have.
    """

    pages: dict[int, Picture]
    cuts: dict[Place, Picture]
    left_out: tuple[int, ...] = ()
    cuts_left_out: int = 0
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
    cuts: dict[Place, Picture] = {}
    left_out: list[int] = []
    broken: list[int] = []
    cuts_of: dict[int, list[Place]] = defaultdict(list)
    for cut in wanted.cuts:
        cuts_of[cut.page].append(cut)
    pages_bytes = cuts_bytes = missed = 0
    fine = _CLOSE_DOTS if len(wanted.close) <= _MANY else (_CLOSE_DOTS + _DOTS) / 2
    for number in dict.fromkeys((*wanted.pages, *cuts_of)):
        here = cuts_of[number]
        whole = number in wanted.pages and pages_bytes < PAGES_BYTES
        if not whole and number in wanted.pages:
            left_out.append(number)
        if not whole and (not here or cuts_bytes >= CUTS_BYTES):
            missed += len(here)
            continue
        if number > pdf.page_count:
            broken.append(number)
            continue
        dots, most = (fine, _CLOSE_PIXELS) if number in wanted.close or here else (_DOTS, _PIXELS)
        try:
            with watcher().page(number):
                picture, width, height = pdf.shown(number, dots=dots, most=most)
        except DocumentError:
            broken.append(number)
            continue
        page = Box(0.0, 0.0, width, height)
        if whole:
            pages[number] = Picture(page, packed(_small(picture)))
            pages_bytes += len(pages[number].webp)
            continue
        for cut in here:
            if cuts_bytes >= CUTS_BYTES:
                missed += 1
                continue
            cuts[cut] = _cut(picture, page, within(cut.box, page))
            cuts_bytes += len(cuts[cut].webp)
    return Pictures(pages, cuts, tuple(sorted(left_out)), missed, tuple(sorted(broken)))


def _cut(picture: Image, page: Box, box: Box) -> Picture:
    """Return the part of a page's picture in a box that lies on it."""
    dots = picture.width / page.x1, picture.height / page.bottom
    edges = (
        int(box.x0 * dots[0]),
        int(box.top * dots[1]),
        max(int(box.x0 * dots[0]) + 1, round(box.x1 * dots[0])),
        max(int(box.top * dots[1]) + 1, round(box.bottom * dots[1])),
    )
    area = Box(*(edge / dots[index % 2] for index, edge in enumerate(edges)))
    return Picture(area, packed(picture.crop(edges)))


def _small(picture: Image) -> Image:
    """Return a picture as large as it is worth: colour is lossy, and needs a byte for each dot."""
    if max(picture.size) > _COLOUR_PIXELS and coloured(picture):
        picture = picture.copy()
        picture.thumbnail((_COLOUR_PIXELS, _COLOUR_PIXELS), reducing_gap=2.0)
    return picture
