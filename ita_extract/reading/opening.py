"""A path to an open PDF: what can be opened is opened, the rest gets a name for what is wrong with it."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ita_extract.errors import DamagedError, EmptyFileError, EncryptedError, UnreadableFileError
from ita_extract.messages import N_
from ita_extract.messages.both import both
from ita_extract.reading.annotations import LaidIn, lay_in
from ita_extract.reading.characters import main_quarter, read_characters
from ita_extract.reading.damage import content_streams
from ita_extract.reading.envelopes import Envelope, envelope_of
from ita_extract.reading.file_dates import iso_date
from ita_extract.reading.notes import notes, without_stamps, written_in
from ita_extract.reading.objects import walk_objects
from ita_extract.reading.other_files import no_pdf
from ita_extract.reading.outlines import FontFigures, FontOutlines
from ita_extract.reading.overlaps import overlapping
from ita_extract.reading.page import Box, Concealed, Concealment, PageContent, Sheet
from ita_extract.reading.pdfium import ffi, handle, lib
from ita_extract.reading.pictured import ReadPicture
from ita_extract.reading.placing import Placer, cut_to_page, place_glyphs
from ita_extract.reading.repairing import LockedPdfError, is_encrypted, rebuilt, unlocked
from ita_extract.reading.rotated import rotated_text
from ita_extract.reading.rules import read_pictures, read_rules
from ita_extract.reading.streams import are_endless
from ita_extract.reading.striking import struck_out
from ita_extract.reading.unicode_maps import MapSigns, map_signs
from ita_extract.reading.unseen import visible
from ita_extract.reading.watching import watcher

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

SCAN_PIXELS = 2600
# pixels per point, 216 to the inch: small letters of charts come out as high as the reader's
_PICTURE_DOTS = 3.0
_LOCKED = (4, 5)  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY (a handler that PDFium does not know)
_HEAD, _HEAD_WITHIN = b"%PDF", 1024  # bytes from the beginning in which PDFium looks for it
_OBJECT = re.compile(rb"\b\d+\s+\d+\s+obj\b")


class PagePart(NamedTuple):
    """A part of a page, drawn: grey, where its upper left corner lies on the page as shown, and pixels a point."""

    gray: NDArray[np.uint8]
    corner: tuple[float, float]
    dots: float


class ShownPage(NamedTuple):
    """A page's picture (RGB) and the size of the page as it is shown, in points."""

    picture: Image
    width: float
    height: float


