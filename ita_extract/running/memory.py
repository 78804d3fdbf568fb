"""How much memory a process and those it started hold, by the system's own books."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_PROCESSES = Path("/proc")


def resident(process: int) -> int:
    """Return the bytes in RAM of a process and its descendants; 0 where the system keeps no such books.

    Linux only: elsewhere there is no memory limit, and docs/bulk.md says so.
    """
    total = 0
    waiting = [process]
    with suppress(OSError, ValueError, IndexError):  # a process may end while it is looked at
        while waiting:
            folder = _PROCESSES / str(waiting.pop())
            total += int((folder / "statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            for task in (folder / "task").iterdir():
                waiting += map(int, (task / "children").read_bytes().split())
    return total


def machine_memory() -> int | None:
    """Return the bytes of RAM of this machine, None where the system does not tell."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return None
