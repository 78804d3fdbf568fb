"""A page that is made keeps its pictures: what it tells of the other reports is exchanged in its file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

_MADE_FROM = re.compile(rb'<meta name="made-from" content="([0-9a-f]{64})">')
_PEERS_HASH = re.compile(rb'<meta name="peers_hash" content="([0-9a-f]{64})">')
_PART = re.compile(
    rb"<!--peers-->.*<!--/peers-->", re.DOTALL
)  # a report's text is escaped and holds no comment
_HEAD_BYTES = 4096  # a page says within these what it was made from


class Made(NamedTuple):
    """What a page says that it was made from, and the hash of what it tells of other reports; "" where it says none."""

    made_from: str
    peers_hash: str


def made_of(page: Path) -> Made:
    """Return what a page says of itself."""
    try:
        with page.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError:
        return Made("", "")
    found = (pattern.search(head) for pattern in (_MADE_FROM, _PEERS_HASH))
    return Made(*(match[1].decode() if match else "" for match in found))


def exchanged(html: bytes, peers_hash: str, part: bytes) -> bytes | None:
    """Return a page with another part on where its report stands; None where the page has no such part, or two."""
    wanted = _PART.search(part)
    if wanted is None or len(_PEERS_HASH.findall(html)) != 1 or html.count(b"<!--peers-->") != 1:
        return None
    meta = f'<meta name="peers_hash" content="{peers_hash}">'.encode()
    changed, parts = _PART.subn(lambda _: wanted[0], _PEERS_HASH.sub(meta, html))
    return changed if parts == 1 else None