@dataclass(frozen=True)
class PdfFile:
    """An open PDF.

    `rebuilt` tells that its cross-references were broken and had to be made anew, `damaged` how many content
    streams do not unfold to their end: PDFium shows what it can of them and says nothing. `map_signs` is what the
    maps of its fonts say against themselves.
    """

    path: Path
    sha256: str
    page_count: int
    rebuilt: bool
    damaged: int
    map_signs: MapSigns
    _document: Any
    _outlines: FontOutlines | None = None

    def pages(self) -> Iterator[PageContent]:
        """Read the pages one after the other; each is closed before the next is read."""
        for index in range(self.page_count):
            yield self.page(index + 1)

    def scanned(self, number: int) -> PageContent:
        """Read one page, counted from 1, from its picture. Raises DamagedError for a page that cannot be loaded.

        The picture is rendered with a long side of 2,600 pixels, some 220 to the inch of A4: reports are scanned
        with 150 to 300, and what a file says of its page's size is not to be trusted (1,600 x 2,263 points).
        """
        from ita_extract.reading.scans.picture import to_gray
        from ita_extract.reading.scans.read_page import read_page

        page = self._loaded(number)
        try:
            long_side = max(_size(page, number))
            bitmap = page.render(scale=SCAN_PIXELS / long_side, grayscale=True)
            return read_page(to_gray(bitmap.to_numpy()), number, long_side)
        finally:
            page.close()

    def pictured(self, sheet: Sheet, box: Box) -> ReadPicture:
        """Read the lines in a picture of a page (`box` in layout space).

        The page is rendered there rather than the picture taken out: what lies over it, and what Word cut into
        strips, is seen as it is shown. Raises DamagedError for a page that cannot be loaded.
        """
        import numpy as np

        from ita_extract.reading.scans.read_picture import read_picture

        page = self._loaded(sheet.number)
        try:
            width, height = _size(page, sheet.number)
            shown = sheet.shown(box)
            dots = min(_PICTURE_DOTS, SCAN_PIXELS / max(shown.x1 - shown.x0, shown.bottom - shown.top))
            crop, corner = _crop(shown, width, height, dots)
            pixels = page.render(scale=dots, crop=crop, rev_byteorder=False).to_numpy()
        finally:
            page.close()
        corner = corner if sheet.turn == 0 else (box.x0, box.top)
        lines = read_picture(np.rot90(pixels, -sheet.turn), dots, corner)
        return ReadPicture(sheet, box, tuple(lines))

    def part(self, number: int, box: Box, dots: float) -> PagePart:
        """Draw a part of a page anew, `dots` pixels to the point (fewer where it were too large).

        `box` lies on the page as it is shown. Raises DamagedError for a page that cannot be loaded.
        """
        page = self._loaded(number)
        try:
            width, height = _size(page, number)
            dots = min(dots, SCAN_PIXELS / max(1.0, box.x1 - box.x0, box.bottom - box.top))
            crop, corner = _crop(box, width, height, dots)
            pixels = page.render(scale=dots, crop=crop, grayscale=True).to_numpy()
            return PagePart(pixels.reshape(pixels.shape[:2]).copy(), corner, dots)
        finally:
            page.close()

    def shown(self, number: int, *, dots: float, most: int) -> ShownPage:
        """Return a page, counted from 1, as a picture for people: as it is shown, `dots` pixels to the point.

        There are fewer where its long side would come out with more than `most` pixels. Raises DamagedError for a page
        that cannot be loaded or drawn.
        """
        import pypdfium2

        page = self._loaded(number)
        try:
            width, height = _size(page, number)
            bitmap = page.render(scale=min(dots, most / max(width, height)))
            return ShownPage(bitmap.to_pil().convert("RGB"), width, height)
        except pypdfium2.PdfiumError as error:
            raise DamagedError(both("page {number} cannot be drawn", number=number)) from error
        finally:
            page.close()

    def page(self, number: int) -> PageContent:
        """Read one page, counted from 1. Raises DamagedError for a page that cannot be loaded or has no size."""
        page = self._loaded(number)
        try:
            laid = lay_in(handle(page.raw))
            if laid.form >= 0:
                page.close()
                page = self._loaded(number)
            return _read_page(handle(page.raw), number, laid, self._outlines)
        finally:
            page.close()

    @property
    def font_figures(self) -> list[FontFigures]:
        """Return what the fonts met so far draw for figures; nothing where the file was opened without it."""
        return self._outlines.fonts() if self._outlines is not None else []

    @property
    def envelope(self) -> Envelope:
        """Return what the file is beside its pages: what is attached to it, and whether it is an XFA form."""
        return envelope_of(handle(self._document.raw))

    @property
    def own_date(self) -> str | None:
        """When the file says it was last changed, or else made: ISO 8601 in UTC; None where it does not say."""
        dates = (iso_date(self._document.get_metadata_value(name)) for name in ("ModDate", "CreationDate"))
        return next(filter(None, dates), None)

    def _loaded(self, number: int) -> Any:
        import pypdfium2

        try:
            return self._document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise DamagedError(both("page {number} cannot be loaded", number=number)) from error


def _size(page: Any, number: int) -> tuple[float, float]:
    """Return a page's width and height in points. Raises DamagedError where it has none (an empty MediaBox)."""
    width, height = page.get_size()
    _check_size(width, height, number)
    return width, height


def _check_size(width: float, height: float, number: int) -> None:
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise DamagedError(both("page {number} has no size", number=number))


def _crop(
    box: Box, width: float, height: float, dots: float
) -> tuple[tuple[float, float, float, float], tuple[float, float]]:
    """Return what is to be cut off a page around a box, and the corner that is left.

    PDFium cuts off whole pixels: the corner is moved to the pixel that it begins with.
    """
    left, top = math.ceil(max(0.0, box.x0) * dots) / dots, math.ceil(max(0.0, box.top) * dots) / dots
    return (left, max(0.0, height - box.bottom), max(0.0, width - box.x1), top), (left, top)


