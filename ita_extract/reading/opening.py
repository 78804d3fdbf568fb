"""A path to an open PDF: what can be opened is opened, the rest gets a name for what is wrong with it."""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ita_extract.errors import DamagedError, EmptyFileError, EncryptedError, NotPdfError, UnreadableFileError
from ita_extract.reading.characters import invisible_share, main_quarter, read_characters
from ita_extract.reading.damage import damaged_streams
from ita_extract.reading.file_dates import iso_date
from ita_extract.reading.objects import walk_objects
from ita_extract.reading.overlaps import overlapping
from ita_extract.reading.page import Box, PageContent, Sheet
from ita_extract.reading.pdfium import ffi, handle, lib
from ita_extract.reading.pictured import ReadPicture
from ita_extract.reading.placing import Placer, place_glyphs
from ita_extract.reading.rotated import rotated_text
from ita_extract.reading.rules import read_pictures, read_rules

if TYPE_CHECKING:
    from PIL.Image import Image

SCAN_PIXELS = 2600
# pixels per point, 216 to the inch: small letters of charts come out as high as the reader's
_PICTURE_DOTS = 3.0
_PASSWORD_NEEDED = 4  # FPDF_ERR_PASSWORD


class ShownPage(NamedTuple):
    """A page's picture (RGB) and the size of the page as it is shown, in points."""

    picture: Image
    width: float
    height: float


@dataclass(frozen=True)
class PdfFile:
    """An open PDF.

    `rebuilt` tells that its cross-references were broken and had to be made anew, `damaged` how many content
    streams do not unfold to their end: PDFium shows what it can of them and says nothing.
    """

    path: Path
    sha256: str
    page_count: int
    rebuilt: bool
    damaged: int
    _document: Any

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
            long_side = max(page.get_size())
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
            width, height = page.get_size()
            shown = sheet.shown(box)
            dots = min(_PICTURE_DOTS, SCAN_PIXELS / max(shown.x1 - shown.x0, shown.bottom - shown.top))
            # PDFium cuts off whole pixels: the corner is moved to the pixel that it begins with
            left, top = math.ceil(shown.x0 * dots) / dots, math.ceil(shown.top * dots) / dots
            crop = (left, max(0.0, height - shown.bottom), max(0.0, width - shown.x1), top)
            pixels = page.render(scale=dots, crop=crop, rev_byteorder=False).to_numpy()
        finally:
            page.close()
        corner = (left, top) if sheet.turn == 0 else (box.x0, box.top)
        lines = read_picture(np.rot90(pixels, -sheet.turn), dots, corner)
        return ReadPicture(sheet, box, tuple(lines))

    def shown(self, number: int, *, dots: float, most: int) -> ShownPage:
        """Return a page, counted from 1, as a picture for people: as it is shown, `dots` pixels to the point.

        There are fewer where its long side would come out with more than `most` pixels. Raises DamagedError for a page
        that cannot be loaded or drawn.
        """
        import pypdfium2

        page = self._loaded(number)
        try:
            width, height = page.get_size()
            if not (0 < width < math.inf and 0 < height < math.inf):
                raise DamagedError(f"page {number} of {self.path.name} has no size")
            bitmap = page.render(scale=min(dots, most / max(width, height)))
            return ShownPage(bitmap.to_pil().convert("RGB"), width, height)
        except pypdfium2.PdfiumError as error:
            raise DamagedError(f"page {number} of {self.path.name} cannot be drawn") from error
        finally:
            page.close()

    def page(self, number: int) -> PageContent:
        """Read one page, counted from 1. Raises DamagedError for a page that cannot be loaded."""
        page = self._loaded(number)
        try:
            return _read_page(handle(page.raw), number)
        finally:
            page.close()

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
            raise DamagedError(f"page {number} of {self.path.name} cannot be loaded") from error


def _read_page(page: Any, number: int) -> PageContent:
    box = ffi.new("FS_RECTF*")
    # pypdfium2's get_cropbox() ignores an inherited MediaBox (fpdf2 files came out as 612 x 792)
    lib.FPDF_GetPageBoundingBox(page, box)
    rotation = lib.FPDFPage_GetRotation(page) % 4
    objects = walk_objects(page)
    characters = read_characters(page, objects, box.left, box.bottom, box.top)
    quarter = main_quarter(characters)
    if quarter is None:
        quarter = rotation
    placer = Placer(box.left, box.bottom, box.right - box.left, box.top - box.bottom, quarter)
    glyphs, starts, rotated = place_glyphs(characters, objects, placer, quarter)
    return PageContent(
        sheet=Sheet(number, placer.width, placer.height, (quarter - rotation) % 4),
        glyphs=glyphs,
        rules=read_rules(objects.paths, placer),
        pictures=read_pictures(objects.pictures, placer),
        fonts=characters.fonts,
        invisible=invisible_share(characters),
        rotated=rotated_text(rotated, objects, placer, quarter),
        overlapped=overlapping(glyphs, starts),
    )


@contextmanager
def open_pdf(path: Path) -> Iterator[PdfFile]:
    """Open a PDF for reading; a broken one is rebuilt in memory and tried again.

    Raises EmptyFileError, NotPdfError, EncryptedError, DamagedError or UnreadableFileError.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path.name} cannot be read: {error.strerror or error}") from error
    if not data:
        raise EmptyFileError(f"{path.name} has no bytes")
    if b"%PDF" not in data[:1024]:
        raise NotPdfError(f"{path.name} is no PDF: it begins with {data[:12]!r}")
    document, rebuilt = _open(data, path.name)
    try:
        damaged = damaged_streams(data)
        yield PdfFile(path, hashlib.sha256(data).hexdigest(), len(document), rebuilt, damaged, document)
    finally:
        document.close()


def _open(data: bytes, name: str) -> tuple[Any, bool]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > 0:
            return document, False
        document.close()
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_NEEDED:
            raise EncryptedError(f"{name} opens only with a password") from error
    try:
        document = pypdfium2.PdfDocument(_rebuild(data, name))
    except pypdfium2.PdfiumError as error:
        raise DamagedError(f"{name} is damaged beyond rebuilding") from error
    if len(document) == 0:
        document.close()
        raise DamagedError(f"{name} has no pages")
    return document, True


def _rebuild(data: bytes, name: str) -> bytes:
    """Let qpdf make the cross-references anew (a download that broke off has lost them)."""
    import pikepdf

    rebuilt = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.save(rebuilt)
    except pikepdf.PasswordError as error:
        raise EncryptedError(f"{name} opens only with a password") from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise DamagedError(f"{name} is damaged beyond rebuilding") from error
    return rebuilt.getvalue()
