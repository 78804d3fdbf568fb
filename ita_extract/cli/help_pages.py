"""The help of commands, in the language of the run, laid out for the cells of a terminal.

Docstrings and the helps of options are the English source; `help_messages` gives them to the catalogue.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

from typer.core import TyperCommand, TyperGroup

from ita_extract.cli.cells_of_text import padded, width_of, wrapped
from ita_extract.cli.language import language_option
from ita_extract.messages import N_, _

_RAW = "\b"  # before a paragraph whose indented lines are commands, kept as they are
_INDENT = 2
_WIDEST_NAMES = 30
_EXTRAS = re.compile(r"\[(?P<extras>.*)\]$", re.DOTALL)
_HELP_HELP = N_("Show this message and exit.")
_PIECES = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."))  # of the line that says how a command is called


class SpokenCommand(TyperCommand):
    """A command that takes `--language`, and whose help is in the language of the run."""

    def __init__(self, *arguments: Any, params: Any = None, **settings: Any) -> None:
        super().__init__(*arguments, params=[*(params or ()), language_option()], **settings)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        formatter.write(_page(self, ctx, formatter.width))


class SpokenGroup(TyperGroup):
    """The program itself, which takes `--language`, too."""

    def __init__(self, *arguments: Any, params: Any = None, **settings: Any) -> None:
        super().__init__(*arguments, params=[*(params or ()), language_option()], **settings)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        formatter.write(_page(self, ctx, formatter.width))


def help_messages(group: Any) -> Iterator[str]:
    """Yield each English text of the helps of a program and its commands, for the catalogue."""
    yield _HELP_HELP
    for command in (group, *group.commands.values()):
        for paragraph in _paragraphs(command.help or ""):
            yield from (text for text, as_it_is in paragraph if not as_it_is)
        for parameter in command.params:
            if getattr(parameter, "help", None):
                yield parameter.help
            if isinstance(getattr(parameter, "show_default", None), str):
                yield parameter.show_default


def usage_of(ctx: Any) -> str:
    """Return how a command is called."""
    written = (piece.replace("{", "").replace("}", "") for piece in ctx.command.collect_usage_pieces(ctx))
    pieces = " ".join(_(piece) if piece in _PIECES else piece for piece in written)
    return f"{_('Usage:')} {ctx.command_path} {pieces}"


def _page(command: Any, ctx: Any, width: int) -> str:
    lines = [usage_of(ctx), ""]
    for paragraph in _paragraphs(command.help or ""):
        for text, as_it_is in paragraph:
            said = [text] if as_it_is else wrapped(_(text), width - _INDENT)
            lines += [f"{'':{_INDENT}}{line}" for line in said]
        lines.append("")
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    for parameter in command.get_params(ctx):
        record = parameter.get_help_record(ctx)
        if record is not None:
            text = _help_of(parameter, record[1])
            if parameter.param_type_name == "argument":
                arguments.append((record[0].partition(" <")[0], text))  # without the name of a Python type
            else:
                options.append((record[0], text))
    lines += _section(_("Arguments"), arguments, width)
    lines += _section(_("Options"), options, width)
    commands = getattr(command, "commands", {})
    lines += _section(_("Commands"), [(name, _first_line(one)) for name, one in commands.items()], width)
    return "\n".join(lines).rstrip() + "\n"


def _section(title: str, rows: list[tuple[str, str]], width: int) -> list[str]:
    if not rows:
        return []
    column = min(max(width_of(name) for name, _said in rows), _WIDEST_NAMES) + 2
    lines = [f"{title}:"]
    for name, text in rows:
        said = wrapped(text, max(width - column - _INDENT, 20)) or [""]
        if width_of(name) + 2 > column:
            lines += [f"{'':{_INDENT}}{name}", f"{'':{_INDENT + column}}{said[0]}"]
        else:
            lines.append(f"{'':{_INDENT}}{padded(name, column)}{said[0]}".rstrip())
        lines += [f"{'':{_INDENT + column}}{line}" for line in said[1:]]
    return [*lines, ""]


def _first_line(command: Any) -> str:
    for paragraph in _paragraphs(command.help or ""):
        return _(paragraph[0][0])
    return ""


def _paragraphs(text: str) -> Iterator[list[tuple[str, bool]]]:
    """Yield paragraphs as texts, each with whether it is a command that is kept as it is."""
    for block in re.split(r"\n\s*\n", inspect.cleandoc(text)):
        lines = block.split("\n")
        if lines[0].strip() != _RAW:
            yield [(" ".join(line.strip() for line in lines), False)]
            continue
        parts: list[tuple[str, bool]] = []
        for line in lines[1:]:
            indented = line.startswith(" ")
            if parts and not indented and not parts[-1][1] and not line[:1].isupper():
                parts[-1] = (f"{parts[-1][0]} {line.strip()}", False)
            else:
                parts.append((line, indented))
        yield parts


def _help_of(parameter: Any, written: str) -> str:
    """Return the help of an option or argument; what the library adds to it in brackets is said in words of ours."""
    english = getattr(parameter, "help", None) or ""
    extras = _EXTRAS.search(written.removeprefix(english).strip())
    said = _(english)
    if extras is None:
        return said
    return f"{said} [{'; '.join(_extra(part) for part in extras['extras'].split('; '))}]".strip()


def _extra(part: str) -> str:
    name, colon, value = part.partition(": ")
    if colon and name == "default":
        inner = value.removeprefix("(").removesuffix(")")
        return _("default: {value}").format(value=_(inner) if inner != value else value)
    if colon and name == "env var":
        return _("variable: {value}").format(value=value)
    return _("required") if part == "required" else part
