"""A picture of a page -> the bytes that a page for people carries.

Pages are ink on paper: four shades of grey, without loss, are half as large as the best that is lossy, and as sharp as
the eye needs to tell a tone mark from a vowel (benchmarks/review_cost.py). What has colour or is a photograph is lossy.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_COLOURED = (
    0.002  # share of the page from which it is shown in colour: a stamp, a chart, a shaded head of a table
)
_COLOUR = 48  # levels by which two channels of a coloured dot differ
_FAINT = 20  # levels darker than the paper: ink
_QUALITY = 40
_PHOTOGRAPH = 0.085  # bytes to a dot: more than a page full of letters needs


def packed(picture: Image) -> bytes:
    """Return a picture (RGB) as WebP: grey where the page has no colour to show."""
    if coloured(picture):
        return _lossy(picture)
    grey = picture.convert("L")
    counts = grey.histogram()
    paper = max(range(128, 256), key=counts.__getitem__)
    made = _written(grey.point(_shades(paper)), lossless=True, quality=20, method=0)
    return made if len(made) < _PHOTOGRAPH * grey.width * grey.height else _lossy(grey)


def coloured(picture: Image) -> bool:
    """Whether a picture (RGB) shows more than ink on paper."""
    from PIL import ImageChops

    red, green, blue = picture.reduce(4).split()
    apart = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    counts = apart.histogram()
    return sum(counts[_COLOUR:]) > _COLOURED * sum(counts)


def _shades(paper: int) -> list[int]:
    """Return what each level of grey becomes: the paper white, faint ink a shade that is seen, the rest by thirds."""
    edge = paper - _FAINT
    return [
        255 if level >= edge else 170 if level >= edge * 2 / 3 else 85 if level >= edge / 3 else 0
        for level in range(256)
    ]


def _lossy(picture: Image) -> bytes:
    return _written(picture, quality=_QUALITY, method=1)


def _written(picture: Image, **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", **how)
    return out.getvalue()
