"""The words of the field as data: TOML files of the folder `lexicon`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_lexicon(name: str) -> dict[str, Any]:
    """Return what the lexicon file of a name (`years` for `years.toml`) holds."""
    path = files("ita_extract.language").joinpath("lexicon", f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
