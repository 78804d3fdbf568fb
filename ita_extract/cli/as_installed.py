"""Commands that a message gives, as they work from where this program was started."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from functools import cache
from pathlib import Path

NAME = "ita-extract"
_PIP = re.compile(r"(?<!-m )\bpip install\b")
_COMMAND = re.compile(rf"(?<![\w/.\\-]){NAME}(?= (?:--?[a-z]|[a-z]+))")


def as_installed(text: str) -> str:
    """Return a text whose commands can be copied: `pip` of this Python, this program by a name that leads to it."""
    text = _PIP.sub(lambda _match: f"{shlex.quote(sys.executable)} -m pip install", text)
    return _COMMAND.sub(lambda _match: _program(), text)


@cache
def _program() -> str:
    """Return how this program is started: by its name where a search along PATH leads to it."""
    started = Path(sys.argv[0])
    if started.name == "__main__.py":
        return f"{shlex.quote(sys.executable)} -m ita_extract"
    on_path = shutil.which(NAME)
    if started.name != NAME or not started.exists() or (on_path and Path(on_path).samefile(started)):
        return NAME
    return shlex.quote(sys.argv[0])
