"""Scores, recommendations and measures out of Thai ITA analysis reports, with the place where each stood.

As a library: `extract(path)` reads one file into a `Report`, `run(inputs, output)` reads many into a folder,
`check(report)` tells what a report gets wrong, `frames(output)` gives a folder's tables to a notebook. Names are
loaded when first used, so that importing the package (and `ita-extract --help`) stays cheap.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ita_extract.checking.examining import check
    from ita_extract.extracting import extract
    from ita_extract.model import Report
    from ita_extract.running.run import run
    from ita_extract.writing.frames import frames

__all__ = ["Report", "__version__", "check", "extract", "frames", "run"]

__version__ = "0.2.0"

_HOMES = {
    "Report": "ita_extract.model",
    "check": "ita_extract.checking.examining",
    "extract": "ita_extract.extracting",
    "frames": "ita_extract.writing.frames",
    "run": "ita_extract.running.run",
}


def __getattr__(name: str) -> Any:
    """Load a public name from the module that defines it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