def _read_page(page: Any, number: int, laid: LaidIn, outlines: FontOutlines | None) -> PageContent:
    box = ffi.new("FS_RECTF*")
    # pypdfium2's get_cropbox() ignores an inherited MediaBox (fpdf2 files came out as 612 x 792)
    lib.FPDF_GetPageBoundingBox(page, box)
    _check_size(box.right - box.left, box.top - box.bottom, number)
    rotation = lib.FPDFPage_GetRotation(page) % 4
    objects = walk_objects(page)
    width, height = box.right - box.left, box.top - box.bottom
    characters = read_characters(page, objects, box.left, box.top)
    quarter = main_quarter(characters)
    if quarter is None:
        quarter = rotation
    placer = Placer(box.left, box.bottom, width, height, quarter)
    pictures = read_pictures(objects.pictures, placer)
    shown = Placer(box.left, box.bottom, width, height, rotation)
    corner = (box.left, box.top)
    seen = visible(page, objects, characters, shown, corner, is_upright=rotation % 2 == 0)
    content = PageContent(
        sheet=Sheet(number, placer.width, placer.height, (quarter - rotation) % 4),
        glyphs=[],
        rules=read_rules(objects.paths, placer),
        pictures=pictures,
        fonts=characters.fonts,
        invisible=seen.unseen,
    )
    if not content.is_layered:
        characters = seen.characters
        said = notes(laid, objects, characters, shown, corner)
        filled = written_in(laid, objects, characters, shown, corner)
        content = replace(content, concealed=(*seen.concealed, *said), written=filled)
    characters = without_stamps(laid, objects, characters)
    if outlines is not None:
        outlines.note(number, characters)
    glyphs, starts, rotated, renamed = place_glyphs(characters, objects, placer, quarter)
    other = [Concealed(Concealment.RENAMED, text, content.sheet.shown(box)) for text, box in renamed]
    cut = cut_to_page(glyphs, placer.width, placer.height)
    unreadable = sum(text.count("\ufffd") for text in objects.span_texts.values())
    odd = [
        *([f"{unreadable} characters of its ActualText are none"] if unreadable else []),
        *([f"{cut} characters have boxes larger than the page"] if cut else []),
    ]
    struck = struck_out(glyphs, starts, content.rules, content.sheet)
    if struck.places:
        glyphs = [glyph for position, glyph in enumerate(glyphs) if position not in struck.places]
    return replace(
        content,
        glyphs=glyphs,
        concealed=tuple(dict.fromkeys((*content.concealed, *struck.concealed, *other))),
        rotated=rotated_text(rotated, objects, placer, quarter),
        overlapped=overlapping(glyphs, None if struck.places else starts),
        odd=tuple(odd),
    )


@contextmanager
def open_pdf(path: Path, *, with_outlines: bool = False) -> Iterator[PdfFile]:
    """Open a PDF for reading; a broken one is rebuilt in memory and tried again.

    `with_outlines` notes how its fonts draw figures while its pages are read.
    Raises EmptyFileError, NotPdfError, EncryptedError, DamagedError or UnreadableFileError; and what the watcher does.
    """
    try:
        with watcher().file(path) as stream:
            data = stream.read()
    except OSError as error:
        raise UnreadableFileError(
            both("The file cannot be read: {why}.", why=error.strerror or error)
        ) from error
    if not data:
        raise EmptyFileError(N_("The file has no bytes."))
    if _HEAD not in data[:_HEAD_WITHIN] and not _OBJECT.search(data):
        raise no_pdf(data)
    watcher().opening(data)
    encrypted = is_encrypted(data)
    plain = unlocked(data) if encrypted else data
    if encrypted and plain is not None:
        watcher().opening(plain)
    document, is_rebuilt = _open(data, plain)
    outlines = FontOutlines(handle(document.raw)) if with_outlines else None
    try:
        watcher().opened(len(document))
        damaged = content_streams(plain).damaged if plain is not None else 0
        sha256 = hashlib.sha256(data).hexdigest()
        signs = map_signs(plain) if plain is not None else MapSigns()
        yield PdfFile(path, sha256, len(document), is_rebuilt, damaged, signs, document, outlines)
    finally:
        if outlines is not None:
            outlines.close()
        document.close()


def _open(data: bytes, plain: bytes | None) -> tuple[Any, bool]:
    """Return a document that has pages, and whether its file had to be rebuilt.

    `plain` is the file without its encryption, None where that cannot be taken off. A file whose streams have no end is
    not given to PDFium as it is, but only what qpdf finds in it.
    """
    document, error = _opened(data)
    if document is not None:
        return document, False
    try:
        again = rebuilt(data) if plain is data else plain
    except LockedPdfError:
        again = None
        error = _LOCKED[0]
    if again is None and (plain is None or error in _LOCKED):
        raise EncryptedError(N_("The file opens only with a password."))
    document, _ = _opened(again) if again else (None, error)
    if document is not None:
        return document, error not in _LOCKED
    if _HEAD not in data[:_HEAD_WITHIN]:
        raise no_pdf(data)
    if again == b"":
        raise EmptyFileError(N_("The file has no pages."))
    raise DamagedError(N_("The file is damaged beyond rebuilding."))


def _opened(data: bytes) -> tuple[Any | None, int]:
    """Return PDFium's document; None where it finds no page in it or does not open it, and its error code for that."""
    import pypdfium2

    if are_endless(data):
        return None, 0
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return None, getattr(error, "err_code", None) or 0
    if len(document) > 0:
        return document, 0
    document.close()
    return None, 0
