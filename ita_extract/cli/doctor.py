"""`ita-extract doctor`: what is installed, what is missing, and the command that mends it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ita_extract.cli.cells_of_text import padded, width_of
from ita_extract.cli.commands_here import as_typed_here
from ita_extract.cli.messages import say
from ita_extract.errors import ExitCode
from ita_extract.messages import N_, _
from ita_extract.messages.retelling import retold

if TYPE_CHECKING:
    from ita_extract.running.installation import Installation, Part

_STATES = {
    "works": N_("works"),
    "installed": N_("installed"),
    "missing": N_("missing"),
    "too old": N_("too old"),
    "broken": N_("broken"),
}
_ABILITIES = {
    "required": N_("reading reports, checking them, making tables and pages"),
    "ocr": N_("reading scans, and scores beside their ink"),
    "dask": N_("reading on many machines (run --scheduler)"),
    "postgres": N_("loading into PostgreSQL"),
    "s3": N_("addresses s3://…"),
    "gs": N_("addresses gs://…"),
    "abfs": N_("addresses abfs://…"),
    "https": N_("addresses https://…"),
}


class Format(StrEnum):
    """How the state of the installation is shown."""

    TEXT = "text"
    JSON = "json"


def doctor_command(
    form: Annotated[
        Format, typer.Option("--format", "-f", help="For people, or for programs.")
    ] = Format.TEXT,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show each library, also what developers need.")
    ] = False,
) -> None:
    """Tell what is installed and what is missing, with the command that mends it.

    Every library that is needed is imported, and the reader of scans reads a small picture. Extras are optional:
    what cannot be done without them is said. Nothing is changed.

    \b
    Examples:
      ita-extract doctor
      ita-extract doctor --verbose
      ita-extract doctor --format json

    \b
    Exit codes: 0 what is required works; 2 something required is missing, too old or broken.
    """  # noqa: D301 - the help formatter wants the character itself, to keep lines as they are
    from ita_extract.running.installation import look

    found = look()
    say(_as_json(found) if form is Format.JSON else _as_text(found, verbose=verbose))
    if not found.works:
        raise typer.Exit(ExitCode.USAGE)


def _as_json(found: Installation) -> str:
    return json.dumps(
        {
            "version": found.version,
            "python": found.python,
            "works": found.works,
            "cannot": list(found.cannot),
            "confinement": found.confinement.en,
            "parts": [asdict(part) for part in found.parts],
        },
        ensure_ascii=False,
        indent=1,
    )


def _as_text(found: Installation, *, verbose: bool = True) -> str:
    """Return what works and what does not, with what mends it; when verbose each library in groups."""
    lines = [f"ita-extract {found.version}, Python {found.python}", ""]
    lines += _libraries(found) if verbose else _abilities(found)
    if verbose:
        lines += ["", _("Readers of PDFs: {confinement}").format(confinement=found.confinement)]
    lines += ["", *(_("So {what}.").format(what=retold(what)) for what in found.cannot)]
    lines.append(_("All that is required works.") if found.works else _("Something required does not work."))
    if not verbose:
        lines.append(as_typed_here(_("Each library: ita-extract doctor --verbose")))
    return "\n".join(lines)


def _abilities(found: Installation) -> Iterator[str]:
    """Yield what a user can do, group by group, and under what is amiss how to mend it."""
    from ita_extract.running.installation import DEVELOPERS, State

    groups = dict.fromkeys(part.group for part in found.parts if part.group not in DEVELOPERS)
    width = max(width_of(_(word)) for word in _STATES.values())
    for group in groups:
        parts = [part for part in found.parts if part.group == group]
        amiss = [part for part in parts if part.state not in (State.WORKS, State.INSTALLED)]
        state = _(_STATES[amiss[0].state if amiss else State.WORKS])
        yield f"  {padded(state, width)}  {_(_ABILITIES.get(group, group))}"
        for part in amiss:
            yield from _mending(part, width + 4)


def _libraries(found: Installation) -> Iterator[str]:
    from ita_extract.running.installation import DEVELOPERS, REQUIRED, State

    width = max(len(part.name) for part in found.parts)
    column = max(width_of(_(word)) for word in _STATES.values())
    for group in dict.fromkeys(part.group for part in found.parts):
        parts = [part for part in found.parts if part.group == group]
        if group in DEVELOPERS:
            amiss = [part for part in parts if part.state is not State.INSTALLED]
            said = _("{group}, for developers: {count} of {total} installed")
            yield said.format(group=group, count=len(parts) - len(amiss), total=len(parts))
            # who uses the program has few of them, and need not read which
            parts = amiss if len(amiss) * 2 <= len(parts) else []
        else:
            yield _("required") if group == REQUIRED else _("{group}, optional").format(group=group)
        for part in parts:
            needs = f"  {_('needs {versions}').format(versions=part.needs)}" if part.needs else ""
            state = padded(_(_STATES[part.state]), column)
            yield f"  {state} {part.name:<{width}} {part.installed or '-':<14}{needs}".rstrip()
            yield from _mending(part, column + 3)
        yield ""


def _mending(part: Part, indent: int) -> Iterator[str]:
    for text in (part.detail, part.mend):
        if text:
            yield f"{'':{indent}}{retold(text)}"
