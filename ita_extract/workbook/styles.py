"""How cells look: by what they hold, and whether that is in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook


class Look(IntEnum):
    """What a cell holds."""

    TEXT = auto()
    LONG_TEXT = auto()
    SCORE = auto()
    LONG_SCORE = auto()
    PLAIN = auto()  # integers, coordinates, truth values
    DATE = auto()
    LINK = auto()


class Mark(IntEnum):
    """Why a cell is coloured."""

    NONE = auto()
    DOUBT = auto()
    ERROR = auto()


# A cell of format @ stays text when a person edits it: 1-2 would become a date. Excel of old shows ##### for one of
# more than 255 characters, so those that are longer only bear the apostrophe that is not shown.
_NUMBER_FORMATS = {
    Look.TEXT: "@",
    Look.LONG_TEXT: "General",
    Look.SCORE: "0.00",
    Look.LONG_SCORE: "0.00####",
    Look.PLAIN: "General",
    Look.DATE: "yyyy-mm-dd",
    Look.LINK: "@",
}
# told apart by lightness too, for eyes that see red and green alike; the reason is said in words beside them
_COLOURS = {Mark.DOUBT: "#FFF2CC", Mark.ERROR: "#F4B183"}
_FONT = {"font_name": "Tahoma", "font_size": 10}  # has Thai on Windows and macOS


@dataclass(frozen=True)
class Styles:
    """All formats of a workbook, made once: Excel allows 64,000, and reads each."""

    cells: dict[tuple[Look, Mark], Format]
    heading: Format
    column_name: Format
    notice: Format
    title: Format
    plain: Format


def make_styles(book: Workbook) -> Styles:
    """Return the formats of a new workbook."""
    return Styles(
        cells={(look, mark): book.add_format(_cell(look, mark)) for look in Look for mark in Mark},
        heading=book.add_format(
            _FONT
            | {
                "bold": True,
                "font_color": "#FFFFFF",
                "bg_color": "#1F3864",
                "border": 1,
                "border_color": "#8EA9DB",
            }
            | {"text_wrap": True, "valign": "vcenter", "align": "center"}
        ),
        column_name=book.add_format(
            _FONT
            | {"font_size": 8, "font_color": "#595959", "bg_color": "#D9E2F3", "bottom": 1, "num_format": "@"}
        ),
        notice=book.add_format(_FONT | {"bold": True, "bg_color": "#F4B183", "num_format": "@"}),
        title=book.add_format(_FONT | {"bold": True, "font_size": 14}),
        plain=book.add_format(_FONT | {"text_wrap": True, "valign": "top", "num_format": "@"}),
    )


def _cell(look: Look, mark: Mark) -> dict[str, object]:
    properties: dict[str, object] = _FONT | {"num_format": _NUMBER_FORMATS[look], "valign": "top"}
    if look in (Look.TEXT, Look.LONG_TEXT, Look.LINK):
        properties |= {"align": "left", "indent": 1}  # off the digits of the cell before it
    if look is Look.LONG_TEXT:
        properties["quote_prefix"] = True
    if look is Look.LINK:
        properties |= {"font_color": "#0563C1", "underline": 1}
    if mark in _COLOURS:
        properties |= {"bg_color": _COLOURS[mark], "border": 1, "border_color": "#BFBFBF"}
    return properties
