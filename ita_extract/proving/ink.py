"""The places of values on one page, drawn anew and read by the line reader."""

from __future__ import annotations

from collections.abc import Sequence

from ita_extract.proving.comparing import Seen, Verdict, compare_level, compare_number, together
from ita_extract.proving.spots import Spot
from ita_extract.proving.strips import area, cut
from ita_extract.reading.opening import PdfFile
from ita_extract.reading.page import Sheet
from ita_extract.reading.scans.reader import ReadChar, read_lines

_DOTS, _OTHER_DOTS = 2.5, 3.7  # pixels per point, in the first look and in the second
_NOTHING = Seen(Verdict.UNSURE, "")


def read_spots(pdf: PdfFile, sheet: Sheet, spots: Sequence[Spot]) -> list[Seen]:
    """Read places of one page, all in one go; those that do not agree with the text are looked at a second time.

    Raises DamagedError for a page that cannot be loaded.
    """
    looks = _look(pdf, sheet, spots, _DOTS)
    again = [number for number, look in enumerate(looks) if look.verdict != Verdict.AGREES]
    if again:
        second = _look(pdf, sheet, [spots[number] for number in again], _OTHER_DOTS)
        for number, look in zip(again, second, strict=True):
            looks[number] = together(looks[number], look)
    return looks


def _look(pdf: PdfFile, sheet: Sheet, spots: Sequence[Spot], dots: float) -> list[Seen]:
    part = pdf.part(sheet.number, area([spot.box for spot in spots]), dots)
    strips = [cut(part, spot.box, sheet.turn, with_marks=spot.is_level) for spot in spots]
    read = iter(read_lines([strip for strip in strips if strip is not None]))
    pairs = zip(spots, strips, strict=True)
    return [_NOTHING if strip is None else _seen(spot, next(read)) for spot, strip in pairs]


def _seen(spot: Spot, read: Sequence[ReadChar]) -> Seen:
    return compare_level(spot.expected, read) if spot.is_level else compare_number(spot.expected, read)
