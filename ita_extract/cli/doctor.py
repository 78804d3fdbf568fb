"""`ita-extract doctor`: what is installed, what is missing, and the command that mends it."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ita_extract.cli.messages import say
from ita_extract.errors import ExitCode

if TYPE_CHECKING:
    from ita_extract.running.installation import Installation


class Format(StrEnum):
    """How the state of the installation is shown."""

    TEXT = "text"
    JSON = "json"


def doctor_command(
    form: Annotated[
        Format, typer.Option("--format", "-f", help="For people, or for programs.")
    ] = Format.TEXT,
) -> None:
    """Tell what is installed and what is missing, with the command that mends it.

    Every library that is needed is imported, and the reader of scans reads a small picture. Extras are optional:
    what cannot be done without them is said. Nothing is changed.

    \b
    Examples:
      ita-extract doctor
      ita-extract doctor --format json

    \b
    Exit codes: 0 what is required works; 2 something required is missing, too old or broken.
    """  # noqa: D301 - the help formatter wants the character itself, to keep lines as they are
    from ita_extract.running.installation import look

    found = look()
    say(_as_json(found) if form is Format.JSON else _as_text(found))
    if not found.works:
        raise typer.Exit(ExitCode.USAGE)


def _as_json(found: Installation) -> str:
    return json.dumps(
        {
            "version": found.version,
            "python": found.python,
            "works": found.works,
            "cannot": list(found.cannot),
            "confinement": found.confinement,
            "parts": [asdict(part) for part in found.parts],
        },
        ensure_ascii=False,
        indent=1,
    )


def _as_text(found: Installation) -> str:
    """Return a table in groups, with what went wrong and what mends it under each part, and the sum of it."""
    from ita_extract.running.installation import DEVELOPERS, REQUIRED, State

    lines = [f"ita-extract {found.version}, Python {found.python}"]
    width = max(len(part.name) for part in found.parts)
    for group in dict.fromkeys(part.group for part in found.parts):
        parts = [part for part in found.parts if part.group == group]
        if group in DEVELOPERS:
            amiss = [part for part in parts if part.state is not State.INSTALLED]
            lines += ["", f"{group}, for developers: {len(parts) - len(amiss)} of {len(parts)} installed"]
            # who uses the program has few of them, and need not read which
            parts = amiss if len(amiss) * 2 <= len(parts) else []
        else:
            lines += ["", group if group == REQUIRED else f"{group}, optional"]
        for part in parts:
            needs = f"  needs {part.needs}" if part.needs else ""
            lines.append(
                f"  {part.state:<8} {part.name:<{width}} {part.installed or '-':<14}{needs}".rstrip()
            )
            lines += [f"           {text}" for text in (part.detail, part.mend) if text]
    lines += ["", f"Readers of PDFs: {found.confinement}"]
    lines += ["", *(f"So {cannot}." for cannot in found.cannot)]
    lines.append("All that is required works." if found.works else "Something required does not work.")
    return "\n".join(lines)
