"""Commands in messages, as they can be typed here: the program may stand outside of PATH, and `pip` may be another's.

Messages, and the error messages in data files, name commands as everybody knows them: `ita-extract run …`,
`pip install 'ita-extract[ocr]'`. On a terminal that fails where the environment is not activated (`make run`): there is
no `ita-extract`, and Debian's `pip` refuses. So what is printed names this program and this Python.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from functools import cache
from pathlib import Path

_PIP = re.compile(r"(?<![\w./-])(?<!-m )pip install (?:'([^']+)')?")
NAME = "ita-extract"


def as_typed_here(text: str) -> str:
    """Return a message with each command so that it works in the shell that started this program."""
    text = _PIP.sub(lambda found: f"{_pip()} install {_quoted(found[1])}", text)
    return _program_pattern().sub(lambda _: program(), text)


@cache
def _program_pattern() -> re.Pattern[str]:
    """Return what finds the program's name before one of its commands, and not in running text."""
    from ita_extract.cli.program import app

    commands = "|".join(re.escape(command.name or "") for command in app.registered_commands)
    return re.compile(rf"(?<![\w./-]){NAME}(?= (?:{commands}|--help|--version)\b)")


@cache
def program() -> str:
    """Return what starts this program: its name where PATH leads to it, else its path, else this Python."""
    started = Path(sys.argv[0])
    if started.stem == NAME:
        found = shutil.which(NAME)
        if found is not None and Path(found).resolve() == started.resolve():
            return NAME
        return shlex.quote(sys.argv[0])
    if started.name == "__main__.py":
        return f"{_python()} -m ita_extract"
    return NAME


@cache
def _pip() -> str:
    """Return what starts the pip of this environment: `pip` where that is the one that PATH leads to."""
    found = shutil.which("pip")
    if found is not None and Path(found).parent == Path(sys.executable).parent:
        return "pip"
    return f"{_python()} -m pip"


def _quoted(requirement: str | None) -> str:
    """Return a requirement in the quotes that this system's shells know; Windows takes the single ones for letters."""
    if not requirement:
        return ""
    return f'"{requirement}"' if sys.platform == "win32" else f"'{requirement}'"


def _python() -> str:
    return shlex.quote(sys.executable)
