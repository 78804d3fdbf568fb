"""What this installation declares that it needs: its own metadata, or the pyproject.toml of a checkout."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

import ita_extract

if TYPE_CHECKING:
    from packaging.requirements import Requirement

DISTRIBUTION = "ita-extract"


@dataclass(frozen=True)
class Declared:
    """The requirements that hold on this machine, and the versions of Python that the program is made for."""

    python: str
    required: tuple[Requirement, ...]
    extras: dict[str, tuple[Requirement, ...]]


def declared() -> Declared | None:
    """Return what is declared; None where neither metadata nor a checkout tells it.

    Raises ImportError without `packaging`, which reads requirements and their markers.
    """
    try:
        own = distribution(DISTRIBUTION)
    except PackageNotFoundError:
        return _of_checkout(Path(ita_extract.__file__).parents[1] / "pyproject.toml")
    lines = tuple(own.requires or ())
    required = _holding(lines, "")
    extras = {
        extra: tuple(entry for entry in _holding(lines, extra) if entry not in required)
        for extra in own.metadata.get_all("Provides-Extra") or ()
    }
    pythons = own.metadata.get_all("Requires-Python") or ("",)
    return Declared(pythons[0], required, extras)


def came_from() -> str | None:
    """Return where this program was installed from: the path of a wheel or a checkout; None for an index, or none.

    pip leaves it in direct_url.json (PEP 610). An index need not have the program, so its name alone mends nothing.
    """
    try:
        stated = distribution(DISTRIBUTION).read_text("direct_url.json")
    except PackageNotFoundError:
        stated = None
    url = urlsplit(json.loads(stated)["url"]) if stated else None
    return url2pathname(url.path) if url is not None and url.scheme == "file" else None


def _of_checkout(path: Path) -> Declared | None:
    if not path.is_file():
        return None
    project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    extras = {extra: _holding(lines, "") for extra, lines in project["optional-dependencies"].items()}
    return Declared(project["requires-python"], _holding(project["dependencies"], ""), extras)


def _holding(lines: tuple[str, ...] | list[str], extra: str) -> tuple[Requirement, ...]:
    """Return the requirements whose marker holds here with an extra ("" for none)."""
    from packaging.requirements import Requirement

    all_of_them = (Requirement(line) for line in lines)
    return tuple(
        entry for entry in all_of_them if entry.marker is None or entry.marker.evaluate({"extra": extra})
    )
