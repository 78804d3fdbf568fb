"""Files in which the report may be, though their pages are none: portfolios, attachments, XFA forms."""

from __future__ import annotations

from collections.abc import Iterator

from ita_extract.layout.reasons import reason
from ita_extract.model import ReviewReason
from ita_extract.reading.envelopes import Envelope

_SHOWN = 3  # names


def enveloped(envelope: Envelope) -> Iterator[ReviewReason]:
    """Name the PDFs attached to a file, and the form whose pages only a program of Adobe makes."""
    attached = [name for name in envelope.attached if name.lower().endswith(".pdf")]
    if attached:
        more = f" and {len(attached) - _SHOWN} more" if len(attached) > _SHOWN else ""
        yield reason("attached-file", f"{', '.join(attached[:_SHOWN])}{more}")
    if envelope.is_xfa:
        yield reason("xfa-form", "its pages are made by a form (XFA) that no other program shows")
