"""What is drawn on a page to alter it: annotations with their looks, patches, hidden text, and harmless marks.

Boxes are PDF rectangles (left, bottom, right, top) in points, origin bottom left.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

Rect = tuple[float, float, float, float]
_WHITE = b"1 1 1 rg"


class Spot(NamedTuple):
    """Where a number stands, what stands there, and what is to be shown there instead."""

    rect: Rect
    old: str
    new: str


def latin_font(pdf: Pdf) -> Any:
    """Return Helvetica, which every viewer has."""
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )


def _text(rect: Rect, text: str, before: bytes = b"0 g") -> bytes:
    """Return the operators that set a text into a rectangle."""
    left, bottom, right, top = rect
    size = min(0.55 * (top - bottom), 1.75 * (right - left) / max(1, len(text)))
    base = bottom + 0.3 * (top - bottom)
    shown = text.encode("latin-1", "replace").replace(b"(", b"\\(")
    return b"q %b BT /Alt %.2f Tf %.2f %.2f Td (%b) Tj ET Q\n" % (before, size, left, base, shown)


def _box(rect: Rect, colour: bytes = _WHITE) -> bytes:
    left, bottom, right, top = rect
    return b"q %b %.2f %.2f %.2f %.2f re f Q\n" % (colour, left, bottom, right - left, top - bottom)


def resources(pdf: Pdf) -> Any:
    """Return what drawn marks name: a font, graphic states, a pattern, a shading, a picture and a layer that is off."""
    tile = pdf.make_stream(b"1 1 1 rg 0 0 8 8 re f")
    for key, value in (
        ("/Type", Name.Pattern), ("/PatternType", 1), ("/PaintType", 1), ("/TilingType", 1),
        ("/BBox", Array([0, 0, 8, 8])), ("/XStep", 8), ("/YStep", 8), ("/Resources", Dictionary()),
    ):  # fmt: skip
        tile[key] = value
    picture = pdf.make_stream(b"\xff" * 64)
    for key, value in (
        ("/Type", Name.XObject), ("/Subtype", Name.Image), ("/Width", 8), ("/Height", 8),
        ("/ColorSpace", Name.DeviceGray), ("/BitsPerComponent", 8),
    ):  # fmt: skip
        picture[key] = value
    ramp = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[1, 1, 1], N=1)
    shading = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 600, 0], Function=ramp, Extend=[True, True]
    )
    return Dictionary(
        Font=Dictionary(Alt=latin_font(pdf)),
        ExtGState=Dictionary(
            Clear=Dictionary(ca=0, CA=0),
            Half=Dictionary(ca=0.5, CA=0.5),
            Multiply=Dictionary(BM=Name.Multiply, ca=1, CA=1),
        ),
        Pattern=Dictionary(Tile=tile),
        Shading=Dictionary(Flat=pdf.make_indirect(shading)),
        XObject=Dictionary(Patch=picture),
    )


def add_content(
    pdf: Pdf, page: pikepdf.Page, content: bytes, *, below: bool = False, extra: Any = None
) -> None:
    """Draw a form over (or below) all that a page draws."""
    form = pdf.make_stream(content)
    form["/Type"], form["/Subtype"] = Name.XObject, Name.Form
    form["/BBox"] = Array([-5000, -5000, 5000, 5000])
    named = resources(pdf)
    if extra is not None:
        named["/Properties"] = extra
    form["/Resources"] = named
    if page.obj.get("/Resources") is None:
        page.obj["/Resources"] = page.resources
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"\nQ\n")
    name = page.add_resource(form, Name.XObject)
    page.contents_add(b"q %b Do Q\n" % str(name).encode(), prepend=below)


def annotate(pdf: Pdf, page: pikepdf.Page, kind: str, rect: Rect, look: bytes | None, **more: Any) -> None:
    """Add an annotation that prints; `look` is its appearance, in the page's own space."""
    annotation = Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=Array(list(rect)), F=4, **more)
    if look is not None:
        form: Stream = pdf.make_stream(look)
        form["/Type"], form["/Subtype"] = Name.XObject, Name.Form
        form["/BBox"] = Array(list(rect))
        form["/Resources"] = resources(pdf)
        annotation.AP = Dictionary(N=form)
    if page.obj.get("/Annots") is None:
        page.obj["/Annots"] = pdf.make_indirect(Array())
    made = pdf.make_indirect(annotation)
    page.obj["/Annots"].append(made)
    if kind == "Widget":
        pdf.Root.AcroForm = Dictionary(Fields=Array([made]))


def _quads(rect: Rect) -> Any:
    left, bottom, right, top = rect
    return Array([left, top, right, top, left, bottom, right, bottom])


def _middle(rect: Rect, width: float = 1.2) -> bytes:
    left, bottom, right, top = rect
    y = bottom + 0.45 * (top - bottom)
    return b"q 1 0 0 RG %.1f w %.2f %.2f m %.2f %.2f l S Q\n" % (width, left, y, right, y)


