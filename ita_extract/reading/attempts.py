"""What is done with one page is an attempt: what goes wrong with it is kept as the page's fault and leaves it not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from ita_extract.errors import DamagedError, DocumentError, OutOfMemoryError
from ita_extract.messages.both import both
from ita_extract.reading.watching import watcher

Done = TypeVar("Done")


@dataclass(frozen=True)
class PageFault:
    """Why something of a page, counted from 1, could not be read; `part` names what, "" the page itself."""

    page: int
    part: str
    error: DocumentError

    @property
    def words(self) -> str:
        """Return what is wrong in a few words."""
        what = f"{self.part}: " if self.part else ""
        return f"{what}{self.error.message} ({self.error.slug})"


@dataclass
class Attempts:
    """The faults of a file's pages; with `raising` the first one is raised."""

    raising: bool = False
    faults: list[PageFault] = field(default_factory=list)

    def __iter__(self) -> Iterator[PageFault]:
        """Give the faults in the order of their pages."""
        return iter(sorted(self.faults, key=lambda fault: fault.page))

    def check_some_read(self, read: Collection[int]) -> None:
        """Raise the first page's fault as the whole file's where no page was read."""
        first = next(iter(self), None)
        if first is not None and not read:
            raise type(first.error)(
                both("No page of the file can be read: {why}.", why=first.words), hint=first.error.hint
            )

    def make(self, page: int, work: Callable[[], Done], *, part: str = "") -> Done | None:
        """Return what a piece of work on a page returns; None where it fails, and the fault is kept.

        No exception of a page leaves it, but for OutOfMemoryError: this process is not to be trusted any more, and
        another may read the file without the page that the error names.
        """
        try:
            with watcher().page(page):
                return work()
        except DocumentError as error:
            if self.raising:
                raise
            self.faults.append(PageFault(page, part, error))
        except MemoryError as error:
            raise OutOfMemoryError(
                both("Reading page {page} took more memory than there is.", page=page), page=page
            ) from error
        except Exception as error:  # whatever a library makes of a hostile page is the page's fault
            if self.raising:
                raise
            self.faults.append(
                PageFault(
                    page, part, DamagedError(both("reading it fails: {name}", name=type(error).__name__))
                )
            )
        return None
