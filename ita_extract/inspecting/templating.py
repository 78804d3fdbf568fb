"""An inspection -> one HTML file that holds all it needs, and may load and run nothing else."""

from __future__ import annotations

import base64

from ita_extract.inspecting.seen import Inspection
from ita_extract.model import Fate
from ita_extract.review.templating import page_html

_FATES = (Fate.UNRESOLVED, Fate.CLAIMED, Fate.EXCUSED)  # what is open comes first


def inspection_html(seen: Inspection) -> bytes:
    """Return the page of an inspection."""
    pictures = {
        number: f"data:image/webp;base64,{base64.b64encode(picture.webp).decode('ascii')}"
        for number, picture in seen.pictures.items()
    }
    linked = {
        number.anchor for page in seen.pages for number in page.numbers
    }  # others are on pages not shown
    return page_html("inspect", seen=seen, pictures=pictures, fates=_FATES, linked=linked)