def _scribble(rect: Rect) -> bytes:
    left, bottom, right, top = rect
    step = (right - left) / 6
    points = [(left + step * n, bottom + (top - bottom) * (0.25 if n % 2 else 0.7)) for n in range(7)]
    path = b"".join(b"%.2f %.2f %b " % (x, y, b"l" if n else b"m") for n, (x, y) in enumerate(points))
    return b"q 0 0 1 RG 2 w " + path + b"S Q\n"


Alter = Callable[[Pdf, pikepdf.Page, Spot], None]


def _over(kind: str, *, words: bool, look: Callable[[Rect], bytes], **more: Any) -> Alter:
    """Return what lays an annotation over a number, with or without a new one."""

    def alter(pdf: Pdf, page: pikepdf.Page, spot: Spot) -> None:
        drawn = look(spot.rect) + (_text(spot.rect, spot.new) if words else b"")
        needed = {key: value(spot) for key, value in more.items()}
        annotate(pdf, page, kind, spot.rect, drawn, **needed)

    return alter


def _patch(content: Callable[[Spot], bytes]) -> Alter:
    def alter(pdf: Pdf, page: pikepdf.Page, spot: Spot) -> None:
        add_content(pdf, page, content(spot))

    return alter


def _in_rect(rect: Rect, inner: bytes) -> bytes:
    left, bottom, right, top = rect
    clip = b"%.2f %.2f %.2f %.2f re W n" % (left, bottom, right - left, top - bottom)
    return b"q %b %b Q\n" % (clip, inner)


def _image(rect: Rect) -> bytes:
    left, bottom, right, top = rect
    return b"q %.2f 0 0 %.2f %.2f %.2f cm /Patch Do Q\n" % (right - left, top - bottom, left, bottom)


COVERING: dict[str, Alter] = {
    "freetext": _over("FreeText", words=True, look=_box, DA=lambda _: "/Helv 12 Tf 0 g"),
    "freetext-no-look": lambda pdf, page, spot: annotate(
        pdf, page, "FreeText", spot.rect, None, DA="/Helv 12 Tf 0 g", Contents=spot.new, C=Array([1, 1, 1])
    ),
    "strikeout": _over("StrikeOut", words=False, look=_middle, QuadPoints=lambda spot: _quads(spot.rect)),
    "strikeout-no-look": lambda pdf, page, spot: annotate(
        pdf, page, "StrikeOut", spot.rect, None, QuadPoints=_quads(spot.rect), C=Array([1, 0, 0])
    ),
    "square": _over("Square", words=False, look=_box),
    "polygon": _over("Polygon", words=False, look=lambda rect: _box(rect, b"0.9 0.9 0.9 rg")),
    "ink": _over("Ink", words=False, look=_scribble),
    "highlight-opaque": _over("Highlight", words=False, look=lambda rect: _box(rect, b"1 1 0 rg")),
    "stamp": _over("Stamp", words=True, look=_box),
    "redact": _over("Redact", words=False, look=lambda rect: _box(rect, b"0 0 0 rg")),
    "widget": _over("Widget", words=True, look=_box, FT=lambda _: Name.Tx, T=lambda _: "alt"),
    "rectangle": _patch(lambda spot: _box(spot.rect) + _text(spot.rect, spot.new)),
    "rectangle-alone": _patch(lambda spot: _box(spot.rect)),
    "picture": _patch(lambda spot: _image(spot.rect) + _text(spot.rect, spot.new)),
    "pattern": _patch(lambda spot: _box(spot.rect, b"/Pattern cs /Tile scn") + _text(spot.rect, spot.new)),
    "shading": _patch(lambda spot: _in_rect(spot.rect, b"/Flat sh") + _text(spot.rect, spot.new)),
    "line": _patch(lambda spot: _middle(spot.rect)),
    "scribble": _patch(lambda spot: _scribble(spot.rect)),
}


def _layer(pdf: Pdf, *, on: bool) -> Any:
    """Add a layer to a file, on or off, and return what names it in a form."""
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Alt"))
    if "/OCProperties" not in pdf.Root:
        states = Dictionary(ON=Array(), OFF=Array())
        pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=states)
    layers = pdf.Root.OCProperties
    layers.OCGs.append(group)
    layers.D[Name.ON if on else Name.OFF].append(group)
    return Dictionary(Alt=group)


def _sliver(rect: Rect) -> Rect:
    return rect[0], rect[1], rect[0] + 0.5, rect[3]


def _far(rect: Rect) -> Rect:
    left, bottom, right, top = rect
    return left - 900, bottom, right - 900, top


def _hidden(old: Callable[[Spot], bytes]) -> Alter:
    """Return what shows the new number, and holds the old one where nobody sees it. The number itself is taken out."""
    return _patch(lambda spot: old(spot) + _text(spot.rect, spot.new))


