"""What a document was read with, as one short word: where it changes, the document is read anew."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ita_extract

# The parts that decide what a report says; how it is run, written or shown changes no value in it.
_PARTS = (
    "rulebook",
    "reading",
    "thai",
    "layout",
    "language",
    "numbers",
    "tables",
    "outline",
    "prose",
    "pictures",
    "assembling",
    "proving",
    "organizations",
    "checking",
    "extracting.py",
    "model.py",
    "evidence.py",
    "categories.py",
)
_LIBRARIES = ("pypdfium2", "pythainlp", "rapidfuzz", "geothai", "onnxruntime", "opencv-python-headless")
_DATA = (".py", ".json", ".toml", ".csv", ".txt", ".onnx")


def recipe(extractor: Callable[..., Any]) -> str:
    """Return 16 hex digits over the version, the rulebook, the program's own text and the libraries under it.

    The version alone would not do: who edits a rule, or installs another PDFium, wants to see the effect.
    """
    digest = hashlib.sha256(ita_extract.__version__.encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {library_version(name)}\n".encode())
    digest.update(_name(extractor).encode())
    package = Path(ita_extract.__file__).parent
    for part in _PARTS:
        for path in sorted(_files(package / part)):
            digest.update(path.relative_to(package).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def library_version(name: str) -> str | None:
    """Return the version of an installed library, None where it is not installed."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _files(part: Path) -> list[Path]:
    if part.is_file():
        return [part]
    return [path for path in part.rglob("*") if path.suffix in _DATA and path.is_file()]


def _name(extractor: Callable[..., Any]) -> str:
    """Return what an extractor is, with the options that were bound to it."""
    if isinstance(extractor, functools.partial):
        options = sorted(extractor.keywords.items())
        return f"{_name(extractor.func)}{extractor.args!r}{options!r}"
    return f"{getattr(extractor, '__module__', '')}.{getattr(extractor, '__qualname__', type(extractor).__name__)}"
