"""A command line that the parser refuses -> an error of ours, in the language of the run, with the next command."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from ita_extract.errors import UsageError
from ita_extract.messages import N_, _

# What the parser says, and how we say it; the names of the groups are the values.
_SAYINGS = (
    (
        r"No such option: (?P<option>\S+)(?: \(Possible options: (?P<options>.*)\))?",
        N_("There is no option {option}."),
    ),
    (
        r"No such command '(?P<command>.*?)'\.?(?: Did you mean (?P<options>.*)\?)?",
        N_("There is no command {command}."),
    ),
    (r"Missing command\.", N_("A command is missing.")),
    (r"Missing argument '(?P<name>.*?)'\..*", N_("The argument {name} is missing.")),
    (r"Missing option '(?P<name>[^ ']+).*", N_("The option {name} is missing.")),
    (r"Option '(?P<option>.*?)' requires an argument\.", N_("The option {option} needs a value.")),
    (r"Option '(?P<option>.*?)' does not take a value\.", N_("The option {option} takes no value.")),
    (
        r"Got unexpected extra arguments? ?(?:\(s\) )?\((?P<rest>.*)\)",
        N_("This is more than the command takes: {rest}."),
    ),
    (
        r"Invalid value for (?P<name>.*?): (?:Value error, )?'(?P<value>.*?)' is not one of (?P<choices>.*?)\.?",
        N_("{name} cannot be {value}; it is one of {choices}."),
    ),
    (
        r"Invalid value for (?P<name>.*?): .*(?:valid (?:integer|number|float)|is not a valid).*",
        N_("The value of {name} is no number that it takes."),
    ),
    (
        r"Invalid value for (?P<name>.*?): .*(?:greater than or equal to|>=) ?(?P<least>[\d.]+).*",
        N_("The value of {name} has to be {least} at least."),
    ),
    (r"Invalid value for (?P<name>.*?): (?P<why>.*)", N_("The value of {name} is wrong: {why}")),
)


def refused(error: Any) -> UsageError:
    """Return what the parser's error says, with the command that helps."""
    message = error.format_message()
    path = getattr(getattr(error, "ctx", None), "command_path", "ita-extract")
    hint = _("See: {command}").format(command=f"{path} --help")
    for pattern, saying in _SAYINGS:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match is None:
            continue
        values = {name: _plain(value) for name, value in match.groupdict().items() if value is not None}
        if saying.startswith("There is no command"):
            hint = _hint_for(match["command"]) or hint
        if values.get("options"):
            hint = _("Perhaps it is {options}. See: {command}").format(
                options=values["options"], command=f"{path} --help"
            )
        return UsageError(_(saying).format(**values), hint=hint)
    return UsageError(message, hint=hint)


def _plain(value: str) -> str:
    """Return a name without the quotes that the parser puts around it; `'--output' / '-o'` is --output / -o."""
    return re.sub(r"'([^' ]+)'", r"\1", value) or "''"


def _hint_for(name: str) -> str:
    """Return what was meant where a file or folder stands for a command."""
    if name.lower().endswith(".pdf") or Path(name).exists():
        import shlex

        return _("To read it: {command}").format(command=f"ita-extract run {shlex.quote(name)}")
    return ""