def _layered(pdf: Pdf, page: pikepdf.Page, spot: Spot) -> None:
    hidden = b"/OC /Alt BDC " + _text(spot.rect, spot.old) + b"EMC\n"
    add_content(pdf, page, hidden, extra=_layer(pdf, on=False))


HIDING: dict[str, Alter] = {
    "white": _patch(lambda spot: _text(spot.rect, spot.old, _WHITE)),
    "white-beside": _hidden(lambda spot: _text(spot.rect, spot.old, _WHITE)),
    "clipped": _patch(lambda spot: _in_rect(_sliver(spot.rect), _text(spot.rect, spot.old))),
    "outside": _hidden(lambda spot: _text(_far(spot.rect), spot.old)),
    "clear": _patch(lambda spot: _text(spot.rect, spot.old, b"/Clear gs")),
    "mode-3": _patch(lambda spot: _text(spot.rect, spot.old, b"3 Tr")),
    "mode-7": _patch(lambda spot: _text(spot.rect, spot.old, b"7 Tr")),
    "layer-off": _layered,
    "actual-text": _patch(
        lambda spot: b"/Span <</ActualText (%b)>> BDC " % spot.old.encode()
        + _text(spot.rect, spot.new)
        + b"EMC\n"
    ),
}  # fmt: skip


def _margin(page: pikepdf.Page, random_: random.Random) -> Rect:
    _, _, right, top = (float(side) for side in page.mediabox)
    left = random_.uniform(20, right - 160)
    return left, top - 34, left + 120, top - 16


def _grown(rect: Rect) -> Rect:
    left, bottom, right, top = rect
    return left - 3, bottom - 1, right + 3, top + 1


def _outline(rect: Rect) -> bytes:
    left, bottom, right, top = rect
    return b"1 0 0 RG 1 w %.2f %.2f %.2f %.2f re S" % (left - 2.4, bottom, right - left + 4.8, top - bottom)


def _lower(rect: Rect) -> Rect:
    """Return a number's place down to where an underline runs."""
    left, bottom, right, top = rect
    return left, bottom - 0.1 * (top - bottom), right, top


HARMLESS: dict[str, Callable[[Pdf, pikepdf.Page, Spot, random.Random], None]] = {
    "note": lambda pdf, page, spot, draw: annotate(
        pdf, page, "Text", (12, spot.rect[1], 30, spot.rect[1] + 18), None, Contents="92.00?", Name=Name.Note
    ),
    "link": lambda pdf, page, spot, draw: annotate(
        pdf, page, "Link", spot.rect, None, Border=Array([0, 0, 0]),
        A=Dictionary(S=Name.URI, URI="https://example.org"),
    ),
    "margin-stamp": lambda pdf, page, spot, draw: annotate(
        pdf, page, "Stamp", (rect := _margin(page, draw)), _text(rect, "Received 12/2568")
    ),
    "logo": lambda pdf, page, spot, draw: add_content(
        pdf, page, _image((20, 20, 60, 60)) + _box((24, 24, 56, 56), b"0 0 0.6 rg")
    ),
    "shading-behind": lambda pdf, page, spot, draw: add_content(
        pdf, page, _box(spot.rect, b"0.85 0.9 1 rg"), below=True
    ),
    "highlight": lambda pdf, page, spot, draw: annotate(
        pdf, page, "Highlight", spot.rect, b"/Multiply gs " + _box(spot.rect, b"1 1 0 rg"), QuadPoints=_quads(spot.rect)
    ),
    "highlight-no-look": lambda pdf, page, spot, draw: annotate(
        pdf, page, "Highlight", spot.rect, None, QuadPoints=_quads(spot.rect), C=Array([1, 1, 0])
    ),
    "underline": lambda pdf, page, spot, draw: annotate(
        pdf, page, "Underline", (rect := _lower(spot.rect)), None, QuadPoints=_quads(rect), C=Array([0, 0.5, 0])
    ),
    "signature-field": lambda pdf, page, spot, draw: annotate(
        pdf, page, "Widget", _margin(page, draw), None, FT=Name.Sig, T="signature"
    ),
    "layer-on": lambda pdf, page, spot, draw: add_content(
        pdf, page, b"/OC /Alt BDC " + _box((20, 20, 40, 40), b"0 0.5 0 rg") + b"EMC\n", extra=_layer(pdf, on=True)
    ),
    "watermark": lambda pdf, page, spot, draw: add_content(
        pdf, page, b"q 0.9 g BT /Alt 70 Tf 0.7 0.7 -0.7 0.7 150 250 Tm (DRAFT) Tj ET Q\n", below=True
    ),
    "frame": lambda pdf, page, spot, draw: annotate(
        pdf, page, "Square", _grown(spot.rect), _outline(spot.rect)
    ),
    "file": lambda pdf, page, spot, draw: annotate(
        pdf, page, "FileAttachment", (12, 30, 28, 46), None, Contents="attached"
    ),
}  # fmt: skip
