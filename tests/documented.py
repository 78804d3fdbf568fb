"""The pages of the repository, and the commands that they tell people to type."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?:^\n|\A)((?:^ {4}\S.*\n)+)", re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+(?:\n[^`\n]+)?)`")
PROGRAMS = ("ita-extract", "make", "python", "python3", "py", "pip", "docker", "qpdf", "git")
_SHELLS = ("", "bash", "sh", "console")
_PREFIXED = re.compile(r"^(?:(?:\.venv|ita)/bin/|\./)")


@dataclass(frozen=True)
class Command:
    """One command of a page: its words, whether it stands in a block to be copied, and the page."""

    words: tuple[str, ...]
    whole: bool
    page: str

    @property
    def program(self) -> str:
        """The program, whatever environment it is called in."""
        return _PREFIXED.sub("", self.words[0])

    def __str__(self) -> str:
        return f"{self.page}: {shlex.join(self.words)}"


@cache
def tracked() -> frozenset[str]:
    """Return the files that git knows, or may soon; of a copy without git, all that are no build products."""
    if (ROOT / ".git").exists():
        listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(
            listed, capture_output=True, text=True, check=True, cwd=ROOT
        ).stdout.splitlines()
        return frozenset(name for name in names if (ROOT / name).is_file())
    unwanted = {".venv", "build", "dist", "output", "__pycache__"}
    files = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return frozenset(str(path) for path in files if not unwanted & set(path.parts))


PAGES = [ROOT / name for name in sorted(tracked()) if name.endswith(".md") and not name.startswith("output/")]


def unknown_lines(page: Path) -> list[str]:
    """Return the lines of blocks of commands that begin with no program that is known here."""
    found = []
    for language, block in _FENCE.findall(page.read_text(encoding="utf-8")):
        lines = [line for line in re.sub(r"\\\n\s*", "", block).splitlines() if line.strip()]
        if language not in _SHELLS or not any(_within(_words(line)) for line in lines):
            continue
        found += [line for line in lines if not line.startswith("#") and not _within(_words(line))]
    return found


def python_blocks(page: Path) -> list[str]:
    """Return the Python programs of a page."""
    found = _FENCE.findall(page.read_text(encoding="utf-8"))
    return [block for language, block in found if language == "python"]


def options_named(page: Path, names: Iterable[str]) -> list[tuple[str, str]]:
    """Return the options that running text names with a command but without the program: `run --force`."""
    prose = _FENCE.sub("", page.read_text(encoding="utf-8"))
    called = "|".join(names)
    return [
        (command, option)
        for command, rest in re.findall(rf"`({called}) ([^`]*)`", prose)
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", rest)
    ]


def commands(page: Path) -> list[Command]:
    """Return the commands of a page: the lines of its blocks, and code in running text that begins with a program."""
    text = page.read_text(encoding="utf-8")
    name = str(page.relative_to(ROOT))
    found = [
        Command(tuple(words), True, name)
        for language, block in _FENCE.findall(text)
        if language in _SHELLS
        for words in _lines(block)
    ]
    prose = _FENCE.sub("", text)
    for block in _INDENTED.findall(prose):
        found += [Command(tuple(words), True, name) for words in _lines(block)]
    for code in _CODE.findall(_INDENTED.sub("\n", prose)):
        words = _words(code.replace("\n", " "))
        if len(words) > 1 and _is_program(words):
            found.append(Command(tuple(words), False, name))
    return found


def _lines(block: str) -> list[list[str]]:
    joined = re.sub(r"\\\n\s*", "", block)
    found = (_within(_words(line)) for line in joined.splitlines())
    return [words for words in found if words]


def _within(words: list[str]) -> list[str]:
    """Return the command in a line: all of it, or what another program (srun) starts; nothing where it is none."""
    if not words or _is_program(words):
        return words
    return words[words.index("ita-extract") :] if "ita-extract" in words else []


def _words(line: str) -> list[str]:
    """Return the words of one command: no comment, no settings before it, nothing behind a redirection or a pipe."""
    try:
        words = shlex.split(line.strip(), comments=True)
    except ValueError:  # an apostrophe in running text
        return []
    while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
        words = words[1:]
    stop = next((at for at, word in enumerate(words) if word in (">", "|", "&", "&&", "||", ";")), len(words))
    return words[:stop]


def _is_program(words: list[str]) -> bool:
    return _PREFIXED.sub("", words[0]) in PROGRAMS
