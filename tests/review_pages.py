"""What tests look at in a page for people: its elements, as a browser would see them."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from PIL import Image

_VOID = frozenset({"meta", "img", "br", "input", "rect", "link", "hr", "image", "use"})


@dataclass(eq=False)
class Element:
    """An element with its attributes, the text inside it, and the elements around it."""

    tag: str
    attributes: dict[str, str]
    around: tuple[Element, ...] = field(
        repr=False
    )  # each holds those around it: a failed assertion wrote them all
    text: str = ""

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


@dataclass
class Page:
    """A page for people."""

    path: Path
    elements: list[Element] = field(default_factory=list)

    def all(self, tag: str, words: str = "") -> list[Element]:
        """Return the elements of a tag; with `words`, those of that class."""
        return [
            entry
            for entry in self.elements
            if entry.tag == tag and (not words or words in entry.get("class").split())
        ]

    def by_id(self, name: str) -> Element:
        (found,) = (entry for entry in self.elements if entry.get("id") == name)
        return found

    def cuts(self, holder: Element) -> list[tuple[Image.Image, Element]]:
        """Return the cuts inside an element, as they are seen, with their drawing."""
        pages, found = self.pictures(), []
        for svg in self.all("svg", "cut"):
            if holder not in svg.around:
                continue
            (shown,) = (
                entry for entry in self.elements if svg in entry.around and entry.tag in ("use", "image")
            )
            if shown.tag == "image":
                found.append((picture(shown), svg))
                continue
            sheet = self.by_id(shown.get("href")[1:])
            page = pages[int(sheet.get("id").removeprefix("sheet-"))]
            dots = page.width / float(sheet.get("width"))
            x0, top, wide, high = (float(side) * dots for side in svg.get("viewbox").split())
            found.append((page.crop((int(x0), int(top), int(x0 + wide), int(top + high))), svg))
        return found

    def pictures(self) -> dict[int, Image.Image]:
        """Return the pictures of whole pages, by number."""
        found = {}
        for entry in self.all("image"):
            holder = next((outer for outer in entry.around if outer.get("id").startswith("page-")), None)
            if holder is not None:
                found[int(holder.get("id").removeprefix("page-"))] = picture(entry)
        return found


def picture(image: Element) -> Image.Image:
    head, _, data = image.get("href").partition(",")
    assert head == "data:image/webp;base64"
    return Image.open(io.BytesIO(base64.b64decode(data, validate=True)))


def read_page(path: Path) -> Page:
    page = Page(path)
    reader = _Reader(page)
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    assert not reader.open, f"not closed: {reader.open}"
    return page


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self.open))
        self.page.elements.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append(
            Element(tag, {name: value or "" for name, value in attrs}, tuple(self.open))
        )

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data
