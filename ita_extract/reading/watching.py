"""Who watches the reading of a file: called before its bytes are opened, with its pages, and with each one in hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from io import BufferedReader
from pathlib import Path


class Watcher:
    """Looks on; whatever it raises ends what it is called about. This one lets everything pass."""

    def file(self, path: Path) -> BufferedReader:
        """Open a file to be read. Raises OSError."""
        return path.open("rb")

    def opening(self, data: bytes) -> None:
        """Take a PDF's bytes, decrypted where they can be, before a library opens them."""

    def opened(self, page_count: int) -> None:
        """Take how many pages a PDF has, before the first is read."""

    def page(self, number: int) -> AbstractContextManager[None]:
        """Return what a page, counted from 1, is in hand with: while it is read, laid out, or drawn."""
        return nullcontext()


_NOBODY = Watcher()
_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


def watcher() -> Watcher:
    """Return who watches now."""
    return _watcher.get() or _NOBODY


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """Let someone watch the files that are read inside."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)
